//! What became of a village's decisions (spec 9.6): which of them hold and what they change.

use std::collections::BTreeMap;
use std::iter::successors;

use election::{BoothId, DecisionHash, KeyName, SignedNote, VillageCode};

use crate::count_set::CountSet;
use crate::decision::{Decision, DecisionKind, SignedDecision, Subject};
use crate::evidence::Evidence;
use crate::merge::VillageMerge;

/// How far the number of a decision that waits may be above those that hold to be counted on.
const MOST_AHEAD: u32 = 1_000;

/// A decision that m committee members have signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionLine {
    /// Its name.
    pub hash: DecisionHash,
    /// What was decided.
    pub decision: Decision,
    /// Who has signed.
    pub signers: Vec<KeyName>,
    /// What became of it.
    pub standing: DecisionStanding,
}

/// What became of a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecisionStanding {
    /// A count set, or the result, follows it.
    Followed,
    /// A signed count set follows it that another one has succeeded, which does not need it any more.
    Continued {
        /// Number of the newest set that follows it.
        set: u32,
    },
    /// One about the same subject has a higher number.
    Replaced,
    /// Another one about the same subject has the same number: neither holds.
    Conflicting,
    /// It holds, but changes nothing: it does not fit what was found, or a whole log counts anyway.
    WithoutEffect,
}

/// A decision that has fewer than m signatures.
#[derive(Debug, Clone)]
pub struct WaitingDecision<'e> {
    /// What is to be decided.
    pub decision: Decision,
    /// The valid signatures so far.
    pub note: &'e SignedNote,
}

impl Evidence {
    /// The decisions of a village that wait for more signatures.
    pub fn waiting_decisions(&self, village: &VillageCode) -> impl Iterator<Item = WaitingDecision<'_>> {
        let read = |note| Some(WaitingDecision { decision: self.decision_in(note)?, note });
        self.pending.values().filter_map(read).filter(move |waiting| waiting.decision.village == *village)
    }

    /// The highest number of a decision about the same subject, those that wait included; 0 if there is none.
    ///
    /// One member's signature makes a decision wait. So one that waits far above those that hold is passed over: nobody
    /// alone may use all numbers up.
    #[must_use]
    pub fn last_number(&self, decision: &Decision) -> u32 {
        let signed = self.decisions.get(&decision.village).into_iter().flat_map(BTreeMap::values);
        let signed = signed.map(|signed| &signed.decision).filter(|other| other.is_about_the_same(decision));
        let last = signed.map(|signed| signed.number).max().unwrap_or_default();
        let waiting = self.pending.values().filter_map(|note| self.decision_in(note));
        let waiting = waiting.filter(|other| other.is_about_the_same(decision)).map(|other| other.number);
        let near = waiting.filter(|number| *number <= last.saturating_add(MOST_AHEAD));
        near.max().unwrap_or_default().max(last)
    }

    fn decision_in(&self, note: &SignedNote) -> Option<Decision> {
        Decision::parse(self.definition(), note.text()).ok()
    }
}

/// The decisions of a village that was merged, in the order of their subjects and numbers.
pub(crate) fn decision_lines(evidence: &Evidence, merged: &VillageMerge) -> Vec<DecisionLine> {
    let known = evidence.decisions.get(&merged.village);
    let mut found: Vec<(&DecisionHash, &SignedDecision)> = known.into_iter().flatten().collect();
    found.sort_by_key(|(hash, signed)| (signed.decision.subject(), signed.decision.number, **hash));
    let standing = |decision: &Decision, hash: &DecisionHash| {
        let rivals = || found.iter().filter(|(_, s)| s.decision.subject() == decision.subject());
        if is_followed(merged, hash) {
            DecisionStanding::Followed
        } else if let Some(set) = followed_before(evidence, merged, hash) {
            DecisionStanding::Continued { set }
        } else if rivals().any(|(_, s)| s.decision.number > decision.number) {
            DecisionStanding::Replaced
        } else if rivals().filter(|(_, s)| s.decision.number == decision.number).count() > 1 {
            DecisionStanding::Conflicting
        } else if matches!(decision.kind, DecisionKind::Attendance { .. } | DecisionKind::Tie { .. }) {
            DecisionStanding::Followed
        } else {
            DecisionStanding::WithoutEffect
        }
    };
    let line = |(hash, signed): &(&DecisionHash, &SignedDecision)| DecisionLine {
        hash: **hash,
        decision: signed.decision.clone(),
        signers: signed.note.signatures().iter().map(|s| s.name().clone()).collect(),
        standing: standing(&signed.decision, hash),
    };
    found.iter().map(line).collect()
}

fn is_followed(merged: &VillageMerge, hash: &DecisionHash) -> bool {
    let next = merged.next.as_ref().map(|next| &next.set);
    [Some(&merged.set), next].into_iter().flatten().any(|set| set.decisions.contains(hash))
}

/// The number of the newest signed set before the one that holds that follows the decision.
fn followed_before(evidence: &Evidence, merged: &VillageMerge, hash: &DecisionHash) -> Option<u32> {
    let signed = evidence.sets.get(&merged.village)?;
    let before = |set: &CountSet| Some(&signed.get(set.predecessor.as_ref()?)?.set);
    let mut chain = successors(before(&merged.set), |set| before(set));
    chain.find(|set| set.decisions.contains(hash)).map(|set| set.number)
}

impl VillageMerge {
    /// A decision on a tie that does not apply to the result has no effect.
    pub(crate) fn name_ignored(&mut self) {
        let ignored = self.result.as_ref().and_then(|result| result.outcome.ignored.as_ref());
        let Some(hash) = ignored.map(|ignored| ignored.decision) else { return };
        for line in self.decisions.iter_mut().filter(|line| line.hash == hash) {
            line.standing = DecisionStanding::WithoutEffect;
        }
    }
}

impl Decision {
    /// Whether both are about one thing, so that the higher number holds.
    #[must_use]
    pub fn is_about_the_same(&self, other: &Self) -> bool {
        self.village == other.village && self.subject() == other.subject()
    }

    /// The booth that it is about; none for a tie.
    #[must_use]
    pub fn booth(&self) -> Option<BoothId> {
        match self.subject() {
            Subject::Log(booth) | Subject::Late(booth) | Subject::Attendance(booth) => Some(booth),
            Subject::Tie => None,
        }
    }
}

impl DecisionKind {
    /// The word in files and on the command line.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::BoothMissing { .. } => "booth-missing",
            Self::CountUnclosed(_) => "count-unclosed",
            Self::ChooseFork(_) => "choose-fork",
            Self::LateLog(_) => "late-log",
            Self::Attendance { .. } => "attendance",
            Self::Tie { .. } => "tie",
        }
    }

    /// Where it lets a log end, if it does.
    #[must_use]
    pub const fn end(&self) -> Option<&crate::decision::LogEnd> {
        match self {
            Self::CountUnclosed(end) | Self::ChooseFork(end) | Self::LateLog(end) => Some(end),
            Self::BoothMissing { .. } | Self::Attendance { .. } | Self::Tie { .. } => None,
        }
    }
}
