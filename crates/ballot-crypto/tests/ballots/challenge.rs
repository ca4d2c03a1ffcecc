use ballot_crypto::{ChallengeError, OpenedBallot, check_challenge, check_challenges, recompute};
use rand_chacha::rand_core::SeedableRng;

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

/// Every way in which an opened ballot can be wrong, among others that are right.
#[test]
fn together_they_are_judged_as_each_alone() {
    let village = Village::new(11, 5);
    let made: Vec<_> =
        (1..=5).map(|choice| (village.ballot_and_seed(choice, choice.into()), choice)).collect();
    let mut opened: Vec<(Vec<u8>, u8, [u8; 32])> =
        made.iter().map(|((ballot, seed), choice)| (ballot.to_bytes(), *choice, *seed)).collect();
    let judge = |opened: &[(Vec<u8>, u8, [u8; 32])]| {
        let ctx = village.ctx();
        let of = |(ballot, choice, seed): &'_ (Vec<u8>, u8, [u8; 32])| {
            check_challenge(ballot, *choice, seed, &ctx)
        };
        let items: Vec<OpenedBallot<'_>> = opened
            .iter()
            .map(|(ballot, choice, seed)| OpenedBallot { ballot, choice: *choice, seed, ctx: &ctx })
            .collect();
        let together = check_challenges(&items, &mut rand_chacha::ChaCha20Rng::from_seed([7; 32]));
        assert_eq!(together, opened.iter().map(of).collect::<Vec<_>>());
        together
    };
    assert_eq!(judge(&opened), [Ok(()); 5]);
    assert_eq!(judge(&[]), []);
    let honest = opened.clone();
    // Another point in each place, one that decodes: that of another ballot. Then another number in each response.
    for at in (10..honest[2].0.len()).step_by(32) {
        opened[2].0[at..at + 32].copy_from_slice(&honest[3].0[at..at + 32]);
        assert_eq!(judge(&opened)[2], Err(ChallengeError::Differs), "byte {at}");
        opened[2] = honest[2].clone();
    }
    opened[2].1 = 2;
    opened[4].2[0] ^= 1;
    opened[0].1 = 6;
    opened[1].0.pop();
    let differs = Err(ChallengeError::Differs);
    let no_option = Err(ChallengeError::Choice { found: 6, options: 5 });
    assert_eq!(judge(&opened), [no_option, differs, differs, Ok(()), differs]);
}
