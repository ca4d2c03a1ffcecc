//! What many screens have: headings, buttons, switches, pages of a list.

use dialogue::Msg;
use egui::{Align2, Rect, Vec2, vec2};

use crate::draw::{self, Pen};
use crate::intent::Intent;
use crate::layout::{Desk, GAP, TARGET, Zones, columns, cut_bottom, cut_left, cut_right};
use crate::page::{Page, Target, Type};

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

impl Page<'_> {
    /// The parts of a voter's screen with its heading, whose ballot it is, and switches.
    pub(crate) fn voter(&mut self, heading: &str, answers: usize, extra: bool) -> Zones {
        let zones = Zones::new(self.window(), answers, extra);
        self.head(zones.heading, zones.identity, heading);
        zones
    }

    /// The parts of an officers' screen with its heading and which booth it is.
    pub(crate) fn desk(&mut self, heading: &str) -> Desk {
        let desk = Desk::new(self.window());
        self.head(desk.heading, desk.identity, heading);
        desk
    }

    fn head(&mut self, place: Rect, mut identity: Rect, heading: &str) {
        let face = self.face();
        self.text(place, heading, self.heading());
        if face.simulation {
            let badge = cut_right(&mut identity, 36.0).shrink2(vec2(0.0, 3.0));
            let colours = self.colours();
            self.fill(badge, colours.ink);
            let kind = self.small().sized(6.2).bold().centred().on(colours.paper);
            self.text(badge.shrink(1.0), &self.word(&Msg::new("simulation")), kind);
        }
        let (mut title, mut place) = (identity, identity);
        title.max.y = identity.top() + identity.height() * 0.66;
        place.min.y = title.max.y;
        let kind = self.small().sized(5.0);
        self.text(title, &face.title, kind.bold().at(Align2::RIGHT_CENTER));
        self.text(place, &face.place, kind.at(Align2::RIGHT_CENTER));
    }

    /// A button with a label.
    pub(crate) fn button(&mut self, rect: Rect, name: &str, label: &str, look: Look) -> bool {
        self.press(Target::new(rect, name, label), look, None)
    }

    /// An answer: a button with a sign.
    pub(crate) fn answer(&mut self, target: Target<'_>, look: Look, sign: Sign) -> bool {
        self.press(target, look, Some(sign))
    }

    fn press(&mut self, target: Target<'_>, look: Look, sign: Option<Sign>) -> bool {
        let (touch, colours) = (self.target(target), self.colours());
        let (face, ink) = match look {
            _ if touch.down => (colours.ink, colours.paper),
            Look::Main => (colours.main, colours.on_main),
            Look::Plain | Look::Quiet => (colours.face, colours.ink),
        };
        self.fill(target.rect, face);
        self.outline(target.rect, if look == Look::Quiet { 0.4 } else { 0.9 }, colours.ink);
        let mut inside = target.rect.shrink(if look == Look::Quiet { 1.2 } else { 2.0 });
        if let Some(sign) = sign {
            let side = (inside.height() * 0.6).min(20.0);
            let place = cut_left(&mut inside, side + 4.0);
            draw::sign(self.painter(), Rect::from_center_size(place.center(), Vec2::splat(side)), sign, ink);
            inside.max.x -= 2.0;
        }
        let kind = match (look, sign) {
            (Look::Quiet, _) => self.small(),
            (_, Some(_)) => self.body().sized(self.sizes().heading * 1.1).bold(),
            (_, None) => self.body().sized(self.sizes().button).bold(),
        };
        self.paint(inside, target.label, kind.centred().on(ink));
        touch.hit
    }

    /// A large button with a drawing above its label.
    pub(crate) fn picture(&mut self, target: Target<'_>, draw: impl FnOnce(&Pen<'_>, Rect)) -> bool {
        let (touch, colours) = (self.target(target), self.colours());
        let (face, ink) = if touch.down { (colours.ink, colours.paper) } else { (colours.face, colours.ink) };
        self.fill(target.rect, face);
        self.outline(target.rect, 0.9, colours.ink);
        let mut inside = target.rect.shrink(GAP);
        let third = inside.height() * 0.36;
        let label = cut_bottom(&mut inside, third);
        draw(&self.pen(ink, face), inside.shrink(2.0));
        self.paint(label, target.label, self.body().sized(self.sizes().button).bold().centred().on(ink));
        touch.hit
    }

    /// Letters, colours and, for those who listen, the picture: switches of every voter's screen.
    pub(crate) fn switches(&mut self, place: Rect) {
        let session = *self.session();
        let sound = self.face().voice && session.listening && session.voice_chosen;
        let mut places = columns(place, if sound { 3 } else { 2 }).into_iter();
        let mut next = || places.next().unwrap_or(Rect::ZERO);
        let (letters, colours, picture) = (next(), next(), next());
        let large = if session.large { Msg::new("letters-normal") } else { Msg::new("letters-large") };
        if self.switch(letters, "letters", &self.word(&large), session.large) {
            self.session().large = !session.large;
            self.settle();
        }
        let dark = if session.dark { Msg::new("black-on-white") } else { Msg::new("white-on-black") };
        if self.switch(colours, "colours", &self.word(&dark), session.dark) {
            self.session().dark = !session.dark;
            self.settle();
        }
        if sound && self.switch(picture, "picture", &self.word(&Msg::new("screen-off")), session.screen_off) {
            self.session().screen_off = true;
            self.say(&self.word(&Msg::new("screen-off-said")), None);
            self.settle();
        }
    }

    /// The same in the middle of a voter's session, with a way to call an officer.
    pub(crate) fn session_switches(&mut self, mut place: Rect) {
        let width = place.width() * 0.3;
        let officer = cut_right(&mut place, width);
        self.switches(place);
        if self.button(officer, "officer", &self.word(&Msg::new("officer")), Look::Quiet) {
            self.send(Intent::CallOfficers);
        }
    }

    fn switch(&mut self, rect: Rect, name: &str, label: &str, on: bool) -> bool {
        self.press(Target { on: Some(on), ..Target::new(rect, name, label) }, Look::Quiet, None)
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
