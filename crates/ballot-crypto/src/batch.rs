//! Verifying many ballots at once (spec 4.5).

use std::collections::BTreeMap;

use curve25519_dalek::constants::RISTRETTO_BASEPOINT_POINT as B;
use curve25519_dalek::ristretto::RistrettoPoint;
use curve25519_dalek::scalar::Scalar;
use curve25519_dalek::traits::{IsIdentity, VartimeMultiscalarMul};
use rand_core::CryptoRng;

use crate::ballot::{EncryptedBallot, VerifiedBallot};
use crate::context::BallotContext;
use crate::encrypt::Vote;
use crate::generators::Generators;
use crate::options::OptionCount;
use crate::proof::{Proof, ProofError, Unfolded};

/// The number of ballots beyond which a larger batch gains no speed. Hand over about as many at a time.
pub const BATCH_SIZE: usize = 1024;

/// Verifies ballots, each in its context, in one multiscalar multiplication; the verdicts come in the order of
/// `items`.
///
/// Every equation is multiplied by its own random 128-bit weight, so that wrong ones cannot cancel out; a batch that
/// fails is halved until every wrong ballot stands alone and is checked as [`EncryptedBallot::verify`] does. The
/// verdicts are therefore the same, except with probability 2^-128.
///
/// `random` must not be predictable to whoever made the ballots: hand over the operating system's generator, or one
/// seeded from it after all ballots were fixed.
pub fn verify_batch(
    items: Vec<(EncryptedBallot, BallotContext)>,
    random: &mut impl CryptoRng,
) -> Vec<Result<VerifiedBallot, ProofError>> {
    verify_batch_until(items, random, &|| false)
}

/// [`verify_batch`] for a log that is given up when too many of its ballots are wrong: `is_enough` is asked after every wrong
/// one. When it agrees, nothing more is checked, and every ballot that was not is refused.
pub fn verify_batch_until(
    items: Vec<(EncryptedBallot, BallotContext)>,
    random: &mut impl CryptoRng,
    is_enough: &dyn Fn() -> bool,
) -> Vec<Result<VerifiedBallot, ProofError>> {
    let mut batch = Batch { random, is_enough, is_given_up: false };
    let verdicts: Vec<_> = items.chunks(BATCH_SIZE).flat_map(|chunk| batch.verdicts(chunk)).collect();
    let accept = |((ballot, ctx), verdict): ((EncryptedBallot, BallotContext), Result<(), ProofError>)| {
        verdict.map(|()| ballot.accept(&ctx))
    };
    items.into_iter().zip(verdicts).map(accept).collect()
}

struct Batch<'a, R> {
    random: &'a mut R,
    is_enough: &'a dyn Fn() -> bool,
    is_given_up: bool,
}

impl<R: CryptoRng> Batch<'_, R> {
    fn verdicts(&mut self, items: &[(EncryptedBallot, BallotContext)]) -> Vec<Result<(), ProofError>> {
        let unfolded: Vec<_> = items.iter().map(|(ballot, ctx)| Unfolded::new(ballot, ctx)).collect();
        let ready: Vec<&Unfolded<'_>> = unfolded.iter().flatten().collect();
        for _wrong in unfolded.iter().filter(|item| item.is_err()) {
            self.is_given_up |= (self.is_enough)();
        }
        let mut judged = Vec::with_capacity(ready.len());
        self.judge(&ready, &mut judged);
        let mut judged = judged.into_iter();
        let in_place = |item: &Result<_, ProofError>| match item {
            Ok(_) => judged.next().unwrap_or(Err(ProofError::UnitVector)),
            Err(error) => Err(*error),
        };
        unfolded.iter().map(in_place).collect()
    }

    /// Appends one verdict for each proof.
    fn judge(&mut self, proofs: &[&Unfolded<'_>], judged: &mut Vec<Result<(), ProofError>>) {
        if self.is_given_up {
            judged.extend(proofs.iter().map(|_| Err(ProofError::UnitVector)));
        } else if let [alone] = proofs {
            let verdict = alone.check();
            self.is_given_up = verdict.is_err() && (self.is_enough)();
            judged.push(verdict);
        } else if all_hold(proofs, self.random) {
            judged.extend(proofs.iter().map(|_| Ok(())));
        } else {
            let (left, right) = proofs.split_at(proofs.len() / 2);
            self.judge(left, judged);
            self.judge(right, judged);
        }
    }
}

fn all_hold(proofs: &[&Unfolded<'_>], random: &mut impl CryptoRng) -> bool {
    let mut terms = Terms::default();
    for proof in proofs {
        terms.add(proof, [weight(random), weight(random), weight(random)]);
    }
    terms.vanish()
}

/// A 128-bit weight of an equation.
pub(crate) fn weight(random: &mut impl CryptoRng) -> Scalar {
    let mut bytes = [0; 16];
    random.fill_bytes(&mut bytes);
    Scalar::from(u128::from_le_bytes(bytes))
}

/// A growing sum of multiples of points. Points that occur in every ballot are collected, each once.
#[derive(Default)]
pub(crate) struct Terms {
    scalars: Vec<Scalar>,
    points: Vec<RistrettoPoint>,
    g: [Scalar; OptionCount::HIGHEST as usize],
    q: [Scalar; OptionCount::HIGHEST as usize],
    l: Scalar,
    b: Scalar,
    /// One K for each village, by its encoding.
    k: BTreeMap<[u8; 32], (RistrettoPoint, Scalar)>,
}

impl Terms {
    /// Adds the equations of spec 4.4, each as commitment + x * statement - responses, times its weight.
    fn add(&mut self, proof: &Unfolded<'_>, weights: [Scalar; 3]) {
        let [first, second, third] = weights;
        self.add_first(proof, first);
        let Proof { u, v, z, .. } = proof.proof;
        self.push(second, u);
        self.push(third, v);
        for (ciphertext, weight) in proof.ciphertexts.iter().zip(proof.challenged_weights()) {
            self.push(second * weight, &ciphertext.r);
            self.push(third * weight, &ciphertext.c);
        }
        self.b -= second * z + third * proof.fold;
        *self.multiple_of_key(proof.ctx) -= third * z;
    }

    /// Adds, each times its own weight, that every point of an opened ballot is the multiple of the fixed points that its
    /// vote gives (spec 4.3, 4.4).
    pub(crate) fn add_opened(&mut self, vote: &Vote, ballot: &Unfolded<'_>, random: &mut impl CryptoRng) {
        let mut times = || weight(random);
        for ((pair, r_j), v_j) in ballot.ciphertexts.iter().zip(&vote.scalars.r).zip(vote.v.iter()) {
            let [first, second] = [times(), times()];
            self.push(first, &pair.r);
            self.push(second, &pair.c);
            self.b -= first * r_j + second * v_j;
            *self.multiple_of_key(ballot.ctx) -= second * r_j;
        }
        let Proof { p, a, u, v, .. } = ballot.proof;
        for (point, opening) in [p, a].into_iter().zip(vote.openings()) {
            let weight = times();
            self.push(weight, point);
            self.g.iter_mut().zip(opening.g.iter()).for_each(|(sum, g_j)| *sum -= weight * g_j);
            self.q.iter_mut().zip(opening.q.iter()).for_each(|(sum, q_j)| *sum -= weight * q_j);
            self.l -= weight * *opening.l;
        }
        let ([first, second], s) = ([times(), times()], &vote.scalars.s);
        self.push(first, u);
        self.push(second, v);
        self.b -= first * s + second * vote.folded_masks(&ballot.weights);
        *self.multiple_of_key(ballot.ctx) -= second * s;
    }

    fn multiple_of_key(&mut self, ctx: &BallotContext) -> &mut Scalar {
        let key = ctx.joint_key();
        &mut self.k.entry(*key.as_bytes()).or_insert((*key.point(), Scalar::ZERO)).1
    }

    fn add_first(&mut self, proof: &Unfolded<'_>, weight: Scalar) {
        let Proof { p, a, f, w, .. } = proof.proof;
        self.push(weight * proof.x, p);
        self.push(weight, a);
        for (sum, f_j) in self.g.iter_mut().zip(f) {
            *sum -= weight * f_j;
        }
        for (sum, product) in self.q.iter_mut().zip(proof.products()) {
            *sum -= weight * product;
        }
        self.l -= weight * w;
    }

    fn push(&mut self, scalar: Scalar, point: &RistrettoPoint) {
        self.scalars.push(scalar);
        self.points.push(*point);
    }

    pub(crate) fn vanish(mut self) -> bool {
        let generators = Generators::get();
        let fixed = generators.g(OptionCount::HIGHEST).chain(generators.q(OptionCount::HIGHEST));
        self.points.extend(fixed.chain([&generators.l, &B]));
        self.scalars.extend(self.g.iter().chain(&self.q).chain([&self.l, &self.b]));
        for (point, scalar) in self.k.into_values() {
            self.points.push(point);
            self.scalars.push(scalar);
        }
        RistrettoPoint::vartime_multiscalar_mul(self.scalars, self.points).is_identity()
    }
}
