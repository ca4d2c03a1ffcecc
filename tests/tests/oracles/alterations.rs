//! Proofs, checkpoints and notes with one thing altered.

use ballot_log::merkle::{RootHash, leaf_hash};
use ballot_log::{Checkpoint, TlogProof};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use election::{SecretKey, SignedNote};
use tally::ReceiptFiles;

use crate::files::{Keys, Subject, Verdict};
use crate::world::{Log, world};

/// An alteration by name.
pub(crate) type Named<T> = (&'static str, fn(&mut T));

/// The key of a booth that lies: what it signs is altered before signing.
pub(crate) fn liar() -> SecretKey {
    SecretKey::from_bytes(&[7; 32])
}

/// The parts of a proof file, to be altered one by one.
#[derive(Clone)]
pub(crate) struct Draft {
    pub(crate) leaf: Vec<u8>,
    pub(crate) index: u64,
    pub(crate) hashes: Vec<[u8; 32]>,
    pub(crate) note: Vec<u8>,
}

pub(crate) type Alteration = (&'static str, fn(&mut Draft), Verdict);

/// What the signature does not cover.
pub(crate) const ALTERATIONS: &[Alteration] = &[
    ("first bit of the leaf", |draft| draft.leaf = flipped(&draft.leaf, 0), Verdict::Path),
    (
        "last bit of the leaf",
        |draft| draft.leaf = flipped(&draft.leaf, 8 * draft.leaf.len() - 1),
        Verdict::Path,
    ),
    ("leaf cut", |draft| draft.leaf.truncate(draft.leaf.len() - 1), Verdict::Path),
    ("leaf of the next index", |draft| draft.leaf = leaf_at(draft.index + 1), Verdict::Path),
    ("last bit of the index", |draft| draft.index ^= 1, Verdict::Path),
    ("second bit of the index", |draft| draft.index ^= 2, Verdict::Path),
    ("index counted on by the size", |draft| draft.index += draft.checkpoint().size, Verdict::Path),
    ("index counted on by a power of two", |draft| draft.index += 1 << draft.hashes.len(), Verdict::Path),
    ("hash missing", |draft| draft.hashes.truncate(draft.hashes.len() - 1), Verdict::Path),
    ("first hash missing", |draft| draft.hashes = draft.hashes.split_off(1), Verdict::Path),
    ("last hash twice", |draft| draft.hashes.extend(draft.hashes.last().copied()), Verdict::Path),
    ("hashes swapped", |draft| draft.hashes.swap(0, 1), Verdict::Path),
    ("no hashes", |draft| draft.hashes.clear(), Verdict::Path),
];

/// What it covers, and the signature itself.
pub(crate) const ALTERED_CHECKPOINTS: &[Alteration] = &[
    ("origin", |draft| draft.restate(flip_origin), Verdict::Signature),
    ("size one more", |draft| draft.restate(|checkpoint| checkpoint.size += 1), Verdict::Signature),
    ("last bit of the size", |draft| draft.restate(|checkpoint| checkpoint.size ^= 1), Verdict::Signature),
    ("root", |draft| draft.restate(flip_root), Verdict::Signature),
    ("key id", |draft| draft.note = with_signature_bit(&draft.note, 0), Verdict::Signature),
    (
        "first half of the signature",
        |draft| draft.note = with_signature_bit(&draft.note, 4 * 8),
        Verdict::Signature,
    ),
    (
        "second half of the signature",
        |draft| draft.note = with_signature_bit(&draft.note, 36 * 8),
        Verdict::Signature,
    ),
    (
        "last bit of the signature",
        |draft| draft.note = with_signature_bit(&draft.note, 68 * 8 - 1),
        Verdict::Signature,
    ),
];

impl Draft {
    pub(crate) fn of(receipt: &ReceiptFiles) -> (Self, Keys) {
        let proof = TlogProof::parse(&receipt.tlog_proof).unwrap();
        let draft = Self {
            leaf: receipt.entry.clone(),
            index: proof.proof().index(),
            hashes: proof.proof().hashes().to_vec(),
            note: proof.checkpoint().note().to_bytes(),
        };
        assert_eq!(draft.file(), receipt.tlog_proof);
        let log = world().log(&proof.checkpoint().checkpoint().origin);
        (draft, vec![log.signer()])
    }

    /// The proof of the last entry when the log had this size.
    pub(crate) fn last(log: &Log, size: usize) -> Self {
        let index = size as u64 - 1;
        let hashes = log.tree(size).prove(index).unwrap().hashes().to_vec();
        Self { leaf: log.leaves[size - 1].clone(), index, hashes, note: sign(&log.checkpoint(size)) }
    }

    pub(crate) fn changed(&self, change: fn(&mut Self)) -> Self {
        let mut changed = self.clone();
        change(&mut changed);
        changed
    }

    pub(crate) fn resized(&self, by: u64) -> Self {
        let mut checkpoint = self.checkpoint();
        checkpoint.size = checkpoint.size.wrapping_add(by);
        Self { note: sign(&checkpoint), ..self.clone() }
    }

    /// The node above the leaf as if it were a leaf of a smaller tree.
    pub(crate) fn parent(&self) -> Self {
        let mut checkpoint = self.checkpoint();
        checkpoint.size = checkpoint.size.div_ceil(2);
        let own = *leaf_hash(&self.leaf).as_bytes();
        let pair = if self.index.is_multiple_of(2) { [own, self.hashes[0]] } else { [self.hashes[0], own] };
        let hashes = self.hashes[1..].to_vec();
        Self { leaf: pair.concat(), index: self.index / 2, hashes, note: sign(&checkpoint) }
    }

    pub(crate) fn checkpoint(&self) -> Checkpoint {
        checkpoint_of(&self.note)
    }

    /// Changes the checkpoint under its old signature.
    pub(crate) fn restate(&mut self, change: fn(&mut Checkpoint)) {
        let mut checkpoint = self.checkpoint();
        change(&mut checkpoint);
        let note = String::from_utf8(self.note.clone()).unwrap();
        let (_, signatures) = note.split_once("\n\n").unwrap();
        self.note = format!("{}\n{signatures}", checkpoint.text()).into();
    }

    pub(crate) fn file(&self) -> Vec<u8> {
        let hashes: String = self.hashes.iter().map(|hash| STANDARD.encode(hash) + "\n").collect();
        let head = format!("c2sp.org/tlog-proof@v1\nindex {}\n{hashes}\n", self.index);
        [head.as_bytes(), &self.note].concat()
    }

    pub(crate) fn subject(&self) -> Subject {
        Subject::Proof { leaf: self.leaf.clone(), file: self.file() }
    }
}

/// A consistency proof, to be altered; a liar signs both checkpoints.
#[derive(Clone)]
pub(crate) struct Growth {
    pub(crate) old: Checkpoint,
    pub(crate) new: Checkpoint,
    pub(crate) hashes: Vec<[u8; 32]>,
}

pub(crate) const GROWTH_ALTERATIONS: &[Named<Growth>] = &[
    ("old root", |growth| flip_root(&mut growth.old)),
    ("new root", |growth| flip_root(&mut growth.new)),
    ("hash too many", |growth| growth.hashes.push([0; 32])),
    ("hash too few", |growth| growth.hashes.truncate(growth.hashes.len() - 1)),
    ("old and new swapped", |growth| std::mem::swap(&mut growth.old, &mut growth.new)),
];

impl Growth {
    pub(crate) fn new(log: &Log, size: usize) -> Self {
        let (old, new) = (log.checkpoint(size), log.checkpoint(log.leaves.len()));
        Self { hashes: consistency(log, old.size, new.size), old, new }
    }

    /// The new tree has another first entry.
    pub(crate) fn forked(&self, log: &Log) -> Self {
        let mut leaves = log.leaves.clone();
        leaves[0] = flipped(&leaves[0], 60);
        let fork = Log { identity: log.identity.clone(), leaves, checkpoints: Vec::new() };
        let (new, hashes) =
            (fork.checkpoint(fork.leaves.len()), consistency(&fork, self.old.size, self.new.size));
        Self { old: self.old.clone(), new, hashes }
    }

    pub(crate) fn subject(&self) -> Subject {
        Subject::Tree { old: sign(&self.old), new: sign(&self.new), hashes: self.hashes.clone() }
    }
}

pub(crate) fn consistency(log: &Log, old: u64, new: u64) -> Vec<[u8; 32]> {
    log.tree(usize::try_from(new).unwrap()).prove_consistency(old).unwrap().hashes().to_vec()
}

pub(crate) fn checkpoint_of(note: &[u8]) -> Checkpoint {
    Checkpoint::parse(SignedNote::parse(note).unwrap().text()).unwrap()
}

/// The liar's checkpoint note.
pub(crate) fn sign(checkpoint: &Checkpoint) -> Vec<u8> {
    let signature = checkpoint.sign(&liar());
    checkpoint.with_signature(&liar().public(), signature).unwrap().note().to_bytes()
}

fn leaf_at(index: u64) -> Vec<u8> {
    world().longest().leaves[usize::try_from(index).unwrap()].clone()
}

/// A note whose text or signature was touched by somebody without a key.
pub(crate) fn altered_notes(note: &[u8]) -> Vec<(String, Vec<u8>)> {
    let text = String::from_utf8(note.to_vec()).unwrap();
    let (body, signatures) = text.split_once("\n\n").unwrap();
    let mut altered = Vec::new();
    for (number, line) in body.lines().enumerate() {
        // The last symbol of a line in hexadecimal or base64, or of a name or number: another of its kind.
        let end = line.trim_end_matches('=');
        let (rest, last) = end.split_at(end.len() - 1);
        let other = if last == "1" { "2" } else { "1" };
        let changed = body.replacen(line, &line.replacen(end, &format!("{rest}{other}"), 1), 1);
        if !line.ends_with('=') {
            altered.push((format!("line {}", number + 1), format!("{changed}\n\n{signatures}").into()));
        }
    }
    let lines = signatures.lines().count();
    for (what, bit) in [("key id", 0), ("signature's first bit", 4 * 8), ("signature's last bit", 68 * 8 - 1)]
    {
        altered.push((what.to_owned(), with_signature_bit(note, bit)));
    }
    if lines > 1 {
        let first = signatures.lines().next().unwrap();
        let only = |lines: String| format!("{body}\n\n{lines}").into_bytes();
        altered.push(("one signature of several".to_owned(), only(format!("{first}\n"))));
        altered.push(("one signature twice".to_owned(), only(format!("{first}\n").repeat(lines))));
    }
    altered
}

/// Flips a bit of `key id || signature` of the first signature line.
fn with_signature_bit(note: &[u8], bit: usize) -> Vec<u8> {
    let text = String::from_utf8(note.to_vec()).unwrap();
    let line = text.lines().find(|line| line.starts_with('\u{2014}')).unwrap();
    let (name, signature) = line.rsplit_once(' ').unwrap();
    let altered = STANDARD.encode(flipped(&STANDARD.decode(signature).unwrap(), bit));
    text.replacen(line, &format!("{name} {altered}"), 1).into()
}

pub(crate) fn flip_root(checkpoint: &mut Checkpoint) {
    let root = flipped(checkpoint.root.as_bytes(), 255);
    checkpoint.root = RootHash::new(root.try_into().unwrap());
}

fn flip_origin(checkpoint: &mut Checkpoint) {
    let origin = flipped(checkpoint.origin.as_str().as_bytes(), 7);
    checkpoint.origin = String::from_utf8(origin).unwrap().parse().unwrap();
}

pub(crate) fn flip_hex(text: &str) -> String {
    hex::encode(flipped(&hex::decode(text).unwrap(), 0))
}

/// A copy with one bit changed, counted from the most significant of the first byte.
pub(crate) fn flipped(bytes: &[u8], bit: usize) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    bytes[bit / 8] ^= 0x80 >> (bit % 8);
    bytes
}
