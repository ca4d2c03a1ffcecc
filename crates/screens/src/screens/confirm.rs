//! *Yakin?*: the chosen one again, larger, and YA or TIDAK; neither stands where a card was.

use dialogue::Msg;
use egui::Rect;

use crate::card::cards;
use crate::intent::Intent;
use crate::page::{Page, Target};
use crate::view::Secret;
use crate::widgets::{Look, Sign};

pub(crate) fn show(page: &mut Page<'_>, secret: &Secret) {
    let all = cards(page);
    let Some(card) = all.iter().find(|card| card.option == secret.expose()) else { return };
    let said = Msg::new("confirm-said").with("card", card.said.clone());
    page.screen("confirm", &page.word(&said));
    page.clip(card.number);
    let heading = match card.number {
        Some(number) => Msg::new("confirm-heading").with("number", u32::from(number)),
        None => Msg::new("confirm-blank"),
    };
    let zones = page.voter(&page.word(&heading), 2, false);
    page.portrait(zones.content, card);
    let [yes, no] = zones.actions.as_slice() else { return };
    answers(page, *yes, *no);
    page.session_switches(zones.switches);
}

fn answers(page: &mut Page<'_>, yes: Rect, no: Rect) {
    let label = page.word(&Msg::new("confirm-yes"));
    if page.answer(Target::new(yes, "yes", &label), Look::Main, Sign::Yes) {
        page.send(Intent::Yes);
    }
    let label = page.word(&Msg::new("confirm-no"));
    if page.answer(Target::new(no, "no", &label), Look::Plain, Sign::No) || page.back() {
        page.send(Intent::No);
    }
}
