//! Adding up rows of a village, and naming every difference (spec 10.6).

use std::collections::BTreeSet;

use election::TpsNumber;

use super::Bulletin;

/// A field in which two statements about the same places differ: the first says one number, the second another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Difference {
    /// DPT.
    Registered(u32, u32),
    /// Counted ballots.
    Ballots(u32, u32),
    /// Votes for an option, from 1.
    Votes(u8, u32, u32),
    /// Ballots in doubt.
    Doubt(u32, u32),
    /// Whether the outcome is final.
    Final(bool, bool),
}

/// Rows of one village together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowSum {
    /// The polling places.
    pub tps: BTreeSet<TpsNumber>,
    /// Ballots of all rows.
    pub ballots: u32,
    /// Votes of all rows for each option.
    pub votes: Vec<u32>,
}

impl Bulletin {
    /// In what another statement about the same places differs.
    #[must_use]
    pub fn differences(&self, other: &Self) -> Vec<Difference> {
        let votes = (1..).zip(self.votes.iter().zip(&other.votes));
        let votes = votes.map(|(option, (one, two))| Difference::Votes(option, *one, *two));
        let before = [
            Difference::Registered(self.registered, other.registered),
            Difference::Ballots(self.ballots, other.ballots),
        ];
        let after =
            [Difference::Doubt(self.doubt, other.doubt), Difference::Final(self.r#final, other.r#final)];
        before.into_iter().chain(votes).chain(after).filter(|field| field.is_one()).collect()
    }
}

impl Difference {
    const fn is_one(&self) -> bool {
        match self {
            Self::Registered(one, two)
            | Self::Ballots(one, two)
            | Self::Votes(_, one, two)
            | Self::Doubt(one, two) => *one != *two,
            Self::Final(one, two) => *one != *two,
        }
    }
}

impl RowSum {
    /// In what a bulletin of the whole village differs, if these are all its rows: its ballots may be more, because those
    /// of groups that are too small are in no row.
    #[must_use]
    pub fn differences(&self, whole: &Bulletin) -> Vec<Difference> {
        let votes = (1..).zip(self.votes.iter().zip(&whole.votes));
        let votes = votes.map(|(option, (one, two))| Difference::Votes(option, *one, *two));
        votes.filter(Difference::is_one).collect()
    }
}

/// Adds up rows of one village; `None` if two of them share a polling place.
#[must_use]
pub fn add_up<'b>(rows: impl IntoIterator<Item = &'b Bulletin>) -> Option<RowSum> {
    let mut sum = RowSum { tps: BTreeSet::new(), ballots: 0, votes: Vec::new() };
    for row in rows {
        if !row.tps.iter().all(|tps| sum.tps.insert(*tps)) {
            return None;
        }
        sum.ballots = sum.ballots.saturating_add(row.ballots);
        sum.votes.resize(row.votes.len().max(sum.votes.len()), 0);
        sum.votes.iter_mut().zip(&row.votes).for_each(|(all, votes)| *all = all.saturating_add(*votes));
    }
    Some(sum)
}
