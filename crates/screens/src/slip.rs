//! A slip's code typed by an officer.

use dialogue::Msg;
use egui::vec2;
use zeroize::Zeroizing;

use crate::desk::{BACK, Way};
use crate::keypad::Keys;
use crate::layout::{centred, cut_top};
use crate::page::Page;

/// A token has 16 symbols and a check symbol.
pub(crate) const TOKEN: usize = 17;

/// What came of it.
pub(crate) enum Typed {
    /// Left without.
    Back,
    /// Its text, typed or scanned after all.
    Slip(Zeroizing<String>),
}

/// The screen `name`, on which a slip is typed into `field`.
pub(crate) fn typed(
    page: &mut Page<'_>,
    name: &'static str,
    field: &'static str,
    heading: &'static str,
) -> Option<Typed> {
    let heading = page.word(&Msg::new(heading));
    let label = page.word(&Msg::new("slip-field"));
    if page.screen(name, &format!("{heading}. {label}")) {
        page.drafts().take(field);
    }
    if let Some(slip) = page.scan() {
        page.drafts().take(field);
        return Some(Typed::Slip(slip));
    }
    let desk = page.desk(&heading);
    let mut body = desk.body;
    let place = cut_top(&mut body, 32.0);
    let typed = Zeroizing::new(page.drafts().text(field).to_owned());
    page.field(centred(place, vec2(230.0, 32.0)), &label, &typed, TOKEN);
    page.keys(centred(body, vec2(260.0, 130.0)), Keys::Symbols, field, TOKEN);
    // With what the keys of this frame wrote.
    let whole = page.drafts().text(field).chars().count() == TOKEN;
    let mut ways = vec![Way::back()];
    if whole {
        ways.push(Way::main("done", Msg::new("next")));
    }
    let pressed = page.ways(desk.foot, &ways);
    if pressed == Some(BACK) {
        page.drafts().take(field);
        return Some(Typed::Back);
    }
    (whole && (pressed.is_some() || page.entered())).then(|| Typed::Slip(page.drafts().take(field)))
}
