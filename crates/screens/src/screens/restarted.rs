//! The machine was off in the middle of the day: does a slip hang in the printer without its mark?

use dialogue::Msg;

use crate::desk::{Line, Way, lines};
use crate::intent::{Intent, PaperAtPrinter};
use crate::layout::cut_top;
use crate::page::Page;
use crate::view::Restarted;
use crate::widgets::Look;

/// Which part of the screen.
const PLACE: &str = "restarted";
const NOTICES: usize = 1;

pub(crate) fn show(page: &mut Page<'_>, view: &Restarted) {
    match *page.drafts().place(PLACE) {
        NOTICES => notices(page, view),
        _ => question(page, view),
    }
}

fn question(page: &mut Page<'_>, view: &Restarted) {
    let keys = if view.asks {
        ["restarted-heading", "restarted-look"]
    } else {
        ["restarted-on-heading", "restarted-on-look"]
    };
    let [heading, look] = keys.map(|key| page.word(&Msg::new(key)));
    page.screen("restarted", &format!("{heading}. {look}"));
    let desk = page.desk(&heading);
    let mut body = desk.body;
    let about = cut_top(&mut body, page.sizes().body * 2.6);
    page.text(about, &look, page.body());
    if view.asks {
        answers(page, body);
    }
    let mut ways = vec![Way::plain("slip-status", Msg::new("menu-slip-status"))];
    if !view.notices.is_empty() {
        ways.push(Way::plain("notices", Msg::new("restarted-notices").with("count", view.notices.len())));
    }
    if !view.asks {
        ways.push(Way::main("on", Msg::new("restarted-on")));
    }
    match page.ways(desk.foot, &ways) {
        Some("notices") => page.go(PLACE, NOTICES),
        Some("on") => page.send(Intent::Found(PaperAtPrinter::Nothing)),
        Some(_) => page.send(Intent::ToSlipStatus),
        None => {}
    }
}

fn answers(page: &mut Page<'_>, place: egui::Rect) {
    let all = [
        ("slip", ["restarted-slip", "restarted-slip-how"], PaperAtPrinter::Slip),
        ("nothing", ["restarted-nothing", "restarted-nothing-how"], PaperAtPrinter::Nothing),
    ];
    for ((name, keys, found), rect) in all.into_iter().zip(lines(place, 2)) {
        let [what, how] = keys.map(|key| page.word(&Msg::new(key)));
        if page.line(rect, Line { name, what: &what, how: &how, look: Look::Plain, sign: None }) {
            page.send(Intent::Found(found));
        }
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
