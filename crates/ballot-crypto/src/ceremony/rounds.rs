//! The phases of one trustee in the key generation of one village.

use std::collections::BTreeMap;

use election::TrusteeNumber;
use frost_ristretto255::keys::KeyPackage;
use frost_ristretto255::keys::dkg::{part1, part2, part3, round1, round2};
use frost_ristretto255::{Error as FrostError, rand_core as frost_rand};
use rand_core::CryptoRng;
use zeroize::Zeroizing;

use super::{
    CeremonyError, CeremonyParts, Fault, Round1Packages, Round2Package, at_fault, exactly_32, identifier,
};
use crate::trustees::{RehearsalShare, SecretShare, check_size};

/// A trustee who has drawn its polynomial and published its package of round 1.
///
/// # Security
/// It holds the polynomial. There is no `Debug`; it is wiped when dropped; [`TrusteeRound1::expose_bytes`] exists only
/// for storing it under a passphrase between the rounds.
pub struct TrusteeRound1 {
    trustee: TrusteeNumber,
    secret: round1::SecretPackage,
    package: Vec<u8>,
}

impl TrusteeRound1 {
    /// Draws the polynomial of `trustee`.
    ///
    /// # Errors
    /// [`CeremonyError::Key`] for sizes that are not allowed, [`CeremonyError::Trustee`] for a number above n.
    pub fn start(
        parts: &CeremonyParts<'_>,
        trustee: TrusteeNumber,
        random: &mut impl CryptoRng,
    ) -> Result<Self, CeremonyError> {
        check_size(parts.threshold, parts.trustees.into())?;
        if trustee.get() > parts.trustees {
            return Err(at_fault(trustee, Fault::Count { round: 1 }));
        }
        let own = identifier(trustee)?;
        let (secret, package) = part1(own, parts.trustees, parts.threshold, OlderRng(random))?;
        Ok(Self { trustee, secret, package: package.serialize()? })
    }

    /// Takes up a stored secret together with the package that was made with it.
    ///
    /// # Errors
    /// [`CeremonyError::Stored`] if it is damaged or another trustee's.
    pub fn from_bytes(
        trustee: TrusteeNumber,
        secret: &[u8],
        package: Vec<u8>,
    ) -> Result<Self, CeremonyError> {
        let damaged = |_: FrostError| CeremonyError::Stored { round: 1 };
        let read = round1::SecretPackage::deserialize(secret).map_err(damaged)?;
        let whole = Zeroizing::new(read.serialize().map_err(damaged)?);
        if *read.identifier() != identifier(trustee)? || whole.as_slice() != secret {
            return Err(CeremonyError::Stored { round: 1 });
        }
        Ok(Self { trustee, secret: read, package })
    }

    /// The secret as `frost-ristretto255` 3 serialises it, for storage under a passphrase only.
    ///
    /// # Errors
    /// [`CeremonyError::Generation`], which a secret that exists does not cause.
    pub fn expose_bytes(&self) -> Result<Zeroizing<Vec<u8>>, CeremonyError> {
        Ok(Zeroizing::new(self.secret.serialize()?))
    }

    /// Whose phase this is.
    #[must_use]
    pub const fn trustee(&self) -> TrusteeNumber {
        self.trustee
    }

    /// The package of round 1, which everybody may see.
    #[must_use]
    pub fn package(&self) -> &[u8] {
        &self.package
    }

    /// Round 2: checks everybody's proof of possession and makes a package for each other trustee. The polynomial is
    /// gone afterwards.
    ///
    /// The caller has compared [`Round1Packages::transcript`] with all other trustees before any of these packages
    /// leaves this machine.
    ///
    /// # Errors
    /// [`CeremonyError::Trustee`] with the trustee whose proof is wrong, or the own number if the own package was
    /// replaced; [`CeremonyError::Stored`] if the secret is of a ceremony of another size.
    pub fn proceed(
        self,
        all: &Round1Packages,
    ) -> Result<(TrusteeRound2, BTreeMap<TrusteeNumber, Round2Package>), CeremonyError> {
        let trustee = self.trustee;
        must_be_own(trustee, self.secret.commitment(), all)?;
        let others = all.others(trustee);
        let fits = usize::from(*self.secret.max_signers()) == others.len() + 1;
        if !fits {
            return Err(CeremonyError::Stored { round: 1 });
        }
        let (secret, outgoing) = part2(self.secret, &others).map_err(|error| named(error, all))?;
        let package = |(receiver, package)| {
            let receiver = all.trustee(&receiver).ok_or(CeremonyError::Form("a receiver"))?;
            Ok((receiver, Round2Package::of(&package)?))
        };
        let outgoing = outgoing.into_iter().map(package).collect::<Result<_, CeremonyError>>()?;
        Ok((TrusteeRound2 { trustee, secret }, outgoing))
    }
}

/// A trustee who has sent its packages of round 2 and waits for the others'.
///
/// # Security
/// It holds the trustee's own part of its share. There is no `Debug`; it is wiped when dropped;
/// [`TrusteeRound2::expose_bytes`] exists only for storing it under a passphrase.
pub struct TrusteeRound2 {
    trustee: TrusteeNumber,
    secret: round2::SecretPackage,
}

/// What a trustee has received from one other in round 2.
pub struct Round2Received {
    /// The transcript hash that the sender says it has seen.
    pub transcript: [u8; 32],
    /// The package for this trustee, decrypted.
    pub package: Round2Package,
}

/// A trustee at the end of the ceremony.
///
/// # Security
/// There is no `Debug`: it holds the share.
pub struct FinishedTrustee {
    /// The secret share.
    pub share: SecretShare,
    /// What the trustee publishes in the rehearsal (spec 3.3).
    pub rehearsal: RehearsalShare,
}

impl TrusteeRound2 {
    /// Takes up a stored secret.
    ///
    /// # Errors
    /// [`CeremonyError::Stored`] if it is damaged or another trustee's.
    pub fn from_bytes(trustee: TrusteeNumber, secret: &[u8]) -> Result<Self, CeremonyError> {
        let damaged = |_: FrostError| CeremonyError::Stored { round: 2 };
        let read = round2::SecretPackage::deserialize(secret).map_err(damaged)?;
        let whole = Zeroizing::new(read.serialize().map_err(damaged)?);
        if *read.identifier() != identifier(trustee)? || whole.as_slice() != secret {
            return Err(CeremonyError::Stored { round: 2 });
        }
        Ok(Self { trustee, secret: read })
    }

    /// The secret as `frost-ristretto255` 3 serialises it, for storage under a passphrase only.
    ///
    /// # Errors
    /// [`CeremonyError::Generation`], which a secret that exists does not cause.
    pub fn expose_bytes(&self) -> Result<Zeroizing<Vec<u8>>, CeremonyError> {
        Ok(Zeroizing::new(self.secret.serialize()?))
    }

    /// Whose phase this is.
    #[must_use]
    pub const fn trustee(&self) -> TrusteeNumber {
        self.trustee
    }

    /// Checks that all others have seen the same packages of round 1 and that every share is what its sender committed
    /// to, adds up, and rehearses.
    ///
    /// # Errors
    /// [`CeremonyError::Trustee`] with the first trustee who has sent nothing, has seen another transcript, or whose
    /// share is wrong.
    pub fn finish(
        self,
        all: &Round1Packages,
        received: &BTreeMap<TrusteeNumber, Round2Received>,
        random: &mut impl CryptoRng,
    ) -> Result<FinishedTrustee, CeremonyError> {
        let trustee = self.trustee;
        must_be_own(trustee, self.secret.commitment(), all)?;
        let packages = self.packages(all, received)?;
        let (key, _) =
            part3(&self.secret, &all.others(trustee), &packages).map_err(|error| named(error, all))?;
        let share = secret_share(trustee, &key)?;
        let joint_key = all.group_key(Vec::new())?.joint_key;
        let rehearsal = share.rehearse(&all.transcript(), all.village(), &joint_key, random);
        Ok(FinishedTrustee { share, rehearsal })
    }

    fn packages(
        &self,
        all: &Round1Packages,
        received: &BTreeMap<TrusteeNumber, Round2Received>,
    ) -> Result<BTreeMap<frost_ristretto255::Identifier, round2::Package>, CeremonyError> {
        let expected: Vec<_> = all.trustees().filter(|trustee| *trustee != self.trustee).collect();
        let mut numbers = expected.iter().chain(received.keys());
        let one = |trustee: &&TrusteeNumber| expected.contains(trustee) && received.contains_key(trustee);
        if let Some(trustee) = numbers.find(|trustee| !one(trustee)) {
            return Err(at_fault(*trustee, Fault::Count { round: 2 }));
        }
        if let Some((trustee, _)) = received.iter().find(|(_, one)| one.transcript != all.transcript()) {
            return Err(at_fault(*trustee, Fault::OtherTranscript));
        }
        let package = |(trustee, one): (&TrusteeNumber, &Round2Received)| {
            let package = one.package.read().ok_or(at_fault(*trustee, Fault::Unreadable { round: 2 }))?;
            Ok((identifier(*trustee)?, package))
        };
        received.iter().map(package).collect()
    }
}

/// The own package among all is the one that belongs to the own secret: the transcript hash covers it, the sums use the
/// secret's.
fn must_be_own(
    trustee: TrusteeNumber,
    commitment: &frost_ristretto255::keys::VerifiableSecretSharingCommitment,
    all: &Round1Packages,
) -> Result<(), CeremonyError> {
    match all.of(trustee) {
        Some(package) if package.commitment() == commitment => Ok(()),
        _ => Err(at_fault(trustee, Fault::Replaced)),
    }
}

/// The library's refusal with the trustee who has caused it.
fn named(error: FrostError, all: &Round1Packages) -> CeremonyError {
    let (culprit, fault) = match &error {
        FrostError::InvalidProofOfKnowledge { culprit } => (Some(culprit), Fault::NoPossession),
        FrostError::InvalidSecretShare { culprit } => (culprit.as_ref(), Fault::WrongShare),
        _ => return error.into(),
    };
    match culprit.and_then(|culprit| all.trustee(culprit)) {
        Some(trustee) => at_fault(trustee, fault),
        None => error.into(),
    }
}

fn secret_share(trustee: TrusteeNumber, key: &KeyPackage) -> Result<SecretShare, CeremonyError> {
    let bytes = Zeroizing::new(key.signing_share().serialize());
    let bytes = Zeroizing::new(exactly_32("a secret share", &bytes)?);
    SecretShare::from_bytes(trustee, &bytes).map_err(|_| CeremonyError::Zero("secret share"))
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
    use election::VillageCode;
    use rand_chacha::ChaCha20Rng;
    use rand_chacha::rand_core::SeedableRng;

    use super::*;
    use crate::lagrange_at_zero;
    use crate::log_equality::ShareError;
    use crate::trustees::{GroupKeyError, numbers};

    const NONCE: [u8; 32] = [7; 32];

    /// A ceremony of 3 of 5 in which each trustee has an own machine, up to what a test asks for.
    struct Machines {
        village: VillageCode,
        random: ChaCha20Rng,
        started: BTreeMap<TrusteeNumber, TrusteeRound1>,
        /// The packages of round 1 as they travel.
        packages: BTreeMap<TrusteeNumber, Vec<u8>>,
    }

    /// What has been sent in round 2, by receiver and sender.
    type Sent = BTreeMap<TrusteeNumber, BTreeMap<TrusteeNumber, Round2Received>>;

    fn number(trustee: u32) -> TrusteeNumber {
        TrusteeNumber::try_from(trustee).unwrap()
    }

    impl Machines {
        fn start(seed: u64) -> Self {
            let village: VillageCode = "1607062001".parse().unwrap();
            let mut random = ChaCha20Rng::seed_from_u64(seed);
            let parts = CeremonyParts { nonce: NONCE, village: &village, threshold: 3, trustees: 5 };
            let mut start = |trustee| TrusteeRound1::start(&parts, trustee, &mut random).ok().unwrap();
            let started: BTreeMap<_, _> =
                numbers().take(5).map(|trustee| (trustee, start(trustee))).collect();
            let packages = started.iter().map(|(trustee, one)| (*trustee, one.package().to_vec())).collect();
            Self { village, random, started, packages }
        }

        fn parts(&self) -> CeremonyParts<'_> {
            CeremonyParts { nonce: NONCE, village: &self.village, threshold: 3, trustees: 5 }
        }

        fn all(&self) -> Round1Packages {
            Round1Packages::new(&self.parts(), &self.packages).unwrap()
        }

        fn proceed(&mut self) -> (BTreeMap<TrusteeNumber, TrusteeRound2>, Sent) {
            let all = self.all();
            let (mut waiting, mut sent) = (BTreeMap::new(), Sent::new());
            for (sender, round1) in std::mem::take(&mut self.started) {
                let (round2, outgoing) = round1.proceed(&all).ok().unwrap();
                waiting.insert(sender, round2);
                for (receiver, package) in outgoing {
                    let received = Round2Received { transcript: all.transcript(), package };
                    sent.entry(receiver).or_default().insert(sender, received);
                }
            }
            (waiting, sent)
        }

        /// How trustee 1 refuses to proceed.
        fn refused(mut self) -> (u16, Fault) {
            let all = self.all();
            fault(self.started.remove(&number(1)).unwrap().proceed(&all).err())
        }

        /// How trustee 1 refuses to finish.
        fn unfinished(
            mut self,
            change: impl FnOnce(&mut BTreeMap<TrusteeNumber, Round2Received>),
        ) -> (u16, Fault) {
            let (mut waiting, mut sent) = self.proceed();
            let mut received = sent.remove(&number(1)).unwrap();
            change(&mut received);
            let one = waiting.remove(&number(1)).unwrap();
            fault(one.finish(&self.all(), &received, &mut self.random).err())
        }
    }

    fn fault(error: Option<CeremonyError>) -> (u16, Fault) {
        match error {
            Some(CeremonyError::Trustee { trustee, fault }) => (trustee.get(), fault),
            other => panic!("{other:?}"),
        }
    }

    fn finish(mut machines: Machines) -> (Round1Packages, VillageCode, Vec<FinishedTrustee>) {
        let (waiting, sent) = machines.proceed();
        let all = machines.all();
        let finish = |(trustee, one): (TrusteeNumber, TrusteeRound2)| {
            // Every trustee keeps its secret on a disk between the rounds.
            let stored = one.expose_bytes().unwrap();
            let one = TrusteeRound2::from_bytes(trustee, &stored).ok().unwrap();
            one.finish(&all, &sent[&trustee], &mut machines.random).ok().unwrap()
        };
        let finished = waiting.into_iter().map(finish).collect();
        (all, machines.village, finished)
    }

    #[test]
    fn any_three_of_five_make_the_joint_key() {
        let (all, village, finished) = finish(Machines::start(1));
        let key = all.group_key(finished.iter().map(|one| one.rehearsal).collect()).unwrap();
        assert_eq!(key.check(&village), Ok(()));
        for used in [[0, 1, 2], [0, 2, 4], [2, 3, 4]] {
            let used = used.map(|index: usize| &finished[index].share);
            let trustees = used.map(SecretShare::trustee);
            let term = |share: &SecretShare| lagrange_at_zero(&trustees, share.trustee()) * share.scalar();
            let secret: Scalar = used.into_iter().map(term).sum();
            assert_eq!(RistrettoPoint::mul_base(&secret), *key.joint_key.point());
        }
        for (one, published) in finished.iter().zip(&key.verifying_shares) {
            assert_eq!(one.share.verifying_share(), *published);
        }
    }

    #[test]
    fn one_wrong_rehearsal_is_named() {
        let (all, village, finished) = finish(Machines::start(1));
        let mut rehearsal: Vec<_> = finished.iter().map(|one| one.rehearsal).collect();
        rehearsal[3] = rehearsal[2];
        let refused = GroupKeyError::Rehearsal(ShareError::Key { trustee: number(4) });
        assert_eq!(all.group_key(rehearsal).unwrap().check(&village), Err(refused));
    }

    #[test]
    fn a_secret_of_round_1_survives_a_night_on_disk() {
        let mut machines = Machines::start(1);
        let all = machines.all();
        let one = machines.started.remove(&number(2)).unwrap();
        let (stored, package) = (one.expose_bytes().unwrap(), one.package().to_vec());
        let (_, sent) = one.proceed(&all).ok().unwrap();
        let again = TrusteeRound1::from_bytes(number(2), &stored, package.clone()).ok().unwrap();
        let (_, resent) = again.proceed(&all).ok().unwrap();
        let bytes = |sent: BTreeMap<_, Round2Package>| -> Vec<_> {
            sent.into_iter().map(|(to, package)| (to, package.expose_bytes().to_vec())).collect()
        };
        assert_eq!(bytes(sent), bytes(resent));
        let refused = |trustee, secret: &[u8]| {
            let read = TrusteeRound1::from_bytes(number(trustee), secret, package.clone());
            assert!(matches!(read.err(), Some(CeremonyError::Stored { round: 1 })));
        };
        refused(1, &stored);
        refused(2, &stored[..stored.len() - 1]);
        refused(2, &[stored.as_slice(), &[0]].concat());
        assert!(matches!(
            TrusteeRound2::from_bytes(number(2), &stored).err(),
            Some(CeremonyError::Stored { round: 2 })
        ));
    }

    #[test]
    fn an_altered_package_of_round_1_possesses_nothing() {
        let mut machines = Machines::start(1);
        let other = Machines::start(2);
        // The commitment of the other run with the proof of this one: the smallest change that still reads.
        let mixed: Vec<u8> = {
            let (own, other) = (&machines.packages[&number(3)], &other.packages[&number(3)]);
            [&other[..6 + 32], &own[6 + 32..]].concat()
        };
        machines.packages.insert(number(3), mixed);
        assert_eq!(machines.refused(), (3, Fault::NoPossession));
    }

    #[test]
    fn swapped_trustees_possess_nothing() {
        let mut machines = Machines::start(1);
        let [two, three] = [2, 3].map(|trustee| machines.packages[&number(trustee)].clone());
        machines.packages.extend([(number(2), three), (number(3), two)]);
        assert_eq!(machines.refused(), (2, Fault::NoPossession));
    }

    #[test]
    fn the_own_package_cannot_be_replaced() {
        let mut machines = Machines::start(1);
        machines.packages.insert(number(1), Machines::start(2).packages[&number(1)].clone());
        assert_eq!(machines.refused(), (1, Fault::Replaced));
    }

    #[test]
    fn a_wrong_share_names_its_sender() {
        let of_another_run =
            Machines::start(2).proceed().1.remove(&number(1)).unwrap().remove(&number(4)).unwrap();
        let found = Machines::start(1).unfinished(|received| {
            let package = of_another_run.package;
            received.get_mut(&number(4)).unwrap().package = package;
        });
        assert_eq!(found, (4, Fault::WrongShare));
        let meant_for_two =
            Machines::start(1).proceed().1.remove(&number(2)).unwrap().remove(&number(4)).unwrap();
        let found = Machines::start(1).unfinished(|received| drop(received.insert(number(4), meant_for_two)));
        assert_eq!(found, (4, Fault::WrongShare));
    }

    #[test]
    fn a_share_has_one_serialisation() {
        let changes: [fn(&mut Vec<u8>); 3] =
            [|bytes| bytes.push(0), |bytes| bytes.truncate(bytes.len() - 1), |bytes| bytes[0] = 1];
        for change in changes {
            let found = Machines::start(1).unfinished(|received| {
                let received = received.get_mut(&number(5)).unwrap();
                let mut bytes = Zeroizing::new(received.package.expose_bytes().to_vec());
                change(&mut bytes);
                received.package = Round2Package::from_bytes(bytes);
            });
            assert_eq!(found, (5, Fault::Unreadable { round: 2 }));
        }
    }

    #[test]
    fn who_has_seen_another_transcript_is_named() {
        let found = Machines::start(1)
            .unfinished(|received| received.get_mut(&number(3)).unwrap().transcript[31] ^= 1);
        assert_eq!(found, (3, Fault::OtherTranscript));
    }

    #[test]
    fn another_nonce_or_village_is_another_transcript() {
        let machines = Machines::start(1);
        let other: VillageCode = "1607062002".parse().unwrap();
        for parts in [
            CeremonyParts { nonce: [8; 32], ..machines.parts() },
            CeremonyParts { village: &other, ..machines.parts() },
        ] {
            let seen = Round1Packages::new(&parts, &machines.packages).unwrap().transcript();
            let found = Machines::start(1)
                .unfinished(|received| received.get_mut(&number(2)).unwrap().transcript = seen);
            assert_eq!(found, (2, Fault::OtherTranscript));
        }
    }

    #[test]
    fn a_missing_share_and_one_too_many_are_named() {
        let count = Fault::Count { round: 2 };
        assert_eq!(Machines::start(1).unfinished(|received| drop(received.remove(&number(3)))), (3, count));
        let own = |received: &mut BTreeMap<_, _>| {
            let package = received.remove(&number(2)).unwrap();
            received.insert(number(1), package);
        };
        assert_eq!(Machines::start(1).unfinished(own), (2, count));
    }

    #[test]
    fn a_round_1_that_was_replaced_after_round_2_contradicts_the_share() {
        let mut machines = Machines::start(1);
        let (mut waiting, mut sent) = machines.proceed();
        machines.packages.insert(number(3), Machines::start(2).packages[&number(3)].clone());
        let all = machines.all();
        let mut received = sent.remove(&number(1)).unwrap();
        let one = waiting.remove(&number(1)).unwrap();
        // Even if everybody says to have seen it.
        received.values_mut().for_each(|one| one.transcript = all.transcript());
        let found = fault(one.finish(&all, &received, &mut machines.random).err());
        assert_eq!(found, (3, Fault::WrongShare));
    }

    #[test]
    fn a_number_that_is_no_trustee_starts_nothing() {
        let machines = Machines::start(1);
        let refused = TrusteeRound1::start(&machines.parts(), number(6), &mut ChaCha20Rng::seed_from_u64(0));
        assert_eq!(fault(refused.err()), (6, Fault::Count { round: 1 }));
    }
}
