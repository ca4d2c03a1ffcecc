//! The readiness check.

use dialogue::Msg;
use egui::Rect;

use crate::intent::Intent;
use crate::layout::cut_left;
use crate::page::Page;
use crate::view::{Check, CheckState, Readiness};
use crate::widgets::Look;

pub(crate) fn show(page: &mut Page<'_>, readiness: &Readiness) {
    page.screen("readiness", "");
    let desk = page.desk(&page.word(&Msg::new("readiness-heading")));
    for (n, place) in page.pages(desk.body, "checks", readiness.checks.len(), 16.0) {
        if let Some(check) = readiness.checks.get(n) {
            line(page, place, check);
        }
    }
    if readiness.may_open
        && page.button(desk.foot, "main", &page.word(&Msg::new("readiness-main")), Look::Main)
    {
        page.send(Intent::ToLaunch);
    }
}

fn line(page: &mut Page<'_>, mut place: Rect, check: &Check) {
    let sign = match check.state {
        CheckState::Good => "OK",
        CheckState::Attention => "?",
        CheckState::Bad => "!",
    };
    let first = cut_left(&mut place, 14.0);
    page.text(first, sign, page.body().bold().centred());
    page.text(place, &format!("{}: {}", check.what, check.detail), page.body());
}
