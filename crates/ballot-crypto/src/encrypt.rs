//! Making a ballot: encryption and proof, constant time in the choice (spec 4.2 to 4.4).

use curve25519_dalek::constants::RISTRETTO_BASEPOINT_POINT as B;
use curve25519_dalek::ristretto::RistrettoPoint;
use curve25519_dalek::scalar::Scalar;
use curve25519_dalek::traits::MultiscalarMul;
use election::Token;
use rand_core::CryptoRng;
use subtle::ConditionallySelectable;
use zeroize::Zeroizing;

use crate::ballot::{BallotError, EncryptedBallot};
use crate::context::BallotContext;
use crate::generators::Generators;
use crate::options::Choice;
use crate::seed::{BallotScalars, BallotSeed, SeedParts};
use crate::transcript::Statement;

/// Why no ballot could be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EncryptError {
    /// The choice was made among another number of options than the context has.
    #[error("the choice was made among {choice} options, but the context has {context}")]
    OptionCount {
        /// Options of the context.
        context: u8,
        /// Options of the choice.
        choice: u8,
    },
    /// The seed gave a ballot that nobody would accept; one of 2^250 seeds does. Encrypt once more.
    #[error("the seed gave an unusable ballot, encrypt once more: {0}")]
    Unusable(#[from] BallotError),
}

/// Encrypts a choice and proves it to be one vote.
///
/// `token` is the token whose hash is in `ctx`. The seed goes into the log if the voter challenges the ballot, and
/// is dropped otherwise.
///
/// # Security
/// Neither time nor memory accesses depend on the choice; what holds secrets is wiped when dropped. With a stuck or
/// known `random` the ballot is still secret while the booth secret is, and two ballots never share randomness.
///
/// # Errors
/// [`EncryptError`].
pub fn encrypt(
    choice: &Choice,
    token: &Token,
    ctx: &BallotContext,
    parts: SeedParts<'_>,
    random: &mut impl CryptoRng,
) -> Result<(EncryptedBallot, BallotSeed), EncryptError> {
    let seed = BallotSeed::derive(&parts, choice, ctx, random);
    let ballot = encrypt_from_seed(seed.expose_bytes(), choice, token, ctx)?;
    Ok((ballot, seed))
}

/// The ballot that a seed and a choice give. All that is secret about a ballot is in these two.
pub(crate) fn encrypt_from_seed(
    seed: &[u8; 32],
    choice: &Choice,
    token: &Token,
    ctx: &BallotContext,
) -> Result<EncryptedBallot, EncryptError> {
    let options = ctx.options();
    if choice.options() != options {
        let (context, choice) = (options.get(), choice.options().get());
        return Err(EncryptError::OptionCount { context, choice });
    }
    let vote = Vote::new(choice, BallotScalars::derive(seed, options));
    let ciphertexts = vote.ciphertexts(ctx);
    let statement = Statement::new(ctx, &ciphertexts);
    let weights = statement.weights();
    let commitments = vote.commitments(ctx, &weights);
    let responses = vote.responses(&weights, statement.challenge(&commitments));
    let bytes = [token.as_bytes(), ciphertexts.as_slice(), &commitments, &responses].concat();
    Ok(EncryptedBallot::parse(&bytes, options)?)
}

/// The secrets of one ballot: the unit vector v, the scalars of the seed, and `b_1..b_n`.
pub(crate) struct Vote {
    pub(crate) v: Zeroizing<Vec<Scalar>>,
    b: Zeroizing<Vec<Scalar>>,
    pub(crate) scalars: BallotScalars,
}

/// What is committed in P or A: multiples of `G_1..G_m`, `Q_1..Q_n` and L.
pub(crate) struct Opening {
    pub(crate) g: Zeroizing<Vec<Scalar>>,
    pub(crate) q: Zeroizing<Vec<Scalar>>,
    pub(crate) l: Zeroizing<Scalar>,
}

impl Vote {
    pub(crate) fn new(choice: &Choice, scalars: BallotScalars) -> Self {
        let one_or_zero = |j| Scalar::conditional_select(&Scalar::ZERO, &Scalar::ONE, choice.is(j));
        let last = -scalars.b.iter().sum::<Scalar>();
        Self {
            v: Zeroizing::new((1..=choice.options().get()).map(one_or_zero).collect()),
            b: Zeroizing::new(scalars.b.iter().copied().chain([last]).collect()),
            scalars,
        }
    }

    /// `R_j = r_j B, C_j = v_j B + r_j K`, j = 1..m.
    fn ciphertexts(&self, ctx: &BallotContext) -> Vec<u8> {
        let pair = |(r_j, v_j): (&Scalar, &Scalar)| {
            let first = RistrettoPoint::mul_base(r_j);
            let second = RistrettoPoint::multiscalar_mul([v_j, r_j], [&B, ctx.joint_key().point()]);
            [first, second]
        };
        encode(self.scalars.r.iter().zip(self.v.iter()).flat_map(pair))
    }

    /// P, A, U, V (spec 4.4).
    fn commitments(&self, ctx: &BallotContext, weights: &[Scalar]) -> Vec<u8> {
        let [p, a] = self.openings().map(|opening| opening.commit(ctx));
        let s = &self.scalars.s;
        let u = RistrettoPoint::mul_base(s);
        let v =
            RistrettoPoint::multiscalar_mul([&self.folded_masks(weights), s], [&B, ctx.joint_key().point()]);
        encode([p, a, u, v])
    }

    /// What P and A hold.
    pub(crate) fn openings(&self) -> [Opening; 2] {
        let BallotScalars { b, rho, sigma, .. } = &self.scalars;
        let signed = self.b.iter().zip(self.v.iter()).map(|(b_j, v_j)| b_j * (Scalar::ONE - v_j - v_j));
        let squares = self.b.iter().map(|b_j| -(b_j * b_j));
        let of_options = |all: &[Scalar]| Zeroizing::new(all.iter().take(b.len()).copied().collect());
        let [p, a] = [Zeroizing::new(signed.collect()), Zeroizing::new(squares.collect())];
        [
            Opening { g: of_options(&self.v), q: p, l: Zeroizing::new(*rho) },
            Opening { g: of_options(b), q: a, l: Zeroizing::new(*sigma) },
        ]
    }

    /// `sum_{j<=m} a_j b_j`: what V holds.
    pub(crate) fn folded_masks(&self, weights: &[Scalar]) -> Scalar {
        fold(weights, &self.scalars.b)
    }

    /// `f_1..f_m, z, w`.
    pub(crate) fn responses(&self, weights: &[Scalar], x: Scalar) -> Vec<u8> {
        let BallotScalars { r, b, rho, sigma, s } = &self.scalars;
        let f = self.v.iter().zip(b).map(|(v_j, b_j)| x * v_j + b_j);
        let last = [s + x * fold(weights, r), sigma + x * rho];
        f.chain(last).flat_map(|response| response.to_bytes()).collect()
    }
}

impl Opening {
    /// `sum_{j<=m} g_j G_j + sum_{j<=n} q_j Q_j + l L`, constant time.
    fn commit(&self, ctx: &BallotContext) -> RistrettoPoint {
        let generators = Generators::get();
        let (m, n) = (ctx.options().encrypted(), ctx.options().get());
        RistrettoPoint::multiscalar_mul(
            self.g.iter().chain(self.q.iter()).chain([&*self.l]),
            generators.g(m).chain(generators.q(n)).chain([&generators.l]),
        )
    }
}

/// `sum a_j s_j`.
fn fold(weights: &[Scalar], scalars: &[Scalar]) -> Scalar {
    weights.iter().zip(scalars).map(|(a_j, s_j)| a_j * s_j).sum()
}

fn encode(points: impl IntoIterator<Item = RistrettoPoint>) -> Vec<u8> {
    points.into_iter().flat_map(|point| point.compress().to_bytes()).collect()
}
