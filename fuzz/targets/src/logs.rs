//! The log as bytes: entries, records, bundles, pieces of broken media, checkpoints, receipts, proofs.

use std::collections::BTreeSet;
use std::io::Read;

use ballot_log::merkle::{ConsistencyProof, InclusionProof, RootHash, Tree, leaf_hash};
use ballot_log::mirror::{self, FRAME, Frame};
use ballot_log::{
    Body, BundleReader, BundleWriter, ChainState, Checkpoint, Entry, Kind, LogHeader, Receipt, RecordSearch,
    SignedCheckpoint, SignedEntry, TlogProof,
};
use tally::Message;

use crate::script::{Script, bent_log};
use crate::texts::{tampered, told};
use crate::world::{World, world};

/// An entry and its body (spec 6.1, 6.2).
pub fn entry(data: &[u8]) {
    match Entry::parse(data) {
        Ok(entry) => {
            assert_eq!(entry.to_bytes(), data, "an entry has one form");
            assert_eq!(entry.hash().as_bytes(), leaf_hash(data).as_bytes());
            if let Ok(body) = entry.body() {
                one_form(entry.kind(), &body, entry.body_bytes());
            }
        }
        Err(error) => told(&error, &Message::from(error).indonesian),
    }
}

/// Seeds of [`entry`].
#[must_use]
pub fn entries() -> Vec<Vec<u8>> {
    some_of_each_kind().iter().map(|record| record.entry().to_bytes()).collect()
}

/// The body of an entry of every kind (spec 6.2).
pub fn body(data: &[u8]) {
    for kind in [Kind::Opened, Kind::Cast, Kind::Challenged, Kind::Cancelled, Kind::Event, Kind::Closed] {
        match Body::parse(kind, data) {
            Ok(body) => one_form(kind, &body, data),
            Err(error) => assert!(!error.to_string().is_empty()),
        }
    }
}

fn one_form(kind: Kind, body: &Body, bytes: &[u8]) {
    assert_eq!(body.kind(), kind);
    assert_eq!(body.to_bytes().as_deref(), Ok(bytes), "a body has one form");
    if let Body::Closed(closed) = body {
        let counts = closed.counts;
        for booth in &world().booths {
            let _differs = ballot_log::accounting(closed, booth.identity.registered);
        }
        assert!(!counts.to_string().is_empty());
    }
}

/// Seeds of [`body`].
#[must_use]
pub fn bodies() -> Vec<Vec<u8>> {
    some_of_each_kind().iter().map(|record| record.entry().body_bytes().to_vec()).collect()
}

/// At most three records of every kind.
fn some_of_each_kind() -> Vec<SignedEntry> {
    let mut found: Vec<SignedEntry> = Vec::new();
    for record in world().booths.iter().flat_map(|booth| &booth.records) {
        if found.iter().filter(|other| other.entry().kind() == record.entry().kind()).count() < 3 {
            found.push(record.clone());
        }
    }
    found
}

/// A record with its signatures (spec 6.5).
pub fn record(data: &[u8]) {
    match SignedEntry::from_record_bytes(data) {
        Ok(record) => {
            assert_eq!(record.to_record_bytes(), data, "a record has one form");
            assert_eq!(SignedEntry::at_start_of(&[data, b"more"].concat()), Ok(record.clone()));
            for booth in &world().booths {
                let mine = booth.records.iter().any(|own| own.entry() == record.entry());
                let Ok(verified) = record.clone().verify(&booth.identity) else { continue };
                assert!(mine, "an entry that the booth has not signed");
                assert_eq!(verified.to_record_bytes(), data);
            }
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

/// Seeds of [`record`].
#[must_use]
pub fn records() -> Vec<Vec<u8>> {
    some_of_each_kind().iter().map(SignedEntry::to_record_bytes).collect()
}

/// A bundle (spec 6.5).
pub fn bundle(data: &[u8]) {
    let mut reader = match BundleReader::new(data) {
        Ok(reader) => reader,
        Err(error) => return told(&error, &Message::from(error.clone()).indonesian),
    };
    let mut writer = BundleWriter::new(reader.header().log.clone());
    let mut whole = true;
    while let Some(item) = reader.next() {
        assert!(reader.offset() <= u64::try_from(data.len()).unwrap());
        match item {
            Ok(record) => whole &= writer.push(&record).is_ok(),
            Err(error) => {
                whole = false;
                told(&error, &Message::from(error.clone()).indonesian);
            }
        }
    }
    if whole {
        assert_eq!(writer.finish(), data, "a bundle has one form");
    }
}

/// Seeds of [`bundle`].
#[must_use]
pub fn bundles() -> Vec<Vec<u8>> {
    let own = world().booths.iter().map(|booth| booth.bundle.clone());
    own.chain(tampered(".plkb").into_iter().filter(|bundle| bundle.len() < 6_000)).collect()
}

/// The header of a stored log (spec 6.5).
pub fn log_header(data: &[u8]) {
    match LogHeader::parse(data) {
        Ok(header) => assert_eq!(header.to_bytes(), data, "a header has one form"),
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

/// Seeds of [`log_header`].
#[must_use]
pub fn log_headers() -> Vec<Vec<u8>> {
    world().booths.iter().map(|booth| LogHeader::of(&booth.identity).to_bytes()).collect()
}

/// Records in junk (spec 6.5): each lies there as it is handed out, whichever way the bytes come in.
pub fn fragments(data: &[u8]) {
    let found: Vec<SignedEntry> = RecordSearch::new(data).map(Result::unwrap).collect();
    let mut from = 0;
    for record in &found {
        let bytes = record.to_record_bytes();
        let at = data[from..].windows(bytes.len()).position(|window| window == bytes);
        from += at.expect("what was found is there, in order") + 1;
    }
    let by_bytes: Vec<SignedEntry> = RecordSearch::new(Drops(data)).map(Result::unwrap).collect();
    assert!(found == by_bytes, "it matters how the bytes come in");
}

/// Hands out three bytes at a time.
struct Drops<'a>(&'a [u8]);

impl Read for Drops<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = buffer.len().min(3);
        self.0.read(&mut buffer[..count])
    }
}

/// Seeds of [`fragments`].
#[must_use]
pub fn pieces() -> Vec<Vec<u8>> {
    let all = some_of_each_kind();
    let junk =
        |record: &SignedEntry| [b"PLK1 junk P".as_slice(), &record.to_record_bytes(), &[0; 40]].concat();
    let two = all.chunks(2).map(|two| two.iter().flat_map(junk).collect());
    two.chain([world().booths[0].bundle[1_500..5_000].to_vec()]).collect()
}

/// Frames of a mirror, one after the other, the first as its header too (spec 6.6).
pub fn mirror_frames(data: &[u8]) {
    for chunk in data.chunks(FRAME) {
        let mut frame: Frame = [0; FRAME];
        frame[..chunk.len()].copy_from_slice(chunk);
        if let Ok(header) = mirror::decode_header(&frame) {
            assert_eq!(mirror::encode_header(&header), frame, "a header's frame has one form");
        }
        match mirror::decode_frame(&frame) {
            Ok(Some(record)) => assert_eq!(mirror::encode_frame(&record), frame, "a frame has one form"),
            Ok(None) => assert_eq!(frame, [0; FRAME]),
            Err(error) => told(&error, &Message::from(error).indonesian),
        }
    }
}

/// Seeds of [`mirror_frames`]: frames without the zeros at their end.
#[must_use]
pub fn frames() -> Vec<Vec<u8>> {
    let cut = |frame: &Frame| {
        let end = frame.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1);
        frame[..end].to_vec()
    };
    let header = mirror::encode_header(&LogHeader::of(&world().booths[0].identity));
    let records = some_of_each_kind();
    records.iter().map(mirror::encode_frame).chain([header]).map(|frame| cut(&frame)).collect()
}

/// A booth's log after a script of dishonest deeds, signed with its key: it is a chain or is refused, and what was
/// accepted hangs together (spec 6.3, 7, 8.2).
pub fn chain(data: &[u8]) {
    let world: &World = world();
    let mut script = Script::new(data);
    let booth = &world.booths[usize::from(script.byte()) % world.booths.len()];
    let records = bent_log(world, booth, &mut script);
    let mut state = ChainState::new(booth.identity.clone());
    let mut leaves = Vec::new();
    for record in records {
        let Ok(verified) = record.verify(&booth.identity) else { continue };
        if let Some(code) = booth.station.code_of(verified.entry().body_bytes()) {
            let _receipt = verified.check_receipt(&code);
        }
        let before = (state.size(), state.head(), state.root());
        match state.push(&verified) {
            Ok(()) => {
                leaves.push(verified.hash().into());
                assert_eq!((state.size(), state.head()), (before.0 + 1, verified.hash()));
                assert!(verified.entry().body().is_ok());
            }
            Err(error) => {
                told(&error, &Message::from(error.clone()).indonesian);
                assert_eq!(
                    (state.size(), state.head(), state.root()),
                    before,
                    "refused, yet it left a trace"
                );
            }
        }
    }
    match Tree::new(leaves) {
        Ok(tree) => assert_eq!(tree.root(), state.root()),
        Err(_) => assert_eq!(state.size(), 0),
    }
    assert_eq!(Checkpoint::parse(&state.checkpoint().text()), Ok(state.checkpoint()));
}

/// Seeds of [`chain`].
#[must_use]
pub fn scripts() -> Vec<Vec<u8>> {
    (0..4)
        .chain(0..4)
        .zip(0_u8..)
        .map(|(booth, act)| vec![booth, 1, act, 3, 0, 0x20, 4, 1, act + 7, 5, 2])
        .chain([
            vec![0],
            vec![1, 0, 0, 0],
            vec![2, 1, 12, 2, 1, 5, b'"', b',', 1, 4, 2],
            b"\x00\x01\x04\x04\x00\x02\x04abcd\x04\x01\x0d\x03\x01\x0c\x05\x00\x07".to_vec(),
        ])
        .collect()
}

/// A checkpoint and its note (spec 7.2).
pub fn checkpoint(data: &[u8]) {
    if let Ok(text) = std::str::from_utf8(data)
        && let Ok(checkpoint) = Checkpoint::parse(text)
    {
        assert_eq!(checkpoint.text(), text, "a checkpoint has one form");
    }
    match SignedCheckpoint::parse(data) {
        Ok(signed) => {
            assert_eq!(signed.note().to_bytes(), data);
            for booth in &world().booths {
                let people: Vec<_> = world().people.iter().map(|(name, key)| (name, key.public())).collect();
                let people: Vec<_> = people.iter().map(|(name, key)| (*name, key)).collect();
                let Ok(verified) = signed.verify(&booth.identity, &people) else { continue };
                assert_eq!(verified.checkpoint(), signed.checkpoint());
                assert!(verified.signers().count() >= 1);
            }
        }
        Err(error) => told(&error, &Message::from(error.clone()).indonesian),
    }
}

/// Seeds of [`checkpoint`].
#[must_use]
pub fn checkpoints() -> Vec<Vec<u8>> {
    let mut seeds = world().inputs_at("checkpoints/");
    seeds.push(world().record["election.checkpoint"].clone());
    seeds
}

/// A receipt as a file and as the text of its QR code (spec 6.8, 6.10).
pub fn receipt(data: &[u8]) {
    let mut read = Vec::new();
    match Receipt::parse(data) {
        Ok(receipt) => {
            assert_eq!(receipt.to_bytes(), data, "a receipt has one form");
            read.push(receipt);
        }
        Err(error) => told(&error, &Message::from(error.clone()).indonesian),
    }
    if let Ok(text) = std::str::from_utf8(data)
        && let Ok(receipt) = Receipt::from_qr(text)
    {
        assert_eq!(receipt.to_qr(), text, "a receipt's QR code has one form");
        read.push(receipt);
    }
    for receipt in read {
        assert_eq!(Receipt::from_qr(&receipt.to_qr()).as_ref(), Ok(&receipt));
        assert_eq!(Receipt::parse(&receipt.to_bytes()).as_ref(), Ok(&receipt));
        for booth in &world().booths {
            let signed = receipt.verify(&booth.identity).is_ok();
            let known = booth.records.iter().any(|record| record.entry().hash() == receipt.entry);
            assert!(known || !signed, "a receipt that the booth has not signed");
        }
    }
}

/// Seeds of [`receipt`].
#[must_use]
pub fn receipts() -> Vec<Vec<u8>> {
    let files = world().inputs_at("receipts/");
    let texts = files.iter().map(|file| Receipt::parse(file).unwrap().to_qr().into_bytes());
    texts.chain(files.iter().cloned()).collect()
}

/// A proof after C2SP tlog-proof (spec 7.5).
pub fn tlog_proof(data: &[u8]) {
    match TlogProof::parse(data) {
        Ok(proof) => {
            assert_eq!(proof.to_bytes(), data, "a proof has one form");
            for booth in &world().booths {
                let entry = booth.records[1].entry().to_bytes();
                let _proved = proof.verify(&entry, &booth.identity);
            }
        }
        Err(error) => told(&error, &Message::from(error.clone()).indonesian),
    }
}

/// Seeds of [`tlog_proof`].
#[must_use]
pub fn tlog_proofs() -> Vec<Vec<u8>> {
    let seeds = world().booths.iter().map(|booth| {
        let tree = Tree::new(booth.records.iter().map(|record| record.entry().hash().into())).unwrap();
        let closed = booth.records.last().and_then(|record| record.checkpoint()).copied().unwrap();
        let checkpoint =
            Checkpoint { origin: booth.identity.origin.clone(), size: tree.size(), root: tree.root() };
        let note = checkpoint.with_signature(&booth.identity.key, closed).unwrap();
        TlogProof::new(tree.prove(1).unwrap(), note).unwrap().to_bytes()
    });
    let mut seeds: Vec<Vec<u8>> = seeds.collect();
    let text = String::from_utf8(seeds[0].clone()).unwrap();
    seeds.push(text.replacen("index ", "extra AAECAw==\nindex ", 1).into_bytes());
    seeds
}

/// Paths through trees of any size (spec 7.1): two numbers, then hashes.
pub fn merkle(data: &[u8]) {
    let Some((numbers, rest)) = data.split_first_chunk::<16>() else { return };
    let (first, second) = numbers.split_at(8);
    let number = |bytes: &[u8]| bytes.iter().fold(0, |number, byte| number << 8 | u64::from(*byte));
    let (one, two) = (number(first), number(second));
    let hashes: Vec<[u8; 32]> = rest.as_chunks::<32>().0.to_vec();
    let leaf = b"leaf";
    if let Ok(proof) = InclusionProof::new(one, two, hashes.clone())
        && let Ok(root) = proof.root_over(leaf)
    {
        assert_eq!(proof.verify(leaf, &root), Ok(()));
        assert!(proof.verify(b"another", &root).is_err());
    }
    if let Ok(proof) = ConsistencyProof::new(one, two, hashes) {
        let root = |byte| RootHash::new([byte; 32]);
        let _holds = proof.verify(&root(1), &root(2));
    }
    small_tree(one % 70, two % 70);
}

/// What a tree proves of itself holds.
fn small_tree(one: u64, two: u64) {
    let tree = |size: u64| Tree::new((0..size).map(|leaf| leaf_hash(&leaf.to_be_bytes()))).unwrap();
    // There is no tree without leaves.
    let (old, new) = (1 + one.min(two), 1 + one.max(two));
    let (smaller, larger) = (tree(old), tree(new));
    match larger.prove(old) {
        Ok(proof) => assert_eq!(proof.verify(&old.to_be_bytes(), &larger.root()), Ok(())),
        Err(_) => assert!(old >= new),
    }
    match larger.prove_consistency(old) {
        Ok(proof) => assert_eq!(proof.verify(&smaller.root(), &larger.root()), Ok(())),
        Err(error) => panic!("{old} of {new}: {error}"),
    }
}

/// Seeds of [`merkle`].
#[must_use]
pub fn paths() -> Vec<Vec<u8>> {
    let of = |one: u64, two: u64, hashes: usize| {
        [one.to_be_bytes().as_slice(), &two.to_be_bytes(), &vec![7; 32 * hashes]].concat()
    };
    let large = 1 << 53;
    let distinct: BTreeSet<Vec<u8>> = [
        of(0, 1, 0),
        of(2, 5, 3),
        of(4, 5, 1),
        of(3, 7, 4),
        of(6, 8, 3),
        of(0, large, 53),
        of(large - 1, large, 53),
        of(u64::MAX - 1, u64::MAX, 63),
        of(1, u64::MAX, 64),
    ]
    .into();
    distinct.into_iter().collect()
}
