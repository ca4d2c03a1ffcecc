//! Where logs end about which only a committee can decide (spec 9.6): what members see before they sign.

use std::collections::BTreeSet;

use ballot_log::Counts;
use election::{BoothId, EntryHash};

use crate::chain::{BoothLog, contradictions};
use crate::count_set::BoothStatus;
use crate::decision::LogEnd;
use crate::evidence::Evidence;
use crate::merge::VillageMerge;

/// Most branches of a forked log among which a decision may choose; only a booth's own key makes branches.
pub(crate) const MAX_BRANCHES: usize = 16;

/// A log from *opened* to an entry that nothing continues.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Branch {
    /// Where it ends: what a decision names.
    pub end: LogEnd,
    /// What stands in it.
    pub counts: Counts,
    /// Whether the polls were closed in it.
    pub is_closed: bool,
}

/// The branches of a forked log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fork {
    /// A decision may choose one of them; they are ordered by the hash of their last entry.
    Open(Vec<Branch>),
    /// More than a decision may choose among.
    TooMany,
    /// A receipt or a checkpoint of the booth fits none of them: entries of yet another branch are gone.
    Belied,
}

impl VillageMerge {
    /// What was found of a booth's log, whatever a signed count set says of it.
    #[must_use]
    pub fn found(&self, booth: &BoothId) -> Option<BoothStatus> {
        self.log(booth).map(|log| log.status)
    }

    /// The whole verified chain of a booth, or the branch that a decision chose; `None` without entries.
    #[must_use]
    pub fn end(&self, booth: &BoothId) -> Option<Branch> {
        self.log(booth).filter(|log| log.state.size() > 0).map(branch_of)
    }

    /// The branches of a forked log that lead to its beginning without breaking a rule; `None` of a log without fork.
    #[must_use]
    pub fn fork(&self, evidence: &Evidence, booth: &BoothId) -> Option<Fork> {
        let log = self.log(booth).filter(|log| log.status == BoothStatus::Fork)?;
        let Some(branches) = log.branches(evidence) else { return Some(Fork::TooMany) };
        if are_belied(evidence, log, &branches) {
            return Some(Fork::Belied);
        }
        let whole = branches.iter().filter(|(_, whole)| *whole);
        let mut branches: Vec<Branch> = whole.map(|(log, _)| branch_of(log)).collect();
        branches.sort_by_key(|branch| branch.end.head);
        Some(Fork::Open(branches))
    }

    pub(crate) fn log(&self, booth: &BoothId) -> Option<&BoothLog> {
        self.logs.iter().find(|log| log.id == *booth)
    }
}

fn branch_of(log: &BoothLog) -> Branch {
    Branch {
        end: LogEnd { booth: log.id.clone(), checkpoint: log.state.checkpoint(), head: log.state.head() },
        counts: *log.state.counts(),
        is_closed: log.state.closed().is_some(),
    }
}

impl BoothLog {
    /// For each entry that nothing continues, the log that ends with it, and whether it leads there without breaking a
    /// rule; `None` if there are too many.
    pub(crate) fn branches(&self, evidence: &Evidence) -> Option<Vec<(Self, bool)>> {
        let entries = evidence.logs.get(&self.id)?;
        let continued: BTreeSet<EntryHash> =
            entries.values().map(|copies| copies.entry().entry().previous()).collect();
        let tips: Vec<EntryHash> =
            entries.keys().map(|(_, hash)| *hash).filter(|hash| !continued.contains(hash)).collect();
        if tips.len() > MAX_BRANCHES {
            return None;
        }
        let log = self.state.log();
        Some(tips.iter().map(|tip| Self::up_to(evidence, log, Some(*tip))).collect())
    }
}

/// Whether a receipt or a checkpoint of the booth fits none of the branches: a fork cannot hide that entries of a third
/// one are gone.
pub(crate) fn are_belied(evidence: &Evidence, log: &BoothLog, branches: &[(BoothLog, bool)]) -> bool {
    !contradictions(evidence, log, branches.iter().map(|(branch, _)| branch)).is_empty()
}
