//! `tally key new`, `tally key show`.

use crate::kit::{Desk, mode_of};

const NEW: &str = "key new --kind committee --name ketua.sukamaju.example --out k.age --passphrase-file p";

#[test]
fn a_key_is_made_shown_and_never_overwritten() {
    let desk = Desk::new();
    let made = desk.ok(NEW);
    assert_eq!(made["kind"], "committee");
    assert_eq!(made["mode"], "resmi");
    assert_eq!(made["public"].as_str().unwrap().len(), 64);
    assert!(made["verifier"].as_str().unwrap().starts_with("ketua.sukamaju.example+"));
    assert_eq!(mode_of(&desk.path("k.age")), 0o600);
    assert_eq!(desk.ok("key show k.age --passphrase-file p"), made);
    let page = desk.tally("key show k.age --passphrase-file p").out;
    assert!(page.contains("anggota panitia") && page.contains(made["public"].as_str().unwrap()), "{page}");
    desk.tally(&format!("{NEW} --json")).fails(74, "file-exists");
    assert_eq!(desk.ok("key show k.age --passphrase-file p"), made);
}

#[test]
fn wrong_and_missing_passphrases_are_told_apart() {
    let desk = Desk::new();
    desk.ok(NEW);
    desk.write("wrong", "satu dua tiga lima\n");
    desk.write("short", "satu\n");
    desk.tally("key show k.age --passphrase-file wrong --json").fails(66, "wrong-passphrase");
    desk.tally("key show k.age --passphrase-file p3 --json").fails(66, "passphrase-lines");
    desk.tally("key show k.age --json").fails(64, "passphrase-no-terminal");
    desk.tally("key show k.age --passphrase-file none --json").fails(66, "file-missing");
    desk.tally("key show other.age --json").fails(66, "file-missing");
    let short = "key new --kind saksi --name a.example --out s.age --passphrase-file short";
    desk.tally(&format!("{short} --json")).fails(66, "passphrase-too-short");
    desk.ok(&format!("{short} --mode simulasi"));
}

#[test]
fn a_key_that_cannot_be_is_refused_before_anything_is_written() {
    let desk = Desk::new();
    let long = format!("--kind authority --name {} --out x.age", "a".repeat(101));
    for (line, code) in [
        ("--kind trustee --name a --out x.age", "key-of-trustee"),
        ("--kind saksi --name a+b --out x.age", "bad-key-name"),
        ("--kind committee --name a\u{202e}b --out x.age", "bad-key-name"),
        (long.as_str(), "long-authority-name"),
        ("--kind saksi --name a --out x.age --public x.json", "key-public-for-booths"),
        ("--kind booth --name 1607062001-1-1 --out x.age", "key-of-booth-public"),
        ("--kind booth --name 1607062001-01-1 --out x.age --public x.json", "no-booth-name"),
    ] {
        desk.tally(&format!("key new {line} --passphrase-file p --json")).fails(64, code);
    }
    desk.tally("key new --kind saksi --name a --out no/such/x.age --passphrase-file p --json")
        .fails(74, "file-unwritable");
    assert_eq!(std::fs::read_dir(desk.path("")).unwrap().count(), 2);
}

#[test]
fn everybody_who_signs_has_a_key_that_other_tools_can_check() {
    let desk = Desk::new();
    for (kind, word) in [("authority", "otoritas"), ("committee", "anggota panitia"), ("saksi", "saksi")] {
        let line = format!("key new --kind {kind} --name {kind}.example --out {kind}.age --mode simulasi");
        let made = desk.ok(&format!("{line} --passphrase-file p"));
        let verifier = made["verifier"].as_str().unwrap();
        assert_eq!((&made["kind"], &made["mode"]), (&kind.into(), &"simulasi".into()));
        let parts: Vec<&str> = verifier.splitn(3, '+').collect();
        assert_eq!((parts[0], parts[1].len(), parts[2].len()), (format!("{kind}.example").as_str(), 8, 44));
        let page = desk.tally(&format!("key show {kind}.age --passphrase-file p")).out;
        for words in [word, verifier, made["public"].as_str().unwrap()] {
            assert!(page.contains(words), "{words} is not in\n{page}");
        }
    }
}

#[test]
fn a_booths_key_has_a_public_file() {
    let desk = Desk::new();
    let made = desk
        .ok("key new --kind booth --name 1607062001-1-2 --out b.age --public b.pub.json --passphrase-file p");
    let file: serde_json::Value = serde_json::from_str(&desk.read("b.pub.json")).unwrap();
    assert_eq!(file["format"], "pilkades/booth-key/v1");
    assert_eq!(file["key"], made["public"]);
    assert_eq!((mode_of(&desk.path("b.age")), mode_of(&desk.path("b.pub.json"))), (0o600, 0o644));
}
