//! What no verifier of ballots can do without, as one call of a library each.
//!
//! Of `N` ballots with `m = n - 1` encrypted options: `N (2m + 4)` points out of their bytes, one multiscalar
//! multiplication over these and the `m + n + 3` points that occur once (G, Q, L, B, K), and SHA-256 of context and ballot, every
//! byte once. The scalars are as long as those of the equations (spec 4.4 and 4.5): `R_j`, `C_j` and P are multiplied by products,
//! which fill the field (252 bits); A, U and V by a weight alone (128 bits); what occurs once by sums of products.

use anyhow::{Context as _, Result};
use curve25519_dalek::ristretto::{CompressedRistretto, RistrettoPoint};
use curve25519_dalek::scalar::Scalar;
use curve25519_dalek::traits::VartimeMultiscalarMul;
use election::Token;
use rand_chacha::ChaCha20Rng;
use rand_core::{Rng as _, SeedableRng as _};
use sha2::{Digest as _, Sha256};

use crate::workload::{Made, Workload};

/// Points of a ballot beside its ciphertexts: P, A, U, V.
const COMMITMENTS: usize = 4;
/// Scalars of a ballot's proof beside f: z and w.
const RESPONSES: usize = 2;

/// The encodings of all points of a ballot in the order of its bytes: `R_1 C_1 .. R_m C_m P A U V`; `None` for bytes that have no
/// ballot's length.
#[must_use]
pub fn point_encodings(ballot: &[u8]) -> Option<&[[u8; 32]]> {
    let (words, rest) = ballot.get(Token::LENGTH..)?.as_chunks::<32>();
    let encrypted = words.len().checked_sub(COMMITMENTS + RESPONSES)?;
    (rest.is_empty() && encrypted.is_multiple_of(3)).then(|| words.get(..2 * encrypted / 3 + COMMITMENTS))?
}

/// Random scalars as long as those that the equations give to the points of a ballot.
pub fn scalars_of(points: usize, random: &mut ChaCha20Rng) -> Vec<Scalar> {
    let long = points.saturating_sub(COMMITMENTS) + 1;
    (0..points).map(|index| if index < long { full(random) } else { weight(random) }).collect()
}

/// Points that occur once in a multiplication, whatever the number of ballots, with random scalars.
pub fn points_once(options: usize, random: &mut ChaCha20Rng) -> (Vec<Scalar>, Vec<RistrettoPoint>) {
    let count = 2 * options + 2;
    let points = (0..count).map(|_| RistrettoPoint::mul_base(&full(random))).collect();
    ((0..count).map(|_| full(random)).collect(), points)
}

fn full(random: &mut ChaCha20Rng) -> Scalar {
    let mut wide = [0; 64];
    random.fill_bytes(&mut wide);
    Scalar::from_bytes_mod_order_wide(&wide)
}

fn weight(random: &mut ChaCha20Rng) -> Scalar {
    let mut bytes = [0; 16];
    random.fill_bytes(&mut bytes);
    Scalar::from(u128::from_le_bytes(bytes))
}

/// The points of encodings.
///
/// # Errors
/// One is not a point.
pub fn decompress<'a>(encodings: impl Iterator<Item = &'a [u8; 32]>) -> Result<Vec<RistrettoPoint>> {
    encodings.map(|bytes| CompressedRistretto(*bytes).decompress().context("a point")).collect()
}

/// The primitives under one batch of ballots.
pub struct Floor<'w> {
    ballots: Vec<&'w Made>,
    scalars: Vec<Scalar>,
    once: Vec<RistrettoPoint>,
    points: Vec<RistrettoPoint>,
}

impl<'w> Floor<'w> {
    /// Of the first `count` ballots. Scalars are drawn here, not in what is measured.
    ///
    /// # Errors
    /// None for ballots of a workload.
    pub fn new(workload: &'w Workload, count: usize) -> Result<Self> {
        let mut random = ChaCha20Rng::seed_from_u64(2);
        let (mut scalars, once) = points_once(workload.options().get().into(), &mut random);
        let ballots: Vec<&Made> = workload.ballots(count).collect();
        for made in &ballots {
            let points = point_encodings(&made.bytes).context("a ballot")?.len();
            scalars.extend(scalars_of(points, &mut random));
        }
        let mut floor = Self { ballots, scalars, once, points: Vec::new() };
        floor.points = floor.decompress()?;
        Ok(floor)
    }

    /// Decompresses every point.
    ///
    /// # Errors
    /// None for ballots of a workload.
    pub fn decompress(&self) -> Result<Vec<RistrettoPoint>> {
        decompress(self.ballots.iter().filter_map(|made| point_encodings(&made.bytes)).flatten())
    }

    /// One multiscalar multiplication over all points.
    #[must_use]
    pub fn multiply(&self) -> RistrettoPoint {
        let points = self.once.iter().chain(&self.points);
        RistrettoPoint::vartime_multiscalar_mul(&self.scalars, points)
    }

    /// SHA-256 of every context and ballot.
    #[must_use]
    pub fn hash(&self) -> Vec<[u8; 32]> {
        let hash = |made: &&Made| {
            Sha256::new().chain_update(made.context.as_bytes()).chain_update(&made.bytes).finalize().into()
        };
        self.ballots.iter().map(hash).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_floor_has_every_point_of_every_ballot() {
        for (options, points, once) in [(2, 6, 6), (3, 8, 8), (5, 12, 12)] {
            let workload = Workload::new(options, 2).unwrap();
            let floor = Floor::new(&workload, 3).unwrap();
            assert_eq!(floor.decompress().unwrap().len(), 3 * points);
            assert_eq!((floor.once.len(), floor.scalars.len()), (once, once + 3 * points));
            assert_eq!(floor.hash().len(), 3);
            let sum: RistrettoPoint =
                floor.scalars.iter().zip(floor.once.iter().chain(&floor.points)).map(|(s, p)| s * p).sum();
            assert_eq!(floor.multiply(), sum);
        }
    }

    #[test]
    fn the_scalars_are_as_long_as_the_equations_say() {
        let mut random = ChaCha20Rng::seed_from_u64(1);
        let short = |scalar: &Scalar| scalar.as_bytes().iter().skip(16).all(|byte| *byte == 0);
        let long: Vec<bool> = scalars_of(12, &mut random).iter().map(|scalar| !short(scalar)).collect();
        // R and C of four options and P; then A, U, V.
        assert_eq!(long, [[true; 9].as_slice(), &[false; 3]].concat());
    }

    #[test]
    fn bytes_of_another_length_are_no_ballot() {
        assert_eq!(point_encodings(&[0; 586]).map(<[_]>::len), Some(12));
        assert_eq!(point_encodings(&[0; 585]), None);
        assert_eq!(point_encodings(&[0; 10]), None);
        assert_eq!(point_encodings(&[0; 586 + 32]), None);
    }
}
