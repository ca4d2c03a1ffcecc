//! The C2SP formats, by a worked example and by another implementation reading what this one writes.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test fails by panicking")]

mod common;

use ballot_log::merkle::{InclusionProof, ProofError, RootHash, Tree, leaf_hash};
use ballot_log::{Checkpoint, CheckpointError, LogIdentity, SignedCheckpoint, TlogProof, TlogProofError};
use common::{key, log};
use election::{KeyName, NoteError, SecretKey, verifier_key};
use signed_note::{Note, StandardVerifier, VerifierList};

/// C2SP signed-note, tlog-checkpoint and tlog-proof v1 (C2SP/C2SP commit 5ba5ee8), worked out for the seven leaves
/// "leaf 0" to "leaf 6" with the keys of RFC 8032 section 7.1, test 1 (log) and test 2 (witness, a C2SP cosignature of
/// type 0x04, which is passed on unread). Accepted by golang.org/x/mod/sumdb and by tlog-scales 0.0.3.
const PROOF: &str = "c2sp.org/tlog-proof@v1
index 3
qze6NNHf4pAV3nF6bVdkqPsCnDp6D1tkuTtUNRiFv3w=
/F9riP+FVPdbsvnm85wxsZNtRLaSdu33sSBalVuXYeM=
AVcbVXvHBnJlDUZ8e62DN+CafzVKcgUfI7Q6eCwPSOY=

pilkades.example/3204102001/tps-001/booth-01
7
WmH8K1T5z6cXdPJDIUPdQMbLKxGUf69lp9PaXLZRmcg=

\u{2014} pilkades.example/3204102001/tps-001/booth-01 CjNajUNykFf0GM1cObQYM/x9EeNs7364r8jsHyHRBxORKzDfjZgQ6WyrMkF/KtWR0GvS2cPE/N5adKeFI+D96lW6oQ8=
\u{2014} saksi.example/calon-02 ZH+ASgAAAABrApLwJ4X96HjEVLuRVgjiTDP5t86OllO1WET57a2LvpfP3TVBzazNCUDWrwmYiUAdmH2wgcHe/sFvrAoGEnGloKrADg==
";
const LOG_KEY: &str =
    "pilkades.example/3204102001/tps-001/booth-01+0a335a8d+AddamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea";
const EMPTY_ROOT: &str = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
const EMPTY_SIGNATURE: &str =
    "CjNajfFiXt+jrm0LWgUJ5ogumTs4Fp6sSsO4QOQ3UZNcgXXpNTMz0VlEchXeOBUwll5PA3buGWpiuf3XTLwv+JDQuw0=";

/// RFC 8032 section 7.1, test 1.
fn rfc8032_key() -> SecretKey {
    let seed = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";
    SecretKey::from_bytes(&hex::decode(seed).unwrap().try_into().unwrap())
}

fn example_log() -> LogIdentity {
    let origin = "pilkades.example/3204102001/tps-001/booth-01".parse().unwrap();
    LogIdentity { origin, key: rfc8032_key().public(), ..log() }
}

fn example_tree() -> Tree {
    Tree::new((0..7).map(|i| leaf_hash(format!("leaf {i}").as_bytes()))).unwrap()
}

fn example_checkpoint() -> Checkpoint {
    let tree = example_tree();
    Checkpoint { origin: example_log().origin, size: tree.size(), root: tree.root() }
}

fn signed(checkpoint: &Checkpoint, key: &SecretKey) -> SignedCheckpoint {
    checkpoint.with_signature(&key.public(), checkpoint.sign(key)).unwrap()
}

#[test]
fn the_worked_example_is_reproduced_byte_by_byte() {
    let key = rfc8032_key();
    assert_eq!(verifier_key(&example_log().origin, &key.public()), LOG_KEY);
    let proof = example_tree().prove(3).unwrap();
    let made = TlogProof::new(proof, signed(&example_checkpoint(), &key)).unwrap().to_bytes();
    // The example also has a witness's line; the rest must be what we write.
    let without_witness = PROOF.split("\u{2014} saksi").next().unwrap();
    assert_eq!(String::from_utf8(made).unwrap(), without_witness);
    let read = TlogProof::parse(PROOF.as_bytes()).unwrap();
    assert_eq!(read.to_bytes(), PROOF.as_bytes());
    let checkpoint = read.verify(b"leaf 3", &example_log()).unwrap();
    assert_eq!(checkpoint.checkpoint(), &example_checkpoint());
    assert_eq!(checkpoint.signers().collect::<Vec<_>>(), [&example_log().origin]);
}

#[test]
fn the_empty_log_of_the_example_is_reproduced() {
    let root = ballot_log::merkle::CompactRange::new().root();
    assert_eq!(root.to_base64(), EMPTY_ROOT);
    let checkpoint = Checkpoint { size: 0, root, ..example_checkpoint() };
    let note = signed(&checkpoint, &rfc8032_key()).note().to_bytes();
    assert!(String::from_utf8(note).unwrap().ends_with(&format!("{EMPTY_SIGNATURE}\n")));
}

#[test]
fn another_implementation_reads_our_checkpoints() {
    let key = key(1);
    let root = example_tree().root();
    let checkpoint = Checkpoint { origin: log().origin, size: 7, root };
    let bytes = signed(&checkpoint, &key).note().to_bytes();
    let note = Note::from_bytes(&bytes).unwrap();
    let verifier = StandardVerifier::new(&verifier_key(&log().origin, &key.public())).unwrap();
    let (verified, unknown) = note.verify(&VerifierList::new(vec![Box::new(verifier)])).unwrap();
    assert_eq!((verified.len(), unknown.len()), (1, 0));
    let other = tlog_tiles::Checkpoint::from_bytes(note.text()).unwrap();
    assert_eq!(other.origin(), log().origin.as_str());
    assert_eq!((other.size(), other.hash().0), (7, *root.as_bytes()));
    assert_eq!(other.to_bytes(), checkpoint.text().as_bytes());
}

#[test]
fn a_checkpoint_has_three_lines_of_one_form() {
    let good = example_checkpoint().text();
    assert_eq!(Checkpoint::parse(&good), Ok(example_checkpoint()));
    let root = example_checkpoint().root.to_base64();
    let line = |text: &str| match Checkpoint::parse(text) {
        Err(CheckpointError::Form { line, .. }) => line,
        other => panic!("{text:?}: {other:?}"),
    };
    for (wrong, at) in [
        (String::new(), 1),
        ("\n7\n".to_owned() + &root + "\n", 1),
        (good.replace("pilkades.example", "pilkades example"), 1),
        (good.replace("\n7\n", "\n07\n"), 2),
        (good.replace("\n7\n", "\n+7\n"), 2),
        (good.replace("\n7\n", "\n7 \n"), 2),
        (good.replace("\n7\n", "\n-1\n"), 2),
        (good.replace("\n7\n", "\n18446744073709551616\n"), 2),
        (good.replace("\n7\n", "\n\n"), 2),
        (good.replace(&root, "AAAA"), 3),
        (good.replace(&root, root.trim_end_matches('=')), 3),
        // The last symbol has two unused bits, which must be zero.
        (good.replace("Rmcg=", "Rmch="), 3),
        (good.trim_end().to_owned(), 3),
        (good.clone() + "extension\n", 4),
        (good.clone() + "\n", 4),
        (good.replace('\n', "\r\n"), 1),
    ] {
        assert_eq!(line(&wrong), at, "{wrong:?}");
    }
}

#[test]
fn a_checkpoint_counts_only_with_the_booths_signature() {
    let (log, checkpoint) = (example_log(), example_checkpoint());
    let good = signed(&checkpoint, &rfc8032_key());
    assert!(good.verify(&log, &[]).is_ok());
    // Another key under the booth's name is an unknown key.
    let forged = signed(&checkpoint, &key(9));
    assert_eq!(forged.verify(&log, &[]), Err(NoteError::NoKnownSignature.into()));
    // The booth's key over another text.
    let other = Checkpoint { size: 8, ..checkpoint.clone() };
    let wrong = checkpoint.with_signature(&log.key, other.sign(&rfc8032_key())).unwrap();
    let bad = NoteError::BadSignature { name: log.origin.clone() };
    assert_eq!(wrong.verify(&log, &[]), Err(bad.into()));
    // Another log's.
    let elsewhere: KeyName = "pilkades.example/elsewhere".parse().unwrap();
    let foreign = signed(&Checkpoint { origin: elsewhere.clone(), ..checkpoint.clone() }, &rfc8032_key());
    let expected = log.origin.clone();
    assert_eq!(foreign.verify(&log, &[]), Err(CheckpointError::Foreign { found: elsewhere, expected }));
    // A witness alone does not make a checkpoint.
    let (name, witness): (KeyName, _) = ("saksi.example/02".parse().unwrap(), key(7));
    let mut alone = SignedCheckpoint::parse(&forged.note().to_bytes()).unwrap();
    alone.sign(&name, &witness);
    let refused = alone.verify(&log, &[(&name, &witness.public())]);
    assert_eq!(refused, Err(NoteError::NoKnownSignature.into()));
}

#[test]
fn witnesses_sign_beside_the_booth() {
    let (log, (name, witness)) = (example_log(), ("saksi.example/02".parse::<KeyName>().unwrap(), key(7)));
    let mut note = signed(&example_checkpoint(), &rfc8032_key());
    note.sign(&name, &witness);
    note.sign(&"stranger.example".parse().unwrap(), &key(8));
    let read = SignedCheckpoint::parse(&note.note().to_bytes()).unwrap();
    let verified = read.verify(&log, &[(&name, &witness.public())]).unwrap();
    assert_eq!(verified.signers().collect::<Vec<_>>(), [&log.origin, &name]);
    assert_eq!(verified.note().signatures().len(), 2, "the stranger's line is gone");
    assert_eq!(read.verify(&log, &[]).unwrap().note().signatures().len(), 1);
    // A witness's bad signature is not passed over in silence.
    let mut wrong = note.clone();
    wrong.sign(&name, &key(8));
    assert!(wrong.verify(&log, &[(&name, &key(8).public())]).is_ok());
    let other = Checkpoint { size: 8, ..example_checkpoint() };
    let text = String::from_utf8(note.note().to_bytes()).unwrap().replacen("\n7\n", "\n8\n", 1);
    let moved = SignedCheckpoint::parse(text.as_bytes()).unwrap();
    assert_eq!(moved.checkpoint(), &other);
    assert_eq!(moved.verify(&log, &[]), Err(NoteError::BadSignature { name: log.origin.clone() }.into()));
}

#[test]
fn a_tlog_proof_has_one_form() {
    let line = |text: String| match TlogProof::parse(text.as_bytes()) {
        Err(TlogProofError::Form { line, .. }) => line,
        other => panic!("{text:?}: {other:?}"),
    };
    let hash = "qze6NNHf4pAV3nF6bVdkqPsCnDp6D1tkuTtUNRiFv3w=";
    assert_eq!(line(String::new()), 1);
    assert_eq!(line(PROOF.replace("@v1", "@v2")), 1);
    assert_eq!(line(PROOF.replace("index 3", "index 03")), 2);
    assert_eq!(line(PROOF.replace("index 3", "Index 3")), 2);
    assert_eq!(line(PROOF.replace("index 3\n", "")), 2);
    assert_eq!(line(PROOF.replace("index 3", "extra AAA\nindex 3")), 2);
    assert_eq!(line(PROOF.replace("index 3", "extra AAAA\nextra AAAA\nindex 3")), 3);
    assert_eq!(line(PROOF.replace(hash, &hash[..40])), 3);
    assert_eq!(line(PROOF.replace(hash, " ")), 3);
    assert_eq!(line(PROOF.replace("\n\n", "\n")), 1);
    assert_eq!(line("x".repeat(128 * 1024 + 1)), 1);
    let mut not_text = PROOF.as_bytes().to_vec();
    not_text[30] = 0xff;
    assert!(matches!(TlogProof::parse(&not_text), Err(TlogProofError::Form { line: 1, .. })));
    // `extra` is carried and never looked at.
    let extra = PROOF.replace("index 3", "extra AAAA\nindex 3");
    let read = TlogProof::parse(extra.as_bytes()).unwrap();
    assert_eq!(read.to_bytes(), extra.as_bytes());
    assert!(read.verify(b"leaf 3", &example_log()).is_ok());
}

#[test]
fn a_tlog_proof_proves_one_leaf_of_one_log() {
    let log = example_log();
    let read = |text: String| TlogProof::parse(text.as_bytes());
    let proof = read(PROOF.to_owned()).unwrap();
    assert_eq!(proof.verify(b"leaf 2", &log).err(), Some(ProofError::WrongRoot.into()));
    let moved = read(PROOF.replace("index 3", "index 2")).unwrap();
    assert_eq!(moved.verify(b"leaf 3", &log).err(), Some(ProofError::WrongRoot.into()));
    let beyond = read(PROOF.replace("index 3", "index 7"));
    assert_eq!(beyond, Err(ProofError::NoSuchLeaf { index: 7, size: 7 }.into()));
    let hash = "AVcbVXvHBnJlDUZ8e62DN+CafzVKcgUfI7Q6eCwPSOY=\n";
    let short = read(PROOF.replace(hash, ""));
    assert_eq!(short, Err(ProofError::Length { expected: 3, found: 2 }.into()));
    let long = read(PROOF.replace(hash, &hash.repeat(2)));
    assert_eq!(long, Err(ProofError::Length { expected: 3, found: 4 }.into()));
    let bad = CheckpointError::Note(NoteError::BadSignature { name: log.origin.clone() });
    let resized = read(PROOF.replace("\n7\n", "\n8\n")).unwrap();
    assert_eq!(resized.verify(b"leaf 3", &log).err(), Some(bad.into()));
    let stranger = LogIdentity { key: key(9).public(), ..log.clone() };
    let unknown = CheckpointError::Note(NoteError::NoKnownSignature);
    assert_eq!(proof.verify(b"leaf 3", &stranger).err(), Some(unknown.into()));
    assert!(matches!(
        proof.verify(b"leaf 3", &common::log()),
        Err(TlogProofError::Checkpoint(CheckpointError::Foreign { .. }))
    ));
    // A path and a checkpoint of different trees are not joined.
    let other = InclusionProof::new(0, 1, Vec::new()).unwrap();
    let apart = TlogProof::new(other, signed(&example_checkpoint(), &rfc8032_key()));
    assert_eq!(apart, Err(TlogProofError::OtherTree { proof: 1, checkpoint: 7 }));
    let lying = Checkpoint { root: RootHash::new([0; 32]), ..example_checkpoint() };
    let proof = TlogProof::new(example_tree().prove(3).unwrap(), signed(&lying, &rfc8032_key())).unwrap();
    assert_eq!(proof.verify(b"leaf 3", &log).err(), Some(ProofError::WrongRoot.into()));
}
