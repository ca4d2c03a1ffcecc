//! ElGamal ciphertexts and their bytes (spec 4.3 and 9.4).

use std::fmt;
use std::ops::{Add, AddAssign};

use curve25519_dalek::ristretto::RistrettoPoint;
use curve25519_dalek::traits::Identity;
use serde::{Deserialize, Serialize};

use crate::encoding::{DecodeError, EncodedPoint, Hex32};

/// An ElGamal ciphertext `(R, C) = (rB, vB + rK)`, or a sum of such.
///
/// In a sum both points may be the identity; that no single `R_j` of a ballot is, its decoder checks (spec 4.5).
/// As JSON it is an object of `r` and `c` in hex (spec 9.4).
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "CiphertextFields", into = "CiphertextFields")]
pub struct Ciphertext {
    /// `R = rB`.
    pub r: RistrettoPoint,
    /// `C = vB + rK`.
    pub c: RistrettoPoint,
}

impl Ciphertext {
    /// The sum of no ciphertexts.
    #[must_use]
    pub fn zero() -> Self {
        Self { r: RistrettoPoint::identity(), c: RistrettoPoint::identity() }
    }

    /// Decodes `R` and `C`.
    ///
    /// # Errors
    /// [`DecodeError::NotAPoint`] with the name of the point, `r` or `c`.
    pub fn from_bytes([r, c]: &[[u8; 32]; 2]) -> Result<Self, DecodeError> {
        Ok(Self { r: *EncodedPoint::decode("r", r)?.point(), c: *EncodedPoint::decode("c", c)?.point() })
    }

    /// The canonical encodings of `R` and `C`.
    #[must_use]
    pub fn to_bytes(&self) -> [[u8; 32]; 2] {
        [self.r.compress().to_bytes(), self.c.compress().to_bytes()]
    }
}

impl Add for Ciphertext {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self { r: self.r + other.r, c: self.c + other.c }
    }
}

impl AddAssign for Ciphertext {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl fmt::Debug for Ciphertext {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [r, c] = self.to_bytes();
        write!(f, "Ciphertext({}, {})", hex::encode(r), hex::encode(c))
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct CiphertextFields {
    r: Hex32,
    c: Hex32,
}

impl TryFrom<CiphertextFields> for Ciphertext {
    type Error = DecodeError;
    fn try_from(fields: CiphertextFields) -> Result<Self, DecodeError> {
        Self::from_bytes(&[fields.r.0, fields.c.0])
    }
}

impl From<Ciphertext> for CiphertextFields {
    fn from(ciphertext: Ciphertext) -> Self {
        let [r, c] = ciphertext.to_bytes().map(Hex32);
        Self { r, c }
    }
}

#[cfg(test)]
mod tests {
    use curve25519_dalek::constants::RISTRETTO_BASEPOINT_POINT as B;

    use super::*;

    #[test]
    fn bytes_go_both_ways() {
        let ciphertext = Ciphertext { r: B, c: B + B };
        let [r, c] = ciphertext.to_bytes();
        assert_ne!(r, c);
        assert_eq!(Ciphertext::from_bytes(&[r, c]), Ok(ciphertext));
        let json = serde_json::to_string(&ciphertext).unwrap();
        assert_eq!(json, format!(r#"{{"r":"{}","c":"{}"}}"#, hex::encode(r), hex::encode(c)));
        assert_eq!(serde_json::from_str::<Ciphertext>(&json).unwrap(), ciphertext);
    }

    #[test]
    fn a_non_canonical_point_is_named() {
        let good = B.compress().to_bytes();
        let bad = [0xff; 32];
        assert_eq!(Ciphertext::from_bytes(&[bad, good]), Err(DecodeError::NotAPoint { field: "r" }));
        assert_eq!(Ciphertext::from_bytes(&[good, bad]), Err(DecodeError::NotAPoint { field: "c" }));
    }

    #[test]
    fn json_has_one_form() {
        let hex = hex::encode(B.compress().to_bytes());
        let upper = hex.to_uppercase();
        for wrong in [
            format!(r#"{{"r":"{upper}","c":"{hex}"}}"#),
            format!(r#"{{"r":"{hex}","c":"{hex}00"}}"#),
            format!(r#"{{"r":"{hex}","c":"{hex}","v":1}}"#),
            format!(r#"{{"r":"{hex}"}}"#),
        ] {
            assert!(serde_json::from_str::<Ciphertext>(&wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn sums_add_both_points() {
        let one = Ciphertext { r: B, c: B + B };
        let mut sum = Ciphertext::zero();
        sum += one;
        assert_eq!(sum + one, Ciphertext { r: B + B, c: B + B + B + B });
    }
}
