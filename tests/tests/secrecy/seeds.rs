//! The secrets of ballots, computed again from what a booth has drawn (spec 4.2).

use std::convert::Infallible;
use std::sync::{Arc, Mutex};

use ballot_crypto::{BallotContext, recompute};
use curve25519_dalek::scalar::Scalar;
use election::{EntryHash, LabelledHasher, Token};
use rand_chacha::ChaCha20Rng;
use rand_core::{Rng as _, SeedableRng as _, TryCryptoRng, TryRng};

use crate::scan::Secrets;

/// A generator that remembers what it has given away.
#[derive(Clone)]
pub(crate) struct Recording(Arc<Mutex<(ChaCha20Rng, Vec<Vec<u8>>)>>);

impl Recording {
    pub(crate) fn new(seed: u64) -> Self {
        Self(Arc::new(Mutex::new((ChaCha20Rng::seed_from_u64(seed), Vec::new()))))
    }

    pub(crate) fn drawn(&self) -> Vec<Vec<u8>> {
        self.0.lock().unwrap().1.clone()
    }
}

impl TryRng for Recording {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        rand_core::utils::next_word_via_fill(self)
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        rand_core::utils::next_word_via_fill(self)
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        let (random, drawn) = &mut *self.0.lock().unwrap();
        random.fill_bytes(bytes);
        drawn.push(bytes.to_vec());
        Ok(())
    }
}

impl TryCryptoRng for Recording {}

/// What a booth knew when it made a ballot.
pub(crate) struct Making<'a> {
    pub(crate) secret: &'a [u8; 32],
    pub(crate) previous: EntryHash,
    pub(crate) attempt: u32,
    pub(crate) option: u8,
    pub(crate) token: &'a Token,
    pub(crate) ctx: &'a BallotContext,
}

impl Making<'_> {
    /// The seed that comes of these random bytes.
    pub(crate) fn seed(&self, drawn: &[u8]) -> [u8; 32] {
        let hasher = LabelledHasher::new("ballot-seed").bytes(drawn).bytes(self.secret);
        hasher.bytes(self.previous).u32(self.attempt).u8(self.option).bytes(self.ctx.as_bytes()).finish()
    }

    /// Bytes and kode suara of the ballot that a seed makes.
    pub(crate) fn ballot(&self, seed: &[u8; 32]) -> (Vec<u8>, election::BallotCode) {
        let ballot = recompute(seed, self.option, self.token, self.ctx).unwrap();
        (ballot.to_bytes().to_vec(), ballot.code(self.ctx))
    }
}

/// Looks for a seed and for the scalars that come of it. Not for b_1..b_m: where v_j = 0, b_j is the response f_j of the
/// proof (spec 4.4), and nobody without the seed knows where.
pub(crate) fn add_seed(secrets: &mut Secrets, name: &str, seed: &[u8; 32], options: u8) {
    secrets.add(&format!("the seed of {name}"), seed);
    let encrypted = u16::from(options) - 1;
    for number in (0..encrypted).chain(2 * encrypted..2 * encrypted + 3) {
        let half = |half: u8| LabelledHasher::new("ballot-scalar").u8(half).bytes(seed).u16(number).finish();
        let wide = [half(0), half(1)].concat().try_into().unwrap();
        let scalar = Scalar::from_bytes_mod_order_wide(&wide);
        secrets.add(&format!("scalar {number} of {name}"), scalar.as_bytes());
    }
}
