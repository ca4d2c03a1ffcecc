//! Totals from points: small discrete logarithms by baby steps and giant steps (spec 10.3).

use curve25519_dalek::constants::RISTRETTO_BASEPOINT_POINT;
use curve25519_dalek::ristretto::RistrettoPoint;
use curve25519_dalek::scalar::Scalar;
use curve25519_dalek::traits::Identity;

/// Finds `total` in `0..=max` from `total * B`. Built once, used for every sum.
///
/// The table holds the square root of `max` baby steps; a search takes as many giant steps as `total` has square
/// roots of `max`: at 1,000,000 ballots a thousand each.
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
