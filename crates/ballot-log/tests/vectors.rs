//! The committed `fixtures/vectors/log.json`: what it says is what this crate reads, makes and accepts.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test fails by panicking")]

use ballot_log::merkle::{ConsistencyProof, InclusionProof, LeafHash, RootHash, Tree};
use ballot_log::{
    Body, BundleReader, ChainState, LogBuilder, LogHeader, LogIdentity, Receipt, SignedCheckpoint,
    SignedEntry, TlogProof, VerifiedEntry,
};
use election::{BallotCode, SecretKey, verifier_key};
use serde_json::Value;

const FILE: &[u8] = include_bytes!("../../../fixtures/vectors/log.json");

fn file() -> Value {
    serde_json::from_slice(FILE).unwrap()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

fn bytes(value: &Value) -> Vec<u8> {
    hex::decode(text(value)).unwrap()
}

fn hash(value: &Value) -> [u8; 32] {
    bytes(value).try_into().unwrap()
}

fn hashes(value: &Value) -> Vec<[u8; 32]> {
    value.as_array().unwrap().iter().map(hash).collect()
}

fn from<T: serde::de::DeserializeOwned>(value: &Value) -> T {
    serde_json::from_value(value.clone()).unwrap()
}

fn identity(file: &Value) -> LogIdentity {
    let identity = &file["identity"];
    LogIdentity {
        election: from(&identity["election"]),
        mode: from(&identity["mode"]),
        time_zone: from(&identity["time_zone"]),
        booth: from(&serde_json::json!({
            "village": identity["village"], "tps": identity["tps"], "booth": identity["booth"]
        })),
        key: from(&identity["key"]),
        registered: from(&identity["registered"]),
        origin: from(&identity["origin"]),
    }
}

fn verified(file: &Value) -> Vec<VerifiedEntry> {
    let log = identity(file);
    let read = |entry: &Value| SignedEntry::from_record_bytes(&bytes(&entry["record"])).unwrap();
    file["entries"].as_array().unwrap().iter().map(|entry| read(entry).verify(&log).unwrap()).collect()
}

#[test]
fn the_identity_is_derived_as_written() {
    let file = file();
    let (log, identity) = (identity(&file), &file["identity"]);
    assert_eq!(log.start().to_string(), text(&identity["start"]));
    assert_eq!(verifier_key(&log.origin, &log.key), text(&identity["verifier_key"]));
    assert_eq!(LogHeader::of(&log).to_bytes(), bytes(&identity["header"]));
    assert_eq!(SecretKey::from_bytes(&hash(&identity["secret"])).public(), log.key);
}

#[test]
fn the_entries_are_accepted_with_all_their_parts() {
    let file = file();
    let (log, mut chain) = (identity(&file), ChainState::new(identity(&file)));
    for (entry, written) in verified(&file).iter().zip(file["entries"].as_array().unwrap()) {
        assert_eq!(entry.entry().kind().name(), text(&written["kind"]));
        assert_eq!(entry.entry().position(), written["position"].as_u64().unwrap());
        assert_eq!(entry.entry().previous().to_string(), text(&written["previous"]));
        assert_eq!(entry.entry().to_bytes(), bytes(&written["entry"]));
        assert_eq!(entry.hash().to_string(), text(&written["hash"]));
        assert_eq!(entry.record().signature().as_bytes().to_vec(), bytes(&written["signature"]));
        let body = entry.entry().body_bytes();
        assert!(body == text(&written["body"]).as_bytes() || hex::encode(body) == text(&written["body"]));
        chain.push(entry).unwrap();
        assert_eq!(chain.root().to_string(), text(&written["root"]));
        if let Some(note) = written.get("checkpoint") {
            let note = SignedCheckpoint::parse(text(note).as_bytes()).unwrap().verify(&log, &[]).unwrap();
            assert_eq!(note.checkpoint(), &chain.checkpoint());
        }
        if let Some(receipt) = written.get("receipt") {
            let code: BallotCode = from(&written["code"]);
            let receipt = Receipt::parse(text(receipt).as_bytes()).unwrap();
            assert_eq!(receipt.verify(&log), Ok(()));
            assert_eq!(Receipt::of(&log, &code, entry), Some(receipt));
            assert_eq!(entry.check_receipt(&code), Ok(()));
        }
    }
    let kinds: Vec<&str> = verified(&file).iter().map(|entry| entry.entry().kind().name()).collect();
    assert_eq!(kinds, ["opened", "cast", "cast", "challenged", "cancelled", "event", "closed"]);
}

#[test]
fn the_builder_makes_the_same_bytes() {
    let file = file();
    let key = SecretKey::from_bytes(&hash(&file["identity"]["secret"]));
    let mut builder = LogBuilder::new(identity(&file), key).unwrap();
    for (entry, written) in verified(&file).iter().zip(file["entries"].as_array().unwrap()) {
        let prepared = match entry.entry().body().unwrap() {
            Body::Cast(ballot) => builder.prepare_cast(&ballot, &from(&written["code"])).unwrap(),
            body => builder.prepare(&body).unwrap(),
        };
        assert_eq!(builder.commit(prepared).unwrap().to_record_bytes(), bytes(&written["record"]));
    }
}

#[test]
fn the_proofs_hold() {
    let file = file();
    let (log, entries, proofs) = (identity(&file), verified(&file), &file["proofs"]);
    let tree = Tree::new(entries.iter().map(|entry| LeafHash::from(entry.hash()))).unwrap();
    let (index, size) = (proofs["index"].as_u64().unwrap(), proofs["size"].as_u64().unwrap());
    let leaf = entries[usize::try_from(index).unwrap()].entry().to_bytes();
    let proof = InclusionProof::new(index, size, hashes(&proofs["inclusion"])).unwrap();
    assert_eq!(proof.verify(&leaf, &tree.root()), Ok(()));
    assert_eq!(tree.prove(index), Ok(proof));
    let file_text = text(&proofs["tlog_proof"]);
    let read = TlogProof::parse(file_text.as_bytes()).unwrap();
    assert_eq!(read.to_bytes(), file_text.as_bytes());
    assert_eq!(read.verify(&leaf, &log).unwrap().checkpoint().root, tree.root());
    let older = proofs["older"].as_u64().unwrap();
    let before = RootHash::new(hash(&file["entries"][usize::try_from(older).unwrap() - 1]["root"]));
    let proof = ConsistencyProof::new(older, size, hashes(&proofs["consistency"])).unwrap();
    assert_eq!(proof.verify(&before, &tree.root()), Ok(()));
}

#[test]
fn the_bundle_holds_the_entries() {
    let file = file();
    let bundle = bytes(&file["bundle"]);
    let reader = BundleReader::new(bundle.as_slice()).unwrap();
    assert!(reader.header().log.matches(&identity(&file)));
    let entries: Vec<SignedEntry> = reader.collect::<Result<_, _>>().unwrap();
    assert_eq!(entries, verified(&file).iter().map(|entry| entry.record().clone()).collect::<Vec<_>>());
}
