//! What officers can do while the booth waits.

use dialogue::Msg;
use egui::Rect;

use crate::desk::{BACK, Line, Way, Writing, Written, lines};
use crate::intent::Intent;
use crate::layout::{columns, cut_bottom, cut_top, grid};
use crate::page::Page;
use crate::view::Menu;
use crate::widgets::Look;

/// Which part of the screen.
const PLACE: &str = "menu";
const REASONS: usize = 1;
const OTHER_REASON: usize = 2;
const REMARK: usize = 3;
/// Of a text in the log.
const LIMIT: usize = 200;

pub(crate) fn show(page: &mut Page<'_>, menu: &Menu) {
    match *page.drafts().place(PLACE) {
        REASONS => reasons(page),
        OTHER_REASON => {
            write(page, ["menu-reason-heading", "menu-reason-ask"], "menu-reason", REASONS, Intent::Pause);
        }
        REMARK => write(page, ["menu-remark", "menu-remark-ask"], "menu-remark", 0, Intent::Remark),
        _ => main(page, menu),
    }
}

fn main(page: &mut Page<'_>, menu: &Menu) {
    let heading = page.word(&Msg::new("menu-heading"));
    let told = told(page, menu);
    page.screen("menu", &format!("{heading}. {}", told.join(" ")));
    let desk = page.desk(&heading);
    let mut body = desk.body;
    let acts = cut_bottom(&mut body, 2.0 * 25.0 + 3.0);
    let counts = cut_top(&mut body, 24.0);
    for (place, (count, what)) in columns(counts, 3).into_iter().zip(menu.counts.iter().zip(COUNTS)) {
        figure(page, place, *count, what);
    }
    page.notes(body, "menu-told", &told, false);
    buttons(page, acts, menu.can_exchange);
    if page.ways(desk.foot, &[Way::main(BACK, Msg::new("menu-back"))]).is_some() {
        page.send(Intent::Back);
    }
}

const COUNTS: [&str; 3] = ["count-cast", "count-challenged", "count-cancelled"];

/// A number with what it counts.
fn figure(page: &mut Page<'_>, place: Rect, count: u32, what: &'static str) {
    page.panel(place);
    let label = page.word(&Msg::new(what));
    let number = page.word(&Msg::new("number").with("number", count));
    let (left, right) = place.shrink(2.0).split_left_right_at_fraction(0.5);
    page.text(left, &label, page.small());
    page.text(right, &number, page.heading().at(egui::Align2::RIGHT_CENTER));
}

/// The last act, the last refusal, what else officers should know.
fn told(page: &Page<'_>, menu: &Menu) -> Vec<String> {
    let refusal =
        menu.refusal.as_ref().map(|why| page.word(&Msg::new("menu-refusal").with("why", why.as_str())));
    menu.said.iter().cloned().chain(refusal).chain(menu.notices.iter().cloned()).collect()
}

fn buttons(page: &mut Page<'_>, place: Rect, can_exchange: bool) {
    let all = ["menu-pause", "menu-slip-status", "menu-exchange", "menu-remark", "menu-zero", "menu-close"];
    let there = all.into_iter().filter(|act| can_exchange || *act != "menu-exchange");
    for (act, rect) in there.zip(grid(place, 3, 2)) {
        let line =
            Line { name: act, what: &page.word(&Msg::new(act)), how: "", look: Look::Plain, sign: None };
        if page.line(rect, line) {
            match act {
                "menu-pause" => page.go(PLACE, REASONS),
                "menu-remark" => page.go(PLACE, REMARK),
                "menu-slip-status" => page.send(Intent::ToSlipStatus),
                "menu-exchange" => page.send(Intent::ToExchange),
                "menu-zero" => page.send(Intent::ReprintZero),
                _ => page.send(Intent::ToClose),
            }
        }
    }
}

const PAUSES: [&str; 5] = ["pause-rest", "pause-paper", "pause-power", "pause-order", "pause-help"];

fn reasons(page: &mut Page<'_>) {
    let (heading, ask) = (page.word(&Msg::new("menu-pause")), page.word(&Msg::new("menu-pause-ask")));
    page.screen("menu-reasons", &format!("{heading}. {ask}"));
    let desk = page.desk(&heading);
    let mut body = desk.body;
    let above = cut_top(&mut body, page.sizes().body * 2.6);
    page.text(above, &ask, page.body());
    for (reason, rect) in PAUSES.into_iter().zip(lines(body, PAUSES.len())) {
        let label = page.word(&Msg::new(reason));
        if page.button(rect, reason, &label, Look::Plain) {
            page.go(PLACE, 0);
            page.send(Intent::Pause(label));
        }
    }
    match page.ways(desk.foot, &[Way::back(), Way::plain("other", Msg::new("pause-other"))]) {
        Some(BACK) => page.go(PLACE, 0),
        Some(_) => page.go(PLACE, OTHER_REASON),
        None => {}
    }
}

/// Writes a sentence for the log.
fn write(
    page: &mut Page<'_>,
    [heading, ask]: [&'static str; 2],
    field: &'static str,
    back: usize,
    intent: fn(String) -> Intent,
) {
    let (heading, ask) = (page.word(&Msg::new(heading)), page.word(&Msg::new(ask)));
    let writing = Writing { heading: &heading, ask: &ask, field, limit: LIMIT, done: "write-done" };
    let written = page.write(field, writing);
    if written.is_none() {
        return;
    }
    let text = page.drafts().take(field);
    page.go(PLACE, if written == Some(Written::Done) { 0 } else { back });
    if written == Some(Written::Done) {
        page.send(intent(text.trim().to_owned()));
    }
}
