//! `tally inspect` of signed notes and of what happened at a booth.

use std::fs;

use ballot_log::SecondMedium;
use election::enrolment::Enrolment;
use election::{Mode, SecretKey};
use serde_json::{Value as Json, json};

use crate::booth::Booth;
use crate::kit::{Desk, Run};

fn says(run: &Run, words: &[&str]) {
    words.iter().for_each(|words| assert!(run.out.contains(words), "{words} is not in\n{}", run.out));
}

#[test]
fn a_decision_is_told_with_who_has_signed_it() {
    let desk = Desk::counted();
    desk.ok("decide attendance --record demo/record --village 9901012001 --tps 1 --booth 1 --lists 0=17/16+1/0 --reason hilang \
        --key demo/secret/ketua.9901012001.example.key.age --passphrase-file demo/secret/passphrase.txt --out out");
    let note = "out/9901012001-attendance-1-1-1.decision.note";
    let page = desk.tally(&format!("inspect {note} --definition demo/election.json"));
    says(
        &page,
        &[
            "Keputusan nomor 1 panitia Suka Makmur (9901012001):",
            "hadir L 17, P 16; di antaranya DPTb L 1, P 0",
            "Alasan: hilang",
            "ketua.9901012001.example",
        ],
    );
    let told = desk.ok(&format!("inspect {note} --definition demo/election.json"));
    assert_eq!((&told["note"], &told["content"]["kind"]), (&json!("decision"), &json!("attendance")));
    assert_eq!(told["signatures"], json!([{ "name": "ketua.9901012001.example", "good": true }]));
    // Without the definition nobody can check it; it is shown as it is.
    let plain = desk.ok(&format!("inspect {note}"));
    assert_eq!((&plain["note"], &plain["signatures"][0]["good"]), (&json!("note"), &Json::Null));
    says(&desk.tally(&format!("inspect {note}")), &["\"reason\": \"hilang\"", "Tanpa --definition"]);
    desk.edit(note, "hilang", "hilanG");
    let told = desk.tally(&format!("inspect {note} --definition demo/election.json --json")).ends(3);
    assert_eq!(told["signatures"][0]["good"], false);
}

#[test]
fn a_checkpoint_and_an_enrolment_are_told() {
    let desk = Desk::counted();
    let note = fs::read_dir(desk.path("demo/checkpoints")).unwrap().next().unwrap().unwrap().path();
    let told = desk.ok(&format!("inspect {} --definition demo/election.json", note.display()));
    assert_eq!(told["note"], "checkpoint");
    assert!(told["content"]["origin"].as_str().unwrap().starts_with("dpmd.simulasi.example/"), "{told}");
    assert!(told["signatures"].as_array().unwrap().iter().all(|s| s["good"] == true), "{told}");
    says(&desk.tally(&format!("inspect {}", note.display())), &["Titik periksa atas ", "belum diperiksa"]);

    let key = SecretKey::from_bytes(&[7; 32]);
    let enrolment = Enrolment::new(Mode::Simulasi, "9901012001-1-1".parse().unwrap(), key.public());
    fs::write(desk.path("a.enrol.note"), enrolment.sign(&key)).unwrap();
    let told = desk.ok("inspect a.enrol.note");
    assert_eq!((&told["note"], &told["content"]["booth"]), (&json!("enrolment"), &json!("9901012001-1-1")));
    assert_eq!(told["signatures"][0]["good"], true);
    says(&desk.tally("inspect a.enrol.note"), &["Pendaftaran bilik 9901012001-1-1", &enrolment.short_key()]);
}

#[test]
fn an_exchange_says_which_slips_and_who_vouched() {
    let desk = Desk::new();
    desk.sealed();
    let mut booth = Booth::open(&desk, "1-1");
    booth.exchange(SecondMedium::Read, "");
    booth.exchange(SecondMedium::Unreadable, "Budi dan Sari");
    fs::write(desk.path("log.plkb"), booth.bundle()).unwrap();
    says(
        &desk.tally("inspect log.plkb"),
        &[
            "slip lama aaaaaaaa, slip baru bbbbbbbb; media kedua bilik asal terbaca, slip lama belum terpakai",
            "TIDAK TERBACA, dua petugas menjamin: Budi dan Sari",
        ],
    );
    let told = desk.ok("inspect log.plkb");
    assert_eq!(told["entries"][2]["event"]["exchange"]["medium"], "unreadable");
    assert_eq!(told["entries"][0]["event"], Json::Null);
}
