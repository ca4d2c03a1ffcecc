//! *Bahasa*: before the first screen, where there is more than one language.

use dialogue::{Lang, Msg};
use egui::vec2;

use crate::layout::{centred, columns};
use crate::page::Page;
use crate::widgets::Look;

pub(crate) fn show(page: &mut Page<'_>) {
    page.screen("language", &page.word(&Msg::new("language-said")));
    let zones = page.voter(&page.word(&Msg::new("language-heading")), 0, false);
    let languages = page.face().languages.clone();
    let places = columns(centred(page.window(), vec2(230.0, 60.0)), languages.len());
    for (lang, place) in languages.into_iter().zip(places) {
        // Each language in its own words.
        let name = match lang {
            Lang::Id => "Bahasa Indonesia",
            Lang::En => "English",
        };
        if page.button(place, lang.word(), name, Look::Plain) {
            page.session().lang = lang;
            page.session().language_chosen = true;
        }
    }
    page.session_switches(zones.switches);
}
