//! Dice that fall the same way for the same seed. For names, numbers and choices only: nothing secret comes from here.

use rand_chacha::ChaCha20Rng;
use rand_core::{Rng as _, SeedableRng as _};

/// One row of throws; every stream of one seed is a row of its own, so that villages and booths can run in any order.
pub(crate) struct Dice(ChaCha20Rng);

impl Dice {
    pub(crate) fn new(seed: u64, stream: u64) -> Self {
        let mut generator = ChaCha20Rng::seed_from_u64(seed);
        generator.set_stream(stream);
        Self(generator)
    }

    /// 0 to n - 1; 0 if n is 0.
    pub(crate) fn below(&mut self, n: u32) -> u32 {
        let scaled = u64::from(self.0.next_u32()) * u64::from(n);
        u32::try_from(scaled >> 32).unwrap_or_default()
    }

    /// `low` to `high`.
    pub(crate) fn between(&mut self, low: u32, high: u32) -> u32 {
        low + self.below(high.saturating_sub(low) + 1)
    }

    /// True in so many cases of a hundred.
    pub(crate) fn percent(&mut self, cases: u32) -> bool {
        self.below(100) < cases
    }

    pub(crate) fn pick<'a>(&mut self, words: &[&'a str]) -> &'a str {
        let index = self.below(u32::try_from(words.len()).unwrap_or(u32::MAX));
        words.get(index as usize).copied().unwrap_or_default()
    }

    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            let other = self.below(u32::try_from(last + 1).unwrap_or(u32::MAX)) as usize;
            items.swap(last, other);
        }
    }

    /// An index, the more often the larger its weight.
    pub(crate) fn weighted(&mut self, weights: &[u32]) -> usize {
        let mut throw = self.below(weights.iter().sum());
        let under = |weight: &u32| {
            let hit = throw < *weight;
            throw = throw.saturating_sub(*weight);
            hit
        };
        weights.iter().position(under).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_and_a_stream_fall_the_same_way() {
        let row = |seed, stream| {
            let mut dice = Dice::new(seed, stream);
            [(); 8].map(|()| dice.below(1_000))
        };
        assert_eq!(row(1, 2), row(1, 2));
        assert_ne!(row(1, 2), row(1, 3));
        assert_ne!(row(1, 2), row(2, 2));
    }

    #[test]
    fn throws_stay_within_their_limits_and_reach_them() {
        let mut dice = Dice::new(1, 0);
        let throws: Vec<u32> = (0..1_000).map(|_| dice.between(3, 5)).collect();
        assert!(throws.iter().all(|throw| (3..=5).contains(throw)));
        assert!([3, 4, 5].iter().all(|n| throws.contains(n)));
        assert_eq!(dice.below(0), 0);
        let heavy = (0..1_000).filter(|_| dice.weighted(&[1, 0, 9]) == 2).count();
        assert!((850..950).contains(&heavy), "{heavy}");
        assert!((0..1_000).all(|_| dice.weighted(&[1, 0, 9]) != 1));
    }
}
