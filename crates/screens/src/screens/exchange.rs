//! A slip of a broken booth for one of this booth.

use dialogue::Msg;
use egui::Rect;
use zeroize::Zeroizing;

use crate::desk::{BACK, Line, Way, Writing, Written, lines};
use crate::intent::{ExchangeMedium, Intent};
use crate::layout::{cut_bottom, cut_top};
use crate::page::Page;
use crate::slip::{Typed, typed};
use crate::view::ExchangeView;
use crate::widgets::{Look, Sign};

/// Which part of the screen: 0 = what was gathered so far.
const PLACE: &str = "exchange";
const MEDIUM: usize = 3;
const FIRST: usize = 4;
const SECOND: usize = 5;
/// The two slips.
const SLIPS: [&str; 2] = ["exchange-old", "exchange-new"];
const TYPING: &str = "exchange-typing";
/// Names of the two who vouch.
const OFFICERS: [&str; 2] = ["exchange-officer-1", "exchange-officer-2"];
/// The name of the medium.
const NAME: &str = "exchange-medium";
/// Of each name; both stand in one text of the log.
const LIMIT: usize = 60;

pub(crate) fn show(page: &mut Page<'_>, view: &ExchangeView) {
    match *page.drafts().place(PLACE) {
        place @ 1..=2 => slip(page, place),
        MEDIUM => media(page, view),
        place @ FIRST..=SECOND => officer(page, place),
        _ => all(page, view),
    }
}

fn all(page: &mut Page<'_>, view: &ExchangeView) {
    let (heading, why) = (page.word(&Msg::new("exchange-heading")), page.word(&Msg::new("exchange-why")));
    let refused = view.refused.as_deref().unwrap_or_default();
    page.screen("exchange", &format!("{heading}. {refused} {why}"));
    if let Some(scan) = page.scan() {
        take(page, &scan);
    }
    let desk = page.desk(&heading);
    let mut body = desk.body;
    let about = cut_top(&mut body, page.sizes().small * 2.7);
    page.text(about, &why, page.small());
    notes(page, &mut body, view);
    let all = gathered(page);
    let whole = all.iter().all(|(_, how)| how.is_some());
    let none = ["exchange-old-none", "exchange-new-none", "exchange-medium-none"];
    for ((at, ((what, how), none)), rect) in all.iter().zip(none).enumerate().zip(lines(body, 3)) {
        let what = page.word(&Msg::new(what));
        let how = how.clone().unwrap_or_else(|| page.word(&Msg::new(none)));
        let sign = all.get(at).and_then(|(_, how)| how.as_ref()).map(|_| Sign::Yes);
        if page.line(rect, Line { name: &what, what: &what, how: &how, look: Look::Plain, sign }) {
            page.go(PLACE, at + 1);
        }
    }
    let mut ways = vec![Way::back()];
    if whole {
        ways.push(Way::main("exchange", Msg::new("exchange-do")));
    }
    match page.ways(desk.foot, &ways) {
        Some(BACK) => page.send(Intent::Back),
        Some(_) => send(page),
        None => {}
    }
}

/// What was refused, and what the medium said.
fn notes(page: &mut Page<'_>, body: &mut Rect, view: &ExchangeView) {
    for (text, wrong) in [(&view.refused, true), (&view.medium, false)] {
        if let Some(text) = text {
            let note = cut_bottom(body, page.sizes().small * 2.7);
            page.note(note, text, wrong);
        }
    }
}

/// The three things that an exchange takes, and what is there of each.
fn gathered(page: &mut Page<'_>) -> [(&'static str, Option<String>); 3] {
    let slip = |page: &mut Page<'_>, field| {
        let text = page.drafts().text(field);
        let tail: String = text.chars().skip(text.chars().count().saturating_sub(4)).collect();
        (!text.is_empty()).then(|| page.word(&Msg::new("exchange-slip-there").with("tail", tail)))
    };
    let [old, new] = SLIPS.map(|field| slip(page, field));
    let [first, second] = OFFICERS.map(|field| page.drafts().text(field).trim().to_owned());
    let medium = match page.drafts().text(NAME) {
        "" if first.is_empty() || second.is_empty() => None,
        "" => Some(page.word(&Msg::new("exchange-vouched").with("first", first).with("second", second))),
        name => Some(name.to_owned()),
    };
    [("exchange-old", old), ("exchange-new", new), ("exchange-medium", medium)]
}

/// A scanned slip is the old one, then the new one.
fn take(page: &mut Page<'_>, slip: &str) {
    let free = SLIPS.into_iter().find(|field| page.drafts().text(field).is_empty());
    if let Some(field) = free {
        page.drafts().set(field, slip);
        page.again();
    }
}

fn send(page: &mut Page<'_>) {
    let [old, new] = SLIPS.map(|field| Zeroizing::new(page.drafts().text(field).to_owned()));
    let medium = match page.drafts().text(NAME) {
        "" => ExchangeMedium::Vouched(OFFICERS.map(|field| page.drafts().text(field).trim().to_owned())),
        name => ExchangeMedium::Read(name.to_owned()),
    };
    page.send(Intent::Exchange { old: old.into(), new: new.into(), medium });
}

fn slip(page: &mut Page<'_>, place: usize) {
    let (name, field, heading) = match place {
        1 => ("exchange-old-keys", "exchange-old", "exchange-old"),
        _ => ("exchange-new-keys", "exchange-new", "exchange-new"),
    };
    match typed(page, name, TYPING, heading) {
        Some(Typed::Slip(slip)) => {
            page.drafts().set(field, &slip);
            page.go(PLACE, 0);
        }
        Some(Typed::Back) => page.go(PLACE, 0),
        None => {}
    }
}

fn media(page: &mut Page<'_>, view: &ExchangeView) {
    let (heading, ask) =
        (page.word(&Msg::new("exchange-medium")), page.word(&Msg::new("exchange-medium-ask")));
    page.screen("exchange-media", &format!("{heading}. {ask}"));
    let desk = page.desk(&heading);
    let mut body = desk.body;
    let about = cut_top(&mut body, page.sizes().body * 2.6);
    page.text(about, &ask, page.body());
    if view.media.is_empty() {
        let none = page.word(&Msg::new("exchange-no-media"));
        page.note(Rect::from_min_max(body.min, egui::pos2(body.right(), body.top() + 24.0)), &none, false);
    }
    let all: Vec<_> = view.media.iter().map(|name| (name.clone(), String::new(), false)).collect();
    let touched = page.list(body, "exchange-media", &all);
    if let Some(name) = touched.and_then(|at| view.media.get(at)) {
        page.drafts().set(NAME, name);
        page.go(PLACE, 0);
    }
    match page.ways(desk.foot, &[Way::back(), Way::plain("vouch", Msg::new("exchange-vouch"))]) {
        Some(BACK) => page.go(PLACE, 0),
        Some(_) => page.go(PLACE, FIRST),
        None => {}
    }
}

fn officer(page: &mut Page<'_>, place: usize) {
    let at = place - FIRST;
    let field = if at == 0 { "exchange-officer-1" } else { "exchange-officer-2" };
    let heading = page.word(&Msg::new("exchange-officer").with("number", at + 1));
    let ask = page.word(&Msg::new("exchange-officer-ask"));
    let writing = Writing { heading: &heading, ask: &ask, field, limit: LIMIT, done: "next" };
    match page.write(field, writing) {
        Some(Written::Done) if at == 0 => page.go(PLACE, SECOND),
        Some(Written::Done) => {
            page.drafts().take(NAME);
            page.go(PLACE, 0);
        }
        Some(Written::Back) if at == 0 => page.go(PLACE, MEDIUM),
        Some(Written::Back) => page.go(PLACE, FIRST),
        None => {}
    }
}
