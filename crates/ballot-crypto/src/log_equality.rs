//! Proof that two discrete logarithms are equal (Chaum and Pedersen 1992; spec 3.3 and 10.1).
//!
//! * Statement: `Y = sB` and `D = sR` for one secret `s`; `Y` and `R` are known, `D` is claimed.
//! * Commitments: `U = uB`, `V = uR`.
//! * Challenge: `x = scalar(label, everything the statement is bound to, D, U, V)`.
//! * Response: `z = u + xs`.
//! * Equations: `zB = U + xY` and `zR = V + xD`.

use curve25519_dalek::ristretto::RistrettoPoint;
use curve25519_dalek::scalar::Scalar;
use curve25519_dalek::traits::VartimeMultiscalarMul;
use election::TrusteeNumber;
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::encoding::{DecodeError, EncodedPoint, Hex32, scalar_field};
use crate::group::scalar;

/// Why a share is refused. It is dropped; any k others still decrypt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ShareError {
    /// `zB` differs from `U + x Y`.
    #[error(
        "trustee {trustee}: this share was not made with the secret of the trustee's verifying share, or it belongs \
         to another election, village, count set, group, option, trustee or sum; ask the trustee for a new share file"
    )]
    Key {
        /// The trustee in whose name the share came.
        trustee: TrusteeNumber,
    },
    /// `zR` differs from `V + x D`.
    #[error(
        "trustee {trustee}: this share is not the trustee's part of this sum, although the secret is the right one; \
         ask the trustee for a new share file and find out which program made this one"
    )]
    Sum {
        /// The trustee in whose name the share came.
        trustee: TrusteeNumber,
    },
}

/// What is to be proved, and to what the proof is bound.
pub(crate) struct EqualityStatement<'a> {
    /// Purpose of the challenge's hash.
    pub(crate) challenge: &'static str,
    /// Purpose of the nonce's hash.
    pub(crate) nonce: &'static str,
    /// Everything that the challenge binds before `D`.
    pub(crate) bound: Vec<u8>,
    /// The trustee, named in errors.
    pub(crate) trustee: TrusteeNumber,
    /// `Y = sB`.
    pub(crate) key: &'a RistrettoPoint,
    /// `R`.
    pub(crate) base: &'a RistrettoPoint,
}

impl EqualityStatement<'_> {
    fn challenge(&self, d: &EncodedPoint, u: &EncodedPoint, v: &EncodedPoint) -> Scalar {
        scalar(self.challenge, &[&self.bound, d.bytes(), u.bytes(), v.bytes()])
    }
}

/// `D` with the proof that it is `sR`, decoded but not verified.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "ProofFields", into = "ProofFields")]
pub(crate) struct EqualityProof {
    d: EncodedPoint,
    u: EncodedPoint,
    v: EncodedPoint,
    z: Scalar,
}

impl EqualityProof {
    /// Computes `D` and proves it.
    pub(crate) fn prove(
        statement: &EqualityStatement<'_>,
        secret: &Scalar,
        random: &mut impl CryptoRng,
    ) -> Self {
        let nonce = hedged_nonce(statement.nonce, secret, &statement.bound, random);
        let d = EncodedPoint::of(statement.base * secret);
        let u = EncodedPoint::of(RistrettoPoint::mul_base(&nonce));
        let v = EncodedPoint::of(statement.base * *nonce);
        let z = *nonce + statement.challenge(&d, &u, &v) * secret;
        Self { d, u, v, z }
    }

    /// Checks both equations. All inputs are public, so the time may vary.
    pub(crate) fn verify(&self, statement: &EqualityStatement<'_>) -> Result<(), ShareError> {
        let trustee = statement.trustee;
        let minus_x = -statement.challenge(&self.d, &self.u, &self.v);
        let u = RistrettoPoint::vartime_double_scalar_mul_basepoint(&minus_x, statement.key, &self.z);
        if u != *self.u.point() {
            return Err(ShareError::Key { trustee });
        }
        let v = RistrettoPoint::vartime_multiscalar_mul([self.z, minus_x], [statement.base, self.d.point()]);
        if v == *self.v.point() { Ok(()) } else { Err(ShareError::Sum { trustee }) }
    }

    /// `D`.
    pub(crate) const fn d(&self) -> &RistrettoPoint {
        self.d.point()
    }

    /// `D`, `U`, `V`, `z`.
    pub(crate) const fn to_bytes(self) -> [[u8; 32]; 4] {
        [*self.d.bytes(), *self.u.bytes(), *self.v.bytes(), self.z.to_bytes()]
    }

    /// Decodes `D`, `U`, `V`, `z`.
    pub(crate) fn from_bytes([d, u, v, z]: &[[u8; 32]; 4]) -> Result<Self, DecodeError> {
        Ok(Self {
            d: EncodedPoint::decode("d", d)?,
            u: EncodedPoint::decode("u", u)?,
            v: EncodedPoint::decode("v", v)?,
            z: scalar_field("z", z)?,
        })
    }
}

/// A proof's nonce from fresh randomness, the secret and the statement.
///
/// # Security
/// A nonce used for two challenges gives the secret away. Mixing in secret and statement keeps nonces apart and
/// secret even if the generator repeats itself or is known.
pub(crate) fn hedged_nonce(
    purpose: &str,
    secret: &Scalar,
    statement: &[u8],
    random: &mut impl CryptoRng,
) -> Zeroizing<Scalar> {
    let mut fresh = Zeroizing::new([0; 32]);
    random.fill_bytes(fresh.as_mut());
    Zeroizing::new(scalar(purpose, &[fresh.as_ref(), secret.as_bytes(), statement]))
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ProofFields {
    d: Hex32,
    u: Hex32,
    v: Hex32,
    z: Hex32,
}

impl TryFrom<ProofFields> for EqualityProof {
    type Error = DecodeError;
    fn try_from(fields: ProofFields) -> Result<Self, DecodeError> {
        Self::from_bytes(&[fields.d.0, fields.u.0, fields.v.0, fields.z.0])
    }
}

impl From<EqualityProof> for ProofFields {
    fn from(proof: EqualityProof) -> Self {
        let [d, u, v, z] = proof.to_bytes().map(Hex32);
        Self { d, u, v, z }
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use rand_core::{TryCryptoRng, TryRng};

    use super::*;

    /// A generator that is broken in the worst way: it always returns the same.
    struct Stuck(u8);

    impl TryRng for Stuck {
        type Error = Infallible;
        fn try_next_u32(&mut self) -> Result<u32, Infallible> {
            Ok(self.0.into())
        }
        fn try_next_u64(&mut self) -> Result<u64, Infallible> {
            Ok(self.0.into())
        }
        fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
            bytes.fill(self.0);
            Ok(())
        }
    }

    impl TryCryptoRng for Stuck {}

    fn nonce(purpose: &str, secret: u8, statement: &[u8], fresh: u8) -> Scalar {
        *hedged_nonce(purpose, &Scalar::from(secret), statement, &mut Stuck(fresh))
    }

    #[test]
    fn a_stuck_generator_repeats_no_nonce() {
        let first = nonce("p", 1, b"statement", 0);
        assert_eq!(first, nonce("p", 1, b"statement", 0));
        assert_ne!(first, nonce("q", 1, b"statement", 0), "purpose");
        assert_ne!(first, nonce("p", 2, b"statement", 0), "secret");
        assert_ne!(first, nonce("p", 1, b"statemenu", 0), "statement");
        assert_ne!(first, nonce("p", 1, b"statement", 1), "fresh bytes");
    }
}
