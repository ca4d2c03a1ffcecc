//! Answers from outside: Ed25519 signatures and ristretto255 encodings, from `fixtures/vectors/`.

#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

use curve25519_dalek::constants::EIGHT_TORSION;
use curve25519_dalek::edwards::EdwardsPoint;
use curve25519_dalek::ristretto::RistrettoPoint;
use curve25519_dalek::scalar::Scalar;
use election::{JointKey, KeyError, PublicKey, SecretKey, Signature, VerifyingShare};
use serde::Deserialize;
use sha2::{Digest, Sha512};

#[derive(Deserialize)]
struct Ed25519 {
    rfc8032: Cases<Rfc8032>,
    speccheck: Cases<Speccheck>,
}

#[derive(Deserialize)]
struct Cases<T> {
    cases: Vec<T>,
}

#[derive(Deserialize)]
struct Rfc8032 {
    name: String,
    secret: String,
    key: String,
    message: String,
    signature: String,
}

#[derive(Deserialize)]
struct Speccheck {
    number: u32,
    what: String,
    message: String,
    key: String,
    signature: String,
    verdict: String,
}

#[derive(Deserialize)]
struct Ristretto {
    multiples: Vec<Multiple>,
    invalid: Vec<Invalid>,
}

#[derive(Deserialize)]
struct Multiple {
    scalar: u64,
    encoding: String,
}

#[derive(Deserialize)]
struct Invalid {
    encoding: String,
    why: String,
}

fn ed25519() -> Ed25519 {
    serde_json::from_str(include_str!("../../../fixtures/vectors/ed25519.json")).unwrap()
}

fn ristretto255() -> Ristretto {
    serde_json::from_str(include_str!("../../../fixtures/vectors/ristretto255.json")).unwrap()
}

fn bytes<const N: usize>(text: &str) -> [u8; N] {
    hex::decode(text).unwrap().try_into().unwrap()
}

#[test]
fn signatures_of_rfc_8032_are_made_and_verified() {
    let cases = ed25519().rfc8032.cases;
    assert_eq!(cases.len(), 4);
    for case in cases {
        let secret = SecretKey::from_bytes(&bytes(&case.secret));
        let mut message = hex::decode(&case.message).unwrap();
        let signature = Signature::from_bytes(bytes(&case.signature));
        assert_eq!(secret.public().to_string(), case.key, "{}", case.name);
        assert_eq!(secret.sign(&message), signature, "{}", case.name);
        assert_eq!(secret.public().verify(&message, &signature), Ok(()), "{}", case.name);
        message.push(0);
        let longer = secret.public().verify(&message, &signature);
        assert_eq!(longer, Err(KeyError::BadSignature), "{}", case.name);
    }
}

#[test]
fn edge_cases_of_speccheck_get_the_strict_verdict() {
    let cases = ed25519().speccheck.cases;
    assert_eq!(cases.len(), 12);
    for case in cases {
        let verdict = match PublicKey::from_bytes(&bytes(&case.key)) {
            Err(_) => "key",
            Ok(key) => {
                let signature = Signature::from_bytes(bytes(&case.signature));
                let accepted = key.verify(&hex::decode(&case.message).unwrap(), &signature).is_ok();
                if accepted { "accept" } else { "signature" }
            }
        };
        assert_eq!(verdict, case.verdict, "case {}: {}", case.number, case.what);
    }
}

/// A signature over `message` with chosen torsion in A and R, and S as an honest signer would make it.
fn with_torsion(message: &[u8], in_key: EdwardsPoint, in_r: EdwardsPoint) -> ([u8; 32], [u8; 64]) {
    let (a, r) = (Scalar::from(11_u8), Scalar::from(13_u8));
    let key = (EdwardsPoint::mul_base(&a) + in_key).compress().to_bytes();
    let point = (EdwardsPoint::mul_base(&r) + in_r).compress().to_bytes();
    let hash = Sha512::new().chain_update(point).chain_update(key).chain_update(message).finalize();
    let k = Scalar::from_bytes_mod_order_wide(&hash.into());
    let mut signature = [0; 64];
    signature[..32].copy_from_slice(&point);
    signature[32..].copy_from_slice((r + k * a).as_bytes());
    (key, signature)
}

#[test]
fn torsion_that_does_not_cancel_is_refused() {
    let none = EIGHT_TORSION[0];
    let check = |in_key, in_r| {
        let (key, signature) = with_torsion(b"pesan", in_key, in_r);
        PublicKey::from_bytes(&key).unwrap().verify(b"pesan", &Signature::from_bytes(signature))
    };
    assert_eq!(check(none, none), Ok(()));
    for torsion in &EIGHT_TORSION[1..] {
        // What batch verification with cofactor lets pass: the same signature with torsion added to R.
        assert_eq!(check(none, *torsion), Err(KeyError::BadSignature));
    }
}

#[test]
fn keys_of_small_order_are_refused_in_every_encoding() {
    for point in EIGHT_TORSION {
        assert_eq!(PublicKey::from_bytes(&point.compress().to_bytes()), Err(KeyError::SmallOrder));
    }
    // The points of small order with y = 0, 1, -1 written as y + p, and with the sign of x = 0 set.
    let mut p = [0xff; 32];
    (p[0], p[31]) = (0xed, 0x7f);
    let plus = |n: u8, sign: u8| {
        let mut encoding = p;
        (encoding[0], encoding[31]) = (p[0] + n, p[31] | sign);
        encoding
    };
    let mut negative_one = p;
    (negative_one[0], negative_one[31]) = (0xec, 0xff);
    let mut one = [0; 32];
    (one[0], one[31]) = (1, 0x80);
    for encoding in [plus(0, 0), plus(0, 0x80), plus(1, 0), plus(1, 0x80), negative_one, one] {
        assert_eq!(PublicKey::from_bytes(&encoding), Err(KeyError::NotAPoint), "{}", hex::encode(encoding));
    }
}

#[test]
fn multiples_of_the_base_point_decode_and_encode() {
    let multiples = ristretto255().multiples;
    assert_eq!(multiples.len(), 16);
    for Multiple { scalar, encoding } in multiples {
        let point = RistrettoPoint::mul_base(&Scalar::from(scalar));
        assert_eq!(hex::encode(point.compress().as_bytes()), encoding);
        let read = JointKey::from_bytes(&bytes(&encoding));
        if scalar == 0 {
            assert_eq!(read, Err(KeyError::SmallOrder));
        } else {
            let key = read.unwrap();
            assert_eq!((key.to_string(), *key.point()), (encoding, point));
        }
    }
}

#[test]
fn invalid_encodings_are_no_points() {
    let invalid = ristretto255().invalid;
    assert_eq!(invalid.len(), 29);
    for Invalid { encoding, why } in invalid {
        let bytes = bytes(&encoding);
        assert_eq!(JointKey::from_bytes(&bytes), Err(KeyError::NotAPoint), "{encoding}: {why}");
        assert_eq!(VerifyingShare::from_bytes(&bytes), Err(KeyError::NotAPoint), "{encoding}: {why}");
    }
}
