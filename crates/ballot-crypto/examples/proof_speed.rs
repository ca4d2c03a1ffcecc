//! Microseconds per ballot: making, decoding, verifying one by one and in batches.
//!
//! `cargo run --release -p ballot-crypto --example proof_speed`; the figures are in `docs/performance.md`.
#![expect(clippy::disallowed_types, reason = "a measurement needs a clock")]

use std::error::Error;
use std::io::{self, Write};
use std::time::Instant;

use ballot_crypto::{
    BATCH_SIZE, BallotContext, BoothSecret, Choice, ContextParts, EncryptedBallot, OptionCount, SeedParts,
    encrypt, verify_batch,
};
use curve25519_dalek::constants::RISTRETTO_BASEPOINT_POINT as B;
use curve25519_dalek::scalar::Scalar;
use election::{BoothId, ElectionId, EntryHash, JointKey, ListId, SecretKey, Token, TokenHash};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng;

const ROUNDS: u32 = 10;
/// Ballots made, and verified one by one, in a round; a batch repeats them.
const SINGLY: usize = 64;

fn main() -> Result<(), Box<dyn Error>> {
    writeln!(io::stdout(), "microseconds per ballot, batches of {BATCH_SIZE}, best of {ROUNDS} rounds")?;
    writeln!(io::stdout(), "options  encrypt  decode  verify  batch  decode + batch")?;
    for options in [2, 3, 5, 8] {
        let [encrypt, decode, verify, batch] = measure(options)?;
        let both = decode + batch;
        writeln!(
            io::stdout(),
            "{options:7}  {encrypt:7.1}  {decode:6.1}  {verify:6.1}  {batch:5.1}  {both:14.1}"
        )?;
    }
    Ok(())
}

fn measure(options: u8) -> Result<[f64; 4], Box<dyn Error>> {
    let options = OptionCount::new(options).ok_or("no such number of options")?;
    let ctx = context(options)?;
    let mut best = [f64::INFINITY; 4];
    for round in 0..ROUNDS {
        for (best, now) in best.iter_mut().zip(one_round(&ctx, round)?) {
            *best = best.min(now);
        }
    }
    Ok(best)
}

fn one_round(ctx: &BallotContext, round: u32) -> Result<[f64; 4], Box<dyn Error>> {
    let mut random = ChaCha20Rng::seed_from_u64(round.into());
    let (made, encrypt_time) = timed(SINGLY, || ballots(ctx, &mut random));
    let made: Vec<Vec<u8>> = made?.into_iter().cycle().take(BATCH_SIZE).collect();
    let (parsed, decode_time) = timed(BATCH_SIZE, || {
        made.iter().map(|bytes| EncryptedBallot::parse(bytes, ctx.options())).collect::<Result<Vec<_>, _>>()
    });
    let items: Vec<_> = parsed?.into_iter().map(|ballot| (ballot, ctx.clone())).collect();
    let some: Vec<_> = items.iter().take(SINGLY).cloned().collect();
    let (accepted, verify_time) =
        timed(SINGLY, || some.into_iter().filter_map(|(ballot, ctx)| ballot.verify(&ctx).ok()).count());
    let (together, batch_time) = timed(BATCH_SIZE, || verify_batch(items, &mut random));
    if accepted != SINGLY || together.iter().any(Result::is_err) {
        return Err("an honest ballot was refused".into());
    }
    Ok([encrypt_time, decode_time, verify_time, batch_time])
}

fn ballots(ctx: &BallotContext, random: &mut ChaCha20Rng) -> Result<Vec<Vec<u8>>, Box<dyn Error>> {
    let secret = BoothSecret::from_bytes(&[3; 32]);
    let token = Token::from_bytes([1; 10]);
    let options = (1..=ctx.options().get()).cycle().take(SINGLY);
    let one = |(attempt, option)| {
        let parts = SeedParts { secret: &secret, previous: EntryHash::new([4; 32]), attempt };
        let choice = Choice::new(option, ctx.options()).ok_or("no such option")?;
        Ok(encrypt(&choice, &token, ctx, parts, random)?.0.to_bytes())
    };
    (0..).zip(options).map(one).collect()
}

fn context(options: OptionCount) -> Result<BallotContext, Box<dyn Error>> {
    let booth = BoothId { village: "1607062001".parse()?, tps: 1.try_into()?, booth: 1.try_into()? };
    Ok(BallotContext::new(&ContextParts {
        election: ElectionId::new([7; 32]),
        list: &ListId { booth, dusun: 0.try_into()? },
        booth_key: &SecretKey::from_bytes(&[5; 32]).public(),
        joint_key: &JointKey::from_bytes((Scalar::from(11_u64) * B).compress().as_bytes())?,
        options,
        token: TokenHash::new([9; 32]),
    }))
}

/// The result, and microseconds per ballot.
fn timed<T>(ballots: usize, work: impl FnOnce() -> T) -> (T, f64) {
    let start = Instant::now();
    let result = work();
    let ballots = u32::try_from(ballots).map_or(f64::NAN, f64::from);
    (result, start.elapsed().as_secs_f64() * 1e6 / ballots)
}
