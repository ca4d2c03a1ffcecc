//! One booth's log for those who sign what they have seen of it: a candidate's saksi (spec 7.2).

use std::collections::{BTreeMap, BTreeSet};

use ballot_log::merkle::{CompactRange, RootHash};
use ballot_log::{Checkpoint, LogIdentity, VerifiedEntry};
use election::{BoothId, KeyName, SignedNote};

use crate::chain::BoothLog;
use crate::count_set::BoothStatus;
use crate::evidence::Evidence;
use crate::message::Problem;

/// What the evidence shows of one booth's log, and what the booth has signed about it.
#[derive(Debug, Clone)]
pub struct SeenLog {
    /// Name of the log in checkpoints.
    pub origin: KeyName,
    /// As a merge would say, without a committee's decisions.
    pub status: BoothStatus,
    /// What is wrong with the log, in words.
    pub problems: Vec<Problem>,
    /// Roots of the verified chain after each entry.
    roots: Vec<RootHash>,
    /// Checkpoints with the booth's signature alone.
    signed: BTreeMap<Checkpoint, SignedNote>,
}

impl Evidence {
    /// The log of a booth of the definition.
    #[must_use]
    pub fn seen_log(&self, booth: &BoothId) -> Option<SeenLog> {
        let identity = self.identity(booth)?;
        let log = BoothLog::of(self, identity);
        let roots = roots(&log.chain);
        let mut signed = BTreeMap::new();
        for (entry, root) in log.chain.iter().zip(&roots) {
            signed.extend(in_record(identity, entry, *root));
        }
        for note in self.checkpoints.get(booth).into_iter().flat_map(BTreeMap::values) {
            signed.extend(loose(identity, note));
        }
        let (status, problems) = (log.status, log.problems);
        Some(SeenLog { origin: identity.origin.clone(), status, problems, roots, signed })
    }
}

impl SeenLog {
    /// Whether there is neither an entry nor a checkpoint.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.status == BoothStatus::Missing && self.signed.is_empty()
    }

    /// Number of entries of the verified chain.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.roots.len() as u64
    }

    /// Root of the first `size` entries, at least one; `None` where the verified chain does not reach.
    #[must_use]
    pub fn root_at(&self, size: u64) -> Option<RootHash> {
        let index = usize::try_from(size.checked_sub(1)?).ok()?;
        self.roots.get(index).copied()
    }

    /// The checkpoint of the most entries that the booth has signed, as a note with the booth's signature alone.
    #[must_use]
    pub fn newest(&self) -> Option<(&Checkpoint, &SignedNote)> {
        self.signed.iter().max_by_key(|(checkpoint, _)| checkpoint.size)
    }

    /// The fewest entries about which the booth has signed two different things: two roots, or one that its own log
    /// does not have.
    #[must_use]
    pub fn contradiction(&self) -> Option<u64> {
        let mut roots: BTreeMap<u64, BTreeSet<RootHash>> = BTreeMap::new();
        for Checkpoint { size, root, .. } in self.signed.keys() {
            roots.entry(*size).or_default().extend([*root].into_iter().chain(self.root_at(*size)));
        }
        roots.into_iter().find(|(_, roots)| roots.len() > 1).map(|(size, _)| size)
    }
}

fn roots(chain: &[VerifiedEntry]) -> Vec<RootHash> {
    let mut range = CompactRange::new();
    let root_after = |entry: &VerifiedEntry| {
        range.push(entry.hash().into());
        range.root()
    };
    chain.iter().map(root_after).collect()
}

/// The checkpoint in a record of the verified chain.
fn in_record(log: &LogIdentity, entry: &VerifiedEntry, root: RootHash) -> Option<(Checkpoint, SignedNote)> {
    let signature = entry.record().checkpoint()?;
    let checkpoint = Checkpoint { origin: log.origin.clone(), size: entry.entry().position() + 1, root };
    let note = checkpoint.with_signature(&log.key, *signature).ok()?.note().clone();
    Some((checkpoint, note))
}

/// A loose checkpoint, if the booth is among those who have signed it.
fn loose(log: &LogIdentity, note: &SignedNote) -> Option<(Checkpoint, SignedNote)> {
    let note = note.keep_known(&[(&log.origin, &log.key)]).ok()?;
    Some((Checkpoint::parse(note.text()).ok()?, note))
}
