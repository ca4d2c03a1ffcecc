use ballot_crypto::{ChallengeError, check_challenge, recompute};

use crate::village::Village;

#[test]
fn an_honest_ballot_comes_out_again() {
    let village = Village::new(11, 3);
    for choice in 1..=3 {
        let (ballot, seed) = village.ballot_and_seed(choice, 1);
        assert_eq!(check_challenge(&ballot.to_bytes(), choice, &seed, &village.ctx()), Ok(()));
        let again = recompute(&seed, choice, &village.token, &village.ctx()).unwrap();
        assert_eq!(again.to_bytes(), ballot.to_bytes());
    }
}

#[test]
fn another_choice_or_seed_or_ballot_is_refused() {
    let village = Village::new(11, 3);
    let (ballot, seed) = village.ballot_and_seed(2, 1);
    let bytes = ballot.to_bytes();
    let check = |bytes: &[u8], choice, seed| check_challenge(bytes, choice, seed, &village.ctx());
    for other in [1, 3] {
        assert_eq!(check(&bytes, other, &seed), Err(ChallengeError::Differs));
    }
    let mut flipped = seed;
    flipped[31] ^= 0x80;
    assert_eq!(check(&bytes, 2, &flipped), Err(ChallengeError::Differs));
    for at in (10..bytes.len()).step_by(32) {
        let mut flipped = bytes.clone();
        flipped[at] ^= 1;
        assert_eq!(check(&flipped, 2, &seed), Err(ChallengeError::Differs), "byte {at}");
    }
    assert_eq!(check(&bytes[..bytes.len() - 1], 2, &seed), Err(ChallengeError::Differs));
    assert_eq!(check(&[bytes.as_slice(), &[0]].concat(), 2, &seed), Err(ChallengeError::Differs));
    assert_eq!(check(&bytes[..9], 2, &seed), Err(ChallengeError::Differs));
}

#[test]
fn a_choice_that_is_no_option_is_named() {
    let village = Village::new(11, 3);
    let (ballot, seed) = village.ballot_and_seed(3, 1);
    for found in [0, 4, 255] {
        let error = ChallengeError::Choice { found, options: 3 };
        assert_eq!(check_challenge(&ballot.to_bytes(), found, &seed, &village.ctx()), Err(error));
    }
}

#[test]
fn a_ballot_opened_in_another_context_is_refused() {
    let village = Village::new(11, 3);
    let (ballot, seed) = village.ballot_and_seed(2, 1);
    let other = Village { token_hash: election::TokenHash::new([8; 32]), ..Village::new(11, 3) };
    let checked = check_challenge(&ballot.to_bytes(), 2, &seed, &other.ctx());
    assert_eq!(checked, Err(ChallengeError::Differs));
}
