//! When a stored record is taken for true.

use std::fmt;

use ballot_log::mirror::FrameError;
use ballot_log::{ChainError, EntryError, Kind, LogIdentity, RecordError, SignedEntry, VerifiedEntry};
use election::BallotCode;

/// Computes the *kode suara* of ballot bytes (spec 4.6); `None` if their token is in no list of the booth.
pub type CodeOf = Box<dyn Fn(&[u8]) -> Option<BallotCode> + Send>;

/// Whose log it is, and what is needed to check its receipts.
///
/// The store knows neither definition nor token lists. It is handed how a code is computed, because a receipt signature
/// with one bit flipped can be told from a good one in no other way.
pub struct Verifier {
    identity: LogIdentity,
    code_of: CodeOf,
}

/// Why a stored record is not taken for true.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RecordProblem {
    /// The medium does not give it back.
    #[error("cannot be read: {reason}")]
    Unreadable {
        /// What the system or SQLite says.
        reason: String,
    },
    /// There is nothing, and more records follow.
    #[error("is empty, and records follow it")]
    Empty,
    /// The mirror's frame is not one.
    #[error(transparent)]
    Frame(#[from] FrameError),
    /// The bytes have not the form of a record.
    #[error(transparent)]
    Form(#[from] RecordError),
    /// A signature does not hold.
    #[error(transparent)]
    Signature(#[from] EntryError),
    /// Signed by the booth, but stored at the place of another.
    #[error("is the record of position {found}")]
    Elsewhere {
        /// The position it names itself.
        found: u64,
    },
    /// Signed by the booth, but it does not continue the log.
    #[error(transparent)]
    Chain(#[from] ChainError),
    /// Log and mirror hold one entry with different further signatures, and which are good cannot be told.
    #[error("has other bytes on the other medium")]
    Differs,
}

impl Verifier {
    /// Checks records of this log.
    #[must_use]
    pub fn new(identity: LogIdentity, code_of: CodeOf) -> Self {
        Self { identity, code_of }
    }

    /// Whose log it is.
    #[must_use]
    pub const fn identity(&self) -> &LogIdentity {
        &self.identity
    }

    /// Checks everything that a record shows by itself: form, position, entry signature, receipt signature.
    pub(crate) fn check(&self, position: u64, entry: SignedEntry) -> Result<VerifiedEntry, RecordProblem> {
        let found = entry.entry().position();
        if found != position {
            return Err(RecordProblem::Elsewhere { found });
        }
        let entry = entry.verify(&self.identity)?;
        if entry.entry().kind() == Kind::Cast
            && let Some(code) = (self.code_of)(entry.entry().body_bytes())
        {
            entry.check_receipt(&code)?;
        }
        Ok(entry)
    }
}

impl fmt::Debug for Verifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verifier").field("identity", &self.identity).finish_non_exhaustive()
    }
}
