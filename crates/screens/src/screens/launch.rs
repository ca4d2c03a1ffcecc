//! Before opening: a launch code of each candidate's witness, or an officer's dice for one who is absent.

use dialogue::Msg;
use egui::vec2;

use crate::desk::{BACK, Way, Writing, Written};
use crate::intent::{Intent, Launching};
use crate::keypad::Keys;
use crate::layout::{centred, cut_top};
use crate::page::Page;
use crate::view::{Candidate, Launch};

const CODES: [&str; 8] = [
    "launch-code-1",
    "launch-code-2",
    "launch-code-3",
    "launch-code-4",
    "launch-code-5",
    "launch-code-6",
    "launch-code-7",
    "launch-code-8",
];
const NAMES: [&str; 8] = [
    "launch-name-1",
    "launch-name-2",
    "launch-name-3",
    "launch-name-4",
    "launch-name-5",
    "launch-name-6",
    "launch-name-7",
    "launch-name-8",
];
const DICE: [&str; 8] = [
    "launch-dice-1",
    "launch-dice-2",
    "launch-dice-3",
    "launch-dice-4",
    "launch-dice-5",
    "launch-dice-6",
    "launch-dice-7",
    "launch-dice-8",
];
/// Which part of the screen: 0 = the list, then a code for each candidate, then a name for each.
const PLACE: &str = "launch";
/// Symbols of a code: 25 bits at least, whether chosen of 32 or thrown of 6.
const CHOSEN: usize = 5;
const THROWN: usize = 10;
const LIMIT: usize = 16;
/// Of a name in the log.
const NAME: usize = 80;

/// The code of one candidate's witness.
struct Part {
    candidate: Candidate,
    /// Its names among the drafts.
    code: &'static str,
    name: &'static str,
    dice: &'static str,
    /// Whether an officer throws dice in place of the witness.
    thrown: bool,
    typed: String,
    given_by: String,
}

impl Part {
    const fn least(&self) -> usize {
        if self.thrown { THROWN } else { CHOSEN }
    }

    fn whole(&self) -> bool {
        self.is_whole(&self.typed)
    }

    fn is_whole(&self, typed: &str) -> bool {
        let fits = |c: char| !self.thrown || ('1'..='6').contains(&c);
        typed.chars().count() >= self.least() && typed.chars().all(fits)
    }

    fn launching(&self) -> Launching {
        Launching {
            candidate: if self.thrown { 0 } else { self.candidate.number },
            given_by: self.given_by.clone(),
            code: self.typed.clone(),
        }
    }
}

pub(crate) fn show(page: &mut Page<'_>, view: &Launch) {
    let parts = parts(page);
    let count = parts.len();
    let place = *page.drafts().place(PLACE);
    match place.checked_sub(1) {
        Some(at) if at < count => parts.get(at).map(|part| code(page, part, at)),
        Some(at) => parts.get(at - count).map(|part| name(page, part, at - count)),
        None => None,
    }
    .unwrap_or_else(|| list(page, view, &parts));
}

fn parts(page: &mut Page<'_>) -> Vec<Part> {
    let face = page.face();
    let names = CODES.into_iter().zip(NAMES).zip(DICE);
    let part = |(candidate, ((code, name), dice)): (&Candidate, _)| {
        let thrown = *page.drafts().place(dice) == 1;
        let typed = page.drafts().text(code).to_owned();
        let given = page.drafts().text(name).trim().to_owned();
        let giver = Msg::new(if thrown { "launch-by-officer" } else { "launch-by-witness" });
        let giver = page.word(&giver.with("number", u32::from(candidate.number)));
        let given_by = if given.is_empty() { giver } else { given };
        Part { candidate: candidate.clone(), code, name, dice, thrown, typed, given_by }
    };
    face.candidates.iter().zip(names).map(part).collect()
}

fn list(page: &mut Page<'_>, view: &Launch, parts: &[Part]) {
    let (heading, why) = (page.word(&Msg::new("launch-heading")), page.word(&Msg::new("launch-why")));
    let refused = view.refused.as_deref().unwrap_or_default();
    page.screen("launch", &format!("{heading}. {refused} {why}"));
    let desk = page.desk(&heading);
    let mut body = desk.body;
    let about = cut_top(&mut body, page.sizes().small * 4.0);
    page.text(about, &why, page.small());
    if !refused.is_empty() {
        let note = cut_top(&mut body, page.sizes().body * 2.6);
        page.note(note, refused, true);
    }
    let rows: Vec<_> = parts.iter().map(|part| row(page, part)).collect();
    if let Some(at) = page.list(body, "launch-page", &rows) {
        page.go(PLACE, at + 1);
    }
    let mut ways = vec![Way::back()];
    if parts.iter().all(Part::whole) {
        ways.push(Way::main("open", Msg::new("launch-open")));
    }
    match page.ways(desk.foot, &ways) {
        Some(BACK) => page.send(Intent::Back),
        Some(_) => page.send(Intent::Open(parts.iter().map(Part::launching).collect())),
        None => {}
    }
}

/// The candidate, the code and who gave it, and whether it is there.
fn row(page: &Page<'_>, part: &Part) -> (String, String, bool) {
    let card = Msg::new("card-said")
        .with("number", u32::from(part.candidate.number))
        .with("name", part.candidate.name.as_str());
    let (what, whole) = (page.word(&card), part.whole());
    let how = if whole {
        Msg::new("launch-given").with("code", part.typed.as_str()).with("by", part.given_by.as_str())
    } else {
        Msg::new("launch-missing")
    };
    (what, page.word(&how), whole)
}

fn code(page: &mut Page<'_>, part: &Part, at: usize) {
    if part.thrown && part.typed.ends_with(|c: char| !('1'..='6').contains(&c)) {
        // No die shows it.
        page.drafts().pop(part.code);
        page.again();
    }
    let number = u32::from(part.candidate.number);
    let (heading, ask) = if part.thrown {
        (Msg::new("launch-dice-heading").with("number", number), Msg::new("launch-dice-ask"))
    } else {
        (Msg::new("launch-code-heading").with("number", number), Msg::new("launch-code-ask"))
    };
    let (heading, ask) = (page.word(&heading), page.word(&ask));
    page.screen(if part.thrown { "launch-dice" } else { "launch-code" }, &format!("{heading}. {ask}"));
    let desk = page.desk(&heading);
    let mut body = desk.body;
    let about = cut_top(&mut body, page.sizes().small * 2.6);
    page.text(about, &ask, page.small());
    let high = 28.0_f32.min(body.height() - 92.2);
    let field = cut_top(&mut body, high);
    let label = page.word(&Msg::new("launch-given-by").with("by", part.given_by.as_str()));
    page.field(centred(field, vec2(230.0, field.height())), &label, &part.typed, part.least());
    let (keys, size) =
        if part.thrown { (Keys::Digits, vec2(120.0, 110.0)) } else { (Keys::Symbols, vec2(260.0, 120.0)) };
    page.keys(centred(body, size), keys, part.code, LIMIT);
    page.scan_is_no_code(part.code);
    let whole = part.is_whole(page.drafts().text(part.code));
    let turn = if part.thrown { "launch-present" } else { "launch-absent" };
    let mut ways =
        vec![Way::back(), Way::plain("turn", Msg::new(turn)), Way::plain("name", Msg::new("launch-name"))];
    if whole {
        ways.push(Way::main("done", Msg::new("launch-done")));
    }
    let pressed = page.ways(desk.foot, &ways).or_else(|| (page.entered() && whole).then_some("done"));
    match pressed {
        Some("turn") => turn_over(page, part),
        Some("name") => page.go(PLACE, CODES.len().min(page.face().candidates.len()) + at + 1),
        Some(_) => page.go(PLACE, 0),
        None => {}
    }
}

/// From the witness to dice, or back: a code that was given the other way is none.
fn turn_over(page: &mut Page<'_>, part: &Part) {
    page.drafts().take(part.code);
    page.drafts().take(part.name);
    page.go(part.dice, usize::from(!part.thrown));
}

fn name(page: &mut Page<'_>, part: &Part, at: usize) {
    let (heading, ask) =
        (page.word(&Msg::new("launch-name-heading")), page.word(&Msg::new("launch-name-ask")));
    let writing = Writing { heading: &heading, ask: &ask, field: part.name, limit: NAME, done: "next" };
    match page.write("launch-name", writing) {
        Some(Written::Back) => {
            page.drafts().take(part.name);
            page.go(PLACE, at + 1);
        }
        Some(Written::Done) => page.go(PLACE, at + 1),
        None => {}
    }
}
