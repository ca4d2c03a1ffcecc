//! A medium that is full: the booth stops, says so, and goes on when there is room.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod support;

use ballot_store::{Finding, Medium, OpenError, PlaceError, Store};
use support::{Bench, OPTIONS};

/// Runs the child with a limit on the size of every file, in blocks of 512 bytes.
fn with_limit(bench: &Bench, blocks: u32, ballots: u32) -> Vec<String> {
    let shell = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$@\"");
    let mut words = vec!["sh".into(), "-c".into(), shell.into(), "sh".into()];
    words.extend(support::child(bench, ballots));
    let (mut child, acknowledged) = support::start(&words);
    assert!(!child.wait().unwrap().success());
    acknowledged.join().unwrap()
}

#[test]
fn a_mirror_that_cannot_grow_loses_nothing() {
    let mut bench = Bench::in_memory();
    // Room for 25 frames: the mirror's fourth part of 8 frames does not fit.
    let acknowledged = with_limit(&bench, 25 * 8, 40);
    assert_eq!(acknowledged.len(), 22, "header, opened, one event and 22 ballots fit");
    let found = bench.open().unwrap().1.findings;
    let behind = Finding::RolledForward { medium: Medium::Mirror, from: 24, records: 1, unfinished: false };
    assert_eq!(found, [Finding::OneDevice, behind]);
    assert_eq!(bench.check(&acknowledged).len(), 23);
    bench.record(1);
}

#[test]
fn media_without_room_for_a_log_are_refused_before_the_polls_open() {
    let bench = Bench::in_memory();
    assert_eq!(with_limit(&bench, 5 * 8, 1), Vec::<String>::new());
    let error = Store::open(&bench.paths, bench.verifier(), &OPTIONS).map(|_| ()).unwrap_err();
    assert!(matches!(error, OpenError::Place(PlaceError::Absent { .. })), "{error}");
    assert_eq!(bench.recorder().store.chain().size(), 1, "with room it is made");
}

#[test]
#[ignore = "the child of the tests above, in a process of its own"]
fn records_ballots_until_it_is_killed() {
    support::be_the_child();
}
