//! Nobody touched anything for long: is somebody still there? The screen below is not shown meanwhile; whoever comes
//! by sees no choice.

use dialogue::Msg;
use egui::vec2;

use crate::intent::Intent;
use crate::layout::{centred, cut_bottom, cut_top};
use crate::page::Page;
use crate::widgets::Look;

pub(crate) fn show(page: &mut Page<'_>) {
    let heading = page.word(&Msg::new("still-there"));
    page.screen("still-there", &page.word(&Msg::new("still-there-said")));
    let mut place = page.desk("").body;
    let words = cut_top(&mut place, page.window().height() * 0.24);
    page.text(words, &heading, page.heading().sized(page.sizes().heading * 1.5).centred());
    let seconds = page.still_there().unwrap_or_default();
    let below = cut_bottom(&mut place, page.window().height() * 0.2);
    page.text(
        below,
        &page.word(&Msg::new("still-there-left").with("seconds", seconds)),
        page.lead().centred(),
    );
    let here = page.word(&Msg::new("still-there-yes"));
    if page.button(centred(place, vec2(200.0, 60.0)), "here", &here, Look::Main) || page.any_key() {
        page.send(Intent::StillHere);
    }
}
