//! The printer fails at every step, in every way; a medium fails.

use polling::PrintTrouble;
use screens::{Intent, Purpose, View};

use super::stand_in::{Booth, Polls};

const TROUBLES: [(PrintTrouble, &str); 4] = [
    (PrintTrouble::Offline, "Offline"),
    (PrintTrouble::NoPaper, "NoPaper"),
    (PrintTrouble::CoverOpen, "CoverOpen"),
    (PrintTrouble::Jammed, "Jammed"),
];

/// What is being done when the printer fails.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Yes,
    Cast,
    Challenge,
    Cancel,
    Gone,
}

struct Case {
    step: Step,
    /// Sheets that print before one fails.
    good: usize,
    may_be_out: bool,
    vote: &'static str,
    /// What is printed once the printer is mended.
    then: &'static [&'static str],
    end: &'static str,
}

const fn case(
    (step, good, may_be_out): (Step, usize, bool),
    vote: &'static str,
    then: &'static [&'static str],
    end: &'static str,
) -> Case {
    Case { step, good, may_be_out, vote, then, end }
}

const CASES: [Case; 10] = [
    case((Step::Yes, 0, false), "NotStored", &[], "Done(Nothing)"),
    case((Step::Yes, 0, true), "Void", &["BATAL"], "Done(Nothing)"),
    case((Step::Yes, 1, false), "Void", &["BATAL"], "Done(Nothing)"),
    case((Step::Yes, 1, true), "Void", &["BATAL"], "Done(Nothing)"),
    case((Step::Cast, 0, false), "Stored", &["SAH", "receipt"], "Done(Cast)"),
    case((Step::Cast, 1, true), "Stored", &["receipt+"], "Done(Cast)"),
    case((Step::Challenge, 0, true), "Tested", &["DIUJI", "test"], "Done(Challenged)"),
    case((Step::Challenge, 1, true), "Tested", &["PISAH", "test+"], "Done(Challenged)"),
    case((Step::Cancel, 0, true), "Void", &["BATAL"], "Done(Nothing)"),
    case((Step::Gone, 0, true), "Void", &["BATAL"], "Ready"),
];

/// Brings a voter before the step, and lets the printer fail at it.
fn fail(booth: &mut Booth, slip: usize, case: &Case, trouble: PrintTrouble) {
    booth.scan(slip);
    booth.act(Intent::Choose(screens::Secret::new(1)));
    if case.step != Step::Yes {
        booth.act(Intent::Yes);
    }
    if case.step == Step::Gone {
        booth.conductor.nobody_there();
        booth.codes(Purpose::VoterLeft);
    }
    booth.printer.fails(case.good, trouble, case.may_be_out);
    booth.act(match case.step {
        Step::Yes => Intent::Yes,
        Step::Cast => Intent::Cast,
        Step::Challenge => Intent::Challenge,
        Step::Cancel => Intent::Cancel,
        Step::Gone => Intent::VoterGone,
    });
    booth.printer.take();
    booth.forget();
}

#[test]
fn every_trouble_at_every_step_is_told_and_mended() {
    let polls = Polls::new();
    let mut booth = polls.open();
    let mut slip = 0;
    for case in &CASES {
        for (trouble, why) in TROUBLES {
            fail(&mut booth, slip, case, trouble);
            slip += 1;
            let told = format!("Trouble(Trouble {{ why: {why}, vote: {} }})", case.vote);
            assert_eq!(format!("{:?}", booth.now()), told);
            booth.printer.says(Some(PrintTrouble::CoverOpen));
            booth.act(Intent::PrintAgain);
            booth.shows(&["Busy(PrintingForOfficer)", "Trouble(Trouble { why: CoverOpen"]);
            booth.printer.says(None);
            booth.act(Intent::PrintAgain);
            booth.shows(&["Busy(PrintingForOfficer)", case.end]);
            assert_eq!(booth.printer.take(), case.then, "{told}");
            booth.act(Intent::Finish);
        }
    }
}

#[test]
fn officers_go_on_without_the_paper() {
    let polls = Polls::new();
    let mut booth = polls.open();
    for (slip, case) in CASES.iter().enumerate() {
        fail(&mut booth, slip, case, PrintTrouble::Offline);
        booth.act(Intent::GiveUp);
        booth.act(Intent::Back);
        booth.act(Intent::GiveUp);
        booth.shows(&["Codes(CodesView { purpose: GiveUp, wrong: false", "Trouble", "Codes("]);
        booth.ignores(Intent::PrintAgain);
        booth.wrong_codes(Purpose::GiveUp);
        booth.codes(Purpose::GiveUp);
        let end = if case.end == "Done(Cast)" { "Done(CastWithoutPaper)" } else { case.end };
        booth.shows(&["Codes(CodesView { purpose: GiveUp, wrong: true", end]);
        assert_eq!(booth.printer.take(), [""; 0]);
        booth.act(Intent::Finish);
        // What hangs there gets its mark before the next voter's paper.
        booth.vote(CASES.len() + slip, 1);
        let printed = booth.printer.take();
        let mark = case.then.first().filter(|sheet| **sheet == sheet.to_uppercase());
        let expected = mark.into_iter().chain(&["strip", "slip", "SAH", "receipt"]);
        assert!(printed.iter().eq(expected), "{printed:?}");
    }
}

#[test]
fn officers_who_do_not_come_leave_the_trouble_on_the_screen() {
    let polls = Polls::new();
    let mut booth = polls.open();
    fail(&mut booth, 0, &CASES[4], PrintTrouble::NoPaper);
    booth.act(Intent::GiveUp);
    booth.conductor.nobody_there();
    booth.shows(&["Codes", "Trouble"]);
    booth.conductor.nobody_there();
    booth.shows(&[]);
}

#[test]
fn a_medium_that_fails_stops_the_booth() {
    let polls = Polls::new();
    let mut booth = polls.open();
    booth.compare(0, 1);
    let data = polls.path("9901012001-1-1-data");
    std::fs::rename(&data, polls.path("gone")).unwrap();
    booth.forget();
    booth.act(Intent::Cast);
    booth.shows(&["Busy(Storing)", "Stopped(Stopped { cause: \"Gagal: bilik berhenti"]);
    assert_eq!(booth.printer.take(), ["strip", "slip"]);
    booth.ignores(Intent::Cast);
    booth.act(Intent::Restart);
    assert_eq!(booth.conductor.leaving(), Some(super::super::Leaving::Restart));
    drop(booth);
    std::fs::rename(polls.path("gone"), &data).unwrap();
    let booth = polls.unlocked();
    assert!(matches!(booth.now(), View::Restarted(_)), "{:?}", booth.now());
}

#[test]
fn a_fault_of_the_program_lets_go_of_the_voter() {
    let polls = Polls::new();
    let mut booth = polls.open();
    booth.compare(0, 1);
    booth.forget();
    booth.conductor.give_up();
    booth.shows(&["Stopped(Stopped { cause: \"Program ini salah"]);
    let after = polls.unlocked();
    assert!(matches!(after.now(), View::Restarted(_)), "{:?}", after.now());
}
