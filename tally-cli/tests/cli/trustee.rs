//! `tally trustee together | accept`.

use crate::kit::{Desk, mode_of};

const ACCEPT: &str =
    "trustee accept --definition sealed/election.json --key ceremony/t02.key.age --passphrase-file two";

#[test]
fn a_ceremony_gives_each_trustee_one_secret_under_the_own_passphrase() {
    let desk = Desk::new();
    desk.draft();
    let made = desk.ok("trustee together desa.toml --out ceremony --passphrase-file p3");
    assert_eq!(made["villages"][0]["threshold"], 2);
    assert_eq!(made["people"].as_array().unwrap().len(), 3);
    assert_eq!(made["people"][1]["shares"][0]["trustee"], 2);
    desk.write("two", "lima enam tujuh\n");
    let shown = desk.ok("key show ceremony/t02.key.age --passphrase-file two");
    assert_eq!((&shown["kind"], &shown["name"]), (&"trustee".into(), &"Wali Kedua".into()));
    assert_eq!(shown["public"], serde_json::Value::Null);
    desk.tally("key show ceremony/t02.key.age --passphrase-file p --json").fails(66, "wrong-passphrase");
    assert_eq!(mode_of(&desk.path("ceremony/t01.key.age")), 0o600);
    assert_eq!(mode_of(&desk.path("ceremony/trustees/9901012001.json")), 0o644);
    desk.tally("trustee together desa.toml --out ceremony --passphrase-file p3 --json")
        .fails(74, "file-exists");
}

#[test]
fn a_ceremony_needs_a_passphrase_for_everyone() {
    let desk = Desk::new();
    desk.draft();
    desk.tally("trustee together desa.toml --out c --passphrase-file p --json").fails(66, "passphrase-lines");
    desk.tally("trustee together desa.toml --out c --json").fails(64, "passphrase-no-terminal");
    desk.edit("desa.toml", "Wali Kedua", "Wali Pertama");
    desk.tally("trustee together desa.toml --out c --passphrase-file p3 --json").fails(66, "trustee-twice");
    assert!(!desk.path("c").exists());
}

#[test]
fn an_acceptance_binds_the_key_to_one_election() {
    let desk = Desk::new();
    let first = desk.sealed();
    desk.write("two", "lima enam tujuh\n");
    let accepted = desk.ok(&format!("{ACCEPT} --out accepted"));
    assert_eq!(accepted["election"], first.as_str());
    let file: serde_json::Value = serde_json::from_str(&desk.read("accepted/9901012001-t02.json")).unwrap();
    assert_eq!((&file["trustee"], &file["election"]), (&2.into(), &first.as_str().into()));
    assert!(desk.read("ceremony/t02.key.age.memory.json").contains(&first));
    desk.ok(&format!("{ACCEPT} --out again"));
    // Run again after it was interrupted: what is there already stays.
    let before = desk.read("accepted/9901012001-t02.json");
    desk.ok(&format!("{ACCEPT} --out accepted"));
    assert_eq!(desk.read("accepted/9901012001-t02.json"), before);
    desk.write("accepted/9901012001-t02.json", &before.replace(": 2", ": 1"));
    desk.tally(&format!("{ACCEPT} --out accepted --json")).fails(74, "file-exists");

    // The same trustees in a corrected definition: another election.
    desk.edit("desa.toml", "Calon Kedua", "Calon Kedua Baru");
    std::fs::rename(desk.path("sealed"), desk.path("first")).unwrap();
    let second = desk.ok(crate::kit::SEAL)["election"].as_str().unwrap().to_owned();
    assert_ne!(first, second);
    let other = desk.tally(&format!("{ACCEPT} --out second --json"));
    other.fails(3, "accept-other");
    assert!(other.out.contains(&format!("--replace {first}")), "{}", other.out);
    desk.tally(&format!("{ACCEPT} --out second --replace {second} --json")).fails(3, "accept-other");
    assert!(!desk.path("second").exists());
    desk.ok(&format!("{ACCEPT} --out second --replace {first}"));
    assert!(desk.read("ceremony/t02.key.age.memory.json").contains(&second));
}

#[test]
fn a_damaged_memory_is_not_an_empty_one() {
    let desk = Desk::new();
    desk.sealed();
    desk.write("two", "lima enam tujuh\n");
    desk.write("ceremony/t02.key.age.memory.json", "{");
    desk.tally(&format!("{ACCEPT} --out a --json")).fails(66, "memory-damaged");
    assert!(!desk.path("a").exists());
}

#[test]
fn a_definition_without_a_valid_seal_is_not_accepted() {
    let desk = Desk::new();
    desk.sealed();
    desk.write("two", "lima enam tujuh\n");
    desk.edit("sealed/election.json", "Sukamaju", "Sukamundur");
    desk.tally(&format!("{ACCEPT} --out a --json")).fails(3, "seal-bad");
    desk.edit("sealed/election.json", "Sukamundur", "Sukamaju");
    let note = desk.read("sealed/election.json.note");
    desk.write("sealed/election.json.note", note.split("\n\n").next().unwrap());
    desk.tally(&format!("{ACCEPT} --out a --json")).fails(3, "seal-bad");
    std::fs::remove_file(desk.path("sealed/election.json.note")).unwrap();
    desk.tally(&format!("{ACCEPT} --out a --json")).fails(66, "file-missing");
    assert!(!desk.path("ceremony/t02.key.age.memory.json").exists());
}

#[test]
fn a_share_of_another_ceremony_is_refused() {
    let desk = Desk::new();
    desk.sealed();
    desk.ok("trustee together desa.toml --out other --passphrase-file p3");
    desk.write("two", "lima enam tujuh\n");
    let foreign = ACCEPT.replace("ceremony/", "other/");
    desk.tally(&format!("{foreign} --out a --json")).fails(3, "accept-foreign-share");
    let booth = ACCEPT.replace("ceremony/t02.key.age", "9901012001-1-1.age").replace("two", "p");
    desk.tally(&format!("{booth} --out a --json")).fails(3, "accept-no-trustee");
    assert!(!desk.path("a").exists() && !desk.path("other/t02.key.age.memory.json").exists());
}
