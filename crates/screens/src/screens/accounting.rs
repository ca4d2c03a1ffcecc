//! The officers' figures at the close, a reason where they do not agree, and the last question.

use dialogue::Msg;
use egui::{Align2, Rect};

use crate::desk::{BACK, Way, Writing, Written};
use crate::figures::{FIELDS, Field, figures, sum};
use crate::intent::Intent;
use crate::keypad::Keys;
use crate::layout::{columns, cut_bottom, cut_right, cut_top, grid};
use crate::page::{Page, Target};
use crate::view::Accounting;

/// Which part of the screen.
const PLACE: &str = "accounting";
const QUESTION: usize = 1;
/// Figures were handed over: what came of it.
const ANSWERED: usize = 2;
const REASON: usize = 3;
const LAST_QUESTION: usize = 4;
/// Which figure is typed.
const AT: &str = "accounting-at";
/// Whether somebody went on with a figure missing.
const MISSING: &str = "accounting-missing";
const TEXT: &str = "accounting-reason";
/// Digits of a figure.
const DIGITS: usize = 6;
/// Of a reason.
const LIMIT: usize = 400;

pub(crate) fn show(page: &mut Page<'_>, view: &Accounting) {
    match *page.drafts().place(PLACE) {
        QUESTION => question(page, false),
        LAST_QUESTION => question(page, true),
        ANSWERED if !view.mismatches.is_empty() => mismatches(page, view),
        REASON => reason(page),
        _ => form(page, view),
    }
}

/// The figures, in four groups.
fn form(page: &mut Page<'_>, view: &Accounting) {
    let heading = page.word(&Msg::new("accounting-heading"));
    let refused = view.refused.as_deref().unwrap_or_default();
    let ask = page.word(&Msg::new("accounting-ask"));
    page.screen("accounting", &format!("{heading}. {refused} {ask}"));
    let desk = page.desk(&heading);
    let mut left = desk.body;
    let mut right = cut_right(&mut left, 84.0);
    let missing = *page.drafts().place(MISSING) == 1 && figures(page).is_none();
    let wrong = if missing { page.word(&Msg::new("accounting-missing")) } else { refused.to_owned() };
    if !wrong.is_empty() {
        let note = cut_top(&mut left, page.sizes().body * 1.6);
        page.note(note, &wrong, true);
    }
    for (group, rect) in GROUPS.iter().zip(grid(left, 1, GROUPS.len())) {
        show_group(page, rect, group, view);
    }
    let keys = cut_bottom(&mut right, 89.2);
    log(page, right, view);
    let at = (*page.drafts().place(AT)).min(FIELDS.len() - 1);
    if let Some(field) = FIELDS.get(at) {
        page.keys(keys, Keys::Digits, field.name, DIGITS);
        page.scan_is_no_code(field.name);
    }
    act(page, desk.foot, at);
}

/// Fields of FIELDS that stand together, and their heading.
struct Group {
    heading: &'static str,
    from: usize,
    to: usize,
}

const GROUPS: [Group; 4] = [
    Group { heading: "accounting-present", from: 0, to: 2 },
    Group { heading: "accounting-dptb", from: 2, to: 4 },
    Group { heading: "accounting-tokens", from: 4, to: 8 },
    Group { heading: "accounting-slips", from: 8, to: 10 },
];

fn show_group(page: &mut Page<'_>, mut rect: Rect, group: &Group, view: &Accounting) {
    let mut above = cut_top(&mut rect, page.sizes().small * 1.2);
    rect.min.y -= 2.0;
    let total = sum(page, group.from, view);
    let total = page.word(&total);
    let width = above.width() * 0.62;
    let right = cut_right(&mut above, width);
    page.text(above, &page.word(&Msg::new(group.heading)), page.small().bold());
    page.text(right, &total, page.small().at(Align2::RIGHT_CENTER));
    let fields = FIELDS.iter().enumerate().skip(group.from).take(group.to - group.from);
    for ((at, field), place) in fields.zip(columns(rect, group.to - group.from)) {
        show_field(page, place, at, field);
    }
}

fn show_field(page: &mut Page<'_>, rect: Rect, at: usize, field: &Field) {
    let (label, typed) = (page.word(&Msg::new(field.label)), page.drafts().text(field.name).to_owned());
    let spoken = page
        .word(&Msg::new("accounting-field-said").with("field", label.clone()).with("value", typed.clone()));
    let here = *page.drafts().place(AT) == at;
    let target = Target { on: Some(here), ..Target::new(rect, field.name, &spoken) };
    if page.target(target).hit {
        *page.drafts().place(AT) = at;
        page.again();
    }
    let colours = page.colours();
    let (face, ink) = if here { (colours.ink, colours.paper) } else { (colours.face, colours.ink) };
    page.raised(rect, face, 0.9, here);
    let (upper, lower) = rect.shrink2(egui::vec2(3.0, 1.0)).split_top_bottom_at_fraction(0.42);
    page.paint(upper, &label, page.small().on(ink));
    let shown = if typed.is_empty() { "····" } else { typed.as_str() };
    page.paint(lower, shown, page.body().sized(page.sizes().button).bold().at(Align2::RIGHT_CENTER).on(ink));
}

/// What the log holds.
fn log(page: &mut Page<'_>, place: Rect, view: &Accounting) {
    let [cast, challenged, cancelled] = view.counts;
    let told = Msg::new("accounting-log")
        .with("registered", view.registered)
        .with("cast", cast)
        .with("challenged", challenged)
        .with("cancelled", cancelled);
    page.text(place, &page.word(&told), page.body().at(Align2::LEFT_TOP));
}

fn act(page: &mut Page<'_>, foot: Rect, at: usize) {
    let ways = [
        Way::back(),
        Way::plain("field", Msg::new("accounting-next")),
        Way::main("on", Msg::new("accounting-on")),
    ];
    let last = at + 1 >= FIELDS.len();
    let entered = if last { "on" } else { "field" };
    match page.ways(foot, &ways).or_else(|| page.entered().then_some(entered)) {
        Some(BACK) => page.send(Intent::Back),
        Some("field") => to_field(page, if last { 0 } else { at + 1 }),
        Some(_) => on(page),
        None => {}
    }
}

fn to_field(page: &mut Page<'_>, at: usize) {
    *page.drafts().place(AT) = at;
    if let Some(field) = FIELDS.get(at) {
        let label = page.word(&Msg::new(field.label));
        page.say(&label, None);
    }
    page.again();
}

/// To the question, or to the first figure that is missing.
fn on(page: &mut Page<'_>) {
    match FIELDS.iter().position(|field| page.drafts().text(field.name).is_empty()) {
        Some(at) => {
            *page.drafts().place(MISSING) = 1;
            to_field(page, at);
        }
        None => page.go(PLACE, QUESTION),
    }
}

/// What does not agree.
fn mismatches(page: &mut Page<'_>, view: &Accounting) {
    let [heading, ask] =
        ["accounting-differs", "accounting-differs-ask"].map(|key| page.word(&Msg::new(key)));
    page.screen("accounting-differs", &format!("{heading}. {}. {ask}", view.mismatches.join(". ")));
    let desk = page.desk(&heading);
    let mut body = desk.body;
    let below = cut_bottom(&mut body, page.sizes().body * 4.0);
    page.text(below, &ask, page.body());
    page.notes(body, "accounting-mismatches", &view.mismatches, true);
    let ways =
        [Way::plain("write", Msg::new("accounting-write")), Way::main("mend", Msg::new("accounting-mend"))];
    match page.ways(desk.foot, &ways) {
        Some("mend") => page.go(PLACE, 0),
        Some(_) => page.go(PLACE, REASON),
        None => {}
    }
}

fn reason(page: &mut Page<'_>) {
    let [heading, ask] = ["accounting-reason", "accounting-reason-ask"].map(|key| page.word(&Msg::new(key)));
    let writing = Writing { heading: &heading, ask: &ask, field: TEXT, limit: LIMIT, done: "next" };
    match page.write("accounting-reason", writing) {
        Some(Written::Back) => page.go(PLACE, ANSWERED),
        Some(Written::Done) => page.go(PLACE, LAST_QUESTION),
        None => {}
    }
}

/// The last question before the polls are closed for good.
fn question(page: &mut Page<'_>, with_reason: bool) {
    let [heading, ask] =
        ["accounting-question", "accounting-question-why"].map(|key| page.word(&Msg::new(key)));
    let name = if with_reason { "accounting-last-question" } else { "accounting-question" };
    page.screen(name, &format!("{heading} {ask}"));
    let desk = page.desk(&heading);
    let mut body = desk.body;
    let above = cut_top(&mut body, page.sizes().heading * 2.6);
    page.text(above, &ask, page.heading());
    if with_reason {
        let text = page.drafts().text(TEXT).to_owned();
        let told = page.word(&Msg::new("accounting-reason-told").with("reason", text));
        let place = cut_bottom(&mut body, page.sizes().small * 5.2);
        page.text(place, &told, page.small().at(Align2::LEFT_TOP));
    }
    body.max.y = body.max.y.min(body.top() + 5.0 * 20.0);
    for (field, place) in FIELDS.iter().zip(grid(body, 2, 5)) {
        let (label, value) = (page.word(&Msg::new(field.short)), page.drafts().text(field.name).to_owned());
        page.panel(place);
        let mut inside = place.shrink2(egui::vec2(3.0, 0.5));
        let right = cut_right(&mut inside, 34.0);
        page.text(inside, &label, page.small());
        page.text(right, &value, page.body().bold().at(Align2::RIGHT_CENTER));
    }
    let ways = [Way::plain("close", Msg::new("accounting-yes")), Way::main("no", Msg::new("accounting-no"))];
    match page.ways(desk.foot, &ways) {
        Some("close") => send(page, with_reason),
        Some(_) => page.go(PLACE, 0),
        None => {}
    }
}

fn send(page: &mut Page<'_>, with_reason: bool) {
    let Some(figures) = figures(page) else { return page.go(PLACE, 0) };
    let reason = with_reason.then(|| page.drafts().text(TEXT).trim().to_owned());
    page.go(PLACE, ANSWERED);
    page.send(Intent::Close { figures, reason });
}
