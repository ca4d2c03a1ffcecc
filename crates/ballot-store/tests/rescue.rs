//! Records out of raw logs, whole, damaged and made to harm.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod support;

use std::fs;

use ballot_log::RecordError;
use ballot_store::{Damage, RecordProblem, RescueError, Rescued, rescue};
use rusqlite::Connection;
use support::{Bench, find, put};

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

#[test]
fn a_damaged_page_hides_its_own_records_only() {
    let bench = Bench::with(30);
    let records = bench.open().unwrap().0.records().unwrap();
    let place = find(&bench.paths.log, &records[15].to_record_bytes());
    put(&bench.paths.log, place / 4_096 * 4_096, &[0xa5; 4_096]);
    let found = rescued(&bench);
    let reason = "database disk image is malformed".to_owned();
    assert_eq!(found.damage, [Damage::Unreadable { reason }]);
    assert!((24..31).contains(&found.records.len()), "{}", found.records.len());
    assert!(!found.records.contains(&records[15]));
    assert!(found.records.iter().all(|record| records.contains(record)));
    assert!(found.records.contains(&records[0]) && found.records.contains(&records[30]));
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
    let connection = Connection::open(&bench.paths.log).unwrap();
    connection.execute_batch("CREATE VIEW more AS SELECT * FROM record").unwrap();
    let error = rescue(&bench.paths.log, &bench.path("")).unwrap_err();
    assert!(matches!(&error, RescueError::Foreign { name, .. } if name == "schema"), "{error}");

    fs::write(&bench.paths.log, "no database").unwrap();
    let reason = "the file is too short".to_owned();
    assert_eq!(rescued(&bench).damage, [Damage::Unreadable { reason }]);

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
