//! *Siap*: scan a slip or type its code.

use dialogue::Msg;
use egui::{Align2, Rect, vec2};

use crate::draw::Pen;
use crate::intent::Intent;
use crate::layout::{TARGET, centred, columns, cut_bottom, cut_top, grid};
use crate::page::Page;
use crate::stage::Sub;
use crate::widgets::Look;

pub(crate) fn show(page: &mut Page<'_>) {
    page.screen("ready", &page.word(&Msg::new("ready-said")));
    let mut zones = page.voter(&page.word(&Msg::new("ready-heading")), 0, false);
    if zones.aside == Rect::ZERO {
        zones.aside = cut_bottom(&mut zones.content, 20.0);
    } else {
        zones.aside = hint(page, zones.aside);
    }
    buttons(page, zones.aside);
    slips(page, &mut zones.content);
    page.panel(zones.content);
    page.draw(zones.content.shrink(10.0), |pen: &Pen<'_>, place| pen.scan(place));
    if let Some(slip) = page.scan() {
        page.send(Intent::Slip(slip.into()));
    }
    page.switches(zones.switches);
}

/// On a wide panel there is room for a sentence; returns the room left.
fn hint(page: &mut Page<'_>, mut place: Rect) -> Rect {
    let words = cut_top(&mut place, 60.0);
    page.text(words, &page.word(&Msg::new("ready-hint")), page.lead().at(Align2::LEFT_TOP));
    place
}

/// For the few whose slip cannot be scanned, and for officers.
fn buttons(page: &mut Page<'_>, place: Rect) {
    let places = if place.width() > 2.0 * place.height() {
        columns(place, 2)
    } else {
        let mut rest = place;
        let officer = cut_bottom(&mut rest, TARGET + 2.0);
        vec![cut_bottom(&mut rest, 22.0), officer]
    };
    let [keypad, officer] = places.as_slice() else { return };
    if page.session().typing
        && page.button(*keypad, "keypad", &page.word(&Msg::new("ready-type")), Look::Plain)
    {
        page.session().sub = Sub::Keypad;
    }
    let officer = centred(*officer, vec2(60.0, officer.height()));
    page.call_button(officer);
}

/// In a demonstration: slips to touch, as many as there is room for.
fn slips(page: &mut Page<'_>, content: &mut Rect) {
    let face = page.face();
    if face.demo_slips.is_empty() {
        return;
    }
    let mut place = cut_bottom(content, 46.0);
    let above = cut_top(&mut place, 10.0);
    page.text(above, &page.word(&Msg::new("ready-slips")), page.body());
    for ((n, slip), rect) in face.demo_slips.iter().enumerate().zip(grid(place, 4, 1)) {
        let label = page.word(&Msg::new("ready-slip").with("number", n + 1));
        if page.button(rect, &format!("slip {n}"), &label, Look::Plain) {
            page.send(Intent::Slip(slip.clone().into()));
        }
    }
}
