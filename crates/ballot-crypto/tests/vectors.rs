//! The committed vectors, read through the public door: what a verifier in another language must agree with.
#![expect(clippy::unwrap_used, clippy::unimplemented, reason = "a test fails by panicking")]

use std::convert::Infallible;

use ballot_crypto::{
    BallotContext, BallotError, BoothSecret, Choice, ContextParts, EncryptedBallot, OptionCount, ProofError,
    SeedParts, check_challenge, encrypt, verify_batch,
};
use curve25519_dalek::ristretto::RistrettoPoint;
use election::{
    BallotCode, BoothId, DusunNumber, ElectionId, EntryHash, JointKey, ListId, Mode, PublicKey, Token,
    TokenHash, TpsNumber, VillageCode, short_code,
};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{SeedableRng, TryCryptoRng, TryRng};
use serde::Deserialize;
use serde::de::IgnoredAny;

const BALLOTS: &str = include_str!("../../../fixtures/vectors/ballot.json");
const ONE_WAY_MAP: &str = include_str!("../../../fixtures/vectors/rfc9496-one-way-map.txt");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    format: String,
    #[serde(rename = "generators")]
    _generators: IgnoredAny,
    contexts: Vec<Context>,
    ballots: Vec<Ballot>,
    refused: Vec<Refused>,
}

#[derive(Deserialize)]
struct Context {
    mode: Mode,
    nonce: String,
    election: ElectionId,
    village: VillageCode,
    tps: TpsNumber,
    booth: u32,
    dusun: DusunNumber,
    booth_key: PublicKey,
    joint_key: JointKey,
    options: u8,
    token: String,
    token_hash: TokenHash,
    ctx: String,
}

#[derive(Deserialize)]
struct Ballot {
    context: usize,
    choice: u8,
    random: String,
    booth_secret: String,
    previous: EntryHash,
    attempt: u32,
    seed: String,
    ballot: String,
    code: BallotCode,
    short_code: String,
}

#[derive(Deserialize)]
struct Refused {
    what: String,
    context: usize,
    ballot: String,
    refusal: String,
}

impl Context {
    fn options(&self) -> OptionCount {
        OptionCount::new(self.options).unwrap()
    }

    fn token(&self) -> Token {
        Token::from_bytes(bytes(&self.token))
    }

    fn list(&self) -> ListId {
        let (village, booth) = (self.village.clone(), self.booth.try_into().unwrap());
        ListId { booth: BoothId { village, tps: self.tps, booth }, dusun: self.dusun }
    }

    fn ctx(&self) -> BallotContext {
        BallotContext::new(&ContextParts {
            election: self.election,
            list: &self.list(),
            booth_key: &self.booth_key,
            joint_key: &self.joint_key,
            options: self.options(),
            token: self.token_hash,
        })
    }
}

/// The operating system's generator of a vector: 32 given bytes.
struct Given([u8; 32]);

impl TryRng for Given {
    type Error = Infallible;
    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        unimplemented!("only bytes are drawn")
    }
    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        unimplemented!("only bytes are drawn")
    }
    fn try_fill_bytes(&mut self, drawn: &mut [u8]) -> Result<(), Infallible> {
        drawn.copy_from_slice(&self.0);
        Ok(())
    }
}

impl TryCryptoRng for Given {}

fn file() -> File {
    let file: File = serde_json::from_str(BALLOTS).unwrap();
    assert_eq!(file.format, "pilkades/vectors/ballot/v1");
    assert_eq!((file.contexts.len(), file.ballots.len(), file.refused.len()), (3, 5, 24));
    file
}

fn bytes<const N: usize>(hex_text: &str) -> [u8; N] {
    hex::decode(hex_text).unwrap().try_into().unwrap()
}

/// The name of a refusal in the vector file.
fn name(error: BallotError) -> String {
    match error {
        BallotError::Length { .. } => "length".to_owned(),
        BallotError::NotAPoint { part } => format!("point {part}"),
        BallotError::NotAScalar { part } => format!("scalar {part}"),
        BallotError::Identity { option } => format!("identity R_{option}"),
    }
}

fn equation(error: ProofError) -> String {
    match error {
        ProofError::UnitVector => "equation 1".to_owned(),
        ProofError::FirstHalves => "equation 2".to_owned(),
        ProofError::SecondHalves => "equation 3".to_owned(),
        ProofError::OptionCount { .. } => "options".to_owned(),
    }
}

fn refusal(ballot: &[u8], context: &Context) -> String {
    match EncryptedBallot::parse(ballot, context.options()) {
        Err(error) => name(error),
        Ok(ballot) => ballot.verify(&context.ctx()).map_or_else(equation, |_| "none".to_owned()),
    }
}

#[test]
fn contexts_and_token_hashes_are_those_of_the_file() {
    for context in file().contexts {
        assert_eq!(hex::encode(context.ctx().as_bytes()), context.ctx);
        let hash = context.token().hash(context.mode, &bytes(&context.nonce), &context.list());
        assert_eq!(hash, context.token_hash);
    }
}

#[test]
fn honest_ballots_come_out_byte_for_byte() {
    let file = file();
    for vector in &file.ballots {
        let context = file.contexts.get(vector.context).unwrap();
        let ctx = context.ctx();
        let secret = BoothSecret::from_bytes(&bytes(&vector.booth_secret));
        let parts = SeedParts { secret: &secret, previous: vector.previous, attempt: vector.attempt };
        let choice = Choice::new(vector.choice, context.options()).unwrap();
        let mut random = Given(bytes(&vector.random));
        let (ballot, seed) = encrypt(&choice, &context.token(), &ctx, parts, &mut random).unwrap();
        assert_eq!(hex::encode(seed.expose_bytes()), vector.seed);
        assert_eq!(hex::encode(ballot.to_bytes()), vector.ballot);
        assert_eq!(ballot.code(&ctx), vector.code);
        assert_eq!(short_code(vector.code.as_bytes()), vector.short_code);
        assert_eq!(check_challenge(&ballot.to_bytes(), vector.choice, seed.expose_bytes(), &ctx), Ok(()));
        assert_eq!(ballot.verify(&ctx).unwrap().code(), vector.code);
    }
}

#[test]
fn forged_and_damaged_ballots_meet_their_refusal() {
    let file = file();
    for vector in &file.refused {
        let context = file.contexts.get(vector.context).unwrap();
        assert_eq!(
            refusal(&hex::decode(&vector.ballot).unwrap(), context),
            vector.refusal,
            "{}",
            vector.what
        );
    }
}

#[test]
fn the_batch_of_all_vectors_refuses_the_same_ballots() {
    let file = file();
    let honest = file.ballots.iter().map(|vector| (&vector.ballot, vector.context, "none"));
    let refused = file.refused.iter().map(|vector| (&vector.ballot, vector.context, vector.refusal.as_str()));
    let (mut items, mut expected) = (Vec::new(), Vec::new());
    for (ballot, context, refusal) in honest.chain(refused) {
        let context = file.contexts.get(context).unwrap();
        if let Ok(ballot) = EncryptedBallot::parse(&hex::decode(ballot).unwrap(), context.options()) {
            items.push((ballot, context.ctx()));
            expected.push(refusal);
        }
    }
    let verdicts = verify_batch(items, &mut ChaCha20Rng::seed_from_u64(0));
    let names: Vec<_> =
        verdicts.into_iter().map(|v| v.map_or_else(equation, |_| "none".to_owned())).collect();
    assert_eq!(names, expected);
}

#[test]
fn the_one_way_map_is_that_of_rfc_9496() {
    let lines: Vec<&str> = ONE_WAY_MAP.lines().filter(|line| !line.starts_with('#')).collect();
    assert_eq!(lines.len(), 11);
    for line in lines {
        let (uniform, element) = line.split_once(' ').unwrap();
        let point = RistrettoPoint::from_uniform_bytes(&bytes(uniform));
        assert_eq!(hex::encode(point.compress().as_bytes()), element);
    }
}
