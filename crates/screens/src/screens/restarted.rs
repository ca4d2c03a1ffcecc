//! The machine was off in the middle of the day: what hangs in the printer?

use dialogue::Msg;
use egui::{Align2, Rect};

use crate::desk::{Line, Way, lines};
use crate::intent::{Intent, PaperAtPrinter};
use crate::layout::{cut_right, cut_top};
use crate::page::Page;
use crate::slip::{Code, Typed, code};
use crate::view::Restarted;
use crate::widgets::Look;

/// Which part of the screen.
const PLACE: &str = "restarted";
const TYPING: usize = 1;
const NOTICES: usize = 2;
/// The kode suara as people read it: four groups of five.
const STRIP: Code =
    Code { field: "restarted-strip", heading: "restarted-strip", label: "restarted-strip-field", length: 20 };

pub(crate) fn show(page: &mut Page<'_>, view: &Restarted) {
    match *page.drafts().place(PLACE) {
        TYPING => match code(page, "restarted-keys", STRIP) {
            Some(Typed::Slip(text)) => strip(page, text),
            Some(Typed::Back) => page.go(PLACE, 0),
            None => {}
        },
        NOTICES => notices(page, view),
        _ => question(page, view),
    }
}

fn question(page: &mut Page<'_>, view: &Restarted) {
    let heading = page.word(&Msg::new("restarted-heading"));
    let refused = view.refused.as_deref().unwrap_or_default();
    page.screen("restarted", &format!("{heading}. {refused}"));
    let desk = page.desk(&heading);
    let mut body = desk.body;
    let newest = cut_top(&mut body, page.sizes().small * 1.4 + page.sizes().button * 1.4 + 3.0);
    compare(page, newest, view);
    if !refused.is_empty() {
        let note = cut_top(&mut body, page.sizes().body * 2.0);
        page.note(note, refused, true);
    }
    answers(page, body);
    let mut ways = vec![Way::plain("slip-status", Msg::new("menu-slip-status"))];
    if !view.notices.is_empty() {
        ways.push(Way::plain("notices", Msg::new("restarted-notices").with("count", view.notices.len())));
    }
    match page.ways(desk.foot, &ways) {
        Some("notices") => page.go(PLACE, NOTICES),
        Some(_) => page.send(Intent::ToSlipStatus),
        None => {}
    }
    if let Some(text) = page.scan() {
        strip(page, text);
    }
}

/// What the start found and repaired.
fn notices(page: &mut Page<'_>, view: &Restarted) {
    let heading = page.word(&Msg::new("restarted-notices").with("count", view.notices.len()));
    page.screen("restarted-notices", &format!("{heading}. {}", view.notices.join(" ")));
    let desk = page.desk(&heading);
    page.notes(desk.body, "restarted-notices", &view.notices, false);
    if page.ways(desk.foot, &[Way::back()]).is_some() {
        page.go(PLACE, 0);
    }
}

fn strip(page: &mut Page<'_>, text: zeroize::Zeroizing<String>) {
    page.go(PLACE, 0);
    page.send(Intent::Found(PaperAtPrinter::Strip(text)));
}

/// The newest ballot of the log, to be compared with a strip.
fn compare(page: &mut Page<'_>, place: Rect, view: &Restarted) {
    page.outline(place, 0.5, page.colours().ink);
    let mut inside = place.shrink(2.0);
    let above = cut_top(&mut inside, page.sizes().small * 1.2 - 3.0);
    let key = if view.newest.is_some() { "restarted-newest" } else { "restarted-none" };
    page.text(above, &page.word(&Msg::new(key)), page.small());
    if let Some([code, mark]) = &view.newest {
        let right = cut_right(&mut inside, 50.0);
        let kind = page.body().sized(page.sizes().button).bold();
        page.text(inside, code, kind);
        page.text(right, mark, kind.at(Align2::RIGHT_CENTER));
    }
}

fn answers(page: &mut Page<'_>, place: Rect) {
    let all = ["nothing", "strip", "unreadable"];
    let keys = [
        ("restarted-nothing", "restarted-nothing-how"),
        ("restarted-strip", "restarted-strip-how"),
        ("restarted-unreadable", "restarted-unreadable-how"),
    ];
    for ((name, (what, how)), rect) in all.into_iter().zip(keys).zip(lines(place, 3)) {
        let (what, how) = (page.word(&Msg::new(what)), page.word(&Msg::new(how)));
        if page.line(rect, Line { name, what: &what, how: &how, look: Look::Plain, sign: None }) {
            match name {
                "nothing" => page.send(Intent::Found(PaperAtPrinter::Nothing)),
                "strip" => page.go(PLACE, TYPING),
                _ => page.send(Intent::Found(PaperAtPrinter::Unreadable)),
            }
        }
    }
}
