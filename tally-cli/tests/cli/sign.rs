//! `tally sign`.

use std::fs;

use crate::kit::Desk;
use crate::merge::{LOG, MERGE};

/// `tally sign` for the first village with these members' keys.
pub(crate) fn sign(record: &str, members: &[&str]) -> String {
    let key = |member: &&str| format!("--key demo/secret/{member}.9901012001.example.key.age ");
    let keys: String = members.iter().map(key).collect();
    format!("sign --record {record} {keys} --passphrase-file demo/secret/passphrase.txt")
}

/// A desk with a merged, unsigned record `r`.
pub(crate) fn merged() -> Desk {
    let desk = Desk::counted();
    desk.tally(&format!("{MERGE} demo/logs --json")).ends(0);
    desk
}

#[test]
fn one_signature_of_two_waits_beside_the_record() {
    let desk = merged();
    let unsigned = desk.read("r/MANIFEST");
    let json = desk.tally(&format!("{} --json", sign("r", &["ketua"]))).ends(0);
    assert_eq!((&json["signed"][0]["given"], &json["signed"][0]["needed"]), (&1.into(), &2.into()));
    assert_eq!(desk.read("r/MANIFEST"), unsigned);
    assert_eq!(fs::read_dir(desk.path("r.signatures")).unwrap().count(), 1);
    // The same again is no second signature, and merging loses nothing.
    let json = desk.tally(&format!("{} --json", sign("r/", &["ketua"]))).ends(0);
    assert_eq!(json["signed"][0]["given"], 1);
    let page = desk.tally(&format!("{MERGE} demo/logs"));
    assert!(page.code == 0 && page.out.contains("Suka Makmur sejauh ini: 1 dari 2"), "{}", page.out);
    let json = desk.tally(&format!("{} --json", sign("r", &["anggota"]))).ends(0);
    assert_eq!(json["signed"][0]["given"], 2);
    assert!(desk.path("r/villages/9901012001/set-1/village.json.note").exists());
    assert!(!desk.path("r.signatures").exists());
    // A third one is welcome.
    let json = desk.tally(&format!("{} --json", sign("r", &["sekretaris"]))).ends(0);
    assert_eq!(json["signed"][0]["given"], 3);
    assert_eq!(desk.read("r/villages/9901012001/set-1/village.json.note").lines().count(), 6 + 3);
}

#[test]
fn a_member_who_is_shown_two_records_signs_one_count_set() {
    let desk = merged();
    let own = |line: String| format!("{line} --village 9901012001 --json");
    desk.tally(&own(sign("r", &["ketua"]))).ends(0);
    // Somebody else's record lacks a log and has a decision that the village counts without it.
    fs::remove_file(desk.path(&format!("demo/logs/{LOG}"))).unwrap();
    let other = MERGE.replace("--record r", "--record other");
    desk.tally(&format!("{other} demo/logs --json")).ends(2);
    let words = sign("other", &["sekretaris", "anggota"]).replace(
        "sign --record other",
        "decide booth-missing --record other --village 9901012001 --tps 1 --booth 1 --at-most 36 --reason hilang --out decided",
    );
    desk.tally(&format!("{words} --json")).ends(0);
    desk.tally(&format!("{other} decided --json"));
    desk.tally(&own(sign("other", &["ketua"]))).fails(3, "sign-other-set");
    desk.tally(&own(sign("r", &["ketua"]))).ends(0);
    // Who has signed nothing yet may sign the other one; it is on its name alone.
    desk.tally(&own(sign("other", &["sekretaris"]))).ends(0);
    desk.tally(&own(sign("r", &["sekretaris"]))).fails(3, "sign-other-set");
}

#[test]
fn signatures_of_two_computers_are_joined_by_merging() {
    let desk = merged();
    desk.copy(&desk.path("r"), "elsewhere");
    desk.tally(&sign("r", &["ketua"]));
    desk.tally(&sign("elsewhere", &["sekretaris"]));
    desk.tally("merge --definition demo/election.json --record r elsewhere.signatures --json").ends(0);
    assert!(desk.path("r/villages/9901012001/set-1/village.json.note").exists());
    assert!(!desk.path("r.signatures").exists());
}

#[test]
fn what_is_signed_is_shown_to_be_read_aloud() {
    let desk = merged();
    let page = desk.tally(&sign("r", &["ketua"]));
    assert_eq!(page.err, "", "nobody is asked");
    for words in [
        "Desa Suka Makmur (9901012001): 33 suara dihitung",
        "NOMOR HIMPUNAN SUARA Suka Makmur",
        "Ditandatangani oleh ketua.9901012001.example",
        "Tanda tangan: 1 dari 2; masih kurang 1.",
    ] {
        assert!(page.out.contains(words), "{words} is not in\n{}", page.out);
    }
    let page = desk.tally(&format!("{} --lang en", sign("r", &["anggota"])));
    assert!(page.out.contains("Enough signatures (2)."), "{}", page.out);
}

#[test]
fn an_incomplete_village_is_not_signed() {
    let desk = Desk::counted();
    fs::remove_file(desk.path(&format!("demo/logs/{LOG}"))).unwrap();
    desk.tally(&format!("{MERGE} demo/logs --json")).ends(2);
    let before = desk.read("r/MANIFEST");
    let json = desk.tally(&format!("{} --json", sign("r", &["ketua", "anggota"]))).ends(2);
    assert_eq!(json["signed"].as_array().unwrap().len(), 0);
    assert_eq!(json["refused"][0]["booths"][0]["status"], "missing");
    let page = desk.tally(&sign("r", &["ketua"]));
    assert!(page.code == 2 && page.out.contains("TPS 1 bilik 1: lognya belum ada"), "{}", page.out);
    assert!(desk.read("r/MANIFEST") == before && !desk.path("r.signatures").exists());
}

#[test]
fn who_is_no_member_signs_nothing() {
    let desk = merged();
    let with = |key: &str| {
        format!(
            "sign --record r --key demo/secret/{key}.key.age --passphrase-file demo/secret/passphrase.txt"
        )
    };
    desk.tally(&format!("{} --json", with("wali-1"))).fails(3, "sign-no-member");
    desk.tally(&format!("{} --json", with("saksi-1.9901012001.example"))).fails(3, "sign-no-member");
    let elsewhere = format!("{} --village 9901012002 --json", sign("r", &["ketua"]));
    desk.tally(&elsewhere).fails(3, "sign-no-member");
    let wrong = sign("r", &["ketua"]).replace("demo/secret/passphrase.txt", "p");
    desk.tally(&format!("{wrong} --json")).fails(66, "wrong-passphrase");
    desk.tally(&format!("{} --json", sign("nowhere", &["ketua"]))).fails(66, "no-record");
    desk.tally(&format!("{} --json", sign("r", &["ketua"]).replace("demo/secret/passphrase.txt", "p3")))
        .fails(66, "passphrase-lines");
    assert!(!desk.path("r.signatures").exists());
}
