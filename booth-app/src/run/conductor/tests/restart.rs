//! The machine was off: before opening, in the middle of a vote, after the close.

use dialogue::files;
use polling::PrintTrouble;
use screens::{Intent, PaperAtPrinter, Purpose, View};

use super::stand_in::Polls;

/// Removes the only file with this ending.
fn remove(polls: &Polls, folder: &str, ending: &str) {
    let files = std::fs::read_dir(polls.path(folder)).unwrap().map(|entry| entry.unwrap().path());
    let found: Vec<_> = files.filter(|path| path.extension().is_some_and(|found| found == ending)).collect();
    assert_eq!(found.len(), 1, "{found:?}");
    std::fs::remove_file(&found[0]).unwrap();
}

#[test]
fn before_opening_a_restart_changes_nothing() {
    let polls = Polls::new();
    drop(polls.unlocked());
    let mut booth = polls.unlocked();
    booth.shows(&["Codes", "Busy(Starting)", "Busy(Checking)", "Readiness("]);
}

#[test]
fn a_log_that_is_gone_is_not_begun_anew() {
    let polls = Polls::new();
    drop(polls.open());
    remove(&polls, "9901012001-1-1-data", "sqlite");
    remove(&polls, "9901012001-1-1-mirror", "plkm");
    let mut booth = polls.unlocked();
    booth.shows(&["Codes", "Busy(Starting)", "Stopped(Stopped { cause: \"Gagal: belum ada log"]);
    let View::Stopped(stopped) = booth.now() else { panic!("{:?}", booth.now()) };
    assert!(stopped.can_restart, "the media may be put in again");
    assert!(!files::exists(&polls.path("9901012001-1-1-data/log.sqlite")));
}

#[test]
fn a_slip_that_hangs_without_a_record_becomes_void() {
    let polls = Polls::new();
    let mut booth = polls.open();
    booth.compare(0, 1);
    drop(booth);
    let mut booth = polls.unlocked();
    booth.shows(&["Codes", "Busy(Starting)", "Restarted(Restarted { asks: true"]);
    booth.act(Intent::Found(PaperAtPrinter::Slip));
    booth.shows(&["Busy(PrintingForOfficer)", "Ready"]);
    assert_eq!(booth.printer.take(), ["BATAL"]);
    booth.vote(0, 2);
}

#[test]
fn a_slip_whose_ballot_is_stored_gets_its_mark_and_its_receipt() {
    let polls = Polls::new();
    let mut booth = polls.open();
    booth.compare(0, 1);
    booth.printer.fails(0, PrintTrouble::Offline, false);
    booth.act(Intent::Cast);
    drop(booth);
    let mut booth = polls.unlocked();
    booth.act(Intent::ToSlipStatus);
    booth.scan(0);
    let View::SlipStatus(status) = booth.now() else { panic!("{:?}", booth.now()) };
    assert_eq!(status.answer.as_deref(), Some("token ini sudah terpakai: suaranya sudah tercatat."));
    booth.act(Intent::Back);
    booth.act(Intent::Found(PaperAtPrinter::Slip));
    assert!(matches!(booth.now(), View::Ready));
    assert_eq!(booth.printer.take(), ["SAH", "receipt+"]);
}

#[test]
fn nothing_is_asked_where_nothing_can_hang() {
    let polls = Polls::new();
    drop(polls.open());
    let mut booth = polls.unlocked();
    booth.shows(&["Codes", "Busy(Starting)", "Restarted(Restarted { asks: false"]);
    booth.act(Intent::Found(PaperAtPrinter::Nothing));
    booth.shows(&["Busy(PrintingForOfficer)", "Ready"]);
    assert_eq!(booth.printer.take(), ["zero+"], "nobody has voted: it may be missing");
    booth.compare(0, 1);
    drop(booth);
    let mut booth = polls.unlocked();
    booth.printer.fails(0, PrintTrouble::NoPaper, false);
    booth.forget();
    booth.act(Intent::Found(PaperAtPrinter::Nothing));
    booth.act(Intent::PrintAgain);
    booth.shows(&["Busy", "Trouble(Trouble { why: NoPaper, vote: Void", "Busy", "Ready"]);
    assert_eq!(booth.printer.take(), ["PISAH"]);
}

#[test]
fn what_was_repaired_is_told_at_the_start_and_in_the_menu() {
    let polls = Polls::new();
    drop(polls.open());
    remove(&polls, "9901012001-1-1-mirror", "plkm");
    let mut booth = polls.unlocked();
    let View::Restarted(restarted) = booth.now() else { panic!("{:?}", booth.now()) };
    let told = |notices: &[String]| notices.iter().any(|notice| notice == "Dipulihkan: cermin dibuat ulang.");
    assert!(told(&restarted.notices), "{:?}", restarted.notices);
    booth.act(Intent::Found(PaperAtPrinter::Nothing));
    booth.act(Intent::CallOfficers);
    booth.codes(Purpose::Menu);
    let View::Menu(menu) = booth.now() else { panic!("{:?}", booth.now()) };
    assert!(told(&menu.notices), "{:?}", menu.notices);
}
