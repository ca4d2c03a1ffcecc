//! What one trustee sends to one other in round 2, encrypted to it (spec 3.5).
//!
//! # Security
//! The plaintext says from whom to whom, in which circle and for which transcripts, so that nobody can pass on as own
//! what was meant otherwise. It is wiped from memory.

use ballot_crypto::{Round1Packages, Round2Package};
use dialogue::{Exit, Msg, Problem};
use election::{TrusteeNumber, VillageCode, label};
use zeroize::Zeroizing;

/// Who sends to whom, and what both have seen.
#[derive(Clone, Copy)]
pub(crate) struct Between<'a> {
    /// The hash over all files of round 0.
    pub(crate) round0: [u8; 32],
    pub(crate) from: TrusteeNumber,
    pub(crate) to: TrusteeNumber,
    /// The villages with all packages of round 1.
    pub(crate) villages: &'a [(VillageCode, Round1Packages)],
}

impl Between<'_> {
    fn head(&self) -> Vec<u8> {
        let (from, to) = (self.from.get().to_be_bytes(), self.to.get().to_be_bytes());
        [label("ceremony-shares").as_slice(), &self.round0, &from, &to].concat()
    }
}

fn head_of_village(village: &VillageCode, all: &Round1Packages) -> Vec<u8> {
    let length = u32::try_from(village.as_str().len()).unwrap_or(u32::MAX);
    [length.to_be_bytes().as_slice(), village.as_str().as_bytes(), &all.transcript()].concat()
}

/// Encrypts one package for each village to the receiver.
pub(crate) fn seal(
    between: Between<'_>,
    packages: &[Round2Package],
    recipient: &age::x25519::Recipient,
) -> Result<Vec<u8>, Problem> {
    let mut plain = Zeroizing::new(Vec::with_capacity(128 + 256 * packages.len()));
    plain.extend(between.head());
    for ((village, all), package) in between.villages.iter().zip(packages) {
        let bytes = package.expose_bytes();
        plain.extend(head_of_village(village, all));
        plain.extend(u32::try_from(bytes.len()).unwrap_or(u32::MAX).to_be_bytes());
        plain.extend(bytes);
    }
    let failed = |error| Problem::new(Exit::Internal, Msg::new("ceremony-unwritable")).detail(error);
    age::encrypt(recipient, &plain).map_err(|error| failed(error.to_string()))
}

/// Decrypts what came for us: one package for each village. `None` if it was not made by this sender for this
/// receiver in this ceremony.
pub(crate) fn open(
    between: Between<'_>,
    sealed: &[u8],
    identity: &age::x25519::Identity,
) -> Option<Vec<Round2Package>> {
    let plain = Zeroizing::new(age::decrypt(identity, sealed).ok()?);
    let mut rest = plain.strip_prefix(between.head().as_slice())?;
    let mut packages = Vec::new();
    for (village, all) in between.villages {
        let (length, below) =
            rest.strip_prefix(head_of_village(village, all).as_slice())?.split_first_chunk::<4>()?;
        let (package, below) = below.split_at_checked(usize::try_from(u32::from_be_bytes(*length)).ok()?)?;
        packages.push(Round2Package::from_bytes(Zeroizing::new(package.to_vec())));
        rest = below;
    }
    rest.is_empty().then_some(packages)
}
