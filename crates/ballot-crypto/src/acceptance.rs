//! A trustee's acceptance of a sealed definition (spec 3.4).

use std::fmt;

use curve25519_dalek::ristretto::RistrettoPoint;
use curve25519_dalek::scalar::Scalar;
use election::{ElectionId, TrusteeNumber, VerifyingShare, VillageCode};
use rand_core::CryptoRng;

use crate::encoding::{DecodeError, EncodedPoint, scalar_field};
use crate::group::{scalar, str_bytes};
use crate::log_equality::hedged_nonce;
use crate::trustees::SecretShare;

/// Why an acceptance is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AcceptanceError {
    /// `zB` differs from `U + x Y`.
    #[error(
        "trustee {trustee} has not accepted this definition: the proof was made for another definition, village or \
         trustee, or without the secret share; let the trustee run `tally trustee accept` with this definition"
    )]
    WrongProof {
        /// The trustee in whose name the acceptance came.
        trustee: TrusteeNumber,
    },
}

/// Proof that a trustee holds its secret share, bound to one ElectionId (Schnorr; spec 3.4), as received.
///
/// * Statement: `Y = sB`.
/// * Commitment: `U = uB`.
/// * Challenge: `x = scalar("acceptance", ElectionId, str(village), u16 t, Y, U)`.
/// * Response: `z = u + xs`.
/// * Equation: `zB = U + xY`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Acceptance {
    u: EncodedPoint,
    z: Scalar,
}

impl Acceptance {
    pub(crate) fn prove(
        share: &SecretShare,
        election: &ElectionId,
        village: &VillageCode,
        random: &mut impl CryptoRng,
    ) -> Self {
        let bound = bound_bytes(election, village, share.trustee(), &share.verifying_share());
        let nonce = hedged_nonce("acceptance-nonce", share.scalar(), &bound, random);
        let u = EncodedPoint::of(RistrettoPoint::mul_base(&nonce));
        let z = *nonce + challenge(&bound, &u) * share.scalar();
        Self { u, z }
    }

    /// Checks that the holder of `verifying_share`'s secret accepted `election` for `village` as `trustee`.
    ///
    /// # Errors
    /// [`AcceptanceError::WrongProof`].
    pub fn verify(
        &self,
        election: &ElectionId,
        village: &VillageCode,
        trustee: TrusteeNumber,
        verifying_share: &VerifyingShare,
    ) -> Result<(), AcceptanceError> {
        let x = challenge(&bound_bytes(election, village, trustee, verifying_share), &self.u);
        let u = RistrettoPoint::vartime_double_scalar_mul_basepoint(&-x, verifying_share.point(), &self.z);
        if u == *self.u.point() { Ok(()) } else { Err(AcceptanceError::WrongProof { trustee }) }
    }

    /// Decodes the fields `u` and `z`.
    ///
    /// # Errors
    /// [`DecodeError`] with the name of the field that is not canonical.
    pub fn from_bytes(u: &[u8; 32], z: &[u8; 32]) -> Result<Self, DecodeError> {
        Ok(Self { u: EncodedPoint::decode("u", u)?, z: scalar_field("z", z)? })
    }

    /// The canonical encodings of `u` and `z`.
    #[must_use]
    pub const fn to_bytes(&self) -> [[u8; 32]; 2] {
        [*self.u.bytes(), self.z.to_bytes()]
    }
}

impl fmt::Debug for Acceptance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [u, z] = self.to_bytes();
        write!(f, "Acceptance({}, {})", hex::encode(u), hex::encode(z))
    }
}

fn bound_bytes(
    election: &ElectionId,
    village: &VillageCode,
    trustee: TrusteeNumber,
    key: &VerifyingShare,
) -> Vec<u8> {
    [
        election.as_bytes().as_slice(),
        &str_bytes(village.as_str()),
        &trustee.get().to_be_bytes(),
        key.as_bytes(),
    ]
    .concat()
}

fn challenge(bound: &[u8], u: &EncodedPoint) -> Scalar {
    scalar("acceptance", &[bound, u.bytes()])
}
