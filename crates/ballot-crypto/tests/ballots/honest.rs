use std::collections::BTreeSet;

use ballot_crypto::{
    BoothSecret, Choice, CiphertextSum, EncryptError, EncryptedBallot, OptionCount, SeedParts, SumError,
    ballot_code, encrypt, verify_batch,
};
use curve25519_dalek::constants::RISTRETTO_BASEPOINT_POINT as B;
use curve25519_dalek::scalar::Scalar;
use election::EntryHash;
use proptest::prelude::*;
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng;

use crate::prover::{Prover, equations};
use crate::village::Village;

/// `v_1..v_m` of a choice.
fn vector(choice: u8, options: u8) -> Vec<i64> {
    (1..options).map(|j| i64::from(j == choice)).collect()
}

#[test]
fn every_choice_among_two_to_eight_options_is_accepted() {
    for options in 2..=8 {
        let village = Village::new(11, options);
        for choice in 1..=options {
            let ballot = village.ballot(choice, choice.into());
            let bytes = ballot.to_bytes();
            assert_eq!(bytes.len(), village.options.ballot_length());
            let held = equations(village.ctx().as_bytes(), village.key(), options.into(), &bytes);
            assert_eq!(held, Some([true; 3]), "{choice} of {options}");
            let code = ballot.code(&village.ctx());
            let verified = ballot.verify(&village.ctx()).unwrap();
            assert_eq!(verified.code(), code);
            assert_eq!(verified.as_bytes(), bytes);
            for (ciphertext, expected) in verified.ciphertexts().iter().zip(vector(choice, options)) {
                assert_eq!(ciphertext.c - village.secret * ciphertext.r == B, expected == 1);
            }
        }
    }
}

#[test]
fn the_plain_transcription_of_the_protocol_gives_the_same_bytes() {
    for (options, choice) in [(2, 1), (2, 2), (5, 3), (8, 8)] {
        let village = Village::new(11, options);
        let (ballot, seed) = village.ballot_and_seed(choice, 1);
        let ctx = village.ctx();
        let plain =
            Prover::new(ctx.as_bytes(), [1; 10], village.key(), &vector(choice, options), &seed).prove();
        assert_eq!(ballot.to_bytes(), plain);
    }
}

#[test]
fn parsing_gives_the_ballot_back() {
    let village = Village::new(11, 4);
    let ballot = village.ballot(2, 1);
    let again = EncryptedBallot::parse(&ballot.to_bytes(), village.options).unwrap();
    assert_eq!(again.to_bytes(), ballot.to_bytes());
    assert_eq!(again.token(), village.token);
    assert_eq!(ballot_code(village.ctx().as_bytes(), &ballot.to_bytes()), ballot.code(&village.ctx()));
}

#[test]
fn the_first_points_are_those_of_the_ciphertexts() {
    let village = Village::new(11, 5);
    let verified = village.ballot(2, 1).verify(&village.ctx()).unwrap();
    let expected: Vec<[u8; 32]> = verified.ciphertexts().iter().map(|c| c.r.compress().to_bytes()).collect();
    assert_eq!(verified.first_points().collect::<Vec<_>>(), expected);
}

#[test]
fn with_a_stuck_generator_seeds_still_differ() {
    let village = Village::new(11, 3);
    let secret = BoothSecret::from_bytes(&[3; 32]);
    let other_secret = BoothSecret::from_bytes(&[2; 32]);
    let start = (1, &secret, [4; 32], 0, village.token_hash);
    let variants = [
        start,
        (2, start.1, start.2, start.3, start.4),
        (start.0, &other_secret, start.2, start.3, start.4),
        (start.0, start.1, [5; 32], start.3, start.4),
        (start.0, start.1, start.2, 1, start.4),
        (start.0, start.1, start.2, start.3, election::TokenHash::new([8; 32])),
    ];
    let mut seeds = BTreeSet::new();
    let mut points = BTreeSet::new();
    for (choice, secret, previous, attempt, token_hash) in variants {
        let ctx = Village { token_hash, ..Village::new(11, 3) }.ctx();
        let choice = Choice::new(choice, village.options).unwrap();
        let parts = SeedParts { secret, previous: EntryHash::new(previous), attempt };
        let mut stuck = ChaCha20Rng::seed_from_u64(0);
        let (ballot, seed) = encrypt(&choice, &village.token, &ctx, parts, &mut stuck).unwrap();
        seeds.insert(*seed.expose_bytes());
        points.extend(ballot.verify(&ctx).unwrap().first_points());
    }
    assert_eq!(seeds.len(), 6);
    assert_eq!(points.len(), 12);
}

#[test]
fn fresh_randomness_alone_changes_the_seed() {
    let village = Village::new(11, 2);
    assert_ne!(village.ballot_and_seed(1, 1).1, village.ballot_and_seed(1, 2).1);
}

#[test]
fn a_choice_among_other_options_is_not_encrypted() {
    let village = Village::new(11, 3);
    let choice = Choice::new(4, OptionCount::new(4).unwrap()).unwrap();
    let secret = BoothSecret::from_bytes(&[3; 32]);
    let parts = SeedParts { secret: &secret, previous: EntryHash::new([4; 32]), attempt: 0 };
    let made = encrypt(&choice, &village.token, &village.ctx(), parts, &mut ChaCha20Rng::seed_from_u64(0));
    assert_eq!(made.err(), Some(EncryptError::OptionCount { context: 3, choice: 4 }));
}

#[test]
fn a_sum_takes_one_number_of_options() {
    let village = Village::new(11, 3);
    let verified = village.ballot(1, 1).verify(&village.ctx()).unwrap();
    let mut sum = CiphertextSum::new(OptionCount::new(4).unwrap());
    let error = SumError::OptionCount { sum: 4, added: 3 };
    assert_eq!(sum.add(&verified), Err(error));
    assert_eq!(sum.merge(&CiphertextSum::new(village.options)), Err(error));
    assert_eq!(sum, CiphertextSum::new(OptionCount::new(4).unwrap()));
}

#[test]
fn sums_merge_to_the_sum_of_all() {
    let village = Village::new(11, 3);
    let ballots: Vec<_> = (0..4).map(|i| village.ballot(1, i).verify(&village.ctx()).unwrap()).collect();
    let total = |ballots: &[_]| {
        let mut sum = CiphertextSum::new(village.options);
        ballots.iter().for_each(|ballot| sum.add(ballot).unwrap());
        sum
    };
    let mut merged = total(&ballots[..1]);
    merged.merge(&total(&ballots[1..])).unwrap();
    assert_eq!(merged, total(&ballots));
    assert_eq!(merged.ballots(), 4);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_sum_of_verified_ballots_decrypts_to_the_count(
        options in 2..=8_u8,
        picks in prop::collection::vec(any::<prop::sample::Index>(), 0..12),
        number in any::<u64>(),
    ) {
        let village = Village::new(number % 1000, options);
        let choices: Vec<u8> = picks.iter().map(|pick| 1 + u8::try_from(pick.index(options.into())).unwrap()).collect();
        let ballots = choices.iter().zip(number % 1000..).map(|(choice, i)| (village.ballot(*choice, i), village.ctx()));
        let mut sum = CiphertextSum::new(village.options);
        for verified in verify_batch(ballots.collect(), &mut ChaCha20Rng::seed_from_u64(number)) {
            sum.add(&verified.unwrap()).unwrap();
        }
        prop_assert_eq!(usize::try_from(sum.ballots()).unwrap(), choices.len());
        for (option, ciphertext) in (1..).zip(sum.ciphertexts()) {
            let votes = choices.iter().filter(|choice| **choice == option).count();
            let expected = Scalar::from(u64::try_from(votes).unwrap()) * B;
            prop_assert_eq!(ciphertext.c - village.secret * ciphertext.r, expected);
        }
    }
}
