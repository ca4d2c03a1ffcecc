//! Entries, bodies and records: one form each, and every changed field noticed.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test fails by panicking")]

mod common;

use ballot_log::{
    Body, BodyError, BundleError, BundleReader, BundleWriter, CancelReason, ChainError, Entry, EntryCopies,
    EntryError, Event, FormError, Kind, LaunchPart, LogBuilder, LogHeader, Opened, PartProblem, RecordError,
    SignedEntry, VerifiedEntry,
};
use common::{by_hand, chain_of, closed, code, entry_bytes, key, log, receipt_by_hand, whole_log};
use election::json::JsonError;
use election::{EntryHash, Signature};
use proptest::prelude::*;
use sha2::{Digest, Sha256};

const PREVIOUS: EntryHash = EntryHash::new([7; 32]);

#[test]
fn the_log_start_is_the_one_of_the_specification() {
    let text =
        [election::label("log-start"), log().election.as_bytes().to_vec(), log().key.as_bytes().to_vec()];
    let hash: [u8; 32] = Sha256::digest(text.concat()).into();
    assert_eq!(log().start(), EntryHash::new(hash));
}

#[test]
fn an_entry_is_written_as_the_specification_says() {
    let entry = Entry::new(Kind::Event, 0x0102, PREVIOUS, b"{}".to_vec()).unwrap();
    let expected = [b"PLK1\x05\0\0\0\0\0\0\x01\x02".as_slice(), &[7; 32], b"\0\0\0\x02{}"].concat();
    assert_eq!(entry.to_bytes(), expected);
    assert_eq!(entry.to_bytes(), entry_bytes(5, 0x0102, PREVIOUS, b"{}"));
    assert_eq!(entry.hash(), EntryHash::new(common::leaf(&expected)));
    assert_eq!(Entry::parse(&expected), Ok(entry));
}

#[test]
fn an_entry_has_one_form() {
    let good = entry_bytes(2, 9, PREVIOUS, b"body");
    let with = |at: usize, byte: u8| {
        let mut bytes = good.clone();
        bytes[at] = byte;
        Entry::parse(&bytes)
    };
    assert_eq!(with(3, b'2'), Err(FormError::Magic));
    for found in [0, 7, 255] {
        assert_eq!(with(4, found), Err(FormError::Kind { found }));
    }
    assert_eq!(with(5, 1), Err(FormError::Position { found: (1 << 56) + 9 }));
    let last = Entry::parse(&entry_bytes(2, 199_999, PREVIOUS, b""));
    assert_eq!(last.unwrap().position(), 199_999);
    let beyond = Entry::parse(&entry_bytes(2, 200_000, PREVIOUS, b""));
    assert_eq!(beyond, Err(FormError::Position { found: 200_000 }));
    assert_eq!(with(48, 3), Err(FormError::Length { expected: 52, found: 53 }));
    assert_eq!(with(48, 5), Err(FormError::Length { expected: 54, found: 53 }));
    assert_eq!(with(45, 255), Err(FormError::BodyTooLong { found: 0xff00_0004 }));
    assert_eq!(Entry::parse(&good[..3]), Err(FormError::Magic));
    assert_eq!(Entry::parse(&good[..48]), Err(FormError::Length { expected: 49, found: 48 }));
    assert_eq!(Entry::parse(&[]), Err(FormError::Magic));
    assert!(Entry::new(Kind::Event, 0, PREVIOUS, vec![0; 3_900]).is_ok());
    let long = Entry::new(Kind::Event, 0, PREVIOUS, vec![0; 3_901]);
    assert_eq!(long, Err(FormError::BodyTooLong { found: 3_901 }));
}

#[test]
fn a_record_is_written_as_the_specification_says() {
    for entry in whole_log(26) {
        let (bytes, record) = (entry.entry().to_bytes(), entry.record());
        let by_hand = by_hand(&bytes, &key(1), record.receipt().copied(), record.checkpoint().copied());
        assert_eq!(entry.to_record_bytes(), by_hand);
        assert_eq!(SignedEntry::from_record_bytes(&by_hand).as_ref(), Ok(record));
        if let Ok(Body::Cast(ballot)) = entry.entry().body() {
            let receipt = receipt_by_hand(&code(ballot[0]), &bytes, &key(1));
            assert_eq!(record.receipt(), Some(&receipt));
        }
    }
}

#[test]
fn every_changed_bit_of_a_record_is_refused_or_loses_its_signature() {
    let entries = whole_log(1);
    let cast = &entries[4];
    let good = cast.to_record_bytes();
    let receipt_from = good.len() - 64;
    for bit in 0..8 * good.len() {
        let mut bytes = good.clone();
        bytes[bit / 8] ^= 1 << (bit % 8);
        let verified = SignedEntry::from_record_bytes(&bytes).map(|record| record.verify(&log()));
        match (bit / 8, verified) {
            // The parts byte: other parts than bytes, or bits that mean nothing.
            (0, Err(RecordError::Length { .. } | RecordError::Parts { .. })) => {}
            // Magic, kind (unknown), position (too far), length of the body.
            (1..=13, Err(RecordError::Entry(_) | RecordError::Parts { .. })) => {}
            (46..=49, Err(RecordError::Entry(_) | RecordError::Length { .. })) => {}
            // The receipt signature is not the entry's: it is checked against the code.
            (at, Ok(Ok(entry))) if at >= receipt_from => {
                assert_eq!(entry.check_receipt(&code(0)), Err(EntryError::Receipt { position: 4 }));
            }
            // Everything else is under the entry's signature.
            (_, Ok(Err(EntryError::Signature { .. }))) => {}
            (at, other) => panic!("byte {at}, bit {}: {other:?}", bit % 8),
        }
    }
}

#[test]
fn every_length_of_a_record_but_one_is_refused() {
    let entries = whole_log(1);
    for entry in [&entries[0], &entries[3], &entries[4]] {
        let good = entry.to_record_bytes();
        for length in 0..good.len() {
            assert!(SignedEntry::from_record_bytes(&good[..length]).is_err(), "{length}");
        }
        let long = [good.as_slice(), &[0]].concat();
        let expected = good.len();
        let found = expected + 1;
        assert_eq!(SignedEntry::from_record_bytes(&long), Err(RecordError::Length { expected, found }));
    }
    let endless = SignedEntry::from_record_bytes(&[0; 4_086]);
    assert_eq!(endless, Err(RecordError::TooLong { found: 4_086 }));
}

#[test]
fn parts_fit_the_kind() {
    let signature = Some(Signature::from_bytes([1; 64]));
    let parse = |kind, receipt, checkpoint| {
        let entry = entry_bytes(kind, 1, PREVIOUS, b"");
        SignedEntry::from_record_bytes(&by_hand(&entry, &key(1), receipt, checkpoint)).map(|_| ())
    };
    for kind in 1..=6 {
        let receipt = if kind == 2 { Ok(()) } else { Err(RecordError::Parts { found: 1 }) };
        assert_eq!(parse(kind, signature, None), receipt, "kind {kind}");
        let checkpoint =
            if matches!(kind, 1 | 2 | 6) { Ok(()) } else { Err(RecordError::Parts { found: 2 }) };
        assert_eq!(parse(kind, None, signature), checkpoint, "kind {kind}");
        assert_eq!(parse(kind, None, None), Ok(()), "kind {kind}");
    }
    // Unknown bits, with as many bytes as they would stand for.
    let mut unknown = by_hand(&entry_bytes(2, 1, PREVIOUS, b""), &key(1), None, None);
    unknown[0] = 0b100;
    unknown.extend([0; 64]);
    assert_eq!(SignedEntry::from_record_bytes(&unknown), Err(RecordError::Parts { found: 4 }));
}

#[test]
fn an_entry_is_verified_by_its_own_booth() {
    let entry = entry_bytes(5, 0, log().start(), b"");
    let record = SignedEntry::from_record_bytes(&by_hand(&entry, &key(2), None, None)).unwrap();
    assert_eq!(record.clone().verify(&log()), Err(EntryError::Signature { position: 0 }));
    let other = ballot_log::LogIdentity { key: key(2).public(), ..log() };
    assert_eq!(record.verify(&other).unwrap().signer(), &key(2).public());
    // The entry's hash signed without its label is no signature.
    let mut bare = vec![0];
    bare.extend(&entry);
    bare.extend(key(1).sign(&common::leaf(&entry)).as_bytes());
    let bare = SignedEntry::from_record_bytes(&bare).unwrap();
    assert_eq!(bare.verify(&log()), Err(EntryError::Signature { position: 0 }));
}

#[test]
fn a_receipt_signature_is_for_one_code_and_entry() {
    let entries = whole_log(2);
    assert_eq!(entries[4].check_receipt(&code(0)), Ok(()));
    assert_eq!(entries[4].check_receipt(&code(1)), Err(EntryError::Receipt { position: 4 }));
    assert_eq!(entries[3].check_receipt(&code(0)), Err(EntryError::ReceiptMissing { position: 3 }));
    let (bytes, other) = (entries[4].entry().to_bytes(), entries[5].record().receipt().copied());
    let swapped = SignedEntry::from_record_bytes(&by_hand(&bytes, &key(1), other, None)).unwrap();
    let swapped = swapped.verify(&log()).unwrap();
    assert_eq!(swapped.check_receipt(&code(0)), Err(EntryError::Receipt { position: 4 }));
}

/// The body of spec 6.2, written out: what a second implementation must produce.
const OPENED: &str = concat!(
    r#"{"election":"e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1","#,
    r#""software":"5050505050505050505050505050505050505050505050505050505050505050","durability":"full","#,
    r#""opened_at":"2026-11-22T07:00:00+07:00","launch_code":"7K2QX-4D9TM3","#,
    r#""launch":[{"candidate":1,"given_by":"Siti Aminah","code":"7K2QX"},"#,
    r#"{"candidate":0,"given_by":"Ketua KPPS","code":"4D9TM3"}]}"#
);
const CANCELLED: &str =
    r#"{"code":"0909090909090909090909090909090909090909090909090909090909090909","reason":"voter"}"#;
const EVENT: &str = r#"{"event":"print-failure","at":"2026-11-22T09:30:00+07:00","detail":"kertas macet"}"#;
const EXCHANGE: &str = concat!(
    r#"{"event":"exchange","at":"2026-11-22T09:30:00+07:00","detail":"","#,
    r#""exchange":{"old":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","#,
    r#""new":"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb","medium":"read"}}"#
);
const CLOSED: &str = concat!(
    r#"{"closed_at":"2026-11-22T13:00:07+07:00","counts":{"cast":0,"challenged":0,"cancelled":0,"events":0},"#,
    r#""officers":{"present":{"male":0,"female":0},"dptb":{"male":0,"female":0},"#,
    r#""tokens":{"received":5,"unused":3,"spoiled":1,"exchanged":1},"slips":{"sah":0,"batal":0}}}"#
);

fn texts() -> [(Kind, Body, &'static str); 5] {
    [
        (Kind::Opened, Body::Opened(common::opened()), OPENED),
        (Kind::Cancelled, Body::Cancelled(common::cancelled(9)), CANCELLED),
        (Kind::Event, Body::Event(common::event()), EVENT),
        (Kind::Event, Body::Event(common::exchanged()), EXCHANGE),
        (Kind::Closed, Body::Closed(closed(ballot_log::Counts::default())), CLOSED),
    ]
}

#[test]
fn bodies_are_written_as_the_specification_says() {
    for (kind, body, text) in texts() {
        assert_eq!(String::from_utf8(body.to_bytes().unwrap()).unwrap(), text);
        assert_eq!(Body::parse(kind, text.as_bytes()), Ok(body.clone()));
        assert_eq!(body.kind(), kind);
    }
    assert!(Body::parse(Kind::Event, EXCHANGE.replace(r#""read""#, r#""unreadable""#).as_bytes()).is_ok());
    let explained = CLOSED.replace("}}}", r#"}},"reason":"dua slip hilang"}"#);
    assert!(Body::parse(Kind::Closed, explained.as_bytes()).is_ok());
    let all = [
        "restart",
        "pause",
        "resume",
        "print-failure",
        "reprint",
        "clock-jump",
        "medium-lost",
        "medium-back",
        "rolled-forward",
        "mirror-rebuilt",
        "log-rebuilt",
        "officer",
    ];
    for name in all {
        assert!(Body::parse(Kind::Event, EVENT.replace("print-failure", name).as_bytes()).is_ok(), "{name}");
    }
    for (name, reason) in [
        ("voter", CancelReason::Voter),
        ("restart", CancelReason::Restart),
        ("printer", CancelReason::Printer),
    ] {
        let read = Body::parse(Kind::Cancelled, CANCELLED.replace("voter", name).as_bytes()).unwrap();
        assert!(matches!(read, Body::Cancelled(body) if body.reason == reason));
    }
}

#[test]
fn a_json_body_has_one_text() {
    let canonical = |kind, text: String| match Body::parse(kind, text.as_bytes()) {
        Err(BodyError::Json(JsonError::NotCanonical { .. })) => "another form",
        Err(BodyError::Json(JsonError::Malformed { .. })) => "not its shape",
        other => panic!("{text}: {other:?}"),
    };
    for (kind, _, text) in texts() {
        assert_eq!(canonical(kind, text.replacen(':', ": ", 1)), "another form");
        assert_eq!(canonical(kind, text.replacen(',', ", ", 1)), "another form");
        assert_eq!(canonical(kind, format!("{text}\n")), "another form");
        assert_eq!(canonical(kind, format!(" {text}")), "another form");
        assert_eq!(canonical(kind, format!("{text}{text}")), "not its shape");
        assert_eq!(canonical(kind, text.replacen('{', r#"{"x":1,"#, 1)), "not its shape");
        assert_eq!(canonical(kind, text[..text.len() - 1].to_owned()), "not its shape");
        assert_eq!(canonical(kind, format!("\u{feff}{text}")), "not its shape");
        assert_eq!(canonical(kind, String::new()), "not its shape");
        assert_eq!(canonical(kind, "null".to_owned()), "not its shape");
        assert_eq!(canonical(kind, format!("[{text}]")), "not its shape");
    }
    let event = |from: &str, to: &str| {
        let text = EVENT.replace(from, to);
        assert_ne!(text, EVENT);
        canonical(Kind::Event, text)
    };
    let reordered = r#"{"at":"2026-11-22T09:30:00+07:00","event":"print-failure","detail":"kertas macet"}"#;
    assert_eq!(canonical(Kind::Event, reordered.to_owned()), "another form");
    assert_eq!(event(r#","detail""#, r#","event":"pause","detail""#), "not its shape");
    assert_eq!(event("kertas", r"k\u0065rtas"), "another form");
    assert_eq!(event("kertas", r"kertas\/"), "another form");
    assert_eq!(event("print-failure", "lunch"), "not its shape");
    assert_eq!(event(r#""kertas macet""#, "null"), "not its shape");
    assert_eq!(event("+07:00", "Z"), "not its shape");
    assert_eq!(event("09:30", "24:30"), "not its shape");
    assert_eq!(event(r#"macet"}"#, r#"macet","exchange":null}"#), "another form");
    let exchange = |from: &str, to: &str| canonical(Kind::Event, EXCHANGE.replace(from, to));
    assert_eq!(exchange(r#""read""#, r#""lost""#), "not its shape");
    assert_eq!(exchange("aaaa", "AAAA"), "not its shape");
    assert_eq!(exchange(r#","medium":"read""#, ""), "not its shape");
    let close = |from: &str, to: &str| {
        let text = CLOSED.replacen(from, to, 1);
        assert_ne!(text, CLOSED);
        canonical(Kind::Closed, text)
    };
    assert_eq!(close(r#""cast":0"#, r#""cast":0.0"#), "not its shape");
    assert_eq!(close(r#""cast":0"#, r#""cast":0e1"#), "not its shape");
    assert_eq!(close(r#""cast":0"#, r#""cast":-0"#), "not its shape");
    assert_eq!(close(r#""cast":0"#, r#""cast":-1"#), "not its shape");
    assert_eq!(close(r#""cast":0"#, r#""cast":00"#), "not its shape");
    assert_eq!(close(r#""cast":0"#, r#""cast":4294967296"#), "not its shape");
    assert_eq!(close(r#""cast":0"#, r#""cast":"0""#), "not its shape");
    assert_eq!(close(r#""cast":0,"#, ""), "not its shape");
    assert_eq!(close("}}}", r#"}},"reason":null}"#), "another form");
    let upper = CANCELLED.replace("0909", "0A0A").replace("0A0A", "0a0A");
    assert_eq!(canonical(Kind::Cancelled, upper), "not its shape");
}

fn field(body: &Body) -> &'static str {
    let writing = match body.to_bytes() {
        Err(BodyError::Field { field, .. }) => field,
        other => panic!("{other:?}"),
    };
    // What cannot be written cannot be read either.
    let bytes = match body {
        Body::Opened(body) => election::json::to_compact(body),
        Body::Event(body) => election::json::to_compact(body),
        Body::Closed(body) => election::json::to_compact(body),
        Body::Challenged(body) => [body.ballot.as_slice(), &[body.choice], &body.seed].concat(),
        Body::Cast(_) | Body::Cancelled(_) => panic!("no fields with limits"),
    };
    match Body::parse(body.kind(), &bytes) {
        Err(BodyError::Field { field, .. }) => assert_eq!(field, writing),
        other => panic!("{other:?}"),
    }
    writing
}

#[test]
fn fields_keep_their_limits() {
    let opened = |change: &dyn Fn(&mut Opened)| {
        let mut body = common::opened();
        change(&mut body);
        if body.launch_code == common::opened().launch_code {
            body.launch_code = Opened::joined(&body.launch);
        }
        Body::Opened(body)
    };
    let part = || LaunchPart { candidate: 1, given_by: "x".to_owned(), code: "00000".to_owned() };
    assert_eq!(field(&opened(&|b| b.launch.clear())), "launch");
    assert_eq!(field(&opened(&|b| b.launch = vec![part(); 17])), "launch");
    assert!(opened(&|b| b.launch = vec![part(); 16]).to_bytes().is_ok());
    assert_eq!(field(&opened(&|b| b.launch_code = "7K2QX4D9TM3".to_owned())), "launch_code");
    assert_eq!(field(&opened(&|b| b.launch[0].candidate = 8)), "candidate");
    for wrong in ["", "0000", "00000000000000000", "0000U", "0000o", "0000a", "000-0"] {
        assert_eq!(field(&opened(&|b| b.launch[1].code = wrong.to_owned())), "code", "{wrong}");
    }
    for wrong in
        [String::new(), "x".repeat(81), "a\nb".to_owned(), "a\u{202e}b".to_owned(), "a\u{200b}".to_owned()]
    {
        assert_eq!(field(&opened(&|b| b.launch[0].given_by.clone_from(&wrong))), "given_by", "{wrong:?}");
    }
    assert!(opened(&|b| b.launch[0].given_by = "\u{e9}".repeat(80)).to_bytes().is_ok());
    let event = |change: &dyn Fn(&mut Event)| {
        let mut body = common::event();
        change(&mut body);
        Body::Event(body)
    };
    for wrong in ["2026-11-22T09:31:00+07:00", "2026-11-22T09:30:01+07:00", "2026-11-22T09:00:59+07:00"] {
        assert_eq!(field(&event(&|b| b.at = wrong.parse().unwrap())), "at", "{wrong}");
    }
    assert_eq!(field(&event(&|b| b.detail = "x".repeat(201))), "detail");
    assert!(event(&|b| b.detail.clear()).to_bytes().is_ok());
    let reason = |reason: &str| {
        let body = closed(ballot_log::Counts::default());
        Body::Closed(ballot_log::Closed { reason: Some(reason.to_owned()), ..body })
    };
    assert_eq!(field(&reason("")), "reason");
    assert_eq!(field(&reason(&"x".repeat(401))), "reason");
    assert!(reason(&"x".repeat(400)).to_bytes().is_ok());
    for choice in [0, 9] {
        assert_eq!(
            field(&Body::Challenged(ballot_log::Challenged { choice, ..common::challenged(1) })),
            "choice"
        );
    }
}

#[test]
fn a_body_has_at_most_3900_bytes() {
    let mut body = common::opened();
    let part = LaunchPart { candidate: 1, given_by: "\u{4e00}".repeat(80), code: "0".repeat(16) };
    body.launch = vec![part; 16];
    body.launch_code = Opened::joined(&body.launch);
    let length = election::json::to_compact(&body).len();
    let too_long = Err(BodyError::Json(JsonError::TooLong { length, limit: 3_900 }));
    assert_eq!(Body::Opened(body.clone()).to_bytes(), too_long);
    assert!(matches!(
        Body::parse(Kind::Opened, &election::json::to_compact(&body)),
        Err(BodyError::Json(JsonError::TooLong { .. }))
    ));
}

#[test]
fn ballots_have_the_lengths_of_two_to_eight_options() {
    let lengths: Vec<usize> = (1..=7).map(|m| 10 + 32 * (3 * m + 6)).collect();
    for found in 0..1_000 {
        let cast = Body::parse(Kind::Cast, &vec![0; found]);
        let challenged = Body::parse(Kind::Challenged, &vec![1; found]);
        let bad = |kind| Err(BodyError::Length { kind, found });
        if lengths.contains(&found) {
            assert_eq!(cast, Ok(Body::Cast(vec![0; found])));
        } else {
            assert_eq!(cast, bad(Kind::Cast));
        }
        if found.checked_sub(33).is_some_and(|ballot| lengths.contains(&ballot)) {
            assert!(challenged.is_ok());
        } else {
            assert_eq!(challenged, bad(Kind::Challenged));
        }
    }
}

/// Records of one entry in which somebody stripped or replaced what the entry's signature does not cover.
#[test]
fn stripped_and_replaced_parts_do_not_win() {
    let entries = whole_log(25);
    let (last, before) = (&entries[28], chain_of(&entries[..28]));
    let bytes = last.entry().to_bytes();
    let (receipt, checkpoint) = (last.record().receipt().copied(), last.record().checkpoint().copied());
    let (low, high) = (Some(Signature::from_bytes([0; 64])), Some(Signature::from_bytes([255; 64])));
    let variants = [
        (receipt, checkpoint),
        (None, None),
        (receipt, None),
        (None, checkpoint),
        (low, low),
        (high, high),
        (receipt, low),
        (low, checkpoint),
    ];
    let read = |(receipt, checkpoint)| {
        let record = SignedEntry::from_record_bytes(&by_hand(&bytes, &key(1), receipt, checkpoint)).unwrap();
        record.verify(&log()).unwrap()
    };
    let due = before.checkpoint_due(last).unwrap();
    assert!(due.is_some(), "the 25th ballot");
    for turn in 0..variants.len() {
        let mut copies: Option<EntryCopies> = None;
        for variant in variants.iter().cycle().skip(turn).take(variants.len()) {
            match &mut copies {
                None => copies = Some(EntryCopies::new(read(*variant))),
                Some(copies) => assert!(copies.add(read(*variant))),
            }
        }
        let mut copies = copies.unwrap();
        assert!(!copies.add(entries[27].clone()), "another entry is no copy");
        assert_eq!(&copies.settle(Some(&code(24)), due.as_ref()), last);
        let (mut pushed, mut expected) = (before.clone(), before.clone());
        let stands = copies.valid_receipt(Some(&code(24)));
        assert_eq!(pushed.push_copies(&copies, stands).as_ref(), Ok(last));
        expected.push(last).unwrap();
        assert_eq!(pushed, expected);
        let missing = |problem| Err(ChainError::Part { position: 28, problem });
        assert_eq!(before.clone().push_copies(&copies, None), missing(PartProblem::ReceiptMissing));
        assert_eq!(pushed.push_copies(&copies, stands), pushed.push(last).map(|()| last.clone()));
        assert_eq!(copies.settle(Some(&code(24)), None).record().checkpoint(), None);
        assert_eq!(copies.settle(None, None).record().receipt(), low.as_ref());
        assert_eq!(copies.settle(Some(&code(1)), None).record().receipt(), None);
        assert_eq!(copies.entry().record().receipt(), None);
    }
    // No checkpoint signature but those that are over something else.
    let mut without = EntryCopies::new(read((receipt, low)));
    assert!(without.add(read((receipt, high))));
    let missing = ChainError::Part { position: 28, problem: PartProblem::CheckpointMissing };
    assert_eq!(before.clone().push_copies(&without, receipt), Err(missing));
}

/// While the entries before it are missing, nobody can tell which checkpoint signature is right: none is lost.
#[test]
fn an_entry_without_its_place_keeps_every_checkpoint_signature() {
    let entries = whole_log(0);
    let (first, bytes) = (&entries[0], entries[0].entry().to_bytes());
    let wrong = Some(Signature::from_bytes([0xff; 64]));
    let read = |checkpoint| {
        let record = SignedEntry::from_record_bytes(&by_hand(&bytes, &key(1), None, checkpoint)).unwrap();
        record.verify(&log()).unwrap()
    };
    let mut copies = EntryCopies::new(read(wrong));
    assert!(copies.add(read(None)));
    assert!(copies.add(first.clone()));
    let kept = copies.unsettled(None);
    let mut expected = [first.record().clone(), read(wrong).record().clone()];
    expected.sort_by_key(SignedEntry::to_record_bytes);
    assert_eq!(kept, expected);
    let bare = EntryCopies::new(read(None));
    assert_eq!(bare.unsettled(None), [read(None).record().clone()]);
    // In a bundle they stand side by side, sorted by their bytes.
    let mut writer = BundleWriter::new(LogHeader::of(&log()));
    kept.iter().for_each(|record| writer.push(record).unwrap());
    assert!(matches!(writer.push(&kept[0]), Err(BundleError::Order { index: 2, .. })));
    let bundle = writer.finish();
    let read: Result<Vec<_>, _> = BundleReader::new(bundle.as_slice()).unwrap().collect();
    assert_eq!(read, Ok(kept));
}

#[test]
fn the_signing_key_is_not_shown() {
    let builder = LogBuilder::new(log(), key(1)).unwrap();
    assert!(!format!("{builder:?}").contains(&hex::encode([1; 32])));
}

fn any_signature() -> impl Strategy<Value = Signature> {
    prop::array::uniform32(any::<u8>())
        .prop_map(|half| Signature::from_bytes([half, half].concat().try_into().unwrap()))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn records_read_back(kind in 1_u8..=6, position in 0_u64..200_000, body in prop::collection::vec(any::<u8>(), 0..600),
                         receipt in prop::option::of(any_signature()), checkpoint in prop::option::of(any_signature())) {
        let receipt = receipt.filter(|_| kind == 2);
        let checkpoint = checkpoint.filter(|_| matches!(kind, 1 | 2 | 6));
        let bytes = by_hand(&entry_bytes(kind, position, PREVIOUS, &body), &key(1), receipt, checkpoint);
        let record = SignedEntry::from_record_bytes(&bytes).unwrap();
        prop_assert_eq!(record.to_record_bytes(), bytes);
        let verified: VerifiedEntry = record.verify(&log()).unwrap();
        prop_assert_eq!(verified.entry().position(), position);
    }

    #[test]
    fn any_bytes_are_judged_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..4_200)) {
        let _ = SignedEntry::from_record_bytes(&bytes);
        let _ = Entry::parse(&bytes);
        for kind in [Kind::Opened, Kind::Cast, Kind::Challenged, Kind::Cancelled, Kind::Event, Kind::Closed] {
            if let Ok(body) = Body::parse(kind, &bytes) {
                prop_assert_eq!(body.to_bytes().unwrap(), bytes.clone());
            }
        }
    }

    #[test]
    fn events_read_back(detail in "\\PC{0,200}", minutes in 0_u64..100_000_000) {
        let at = ballot_log::Moment::from_unix(minutes * 60, election::definition::TimeZone::Wib).unwrap();
        let body = Body::Event(Event { at: at.half_hour(), detail, ..common::event() });
        if let Ok(bytes) = body.to_bytes() {
            prop_assert_eq!(Body::parse(Kind::Event, &bytes), Ok(body));
        }
    }
}
