//! A village with one booth, its keys in the open, for tests.

use ballot_crypto::{
    BallotContext, BoothSecret, Choice, ContextParts, EncryptedBallot, OptionCount, SeedParts, encrypt,
};
use curve25519_dalek::constants::RISTRETTO_BASEPOINT_POINT as B;
use curve25519_dalek::ristretto::RistrettoPoint;
use curve25519_dalek::scalar::Scalar;
use election::{BoothId, ElectionId, EntryHash, JointKey, ListId, PublicKey, SecretKey, Token, TokenHash};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng;

use crate::prover::Prover;

pub(crate) struct Village {
    pub(crate) secret: Scalar,
    pub(crate) election: ElectionId,
    pub(crate) list: ListId,
    pub(crate) booth_key: PublicKey,
    pub(crate) joint_key: JointKey,
    pub(crate) options: OptionCount,
    pub(crate) token: Token,
    pub(crate) token_hash: TokenHash,
}

impl Village {
    /// The village whose trustees hold the secret `number` + 1.
    pub(crate) fn new(number: u64, options: u8) -> Self {
        let secret = Scalar::from(number + 1);
        Self {
            secret,
            election: ElectionId::new([7; 32]),
            list: list("1607062001", 3, 1, 2),
            booth_key: SecretKey::from_bytes(&[5; 32]).public(),
            joint_key: JointKey::from_bytes((secret * B).compress().as_bytes()).unwrap(),
            options: OptionCount::new(options).unwrap(),
            token: Token::from_bytes([1; 10]),
            token_hash: TokenHash::new([9; 32]),
        }
    }

    pub(crate) fn parts(&self) -> ContextParts<'_> {
        ContextParts {
            election: self.election,
            list: &self.list,
            booth_key: &self.booth_key,
            joint_key: &self.joint_key,
            options: self.options,
            token: self.token_hash,
        }
    }

    pub(crate) fn ctx(&self) -> BallotContext {
        BallotContext::new(&self.parts())
    }

    pub(crate) fn key(&self) -> RistrettoPoint {
        *self.joint_key.point()
    }

    /// An honest ballot; `number` makes it differ from others.
    pub(crate) fn ballot(&self, choice: u8, number: u64) -> EncryptedBallot {
        self.ballot_and_seed(choice, number).0
    }

    pub(crate) fn ballot_and_seed(&self, choice: u8, number: u64) -> (EncryptedBallot, [u8; 32]) {
        let mut random = ChaCha20Rng::seed_from_u64(number);
        let secret = BoothSecret::from_bytes(&[3; 32]);
        let parts = SeedParts { secret: &secret, previous: EntryHash::new([4; 32]), attempt: 0 };
        let choice = Choice::new(choice, self.options).unwrap();
        let (ballot, seed) = encrypt(&choice, &self.token, &self.ctx(), parts, &mut random).unwrap();
        (ballot, *seed.expose_bytes())
    }

    /// A prover for the integers `v_1..v_m`, which may be any.
    pub(crate) fn prover(&self, vector: &[i64]) -> Prover {
        let ctx = self.ctx();
        Prover::new(ctx.as_bytes(), *self.token.as_bytes(), self.key(), vector, &[6; 32])
    }

    pub(crate) fn parse(&self, bytes: &[u8]) -> EncryptedBallot {
        EncryptedBallot::parse(bytes, self.options).unwrap()
    }
}

pub(crate) fn list(village: &str, tps: u32, booth: u32, dusun: u32) -> ListId {
    let booth = BoothId {
        village: village.parse().unwrap(),
        tps: tps.try_into().unwrap(),
        booth: booth.try_into().unwrap(),
    };
    ListId { booth, dusun: dusun.try_into().unwrap() }
}
