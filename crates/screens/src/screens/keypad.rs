//! Typing a slip's code, where the scanner does not read it.

use dialogue::Msg;
use egui::vec2;

use crate::intent::Intent;
use crate::keypad::Keys;
use crate::layout::{centred, columns, cut_top};
use crate::page::Page;
use crate::stage::Sub;
use crate::widgets::Look;

const FIELD: &str = "slip";
/// A token has 16 symbols and a check symbol.
const SYMBOLS: usize = 17;

pub(crate) fn show(page: &mut Page<'_>) {
    if page.screen("keypad", &page.word(&Msg::new("keypad-said"))) {
        page.drafts().take(FIELD);
    }
    let desk = page.desk(&page.word(&Msg::new("keypad-heading")));
    let mut body = desk.body;
    let field = cut_top(&mut body, 30.0);
    let typed = page.drafts().text(FIELD).to_owned();
    page.field(centred(field, vec2(230.0, 30.0)), &page.word(&Msg::new("keypad-field")), &typed, SYMBOLS);
    page.keys(centred(body, vec2(260.0, 130.0)), Keys::Symbols, FIELD, SYMBOLS);
    let places = columns(desk.foot, 2);
    let [back, done] = places.as_slice() else { return };
    if page.button(*back, "back", &page.word(&Msg::new("back")), Look::Plain) || page.back() {
        page.drafts().take(FIELD);
        page.session().sub = Sub::None;
    }
    let whole = typed.chars().count() == SYMBOLS;
    if whole && page.button(*done, "done", &page.word(&Msg::new("keypad-done")), Look::Main) {
        let slip = page.drafts().take(FIELD);
        page.session().sub = Sub::None;
        page.send(Intent::Slip(slip.into()));
    }
    if let Some(slip) = page.scan() {
        page.session().sub = Sub::None;
        page.send(Intent::Slip(slip.into()));
    }
}
