//! The stages of a demo as people see them pass.

use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use dialogue::{Msg, Ui, Value};
use indicatif::ProgressBar;
use simulation::{Progress, Stage};

use crate::progress;

/// Columns of a stage's name.
const NAME: usize = 44;

/// A bar for the running stage, a line for each finished one.
pub(crate) struct Stages<'a> {
    ui: &'a Ui,
    running: Mutex<Option<Running>>,
}

struct Running {
    stage: Stage,
    bar: ProgressBar,
    total: u64,
    begun: Instant,
}

impl<'a> Stages<'a> {
    pub(crate) const fn new(ui: &'a Ui) -> Self {
        Self { ui, running: Mutex::new(None) }
    }

    /// Ends the last stage.
    pub(crate) fn finish(&self) {
        if let Some(running) = self.running.lock().unwrap_or_else(PoisonError::into_inner).take() {
            self.end(&running);
        }
    }

    fn end(&self, running: &Running) {
        running.bar.finish_and_clear();
        let texts = self.ui.texts();
        let name = texts.say(&name(running.stage));
        let name = format!("{name:<NAME$}{:>9}", texts.show(&Value::Number(running.total)));
        let tenths = u64::try_from(running.begun.elapsed().as_millis() / 100).unwrap_or(u64::MAX);
        let line = Msg::new("stage-done").with("stage", name);
        self.ui.note(&line.with("seconds", format!("{:>7}", texts.decimal(tenths))));
    }
}

impl Progress for Stages<'_> {
    fn advanced(&self, stage: Stage, done: u64, total: u64) {
        let mut running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        // A thread may speak of a stage that has ended meanwhile.
        if running.as_ref().is_some_and(|running| stage < running.stage) {
            return;
        }
        if let Some(ended) = running.take_if(|running| running.stage != stage) {
            self.end(&ended);
        }
        let running = running.get_or_insert_with(|| {
            let bar = progress::bar(self.ui, &name(stage), 0);
            Running { stage, bar, total, begun: Instant::now() }
        });
        running.bar.set_length(total);
        running.bar.set_position(done.max(running.bar.position()));
    }
}

const fn name(stage: Stage) -> Msg {
    match stage {
        Stage::Names => Msg::new("stage-names"),
        Stage::Keys => Msg::new("stage-keys"),
        Stage::Tokens => Msg::new("stage-tokens"),
        Stage::Seal => Msg::new("stage-seal"),
        Stage::Polling => Msg::new("stage-polling"),
        Stage::Reading => Msg::new("stage-reading"),
        Stage::Merging => Msg::new("stage-merging"),
        Stage::Decrypting => Msg::new("stage-decrypting"),
        Stage::Verifying => Msg::new("stage-verifying"),
    }
}
