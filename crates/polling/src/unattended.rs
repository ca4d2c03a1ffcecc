//! A session whose voter does not answer, or says TIDAK again and again. Time alone casts nothing and cancels nothing; two
//! officers decide.

use ballot_log::EventKind;
use election::BallotCode;

use crate::officers::{Admission, Codes};
use crate::session::{Choosing, Comparing};
use crate::state::{Finished, Halt, Outcome, conclude};

/// A voter has left, or does not answer.
///
/// # Security
/// A choice that was touched and not printed is wiped. Where a slip hangs in the printer, its ballot is kept, and with it
/// the choice, because the voter may come back; nobody can ask for it.
pub struct Unattended(Attended);

/// Where the session of a voter goes on who has come back.
pub enum Attended {
    /// Nothing is printed: the voter chooses, from the beginning.
    Choosing(Choosing),
    /// The slip hangs in the printer: the voter compares.
    Comparing(Comparing),
}

impl Unattended {
    /// What the log says of a session that officers have ended.
    pub(crate) const ENDED: &str = "sesi pemilih diakhiri petugas";

    pub(crate) const fn choosing(choosing: Choosing) -> Self {
        Self(Attended::Choosing(choosing))
    }

    pub(crate) const fn comparing(comparing: Comparing) -> Self {
        Self(Attended::Comparing(comparing))
    }

    /// The kode suara whose slip hangs in the printer; `None` if nothing was printed.
    #[must_use]
    pub const fn code(&self) -> Option<BallotCode> {
        match &self.0 {
            Attended::Choosing(_) => None,
            Attended::Comparing(comparing) => Some(comparing.code()),
        }
    }

    /// Lets two officers in; `None` if their codes are wrong.
    #[must_use]
    pub fn admit(&self, codes: &Codes) -> Option<Admission> {
        match &self.0 {
            Attended::Choosing(choosing) => choosing.core.admit(codes),
            Attended::Comparing(comparing) => comparing.admit(codes),
        }
    }

    /// The voter is there again.
    #[must_use]
    pub fn back(self, _: Admission) -> Attended {
        self.0
    }

    /// The voter is there and cannot read the slip: another one hangs in its place ([`Comparing::reprint_slip`]). Without
    /// a slip there is nothing to print: the voter chooses.
    ///
    /// # Errors
    /// [`Halt`].
    pub fn reprint_slip(self, admission: Admission) -> Result<Attended, Halt> {
        match self.0 {
            Attended::Comparing(comparing) => comparing.reprint_slip(admission).map(Attended::Comparing),
            choosing @ Attended::Choosing(_) => Ok(choosing),
        }
    }

    /// The voter has left. A slip that hangs in the printer is void, which is logged, and gets its mark BATAL; the token
    /// is not used up.
    ///
    /// # Errors
    /// [`Halt`].
    pub fn end(self, _: Admission) -> Result<Finished, Halt> {
        match self.0 {
            Attended::Choosing(Choosing { mut core, voter }) => {
                drop(voter);
                core.event(EventKind::Officer, Self::ENDED)?;
                conclude(core, [], Outcome::Nothing)
            }
            Attended::Comparing(comparing) => comparing.end(),
        }
    }
}
