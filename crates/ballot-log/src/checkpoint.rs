//! Checkpoints: signed statements of a log's size and root, readable by every C2SP tool (spec 7.2).

use election::{KeyError, KeyName, NoteError, PublicKey, SecretKey, Signature, SignedNote};

use crate::identity::LogIdentity;
use crate::merkle::{RootHash, from_base64};

/// Why a text is not a checkpoint, or not this booth's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointError {
    /// Not three lines of the right form.
    #[error("line {line} of the checkpoint is not {expected}")]
    Form {
        /// Line, from 1.
        line: usize,
        /// What must stand there.
        expected: &'static str,
    },
    /// The note around it is malformed, or the booth or a known witness has not signed it.
    #[error(transparent)]
    Note(#[from] NoteError),
    /// A checkpoint of another log.
    #[error("this checkpoint belongs to {found}, not to {expected}")]
    Foreign {
        /// Origin in the checkpoint.
        found: KeyName,
        /// Origin of the log it was checked against.
        expected: KeyName,
    },
}

/// Size and root of one tree (C2SP tlog-checkpoint without extension lines).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Checkpoint {
    /// Which tree: `<authority>/<hex ElectionId>/<village>/<tps>/<booth>` for a booth, shorter for an election.
    pub origin: KeyName,
    /// Number of leaves.
    pub size: u64,
    /// Root.
    pub root: RootHash,
}

impl Checkpoint {
    /// The signed text: origin, decimal size, base64 root, each on its line.
    #[must_use]
    pub fn text(&self) -> String {
        format!("{}\n{}\n{}\n", self.origin, self.size, self.root.to_base64())
    }

    /// Reads the text; nothing may follow the three lines.
    ///
    /// # Errors
    /// [`CheckpointError::Form`], with the line.
    pub fn parse(text: &str) -> Result<Self, CheckpointError> {
        let form = |line, expected| CheckpointError::Form { line, expected };
        let mut lines = text.split_inclusive('\n').map(|line| line.strip_suffix('\n'));
        let mut line = || lines.next().flatten();
        let origin = line().and_then(|l| l.parse().ok()).ok_or(form(1, "the name of a log"))?;
        let size = line().and_then(parse_decimal).ok_or(form(2, "a decimal number of entries"))?;
        let root = line().and_then(from_base64).ok_or(form(3, "a root of 32 bytes in base64"))?;
        if lines.next().is_some() {
            return Err(form(4, "absent: a checkpoint has three lines"));
        }
        Ok(Self { origin, size, root: RootHash::new(root) })
    }

    /// Signs the text.
    #[must_use]
    pub fn sign(&self, key: &SecretKey) -> Signature {
        key.sign(self.text().as_bytes())
    }

    /// Checks a signature over the text.
    ///
    /// # Errors
    /// [`KeyError::BadSignature`].
    pub fn verify(&self, key: &PublicKey, signature: &Signature) -> Result<(), KeyError> {
        key.verify(self.text().as_bytes(), signature)
    }

    /// The note for other tools: the text with the signature, which may come from a record, under the origin as
    /// key name.
    ///
    /// # Errors
    /// [`CheckpointError::Note`] if the text is not one that a note can carry.
    pub fn with_signature(
        &self,
        key: &PublicKey,
        signature: Signature,
    ) -> Result<SignedCheckpoint, CheckpointError> {
        let mut note = SignedNote::new(self.text())?;
        note.add(&self.origin, key, signature);
        Ok(SignedCheckpoint { checkpoint: self.clone(), note })
    }
}

/// A decimal number in its one form: no sign, no leading zero.
pub(crate) fn parse_decimal(text: &str) -> Option<u64> {
    text.parse().ok().filter(|number: &u64| number.to_string() == text)
}

/// A checkpoint note as received.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SignedCheckpoint {
    checkpoint: Checkpoint,
    note: SignedNote,
}

impl SignedCheckpoint {
    /// Reads a note and the checkpoint in it. Nothing is verified yet.
    ///
    /// # Errors
    /// [`CheckpointError::Note`], [`CheckpointError::Form`].
    pub fn parse(bytes: &[u8]) -> Result<Self, CheckpointError> {
        let note = SignedNote::parse(bytes)?;
        let checkpoint = Checkpoint::parse(note.text())?;
        Ok(Self { checkpoint, note })
    }

    /// What the note says.
    #[must_use]
    pub const fn checkpoint(&self) -> &Checkpoint {
        &self.checkpoint
    }

    /// The note.
    #[must_use]
    pub const fn note(&self) -> &SignedNote {
        &self.note
    }

    /// Adds a witness's plain signature (type 0x01).
    pub fn sign(&mut self, name: &KeyName, key: &SecretKey) {
        self.note.sign(name, key);
    }

    /// Checks that the booth of this log has signed, and the signatures of the given witnesses where they have.
    ///
    /// # Errors
    /// [`CheckpointError::Foreign`] for another log's, [`CheckpointError::Note`] if the booth has not signed or a
    /// signature of booth or witness does not match.
    pub fn verify(
        &self,
        log: &LogIdentity,
        witnesses: &[(&KeyName, &PublicKey)],
    ) -> Result<VerifiedCheckpoint, CheckpointError> {
        if self.checkpoint.origin != log.origin {
            let (found, expected) = (self.checkpoint.origin.clone(), log.origin.clone());
            return Err(CheckpointError::Foreign { found, expected });
        }
        let booth = [(&log.origin, &log.key)];
        self.note.verify(&booth)?;
        let note = self.note.keep_known(&[booth.as_slice(), witnesses].concat())?;
        Ok(VerifiedCheckpoint { checkpoint: self.checkpoint.clone(), note })
    }
}

/// A checkpoint that its booth has signed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct VerifiedCheckpoint {
    checkpoint: Checkpoint,
    note: SignedNote,
}

impl VerifiedCheckpoint {
    /// What the booth has signed.
    #[must_use]
    pub const fn checkpoint(&self) -> &Checkpoint {
        &self.checkpoint
    }

    /// The note with the verified signatures alone: its form in a record (spec 1.5).
    #[must_use]
    pub const fn note(&self) -> &SignedNote {
        &self.note
    }

    /// Names of those who have signed, the booth among them.
    pub fn signers(&self) -> impl Iterator<Item = &KeyName> {
        self.note.signatures().iter().map(election::NoteSignature::name)
    }
}
