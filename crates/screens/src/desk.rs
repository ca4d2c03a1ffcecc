//! What officers' screens share: buttons at the foot, lines to touch, notes, sentences written on the screen.

use dialogue::Msg;
use egui::{Align2, Rect, vec2};

use crate::draw;
use crate::keypad::Keys;
use crate::layout::{GAP, TARGET, columns, cut_bottom, cut_left, cut_right, cut_top};
use crate::page::{Page, Target};
use crate::theme;
use crate::widgets::{Look, Sign};

/// A button at the foot of a screen.
#[derive(Debug, Clone)]
pub(crate) struct Way {
    name: &'static str,
    label: Msg,
    look: Look,
}

impl Way {
    /// Leaves the screen.
    pub(crate) const fn back() -> Self {
        Self { name: BACK, label: Msg::new("back"), look: Look::Plain }
    }

    /// Anything else.
    pub(crate) const fn plain(name: &'static str, label: Msg) -> Self {
        Self { name, label, look: Look::Plain }
    }

    /// What most people want.
    pub(crate) const fn main(name: &'static str, label: Msg) -> Self {
        Self { name, label, look: Look::Main }
    }
}

/// The name of the button that the *back* key presses too.
pub(crate) const BACK: &str = "back";

/// A line that can be touched: what it is, and how it stands.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Line<'l> {
    pub(crate) name: &'l str,
    pub(crate) what: &'l str,
    pub(crate) how: &'l str,
    pub(crate) look: Look,
    pub(crate) sign: Option<Sign>,
}

/// A sentence to be written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Writing<'w> {
    pub(crate) heading: &'w str,
    /// What to write.
    pub(crate) ask: &'w str,
    pub(crate) field: &'static str,
    /// Most characters.
    pub(crate) limit: usize,
    /// What the button says that ends it.
    pub(crate) done: &'static str,
}

/// What came of writing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Written {
    /// Left without.
    Back,
    /// There is a text.
    Done,
}

impl Page<'_> {
    /// Buttons side by side; the name of the one that was pressed. The last is the most usual, under the right hand,
    /// and the first that the five keys come to.
    pub(crate) fn ways(&mut self, place: Rect, ways: &[Way]) -> Option<&'static str> {
        let mut pressed = None;
        // One alone is not wider than one of two, and the most usual one stands right.
        let alone = usize::from(ways.len() == 1 && ways.iter().all(|way| way.look == Look::Main));
        for (way, rect) in ways.iter().zip(columns(place, ways.len().max(2)).into_iter().skip(alone)).rev() {
            let label = self.word(&way.label);
            if self.button(rect, way.name, &label, way.look) || (way.name == BACK && self.back()) {
                pressed = Some(way.name);
            }
        }
        pressed
    }

    /// A line that can be touched, with a sign before it where it has one.
    pub(crate) fn line(&mut self, rect: Rect, line: Line<'_>) -> bool {
        let label =
            if line.how.is_empty() { line.what.to_owned() } else { format!("{}. {}", line.what, line.how) };
        let touch = self.target(Target::new(rect, line.name, &label));
        let colours = self.colours();
        let (face, ink) = match line.look {
            _ if touch.down => (colours.ink, colours.paper),
            Look::Main => (colours.main, colours.on_main),
            Look::Plain | Look::Quiet => (colours.face, colours.ink),
        };
        self.raised(rect, face, 0.9, touch.down);
        let mut inside = rect.shrink2(vec2(4.0, 1.5));
        inside.max.y -= 0.9;
        if let Some(sign) = line.sign {
            let side = (inside.height() * 0.6).min(11.0);
            let place = cut_left(&mut inside, side + 1.0);
            draw::sign(self.painter(), Rect::from_center_size(place.center(), vec2(side, side)), sign, ink);
        }
        let what = self.body().bold().on(ink);
        if line.how.is_empty() {
            self.paint(inside, line.what, what);
        } else {
            let (body, small) = (self.sizes().body * 1.25, self.sizes().small * 1.3);
            let high = (body + 2.0 * small).min(inside.height());
            let block = Rect::from_center_size(inside.center(), vec2(inside.width(), high));
            // The second line always has room for its smallest letters.
            let upper = (high * body / high.max(body + small)).min(high - theme::SMALLEST * 1.25);
            let (upper, lower) = block.split_top_bottom_at_y(block.top() + upper);
            self.paint(upper, line.what, what);
            self.paint(lower, line.how, self.small().on(ink));
        }
        touch.hit
    }

    /// A sentence in a frame; what is wrong stands on the colour of what is wrong, behind a sign.
    pub(crate) fn note(&mut self, place: Rect, text: &str, wrong: bool) {
        if text.is_empty() {
            return;
        }
        let colours = self.colours();
        let ink = if wrong { colours.on_alert } else { colours.ink };
        if wrong {
            self.fill(place, colours.alert);
        } else {
            self.panel(place);
        }
        let mut inside = place.shrink2(vec2(4.0, 1.0));
        if wrong {
            let side = (inside.height() * 0.6).min(9.0);
            let sign = cut_left(&mut inside, side);
            draw::sign(
                self.painter(),
                Rect::from_center_size(sign.center(), vec2(side, side)),
                Sign::No,
                ink,
            );
        }
        self.text(inside, text, self.body().on(ink));
    }

    /// Notes one below the other, in pages.
    pub(crate) fn notes(&mut self, place: Rect, name: &'static str, texts: &[String], wrong: bool) {
        let height = squeezed(place, texts.len(), self.sizes().body * 2.6 + 2.0);
        for (at, rect) in self.pages(place, name, texts.len(), height) {
            if let Some(text) = texts.get(at) {
                self.note(rect, text, wrong);
            }
        }
    }

    /// Lines to touch, in pages; the number of the one that was touched.
    pub(crate) fn list(
        &mut self,
        place: Rect,
        name: &'static str,
        lines: &[(String, String, bool)],
    ) -> Option<usize> {
        let wanted = self.sizes().body * 1.25 + self.sizes().small * 1.3 + 4.0;
        let height = squeezed(place, lines.len(), wanted);
        let mut touched = None;
        for (at, rect) in self.pages(place, name, lines.len(), height) {
            let Some((what, how, done)) = lines.get(at) else { continue };
            let sign = done.then_some(Sign::Yes);
            let line = Line { name: &format!("{name} {at}"), what, how, look: Look::Plain, sign };
            if self.line(rect, line) {
                touched = Some(at);
            }
        }
        touched
    }

    /// The screen `name`, on which a sentence is written.
    pub(crate) fn write(&mut self, name: &'static str, writing: Writing<'_>) -> Option<Written> {
        self.screen(name, &format!("{}. {}", writing.heading, writing.ask));
        let desk = self.desk(writing.heading);
        let mut body = desk.body;
        let high = (body.height() * 0.66).min(5.0 * 22.0);
        let keys = cut_bottom(&mut body, high);
        let mut above = body;
        let mut count = cut_right(&mut above, 44.0);
        let high = self.height(above, writing.ask, self.small()).max(self.sizes().small * 1.25);
        above = cut_top(&mut body, high).with_max_x(above.max.x);
        (count.min.y, count.max.y) = (above.min.y, above.max.y);
        let typed = self.drafts().text(writing.field).to_owned();
        let left = Msg::new("write-left").with("left", writing.limit.saturating_sub(typed.chars().count()));
        self.text(above, writing.ask, self.small());
        self.text(count, &self.word(&left), self.small().at(Align2::RIGHT_CENTER));
        self.fill(body, self.colours().sheet);
        self.outline(body, 0.9, self.colours().ink);
        self.text(body.shrink(2.0), &format!("{typed}_"), self.body().at(Align2::LEFT_TOP));
        self.keys(keys, Keys::Letters, writing.field, writing.limit);
        self.scan_is_no_text(writing.field);
        let empty = self.drafts().text(writing.field).trim().is_empty();
        let done = Way::main("done", Msg::new(writing.done));
        let ways = if empty { vec![Way::back()] } else { vec![Way::back(), done] };
        match self.ways(desk.foot, &ways) {
            Some(BACK) => Some(Written::Back),
            Some(_) => Some(Written::Done),
            None => (self.entered() && !empty).then_some(Written::Done),
        }
    }

    /// Shows what changed.
    pub(crate) fn again(&self) {
        self.painter().ctx().request_repaint();
    }

    /// Goes to another part of the screen.
    pub(crate) fn go(&mut self, place: &'static str, to: usize) {
        *self.drafts().place(place) = to;
        self.settle();
    }

    /// A slip under the scanner types itself into a code or a figure as well: it is neither, and its Enter ends nothing.
    pub(crate) fn scan_is_no_code(&mut self, field: &'static str) {
        if self.scan_of(SLIP).is_some() {
            self.drafts().take(field);
            self.again();
        }
    }

    /// A slip under the scanner types itself into the sentence that is being written, and must not stay there.
    fn scan_is_no_text(&mut self, field: &'static str) {
        let Some(scan) = self.scan().filter(|scan| scan.starts_with(SLIP)) else { return };
        let text = self.drafts().text(field);
        // There may not have been room for all of it.
        let there = |n: &usize| scan.get(..*n).is_some_and(|begin| text.ends_with(begin));
        let typed = (0..=scan.len()).rev().find(there).unwrap_or_default();
        self.drafts().cut(field, typed);
    }
}

/// A line of two sentences in the smallest letters.
const LOW: f32 = 16.0;
/// How the text of every slip's QR code begins.
const SLIP: &str = "PLK1-";

/// Lines of this height, at least as high as a target, as many as there is room for.
pub(crate) fn lines(place: Rect, wanted: usize) -> Vec<Rect> {
    let height = ((place.height() + GAP) / count(wanted) - GAP).clamp(TARGET, 30.0);
    let mut rest = place;
    (0..wanted).map(|_| cut_top(&mut rest, height)).collect()
}

/// The height of each of some lines: rather a little lower than wanted than in pages.
fn squeezed(place: Rect, lines: usize, wanted: f32) -> f32 {
    let all = (place.height() + GAP) / count(lines) - GAP;
    if all >= LOW { wanted.min(all) } else { wanted }
}

fn count(n: usize) -> f32 {
    f32::from(u8::try_from(n.max(1)).unwrap_or(u8::MAX))
}
