//! Key ceremony of a village's trustees: FROST's distributed key generation (spec 3.2).
//!
//! `frost-ristretto255` has older versions of the curve and the generator traits than we; both sides meet at canonical
//! 32-byte encodings, in this file alone.

use std::collections::BTreeMap;

use election::{JointKey, KeyError, LabelledHasher, TrusteeNumber, VerifyingShare, VillageCode};
use frost_ristretto255::keys::dkg::{part1, part2, part3, round1, round2};
use frost_ristretto255::keys::{KeyPackage, PublicKeyPackage};
use frost_ristretto255::{Error as FrostError, Identifier, rand_core as frost_rand};
use rand_core::CryptoRng;
use zeroize::Zeroizing;

use crate::trustees::{GroupKey, GroupKeyError, SecretShare, SecretShareError, check_size, numbers};

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
    /// The key generation refused a package.
    #[error("the key generation stopped: {0}; start the ceremony again")]
    Generation(#[from] FrostError),
    /// A generated key is the identity.
    #[error("a generated key is unusable: {0}; start the ceremony again")]
    Point(#[from] KeyError),
    /// A generated secret share is zero.
    #[error("a generated share is unusable: {0}; start the ceremony again")]
    Share(#[from] SecretShareError),
    /// The generation handed over bytes of another form than we know.
    #[error("the key generation returned {0} of an unknown form; this program was built wrongly")]
    Form(&'static str),
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
        check_size(parts.threshold, parts.trustees.into())?;
        let (secrets, packages) = first_round(parts, random)?;
        let transcript = transcript_hash(parts, &packages)?;
        let finished = later_rounds(secrets, &packages)?;
        let (_, public) = finished.first().ok_or(CeremonyError::Form("no key"))?;
        let joint_key =
            JointKey::from_bytes(&exactly_32("a joint key", &public.verifying_key().serialize()?)?)?;
        let shares = secret_shares(&finished)?;
        let rehearse = |share: &SecretShare| share.rehearse(&transcript, parts.village, &joint_key, random);
        let rehearsal = shares.iter().map(rehearse).collect();
        let verifying_shares = published_shares(public)?;
        let public =
            GroupKey { threshold: parts.threshold, joint_key, verifying_shares, transcript, rehearsal };
        public.check(parts.village)?;
        Ok(Ceremony { public, shares })
    }
}

type Secrets = Vec<(Identifier, round1::SecretPackage)>;
type Packages = BTreeMap<TrusteeNumber, (Identifier, round1::Package)>;

fn first_round(
    parts: &CeremonyParts<'_>,
    random: &mut impl CryptoRng,
) -> Result<(Secrets, Packages), CeremonyError> {
    let (mut secrets, mut packages) = (Secrets::new(), Packages::new());
    for trustee in numbers().take(parts.trustees.into()) {
        let identifier = Identifier::try_from(trustee.get())?;
        let (secret, package) = part1(identifier, parts.trustees, parts.threshold, OlderRng(random))?;
        secrets.push((identifier, secret));
        packages.insert(trustee, (identifier, package));
    }
    Ok((secrets, packages))
}

/// Rounds 2 and 3: every trustee checks the others' proofs of knowledge, sends each its evaluation, checks what it
/// received against the commitments, and adds up.
fn later_rounds(
    secrets: Secrets,
    packages: &Packages,
) -> Result<Vec<(KeyPackage, PublicKeyPackage)>, CeremonyError> {
    let mut waiting = Vec::new();
    let mut sent: BTreeMap<Identifier, BTreeMap<Identifier, round2::Package>> = BTreeMap::new();
    for (sender, secret) in secrets {
        let others = packages_of_others(sender, packages);
        let (secret, outgoing) = part2(secret, &others)?;
        for (receiver, package) in outgoing {
            sent.entry(receiver).or_default().insert(sender, package);
        }
        waiting.push((sender, secret, others));
    }
    let finish = |(trustee, secret, others)| {
        let received = sent.remove(&trustee).unwrap_or_default();
        part3(&secret, &others, &received).map_err(CeremonyError::from)
    };
    waiting.into_iter().map(finish).collect()
}

fn packages_of_others(own: Identifier, packages: &Packages) -> BTreeMap<Identifier, round1::Package> {
    packages.values().filter(|(identifier, _)| *identifier != own).cloned().collect()
}

/// `H("dkg-transcript", nonce, str(village), u16 k, u16 n, ...)` over all round 1 packages (spec 3.2).
fn transcript_hash(parts: &CeremonyParts<'_>, packages: &Packages) -> Result<[u8; 32], CeremonyError> {
    let start = LabelledHasher::new("dkg-transcript").bytes(parts.nonce).str(parts.village.as_str());
    let mut hasher = start.u16(parts.threshold).u16(parts.trustees);
    for (trustee, (_, package)) in packages {
        let bytes = package.serialize()?;
        let length = u32::try_from(bytes.len()).map_err(|_| CeremonyError::Form("a package"))?;
        hasher = hasher.u16(trustee.get()).u32(length).bytes(bytes);
    }
    Ok(hasher.finish())
}

fn secret_shares(finished: &[(KeyPackage, PublicKeyPackage)]) -> Result<Vec<SecretShare>, CeremonyError> {
    let share = |(trustee, (key, _)): (TrusteeNumber, &(KeyPackage, PublicKeyPackage))| {
        let bytes = Zeroizing::new(key.signing_share().serialize());
        let bytes = Zeroizing::new(exactly_32("a secret share", &bytes)?);
        Ok(SecretShare::from_bytes(trustee, &bytes)?)
    };
    numbers().zip(finished).map(share).collect()
}

/// The verifying shares as every trustee computes them from the others' commitments; that they belong to the secret
/// shares is what the rehearsal shows.
fn published_shares(public: &PublicKeyPackage) -> Result<Vec<VerifyingShare>, CeremonyError> {
    let share = |trustee: TrusteeNumber| {
        let identifier = Identifier::try_from(trustee.get())?;
        let share = public.verifying_shares().get(&identifier);
        let share = share.ok_or(CeremonyError::Form("a verifying share"))?.serialize()?;
        Ok(VerifyingShare::from_bytes(&exactly_32("a verifying share", &share)?)?)
    };
    numbers().take(public.verifying_shares().len()).map(share).collect()
}

fn exactly_32(what: &'static str, bytes: &[u8]) -> Result<[u8; 32], CeremonyError> {
    bytes.try_into().map_err(|_| CeremonyError::Form(what))
}

/// Our generator with the older traits that the key generation asks for.
struct OlderRng<'a, R>(&'a mut R);

impl<R: CryptoRng> frost_rand::RngCore for OlderRng<'_, R> {
    fn next_u32(&mut self) -> u32 {
        self.0.next_u32()
    }

    fn next_u64(&mut self) -> u64 {
        self.0.next_u64()
    }

    fn fill_bytes(&mut self, bytes: &mut [u8]) {
        self.0.fill_bytes(bytes);
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), frost_rand::Error> {
        self.0.fill_bytes(bytes);
        Ok(())
    }
}

impl<R: CryptoRng> frost_rand::CryptoRng for OlderRng<'_, R> {}

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

    #[test]
    fn the_transcript_is_the_hash_of_the_specification() {
        let village = village();
        let parts = CeremonyParts { nonce: [7; 32], village: &village, threshold: 2, trustees: 2 };
        let (_, packages) = first_round(&parts, &mut ChaCha20Rng::seed_from_u64(1)).unwrap();
        let mut input = [[7; 32].as_slice(), b"\0\0\0\x0a1607062001", &[0, 2, 0, 2]].concat();
        for (trustee, (_, package)) in (1_u8..).zip(packages.values()) {
            let bytes = package.serialize().unwrap();
            input.extend([0, trustee, 0, 0, 0, u8::try_from(bytes.len()).unwrap()]);
            input.extend(bytes);
        }
        let expected = LabelledHasher::new("dkg-transcript").bytes(input).finish();
        assert_eq!(transcript_hash(&parts, &packages).unwrap(), expected);
    }

    #[test]
    fn the_transcript_differs_when_anything_differs() {
        let (village, other): (VillageCode, _) = (village(), "1607062002".parse().unwrap());
        let parts = CeremonyParts { nonce: [7; 32], village: &village, threshold: 2, trustees: 3 };
        let (_, packages) = first_round(&parts, &mut ChaCha20Rng::seed_from_u64(1)).unwrap();
        let mut swapped = packages.clone();
        let keys: Vec<_> = packages.keys().copied().collect();
        swapped.insert(keys[0], packages[&keys[1]].clone());
        swapped.insert(keys[1], packages[&keys[0]].clone());
        let mut fewer = packages.clone();
        fewer.remove(&keys[2]);
        let hashes = [
            transcript_hash(&parts, &packages),
            transcript_hash(&CeremonyParts { nonce: [8; 32], ..parts }, &packages),
            transcript_hash(&CeremonyParts { village: &other, ..parts }, &packages),
            transcript_hash(&CeremonyParts { threshold: 3, ..parts }, &packages),
            transcript_hash(&CeremonyParts { trustees: 4, ..parts }, &packages),
            transcript_hash(&parts, &swapped),
            transcript_hash(&parts, &fewer),
        ];
        let distinct: std::collections::BTreeSet<_> = hashes.into_iter().map(Result::unwrap).collect();
        assert_eq!(distinct.len(), 7);
    }
}
