use std::cell::Cell;
use std::convert::Infallible;

use ballot_crypto::{
    BATCH_SIZE, BallotContext, EncryptedBallot, ProofError, verify_batch, verify_batch_until,
};
use curve25519_dalek::constants::RISTRETTO_BASEPOINT_POINT as B;
use curve25519_dalek::scalar::Scalar;
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng, SeedableRng, TryCryptoRng, TryRng};

use crate::village::Village;

type Item = (EncryptedBallot, BallotContext);

fn item(village: &Village, bytes: &[u8]) -> Item {
    (village.parse(bytes), village.ctx())
}

fn verdicts(items: Vec<Item>) -> Vec<Option<ProofError>> {
    let mut random = ChaCha20Rng::seed_from_u64(99);
    verify_batch(items, &mut random).into_iter().map(Result::err).collect()
}

fn singly(items: &[Item]) -> Vec<Option<ProofError>> {
    items.iter().map(|(ballot, ctx)| ballot.clone().verify(ctx).err()).collect()
}

/// Good and forged ballots of a village with three or more options: one of each kind of refusal.
fn kinds(village: &Village) -> Vec<Item> {
    let m = usize::from(village.options.encrypted());
    let mut vector = vec![0; m];
    let honest = village.prover(&vector);
    vector[0] = 2;
    let mut not_a_vote = vec![village.prover(&vector)];
    for which in 1..4 {
        let mut prover = honest.clone();
        prover.shift[which] = B;
        not_a_vote.push(prover);
    }
    let forged = not_a_vote.iter().map(|prover| item(village, &prover.prove()));
    let foreign = (village.ballot(1, 1), Village::new(77, village.options.get()).ctx());
    let other_count = (village.ballot(1, 1), Village::new(11, 2).ctx());
    let good = (1..=village.options.get()).map(|choice| (village.ballot(choice, 5), village.ctx()));
    good.chain(forged).chain([foreign, other_count]).collect()
}

#[test]
fn a_batch_gives_the_verdicts_of_single_verification() {
    let pool: Vec<Item> =
        [Village::new(11, 3), Village::new(12, 5), Village::new(13, 8)].iter().flat_map(kinds).collect();
    let mut random = ChaCha20Rng::seed_from_u64(1);
    for _ in 0..12 {
        let size = random.next_u32() % 20;
        let pick = |_| pool[usize::try_from(random.next_u32()).unwrap() % pool.len()].clone();
        let items: Vec<Item> = (0..size).map(pick).collect();
        let expected = singly(&items);
        assert_eq!(verdicts(items), expected);
    }
}

#[test]
fn every_single_bad_ballot_is_found_wherever_it_stands() {
    let village = Village::new(11, 2);
    let good = (village.ballot(1, 1), village.ctx());
    let bad = item(&village, &village.prover(&[2]).prove());
    for size in 1..8 {
        for place in 0..size {
            let mut items = vec![good.clone(); size];
            items[place] = bad.clone();
            let mut expected = vec![None; size];
            expected[place] = Some(ProofError::UnitVector);
            assert_eq!(verdicts(items), expected, "{place} of {size}");
        }
    }
}

#[test]
fn a_batch_longer_than_the_batch_size_keeps_its_order() {
    let village = Village::new(11, 2);
    let good = (village.ballot(1, 1), village.ctx());
    let bad = item(&village, &village.prover(&[2]).prove());
    let mut items = vec![good; BATCH_SIZE + 6];
    let mut expected = vec![None; items.len()];
    for place in [0, BATCH_SIZE - 1, BATCH_SIZE, BATCH_SIZE + 5] {
        items[place] = bad.clone();
        expected[place] = Some(ProofError::UnitVector);
    }
    assert_eq!(verdicts(items), expected);
}

#[test]
fn accepted_ballots_come_back_in_order_with_their_codes() {
    let village = Village::new(11, 3);
    let items: Vec<Item> = (0..5).map(|i| (village.ballot(1, i), village.ctx())).collect();
    let codes: Vec<_> = items.iter().map(|(ballot, ctx)| ballot.code(ctx)).collect();
    let verified = verify_batch(items, &mut ChaCha20Rng::seed_from_u64(99));
    assert_eq!(verified.into_iter().map(|v| v.unwrap().code()).collect::<Vec<_>>(), codes);
}

#[test]
fn errors_that_cancel_between_ballots_are_found() {
    // Without an own weight for each ballot, w + 1 and w - 1 would cancel.
    let village = Village::new(11, 3);
    let shifted = |by: Scalar| {
        let mut bytes = village.prover(&[0, 1]).prove();
        let w = bytes.len() - 32;
        let old = Scalar::from_canonical_bytes(bytes[w..].try_into().unwrap()).unwrap();
        bytes[w..].copy_from_slice((old + by).as_bytes());
        item(&village, &bytes)
    };
    let items = vec![shifted(Scalar::ONE), shifted(-Scalar::ONE)];
    assert_eq!(verdicts(items), [Some(ProofError::UnitVector); 2]);
}

#[test]
fn errors_that_cancel_between_equations_are_found() {
    // Without an own weight for each equation, A + B, U - B and V of the next ballot would cancel.
    let village = Village::new(11, 3);
    for (one, other, error) in
        [(1, 2, ProofError::UnitVector), (1, 3, ProofError::UnitVector), (2, 3, ProofError::FirstHalves)]
    {
        let mut prover = village.prover(&[0, 1]);
        prover.shift[one] = B;
        prover.shift[other] = -B;
        let good = (village.ballot(1, 1), village.ctx());
        assert_eq!(verdicts(vec![item(&village, &prover.prove()), good]), [Some(error), None]);
    }
}

#[test]
fn ballots_under_different_keys_are_verified_under_their_own() {
    let one = Village::new(11, 3);
    let other = Village::new(12, 3);
    let items = vec![
        (one.ballot(1, 1), one.ctx()),
        (other.ballot(1, 1), other.ctx()),
        (one.ballot(2, 2), other.ctx()),
    ];
    assert_eq!(verdicts(items), [None, None, Some(ProofError::UnitVector)]);
}

/// Counts how often bytes are drawn.
struct Counting(ChaCha20Rng, usize);

impl TryRng for Counting {
    type Error = Infallible;
    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        self.0.try_next_u32()
    }
    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        self.0.try_next_u64()
    }
    fn try_fill_bytes(&mut self, drawn: &mut [u8]) -> Result<(), Infallible> {
        self.1 += 1;
        self.0.try_fill_bytes(drawn)
    }
}

impl TryCryptoRng for Counting {}

#[test]
fn an_honest_batch_is_accepted_at_once() {
    // A batch that fails by a wrong sum would be halved, draw more weights, and still give the right verdicts.
    let villages = [Village::new(11, 2), Village::new(12, 5), Village::new(13, 8)];
    let items: Vec<Item> = villages.iter().map(|village| (village.ballot(1, 1), village.ctx())).collect();
    let mut random = Counting(ChaCha20Rng::seed_from_u64(99), 0);
    assert!(verify_batch(items, &mut random).iter().all(Result::is_ok));
    assert_eq!(random.1, 3 * villages.len());
}

#[test]
fn an_empty_batch_is_empty() {
    assert!(verdicts(Vec::new()).is_empty());
}

#[test]
fn a_batch_is_given_up_when_enough_ballots_are_wrong() {
    let village = Village::new(11, 3);
    let wrong = |_| {
        let mut bytes = village.prover(&[0, 1]).prove();
        let w = bytes.len() - 32;
        let old = Scalar::from_canonical_bytes(bytes[w..].try_into().unwrap()).unwrap();
        bytes[w..].copy_from_slice((old + Scalar::ONE).as_bytes());
        item(&village, &bytes)
    };
    let good = (village.ballot(1, 1), village.ctx());
    let items: Vec<Item> = (0..8).map(wrong).chain([good]).collect();
    let found = Cell::new(0);
    let is_enough = || {
        found.set(found.get() + 1);
        found.get() == 3
    };
    let verdicts = verify_batch_until(items, &mut ChaCha20Rng::seed_from_u64(99), &is_enough);
    // The good one at the end was not looked at any more: what is given up is refused.
    assert!(verdicts.iter().all(Result::is_err));
    assert_eq!((verdicts.len(), found.get()), (9, 3));
}
