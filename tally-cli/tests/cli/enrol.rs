//! `tally booth enrol`.

use std::fs;

use election::enrolment::Enrolment;
use election::{Mode, SecretKey, short_code};

use crate::kit::{Desk, SEAL};

const ENROL: &str = "booth enrol sticks --out booths";

/// What a booth writes onto its stick.
fn enrolment(mode: Mode, booth: &str, seed: u8) -> String {
    let key = SecretKey::from_bytes(&[seed; 32]);
    let enrolment = Enrolment::new(mode, booth.parse().unwrap(), key.public());
    String::from_utf8(enrolment.sign(&key)).unwrap()
}

fn short(seed: u8) -> String {
    short_code(SecretKey::from_bytes(&[seed; 32]).public().as_bytes())
}

/// Puts the enrolment of a booth of the template's village onto its stick.
fn stick(desk: &Desk, place: &str, seed: u8) -> String {
    let path = format!("sticks/{place}/9901012001-{place}.enrol.note");
    desk.write(&path, &enrolment(Mode::Simulasi, &format!("9901012001-{place}"), seed));
    path
}

fn key(desk: &Desk, place: &str) -> String {
    let file = desk.read(&format!("booths/9901012001-{place}.pub.json"));
    serde_json::from_str::<serde_json::Value>(&file).unwrap()["key"].as_str().unwrap().to_owned()
}

#[test]
fn enrolled_booths_are_shown_with_the_key_of_their_print_and_can_be_sealed() {
    let desk = Desk::new();
    desk.parts();
    fs::remove_dir_all(desk.path("booths")).unwrap();
    for (place, seed) in [("1-1", 1), ("1-2", 2), ("1-3", 3), ("2-1", 4)] {
        stick(&desk, place, seed);
    }
    desk.write("sticks/1-1/catatan.txt", "bukan pendaftaran");
    let page = desk.tally(ENROL);
    assert_eq!(page.code, 0, "{}{}", page.out, page.err);
    assert!((1..=4).all(|seed| page.out.contains(&short(seed))));
    assert_eq!(page.err, "", "nobody is asked");
    assert!(page.out.contains("SIMULASI"), "{}", page.out);
    assert_eq!(key(&desk, "1-2"), SecretKey::from_bytes(&[2; 32]).public().to_string());
    let again = desk.ok(ENROL);
    let outcomes: Vec<&str> =
        again["booths"].as_array().unwrap().iter().map(|it| it["outcome"].as_str().unwrap()).collect();
    assert_eq!(outcomes, ["same"; 4]);
    assert_eq!((&again["mode"], &again["booths"][0]["short"]), (&"simulasi".into(), &short(1).into()));
    desk.ok(SEAL);
}

#[test]
fn a_second_key_needs_to_be_asked_for() {
    let desk = Desk::new();
    stick(&desk, "1-1", 1);
    desk.ok(ENROL);
    let first = key(&desk, "1-1");
    stick(&desk, "1-1", 2);
    let more = stick(&desk, "1-2", 3);
    let refused = desk.tally(&format!("{ENROL} --json"));
    refused.fails(3, "enrol-other-key");
    assert!(refused.out.contains(&short(1)) && refused.out.contains(&short(2)), "{}", refused.out);
    assert!(refused.out.contains("--replace"));
    // Nothing is enrolled when one is refused.
    assert_eq!(key(&desk, "1-1"), first);
    assert!(!desk.path("booths/9901012001-1-2.pub.json").exists());
    desk.ok(&format!("booth enrol {more} --out booths"));
    let replaced = desk.ok(&format!("{ENROL} --replace"));
    assert_eq!(
        (&replaced["booths"][0]["outcome"], &replaced["booths"][1]["outcome"]),
        (&"replaced".into(), &"same".into())
    );
    assert_eq!(key(&desk, "1-1"), SecretKey::from_bytes(&[2; 32]).public().to_string());
}

#[test]
fn one_key_serves_one_booth() {
    let desk = Desk::new();
    stick(&desk, "1-1", 1);
    let copy = stick(&desk, "1-2", 1);
    desk.tally(&format!("{ENROL} --json")).fails(3, "enrol-key-twice");
    assert!(!desk.path("booths").exists());
    desk.ok("booth enrol sticks/1-1 --out booths");
    desk.tally(&format!("booth enrol {copy} --out booths --json")).fails(3, "enrol-key-twice");
    // Not even when the copy replaces an own key.
    stick(&desk, "1-2", 2);
    desk.ok(ENROL);
    stick(&desk, "1-2", 1);
    desk.tally(&format!("{ENROL} --replace --json")).fails(3, "enrol-key-twice");
    // Two booths that change their keys with each other do so in one run.
    stick(&desk, "1-1", 2);
    desk.ok(&format!("{ENROL} --replace"));
    assert_eq!(key(&desk, "1-2"), SecretKey::from_bytes(&[1; 32]).public().to_string());
}

#[test]
fn two_sticks_of_one_booth_agree() {
    let desk = Desk::new();
    let first = desk.path(&stick(&desk, "1-1", 1));
    desk.copy(&first, "copy.enrol.note");
    let both = "booth enrol sticks copy.enrol.note --out booths --json";
    stick(&desk, "1-1", 2);
    let refused = desk.tally(both);
    refused.fails(3, "enrol-two-keys");
    assert!(refused.out.contains(&short(1)) && refused.out.contains(&short(2)), "{}", refused.out);
    stick(&desk, "1-1", 1);
    assert_eq!(desk.tally(both).ends(0)["booths"].as_array().unwrap().len(), 1);
}

#[test]
fn possession_is_not_taken_on_trust() {
    let desk = Desk::new();
    let path = stick(&desk, "1-1", 1);
    // Another key in the text, the signature of the first under it.
    let other = SecretKey::from_bytes(&[2; 32]).public().to_string();
    desk.edit(&path, &SecretKey::from_bytes(&[1; 32]).public().to_string(), &other);
    desk.tally(&format!("{ENROL} --json")).fails(3, "enrol-not-own-key");
    // The right key for another booth.
    let path = stick(&desk, "1-1", 1);
    desk.edit(&path, "9901012001-1-1", "9901012001-1-2");
    desk.tally(&format!("{ENROL} --json")).fails(3, "enrol-not-own-key");
    desk.write(&path, "teks biasa\n");
    desk.tally(&format!("{ENROL} --json")).fails(66, "enrol-unreadable");
    desk.write(&path, &"x".repeat(5000));
    desk.tally(&format!("{ENROL} --json")).fails(66, "file-too-long");
    assert!(!desk.path("booths").exists());
}

#[test]
fn an_empty_stick_is_noticed_and_modes_are_not_mixed() {
    let desk = Desk::new();
    stick(&desk, "1-1", 1);
    fs::create_dir_all(desk.path("empty")).unwrap();
    desk.tally("booth enrol sticks empty --out booths --json").fails(66, "enrol-nothing");
    desk.tally("booth enrol none --out booths --json").fails(66, "file-missing");
    desk.tally("booth enrol --out booths --json").fails(64, "usage-missing");
    desk.write("sticks/1-2/9901012001-1-2.enrol.note", &enrolment(Mode::Resmi, "9901012001-1-2", 2));
    desk.tally(&format!("{ENROL} --json")).fails(3, "enrol-two-modes");
    assert!(!desk.path("booths").exists());
}
