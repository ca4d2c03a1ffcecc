//! What many screens have: headings, buttons, switches, pages of a list.

use dialogue::Msg;
use egui::{Align2, CornerRadius, Rect, Vec2, pos2, vec2};

use crate::draw::{self, Pen};
use crate::intent::Intent;
use crate::layout::{Desk, GAP, TARGET, Zones, band, columns, cut_bottom, cut_right};
use crate::page::{Page, Target, Type};

/// Letters of the line at the top.
const SIGN: f32 = 5.0;

/// How a button looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Look {
    /// The one thing that most people want.
    Main,
    /// Anything else.
    Plain,
    /// For few: small letters.
    Quiet,
}

/// A sign on an answer: it is not told by colour alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sign {
    Yes,
    No,
}

/// A drawing in its place.
type Drawing = fn(&Pen<'_>, Rect);

/// What stands before a button's label.
#[derive(Clone, Copy)]
enum Mark {
    None,
    Sign(Sign),
    Drawing(Drawing),
}

impl Page<'_> {
    /// The parts of a voter's screen with its heading, whose ballot it is, and switches.
    pub(crate) fn voter(&mut self, heading: &str, answers: usize, extra: bool) -> Zones {
        let zones = Zones::new(self.window(), answers, extra);
        self.head(zones.heading, heading);
        zones
    }

    /// The parts of an officers' screen with its heading and which booth it is.
    pub(crate) fn desk(&mut self, heading: &str) -> Desk {
        let desk = Desk::new(self.window());
        self.head(desk.heading, heading);
        desk
    }

    fn head(&mut self, place: Rect, heading: &str) {
        self.text(place, heading, self.heading());
        let (face, colours) = (self.face(), self.colours());
        let band = band(self.window());
        self.painter().rect_filled(band, CornerRadius::ZERO, colours.band);
        let mut inside = band.shrink2(vec2(GAP, 1.0));
        if face.simulation {
            let badge = cut_right(&mut inside, 40.0);
            self.fill(badge, colours.on_band);
            let kind = self.small().sized(SIGN).bold().centred().on(colours.band);
            self.text(badge, &self.word(&Msg::new("simulation")), kind);
        }
        let kind = self.small().sized(SIGN).on(colours.on_band);
        let place = cut_right(&mut inside, 72.0);
        self.text(inside, &face.title, kind.bold());
        self.text(place, &face.place, kind.at(Align2::RIGHT_CENTER));
    }

    /// A button for the few who need an officer.
    pub(crate) fn call_button(&mut self, rect: Rect) {
        let label = self.word(&Msg::new("officer"));
        let mark = Mark::Drawing(|pen, place| pen.call(place));
        if self.press(Target::new(rect, "officer", &label), Look::Quiet, mark) {
            self.send(Intent::CallOfficers);
        }
    }

    /// A button with a label.
    pub(crate) fn button(&mut self, rect: Rect, name: &str, label: &str, look: Look) -> bool {
        self.press(Target::new(rect, name, label), look, Mark::None)
    }

    /// An answer: a button with a sign.
    pub(crate) fn answer(&mut self, target: Target<'_>, look: Look, sign: Sign) -> bool {
        self.press(target, look, Mark::Sign(sign))
    }

    fn press(&mut self, target: Target<'_>, look: Look, mark: Mark) -> bool {
        let (touch, colours) = (self.target(target), self.colours());
        let (face, ink) = match look {
            _ if touch.down => (colours.ink, colours.paper),
            Look::Main => (colours.main, colours.on_main),
            Look::Plain | Look::Quiet => (colours.face, colours.ink),
        };
        self.raised(target.rect, face, if look == Look::Quiet { 0.5 } else { 0.9 }, touch.down);
        let inside = match (look, mark) {
            (Look::Quiet, _) => target.rect.shrink(1.4),
            (_, Mark::Sign(_)) => target.rect.shrink2(vec2(5.0, 2.0)),
            _ => target.rect.shrink2(vec2(3.0, 2.0)),
        };
        let kind = match (look, mark) {
            (Look::Quiet, _) => self.small(),
            (_, Mark::Sign(_)) => self.body().sized(self.sizes().heading * 1.15).bold(),
            _ => self.body().sized(self.sizes().button).bold(),
        };
        let kind = kind.centred().on(ink);
        let (side, gap) = match mark {
            Mark::Sign(_) => ((inside.height() * 0.6).min(22.0), 6.0),
            // Words come before drawings.
            Mark::Drawing(_)
                if self.has_room(inside.with_min_x(inside.left() + 11.0), target.label, kind) =>
            {
                (9.0, 2.0)
            }
            _ => (0.0, 0.0),
        };
        // Mark and label together in the middle.
        let mut words = inside;
        words.min.x += side + gap;
        let width = self.extent(words, target.label, kind).x;
        let middle = pos2(words.center().x - width / 2.0 - gap - side / 2.0, inside.center().y);
        let place = Rect::from_center_size(middle, Vec2::splat(side));
        match mark {
            Mark::Sign(sign) => draw::sign(self.painter(), place, sign, ink),
            Mark::Drawing(drawing) if side > 0.0 => drawing(&self.pen(ink, face), place),
            _ => {}
        }
        self.paint(words, target.label, kind);
        touch.hit
    }

    /// A large button with a drawing above its label.
    pub(crate) fn picture(&mut self, target: Target<'_>, draw: impl FnOnce(&Pen<'_>, Rect)) -> bool {
        let (touch, colours) = (self.target(target), self.colours());
        let (face, ink) = if touch.down { (colours.ink, colours.paper) } else { (colours.face, colours.ink) };
        self.raised(target.rect, face, 0.9, touch.down);
        let mut inside = target.rect.shrink(GAP);
        let third = inside.height() * 0.36;
        let label = cut_bottom(&mut inside, third);
        draw(&self.pen(ink, face), inside.shrink(2.0));
        self.paint(label, target.label, self.body().sized(self.sizes().button).bold().centred().on(ink));
        touch.hit
    }

    /// Letters, colours and, for those who listen, the picture: switches of every voter's screen.
    pub(crate) fn switches(&mut self, place: Rect) {
        let count = self.switch_count();
        self.switch_row(&columns(place, count));
    }

    /// The same in the middle of a voter's session, with a way to call an officer.
    pub(crate) fn session_switches(&mut self, place: Rect) {
        let count = self.switch_count();
        let places = columns(place, count + 1);
        let Some((officer, switches)) = places.split_last() else { return };
        self.switch_row(switches);
        self.call_button(*officer);
    }

    fn sound(&mut self) -> bool {
        let session = *self.session();
        self.face().voice && session.listening && session.voice_chosen
    }

    fn switch_count(&mut self) -> usize {
        if self.sound() { 3 } else { 2 }
    }

    fn switch_row(&mut self, places: &[Rect]) {
        let session = *self.session();
        let mut places = places.iter().copied();
        let mut next = || places.next().unwrap_or(Rect::ZERO);
        let (letters, colours, picture) = (next(), next(), next());
        let large = if session.large { Msg::new("letters-normal") } else { Msg::new("letters-large") };
        let drawing: Drawing = |pen, place| pen.letters(place);
        if self.switch(letters, ("letters", &self.word(&large)), drawing, session.large) {
            self.session().large = !session.large;
            self.settle();
        }
        let dark = if session.dark { Msg::new("black-on-white") } else { Msg::new("white-on-black") };
        let drawing: Drawing = |pen, place| pen.contrast(place);
        if self.switch(colours, ("colours", &self.word(&dark)), drawing, session.dark) {
            self.session().dark = !session.dark;
            self.settle();
        }
        let drawing: Drawing = |pen, place| pen.unseen(place);
        let off = self.word(&Msg::new("screen-off"));
        if self.sound() && self.switch(picture, ("picture", &off), drawing, session.screen_off) {
            self.session().screen_off = true;
            self.say(&self.word(&Msg::new("screen-off-said")), None);
            self.settle();
        }
    }

    fn switch(&mut self, rect: Rect, (name, label): (&str, &str), drawing: Drawing, on: bool) -> bool {
        let target = Target { on: Some(on), ..Target::new(rect, name, label) };
        self.press(target, Look::Quiet, Mark::Drawing(drawing))
    }

    /// A list in pages: which lines are open and where each stands, with buttons to turn where there are several pages.
    pub(crate) fn pages(
        &mut self,
        mut place: Rect,
        name: &'static str,
        lines: usize,
        height: f32,
    ) -> Vec<(usize, Rect)> {
        let room = |place: Rect| (1..=lines).take_while(|n| step(*n, height) - GAP <= place.height()).count();
        if room(place) < lines {
            let foot = cut_bottom(&mut place, TARGET);
            self.turn(foot, name, lines, room(place).max(1));
        } else {
            *self.drafts().place(name) = 0;
        }
        let page = room(place).max(1);
        let first = *self.drafts().place(name) * page;
        let line = |n: usize| {
            Rect::from_min_size(place.min + vec2(0.0, step(n, height)), vec2(place.width(), height))
        };
        (first..lines).take(page).enumerate().map(|(n, at)| (at, line(n))).collect()
    }

    fn turn(&mut self, place: Rect, name: &'static str, lines: usize, page: usize) {
        let last = lines.div_ceil(page).saturating_sub(1);
        let at = (*self.drafts().place(name)).min(last);
        *self.drafts().place(name) = at;
        let mut parts = columns(place, 3).into_iter();
        let mut next = || parts.next().unwrap_or(Rect::ZERO);
        let (back, middle, on) = (next(), next(), next());
        if at > 0 && self.button(back, "page-back", &self.word(&Msg::new("page-back")), Look::Quiet) {
            *self.drafts().place(name) = at - 1;
            self.settle();
        }
        let of = Msg::new("page-of").with("page", at + 1).with("pages", last + 1);
        self.text(middle, &self.word(&of), self.small().centred());
        if at < last && self.button(on, "page-on", &self.word(&Msg::new("page-on")), Look::Quiet) {
            *self.drafts().place(name) = at + 1;
            self.settle();
        }
    }

    /// Paragraphs one below the other, smaller where they do not fit.
    pub(crate) fn paragraphs(&mut self, place: Rect, paragraphs: &[String], kind: Type) {
        self.text(place, &paragraphs.join("\n\n"), kind);
    }
}

/// Where line `n` begins, from the top.
fn step(n: usize, height: f32) -> f32 {
    f32::from(u16::try_from(n).unwrap_or(u16::MAX)) * (height + GAP)
}
