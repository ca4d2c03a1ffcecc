//! A booth's screen without a window: shows a view, is touched, and is painted.

use std::sync::Arc;
use std::time::Duration;

use dialogue::Lang;
use egui::accesskit::{Action, ActionRequest, NodeId, TreeId};
use egui::{Context, Event, FullOutput, Pos2, RawInput, Rect, vec2};
use screens::{BallotFace, Panel, Screens, View};

use crate::canvas::Canvas;
use crate::file::png;

/// A laptop's panel, in a picture half as fine as the panel.
const PANEL: Panel = Panel { pixels: [800, 451], millimetres: [344.0, 194.0] };
/// After every act: longer than a screen refuses touches, shorter than anything that goes on by itself.
const STEP: Duration = Duration::from_millis(1_200);

/// What is done on a screen before its picture is taken.
pub(crate) enum Act {
    /// Touches what is called so.
    Touch(&'static str),
    /// Writes on a keyboard.
    Write(&'static str),
    /// Seconds until officers are called.
    Ask(u32),
    /// For voters with weak eyes.
    Large,
    /// White on black.
    Dark,
}

pub(crate) struct Screen {
    ctx: Context,
    screens: Screens,
    canvas: Canvas,
    view: View,
    now: Duration,
    /// What can be touched, by its name.
    labels: Vec<(String, NodeId)>,
}

impl Screen {
    pub(crate) fn new(face: BallotFace, view: View) -> Self {
        let ctx = Context::default();
        ctx.enable_accesskit();
        let screens = Screens::new(&ctx, Arc::new(face), PANEL, Lang::Id);
        let canvas = Canvas::new(PANEL.pixels.map(|side| side as usize));
        let mut screen =
            Self { ctx, screens, canvas, view, now: Duration::from_secs(10), labels: Vec::new() };
        screen.rest();
        screen
    }

    pub(crate) fn act(&mut self, act: &Act) {
        match act {
            Act::Touch(label) => {
                let found = self.labels.iter().find(|(name, _)| name == label);
                let Some((_, target_node)) = found else {
                    panic!("nothing is called {label:?} among {:?}", self.labels)
                };
                let touch = ActionRequest {
                    action: Action::Click,
                    target_tree: TreeId::ROOT,
                    target_node: *target_node,
                    data: None,
                };
                self.frame(vec![Event::AccessKitActionRequest(touch)]);
            }
            Act::Write(text) => {
                for letter in text.chars() {
                    self.now += Duration::from_millis(200);
                    self.frame(vec![Event::Text(letter.to_string())]);
                }
            }
            Act::Ask(seconds) => self.screens.ask_still_there(Some(*seconds)),
            Act::Large => self.screens.start_with(true, false),
            Act::Dark => self.screens.start_with(false, true),
        }
        self.rest();
    }

    /// The picture, as a PNG file.
    pub(crate) fn picture(&mut self) -> Vec<u8> {
        let output = self.frame(Vec::new());
        let scale = self.ctx.pixels_per_point();
        let primitives = self.ctx.tessellate(output.shapes, output.pixels_per_point);
        self.canvas.paint(&primitives, scale);
        png(PANEL.pixels[0] as usize, &self.canvas.pixels())
    }

    /// Frames until nothing changes any more.
    fn rest(&mut self) {
        for _ in 0..4 {
            self.now += STEP / 4;
            self.frame(Vec::new());
        }
    }

    fn frame(&mut self, events: Vec<Event>) -> FullOutput {
        let scale = self.ctx.pixels_per_point();
        let [width, height] = PANEL.pixels.map(|side| side as f32 / scale);
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, vec2(width, height))),
            time: Some(self.now.as_secs_f64()),
            max_texture_side: Some(4_096),
            events,
            ..RawInput::default()
        };
        let Self { ctx, screens, view, now, .. } = self;
        let mut output = ctx.run_ui(input, |ui| drop(screens.show(ui, view, *now)));
        self.canvas.take(&mut output.textures_delta);
        if let Some(update) = output.platform_output.accesskit_update.take() {
            let label = |node: &egui::accesskit::Node| node.label().map(str::to_owned);
            self.labels = update.nodes.iter().filter_map(|(id, node)| Some((label(node)?, *id))).collect();
        }
        output
    }
}
