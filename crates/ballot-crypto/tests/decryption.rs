//! Decryption by trustees through the public interface: any k of n, every forgery, every boundary (spec 10.1, 10.3).
//!
//! The challenge and the equations are written down a second time here, straight from the specification, so that the
//! forgers of these tests can do what a dishonest trustee with a program of its own would do.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may panic: that is how they fail")]

use ballot_crypto::{
    Ceremony, CeremonyParts, Ciphertext, CombineError, DecodeError, DecryptionShare, DiscreteLog, GroupKey,
    KeyCeremony, SecretShare, ShareError, ShareStatement, VerifiedShare, combine,
};
use curve25519_dalek::constants::RISTRETTO_BASEPOINT_POINT as B;
use curve25519_dalek::ristretto::RistrettoPoint;
use curve25519_dalek::scalar::Scalar;
use curve25519_dalek::traits::Identity;
use election::{ElectionId, JointKey, LabelledHasher, SetHash, TrusteeNumber, VerifyingShare, VillageCode};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng;

struct Village {
    key: GroupKey,
    shares: Vec<SecretShare>,
    random: ChaCha20Rng,
}

fn village(threshold: u16, trustees: u16) -> Village {
    let mut random = ChaCha20Rng::seed_from_u64(u64::from(threshold) << 16 | u64::from(trustees));
    let parts = CeremonyParts { nonce: [1; 32], village: &code(), threshold, trustees };
    let Ceremony { public: key, shares } = KeyCeremony::together(&parts, &mut random).ok().unwrap();
    Village { key, shares, random }
}

fn code() -> VillageCode {
    "1607062001".parse().unwrap()
}

fn number(trustee: u32) -> TrusteeNumber {
    TrusteeNumber::try_from(trustee).unwrap()
}

/// A sum of ballots with `total` votes, as far as trustees can tell.
fn sum_of(total: u32, joint_key: &JointKey) -> Ciphertext {
    let r = Scalar::from(0x1234_5678_u64) * Scalar::from(0x9abc_def0_u64);
    Ciphertext { r: B * r, c: B * Scalar::from(total) + joint_key.point() * r }
}

impl Village {
    fn statement(&self, trustee: u32, sum: Ciphertext) -> ShareStatement {
        ShareStatement {
            election: ElectionId::new([2; 32]),
            village: code(),
            set: SetHash::new([3; 32]),
            group: 4,
            option: 1,
            trustee: number(trustee),
            verifying_share: self.key.verifying_shares[trustee as usize - 1],
            sum,
        }
    }

    fn secret(&self, trustee: u32) -> &SecretShare {
        &self.shares[trustee as usize - 1]
    }

    fn share(&mut self, statement: &ShareStatement) -> DecryptionShare {
        let Self { shares, random, .. } = self;
        shares[usize::from(statement.trustee.get()) - 1].decrypt(statement, random)
    }

    fn verified(&mut self, trustee: u32, sum: Ciphertext) -> VerifiedShare {
        let statement = self.statement(trustee, sum);
        self.share(&statement).verify(&statement).unwrap()
    }

    fn all_verified(&mut self, sum: Ciphertext) -> Vec<VerifiedShare> {
        (1..=u32::try_from(self.shares.len()).unwrap()).map(|t| self.verified(t, sum)).collect()
    }
}

/// What the specification hashes, written down a second time.
fn naive_challenge(statement: &ShareStatement, [d, u, v]: [&RistrettoPoint; 3]) -> Scalar {
    let half = |half| {
        let hasher = LabelledHasher::new("share-challenge").u8(half).bytes(statement.election);
        let hasher = hasher.str(statement.village.as_str()).bytes(statement.set).u32(statement.group);
        let hasher = hasher.u8(statement.option).u16(statement.trustee.get());
        let hasher = hasher.bytes(statement.verifying_share.as_bytes());
        let points = [&statement.sum.r, &statement.sum.c, d, u, v];
        points.iter().fold(hasher, |hasher, point| hasher.bytes(point.compress().as_bytes())).finish()
    };
    Scalar::from_bytes_mod_order_wide(&[half(0), half(1)].concat().try_into().unwrap())
}

/// A trustee with a program of its own: any secret, any D, any V, and the rest by the rules.
fn answer(
    statement: &ShareStatement,
    secret: &Scalar,
    d: RistrettoPoint,
    v: Option<RistrettoPoint>,
) -> DecryptionShare {
    let nonce = Scalar::from(4711_u32);
    let (u, v) = (B * nonce, v.unwrap_or(statement.sum.r * nonce));
    let z = nonce + naive_challenge(statement, [&d, &u, &v]) * secret;
    let [d, u, v] = [d, u, v].map(|point| point.compress().to_bytes());
    DecryptionShare::from_bytes(&[d, u, v, z.to_bytes()]).unwrap()
}

fn scalar_of(share: &SecretShare) -> Scalar {
    Scalar::from_canonical_bytes(*share.expose_bytes()).unwrap()
}

#[test]
fn any_k_of_n_decrypt_and_fewer_do_not() {
    let logs = DiscreteLog::up_to(100);
    for trustees in 2..=5_u16 {
        for threshold in (trustees / 2 + 1).max(2)..=trustees {
            let mut village = village(threshold, trustees);
            let sum = sum_of(42, &village.key.joint_key);
            let all = village.all_verified(sum);
            for subset in 0..1_u32 << trustees {
                let chosen: Vec<_> = all
                    .iter()
                    .enumerate()
                    .filter(|(i, _)| subset >> i & 1 == 1)
                    .map(|(_, s)| s.clone())
                    .collect();
                let combined = combine(threshold, &chosen, &sum);
                if chosen.len() < threshold.into() {
                    let error = CombineError::TooFew { needed: threshold, found: chosen.len() };
                    assert_eq!(combined, Err(error));
                } else {
                    assert_eq!(
                        logs.solve(&combined.unwrap()),
                        Some(42),
                        "{threshold} of {trustees}: {subset:b}"
                    );
                }
            }
        }
    }
}

#[test]
fn the_order_of_shares_does_not_matter() {
    let mut village = village(2, 3);
    let sum = sum_of(1, &village.key.joint_key);
    let mut shares = village.all_verified(sum);
    shares.reverse();
    assert_eq!(combine(2, &shares, &sum), Ok(B));
}

#[test]
fn totals_from_none_to_the_maximum_and_not_beyond() {
    let mut village = village(2, 3);
    let logs = DiscreteLog::up_to(500);
    for (total, expected) in
        [(0, Some(0)), (1, Some(1)), (499, Some(499)), (500, Some(500)), (501, None), (502, None)]
    {
        let sum = sum_of(total, &village.key.joint_key);
        let shares = village.all_verified(sum);
        assert_eq!(logs.solve(&combine(2, &shares, &sum).unwrap()), expected, "{total}");
    }
}

#[test]
fn the_sum_of_no_ballots_is_0() {
    let mut village = village(2, 2);
    let shares = village.all_verified(Ciphertext::zero());
    let point = combine(2, &shares, &Ciphertext::zero()).unwrap();
    assert_eq!(DiscreteLog::up_to(0).solve(&point), Some(0));
}

#[test]
fn a_hundred_thousand_ballots_are_counted() {
    let mut village = village(3, 5);
    let joint_key = *village.key.joint_key.point();
    // Ballot i has r = i + 1; every third one is for the option.
    let (mut ballot, mut sum) = (Ciphertext { r: B, c: joint_key }, Ciphertext::zero());
    for i in 0..100_000 {
        sum += ballot;
        if i % 3 == 0 {
            sum.c += B;
        }
        ballot += Ciphertext { r: B, c: joint_key };
    }
    let shares = village.all_verified(sum);
    let point = combine(3, &shares, &sum).unwrap();
    assert_eq!(DiscreteLog::up_to(100_000).solve(&point), Some(33_334));
}

#[test]
fn the_proof_is_the_one_of_the_specification() {
    let village = village(2, 3);
    let statement = village.statement(1, sum_of(7, &village.key.joint_key));
    let secret = scalar_of(village.secret(1));
    let share = answer(&statement, &secret, statement.sum.r * secret, None);
    assert!(share.verify(&statement).is_ok(), "challenge or equations differ from spec 10.1");
}

#[test]
fn nonsense_is_refused_by_name_and_the_others_still_decrypt() {
    let mut village = village(2, 3);
    let sum = sum_of(7, &village.key.joint_key);
    let statement = village.statement(1, sum);
    let secret = scalar_of(village.secret(1));
    let (key, wrong_sum) = (ShareError::Key { trustee: number(1) }, ShareError::Sum { trustee: number(1) });
    let stranger = Scalar::from(99_u8);
    let forgeries = [
        ("any D, proof for it", answer(&statement, &secret, B * stranger, None), wrong_sum),
        (
            "identity as D, proof for it",
            answer(&statement, &secret, RistrettoPoint::identity(), None),
            wrong_sum,
        ),
        ("D of a stranger's secret", answer(&statement, &secret, sum.r * stranger, None), wrong_sum),
        ("D with the wrong sign", answer(&statement, &secret, -(sum.r * secret), None), wrong_sum),
        ("another V, challenge made for it", answer(&statement, &secret, sum.r * secret, Some(B)), wrong_sum),
        ("a stranger's secret throughout", answer(&statement, &stranger, sum.r * stranger, None), key),
        ("a stranger's proof for the right D", answer(&statement, &stranger, sum.r * secret, None), key),
    ];
    for (what, share, error) in forgeries {
        assert_eq!(share.verify(&statement), Err(error), "{what}");
    }
    let others = [village.verified(2, sum), village.verified(3, sum)];
    assert_eq!(combine(2, &others, &sum), Ok(B * Scalar::from(7_u8)));
    assert_eq!(combine(2, &others[..1], &sum), Err(CombineError::TooFew { needed: 2, found: 1 }));
}

#[test]
fn every_field_of_a_share_is_bound() {
    let mut village = village(2, 3);
    let statement = village.statement(1, sum_of(7, &village.key.joint_key));
    let good = village.share(&statement).to_bytes();
    let other_proof = village.share(&statement).to_bytes();
    let of_trustee_2 = village.verified(2, statement.sum).share().to_bytes();
    let identity = [0; 32];
    let refused = Err(ShareError::Key { trustee: number(1) });
    for field in 0..4 {
        for other in [other_proof[field], of_trustee_2[field], identity] {
            let mut fields = good;
            fields[field] = other;
            let share = DecryptionShare::from_bytes(&fields).unwrap();
            let unchanged = fields == good;
            assert!(unchanged || share.verify(&statement) == refused, "field {field}");
        }
    }
    let [_, u, v, z] = of_trustee_2;
    let stolen = DecryptionShare::from_bytes(&[good[0], u, v, z]).unwrap();
    assert_eq!(stolen.verify(&statement), refused, "another's proof");
}

#[test]
fn a_share_is_for_its_statement_alone() {
    let mut village = village(2, 3);
    let sum = sum_of(7, &village.key.joint_key);
    let statement = village.statement(1, sum);
    let share = village.share(&statement);
    assert!(share.verify(&statement).is_ok());
    let is = |trustee| ShareError::Key { trustee: number(trustee) };
    let with = |change: fn(&mut ShareStatement)| {
        let mut other = statement.clone();
        change(&mut other);
        other
    };
    for (what, other, error) in [
        ("election", with(|s| s.election = ElectionId::new([9; 32])), is(1)),
        ("village", with(|s| s.village = "1607062002".parse().unwrap()), is(1)),
        ("count set", with(|s| s.set = SetHash::new([9; 32])), is(1)),
        ("group", with(|s| s.group = 5), is(1)),
        ("option", with(|s| s.option = 2), is(1)),
        ("trustee", with(|s| s.trustee = number(2)), is(2)),
        (
            "verifying share",
            with(|s| s.verifying_share = VerifyingShare::from_bytes(&b_bytes()).unwrap()),
            is(1),
        ),
        ("R of the sum", with(|s| s.sum.r += B), is(1)),
        ("C of the sum", with(|s| s.sum.c += B), is(1)),
        ("R and C swapped", with(|s| std::mem::swap(&mut s.sum.r, &mut s.sum.c)), is(1)),
    ] {
        assert_eq!(share.verify(&other), Err(error), "{what}");
    }
    // The other way round: shares made for something else are offered for `statement`.
    let changes: [fn(&mut ShareStatement); 4] =
        [|s| s.option = 2, |s| s.group = 5, |s| s.sum.c += B, |s| s.sum.r += B];
    for change in changes {
        let other = with(change);
        assert_eq!(village.share(&other).verify(&statement), Err(is(1)));
    }
    // Trustee 2's share offered in trustee 1's name.
    let of_2 = *village.verified(2, sum).share();
    assert_eq!(of_2.verify(&statement), Err(is(1)));
}

#[test]
fn shares_of_two_options_cannot_be_swapped() {
    let mut village = village(2, 2);
    let first = village.statement(1, sum_of(7, &village.key.joint_key));
    let second = ShareStatement { option: 2, sum: sum_of(8, &village.key.joint_key), ..first.clone() };
    let (one, two) = (village.share(&first), village.share(&second));
    assert!(one.verify(&first).is_ok() && two.verify(&second).is_ok());
    let refused = Err(ShareError::Key { trustee: number(1) });
    assert_eq!((two.verify(&first), one.verify(&second)), (refused.clone(), refused));
}

#[test]
fn encodings_other_than_the_canonical_are_refused() {
    let mut village = village(2, 2);
    let statement = village.statement(1, sum_of(7, &village.key.joint_key));
    let good = village.share(&statement).to_bytes();
    assert_eq!(DecryptionShare::from_bytes(&good).unwrap().to_bytes(), good);
    let mut field_prime = [0xff; 32];
    (field_prime[0], field_prime[31]) = (0xed, 0x7f);
    let mut negative = b_bytes();
    negative[31] |= 0x80;
    let odd = {
        let mut bytes = [0; 32];
        bytes[0] = 1;
        bytes
    };
    let points = [("d", 0), ("u", 1), ("v", 2)];
    for (field, index) in points {
        for wrong in [field_prime, negative, odd, [0xff; 32]] {
            let mut fields = good;
            fields[index] = wrong;
            assert_eq!(DecryptionShare::from_bytes(&fields), Err(DecodeError::NotAPoint { field }));
        }
    }
    let mut order = (-Scalar::ONE).to_bytes();
    order[0] += 1;
    for wrong in [order, [0xff; 32]] {
        let fields = [good[0], good[1], good[2], wrong];
        assert_eq!(DecryptionShare::from_bytes(&fields), Err(DecodeError::NotAScalar { field: "z" }));
    }
}

#[test]
fn json_has_one_form() {
    let mut village = village(2, 2);
    let statement = village.statement(1, sum_of(7, &village.key.joint_key));
    let share = village.share(&statement);
    let json = serde_json::to_string(&share).unwrap();
    let [d, u, v, z] = share.to_bytes().map(hex::encode);
    assert_eq!(json, format!(r#"{{"d":"{d}","u":"{u}","v":"{v}","z":"{z}"}}"#));
    assert_eq!(serde_json::from_str::<DecryptionShare>(&json).unwrap(), share);
    let zeros = "00".repeat(32);
    for (from, to) in [
        (d.as_str(), d.to_uppercase()),
        (&d, d[2..].to_owned()),
        (&z, "ff".repeat(32)),
        ("\"z\"", format!("\"y\":\"{zeros}\",\"z\"")),
        ("\"v\"", format!("\"u\":\"{zeros}\",\"v\"")),
    ] {
        let wrong = json.replacen(from, &to, 1);
        assert!(wrong == json || serde_json::from_str::<DecryptionShare>(&wrong).is_err(), "{wrong}");
    }
}

#[test]
fn a_sum_is_decrypted_only_by_shares_for_it() {
    let mut village = village(2, 3);
    let sum = sum_of(7, &village.key.joint_key);
    let other_sum = sum_of(8, &village.key.joint_key);
    let own = village.all_verified(sum);
    let foreign = |trustee| Err(CombineError::ForeignStatement { trustee: number(trustee) });
    assert_eq!(combine(2, &own, &other_sum), foreign(1));
    let changes: [fn(&mut ShareStatement); 5] = [
        |s| s.election = ElectionId::new([9; 32]),
        |s| s.village = "1607062002".parse().unwrap(),
        |s| s.set = SetHash::new([9; 32]),
        |s| s.group = 5,
        |s| s.option = 2,
    ];
    for change in changes {
        let mut statement = village.statement(3, sum);
        change(&mut statement);
        let stray = village.share(&statement).verify(&statement).unwrap();
        let shares = [own[0].clone(), own[1].clone(), stray];
        assert_eq!(combine(2, &shares, &sum), foreign(3), "even beyond the k lowest");
    }
    let stray = village.verified(3, other_sum);
    assert_eq!(combine(2, &[own[0].clone(), stray], &sum), foreign(3));
}

#[test]
fn a_trustee_counts_once() {
    let mut village = village(2, 3);
    let sum = sum_of(7, &village.key.joint_key);
    let one = village.verified(1, sum);
    let again = village.verified(1, sum);
    assert_ne!(one.share(), again.share(), "two proofs of one trustee");
    let twice = |trustee| Err(CombineError::Twice { trustee: number(trustee) });
    assert_eq!(combine(2, &[one.clone(), again], &sum), twice(1));
    let (two, three) = (village.verified(2, sum), village.verified(3, sum));
    assert_eq!(combine(2, &[three.clone(), one, two, three], &sum), twice(3), "even beyond the k lowest");
}

#[test]
fn a_threshold_below_2_decrypts_nothing() {
    let mut village = village(2, 3);
    let sum = sum_of(7, &village.key.joint_key);
    let shares = village.all_verified(sum);
    for threshold in [0, 1] {
        assert_eq!(combine(threshold, &shares, &sum), Err(CombineError::Threshold { threshold }));
    }
    assert_eq!(combine(2, &[], &sum), Err(CombineError::TooFew { needed: 2, found: 0 }));
}

#[test]
fn exactly_the_k_lowest_trustees_are_used() {
    let mut village = village(2, 3);
    // Trustee 3 has another key than the ceremony gave it: with it, totals come out wrong.
    village.shares[2] = SecretShare::from_bytes(number(3), Scalar::from(5_u8).as_bytes()).ok().unwrap();
    village.key.verifying_shares[2] = village.shares[2].verifying_share();
    let sum = sum_of(7, &village.key.joint_key);
    let shares = village.all_verified(sum);
    assert_eq!(combine(2, &shares, &sum), Ok(B * Scalar::from(7_u8)));
    let with_3 = combine(2, &shares[1..], &sum).unwrap();
    assert_eq!(DiscreteLog::up_to(1000).solve(&with_3), None);
}

#[test]
fn a_verified_share_remembers_what_it_was_verified_for() {
    let mut village = village(2, 2);
    let statement = village.statement(2, sum_of(7, &village.key.joint_key));
    let share = village.share(&statement);
    let verified = share.verify(&statement).unwrap();
    assert_eq!((verified.statement(), verified.share(), verified.trustee()), (&statement, &share, number(2)));
}

#[test]
fn no_proof_repeats_its_nonce() {
    let mut village = village(2, 2);
    let statement = village.statement(1, sum_of(7, &village.key.joint_key));
    let [d1, u1, ..] = village.share(&statement).to_bytes();
    let [d2, u2, ..] = village.share(&statement).to_bytes();
    assert_eq!(d1, d2);
    assert_ne!(u1, u2);
}

#[test]
fn a_generator_that_repeats_itself_gives_no_secret_away() {
    let village = village(2, 2);
    let statement = village.statement(1, sum_of(7, &village.key.joint_key));
    let other = ShareStatement { option: 2, ..statement.clone() };
    let u = |statement: &ShareStatement, trustee| {
        village.secret(trustee).decrypt(statement, &mut ChaCha20Rng::seed_from_u64(0)).to_bytes()[1]
    };
    assert_eq!(u(&statement, 1), u(&statement, 1));
    assert_ne!(u(&statement, 1), u(&other, 1), "two challenges with one nonce give the secret away");
    assert_ne!(u(&statement, 1), u(&statement, 2));
}

/// `Probe::<T>::DEBUG` says whether `T` has `Debug`: an inherent constant goes before that of a trait if its bound holds.
struct Probe<T>(std::marker::PhantomData<T>);

trait Otherwise {
    const DEBUG: bool = false;
}

impl<T> Otherwise for Probe<T> {}

impl<T: std::fmt::Debug> Probe<T> {
    const DEBUG: bool = true;
}

#[test]
fn secrets_cannot_be_printed() {
    let found = [Probe::<DecryptionShare>::DEBUG, Probe::<SecretShare>::DEBUG, Probe::<Ceremony>::DEBUG];
    assert_eq!(found, [true, false, false]);
}

fn b_bytes() -> [u8; 32] {
    B.compress().to_bytes()
}
