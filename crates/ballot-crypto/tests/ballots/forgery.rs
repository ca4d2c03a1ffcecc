use ballot_crypto::{ContextParts, OptionCount, ProofError};
use curve25519_dalek::constants::RISTRETTO_BASEPOINT_POINT as B;
use curve25519_dalek::ristretto::RistrettoPoint;
use curve25519_dalek::scalar::Scalar;
use election::{ElectionId, JointKey, SecretKey, TokenHash};

use crate::prover::{Prover, equations, generators, integer, statement, weights};
use crate::village::{Village, list};

const R_1: usize = 10;

/// Asserts which equations hold according to the plain transcription, and the verdict of the crate.
fn assert_refused(village: &Village, bytes: &[u8], held: [bool; 3], error: ProofError) {
    let ctx = village.ctx();
    assert_eq!(equations(ctx.as_bytes(), village.key(), village.options.get().into(), bytes), Some(held));
    assert_eq!(village.parse(bytes).verify(&ctx).unwrap_err(), error);
}

/// Adds one to the scalar that stands at `at`.
fn increment(bytes: &mut [u8], at: usize) {
    let scalar = Scalar::from_canonical_bytes(bytes[at..at + 32].try_into().unwrap()).unwrap();
    bytes[at..at + 32].copy_from_slice((scalar + Scalar::ONE).as_bytes());
}

#[test]
fn the_prover_of_these_tests_is_believed_when_it_tells_the_truth() {
    let village = Village::new(11, 3);
    let bytes = village.prover(&[0, 1]).prove();
    village.parse(&bytes).verify(&village.ctx()).unwrap();
}

#[test]
fn a_shifted_commitment_breaks_its_own_equation_alone() {
    let village = Village::new(11, 3);
    let shifted = |which: usize| {
        let mut prover = village.prover(&[0, 1]);
        prover.shift[which] = B;
        prover.prove()
    };
    assert_refused(&village, &shifted(0), [false, true, true], ProofError::UnitVector);
    assert_refused(&village, &shifted(1), [false, true, true], ProofError::UnitVector);
    assert_refused(&village, &shifted(2), [true, false, true], ProofError::FirstHalves);
    assert_refused(&village, &shifted(3), [true, true, false], ProofError::SecondHalves);
}

#[test]
fn an_altered_response_breaks_its_own_equations_alone() {
    let village = Village::new(11, 3);
    let honest = village.prover(&[0, 1]).prove();
    let altered = |words_from_end: usize| {
        let mut bytes = honest.clone();
        let at = bytes.len() - 32 * words_from_end;
        increment(&mut bytes, at);
        bytes
    };
    assert_refused(&village, &altered(1), [false, true, true], ProofError::UnitVector);
    assert_refused(&village, &altered(2), [true, false, false], ProofError::FirstHalves);
    assert_refused(&village, &altered(3), [false, true, false], ProofError::UnitVector);
}

#[test]
fn a_vector_that_is_not_one_vote_is_refused_by_the_first_equation() {
    let forged: [&[i64]; 9] =
        [&[2], &[-1], &[1, 1], &[3, -2], &[2, -1], &[0, 2], &[-1, 1], &[1, 1, 1, 1], &[2, -1, 2, -1]];
    for vector in forged {
        let village = Village::new(11, u8::try_from(vector.len()).unwrap() + 1);
        let bytes = village.prover(vector).prove();
        assert_refused(&village, &bytes, [false, true, true], ProofError::UnitVector);
    }
}

#[test]
fn half_votes_are_refused() {
    let village = Village::new(11, 3);
    let half = integer(2).invert();
    let mut prover = village.prover(&[0, 1]);
    prover.encrypted = vec![half, half];
    prover.proven = vec![half, half, Scalar::ZERO];
    assert_refused(&village, &prover.prove(), [false, true, true], ProofError::UnitVector);
}

#[test]
fn no_vote_for_any_option_is_refused() {
    // All zero and nothing left for option n: sum 0 instead of 1.
    let village = Village::new(11, 3);
    let mut prover = village.prover(&[0, 0]);
    prover.proven[2] = Scalar::ZERO;
    assert_refused(&village, &prover.prove(), [false, true, true], ProofError::UnitVector);
}

#[test]
fn a_vote_for_an_option_and_for_the_last_one_is_refused() {
    let village = Village::new(11, 3);
    let mut prover = village.prover(&[1, 0]);
    prover.proven[2] = Scalar::ONE;
    assert_refused(&village, &prover.prove(), [false, true, true], ProofError::UnitVector);
}

#[test]
fn ciphertexts_that_hold_another_vote_than_the_proof_are_refused() {
    let village = Village::new(11, 3);
    for encrypted in [[2, 0], [0, 0], [1, 0], [1, 1]] {
        let mut prover = village.prover(&[0, 1]);
        prover.encrypted = encrypted.map(integer).to_vec();
        assert_refused(&village, &prover.prove(), [true, true, false], ProofError::SecondHalves);
    }
}

#[test]
fn a_first_point_of_other_randomness_is_refused() {
    let village = Village::new(11, 3);
    let prover = Prover { shift_r: B, ..village.prover(&[0, 1]) };
    assert_refused(&village, &prover.prove(), [true, false, true], ProofError::FirstHalves);
}

#[test]
fn a_commitment_solved_for_after_the_challenge_is_refused() {
    // The forger of weak Fiat-Shamir: takes the challenge of one transcript, then solves (1) for A.
    let village = Village::new(11, 2);
    let mut prover = village.prover(&[2]);
    let q = generators("generator/Q");
    let bytes = prover.prove();
    let h = statement(&prover.ctx, &bytes[R_1..R_1 + 64]);
    let x = crate::prover::challenge(&h, &bytes[R_1 + 64..R_1 + 192]);
    // x^2 (v_1 (1 - v_1) Q_1 + v_2 (1 - v_2) Q_2) is what (1) lacks.
    prover.shift[1] = x * x * integer(-2) * (q[0] + q[1]);
    assert_refused(&village, &prover.prove(), [false, true, true], ProofError::UnitVector);
}

#[test]
fn merged_generators_would_let_this_vector_pass() {
    // sum v_j (1 - v_j) = 0: sound only because each option has its own Q_j. x + y + z = 1 has such points
    // besides the unit vectors from n = 3: here (2/3, 2/3, -1/3).
    let village = Village::new(11, 3);
    let third = integer(3).invert();
    let vector = [third + third, third + third, -third];
    let products: Scalar = vector.iter().map(|v| v * (Scalar::ONE - v)).sum();
    assert_eq!(products, Scalar::ZERO);
    let mut prover = village.prover(&[0, 0]);
    prover.encrypted = vector[..2].to_vec();
    prover.proven = vector.to_vec();
    assert_refused(&village, &prover.prove(), [false, true, true], ProofError::UnitVector);
}

#[test]
fn a_ballot_of_another_context_is_refused() {
    let village = Village::new(11, 3);
    let other_lists = [
        list("1607062002", 3, 1, 2),
        list("1607062001", 4, 1, 2),
        list("1607062001", 3, 2, 2),
        list("1607062001", 3, 1, 0),
    ];
    let other_key = SecretKey::from_bytes(&[6; 32]).public();
    let other_joint = JointKey::from_bytes(&(village.key() + B).compress().to_bytes()).unwrap();
    let parts = village.parts();
    let lists = other_lists.iter().map(|list| ContextParts { list, ..parts });
    let others = [
        ContextParts { election: ElectionId::new([8; 32]), ..parts },
        ContextParts { booth_key: &other_key, ..parts },
        ContextParts { joint_key: &other_joint, ..parts },
        ContextParts { token: TokenHash::new([8; 32]), ..parts },
    ];
    for other in lists.chain(others) {
        let ctx = ballot_crypto::BallotContext::new(&other);
        assert_eq!(village.ballot(1, 1).verify(&ctx).unwrap_err(), ProofError::UnitVector, "{other:?}");
        assert_ne!(village.ballot(1, 1).code(&ctx), village.ballot(1, 1).code(&village.ctx()));
    }
    let four = ContextParts { options: OptionCount::new(4).unwrap(), ..parts };
    let ctx = ballot_crypto::BallotContext::new(&four);
    let error = ProofError::OptionCount { context: 4, ballot: 3 };
    assert_eq!(village.ballot(1, 1).verify(&ctx).unwrap_err(), error);
}

#[test]
fn swapped_options_are_refused() {
    let village = Village::new(11, 3);
    let mut bytes = village.ballot(1, 1).to_bytes();
    let (first, second) = bytes[R_1..R_1 + 128].split_at_mut(64);
    first.swap_with_slice(second);
    assert_eq!(village.parse(&bytes).verify(&village.ctx()).unwrap_err(), ProofError::UnitVector);
    let f_1 = bytes.len() - 128;
    let (first, second) = bytes[f_1..f_1 + 64].split_at_mut(32);
    first.swap_with_slice(second);
    assert_eq!(village.parse(&bytes).verify(&village.ctx()).unwrap_err(), ProofError::UnitVector);
}

#[test]
fn a_rerandomised_copy_is_refused() {
    let village = Village::new(11, 3);
    let mut bytes = village.ballot(1, 1).to_bytes();
    let ctx = village.ctx();
    let h = statement(ctx.as_bytes(), &bytes[R_1..R_1 + 128]);
    let x = crate::prover::challenge(&h, &bytes[R_1 + 128..R_1 + 256]);
    let fold = x * weights(&h, 2)[0];
    add_point(&mut bytes, R_1, B);
    add_point(&mut bytes, R_1 + 32, village.key());
    let z = bytes.len() - 64;
    let old = Scalar::from_canonical_bytes(bytes[z..z + 32].try_into().unwrap()).unwrap();
    bytes[z..z + 32].copy_from_slice((old + fold).as_bytes());
    assert_refused(&village, &bytes, [false, false, false], ProofError::UnitVector);
}

fn add_point(bytes: &mut [u8], at: usize, added: RistrettoPoint) {
    let word: [u8; 32] = bytes[at..at + 32].try_into().unwrap();
    let point = curve25519_dalek::ristretto::CompressedRistretto(word).decompress().unwrap();
    bytes[at..at + 32].copy_from_slice((point + added).compress().as_bytes());
}
