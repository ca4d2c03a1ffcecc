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

    /// Decodes `u` and `z`.
    ///
    /// # Errors
    /// [`DecodeError`] with the name of the field that is not canonical.
    pub fn from_bytes([u, z]: &[[u8; 32]; 2]) -> Result<Self, DecodeError> {
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

#[cfg(test)]
mod tests {
    use rand_chacha::ChaCha20Rng;
    use rand_chacha::rand_core::SeedableRng;

    use super::*;

    struct Case {
        share: SecretShare,
        election: ElectionId,
        village: VillageCode,
        acceptance: Acceptance,
    }

    fn case() -> Case {
        let mut random = ChaCha20Rng::seed_from_u64(34);
        let share = share(2, 77);
        let election = ElectionId::new([1; 32]);
        let village: VillageCode = "1607062001".parse().unwrap();
        let acceptance = share.accept(&election, &village, &mut random);
        Case { share, election, village, acceptance }
    }

    fn share(trustee: u32, secret: u64) -> SecretShare {
        SecretShare::from_bytes(number(trustee), Scalar::from(secret).as_bytes()).ok().unwrap()
    }

    fn number(trustee: u32) -> TrusteeNumber {
        TrusteeNumber::try_from(trustee).unwrap()
    }

    #[test]
    fn the_holder_of_the_share_is_believed() {
        let Case { share, election, village, acceptance } = case();
        assert_eq!(acceptance.verify(&election, &village, number(2), &share.verifying_share()), Ok(()));
    }

    #[test]
    fn an_acceptance_is_for_one_election_village_trustee_and_key() {
        let Case { share: own, election, village, acceptance } = case();
        let refused = |trustee| Err(AcceptanceError::WrongProof { trustee: number(trustee) });
        let key = own.verifying_share();
        let other_election = ElectionId::new([2; 32]);
        let other_village = "1607062002".parse().unwrap();
        assert_eq!(acceptance.verify(&other_election, &village, number(2), &key), refused(2));
        assert_eq!(acceptance.verify(&election, &other_village, number(2), &key), refused(2));
        assert_eq!(acceptance.verify(&election, &village, number(1), &key), refused(1));
        let other_key = share(2, 78).verifying_share();
        assert_eq!(acceptance.verify(&election, &village, number(2), &other_key), refused(2));
    }

    #[test]
    fn another_commitment_or_response_is_refused() {
        let Case { share, election, village, acceptance } = case();
        let [u, z] = acceptance.to_bytes();
        let other_u = RistrettoPoint::mul_base(&Scalar::from(9_u8)).compress().to_bytes();
        let other_z = (acceptance.z + Scalar::ONE).to_bytes();
        for (u, z) in [(other_u, z), (u, other_z)] {
            let forged = Acceptance::from_bytes(&[u, z]).unwrap();
            assert_eq!(
                forged.verify(&election, &village, number(2), &share.verifying_share()),
                Err(AcceptanceError::WrongProof { trustee: number(2) })
            );
        }
    }

    #[test]
    fn fields_have_one_encoding() {
        let acceptance = case().acceptance;
        let [u, z] = acceptance.to_bytes();
        assert_eq!(Acceptance::from_bytes(&[u, z]), Ok(acceptance));
        let mut order = (-Scalar::ONE).to_bytes();
        order[0] += 1;
        assert_eq!(Acceptance::from_bytes(&[u, order]), Err(DecodeError::NotAScalar { field: "z" }));
        assert_eq!(Acceptance::from_bytes(&[[0xff; 32], z]), Err(DecodeError::NotAPoint { field: "u" }));
    }
}
