//! `tally decrypt`.

use std::fs;

use crate::kit::Desk;
use crate::merge::MERGE;
use crate::sign::{merged, sign};

/// `tally decrypt` of the first village by a trustee.
pub(crate) fn decrypt(trustee: u8, out: &str) -> String {
    format!(
        "decrypt --record r --village 9901012001 --key demo/secret/wali-{trustee}.key.age --out {out} --passphrase-file demo/secret/passphrase.txt"
    )
}

/// A desk with the first village of the record `r` signed.
pub(crate) fn signed() -> Desk {
    let desk = merged();
    desk.tally(&format!("{} --json", sign("r", &["ketua", "anggota"]))).ends(0);
    desk
}

fn memory(desk: &Desk) -> String {
    desk.read("demo/secret/wali-1.key.age.memory.json")
}

#[test]
fn nothing_is_answered_that_the_committee_has_not_signed() {
    let desk = merged();
    let before = memory(&desk);
    let json = desk.tally(&format!("{} --json", decrypt(1, "out"))).ends(2);
    assert_eq!(json["not_ready"], serde_json::json!(["9901012001"]));
    desk.tally(&format!("{} --json", sign("r", &["ketua"]))).ends(0);
    let page = desk.tally(&decrypt(1, "out"));
    assert!(page.code == 2 && page.out.contains("Suka Makmur: menunggu tanda tangan"), "{}", page.out);
    assert_eq!((memory(&desk), fs::read_dir(desk.path("out")).unwrap().count()), (before, 0));
}

#[test]
fn a_share_file_is_written_and_the_set_is_remembered() {
    let desk = signed();
    let json = desk.tally(&format!("{} --json", decrypt(1, "out"))).ends(0);
    let share = &json["shares"][0];
    assert_eq!((&share["trustee"], &share["written_before"]), (&1.into(), &false.into()));
    let file: serde_json::Value = serde_json::from_str(&desk.read("out/9901012001-t01.share.json")).unwrap();
    assert_eq!(file["set"], share["set"]);
    assert!(memory(&desk).contains(share["set"].as_str().unwrap()));
    // Again into the same folder: it is there. Into another one: the same set is answered again.
    let json = desk.tally(&format!("{} --json", decrypt(1, "out"))).ends(0);
    assert_eq!(json["shares"][0]["written_before"], true);
    desk.tally(&format!("{} --json", decrypt(1, "again"))).ends(0);
    assert!(desk.path("again/9901012001-t01.share.json").exists());
    // Of all villages of this key, only one can be answered.
    let all = decrypt(1, "out").replace("--village 9901012001", "");
    let json = desk.tally(&format!("{all} --json")).ends(2);
    assert_eq!(json["not_ready"], serde_json::json!(["9901012002", "9901012003"]));
}

#[test]
fn shares_that_come_before_the_signatures_wait_beside_the_record() {
    let desk = merged();
    desk.copy(&desk.path("r"), "elsewhere");
    desk.tally(&format!("{} --json", sign("elsewhere", &["ketua", "anggota"]))).ends(0);
    for trustee in [1, 3] {
        let line = decrypt(trustee, "shares").replace("--record r", "--record elsewhere");
        desk.tally(&format!("{line} --json")).ends(0);
    }
    let waiting = || fs::read_dir(desk.path("r.signatures")).map_or(0, Iterator::count);
    let has_result = |inputs: &str, code| {
        let line = format!("{MERGE} --village 9901012001 {inputs} --json");
        desk.tally(&line).ends(code)["villages"][0]["result"].is_object()
    };
    assert_eq!((has_result("shares", 1), waiting()), (false, 2));
    let signatures = "elsewhere/villages/9901012001/set-1/village.json.note";
    assert_eq!((has_result(signatures, 0), waiting()), (true, 0));
}

#[test]
fn another_set_is_refused_by_the_trustees_memory() {
    let desk = signed();
    let json = desk.tally(&format!("{} --json", decrypt(1, "out"))).ends(0);
    let set = json["shares"][0]["set"].as_str().unwrap();
    let other = set.chars().rev().collect::<String>();
    desk.edit("demo/secret/wali-1.key.age.memory.json", set, &other);
    desk.tally(&format!("{} --json", decrypt(1, "new"))).fails(3, "decrypt-other-set");
    let page = desk.tally(&decrypt(1, "new"));
    assert!(page.err.contains("untuk Suka Makmur kunci ini sudah menjawab himpunan lain"), "{}", page.err);
    assert!(!desk.path("new/9901012001-t01.share.json").exists());
}

#[test]
fn only_the_election_that_was_accepted_is_served() {
    let desk = signed();
    let file = "demo/secret/wali-1.key.age.memory.json";
    let id = desk.ok("definition show demo/election.json")["election"].as_str().unwrap().to_owned();
    desk.edit(file, &id, &id.chars().rev().collect::<String>());
    desk.tally(&format!("{} --json", decrypt(1, "out"))).fails(3, "decrypt-other-election");
    fs::remove_file(desk.path(file)).unwrap();
    desk.tally(&format!("{} --json", decrypt(1, "out"))).fails(3, "decrypt-not-accepted");
    desk.write(file, "{");
    desk.tally(&format!("{} --json", decrypt(1, "out"))).fails(66, "memory-damaged");
    assert!(!desk.path("out").exists());
}

#[test]
fn a_tampered_record_is_not_answered() {
    let desk = signed();
    desk.flip("r/logs/9901012001-1-1.plkb");
    let json = desk.tally(&format!("{} --json", decrypt(1, "out"))).ends(2);
    assert_eq!(json["not_ready"], serde_json::json!(["9901012001"]));
    assert!(!desk.path("out/9901012001-t01.share.json").exists());
}
