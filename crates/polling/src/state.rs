//! Where a step may lead when it does not lead where it should.

use std::collections::VecDeque;
use std::error::Error;
use std::fmt;

use ballot_log::{EventKind, Receipt};
use election::BallotCode;

use crate::booth::{Core, FaultCause};
use crate::officers::{Admission, Codes};
use crate::paper::{Paper, PrintFault};
use crate::session::Ready;

/// A state that a request left as it was, and why.
pub struct Refused<S, E> {
    /// The state, to go on from; with it the admission where the step needs one.
    pub state: S,
    /// Why.
    pub reason: E,
}

impl<S, E: fmt::Debug> fmt::Debug for Refused<S, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Refused({:?})", self.reason)
    }
}

impl<S, E: fmt::Display> fmt::Display for Refused<S, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.reason.fmt(f)
    }
}

impl<S, E: Error> Error for Refused<S, E> {}

/// Why a step that records and prints has not led on.
#[derive(Debug, thiserror::Error)]
pub enum Halt {
    /// All that had to be recorded is durable, but something did not print.
    #[error("recorded, but not printed: {}", .0.fault)]
    Unprinted(Box<Unprinted>),
    /// The booth stopped.
    #[error(transparent)]
    Faulted(#[from] Faulted),
}

impl From<FaultCause> for Halt {
    fn from(cause: FaultCause) -> Self {
        Self::Faulted(cause.into())
    }
}

/// The booth after an error of media or machine. It has let go of the log, the keys and the voter's choice; only
/// starting again leads on.
#[derive(Debug, thiserror::Error)]
#[error("the booth has stopped, start it again: {cause}")]
pub struct Faulted {
    cause: Box<FaultCause>,
}

impl Faulted {
    /// What happened.
    #[must_use]
    pub const fn cause(&self) -> &FaultCause {
        &self.cause
    }
}

impl From<FaultCause> for Faulted {
    fn from(cause: FaultCause) -> Self {
        Self { cause: Box::new(cause) }
    }
}

/// What has come of a session, an opening or a restart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The polls are open.
    Opened,
    /// The ballot is in the log; the receipt belongs to the voter.
    Cast(Receipt),
    /// The ballot was opened in the log and does not count; its token is used up.
    Challenged(BallotCode),
    /// A slip is void; its token may be used again.
    Cancelled(BallotCode),
    /// Nothing came out and nothing was recorded.
    Nothing,
}

/// The end of a session: everything is durable and printed, and nothing of the voter is left but what the log says.
pub struct Finished {
    core: Box<Core>,
    outcome: Outcome,
}

impl Finished {
    fn new(mut core: Box<Core>, outcome: Outcome) -> Result<Self, FaultCause> {
        core.forget_slip()?;
        Ok(Self { core, outcome })
    }

    /// What has come of it.
    #[must_use]
    pub const fn outcome(&self) -> &Outcome {
        &self.outcome
    }

    /// To the next voter.
    #[must_use]
    pub fn next(self) -> Ready {
        Ready::new(self.core)
    }
}

/// Something is recorded and its paper is not: an officer mends the printer and prints, or goes on without.
pub struct Unprinted {
    core: Box<Core>,
    papers: VecDeque<Paper>,
    outcome: Outcome,
    fault: PrintFault,
}

impl fmt::Debug for Unprinted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Unprinted").field("outcome", &self.outcome).finish_non_exhaustive()
    }
}

impl Unprinted {
    /// What is wrong with the printer.
    #[must_use]
    pub const fn fault(&self) -> PrintFault {
        self.fault
    }

    /// What the log says already.
    #[must_use]
    pub const fn outcome(&self) -> &Outcome {
        &self.outcome
    }

    /// Lets two officers in; `None` if their codes are wrong.
    #[must_use]
    pub fn admit(&self, codes: &Codes) -> Option<Admission> {
        self.core.admit(codes)
    }

    #[cfg(test)]
    pub(crate) fn is_anything_missing(&self) -> bool {
        !self.papers.is_empty()
    }

    /// Prints what is missing, once the printer says that it can. Of a sheet that may be on paper already the new one
    /// is marked as printed again.
    ///
    /// # Errors
    /// [`Halt`], the same state if the printer still fails.
    pub fn retry(mut self) -> Result<Finished, Halt> {
        let missing = !self.papers.is_empty();
        let ready = self.core.printer_status().map_err(|trouble| PrintFault { trouble, may_be_out: false });
        if let Err(fault) = ready.and_then(|()| print_all(&mut self.core, &mut self.papers)) {
            return Err(Halt::Unprinted(Box::new(Self { fault, ..self })));
        }
        if missing {
            self.core.event(EventKind::Reprint, "")?;
        }
        Ok(Finished::new(self.core, self.outcome)?)
    }

    /// Goes on without the missing paper, which is logged. A mark that is missing is printed before the next sheet, so that
    /// a slip that hangs gets it all the same.
    ///
    /// # Errors
    /// [`Faulted`].
    pub fn give_up(mut self, _: Admission) -> Result<Finished, Faulted> {
        if !self.papers.is_empty() {
            self.core.event(EventKind::Officer, "lanjut tanpa cetak")?;
        }
        if let Some(Paper::Mark(mark)) = self.papers.front() {
            self.core.owe(*mark);
        }
        Ok(Finished::new(self.core, self.outcome)?)
    }
}

/// Prints the papers of something that is recorded.
pub(crate) fn conclude(
    mut core: Box<Core>,
    papers: impl IntoIterator<Item = Paper>,
    outcome: Outcome,
) -> Result<Finished, Halt> {
    let mut papers = papers.into_iter().collect();
    match print_all(&mut core, &mut papers) {
        Ok(()) => Ok(Finished::new(core, outcome)?),
        Err(fault) => Err(stall(core, papers, outcome, fault)),
    }
}

/// Logs that the printer failed; then an officer decides about the papers that are missing.
pub(crate) fn stall(
    mut core: Box<Core>,
    papers: impl IntoIterator<Item = Paper>,
    outcome: Outcome,
    fault: PrintFault,
) -> Halt {
    match core.event(EventKind::PrintFailure, fault.trouble.detail()) {
        Ok(()) => {
            let papers = papers.into_iter().collect();
            Halt::Unprinted(Box::new(Unprinted { core, papers, outcome, fault }))
        }
        Err(cause) => cause.into(),
    }
}

/// Prints from the front; what is left has not printed.
fn print_all(core: &mut Core, papers: &mut VecDeque<Paper>) -> Result<(), PrintFault> {
    while let Some(paper) = papers.pop_front() {
        if let Err(fault) = core.print(&paper) {
            papers.push_front(if fault.may_be_out { paper.again() } else { paper });
            return Err(fault);
        }
    }
    Ok(())
}
