//! The proof that a ballot is one vote for one option (spec 4.4).

use curve25519_dalek::constants::RISTRETTO_BASEPOINT_POINT as B;
use curve25519_dalek::ristretto::RistrettoPoint;
use curve25519_dalek::scalar::Scalar;
use curve25519_dalek::traits::{IsIdentity, VartimeMultiscalarMul};

use crate::ballot::EncryptedBallot;
use crate::ciphertext::Ciphertext;
use crate::context::BallotContext;
use crate::generators::Generators;
use crate::transcript::Statement;

/// Why a ballot's proof is refused. Such a ballot is set aside and named (spec 8.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// The ballot was read with another number of options than its context has.
    #[error("this ballot was read with {ballot} options, but its context has {context}")]
    OptionCount {
        /// Options of the context.
        context: u8,
        /// Options of the ballot.
        ballot: u8,
    },
    /// Equation (1): what is committed is not 0 or 1 for each option and 1 in all.
    #[error(
        "equation 1 of the proof fails: not one vote for one option, or made for another place, token or key"
    )]
    UnitVector,
    /// Equation (2): the points `R_j` do not fit the responses.
    #[error("equation 2 of the proof fails: the points R do not belong to this proof")]
    FirstHalves,
    /// Equation (3): the points `C_j` do not hold the committed vote under the key K.
    #[error("equation 3 of the proof fails: the points C do not hold the vote that the proof is about")]
    SecondHalves,
}

/// Commitments and responses of a ballot's proof.
///
/// Statement: the ciphertexts `(R_j, C_j) = (r_j B, v_j B + r_j K)`, j = 1..m, hold `v_j` in {0, 1}, and
/// `v_n = 1 - sum v_j` is in {0, 1} too.
///
/// Commitments: P to the vector v and A to the masks `b_j`, both blinded along L; U and V to the mask s of the
/// folded randomness `r* = sum a_j r_j`. The weights `a_j` and then the challenge x are hashes of everything before.
///
/// Responses: `f_j = x v_j + b_j`, `z = s + x r*`, `w = sigma + x rho`.
///
/// Why it holds: in (1) the coefficient of `Q_j` is a polynomial in x whose square term is `v_j (1 - v_j)`. P and
/// A are fixed before x and nobody knows a relation between the generators, so that term must be zero for every j.
/// (2) and (3) say that the fold of the ciphertexts encrypts the fold of the very same vector; the weights were
/// not known when the ciphertexts were made, so each of them does.
#[derive(Clone)]
pub(crate) struct Proof {
    pub(crate) p: RistrettoPoint,
    pub(crate) a: RistrettoPoint,
    pub(crate) u: RistrettoPoint,
    pub(crate) v: RistrettoPoint,
    pub(crate) f: Vec<Scalar>,
    pub(crate) z: Scalar,
    pub(crate) w: Scalar,
}

/// A proof together with all that a verifier derives from it and its context.
pub(crate) struct Unfolded<'a> {
    pub(crate) ciphertexts: &'a [Ciphertext],
    pub(crate) proof: &'a Proof,
    pub(crate) ctx: &'a BallotContext,
    /// The challenge x.
    pub(crate) x: Scalar,
    /// The weights `a_1..a_m`.
    pub(crate) weights: Vec<Scalar>,
    /// All n responses `f_1..f_n`, with `f_n = x - sum f_j`.
    pub(crate) f: Vec<Scalar>,
    /// `sum a_j f_j`, j = 1..m.
    pub(crate) fold: Scalar,
}

impl<'a> Unfolded<'a> {
    /// Derives weights and challenge from the ballot's own bytes and the context.
    pub(crate) fn new(ballot: &'a EncryptedBallot, ctx: &'a BallotContext) -> Result<Self, ProofError> {
        if ballot.options() != ctx.options() {
            let (context, ballot) = (ctx.options().get(), ballot.options().get());
            return Err(ProofError::OptionCount { context, ballot });
        }
        let proof = ballot.proof();
        let statement = Statement::new(ctx, ballot.ciphertext_bytes());
        let weights = statement.weights();
        let x = statement.challenge(ballot.commitment_bytes());
        let last = x - proof.f.iter().sum::<Scalar>();
        let fold = weights.iter().zip(&proof.f).map(|(a_j, f_j)| a_j * f_j).sum();
        let f = proof.f.iter().copied().chain([last]).collect();
        Ok(Self { ciphertexts: ballot.ciphertexts(), proof, ctx, x, weights, f, fold })
    }

    /// Checks the three equations of spec 4.4, each on its own.
    pub(crate) fn check(&self) -> Result<(), ProofError> {
        let equations = [
            (self.first_equation(), ProofError::UnitVector),
            (self.second_equation(), ProofError::FirstHalves),
            (self.third_equation(), ProofError::SecondHalves),
        ];
        equations.into_iter().try_for_each(|(holds, error)| if holds { Ok(()) } else { Err(error) })
    }

    /// The coefficients `f_j (x - f_j)` of `Q_1..Q_n`.
    pub(crate) fn products(&self) -> impl Iterator<Item = Scalar> {
        self.f.iter().map(|f_j| f_j * (self.x - f_j))
    }

    /// (1) `x P + A = sum_{j<=m} f_j G_j + sum_{j<=n} f_j (x - f_j) Q_j + w L`.
    fn first_equation(&self) -> bool {
        let generators = Generators::get();
        let options = self.ctx.options();
        let Proof { p, a, f, w, .. } = self.proof;
        let mut terms = vec![(self.x, p), (Scalar::ONE, a), (-w, &generators.l)];
        terms.extend(f.iter().map(|f_j| -f_j).zip(generators.g(options.encrypted())));
        terms.extend(self.products().map(|product| -product).zip(generators.q(options.get())));
        vanishes(&terms)
    }

    /// (2) `x R* + U = z B`.
    fn second_equation(&self) -> bool {
        let Proof { u, z, .. } = self.proof;
        let mut terms = vec![(Scalar::ONE, u), (-z, &B)];
        terms.extend(self.challenged_weights().zip(self.ciphertexts.iter().map(|pair| &pair.r)));
        vanishes(&terms)
    }

    /// (3) `x C* + V = (sum_{j<=m} a_j f_j) B + z K`.
    fn third_equation(&self) -> bool {
        let Proof { v, z, .. } = self.proof;
        let mut terms = vec![(Scalar::ONE, v), (-self.fold, &B), (-z, self.ctx.joint_key().point())];
        terms.extend(self.challenged_weights().zip(self.ciphertexts.iter().map(|pair| &pair.c)));
        vanishes(&terms)
    }

    /// `x a_1..x a_m`.
    pub(crate) fn challenged_weights(&self) -> impl Iterator<Item = Scalar> {
        self.weights.iter().map(|a_j| self.x * a_j)
    }
}

/// Whether a sum of public multiples is the identity. Variable time: for verification only.
fn vanishes(terms: &[(Scalar, &RistrettoPoint)]) -> bool {
    let scalars = terms.iter().map(|(scalar, _)| scalar);
    let points = terms.iter().map(|(_, point)| *point);
    RistrettoPoint::vartime_multiscalar_mul(scalars, points).is_identity()
}
