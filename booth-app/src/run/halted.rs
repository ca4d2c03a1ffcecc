//! What stands on a kiosk's screen when the booth could not begin: no pack, no printer, a folder in use.

use std::sync::Arc;
use std::time::Instant;

use dialogue::Lang;
use eframe::egui::Ui;
use screens::{BallotFace, Intent, Panel, Screens, Stopped, View};

use super::panel::Measured;
use super::window::{self, WINDOWED};

/// Shows why until officers let it begin again or the window is closed. None of the latter, and where there is no screen.
pub(crate) fn tell(cause: String, lang: Lang, measure: impl Fn([f32; 2]) -> Measured) -> Option<Intent> {
    let mut wish = None;
    let view = View::Stopped(Stopped { cause, can_restart: true });
    let create = |creation: &eframe::CreationContext<'_>| -> Result<Box<dyn eframe::App>, _> {
        let pixels = window::pixels(creation).unwrap_or(WINDOWED);
        let panel = Panel { pixels: pixels.map(window::whole), millimetres: measure(pixels).size };
        // Whose ballot it is, is not known here.
        let screens = Screens::new(&creation.egui_ctx, Arc::new(BallotFace::default()), panel, lang);
        let app: Box<dyn eframe::App + '_> =
            Box::new(Halted { screens, view, begun: Instant::now(), wish: &mut wish });
        Ok(app)
    };
    eframe::run_native("booth-app", window::options(false), Box::new(create)).ok()?;
    wish
}

struct Halted<'w> {
    screens: Screens,
    view: View,
    begun: Instant,
    wish: &'w mut Option<Intent>,
}

impl eframe::App for Halted<'_> {
    fn ui(&mut self, ui: &mut Ui, _: &mut eframe::Frame) {
        let now = self.begun.elapsed();
        let mut intents = self.screens.show(ui, &self.view, now).intents;
        if let Some(intent) = intents.pop() {
            *self.wish = Some(intent);
            ui.ctx().send_viewport_cmd(eframe::egui::ViewportCommand::Close);
        }
    }
}
