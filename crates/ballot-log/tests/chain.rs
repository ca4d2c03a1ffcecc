//! A log as it grows: the honest one, and the smallest forgery of each rule of spec 6.3, 6.4 and 6.9.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test fails by panicking")]

mod common;

use ballot_log::merkle::{LeafHash, Tree};
use ballot_log::{
    Body, BodyError, BuildError, ChainError, ChainState, Closed, ClosingProblem, Counts, Durability, Event,
    EventKind, LogBuilder, LogIdentity, Mismatch, Opened, OrderProblem, PartProblem, Receipt, ReceiptError,
    SignedEntry, VerifiedEntry, accounting,
};
use common::{
    append, ballot, by_hand, cancelled, chain_of, challenged, closed, code, entry_bytes, event, exchanged,
    forged, key, log, opened, receipt_by_hand, whole_log,
};
use election::definition::{TimeZone, Voters};
use election::json::to_compact;
use election::{ElectionId, EntryHash, Mode, Signature};

fn body(body: &Body) -> Vec<u8> {
    body.to_bytes().unwrap()
}

/// A log of an opening and `casts` ballots, still open.
fn open_log(casts: u8) -> (LogBuilder, Vec<VerifiedEntry>) {
    let mut builder = LogBuilder::new(log(), key(1)).unwrap();
    let mut entries = vec![append(&mut builder, &Body::Opened(opened()))];
    entries.extend((0..casts).map(|number| append(&mut builder, &Body::Cast(ballot(number)))));
    (builder, entries)
}

/// Pushes an entry that must be refused and checks that nothing has changed.
fn refused(chain: &ChainState, entry: &VerifiedEntry) -> ChainError {
    let mut after = chain.clone();
    let error = after.push(entry).unwrap_err();
    assert_eq!(&after, chain, "a refused entry leaves no trace");
    error
}

#[test]
fn a_whole_log_is_accepted_and_summed_up() {
    let entries = whole_log(51);
    let chain = chain_of(&entries);
    assert_eq!(chain.size(), 56);
    assert_eq!(chain.head(), entries[55].hash());
    assert_eq!(*chain.counts(), Counts { cast: 51, challenged: 1, cancelled: 1, events: 1 });
    let tree = Tree::new(entries.iter().map(|entry| LeafHash::from(entry.hash()))).unwrap();
    assert_eq!(chain.root(), tree.root());
    assert_eq!(chain.opened(), Some(&opened()));
    assert_eq!(chain.closed().map(|closed| closed.counts), Some(*chain.counts()));
    assert_eq!(chain.checkpoint().text(), format!("{}\n56\n{}\n", log().origin, tree.root().to_base64()));
    // Opened, the 25th and 50th ballot, closed.
    let due: Vec<u64> = entries
        .iter()
        .filter(|entry| entry.record().checkpoint().is_some())
        .map(|entry| entry.entry().position())
        .collect();
    assert_eq!(due, [0, 28, 53, 55]);
}

#[test]
fn positions_have_no_gaps() {
    let (_, entries) = open_log(3);
    let chain = chain_of(&entries[..2]);
    assert_eq!(refused(&chain, &entries[3]), ChainError::Position { expected: 2, found: 3 });
    assert_eq!(refused(&chain, &entries[1]), ChainError::Position { expected: 2, found: 1 });
}

#[test]
fn an_entry_follows_the_last_one() {
    let (_, entries) = open_log(2);
    let chain = chain_of(&entries[..2]);
    let elsewhere = EntryHash::new([3; 32]);
    let entry = entry_bytes(5, 2, elsewhere, &body(&Body::Event(event())));
    let entry = SignedEntry::from_record_bytes(&by_hand(&entry, &key(1), None, None)).unwrap();
    let entry = entry.verify(&log()).unwrap();
    let expected = entries[1].hash();
    assert_eq!(refused(&chain, &entry), ChainError::Previous { position: 2, expected, found: elsewhere });
    // The start binds election and key.
    for other in [
        LogIdentity { election: ElectionId::new([0; 32]), ..log() },
        LogIdentity { key: key(2).public(), ..log() },
    ] {
        assert_ne!(other.start(), log().start());
    }
}

#[test]
fn another_booths_entry_does_not_continue_this_log() {
    let (_, entries) = open_log(1);
    let chain = chain_of(&entries);
    let entry = entry_bytes(5, 2, chain.head(), &body(&Body::Event(event())));
    let stranger = LogIdentity { key: key(2).public(), ..log() };
    let entry = SignedEntry::from_record_bytes(&by_hand(&entry, &key(2), None, None)).unwrap();
    let entry = entry.verify(&stranger).unwrap();
    assert_eq!(refused(&chain, &entry), ChainError::Signer { position: 2 });
}

#[test]
fn a_log_is_opened_first_and_once_and_closed_last() {
    let order = |position, problem| ChainError::Order { position, problem };
    let empty = ChainState::new(log());
    let event = body(&Body::Event(event()));
    let first = forged(&empty, (5, &event), None, None);
    assert_eq!(refused(&empty, &first), order(0, OrderProblem::NotOpened));
    let close = body(&Body::Closed(closed(Counts::default())));
    let first = forged(&empty, (6, &close), None, Some(Signature::from_bytes([0; 64])));
    assert_eq!(refused(&empty, &first), order(0, OrderProblem::NotOpened));
    let whole = chain_of(&whole_log(1));
    let again = body(&Body::Opened(opened()));
    let (_, entries) = open_log(1);
    let open = chain_of(&entries);
    assert_eq!(refused(&open, &forged(&open, (1, &again), None, None)), order(2, OrderProblem::OpenedAgain));
    for kind in [1, 5, 6] {
        let entry = forged(&whole, (kind, &event), None, None);
        assert_eq!(refused(&whole, &entry), order(6, OrderProblem::AfterClosed), "kind {kind}");
    }
}

#[test]
fn bodies_are_well_formed_and_of_this_election() {
    let (_, entries) = open_log(1);
    let chain = chain_of(&entries);
    let source = BodyError::Length { kind: ballot_log::Kind::Cast, found: 393 };
    let short = forged(&chain, (2, &ballot(7)[1..]), Some(Signature::from_bytes([0; 64])), None);
    assert_eq!(refused(&chain, &short), ChainError::Body { position: 2, source });
    let field = |entry: &VerifiedEntry, chain: &ChainState| match refused(chain, entry) {
        ChainError::Body { source: BodyError::Field { field, .. }, .. } => field,
        other => panic!("{other:?}"),
    };
    let empty = ChainState::new(log());
    let first = |opened: Opened| forged(&empty, (1, &to_compact(&opened)), None, None);
    let foreign = Opened { election: ElectionId::new([0; 32]), ..opened() };
    assert_eq!(field(&first(foreign), &empty), "election");
    let relaxed = Opened { durability: Durability::Relaxed, ..opened() };
    assert_eq!(field(&first(relaxed), &empty), "durability");
    let east = Opened { opened_at: "2026-11-22T07:00:00+09:00".parse().unwrap(), ..opened() };
    assert_eq!(field(&first(east), &empty), "opened_at");
    let east = Event { at: "2026-11-22T07:00:00+08:00".parse().unwrap(), ..event() };
    assert_eq!(field(&forged(&chain, (5, &to_compact(&east)), None, None), &chain), "at");
    let late = Event { at: "2026-11-22T07:01:00+07:00".parse().unwrap(), ..event() };
    assert_eq!(field(&forged(&chain, (5, &to_compact(&late)), None, None), &chain), "at");
    for (kind, exchange) in [(EventKind::Exchange, None), (EventKind::Officer, exchanged().exchange)] {
        let wrong = Event { event: kind, exchange, ..event() };
        assert_eq!(field(&forged(&chain, (5, &to_compact(&wrong)), None, None), &chain), "exchange");
    }
    let east = Closed { closed_at: "2026-11-22T13:00:00+08:00".parse().unwrap(), ..closed(*chain.counts()) };
    assert_eq!(field(&forged(&chain, (6, &to_compact(&east)), None, None), &chain), "closed_at");
}

#[test]
fn a_simulation_may_be_relaxed_and_lies_in_its_own_zone() {
    let log = LogIdentity { mode: Mode::Simulasi, time_zone: TimeZone::Wit, ..log() };
    let builder = LogBuilder::new(log, key(1)).unwrap();
    let opened_at = "2026-11-22T07:00:00+09:00".parse().unwrap();
    let relaxed = Opened { durability: Durability::Relaxed, opened_at, ..opened() };
    assert!(builder.prepare(&Body::Opened(relaxed)).is_ok());
}

#[test]
fn a_record_has_the_parts_that_are_due_and_no_others() {
    let part = |position, problem| ChainError::Part { position, problem };
    let some = Some(Signature::from_bytes([9; 64]));
    let empty = ChainState::new(log());
    let open = body(&Body::Opened(opened()));
    assert_eq!(
        refused(&empty, &forged(&empty, (1, &open), None, None)),
        part(0, PartProblem::CheckpointMissing)
    );
    assert_eq!(
        refused(&empty, &forged(&empty, (1, &open), None, some)),
        part(0, PartProblem::CheckpointSignature)
    );
    let (_, entries) = open_log(26);
    let chain = chain_of(&entries[..25]);
    let vote = ballot(24);
    let receipt = entries[25].record().receipt().copied();
    let checkpoint = entries[25].record().checkpoint().copied();
    assert!(chain.clone().push(&forged(&chain, (2, &vote), receipt, checkpoint)).is_ok());
    let without = forged(&chain, (2, &vote), None, checkpoint);
    assert_eq!(refused(&chain, &without), part(25, PartProblem::ReceiptMissing));
    let without = forged(&chain, (2, &vote), receipt, None);
    assert_eq!(refused(&chain, &without), part(25, PartProblem::CheckpointMissing));
    let wrong = forged(&chain, (2, &vote), receipt, some);
    assert_eq!(refused(&chain, &wrong), part(25, PartProblem::CheckpointSignature));
    // The checkpoint of the log one entry before is the booth's, but not for this size and root.
    let early = forged(&chain, (2, &vote), receipt, Some(chain.checkpoint().sign(&key(1))));
    assert_eq!(refused(&chain, &early), part(25, PartProblem::CheckpointSignature));
    // The right checkpoint by another key.
    let right = chain.checkpoint_due(&entries[25]).unwrap().unwrap();
    assert_eq!(checkpoint, Some(right.sign(&key(1))));
    let stranger = forged(&chain, (2, &vote), receipt, Some(right.sign(&key(2))));
    assert_eq!(refused(&chain, &stranger), part(25, PartProblem::CheckpointSignature));
    // Correct, but not due.
    let chain = chain_of(&entries[..26]);
    assert_eq!(chain.checkpoint_due(&entries[26]), Ok(None));
    let mut after = chain.clone();
    after.push(&entries[26]).unwrap();
    let receipt = entries[26].record().receipt().copied();
    let eager = forged(&chain, (2, &ballot(25)), receipt, Some(after.checkpoint().sign(&key(1))));
    assert_eq!(refused(&chain, &eager), part(26, PartProblem::CheckpointNotDue));
    // At the end.
    let close = to_compact(&closed(*chain.counts()));
    assert_eq!(
        refused(&chain, &forged(&chain, (6, &close), None, None)),
        part(26, PartProblem::CheckpointMissing)
    );
}

type Change = fn(&mut Closed);

/// Closes a log of three ballots, one challenge and one cancellation with changed figures.
fn close_with(change: impl Fn(&mut Closed)) -> Result<Closed, ChainError> {
    let (mut builder, _) = open_log(3);
    append(&mut builder, &Body::Challenged(challenged(9)));
    append(&mut builder, &Body::Cancelled(cancelled(9)));
    append(&mut builder, &Body::Event(event()));
    let mut body = closed(*builder.chain().counts());
    change(&mut body);
    match builder.prepare(&Body::Closed(body.clone())) {
        Ok(_) => Ok(body),
        Err(BuildError::Chain(error)) => Err(error),
        Err(other) => panic!("{other:?}"),
    }
}

#[test]
fn closing_states_the_counts_of_the_log() {
    assert!(close_with(|_| {}).is_ok());
    let found = Counts { cast: 3, challenged: 1, cancelled: 1, events: 1 };
    let wrong: [fn(&mut Counts); 4] =
        [|c| c.cast += 1, |c| c.challenged -= 1, |c| c.cancelled += 1, |c| c.events -= 1];
    for change in wrong {
        let mut stated = found;
        change(&mut stated);
        // A reason explains the officers' figures, never the log's.
        let error = close_with(|body| {
            body.counts = stated;
            body.reason = Some("salah hitung".to_owned());
        });
        let problem = ClosingProblem::Counts { stated, found };
        assert_eq!(error, Err(ChainError::Closing { position: 7, problem }));
    }
}

#[test]
fn figures_that_do_not_agree_need_a_reason() {
    let cases: [(Change, Mismatch); 7] = [
        (|c| c.officers.present.female = 398, Mismatch::Present { registered: 400, present: 401 }),
        (|c| c.officers.present.male = 2, Mismatch::Cast { present: 2, cast: 3 }),
        (|c| c.officers.tokens.received += 1, Mismatch::Tokens { received: 10, used: 9 }),
        (|c| c.officers.tokens.unused -= 1, Mismatch::Tokens { received: 9, used: 8 }),
        (|c| c.officers.slips.sah = 2, Mismatch::Sah { slips: 2, cast: 3 }),
        (|c| c.officers.slips.sah = 4, Mismatch::Sah { slips: 4, cast: 3 }),
        (|c| c.officers.slips.batal = 2, Mismatch::Batal { slips: 2, cancelled: 1 }),
    ];
    for (change, mismatch) in cases {
        let problem = ClosingProblem::Unexplained(vec![mismatch]);
        assert_eq!(close_with(change), Err(ChainError::Closing { position: 7, problem }), "{mismatch}");
        let explained = close_with(|body| {
            change(body);
            body.reason = Some("satu slip sobek".to_owned());
        });
        assert_eq!(accounting(&explained.unwrap(), log().registered), [mismatch]);
    }
}

#[test]
fn figures_on_the_edge_agree() {
    let edge = |body: &mut Closed| {
        body.officers.present = Voters { male: 250, female: 151 };
        body.officers.dptb = Voters { male: 1, female: 0 };
        body.officers.slips.batal = 0;
    };
    assert!(close_with(edge).is_ok(), "DPT and DPTb are people present, in whatever proportion");
    // Sums beyond 32 bits do not wrap around.
    let huge = Voters { male: u32::MAX, female: u32::MAX };
    let mut body = closed(Counts::default());
    body.counts.cast = u32::MAX;
    body.officers.slips.sah = u32::MAX;
    body.officers.present = huge;
    body.officers.tokens.received = 4;
    let mismatches = accounting(&body, huge);
    assert_eq!(mismatches, [Mismatch::Tokens { received: 4, used: u64::from(u32::MAX) + 5 }]);
}

#[test]
fn all_mismatches_are_told_at_once() {
    let error = close_with(|body| {
        body.officers.slips.sah = 0;
        body.officers.tokens.received = 0;
    });
    let problem = ClosingProblem::Unexplained(vec![
        Mismatch::Tokens { received: 0, used: 9 },
        Mismatch::Sah { slips: 0, cast: 3 },
    ]);
    let text = "position 7: figures do not agree and no reason is given: 0 tokens were received, but 9 are \
                accounted for; 0 slips SAH, but 3 ballots were cast";
    assert_eq!(error.clone().unwrap_err().to_string(), text);
    assert_eq!(error, Err(ChainError::Closing { position: 7, problem }));
}

#[test]
fn preparing_changes_nothing_and_committing_is_for_one_state() {
    let (mut builder, _) = open_log(1);
    let before = builder.chain().clone();
    let first = builder.prepare_cast(&ballot(5), &code(5)).unwrap();
    let second = builder.prepare_cast(&ballot(6), &code(6)).unwrap();
    assert_eq!(builder.chain(), &before);
    // Preparing again after a failed write gives the same bytes.
    assert_eq!(builder.prepare_cast(&ballot(5), &code(5)).unwrap().record(), first.record());
    let committed = builder.commit(first.clone()).unwrap();
    assert_eq!(builder.chain().head(), committed.hash());
    assert_eq!(builder.commit(second).unwrap_err(), BuildError::Stale);
    assert_eq!(builder.commit(first).unwrap_err(), BuildError::Stale);
    // Prepared by another booth's builder.
    let stranger = LogIdentity { key: key(2).public(), ..log() };
    let stranger = LogBuilder::new(stranger, key(2)).unwrap();
    let foreign = stranger.prepare(&Body::Opened(opened())).unwrap();
    assert_eq!(builder.commit(foreign).unwrap_err(), BuildError::Stale);
}

#[test]
fn the_builder_refuses_what_the_chain_refuses() {
    assert_eq!(LogBuilder::new(log(), key(2)).map(|_| ()), Err(BuildError::WrongKey));
    let empty = LogBuilder::new(log(), key(1)).unwrap();
    let order = |position, problem| BuildError::Chain(ChainError::Order { position, problem });
    let early = empty.prepare_cast(&ballot(0), &code(0)).map(|_| ());
    assert_eq!(early, Err(order(0, OrderProblem::NotOpened)));
    let (builder, _) = open_log(1);
    let again = builder.prepare(&Body::Opened(opened())).map(|_| ());
    assert_eq!(again, Err(order(2, OrderProblem::OpenedAgain)));
    assert_eq!(builder.prepare(&Body::Cast(ballot(0))).map(|_| ()), Err(BuildError::CodeMissing));
    let source = BodyError::Length { kind: ballot_log::Kind::Cast, found: 3 };
    assert_eq!(builder.prepare_cast(&[1, 2, 3], &code(0)).map(|_| ()), Err(BuildError::Body(source)));
    let closed_log = LogBuilder::resume(chain_of(&whole_log(1)), key(1)).unwrap();
    let late = closed_log.prepare_cast(&ballot(0), &code(0)).map(|_| ());
    assert_eq!(late, Err(order(6, OrderProblem::AfterClosed)));
}

#[test]
fn a_resumed_log_gives_the_bytes_of_one_that_never_stopped() {
    let entries = whole_log(51);
    let bodies: Vec<Body> = entries.iter().map(|entry| entry.entry().body().unwrap()).collect();
    for stop in 0..entries.len() {
        let stored: Vec<Vec<u8>> = entries[..stop].iter().map(VerifiedEntry::to_record_bytes).collect();
        let mut chain = ChainState::new(log());
        for record in &stored {
            let entry = SignedEntry::from_record_bytes(record).unwrap().verify(&log()).unwrap();
            chain.push(&entry).unwrap();
        }
        let mut builder = LogBuilder::resume(chain, key(1)).unwrap();
        let next = append(&mut builder, &bodies[stop]);
        assert_eq!(next.to_record_bytes(), entries[stop].to_record_bytes(), "stopped after {stop}");
    }
}

#[test]
fn a_prepared_entry_carries_its_receipt_and_checkpoint() {
    let (mut builder, _) = open_log(24);
    let prepared = builder.prepare_cast(&ballot(24), &code(24)).unwrap();
    let receipt = prepared.receipt().unwrap().clone();
    let checkpoint = prepared.checkpoint().unwrap().unwrap();
    let entry = builder.commit(prepared).unwrap();
    assert_eq!(receipt.verify(&log()), Ok(()));
    assert_eq!(Receipt::of(&log(), &code(24), &entry), Some(receipt));
    let verified = checkpoint.verify(&log(), &[]).unwrap();
    assert_eq!(verified.checkpoint(), &builder.chain().checkpoint());
    let next = builder.prepare(&Body::Event(event())).unwrap();
    assert_eq!((next.receipt(), next.checkpoint()), (None, Ok(None)));
}

#[test]
fn a_receipt_has_one_form_and_one_booth() {
    let entries = whole_log(1);
    let receipt = Receipt::of(&log(), &code(0), &entries[4]).unwrap();
    let by_hand = receipt_by_hand(&code(0), &entries[4].entry().to_bytes(), &key(1));
    assert_eq!(receipt.signature, by_hand);
    let text = String::from_utf8(receipt.to_bytes()).unwrap();
    let expected = format!(
        "{{\n  \"format\": \"pilkades/receipt/v1\",\n  \"election\": \"{}\",\n  \"village\": \"1607062001\",\n  \"tps\": 3,\n  \
         \"booth\": 2,\n  \"code\": \"{}\",\n  \"entry\": \"{}\",\n  \"signature\": \"{}\"\n}}\n",
        log().election,
        code(0),
        entries[4].hash(),
        hex::encode(by_hand.as_bytes()),
    );
    assert_eq!(text, expected);
    assert_eq!(Receipt::parse(text.as_bytes()), Ok(receipt.clone()));
    assert_eq!(receipt.verify(&log()), Ok(()));
    assert_eq!(Receipt { code: code(1), ..receipt.clone() }.verify(&log()), Err(ReceiptError::Signature));
    let other_entry = Receipt { entry: entries[3].hash(), ..receipt.clone() };
    assert_eq!(other_entry.verify(&log()), Err(ReceiptError::Signature));
    let stranger = LogIdentity { key: key(2).public(), ..log() };
    assert_eq!(receipt.verify(&stranger), Err(ReceiptError::Signature));
    let elsewhere = LogIdentity { election: ElectionId::new([0; 32]), ..log() };
    let foreign = ReceiptError::Foreign { election: log().election, booth: log().booth };
    assert_eq!(receipt.verify(&elsewhere), Err(foreign.clone()));
    let mut next_door = log();
    next_door.booth.booth = 1.try_into().unwrap();
    assert_eq!(receipt.verify(&next_door), Err(foreign));
    let field = |text: String| match Receipt::parse(text.as_bytes()) {
        Err(ReceiptError::Field { field, .. }) => field,
        other => panic!("{other:?}"),
    };
    assert_eq!(field(text.replace("receipt/v1", "receipt/v2")), "format");
    let signature = hex::encode(by_hand.as_bytes());
    assert_eq!(field(text.replace(&signature, &signature[2..])), "signature");
    assert_eq!(field(text.replace(&signature, &signature.to_uppercase())), "signature");
    for wrong in
        [text.trim_end().to_owned(), text.replace("\"tps\": 3", "\"tps\": 0"), text.replace("  ", " ")]
    {
        assert!(matches!(Receipt::parse(wrong.as_bytes()), Err(ReceiptError::Json(_))), "{wrong}");
    }
}
