//! How many slips will have to be drawn, by drawing from the reported totals many times.

use sha2::{Digest as _, Sha256};

use crate::audit::{Audit, Drawn, Pair};
use crate::contest::{Contest, Interpretation};
use crate::seed::Seed;

/// Simulated drawings of an estimate, with the seeds 0 to 199: the median is known to some 5 %.
pub const RUNS: u32 = 200;

/// How many more slips confirm the winner, if the totals are right. The same everywhere for the same slips.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Expectation {
    /// Enough in half of all drawings.
    pub median: u32,
    /// Enough in nine of ten.
    pub p90: u32,
    /// Slips that are left to be drawn.
    pub left: u32,
}

impl Expectation {
    /// Whether counting all slips is advised: when more than half of those that are left would have to be drawn. Finding
    /// one slip by its number means counting through its box, and takes longer than reading two in a row.
    #[must_use]
    pub const fn is_too_many(&self) -> bool {
        self.median > self.left / 2
    }

    /// Of an audit in which this was drawn, and whose tests stand so.
    pub(crate) fn of(audit: &Audit, drawn: &Drawn, pairs: &[Pair]) -> Self {
        let left = audit.manifest().slips().saturating_sub(drawn.slips());
        let urn = Urn::new(audit.contest(), drawn, left);
        let limit = audit.limit().as_fraction();
        let mut runs: Vec<u32> =
            (0..RUNS).map(|run| confirmed_after(run, urn.clone(), pairs, limit)).collect();
        runs.sort_unstable();
        let quantile = |n: usize| runs.get(n).copied().unwrap_or(left);
        Self { median: quantile(runs.len() / 2), p90: quantile(runs.len() / 10 * 9), left }
    }
}

/// Slips of one simulated drawing until every pair's risk is at most the limit; all that are left if it never is.
fn confirmed_after(run: u32, mut urn: Urn, pairs: &[Pair], limit: f64) -> u32 {
    let mut numbers = Numbers::new(run);
    let mut open: Vec<Pair> = pairs.to_vec();
    for slips in 0..urn.slips {
        open.retain(|pair| pair.risk() > limit);
        if open.is_empty() {
            return slips;
        }
        let seen = urn.draw(&mut numbers);
        open.iter_mut().for_each(|pair| pair.observe(seen));
    }
    urn.slips
}

/// The slips that are left, as the totals say.
#[derive(Clone)]
struct Urn {
    by_option: Vec<u64>,
    /// Slips beyond the totals: nobody knows what is on them, so they are taken as missing.
    missing: u64,
    /// So many may be drawn.
    slips: u32,
}

impl Urn {
    fn new(contest: &Contest, drawn: &Drawn, slips: u32) -> Self {
        let rest = |(reported, seen): (&u32, &u32)| u64::from(reported.saturating_sub(*seen));
        let by_option: Vec<u64> = contest.totals().iter().zip(&drawn.by_option).map(rest).collect();
        let missing = u64::from(slips).saturating_sub(by_option.iter().sum());
        Self { by_option, missing, slips }
    }

    fn draw(&mut self, numbers: &mut Numbers) -> Interpretation {
        let mut place = numbers.below(self.by_option.iter().sum::<u64>().saturating_add(self.missing));
        for (option, left) in (1..).zip(&mut self.by_option) {
            if let Some(further) = place.checked_sub(*left) {
                place = further;
            } else {
                *left = left.saturating_sub(1);
                return Interpretation::Option(option);
            }
        }
        self.missing = self.missing.saturating_sub(1);
        Interpretation::Missing
    }
}

/// Numbers that are random enough for an estimate: SHA-256 of "seed,1", "seed,2", ..., eight bytes at a time. The
/// sampler's tickets would do as well, but cost a hash for every slip, drawn or not.
struct Numbers {
    seed: Seed,
    block: u32,
    waiting: Vec<u64>,
}

impl Numbers {
    fn new(run: u32) -> Self {
        Self { seed: Seed::of_number(run), block: 0, waiting: Vec::new() }
    }

    fn next(&mut self) -> u64 {
        if self.waiting.is_empty() {
            self.block = self.block.saturating_add(1);
            let digest: [u8; 32] = Sha256::digest(format!("{},{}", self.seed, self.block)).into();
            self.waiting.extend(digest.as_chunks::<8>().0.iter().map(|bytes| u64::from_be_bytes(*bytes)));
        }
        self.waiting.pop().unwrap_or_default()
    }

    /// 0 to n - 1; the bias is less than n / 2^64.
    fn below(&mut self, n: u64) -> u64 {
        let scaled = u128::from(self.next()) * u128::from(n);
        u64::try_from(scaled >> 64).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_urn_gives_what_is_in_it() {
        let contest = Contest::new(vec![5, 3, 0], 1, vec![2]).unwrap();
        let drawn = Drawn { by_option: vec![1, 4, 0], invalid: 0, missing: 1 };
        let mut urn = Urn::new(&contest, &drawn, 6);
        let mut numbers = Numbers::new(0);
        let mut seen: Vec<Interpretation> = (0..6).map(|_| urn.draw(&mut numbers)).collect();
        seen.sort_unstable();
        let expected = [[Interpretation::Option(1); 4].as_slice(), &[Interpretation::Missing; 2]].concat();
        assert_eq!(seen, expected);
        // An empty urn has nothing but missing slips.
        assert_eq!(urn.draw(&mut numbers), Interpretation::Missing);
    }

    #[test]
    fn numbers_are_spread_over_what_is_asked() {
        let mut numbers = Numbers::new(0);
        let mut counts = [0_u32; 5];
        for _ in 0..5_000 {
            counts[usize::try_from(numbers.below(5)).unwrap()] += 1;
        }
        assert!(counts.iter().all(|count| (880..1_120).contains(count)), "{counts:?}");
        assert_eq!(numbers.below(0), 0);
        assert_ne!(Numbers::new(1).next(), Numbers::new(0).next());
    }
}
