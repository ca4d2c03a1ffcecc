//! Exit codes (spec 13).

/// How a command ended, as scripts see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Everything asked for was done.
    Complete,
    /// Done, with remarks somebody should read.
    Remarks,
    /// Something is missing.
    Incomplete,
    /// A check has failed, or a safety rule refuses.
    Failed,
    /// The command line is wrong.
    Usage,
    /// An input cannot be read or is not what it should be.
    Unreadable,
    /// A fault of this program or of the machine.
    Internal,
    /// An output cannot be written.
    CannotWrite,
}

impl Exit {
    /// Of two ends of one kind of work the one that scripts must hear of: 3, then 2, then 1 (spec 13).
    #[must_use]
    pub const fn worse(self, other: Self) -> Self {
        if self.code() >= other.code() { self } else { other }
    }

    /// The number.
    #[must_use]
    pub const fn code(self) -> u8 {
        match self {
            Self::Complete => 0,
            Self::Remarks => 1,
            Self::Incomplete => 2,
            Self::Failed => 3,
            Self::Usage => 64,
            Self::Unreadable => 66,
            Self::Internal => 70,
            Self::CannotWrite => 74,
        }
    }
}
