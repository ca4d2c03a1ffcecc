//! The fixed generators `G_1..G_8`, `Q_1..Q_8`, `L` (spec 1.3).
//!
//! Each comes out of the one-way map of its own label. Nobody can know a relation between them, us included;
//! with chosen generators a prover could open a commitment to two different votes.

use std::sync::LazyLock;

use curve25519_dalek::ristretto::RistrettoPoint;
use election::LabelledHasher;

/// The generators of the unit-vector commitment (spec 4.4).
pub(crate) struct Generators {
    /// `G_1..G_8`: one per option, for the vote.
    g: [RistrettoPoint; 8],
    /// `Q_1..Q_8`: one per option, for the product that must vanish. Merging them is unsound from n = 3.
    q: [RistrettoPoint; 8],
    /// `L`: hides what is committed.
    pub(crate) l: RistrettoPoint,
}

impl Generators {
    /// The one set of generators.
    pub(crate) fn get() -> &'static Self {
        static GENERATORS: LazyLock<Generators> = LazyLock::new(|| Generators {
            g: family("generator/G"),
            q: family("generator/Q"),
            l: generator("generator/L", 0),
        });
        &GENERATORS
    }

    /// `G_1, G_2, ...`, as many as are asked for, at most 8.
    pub(crate) fn g(&self, count: u8) -> impl Iterator<Item = &RistrettoPoint> {
        self.g.iter().take(count.into())
    }

    /// `Q_1, Q_2, ...`, as many as are asked for, at most 8.
    pub(crate) fn q(&self, count: u8) -> impl Iterator<Item = &RistrettoPoint> {
        self.q.iter().take(count.into())
    }
}

fn family(purpose: &str) -> [RistrettoPoint; 8] {
    [1, 2, 3, 4, 5, 6, 7, 8].map(|j| generator(purpose, j))
}

fn generator(purpose: &str, j: u8) -> RistrettoPoint {
    let half = |number: u8| LabelledHasher::new(purpose).u8(j).u8(number).finish();
    let mut uniform = [0; 64];
    for (bytes, number) in uniform.chunks_exact_mut(32).zip(0..) {
        bytes.copy_from_slice(&half(number));
    }
    RistrettoPoint::from_uniform_bytes(&uniform)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use curve25519_dalek::constants::RISTRETTO_BASEPOINT_POINT;
    use curve25519_dalek::traits::Identity;

    use super::*;

    #[test]
    fn no_two_generators_are_equal() {
        let all = Generators::get();
        let others = [all.l, RISTRETTO_BASEPOINT_POINT, RistrettoPoint::identity()];
        let points = all.g(8).chain(all.q(8)).chain(&others);
        let distinct: BTreeSet<[u8; 32]> = points.map(|point| point.compress().to_bytes()).collect();
        assert_eq!(distinct.len(), 19);
    }
}
