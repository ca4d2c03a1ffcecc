//! Who leads, by how much, and what could still change it (spec 10.4).

use election::DecisionHash;
use serde::{Deserialize, Serialize};

use crate::count_set::CountSet;
use crate::groups::GroupStatus;
use crate::result::figures::BoothFigures;
use crate::result::sum;
use crate::result::ties::{Field, Tie, TieDecision};

/// Kinds of outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OutcomeKind {
    /// One candidate has most votes.
    Winner,
    /// Several candidates have most votes: the rules of the definition decide.
    Tie,
    /// Nobody has a vote, or the only candidate does not exceed the blank ballots.
    Open,
}

/// Why an outcome is not final.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NotFinal {
    /// Ballots set aside could change it.
    SetAside,
    /// Booths that are not counted could change it.
    UncountedBooths,
    /// Groups that are too small to decrypt could change it.
    SmallGroups,
    /// A tie that neither a rule of the definition nor a decision has settled yet.
    Tie,
    /// No candidate leads.
    NoLead,
}

/// Who leads and whether that can still change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    /// What kind.
    pub kind: OutcomeKind,
    /// The leading candidates.
    pub candidates: Vec<u8>,
    /// Votes by which the first leads the second.
    pub margin: u32,
    /// What the rules for a tie said; only of a tie (spec 10.5).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tie: Option<Tie>,
    /// The committee's decision on a tie that changes nothing here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ignored: Option<IgnoredDecision>,
    /// Whether nothing that is in doubt could change it.
    pub r#final: bool,
    /// Why not final.
    pub reasons: Vec<NotFinal>,
}

/// A decision on a tie that does not apply.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IgnoredDecision {
    /// The decision.
    pub decision: DecisionHash,
    /// Whom it names.
    pub candidate: u8,
    /// Why it does not apply.
    pub why: WhyIgnored,
}

/// Why a decision on a tie does not apply.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WhyIgnored {
    /// There is no tie.
    NoTie,
    /// It names somebody who is not among the leaders.
    NotALeader,
    /// A rule of the definition decides by itself.
    RuleDecides,
}

/// How many votes could still come to light.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Doubt {
    /// Cast ballots of counted logs that are set aside.
    pub(crate) set_aside: u32,
    /// Ballots of groups that are never decrypted.
    pub(crate) small_groups: u32,
    /// What booths that are not counted could hold.
    pub(crate) booths: u32,
}

impl Doubt {
    pub(crate) fn of(set: &CountSet, booths: &[BoothFigures]) -> Self {
        let is_counted = |tps, booth| {
            set.booths.iter().any(|line| line.tps == tps && line.booth == booth && line.is_counted())
        };
        let aside = set.set_aside.iter().filter(|aside| is_counted(aside.tps, aside.booth));
        let small = set.groups.iter().filter(|group| group.status == GroupStatus::TooSmall);
        Self {
            set_aside: sum(aside.map(|_| 1)),
            small_groups: sum(small.map(|group| group.ballots)),
            booths: sum(booths.iter().filter_map(|booth| booth.doubt)),
        }
    }

    fn votes(self) -> u32 {
        sum([self.set_aside, self.small_groups, self.booths].into_iter())
    }
}

impl Outcome {
    /// The outcome by votes alone. `totals` are those of all options, the candidates first.
    pub(crate) fn by_votes(candidates: usize, totals: &[u32], doubt: Doubt) -> Self {
        let mut ranked: Vec<(u32, u8)> = totals.iter().copied().zip(1..).take(candidates).collect();
        ranked.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        let best = ranked.first().map_or(0, |(votes, _)| *votes);
        // The only candidate stands against the blank ballots (kolom kosong).
        let rival = match ranked.get(1) {
            Some((votes, _)) => *votes,
            None => totals.get(1).copied().unwrap_or_default(),
        };
        let leaders: Vec<u8> =
            ranked.iter().take_while(|(votes, _)| *votes == best).map(|(_, number)| *number).collect();
        let kind = if best == 0 || (ranked.len() == 1 && best <= rival) {
            OutcomeKind::Open
        } else if leaders.len() > 1 {
            OutcomeKind::Tie
        } else {
            OutcomeKind::Winner
        };
        let margin = best.saturating_sub(rival);
        let reasons = reasons(kind, margin, doubt);
        Self {
            candidates: if kind == OutcomeKind::Open { Vec::new() } else { leaders },
            kind,
            margin,
            tie: None,
            ignored: None,
            r#final: reasons.is_empty(),
            reasons,
        }
    }

    /// Asks the rules, if there is a tie. What is decided of it is no longer a reason against finality.
    pub(crate) fn settle(&mut self, field: &Field<'_>, decision: Option<&TieDecision>) {
        let tie = (self.kind == OutcomeKind::Tie).then(|| field.ask(&self.candidates, decision));
        self.ignored = decision.and_then(|decision| ignored(decision, &self.candidates, tie.as_ref()));
        if tie.as_ref().is_some_and(|tie| tie.decided.is_some()) {
            self.reasons.retain(|reason| *reason != NotFinal::Tie);
        }
        self.r#final = self.reasons.is_empty();
        self.tie = tie;
    }
}

fn reasons(kind: OutcomeKind, margin: u32, doubt: Doubt) -> Vec<NotFinal> {
    let mut reasons = Vec::new();
    if margin <= doubt.votes() {
        let causes = [
            (doubt.set_aside, NotFinal::SetAside),
            (doubt.booths, NotFinal::UncountedBooths),
            (doubt.small_groups, NotFinal::SmallGroups),
        ];
        reasons.extend(causes.into_iter().filter(|(votes, _)| *votes > 0).map(|(_, reason)| reason));
    }
    match kind {
        OutcomeKind::Winner => {}
        OutcomeKind::Tie => reasons.push(NotFinal::Tie),
        OutcomeKind::Open => reasons.push(NotFinal::NoLead),
    }
    reasons
}

fn ignored(decision: &TieDecision, leaders: &[u8], tie: Option<&Tie>) -> Option<IgnoredDecision> {
    let why = match tie {
        None => WhyIgnored::NoTie,
        Some(_) if !leaders.contains(&decision.candidate) => WhyIgnored::NotALeader,
        Some(tie) => match &tie.decided {
            Some(decided) if decided.decision.is_none() => WhyIgnored::RuleDecides,
            _ => return None,
        },
    };
    Some(IgnoredDecision { decision: decision.hash, candidate: decision.candidate, why })
}
