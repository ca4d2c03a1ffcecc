//! A log as it grows: every rule of spec 6.4 and every part that spec 6.3 demands, entry by entry.

use election::{EntryHash, Signature};

use crate::accounting::{Mismatch, accounting};
use crate::body::{Body, BodyError, Closed, Counts, Opened};
use crate::checkpoint::Checkpoint;
use crate::copies::EntryCopies;
use crate::entry::Kind;
use crate::identity::LogIdentity;
use crate::merkle::{CompactRange, LeafHash, RootHash};
use crate::record::VerifiedEntry;

/// A checkpoint is due after every so many cast entries (spec 6.3).
const CHECKPOINT_EVERY: u32 = 25;

/// Why an entry does not continue a log.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ChainError {
    /// Another booth's key has signed it.
    #[error("position {position}: this entry was signed by another booth")]
    Signer {
        /// Position of the entry.
        position: u64,
    },
    /// Not the next position.
    #[error("expected position {expected}, found {found}")]
    Position {
        /// The next position.
        expected: u64,
        /// Position of the entry.
        found: u64,
    },
    /// It follows another entry than the last one: two logs, or a changed one.
    #[error("position {position}: the entry follows {found}, the log ends with {expected}")]
    Previous {
        /// Position of the entry.
        position: u64,
        /// Hash of the last entry.
        expected: EntryHash,
        /// Hash that the entry names.
        found: EntryHash,
    },
    /// Opening and closing out of their order.
    #[error("position {position}: {problem}")]
    Order {
        /// Position of the entry.
        position: u64,
        /// What is wrong.
        problem: OrderProblem,
    },
    /// The body is not well formed.
    #[error("position {position}: {source}")]
    Body {
        /// Position of the entry.
        position: u64,
        /// What is wrong.
        source: BodyError,
    },
    /// A receipt or checkpoint signature that must be there is not, or the other way round.
    #[error("position {position}: {problem}")]
    Part {
        /// Position of the entry.
        position: u64,
        /// What is wrong.
        problem: PartProblem,
    },
    /// What *closed* says is not what the log holds, or does not add up without a reason.
    #[error("position {position}: {problem}")]
    Closing {
        /// Position of the entry.
        position: u64,
        /// What is wrong.
        problem: ClosingProblem,
    },
}

/// Opening and closing out of their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OrderProblem {
    /// Position 0 is something else.
    #[error("a log begins with *opened*")]
    NotOpened,
    /// A second opening.
    #[error("a log is opened once")]
    OpenedAgain,
    /// Something after the end.
    #[error("nothing follows *closed*")]
    AfterClosed,
}

/// What is wrong with the parts of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PartProblem {
    /// A cast entry without receipt signature.
    #[error("a cast entry has a receipt signature, this has none")]
    ReceiptMissing,
    /// No checkpoint signature where one is due.
    #[error("a checkpoint signature is due here and missing")]
    CheckpointMissing,
    /// A checkpoint signature where none is due.
    #[error("no checkpoint signature is due here")]
    CheckpointNotDue,
    /// A checkpoint signature over something else.
    #[error("the checkpoint signature is not the booth's for this size and root")]
    CheckpointSignature,
}

/// What is wrong with *closed*.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ClosingProblem {
    /// Counts that are not those of the log.
    #[error("the log is closed with {stated}, it holds {found}")]
    Counts {
        /// What *closed* states.
        stated: Counts,
        /// What the log holds.
        found: Counts,
    },
    /// Figures that do not agree, without a reason.
    #[error("figures do not agree and no reason is given: {}", list(.0))]
    Unexplained(Vec<Mismatch>),
}

fn list(mismatches: &[Mismatch]) -> String {
    mismatches.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

/// A log up to some entry: everything needed to judge the next one, in logarithmic memory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChainState {
    log: LogIdentity,
    head: EntryHash,
    range: CompactRange,
    counts: Counts,
    opened: Option<Opened>,
    closed: Option<Closed>,
}

impl ChainState {
    /// The log before its first entry.
    #[must_use]
    pub fn new(log: LogIdentity) -> Self {
        let head = log.start();
        let (range, counts) = (CompactRange::new(), Counts::default());
        Self { log, head, range, counts, opened: None, closed: None }
    }

    /// Takes the next entry, or leaves everything as it was.
    ///
    /// The receipt signature must be there; that it is right shows only where the ballot's context is known
    /// ([`VerifiedEntry::check_receipt`]).
    ///
    /// # Errors
    /// [`ChainError`], for the first rule that is broken.
    pub fn push(&mut self, verified: &VerifiedEntry) -> Result<(), ChainError> {
        let position = verified.entry().position();
        let body = self.check_link(verified)?;
        let next = self.after(verified, body);
        next.check_parts(verified).map_err(|problem| ChainError::Part { position, problem })?;
        next.check_closing().map_err(|problem| ChainError::Closing { position, problem })?;
        *self = next;
        Ok(())
    }

    /// Takes the next entry as it stands among its received records, and gives that record; or leaves everything as it was.
    ///
    /// `receipt` is the receipt signature that stands ([`EntryCopies::valid_receipt`]). As [`ChainState::push`] of what
    /// [`EntryCopies::settle_with`] gives, with every signature verified once.
    ///
    /// # Errors
    /// [`ChainError`], for the first rule that is broken. A checkpoint signature that is not valid counts as absent.
    pub fn push_copies(
        &mut self,
        copies: &EntryCopies,
        receipt: Option<Signature>,
    ) -> Result<VerifiedEntry, ChainError> {
        let entry = copies.entry();
        let (position, kind) = (entry.entry().position(), entry.entry().kind());
        let body = self.check_link(entry)?;
        let next = self.after(entry, body);
        let due = next.is_due(kind).then(|| next.checkpoint());
        let record = copies.settle_with(receipt, due.as_ref());
        next.check_presence(&record).map_err(|problem| ChainError::Part { position, problem })?;
        next.check_closing().map_err(|problem| ChainError::Closing { position, problem })?;
        *self = next;
        Ok(record)
    }

    /// Whose log it is.
    #[must_use]
    pub const fn log(&self) -> &LogIdentity {
        &self.log
    }

    /// Number of entries; the position of the next one.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.range.size()
    }

    /// Hash of the last entry; of an empty log its start. The next entry names it as its previous hash.
    #[must_use]
    pub const fn head(&self) -> EntryHash {
        self.head
    }

    /// Root of the tree of all entries.
    #[must_use]
    pub fn root(&self) -> RootHash {
        self.range.root()
    }

    /// Entries by class.
    #[must_use]
    pub const fn counts(&self) -> &Counts {
        &self.counts
    }

    /// What *opened* said, once there is an entry.
    #[must_use]
    pub const fn opened(&self) -> Option<&Opened> {
        self.opened.as_ref()
    }

    /// What *closed* said, if the log is closed.
    #[must_use]
    pub const fn closed(&self) -> Option<&Closed> {
        self.closed.as_ref()
    }

    /// Size and root of the log as it stands, whether a signature is due or not.
    #[must_use]
    pub fn checkpoint(&self) -> Checkpoint {
        Checkpoint { origin: self.log.origin.clone(), size: self.size(), root: self.root() }
    }

    /// The checkpoint that must be signed with this entry, if it continues the log and one is due (spec 6.3).
    ///
    /// # Errors
    /// [`ChainError`] if the entry does not continue the log.
    pub fn checkpoint_due(&self, verified: &VerifiedEntry) -> Result<Option<Checkpoint>, ChainError> {
        let next = self.after(verified, self.check_link(verified)?);
        Ok(next.is_due(verified.entry().kind()).then(|| next.checkpoint()))
    }

    /// Everything that does not depend on the record's other parts; returns the body.
    fn check_link(&self, verified: &VerifiedEntry) -> Result<Body, ChainError> {
        let entry = verified.entry();
        let position = entry.position();
        if *verified.signer() != self.log.key {
            return Err(ChainError::Signer { position });
        }
        if position != self.size() {
            return Err(ChainError::Position { expected: self.size(), found: position });
        }
        if entry.previous() != self.head {
            return Err(ChainError::Previous { position, expected: self.head, found: entry.previous() });
        }
        self.check_order(entry.kind()).map_err(|problem| ChainError::Order { position, problem })?;
        let body = entry.body().and_then(|body| body.check_place(&self.log).map(|()| body));
        body.map_err(|source| ChainError::Body { position, source })
    }

    fn check_order(&self, kind: Kind) -> Result<(), OrderProblem> {
        match (kind, self.size()) {
            (Kind::Opened, 0) => Ok(()),
            (_, 0) => Err(OrderProblem::NotOpened),
            _ if self.closed.is_some() => Err(OrderProblem::AfterClosed),
            (Kind::Opened, _) => Err(OrderProblem::OpenedAgain),
            _ => Ok(()),
        }
    }

    fn after(&self, verified: &VerifiedEntry, body: Body) -> Self {
        let mut next = self.clone();
        next.head = verified.hash();
        next.range.push(LeafHash::from(verified.hash()));
        next.counts.add(body.kind());
        match body {
            Body::Opened(opened) => next.opened = Some(opened),
            Body::Closed(closed) => next.closed = Some(closed),
            Body::Cast(_) | Body::Challenged(_) | Body::Cancelled(_) | Body::Event(_) => {}
        }
        next
    }

    /// Whether the entry that led to this state carries a checkpoint.
    const fn is_due(&self, kind: Kind) -> bool {
        match kind {
            Kind::Opened | Kind::Closed => true,
            Kind::Cast => self.counts.cast.is_multiple_of(CHECKPOINT_EVERY),
            Kind::Challenged | Kind::Cancelled | Kind::Event => false,
        }
    }

    fn check_parts(&self, verified: &VerifiedEntry) -> Result<(), PartProblem> {
        self.check_presence(verified)?;
        verified.record().checkpoint().map_or(Ok(()), |signature| {
            let matches = self.checkpoint().verify(&self.log.key, signature);
            matches.map_err(|_| PartProblem::CheckpointSignature)
        })
    }

    /// Every part that must be there, and no other; whether they are right is not looked at.
    fn check_presence(&self, verified: &VerifiedEntry) -> Result<(), PartProblem> {
        let (record, kind) = (verified.record(), verified.entry().kind());
        if kind == Kind::Cast && record.receipt().is_none() {
            return Err(PartProblem::ReceiptMissing);
        }
        match (self.is_due(kind), record.checkpoint()) {
            (true, None) => Err(PartProblem::CheckpointMissing),
            (false, Some(_)) => Err(PartProblem::CheckpointNotDue),
            (true, Some(_)) | (false, None) => Ok(()),
        }
    }

    fn check_closing(&self) -> Result<(), ClosingProblem> {
        let Some(closed) = &self.closed else { return Ok(()) };
        if closed.counts != self.counts {
            return Err(ClosingProblem::Counts { stated: closed.counts, found: self.counts });
        }
        let mismatches = accounting(closed, self.log.registered);
        if mismatches.is_empty() || closed.reason.is_some() {
            return Ok(());
        }
        Err(ClosingProblem::Unexplained(mismatches))
    }
}
