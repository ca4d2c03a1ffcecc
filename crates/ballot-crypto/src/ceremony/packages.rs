//! What trustees send each other, read and checked as far as it can be without a secret.

use std::collections::BTreeMap;

use election::{JointKey, LabelledHasher, TrusteeNumber, VerifyingShare, VillageCode};
use frost_ristretto255::Identifier;
use frost_ristretto255::keys::PublicKeyPackage;
use frost_ristretto255::keys::dkg::{round1, round2};
use zeroize::Zeroizing;

use super::{CeremonyError, CeremonyParts, Fault, at_fault, exactly_32, identifier};
use crate::trustees::{GroupKey, RehearsalShare, check_size, numbers};

/// The longest package of round 1 has 16 commitments of 32 bytes and a proof of 64, and a few bytes around them.
const MAX_PACKAGE: usize = 1024;

/// The packages of round 1 of all trustees of one village: everything public of its key generation.
///
/// The proofs of possession in it are checked by every trustee, in [`super::TrusteeRound1::proceed`].
#[derive(Debug, Clone)]
pub struct Round1Packages {
    village: VillageCode,
    threshold: u16,
    transcript: [u8; 32],
    packages: BTreeMap<TrusteeNumber, (Identifier, round1::Package)>,
}

impl Round1Packages {
    /// Reads the packages, as serialised by `frost-ristretto255` 3, of trustees 1..n.
    ///
    /// # Errors
    /// [`CeremonyError::Key`] for sizes that are not allowed, [`CeremonyError::Trustee`] with the first trustee whose
    /// package is missing, unreadable, or of another threshold, or who is none.
    pub fn new(
        parts: &CeremonyParts<'_>,
        received: &BTreeMap<TrusteeNumber, Vec<u8>>,
    ) -> Result<Self, CeremonyError> {
        check_size(parts.threshold, parts.trustees.into())?;
        let members: Vec<TrusteeNumber> = numbers().take(parts.trustees.into()).collect();
        let mut all = members.iter().chain(received.keys());
        let one = |trustee: &&TrusteeNumber| members.contains(trustee) && received.contains_key(trustee);
        if let Some(trustee) = all.find(|trustee| !one(trustee)) {
            return Err(at_fault(*trustee, Fault::Count { round: 1 }));
        }
        let package = |(trustee, bytes): (&TrusteeNumber, &Vec<u8>)| {
            let package = read_round1(parts.threshold, bytes).map_err(|fault| at_fault(*trustee, fault))?;
            Ok((*trustee, (identifier(*trustee)?, package)))
        };
        let packages = received.iter().map(package).collect::<Result<_, CeremonyError>>()?;
        let (village, threshold) = (parts.village.clone(), parts.threshold);
        Ok(Self { village, threshold, transcript: transcript_hash(parts, received)?, packages })
    }

    /// The transcript hash, which all trustees compare before anything secret leaves them (spec 3.2).
    #[must_use]
    pub const fn transcript(&self) -> [u8; 32] {
        self.transcript
    }

    /// The group's key as it follows from these packages, together with what the trustees published in the rehearsal.
    /// Nothing of it is trusted before [`GroupKey::check`].
    ///
    /// # Errors
    /// [`CeremonyError::Generation`] and [`CeremonyError::Zero`], which do not happen with packages of honest trustees.
    pub fn group_key(&self, rehearsal: Vec<RehearsalShare>) -> Result<GroupKey, CeremonyError> {
        let commitments =
            self.packages.values().map(|(identifier, package)| (*identifier, package.commitment()));
        let public = PublicKeyPackage::from_dkg_commitments(&commitments.collect())?;
        let joint_key = exactly_32("a joint key", &public.verifying_key().serialize()?)?;
        Ok(GroupKey {
            threshold: self.threshold,
            joint_key: JointKey::from_bytes(&joint_key).map_err(|_| CeremonyError::Zero("joint key"))?,
            verifying_shares: self.verifying_shares(&public)?,
            transcript: self.transcript,
            rehearsal,
        })
    }

    /// The verifying shares as everybody computes them from the commitments; that they belong to the secret shares is
    /// what the rehearsal shows.
    fn verifying_shares(&self, public: &PublicKeyPackage) -> Result<Vec<VerifyingShare>, CeremonyError> {
        let share = |(identifier, _): &(Identifier, round1::Package)| {
            let share = public.verifying_shares().get(identifier);
            let share = share.ok_or(CeremonyError::Form("a verifying share"))?.serialize();
            let share = share.map_err(|_| CeremonyError::Zero("verifying share"))?;
            VerifyingShare::from_bytes(&exactly_32("a verifying share", &share)?)
                .map_err(|_| CeremonyError::Zero("verifying share"))
        };
        self.packages.values().map(share).collect()
    }

    pub(super) const fn village(&self) -> &VillageCode {
        &self.village
    }

    pub(super) fn trustee(&self, identifier: &Identifier) -> Option<TrusteeNumber> {
        self.packages.iter().find(|(_, (other, _))| other == identifier).map(|(trustee, _)| *trustee)
    }

    pub(super) fn of(&self, trustee: TrusteeNumber) -> Option<&round1::Package> {
        self.packages.get(&trustee).map(|(_, package)| package)
    }

    pub(super) fn others(&self, own: TrusteeNumber) -> BTreeMap<Identifier, round1::Package> {
        self.packages.iter().filter(|(trustee, _)| **trustee != own).map(|(_, other)| other.clone()).collect()
    }

    pub(super) fn trustees(&self) -> impl Iterator<Item = TrusteeNumber> {
        self.packages.keys().copied()
    }
}

/// What one trustee sends to one other in round 2: its polynomial at the receiver's number.
///
/// # Security
/// The sum of what a trustee receives is its share. It travels encrypted to its receiver; there is no `Debug`; the
/// bytes are wiped when dropped.
pub struct Round2Package(Zeroizing<Vec<u8>>);

impl Round2Package {
    /// A package as received. Whether it is one is checked in [`super::TrusteeRound2::finish`].
    #[must_use]
    pub const fn from_bytes(bytes: Zeroizing<Vec<u8>>) -> Self {
        Self(bytes)
    }

    /// The bytes, to be encrypted to the receiver only.
    #[must_use]
    pub fn expose_bytes(&self) -> &[u8] {
        &self.0
    }

    pub(super) fn of(package: &round2::Package) -> Result<Self, CeremonyError> {
        Ok(Self(Zeroizing::new(package.serialize()?)))
    }

    pub(super) fn read(&self) -> Option<round2::Package> {
        let package = round2::Package::deserialize(&self.0).ok()?;
        (Self::of(&package).ok()?.0 == self.0).then_some(package)
    }
}

fn read_round1(threshold: u16, bytes: &[u8]) -> Result<round1::Package, Fault> {
    let unreadable = Fault::Unreadable { round: 1 };
    if bytes.len() > MAX_PACKAGE {
        return Err(unreadable);
    }
    let package = round1::Package::deserialize(bytes).map_err(|_| unreadable)?;
    if package.serialize().ok().as_deref() != Some(bytes) {
        return Err(unreadable);
    }
    let found = package.commitment().serialize().map_err(|_| unreadable)?.len();
    if found == usize::from(threshold) { Ok(package) } else { Err(Fault::Coefficients { found, threshold }) }
}

/// `H("dkg-transcript", nonce, str(village), u16 k, u16 n, ...)` over all round 1 packages (spec 3.2).
fn transcript_hash(
    parts: &CeremonyParts<'_>,
    packages: &BTreeMap<TrusteeNumber, Vec<u8>>,
) -> Result<[u8; 32], CeremonyError> {
    let start = LabelledHasher::new("dkg-transcript").bytes(parts.nonce).str(parts.village.as_str());
    let mut hasher = start.u16(parts.threshold).u16(parts.trustees);
    for (trustee, bytes) in packages {
        let length = u32::try_from(bytes.len()).map_err(|_| CeremonyError::Form("a package"))?;
        hasher = hasher.u16(trustee.get()).u32(length).bytes(bytes);
    }
    Ok(hasher.finish())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use rand_chacha::ChaCha20Rng;
    use rand_chacha::rand_core::SeedableRng;

    use super::*;
    use crate::TrusteeRound1;

    type Received = BTreeMap<TrusteeNumber, Vec<u8>>;

    fn number(trustee: u32) -> TrusteeNumber {
        TrusteeNumber::try_from(trustee).unwrap()
    }

    fn village() -> VillageCode {
        "1607062001".parse().unwrap()
    }

    fn parts(village: &VillageCode) -> CeremonyParts<'_> {
        CeremonyParts { nonce: [7; 32], village, threshold: 2, trustees: 3 }
    }

    fn packages() -> Received {
        let village = village();
        let mut random = ChaCha20Rng::seed_from_u64(1);
        let mut package =
            |trustee| TrusteeRound1::start(&parts(&village), trustee, &mut random).ok().unwrap();
        (1..=3).map(number).map(|trustee| (trustee, package(trustee).package().to_vec())).collect()
    }

    fn refused(change: impl FnOnce(&mut Received)) -> (u16, Fault) {
        let mut packages = packages();
        change(&mut packages);
        match Round1Packages::new(&parts(&village()), &packages) {
            Err(CeremonyError::Trustee { trustee, fault }) => (trustee.get(), fault),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_transcript_is_the_hash_of_the_specification() {
        let mut input = [[7; 32].as_slice(), b"\0\0\0\x0a1607062001", &[0, 2, 0, 3]].concat();
        for (trustee, bytes) in (1_u8..).zip(packages().values()) {
            input.extend([0, trustee, 0, 0, 0, u8::try_from(bytes.len()).unwrap()]);
            input.extend(bytes);
        }
        let expected = LabelledHasher::new("dkg-transcript").bytes(input).finish();
        assert_eq!(Round1Packages::new(&parts(&village()), &packages()).unwrap().transcript(), expected);
    }

    #[test]
    fn the_transcript_differs_when_anything_differs() {
        let (village, other): (VillageCode, _) = (village(), "1607062002".parse().unwrap());
        let parts = parts(&village);
        let mut swapped = packages();
        let [one, two] = [1, 2].map(|trustee| swapped[&number(trustee)].clone());
        swapped.extend([(number(1), two), (number(2), one)]);
        let mut fewer = packages();
        fewer.remove(&number(3));
        let hashes = [
            transcript_hash(&parts, &packages()),
            transcript_hash(&CeremonyParts { nonce: [8; 32], ..parts }, &packages()),
            transcript_hash(&CeremonyParts { village: &other, ..parts }, &packages()),
            transcript_hash(&CeremonyParts { threshold: 3, ..parts }, &packages()),
            transcript_hash(&CeremonyParts { trustees: 4, ..parts }, &packages()),
            transcript_hash(&parts, &swapped),
            transcript_hash(&parts, &fewer),
        ];
        let distinct: BTreeSet<_> = hashes.into_iter().map(Result::unwrap).collect();
        assert_eq!(distinct.len(), 7);
    }

    #[test]
    fn a_missing_package_and_one_too_many_are_named() {
        let count = Fault::Count { round: 1 };
        assert_eq!(refused(|packages| drop(packages.remove(&number(2)))), (2, count));
        assert_eq!(
            refused(|packages| drop(packages.insert(number(4), packages[&number(1)].clone()))),
            (4, count)
        );
    }

    #[test]
    fn a_package_has_one_serialisation() {
        let unreadable = Fault::Unreadable { round: 1 };
        let change =
            |change: fn(&mut Vec<u8>)| refused(|packages| change(packages.get_mut(&number(2)).unwrap()));
        assert_eq!(change(|bytes| bytes.push(0)), (2, unreadable));
        assert_eq!(change(|bytes| bytes.truncate(bytes.len() - 1)), (2, unreadable));
        assert_eq!(change(|bytes| bytes[0] = 1), (2, unreadable)); // version
        assert_eq!(change(|bytes| bytes[1] ^= 1), (2, unreadable)); // group
        assert_eq!(change(|bytes| bytes[6..38].fill(0)), (2, unreadable)); // the identity
        assert_eq!(change(|bytes| bytes.resize(MAX_PACKAGE + 1, 0)), (2, unreadable));
    }

    #[test]
    fn a_package_of_another_threshold_is_refused() {
        let village = village();
        let parts = CeremonyParts { threshold: 3, ..parts(&village) };
        let other = TrusteeRound1::start(&parts, number(2), &mut ChaCha20Rng::seed_from_u64(9)).ok().unwrap();
        let found = refused(|packages| drop(packages.insert(number(2), other.package().to_vec())));
        assert_eq!(found, (2, Fault::Coefficients { found: 3, threshold: 2 }));
    }
}
