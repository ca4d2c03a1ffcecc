//! Lets one system call of a booth fail, or kills it there: every fifth one of a poll of 20 ballots, with strace.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test fails by panicking, and says where it was"
)]

mod support;

use std::ffi::{OsStr, OsString};
use std::process::Command;

use support::Bench;

const BALLOTS: u32 = 20;
/// The calls by which a log reaches its medium.
const CALLS: [&str; 5] = ["pwrite64", "fsync", "fdatasync", "unlink", "openat"];
/// The failure of a medium, a full one, the end of the machine's patience.
const KINDS: [&str; 3] = ["error=EIO", "error=ENOSPC", "signal=KILL"];

/// Every so many calls one is tried; `EVERY_CALL=1` for a release.
fn step() -> usize {
    std::env::var("EVERY_CALL").map_or(5, |step| step.parse().unwrap())
}

#[test]
fn no_acknowledged_ballot_is_lost_by_a_failing_call() {
    assert!(Command::new("strace").arg("-V").output().is_ok(), "this test needs strace");
    let counts = count_calls();
    let mut tried = 0;
    for (call, count) in CALLS.into_iter().zip(counts) {
        for (number, kind) in (1..=count).step_by(step()).zip(KINDS.iter().cycle()) {
            fail_once(call, number, kind);
            tried += 1;
        }
    }
    assert!(tried >= 60 / step(), "only {tried} calls tried");
}

/// What one ballot does to the files, repetitions left out: the journal is whole before the log is touched, its
/// removal is durable (`synchronous=EXTRA`) before the mirror is written, and both are read before the booth speaks.
const ONE_BALLOT: [&str; 20] = [
    "pread64 log",
    "openat log-journal",
    "pwrite64 log-journal",
    "pread64 log-journal",
    "fsync log-journal",
    "openat .",
    "fsync .",
    "pwrite64 log-journal",
    "fsync log-journal",
    "pwrite64 log",
    "fsync log",
    "unlink log-journal",
    "openat .",
    "fsync .",
    "pwrite64 mirror",
    "fdatasync mirror",
    "fadvise64 log",
    "pread64 log",
    "fadvise64 mirror",
    "pread64 mirror",
];

/// What remembers the slip before it prints, and forgets it when its paper is out.
const SLIP: [&str; 8] = [
    "pwrite64 log.slip",
    "fdatasync log.slip",
    "pwrite64 mirror.slip",
    "fdatasync mirror.slip",
    "fadvise64 log.slip",
    "pread64 log.slip",
    "fadvise64 mirror.slip",
    "pread64 mirror.slip",
];

#[test]
fn a_ballot_is_acknowledged_after_exactly_these_calls() {
    let bench = Bench::in_memory();
    let trace = bench.path("trace");
    let mut words: Vec<OsString> = ["strace", "-f", "-y", "-e"].map(Into::into).into();
    words.push(format!("trace={},pread64,fadvise64,ftruncate,write", CALLS.join(",")).into());
    words.extend(["-o".into(), trace.clone().into()]);
    words.extend(support::child(&bench, 2));
    assert!(support::start(&words).0.wait().unwrap().success());
    let calls = file_calls(&std::fs::read_to_string(trace).unwrap(), &bench);
    let acknowledged: Vec<usize> =
        calls.iter().enumerate().filter(|(_, call)| *call == "ACK").map(|(index, _)| index).collect();
    assert_eq!(acknowledged.len(), 2);
    let expected = [SLIP.as_slice(), &ONE_BALLOT, &SLIP].concat();
    assert_eq!(calls[acknowledged[0] + 1..acknowledged[1]], expected);
}

/// `call name` for every traced call on a file of the log, and `ACK`; the same call again is left out.
fn file_calls(trace: &str, bench: &Bench) -> Vec<String> {
    let folder = bench.path("").to_string_lossy().trim_end_matches('/').to_owned();
    let mut calls: Vec<String> = Vec::new();
    for line in trace.lines() {
        let Some((call, rest)) = line.split_once(' ').and_then(|(_, line)| line.split_once('(')) else {
            continue;
        };
        // strace sets short process numbers to the right: there may be more than one space before the call.
        let call = call.trim();
        let seen = if call == "write" && rest.contains("ACK ") {
            "ACK".to_owned()
        } else if let Some((_, name)) = rest.split_once(&folder) {
            let name = name.split(['>', '"']).next().unwrap().trim_start_matches('/');
            format!("{call} {}", if name.is_empty() { "." } else { name })
        } else {
            continue;
        };
        if calls.last() != Some(&seen) {
            calls.push(seen);
        }
    }
    calls
}

/// How often a whole poll makes each call.
fn count_calls() -> [usize; CALLS.len()] {
    let bench = Bench::in_memory();
    let trace = bench.path("trace");
    let (mut child, acknowledged) =
        support::start(&traced(&bench, &CALLS.join(","), None, trace.as_os_str()));
    assert!(child.wait().unwrap().success());
    assert_eq!(acknowledged.join().unwrap().len(), 20);
    let trace = std::fs::read_to_string(trace).unwrap();
    CALLS.map(|call| trace.lines().filter(|line| line.contains(&format!(" {call}("))).count())
}

fn fail_once(call: &str, number: usize, kind: &str) {
    let bench = Bench::in_memory();
    let inject = format!("inject={call}:{kind}:when={number}");
    let (mut child, acknowledged) =
        support::start(&traced(&bench, call, Some(&inject), OsStr::new("/dev/null")));
    let ended = child.wait().unwrap();
    let acknowledged = acknowledged.join().unwrap();
    println!("{call} {number} {kind}: {} acknowledged", acknowledged.len());
    let recorded = bench.check(&acknowledged);
    assert!(recorded.len() <= acknowledged.len() + 1, "nothing goes on after an error");
    assert_eq!(ended.success(), acknowledged.len() == 20, "what fails says so");
    assert!(kind != "signal=KILL" || !ended.success(), "strace has killed it");
}

/// The child under strace, which sees only what happens to the files of the log.
fn traced(bench: &Bench, calls: &str, inject: Option<&str>, trace: &OsStr) -> Vec<OsString> {
    let mut words: Vec<OsString> = ["strace", "-f", "-e"].map(Into::into).into();
    words.push(format!("trace={calls}").into());
    for name in ["", "log", "log-journal", "mirror", "log.new", "log.new-journal", "mirror.new"] {
        words.extend(["-P".into(), bench.path(name).into_os_string()]);
    }
    if let Some(inject) = inject {
        words.extend(["-e".into(), inject.into()]);
    }
    words.extend(["-o".into(), trace.into()]);
    words.extend(support::child(bench, BALLOTS));
    words
}

#[test]
#[ignore = "the child of the test above, in a process of its own"]
fn records_ballots_until_it_is_killed() {
    support::be_the_child();
}
