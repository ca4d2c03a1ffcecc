//! Records: entries with their signatures, as received and as verified (spec 6.3, 6.5).

use election::{BallotCode, ElectionId, EntryHash, PublicKey, SecretKey, Signature, label};

use crate::entry::{Entry, FormError, HEAD, Head, Kind};
use crate::identity::LogIdentity;

/// Longest record with its parts byte, in bytes (spec 6.5).
pub const MAX_RECORD: usize = 4_085;
const RECEIPT: u8 = 0b01;
const CHECKPOINT: u8 = 0b10;
const SIGNATURE: usize = 64;

/// Why bytes are not a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RecordError {
    /// Longer than any record.
    #[error("a record has at most 4,085 bytes, this has {found}")]
    TooLong {
        /// Number of bytes.
        found: usize,
    },
    /// Unknown parts, or parts that an entry of this kind never has.
    #[error("the parts byte {found} does not fit an entry of this kind")]
    Parts {
        /// The byte.
        found: u8,
    },
    /// The entry in it is none.
    #[error(transparent)]
    Entry(#[from] FormError),
    /// More or fewer bytes than entry and parts have.
    #[error("the record has {found} bytes, its entry and parts have {expected}")]
    Length {
        /// Bytes of entry and parts.
        expected: usize,
        /// Bytes found.
        found: usize,
    },
}

/// Why a record is not its booth's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EntryError {
    /// The booth's key has not signed this entry.
    #[error(
        "position {position}: the signature is not the booth's; the entry was changed or is not from here"
    )]
    Signature {
        /// Position that the entry claims.
        position: u64,
    },
    /// A cast entry without receipt signature.
    #[error("position {position}: the receipt signature is missing")]
    ReceiptMissing {
        /// Position of the entry.
        position: u64,
    },
    /// The receipt signature does not fit ballot code and entry.
    #[error("position {position}: the receipt signature is not the booth's for this ballot")]
    Receipt {
        /// Position of the entry.
        position: u64,
    },
}

/// A record as received: an entry in the right shape and signatures that nobody has checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedEntry {
    entry: Entry,
    signature: Signature,
    receipt: Option<Signature>,
    checkpoint: Option<Signature>,
}

impl SignedEntry {
    /// Signs an entry (spec 6.1); the other parts are added by the builder.
    pub(crate) fn sign(election: &ElectionId, entry: Entry, key: &SecretKey) -> Self {
        let signature = key.sign(&signed_text(election, entry.hash()));
        Self { entry, signature, receipt: None, checkpoint: None }
    }

    /// Puts a record together from parts that were received apart.
    pub(crate) fn with_parts(self, receipt: Option<Signature>, checkpoint: Option<Signature>) -> Self {
        Self { receipt, checkpoint, ..self }
    }

    /// Reads `record'`: the parts byte, then the record (spec 6.5). Nothing is verified yet.
    ///
    /// # Errors
    /// [`RecordError`].
    pub fn from_record_bytes(bytes: &[u8]) -> Result<Self, RecordError> {
        if bytes.len() > MAX_RECORD {
            return Err(RecordError::TooLong { found: bytes.len() });
        }
        let (parts, record) = bytes.split_first().ok_or(FormError::Magic)?;
        let head = Head::parse(record)?;
        let expected = length_of(*parts, &head);
        let length = RecordError::Length { expected, found: bytes.len() };
        let (entry, mut rest) = record.split_at_checked(HEAD + head.body).ok_or(length)?;
        let entry = Entry::parse(entry)?;
        if parts & !allowed_parts(entry.kind()) != 0 {
            return Err(RecordError::Parts { found: *parts });
        }
        let mut next = |present: bool| -> Result<Option<Signature>, RecordError> {
            if !present {
                return Ok(None);
            }
            let (signature, after) = rest.split_first_chunk().ok_or(length)?;
            rest = after;
            Ok(Some(Signature::from_bytes(*signature)))
        };
        let signature = next(true)?.ok_or(length)?;
        let receipt = next(parts & RECEIPT != 0)?;
        let checkpoint = next(parts & CHECKPOINT != 0)?;
        if rest.is_empty() { Ok(Self { entry, signature, receipt, checkpoint }) } else { Err(length) }
    }

    /// Reads the `record'` with which these bytes begin, whatever follows it: how records are found where nothing else
    /// tells where they are ([`crate::RecordSearch`]).
    ///
    /// # Errors
    /// [`RecordError`].
    pub fn at_start_of(bytes: &[u8]) -> Result<Self, RecordError> {
        let (parts, record) = bytes.split_first().ok_or(FormError::Magic)?;
        let expected = length_of(*parts, &Head::parse(record)?);
        let own = bytes.get(..expected);
        Self::from_record_bytes(own.ok_or(RecordError::Length { expected, found: bytes.len() })?)
    }

    /// The bytes of `record'`, the same in every store and bundle.
    #[must_use]
    pub fn to_record_bytes(&self) -> Vec<u8> {
        let parts = [(self.receipt, RECEIPT), (self.checkpoint, CHECKPOINT)];
        let byte = parts.iter().filter(|(part, _)| part.is_some()).fold(0, |byte, (_, bit)| byte | bit);
        let mut bytes = vec![byte];
        bytes.extend_from_slice(&self.entry.to_bytes());
        for signature in [Some(self.signature), self.receipt, self.checkpoint].into_iter().flatten() {
            bytes.extend_from_slice(signature.as_bytes());
        }
        bytes
    }

    /// Checks the entry's signature by the booth of this log. The other parts need more than the key: the receipt
    /// signature the ballot's code ([`VerifiedEntry::check_receipt`]), the checkpoint signature the tree so far
    /// ([`crate::ChainState::push`]).
    ///
    /// # Errors
    /// [`EntryError::Signature`].
    pub fn verify(self, log: &LogIdentity) -> Result<VerifiedEntry, EntryError> {
        let hash = self.entry.hash();
        let bad = EntryError::Signature { position: self.entry.position() };
        log.key.verify(&signed_text(&log.election, hash), &self.signature).map_err(|_| bad)?;
        Ok(VerifiedEntry { record: self, hash, election: log.election, signer: log.key })
    }

    /// The entry.
    #[must_use]
    pub const fn entry(&self) -> &Entry {
        &self.entry
    }

    /// Signature of the entry.
    #[must_use]
    pub const fn signature(&self) -> &Signature {
        &self.signature
    }

    /// Receipt signature, if there is one.
    #[must_use]
    pub const fn receipt(&self) -> Option<&Signature> {
        self.receipt.as_ref()
    }

    /// Checkpoint signature, if there is one.
    #[must_use]
    pub const fn checkpoint(&self) -> Option<&Signature> {
        self.checkpoint.as_ref()
    }
}

/// An entry that its booth has signed, with the election and key that it was verified for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifiedEntry {
    record: SignedEntry,
    hash: EntryHash,
    election: ElectionId,
    signer: PublicKey,
}

impl VerifiedEntry {
    /// The entry.
    #[must_use]
    pub const fn entry(&self) -> &Entry {
        &self.record.entry
    }

    /// Hash of the entry.
    #[must_use]
    pub const fn hash(&self) -> EntryHash {
        self.hash
    }

    /// The election of the log that it was verified for.
    #[must_use]
    pub const fn election(&self) -> &ElectionId {
        &self.election
    }

    /// The key that has signed it.
    #[must_use]
    pub const fn signer(&self) -> &PublicKey {
        &self.signer
    }

    /// The record with all its parts.
    #[must_use]
    pub const fn record(&self) -> &SignedEntry {
        &self.record
    }

    /// The bytes of `record'`.
    #[must_use]
    pub fn to_record_bytes(&self) -> Vec<u8> {
        self.record.to_record_bytes()
    }

    /// Checks the receipt signature of a cast entry (spec 6.8).
    ///
    /// # Errors
    /// [`EntryError::ReceiptMissing`], [`EntryError::Receipt`].
    pub fn check_receipt(&self, code: &BallotCode) -> Result<(), EntryError> {
        let position = self.entry().position();
        let receipt = self.record.receipt.ok_or(EntryError::ReceiptMissing { position })?;
        let text = receipt_text(&self.election, code, self.hash);
        self.signer.verify(&text, &receipt).map_err(|_| EntryError::Receipt { position })
    }

    /// The same entry with other receipt and checkpoint signatures.
    pub(crate) fn with_parts(&self, receipt: Option<Signature>, checkpoint: Option<Signature>) -> Self {
        Self { record: self.record.clone().with_parts(receipt, checkpoint), ..self.clone() }
    }
}

/// What a booth signs for an entry: `label("entry") || ElectionId || entry hash`. Only position 0 names the election in
/// its own bytes: without it here, entries of a rehearsal with the same key would pass for stray ones of this log.
fn signed_text(election: &ElectionId, hash: EntryHash) -> Vec<u8> {
    [label("entry").as_slice(), election.as_bytes(), hash.as_bytes()].concat()
}

/// What a booth signs for a receipt: `label("receipt") || ElectionId || code || entry hash` (spec 6.8).
pub(crate) fn receipt_text(election: &ElectionId, code: &BallotCode, hash: EntryHash) -> Vec<u8> {
    [label("receipt").as_slice(), election.as_bytes(), code.as_bytes(), hash.as_bytes()].concat()
}

/// Bytes of `record'` with this parts byte and this head of its entry.
fn length_of(parts: u8, head: &Head) -> usize {
    let counted = usize::try_from(parts.count_ones()).unwrap_or_default();
    1 + HEAD + head.body + SIGNATURE * (1 + counted)
}

/// Parts that an entry of a kind may have (spec 6.3).
const fn allowed_parts(kind: Kind) -> u8 {
    match kind {
        Kind::Cast => RECEIPT | CHECKPOINT,
        Kind::Opened | Kind::Closed => CHECKPOINT,
        Kind::Challenged | Kind::Cancelled | Kind::Event => 0,
    }
}
