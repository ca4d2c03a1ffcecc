//! `tally export`.

use std::fs;

use serde_json::Value as Json;

use crate::kit::Desk;

fn names(json: &Json) -> Vec<&str> {
    json["files"].as_array().unwrap().iter().map(|name| name.as_str().unwrap()).collect()
}

#[test]
fn a_record_is_exported_in_every_format_or_those_asked_for() {
    let desk = Desk::counted();
    let json = desk.ok("export demo/record --out all --at 2026-11-22T15:00:00+07:00");
    let all = names(&json);
    for name in ["nist-err.json", "result.json", "csv/suara.csv", "events/documentation.json"] {
        assert!(all.contains(&name) && desk.path("all").join(name).is_file(), "{all:?}");
    }
    assert!(all.contains(&"events/9901012001-1-1.json"), "{all:?}");
    assert_eq!((&json["complete"], &json["made"]), (&true.into(), &"2026-11-22T15:00:00+07:00".into()));
    let some = desk.ok("export demo/record --out some --format json --format nist --format json");
    assert_eq!(names(&some), ["nist-err.json", "result.json"]);
    assert_eq!(desk.read("some/result.json"), desk.read("all/result.json"));
    assert_eq!(fs::read_dir(desk.path("some")).unwrap().count(), 2);
}

#[test]
fn the_page_says_that_nothing_is_declared_and_what_the_evidence_is() {
    let desk = Desk::counted();
    for (lang, words) in [
        (
            "id",
            [
                "SIMULASI",
                "Hasil sementara - bukan penetapan",
                "berkas ditulis di satu",
                "tally verify demo/record",
            ],
        ),
        ("en", ["SIMULATION", "Provisional result", "files were written to two", "tally verify demo/record"]),
    ] {
        let out = if lang == "id" { "satu" } else { "two" };
        let run = desk.tally(&format!("export demo/record --out {out} --lang {lang}"));
        assert_eq!(run.code, 0, "{}", run.err);
        for word in words {
            assert!(run.out.contains(word), "{word} is not in\n{}", run.out);
        }
    }
}

#[test]
fn nothing_is_taken_from_a_record_that_fails() {
    let desk = Desk::counted();
    desk.flip("demo/record/logs/9901012001-1-1.plkb");
    desk.tally("export demo/record --out out --json").fails(3, "record-fails-at");
    let run = desk.tally("export demo/record --out out");
    for words in ["tidak lolos pemeriksaan", "tally verify demo/record"] {
        assert!(run.code == 3 && run.err.contains(words), "{}", run.err);
    }
    assert!(!desk.path("out").exists());
}

#[test]
fn another_election_is_not_exported() {
    let desk = Desk::counted();
    let other = "0".repeat(64);
    desk.tally(&format!("export demo/record --out out --election-id {other} --json"))
        .fails(3, "record-fails-at");
    assert!(!desk.path("out").exists());
}

#[test]
fn a_village_without_a_result_is_exported_as_such() {
    let desk = Desk::counted();
    let shares = desk.path("demo/record/villages/9901012001/set-1");
    for entry in fs::read_dir(&shares).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.to_str().unwrap().ends_with(".share.json") {
            fs::remove_file(entry).unwrap();
        }
    }
    // What is left is put together anew, as by somebody who has no shares yet.
    desk.tally("merge --definition demo/election.json --record less demo/record --json").ends(0);
    let json = desk.tally("export less --out out --json").ends(2);
    assert_eq!(json["complete"], false);
    let result: Json = serde_json::from_str(&desk.read("out/result.json")).unwrap();
    assert_eq!(result["villages"][0]["standing"], "waits-for-shares");
    assert!(result["villages"][0].get("result").is_none());
    let page = desk.tally("export less --out page").out;
    assert!(page.contains("1 desa belum lengkap"), "{page}");
}

#[test]
fn a_folder_that_is_there_and_a_wrong_word_are_refused() {
    let desk = Desk::counted();
    fs::create_dir(desk.path("out")).unwrap();
    desk.tally("export demo/record --out out --json").fails(74, "file-exists");
    desk.tally("export demo/record --out new --format pdf --json").fails(64, "usage-value-of");
    desk.tally("export demo/record --out new --at yesterday --json").fails(64, "usage-value");
    desk.tally("export demo/none --out new --json").fails(66, "no-record");
    assert!(!desk.path("new").exists());
}
