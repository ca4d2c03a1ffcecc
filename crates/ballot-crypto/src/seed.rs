//! The seed of a ballot and the secret scalars that come out of it (spec 4.2).

use curve25519_dalek::scalar::Scalar;
use election::{EntryHash, LabelledHasher};
use rand_core::CryptoRng;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::context::BallotContext;
use crate::group::scalar;
use crate::options::{Choice, OptionCount};

/// The booth secret: 32 random bytes made at enrolment. It keeps seeds secret should the operating system's
/// generator be stuck or known (spec 4.2).
///
/// # Security
/// No `Debug`; wiped when dropped. [`BoothSecret::expose_bytes`] exists only for storing it.
#[derive(Clone)]
pub struct BoothSecret(Zeroizing<[u8; 32]>);

impl BoothSecret {
    /// A fresh secret from the generator that the caller hands over.
    pub fn generate(random: &mut impl CryptoRng) -> Self {
        Self(random_bytes(random))
    }

    /// A stored secret.
    #[must_use]
    pub fn from_bytes(bytes: &[u8; 32]) -> Self {
        Self(Zeroizing::new(*bytes))
    }

    /// The 32 secret bytes, for storage on the booth only.
    #[must_use]
    pub fn expose_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// What a seed takes in besides randomness, choice and context.
#[derive(Clone, Copy)]
pub struct SeedParts<'a> {
    /// The booth secret.
    pub secret: &'a BoothSecret,
    /// Hash of the newest log entry.
    pub previous: EntryHash,
    /// Counts up within a process for every ballot made on the same previous entry.
    pub attempt: u32,
}

/// The seed of one ballot: whoever has it knows the vote.
///
/// # Security
/// No `Debug`; wiped when dropped. It is published only for a challenged ballot, which is never counted, and
/// is dropped at once when a ballot is cast: kept, it would be a proof of the vote that could be sold.
pub struct BallotSeed(Zeroizing<[u8; 32]>);

impl BallotSeed {
    /// `H("ballot-seed", 32 random bytes, booth secret, previous entry hash, u32 attempt, u8 choice, ctx)`.
    pub(crate) fn derive(
        parts: &SeedParts<'_>,
        choice: &Choice,
        ctx: &BallotContext,
        random: &mut impl CryptoRng,
    ) -> Self {
        let seed = LabelledHasher::new("ballot-seed")
            .bytes(random_bytes(random).as_slice())
            .bytes(parts.secret.expose_bytes())
            .bytes(parts.previous)
            .u32(parts.attempt)
            .u8(choice.expose())
            .bytes(ctx.as_bytes())
            .finish();
        Self(Zeroizing::new(seed))
    }

    /// The 32 secret bytes, for a challenged entry only (spec 6.2).
    #[must_use]
    pub fn expose_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// The secret scalars of one ballot (spec 4.2), in the order in which they are derived.
#[derive(Zeroize, ZeroizeOnDrop)]
pub(crate) struct BallotScalars {
    /// `r_1..r_m`: randomness of the ciphertexts.
    pub(crate) r: Vec<Scalar>,
    /// `b_1..b_m`: masks of the votes in the proof.
    pub(crate) b: Vec<Scalar>,
    /// Hides P.
    pub(crate) rho: Scalar,
    /// Hides A.
    pub(crate) sigma: Scalar,
    /// Mask of the folded randomness.
    pub(crate) s: Scalar,
}

impl BallotScalars {
    /// Scalar number i = `scalar("ballot-scalar", seed, u16 i)`.
    pub(crate) fn derive(seed: &[u8; 32], options: OptionCount) -> Self {
        let at = |i: u16| scalar("ballot-scalar", &[seed, &i.to_be_bytes()]);
        let m = u16::from(options.encrypted());
        Self {
            r: (0..m).map(at).collect(),
            b: (m..2 * m).map(at).collect(),
            rho: at(2 * m),
            sigma: at(2 * m + 1),
            s: at(2 * m + 2),
        }
    }
}

fn random_bytes(random: &mut impl CryptoRng) -> Zeroizing<[u8; 32]> {
    let mut bytes = Zeroizing::new([0; 32]);
    random.fill_bytes(bytes.as_mut());
    bytes
}
