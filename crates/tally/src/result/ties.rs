//! The definition's rules for a tie, asked in their order (spec 10.5).
//!
//! A rule that cannot be answered is not skipped: the law's order binds, and the slips can answer it.

use std::collections::{BTreeMap, BTreeSet};

use election::definition::{CountRules, LargestBy, TieBy, TieRule, Voters};
use election::{BoothNumber, DecisionHash, DusunNumber, TpsNumber, VillageCode};
use serde::{Deserialize, Serialize};

use crate::count_set::Group;
use crate::decision::{DecisionKind, Subject};
use crate::evidence::Evidence;
use crate::groups::{Cell, GroupStatus};
use crate::result::figures::{BoothFigures, DusunFigures};

/// What the rules for a tie said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tie {
    /// The rules that were asked, in order.
    pub rules: Vec<TieStep>,
    /// Who wins it, once that is decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided: Option<TieDecided>,
}

/// One rule and what came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TieStep {
    /// The rule.
    pub by: TieBy,
    /// The legal article that orders it.
    pub article: String,
    /// What came of it.
    pub came: Came,
    /// Where it looked, or the polling place that it could not look at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// Votes there of each of the tied, in their order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub votes: Option<Vec<u32>>,
    /// Polling places won by each of the tied, in their order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub won: Option<Vec<u32>>,
    /// Why it could not be answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<Unanswered>,
}

/// What came of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Came {
    /// One of the tied has strictly most.
    Decided,
    /// No one of the tied has strictly most: the next rule is asked.
    Equal,
    /// Several places are the largest, or there is none: the next rule is asked.
    NoSingleLargest,
    /// The record cannot answer it: no later rule is asked.
    Unknown,
    /// It asks for the committee's decision, which is not there.
    Waiting,
}

/// Why the record cannot answer a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unanswered {
    /// It is not known how many voters came, so nobody can tell which place is the largest.
    Attendance,
    /// A booth there is not counted, and ballots of it are in doubt.
    NotCounted,
    /// A group there is too small to be decrypted.
    TooSmall,
    /// The place's ballots were decrypted together with those of other places.
    Joined,
}

/// A place whose votes a rule looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(untagged, deny_unknown_fields)]
pub enum Place {
    /// A booth.
    Booth {
        /// Its polling place.
        tps: TpsNumber,
        /// Its number there.
        booth: BoothNumber,
    },
    /// A polling place.
    Tps {
        /// Its number.
        tps: TpsNumber,
    },
    /// A dusun, at all polling places.
    Dusun {
        /// Its number.
        dusun: DusunNumber,
    },
}

impl Place {
    fn holds(self, cell: &Cell) -> bool {
        match self {
            Self::Booth { tps, booth } => cell.tps == tps && cell.booth == booth,
            Self::Tps { tps } => cell.tps == tps,
            Self::Dusun { dusun } => cell.dusun == dusun,
        }
    }
}

/// Who wins a tie.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TieDecided {
    /// Number of the candidate.
    pub candidate: u8,
    /// The rule that decides; `external` wherever the committee's decision does.
    pub by: TieBy,
    /// The legal article: the rule's, or that of the decision.
    pub article: String,
    /// The committee's decision, if it is one that decides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<DecisionHash>,
}

/// A decision of the committee on a tie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TieDecision {
    pub(crate) hash: DecisionHash,
    pub(crate) candidate: u8,
    pub(crate) article: String,
}

impl TieDecision {
    /// The one that holds for a village.
    pub(crate) fn of(evidence: &Evidence, village: &VillageCode) -> Option<Self> {
        let (hash, decision) = evidence.decisions_of(village).about(&Subject::Tie)?;
        match &decision.kind {
            DecisionKind::Tie { candidate, article } => {
                Some(Self { hash, candidate: *candidate, article: article.clone() })
            }
            _ => None,
        }
    }

    fn decided(&self) -> TieDecided {
        TieDecided {
            candidate: self.candidate,
            by: TieBy::External,
            article: self.article.clone(),
            decision: Some(self.hash),
        }
    }
}

/// What rules look at.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Field<'a> {
    pub(crate) rules: &'a CountRules,
    pub(crate) groups: &'a [Group],
    /// Votes for each option, by group number.
    pub(crate) totals: &'a BTreeMap<u32, Vec<u32>>,
    pub(crate) booths: &'a [BoothFigures],
    pub(crate) dusun: &'a [DusunFigures],
}

impl Field<'_> {
    /// Asks the rules in order until one decides or cannot be answered. `tied` are the leaders in number order.
    pub(crate) fn ask(&self, tied: &[u8], decision: Option<&TieDecision>) -> Tie {
        let given = decision.filter(|decision| tied.contains(&decision.candidate)).map(TieDecision::decided);
        let mut rules = Vec::new();
        for rule in &self.rules.ties {
            let answer = match rule.by {
                TieBy::External => Answer::external(given.is_some()),
                by => self.answer(by, tied),
            };
            let decided = answer.decided.and_then(|index| tied.get(index)).map(|candidate| TieDecided {
                candidate: *candidate,
                by: rule.by,
                article: rule.article.clone(),
                decision: None,
            });
            let came = answer.came;
            rules.push(answer.step(rule));
            match came {
                Came::Equal | Came::NoSingleLargest => {}
                // Nothing else may decide before this rule: only the committee, who can look at the slips.
                Came::Unknown | Came::Waiting => return Tie { rules, decided: given },
                Came::Decided => return Tie { rules, decided: decided.or(given) },
            }
        }
        Tie { rules, decided: given }
    }

    fn answer(&self, by: TieBy, tied: &[u8]) -> Answer {
        match by {
            TieBy::TpsWon => self.most_won(tied),
            _ => self.most_at_largest(self.places(by), tied),
        }
    }

    /// The places among which a rule looks for the largest, with their voters, as far as they are known.
    fn places(&self, by: TieBy) -> Vec<(Place, Option<u64>)> {
        let of_booth = |booth: &BoothFigures| self.voters(booth.registered, booth.present);
        let tps = |tps: TpsNumber| {
            let there = self.booths.iter().filter(|booth| booth.tps == tps);
            (Place::Tps { tps }, there.map(of_booth).sum())
        };
        match by {
            TieBy::LargestTps => self.tps().into_iter().map(tps).collect(),
            TieBy::LargestBooth => {
                let place = |booth: &BoothFigures| Place::Booth { tps: booth.tps, booth: booth.booth };
                self.booths.iter().map(|booth| (place(booth), of_booth(booth))).collect()
            }
            TieBy::LargestDusun => {
                let of = |dusun: &DusunFigures| self.voters(dusun.registered, dusun.present);
                self.dusun.iter().map(|dusun| (Place::Dusun { dusun: dusun.number }, of(dusun))).collect()
            }
            TieBy::TpsWon | TieBy::External => Vec::new(),
        }
    }

    fn tps(&self) -> BTreeSet<TpsNumber> {
        self.booths.iter().map(|booth| booth.tps).collect()
    }

    fn voters(&self, registered: Voters, present: Option<Voters>) -> Option<u64> {
        match self.rules.largest_by {
            LargestBy::Registered => Some(registered.total()),
            LargestBy::Present => present.map(Voters::total),
        }
    }

    fn most_at_largest(&self, places: Vec<(Place, Option<u64>)>, tied: &[u8]) -> Answer {
        let place = match largest(places) {
            Ok(place) => place,
            Err(answer) => return answer,
        };
        match self.votes_at(place, tied) {
            Ok(votes) => Answer { place: Some(place), votes: Some(votes.clone()), ..Answer::of(&votes) },
            Err(why) => Answer { place: Some(place), ..Answer::unknown(why) },
        }
    }

    /// Who of the tied leads at most polling places.
    fn most_won(&self, tied: &[u8]) -> Answer {
        let mut won = vec![0_u32; tied.len()];
        for tps in self.tps() {
            let place = Place::Tps { tps };
            match self.votes_at(place, tied) {
                Ok(votes) => {
                    if let Some(won) = strictly_most(&votes).and_then(|index| won.get_mut(index)) {
                        *won = won.saturating_add(1);
                    }
                }
                Err(why) => return Answer { place: Some(place), ..Answer::unknown(why) },
            }
        }
        Answer { won: Some(won.clone()), ..Answer::of(&won) }
    }

    /// Votes of each of the tied at a place, if the decrypted groups tell them.
    fn votes_at(&self, place: Place, tied: &[u8]) -> Result<Vec<u32>, Unanswered> {
        let groups = || self.groups.iter().filter(|group| group.cells.iter().any(|cell| place.holds(cell)));
        let there: BTreeSet<_> = groups()
            .flat_map(|group| &group.cells)
            .filter(|cell| place.holds(cell))
            .map(|cell| (cell.tps, cell.booth))
            .collect();
        let in_doubt = |booth: &BoothFigures| booth.doubt.is_some_and(|votes| votes > 0);
        if self.booths.iter().any(|booth| in_doubt(booth) && there.contains(&(booth.tps, booth.booth))) {
            return Err(Unanswered::NotCounted);
        }
        if groups().any(|group| group.status == GroupStatus::TooSmall) {
            return Err(Unanswered::TooSmall);
        }
        let mut votes = vec![0_u32; tied.len()];
        for group in groups().filter(|group| group.status != GroupStatus::Empty) {
            if !group.cells.iter().all(|cell| place.holds(cell)) {
                return Err(Unanswered::Joined);
            }
            let totals = self.totals.get(&group.group);
            for (sum, number) in votes.iter_mut().zip(tied) {
                let of = totals.zip(usize::from(*number).checked_sub(1)).and_then(|(all, i)| all.get(i));
                *sum = sum.saturating_add(of.copied().unwrap_or_default());
            }
        }
        Ok(votes)
    }
}

/// The one place with most voters. A place that is alone needs no comparison.
fn largest(places: Vec<(Place, Option<u64>)>) -> Result<Place, Answer> {
    if let [(place, _)] = places.as_slice() {
        return Ok(*place);
    }
    let known: Option<Vec<(Place, u64)>> =
        places.into_iter().map(|(place, voters)| Some((place, voters?))).collect();
    let known = known.ok_or_else(|| Answer::unknown(Unanswered::Attendance))?;
    let most = known.iter().map(|(_, voters)| *voters).max();
    let mut first = known.iter().filter(|(_, voters)| Some(*voters) == most);
    match (first.next(), first.next()) {
        (Some((place, _)), None) => Ok(*place),
        _ => Err(Answer::new(Came::NoSingleLargest)),
    }
}

/// The index of the one number that is greater than all others.
fn strictly_most(numbers: &[u32]) -> Option<usize> {
    let most = numbers.iter().max()?;
    let mut first = numbers.iter().enumerate().filter(|(_, number)| *number == most);
    match (first.next(), first.next()) {
        (Some((index, _)), None) => Some(index),
        _ => None,
    }
}

/// What came of one rule, and for whom of the tied it decides.
#[derive(Debug)]
struct Answer {
    came: Came,
    decided: Option<usize>,
    place: Option<Place>,
    votes: Option<Vec<u32>>,
    won: Option<Vec<u32>>,
    why: Option<Unanswered>,
}

impl Answer {
    const fn new(came: Came) -> Self {
        Self { came, decided: None, place: None, votes: None, won: None, why: None }
    }

    fn of(numbers: &[u32]) -> Self {
        match strictly_most(numbers) {
            Some(index) => Self { decided: Some(index), ..Self::new(Came::Decided) },
            None => Self::new(Came::Equal),
        }
    }

    fn unknown(why: Unanswered) -> Self {
        Self { why: Some(why), ..Self::new(Came::Unknown) }
    }

    fn external(is_given: bool) -> Self {
        Self::new(if is_given { Came::Decided } else { Came::Waiting })
    }

    fn step(self, rule: &TieRule) -> TieStep {
        TieStep {
            by: rule.by,
            article: rule.article.clone(),
            came: self.came,
            place: self.place,
            votes: self.votes,
            won: self.won,
            why: self.why,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::result::example::{CellVotes, Example, men};

    /// Two TPS with 15 votes for either of the tied: TPS 2 is the largest, and there candidate 2 leads.
    const CELLS: [CellVotes; 3] =
        [(1, 1, 1, 30, [10, 5, 1]), (1, 2, 2, 20, [3, 2, 1]), (2, 1, 2, 60, [2, 8, 9])];

    const ALL: [TieBy; 5] =
        [TieBy::LargestTps, TieBy::LargestDusun, TieBy::LargestBooth, TieBy::TpsWon, TieBy::External];

    fn decision(candidate: u8) -> TieDecision {
        TieDecision { hash: DecisionHash::new([7; 32]), candidate, article: "Pasal Bupati".to_owned() }
    }

    fn came(tie: &Tie) -> Vec<Came> {
        tie.rules.iter().map(|step| step.came).collect()
    }

    /// The only step of a village with one rule, between candidates 1 and 2.
    fn step(example: &Example) -> TieStep {
        let tie = example.field().ask(&[1, 2], None);
        let winner = tie.decided.map(|decided| (decided.candidate, decided.by, decided.article));
        let step = tie.rules[0].clone();
        let numbers = step.votes.as_ref().or(step.won.as_ref());
        let expected = numbers.and_then(|n| strictly_most(n)).map(|i| [1, 2][i]);
        assert_eq!(winner, expected.map(|candidate| (candidate, step.by, step.article.clone())));
        step
    }

    fn tps(number: u32) -> Place {
        Place::Tps { tps: number.try_into().unwrap() }
    }

    fn decided(place: Place, votes: [u32; 2]) -> (Came, Option<Place>, Option<Vec<u32>>, Option<Unanswered>) {
        (Came::Decided, Some(place), Some(votes.to_vec()), None)
    }

    fn parts(step: TieStep) -> (Came, Option<Place>, Option<Vec<u32>>, Option<Unanswered>) {
        (step.came, step.place, step.votes, step.why)
    }

    #[test]
    fn the_largest_place_decides_among_the_tied_alone() {
        let at = |by| parts(step(&Example::new(&[by], &CELLS)));
        // Candidate 3 leads at TPS 2, but is not among the tied.
        assert_eq!(at(TieBy::LargestTps), decided(tps(2), [2, 8]));
        let dusun = Place::Dusun { dusun: 2.try_into().unwrap() };
        assert_eq!(at(TieBy::LargestDusun), decided(dusun, [5, 10]), "over all polling places");
        let booth = Place::Booth { tps: 2.try_into().unwrap(), booth: 1.try_into().unwrap() };
        assert_eq!(at(TieBy::LargestBooth), decided(booth, [2, 8]));
    }

    #[test]
    fn what_is_equal_or_has_no_single_largest_passes_to_the_next_rule() {
        let rules = [TieBy::LargestTps, TieBy::LargestBooth];
        let mut cells = CELLS;
        cells[2].4 = [5, 5, 0];
        let tie = Example::new(&rules, &cells).field().ask(&[1, 2], None);
        assert_eq!((came(&tie), &tie.decided), (vec![Came::Equal, Came::Equal], &None));
        assert_eq!(tie.rules[0].votes, Some(vec![5, 5]));
        // TPS 1 and 2 have 60 voters each; the booth of TPS 2 is the largest all the same.
        cells = CELLS;
        cells[0].3 = 40;
        let tie = Example::new(&rules, &cells).field().ask(&[1, 2], None);
        assert_eq!(came(&tie), [Came::NoSingleLargest, Came::Decided]);
        assert_eq!((tie.rules[0].place, tie.rules[0].votes.as_ref()), (None, None));
        assert_eq!(
            tie.decided.map(|decided| (decided.candidate, decided.by)),
            Some((2, TieBy::LargestBooth))
        );
    }

    #[test]
    fn two_of_three_who_lead_equally_do_not_put_out_the_third() {
        let cells = [(1, 1, 0, 50, [4, 4, 2]), (2, 1, 0, 40, [1, 1, 6]), (3, 1, 0, 30, [1, 1, 2])];
        let tie = Example::new(&[TieBy::LargestTps, TieBy::TpsWon], &cells).field().ask(&[1, 2, 3], None);
        assert_eq!(came(&tie), [Came::Equal, Came::Decided]);
        assert_eq!(tie.rules[1].won, Some(vec![0, 0, 2]));
        assert_eq!(tie.decided.map(|decided| decided.candidate), Some(3));
    }

    #[test]
    fn a_place_joined_with_others_stops_the_rules() {
        let mut example = Example::new(&ALL, &CELLS);
        example.join(1, 2);
        let tie = example.field().ask(&[1, 2], None);
        assert_eq!((came(&tie), &tie.decided), (vec![Came::Unknown], &None));
        assert_eq!(
            parts(tie.rules[0].clone()),
            (Came::Unknown, Some(tps(2)), None, Some(Unanswered::Joined))
        );
        // Both joined cells lie in dusun 2: this rule alone would be answered.
        example.rules.ties.retain(|rule| rule.by == TieBy::LargestDusun);
        let dusun = Place::Dusun { dusun: 2.try_into().unwrap() };
        assert_eq!(parts(step(&example)), decided(dusun, [5, 10]));
    }

    #[test]
    fn a_group_of_other_places_hinders_nothing() {
        let mut example = Example::new(&[TieBy::LargestTps], &CELLS);
        example.join(0, 1);
        assert_eq!(parts(step(&example)), decided(tps(2), [2, 8]));
    }

    #[test]
    fn what_is_not_decrypted_or_not_counted_stops_the_rules() {
        let unknown = |example: &Example| parts(step(example));
        let expected = |why| (Came::Unknown, Some(tps(2)), None, Some(why));
        let mut example = Example::new(&[TieBy::LargestTps], &CELLS);
        example.groups[2].status = GroupStatus::TooSmall;
        assert_eq!(unknown(&example), expected(Unanswered::TooSmall));
        example.groups[1].status = GroupStatus::TooSmall;
        example.join(1, 2);
        assert_eq!(unknown(&example), expected(Unanswered::TooSmall), "joined and too small all the same");
        let mut example = Example::new(&[TieBy::LargestTps], &CELLS);
        example.booths[2].doubt = Some(1);
        assert_eq!(unknown(&example), expected(Unanswered::NotCounted));
        // A spare that nobody used, and what is in doubt elsewhere, hinder nothing.
        example.booths[2].doubt = Some(0);
        example.booths[0].doubt = Some(9);
        assert_eq!(parts(step(&example)), decided(tps(2), [2, 8]));
    }

    #[test]
    fn largest_is_by_registered_or_by_present_voters() {
        let mut example = Example::new(&[TieBy::LargestTps], &CELLS);
        example.rules.largest_by = LargestBy::Present;
        for (booth, present) in example.booths.iter_mut().zip([20, 10, 29]) {
            booth.present = Some(men(present));
        }
        assert_eq!(parts(step(&example)), decided(tps(1), [13, 7]));
        example.booths[1].present = None;
        let unknown = (Came::Unknown, None, None, Some(Unanswered::Attendance));
        assert_eq!(parts(step(&example)), unknown);
        example.rules.ties[0].by = TieBy::LargestDusun;
        assert_eq!(parts(step(&example)), unknown);
        example.dusun.iter_mut().zip([20, 19]).for_each(|(dusun, n)| dusun.present = Some(men(n)));
        let dusun = Place::Dusun { dusun: 1.try_into().unwrap() };
        assert_eq!(parts(step(&example)), decided(dusun, [10, 5]));
    }

    #[test]
    fn a_place_that_is_alone_is_the_largest() {
        let mut example = Example::new(&[TieBy::LargestTps], &[(1, 1, 0, 30, [5, 5, 0])]);
        example.rules.largest_by = LargestBy::Present;
        assert_eq!(parts(step(&example)), (Came::Equal, Some(tps(1)), Some(vec![5, 5]), None));
        example.rules.ties[0].by = TieBy::LargestDusun;
        assert_eq!(step(&example).came, Came::NoSingleLargest, "no list is bound to a dusun");
    }

    #[test]
    fn who_leads_at_most_polling_places_wins_by_spread() {
        let cells = [(1, 1, 0, 9, [9, 1, 0]), (2, 1, 0, 9, [1, 4, 9]), (3, 1, 0, 9, [2, 7, 0])];
        let mut example = Example::new(&[TieBy::TpsWon], &cells);
        assert_eq!((step(&example).came, step(&example).won), (Came::Decided, Some(vec![1, 2])));
        example.totals.insert(3, vec![7, 7, 0]);
        assert_eq!((step(&example).came, step(&example).won), (Came::Equal, Some(vec![1, 1])));
        example.join(1, 2);
        let unknown = step(&example);
        assert_eq!(
            (unknown.came, unknown.place, unknown.why),
            (Came::Unknown, Some(tps(2)), Some(Unanswered::Joined))
        );
        assert_eq!(unknown.won, None);
    }

    #[test]
    fn an_external_decision_stands_at_its_place_in_the_order() {
        let example = Example::new(&[TieBy::External, TieBy::LargestTps], &CELLS);
        let tie = example.field().ask(&[1, 2], None);
        assert_eq!((came(&tie), tie.decided), (vec![Came::Waiting], None));
        let tie = example.field().ask(&[1, 2], Some(&decision(1)));
        let decided = tie.decided.clone().unwrap();
        assert_eq!((came(&tie), decided.candidate, decided.by), (vec![Came::Decided], 1, TieBy::External));
        assert_eq!((decided.article.as_str(), decided.decision), ("Pasal Bupati", Some(decision(1).hash)));
    }

    #[test]
    fn a_decision_settles_only_what_no_rule_does() {
        let ask = |example: &Example, candidate| {
            let decided = example.field().ask(&[1, 2], Some(&decision(candidate))).decided;
            decided.map(|decided| (decided.candidate, decided.decision.is_some()))
        };
        let mut example = Example::new(&[TieBy::LargestTps], &CELLS);
        assert_eq!(ask(&example, 1), Some((2, false)), "the rule decides");
        example.booths[2].doubt = Some(1);
        assert_eq!(ask(&example, 1), Some((1, true)), "the slips of TPS 2 were counted");
        assert_eq!(ask(&example, 3), None, "candidate 3 is not among the tied");
        let none = Example::new(&[], &CELLS);
        assert_eq!((ask(&none, 1), ask(&none, 3)), (Some((1, true)), None), "no rule is left");
    }
}
