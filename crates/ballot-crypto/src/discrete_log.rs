//! Totals from points: small discrete logarithms by baby steps and giant steps (spec 10.3).

use curve25519_dalek::constants::RISTRETTO_BASEPOINT_POINT;
use curve25519_dalek::ristretto::RistrettoPoint;
use curve25519_dalek::scalar::Scalar;
use curve25519_dalek::traits::Identity;

/// Finds `total` in `0..=max` from `total * B`. Built once, used for every sum.
///
/// With `w` = the square root of `max`, the table holds `w` baby steps and a search takes `total / w` giant steps: a
/// thousand of each for a million ballots.
pub struct DiscreteLog {
    max: u32,
    /// Encodings of `j * B` for `j` in `0..width`, sorted.
    baby_steps: Vec<([u8; 32], u32)>,
    width: u32,
    /// `width * B`.
    giant_step: RistrettoPoint,
}

impl DiscreteLog {
    /// A table for totals `0..=max`.
    #[must_use]
    pub fn up_to(max: u32) -> Self {
        let width = max.isqrt().saturating_add(1);
        let multiples = std::iter::successors(Some(RistrettoPoint::identity()), |point| {
            Some(point + RISTRETTO_BASEPOINT_POINT)
        });
        let encodings = multiples.map(|point| point.compress().to_bytes());
        let mut baby_steps: Vec<_> = encodings.zip(0..width).collect();
        baby_steps.sort_unstable();
        Self { max, baby_steps, width, giant_step: RistrettoPoint::mul_base(&Scalar::from(width)) }
    }

    /// The `total` in `0..=max` with `total * B = point`, if there is one.
    #[must_use]
    pub fn solve(&self, point: &RistrettoPoint) -> Option<u32> {
        let mut rest = *point;
        for base in (0..=self.max).step_by(usize::try_from(self.width).ok()?) {
            if let Some(step) = self.baby_step(&rest) {
                return base.checked_add(step).filter(|total| *total <= self.max);
            }
            rest -= self.giant_step;
        }
        None
    }

    fn baby_step(&self, point: &RistrettoPoint) -> Option<u32> {
        let encoding = point.compress().to_bytes();
        let index = self.baby_steps.binary_search_by_key(&encoding, |(bytes, _)| *bytes).ok()?;
        self.baby_steps.get(index).map(|(_, step)| *step)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The definition of the problem, step by step.
    fn naive(max: u32, wanted: &RistrettoPoint) -> Option<u32> {
        let mut point = RistrettoPoint::identity();
        for total in 0..=max {
            if point == *wanted {
                return Some(total);
            }
            point += RISTRETTO_BASEPOINT_POINT;
        }
        None
    }

    fn point(total: u64) -> RistrettoPoint {
        RistrettoPoint::mul_base(&Scalar::from(total))
    }

    #[test]
    fn every_total_up_to_2000_is_found_as_by_counting() {
        let logs = DiscreteLog::up_to(2000);
        let mut wanted = RistrettoPoint::identity();
        for total in 0..=2000 {
            assert_eq!(logs.solve(&wanted), Some(total));
            wanted += RISTRETTO_BASEPOINT_POINT;
        }
        assert_eq!(logs.solve(&wanted), None, "2001 is beyond the table");
        assert_eq!(naive(2000, &point(1234)), logs.solve(&point(1234)));
    }

    #[test]
    fn every_small_maximum_is_exact() {
        for max in 0..=40 {
            let logs = DiscreteLog::up_to(max);
            for total in 0..=60 {
                assert_eq!(logs.solve(&point(total)), naive(max, &point(total)), "{total} of {max}");
            }
        }
    }

    #[test]
    fn boundaries_of_a_large_maximum() {
        let max = 100_000;
        let logs = DiscreteLog::up_to(max);
        for total in [0, 1, logs.width - 1, logs.width, logs.width + 1, 99_999, 100_000] {
            assert_eq!(logs.solve(&point(total.into())), Some(total));
        }
        for total in [100_001, 100_002, u64::from(max + logs.width), u64::MAX] {
            assert_eq!(logs.solve(&point(total)), None, "{total}");
        }
    }

    #[test]
    fn a_negative_total_is_none() {
        assert_eq!(DiscreteLog::up_to(5000).solve(&-RISTRETTO_BASEPOINT_POINT), None);
    }

    #[test]
    fn a_few_millions_are_in_reach() {
        let logs = DiscreteLog::up_to(4_000_000);
        assert_eq!(logs.solve(&point(3_999_999)), Some(3_999_999));
        assert_eq!(logs.solve(&point(4_000_001)), None);
    }
}
