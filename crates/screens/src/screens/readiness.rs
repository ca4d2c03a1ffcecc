//! Before opening: the readiness check, line by line.

use dialogue::Msg;
use egui::{Align2, Rect, vec2};

use crate::desk::Way;
use crate::draw;
use crate::intent::Intent;
use crate::layout::{cut_left, cut_right, cut_top};
use crate::page::Page;
use crate::view::{Check, CheckState, Readiness};
use crate::widgets::Sign;

pub(crate) fn show(page: &mut Page<'_>, view: &Readiness) {
    let (heading, sum) = (page.word(&Msg::new("readiness-heading")), page.word(&sum(view)));
    let open: Vec<&str> =
        view.checks.iter().filter(|c| c.state != CheckState::Good).map(|c| c.what.as_str()).collect();
    page.screen("readiness", &format!("{heading}. {sum} {}", open.join(". ")));
    let desk = page.desk(&heading);
    let mut body = desk.body;
    let top = cut_top(&mut body, page.sizes().body * 2.0);
    above(page, top, &sum, view.may_open);
    let height = page.sizes().body * 1.25 + page.sizes().small * 2.6 + 2.0;
    for (at, rect) in page.pages(body, "checks", view.checks.len(), height) {
        if let Some(check) = view.checks.get(at) {
            line(page, rect, check);
        }
    }
    let print = if view.printed { "readiness-print-again" } else { "readiness-print" };
    let mut ways =
        vec![Way::plain("again", Msg::new("readiness-again")), Way::plain("print", Msg::new(print))];
    if view.may_open {
        ways.push(Way::main("on", Msg::new("readiness-on")));
    }
    match page.ways(desk.foot, &ways) {
        Some("again") => page.send(Intent::CheckAgain),
        Some("print") => page.send(Intent::PrintReadiness),
        Some(_) => page.send(Intent::ToLaunch),
        None => {}
    }
}

/// What it comes to, and what election and program are.
fn above(page: &mut Page<'_>, mut place: Rect, sum: &str, may_open: bool) {
    let [election, program] = page.face().hashes.clone();
    let hashes = Msg::new("readiness-hashes").with("election", election).with("program", program);
    let width = place.width() * 0.38;
    let right = cut_right(&mut place, width);
    page.text(right, &page.word(&hashes), page.small().at(Align2::RIGHT_CENTER));
    page.note(place, sum, !may_open);
}

fn sum(view: &Readiness) -> Msg {
    let looked = view.checks.iter().any(|check| check.state == CheckState::Attention);
    match (view.may_open, looked) {
        (false, _) => Msg::new("readiness-bad"),
        (true, true) => Msg::new("readiness-attention"),
        (true, false) => Msg::new("readiness-good"),
    }
}

fn line(page: &mut Page<'_>, rect: Rect, check: &Check) {
    let colours = page.colours();
    page.panel(rect);
    let mut inside = rect;
    let badge = cut_left(&mut inside, 34.0);
    let (face, ink, word) = match check.state {
        CheckState::Good => (colours.main, colours.on_main, "check-good"),
        CheckState::Attention => (colours.sheet, colours.ink, "check-attention"),
        CheckState::Bad => (colours.alert, colours.on_alert, "check-bad"),
    };
    page.fill(badge, face);
    page.outline(badge, 0.9, colours.ink);
    let (upper, lower) = badge.split_top_bottom_at_fraction(0.58);
    let side = (upper.height() * 0.62).min(12.0);
    let sign = Rect::from_center_size(upper.center(), vec2(side, side));
    match check.state {
        CheckState::Good => draw::sign(page.painter(), sign, Sign::Yes, ink),
        CheckState::Bad => draw::sign(page.painter(), sign, Sign::No, ink),
        CheckState::Attention => {
            page.paint(upper, "!", page.body().sized(upper.height() * 0.85).bold().centred().on(ink));
        }
    }
    page.text(
        lower.shrink2(vec2(1.0, 0.5)),
        &page.word(&Msg::new(word)),
        page.small().bold().centred().on(ink),
    );
    inside = inside.shrink2(vec2(2.0, 1.0));
    let what = cut_top(&mut inside, page.sizes().body * 1.25);
    inside.min.y = what.max.y;
    page.text(what, &check.what, page.body().bold());
    page.text(inside, &check.detail, page.small().at(Align2::LEFT_TOP));
}
