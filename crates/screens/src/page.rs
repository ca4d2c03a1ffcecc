//! What a screen is made with: texts, targets, speech. Every touch in the booth passes [`Page::target`].

use std::sync::Arc;
use std::time::Duration;

use dialogue::Msg;
use egui::accesskit::Action;
use egui::text::LayoutJob;
use egui::{
    Align, Align2, Color32, CornerRadius, Galley, Id, Painter, Rect, Role, Sense, Stroke, StrokeKind, Ui,
    Vec2, WidgetInfo, pos2, vec2,
};
use zeroize::Zeroizing;

use crate::draft::Drafts;
use crate::draw::Pen;
use crate::focus::Asked;
use crate::input::Acts;
use crate::intent::Intent;
use crate::stage::{GUARD, Reaction, Say, Screens, Session, window};
use crate::theme::{self, Palette, Sizes};
use crate::view::BallotFace;

/// Corners of whatever has a frame.
const ROUND: u8 = 3;
/// By how much a text may be larger than its place: rounding to pixels.
const SLACK: f32 = 0.1;

/// How a text looks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Type {
    /// Height of a line of type in millimetres; smaller where the text does not fit otherwise.
    pub(crate) size: f32,
    pub(crate) bold: bool,
    /// Where in its place it stands.
    pub(crate) align: Align2,
    pub(crate) colour: Color32,
}

impl Type {
    pub(crate) fn bold(self) -> Self {
        Self { bold: true, ..self }
    }

    pub(crate) fn centred(self) -> Self {
        self.at(Align2::CENTER_CENTER)
    }

    pub(crate) fn at(self, align: Align2) -> Self {
        Self { align, ..self }
    }

    pub(crate) fn on(self, colour: Color32) -> Self {
        Self { colour, ..self }
    }

    pub(crate) fn sized(self, size: f32) -> Self {
        Self { size, ..self }
    }
}

/// Something that can be touched.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Target<'t> {
    pub(crate) rect: Rect,
    /// Its name within the screen: the same in each frame, another than its neighbours'.
    pub(crate) name: &'t str,
    /// What it is called, for those who do not see it.
    pub(crate) label: &'t str,
    /// What is said when the focus comes to it, if that is more than its label.
    pub(crate) spoken: Option<&'t str>,
    /// The candidate whose name is in what is said.
    pub(crate) clip_of: Option<u8>,
    /// Of a switch, whether it is on.
    pub(crate) on: Option<bool>,
}

impl<'t> Target<'t> {
    pub(crate) fn new(rect: Rect, name: &'t str, label: &'t str) -> Self {
        Self { rect, name, label, spoken: None, clip_of: None, on: None }
    }

    pub(crate) fn spoken(self, spoken: &'t str) -> Self {
        Self { spoken: Some(spoken), ..self }
    }
}

/// What people do to a target in this frame.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Touch {
    /// It was touched, or pressed by a key.
    pub(crate) hit: bool,
    /// A finger is on it.
    pub(crate) down: bool,
}

/// A frame of a screen.
pub(crate) struct Page<'p> {
    ui: &'p mut Ui,
    stage: &'p mut Screens,
    acts: Acts,
    asked: Asked,
    now: Duration,
    reaction: Reaction,
    texts: u32,
    /// How long after a change of screen touches are not meant for it.
    guard: Duration,
    colours: Palette,
    sizes: Sizes,
}

impl<'p> Page<'p> {
    pub(crate) fn new(stage: &'p mut Screens, ui: &'p mut Ui, mut acts: Acts, now: Duration) -> Self {
        if stage.session.screen_off && acts.tap.take().is_some() {
            stage.input.forget_waiting();
            stage.session.screen_off = false;
        }
        let session = &stage.session;
        let colours = if session.dark { theme::DARK } else { theme::LIGHT };
        let sizes = if session.large { theme::LARGE } else { theme::NORMAL };
        ui.painter().rect_filled(window(ui), CornerRadius::ZERO, colours.paper);
        let asked = stage.focus.take(&acts.keys);
        // Whoever is asked answers by hand: the scanner's keys uncover nothing.
        let touched = if stage.still_there().is_some() { acts.present } else { acts.any };
        let reaction = Reaction { touched, ..Reaction::default() };
        Self { ui, stage, acts, asked, now, reaction, texts: 0, guard: GUARD, colours, sizes }
    }

    /// The first word of every screen: its name and what it says to those who listen. Returns whether it was entered
    /// in this frame; then nothing that was touched or pressed counts.
    pub(crate) fn screen(&mut self, name: &'static str, prompt: &str) -> bool {
        let entered = self.stage.place != name;
        if entered {
            self.stage.place = name;
            self.stage.focus.clear();
            self.asked = Asked::default();
            self.acts.keys.clear();
            self.acts.typed.clear();
            self.acts.entered = false;
            self.settle();
        }
        if self.asked.help {
            // Whoever chose not to listen by mistake finds back by the help key.
            self.stage.session.listening = self.stage.face.voice;
        }
        if entered || *self.stage.prompt != prompt {
            self.stage.prompt = Zeroizing::new(prompt.to_owned());
            self.say(prompt, None);
        } else if self.asked.help {
            let words = format!("{prompt} {}", self.word(&Msg::new("five-keys")));
            self.say(&words, None);
        }
        entered
    }

    /// For a screen on which an answer stands where one stood before: touches and OK count only after a rest, so that
    /// whoever goes on tapping or pressing answers nothing.
    pub(crate) fn rest(&mut self, rest: Duration) {
        self.guard = rest;
        if self.acts.tap.is_some_and(|tap| tap.since < self.stage.changed + rest) {
            self.stage.changed = self.now;
        }
        if self.any_key() && self.now < self.stage.changed + rest {
            self.stage.focus.ignore_ok();
            self.asked.ok = false;
            self.stage.changed = self.now;
        }
    }

    /// What comes of the frame.
    pub(crate) fn finish(self) -> Reaction {
        self.stage.focus.finish(self.ui.ctx());
        if self.acts.any {
            // What was done shows in the next frame, at the earliest.
            self.ui.ctx().request_repaint();
        }
        self.reaction
    }

    /// The parts of this screen do not stand where they stood: touches under way are not meant for them.
    pub(crate) fn settle(&mut self) {
        self.stage.changed = self.now;
        self.acts.tap = None;
        self.acts.pressed = None;
        self.stage.input.forget_waiting();
        self.ui.ctx().request_repaint();
    }

    pub(crate) fn send(&mut self, intent: Intent) {
        self.reaction.intents.push(intent);
    }

    /// A slip under the scanner, for screens that take slips.
    pub(crate) fn scan(&mut self) -> Option<Zeroizing<String>> {
        self.acts.scan.take()
    }

    /// A scanned text that begins so, taken away: its Enter ends nothing.
    pub(crate) fn scan_of(&mut self, begin: &str) -> Option<Zeroizing<String>> {
        self.acts.scan.take_if(|scan| scan.starts_with(begin))
    }

    /// What was written on a keyboard.
    pub(crate) fn typed(&mut self) -> Zeroizing<String> {
        std::mem::take(&mut self.acts.typed)
    }

    /// Whether Enter ended what was written, however fast, or was pressed where nothing has the focus.
    pub(crate) fn entered(&self) -> bool {
        self.acts.entered || self.acts.scan.is_some() || self.asked.ok
    }

    /// Whether *back* was pressed.
    pub(crate) fn back(&self) -> bool {
        self.asked.back
    }

    /// Whether one of the five keys was pressed in this frame.
    pub(crate) fn any_key(&self) -> bool {
        !self.acts.keys.is_empty()
    }

    /// Names the candidate whose name is in what was just said.
    pub(crate) fn clip(&mut self, candidate: Option<u8>) {
        if let Some(say) = &mut self.reaction.say {
            say.clip_of = candidate;
        }
    }

    /// Seconds until an officer is called, if people are asked whether they are there.
    pub(crate) fn still_there(&self) -> Option<u32> {
        self.stage.still_there()
    }

    /// Says something to those who listen.
    pub(crate) fn say(&mut self, text: &str, clip_of: Option<u8>) {
        let session = &self.stage.session;
        if self.stage.face.voice && session.listening && !text.is_empty() {
            let say =
                Say { text: Zeroizing::new(text.to_owned()), clip_of, interrupt: true, lang: session.lang };
            self.reaction.say = Some(say);
        }
    }

    /// A sentence in the language of whoever is before the screen.
    pub(crate) fn word(&self, msg: &Msg) -> String {
        self.stage.texts().say(msg)
    }

    pub(crate) fn face(&self) -> Arc<BallotFace> {
        Arc::clone(&self.stage.face)
    }

    pub(crate) fn stage(&self) -> &Screens {
        self.stage
    }

    pub(crate) fn session(&mut self) -> &mut Session {
        &mut self.stage.session
    }

    pub(crate) fn drafts(&mut self) -> &mut Drafts {
        &mut self.stage.drafts
    }

    pub(crate) fn painter(&self) -> &Painter {
        self.ui.painter()
    }

    pub(crate) fn window(&self) -> Rect {
        window(self.ui)
    }

    pub(crate) fn colours(&self) -> Palette {
        self.colours
    }

    pub(crate) fn sizes(&self) -> Sizes {
        self.sizes
    }

    /// Small letters, from the left.
    pub(crate) fn small(&self) -> Type {
        self.body().sized(self.sizes.small)
    }

    /// Letters of sentences, from the left.
    pub(crate) fn body(&self) -> Type {
        let (size, colour) = (self.sizes.body, self.colours.ink);
        Type { size, bold: false, align: Align2::LEFT_CENTER, colour }
    }

    /// Letters of the one or two sentences that matter on a screen, from the left.
    pub(crate) fn lead(&self) -> Type {
        self.body().sized((self.sizes.body + self.sizes.heading) / 2.0)
    }

    /// Letters of what a screen asks.
    pub(crate) fn heading(&self) -> Type {
        self.body().sized(self.sizes.heading).bold()
    }

    /// A text in its place, smaller where it would not fit.
    pub(crate) fn text(&mut self, place: Rect, text: &str, kind: Type) {
        if text.is_empty() {
            return;
        }
        let rect = self.paint(place, text, kind);
        self.texts += 1;
        let response = self.ui.interact(rect, Id::unique(("text", self.texts)), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    }

    /// The same as paint alone: for what belongs to a target, which has a label.
    pub(crate) fn paint(&self, place: Rect, text: &str, kind: Type) -> Rect {
        let galley = self.fit(place, text, kind);
        let rect = kind.align.align_size_within_rect(galley.size(), place);
        let x = match kind.align.x() {
            Align::Min => rect.left(),
            Align::Center => rect.center().x,
            Align::Max => rect.right(),
        };
        self.painter().galley(pos2(x, rect.top()), galley, kind.colour);
        rect
    }

    /// The largest size at which a text fits its place, no larger than wanted.
    pub(crate) fn fitting(&self, place: Rect, text: &str, kind: Type) -> f32 {
        let size = |step: i32| (kind.size * 0.95_f32.powi(step)).max(theme::SMALLEST.min(kind.size));
        let fits = |step: i32| fits(&self.lay(place, text, kind.sized(size(step))), place);
        if fits(0) {
            return kind.size;
        }
        // Halving: each size that is tried costs drawings of its letters.
        let (mut too_large, mut last) = (0, 0);
        while size(last) > theme::SMALLEST {
            last += 4;
        }
        while last - too_large > 1 {
            let middle = i32::midpoint(too_large, last);
            if fits(middle) {
                last = middle;
            } else {
                too_large = middle;
            }
        }
        size(last)
    }

    /// Whether a text stands whole in its place, at whatever size.
    pub(crate) fn has_room(&self, place: Rect, text: &str, kind: Type) -> bool {
        let size = self.fitting(place, text, kind);
        fits(&self.lay(place, text, kind.sized(size)), place)
    }

    /// How high a text stands in its place.
    pub(crate) fn height(&self, place: Rect, text: &str, kind: Type) -> f32 {
        self.extent(place, text, kind).y
    }

    /// How large a text stands in its place.
    pub(crate) fn extent(&self, place: Rect, text: &str, kind: Type) -> Vec2 {
        self.fit(place, text, kind).size()
    }

    /// The text as large as it fits. What does not fit at the smallest size ends in an ellipsis: it covers nothing else.
    fn fit(&self, place: Rect, text: &str, kind: Type) -> Arc<Galley> {
        let kind = kind.sized(self.fitting(place, text, kind));
        let galley = self.lay(place, text, kind);
        if galley.size().y <= place.height() + SLACK {
            return galley;
        }
        let height = |row: &egui::epaint::text::PlacedRow| row.rect().bottom() <= place.height() + SLACK;
        let rows = galley.rows.iter().take_while(|row| height(row)).count().max(1);
        let mut job = LayoutJob::clone(&galley.job);
        job.wrap.max_rows = rows;
        self.painter().layout_job(job)
    }

    fn lay(&self, place: Rect, text: &str, kind: Type) -> Arc<Galley> {
        let font = theme::font(kind.size, kind.bold);
        // egui rounds widths to whole points: not beyond the place.
        let mut job = LayoutJob::simple(text.to_owned(), font, kind.colour, place.width().floor());
        job.halign = kind.align.x();
        self.painter().layout_job(job)
    }

    /// The one wrapper for touches. A tap counts when it began and ended on the target, however long it took and
    /// however much it trembled, and began at least [`GUARD`], or the [`Page::rest`] of the screen, after it changed. The OK key
    /// counts always but in that rest, assistive technology always.
    pub(crate) fn target(&mut self, target: Target<'_>) -> Touch {
        let id = Id::unique((self.stage.place, target.name));
        let response = self.ui.interact(target.rect, id, Sense::click());
        response.widget_info(|| match target.on {
            Some(on) => WidgetInfo::selected(Role::Switch, true, on, target.label),
            None => WidgetInfo::labeled(Role::Button, true, target.label),
        });
        let asked = |action| self.ui.input(|i| i.has_accesskit_action_request(id, action));
        let (clicked, focused) = (asked(Action::Click), asked(Action::Focus));
        if focused {
            self.stage.focus.go(id);
        }
        let (here, came, ok) = self.stage.focus.target(id);
        if came {
            self.say(target.spoken.unwrap_or(target.label), target.clip_of);
        }
        if here {
            self.ring(target.rect);
        }
        let open = self.stage.changed + self.guard;
        let tapped = self.acts.tap.is_some_and(|tap| tap.since >= open && tap.hits(target.rect));
        let down = |(a, b)| target.rect.contains(a) && target.rect.contains(b);
        Touch { hit: tapped || ok || clicked, down: self.acts.pressed.is_some_and(down) }
    }

    /// A frame around what has the focus: it fits into the gap between targets.
    fn ring(&self, rect: Rect) {
        let stroke = Stroke::new(1.4, self.colours.ink);
        self.painter().rect_stroke(rect.expand(0.7), CornerRadius::same(3), stroke, StrokeKind::Outside);
    }

    /// What can be touched: a face that stands out, with a frame of this width, until a finger is on it.
    pub(crate) fn raised(&self, rect: Rect, face: Color32, width: f32, down: bool) {
        let (round, ink) = (CornerRadius::same(ROUND), self.colours.ink);
        let mut upper = rect;
        if !down {
            // Only the edge below it: without a graphics card every dot that is painted twice costs time.
            let edge = rect.with_min_y(rect.bottom() - 2.0 * f32::from(ROUND));
            self.painter().rect_filled(edge, round, ink);
            upper.max.y -= width;
        }
        self.painter().rect(upper, round, face, Stroke::new(width, ink), StrokeKind::Inside);
    }

    /// What is only to be looked at: a sheet with a thin edge.
    pub(crate) fn panel(&self, rect: Rect) {
        let (round, edge) = (CornerRadius::same(ROUND), Stroke::new(0.4, self.colours.edge));
        self.painter().rect(rect, round, self.colours.sheet, edge, StrokeKind::Inside);
    }

    /// A frame of thin lines.
    pub(crate) fn outline(&self, rect: Rect, width: f32, colour: Color32) {
        let stroke = Stroke::new(width, colour);
        self.painter().rect_stroke(rect, CornerRadius::same(ROUND), stroke, StrokeKind::Inside);
    }

    /// A filled rectangle.
    pub(crate) fn fill(&self, rect: Rect, colour: Color32) {
        self.painter().rect_filled(rect, CornerRadius::same(ROUND), colour);
    }

    /// A drawing in its place.
    pub(crate) fn draw(&self, place: Rect, draw: impl FnOnce(&Pen<'_>, Rect)) {
        draw(&self.pen(self.colours.ink, self.colours.sheet), place);
    }

    pub(crate) fn pen(&self, ink: Color32, paper: Color32) -> Pen<'_> {
        Pen { painter: self.painter(), ink, paper }
    }

    /// Nothing is seen; the whole screen brings the picture back.
    pub(crate) fn darken(&mut self) {
        let window = self.window();
        self.painter().rect_filled(window, CornerRadius::ZERO, Color32::BLACK);
        let words = self.word(&Msg::new("screen-on"));
        let place = Rect::from_center_size(window.center(), vec2(window.width() * 0.8, 30.0));
        self.text(place, &words, self.body().centred().on(Color32::WHITE));
        if self.stage.face.simulation {
            let above = place.translate(vec2(0.0, -40.0));
            self.text(
                above,
                &self.word(&Msg::new("simulation")),
                self.heading().centred().on(Color32::WHITE),
            );
        }
    }

    /// Shows nothing of what the screen paints from here on, or shows it again.
    pub(crate) fn veil(&mut self, on: bool) {
        self.ui.set_opacity(if on { 0.0 } else { 1.0 });
    }
}

/// Whether a text is within its place, and no word was cut to get there.
fn fits(galley: &Galley, place: Rect) -> bool {
    let size = galley.size();
    let room = place.size() + vec2(SLACK, SLACK);
    let whole = |row: &egui::epaint::text::PlacedRow| {
        row.ends_with_newline || row.text().ends_with(|c: char| c.is_whitespace() || c == '-')
    };
    let before_last = galley.rows.len().saturating_sub(1);
    size.x <= room.x && size.y <= room.y && galley.rows.iter().take(before_last).all(whole)
}
