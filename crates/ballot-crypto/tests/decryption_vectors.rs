//! The committed vectors for trustees and decryption, through the public interface (spec 3.3, 3.4, 10.1 to 10.3).
//!
//! They freeze the wire forms: a second implementation must come to the same verdicts from the same file.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may panic: that is how they fail")]

use ballot_crypto::{
    Acceptance, Ciphertext, DecryptionShare, DiscreteLog, GroupKey, SecretShare, ShareError, ShareStatement,
    VerifiedShare, combine, lagrange_at_zero,
};
use curve25519_dalek::ristretto::CompressedRistretto;
use election::TrusteeNumber;
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng;
use serde::de::DeserializeOwned;
use serde_json::Value;

fn vectors(part: &str) -> Vec<Value> {
    let file = include_str!("../../../fixtures/vectors/decryption.json");
    let mut file: Value = serde_json::from_str(file).unwrap();
    let cases = file[part].take().as_array().unwrap().clone();
    assert!(!cases.is_empty(), "{part}");
    cases
}

fn field<T: DeserializeOwned>(case: &Value, name: &str) -> T {
    serde_json::from_value(case[name].clone()).unwrap()
}

fn hex32(case: &Value, name: &str) -> [u8; 32] {
    let mut bytes = [0; 32];
    hex::decode_to_slice(case[name].as_str().unwrap(), &mut bytes).unwrap();
    bytes
}

fn statement(case: &Value, member: &Value) -> ShareStatement {
    ShareStatement {
        election: field(case, "election"),
        village: field(case, "village"),
        set: field(case, "set"),
        group: field(case, "group"),
        option: field(case, "option"),
        trustee: field(member, "trustee"),
        verifying_share: field(member, "verifying_share"),
        sum: field(case, "sum"),
    }
}

#[test]
fn every_key_passes_its_rehearsal_and_its_secrets_belong_to_it() {
    for case in vectors("ceremonies") {
        let members: Vec<Value> = field(&case, "members");
        let key = GroupKey {
            threshold: field(&case, "threshold"),
            joint_key: field(&case, "joint_key"),
            verifying_shares: members.iter().map(|member| field(member, "verifying_share")).collect(),
            transcript: hex32(&case, "transcript"),
            rehearsal: members.iter().map(|member| field(member, "rehearsal")).collect(),
        };
        assert_eq!(key.check(&field(&case, "village")), Ok(()));
        for (member, verifying_share) in members.iter().zip(&key.verifying_shares) {
            let secret = SecretShare::from_bytes(field(member, "trustee"), &hex32(member, "secret_share"));
            assert_eq!(secret.ok().unwrap().verifying_share(), *verifying_share);
        }
    }
}

#[test]
fn acceptances_are_judged_as_written() {
    for case in vectors("acceptances") {
        let verdict = match Acceptance::from_bytes(&[hex32(&case, "u"), hex32(&case, "z")]) {
            Err(_) => Some("encoding"),
            Ok(acceptance) => acceptance
                .verify(
                    &field(&case, "election"),
                    &field(&case, "village"),
                    field(&case, "trustee"),
                    &field(&case, "verifying_share"),
                )
                .err()
                .map(|_| "key"),
        };
        assert_eq!(verdict, case["refusal"].as_str(), "{}", case["what"]);
    }
}

#[test]
fn shares_are_judged_as_written() {
    for case in vectors("shares") {
        let fields = ["d", "u", "v", "z"].map(|name| hex32(&case, name));
        let verdict = match DecryptionShare::from_bytes(&fields) {
            Err(_) => Some("encoding"),
            Ok(share) => match share.verify(&statement(&case, &case)) {
                Ok(_) => None,
                Err(ShareError::Key { .. }) => Some("key"),
                Err(ShareError::Sum { .. }) => Some("sum"),
            },
        };
        assert_eq!(verdict, case["refusal"].as_str(), "{}", case["what"]);
        let json = serde_json::json!({ "d": case["d"], "u": case["u"], "v": case["v"], "z": case["z"] });
        let from_json = serde_json::from_value::<DecryptionShare>(json);
        assert_eq!(from_json.is_err(), verdict == Some("encoding"), "{}: the same door", case["what"]);
    }
}

#[test]
fn any_k_shares_give_the_total() {
    for case in vectors("decryptions") {
        let sum: Ciphertext = field(&case, "sum");
        let verify = |member: &Value| {
            let share: DecryptionShare = field(member, "share");
            share.verify(&statement(&case, member)).unwrap()
        };
        let shares: Vec<VerifiedShare> = field::<Vec<Value>>(&case, "shares").iter().map(verify).collect();
        let threshold: u16 = field(&case, "threshold");
        let combined = CompressedRistretto(hex32(&case, "combined")).decompress().unwrap();
        for start in 0..=shares.len() - usize::from(threshold) {
            assert_eq!(combine(threshold, &shares[start..], &sum), Ok(combined));
        }
        let total = DiscreteLog::up_to(field(&case, "ballots")).solve(&combined);
        assert_eq!(total, field::<Option<u32>>(&case, "total"));
    }
}

#[test]
fn a_stored_secret_makes_shares_that_the_vectors_accept() {
    let ceremony = &vectors("ceremonies")[0];
    let member = &ceremony["members"][0];
    let secret = SecretShare::from_bytes(field(member, "trustee"), &hex32(member, "secret_share"));
    let case = vectors("decryptions").swap_remove(2);
    let statement = statement(&case, &case["shares"][0]);
    let share = secret.ok().unwrap().decrypt(&statement, &mut ChaCha20Rng::seed_from_u64(1));
    assert!(share.verify(&statement).is_ok());
    let published: DecryptionShare = field(&case["shares"][0], "share");
    assert_eq!(share.to_bytes()[0], published.to_bytes()[0], "D does not depend on the nonce");
}

#[test]
fn lagrange_coefficients_are_as_written() {
    for case in vectors("lagrange") {
        let trustees: Vec<TrusteeNumber> = field(&case, "trustees");
        let coefficients = trustees.iter().map(|trustee| lagrange_at_zero(&trustees, *trustee));
        let written: Vec<String> = field(&case, "coefficients");
        assert_eq!(coefficients.map(|scalar| hex::encode(scalar.to_bytes())).collect::<Vec<_>>(), written);
    }
}

#[test]
fn discrete_logarithms_are_as_written() {
    for case in vectors("discrete_logs") {
        let point = CompressedRistretto(hex32(&case, "point")).decompress().unwrap();
        let total = DiscreteLog::up_to(field(&case, "max")).solve(&point);
        assert_eq!(total, field::<Option<u32>>(&case, "total"));
    }
}
