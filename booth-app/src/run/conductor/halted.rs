//! Where officers must come: a voter has left, the printer fails, the booth is paused.

use polling::{Admission, Attended, Outcome, Paused, Remark, Unattended, Unprinted};
use screens::{Busy, Intent, Purpose, Trouble, View, VoteState};

use super::{After, Conductor, Next, State};
use crate::outfit;
use crate::run::words;

/// *Jeda*.
pub(super) struct Pause {
    pub(super) booth: Paused,
    asking: Option<Asking>,
}

/// Something did not print.
pub(super) struct Halted {
    unprinted: Box<Unprinted>,
    after: After,
    asking: Option<Asking>,
}

/// Codes are asked for.
#[derive(Default)]
struct Asking {
    wrong: bool,
}

impl Pause {
    pub(super) const fn new(booth: Paused) -> Self {
        Self { booth, asking: None }
    }

    pub(super) const fn is_asking(&self) -> bool {
        self.asking.is_some()
    }

    pub(super) fn not_asking(self) -> Self {
        Self { asking: None, ..self }
    }
}

impl Halted {
    pub(super) const fn new(unprinted: Box<Unprinted>, after: After) -> Self {
        Self { unprinted, after, asking: None }
    }

    pub(super) const fn is_asking(&self) -> bool {
        self.asking.is_some()
    }

    pub(super) fn not_asking(self) -> Self {
        Self { asking: None, ..self }
    }

    /// What the log says of the vote, as far as this is about one.
    fn vote(&self) -> VoteState {
        match (self.unprinted.outcome(), &self.after) {
            (Outcome::Cast(_), _) => VoteState::Stored,
            (Outcome::Challenged(_), _) => VoteState::Tested,
            (Outcome::Cancelled(_), _) => VoteState::Void,
            (Outcome::Nothing, After::Voter) => VoteState::NotStored,
            (Outcome::Nothing | Outcome::Opened, _) => VoteState::NoVote,
        }
    }
}

impl Conductor {
    pub(super) fn pause_view(&self, pause: &Pause) -> View {
        match &pause.asking {
            Some(asking) => self.codes(Purpose::Resume, asking.wrong, true),
            None => View::Paused,
        }
    }

    pub(super) fn paused(&mut self, pause: Pause, intent: Intent) -> Next {
        let Pause { booth, asking } = pause;
        let asking = match (asking, intent) {
            (None, Intent::Resume) => Some(Asking::default()),
            (Some(_), Intent::Back) => None,
            (Some(_), Intent::Codes(typed)) if typed.purpose == Purpose::Resume => {
                match self.admit(&typed, |codes| booth.admit(codes)) {
                    Some(admission) => return self.resume(booth, admission),
                    None => Some(Asking { wrong: true }),
                }
            }
            (asking, _) => return Next::Late(State::Paused(Pause { booth, asking })),
        };
        Next::To(State::Paused(Pause { booth, asking }))
    }

    fn resume(&mut self, booth: Paused, admission: Admission) -> Next {
        let Some(nothing) = Remark::new("") else { return Next::Late(State::Paused(Pause::new(booth))) };
        Next::To(match booth.resume(admission, &nothing) {
            Ok(ready) => State::Open(ready, super::Page::Siap),
            Err(fault) => self.stopped(&outfit::faulted(&fault)),
        })
    }

    pub(super) fn unattended(&mut self, session: Unattended, wrong: bool, intent: Intent) -> Next {
        match intent {
            Intent::Codes(typed) if typed.purpose == Purpose::VoterLeft => {
                Next::To(match self.admit(&typed, |codes| session.admit(codes)) {
                    Some(admission) => State::Left(session, admission),
                    None => State::Unattended { session, wrong: true },
                })
            }
            _ => Next::Late(State::Unattended { session, wrong }),
        }
    }

    pub(super) fn left(&mut self, session: Unattended, admission: Admission, intent: Intent) -> Next {
        match intent {
            Intent::VoterBack => Next::To(attended(session.back(admission))),
            Intent::ReprintSlip if session.code().is_some() => {
                self.busy(Busy::Printing);
                Next::To(match session.reprint_slip(admission) {
                    Ok(back) => attended(back),
                    Err(halt) => self.finished(Err(halt), After::Voter),
                })
            }
            Intent::VoterGone => {
                self.busy(Busy::PrintingForOfficer);
                Next::To(self.finished(session.end(admission), After::Siap))
            }
            _ => Next::Late(State::Left(session, admission)),
        }
    }

    pub(super) fn halted_view(&self, halted: &Halted) -> View {
        match &halted.asking {
            Some(asking) => self.codes(Purpose::GiveUp, asking.wrong, true),
            None => {
                let why = words::why(halted.unprinted.fault().trouble);
                View::Trouble(Trouble { why, vote: halted.vote() })
            }
        }
    }

    pub(super) fn halted(&mut self, halted: Halted, intent: Intent) -> Next {
        let Halted { unprinted, after, asking } = halted;
        let asking = match (asking, intent) {
            (None, Intent::PrintAgain) => {
                self.busy(Busy::PrintingForOfficer);
                return Next::To(self.finished(unprinted.retry(), after));
            }
            (None, Intent::GiveUp) => Some(Asking::default()),
            (Some(_), Intent::Back) => None,
            (Some(_), Intent::Codes(typed)) if typed.purpose == Purpose::GiveUp => {
                match self.admit(&typed, |codes| unprinted.admit(codes)) {
                    Some(admission) => {
                        let finished = unprinted.give_up(admission).map_err(Into::into);
                        let after = if matches!(after, After::Voter) { After::Unprinted } else { after };
                        return Next::To(self.finished(finished, after));
                    }
                    None => Some(Asking { wrong: true }),
                }
            }
            (asking, _) => return Next::Late(State::Halted(Box::new(Halted { unprinted, after, asking }))),
        };
        Next::To(State::Halted(Box::new(Halted { unprinted, after, asking })))
    }
}

fn attended(session: Attended) -> State {
    match session {
        Attended::Choosing(choosing) => State::Choosing(choosing),
        Attended::Comparing(comparing) => State::Comparing(comparing),
    }
}
