//! Rehearsal and acceptance against formulas written down a second time from the specification (spec 3.3, 3.4).
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may panic: that is how they fail")]

use ballot_crypto::{
    Acceptance, Ceremony, CeremonyParts, GroupKey, GroupKeyError, KeyCeremony, RehearsalShare, SecretShare,
    ShareError,
};
use curve25519_dalek::constants::RISTRETTO_BASEPOINT_POINT as B;
use curve25519_dalek::ristretto::RistrettoPoint;
use curve25519_dalek::scalar::Scalar;
use election::{ElectionId, LabelledHasher, TrusteeNumber, VillageCode};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng;

fn village() -> VillageCode {
    "1607062001".parse().unwrap()
}

fn ceremony() -> Ceremony {
    let parts = CeremonyParts { nonce: [1; 32], village: &village(), threshold: 2, trustees: 3 };
    KeyCeremony::together(&parts, &mut ChaCha20Rng::seed_from_u64(3)).ok().unwrap()
}

fn scalar_of(share: &SecretShare) -> Scalar {
    Scalar::from_canonical_bytes(*share.expose_bytes()).unwrap()
}

/// `scalar(purpose, fields)` of spec 1.2.
fn naive_scalar(purpose: &str, fields: impl Fn(LabelledHasher) -> LabelledHasher) -> Scalar {
    let half = |half| fields(LabelledHasher::new(purpose).u8(half)).finish();
    Scalar::from_bytes_mod_order_wide(&[half(0), half(1)].concat().try_into().unwrap())
}

fn bytes(point: RistrettoPoint) -> [u8; 32] {
    point.compress().to_bytes()
}

/// Trustee 1's answer to the rehearsal by a program of its own, with any D.
fn rehearse(key: &GroupKey, secret: &Scalar, d: impl Fn(RistrettoPoint) -> RistrettoPoint) -> RehearsalShare {
    let r = naive_scalar("rehearsal", |h| h.bytes(key.transcript).bytes(key.joint_key.as_bytes()));
    let nonce = Scalar::from(4711_u32);
    let [base, d, u, v] = [B * r, d(B * r), B * nonce, B * r * nonce].map(bytes);
    let challenge = naive_scalar("rehearsal-challenge", |h| {
        let h = h.bytes(key.transcript).str("1607062001").u16(1).bytes(key.verifying_shares[0].as_bytes());
        h.bytes(base).bytes(d).bytes(u).bytes(v)
    });
    RehearsalShare::from_bytes(&[d, u, v, (nonce + challenge * secret).to_bytes()]).unwrap()
}

#[test]
fn the_rehearsal_is_the_one_of_the_specification() {
    let Ceremony { public: mut key, shares } = ceremony();
    let secret = scalar_of(&shares[0]);
    key.rehearsal[0] = rehearse(&key, &secret, |base| base * secret);
    assert_eq!(key.check(&village()), Ok(()));
}

#[test]
fn a_rehearsal_share_of_another_point_is_refused() {
    let Ceremony { public: mut key, shares } = ceremony();
    let secret = scalar_of(&shares[0]);
    let refused = ShareError::Sum { trustee: TrusteeNumber::try_from(1).unwrap() };
    for forged in [
        rehearse(&key, &secret, |_| B),
        rehearse(&key, &secret, |base| base * (secret + Scalar::ONE)),
        rehearse(&key, &secret, |base| base - base),
    ] {
        key.rehearsal[0] = forged;
        assert_eq!(key.check(&village()), Err(GroupKeyError::Rehearsal(refused)));
    }
}

#[test]
fn the_acceptance_is_the_one_of_the_specification() {
    let share = &ceremony().shares[1];
    let (election, trustee) = (ElectionId::new([5; 32]), TrusteeNumber::try_from(2).unwrap());
    let nonce = Scalar::from(4711_u32);
    let u = bytes(B * nonce);
    let challenge = naive_scalar("acceptance", |h| {
        h.bytes(election).str("1607062001").u16(2).bytes(share.verifying_share().as_bytes()).bytes(u)
    });
    let z = nonce + challenge * scalar_of(share);
    let acceptance = Acceptance::from_bytes(&[u, z.to_bytes()]).unwrap();
    assert_eq!(acceptance.verify(&election, &village(), trustee, &share.verifying_share()), Ok(()));
}

#[test]
fn a_generator_that_repeats_itself_gives_no_secret_away() {
    let Ceremony { public: key, shares } = ceremony();
    let stuck = || ChaCha20Rng::seed_from_u64(0);
    let accept =
        |election| shares[0].accept(&ElectionId::new(election), &village(), &mut stuck()).to_bytes()[0];
    assert_eq!(accept([1; 32]), accept([1; 32]));
    assert_ne!(accept([1; 32]), accept([2; 32]));
    let rehearse =
        |transcript| shares[0].rehearse(&transcript, &village(), &key.joint_key, &mut stuck()).to_bytes()[1];
    assert_eq!(rehearse([1; 32]), rehearse([1; 32]));
    assert_ne!(rehearse([1; 32]), rehearse([2; 32]));
}
