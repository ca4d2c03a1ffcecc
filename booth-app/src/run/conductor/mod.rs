//! The conductor: takes what people did, drives polling's states, and says what is shown.
//!
//! It owns the one state in which the booth is ([`State`]); what is shown follows from it. An intent that does not belong
//! to the present state is a late touch and changes nothing. Whatever prints or stores is announced by a `Busy` view
//! first, because it takes its time. Polling's types keep the order of a vote; here is only which button leads where.

mod closing;
mod desk;
mod halted;
mod start;
mod voter;

use std::time::Duration;

use dialogue::{Exit, Msg, Problem, Texts, Told};
use election::Token;
use polling::{
    Choosing, Codes, Comparing, Confirming, Finished, Halt, Outcome, Printer, Ready, Unattended, Withdrawn,
};
use screens::{Busy, CodesOf, CodesView, Ending, Intent, Left, Purpose, Secret, View};

use self::closing::Closing;
use self::desk::Page;
use self::halted::{Halted, Pause};
use self::start::{AfterRestart, Locked};
use super::notices::Notices;
use super::officers::Guesses;
use super::sticks::Sticks;
use crate::outfit::{self, Outfit};

/// Where views are shown.
pub(crate) trait Stage {
    /// Shows a view until the next one.
    fn show(&self, view: View);
}

/// Why the program ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Leaving {
    /// The polls are closed and the officers are done.
    Shutdown,
    /// It is to begin anew.
    Restart,
}

/// What a conductor needs.
pub(crate) struct Parts {
    pub(crate) outfit: Outfit,
    pub(crate) printer: Box<dyn Printer + Send>,
    pub(crate) stage: Box<dyn Stage + Send>,
    /// In the officers' language.
    pub(crate) texts: Texts,
    pub(crate) sticks: Sticks,
    pub(crate) notices: Notices,
    /// A clock that never goes back.
    pub(crate) now: Box<dyn Fn() -> Duration + Send>,
}

/// Conducts one run of the program.
pub(crate) struct Conductor {
    outfit: Outfit,
    /// Until the keys are unlocked.
    printer: Option<Box<dyn Printer + Send>>,
    stage: Box<dyn Stage + Send>,
    texts: Texts,
    sticks: Sticks,
    notices: Notices,
    now: Box<dyn Fn() -> Duration + Send>,
    guesses: Guesses,
    /// `None` only while a step is taken.
    state: Option<State>,
    /// When the state is over by itself.
    until: Option<Duration>,
    /// Why the last slip was refused.
    refusal: Option<Msg>,
    /// The slip that the voter's session began with, until the voter has read how it ended.
    slip: Option<Token>,
    /// Names of what officers can choose from now: they come and go with the sticks.
    choices: Vec<String>,
    leaving: Option<Leaving>,
}

/// Where the booth is.
enum State {
    /// Nobody has unlocked the keys yet.
    Asleep {
        wrong: bool,
    },
    /// The polls are not open yet.
    Locked(Box<Locked>),
    /// The polls are open and no voter is in a session.
    Open(Ready, Page),
    Choosing(Choosing),
    Confirming(Confirming),
    Comparing(Comparing),
    Withdrawn(Withdrawn),
    /// A voter does not answer.
    Unattended {
        session: Unattended,
        wrong: bool,
    },
    /// Officers have come for a voter who does not answer.
    Left(Unattended, polling::Admission),
    Paused(Pause),
    /// Something did not print.
    Halted(Box<Halted>),
    /// The machine was off.
    Restarted(Box<AfterRestart>),
    /// Officers have gone before they were done with this: it waits for their codes.
    Away {
        from: Box<State>,
        wrong: bool,
    },
    Closed(Box<Closing>),
    /// Only a new process leads on, if anything does.
    Stopped {
        cause: String,
        can_restart: bool,
    },
}

/// Where an intent leads.
enum Next {
    /// It did not belong here: nothing changes, also on the screen.
    Late(State),
    /// On to this state.
    To(State),
}

/// Where the booth goes on once everything is printed.
enum After {
    /// The voter reads how it ended.
    Voter,
    /// The voter reads how it ended, without the paper.
    Unprinted,
    /// To the next voter.
    Siap,
    /// Back to the officers, with this said to them.
    Menu(Msg),
}

impl Conductor {
    /// A booth whose officers are asked for their codes.
    pub(crate) fn new(parts: Parts) -> Self {
        let Parts { outfit, printer, stage, texts, sticks, notices, now } = parts;
        let mut conductor = Self {
            outfit,
            printer: Some(printer),
            stage,
            texts,
            sticks,
            notices,
            now,
            guesses: Guesses::default(),
            state: None,
            until: None,
            refusal: None,
            slip: None,
            choices: Vec::new(),
            leaving: None,
        };
        conductor.enter(State::Asleep { wrong: false });
        conductor
    }

    /// Does what somebody at the booth wants, if it can be wanted now.
    pub(crate) fn handle(&mut self, intent: Intent) {
        let Some(state) = self.state.take() else { return };
        let next = match state {
            State::Asleep { wrong } => self.asleep(wrong, intent),
            State::Locked(locked) => self.locked(locked, intent),
            State::Open(ready, page) => self.open(ready, page, intent),
            State::Choosing(_) | State::Confirming(_) | State::Comparing(_) | State::Withdrawn(_) => {
                self.voter(state, intent)
            }
            State::Unattended { session, wrong } => self.unattended(session, wrong, intent),
            State::Left(session, admission) => self.left(session, admission, intent),
            State::Paused(pause) => self.paused(pause, intent),
            State::Halted(halted) => self.halted(*halted, intent),
            State::Restarted(booth) => self.restarted(booth, intent),
            State::Away { from, wrong } => self.away(from, wrong, intent),
            State::Closed(closing) => self.closed(closing, intent),
            stopped @ State::Stopped { .. } => {
                if matches!(intent, Intent::Restart) {
                    self.leaving = Some(Leaving::Restart);
                }
                Next::Late(stopped)
            }
        };
        match next {
            Next::Late(state) => self.state = Some(state),
            Next::To(state) => self.enter(state),
        }
    }

    /// Nobody touches the screen any more: a voter's session waits for officers, an officers' screen is left.
    pub(crate) fn nobody_there(&mut self) {
        let Some(state) = self.state.take() else { return };
        match alone(state) {
            Next::Late(state) => self.state = Some(state),
            Next::To(state) => self.enter(state),
        }
    }

    /// When to look at the clock again, if nobody does anything until then.
    pub(crate) fn wake(&self) -> Option<Duration> {
        let soon = |after| (self.now)().saturating_add(after);
        let state = self.state.as_ref()?;
        let waits = is_asking(state) && self.guesses.wait((self.now)()) > 0;
        let second = waits.then(|| soon(Duration::from_secs(1)));
        let sticks = names_sticks(state).then(|| soon(Duration::from_secs(3)));
        [self.until, second, sticks].into_iter().flatten().min()
    }

    /// Does what is due by time alone: leaves screens that have been read, counts waits down, looks for sticks. It never
    /// ends a voter's session.
    pub(crate) fn tick(&mut self) {
        if self.until.is_some_and(|until| (self.now)() >= until)
            && let Some(state) = self.state.take()
        {
            let read = match state {
                State::Open(ready, Page::Refused | Page::Done(_)) => State::Open(ready, Page::Siap),
                other => other,
            };
            return self.enter(read);
        }
        let Some(state) = self.state.take() else { return };
        let stale = is_asking(&state) || (names_sticks(&state) && self.choices_now(&state) != self.choices);
        if stale { self.enter(state) } else { self.state = Some(state) }
    }

    /// Why the program ends, once it does.
    pub(crate) const fn leaving(&self) -> Option<Leaving> {
        self.leaving
    }

    /// The program is at fault: nothing but a new process leads on.
    pub(crate) fn give_up(&mut self) {
        drop(self.state.take());
        let cause = self.texts.say(&Msg::new("program-fault"));
        self.enter(State::Stopped { cause, can_restart: true });
    }

    fn enter(&mut self, state: State) {
        self.until = match &state {
            State::Open(_, Page::Refused) => Some(REFUSED),
            State::Open(_, Page::Done(_)) => Some(DONE),
            _ => None,
        }
        .map(|after| (self.now)().saturating_add(after));
        if matches!(&state, State::Open(_, page) if !matches!(page, Page::Done(_))) {
            self.slip = None;
        }
        self.choices = self.choices_now(&state);
        let view = self.view(&state);
        self.state = Some(state);
        self.stage.show(view);
    }

    fn view(&self, state: &State) -> View {
        match state {
            State::Asleep { wrong } | State::Away { wrong, .. } => self.codes(Purpose::Start, *wrong, false),
            State::Locked(locked) => self.locked_view(locked),
            State::Open(ready, page) => self.page_view(ready, page),
            State::Choosing(_) => View::Choose,
            State::Confirming(confirming) => View::Confirm(Secret::new(confirming.choice().expose())),
            State::Comparing(_) => View::Compare,
            State::Withdrawn(_) => View::Withdrawn,
            State::Unattended { wrong, .. } => self.codes(Purpose::VoterLeft, *wrong, false),
            State::Left(session, _) => View::Left(Left { slip_hangs: session.code().is_some() }),
            State::Paused(pause) => self.pause_view(pause),
            State::Halted(halted) => self.halted_view(halted),
            State::Restarted(booth) => self.restarted_view(booth),
            State::Closed(closing) => self.closed_view(closing),
            State::Stopped { cause, can_restart } => {
                View::Stopped(screens::Stopped { cause: cause.clone(), can_restart: *can_restart })
            }
        }
    }

    /// Names of sticks, or of media of other booths, where officers choose among them.
    fn choices_now(&self, state: &State) -> Vec<String> {
        match state {
            State::Closed(_) => self.sticks.writable().into_keys().collect(),
            State::Open(_, Page::Exchange(_)) => {
                self.sticks.media(&self.outfit.booth()).into_keys().collect()
            }
            _ => Vec::new(),
        }
    }

    fn busy(&self, busy: Busy) {
        self.stage.show(View::Busy(busy));
    }

    fn say(&self, msg: &Msg) -> String {
        self.texts.say(msg)
    }

    fn told(&self, told: Told) -> String {
        self.texts.show(&told.into())
    }

    fn codes(&self, purpose: Purpose, wrong: bool, can_go_back: bool) -> View {
        View::Codes(CodesView { purpose, wrong, wait: self.guesses.wait((self.now)()), can_go_back })
    }

    /// Looks at the codes that were typed, unless too many wrong ones were. `None`: nobody is let in.
    fn admit<T>(&mut self, typed: &CodesOf, look: impl FnOnce(&Codes) -> Option<T>) -> Option<T> {
        if self.guesses.wait((self.now)()) > 0 {
            return None;
        }
        let admitted = Codes::new(&typed.first, &typed.second).and_then(|codes| look(&codes));
        match &admitted {
            Some(_) => self.guesses.right(),
            None => self.guesses.wrong((self.now)()),
        }
        admitted
    }

    /// The end of something that was recorded and printed.
    fn finished(&mut self, finished: Result<Finished, Halt>, after: After) -> State {
        match finished {
            Ok(finished) => {
                let page = match after {
                    After::Voter => Page::Done(ending(finished.outcome())),
                    After::Unprinted => Page::Done(unprinted(ending(finished.outcome()))),
                    After::Siap => Page::Siap,
                    After::Menu(said) => Page::menu(Some(said)),
                };
                State::Open(finished.next(), page)
            }
            Err(Halt::Unprinted(unprinted)) => {
                // Whoever mends the printer has given no codes for the menu.
                let after = if matches!(after, After::Menu(_)) { After::Siap } else { after };
                State::Halted(Box::new(Halted::new(unprinted, after)))
            }
            Err(Halt::Faulted(fault)) => self.stopped(&outfit::faulted(&fault)),
        }
    }

    /// A new process helps where a medium or a program failed, and once a medium is in again that was not; what is on the
    /// media it does not change.
    fn stopped(&self, problem: &Problem) -> State {
        let can_restart = matches!(problem.exit(), Exit::CannotWrite | Exit::Internal | Exit::Unreadable);
        State::Stopped { cause: problem.page(&self.texts), can_restart }
    }
}

/// How long a voter may read how it ended.
const DONE: Duration = Duration::from_secs(15);
/// How long a refusal stands.
const REFUSED: Duration = Duration::from_secs(5);

/// Where the silence of a screen leads.
fn alone(state: State) -> Next {
    Next::To(match state {
        State::Choosing(choosing) => unattended(choosing.unattended()),
        State::Confirming(confirming) => unattended(confirming.unattended()),
        State::Comparing(comparing) => unattended(comparing.unattended()),
        State::Withdrawn(withdrawn) => unattended(withdrawn.choose_again().unattended()),
        State::Open(ready, page) if page.is_for_officers() => State::Open(ready, page.left()),
        // The officers have gone: others come with codes of their own.
        State::Left(session, _) => unattended(session),
        from @ (State::Locked(_) | State::Restarted(_)) => State::Away { from: Box::new(from), wrong: false },
        State::Paused(pause) if pause.is_asking() => State::Paused(pause.not_asking()),
        State::Halted(halted) if halted.is_asking() => State::Halted(Box::new(halted.not_asking())),
        other => return Next::Late(other),
    })
}

const fn unattended(session: Unattended) -> State {
    State::Unattended { session, wrong: false }
}

/// Whether codes are asked for.
const fn is_asking(state: &State) -> bool {
    match state {
        State::Asleep { .. }
        | State::Away { .. }
        | State::Unattended { .. }
        | State::Open(_, Page::Codes { .. }) => true,
        State::Paused(pause) => pause.is_asking(),
        State::Halted(halted) => halted.is_asking(),
        _ => false,
    }
}

const fn names_sticks(state: &State) -> bool {
    matches!(state, State::Closed(_) | State::Open(_, Page::Exchange(_)))
}

/// What the voter is told.
const fn ending(outcome: &Outcome) -> Ending {
    match outcome {
        Outcome::Cast(_) => Ending::Cast,
        Outcome::Challenged(_) => Ending::Challenged,
        Outcome::Cancelled(_) | Outcome::Nothing | Outcome::Opened => Ending::Nothing,
    }
}

const fn unprinted(ending: Ending) -> Ending {
    match ending {
        Ending::Cast => Ending::CastWithoutPaper,
        other => other,
    }
}

#[cfg(test)]
pub(crate) mod tests;
