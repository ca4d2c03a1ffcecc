//! A small day of `tests/hostile`: every way in which a log can be bad once, every stranger's file once, through the real
//! program. The whole regency is `cargo run --release -p integration --example hostile_day` (docs/hostile-day.md).
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]
#![allow(clippy::print_stdout, reason = "the table is for whoever reads the test's output")]

#[path = "../hostile/mod.rs"]
mod hostile;

use std::time::Duration;

use hostile::judge::{self, Fault};
use hostile::{Day, Scale, table};

const SMALL: Scale =
    Scale { tps: 70, ballots: 4, garbage: 300, empty: 50, patience: Duration::from_secs(120) };

#[test]
fn every_good_log_is_counted_and_every_bad_one_named() {
    let folder = tempfile::tempdir().unwrap();
    readable_by_all(&folder);
    let day = hostile::run(SMALL, &folder.path().join("day"), integration::program("tally")).unwrap();
    let mut faults = judge::faults(&day).unwrap();
    // How long it takes tells nothing where everything else is tested at the same time.
    faults.extend(judge::costs(&day).into_iter().filter(|fault| fault.what != "time"));
    println!("{}", table::table(&day, &faults));
    let found: Vec<(&str, &str)> = faults.iter().map(|fault| (&*fault.what, &*fault.wrong)).collect();
    assert_eq!(found, [], "what is wrong");
    a_judge_that_sees_nothing_is_none(day);
}

/// What is under way in the name of nobody must reach the folder.
fn readable_by_all(folder: &tempfile::TempDir) {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o755)).unwrap();
}

/// Answers of a program that does not do what it must, one fault at a time.
fn a_judge_that_sees_nothing_is_none(mut day: Day) {
    let known = judge::faults(&day).unwrap();
    let (hostile, pages) = (day.hostile.clone(), day.pages.clone());
    let mut caught = |what: &str, spoil: fn(&mut Day)| {
        spoil(&mut day);
        let new = |fault: &Fault| !known.contains(fault) && fault.what == what;
        assert!(judge::faults(&day).unwrap().iter().any(new), "{what} was overlooked");
        (day.hostile, day.pages) = (hostile.clone(), pages.clone());
    };
    caught("good log", |day| replace(&mut day.hostile.out, "\"counted\"", "\"missing\""));
    caught("hash at the end flipped", |day| replace(&mut day.hostile.out, "\"invalid\"", "\"link\""));
    caught("log forked", |day| replace(&mut day.hostile.out, "\"check\": 7", "\"check\": 8"));
    caught("two votes", |day| replace(&mut day.hostile.out, "invalid-proof", "token-used"));
    caught("advice", |day| replace(&mut day.hostile.report, "\"advice\": \"fetch-log\"", "\"x\": 1"));
    caught("advice", |day| replace(&mut day.hostile.out, "\"advice\": \"remove\"", "\"x\": 1"));
    caught("false alarm", |day| replace(&mut day.hostile.out, "/hostile/lain/", "/hostile/log/"));
    caught("page in English", |day| day.pages[1].out.push('\u{202e}'));
    caught("page in Indonesian", |day| replace(&mut day.pages[0].out, ".plkb", ""));
    caught("answer for programs", |day| replace(&mut day.hostile.out, "\"merge\"", "\"merge\u{feff}\""));
    caught("hostile day", |day| day.hostile.code = Some(0));
    caught("hostile day", |day| day.hostile.err.push_str("thread 'main' panicked at"));
}

fn replace(text: &mut String, from: &str, to: &str) {
    assert!(text.contains(from), "nothing says {from}");
    *text = text.replace(from, to);
}
