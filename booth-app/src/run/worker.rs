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

    /// The window is to be closed.
    pub(crate) fn leave(&self, leaving: Leaving) {
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
            Err(_) => {
                // A fault in this as well must not leave a screen that nobody answers.
                if catch_unwind(AssertUnwindSafe(|| conductor.give_up())).is_err() {
                    return shared.leave(Leaving::Restart);
                }
            }
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

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{Sender, channel};
    use std::sync::{Arc, Weak};
    use std::thread::{self, JoinHandle};
    use std::time::Instant;

    use polling::{Paper, PrintFault, PrintTrouble, Printer};
    use screens::{Purpose, Secret};

    use super::*;
    use crate::run::conductor::tests::stand_in::{Polls, Press, codes, dice};

    /// A worker without a window.
    struct Booth {
        shared: Arc<Shared>,
        commands: Sender<Numbered>,
        worker: JoinHandle<()>,
    }

    impl Booth {
        fn start(polls: &Polls, printer: Box<dyn Printer + Send>) -> Self {
            let shared = Shared::new(|| {});
            let conductor = Conductor::new(polls.parts(0, printer, Box::new(shared.clone())));
            let (commands, inbox) = channel();
            let seen = shared.clone();
            let worker = thread::spawn(move || work(conductor, &inbox, &seen, || Duration::ZERO));
            let booth = Self { shared, commands, worker };
            booth.act(codes(Purpose::Start, "12345678", "87654321"), |view| {
                matches!(view, View::Readiness(_))
            });
            booth.act(Intent::ToLaunch, |view| matches!(view, View::Launch(_)));
            booth
        }

        fn open(polls: &Polls) -> Self {
            let booth = Self::start(polls, Box::new(Press::default()));
            booth.act(Intent::Open(dice()), |view| matches!(view, View::Ready));
            booth
        }

        fn act(&self, intent: Intent, until: impl Fn(&View) -> bool) {
            self.send(self.shared.look().number, intent);
            self.wait(until);
        }

        fn send(&self, number: u64, intent: Intent) {
            self.commands.send((number, Command::Intent(intent))).unwrap();
        }

        fn wait(&self, until: impl Fn(&View) -> bool) {
            let begin = Instant::now();
            while !until(&self.shared.look().view) {
                assert!(begin.elapsed() < Duration::from_secs(60), "{:?}", self.shared.look().view);
                thread::sleep(Duration::from_millis(5));
            }
        }
    }

    fn choose(option: u8) -> Intent {
        Intent::Choose(Secret::new(option))
    }

    #[test]
    fn a_touch_on_a_screen_that_is_gone_does_nothing() {
        let polls = Polls::new();
        let booth = Booth::open(&polls);
        booth.act(Intent::Slip(polls.slip().into()), |view| matches!(view, View::Choose));
        let before = booth.shared.look().number;
        booth.send(before, choose(1));
        // The second finger of the same hand: it would be a choice of its own after TIDAK.
        booth.send(before, choose(2));
        booth.send(before, Intent::No);
        booth.wait(|view| matches!(view, View::Confirm(_)));
        booth.act(Intent::No, |view| matches!(view, View::Choose));
        assert_eq!(booth.shared.look().number, before + 2);
        drop(booth.commands);
        booth.worker.join().unwrap();
    }

    #[test]
    fn the_choice_is_gone_from_the_view_once_another_is_shown() {
        let polls = Polls::new();
        let booth = Booth::open(&polls);
        booth.act(Intent::Slip(polls.slip().into()), |view| matches!(view, View::Choose));
        booth.act(choose(2), |view| matches!(view, View::Confirm(_)));
        let confirm: Weak<View> = Arc::downgrade(&booth.shared.look().view);
        assert!(matches!(confirm.upgrade().as_deref(), Some(View::Confirm(secret)) if secret.expose() == 2));
        booth.act(Intent::Yes, |view| matches!(view, View::Compare));
        assert!(confirm.upgrade().is_none());
        booth.act(Intent::Cast, |view| matches!(view, View::Done(_)));
    }

    /// A printer that brings the program down.
    struct Bomb;

    impl Printer for Bomb {
        fn print(&mut self, _: &Paper) -> Result<(), PrintFault> {
            panic!("a fault of the program")
        }

        fn status(&mut self) -> Result<(), PrintTrouble> {
            Ok(())
        }
    }

    #[test]
    fn a_fault_of_the_program_stops_the_booth_and_a_restart_is_possible() {
        let polls = Polls::new();
        let booth = Booth::start(&polls, Box::new(Bomb));
        booth.act(Intent::Open(dice()), |view| matches!(view, View::Stopped(_)));
        booth.send(booth.shared.look().number, Intent::Restart);
        booth.worker.join().unwrap();
        assert_eq!(booth.shared.look().leaving, Some(Leaving::Restart));
    }
}
