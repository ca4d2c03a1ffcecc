//! The booth that a script drives: polling's session, from one step to the next.

use std::path::PathBuf;

use ballot_log::{LaunchPart, Officers};
use dialogue::{Exit, Msg, Problem, Ui};
use election::{BallotCode, Token, short_code};
use polling::{
    Codes, Comparing, ExchangeRequest, Finished, Halt, LockedBooth, OtherMedium, Outcome, PaperFound, Ready,
    Refused, Started, Vouchers,
};
use serde_json::{Map, Value as Json};

use super::script::{End, Line, Medium, Step};
use crate::keys::BoothKeys;
use crate::outfit::{Outfit, admitted, faulted};
use crate::random;
use crate::refusals;
use crate::tray::Tray;

/// Who and what a rehearsal needs beside the booth's outfit.
pub(super) struct Crew {
    pub(super) keys: BoothKeys,
    pub(super) officers: Codes,
    pub(super) tray: Tray,
}

/// A booth in the middle of a rehearsal.
pub(super) struct Booth<'a> {
    ui: &'a Ui,
    outfit: Outfit,
    crew: Crew,
    /// `None` while a step runs, and after one that failed.
    state: Option<State>,
    refused: bool,
}

enum State {
    Locked(LockedBooth),
    Ready(Ready),
    Closed,
}

/// What a step came to: a word for programs, a sentence for people, and what else programs want to know.
struct Done {
    outcome: &'static str,
    said: Msg,
    /// Why the booth has refused.
    why: Option<Msg>,
    more: Vec<(&'static str, Json)>,
}

impl Done {
    const fn new(outcome: &'static str, said: Msg) -> Self {
        Self { outcome, said, why: None, more: Vec::new() }
    }

    fn with(mut self, name: &'static str, value: impl Into<Json>) -> Self {
        self.more.push((name, value.into()));
        self
    }

    /// Names the ballot.
    fn code(mut self, code: &BallotCode) -> Self {
        let short = short_code(code.as_bytes());
        self.said = self.said.with("code", short.as_str());
        self.with("code", code.to_string()).with("short_code", short)
    }

    /// The booth says no and is as it was.
    fn refused(why: Msg) -> Self {
        let said = Msg::new("step-refused").with("why", why.clone());
        Self { why: Some(why), ..Self::new("refused", said) }
    }
}

impl<'a> Booth<'a> {
    /// Starts the booth; what an earlier run left is recovered, and told as a step of its own.
    pub(super) fn start(ui: &'a Ui, outfit: Outfit, crew: Crew) -> Result<Self, Problem> {
        let mut booth = Self { ui, outfit, crew, state: None, refused: false };
        if let Some(done) = booth.begin()? {
            booth.tell(0, "start", done)?;
        }
        Ok(booth)
    }

    /// Takes one step and tells of it.
    pub(super) fn take(&mut self, line: &Line) -> Result<(), Problem> {
        let done = match &line.step {
            Step::Open(launch) => self.open(launch),
            Step::Vote { slip, option, end } => self.vote(slip, *option, *end),
            Step::Exchange { old, new, medium } => self.exchange(old, new, medium),
            Step::Restart => self.restart(),
            Step::Die => Err(die()),
            Step::Close { officers, reason } => self.close(*officers, reason.clone()),
        };
        self.tell(line.number, line.step.name(), done?)
    }

    /// Whether the booth has refused any step.
    pub(super) const fn refused(&self) -> bool {
        self.refused
    }

    fn tell(&mut self, line: usize, step: &'static str, done: Done) -> Result<(), Problem> {
        self.refused |= done.why.is_some();
        let printed = self.crew.tray.take();
        let paths = |paths: &[PathBuf]| paths.iter().map(|p| p.display().to_string()).collect::<Vec<_>>();
        let mut object = Map::new();
        object.insert("line".to_owned(), line.into());
        object.insert("step".to_owned(), step.into());
        object.insert("outcome".to_owned(), done.outcome.into());
        object.extend(done.more.into_iter().map(|(name, value)| (name.to_owned(), value)));
        let mut said = done.said;
        if let Some(why) = done.why {
            object.insert("reason".to_owned(), why.key().into());
            object.insert("message".to_owned(), self.ui.texts().say(&why).into());
        }
        if let Some(receipt) = &printed.receipt {
            object.insert("receipt".to_owned(), receipt.display().to_string().into());
            said = Msg::new("step-with-receipt").with("said", said).with("receipt", receipt.as_path());
        }
        object.insert("papers".to_owned(), paths(&printed.sheets).into());
        let said = Msg::new("step-line").with("line", line.to_string()).with("step", step).with("said", said);
        self.ui.line(&said, &object.into())
    }

    /// Opens or makes the log. Of a new or unopened one there is nothing to tell.
    fn begin(&mut self) -> Result<Option<Done>, Problem> {
        let Crew { keys, officers, tray } = &self.crew;
        match self.outfit.start(keys, Box::new(tray.clone()), Box::new(officers.clone()))? {
            Started::Locked(booth) => {
                self.state = Some(State::Locked(booth));
                Ok(None)
            }
            Started::Closed(_) => {
                self.state = Some(State::Closed);
                Ok(Some(Done::new("closed", Msg::new("step-still-closed"))))
            }
            Started::Restarted(booth) => {
                // The machine may have gone off between the first record and this mark.
                self.outfit.keep_opened()?;
                let found = if self.crew.tray.hanging() { PaperFound::Slip } else { PaperFound::Nothing };
                let admission = admitted(booth.admit(&self.crew.officers))?;
                let finished = booth.settle(admission, found).map_err(|halt| stopped(&halt))?;
                let done = settled(finished.outcome());
                self.state = Some(State::Ready(finished.next()));
                Ok(Some(done))
            }
        }
    }

    fn open(&mut self, launch: &[LaunchPart]) -> Result<Done, Problem> {
        let mut booth = match self.state.take() {
            Some(State::Locked(booth)) => booth,
            other => return Ok(self.out_of_turn(other)),
        };
        booth.readiness(self.outfit.free_space());
        let mut launch = launch.to_vec();
        // Whoever is not named in the script is absent.
        for _ in launch.len()..booth.station().village().candidates.len() {
            launch.push(dice()?);
        }
        let admission = admitted(booth.admit(&self.crew.officers))?;
        match booth.open(admission, launch) {
            Err(Refused { state: (state, _), reason }) => {
                self.state = Some(State::Locked(state));
                Ok(Done::refused(refusals::open(&reason)))
            }
            Ok(finished) => {
                let finished = finished.map_err(|halt| stopped(&halt))?;
                self.outfit.keep_opened()?;
                self.state = Some(State::Ready(finished.next()));
                Ok(Done::new("opened", Msg::new("step-opened")))
            }
        }
    }

    fn vote(&mut self, slip: &str, option: u8, end: End) -> Result<Done, Problem> {
        let ready = match self.state.take() {
            Some(State::Ready(ready)) => ready,
            other => return Ok(self.out_of_turn(other)),
        };
        let choosing = match ready.scan(slip) {
            Ok(choosing) => choosing,
            Err(Refused { state, reason }) => return Ok(self.back(state, refusals::token(&reason))),
        };
        let confirming = match choosing.choose(option) {
            Ok(confirming) => confirming,
            Err(Refused { state, reason }) => {
                let why = Msg::new("no-such-option")
                    .with("option", u16::from(reason.option))
                    .with("options", u16::from(reason.options));
                return Ok(self.back(state.abandon(), why));
            }
        };
        let comparing = confirming.yes().map_err(|halt| stopped(&halt))?;
        let (code, ready, done) = ended(comparing, end, &self.crew.officers)?;
        self.state = Some(State::Ready(ready));
        Ok(done.code(&code))
    }

    fn exchange(&mut self, old: &str, new: &str, medium: &Medium) -> Result<Done, Problem> {
        let ready = match self.state.take() {
            Some(State::Ready(ready)) => ready,
            other => return Ok(self.out_of_turn(other)),
        };
        let known = match self.other_medium(medium)? {
            Ok(known) => known,
            Err(why) => return Ok(self.back(ready, why)),
        };
        let admission = admitted(ready.admit(&self.crew.officers))?;
        match ready.exchange(admission, &ExchangeRequest { old, new, medium: &known }) {
            Err(Refused { state: (state, _), reason }) => Ok(self.back(state, refusals::exchange(&reason))),
            Ok(ready) => {
                self.state = Some(State::Ready(ready.map_err(|fault| faulted(&fault))?));
                let word = match known {
                    OtherMedium::Read(_) => "read",
                    OtherMedium::Unreadable { .. } => "unreadable",
                };
                Ok(Done::new("exchanged", refusals::exchanged(&known)).with("medium", word))
            }
        }
    }

    fn restart(&mut self) -> Result<Done, Problem> {
        // Lets go of the log before it is opened again.
        drop(self.state.take());
        let done = self.begin()?;
        Ok(done.unwrap_or_else(|| Done::new("locked", Msg::new("step-still-locked"))))
    }

    fn close(&mut self, officers: Officers, reason: Option<String>) -> Result<Done, Problem> {
        let ready = match self.state.take() {
            Some(State::Ready(ready)) => ready,
            other => return Ok(self.out_of_turn(other)),
        };
        let admission = admitted(ready.admit(&self.crew.officers))?;
        match ready.close(admission, officers, reason) {
            Err(Refused { state: (state, _), reason }) => Ok(self.back(state, refusals::close(&reason))),
            Ok(closed) => {
                let mut booth = closed.map_err(|fault| faulted(&fault))?;
                booth.print_report().map_err(|fault| {
                    Problem::new(Exit::CannotWrite, Msg::new("not-printed")).detail(fault)
                })?;
                let checkpoint = booth.checkpoint();
                let mismatches: Vec<String> = booth.mismatches().iter().map(ToString::to_string).collect();
                self.state = Some(State::Closed);
                let said = Msg::new("step-closed").with("entries", checkpoint.size);
                let done = Done::new("closed", said).with("entries", checkpoint.size);
                Ok(done.with("root", checkpoint.root.to_string()).with("mismatches", mismatches))
            }
        }
    }

    /// What the script's medium tells; inside, why it tells nothing.
    fn other_medium(&self, medium: &Medium) -> Result<Result<OtherMedium, Msg>, Problem> {
        match medium {
            Medium::Unreadable([first, second]) => Ok(Vouchers::new(first, second)
                .map(|vouched| OtherMedium::Unreadable { vouched, read: None })
                .ok_or_else(|| Msg::new("vouchers"))),
            Medium::File(path) => {
                let spent = self.outfit.spent_slips(path)?;
                Ok(spent.map(OtherMedium::Read).map_err(|error| refusals::medium(&error)))
            }
        }
    }

    fn back(&mut self, ready: Ready, why: Msg) -> Done {
        self.state = Some(State::Ready(ready));
        Done::refused(why)
    }

    /// A step that this state does not know.
    fn out_of_turn(&mut self, state: Option<State>) -> Done {
        let why = match &state {
            Some(State::Closed) => Msg::new("booth-closed"),
            Some(State::Ready(_)) => Msg::new("booth-open"),
            _ => Msg::new("booth-locked"),
        };
        self.state = state;
        Done::refused(why)
    }
}

/// The end of a voter's session. The choice is told nowhere beside the code.
fn ended(comparing: Comparing, end: End, officers: &Codes) -> Result<(BallotCode, Ready, Done), Problem> {
    let code = comparing.code();
    let next = |finished: Result<Finished, Halt>| finished.map(Finished::next).map_err(|halt| stopped(&halt));
    Ok(match end {
        End::Cast => (code, next(comparing.cast())?, Done::new("cast", Msg::new("step-cast"))),
        End::Challenge => {
            (code, next(comparing.challenge())?, Done::new("challenged", Msg::new("step-challenged")))
        }
        End::Cancel => {
            let ready = match comparing.cancel().map_err(|halt| stopped(&halt))? {
                Ok(withdrawn) => withdrawn.leave(),
                Err(session) => {
                    let admission = admitted(session.admit(officers))?;
                    next(session.end(admission))?
                }
            };
            (code, ready, Done::new("cancelled", Msg::new("step-cancelled")))
        }
        End::Die => return Err(die()),
    })
}

/// What came of the slip that hung in the printer when the machine went off.
fn settled(outcome: &Outcome) -> Done {
    let restarted = |said| Done::new("restarted", said);
    match outcome {
        Outcome::Cancelled(code) => {
            restarted(Msg::new("step-restarted-cancelled")).code(code).with("settled", "cancelled")
        }
        Outcome::Cast(receipt) => {
            restarted(Msg::new("step-restarted-cast")).code(&receipt.code).with("settled", "cast")
        }
        Outcome::Challenged(code) => {
            restarted(Msg::new("step-restarted-challenged")).code(code).with("settled", "challenged")
        }
        Outcome::Opened | Outcome::Nothing => {
            restarted(Msg::new("step-restarted")).with("settled", "nothing")
        }
    }
}

/// The machine goes off here and now. What returns is why it did not.
fn die() -> Problem {
    use rustix::process::{Signal, getpid, kill_process};
    let survived = Problem::new(Exit::Internal, Msg::new("not-dead"));
    match kill_process(getpid(), Signal::KILL) {
        Ok(()) => survived,
        Err(error) => survived.detail(error),
    }
}

/// An officer's dice, thrown ten times; nearly fair.
fn dice() -> Result<LaunchPart, Problem> {
    let random = Token::generate(&mut random::os()?);
    let code = random.as_bytes().iter().map(|byte| char::from(b'1' + byte % 6)).collect();
    Ok(LaunchPart { candidate: 0, given_by: "gladi bersih".to_owned(), code })
}

fn stopped(halt: &Halt) -> Problem {
    match halt {
        Halt::Unprinted(unprinted) => {
            Problem::new(Exit::CannotWrite, Msg::new("not-printed")).detail(unprinted.fault())
        }
        Halt::Faulted(fault) => faulted(fault),
    }
}
