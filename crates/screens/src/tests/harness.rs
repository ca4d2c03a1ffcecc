//! A booth without a window: a clock that only tests move, fingers, keys, and what is painted.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use dialogue::Lang;
use egui::accesskit::Role;
use egui::epaint::{RectShape, TextShape};
use egui::{
    Color32, Event, Key, Modifiers, PointerButton, Pos2, Rect, Shape, TouchDeviceId, TouchId, TouchPhase,
    vec2,
};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use image::RgbImage;

use super::picture::Painter;
use crate::stage::Screens;
use crate::theme::contrast;
use crate::view::{BallotFace, Candidate, View};
use crate::{Intent, Panel, Say};

/// The panels that every screen must fit.
pub(crate) const PANELS: [Panel; 5] = [
    Panel { pixels: [1024, 768], millimetres: [304.0, 228.0] },
    Panel { pixels: [1280, 800], millimetres: [331.0, 207.0] },
    Panel { pixels: [1366, 768], millimetres: [344.0, 194.0] },
    Panel { pixels: [1920, 1080], millimetres: [344.0, 194.0] },
    Panel { pixels: [1920, 1080], millimetres: [477.0, 268.0] },
];

/// 60 characters, of long words.
pub(crate) const LONGEST: &str = "Prof. Dr. Ir. H. Muhammad Abdurrahman Wahyuningrat, S.H., M.";

pub(crate) const NAMES: [&str; 5] =
    ["Siti Aminah", "Bambang Sutrisno", "H. Muhammad Yusuf", "Ni Made Ayu Lestari", "Yohanes Tefa"];

/// A ballot of so many candidates and *suara kosong*.
pub(crate) fn face(candidates: u8, longest: bool) -> BallotFace {
    let candidate = |number: u8| Candidate {
        number,
        name: if longest { LONGEST } else { NAMES[usize::from(number) - 1] }.to_owned(),
        photo: None,
    };
    BallotFace {
        title: "Pemilihan Kepala Desa Sungai Rebo".to_owned(),
        place: "TPS 3 - Bilik 2".to_owned(),
        simulation: true,
        candidates: (1..=candidates).map(candidate).collect(),
        blank: true,
        hashes: ["3f9a 11c2".to_owned(), "7be0 55d1".to_owned()],
        ..BallotFace::default()
    }
}

/// What the window shows and what came of it.
struct World {
    screens: Rc<RefCell<Option<Screens>>>,
    view: View,
    now: Duration,
    intents: Vec<Intent>,
    said: Vec<Say>,
    touched: bool,
}

/// A booth for tests.
pub(crate) struct Booth {
    harness: Harness<'static, World>,
    painter: Painter,
}

/// Something to touch, as assistive technology sees it.
#[derive(Debug, Clone)]
pub(crate) struct Seen {
    pub(crate) label: String,
    pub(crate) rect: Rect,
}

impl Booth {
    pub(crate) fn new(face: BallotFace, panel: Panel, lang: Lang, view: View) -> Self {
        let (slot, painter) = (Rc::new(RefCell::new(None)), Painter::new(panel.pixels));
        let inside = Rc::clone(&slot);
        let [w, h] = panel.millimetres;
        let (now, intents, said, touched) = (Duration::from_secs(10), Vec::new(), Vec::new(), false);
        let world = World { screens: slot, view, now, intents, said, touched };
        let harness = Harness::builder()
            .with_size(vec2(w, h))
            .with_pixels_per_point(panel.scale())
            .renderer(painter.clone())
            .with_context_setup(move |ctx| {
                *inside.borrow_mut() = Some(Screens::new(ctx, Arc::new(face), panel, lang));
            })
            .build_ui_state(
                |ui, world: &mut World| {
                    let mut screens = world.screens.borrow_mut();
                    let reaction = screens.as_mut().unwrap().show(ui, &world.view, world.now);
                    world.touched |= reaction.touched;
                    world.intents.extend(reaction.intents);
                    world.said.extend(reaction.say);
                },
                world,
            );
        Self { harness, painter }
    }

    /// An ordinary booth: three candidates, the panel of a laptop, Indonesian.
    pub(crate) fn ordinary(view: View) -> Self {
        Self::new(face(3, false), PANELS[2], Lang::Id, view)
    }

    /// Shows another view, long enough that touches count.
    pub(crate) fn show(&mut self, view: View) {
        self.put(view);
        self.wait(1000);
    }

    /// Shows another view, and no time passes.
    pub(crate) fn put(&mut self, view: View) {
        self.harness.state_mut().view = view;
        self.frame();
    }

    /// Whether anybody did anything since the last call.
    pub(crate) fn touched(&mut self) -> bool {
        std::mem::take(&mut self.harness.state_mut().touched)
    }

    /// Letters and colours of each session.
    pub(crate) fn start_with(&mut self, large: bool, dark: bool) {
        self.screens(|screens| screens.start_with(large, dark));
    }

    pub(crate) fn screens<T>(&mut self, act: impl FnOnce(&mut Screens) -> T) -> T {
        act(self.harness.state().screens.borrow_mut().as_mut().unwrap())
    }

    /// Lets time pass.
    pub(crate) fn wait(&mut self, milliseconds: u64) {
        self.harness.state_mut().now += Duration::from_millis(milliseconds);
        self.frame();
    }

    pub(crate) fn frame(&mut self) {
        self.harness.step();
    }

    /// What people wanted since the last call, as `Debug` shows it.
    pub(crate) fn wanted(&mut self) -> Vec<String> {
        let word = |intent: &Intent| match intent {
            Intent::Choose(option) => format!("Choose({})", option.expose()),
            other => format!("{other:?}"),
        };
        self.intents().iter().map(word).collect()
    }

    pub(crate) fn intents(&mut self) -> Vec<Intent> {
        std::mem::take(&mut self.harness.state_mut().intents)
    }

    /// What was said since the last call.
    pub(crate) fn said(&mut self) -> Vec<Say> {
        std::mem::take(&mut self.harness.state_mut().said)
    }

    /// Everything that can be touched.
    pub(crate) fn targets(&self) -> Vec<Seen> {
        let is_target = |role| matches!(role, Role::Button | Role::Switch);
        self.harness
            .root()
            .children_recursive()
            .filter(|node| is_target(node.accesskit_node().role()))
            .map(|node| Seen { label: node.accesskit_node().label().unwrap_or_default(), rect: node.rect() })
            .collect()
    }

    /// The target of this label.
    pub(crate) fn target(&self, label: &str) -> Seen {
        let found: Vec<Seen> = self.targets().into_iter().filter(|seen| seen.label == label).collect();
        let [one] = found.as_slice() else { panic!("{label}: {found:?} of {:?}", self.targets()) };
        one.clone()
    }

    pub(crate) fn has(&self, label: &str) -> bool {
        self.targets().iter().any(|seen| seen.label == label)
    }

    /// A touch, some time after the one before.
    pub(crate) fn tap(&mut self, label: &str) {
        let at = self.target(label).rect.center();
        self.wait(1600);
        self.press(at);
        self.wait(80);
        self.release(at);
        self.frame();
    }

    pub(crate) fn press(&mut self, at: Pos2) {
        self.button(at, true);
    }

    pub(crate) fn release(&mut self, at: Pos2) {
        self.button(at, false);
    }

    fn button(&mut self, pos: Pos2, pressed: bool) {
        self.move_to(pos);
        let (button, modifiers) = (PointerButton::Primary, Modifiers::NONE);
        self.event(Event::PointerButton { pos, button, pressed, modifiers });
    }

    pub(crate) fn move_to(&mut self, pos: Pos2) {
        self.event(Event::PointerMoved(pos));
    }

    pub(crate) fn event(&mut self, event: Event) {
        self.harness.event(event);
        self.frame();
    }

    /// What happens between two frames of a slow machine.
    pub(crate) fn at_once(&mut self, events: impl IntoIterator<Item = Event>) {
        self.harness.input_mut().events.extend(events);
        self.frame();
    }

    pub(crate) fn key(&mut self, key: Key) {
        key_events(key).into_iter().for_each(|event| self.event(event));
    }

    /// A scanner types: 5 ms a key.
    pub(crate) fn scan(&mut self, text: &str) {
        for c in text.chars() {
            self.event(Event::Text(c.to_string()));
            self.harness.state_mut().now += Duration::from_millis(5);
        }
        self.key(Key::Enter);
    }

    /// A click of assistive technology.
    pub(crate) fn click_for(&mut self, label: &str) {
        self.harness.get_by_label(label).click_accesskit();
        self.frame();
    }

    /// Whether the target of this label has the focus, for assistive technology too.
    pub(crate) fn focused(&mut self, label: &str) -> bool {
        self.frame();
        self.harness.get_by_label(label).is_focused()
    }

    /// How long until the screen wants to be shown again by itself.
    pub(crate) fn next_frame(&self) -> Duration {
        self.harness.output().viewport_output[&egui::ViewportId::ROOT].repaint_delay
    }

    /// Where the numbers of candidates stand.
    pub(crate) fn badges(&self) -> Vec<Rect> {
        let painted = self.painted();
        let number =
            |shape: &Shape| matches!(shape, Shape::Text(text) if text.galley.text().parse::<u8>().is_ok());
        let ground = |shape: &Shape, on: &Shape| match shape {
            Shape::Rect(rect) if rect.rect.contains_rect(marks(on)) => Some(rect.rect),
            _ => None,
        };
        let numbers = painted.iter().enumerate().filter(|(_, shape)| number(shape));
        numbers
            .filter_map(|(at, shape)| painted[..at].iter().rev().find_map(|below| ground(below, shape)))
            .collect()
    }

    /// Every text that people see: not what something else covers.
    pub(crate) fn visible_words(&self) -> Vec<String> {
        let seen = |text: &TextShape| text.opacity_factor > 0.0;
        let words = |shape| match shape {
            Shape::Text(text) if seen(&text) => Some(text.galley.text().to_owned()),
            _ => None,
        };
        self.painted().into_iter().filter_map(words).collect()
    }

    /// Every text that is painted, and every label for those who do not see it.
    pub(crate) fn words(&self) -> Vec<String> {
        let painted = self.painted().into_iter().filter_map(|shape| match shape {
            Shape::Text(text) => Some(text.galley.text().to_owned()),
            _ => None,
        });
        let node = |node: egui_kittest::Node<'_>| {
            let node = node.accesskit_node();
            [node.label(), node.value()].into_iter().flatten().collect::<Vec<_>>()
        };
        painted.chain(self.harness.root().children_recursive().flat_map(node)).collect()
    }

    /// What people see.
    pub(crate) fn picture(&self) -> RgbImage {
        self.painter.paint(&self.harness.ctx, self.harness.output())
    }

    /// Everything that is painted, in order, one by one.
    fn painted(&self) -> Vec<Shape> {
        let mut all = Vec::new();
        for clipped in &self.harness.output().shapes {
            flatten(&clipped.shape, &mut all);
        }
        all
    }

    /// What is wrong with how the screen looks; empty if nothing is.
    pub(crate) fn faults(&self) -> Vec<String> {
        let mut faults = self.harness.unnamed_widgets();
        let targets = self.targets();
        let window = self.harness.ctx.content_rect();
        for (n, target) in targets.iter().enumerate() {
            faults.extend(target_faults(target, window));
            let near = target.rect.expand(2.54 - 0.01);
            let close = targets.iter().skip(n + 1).filter(|other| near.intersects(other.rect));
            faults.extend(close.map(|other| format!("{target:?} is too close to {other:?}")));
        }
        faults.extend(self.text_faults(&targets, window));
        faults.extend(self.unheard());
        faults
    }

    /// Words that are seen but not told to those who do not see: no label has them, and no target, which has its own.
    fn unheard(&self) -> Vec<String> {
        let label = |node: egui_kittest::Node<'_>| {
            let node = node.accesskit_node();
            node.label().or(node.value())
        };
        let labels: Vec<String> = self.harness.root().children_recursive().filter_map(label).collect();
        let targets = self.targets();
        let told = |text: &TextShape| {
            let on = |target: &Seen| target.rect.contains_rect(text.visual_bounding_rect());
            labels.iter().any(|label| label == text.galley.text()) || targets.iter().any(on)
        };
        // The number of who was chosen is in the heading; beside a mark of exclamation stands its word.
        let sign = |text: &TextShape| text.galley.text().chars().count() == 1;
        let untold = |shape: Shape| match shape {
            Shape::Text(text) if !told(&text) && !sign(&text) => {
                Some(format!("{:?} is not told", text.galley.text()))
            }
            _ => None,
        };
        self.painted().into_iter().filter_map(untold).collect()
    }

    fn text_faults(&self, targets: &[Seen], window: Rect) -> Vec<String> {
        let (painted, mut faults) = (self.painted(), Vec::new());
        for (n, shape) in painted.iter().enumerate() {
            let Shape::Text(text) = shape else { continue };
            let rect = text.visual_bounding_rect();
            let words = text.galley.text();
            if !window.contains_rect(rect) {
                faults.push(format!("{words:?} leaves the window: {rect}"));
            }
            let on = |target: &&Seen| target.rect.intersects(rect) && !target.rect.contains_rect(rect);
            faults.extend(targets.iter().filter(on).map(|t| format!("{words:?} leaves {t:?}: {rect}")));
            let other = |other: &Shape| {
                !is_ground(other, rect)
                    && marks(other).is_positive()
                    && marks(other).intersects(rect.shrink(0.1))
            };
            // What lies below the ground of the words is not seen.
            let ground = painted[..n].iter().rposition(|shape| covers(shape, rect)).unwrap_or_default();
            let seen = painted.iter().enumerate().skip(ground);
            if let Some(other) = seen.filter(|(m, _)| *m != n).find(|(_, shape)| other(shape)) {
                faults.push(format!("{words:?} at {rect} lies on {:?}", describe(other.1)));
            }
            if painted[n + 1..].iter().any(|shape| covers(shape, rect)) {
                faults.push(format!("{words:?} at {rect} is covered"));
            }
            faults.extend(letters_faults(text, &painted[..n]));
        }
        faults
    }
}

/// A finger on a screen that tells fingers apart.
pub(crate) fn finger(id: u64, phase: TouchPhase, pos: Pos2) -> Event {
    Event::Touch { device_id: TouchDeviceId(1), id: TouchId(id), phase, pos, force: None }
}

/// A key goes down and up.
pub(crate) fn key_events(key: Key) -> [Event; 2] {
    let (physical_key, repeat, modifiers) = (None, false, Modifiers::NONE);
    [true, false].map(|pressed| Event::Key { key, physical_key, pressed, repeat, modifiers })
}

fn target_faults(target: &Seen, window: Rect) -> Vec<String> {
    let mut faults = Vec::new();
    if target.label.trim().is_empty() {
        faults.push(format!("{target:?} has no label"));
    }
    if target.rect.width() < 12.7 || target.rect.height() < 12.7 {
        faults.push(format!("{target:?} is too small"));
    }
    if !window.contains_rect(target.rect) {
        faults.push(format!("{target:?} leaves the window"));
    }
    faults
}

/// Size of letters, words cut in two, contrast to what lies below.
fn letters_faults(text: &TextShape, below: &[Shape]) -> Vec<String> {
    let (mut faults, words) = (Vec::new(), text.galley.text());
    let format = &text.galley.job.sections[0].format;
    if format.font_id.size * 0.727 < 3.5 {
        faults.push(format!("{words:?} is too small: {}", format.font_id.size));
    }
    if text.galley.elided {
        faults.push(format!("{words:?} is not shown to its end"));
    }
    let rows = &text.galley.rows;
    for row in rows.iter().take(rows.len() - 1) {
        if !row.ends_with_newline && !row.text().ends_with(|c: char| c.is_whitespace() || c == '-') {
            faults.push(format!("{words:?} is cut after {:?}", row.text()));
        }
    }
    let centre = text.visual_bounding_rect().center();
    let ground = |shape: &Shape| match shape {
        Shape::Rect(RectShape { rect, fill, .. }) if fill.a() == 255 && rect.contains(centre) => Some(*fill),
        _ => None,
    };
    let ground = below.iter().rev().find_map(ground).unwrap_or(Color32::TRANSPARENT);
    if contrast(format.color, ground) < 10.0 {
        faults.push(format!("{words:?}: {:?} on {ground:?}", format.color));
    }
    faults
}

/// Whether nothing below a shape is seen where a text is.
fn covers(shape: &Shape, text: Rect) -> bool {
    matches!(shape, Shape::Rect(rect) if rect.fill.a() == 255 && rect.rect.contains_rect(text))
}

/// Whether a shape is what a text stands on, or nothing.
fn is_ground(shape: &Shape, text: Rect) -> bool {
    match shape {
        Shape::Rect(rect) => rect.rect.contains_rect(text) && rect.brush.is_none(),
        Shape::Noop => true,
        _ => false,
    }
}

/// Where a shape leaves marks.
fn marks(shape: &Shape) -> Rect {
    match shape {
        Shape::Text(text) => text.visual_bounding_rect().shrink(0.1),
        other => other.visual_bounding_rect(),
    }
}

fn describe(shape: &Shape) -> String {
    match shape {
        Shape::Text(text) => format!("{:?} at {}", text.galley.text(), text.visual_bounding_rect()),
        other => format!("{:?}", other.visual_bounding_rect()),
    }
}

fn flatten(shape: &Shape, into: &mut Vec<Shape>) {
    match shape {
        Shape::Vec(shapes) => shapes.iter().for_each(|shape| flatten(shape, into)),
        other => into.push(other.clone()),
    }
}
