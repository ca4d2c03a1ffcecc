//! What is checked, as the files that the outside tools read, and our own verdict.

use ballot_log::merkle::{ConsistencyProof, InclusionProof, ProofError, RootHash, Tree, leaf_hash};
use ballot_log::{CheckpointError, LogIdentity, SignedCheckpoint, TlogProof, TlogProofError};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use election::{KeyName, NoteError, PublicKey, SignedNote, verifier_key};
use tally::ProofText;

use crate::world::world;

/// What a checker says, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    Accepted,
    /// The file has another form.
    Form,
    /// A key has not signed this.
    Signature,
    /// The path does not lead there.
    Path,
    /// The entries do not give what the proof states.
    Log,
}

/// Something to check.
#[derive(Debug, Clone)]
pub(crate) enum Subject {
    Note(Vec<u8>),
    Checkpoint(Vec<u8>),
    Proof { leaf: Vec<u8>, file: Vec<u8> },
    Path { leaf: Vec<u8>, path: ProofText, root: String },
    Tree { old: Vec<u8>, new: Vec<u8>, hashes: Vec<[u8; 32]> },
    Log { entries: Vec<Vec<u8>>, file: Vec<u8> },
}

/// Keys that must all have signed, by name.
pub(crate) type Keys = Vec<(KeyName, PublicKey)>;

impl Subject {
    /// The word of `check.go` and `check.py`.
    pub(crate) const fn kind(&self) -> &'static str {
        match self {
            Self::Note(_) => "note",
            Self::Checkpoint(_) => "checkpoint",
            Self::Proof { .. } => "proof",
            Self::Path { .. } => "path",
            Self::Tree { .. } => "tree",
            Self::Log { .. } => "log",
        }
    }

    /// The files in the order of the command line.
    pub(crate) fn files(&self, keys: &Keys) -> Vec<Vec<u8>> {
        let lines = |lines: &[String]| lines.iter().map(|line| line.clone() + "\n").collect::<String>();
        let keys: Vec<String> = keys.iter().map(|(name, key)| verifier_key(name, key)).collect();
        let keys = lines(&keys).into_bytes();
        match self {
            Self::Note(note) | Self::Checkpoint(note) => vec![note.clone(), keys],
            Self::Proof { leaf, file } => vec![leaf.clone(), file.clone(), keys],
            Self::Path { leaf, path, root } => {
                let head = [path.index.to_string(), path.size.to_string(), root.clone()];
                vec![leaf.clone(), (lines(&head) + &lines(&path.hashes)).into_bytes()]
            }
            Self::Tree { old, new, hashes } => {
                let hashes: Vec<String> = hashes.iter().map(|hash| STANDARD.encode(hash)).collect();
                vec![old.clone(), new.clone(), lines(&hashes).into_bytes(), keys]
            }
            Self::Log { entries, file } => {
                let length = |entry: &Vec<u8>| u16::try_from(entry.len()).unwrap().to_be_bytes();
                let bundle =
                    entries.iter().flat_map(|entry| [length(entry).to_vec(), entry.clone()].concat());
                vec![bundle.collect(), file.clone(), keys]
            }
        }
    }

    /// What this project's own code says.
    pub(crate) fn verdict(&self, keys: &Keys) -> Verdict {
        self.check(keys).err().unwrap_or(Verdict::Accepted)
    }

    fn check(&self, keys: &Keys) -> Result<(), Verdict> {
        match self {
            Self::Note(note) => {
                let known: Vec<_> = keys.iter().map(|(name, key)| (name, key)).collect();
                let signed = SignedNote::parse(note).and_then(|note| note.verify(&known)).map_err(of_note)?;
                if signed.len() == keys.len() { Ok(()) } else { Err(Verdict::Signature) }
            }
            Self::Checkpoint(note) => checkpoint(note, keys).map(|_| ()),
            Self::Proof { leaf, file } => {
                signed_first(file, keys)?;
                let proof = TlogProof::parse(file).map_err(of_proof)?;
                proof.verify(leaf, &log(keys)).map(|_| ()).map_err(of_proof)
            }
            Self::Path { leaf, path, root } => {
                let hashes = path.hashes.iter().map(|hash| election::hex32(hash).unwrap()).collect();
                let proof = InclusionProof::new(path.index, path.size, hashes).map_err(of_path)?;
                proof.verify(leaf, &RootHash::new(election::hex32(root).unwrap())).map_err(of_path)
            }
            Self::Tree { old, new, hashes } => {
                let (old, new) = (checkpoint(old, keys)?, checkpoint(new, keys)?);
                let (old, new) = (old.checkpoint(), new.checkpoint());
                let proof = ConsistencyProof::new(old.size, new.size, hashes.clone()).map_err(of_path)?;
                proof.verify(&old.root, &new.root).map_err(of_path)
            }
            Self::Log { entries, file } => {
                let proof = TlogProof::parse(file).map_err(of_proof)?;
                let stated = checkpoint(&proof.checkpoint().note().to_bytes(), keys)?;
                let tree = Tree::new(entries.iter().map(|entry| leaf_hash(entry))).unwrap();
                let made = tree.prove(proof.proof().index()).ok();
                let same = tree.root() == stated.checkpoint().root && made.as_ref() == Some(proof.proof());
                if same { Ok(()) } else { Err(Verdict::Log) }
            }
        }
    }
}

/// The log of the first key, which may be a liar's; the others are its witnesses'.
fn log(keys: &Keys) -> LogIdentity {
    let (origin, key) = keys[0].clone();
    LogIdentity { key, ..world().log(&origin).identity.clone() }
}

fn checkpoint(note: &[u8], keys: &Keys) -> Result<SignedCheckpoint, Verdict> {
    let signed = SignedCheckpoint::parse(note).map_err(of_checkpoint)?;
    let witnesses: Vec<_> = keys[1..].iter().map(|(name, key)| (name, key)).collect();
    let verified = signed.verify(&log(keys), &witnesses).map_err(of_checkpoint)?;
    if verified.signers().count() == keys.len() { Ok(signed) } else { Err(Verdict::Signature) }
}

/// We may find a wrong path before a wrong signature; the other tools look at the signature first.
fn signed_first(file: &[u8], keys: &Keys) -> Result<(), Verdict> {
    let note = std::str::from_utf8(file).unwrap().split_once("\n\n").map(|(_, note)| note);
    match note.map(|note| checkpoint(note.as_bytes(), keys)) {
        Some(Err(Verdict::Signature)) => Err(Verdict::Signature),
        _ => Ok(()),
    }
}

fn of_proof(error: TlogProofError) -> Verdict {
    match error {
        TlogProofError::Form { .. } => Verdict::Form,
        TlogProofError::Checkpoint(error) => of_checkpoint(error),
        TlogProofError::Proof(error) => of_path(error),
        TlogProofError::OtherTree { .. } => Verdict::Path,
    }
}

fn of_checkpoint(error: CheckpointError) -> Verdict {
    match error {
        CheckpointError::Form { .. } => Verdict::Form,
        CheckpointError::Note(error) => of_note(error),
        // The name of another log is a text that this booth has not signed.
        CheckpointError::Foreign { .. } => Verdict::Signature,
    }
}

fn of_note(error: NoteError) -> Verdict {
    match error {
        NoteError::BadSignature { .. } | NoteError::NoKnownSignature => Verdict::Signature,
        _ => Verdict::Form,
    }
}

const fn of_path(_: ProofError) -> Verdict {
    Verdict::Path
}
