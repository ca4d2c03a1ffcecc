//! What a medium can do to a log, one fault at a time: each is named exactly, none loses an acknowledged ballot.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod support;

use std::fs;

use ballot_log::mirror::FrameError;
use ballot_log::{Body, BundleReader, CancelReason, Cancelled, ChainError, EntryError, SignedEntry};
use ballot_store::{
    ContentError, Damage, Durability, ExportError, Finding, HangingSlip, Medium, OpenError, Options,
    PlaceError, RecordProblem, SettingsError, Store, StoreError, Verifier, examine,
};
use election::{BallotCode, SecretKey, label};
use rusqlite::Connection;
use support::{Bench, FRAME, OPTIONS, find, flip, put, resize};

fn rebuilt(bench: &Bench, medium: Medium, damage: Damage) -> Finding {
    let kept = match medium {
        Medium::Log => bench.path("log.damaged-1"),
        Medium::Mirror => bench.path("mirror.damaged-1"),
    };
    Finding::Rebuilt { medium, damage, kept: Some(kept) }
}

fn record(position: u64, problem: RecordProblem) -> Damage {
    Damage::Record { position, problem }
}

fn unreadable(reason: &str) -> Damage {
    Damage::Unreadable { reason: reason.to_owned() }
}

/// The record at a position, with the place of its bytes in the log's file.
fn stored(bench: &Bench, position: usize) -> (SignedEntry, u64) {
    let entry = bench.open().unwrap().0.records().unwrap().swap_remove(position);
    let place = find(&bench.paths.log, &entry.to_record_bytes());
    (entry, place)
}

#[test]
fn an_ordinary_end_finds_nothing() {
    let bench = Bench::with(3);
    let (findings, entries) = bench.recover();
    assert_eq!((findings, entries.len()), (vec![], 4));
}

#[test]
fn a_missing_mirror_is_rebuilt() {
    let bench = Bench::with(3);
    let before = bench.snapshot();
    fs::remove_file(&bench.paths.mirror).unwrap();
    let (findings, entries) = bench.recover();
    let finding = Finding::Rebuilt { medium: Medium::Mirror, damage: Damage::Missing, kept: None };
    assert_eq!((findings, entries.len()), (vec![finding], 4));
    assert!(fs::read(&bench.paths.mirror).unwrap().starts_with(&before[1]));
}

#[test]
fn a_missing_log_is_rebuilt() {
    let bench = Bench::with(3);
    fs::remove_file(&bench.paths.log).unwrap();
    let (findings, entries) = bench.recover();
    let finding = Finding::Rebuilt { medium: Medium::Log, damage: Damage::Missing, kept: None };
    assert_eq!((findings, entries.len()), (vec![finding], 4));
}

#[test]
fn without_both_there_is_nothing_to_open() {
    let bench = Bench::without_log();
    assert!(matches!(bench.refusal(), OpenError::Place(PlaceError::Absent { .. })));
}

#[test]
fn a_log_is_never_made_over_a_file() {
    let bench = Bench::with(1);
    for kept in [&bench.paths.log, &bench.paths.mirror] {
        let error = Store::create(&bench.paths, bench.verifier(), &OPTIONS).map(|_| ()).unwrap_err();
        assert!(matches!(&error, OpenError::Place(PlaceError::Present { path }) if path == kept), "{error}");
        fs::remove_file(kept).unwrap();
    }
}

#[test]
fn a_garbled_mirror_block_is_rebuilt_and_kept() {
    let bench = Bench::with(3);
    put(&bench.paths.mirror, 2 * FRAME, &[0xa5; 4_096]);
    let garbled = fs::read(&bench.paths.mirror).unwrap();
    let (findings, entries) = bench.recover();
    let damage = record(1, RecordProblem::Frame(FrameError::Magic));
    assert_eq!((findings, entries.len()), (vec![rebuilt(&bench, Medium::Mirror, damage)], 4));
    assert_eq!(fs::read(bench.path("mirror.damaged-1")).unwrap(), garbled);
}

#[test]
fn a_second_damaged_file_gets_a_second_name() {
    let bench = Bench::with(2);
    for number in 1..=2 {
        put(&bench.paths.mirror, FRAME, &[0xa5; 4_096]);
        bench.recover();
        assert!(bench.path(&format!("mirror.damaged-{number}")).exists());
    }
}

#[test]
fn one_flipped_bit_of_any_part_is_found_on_either_medium() {
    let mut bench = Bench::with(26);
    let (entry, _) = stored(&bench, 25);
    let length = entry.to_record_bytes().len();
    let parts = [
        (length - 192, RecordProblem::Signature(EntryError::Signature { position: 25 })),
        (length - 128, RecordProblem::Signature(EntryError::Receipt { position: 25 })),
    ];
    for (offset, problem) in parts {
        let offset = u64::try_from(offset).unwrap();
        let damage = record(25, problem);
        flip(&bench.paths.mirror, 26 * FRAME + 8 + offset);
        assert_eq!(bench.recover().0.len(), 1);
        let place = stored(&bench, 25).1;
        flip(&bench.paths.log, place + offset);
        let (findings, entries) = bench.recover();
        let Finding::Rebuilt { medium: Medium::Log, damage: found, .. } = &findings[0] else { panic!() };
        assert_eq!((found, entries.len()), (&damage, 27));
    }
    let place = stored(&bench, 25).1;
    flip(&bench.paths.log, place + u64::try_from(length - 1).unwrap());
    let (findings, _) = bench.recover();
    let Finding::Rebuilt { damage: Damage::Record { position: 25, problem }, .. } = &findings[0] else {
        panic!()
    };
    assert!(matches!(problem, RecordProblem::Chain(ChainError::Part { position: 25, .. })), "{problem}");
    bench.record(1);
}

#[test]
fn a_frame_that_was_begun_is_finished_from_the_log() {
    for end in [8, 700, 4_000] {
        let bench = Bench::with(3);
        let frame = fs::read(&bench.paths.mirror).unwrap()[4 * 4_096..5 * 4_096].to_vec();
        put(&bench.paths.mirror, 4 * FRAME + end, &vec![0xff; 4_096 - usize::try_from(end).unwrap()]);
        let (findings, entries) = bench.recover();
        let finding =
            Finding::RolledForward { medium: Medium::Mirror, from: 3, records: 1, unfinished: true };
        assert_eq!((findings, entries.len()), (vec![finding], 4));
        assert_eq!(fs::read(&bench.paths.mirror).unwrap()[4 * 4_096..5 * 4_096], frame);
    }
}

#[test]
fn a_begun_frame_whose_record_the_log_lacks_is_damage() {
    let bench = Bench::with(3);
    put(&bench.paths.mirror, 5 * FRAME, b"PLKM");
    let (findings, entries) = bench.recover();
    let problem = RecordProblem::Frame(FrameError::Record(SignedEntry::from_record_bytes(&[]).unwrap_err()));
    assert_eq!((findings, entries.len()), (vec![rebuilt(&bench, Medium::Mirror, record(4, problem))], 4));
}

#[test]
fn an_empty_frame_is_the_end_or_a_gap() {
    let bench = Bench::with(3);
    put(&bench.paths.mirror, 4 * FRAME, &[0; 4_096]);
    let behind = Finding::RolledForward { medium: Medium::Mirror, from: 3, records: 1, unfinished: false };
    assert_eq!(bench.recover().0, [behind]);
    put(&bench.paths.mirror, 2 * FRAME, &[0; 4_096]);
    let gap = rebuilt(&bench, Medium::Mirror, record(1, RecordProblem::Empty));
    let (findings, entries) = bench.recover();
    assert_eq!((findings, entries.len()), (vec![gap], 4));
}

#[test]
fn a_mirror_cut_short_is_rolled_forward() {
    let bench = Bench::with(3);
    for (length, from, unfinished) in [(4 * FRAME, 3, false), (3 * FRAME + 100, 2, true), (FRAME, 0, false)] {
        resize(&bench.paths.mirror, length);
        let records = 4 - from;
        let finding = Finding::RolledForward { medium: Medium::Mirror, from, records, unfinished };
        assert_eq!(bench.recover(), (vec![finding], bench.recover().1));
    }
    resize(&bench.paths.mirror, 0);
    assert_eq!(bench.recover().0, [rebuilt(&bench, Medium::Mirror, Damage::Header)]);
}

#[test]
fn a_mirror_with_the_header_of_another_log_but_our_records_is_damaged() {
    let (bench, other) = (Bench::with(2), Bench::with(1));
    put(&bench.paths.mirror, 0, &other.snapshot()[1][..4_096]);
    // Both benches have the same seed; another byte makes it another log.
    flip(&bench.paths.mirror, 8 + 10);
    assert_eq!(bench.recover().0, [rebuilt(&bench, Medium::Mirror, Damage::Header)]);
}

#[test]
fn a_garbled_page_of_the_log_is_rebuilt_from_the_mirror() {
    let bench = Bench::with(12);
    let (_, place) = stored(&bench, 6);
    put(&bench.paths.log, place / 4_096 * 4_096, &[0xa5; 4_096]);
    let garbled = fs::read(&bench.paths.log).unwrap();
    let (findings, entries) = bench.recover();
    let damage = unreadable("database disk image is malformed");
    assert_eq!((findings, entries.len()), (vec![rebuilt(&bench, Medium::Log, damage)], 13));
    assert_eq!(fs::read(bench.path("log.damaged-1")).unwrap(), garbled);
}

#[test]
fn a_log_without_its_head_or_its_end_is_rebuilt_from_the_mirror() {
    let bench = Bench::with(12);
    let length = fs::metadata(&bench.paths.log).unwrap().len();
    put(&bench.paths.log, 0, &[0; 4_096]);
    let headless = unreadable("the file does not begin like a database");
    assert_eq!(bench.recover().0, [rebuilt(&bench, Medium::Log, headless)]);
    for (number, cut, reason) in [
        (2, length - 4_096, "database disk image is malformed"),
        (3, 50, "the file is too short"),
        (4, 0, "the file is too short"),
    ] {
        resize(&bench.paths.log, cut);
        let (findings, entries) = bench.recover();
        let kept = Some(bench.path(&format!("log.damaged-{number}")));
        let finding = Finding::Rebuilt { medium: Medium::Log, damage: unreadable(reason), kept };
        assert_eq!((findings, entries.len()), (vec![finding], 13), "{cut}");
    }
}

#[test]
fn whichever_medium_is_behind_is_rolled_forward() {
    for (medium, records) in [(Medium::Log, 1), (Medium::Log, 10), (Medium::Mirror, 1), (Medium::Mirror, 10)]
    {
        let mut bench = Bench::with(2);
        let [log, mirror] = bench.snapshot();
        bench.record(usize::try_from(records).unwrap());
        let before = bench.recover().1;
        match medium {
            Medium::Log => fs::write(&bench.paths.log, log).unwrap(),
            Medium::Mirror => fs::write(&bench.paths.mirror, mirror).unwrap(),
        }
        let finding = Finding::RolledForward { medium, from: 3, records, unfinished: false };
        assert_eq!(bench.recover(), (vec![finding], before));
    }
}

#[test]
fn a_record_that_only_the_damaged_mirror_has_is_kept() {
    let mut bench = Bench::with(3);
    let [log, _] = bench.snapshot();
    bench.record(1);
    let before = bench.recover().1;
    fs::write(&bench.paths.log, log).unwrap();
    put(&bench.paths.mirror, 2 * FRAME, &[0xa5; 4_096]);
    let forward = Finding::RolledForward { medium: Medium::Log, from: 4, records: 1, unfinished: false };
    let damage = record(1, RecordProblem::Frame(FrameError::Magic));
    assert_eq!(bench.recover(), (vec![forward, rebuilt(&bench, Medium::Mirror, damage)], before));
}

/// A log and a mirror that were continued differently after the same two ballots.
fn forked() -> Bench {
    let mut bench = Bench::with(2);
    let [log, mirror] = bench.snapshot();
    bench.record(1);
    let [first, _] = bench.snapshot();
    fs::write(&bench.paths.log, log).unwrap();
    fs::write(&bench.paths.mirror, mirror).unwrap();
    bench.record(2);
    fs::write(&bench.paths.log, first).unwrap();
    bench
}

#[test]
fn two_signed_entries_of_one_position_are_a_fork() {
    let bench = forked();
    let before = bench.snapshot();
    let error = bench.refusal();
    let OpenError::Content(ContentError::Fork { position: 3, log, mirror }) = error else {
        panic!("{error}")
    };
    assert_ne!(log, mirror);
    assert!(bench.snapshot() == before, "a refused log is left alone");

    let found = examine(&bench.paths, &bench.verifier(), &OPTIONS).unwrap();
    for (reading, name, count, head) in [(found.log, "a.plkb", 4, log), (found.mirror, "b.plkb", 5, mirror)] {
        assert_eq!(reading.damage(), None);
        reading.export(&bench.path(name)).unwrap();
        let bytes = fs::read(bench.path(name)).unwrap();
        let records: Vec<SignedEntry> =
            BundleReader::new(&bytes[..]).unwrap().collect::<Result<_, _>>().unwrap();
        assert_eq!((records.len(), records[3].entry().hash()), (count, head));
    }
}

#[test]
fn a_fork_is_also_found_behind_damage() {
    let bench = forked();
    put(&bench.paths.mirror, 2 * FRAME, &[0xa5; 4_096]);
    let error = bench.refusal();
    assert!(matches!(error, OpenError::Content(ContentError::Fork { position: 3, .. })), "{error}");
}

#[test]
fn a_log_of_another_booth_or_election_is_refused() {
    let bench = Bench::with(2);
    let mut other = Bench::of_another_election();
    other.record(2);
    let own = bench.snapshot();
    let [log, mirror] = other.snapshot();
    for (medium, files) in
        [(Medium::Log, [&log, &mirror]), (Medium::Log, [&log, &own[1]]), (Medium::Mirror, [&own[0], &mirror])]
    {
        fs::write(&bench.paths.log, files[0]).unwrap();
        fs::write(&bench.paths.mirror, files[1]).unwrap();
        let error = bench.refusal();
        assert!(
            matches!(&error, OpenError::Content(ContentError::OtherLog { medium: found }) if *found == medium),
            "{error}"
        );
        assert!(bench.snapshot() == files.map(Clone::clone), "a refused log is left alone");
    }
}

#[test]
fn a_record_signed_by_another_key_is_damage() {
    let bench = Bench::with(3);
    let (entry, place) = stored(&bench, 2);
    let election = bench.station().identity().election;
    let text = [label("entry").as_slice(), election.as_bytes(), entry.entry().hash().as_bytes()].concat();
    let forged = SecretKey::from_bytes(&[7; 32]).sign(&text);
    let offset = u64::try_from(entry.to_record_bytes().len()).unwrap() - 128;
    put(&bench.paths.log, place + offset, forged.as_bytes());
    let damage = record(2, RecordProblem::Signature(EntryError::Signature { position: 2 }));
    assert_eq!(bench.recover().0, [rebuilt(&bench, Medium::Log, damage)]);
}

#[test]
fn a_true_record_at_another_place_is_damage() {
    let bench = Bench::with(3);
    let mirror = &bench.snapshot()[1];
    put(&bench.paths.mirror, 2 * FRAME, &mirror[3 * 4_096..4 * 4_096]);
    let damage = record(1, RecordProblem::Elsewhere { found: 2 });
    assert_eq!(bench.recover().0, [rebuilt(&bench, Medium::Mirror, damage)]);
}

#[test]
fn both_damaged_is_refused_and_says_what_is_readable() {
    let bench = Bench::with(9);
    let (_, place) = stored(&bench, 4);
    flip(&bench.paths.log, place + 100);
    put(&bench.paths.mirror, 5 * FRAME, &[0xa5; 4_096]);
    let before = bench.snapshot();
    let OpenError::Content(ContentError::BothDamaged { log, mirror, readable }) = bench.refusal() else {
        panic!()
    };
    assert_eq!(*log, record(4, RecordProblem::Signature(EntryError::Signature { position: 4 })));
    assert_eq!(*mirror, record(4, RecordProblem::Frame(FrameError::Magic)));
    assert_eq!(readable, 9);
    assert!(bench.snapshot() == before, "a refused log is left alone");
    let found = examine(&bench.paths, &bench.verifier(), &OPTIONS).unwrap();
    assert_eq!((found.log.entries().count(), found.mirror.entries().count()), (9, 9));
}

#[test]
fn without_codes_a_differing_receipt_cannot_be_decided() {
    let bench = Bench::with(2);
    let (entry, _) = stored(&bench, 2);
    let last = u64::try_from(entry.to_record_bytes().len()).unwrap() - 1;
    flip(&bench.paths.mirror, 3 * FRAME + 8 + last);
    let blind = Verifier::new(bench.station().identity().clone(), Box::new(|_| None));
    let error = Store::open(&bench.paths, blind, &OPTIONS).map(|_| ()).unwrap_err();
    let OpenError::Content(ContentError::BothDamaged { log, mirror, readable: 3 }) = error else {
        panic!("{error}")
    };
    let differs = record(2, RecordProblem::Differs);
    assert_eq!((*log, *mirror), (differs.clone(), differs));
}

#[test]
fn a_database_that_another_program_has_used_is_refused() {
    for (sql, setting) in [
        ("PRAGMA journal_mode = WAL", "file format"),
        ("CREATE INDEX more ON record (bytes)", "schema"),
        ("PRAGMA page_size = 8192; VACUUM", "file format"),
    ] {
        let bench = Bench::with(2);
        Connection::open(&bench.paths.log).unwrap().execute_batch(sql).unwrap();
        let before = bench.snapshot();
        let OpenError::Settings(SettingsError::Differs { file, name, .. }) = bench.refusal() else {
            panic!("{sql}")
        };
        assert_eq!((file, name.as_str()), (bench.paths.log.clone(), setting), "{sql}");
        assert!(bench.snapshot() == before, "a refused log is left alone");
        fs::remove_file(&bench.paths.log).unwrap();
        assert_eq!(bench.recover().1.len(), 3, "as the message says");
    }
    let bench = Bench::with(2);
    fs::write(bench.path("log-wal"), "").unwrap();
    let OpenError::Settings(SettingsError::Differs { name, found, .. }) = bench.refusal() else { panic!() };
    assert_eq!((name.as_str(), found.as_str()), ("side file", "-wal"));
}

#[test]
fn one_device_is_refused_unless_it_is_allowed() {
    let bench = Bench::with(1);
    let options = Options { frames: 8, ..Options::full() };
    let error = Store::open(&bench.paths, bench.verifier(), &options).map(|_| ()).unwrap_err();
    assert!(matches!(error, OpenError::Place(PlaceError::OneDevice { .. })), "{error}");
    assert_eq!(bench.open().unwrap().1.findings, [Finding::OneDevice]);
}

#[test]
fn a_second_opening_is_locked_out_on_either_file() {
    let bench = Bench::with(1);
    let held = bench.open().unwrap();
    for (log, mirror, lock) in [("log", "mirror", "log.lock"), ("other", "mirror", "mirror.lock")] {
        let paths = ballot_store::Paths { log: bench.path(log), mirror: bench.path(mirror) };
        let error = Store::open(&paths, bench.verifier(), &OPTIONS).map(|_| ()).unwrap_err();
        assert!(
            matches!(&error, OpenError::Place(PlaceError::Locked { lock: found }) if *found == bench.path(lock))
        );
    }
    drop(held);
    assert!(bench.open().is_ok());
}

#[test]
fn links_are_not_followed() {
    for name in ["log", "mirror"] {
        let bench = Bench::with(1);
        let (path, moved) = (bench.path(name), bench.path("moved"));
        fs::rename(&path, &moved).unwrap();
        std::os::unix::fs::symlink(&moved, &path).unwrap();
        assert!(matches!(bench.refusal(), OpenError::Place(PlaceError::Io { .. })), "{name}");
    }
}

#[test]
fn the_first_error_poisons_the_store() {
    let bench = Bench::with(2);
    let mut recorder = bench.recorder();
    let old = recorder.store.records().unwrap().swap_remove(2);
    let code = bench.station().code_of(old.entry().body_bytes()).unwrap();
    let good = Body::Cancelled(Cancelled { code, reason: CancelReason::Voter });
    let next = recorder.builder.prepare(&good).unwrap().record().clone();

    let error = recorder.store.append(old).unwrap_err();
    assert!(matches!(error, StoreError::Refused(RecordProblem::Elsewhere { found: 2 })), "{error}");
    assert!(matches!(recorder.store.append(next.clone()), Err(StoreError::Poisoned)));
    assert!(matches!(recorder.store.records(), Err(StoreError::Poisoned)));
    let export = recorder.store.export(&bench.path("out.plkb"));
    assert!(matches!(export, Err(ExportError::Store(StoreError::Poisoned))));
    drop(recorder);

    let mut store = bench.open().unwrap().0;
    store.append(next).unwrap();
    assert_eq!(store.records().unwrap().len(), 4);
}

#[test]
fn a_log_that_changed_under_the_store_is_not_continued() {
    let mut bench = Bench::with(2);
    let mut recorder = bench.recorder();
    let foreign = Connection::open(&bench.paths.log).unwrap();
    foreign.execute_batch("INSERT INTO record VALUES (3, x'00')").unwrap();
    let error = recorder.cast(&mut bench.random).unwrap_err().downcast::<StoreError>().unwrap();
    let StoreError::Medium { medium: Medium::Log, reason } = *error else { panic!("{error}") };
    assert_eq!(reason, "another process has written to the log");
}

#[test]
fn durability_is_what_the_log_says() {
    let bench = Bench::without_log();
    let relaxed = Options { durability: Durability::Relaxed, ..OPTIONS };
    drop(bench.recorder_with(&relaxed));
    let (recorded, asked) = (Durability::Relaxed, Durability::Full);
    let OpenError::Content(error) = bench.refusal() else { panic!() };
    assert_eq!(error, ContentError::Durability { recorded, asked });

    let bench = Bench::without_log();
    let mut store = Store::create(&bench.paths, bench.verifier(), &OPTIONS).unwrap().0;
    let other = Bench::without_log();
    let opened = other.recorder_with(&relaxed).store.records().unwrap();
    let error = store.append(opened[0].clone()).unwrap_err();
    let StoreError::Content(error) = error else { panic!("{error}") };
    assert_eq!(error, ContentError::Durability { recorded, asked });
}

#[test]
fn a_bundle_holds_the_log_and_never_replaces_a_file() {
    let bench = Bench::with(3);
    let (store, recovery) = bench.open().unwrap();
    let path = bench.path("log.plkb");
    store.export(&path).unwrap();
    let bytes = fs::read(&path).unwrap();
    let records: Vec<SignedEntry> = BundleReader::new(&bytes[..]).unwrap().collect::<Result<_, _>>().unwrap();
    assert!(records.iter().eq(recovery.entries.iter().map(ballot_log::VerifiedEntry::record)));
    let error = store.export(&path).unwrap_err();
    let ExportError::Io { source, .. } = error else { panic!("{error}") };
    assert_eq!(source.kind(), std::io::ErrorKind::AlreadyExists);
    assert_eq!(fs::read(&path).unwrap(), bytes);
    assert!(!bench.path("log.plkb.tmp").exists());
}

#[test]
fn an_interrupted_rebuild_is_done_again() {
    let bench = Bench::with(3);
    let before = bench.recover().1;
    fs::rename(&bench.paths.log, bench.path("log.damaged-1")).unwrap();
    for leftover in ["log-journal", "log.new", "log.new-journal", "mirror.new"] {
        fs::write(bench.path(leftover), "left over").unwrap();
    }
    let kept = Some(bench.path("log.damaged-2"));
    let finding = Finding::Rebuilt { medium: Medium::Log, damage: Damage::Missing, kept };
    assert_eq!(bench.recover(), (vec![finding], before));
    assert_eq!(fs::read(bench.path("log.damaged-2-journal")).unwrap(), b"left over");
}

#[test]
fn which_slip_hangs_is_known_after_the_machine_was_off() {
    let mut bench = Bench::with(1);
    let (one, other) = (BallotCode::new([1; 32]), BallotCode::new([2; 32]));
    let says = |bench: &Bench| bench.open().unwrap().0.hanging_slip();
    assert_eq!(says(&bench), HangingSlip::Nothing);
    for code in [one, other] {
        bench.open().unwrap().0.remember_slip(&code).unwrap();
        assert_eq!(says(&bench), HangingSlip::Slip(code));
    }
    bench.record(1);
    assert_eq!(says(&bench), HangingSlip::Slip(other), "a record alone changes nothing");
    bench.open().unwrap().0.forget_slip().unwrap();
    assert_eq!(says(&bench), HangingSlip::Nothing);
}

/// Each file alone, and both: torn, of another length, gone, of another booth, of another ballot.
#[test]
fn what_is_wrong_with_the_slip_files_never_names_another_ballot() {
    let bench = Bench::with(1);
    let code = BallotCode::new([1; 32]);
    let files = [bench.path("log.slip"), bench.path("mirror.slip")];
    let (blank, whole) = (fs::read(&files[0]).unwrap(), {
        bench.open().unwrap().0.remember_slip(&code).unwrap();
        fs::read(&files[0]).unwrap()
    });
    assert_eq!((blank.len(), whole.len(), whole == fs::read(&files[1]).unwrap()), (4_096, 4_096, true));
    let stranger = Bench::of_another_election();
    stranger.recorder().store.remember_slip(&code).unwrap();
    let foreign = fs::read(stranger.path("log.slip")).unwrap();
    let bent = |at: usize| whole.iter().enumerate().map(|(i, byte)| byte ^ u8::from(i == at)).collect();
    let torn = [&whole[..20], &blank[20..]].concat();
    let (slip, unclear) = (HangingSlip::Slip(code), HangingSlip::Unclear);
    let cases: [(Vec<u8>, HangingSlip); 8] = [
        (torn, unclear),
        (bent(4), unclear),
        (bent(9), unclear),
        (bent(50), unclear),
        (bent(4_095), unclear),
        (whole[..100].to_vec(), unclear),
        (foreign, unclear),
        (Vec::new(), HangingSlip::Nothing),
    ];
    for (number, (damaged, alone)) in cases.into_iter().enumerate() {
        let says = |[log, mirror]: [&[u8]; 2]| {
            fs::write(&files[0], log).unwrap();
            fs::write(&files[1], mirror).unwrap();
            bench.open().unwrap().0.hanging_slip()
        };
        assert_eq!(says([&damaged, &whole]), slip, "case {number}");
        assert_eq!(says([&whole, &damaged]), slip, "case {number}");
        assert_eq!(says([&damaged, &blank]), alone, "case {number}");
        assert_eq!(says([&blank, &damaged]), alone, "case {number}");
        assert_eq!(says([&damaged, &damaged]), alone, "case {number}");
    }
    fs::remove_file(&files[0]).unwrap();
    fs::write(&files[1], &whole).unwrap();
    assert_eq!(bench.open().unwrap().0.hanging_slip(), slip);
    let mut store = bench.open().unwrap().0;
    store.remember_slip(&BallotCode::new([2; 32])).unwrap();
    drop(store);
    fs::write(&files[1], &whole).unwrap();
    assert_eq!(bench.open().unwrap().0.hanging_slip(), unclear, "two different ones");
    bench.open().unwrap().0.forget_slip().unwrap();
    assert_eq!(bench.open().unwrap().0.hanging_slip(), HangingSlip::Nothing, "and it is written over");
}

#[test]
fn a_new_log_begins_without_a_slip() {
    let bench = Bench::without_log();
    fs::write(bench.path("log.slip"), [7; 4_096]).unwrap();
    let (store, _) = Store::create(&bench.paths, bench.verifier(), &OPTIONS).unwrap();
    assert_eq!(store.hanging_slip(), HangingSlip::Nothing);
    assert_eq!(fs::read(bench.path("log.slip")).unwrap(), [0; 4_096]);
}
