//! What a village's trustees hold and publish: secret shares, the group key, the rehearsal (spec 3.1 and 3.3).

use std::fmt;

use curve25519_dalek::constants::RISTRETTO_BASEPOINT_POINT;
use curve25519_dalek::ristretto::RistrettoPoint;
use curve25519_dalek::scalar::Scalar;
use election::{
    ElectionId, JointKey, KeyError, TrusteeNumber, VerifyingShare, VillageCode, shares_on_one_polynomial,
};
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::acceptance::Acceptance;
use crate::ciphertext::Ciphertext;
use crate::decryption::{DecryptionShare, ShareStatement, remove_mask};
use crate::encoding::{DecodeError, scalar_field};
use crate::group::{scalar, str_bytes};
use crate::log_equality::{EqualityProof, EqualityStatement, ShareError};

/// A village has at most so many trustees (spec 2.2).
pub const MOST_TRUSTEES: u16 = 16;

/// Trustee t's secret share `s_t` of a village's decryption key (spec 3.1).
///
/// # Security
/// k of these read every ballot of the village. There is no `Debug`; the scalar is wiped when dropped;
/// [`SecretShare::expose_bytes`] exists only for storing the share under a passphrase.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct SecretShare {
    #[zeroize(skip)]
    trustee: TrusteeNumber,
    #[zeroize(skip)]
    verifying_share: VerifyingShare,
    scalar: Scalar,
}

/// Why bytes are not a secret share. The bytes themselves are never shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SecretShareError {
    /// Not a scalar below the group order.
    #[error("the stored secret share is damaged: {0}; use the trustee's other copy")]
    Damaged(#[from] DecodeError),
    /// Zero, which shares nothing.
    #[error("the stored secret share is zero; use the trustee's other copy")]
    Zero,
}

impl SecretShare {
    /// The share of `trustee` from its 32 secret bytes.
    ///
    /// # Errors
    /// [`SecretShareError`] if they are not the canonical encoding of a scalar other than zero.
    pub fn from_bytes(trustee: TrusteeNumber, bytes: &[u8; 32]) -> Result<Self, SecretShareError> {
        let scalar = Zeroizing::new(scalar_field("secret share", bytes)?);
        let point = RistrettoPoint::mul_base(&scalar);
        let verifying_share = VerifyingShare::from_bytes(&point.compress().to_bytes())
            .map_err(|_: KeyError| SecretShareError::Zero)?;
        Ok(Self { trustee, verifying_share, scalar: *scalar })
    }

    /// The 32 secret bytes, for storage under a passphrase only.
    #[must_use]
    pub fn expose_bytes(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(self.scalar.to_bytes())
    }

    /// Whose share this is.
    #[must_use]
    pub const fn trustee(&self) -> TrusteeNumber {
        self.trustee
    }

    /// `Y_t = s_t B`, which the definition publishes.
    #[must_use]
    pub const fn verifying_share(&self) -> VerifyingShare {
        self.verifying_share
    }

    /// Accepts a sealed definition (spec 3.4).
    pub fn accept(
        &self,
        election: &ElectionId,
        village: &VillageCode,
        random: &mut impl CryptoRng,
    ) -> Acceptance {
        Acceptance::prove(self, election, village, random)
    }

    /// The share for the rehearsal of a fresh group key (spec 3.3). It reveals nothing: anybody can compute `r`.
    pub fn rehearse(
        &self,
        transcript: &[u8; 32],
        village: &VillageCode,
        joint_key: &JointKey,
        random: &mut impl CryptoRng,
    ) -> RehearsalShare {
        let sum = rehearsal_sum(transcript, joint_key);
        let key = self.verifying_share;
        let statement = rehearsal_statement(transcript, village, self.trustee, &key, &sum);
        RehearsalShare(EqualityProof::prove(&statement, &self.scalar, random))
    }

    /// The share for the decryption of one sum (spec 10.1).
    ///
    /// The caller has computed the sum itself from verified logs, has stored the set hash durably, and answers no
    /// other set. A statement that names another trustee or verifying share gives a share that nobody accepts.
    pub fn decrypt(&self, statement: &ShareStatement, random: &mut impl CryptoRng) -> DecryptionShare {
        DecryptionShare::prove(statement, &self.scalar, random)
    }

    pub(crate) const fn scalar(&self) -> &Scalar {
        &self.scalar
    }
}

/// Trustee t's `D_t` for the rehearsal with its proof, as received (spec 3.3). As JSON an object of `d`, `u`, `v`, `z`.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RehearsalShare(EqualityProof);

impl RehearsalShare {
    /// Decodes `D`, `U`, `V`, `z`.
    ///
    /// # Errors
    /// [`DecodeError`] with the name of the field that is not canonical.
    pub fn from_bytes(fields: &[[u8; 32]; 4]) -> Result<Self, DecodeError> {
        EqualityProof::from_bytes(fields).map(Self)
    }

    /// The canonical encodings of `D`, `U`, `V`, `z`.
    #[must_use]
    pub fn to_bytes(&self) -> [[u8; 32]; 4] {
        self.0.to_bytes()
    }
}

impl fmt::Debug for RehearsalShare {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RehearsalShare({})", hex::encode(self.to_bytes().concat()))
    }
}

/// The public outcome of a key ceremony (spec 3.2 and 3.3). Nothing in it is trusted before [`GroupKey::check`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupKey {
    /// k: so many trustees decrypt.
    pub threshold: u16,
    /// K.
    pub joint_key: JointKey,
    /// `Y_1 .. Y_n`; trustee t is the t-th.
    pub verifying_shares: Vec<VerifyingShare>,
    /// Hash of all round 1 packages (spec 3.2).
    pub transcript: [u8; 32],
    /// The rehearsal shares of trustees 1..n.
    pub rehearsal: Vec<RehearsalShare>,
}

/// Why a group key must not be sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum GroupKeyError {
    /// Not n/2 < k <= n, 2 <= k, n <= 16.
    #[error(
        "{threshold} of {trustees} trustees: there must be 2 to 16 trustees, and more than half of them, at least 2, \
         must be needed to decrypt"
    )]
    Size {
        /// k.
        threshold: u16,
        /// n.
        trustees: usize,
    },
    /// Another number of rehearsal shares than of trustees.
    #[error("{found} rehearsal shares for {trustees} trustees: every trustee must rehearse")]
    RehearsalCount {
        /// n.
        trustees: usize,
        /// How many there are.
        found: usize,
    },
    /// A rehearsal share is wrong.
    #[error("the rehearsal failed, repeat the key ceremony: {0}")]
    Rehearsal(#[from] ShareError),
    /// The first k shares do not decrypt the rehearsal to 1.
    #[error("the first {threshold} trustees cannot decrypt with this joint key; repeat the key ceremony")]
    WrongTotal {
        /// k.
        threshold: u16,
    },
    /// Some k trustees would decrypt to something else than the first k.
    #[error("the verifying shares do not belong to one key; repeat the key ceremony")]
    OffPolynomial,
}

impl GroupKey {
    /// Everything of spec 3.3, and that all verifying shares lie on one polynomial with K at 0 (spec 2.3), so that
    /// any k trustees can decrypt.
    ///
    /// # Errors
    /// [`GroupKeyError`] names the first check that failed and the trustee, where there is one.
    pub fn check(&self, village: &VillageCode) -> Result<(), GroupKeyError> {
        check_size(self.threshold, self.verifying_shares.len())?;
        self.check_proofs(village)?;
        self.check_total()?;
        if shares_on_one_polynomial(self.threshold, &self.joint_key, &self.verifying_shares) {
            Ok(())
        } else {
            Err(GroupKeyError::OffPolynomial)
        }
    }

    fn check_proofs(&self, village: &VillageCode) -> Result<(), GroupKeyError> {
        let (trustees, found) = (self.verifying_shares.len(), self.rehearsal.len());
        if trustees != found {
            return Err(GroupKeyError::RehearsalCount { trustees, found });
        }
        let sum = rehearsal_sum(&self.transcript, &self.joint_key);
        for (trustee, (key, share)) in numbers().zip(self.verifying_shares.iter().zip(&self.rehearsal)) {
            share.0.verify(&rehearsal_statement(&self.transcript, village, trustee, key, &sum))?;
        }
        Ok(())
    }

    fn check_total(&self) -> Result<(), GroupKeyError> {
        let sum = rehearsal_sum(&self.transcript, &self.joint_key);
        let first = numbers().zip(self.rehearsal.iter().map(|share| *share.0.d()));
        let first: Vec<_> = first.take(self.threshold.into()).collect();
        if remove_mask(&sum, &first) == RISTRETTO_BASEPOINT_POINT {
            Ok(())
        } else {
            Err(GroupKeyError::WrongTotal { threshold: self.threshold })
        }
    }
}

/// 2 <= k, n/2 < k <= n <= 16 (spec 2.3): two disjoint groups of trustees can never answer two count sets.
pub(crate) fn check_size(threshold: u16, trustees: usize) -> Result<(), GroupKeyError> {
    let needed = usize::from(threshold);
    let fits = needed >= 2 && needed <= trustees && trustees < 2 * needed;
    if fits && trustees <= MOST_TRUSTEES.into() {
        Ok(())
    } else {
        Err(GroupKeyError::Size { threshold, trustees })
    }
}

/// Trustee numbers from 1 upwards.
pub(crate) fn numbers() -> impl Iterator<Item = TrusteeNumber> {
    (1..).map_while(|number: u32| TrusteeNumber::try_from(number).ok())
}

/// `R = rB`, `C = B + rK` with the public `r = scalar("rehearsal", transcript, K)` (spec 3.3).
fn rehearsal_sum(transcript: &[u8; 32], joint_key: &JointKey) -> Ciphertext {
    let r = scalar("rehearsal", &[transcript, joint_key.as_bytes()]);
    Ciphertext { r: RistrettoPoint::mul_base(&r), c: RISTRETTO_BASEPOINT_POINT + joint_key.point() * r }
}

fn rehearsal_statement<'a>(
    transcript: &[u8; 32],
    village: &VillageCode,
    trustee: TrusteeNumber,
    key: &'a VerifyingShare,
    sum: &'a Ciphertext,
) -> EqualityStatement<'a> {
    let [r, _] = sum.to_bytes();
    let village = str_bytes(village.as_str());
    let bound = [transcript.as_slice(), &village, &trustee.get().to_be_bytes(), key.as_bytes(), &r].concat();
    EqualityStatement {
        challenge: "rehearsal-challenge",
        nonce: "rehearsal-nonce",
        bound,
        trustee,
        key: key.point(),
        base: &sum.r,
    }
}

#[cfg(test)]
mod tests {
    use rand_chacha::ChaCha20Rng;
    use rand_chacha::rand_core::SeedableRng;

    use super::*;
    use crate::{Ceremony, CeremonyParts, KeyCeremony};

    struct Case {
        village: VillageCode,
        key: GroupKey,
        shares: Vec<SecretShare>,
        random: ChaCha20Rng,
    }

    /// 2 of 3, fresh from a ceremony.
    fn case() -> Case {
        let village: VillageCode = "1607062001".parse().unwrap();
        let mut random = ChaCha20Rng::seed_from_u64(33);
        let parts = CeremonyParts { nonce: [3; 32], village: &village, threshold: 2, trustees: 3 };
        let Ceremony { public: key, shares } = KeyCeremony::together(&parts, &mut random).ok().unwrap();
        Case { village, key, shares, random }
    }

    fn number(trustee: u32) -> TrusteeNumber {
        TrusteeNumber::try_from(trustee).unwrap()
    }

    fn secret(trustee: u32, scalar: u64) -> SecretShare {
        SecretShare::from_bytes(number(trustee), Scalar::from(scalar).as_bytes()).ok().unwrap()
    }

    impl Case {
        /// Lets the holders of `self.shares` rehearse again for the key as it now is.
        fn rehearse_again(&mut self) {
            let (key, village, random) = (&self.key, &self.village, &mut self.random);
            let rehearse =
                |share: &SecretShare| share.rehearse(&key.transcript, village, &key.joint_key, random);
            self.key.rehearsal = self.shares.iter().map(rehearse).collect();
        }
    }

    #[test]
    fn a_fresh_key_passes() {
        let case = case();
        assert_eq!(case.key.check(&case.village), Ok(()));
    }

    #[test]
    fn a_rehearsal_is_for_one_village_and_transcript() {
        let mut case = case();
        let refused = Err(GroupKeyError::Rehearsal(ShareError::Key { trustee: number(1) }));
        assert_eq!(case.key.check(&"1607062002".parse().unwrap()), refused);
        case.key.transcript[31] ^= 1;
        assert_eq!(case.key.check(&case.village), refused);
    }

    #[test]
    fn another_verifying_share_is_refused_by_name() {
        for index in 0..3_u32 {
            let mut case = case();
            case.key.verifying_shares[index as usize] = secret(1, 5).verifying_share();
            let refused = GroupKeyError::Rehearsal(ShareError::Key { trustee: number(index + 1) });
            assert_eq!(case.key.check(&case.village), Err(refused));
        }
    }

    #[test]
    fn a_tampered_field_of_a_rehearsal_share_is_refused_by_name() {
        let other_point = RistrettoPoint::mul_base(&Scalar::from(8_u8)).compress().to_bytes();
        let other_scalar = Scalar::from(8_u8).to_bytes();
        for (index, field) in [other_point, other_point, other_point, other_scalar].into_iter().enumerate() {
            let mut case = case();
            let mut fields = case.key.rehearsal[1].to_bytes();
            fields[index] = field;
            case.key.rehearsal[1] = RehearsalShare::from_bytes(&fields).unwrap();
            let refused = GroupKeyError::Rehearsal(ShareError::Key { trustee: number(2) });
            assert_eq!(case.key.check(&case.village), Err(refused), "{index}");
        }
    }

    #[test]
    fn swapped_missing_and_surplus_rehearsals_are_refused() {
        let mut case = case();
        case.key.rehearsal.swap(1, 2);
        let refused = GroupKeyError::Rehearsal(ShareError::Key { trustee: number(2) });
        assert_eq!(case.key.check(&case.village), Err(refused));
        case.key.rehearsal.swap(1, 2);
        let last = case.key.rehearsal.pop().unwrap();
        let refused = |found| Err(GroupKeyError::RehearsalCount { trustees: 3, found });
        assert_eq!(case.key.check(&case.village), refused(2));
        case.key.rehearsal.extend([last, last]);
        assert_eq!(case.key.check(&case.village), refused(4));
    }

    #[test]
    fn a_joint_key_of_nobody_does_not_decrypt() {
        let mut case = case();
        case.key.joint_key = JointKey::from_bytes(secret(1, 6).verifying_share().as_bytes()).unwrap();
        let refused = GroupKeyError::Rehearsal(ShareError::Key { trustee: number(1) });
        assert_eq!(case.key.check(&case.village), Err(refused), "R depends on K");
        case.rehearse_again();
        assert_eq!(case.key.check(&case.village), Err(GroupKeyError::WrongTotal { threshold: 2 }));
    }

    #[test]
    fn the_first_trustees_must_share_the_joint_key() {
        let mut case = case();
        case.shares[0] = secret(1, 7);
        case.key.verifying_shares[0] = case.shares[0].verifying_share();
        case.rehearse_again();
        assert_eq!(case.key.check(&case.village), Err(GroupKeyError::WrongTotal { threshold: 2 }));
    }

    #[test]
    fn a_trustee_beyond_the_first_k_must_share_the_same_key() {
        let mut case = case();
        case.shares[2] = secret(3, 7);
        case.key.verifying_shares[2] = case.shares[2].verifying_share();
        case.rehearse_again();
        assert_eq!(case.key.check(&case.village), Err(GroupKeyError::OffPolynomial));
    }

    #[test]
    fn another_threshold_is_refused() {
        let mut case = case();
        for (threshold, error) in [
            (0, GroupKeyError::Size { threshold: 0, trustees: 3 }),
            (1, GroupKeyError::Size { threshold: 1, trustees: 3 }),
            (4, GroupKeyError::Size { threshold: 4, trustees: 3 }),
        ] {
            case.key.threshold = threshold;
            assert_eq!(case.key.check(&case.village), Err(error));
        }
        let mut none = case.key;
        (none.threshold, none.verifying_shares, none.rehearsal) = (2, Vec::new(), Vec::new());
        assert_eq!(none.check(&case.village), Err(GroupKeyError::Size { threshold: 2, trustees: 0 }));
    }

    #[test]
    fn a_rehearsal_share_has_one_encoding() {
        let fields = case().key.rehearsal[0].to_bytes();
        assert_eq!(RehearsalShare::from_bytes(&fields).unwrap().to_bytes(), fields);
        for (index, error) in [
            (0, DecodeError::NotAPoint { field: "d" }),
            (1, DecodeError::NotAPoint { field: "u" }),
            (2, DecodeError::NotAPoint { field: "v" }),
            (3, DecodeError::NotAScalar { field: "z" }),
        ] {
            let mut wrong = fields;
            wrong[index] = [0xff; 32];
            assert_eq!(RehearsalShare::from_bytes(&wrong), Err(error));
        }
    }

    #[test]
    fn a_secret_share_survives_storage_and_nothing_else_is_one() {
        let share = secret(2, 99);
        let again = SecretShare::from_bytes(number(2), &share.expose_bytes()).ok().unwrap();
        assert_eq!(again.verifying_share(), share.verifying_share());
        assert_eq!(SecretShare::from_bytes(number(2), &[0; 32]).err(), Some(SecretShareError::Zero));
        let damaged = SecretShareError::Damaged(DecodeError::NotAScalar { field: "secret share" });
        assert_eq!(SecretShare::from_bytes(number(2), &[0xff; 32]).err(), Some(damaged));
    }
}
