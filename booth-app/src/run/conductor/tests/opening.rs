//! Codes, readiness, launch codes.

use polling::PrintTrouble;
use screens::{CheckState, Intent, Purpose, View};

use super::stand_in::{Polls, codes, dice, launch};

#[test]
fn both_codes_unlock_and_guessing_waits() {
    let polls = Polls::new();
    let mut booth = polls.start();
    booth.shows(&["Codes(CodesView { purpose: Start, wrong: false, wait: 0, can_go_back: false"]);
    for _ in 0..4 {
        booth.wrong_codes(Purpose::Start);
    }
    booth.forget();
    booth.act(codes(Purpose::Start, "1234567", "87654321"));
    booth.shows(&["Busy(Starting)", "Codes(CodesView { purpose: Start, wrong: true, wait: 30"]);
    booth.codes(Purpose::Start);
    booth.shows(&["Busy(Starting)", "Codes(CodesView { purpose: Start, wrong: true, wait: 30"]);
    booth.later(1);
    booth.shows(&["Codes(CodesView { purpose: Start, wrong: true, wait: 29"]);
    booth.later(29);
    booth.shows(&["Codes(CodesView { purpose: Start, wrong: true, wait: 0"]);
    assert_eq!(booth.conductor.wake(), None);
    booth.codes(Purpose::Start);
    booth.shows(&["Busy(Starting)", "Busy(Checking)", "Readiness("]);
}

#[test]
fn codes_for_something_else_are_no_codes() {
    let polls = Polls::new();
    let mut booth = polls.start();
    for purpose in [Purpose::Menu, Purpose::Close, Purpose::GiveUp] {
        booth.ignores(codes(purpose, "12345678", "87654321"));
    }
}

#[test]
fn a_key_file_that_is_damaged_stops_the_start_and_says_so() {
    let polls = Polls::new();
    let mut booth = polls.start();
    let keys = polls.path("9901012001-1-1-data/booth.key.age");
    std::fs::write(&keys, b"age-encryption.org/v1\nx").unwrap();
    booth.codes(Purpose::Start);
    booth.shows(&["Codes(", "Busy(Starting)", "Stopped(Stopped { cause: \"Gagal: berkas kunci bilik rusak"]);
    booth.ignores(codes(Purpose::Start, "12345678", "87654321"));
    booth.act(Intent::Restart);
    assert_eq!(booth.conductor.leaving(), Some(super::super::Leaving::Restart));
}

#[test]
fn the_check_tells_what_stands_against_opening() {
    let polls = Polls::new();
    let mut booth = polls.start();
    booth.printer.says(Some(PrintTrouble::NoPaper));
    booth.codes(Purpose::Start);
    let View::Readiness(readiness) = booth.now() else { panic!("{:?}", booth.now()) };
    assert!(!readiness.may_open && !readiness.printed);
    let line = |what: &str| readiness.checks.iter().find(|check| check.what == what).unwrap();
    assert_eq!(line("Printer").state, CheckState::Bad);
    assert_eq!(line("Printer").detail, "kertas habis: pasang gulungan baru");
    assert_eq!(line("Media log").state, CheckState::Attention);
    assert_eq!(line("Jam").detail, "Minggu, 22 November 2026, 08.00");
    assert_eq!(line("Daftar token").detail, "200 token");
    booth.ignores(Intent::ToLaunch);
    booth.ignores(Intent::Open(Vec::new()));
    booth.printer.says(None);
    booth.act(Intent::CheckAgain);
    booth.shows(&["Busy(Checking)", "Readiness("]);
    let View::Readiness(readiness) = booth.now() else { panic!("{:?}", booth.now()) };
    assert!(readiness.may_open);
}

#[test]
fn the_report_of_the_check_is_printed_and_a_fault_stands_among_the_lines() {
    let polls = Polls::new();
    let mut booth = polls.unlocked();
    booth.forget();
    booth.printer.fails(0, PrintTrouble::CoverOpen, true);
    booth.act(Intent::PrintReadiness);
    booth.shows(&["Busy(PrintingForOfficer)", "Readiness("]);
    let View::Readiness(readiness) = booth.now() else { panic!("{:?}", booth.now()) };
    let last = readiness.checks.last().unwrap();
    assert_eq!((last.state, readiness.printed, readiness.may_open), (CheckState::Attention, false, true));
    assert_eq!(last.detail, "tutupnya terbuka: tutup sampai berbunyi");
    booth.act(Intent::PrintReadiness);
    let View::Readiness(readiness) = booth.now() else { panic!("{:?}", booth.now()) };
    assert!(readiness.printed);
    assert_eq!(booth.printer.take(), ["readiness?", "readiness+"]);
}

#[test]
fn the_polls_open_with_launch_codes_that_the_log_takes() {
    let polls = Polls::new();
    let mut booth = polls.unlocked();
    booth.act(Intent::ToLaunch);
    booth.forget();
    for (launching, why) in [
        (Vec::new(), "ada 0 kode untuk 3 calon"),
        (vec![launch(1, "Siti", "ABCDE"), launch(2, "Budi", "FGHJK")], "ada 2 kode untuk 3 calon"),
        (vec![launch(9, "Siti", "ABCDE")], "tidak ada calon 9"),
        (vec![launch(1, "Siti", "ABCDE"), launch(1, "Budi", "12345")], "calon 1 memberi dua kode"),
        (
            vec![launch(1, "Siti", "ABCDE"), launch(2, "Budi", "FGHJK"), launch(0, "ketua", "12345")],
            "dadu petugas harus dilempar paling sedikit 10 kali",
        ),
        (
            vec![launch(1, "Siti", "ABC"), launch(2, "Budi", "FGHJK"), launch(3, "Wati", "VWXYZ")],
            "kode pembukaan tidak dapat dipakai",
        ),
    ] {
        booth.act(Intent::Open(launching));
        booth.shows(&["Busy(Opening)", &format!("Launch(Launch {{ refused: Some(\"{why}")]);
    }
    booth.act(Intent::Back);
    booth.act(Intent::ToLaunch);
    booth.shows(&["Readiness(", "Launch(Launch { refused: None"]);
    let [dice, _, absent] = dice().try_into().unwrap();
    booth.act(Intent::Open(vec![launch(1, "Siti", "ABCDE"), dice, absent]));
    booth.shows(&["Busy(Opening)", "Ready"]);
    assert_eq!(booth.printer.take(), ["zero"]);
    let data = polls.path("9901012001-1-1-data");
    let marks = std::fs::read_dir(data)
        .unwrap()
        .filter(|entry| entry.as_ref().unwrap().path().extension().is_some_and(|ending| ending == "opened"));
    assert_eq!(marks.count(), 1);
}

#[test]
fn a_zero_report_that_does_not_print_holds_the_booth_until_it_does() {
    let polls = Polls::new();
    let mut booth = polls.unlocked();
    booth.act(Intent::ToLaunch);
    booth.forget();
    booth.printer.fails(0, PrintTrouble::Jammed, true);
    booth.act(Intent::Open(dice()));
    booth.shows(&["Busy(Opening)", "Trouble(Trouble { why: Jammed, vote: NoVote"]);
    booth.ignores(Intent::CallOfficers);
    booth.act(Intent::PrintAgain);
    booth.shows(&["Busy(PrintingForOfficer)", "Ready"]);
    assert_eq!(booth.printer.take(), ["zero?", "zero+"]);
}

#[test]
fn officers_who_go_away_before_the_opening_come_back_with_their_codes() {
    let polls = Polls::new();
    let mut booth = polls.unlocked();
    booth.act(Intent::ToLaunch);
    booth.forget();
    booth.conductor.nobody_there();
    booth.ignores(Intent::Open(dice()));
    booth.wrong_codes(Purpose::Start);
    booth.codes(Purpose::Start);
    booth.shows(&["Codes(CodesView { purpose: Start, wrong: true", "Launch"]);
}
