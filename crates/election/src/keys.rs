//! Keys and signatures that have passed their checks (spec 1.3 and 1.4).

use std::fmt;
use std::str::FromStr;

use curve25519_dalek::edwards::CompressedEdwardsY;
use curve25519_dalek::ristretto::{CompressedRistretto, RistrettoPoint};
use curve25519_dalek::scalar::Scalar;
use curve25519_dalek::traits::{IsIdentity, VartimeMultiscalarMul};
use ed25519_dalek::{Signer, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};

use crate::ids::hex32;

/// Why bytes are not a usable key or signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// Not 64 lower-case hexadecimal digits.
    #[error("a key is written as 64 lower-case hexadecimal digits")]
    NotHex,
    /// Not the canonical encoding of a point.
    #[error("these bytes are not the canonical encoding of a curve point")]
    NotAPoint,
    /// A point of small order (for Ristretto: the identity), under which anybody could sign or read.
    #[error("this key is a point of small order and protects nothing")]
    SmallOrder,
    /// The signature does not belong to this key and text.
    #[error("the signature does not match this key and text")]
    BadSignature,
}

/// An Ed25519 verification key: canonical, not of small order (spec 1.4).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PublicKey(VerifyingKey);

impl PublicKey {
    /// Decodes and checks a key.
    ///
    /// # Errors
    /// [`KeyError::NotAPoint`] for a non-canonical or undecodable encoding, [`KeyError::SmallOrder`].
    pub fn from_bytes(bytes: &[u8; 32]) -> Result<Self, KeyError> {
        let key = VerifyingKey::from_bytes(bytes).map_err(|_| KeyError::NotAPoint)?;
        let point = CompressedEdwardsY(*bytes).decompress().ok_or(KeyError::NotAPoint)?;
        if point.compress().as_bytes() != bytes {
            return Err(KeyError::NotAPoint);
        }
        if key.is_weak() { Err(KeyError::SmallOrder) } else { Ok(Self(key)) }
    }

    /// The 32 bytes of the encoding.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 32] {
        self.0.as_bytes()
    }

    /// Checks a signature by the strict rule: `S < l`, `R` canonical and not of small order, and the
    /// encoding of `SB - kA` equals `R` (RFC 8032 section 5.1.7 without the cofactor; spec 1.4).
    ///
    /// # Errors
    /// [`KeyError::BadSignature`] for everything else.
    pub fn verify(&self, message: &[u8], signature: &Signature) -> Result<(), KeyError> {
        let signature = ed25519_dalek::Signature::from_bytes(&signature.0);
        self.0.verify_strict(message, &signature).map_err(|_| KeyError::BadSignature)
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.as_bytes()))
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicKey({self})")
    }
}

impl PartialOrd for PublicKey {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for PublicKey {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.as_bytes().cmp(other.as_bytes())
    }
}

/// An Ed25519 signature as received; it says nothing until [`PublicKey::verify`] accepts it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Signature([u8; 64]);

impl Signature {
    /// Wraps 64 received bytes.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 64]) -> Self {
        Self(bytes)
    }

    /// The 64 bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 64] {
        &self.0
    }
}

impl fmt::Debug for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Signature({})", hex::encode(self.0))
    }
}

/// An Ed25519 signing key of a booth, committee member, witness or authority.
///
/// # Security
/// Never printed; wiped when dropped. [`SecretKey::expose_bytes`] exists only for storing it under a passphrase.
pub struct SecretKey(SigningKey);

impl SecretKey {
    /// A key from 32 secret bytes (RFC 8032 private key).
    #[must_use]
    pub fn from_bytes(bytes: &[u8; 32]) -> Self {
        Self(SigningKey::from_bytes(bytes))
    }

    /// A fresh key from the generator that the caller hands over.
    pub fn generate(random: &mut impl rand_core::CryptoRng) -> Self {
        let mut bytes = zeroize::Zeroizing::new([0; 32]);
        random.fill_bytes(bytes.as_mut());
        Self::from_bytes(&bytes)
    }

    /// The verification key.
    #[must_use]
    pub fn public(&self) -> PublicKey {
        PublicKey(self.0.verifying_key())
    }

    /// Signs deterministically (RFC 8032 section 5.1.6).
    #[must_use]
    pub fn sign(&self, message: &[u8]) -> Signature {
        Signature(self.0.sign(message).to_bytes())
    }

    /// The 32 secret bytes, for storage under a passphrase only.
    #[must_use]
    pub fn expose_bytes(&self) -> zeroize::Zeroizing<[u8; 32]> {
        zeroize::Zeroizing::new(self.0.to_bytes())
    }
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SecretKey(of {})", self.public())
    }
}

macro_rules! point_newtype {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name {
            bytes: [u8; 32],
            point: RistrettoPoint,
        }

        impl $name {
            /// Decodes a canonical encoding of a point that is not the identity (RFC 9496 section 4.3.1).
            ///
            /// # Errors
            /// [`KeyError::NotAPoint`], [`KeyError::SmallOrder`] for the identity.
            pub fn from_bytes(bytes: &[u8; 32]) -> Result<Self, KeyError> {
                let point = CompressedRistretto(*bytes).decompress().ok_or(KeyError::NotAPoint)?;
                if point.is_identity() {
                    return Err(KeyError::SmallOrder);
                }
                Ok(Self { bytes: *bytes, point })
            }

            /// The 32 bytes of the encoding.
            #[must_use]
            pub const fn as_bytes(&self) -> &[u8; 32] {
                &self.bytes
            }

            /// The point.
            #[must_use]
            pub const fn point(&self) -> &RistrettoPoint {
                &self.point
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&hex::encode(self.bytes))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self)
            }
        }

        impl FromStr for $name {
            type Err = KeyError;
            fn from_str(text: &str) -> Result<Self, KeyError> {
                Self::from_bytes(&hex32(text).map_err(|_| KeyError::NotHex)?)
            }
        }

        impl TryFrom<String> for $name {
            type Error = KeyError;
            fn try_from(text: String) -> Result<Self, KeyError> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(key: $name) -> String {
                key.to_string()
            }
        }
    };
}

point_newtype!(
    /// The trustees' joint encryption key K of one village (spec 3.1).
    JointKey
);
point_newtype!(
    /// The public counterpart `s_t B` of trustee t's secret share (spec 3.1).
    VerifyingShare
);

/// Whether the verifying shares Y_1..Y_n lie on one polynomial of degree `threshold` - 1 with K at 0 (spec 2.3):
/// any `threshold` of the trustees then hold the same secret, that of K.
///
/// Y_1..Y_k fix the polynomial; K and every further share must be its value at 0 and t, by Lagrange interpolation
/// in the exponent. `false` also for a threshold of 0 or beyond the number of shares.
#[must_use]
pub fn shares_on_one_polynomial(threshold: u16, joint: &JointKey, shares: &[VerifyingShare]) -> bool {
    let Some((base, rest)) = shares.split_at_checked(threshold.into()) else { return false };
    if base.is_empty() {
        return false;
    }
    let nodes: Vec<Scalar> = (1..=threshold).map(Scalar::from).collect();
    let base: Vec<RistrettoPoint> = base.iter().map(|share| share.point).collect();
    let value_at = |x| RistrettoPoint::vartime_multiscalar_mul(lagrange(&nodes, x), &base);
    let further = rest.iter().zip(threshold.saturating_add(1)..);
    value_at(Scalar::ZERO) == joint.point
        && further.into_iter().all(|(share, t)| value_at(Scalar::from(t)) == share.point)
}

/// The Lagrange coefficients of `nodes` (distinct) at `x`: prod over i != j of (x - i) / (j - i).
fn lagrange(nodes: &[Scalar], x: Scalar) -> Vec<Scalar> {
    let coefficient = |j: &Scalar| {
        let others = || nodes.iter().filter(move |i| *i != j);
        let numerator: Scalar = others().map(|i| x - i).product();
        let denominator: Scalar = others().map(|i| j - i).product();
        numerator * denominator.invert()
    };
    nodes.iter().map(coefficient).collect()
}

impl FromStr for PublicKey {
    type Err = KeyError;
    fn from_str(text: &str) -> Result<Self, KeyError> {
        Self::from_bytes(&hex32(text).map_err(|_| KeyError::NotHex)?)
    }
}

impl TryFrom<String> for PublicKey {
    type Error = KeyError;
    fn try_from(text: String) -> Result<Self, KeyError> {
        text.parse()
    }
}

impl From<PublicKey> for String {
    fn from(key: PublicKey) -> String {
        key.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Joint key and shares of the polynomial 5 + 3 x + x^2.
    fn group() -> (JointKey, Vec<VerifyingShare>) {
        let point = |x: u8| {
            let x = Scalar::from(x);
            let value = Scalar::from(5_u8) + Scalar::from(3_u8) * x + x * x;
            RistrettoPoint::mul_base(&value).compress().to_bytes()
        };
        let shares = (1..=5).map(|x| VerifyingShare::from_bytes(&point(x)).unwrap());
        (JointKey::from_bytes(&point(0)).unwrap(), shares.collect())
    }

    #[test]
    fn shares_of_one_polynomial_are_known_by_its_degree() {
        let (joint, shares) = group();
        let held_by = |threshold| shares_on_one_polynomial(threshold, &joint, &shares);
        assert_eq!([1, 2, 3, 4, 5].map(held_by), [false, false, true, true, true]);
        assert!(!held_by(0));
        assert!(!held_by(6));
        assert!(!shares_on_one_polynomial(0, &joint, &[]));
    }

    #[test]
    fn one_foreign_share_or_key_is_noticed() {
        let (joint, shares) = group();
        for index in 0..5 {
            let mut wrong = shares.clone();
            wrong[index] = VerifyingShare::from_bytes(joint.as_bytes()).unwrap();
            assert!(!shares_on_one_polynomial(3, &joint, &wrong), "{index}");
        }
        let other = JointKey::from_bytes(shares[0].as_bytes()).unwrap();
        assert!(!shares_on_one_polynomial(3, &other, &shares));
        assert!(!shares_on_one_polynomial(3, &joint, &[shares[1], shares[0], shares[2]]));
    }
}
