//! Whether a slip's ballot is recorded: *sudah tercatat* or *belum tercatat*, in large letters.

use dialogue::Msg;
use egui::Rect;

use crate::desk::{BACK, Way};
use crate::draw::Pen;
use crate::intent::Intent;
use crate::layout::cut_bottom;
use crate::page::Page;
use crate::slip::{Typed, typed};
use crate::view::SlipStatus;

const TYPING: &str = "slip-status-typing";
const FIELD: &str = "slip-status";

pub(crate) fn show(page: &mut Page<'_>, status: &SlipStatus) {
    if *page.drafts().place(TYPING) == 1 {
        match typed(page, "slip-status-keys", FIELD, "slip-status-heading") {
            Some(Typed::Slip(slip)) => ask(page, slip),
            Some(Typed::Back) => page.go(TYPING, 0),
            None => {}
        }
        return;
    }
    let heading = page.word(&Msg::new("slip-status-heading"));
    let scan =
        page.word(&Msg::new(if status.answer.is_some() { "slip-status-more" } else { "slip-status-scan" }));
    let answer = status.answer.as_deref().unwrap_or_default();
    page.screen("slip-status", &format!("{heading}. {answer} {scan}"));
    let desk = page.desk(&heading);
    told(page, desk.body, answer, &scan);
    match page.ways(desk.foot, &[Way::back(), Way::plain("type", Msg::new("slip-type"))]) {
        Some(BACK) => page.send(Intent::Back),
        Some(_) => page.go(TYPING, 1),
        None => {}
    }
    if let Some(slip) = page.scan() {
        ask(page, slip);
    }
}

fn ask(page: &mut Page<'_>, slip: zeroize::Zeroizing<String>) {
    page.go(TYPING, 0);
    page.send(Intent::Slip(slip.into()));
}

fn told(page: &mut Page<'_>, mut body: Rect, answer: &str, scan: &str) {
    let below = cut_bottom(&mut body, page.sizes().body * 2.6);
    page.text(below, scan, page.body().centred());
    if answer.is_empty() {
        page.panel(body);
        return page.draw(body.shrink(8.0), |pen: &Pen<'_>, place| pen.scan(place));
    }
    page.panel(body);
    page.text(body.shrink(5.0), answer, page.heading().sized(page.sizes().huge).centred());
}
