//! Several records of one entry: which parts stand (spec 6.3).

use std::collections::BTreeSet;

use election::{BallotCode, Signature};

use crate::checkpoint::Checkpoint;
use crate::record::{SignedEntry, VerifiedEntry, receipt_text};

/// All received records of one entry.
///
/// Receipt and checkpoint signatures stand outside the entry's own signature, so whoever holds a copy of a log can
/// strip or replace them. Such a copy must neither win over the true record nor break its log: each part is chosen
/// by itself among the valid ones, and what is not valid counts as absent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryCopies {
    entry: VerifiedEntry,
    receipts: BTreeSet<Signature>,
    checkpoints: BTreeSet<Signature>,
}

impl EntryCopies {
    /// The first record of an entry.
    #[must_use]
    pub fn new(first: VerifiedEntry) -> Self {
        Self {
            receipts: first.record().receipt().copied().into_iter().collect(),
            checkpoints: first.record().checkpoint().copied().into_iter().collect(),
            entry: first.with_parts(None, None),
        }
    }

    /// Adds another record of the same entry; without effect, and false, if it is another entry's.
    pub fn add(&mut self, other: VerifiedEntry) -> bool {
        if other.hash() != self.entry.hash() || other.signer() != self.entry.signer() {
            return false;
        }
        self.receipts.extend(other.record().receipt());
        self.checkpoints.extend(other.record().checkpoint());
        if other.record().signature() < self.entry.record().signature() {
            self.entry = other.with_parts(None, None);
        }
        true
    }

    /// Whether this very record was added before.
    #[must_use]
    pub fn holds(&self, record: &SignedEntry) -> bool {
        let own = self.entry.record();
        let has = |part: Option<&Signature>, known: &BTreeSet<Signature>| {
            part.is_none_or(|part| known.contains(part))
        };
        own.entry() == record.entry()
            && own.signature() == record.signature()
            && has(record.receipt(), &self.receipts)
            && has(record.checkpoint(), &self.checkpoints)
    }

    /// The entry with the bytewise smallest of its valid signatures, without other parts.
    #[must_use]
    pub const fn entry(&self) -> &VerifiedEntry {
        &self.entry
    }

    /// The record that stands: of each part the bytewise smallest valid signature, or none.
    ///
    /// `due` is the checkpoint that belongs to this entry ([`crate::ChainState::checkpoint_due`]); without one no
    /// checkpoint signature stands. Without a ballot code (its token is in no list, so it has no context) receipt
    /// signatures cannot be checked, and the smallest stands.
    #[must_use]
    pub fn settle(&self, code: Option<&BallotCode>, due: Option<&Checkpoint>) -> VerifiedEntry {
        self.settle_with(self.valid_receipt(code), due)
    }

    /// The receipt signature that stands in [`EntryCopies::settle`]: what takes longest there, and does not depend on the
    /// entries before.
    #[must_use]
    pub fn valid_receipt(&self, code: Option<&BallotCode>) -> Option<Signature> {
        let (election, key) = (self.entry.election(), self.entry.signer());
        let stands = |receipt: &&Signature| {
            code.is_none_or(|code| {
                key.verify(&receipt_text(election, code, self.entry.hash()), receipt).is_ok()
            })
        };
        self.receipts.iter().find(stands).copied()
    }

    /// [`EntryCopies::settle`] with the result of [`EntryCopies::valid_receipt`].
    #[must_use]
    pub fn settle_with(&self, receipt: Option<Signature>, due: Option<&Checkpoint>) -> VerifiedEntry {
        let key = self.entry.signer();
        let checkpoint = due.and_then(|due| self.checkpoints.iter().find(|c| due.verify(key, c).is_ok()));
        self.entry.with_parts(receipt, checkpoint.copied())
    }

    /// The records of an entry whose place in the log is not known yet: the receipt signature as in
    /// [`EntryCopies::settle`], and each checkpoint signature that was seen in a record of its own, because only the
    /// entries before it can tell which one is right. Sorted by bytes; at least one.
    #[must_use]
    pub fn unsettled(&self, code: Option<&BallotCode>) -> Vec<SignedEntry> {
        let settled = self.settle(code, None);
        let receipt = settled.record().receipt().copied();
        let with =
            |checkpoint: &Signature| self.entry.with_parts(receipt, Some(*checkpoint)).record().clone();
        let records: Vec<_> = self.checkpoints.iter().map(with).collect();
        if records.is_empty() { vec![settled.record().clone()] } else { records }
    }
}
