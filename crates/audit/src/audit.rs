//! From what is fixed before the dice to the verdict.

use crate::alpha::{Alpha, Estimate, SHRINKAGE, Value};
use crate::contest::{Contest, Interpretation};
use crate::expectation::Expectation;
use crate::manifest::{Manifest, SlipId};
use crate::sampler::draws;
use crate::seed::Seed;

/// The greatest probability, in percent, that a wrong winner is confirmed: 1 to 20.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct RiskLimit(u8);

/// That a number is no risk limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a risk limit is 1 to 20 percent, not {percent}")]
pub struct RiskLimitError {
    /// The number.
    pub percent: u8,
}

impl RiskLimitError {
    /// The same in Indonesian.
    #[must_use]
    pub fn to_indonesian(&self) -> String {
        format!("batas risiko adalah 1 sampai 20 persen, bukan {}", self.percent)
    }
}

impl RiskLimit {
    /// The limit of so many percent.
    ///
    /// # Errors
    /// [`RiskLimitError`]. A confirmation of more than 20 % would say little; less than 1 % means counting all slips.
    pub fn percent(percent: u8) -> Result<Self, RiskLimitError> {
        if (1..=20).contains(&percent) { Ok(Self(percent)) } else { Err(RiskLimitError { percent }) }
    }

    /// Percent.
    #[must_use]
    pub const fn as_percent(self) -> u8 {
        self.0
    }

    /// The limit as a probability.
    #[must_use]
    pub fn as_fraction(self) -> f64 {
        f64::from(self.0) / 100.0
    }
}

/// What is fixed and published before the dice are thrown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Audit {
    contest: Contest,
    manifest: Manifest,
    limit: RiskLimit,
}

/// Why slips cannot answer for a contest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AuditError {
    /// More ballots are reported than there are slips to draw from.
    #[error(
        "the record has {ballots} ballots, the boxes {slips} slips: enter each box with the greater of its slips and \
         its booth's ballots, the missing ones count against the winner"
    )]
    TooFewSlips {
        /// Slips of the manifest.
        slips: u32,
        /// Ballots of the record.
        ballots: u64,
    },
}

impl AuditError {
    /// The same in Indonesian.
    #[must_use]
    pub fn to_indonesian(&self) -> String {
        let Self::TooFewSlips { slips, ballots } = self;
        format!(
            "menurut hasil ada {ballots} suara, di kotak ada {slips} struk: catat setiap kotak dengan jumlah yang lebih \
             besar antara struknya dan suara biliknya; struk yang hilang dihitung merugikan pemenang"
        )
    }
}

impl Audit {
    /// An audit of these totals by these slips.
    ///
    /// # Errors
    /// [`AuditError`]: every ballot needs a slip that could be drawn, or what is missing would never be seen.
    pub fn new(contest: Contest, manifest: Manifest, limit: RiskLimit) -> Result<Self, AuditError> {
        let (slips, ballots) = (manifest.slips(), contest.ballots());
        if u64::from(slips) < ballots {
            return Err(AuditError::TooFewSlips { slips, ballots });
        }
        Ok(Self { contest, manifest, limit })
    }

    /// What is reported.
    #[must_use]
    pub const fn contest(&self) -> &Contest {
        &self.contest
    }

    /// Where the slips lie.
    #[must_use]
    pub const fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The risk limit.
    #[must_use]
    pub const fn limit(&self) -> RiskLimit {
        self.limit
    }

    /// How many slips will be drawn if the totals are right.
    #[must_use]
    pub fn expected_sample(&self) -> Expectation {
        Expectation::of(self, &Drawn::none(&self.contest), &self.pairs())
    }

    /// Draws, once the dice are thrown. Not before contest, manifest and limit are published: whoever chooses one of
    /// them after the seed chooses slips.
    #[must_use]
    pub fn begin(self, seed: &Seed) -> Sampling {
        let order = draws(seed, &self.manifest, usize::MAX).into_iter().map(|draw| draw.slip).collect();
        Sampling { order, drawn: Drawn::none(&self.contest), pairs: self.pairs(), audit: self }
    }

    fn pairs(&self) -> Vec<Pair> {
        self.contest.losers().iter().map(|loser| self.pair(*loser)).collect()
    }

    /// The test of a pair; slips beyond the reported ballots count as 0 in the reported mean.
    fn pair(&self, loser: u8) -> Pair {
        let votes = |option| f64::from(self.contest.votes(option).unwrap_or_default());
        let (winner, against) = (votes(self.contest.winner()), votes(loser));
        let neither = self.contest.ballots() as f64 - winner - against;
        let reported = (winner + neither / 2.0) / f64::from(self.manifest.slips());
        let alpha = Alpha::new(self.manifest.slips().into(), reported, Estimate::Shrink { d: SHRINKAGE });
        Pair { winner: self.contest.winner(), loser, alpha }
    }
}

/// The winner against one loser.
#[derive(Debug, Clone)]
pub(crate) struct Pair {
    winner: u8,
    loser: u8,
    alpha: Alpha,
}

impl Pair {
    pub(crate) fn observe(&mut self, seen: Interpretation) {
        self.alpha.observe(match seen {
            Interpretation::Option(option) if option == self.winner => Value::Winner,
            Interpretation::Option(option) if option == self.loser => Value::Loser,
            Interpretation::Option(_) | Interpretation::Invalid => Value::Neither,
            Interpretation::Missing => Value::Loser,
        });
    }

    /// The risk that is left; 1 as soon as the drawn slips prove the pair wrong, whatever luck there was before.
    pub(crate) fn risk(&self) -> f64 {
        if self.alpha.cannot_win() { 1.0 } else { self.alpha.p_value() }
    }
}

/// What was on the slips drawn so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawn {
    /// Slips for options 1, 2, ...
    pub by_option: Vec<u32>,
    /// Slips that cannot be read or name no option.
    pub invalid: u32,
    /// Slips that were not in their box.
    pub missing: u32,
}

impl Drawn {
    fn none(contest: &Contest) -> Self {
        Self { by_option: vec![0; contest.totals().len()], invalid: 0, missing: 0 }
    }

    /// All slips drawn so far, missing ones too.
    #[must_use]
    pub fn slips(&self) -> u32 {
        self.by_option.iter().fold(self.invalid.saturating_add(self.missing), |sum, n| sum.saturating_add(*n))
    }

    /// Where a slip is counted.
    fn count(&mut self, seen: Interpretation) -> Result<&mut u32, RecordError> {
        let options = self.by_option.len();
        match seen {
            Interpretation::Option(option) => {
                let place = usize::from(option).checked_sub(1);
                let count = place.and_then(|place| self.by_option.get_mut(place));
                count.ok_or(RecordError::NoSuchOption { option, options })
            }
            Interpretation::Invalid => Ok(&mut self.invalid),
            Interpretation::Missing => Ok(&mut self.missing),
        }
    }
}

/// The drawing: slips are fetched in order, read by people and recorded one by one. A slip that was recorded wrongly
/// means beginning anew with the same seed: the order is the same again.
#[derive(Debug, Clone)]
pub struct Sampling {
    audit: Audit,
    order: Vec<SlipId>,
    drawn: Drawn,
    pairs: Vec<Pair>,
}

/// The risk that is left of a pair: the probability that the slips would look so good for the winner, or better, at
/// some time of the drawing, if the winner did not have more votes than this loser.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PairRisk {
    /// The loser.
    pub loser: u8,
    /// 0 to 1.
    pub risk: f64,
}

/// What is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Every pair's risk is at most the limit: the audit is over, the winner stands.
    Confirmed,
    /// Draw on.
    DrawMore {
        /// So many more slips are as likely too many as too few, if the totals are right; at least 1.
        expected_more: u32,
    },
    /// Count all slips by hand: it is less work than drawing on, or the drawn slips prove that the winner does not have
    /// more votes than some loser. If all slips are drawn, that is done: [`Sampling::drawn`] is the count.
    CountAll,
}

/// Why a slip is not recorded; nothing has changed then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RecordError {
    /// It was recorded before.
    #[error("slip {slip} is recorded already")]
    Already {
        /// The slip.
        slip: SlipId,
    },
    /// It is not its turn.
    #[error("slip {slip} is not next: {next} is, and the order is part of the proof")]
    OutOfOrder {
        /// The slip.
        slip: SlipId,
        /// Whose turn it is.
        next: SlipId,
    },
    /// The manifest has no such slip.
    #[error("slip {slip} is in no box of the manifest")]
    Unknown {
        /// The slip.
        slip: SlipId,
    },
    /// The contest has no such option.
    #[error("there is no option {option}: enter 1 to {options}, unreadable or missing")]
    NoSuchOption {
        /// The number.
        option: u8,
        /// The last option.
        options: usize,
    },
}

impl RecordError {
    /// The same in Indonesian.
    #[must_use]
    pub fn to_indonesian(&self) -> String {
        match self {
            Self::Already { slip } => format!("struk {slip} sudah dicatat"),
            Self::OutOfOrder { slip, next } => {
                format!("struk {slip} belum gilirannya: sekarang {next}; urutan adalah bagian dari bukti")
            }
            Self::Unknown { slip } => format!("struk {slip} tidak ada dalam kotak mana pun"),
            Self::NoSuchOption { option, options } => {
                format!("tidak ada pilihan {option}: catat 1 sampai {options}, tidak terbaca atau hilang")
            }
        }
    }
}

impl Sampling {
    /// What was fixed before.
    #[must_use]
    pub const fn audit(&self) -> &Audit {
        &self.audit
    }

    /// All slips in the order of drawing.
    #[must_use]
    pub fn order(&self) -> &[SlipId] {
        &self.order
    }

    /// The slip whose turn it is; none if all are drawn.
    #[must_use]
    pub fn next_slip(&self) -> Option<SlipId> {
        self.order.get(self.recorded()).copied()
    }

    /// What was on the slips so far.
    #[must_use]
    pub const fn drawn(&self) -> &Drawn {
        &self.drawn
    }

    /// Records what people see on the slip whose turn it is. More than needed may be recorded, as slips are fetched in
    /// rounds.
    ///
    /// # Errors
    /// [`RecordError`].
    pub fn record(&mut self, slip: SlipId, seen: Interpretation) -> Result<(), RecordError> {
        if self.next_slip() != Some(slip) {
            return Err(self.misplaced(slip));
        }
        let count = self.drawn.count(seen)?;
        *count = count.saturating_add(1);
        self.pairs.iter_mut().for_each(|pair| pair.observe(seen));
        Ok(())
    }

    /// The risk of every pair, in the order of the losers.
    #[must_use]
    pub fn risks(&self) -> Vec<PairRisk> {
        self.pairs.iter().map(|pair| PairRisk { loser: pair.loser, risk: pair.risk() }).collect()
    }

    /// The risk that people are told: the largest of all pairs.
    #[must_use]
    pub fn risk(&self) -> f64 {
        self.pairs.iter().map(Pair::risk).fold(0.0, f64::max)
    }

    /// What is to be done now.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        if self.risk() <= self.audit.limit.as_fraction() {
            return Verdict::Confirmed;
        }
        if self.pairs.iter().any(|pair| pair.alpha.cannot_win()) {
            return Verdict::CountAll;
        }
        let expected = Expectation::of(&self.audit, &self.drawn, &self.pairs);
        if expected.is_too_many() {
            return Verdict::CountAll;
        }
        Verdict::DrawMore { expected_more: expected.median }
    }

    fn recorded(&self) -> usize {
        usize::try_from(self.drawn.slips()).unwrap_or(usize::MAX)
    }

    fn misplaced(&self, slip: SlipId) -> RecordError {
        let place = self.order.iter().position(|drawn| *drawn == slip);
        match (place, self.next_slip()) {
            (None, _) => RecordError::Unknown { slip },
            (Some(place), Some(next)) if place > self.recorded() => RecordError::OutOfOrder { slip, next },
            _ => RecordError::Already { slip },
        }
    }
}

#[cfg(test)]
mod tests;
