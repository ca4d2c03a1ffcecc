//! Voters: every step, every late touch, silence.

use screens::{Intent, PaperAtPrinter, Purpose, View};

use super::stand_in::{Booth, Polls, codes};

fn choose(option: u8) -> Intent {
    Intent::Choose(screens::Secret::new(option))
}

#[test]
fn a_vote_takes_three_touches_and_ends_by_itself() {
    let polls = Polls::new();
    let mut booth = polls.open();
    booth.scan(0);
    booth.act(choose(4));
    booth.shows(&["Choose", "Confirm(Secret"]);
    let View::Confirm(secret) = booth.now() else { panic!("{:?}", booth.now()) };
    assert_eq!(secret.expose(), 4);
    booth.act(Intent::Yes);
    booth.shows(&["Busy(Printing)", "Compare"]);
    assert_eq!(booth.printer.take(), ["strip", "slip"]);
    booth.act(Intent::Cast);
    booth.shows(&["Busy(Storing)", "Done(Cast)"]);
    assert_eq!(booth.printer.take(), ["SAH", "receipt"]);
    booth.later(14);
    booth.shows(&[]);
    booth.later(1);
    booth.shows(&["Ready"]);
    booth.scan(1);
    booth.act(choose(1));
    booth.act(Intent::Yes);
    booth.act(Intent::Cast);
    booth.act(Intent::Finish);
    booth.shows(&["Choose", "Confirm", "Busy", "Compare", "Busy", "Done(Cast)", "Ready"]);
}

#[test]
fn a_used_slip_is_refused_without_a_reason_that_only_the_menu_tells() {
    let polls = Polls::new();
    let mut booth = polls.open();
    booth.vote(0, 1);
    booth.forget();
    booth.scan(0);
    booth.shows(&["Refused"]);
    booth.later(5);
    booth.shows(&["Ready"]);
    booth.act(Intent::Slip("KERTAS".to_owned().into()));
    booth.later(5);
    booth.shows(&["Refused", "Ready"]);
    booth.scan(0);
    booth.menu();
    let View::Menu(menu) = booth.now() else { panic!("{:?}", booth.now()) };
    assert_eq!(menu.counts, [1, 0, 0]);
    assert_eq!(menu.refusal.as_deref(), Some("token ini sudah terpakai: suaranya sudah tercatat."));
    booth.act(Intent::Back);
    booth.scan(1);
    booth.conductor.nobody_there();
    booth.codes(Purpose::VoterLeft);
    booth.act(Intent::VoterGone);
    booth.menu();
    let View::Menu(menu) = booth.now() else { panic!("{:?}", booth.now()) };
    assert_eq!(menu.refusal, None);
}

#[test]
fn a_voter_goes_back_and_changes_the_choice() {
    let polls = Polls::new();
    let mut booth = polls.open();
    booth.scan(0);
    booth.act(choose(1));
    booth.act(Intent::No);
    booth.act(choose(2));
    booth.act(Intent::Back);
    booth.act(choose(3));
    booth.act(Intent::Yes);
    booth.act(Intent::Cancel);
    booth.act(Intent::ChooseAgain);
    booth.act(choose(2));
    booth.act(Intent::Yes);
    booth.act(Intent::Cast);
    booth.shows(&[
        "Choose",
        "Confirm",
        "Choose",
        "Confirm",
        "Choose",
        "Confirm",
        "Busy(Printing)",
        "Compare",
        "Busy(Printing)",
        "Withdrawn",
        "Choose",
        "Confirm",
        "Busy(Printing)",
        "Compare",
        "Busy(Storing)",
        "Done(Cast)",
    ]);
    assert_eq!(booth.printer.take(), ["strip", "slip", "BATAL", "strip", "slip", "SAH", "receipt"]);
}

#[test]
fn a_voter_leaves_and_comes_back_with_the_same_slip() {
    let polls = Polls::new();
    let mut booth = polls.open();
    booth.compare(0, 1);
    booth.act(Intent::Cancel);
    booth.forget();
    booth.act(Intent::Leave);
    booth.act(Intent::Finish);
    booth.shows(&["Done(Nothing)", "Ready"]);
    booth.vote(0, 2);
}

#[test]
fn a_test_uses_the_slip_up() {
    let polls = Polls::new();
    let mut booth = polls.open();
    booth.compare(0, 1);
    booth.forget();
    booth.act(Intent::Challenge);
    booth.shows(&["Busy(Storing)", "Done(Challenged)"]);
    assert_eq!(booth.printer.take(), ["strip", "slip", "DIUJI", "test"]);
    booth.act(Intent::Finish);
    booth.scan(0);
    booth.shows(&["Ready", "Refused"]);
}

#[test]
fn an_option_that_is_not_on_the_ballot_chooses_nothing() {
    let polls = Polls::new();
    let mut booth = polls.open();
    booth.scan(0);
    booth.ignores(choose(0));
    booth.ignores(choose(5));
}

/// Every kind of intent, as if from a screen that is no longer there.
fn all() -> Vec<Intent> {
    let text = || screens::Typed::from("PLK1-S".to_owned());
    vec![
        codes(Purpose::Start, "12345678", "87654321"),
        codes(Purpose::Close, "12345678", "87654321"),
        Intent::Back,
        Intent::CheckAgain,
        Intent::PrintReadiness,
        Intent::ToLaunch,
        Intent::Open(Vec::new()),
        Intent::Slip(text()),
        choose(1),
        Intent::Yes,
        Intent::No,
        Intent::Cast,
        Intent::Cancel,
        Intent::Challenge,
        Intent::ChooseAgain,
        Intent::Leave,
        Intent::Finish,
        Intent::StillHere,
        Intent::VoterBack,
        Intent::VoterGone,
        Intent::ReprintSlip,
        Intent::Pause(String::new()),
        Intent::Resume,
        Intent::Remark("x".to_owned()),
        Intent::ReprintZero,
        Intent::ToSlipStatus,
        Intent::ToExchange,
        Intent::PrintAgain,
        Intent::GiveUp,
        Intent::Restart,
        Intent::Found(PaperAtPrinter::Nothing),
        Intent::ToClose,
        Intent::Close { figures: screens::Figures::default(), reason: None },
        Intent::PrintClose,
        Intent::Export("x".to_owned()),
        Intent::Shutdown,
    ]
}

/// Ignores every intent but these.
#[track_caller]
fn knows_only(booth: &mut Booth, known: &[&str]) {
    for intent in all() {
        let name = format!("{intent:?}");
        if !known.iter().any(|known| name.starts_with(known)) {
            booth.ignores(intent);
        }
    }
    assert_eq!(booth.conductor.leaving(), None);
    assert_eq!(booth.printer.take(), [""; 0]);
}

#[test]
fn late_touches_change_nothing() {
    let polls = Polls::new();
    let mut booth = polls.start();
    knows_only(&mut booth, &["Codes"]);
    let mut booth = polls.open();
    knows_only(&mut booth, &["Slip"]);
    booth.scan(0);
    knows_only(&mut booth, &["Choose(", "Slip"]);
    booth.act(choose(1));
    knows_only(&mut booth, &["Yes", "No", "Back", "Slip"]);
    booth.act(Intent::Yes);
    booth.printer.take();
    knows_only(&mut booth, &["Cast", "Cancel", "Challenge", "Slip"]);
    booth.act(Intent::Cancel);
    booth.printer.take();
    knows_only(&mut booth, &["ChooseAgain", "Leave", "Slip"]);
    booth.act(Intent::Leave);
    knows_only(&mut booth, &["Finish", "Slip"]);
    booth.act(Intent::Finish);
    booth.scan(0);
    booth.conductor.nobody_there();
    knows_only(&mut booth, &[]);
    booth.codes(Purpose::VoterLeft);
    knows_only(&mut booth, &["VoterBack", "VoterGone"]);
    booth.act(Intent::VoterGone);
    booth.menu();
    booth.act(Intent::Pause("makan siang".to_owned()));
    knows_only(&mut booth, &["Resume"]);
}

#[test]
fn a_voter_who_does_not_answer_waits_for_officers() {
    let polls = Polls::new();
    let mut booth = polls.open();
    booth.scan(0);
    booth.forget();
    booth.conductor.nobody_there();
    booth.shows(&["Codes(CodesView { purpose: VoterLeft, wrong: false, wait: 0, can_go_back: false"]);
    booth.later(100_000);
    booth.wrong_codes(Purpose::VoterLeft);
    booth.codes(Purpose::VoterLeft);
    let seen = booth.seen();
    assert!(seen[seen.len() - 2].contains("wrong: true"), "{seen:?}");
    assert!(seen.last().unwrap().starts_with("Left(Left { slip_hangs: false"), "{seen:?}");
    booth.act(Intent::VoterBack);
    booth.act(choose(2));
    booth.act(Intent::Yes);
    booth.shows(&["Choose", "Confirm", "Busy", "Compare"]);
    booth.printer.take();
    booth.conductor.nobody_there();
    booth.codes(Purpose::VoterLeft);
    booth.act(Intent::VoterBack);
    booth.shows(&["Codes", "Left(Left { slip_hangs: true", "Compare"]);
    booth.conductor.nobody_there();
    booth.codes(Purpose::VoterLeft);
    booth.act(Intent::VoterGone);
    booth.shows(&["Codes", "Left", "Busy(PrintingForOfficer)", "Ready"]);
    assert_eq!(booth.printer.take(), ["BATAL"]);
    booth.vote(0, 1);
}

#[test]
fn silence_wipes_a_choice_that_is_not_printed() {
    let polls = Polls::new();
    let mut booth = polls.open();
    booth.scan(0);
    booth.act(choose(2));
    booth.forget();
    booth.conductor.nobody_there();
    booth.codes(Purpose::VoterLeft);
    booth.act(Intent::VoterBack);
    booth.shows(&["Codes", "Left(Left { slip_hangs: false", "Choose"]);
    booth.act(choose(1));
    booth.act(Intent::Yes);
    booth.act(Intent::Cancel);
    booth.forget();
    booth.conductor.nobody_there();
    booth.codes(Purpose::VoterLeft);
    booth.act(Intent::VoterGone);
    booth.shows(&["Codes", "Left(Left { slip_hangs: false", "Busy", "Ready"]);
    assert_eq!(booth.printer.take(), ["strip", "slip", "BATAL"]);
}

#[test]
fn a_voter_who_calls_for_help_gets_officers() {
    let polls = Polls::new();
    let mut booth = polls.open();
    booth.compare(0, 2);
    booth.forget();
    booth.act(Intent::CallOfficers);
    booth.codes(Purpose::VoterLeft);
    booth.act(Intent::VoterBack);
    booth.act(Intent::Cast);
    booth.shows(&["Codes", "Left(Left { slip_hangs: true", "Compare", "Busy", "Done(Cast)"]);
}

#[test]
fn whoever_comes_with_another_slip_does_not_vote_with_this_one() {
    let polls = Polls::new();
    let mut booth = polls.open();
    booth.compare(0, 2);
    booth.forget();
    // A scanner reads the same twice.
    booth.scan(0);
    booth.shows(&[]);
    booth.scan(1);
    booth.shows(&["Codes(CodesView { purpose: VoterLeft"]);
    booth.codes(Purpose::VoterLeft);
    booth.act(Intent::VoterGone);
    // On *Selesai* the next voter need not wait.
    booth.compare(1, 1);
    booth.act(Intent::Cast);
    booth.forget();
    booth.scan(0);
    booth.shows(&["Choose"]);
}

#[test]
fn the_voters_own_paper_under_the_scanner_alarms_nobody() {
    let polls = Polls::new();
    let mut booth = polls.open();
    let scanned = booth.slips[0].clone();
    let typed = scanned[scanned.len() - 17..].to_lowercase();
    let paper = |text: &str| Intent::Slip(text.to_owned().into());
    let [strip, receipt] = ["PLK1-K-0123", "PLK1-T-9901012001-1-1-0123"].map(paper);
    booth.act(paper(&typed));
    booth.act(choose(2));
    booth.act(Intent::Yes);
    booth.ignores(paper(&scanned));
    booth.ignores(strip);
    booth.act(Intent::Cast);
    for own in [paper(&scanned), paper(&typed), paper("PLK1-K-0123"), receipt] {
        booth.ignores(own);
    }
    booth.act(Intent::Finish);
    booth.scan(0);
    booth.shows(&["Ready", "Refused"]);
    // Where nothing was recorded, the slip is good for another session at once.
    booth.compare(1, 1);
    booth.act(Intent::Cancel);
    booth.act(Intent::Leave);
    booth.ignores(paper("PLK1-K-0123"));
    booth.scan(1);
    booth.shows(&["Choose"]);
}

#[test]
fn a_slip_that_cannot_be_read_is_printed_again() {
    let polls = Polls::new();
    let mut booth = polls.open();
    booth.compare(0, 2);
    booth.act(Intent::CallOfficers);
    booth.codes(Purpose::VoterLeft);
    booth.printer.take();
    booth.forget();
    booth.act(Intent::ReprintSlip);
    booth.shows(&["Busy(Printing)", "Compare"]);
    assert_eq!(booth.printer.take(), ["DIGANTI", "slip+"]);
    booth.act(Intent::Cast);
    booth.shows(&["Busy(Storing)", "Done(Cast)"]);
}

#[test]
fn officers_who_leave_the_question_take_their_codes_with_them() {
    let polls = Polls::new();
    let mut booth = polls.open();
    booth.compare(0, 2);
    booth.conductor.nobody_there();
    booth.codes(Purpose::VoterLeft);
    booth.forget();
    booth.conductor.nobody_there();
    booth.shows(&["Codes(CodesView { purpose: VoterLeft"]);
    booth.ignores(Intent::VoterBack);
}

#[test]
fn officers_are_called_at_the_third_no() {
    let polls = Polls::new();
    let mut booth = polls.open();
    booth.compare(0, 1);
    for _ in 0..2 {
        booth.act(Intent::Cancel);
        booth.act(Intent::ChooseAgain);
        booth.act(choose(2));
        booth.act(Intent::Yes);
    }
    booth.forget();
    booth.act(Intent::Cancel);
    booth.shows(&["Busy(Printing)", "Codes(CodesView { purpose: VoterLeft"]);
    booth.codes(Purpose::VoterLeft);
    booth.act(Intent::VoterBack);
    booth.shows(&["Left(Left { slip_hangs: false", "Choose"]);
    booth.act(choose(2));
    booth.act(Intent::Yes);
    booth.act(Intent::Cast);
    booth.shows(&["Confirm", "Busy", "Compare", "Busy", "Done(Cast)"]);
}
