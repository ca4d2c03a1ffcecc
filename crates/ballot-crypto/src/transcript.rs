//! The one door to hashed challenges of ballots: weights and challenge cannot be had without the whole context
//! and statement (spec 4.4).

use curve25519_dalek::scalar::Scalar;
use election::LabelledHasher;

use crate::context::BallotContext;
use crate::group::num128;

/// A hashed statement: context and all ciphertexts.
pub(crate) struct Statement {
    hash: [u8; 32],
    encrypted: u8,
}

impl Statement {
    /// `h = H("ballot-statement", ctx, R_1, C_1, ..., R_m, C_m)`.
    pub(crate) fn new(ctx: &BallotContext, ciphertexts: &[u8]) -> Self {
        let hash = LabelledHasher::new("ballot-statement").bytes(ctx.as_bytes()).bytes(ciphertexts).finish();
        Self { hash, encrypted: ctx.options().encrypted() }
    }

    /// The weights `a_1..a_m` that fold the ciphertexts into one: `a_j = num128("ballot-weight", h, u8 j)`.
    pub(crate) fn weights(&self) -> Vec<Scalar> {
        (1..=self.encrypted).map(|j| num128("ballot-weight", &[&self.hash, &[j]])).collect()
    }

    /// The challenge `x = num128("ballot-challenge", h, P, A, U, V)`.
    pub(crate) fn challenge(&self, commitments: &[u8]) -> Scalar {
        num128("ballot-challenge", &[&self.hash, commitments])
    }
}
