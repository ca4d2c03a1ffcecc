//! Two officers type their codes.

use dialogue::Msg;
use egui::vec2;

use crate::intent::{CodesOf, Intent};
use crate::keypad::Keys;
use crate::layout::{centred, cut_left};
use crate::page::Page;
use crate::view::CodesView;
use crate::widgets::Look;

const FIRST: &str = "officer-1";
const SECOND: &str = "officer-2";
const FIELDS: [&str; 2] = [FIRST, SECOND];
const DIGITS: usize = 8;

pub(crate) fn show(page: &mut Page<'_>, view: &CodesView) {
    if page.screen("codes", "") {
        for field in FIELDS {
            page.drafts().take(field);
        }
    }
    let desk = page.desk(&page.word(&Msg::new("codes-heading")));
    let mut body = desk.body;
    let left = cut_left(&mut body, desk.body.width() / 2.0);
    let [first, second] = FIELDS.map(|field| page.drafts().text(field).chars().count());
    let (field, typed, number) = if first < DIGITS { (FIRST, first, 1_u32) } else { (SECOND, second, 2) };
    let label = page.word(&Msg::new("codes-field").with("number", number));
    page.field(centred(left, vec2(left.width(), 30.0)), &label, &"*".repeat(typed), DIGITS);
    page.keys(centred(body, vec2(80.0, 110.0)), Keys::Digits, field, DIGITS);
    if first == DIGITS && second == DIGITS {
        let [first, second] = FIELDS.map(|field| page.drafts().take(field));
        page.send(Intent::Codes(CodesOf { purpose: view.purpose, first, second }));
    }
    if view.can_go_back && page.button(desk.foot, "back", &page.word(&Msg::new("back")), Look::Plain) {
        page.send(Intent::Back);
    }
}
