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
    /// Ballots of logs about which the committee had decided, and that came to light later, could change it.
    LateBallots,
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
    /// Late ballots of logs about which the committee had decided.
    pub(crate) late: u32,
}

impl Doubt {
    pub(crate) fn of(set: &CountSet, booths: &[BoothFigures], late: u32) -> Self {
        let is_counted = |tps, booth| {
            set.booths.iter().any(|line| line.tps == tps && line.booth == booth && line.is_counted())
        };
        let aside = set.set_aside.iter().filter(|aside| is_counted(aside.tps, aside.booth));
        let small = set.groups.iter().filter(|group| group.status == GroupStatus::TooSmall);
        Self {
            set_aside: sum(aside.map(|_| 1)),
            small_groups: sum(small.map(|group| group.ballots)),
            booths: sum(booths.iter().filter_map(|booth| booth.doubt)),
            late,
        }
    }

    fn votes(self) -> u32 {
        sum([self.set_aside, self.small_groups, self.booths, self.late].into_iter())
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
            (doubt.late, NotFinal::LateBallots),
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

#[cfg(test)]
mod tests {
    use election::definition::TieBy;
    use proptest::prelude::*;

    use super::*;
    use crate::result::example::Example;

    fn outcome(totals: &[u32], doubt: Doubt) -> Outcome {
        Outcome::by_votes(3, totals, doubt)
    }

    const fn doubt(set_aside: u32, booths: u32, small_groups: u32) -> Doubt {
        Doubt { set_aside, small_groups, booths, late: 0 }
    }

    fn decision(candidate: u8) -> TieDecision {
        TieDecision { hash: DecisionHash::new([7; 32]), candidate, article: "Pasal".to_owned() }
    }

    #[test]
    fn a_lead_is_final_exactly_if_it_exceeds_all_doubt_together() {
        let rows = [
            (doubt(0, 0, 0), vec![]),
            (doubt(1, 1, 0), vec![]),
            (doubt(3, 0, 0), vec![NotFinal::SetAside]),
            (doubt(0, 3, 0), vec![NotFinal::UncountedBooths]),
            (doubt(0, 0, 3), vec![NotFinal::SmallGroups]),
            (Doubt { late: 3, ..doubt(0, 0, 0) }, vec![NotFinal::LateBallots]),
            (Doubt { late: 2, ..doubt(0, 0, 0) }, vec![]),
            (doubt(1, 1, 1), vec![NotFinal::SetAside, NotFinal::UncountedBooths, NotFinal::SmallGroups]),
        ];
        for (doubt, reasons) in rows {
            let found = outcome(&[8, 5, 1, 9], doubt);
            assert_eq!((found.kind, found.margin), (OutcomeKind::Winner, 3));
            assert_eq!((found.r#final, found.reasons), (reasons.is_empty(), reasons), "{doubt:?}");
        }
    }

    #[test]
    fn a_single_candidate_must_exceed_the_blank_ballots() {
        let of = |totals: &[u32]| {
            let found = Outcome::by_votes(1, totals, doubt(0, 0, 0));
            (found.kind, found.margin, found.candidates, found.reasons)
        };
        assert_eq!(of(&[5, 3]), (OutcomeKind::Winner, 2, vec![1], vec![]));
        assert_eq!(of(&[3, 3]), (OutcomeKind::Open, 0, vec![], vec![NotFinal::NoLead]));
        assert_eq!(of(&[0, 0]), (OutcomeKind::Open, 0, vec![], vec![NotFinal::NoLead]));
    }

    #[test]
    fn a_tie_is_final_once_decided_and_without_any_doubt() {
        let settled = |doubt: Doubt, ties: &[TieBy], decision: Option<&TieDecision>| {
            let cells = [(1, 1, 0, 9, [4, 2, 1]), (2, 1, 0, 8, [1, 3, 1])];
            let mut found = outcome(&[5, 5, 2, 0], doubt);
            found.settle(&Example::new(ties, &cells).field(), decision);
            assert_eq!((found.kind, found.margin), (OutcomeKind::Tie, 0));
            (found.r#final, found.reasons, found.ignored.map(|ignored| ignored.why))
        };
        let none = doubt(0, 0, 0);
        assert_eq!(settled(none, &[], None), (false, vec![NotFinal::Tie], None));
        assert_eq!(settled(none, &[TieBy::LargestTps], None), (true, vec![], None));
        let one = doubt(1, 0, 0);
        assert_eq!(settled(one, &[TieBy::LargestTps], None), (false, vec![NotFinal::SetAside], None));
        assert_eq!(settled(one, &[], None), (false, vec![NotFinal::SetAside, NotFinal::Tie], None));
        let (leader, other) = (decision(2), decision(3));
        assert_eq!(settled(none, &[], Some(&leader)), (true, vec![], None));
        let not_a_leader = (false, vec![NotFinal::Tie], Some(WhyIgnored::NotALeader));
        assert_eq!(settled(none, &[], Some(&other)), not_a_leader);
        let by_rule = (true, vec![], Some(WhyIgnored::RuleDecides));
        assert_eq!(settled(none, &[TieBy::LargestTps], Some(&leader)), by_rule);
    }

    #[test]
    fn without_a_tie_a_decision_on_one_is_named_and_changes_nothing() {
        let mut found = outcome(&[5, 4, 0, 0], doubt(0, 0, 0));
        let before = found.clone();
        found.settle(&Example::new(&[], &[]).field(), Some(&decision(2)));
        let (hash, why) = (decision(2).hash, WhyIgnored::NoTie);
        assert_eq!(found.ignored.take(), Some(IgnoredDecision { decision: hash, candidate: 2, why }));
        assert_eq!(found, before);
    }

    proptest! {
        /// Whatever comes in doubt, and wherever, it never makes an outcome final that was not, nor another one lead.
        #[test]
        fn more_doubt_never_makes_an_outcome_final(
            votes in prop::collection::vec(prop::array::uniform3(0_u32..4), 4),
            rules in prop::sample::subsequence(
                vec![TieBy::LargestTps, TieBy::LargestDusun, TieBy::LargestBooth, TieBy::TpsWon, TieBy::External], 0..=5),
            named in prop::option::of(1_u8..=3),
            less in prop::array::uniform2(0_u32..3),
            more in prop::array::uniform2(0_u32..3),
            booth in 0_usize..4,
            of_booth in (prop::option::of(0_u32..2), 0_u32..3),
        ) {
            let places = [(1, 1, 1), (1, 2, 2), (2, 1, 1), (3, 1, 2)];
            let cells: Vec<_> = places.iter().zip(&votes)
                .zip(1..).map(|(((tps, booth, dusun), votes), voters)| (*tps, *booth, *dusun, voters, *votes))
                .collect();
            let totals: Vec<u32> = (0..3).map(|i| votes.iter().map(|row| row[i]).sum()).collect();
            let decision = named.map(decision);
            let settled = |[aside, small]: [u32; 2], of_booth: Option<u32>| {
                let mut example = Example::new(&rules, &cells);
                example.booths[booth].doubt = of_booth;
                let mut found = outcome(&totals, doubt(aside, of_booth.unwrap_or_default(), small));
                found.settle(&example.field(), decision.as_ref());
                found
            };
            let before = settled(less, of_booth.0);
            let of_booth = Some(of_booth.0.unwrap_or_default() + of_booth.1);
            let after = settled([less[0] + more[0], less[1] + more[1]], of_booth);
            prop_assert!(before.r#final || !after.r#final, "{before:?} {after:?}");
            prop_assert_eq!((before.kind, &before.candidates), (after.kind, &after.candidates));
            if after.r#final {
                prop_assert_eq!(before, after);
            }
        }
    }
}
