//! Shares of a decryption and their combination (spec 10.1 and 10.3).

use std::fmt;

use curve25519_dalek::ristretto::RistrettoPoint;
use curve25519_dalek::scalar::Scalar;
use curve25519_dalek::traits::VartimeMultiscalarMul;
use election::{ElectionId, SetHash, TrusteeNumber, VerifyingShare, VillageCode};
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};

use crate::ciphertext::Ciphertext;
use crate::encoding::DecodeError;
use crate::group::str_bytes;
use crate::log_equality::{EqualityProof, EqualityStatement, ShareError};

/// Exactly what a trustee decrypts: one option's sum of one group of one count set (spec 10.1). The proof is bound to
/// every field, so a share can never be passed off as one for something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShareStatement {
    /// The election.
    pub election: ElectionId,
    /// The village.
    pub village: VillageCode,
    /// The count set that contains the group.
    pub set: SetHash,
    /// The group's number within the count set.
    pub group: u32,
    /// The option, j = 1..m.
    pub option: u8,
    /// The trustee, t.
    pub trustee: TrusteeNumber,
    /// `Y_t` from the definition.
    pub verifying_share: VerifyingShare,
    /// The sum `(R, C)`.
    pub sum: Ciphertext,
}

impl ShareStatement {
    fn equality(&self) -> EqualityStatement<'_> {
        EqualityStatement {
            challenge: "share-challenge",
            nonce: "share-nonce",
            bound: self.bound_bytes(),
            trustee: self.trustee,
            key: self.verifying_share.point(),
            base: &self.sum.r,
        }
    }

    fn bound_bytes(&self) -> Vec<u8> {
        let [r, c] = self.sum.to_bytes();
        [
            self.election.as_bytes().as_slice(),
            &str_bytes(self.village.as_str()),
            self.set.as_bytes(),
            &self.group.to_be_bytes(),
            &[self.option],
            &self.trustee.get().to_be_bytes(),
            self.verifying_share.as_bytes(),
            &r,
            &c,
        ]
        .concat()
    }

    /// Whether two statements are about the same sum, whoever the trustees are.
    fn same_sum(&self, other: &Self) -> bool {
        let place = |statement: &Self| (statement.election, statement.set, statement.group, statement.option);
        place(self) == place(other) && self.village == other.village && self.sum == other.sum
    }
}

/// `D_t` with its proof, as received (spec 10.1). As JSON an object of `d`, `u`, `v`, `z` (spec 10.2).
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DecryptionShare(EqualityProof);

impl DecryptionShare {
    pub(crate) fn prove(statement: &ShareStatement, secret: &Scalar, random: &mut impl CryptoRng) -> Self {
        Self(EqualityProof::prove(&statement.equality(), secret, random))
    }

    /// Checks that this is `s_t R` of exactly this statement.
    ///
    /// # Errors
    /// [`ShareError::Key`] if `zB` differs from `U + x Y_t`; [`ShareError::Sum`] if `zR` differs from `V + x D`.
    pub fn verify(&self, statement: &ShareStatement) -> Result<VerifiedShare, ShareError> {
        self.0.verify(&statement.equality())?;
        Ok(VerifiedShare { statement: statement.clone(), share: *self })
    }

    /// Decodes `D`, `U`, `V`, `z`.
    ///
    /// # Errors
    /// [`DecodeError`] with the name of the field that is not canonical.
    pub fn from_bytes(fields: &[[u8; 32]; 4]) -> Result<Self, DecodeError> {
        EqualityProof::from_bytes(fields).map(Self)
    }

    /// The canonical encodings of `D`, `U`, `V`, `z`; of several valid shares the one with the smallest bytes is kept (spec 10.2).
    #[must_use]
    pub fn to_bytes(&self) -> [[u8; 32]; 4] {
        self.0.to_bytes()
    }
}

impl fmt::Debug for DecryptionShare {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DecryptionShare({})", hex::encode(self.to_bytes().concat()))
    }
}

/// A share that has passed [`DecryptionShare::verify`], with what it was verified for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifiedShare {
    statement: ShareStatement,
    share: DecryptionShare,
}

impl VerifiedShare {
    /// What the share was verified for.
    #[must_use]
    pub const fn statement(&self) -> &ShareStatement {
        &self.statement
    }

    /// The share as it is published.
    #[must_use]
    pub const fn share(&self) -> &DecryptionShare {
        &self.share
    }

    /// The trustee.
    #[must_use]
    pub const fn trustee(&self) -> TrusteeNumber {
        self.statement.trustee
    }
}

/// Why shares cannot be combined.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CombineError {
    /// A threshold below 2, which no definition has.
    #[error("a threshold of {threshold} is not possible, at least 2 trustees decrypt")]
    Threshold {
        /// The threshold.
        threshold: u16,
    },
    /// A share was verified for another sum.
    #[error("the share of trustee {trustee} belongs to another sum, count set, group or option")]
    ForeignStatement {
        /// The trustee of the first such share.
        trustee: TrusteeNumber,
    },
    /// Two shares of one trustee.
    #[error("trustee {trustee} is there twice; keep the share with the smaller bytes")]
    Twice {
        /// The trustee.
        trustee: TrusteeNumber,
    },
    /// Fewer shares than the threshold.
    #[error("{found} valid shares, {needed} are needed; ask further trustees for theirs")]
    TooFew {
        /// k.
        needed: u16,
        /// How many there are.
        found: usize,
    },
}

/// `C - sum lambda_t D_t = total * B` over the k lowest trustees (spec 10.3).
///
/// # Errors
/// [`CombineError`]; shares beyond the k lowest must be distinct and about the same sum all the same.
pub fn combine(
    threshold: u16,
    shares: &[VerifiedShare],
    sum: &Ciphertext,
) -> Result<RistrettoPoint, CombineError> {
    if threshold < 2 {
        return Err(CombineError::Threshold { threshold });
    }
    let mut sorted: Vec<_> = shares.iter().collect();
    sorted.sort_by_key(|share| share.trustee());
    check_one_sum(&sorted, sum)?;
    check_distinct(&sorted)?;
    let lowest = sorted.get(..threshold.into());
    let lowest = lowest.ok_or(CombineError::TooFew { needed: threshold, found: shares.len() })?;
    let factors: Vec<_> = lowest.iter().map(|share| (share.trustee(), *share.share.0.d())).collect();
    Ok(remove_mask(sum, &factors))
}

/// Lagrange coefficient of `trustee` at 0 over the distinct `trustees` it is one of: the product of `i / (i - t)`
/// over all others, i (spec 10.3).
#[must_use]
pub fn lagrange_at_zero(trustees: &[TrusteeNumber], trustee: TrusteeNumber) -> Scalar {
    let number = |trustee: TrusteeNumber| Scalar::from(trustee.get());
    let others = || trustees.iter().filter(|other| **other != trustee);
    let above: Scalar = others().map(|other| number(*other)).product();
    let below: Scalar = others().map(|other| number(*other) - number(trustee)).product();
    above * below.invert()
}

/// `C - sum lambda_t D_t` over exactly these trustees.
pub(crate) fn remove_mask(sum: &Ciphertext, factors: &[(TrusteeNumber, RistrettoPoint)]) -> RistrettoPoint {
    let trustees: Vec<_> = factors.iter().map(|(trustee, _)| *trustee).collect();
    let lambdas = trustees.iter().map(|trustee| lagrange_at_zero(&trustees, *trustee));
    sum.c - RistrettoPoint::vartime_multiscalar_mul(lambdas, factors.iter().map(|(_, d)| d))
}

fn check_one_sum(shares: &[&VerifiedShare], sum: &Ciphertext) -> Result<(), CombineError> {
    let Some(first) = shares.first() else { return Ok(()) };
    let foreign =
        |share: &&&VerifiedShare| share.statement.sum != *sum || !share.statement.same_sum(&first.statement);
    match shares.iter().find(foreign) {
        Some(share) => Err(CombineError::ForeignStatement { trustee: share.trustee() }),
        None => Ok(()),
    }
}

fn check_distinct(sorted: &[&VerifiedShare]) -> Result<(), CombineError> {
    let twice = sorted.windows(2).find_map(|pair| match pair {
        [one, two] if one.trustee() == two.trustee() => Some(one.trustee()),
        _ => None,
    });
    twice.map_or(Ok(()), |trustee| Err(CombineError::Twice { trustee }))
}
