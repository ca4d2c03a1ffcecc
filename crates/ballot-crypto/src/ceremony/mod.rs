//! Key ceremony of a village's trustees: FROST's distributed key generation (spec 3.2).
//!
//! Every trustee goes through the same phases, at one laptop or each at an own one: [`TrusteeRound1`] makes what is
//! published, [`Round1Packages`] is what all have published and its transcript hash, [`TrusteeRound1::proceed`] makes a
//! secret package for each other trustee, [`TrusteeRound2::finish`] adds up. A phase consumes the one before.
//!
//! `frost-ristretto255` has older versions of the curve and the generator traits than we; both sides meet at canonical
//! 32-byte encodings, in this module alone.

mod packages;
mod rounds;

use std::collections::BTreeMap;

use election::{TrusteeNumber, VillageCode};
use frost_ristretto255::{Error as FrostError, Identifier};
use rand_core::CryptoRng;

pub use self::packages::{Round1Packages, Round2Package};
pub use self::rounds::{FinishedTrustee, Round2Received, TrusteeRound1, TrusteeRound2};
use crate::trustees::{GroupKey, GroupKeyError, SecretShare, numbers};

/// What a ceremony starts from.
#[derive(Debug, Clone, Copy)]
pub struct CeremonyParts<'a> {
    /// 32 random bytes that are new for every ceremony.
    pub nonce: [u8; 32],
    /// The village.
    pub village: &'a VillageCode,
    /// k: so many trustees will be needed to decrypt.
    pub threshold: u16,
    /// n.
    pub trustees: u16,
}

/// Why a ceremony ended without a key. Nothing of it may be used; start again.
#[derive(Debug, thiserror::Error)]
pub enum CeremonyError {
    /// The sizes are not allowed, or the finished key did not pass the rehearsal.
    #[error(transparent)]
    Key(#[from] GroupKeyError),
    /// What came in the name of this trustee is wrong.
    #[error("trustee {trustee}: {fault}")]
    Trustee {
        /// In whose name it came.
        trustee: TrusteeNumber,
        /// What is wrong.
        fault: Fault,
    },
    /// The stored secret of a round is damaged, or it is another trustee's or another ceremony's.
    #[error(
        "the stored secret of round {round} does not belong to this ceremony; use the trustee's other copy"
    )]
    Stored {
        /// 1 or 2.
        round: u8,
    },
    /// The key generation refused for a reason that no single trustee has caused.
    #[error("the key generation stopped: {0}; start the ceremony again")]
    Generation(#[from] FrostError),
    /// A generated value is zero, which happens with a probability of 2^-252.
    #[error("the generated {0} is zero; start the ceremony again")]
    Zero(&'static str),
    /// The generation handed over bytes of another form than we know.
    #[error("the key generation returned {0} of an unknown form; this program was built wrongly")]
    Form(&'static str),
}

/// What is wrong with what a trustee has sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// Nothing came, or something came from a trustee who is none.
    #[error("there must be exactly one package of round {round} from every trustee")]
    Count {
        /// 1 or 2.
        round: u8,
    },
    /// Not the one serialisation of such a package.
    #[error("the package of round {round} cannot be read")]
    Unreadable {
        /// 1 or 2.
        round: u8,
    },
    /// A polynomial of another degree: with it, another number of trustees would decrypt.
    #[error("the package of round 1 commits to {found} coefficients instead of {threshold}")]
    Coefficients {
        /// How many.
        found: usize,
        /// k.
        threshold: u16,
    },
    /// Round 1 shows no possession of the secret behind the commitment: made for another trustee number, or from
    /// the others' commitments.
    #[error("the proof of possession in the package of round 1 is wrong")]
    NoPossession,
    /// The own package of round 1 is not the one that this trustee has made.
    #[error("the package of round 1 is not the one that this trustee has made")]
    Replaced,
    /// The sender has seen other packages of round 1.
    #[error("this trustee has seen other packages of round 1 (another transcript)")]
    OtherTranscript,
    /// The share of round 2 is not what the sender committed to in round 1.
    #[error("the share of round 2 contradicts the commitment of round 1")]
    WrongShare,
}

/// The outcome of a ceremony in one process.
///
/// # Security
/// It holds all secret shares: together they read every ballot of the village. There is no `Debug`.
pub struct Ceremony {
    /// What is published.
    pub public: GroupKey,
    /// The secret shares of trustees 1..n, each for its trustee alone.
    pub shares: Vec<SecretShare>,
}

/// The key ceremony of one village.
pub struct KeyCeremony;

impl KeyCeremony {
    /// All trustees at one laptop: every trustee's part runs in this process, with all checks that separate laptops
    /// would make, and the rehearsal at the end.
    ///
    /// # Security
    /// Whoever controls this process learns all shares, as a dealer would; the definition says so (`one_machine`).
    ///
    /// # Errors
    /// [`CeremonyError`]; no part of the key may then be used.
    pub fn together(
        parts: &CeremonyParts<'_>,
        random: &mut impl CryptoRng,
    ) -> Result<Ceremony, CeremonyError> {
        let start = |trustee| TrusteeRound1::start(parts, trustee, random);
        let started = numbers().take(parts.trustees.into()).map(start).collect::<Result<Vec<_>, _>>()?;
        let packages = started.iter().map(|one| (one.trustee(), one.package().to_vec())).collect();
        let all = Round1Packages::new(parts, &packages)?;
        let (mut waiting, mut sent) = (Vec::new(), BTreeMap::<_, BTreeMap<_, _>>::new());
        for round1 in started {
            let (round2, outgoing) = round1.proceed(&all)?;
            for (receiver, package) in outgoing {
                let received = Round2Received { transcript: all.transcript(), package };
                sent.entry(receiver).or_default().insert(round2.trustee(), received);
            }
            waiting.push(round2);
        }
        let finish = |round2: TrusteeRound2| {
            let received = sent.remove(&round2.trustee()).unwrap_or_default();
            round2.finish(&all, &received, random)
        };
        let finished = waiting.into_iter().map(finish).collect::<Result<Vec<_>, _>>()?;
        let public = all.group_key(finished.iter().map(|one| one.rehearsal).collect())?;
        public.check(parts.village)?;
        Ok(Ceremony { public, shares: finished.into_iter().map(|one| one.share).collect() })
    }
}

fn at_fault(trustee: TrusteeNumber, fault: Fault) -> CeremonyError {
    CeremonyError::Trustee { trustee, fault }
}

fn identifier(trustee: TrusteeNumber) -> Result<Identifier, CeremonyError> {
    Ok(Identifier::try_from(trustee.get())?)
}

fn exactly_32(what: &'static str, bytes: &[u8]) -> Result<[u8; 32], CeremonyError> {
    bytes.try_into().map_err(|_| CeremonyError::Form(what))
}

#[cfg(test)]
mod tests {
    use curve25519_dalek::ristretto::RistrettoPoint;
    use curve25519_dalek::scalar::Scalar;
    use rand_chacha::ChaCha20Rng;
    use rand_chacha::rand_core::SeedableRng;

    use super::*;
    use crate::lagrange_at_zero;

    fn village() -> VillageCode {
        "1607062001".parse().unwrap()
    }

    fn ceremony(parts: &CeremonyParts<'_>) -> Ceremony {
        KeyCeremony::together(parts, &mut ChaCha20Rng::seed_from_u64(32)).ok().unwrap()
    }

    #[test]
    fn any_k_shares_make_the_joint_key() {
        let village = village();
        let Ceremony { public, shares } =
            ceremony(&CeremonyParts { nonce: [1; 32], village: &village, threshold: 3, trustees: 4 });
        assert_eq!((public.threshold, shares.len(), public.rehearsal.len()), (3, 4, 4));
        for left_out in 0..4 {
            let used: Vec<_> =
                (0..4).filter(|index| *index != left_out).map(|index| &shares[index]).collect();
            let trustees: Vec<_> = used.iter().map(|share| share.trustee()).collect();
            let term = |share: &&SecretShare| lagrange_at_zero(&trustees, share.trustee()) * share.scalar();
            let secret: Scalar = used.iter().map(term).sum();
            assert_eq!(RistrettoPoint::mul_base(&secret), *public.joint_key.point());
        }
    }

    #[test]
    fn trustee_t_holds_the_secret_of_the_t_th_verifying_share() {
        let village = village();
        let Ceremony { public, shares } =
            ceremony(&CeremonyParts { nonce: [1; 32], village: &village, threshold: 2, trustees: 3 });
        for ((share, published), number) in shares.iter().zip(&public.verifying_shares).zip(1..) {
            assert_eq!(share.trustee().get(), number);
            assert_eq!(share.verifying_share(), *published);
        }
    }

    #[test]
    fn sizes_without_a_majority_are_refused() {
        let village = village();
        for (threshold, trustees) in [(0, 2), (1, 1), (1, 2), (2, 1), (2, 4), (3, 2), (9, 17), (2, 0)] {
            let parts = CeremonyParts { nonce: [1; 32], village: &village, threshold, trustees };
            let error = KeyCeremony::together(&parts, &mut ChaCha20Rng::seed_from_u64(0)).err();
            let expected = GroupKeyError::Size { threshold, trustees: trustees.into() };
            assert!(
                matches!(error, Some(CeremonyError::Key(found)) if found == expected),
                "{threshold} of {trustees}"
            );
        }
    }

    #[test]
    fn the_largest_ceremony_works() {
        let village = village();
        let parts = CeremonyParts { nonce: [1; 32], village: &village, threshold: 9, trustees: 16 };
        assert_eq!(ceremony(&parts).public.check(&village), Ok(()));
    }

    #[test]
    fn two_ceremonies_have_nothing_in_common() {
        let village = village();
        let parts = CeremonyParts { nonce: [1; 32], village: &village, threshold: 2, trustees: 2 };
        let one = ceremony(&parts).public;
        let two = KeyCeremony::together(&parts, &mut ChaCha20Rng::seed_from_u64(33)).ok().unwrap().public;
        assert_ne!(one.joint_key, two.joint_key);
        assert_ne!(one.transcript, two.transcript);
    }
}
