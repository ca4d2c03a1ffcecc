//! What all tests of this crate share: one booth, its key, and records put together by hand.
//!
//! [`by_hand`] transcribes spec 6.1, 6.3 and 6.5 without the crate's own writer, so that a test can forge what the
//! builder refuses to make, and so that the two are compared.
#![allow(dead_code, reason = "every test file uses its own part")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use ballot_log::{
    Body, CancelReason, Cancelled, ChainState, Challenged, Closed, Counts, Durability, Event, EventKind,
    Exchange, LaunchPart, LogBuilder, LogIdentity, Officers, Opened, SecondMedium, SignedEntry, Slips,
    SoftwareHash, Tokens, VerifiedEntry,
};
use election::definition::{TimeZone, Voters};
use election::{BallotCode, BoothId, ElectionId, EntryHash, Mode, SecretKey, Signature, TokenHash, label};

/// The booth's signing key; every number gives another.
pub(crate) fn key(number: u8) -> SecretKey {
    SecretKey::from_bytes(&[number; 32])
}

/// The log that all tests write.
pub(crate) fn log() -> LogIdentity {
    let election = ElectionId::new([0xe1; 32]);
    LogIdentity {
        election,
        mode: Mode::Resmi,
        time_zone: TimeZone::Wib,
        booth: BoothId {
            village: "1607062001".parse().unwrap(),
            tps: 3.try_into().unwrap(),
            booth: 2.try_into().unwrap(),
        },
        key: key(1).public(),
        registered: Voters { male: 200, female: 200 },
        origin: format!("dpmd.example/{election}/1607062001/3/2").parse().unwrap(),
    }
}

pub(crate) fn opened() -> Opened {
    let part = |candidate, given_by: &str, code: &str| LaunchPart {
        candidate,
        given_by: given_by.to_owned(),
        code: code.to_owned(),
    };
    let launch = vec![part(1, "Siti Aminah", "7K2QX"), part(0, "Ketua KPPS", "4D9TM3")];
    Opened {
        election: log().election,
        software: SoftwareHash::new([0x50; 32]),
        durability: Durability::Full,
        opened_at: "2026-11-22T07:00:00+07:00".parse().unwrap(),
        launch_code: Opened::joined(&launch),
        launch,
    }
}

/// Ballot bytes for m = 2 (three options); only the length matters to a log.
pub(crate) fn ballot(number: u8) -> Vec<u8> {
    vec![number; 10 + 32 * 12]
}

pub(crate) fn code(number: u8) -> BallotCode {
    BallotCode::new([number; 32])
}

pub(crate) fn challenged(number: u8) -> Challenged {
    Challenged { ballot: ballot(number), choice: 2, seed: [number; 32] }
}

pub(crate) fn cancelled(number: u8) -> Cancelled {
    Cancelled { code: code(number), reason: CancelReason::Voter }
}

pub(crate) fn event() -> Event {
    Event {
        event: EventKind::PrintFailure,
        at: "2026-11-22T09:30:00+07:00".parse().unwrap(),
        detail: "kertas macet".to_owned(),
        exchange: None,
    }
}

/// A slip of another booth, exchanged after its second medium was read.
pub(crate) fn exchanged() -> Event {
    let (old, new) = (TokenHash::new([0xaa; 32]), TokenHash::new([0xbb; 32]));
    let exchange = Some(Exchange { old, new, medium: SecondMedium::Read });
    Event { event: EventKind::Exchange, detail: String::new(), exchange, ..event() }
}

/// A close entry whose figures agree with the given counts.
pub(crate) fn closed(counts: Counts) -> Closed {
    let used = counts.cast + counts.challenged;
    Closed {
        closed_at: "2026-11-22T13:00:07+07:00".parse().unwrap(),
        counts,
        officers: Officers {
            present: Voters { male: counts.cast, female: 0 },
            dptb: Voters::default(),
            tokens: Tokens { received: used + 5, unused: 3, spoiled: 1, exchanged: 1 },
            slips: Slips { sah: counts.cast, batal: counts.cancelled },
        },
        reason: None,
    }
}

/// Appends one entry through the builder.
pub(crate) fn append(builder: &mut LogBuilder, body: &Body) -> VerifiedEntry {
    let prepared = match body {
        Body::Cast(ballot) => builder.prepare_cast(ballot, &code(ballot[0])).unwrap(),
        other => builder.prepare(other).unwrap(),
    };
    builder.commit(prepared).unwrap()
}

/// A whole log: opened, challenged, cancelled, event, `casts` ballots, closed.
pub(crate) fn whole_log(casts: u8) -> Vec<VerifiedEntry> {
    let mut builder = LogBuilder::new(log(), key(1)).unwrap();
    let mut bodies = vec![
        Body::Opened(opened()),
        Body::Challenged(challenged(200)),
        Body::Cancelled(cancelled(201)),
        Body::Event(event()),
    ];
    bodies.extend((0..casts).map(|number| Body::Cast(ballot(number))));
    let mut entries: Vec<_> = bodies.iter().map(|body| append(&mut builder, body)).collect();
    let counts = *builder.chain().counts();
    entries.push(append(&mut builder, &Body::Closed(closed(counts))));
    entries
}

/// The chain of the given entries.
pub(crate) fn chain_of(entries: &[VerifiedEntry]) -> ChainState {
    let mut chain = ChainState::new(log());
    for entry in entries {
        chain.push(entry).unwrap();
    }
    chain
}

/// SHA-256 by another implementation than the crate's own use of it: the hash of the `tlog_tiles` crate.
pub(crate) fn leaf(bytes: &[u8]) -> [u8; 32] {
    tlog_tiles::record_hash(bytes).0
}

/// The bytes `E` of spec 6.1.
pub(crate) fn entry_bytes(kind: u8, position: u64, previous: EntryHash, body: &[u8]) -> Vec<u8> {
    let mut bytes = b"PLK1".to_vec();
    bytes.push(kind);
    bytes.extend(position.to_be_bytes());
    bytes.extend(previous.as_bytes());
    bytes.extend(u32::try_from(body.len()).unwrap().to_be_bytes());
    bytes.extend(body);
    bytes
}

/// The record' of spec 6.5 over entry bytes, signed by `signer`, with the given other parts.
pub(crate) fn by_hand(
    entry: &[u8],
    signer: &SecretKey,
    receipt: Option<Signature>,
    checkpoint: Option<Signature>,
) -> Vec<u8> {
    let mut bytes = vec![u8::from(receipt.is_some()) | u8::from(checkpoint.is_some()) << 1];
    bytes.extend(entry);
    let text = [label("entry"), log().election.as_bytes().to_vec(), leaf(entry).to_vec()].concat();
    bytes.extend(signer.sign(&text).as_bytes());
    for part in [receipt, checkpoint].into_iter().flatten() {
        bytes.extend(part.as_bytes());
    }
    bytes
}

/// The receipt signature of spec 6.8.
pub(crate) fn receipt_by_hand(code: &BallotCode, entry: &[u8], signer: &SecretKey) -> Signature {
    let text = [
        label("receipt"),
        log().election.as_bytes().to_vec(),
        code.as_bytes().to_vec(),
        leaf(entry).to_vec(),
    ];
    signer.sign(&text.concat())
}

/// The entry that comes next on a chain, with whatever parts a test wants, verified.
pub(crate) fn forged(
    chain: &ChainState,
    body: (u8, &[u8]),
    receipt: Option<Signature>,
    checkpoint: Option<Signature>,
) -> VerifiedEntry {
    let entry = entry_bytes(body.0, chain.size(), chain.head(), body.1);
    let record = by_hand(&entry, &key(1), receipt, checkpoint);
    SignedEntry::from_record_bytes(&record).unwrap().verify(&log()).unwrap()
}
