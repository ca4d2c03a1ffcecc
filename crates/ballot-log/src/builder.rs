//! The signing side: a booth's log in memory, one entry ahead of the disk.

use election::{BallotCode, EntryHash, SecretKey};

use crate::body::{Body, BodyError};
use crate::chain::{ChainError, ChainState};
use crate::checkpoint::{Checkpoint, CheckpointError, SignedCheckpoint};
use crate::entry::{Entry, FormError, Kind};
use crate::identity::LogIdentity;
use crate::receipt::Receipt;
use crate::record::{EntryError, SignedEntry, VerifiedEntry};

/// Why an entry cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BuildError {
    /// The signing key is not the one that the definition names for this booth.
    #[error("this signing key does not belong to the booth; open the booth with the key of its enrolment")]
    WrongKey,
    /// The body breaks a limit.
    #[error(transparent)]
    Body(#[from] BodyError),
    /// A ballot goes through [`LogBuilder::prepare_cast`], which makes the receipt, and nothing else does.
    #[error("a cast entry needs the ballot's code for its receipt")]
    CodeMissing,
    /// The log is full.
    #[error(transparent)]
    Full(#[from] FormError),
    /// The entry does not continue the log: not opened, closed already, wrong counts.
    #[error(transparent)]
    Chain(#[from] ChainError),
    /// A fresh signature did not verify: the machine computes wrongly.
    #[error("a fresh signature does not verify; this machine is faulty, stop using it")]
    Faulty(#[from] EntryError),
    /// The entry was prepared for an earlier state of the log.
    #[error("the log has grown since this entry was prepared; prepare it again")]
    Stale,
}

/// A booth's log with its signing key. [`LogBuilder::prepare`] changes nothing; [`LogBuilder::commit`] is called when
/// the record is durable, so that what this builder holds is never ahead of the disk.
#[derive(Debug)]
pub struct LogBuilder {
    chain: ChainState,
    key: SecretKey,
}

impl LogBuilder {
    /// A log without entries.
    ///
    /// # Errors
    /// [`BuildError::WrongKey`].
    pub fn new(log: LogIdentity, key: SecretKey) -> Result<Self, BuildError> {
        Self::resume(ChainState::new(log), key)
    }

    /// Goes on where a verified log ends.
    ///
    /// # Errors
    /// [`BuildError::WrongKey`].
    pub fn resume(chain: ChainState, key: SecretKey) -> Result<Self, BuildError> {
        if key.public() == chain.log().key { Ok(Self { chain, key }) } else { Err(BuildError::WrongKey) }
    }

    /// The log so far: size, head (the previous hash of the next entry), counts.
    #[must_use]
    pub const fn chain(&self) -> &ChainState {
        &self.chain
    }

    /// Makes and signs the next entry, of any kind but *cast*.
    ///
    /// # Errors
    /// [`BuildError`]; [`BuildError::CodeMissing`] for a cast entry.
    pub fn prepare(&self, body: &Body) -> Result<PreparedEntry, BuildError> {
        match body.kind() {
            Kind::Cast => Err(BuildError::CodeMissing),
            _ => self.prepare_any(body, None),
        }
    }

    /// Makes and signs the cast entry of a ballot, and its receipt.
    ///
    /// # Errors
    /// [`BuildError`].
    pub fn prepare_cast(&self, ballot: &[u8], code: &BallotCode) -> Result<PreparedEntry, BuildError> {
        self.prepare_any(&Body::Cast(ballot.to_vec()), Some(code))
    }

    /// Takes over an entry whose record is durable.
    ///
    /// # Errors
    /// [`BuildError::Stale`] if the log has grown since the entry was prepared.
    pub fn commit(&mut self, prepared: PreparedEntry) -> Result<VerifiedEntry, BuildError> {
        if prepared.before != self.chain.head() || prepared.after.log() != self.chain.log() {
            return Err(BuildError::Stale);
        }
        self.chain = prepared.after;
        Ok(prepared.verified)
    }

    /// Everything made here goes through the verifying side before anybody sees it.
    fn prepare_any(&self, body: &Body, code: Option<&BallotCode>) -> Result<PreparedEntry, BuildError> {
        let log = self.chain.log();
        let before = self.chain.head();
        let entry = Entry::new(body.kind(), self.chain.size(), before, body.to_bytes()?)?;
        let bare = SignedEntry::sign(&log.election, entry, &self.key).verify(log)?;
        let receipt = code.map(|code| Receipt::sign(log, code, bare.hash(), &self.key));
        let due = self.chain.checkpoint_due(&bare)?;
        let signature = due.as_ref().map(|checkpoint| checkpoint.sign(&self.key));
        let verified = bare.with_parts(receipt.as_ref().map(|receipt| receipt.signature), signature);
        if let Some(code) = code {
            verified.check_receipt(code)?;
        }
        let mut after = self.chain.clone();
        after.push(&verified)?;
        Ok(PreparedEntry { before, verified, receipt, due, after })
    }
}

/// An entry that is signed and checked but not yet durable.
#[derive(Debug, Clone)]
pub struct PreparedEntry {
    before: EntryHash,
    verified: VerifiedEntry,
    receipt: Option<Receipt>,
    due: Option<Checkpoint>,
    after: ChainState,
}

impl PreparedEntry {
    /// The entry with all its signatures, to be stored.
    #[must_use]
    pub const fn verified(&self) -> &VerifiedEntry {
        &self.verified
    }

    /// The record to be stored.
    #[must_use]
    pub const fn record(&self) -> &SignedEntry {
        self.verified.record()
    }

    /// The receipt of a cast entry, to be handed out only when the record is durable.
    #[must_use]
    pub const fn receipt(&self) -> Option<&Receipt> {
        self.receipt.as_ref()
    }

    /// The checkpoint note, if one was due.
    ///
    /// # Errors
    /// [`CheckpointError::Note`] if the origin is not one that a note can carry.
    pub fn checkpoint(&self) -> Result<Option<SignedCheckpoint>, CheckpointError> {
        let Some((checkpoint, signature)) = self.due.as_ref().zip(self.record().checkpoint()) else {
            return Ok(None);
        };
        checkpoint.with_signature(self.verified.signer(), *signature).map(Some)
    }
}
