//! Two officers type their codes, one after the other, hidden.

use dialogue::Msg;
use egui::{Rect, Stroke, vec2};

use crate::desk::{BACK, Way};
use crate::draft::Drafts;
use crate::intent::{CodesOf, Intent};
use crate::keypad::Keys;
use crate::layout::{TARGET, centred, columns, cut_bottom, cut_right, cut_top};
use crate::page::Page;
use crate::view::{CodesView, Purpose};

/// The fields of their codes.
pub(crate) const OFFICERS: [&str; 2] = ["officer-1", "officer-2"];
const DIGITS: usize = 8;
/// Whose turn it is, from 0.
const TURN: &str = "codes-turn";
/// Whether somebody went on with too few digits.
const SHORT: &str = "codes-short";

pub(crate) fn show(page: &mut Page<'_>, view: &CodesView) {
    let (name, purpose) = of(view.purpose);
    if view.wait > 0 {
        return wait(page, view);
    }
    let purpose = page.word(&Msg::new(purpose));
    let heading = page.word(&Msg::new("codes-heading"));
    let turn = (*page.drafts().place(TURN)).min(1);
    let ask = page.word(&Msg::new("codes-turn").with("number", turn + 1));
    let wrong = page.word(&Msg::new("codes-wrong"));
    let wrong = if view.wrong && turn == 0 { wrong.as_str() } else { "" };
    if page.screen(name, &format!("{heading}. {purpose} {wrong} {ask}")) {
        again(page);
    }
    let desk = page.desk(&heading);
    let mut left = desk.body;
    let field = OFFICERS.get(turn).copied().unwrap_or(BACK);
    let keypad = cut_right(&mut left, 90.0);
    page.keys(centred(keypad, vec2(90.0, 118.0)), Keys::Digits, field, DIGITS);
    page.scan_is_no_code(field);
    read(page, left, turn, [&purpose, &ask, wrong]);
    act(page, desk.foot, view, turn);
}

/// What for, whose turn, what was typed.
fn read(page: &mut Page<'_>, mut place: Rect, turn: usize, [purpose, ask, wrong]: [&str; 3]) {
    let typed = typed(page, turn);
    let switches = cut_bottom(&mut place, TARGET + 2.0);
    page.switches(switches);
    let about = cut_top(&mut place, page.sizes().body * 2.7);
    page.text(about, purpose, page.body());
    let whose = cut_top(&mut place, page.sizes().heading * 1.5);
    page.text(whose, ask, page.heading());
    let field = cut_top(&mut place, 32.0);
    dots(page, field, turn, typed);
    let note = cut_top(&mut place, page.sizes().body * 2.9);
    if *page.drafts().place(SHORT) == 1 && typed < DIGITS {
        let short = page.word(&Msg::new("codes-short"));
        return page.note(note, &short, true);
    }
    if wrong.is_empty() || typed > 0 {
        let secret = page.word(&Msg::new("codes-secret"));
        return page.text(note, &secret, page.small());
    }
    page.note(note, wrong, true);
}

/// A circle for each digit, filled when it was typed.
fn dots(page: &mut Page<'_>, place: Rect, turn: usize, typed: usize) {
    page.fill(place, page.colours().sheet);
    page.outline(place, 0.9, page.colours().ink);
    let label = Msg::new("codes-field").with("number", turn + 1).with("typed", typed).with("digits", DIGITS);
    let (above, below) = place.shrink2(vec2(3.0, 2.0)).split_top_bottom_at_fraction(0.3);
    page.text(above, &page.word(&label), page.small());
    for (n, place) in columns(centred(below, vec2(150.0, below.height())), DIGITS).into_iter().enumerate() {
        let ink = page.colours().ink;
        let fill = if n < typed { ink } else { page.colours().sheet };
        page.painter().circle(place.center(), 4.5, fill, Stroke::new(0.8, ink));
    }
}

fn act(page: &mut Page<'_>, foot: Rect, view: &CodesView, turn: usize) {
    let mut ways = Vec::new();
    if turn == 1 {
        ways.push(Way::plain("again", Msg::new("codes-again")));
    }
    if view.can_go_back {
        ways.push(Way::back());
    }
    ways.push(Way::main("next", Msg::new(if turn == 0 { "next" } else { "codes-open" })));
    match page.ways(foot, &ways) {
        Some(BACK) => {
            again(page);
            page.send(Intent::Back);
        }
        Some("again") => again(page),
        Some(_) => next(page, view, turn),
        None if page.entered() => next(page, view, turn),
        None => {}
    }
}

fn next(page: &mut Page<'_>, view: &CodesView, turn: usize) {
    let whole = typed(page, turn) == DIGITS;
    *page.drafts().place(SHORT) = usize::from(!whole);
    if whole && turn == 0 {
        *page.drafts().place(TURN) = 1;
    } else if whole {
        let [first, second] = OFFICERS.map(|field| page.drafts().take(field));
        again(page);
        page.send(Intent::Codes(CodesOf {
            purpose: view.purpose,
            first: first.into(),
            second: second.into(),
        }));
    }
    page.again();
}

/// Too many wrong codes.
fn wait(page: &mut Page<'_>, view: &CodesView) {
    let heading = page.word(&Msg::new("codes-wait-heading"));
    // Said once, not every second.
    if page.screen("codes-wait", &heading) {
        again(page);
    }
    let desk = page.desk(&heading);
    let (above, below) = desk.body.split_top_bottom_at_fraction(0.4);
    let wait = page.word(&Msg::new("codes-wait").with("seconds", view.wait));
    page.text(above, &page.word(&Msg::new("codes-wait-why")), page.body().centred());
    page.text(below, &wait, page.heading().sized(page.sizes().huge).centred());
    if view.can_go_back && page.ways(desk.foot, &[Way::back()]).is_some() {
        page.send(Intent::Back);
    }
}

fn typed(page: &mut Page<'_>, turn: usize) -> usize {
    OFFICERS.get(turn).map_or(0, |field| page.drafts().text(field).chars().count())
}

fn again(page: &mut Page<'_>) {
    forget(page.drafts());
    page.again();
}

/// Forgets what was typed of the codes; returns whether there was anything.
pub(crate) fn forget(drafts: &mut Drafts) -> bool {
    let typed = OFFICERS.map(|field| drafts.take(field));
    let turn = std::mem::take(drafts.place(TURN));
    *drafts.place(SHORT) = 0;
    turn > 0 || typed.iter().any(|field| !field.is_empty())
}

/// The screen's name and the sentence that says what the codes are for.
const fn of(purpose: Purpose) -> (&'static str, &'static str) {
    match purpose {
        Purpose::Start => ("codes of start", "codes-start"),
        Purpose::Menu => ("codes of menu", "codes-menu"),
        Purpose::Resume => ("codes of resume", "codes-resume"),
        Purpose::VoterLeft => ("codes of voter-left", "codes-voter-left"),
        Purpose::GiveUp => ("codes of give-up", "codes-give-up"),
        Purpose::Close => ("codes of close", "codes-close"),
    }
}
