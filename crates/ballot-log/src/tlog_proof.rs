//! C2SP tlog-proof v1: a file that proves, without a network, that an entry is in a log (spec 7.5).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::checkpoint::{CheckpointError, SignedCheckpoint, VerifiedCheckpoint, parse_decimal};
use crate::identity::LogIdentity;
use crate::merkle::{InclusionProof, ProofError, from_base64, to_base64};

const FORMAT: &str = "c2sp.org/tlog-proof@v1";
/// Longest file: a note, 64 hashes, and what little stands around them.
const MAX_FILE: usize = 128 * 1024;

/// Why a file is not a proof, or proves nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TlogProofError {
    /// Not of the form `c2sp.org/tlog-proof@v1`.
    #[error("line {line} of the proof is not {expected}")]
    Form {
        /// Line, from 1.
        line: usize,
        /// What must stand there.
        expected: &'static str,
    },
    /// The checkpoint in it is malformed or not this booth's.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    /// The path does not fit index and size, or does not lead from the entry to the root.
    #[error(transparent)]
    Proof(#[from] ProofError),
    /// The path was made for a tree of another size than the checkpoint's.
    #[error("the path is for a tree of {proof} leaves, the checkpoint for one of {checkpoint}")]
    OtherTree {
        /// Size that the path was made for.
        proof: u64,
        /// Size in the checkpoint.
        checkpoint: u64,
    },
}

/// An inclusion proof and the checkpoint that it leads to. The leaf itself travels apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TlogProof {
    /// Opaque bytes that nobody has signed; this project writes none and looks at none.
    extra: Option<Vec<u8>>,
    proof: InclusionProof,
    checkpoint: SignedCheckpoint,
}

impl TlogProof {
    /// Joins a proof to the checkpoint of the same tree.
    ///
    /// # Errors
    /// [`TlogProofError::OtherTree`].
    pub fn new(proof: InclusionProof, checkpoint: SignedCheckpoint) -> Result<Self, TlogProofError> {
        let (ours, theirs) = (proof.size(), checkpoint.checkpoint().size);
        if ours != theirs {
            return Err(TlogProofError::OtherTree { proof: ours, checkpoint: theirs });
        }
        Ok(Self { extra: None, proof, checkpoint })
    }

    /// Reads a proof file. Its path has the right length when this returns; nothing else is verified yet.
    ///
    /// # Errors
    /// [`TlogProofError::Form`], [`TlogProofError::Checkpoint`], [`TlogProofError::Proof`].
    pub fn parse(bytes: &[u8]) -> Result<Self, TlogProofError> {
        let form = |line, expected| TlogProofError::Form { line, expected };
        if bytes.len() > MAX_FILE {
            return Err(form(1, "the beginning of a file of at most 128 KiB"));
        }
        let text = std::str::from_utf8(bytes).map_err(|_| form(1, "UTF-8 text"))?;
        let (head, note) =
            text.split_once("\n\n").ok_or(form(1, "followed by an empty line and a checkpoint"))?;
        let mut lines = (1..).zip(head.split('\n')).peekable();
        if lines.next().map(|(_, line)| line) != Some(FORMAT) {
            return Err(form(1, "'c2sp.org/tlog-proof@v1'"));
        }
        let extra = match lines.next_if(|(_, line)| line.starts_with("extra ")) {
            Some((line, text)) => Some(parse_extra(text).ok_or(form(line, "'extra' with base64"))?),
            None => None,
        };
        let index = lines.next().and_then(|(_, line)| parse_decimal(line.strip_prefix("index ")?));
        let index =
            index.ok_or(form(if extra.is_some() { 3 } else { 2 }, "'index' with a decimal number"))?;
        let hashes = lines
            .map(|(line, text)| from_base64(text).ok_or(form(line, "a hash of 32 bytes in base64")))
            .collect::<Result<Vec<_>, _>>()?;
        let checkpoint = SignedCheckpoint::parse(note.as_bytes())?;
        let proof = InclusionProof::new(index, checkpoint.checkpoint().size, hashes)?;
        Ok(Self { extra, proof, checkpoint })
    }

    /// The bytes of the file.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let extra = self.extra.as_ref().map(|extra| format!("extra {}\n", STANDARD.encode(extra)));
        let hashes: String = self.proof.hashes().iter().map(|hash| to_base64(hash) + "\n").collect();
        let head = format!("{FORMAT}\n{}index {}\n{hashes}\n", extra.unwrap_or_default(), self.proof.index());
        [head.into_bytes(), self.checkpoint.note().to_bytes()].concat()
    }

    /// The path.
    #[must_use]
    pub const fn proof(&self) -> &InclusionProof {
        &self.proof
    }

    /// The checkpoint as received.
    #[must_use]
    pub const fn checkpoint(&self) -> &SignedCheckpoint {
        &self.checkpoint
    }

    /// Checks that the booth of this log has signed the checkpoint and that the leaf (for an entry, the bytes `E`) is
    /// in its tree at the index.
    ///
    /// # Errors
    /// [`TlogProofError::Checkpoint`], [`TlogProofError::Proof`].
    pub fn verify(&self, leaf: &[u8], log: &LogIdentity) -> Result<VerifiedCheckpoint, TlogProofError> {
        let checkpoint = self.checkpoint.verify(log, &[])?;
        self.proof.verify(leaf, &checkpoint.checkpoint().root)?;
        Ok(checkpoint)
    }
}

fn parse_extra(line: &str) -> Option<Vec<u8>> {
    STANDARD.decode(line.strip_prefix("extra ")?).ok()
}
