//! The window: paints what is shown, gathers what people do, speaks, and watches for silence. It waits for nothing.

use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use dialogue::{Exit, Lang, Msg, Problem};
use eframe::egui::epaint::MarginF32;
use eframe::egui::{Color32, SafeAreaInsets, Ui, ViewportBuilder, ViewportCommand};
use eframe::{CreationContext, NativeOptions};
use screens::{BallotFace, Intent, Panel, Purpose, Screens, View};
use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

use super::conductor::{Conductor, Leaving, Parts};
use super::demo::Beside;
use super::idle::{Idle, Silence};
use super::panel::Measured;
use super::voice::Voice;
use super::worker::{Command, Numbered, Shared, work};

/// A window on a desktop, in pixels.
pub(super) const WINDOWED: [f32; 2] = [1280.0, 800.0];

/// What is shown, and where.
pub(crate) struct Show {
    pub(crate) face: Arc<BallotFace>,
    pub(crate) lang: Lang,
    /// Not in the whole screen.
    pub(crate) windowed: bool,
    /// The size of a panel of so many pixels.
    pub(crate) measure: Box<dyn Fn([f32; 2]) -> Measured>,
    pub(crate) voice: Box<dyn Voice + Send>,
    /// Without a keypad for slips.
    pub(crate) scan_only: bool,
    /// In a demonstration.
    pub(crate) beside: Option<Beside>,
    /// What is done before anybody does anything.
    pub(crate) prepare: fn(&mut Conductor),
}

/// Opens the window and conducts until it is closed. `parts` is told where to show and what time it is.
pub(crate) fn present(
    show: Show,
    parts: impl FnOnce(Arc<Shared>, Box<dyn Fn() -> Duration + Send>) -> Parts,
) -> Result<Option<Leaving>, Problem> {
    let (commands, inbox) = channel();
    let (windowed, prepare, mut left) = (show.windowed, show.prepare, None);
    let begun = Instant::now();
    let now = move || begun.elapsed();
    let ended = thread::scope(|threads| {
        let shared = &mut left;
        let create = |creation: &CreationContext<'_>| -> Result<Box<dyn eframe::App>, _> {
            let ctx = creation.egui_ctx.clone();
            let stage = shared.insert(Shared::new(move || ctx.request_repaint())).clone();
            let mut conductor = Conductor::new(parts(stage.clone(), Box::new(now)));
            let seen = stage.clone();
            if show.beside.is_some() {
                leave_when_interrupted(stage.clone());
            }
            threads.spawn(move || {
                prepare(&mut conductor);
                work(conductor, &inbox, &seen, now);
            });
            Ok(Box::new(Window::new(creation, show, stage, commands, begun)))
        };
        eframe::run_native("booth-app", options(windowed), Box::new(create))
    });
    ended.map_err(|error| {
        Problem::new(Exit::Internal, Msg::new("no-window")).advice(Msg::new("no-window-advice")).detail(error)
    })?;
    Ok(left.and_then(|shared| shared.look().leaving))
}

/// An interrupted demonstration closes its window, so that its folder is taken away. A booth simply dies: its log is made
/// for that.
fn leave_when_interrupted(stage: Arc<Shared>) {
    if let Ok(mut signals) = Signals::new([SIGINT, SIGTERM]) {
        thread::spawn(move || signals.forever().for_each(|_| stage.leave(Leaving::Shutdown)));
    }
}

pub(super) fn options(windowed: bool) -> NativeOptions {
    let viewport = ViewportBuilder::default().with_title("Bilik").with_inner_size(WINDOWED);
    let viewport = if windowed {
        viewport.with_resizable(false)
    } else {
        viewport.with_fullscreen(true).with_decorations(false)
    };
    NativeOptions {
        viewport,
        system_font_fallback: false,
        clipboard_shortcuts: false,
        ..NativeOptions::default()
    }
}

struct Window {
    screens: Screens,
    shared: Arc<Shared>,
    commands: Sender<Numbered>,
    voice: Box<dyn Voice + Send>,
    idle: Idle,
    beside: Option<Beside>,
    begun: Instant,
    /// Which view was painted last.
    number: u64,
    /// The view before which nobody was any more.
    over: Option<u64>,
}

impl Window {
    fn new(
        creation: &CreationContext<'_>,
        show: Show,
        shared: Arc<Shared>,
        commands: Sender<Numbered>,
        begun: Instant,
    ) -> Self {
        let Show { face, lang, windowed, measure, voice, scan_only, beside, .. } = show;
        let pixels = if windowed { WINDOWED } else { pixels(creation).unwrap_or(WINDOWED) };
        let panel = Panel { pixels: pixels.map(whole), millimetres: measure(pixels).size };
        let mut screens = Screens::new(&creation.egui_ctx, face, panel, lang);
        if scan_only {
            screens.scan_only();
        }
        Self { screens, shared, commands, voice, idle: Idle::default(), beside, begun, number: 0, over: None }
    }

    fn send(&self, number: u64, command: Command) {
        // Nobody listens only after the end.
        let _ended = self.commands.send((number, command));
    }

    /// Closing the window is for officers, where nobody can vote; in a demonstration for everybody.
    fn may_close(&self, view: &View) -> bool {
        self.beside.is_some() || may_close(view)
    }
}

impl eframe::App for Window {
    fn raw_input_hook(&mut self, _: &eframe::egui::Context, input: &mut eframe::egui::RawInput) {
        if let Some(beside) = &self.beside {
            let right = beside.paper.width();
            input.safe_area_insets = Some(SafeAreaInsets(MarginF32 { right, ..MarginF32::ZERO }));
        }
    }

    fn clear_color(&self, _: &eframe::egui::Visuals) -> [f32; 4] {
        Color32::WHITE.to_normalized_gamma_f32()
    }

    fn ui(&mut self, ui: &mut Ui, _: &mut eframe::Frame) {
        let (ctx, shown) = (ui.ctx().clone(), self.shared.look());
        if shown.leaving.is_some() {
            return ctx.send_viewport_cmd(ViewportCommand::Close);
        }
        let (number, view) = (shown.number, shown.view);
        if ctx.input(|input| input.viewport().close_requested()) && !self.may_close(&view) {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
        }
        if std::mem::replace(&mut self.number, number) != number {
            self.voice.stop();
        }
        let now = self.begun.elapsed();
        let reaction = self.screens.show(ui, &view, now);
        if let Some(beside) = &mut self.beside {
            beside.paper.show(ui);
            reaction.intents.iter().for_each(|intent| beside.tokens.note(intent));
            if beside.tokens.shown(&view) {
                self.screens.offer_slips(beside.tokens.offered());
            }
        }
        if let Some(say) = reaction.say {
            self.voice.say(say);
        }
        let mut asking = None;
        match self.idle.look(number, &view, reaction.touched, now) {
            Silence::Short => {}
            Silence::Asking(seconds) => asking = Some(seconds),
            Silence::Over => {
                self.over = Some(number);
                self.send(number, Command::NobodyThere);
            }
        }
        if self.over == Some(number) && Idle::asks(&view) {
            // The choice stays covered until the next view is there.
            asking = Some(0);
        }
        self.screens.ask_still_there(asking);
        if let Some(after) = self.idle.next(&view, now) {
            ctx.request_repaint_after(after);
        }
        for intent in reaction.intents {
            // That somebody is there, the touch has told already.
            if !matches!(intent, Intent::StillHere) {
                self.send(number, Command::Intent(intent));
            }
        }
    }
}

/// Whether nobody can vote: before the officers' codes, before the opening, after the close. The codes are asked for with
/// the polls open as well, after a restart before it is said whether a slip hangs: there the end of the program is one
/// restart more.
fn may_close(view: &View) -> bool {
    match view {
        View::Readiness(_) | View::Launch(_) | View::Closed(_) => true,
        View::Codes(codes) => codes.purpose == Purpose::Start,
        _ => false,
    }
}

/// Pixels of the display that the window is on.
pub(super) fn pixels(creation: &CreationContext<'_>) -> Option<[f32; 2]> {
    let window = creation.winit_window()?;
    let display = window.current_monitor().or_else(|| window.available_monitors().next());
    let size = display.map_or_else(|| window.inner_size(), |display| display.size());
    let side = |pixels: u32| u16::try_from(pixels).map(f32::from).ok().filter(|side| *side > 0.0);
    Some([side(size.width)?, side(size.height)?])
}

pub(super) fn whole(pixels: f32) -> u32 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "it came from a whole number"
    )]
    let whole = pixels as u32;
    whole
}

#[cfg(test)]
mod tests {
    use screens::{CodesView, Readiness};

    use super::*;

    #[test]
    fn the_window_closes_only_where_nobody_can_vote() {
        let codes = |purpose| View::Codes(CodesView { purpose, wrong: false, wait: 0, can_go_back: false });
        let readiness = Readiness { checks: Vec::new(), may_open: false, printed: false };
        for view in
            [codes(Purpose::Start), View::Readiness(readiness), View::Closed(screens::Closed::default())]
        {
            assert!(may_close(&view), "{view:?}");
        }
        for view in [codes(Purpose::Menu), View::Ready, View::Choose, View::Compare, View::Paused] {
            assert!(!may_close(&view), "{view:?}");
        }
    }
}
