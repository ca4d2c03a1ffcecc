//! `tally merge`.

use std::fs;

use serde_json::Value as Json;

use crate::kit::Desk;

pub(crate) const MERGE: &str =
    "merge --definition demo/election.json --record r demo/acceptances demo/tokens";

/// The first booth's log of the first village.
pub(crate) const LOG: &str = "9901012001-1-1.plkb";

fn booths(json: &Json) -> Vec<&str> {
    let booths = json["villages"][0]["booths"].as_array().unwrap();
    booths.iter().map(|booth| booth["status"].as_str().unwrap()).collect()
}

#[test]
fn a_record_does_not_depend_on_the_order_of_inputs_and_repeats_itself() {
    let desk = Desk::counted();
    let merged = desk.tally(&format!("{MERGE} demo/logs --json")).ends(0);
    let first = desk.read("r/MANIFEST");
    assert_eq!(
        (&merged["villages"][0]["ballots"], &merged["acceptances_missing"]),
        (&33.into(), &Json::from([(); 0]))
    );
    assert_eq!(merged["villages"][0]["signed_by"], Json::from([(); 0]));
    assert_eq!(merged["report"], "merge-report.json");
    let report: Json = serde_json::from_str(&desk.read("merge-report.json")).unwrap();
    assert_eq!(report["format"], "pilkades/merge-report/v1");
    assert_eq!(report["problems"], Json::from([(); 0]));
    // Again: nothing but the record itself, then file by file in another order into another one.
    desk.tally("merge --definition demo/election.json --record r demo/tokens --json").ends(0);
    assert_eq!(desk.read("r/MANIFEST"), first);
    let mut logs: Vec<String> = fs::read_dir(desk.path("demo/logs"))
        .unwrap()
        .map(|entry| format!("demo/logs/{}", entry.unwrap().file_name().into_string().unwrap()))
        .collect();
    logs.sort();
    logs.reverse();
    let other = MERGE.replace("--record r", &format!("--record other {}", logs.join(" ")));
    desk.tally(&format!("{other} --json")).ends(0);
    assert_eq!(desk.read("other/MANIFEST"), first);
}

#[test]
fn the_page_says_what_was_merged_and_what_comes_next() {
    let desk = Desk::counted();
    let id = desk.tally(&format!("{MERGE} demo/logs"));
    assert_eq!((id.code, id.err.as_str()), (0, ""));
    for words in [
        "*** SIMULASI",
        "Suka Makmur",
        "menunggu tanda tangan",
        "karena 3 desa belum selesai ditandatangani panitianya: jangan disalin ke kertas",
        "    tally sign --record r",
    ] {
        assert!(id.out.contains(words), "{words} is not in\n{}", id.out);
    }
    let en = desk.tally(&format!("{MERGE} demo/logs --lang en"));
    for words in
        ["*** SIMULATION", "awaits signatures", "do not copy it to paper", "    tally sign --record r"]
    {
        assert!(en.out.contains(words), "{words} is not in\n{}", en.out);
    }
    assert!(!id.out.contains("AKAR PEMILIHAN") && !en.out.contains("ELECTION ROOT"));
}

#[test]
fn a_missing_booth_is_named_with_what_to_do_and_may_come_later() {
    let desk = Desk::counted();
    fs::create_dir(desk.path("late")).unwrap();
    fs::rename(desk.path(&format!("demo/logs/{LOG}")), desk.path("late/stick.bin")).unwrap();
    let json = desk.tally(&format!("{MERGE} demo/logs --json")).ends(2);
    assert_eq!((booths(&json)[0], &json["villages"][0]["counted"]), ("missing", &false.into()));
    let page = desk.tally(&format!("{MERGE} demo/logs")).out;
    assert!(page.contains("TPS 1 bilik 1: lognya belum ada\n"), "{page}");
    assert!(page.contains("Yang perlu dilakukan: bawa stik"), "{page}");
    // Other villages are whole, and the bytes are those of all.
    let narrowed = desk.tally(&format!("{MERGE} demo/logs --village 9901012002 --json")).ends(0);
    assert_eq!(narrowed["villages"].as_array().unwrap().len(), 1);
    assert!(desk.path("r/villages/9901012003/set-1/village.json").exists());
    // The stick alone: everything else is in the record.
    let json = desk.tally("merge --definition demo/election.json --record r late --json").ends(0);
    assert!(booths(&json).iter().all(|status| *status == "counted"), "{json}");
}

#[test]
fn what_is_not_taken_is_named_with_file_and_position() {
    let desk = Desk::counted();
    desk.copy(&desk.path(&format!("demo/logs/{LOG}")), "damaged.plkb");
    desk.flip("damaged.plkb");
    desk.write("notes.txt", "catatan rapat");
    let line = format!("{MERGE} demo/logs damaged.plkb notes.txt");
    let json = desk.tally(&format!("{line} --json")).ends(1);
    let problems = json["problems"].as_array().unwrap();
    assert!(problems.iter().any(|p| p["file"] == "notes.txt" && p["cause"] == "unknown"), "{json}");
    let of_entry = |p: &&Json| p["file"] == "damaged.plkb" && p["check"] == 6 && p["position"].is_u64();
    assert!(problems.iter().find(of_entry).is_some(), "{json}");
    // The good copy of the log is whole all the same.
    assert!(booths(&json).iter().all(|status| *status == "counted"), "{json}");
    assert!(desk.read("merge-report.json").contains("damaged.plkb"));
    let page = desk.tally(&line).out;
    assert!(page.contains("  notes.txt: bukan bagian dari pemilihan"), "{page}");
    assert!(page.contains("  damaged.plkb, catatan "), "{page}");
}

#[test]
fn a_damaged_log_alone_leaves_its_booth_out_and_says_why() {
    let desk = Desk::counted();
    desk.flip(&format!("demo/logs/{LOG}"));
    let json = desk.tally(&format!("{MERGE} demo/logs --json")).ends(2);
    assert_eq!(booths(&json)[0], "broken");
    let page = desk.tally(&format!("{MERGE} demo/logs")).out;
    assert!(page.contains("TPS 1 bilik 1: lognya tidak utuh"), "{page}");
    assert!(page.contains("Rincian: catatan "), "{page}");
}

#[test]
fn without_acceptances_the_record_will_not_pass_and_that_is_said() {
    let desk = Desk::counted();
    fs::remove_file(desk.path("demo/acceptances/9901012001-t02.json")).unwrap();
    let json = desk.tally(&format!("{MERGE} demo/logs --json")).ends(1);
    assert_eq!(json["acceptances_missing"], serde_json::json!(["acceptances/9901012001-t02.json"]));
}

#[test]
fn nothing_is_written_over_another_election_or_without_what_is_needed() {
    let desk = Desk::counted();
    desk.tally(&format!("{MERGE} demo/logs nowhere --json")).fails(66, "file-missing");
    desk.tally(&format!("{MERGE} demo/logs --village 9901012009 --json")).fails(64, "no-such-village");
    let no_lists = "merge --definition demo/election.json --record r demo/logs --json";
    desk.tally(no_lists).fails(2, "list-missing");
    assert!(!desk.path("r").exists() && !desk.path("merge-report.json").exists());
    desk.tally("demo --villages 1 --seed 2 --fast-store --out second --json").ends(0);
    desk.tally(&format!("{MERGE} demo/logs --json")).ends(0);
    let before = desk.read("r/MANIFEST");
    desk.tally("merge --definition second/election.json --record r second/logs second/tokens --json")
        .fails(3, "record-of-other-election");
    // Logs of the other election do no harm, but are named.
    desk.tally(&format!("{MERGE} second/logs --json")).ends(1);
    assert_eq!(desk.read("r/MANIFEST"), before);
    desk.edit("demo/election.json.note", "pilkades/definition/v1", "pilkades/definition/v2");
    desk.tally(&format!("{MERGE} demo/logs --json")).fails(3, "seal-bad");
    desk.tally("merge --definition second/election.json --record second second/logs --json")
        .fails(66, "no-record");
}

#[test]
fn a_log_without_a_valid_record_leaves_no_trace_in_the_record() {
    let desk = Desk::counted();
    let log = fs::read(desk.path(&format!("demo/logs/{LOG}"))).unwrap();
    fs::remove_file(desk.path(&format!("demo/logs/{LOG}"))).unwrap();
    desk.tally(&format!("{MERGE} demo/logs --json")).ends(2);
    let without = desk.read("r/MANIFEST");
    // Cut in its first record; and with that record changed.
    let mut changed = log.clone();
    changed[300] ^= 1;
    for bytes in [&log[..200], &changed[..600]] {
        desk.write_bytes("cut/log.plkb", bytes);
        let run = desk.tally(&format!("{MERGE} demo/logs cut --json")).ends(2);
        assert!(run["problems"].as_array().unwrap().iter().any(|problem| problem["file"] == "cut/log.plkb"));
        assert_eq!(desk.read("r/MANIFEST"), without);
        desk.tally("verify r --json").ends(2);
    }
}

#[test]
fn a_village_that_does_not_exist_is_told_before_anything_is_counted() {
    let desk = Desk::counted();
    desk.tally(&format!("{MERGE} demo/logs --village 9901019999 --json")).fails(64, "no-such-village");
    assert!(!desk.path("r").exists() && !desk.path(".r.new").exists() && !desk.path("r.cache").exists());
}
