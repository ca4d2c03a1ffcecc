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
        let mut votes = vec![0_u32; tied.len()];
        for group in groups().filter(|group| group.status != GroupStatus::Empty) {
            if group.status == GroupStatus::TooSmall {
                return Err(Unanswered::TooSmall);
            }
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
