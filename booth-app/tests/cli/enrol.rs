//! `booth-app enrol`, and the command line.

use std::os::unix::fs::PermissionsExt as _;

use election::enrolment::Enrolment;

use crate::desk::Desk;

const ENROL: &str =
    "enrol --booth 1607062001-1-2 --mode simulasi --data d --mirror m --out stick --codes codes";

#[test]
fn keys_stay_under_the_codes_and_the_note_leaves() {
    let desk = Desk::new();
    let made = desk.enrol("d", "1607062001-1-2", "simulasi");
    let note = desk.read("stick/1607062001-1-2.enrol.note");
    let enrolment = Enrolment::parse(&note).unwrap();
    assert_eq!(enrolment.booth().to_string(), "1607062001-1-2");
    assert_eq!(made["short_key"], enrolment.short_key());
    assert_eq!(made["key"], enrolment.key().to_string());
    assert_eq!(desk.read("d/booth.enrol.note"), note);
    let keys = desk.path("d/booth.key.age").metadata().unwrap().permissions().mode() & 0o777;
    assert_eq!(keys, 0o600);
    assert!(desk.read("d/booth.key.age").starts_with(b"age-encryption.org/v1\n-> scrypt "));
    let page = desk.run("status --data d").out;
    assert!(page.contains(&enrolment.short_key()) && page.contains("belum menerima paket"), "{page}");
    desk.run(&format!("{ENROL} --same-device-i-know --json")).fails(74, "file-exists");
    assert_eq!(desk.read("d/booth.enrol.note"), note, "a second enrolment changes nothing");
}

#[test]
fn one_device_for_both_media_is_refused() {
    let desk = Desk::new();
    desk.run(&format!("{ENROL} --json")).fails(3, "one-device");
    assert!(desk.names("d").is_empty() && desk.names("stick").is_empty());
    desk.run("status --data d --json").fails(66, "not-enrolled");
}

#[test]
fn codes_are_two_lines_of_eight_digits() {
    let desk = Desk::new();
    for wrong in ["12345678\n", "1234567\n87654321\n", "12345678\n8765432a\n", "12345678\n87654321\n1\n", ""]
    {
        desk.write("codes", wrong);
        desk.run(&format!("{ENROL} --same-device-i-know --json")).fails(66, "codes-file");
    }
    for weak in ["11111111\n87654321\n", "12345678\n00000000\n", "12345678\n12345678\n"] {
        desk.write("codes", weak);
        desk.run(&format!("{ENROL} --same-device-i-know --json")).fails(66, "codes-weak");
    }
    let line = ENROL.replace(" --codes codes", " --same-device-i-know --json");
    desk.run(&line).fails(64, "codes-no-terminal");
}

#[test]
fn both_languages_answer_a_wrong_command_line() {
    let desk = Desk::new();
    assert!(desk.run("enrol --booth x").err.contains("tidak dapat dipakai"));
    assert!(desk.run("enrol --booth x --lang en").err.contains("cannot be used"));
    desk.run(&ENROL.replace("simulasi", "gladi")).code.filter(|code| *code == 64).unwrap();
    let help = desk.run("drill --help").out;
    assert!(help.contains("Gladi bersih") && help.contains("--slips"), "{help}");
}
