//! Records out of raw logs, whole, damaged and made to harm.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod support;

use std::fs;
use std::ops::ControlFlow;

use ballot_log::{Entry, Kind, RecordError, SignedEntry};
use ballot_store::{Damage, RecordProblem, Rescue, RescueError, Rescued, rescue};
use election::EntryHash;
use rusqlite::Connection;
use support::{Bench, find, put};

const PAGE: usize = 4_096;

fn rescued(bench: &Bench) -> Rescued {
    let private = tempfile::tempdir().unwrap();
    let rescued = rescue(&bench.paths.log, private.path()).unwrap();
    assert_eq!(fs::read_dir(private.path()).unwrap().count(), 0, "the copy is removed");
    rescued
}

#[test]
fn a_whole_log_comes_out_whole() {
    let bench = Bench::with(12);
    let found = rescued(&bench);
    assert_eq!(found.damage, []);
    assert!(found.header.unwrap().matches(bench.station().identity()));
    assert_eq!(found.records, bench.open().unwrap().0.records().unwrap());
}

/// Positions of the signed records that came out. Pieces of records that pages once held may come out with them.
fn positions(bench: &Bench, found: Rescued) -> Vec<u64> {
    let signed = found.records.into_iter().filter_map(|r| r.verify(bench.station().identity()).ok());
    signed.map(|entry| entry.entry().position()).collect()
}

#[test]
fn a_damaged_page_hides_its_own_records_only() {
    let bench = Bench::with(30);
    let bytes = fs::read(&bench.paths.log).unwrap();
    let mut lost_in_all = 0;
    for page in 0..bytes.len() / PAGE {
        for filling in [0, 0xa5] {
            let mut damaged = bytes.clone();
            damaged[page * PAGE..(page + 1) * PAGE].fill(filling);
            fs::write(&bench.paths.log, &damaged).unwrap();
            let found = rescued(&bench);
            let left = positions(&bench, found.clone());
            let lost: Vec<u64> = (0..31).filter(|position| !left.contains(position)).collect();
            // A page holds a few records at most, and those are neighbours.
            assert!(lost.len() <= 5 && lost.is_sorted_by(|a, b| a + 1 == *b), "page {page}: {lost:?}");
            assert_ne!(found.damage, [], "page {page} filled with {filling}");
            let gap = |first, last| found.damage.contains(&Damage::Gap { first, last });
            if let [first, .., last] | [first @ last] = lost[..] {
                assert!(last == 30 || gap(first, last), "page {page}: {:?}", found.damage);
            }
            lost_in_all += lost.len();
        }
    }
    assert_eq!(lost_in_all, 2 * 31, "every record lies on one page");
}

#[test]
fn what_is_left_of_a_truncated_log_is_read() {
    let bench = Bench::with(30);
    let whole = rescued(&bench).records;
    let bytes = fs::read(&bench.paths.log).unwrap();
    for length in (0..bytes.len()).step_by(1_777) {
        fs::write(&bench.paths.log, &bytes[..length]).unwrap();
        let found = rescued(&bench);
        let left = &bytes[..length];
        let is_there = |record: &&SignedEntry| {
            let record = record.to_record_bytes();
            left.windows(record.len()).any(|part| part == record)
        };
        let expected: Vec<u64> = whole.iter().filter(is_there).map(|r| r.entry().position()).collect();
        assert_ne!(found.damage, [], "{length} bytes");
        assert_eq!(positions(&bench, found), expected, "{length} bytes");
    }
}

/// `record'` of an entry that nobody has signed.
fn unsigned(kind: Kind, position: u64, body: usize) -> Vec<u8> {
    let entry = Entry::new(kind, position, EntryHash::new([7; 32]), vec![b'x'; body]).unwrap();
    let (parts, signatures) = if kind == Kind::Closed { (0b10, 128) } else { (0, 64) };
    [vec![parts], entry.to_bytes(), vec![9; signatures]].concat()
}

#[test]
fn a_record_in_pieces_is_read_between_two_damages() {
    let bench = Bench::with(2);
    let connection = Connection::open(&bench.paths.log).unwrap();
    let rows: Vec<Vec<u8>> = (3..40)
        .map(|position| match position {
            // Longer than a page: the end of it lies on a page of its own.
            20 => unsigned(Kind::Closed, position, 3_900),
            _ => unsigned(Kind::Event, position, 900),
        })
        .collect();
    for (position, row) in (3..).zip(&rows) {
        connection.execute("INSERT INTO record VALUES (?1, ?2)", (position, row)).unwrap();
    }
    drop(connection);
    assert_eq!(rescued(&bench).damage, []);
    for position in [10, 30] {
        let place = find(&bench.paths.log, &rows[position - 3]);
        put(&bench.paths.log, place / PAGE as u64 * PAGE as u64, &[0xa5; PAGE]);
    }
    let found = rescued(&bench);
    assert!(
        found.records.iter().any(|record| record.to_record_bytes() == rows[20 - 3]),
        "{:?}",
        found.damage
    );
    assert!((32..36).contains(&found.records.len()), "{}", found.records.len());
}

#[test]
fn what_lies_in_a_database_with_another_schema_is_found() {
    for sql in [
        "CREATE VIEW more AS SELECT * FROM record",
        "DROP TRIGGER record_is_never_deleted",
        "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, 'BLOB', 'ANY')",
        "PRAGMA journal_mode = WAL",
    ] {
        let bench = Bench::with(2);
        let whole = rescued(&bench).records;
        Connection::open(&bench.paths.log).unwrap().execute_batch(sql).unwrap();
        let found = rescued(&bench);
        assert_eq!(found.records, whole, "{sql}");
        let [Damage::Header, Damage::Unreadable { reason }] = &found.damage[..] else { panic!("{found:?}") };
        assert!(
            reason.starts_with("schema is another one") || reason.starts_with("file format is"),
            "{reason}"
        );
    }
}

#[test]
fn whoever_has_seen_enough_ends_the_reading_and_the_copy_is_removed() {
    // In rows, and where only the bytes can be searched.
    for (sql, damage) in [("", 0), ("DROP TRIGGER record_is_never_deleted", 1)] {
        let bench = Bench::with(12);
        Connection::open(&bench.paths.log).unwrap().execute_batch(sql).unwrap();
        let private = tempfile::tempdir().unwrap();
        let rescue = Rescue::open(&bench.paths.log, private.path()).unwrap();
        assert_eq!(rescue.header().is_some(), damage == 0, "{sql}");
        let mut seen = 0;
        let found = rescue.each_record(&mut |_| {
            seen += 1;
            if seen == 3 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        assert_eq!((seen, found.unwrap().len()), (3, damage), "{sql}");
        assert_eq!(fs::read_dir(private.path()).unwrap().count(), 0, "{sql}");
    }
}

#[test]
fn side_files_are_not_taken_along() {
    let bench = Bench::with(2);
    let before = rescued(&bench);
    fs::write(bench.path("log-journal"), "crafted").unwrap();
    fs::write(bench.path("log-wal"), "crafted").unwrap();
    assert_eq!(rescued(&bench), before);
    assert_eq!(fs::read(bench.path("log-journal")).unwrap(), b"crafted");
}

#[test]
fn what_is_no_log_is_not_read() {
    let bench = Bench::with(2);
    fs::remove_file(&bench.paths.log).unwrap();
    let connection = Connection::open(&bench.paths.log).unwrap();
    connection.execute_batch("CREATE TABLE cookies (name TEXT)").unwrap();
    drop(connection);
    let error = rescue(&bench.paths.log, &bench.path("")).unwrap_err();
    assert!(matches!(&error, RescueError::Foreign { name, .. } if name == "schema"), "{error}");

    fs::write(&bench.paths.log, "no database").unwrap();
    let reason = "the file is too short".to_owned();
    assert_eq!(rescued(&bench).damage, [Damage::Header, Damage::Unreadable { reason }]);

    fs::remove_file(&bench.paths.log).unwrap();
    std::os::unix::fs::symlink("/dev/zero", &bench.paths.log).unwrap();
    assert!(matches!(rescue(&bench.paths.log, &bench.path("")), Err(RescueError::Io { .. })));
}

#[test]
fn records_that_are_none_are_named() {
    let bench = Bench::with(2);
    let connection = Connection::open(&bench.paths.log).unwrap();
    connection.execute_batch("INSERT INTO record VALUES (3, x'0101')").unwrap();
    connection.execute_batch("INSERT INTO record SELECT 4, bytes FROM record WHERE position = 1").unwrap();
    connection.execute_batch("INSERT INTO record VALUES (5, zeroblob(60000))").unwrap();
    let found = rescued(&bench);
    let RecordProblem::Form(problem) = problem(&found.damage[0], 3) else { panic!("{:?}", found.damage) };
    assert!(matches!(problem, RecordError::Entry(_)), "{problem}");
    assert_eq!(problem_of(&found, 1, 4), &RecordProblem::Elsewhere { found: 1 });
    assert_eq!(problem_of(&found, 2, 5), &RecordProblem::Form(RecordError::TooLong { found: 60_000 }));
    assert_eq!((found.records.len(), found.damage.len()), (3, 3));
}

fn problem(damage: &Damage, at: u64) -> &RecordProblem {
    let Damage::Record { position, problem } = damage else { panic!("{damage:?}") };
    assert_eq!(*position, at);
    problem
}

fn problem_of(found: &Rescued, index: usize, at: u64) -> &RecordProblem {
    problem(&found.damage[index], at)
}
