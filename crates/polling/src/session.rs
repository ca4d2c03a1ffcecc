//! One voter's session, from the token to the paper. Each state is a type; a step consumes it.
//!
//! ```text
//! Ready       scan -> Choosing      pause -> Paused       close* -> ClosedBooth
//!             exchange* -> Ready
//! Paused      resume* -> Ready
//! Choosing    choose -> Confirming  abandon -> Ready      unattended -> Unattended
//! Confirming  yes -> Comparing      no -> Choosing        unattended -> Unattended      abandon -> Ready
//! Comparing   cast -> Finished      challenge -> Finished unattended -> Unattended      cancel -> Withdrawn or Unattended
//!             reprint_slip* -> Comparing
//! Unattended  back* -> Choosing or Comparing              end* -> Finished
//! Withdrawn   choose_again -> Choosing                    leave -> Ready
//! Finished    next -> Ready
//! Unprinted   retry -> Finished     give_up* -> Finished  (where a step that prints may end)
//! Faulted                                                 (where a step that records may end)
//! ```
//! A step with * needs an [`Admission`] by two officers.

use ballot_crypto::{BallotContext, Choice, OptionCount};
use ballot_log::{CancelReason, Challenged, Counts, Event, EventKind, Moment};
use election::{BallotCode, Token, TokenError};

use crate::booth::{Ballot, Core, TokenUse};
use crate::kit::Station;
use crate::officers::{Admission, Codes};
use crate::paper::{AuditSlip, CodeStrip, Mark, Paper, PrintFault, ReceiptSlip, TestSheet, ZeroReport};
use crate::readiness::Readiness;
use crate::state::{Faulted, Finished, Halt, Outcome, Refused, conclude, stall};
use crate::unattended::Unattended;

/// TIDAK with one token that call officers.
const MOST_WITHDRAWN: u8 = 3;

/// Why a slip opens no session. The screen says only "Panggil petugas"; this is for the officer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TokenRefusal {
    /// Mistyped, or a slip of another election or booth.
    #[error(transparent)]
    Unreadable(#[from] TokenError),
    /// In none of this booth's lists.
    #[error("this slip is in no list of this booth: send the voter to the booth that the slip names")]
    NotListed,
    /// Used up: *sudah tercatat*.
    #[error("this slip is used up: {}", match how {
        TokenUse::Cast => "its ballot is recorded (sudah tercatat)",
        TokenUse::Challenged => "its ballot was opened for a test; the voter draws another slip",
    })]
    Used {
        /// What for.
        how: TokenUse,
    },
}

/// An officer's question about a slip, for example after a restart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenStatus {
    /// *Sudah tercatat*, or used up by a test.
    Recorded(TokenUse),
    /// *Belum tercatat*: the voter may vote with it.
    NotRecorded,
}

/// There is no such option on the ballot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("there is no option {option}, only 1 to {options}")]
pub struct NoSuchOption {
    /// The number asked for.
    pub option: u8,
    /// The number of options.
    pub options: u8,
}

/// What an officer says about an act, for the log: at most 200 characters, none of them hidden.
///
/// Never a voter's name: nothing personal enters a log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark(String);

impl Remark {
    /// Takes a text; `None` if the log would refuse it (spec 6.2).
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        // Any full hour will do: only the text is in question.
        let at: Moment = "2000-01-01T00:00:00+07:00".parse().ok()?;
        let event = Event { event: EventKind::Officer, at, detail: text.to_owned(), exchange: None };
        ballot_log::Body::Event(event).to_bytes().ok().map(|_| Self(text.to_owned()))
    }

    pub(crate) const fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

/// *Siap*: open, waiting for a token.
pub struct Ready {
    core: Box<Core>,
}

impl Ready {
    pub(crate) const fn new(core: Box<Core>) -> Self {
        Self { core }
    }

    /// Begins a session with what a scanner read or a voter typed.
    ///
    /// # Errors
    /// [`TokenRefusal`], with the state as it was.
    pub fn scan(self, text: &str) -> Result<Choosing, Refused<Self, TokenRefusal>> {
        match self.core.unused(text) {
            Ok((token, ctx)) => Ok(Choosing { core: self.core, voter: Box::new(Voter { token, ctx }) }),
            Err(reason) => Err(Refused { state: self, reason }),
        }
    }

    /// Whether a slip's ballot is recorded.
    ///
    /// # Errors
    /// [`TokenRefusal::Unreadable`], [`TokenRefusal::NotListed`].
    pub fn token_status(&self, text: &str) -> Result<TokenStatus, TokenRefusal> {
        self.core.token_status(text)
    }

    /// Entries of the log by class.
    #[must_use]
    pub fn counts(&self) -> &Counts {
        self.core.log().chain().counts()
    }

    /// What this booth was given.
    #[must_use]
    pub fn station(&self) -> &Station {
        &self.core.station
    }

    /// Lets two officers in; `None` if their codes are wrong.
    #[must_use]
    pub fn admit(&self, codes: &Codes) -> Option<Admission> {
        self.core.admit(codes)
    }

    /// What the check before opening has found; `None` if the machine was off since.
    #[must_use]
    pub const fn readiness(&self) -> Option<&Readiness> {
        self.core.readiness()
    }

    /// *Jeda*: no session until two officers resume.
    ///
    /// # Errors
    /// [`Faulted`].
    pub fn pause(mut self, why: &Remark) -> Result<Paused, Faulted> {
        self.core.event(EventKind::Pause, &why.0)?;
        Ok(Paused { core: self.core })
    }

    /// Logs an officer's act.
    ///
    /// # Errors
    /// [`Faulted`].
    pub fn remark(mut self, act: &Remark) -> Result<Self, Faulted> {
        self.core.event(EventKind::Officer, &act.0)?;
        Ok(self)
    }

    /// Prints the zero report once more, marked and logged as such.
    ///
    /// # Errors
    /// [`Halt`].
    pub fn reprint_zero_report(mut self) -> Result<Finished, Halt> {
        let report = self.core.zero_report().map(ZeroReport::again);
        self.core.event(EventKind::Reprint, "laporan nol")?;
        conclude(self.core, report.map(Paper::ZeroReport), Outcome::Opened)
    }

    /// Prints the report of the check before opening once more, if the booth still knows it, marked and logged as such.
    ///
    /// # Errors
    /// [`Halt`].
    pub fn reprint_readiness(mut self) -> Result<Finished, Halt> {
        let report = self.core.readiness_report().map(|report| Paper::Readiness(report).again());
        if report.is_some() {
            self.core.event(EventKind::Reprint, "laporan kesiapan")?;
        }
        conclude(self.core, report, Outcome::Opened)
    }

    pub(crate) fn into_core(self) -> Box<Core> {
        self.core
    }
}

/// *Jeda*: paused by an officer.
pub struct Paused {
    core: Box<Core>,
}

impl Paused {
    /// Lets two officers in; `None` if their codes are wrong.
    #[must_use]
    pub fn admit(&self, codes: &Codes) -> Option<Admission> {
        self.core.admit(codes)
    }

    /// Goes on.
    ///
    /// # Errors
    /// [`Faulted`].
    pub fn resume(mut self, _: Admission, why: &Remark) -> Result<Ready, Faulted> {
        self.core.event(EventKind::Resume, &why.0)?;
        Ok(Ready { core: self.core })
    }
}

/// Whoever stands in the booth, as far as the booth knows: a slip that is not used.
pub(crate) struct Voter {
    token: Token,
    ctx: BallotContext,
}

/// *Pilih*: the voter sees the options. Nothing is preselected.
pub struct Choosing {
    pub(crate) core: Box<Core>,
    pub(crate) voter: Box<Voter>,
}

impl Choosing {
    /// Number of options on the ballot.
    #[must_use]
    pub const fn options(&self) -> OptionCount {
        self.voter.ctx.options()
    }

    /// The voter touches an option, 1 to n.
    ///
    /// # Errors
    /// [`NoSuchOption`], with the state as it was.
    pub fn choose(self, option: u8) -> Result<Confirming, Refused<Self, NoSuchOption>> {
        let options = self.options();
        match Choice::new(option, options).map(Box::new) {
            Some(choice) => Ok(Confirming { core: self.core, voter: self.voter, choice }),
            None => Err(Refused { state: self, reason: NoSuchOption { option, options: options.get() } }),
        }
    }

    /// The voter leaves without voting. Nothing was printed; the slip stays unused.
    #[must_use]
    pub fn abandon(self) -> Ready {
        Ready { core: self.core }
    }

    /// The voter has not touched anything for too long: nothing goes on without two officers. Nothing was printed; the
    /// slip stays unused.
    #[must_use]
    pub fn unattended(self) -> Unattended {
        Unattended::choosing(self)
    }
}

/// *Yakin?*: the voter sees the chosen option once more.
///
/// # Security
/// Holds the choice, which is wiped whichever step follows.
pub struct Confirming {
    core: Box<Core>,
    voter: Box<Voter>,
    // Boxed, so that moving the state leaves no copies behind; likewise below.
    choice: Box<Choice>,
}

impl Confirming {
    /// The choice in clear, for the screen.
    #[must_use]
    pub const fn choice(&self) -> &Choice {
        &self.choice
    }

    /// *TIDAK, ulangi*.
    #[must_use]
    pub fn no(self) -> Choosing {
        Choosing { core: self.core, voter: self.voter }
    }

    /// *YA*, the first: makes the ballot, prints the kode suara, then the audit slip. Nothing is recorded yet.
    ///
    /// # Errors
    /// [`Halt`]. If a slip may be out, the ballot is logged as cancelled; the voter may begin again with the same slip.
    pub fn yes(mut self) -> Result<Comparing, Halt> {
        let Voter { token, ctx } = &*self.voter;
        let ballot = Box::new(self.core.make_ballot(&self.choice, token, ctx)?);
        if let Err(fault) = self.core.separate() {
            return Err(self.not_printed(&ballot, fault));
        }
        // Not before: until the slip before this one has its mark, that one is remembered.
        self.core.remember_slip(&ballot.code)?;
        match self.print(&ballot) {
            Ok(()) => {
                let Self { core, voter, choice } = self;
                Ok(Comparing { core, voter, choice, ballot })
            }
            Err(fault) => Err(self.not_printed(&ballot, fault)),
        }
    }

    /// The voter leaves without voting. Nothing was printed; the slip stays unused.
    #[must_use]
    pub fn abandon(self) -> Ready {
        Ready { core: self.core }
    }

    /// The voter has not touched anything for too long: nothing goes on without two officers. Nothing was printed; the
    /// slip stays unused.
    #[must_use]
    pub fn unattended(self) -> Unattended {
        Unattended::choosing(self.no())
    }

    /// A fault says whether anything at all may be out: once the strip is, something is.
    fn print(&mut self, ballot: &Ballot) -> Result<(), PrintFault> {
        let place = &self.core.place;
        let strip = Paper::Strip(CodeStrip::new(place.clone(), ballot.code));
        let slip = Paper::AuditSlip(AuditSlip::new(place.clone(), &self.choice));
        self.core.print(&strip)?;
        self.core.print(&slip).map_err(|fault| PrintFault { may_be_out: true, ..fault })
    }

    fn not_printed(self, ballot: &Ballot, fault: PrintFault) -> Halt {
        let Self { core, choice, .. } = self;
        drop(choice);
        if fault.may_be_out {
            void(core, ballot.code, fault)
        } else {
            stall(core, [], Outcome::Nothing, fault)
        }
    }
}

/// Something of a ballot's paper is out and something of it did not print: the ballot is given up.
fn void(mut core: Box<Core>, code: BallotCode, fault: PrintFault) -> Halt {
    match core.record_cancelled(code, CancelReason::Printer) {
        Ok(()) => stall(core, [Paper::Mark(Mark::Batal)], Outcome::Cancelled(code), fault),
        Err(cause) => cause.into(),
    }
}

/// *Cocokkan*: the slip hangs in the printer, the code lies before the voter, who says whether the slip is right.
///
/// # Security
/// Holds choice and seed, which are wiped whichever step follows.
pub struct Comparing {
    pub(crate) core: Box<Core>,
    voter: Box<Voter>,
    choice: Box<Choice>,
    ballot: Box<Ballot>,
}

impl Comparing {
    /// The kode suara on the strip. Never shown beside the choice.
    #[must_use]
    pub const fn code(&self) -> BallotCode {
        self.ballot.code
    }

    /// *YA, kirim*, the second YA: records the ballot, then prints SAH and the receipt.
    ///
    /// # Errors
    /// [`Halt`]. After [`Halt::Unprinted`] the ballot *is* recorded.
    pub fn cast(self) -> Result<Finished, Halt> {
        let Self { mut core, voter, choice, ballot } = self;
        drop((choice, voter));
        let Ballot { bytes, code, seed } = *ballot;
        drop(seed);
        let receipt = core.record_cast(&bytes, &code)?;
        let slip = ReceiptSlip::new(core.place.clone(), receipt.clone());
        conclude(core, [Paper::Mark(Mark::Sah), Paper::Receipt(slip)], Outcome::Cast(receipt))
    }

    /// *Uji mesin*: records the ballot with choice and seed, then prints them. It never counts, and its slip is used
    /// up: the voter draws another at the desk.
    ///
    /// # Errors
    /// [`Halt`]. After [`Halt::Unprinted`] the opened ballot *is* recorded.
    pub fn challenge(self) -> Result<Finished, Halt> {
        let Self { mut core, choice, ballot, .. } = self;
        let Ballot { bytes, code, seed } = *ballot;
        let opened = Challenged { ballot: bytes, choice: choice.expose(), seed: *seed.expose_bytes() };
        core.record_challenged(opened.clone())?;
        let sheet = TestSheet::new(core.place.clone(), code, opened);
        conclude(core, [Paper::Mark(Mark::Diuji), Paper::TestSheet(sheet)], Outcome::Challenged(code))
    }

    /// Lets two officers in; `None` if their codes are wrong.
    #[must_use]
    pub fn admit(&self, codes: &Codes) -> Option<Admission> {
        self.core.admit(codes)
    }

    /// A slip that cannot be read gets its mark DIGANTI, and another one, marked as printed again, hangs in its place.
    /// The officers put the first one apart without looking at it. *TIDAK* serves as well, and needs no officers.
    ///
    /// # Errors
    /// [`Halt`]. If anything does not print, the ballot is logged as cancelled, as at the first YA.
    pub fn reprint_slip(mut self, _: Admission) -> Result<Self, Halt> {
        self.core.event(EventKind::Reprint, "struk audit")?;
        let slip = Paper::AuditSlip(AuditSlip::new(self.core.place.clone(), &self.choice)).again();
        let printed = self.core.print(&Paper::Mark(Mark::Diganti)).and_then(|()| self.core.print(&slip));
        match printed {
            Ok(()) => Ok(self),
            Err(fault) => {
                let Self { core, choice, ballot, .. } = self;
                drop(choice);
                Err(void(core, ballot.code, fault))
            }
        }
    }

    /// The voter has not touched anything for too long: nothing goes on without two officers. The ballot is kept, not
    /// cast and not cancelled, because its slip hangs in the printer.
    #[must_use]
    pub fn unattended(self) -> Unattended {
        Unattended::comparing(self)
    }

    /// Gives the ballot up for a voter who has left.
    pub(crate) fn end(self) -> Result<Finished, Halt> {
        let Self { mut core, ballot, choice, .. } = self;
        drop(choice);
        let code = ballot.code;
        drop(ballot);
        core.record_cancelled(code, CancelReason::Voter)?;
        core.event(EventKind::Officer, Unattended::ENDED)?;
        conclude(core, [Paper::Mark(Mark::Batal)], Outcome::Cancelled(code))
    }

    /// *TIDAK*: the slip is not what the voter wants. Records that it is void, prints BATAL. The voter chooses again or
    /// leaves; from the third TIDAK with a token on, officers are called first, because something is wrong, and paper ends.
    ///
    /// # Errors
    /// [`Halt`].
    pub fn cancel(self) -> Result<Result<Withdrawn, Unattended>, Halt> {
        let Self { mut core, voter, choice, ballot } = self;
        let code = ballot.code;
        drop((choice, ballot));
        core.record_cancelled(code, CancelReason::Voter)?;
        let mark = Paper::Mark(Mark::Batal);
        match core.print(&mark) {
            Ok(()) => {
                core.forget_slip()?;
                Ok(if core.count_withdrawn(&voter.token) < MOST_WITHDRAWN {
                    Ok(Withdrawn { core, voter, code })
                } else {
                    Err(Unattended::choosing(Choosing { core, voter }))
                })
            }
            Err(fault) => Err(stall(core, [mark], Outcome::Cancelled(code), fault)),
        }
    }
}

/// After TIDAK: the slip is void, the token is not used up.
pub struct Withdrawn {
    core: Box<Core>,
    voter: Box<Voter>,
    code: BallotCode,
}

impl Withdrawn {
    /// The kode suara that is void.
    #[must_use]
    pub const fn code(&self) -> BallotCode {
        self.code
    }

    /// The voter chooses again.
    #[must_use]
    pub fn choose_again(self) -> Choosing {
        Choosing { core: self.core, voter: self.voter }
    }

    /// The voter leaves, and may come back with the same slip.
    #[must_use]
    pub fn leave(self) -> Ready {
        Ready { core: self.core }
    }
}

impl Core {
    pub(crate) fn token_status(&self, text: &str) -> Result<TokenStatus, TokenRefusal> {
        match self.unused(text) {
            Ok(_) => Ok(TokenStatus::NotRecorded),
            Err(TokenRefusal::Used { how }) => Ok(TokenStatus::Recorded(how)),
            Err(other) => Err(other),
        }
    }

    /// Reads a slip of this booth that is not used up.
    pub(crate) fn unused(&self, text: &str) -> Result<(Token, BallotContext), TokenRefusal> {
        let identity = self.station.identity();
        let token = Token::from_scan(text, identity.mode, &identity.booth)?;
        let ctx = self.station.context(&token).ok_or(TokenRefusal::NotListed)?;
        match self.token_use(&token) {
            Some(how) => Err(TokenRefusal::Used { how }),
            None => Ok((token, ctx)),
        }
    }
}
