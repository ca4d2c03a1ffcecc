//! *Suara*: to listen or to look, where something can be heard.

use dialogue::Msg;

use egui::Rect;

use crate::layout::columns;
use crate::page::{Page, Target};

pub(crate) fn show(page: &mut Page<'_>) {
    page.screen("voice", &page.word(&Msg::new("voice-said")));
    let zones = page.voter(&page.word(&Msg::new("voice-heading")), 0, false);
    // No answers stand beside these two.
    let mut both = zones.content;
    if zones.aside != Rect::ZERO {
        both.max = zones.aside.max;
    }
    let places = columns(both, 2);
    let [look, listen] = places.as_slice() else { return };
    let label = page.word(&Msg::new("voice-look"));
    if page.picture(Target::new(*look, "look", &label), |pen, place| pen.look(place)) {
        (page.session().voice_chosen, page.session().listening) = (true, false);
    }
    let label = page.word(&Msg::new("voice-listen"));
    if page.picture(Target::new(*listen, "listen", &label), |pen, place| pen.listen(place)) {
        page.session().voice_chosen = true;
    }
    page.session_switches(zones.switches);
}
