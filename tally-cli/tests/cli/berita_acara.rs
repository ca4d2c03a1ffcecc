//! `tally berita-acara`: from an empty form to a statement in a record that verifies.

use serde_json::Value as Json;

use crate::kit::Desk;

const FIRST: &str = "9901012001";
const RECORD: &str = "demo/record";

fn key(name: &str) -> String {
    format!("--key demo/secret/{name}.{FIRST}.example.key.age --passphrase-file demo/secret/passphrase.txt")
}

fn state(file: &str, name: &str) -> String {
    format!("berita-acara state {file} --record {RECORD} --village {FIRST} --out surat {} --json", key(name))
}

/// Merges the folder of statements, and the names of those in the record.
fn merged(desk: &Desk) -> Vec<String> {
    let line = format!("merge --definition {RECORD}/election.json --record {RECORD} --village {FIRST} surat");
    desk.tally(&format!("{line} --json")).ends(0);
    desk.tally(&format!("verify {RECORD} --village {FIRST} --json")).ends(0);
    let Ok(found) = std::fs::read_dir(desk.path(&format!("{RECORD}/statements"))) else { return Vec::new() };
    found.map(|file| file.unwrap().file_name().into_string().unwrap()).collect()
}

/// A form of the polls, filled in.
fn filled(desk: &Desk) {
    desk.tally("berita-acara form polls --out polls.toml --json").ends(0);
    for (from, to) in [
        ("place = \"\"", "place = \"Balai Desa\""),
        ("date = \"\"", "date = \"2026-12-10\""),
        ("begins = \"\"", "begins = \"07:00\""),
        ("ends = \"\"", "ends = \"13:20\""),
        ("\"chair\", name = \"\"", "\"chair\", name = \"Sutrisno\""),
        ("\"member\", name = \"\"", "\"member\", name = \"Dewi\""),
        ("\"member\", name = \"\"", "\"member\", name = \"Rahmat\""),
        ("incidents = [\n", "incidents = [\n    \"Listrik padam pukul 10.05 sampai 10.20\",\n"),
    ] {
        desk.edit("polls.toml", from, to);
    }
}

fn file_of(json: &Json) -> String {
    json["statements"][0]["files"][0].as_str().unwrap().to_owned()
}

#[test]
fn minutes_enter_the_record_with_the_second_members_signature() {
    let desk = Desk::counted();
    filled(&desk);
    let first = desk.tally(&state("polls.toml", "ketua")).ends(0);
    assert_eq!(
        (&first["statements"][0]["given"], &first["statements"][0]["enough"]),
        (&1.into(), &false.into())
    );
    let file = file_of(&first);
    assert_eq!(file, format!("surat/{FIRST}-minutes-1-1.statement.note"));
    let second =
        desk.tally(&format!("berita-acara sign {file} --record {RECORD} {} --json", key("anggota"))).ends(0);
    assert_eq!(second["statements"][0]["enough"], true);
    let hash = first["statements"][0]["hash"].as_str().unwrap();
    assert_eq!(merged(&desk), [format!("{FIRST}-{hash}.note")]);
    // The same words again are the same statement; other words are the next number.
    assert_eq!(file_of(&desk.tally(&state("polls.toml", "ketua")).ends(0)), file);
    desk.edit("polls.toml", "13:20", "13:40");
    let next = desk.tally(&state("polls.toml", "ketua")).ends(0);
    assert_eq!(next["statements"][0]["said"]["number"], 2);
}

#[test]
fn a_form_that_is_not_filled_in_or_no_toml_is_refused_with_its_place() {
    let desk = Desk::counted();
    desk.tally("berita-acara form polls --out polls.toml --json").ends(0);
    let refused = desk.tally(&state("polls.toml", "ketua").replace(" --json", " --lang en"));
    assert_eq!(refused.code, 64, "{}", refused.err);
    assert!(refused.err.contains("'place' is too short"), "{}", refused.err);
    desk.edit("polls.toml", "place = \"\"", "place = Balai Desa");
    let refused = desk.tally(&state("polls.toml", "ketua").replace(" --json", " --lang en"));
    assert_eq!(refused.code, 66);
    assert!(refused.err.contains("Line   : 7"), "{}", refused.err);
    assert!(!desk.path("surat").exists());
}

#[test]
fn a_saksi_objects_alone_signs_nothing_else_and_only_what_is_there_is_answered() {
    let desk = Desk::counted();
    filled(&desk);
    let refused = desk.tally(&state("polls.toml", "saksi-1"));
    assert_eq!(refused.code, 3, "{}", refused.err);
    desk.tally("berita-acara form objection --out keberatan.toml --json").ends(0);
    desk.edit("keberatan.toml", "witness = \"\"", "witness = \"Yanti\"");
    desk.edit("keberatan.toml", "text = \"\"", "text = \"Daftar hadir tidak diperlihatkan\"");
    assert_eq!(desk.tally(&state("keberatan.toml", "saksi-2")).code, 3);
    let given = desk.tally(&state("keberatan.toml", "saksi-1")).ends(0);
    assert_eq!(given["statements"][0]["enough"], true);
    let hash = given["statements"][0]["hash"].as_str().unwrap();
    desk.tally("berita-acara form answer --out jawab.toml --json").ends(0);
    desk.edit("jawab.toml", "text = \"\"", "text = \"Sudah diperlihatkan\"");
    desk.edit("jawab.toml", &"0".repeat(64), hash);
    assert_eq!(desk.tally(&state("jawab.toml", "ketua")).code, 3, "the record has no such objection yet");
    assert_eq!(merged(&desk).len(), 1);
    let answered = desk.tally(&state("jawab.toml", "ketua")).ends(0);
    assert_eq!(answered["statements"][0]["given"], 1);
}
