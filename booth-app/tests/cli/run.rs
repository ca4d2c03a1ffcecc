//! `booth-app run` and `demo`, as far as they come without a screen.

use std::fs;

use election::Mode;

use crate::desk::Desk;
use crate::sealed::{BOOTHS, enrol_and_seal};

/// Booth 1 with its pack taken over.
fn ready(mode: Mode) -> Desk {
    let desk = Desk::new();
    let id = enrol_and_seal(&desk, mode);
    desk.ok(&format!("import --data b1 --pack stick/{}.plkp --election-id {id}", BOOTHS[0]));
    desk
}

const RUN: &str = "run --data b1 --mirror b1-mirror --json --printer";

#[test]
fn choices_of_an_election_that_counts_never_go_into_a_folder() {
    let desk = ready(Mode::Resmi);
    desk.run(&format!("{RUN} folder:slips")).fails(64, "run-resmi-folder");
    assert!(!desk.path("slips").exists());
    fs::write(desk.path("file"), b"").unwrap();
    let file = desk.path("file").display().to_string();
    desk.run(&format!("{RUN} {file}")).fails(74, "run-printer");
    assert_eq!(desk.read("file"), b"");
}

#[test]
fn a_printer_outside_the_house_is_no_printer() {
    let desk = Desk::new();
    for printer in ["lp0", "tcp:8.8.8.8:9100", "serial:/dev/ttyUSB0"] {
        desk.run(&format!("{RUN} {printer}")).fails(64, "usage-value");
    }
    desk.run(&format!("{RUN} folder:x --panel-mm 5x5")).fails(64, "usage-value");
    desk.run(&format!("{RUN} folder:x --printer-width 60")).fails(64, "usage-value");
}

#[test]
fn without_a_screen_nothing_is_opened_and_nothing_is_left() {
    let desk = ready(Mode::Simulasi);
    desk.run(&format!("{RUN} folder:slips")).fails(70, "no-window");
    assert_eq!(desk.names("b1-mirror"), [""; 0]);
    for demo in ["demo --json", "--demo --json"] {
        desk.run(demo).fails(70, "no-window");
    }
    assert_eq!(desk.names("tmp"), [""; 0]);
}

#[test]
fn a_booth_without_a_pack_does_not_run() {
    let desk = Desk::new();
    desk.enrol("b1", BOOTHS[0], "simulasi");
    desk.run(&format!("{RUN} folder:slips")).fails(66, "not-imported");
    desk.run("run --data nowhere --mirror m --json --printer folder:slips").fails(66, "not-enrolled");
}
