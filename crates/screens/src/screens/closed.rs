//! The polls are closed: report, export, what to do next.

use dialogue::Msg;
use egui::{Align2, Rect};

use super::trouble::why;
use crate::desk::Way;
use crate::intent::Intent;
use crate::layout::{cut_bottom, cut_right, cut_top};
use crate::page::Page;
use crate::view::Closed;

/// 1 = asks whether the machine is to be switched off without a copy.
const ASKING: &str = "closed-asking";

pub(crate) fn show(page: &mut Page<'_>, closed: &Closed) {
    if *page.drafts().place(ASKING) == 1 {
        return ask(page, closed);
    }
    let heading = page.word(&Msg::new("closed-heading"));
    let refused = closed.refused.as_deref().unwrap_or_default();
    let steps = page.word(&Msg::new("closed-steps"));
    page.screen("closed", &format!("{heading}. {refused} {steps}"));
    let desk = page.desk(&heading);
    let mut left = desk.body;
    let right = cut_right(&mut left, desk.body.width() * 0.48);
    let [entries, root] = closed.seal.clone();
    let seal = page.word(&Msg::new("closed-seal").with("entries", entries).with("root", root));
    let below = cut_bottom(&mut left, page.sizes().small * 2.7);
    page.text(left, &steps, page.body().sized(page.sizes().button).at(Align2::LEFT_TOP));
    page.text(below, &seal, page.small());
    sticks(page, right, closed);
    foot(page, desk.foot, closed);
}

fn foot(page: &mut Page<'_>, place: Rect, closed: &Closed) {
    let print = if closed.printed { "closed-print-again" } else { "closed-print" };
    let off = Way::plain("off", Msg::new("closed-off"));
    let print = if closed.printed {
        Way::plain("print", Msg::new(print))
    } else {
        Way::main("print", Msg::new(print))
    };
    match page.ways(place, &[off, print]) {
        Some("print") => page.send(Intent::PrintClose),
        Some(_) if closed.printed && !closed.exported.is_empty() => page.send(Intent::Shutdown),
        Some(_) => page.go(ASKING, 1),
        None => {}
    }
}

/// What happened to report and copies, and where the log can be copied to.
fn sticks(page: &mut Page<'_>, mut place: Rect, closed: &Closed) {
    let note = page.sizes().body * 2.6;
    let report = match closed.trouble {
        Some(trouble) => Some(why(trouble).0),
        None if closed.printed => Some("closed-printed"),
        None => Some("closed-not-printed"),
    };
    if let Some(report) = report {
        let at = cut_top(&mut place, note);
        page.note(at, &page.word(&Msg::new(report)), closed.trouble.is_some());
    }
    if let Some(refused) = &closed.refused {
        let at = cut_top(&mut place, note);
        page.note(at, refused, true);
    }
    let above = cut_top(&mut place, page.sizes().body * 1.4);
    let key = if closed.sticks.is_empty() { "closed-no-stick" } else { "closed-export" };
    page.text(above, &page.word(&Msg::new(key)), page.body().bold());
    if !closed.exported.is_empty() {
        exported(page, cut_bottom(&mut place, note * 1.4), closed);
    }
    let all: Vec<_> = closed.sticks.iter().map(|name| (name.clone(), String::new(), false)).collect();
    let touched = page.list(place, "closed-sticks", &all);
    if let Some(name) = touched.and_then(|at| closed.sticks.get(at)) {
        page.send(Intent::Export(name.clone()));
    }
}

/// How many copies there are, and the newest.
fn exported(page: &mut Page<'_>, place: Rect, closed: &Closed) {
    if let Some(newest) = closed.exported.last() {
        let told =
            Msg::new("closed-exported").with("count", closed.exported.len()).with("newest", newest.as_str());
        page.note(place, &page.word(&told), false);
    }
}

fn ask(page: &mut Page<'_>, closed: &Closed) {
    let heading = page.word(&Msg::new("closed-off-heading"));
    let lacks = if closed.exported.is_empty() { "closed-off-no-copy" } else { "closed-off-no-report" };
    let lacks = page.word(&Msg::new(lacks));
    page.screen("closed-off", &format!("{heading} {lacks}"));
    let desk = page.desk(&heading);
    page.text(desk.body, &lacks, page.heading().centred());
    match page.ways(
        desk.foot,
        &[Way::plain("off", Msg::new("closed-off-yes")), Way::main("back", Msg::new("closed-off-no"))],
    ) {
        Some("off") => {
            page.go(ASKING, 0);
            page.send(Intent::Shutdown);
        }
        Some(_) => page.go(ASKING, 0),
        None => {}
    }
}
