//! A slip was refused. Bystanders read no reason here; officers find it in their menu.

use dialogue::Msg;

use crate::intent::Intent;
use crate::layout::{TARGET, cut_bottom, cut_top};
use crate::page::Page;

pub(crate) fn show(page: &mut Page<'_>) {
    let words = page.word(&Msg::new("refused"));
    page.screen("refused", &words);
    let mut place = page.desk("").body;
    place.max.y = page.window().bottom() - crate::layout::GAP;
    let officer = cut_bottom(&mut place, TARGET + 2.0);
    let officer = crate::layout::centred(officer, egui::vec2(60.0, officer.height()));
    let picture = cut_top(&mut place, page.window().height() * 0.42);
    page.draw(picture, |pen, place| pen.call(place));
    page.text(place, &words, page.heading().sized(page.sizes().huge).centred());
    page.call_button(officer);
    if let Some(slip) = page.scan() {
        page.send(Intent::Slip(slip.into()));
    }
}
