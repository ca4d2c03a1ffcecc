//! Villages that were counted before: they save work, and prove nothing.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _};
use std::process::{Command, Stdio};

use serde_json::Value as Json;

use crate::kit::Desk;
use crate::merge::MERGE;

const FIRST: &str = "r.cache/9901012001.json";

/// A merged record, and its MANIFEST.
fn merged() -> (Desk, String) {
    let desk = Desk::counted();
    desk.tally(&format!("{MERGE} demo/logs --json")).ends(0);
    let manifest = desk.read("r/MANIFEST");
    (desk, manifest)
}

/// The files of one village in a folder of the demo.
fn files_of(desk: &Desk, folder: &str, village: &str) -> String {
    let names = fs::read_dir(desk.path(&format!("demo/{folder}"))).unwrap();
    let names = names.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let own = names.filter(|name| name.starts_with(village));
    own.map(|name| format!("demo/{folder}/{name}")).collect::<Vec<_>>().join(" ")
}

/// Lets the memory say that a village's first booth cast one ballot less.
fn poison(desk: &Desk) {
    let memory = desk.read(FIRST);
    let cast = memory.split(r#"\"cast\": "#).nth(1).unwrap().split(',').next().unwrap().to_owned();
    let less = cast.parse::<u32>().unwrap() - 1;
    desk.edit(FIRST, &format!(r#"\"cast\": {cast},"#), &format!(r#"\"cast\": {less},"#));
}

#[test]
fn a_village_that_was_counted_is_not_counted_again_and_a_poisoned_memory_fools_nobody_else() {
    let (desk, honest) = merged();
    poison(&desk);
    // That the lie is believed here shows that the village was not counted again.
    desk.tally(&format!("{MERGE} demo/logs --json")).ends(0);
    assert_ne!(desk.read("r/MANIFEST"), honest);
    let report = desk.tally("verify r --json").ends(3);
    let failed = |check: &&Json| !check["failures"].as_array().unwrap().is_empty();
    let first = report["checks"].as_array().unwrap().iter().find(failed).unwrap();
    assert_eq!(
        (&first["check"], first["failures"][0]["file"].as_str()),
        (&7.into(), Some("villages/9901012001/set-1/village.json"))
    );
    // Without the memory the record is right again.
    fs::remove_dir_all(desk.path("r.cache")).unwrap();
    desk.tally(&format!("{MERGE} demo/logs --json")).ends(0);
    assert_eq!(desk.read("r/MANIFEST"), honest);
}

#[test]
fn what_is_remembered_of_other_evidence_or_damaged_is_not_used() {
    let (desk, _) = merged();
    poison(&desk);
    // One log less of the village: the record has it still, so it is another set of files with the same entries.
    let (whole, broken) = (desk.read(FIRST), "9901012001-1-1.plkb");
    let log = fs::read(desk.path(&format!("demo/logs/{broken}"))).unwrap();
    desk.write_bytes("logs/cut.plkb", &log[..log.len() - 1]);
    let run = desk.tally(&format!("{MERGE} demo/logs logs --json")).ends(1);
    assert_eq!(run["problems"][0]["file"], "logs/cut.plkb");
    desk.tally("verify r --json").ends(2);
    for damaged in ["", &whole[..whole.len() / 2]] {
        desk.write(FIRST, damaged);
        desk.tally(&format!("{MERGE} demo/logs --json")).ends(0);
        desk.tally("verify r --json").ends(2);
    }
}

#[test]
fn what_was_wrong_with_a_log_is_remembered_with_it() {
    let desk = Desk::counted();
    let log = fs::read(desk.path("demo/logs/9901012001-1-1.plkb")).unwrap();
    desk.write_bytes("logs/cut.plkb", &log[..log.len() - 1]);
    let run = || desk.tally(&format!("{MERGE} demo/logs logs --json")).ends(1)["problems"].clone();
    let first = run();
    assert_eq!((&first[0]["file"], &first[0]["check"]), (&"logs/cut.plkb".into(), &5.into()));
    assert_eq!(run(), first);
}

#[test]
fn villages_counted_one_by_one_make_the_record_of_a_whole_merge() {
    let (desk, honest) = merged();
    fs::remove_dir_all(desk.path("r")).unwrap();
    fs::remove_dir_all(desk.path("r.cache")).unwrap();
    for village in ["9901012003", "9901012001", "9901012002"] {
        let of = |folder: &str| files_of(&desk, folder, village);
        let inputs = ["acceptances", "tokens", "logs"].map(of).join(" ");
        let done =
            desk.ok(&format!("village {village} --definition demo/election.json --cache r.cache {inputs}"));
        assert_eq!(done["village"]["code"], village);
    }
    poison(&desk);
    desk.tally(&format!("{MERGE} demo/logs --json")).ends(0);
    assert_ne!(desk.read("r/MANIFEST"), honest, "the memory was used");
    fs::remove_file(desk.path(FIRST)).unwrap();
    desk.tally(&format!("{MERGE} demo/logs --json")).ends(0);
    assert_eq!(desk.read("r/MANIFEST"), honest);
    desk.tally("village 9901019999 --definition demo/election.json --cache c demo/logs --json")
        .fails(64, "no-such-village");
}

#[test]
fn a_memory_among_the_inputs_is_no_stranger() {
    let (desk, honest) = merged();
    desk.copy(&desk.path("r.cache"), "demo/logs/r.cache");
    assert_eq!(desk.tally(&format!("{MERGE} demo/logs --json")).ends(0)["problems"], Json::from([(); 0]));
    assert_eq!(desk.read("r/MANIFEST"), honest);
}

#[test]
fn an_interrupted_merge_is_continued_by_the_next() {
    let (desk, honest) = merged();
    fs::remove_dir_all(desk.path("r")).unwrap();
    fs::remove_dir_all(desk.path("r.cache")).unwrap();
    let words = format!("{MERGE} demo/logs --json");
    let mut command = Command::new(env!("CARGO_BIN_EXE_tally"));
    command.current_dir(desk.path("")).env("RAYON_NUM_THREADS", "1").args(words.split(' '));
    let mut child =
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    let mut events = BufReader::new(child.stderr.take().unwrap());
    let mut line = String::new();
    events.read_line(&mut line).unwrap();
    let event: Json = serde_json::from_str(&line).unwrap();
    assert_eq!((&event["event"], &event["done"], &event["of"]), (&"village".into(), &1.into(), &3.into()));
    let id = child.id().to_string();
    assert!(Command::new("kill").args(["-INT", &id]).status().unwrap().success());
    let code = child.wait().unwrap().code();
    events.read_to_string(&mut line).unwrap();
    // A fast machine may be done before the signal arrives.
    assert!(code == Some(130) || line.lines().count() == 3, "{code:?}: {line}");
    assert!(desk.path(FIRST).exists());
    desk.tally(&words).ends(0);
    assert_eq!(desk.read("r/MANIFEST"), honest);
    let left: Vec<_> = fs::read_dir(desk.path("")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(!left.iter().any(|name| name.to_string_lossy().starts_with(".r.new")), "{left:?}");
}
