//! The thread that conducts, and what it shares with the window.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use screens::{Intent, View};

use super::conductor::{Conductor, Leaving, Stage};

/// What the window tells the conductor.
#[derive(Debug)]
pub(crate) enum Command {
    /// What somebody did.
    Intent(Intent),
    /// Nobody is there.
    NobodyThere,
}

/// A command, and the number of the view before which it was given.
pub(crate) type Numbered = (u64, Command);

/// What is shown. The window looks at it, the conductor changes it.
pub(crate) struct Shared {
    shown: Mutex<Shown>,
    repaint: Box<dyn Fn() + Send + Sync>,
}

/// What is shown now.
#[derive(Clone)]
pub(crate) struct Shown {
    /// Another one for every view.
    pub(crate) number: u64,
    pub(crate) view: Arc<View>,
    pub(crate) leaving: Option<Leaving>,
}

impl Shared {
    /// `repaint` makes the window look.
    pub(crate) fn new(repaint: impl Fn() + Send + Sync + 'static) -> Arc<Self> {
        let view = Arc::new(View::Busy(screens::Busy::Starting));
        let shown = Mutex::new(Shown { number: 0, view, leaving: None });
        Arc::new(Self { shown, repaint: Box::new(repaint) })
    }

    /// What is shown now.
    pub(crate) fn look(&self) -> Shown {
        self.lock().clone()
    }

    fn leave(&self, leaving: Leaving) {
        self.lock().leaving = Some(leaving);
        (self.repaint)();
    }

    fn lock(&self) -> MutexGuard<'_, Shown> {
        // Each change is one assignment, so that a thread that panicked has left nothing half done.
        self.shown.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The view before is forgotten, and with it the choice in it.
impl Stage for Arc<Shared> {
    fn show(&self, view: View) {
        {
            let mut shown = self.lock();
            (shown.number, shown.view) = (shown.number + 1, Arc::new(view));
        }
        (self.repaint)();
    }
}

/// Conducts until the program ends or the window is gone. `now` is the conductor's clock.
pub(crate) fn work(
    mut conductor: Conductor,
    inbox: &Receiver<Numbered>,
    shared: &Shared,
    now: impl Fn() -> Duration,
) {
    loop {
        let conducted = catch_unwind(AssertUnwindSafe(|| turn(&mut conductor, inbox, shared, &now)));
        match conducted {
            Ok(Turn::Next) => {}
            Ok(Turn::Gone) => return,
            // What the states held is wiped; the log is as it was before this step or after it.
            Err(_) => conductor.give_up(),
        }
        if let Some(leaving) = conductor.leaving() {
            return shared.leave(leaving);
        }
    }
}

enum Turn {
    Next,
    Gone,
}

/// One command, or what is due by then.
fn turn(
    conductor: &mut Conductor,
    inbox: &Receiver<Numbered>,
    shared: &Shared,
    now: &impl Fn() -> Duration,
) -> Turn {
    let command = match conductor.wake() {
        Some(at) => inbox.recv_timeout(at.saturating_sub(now())),
        None => inbox.recv().map_err(|_| RecvTimeoutError::Disconnected),
    };
    match command {
        // Given before a view that is no longer there: a second touch, a late finger.
        Ok((number, _)) if number != shared.look().number => {}
        Ok((_, Command::Intent(intent))) => conductor.handle(intent),
        Ok((_, Command::NobodyThere)) => conductor.nobody_there(),
        Err(RecvTimeoutError::Timeout) => conductor.tick(),
        Err(RecvTimeoutError::Disconnected) => return Turn::Gone,
    }
    Turn::Next
}
