//! Receipts (*tanda terima*): a booth's signed word that a ballot is in its log (spec 6.8).

use election::json::{self, JsonError};
use election::{
    BallotCode, BoothId, BoothNumber, ElectionId, EntryHash, SecretKey, Signature, TpsNumber, VillageCode,
    from_crockford, to_crockford,
};
use serde::{Deserialize, Serialize};

use crate::identity::LogIdentity;
use crate::record::{VerifiedEntry, receipt_text};

const FORMAT: &str = "pilkades/receipt/v1";
const MAX_FILE: usize = 4_096;
const QR: &str = "PLK1-T-";
const HASH_SYMBOLS: &str = "32 bytes as 52 symbols";
const SIGNATURE_SYMBOLS: &str = "64 bytes as 103 symbols";

/// Why a file is not a receipt, or not this booth's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReceiptError {
    /// Not the canonical JSON of a receipt.
    #[error("this is not a receipt: {0}")]
    Json(#[from] JsonError),
    /// A field that does not have the form of version 1.
    #[error("{field} of the receipt is not {expected}")]
    Field {
        /// Name of the field.
        field: &'static str,
        /// What must stand there.
        expected: &'static str,
    },
    /// A receipt of another election or booth.
    #[error("this receipt belongs to booth {booth} of election {election}")]
    Foreign {
        /// Election in the receipt.
        election: ElectionId,
        /// Booth in the receipt.
        booth: BoothId,
    },
    /// The booth has not signed it.
    #[error("the signature of the receipt is not the booth's")]
    Signature,
}

/// A receipt as received or as made; [`Receipt::verify`] tells whether the booth has signed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// The election.
    pub election: ElectionId,
    /// The booth.
    pub booth: BoothId,
    /// *Kode suara* of the ballot.
    pub code: BallotCode,
    /// Hash of the entry that holds it.
    pub entry: EntryHash,
    /// The booth's signature over all of it.
    pub signature: Signature,
}

impl Receipt {
    /// Makes the booth's signature for a ballot in an entry.
    #[must_use]
    pub(crate) fn sign(log: &LogIdentity, code: &BallotCode, entry: EntryHash, key: &SecretKey) -> Self {
        let signature = key.sign(&receipt_text(&log.election, code, entry));
        Self { election: log.election, booth: log.booth.clone(), code: *code, entry, signature }
    }

    /// The receipt that a cast entry's record carries; `None` for every other entry.
    #[must_use]
    pub fn of(log: &LogIdentity, code: &BallotCode, entry: &VerifiedEntry) -> Option<Self> {
        let signature = *entry.record().receipt()?;
        let (election, booth) = (log.election, log.booth.clone());
        Some(Self { election, booth, code: *code, entry: entry.hash(), signature })
    }

    /// Reads a file `*.receipt.json`. Nothing is verified yet.
    ///
    /// # Errors
    /// [`ReceiptError::Json`], [`ReceiptError::Field`].
    pub fn parse(bytes: &[u8]) -> Result<Self, ReceiptError> {
        let file: File = json::parse_pretty(bytes, MAX_FILE)?;
        if file.format != FORMAT {
            return Err(ReceiptError::Field { field: "format", expected: FORMAT });
        }
        let mut signature = [0; 64];
        let upper = file.signature.bytes().any(|digit| digit.is_ascii_uppercase());
        if upper || hex::decode_to_slice(&file.signature, &mut signature).is_err() {
            let expected = "128 lower-case hexadecimal digits";
            return Err(ReceiptError::Field { field: "signature", expected });
        }
        Ok(Self {
            election: file.election,
            booth: BoothId { village: file.village, tps: file.tps, booth: file.booth },
            code: file.code,
            entry: file.entry,
            signature: Signature::from_bytes(signature),
        })
    }

    /// The bytes of the file.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        json::to_pretty(&File {
            format: FORMAT.to_owned(),
            election: self.election,
            village: self.booth.village.clone(),
            tps: self.booth.tps,
            booth: self.booth.booth,
            code: self.code,
            entry: self.entry,
            signature: hex::encode(self.signature.as_bytes()),
        })
    }

    /// The text of the QR code on the paper that the voter takes home (spec 6.10): upper case, digits and hyphens, which
    /// a QR code packs closely.
    #[must_use]
    pub fn to_qr(&self) -> String {
        let hashes = [self.election.as_bytes(), self.code.as_bytes(), self.entry.as_bytes()];
        let [election, code, entry] = hashes.map(|hash| to_crockford(hash));
        let signature = to_crockford(self.signature.as_bytes());
        format!("{QR}{}-{election}-{code}-{entry}-{signature}", self.booth)
    }

    /// Reads the text of a receipt's QR code, in its one form. Nothing is verified yet.
    ///
    /// # Errors
    /// [`ReceiptError::Field`].
    pub fn from_qr(text: &str) -> Result<Self, ReceiptError> {
        let wrong = |field, expected| ReceiptError::Field { field, expected };
        let form = || wrong("form", "PLK1-T-, the booth and four groups of symbols");
        let mut groups = text.strip_prefix(QR).ok_or_else(form)?.rsplitn(5, '-');
        let mut group = || groups.next().ok_or_else(form);
        let (signature, entry, code, election) = (group()?, group()?, group()?, group()?);
        let place = group()?;
        let hash = |field, symbols| from_crockford(symbols).ok_or_else(|| wrong(field, HASH_SYMBOLS));
        let signature = from_crockford(signature).ok_or_else(|| wrong("signature", SIGNATURE_SYMBOLS))?;
        Ok(Self {
            election: ElectionId::new(hash("election", election)?),
            booth: place.parse().map_err(|_| wrong("booth", "village, TPS and number of a booth"))?,
            code: BallotCode::new(hash("code", code)?),
            entry: EntryHash::new(hash("entry", entry)?),
            signature: Signature::from_bytes(signature),
        })
    }

    /// Checks that the booth of this log has signed it.
    ///
    /// # Errors
    /// [`ReceiptError::Foreign`], [`ReceiptError::Signature`].
    pub fn verify(&self, log: &LogIdentity) -> Result<(), ReceiptError> {
        if self.election != log.election || self.booth != log.booth {
            return Err(ReceiptError::Foreign { election: self.election, booth: self.booth.clone() });
        }
        let text = receipt_text(&self.election, &self.code, self.entry);
        log.key.verify(&text, &self.signature).map_err(|_| ReceiptError::Signature)
    }
}

/// The file, field by field.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    format: String,
    election: ElectionId,
    village: VillageCode,
    tps: TpsNumber,
    booth: BoothNumber,
    code: BallotCode,
    entry: EntryHash,
    signature: String,
}
