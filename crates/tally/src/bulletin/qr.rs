//! The bulletin as a QR text, signed by one member of the committee (spec 10.6).

use election::definition::Definition;
use election::{ElectionId, KeyName, SecretKey, SetHash, Signature, from_crockford, label, to_crockford};

use super::spelling::{
    final_letter, mode_letter, read_final, read_mode, read_number, read_tps_list, read_vote_list, tps_list,
    vote_list,
};
use super::{Bulletin, BulletinError};

const HEAD: &str = "PLK1-H-";
/// Characters of the longest text: 99 polling places, 8 options.
const LONGEST: usize = 707;

/// A bulletin as its QR text says it; signed only if [`SignedBulletin::verify`] says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedBulletin {
    /// What it says.
    pub bulletin: Bulletin,
    /// The count set of the result.
    pub set: SetHash,
    /// Which member of the village's committee has signed, from 1.
    pub key: u8,
    /// Over all of it.
    pub signature: Signature,
}

impl Bulletin {
    /// Signs as the member of the village's committee with this number, from 1.
    #[must_use]
    pub fn sign(self, set: SetHash, number: u8, key: &SecretKey) -> SignedBulletin {
        let signature = key.sign(&statement(&self, set, number));
        SignedBulletin { bulletin: self, set, key: number, signature }
    }
}

impl SignedBulletin {
    /// Whether a text wants to be a bulletin's QR text, of whatever version of its content.
    #[must_use]
    pub fn is_meant(text: &str) -> bool {
        text.trim().starts_with(HEAD)
    }

    /// The QR text.
    #[must_use]
    pub fn to_qr(&self) -> String {
        let Self { bulletin: b, set, key, signature } = self;
        format!(
            "{HEAD}{}-{}-{}-{}-{}-{}-{}-{}-{}-{}-{key}-{}",
            mode_letter(b.mode),
            to_crockford(b.election.as_bytes()),
            b.village,
            tps_list(&b.tps),
            to_crockford(set.as_bytes()),
            b.registered,
            b.ballots,
            vote_list(&b.votes),
            b.doubt,
            final_letter(b.r#final),
            to_crockford(signature.as_bytes()),
        )
    }

    /// Reads a QR text. Nothing is proved by that.
    ///
    /// # Errors
    /// [`BulletinError::Form`].
    pub fn from_qr(text: &str) -> Result<Self, BulletinError> {
        let text = text.trim();
        let body = text.strip_prefix(HEAD).filter(|_| text.len() <= LONGEST);
        body.and_then(read).ok_or(BulletinError::Form)
    }

    /// Checks everything that the definition tells, then the signature, and returns the signer's name.
    ///
    /// # Errors
    /// [`BulletinError`] from `mode` to `signature`.
    pub fn verify<'d>(&self, definition: &'d Definition) -> Result<&'d KeyName, BulletinError> {
        let village = self.bulletin.check(definition)?;
        let place = usize::from(self.key).checked_sub(1);
        let member = place.and_then(|place| village.committee.keys.get(place));
        let member = member.ok_or(BulletinError::Key { number: self.key })?;
        let statement = statement(&self.bulletin, self.set, self.key);
        let signed = member.key.verify(&statement, &self.signature);
        signed.map_err(|_| BulletinError::Signature)?;
        Ok(&member.name)
    }
}

/// What is signed.
fn statement(bulletin: &Bulletin, set: SetHash, key: u8) -> Vec<u8> {
    let mut bytes = label("bulletin");
    bytes.extend(bulletin.content());
    bytes.extend(set.as_bytes());
    bytes.push(key);
    bytes
}

fn read(body: &str) -> Option<SignedBulletin> {
    let mut parts = body.split('-');
    let mode = read_mode(parts.next()?)?;
    let election = ElectionId::new(from_crockford(parts.next()?)?);
    let village = parts.next()?.parse().ok()?;
    let tps = read_tps_list(parts.next()?)?;
    let set = SetHash::new(from_crockford(parts.next()?)?);
    let registered = read_number(parts.next()?)?;
    let ballots = read_number(parts.next()?)?;
    let votes = read_vote_list(parts.next()?)?;
    let doubt = read_number(parts.next()?)?;
    let r#final = read_final(parts.next()?)?;
    // Two digits and no zero: what they name may still be nobody.
    let key = read_number(parts.next()?).filter(|key| (1..=99).contains(key))?;
    let key = u8::try_from(key).ok()?;
    let signature = Signature::from_bytes(from_crockford(parts.next()?)?);
    if parts.next().is_some() {
        return None;
    }
    let bulletin = Bulletin { mode, election, village, tps, registered, ballots, votes, doubt, r#final };
    Some(SignedBulletin { bulletin, set, key, signature })
}
