//! The close and what follows it.

use screens::{Figures, Intent, Purpose, View};

use super::super::Leaving;
use super::stand_in::{Booth, Polls};

/// The figures of a day with this many votes.
fn figures(cast: u32) -> Figures {
    Figures { present: [cast, 0], dptb: [0, 0], tokens: [200, 200 - cast, 0, 0], slips: [cast, 0] }
}

fn accounting(booth: &mut Booth) {
    booth.menu();
    booth.act(Intent::ToClose);
    booth.codes(Purpose::Close);
    assert!(matches!(booth.now(), View::Accounting(_)), "{:?}", booth.now());
    booth.forget();
}

fn close(figures: Figures, reason: Option<&str>) -> Intent {
    Intent::Close { figures, reason: reason.map(str::to_owned) }
}

#[test]
fn figures_that_agree_close_the_polls() {
    let polls = Polls::new();
    let mut booth = polls.open();
    booth.vote(0, 1);
    booth.vote(1, 4);
    booth.printer.take();
    accounting(&mut booth);
    let View::Accounting(shown) = booth.now() else { panic!("{:?}", booth.now()) };
    assert_eq!((shown.counts, shown.registered), ([2, 0, 0], 180));
    booth.act(close(figures(2), None));
    booth.shows(&["Busy(Closing)", "Closed(Closed { printed: true, trouble: None, sticks: []"]);
    assert_eq!(booth.printer.take(), ["close"]);
    booth.act(Intent::PrintClose);
    assert_eq!(booth.printer.take(), ["close+"]);
    booth.ignores(Intent::Slip("PLK1".to_owned().into()));
    booth.ignores(Intent::CallOfficers);
    booth.act(Intent::Shutdown);
    assert_eq!(booth.conductor.leaving(), Some(Leaving::Shutdown));
}

#[test]
fn figures_that_do_not_agree_need_a_reason_in_writing() {
    let polls = Polls::new();
    let mut booth = polls.open();
    booth.vote(0, 1);
    accounting(&mut booth);
    let wrong = Figures { slips: [2, 0], ..figures(1) };
    booth.act(close(wrong, None));
    booth.act(close(wrong, Some("  ")));
    booth.shows(&["Busy", "Accounting", "Busy", "Accounting"]);
    let View::Accounting(shown) = booth.now() else { panic!("{:?}", booth.now()) };
    assert_eq!(shown.mismatches.len(), 1, "{:?}", shown.mismatches);
    booth.act(close(wrong, Some(&"x".repeat(5000))));
    let View::Accounting(shown) = booth.now() else { panic!("{:?}", booth.now()) };
    assert!(shown.refused.unwrap().starts_with("penutupan tidak dapat dicatat"));
    booth.act(close(wrong, Some("satu struk dari kotak lain")));
    assert!(matches!(booth.now(), View::Closed(_)), "{:?}", booth.now());
}

#[test]
fn the_close_can_be_left_and_asks_for_codes_again() {
    let polls = Polls::new();
    let mut booth = polls.open();
    accounting(&mut booth);
    booth.act(Intent::Back);
    booth.act(Intent::ToClose);
    booth.act(Intent::Back);
    booth.shows(&["Menu", "Codes(CodesView { purpose: Close", "Ready"]);
    booth.menu();
    booth.act(Intent::ToClose);
    booth.ignores(close(figures(0), None));
}

#[test]
fn a_close_report_that_does_not_print_can_be_printed_later() {
    let polls = Polls::new();
    let mut booth = polls.open();
    accounting(&mut booth);
    booth.printer.fails(0, polling::PrintTrouble::NoPaper, false);
    booth.act(close(figures(0), None));
    booth.shows(&["Busy", "Closed(Closed { printed: false, trouble: Some(NoPaper)"]);
    booth.act(Intent::PrintClose);
    booth.shows(&["Busy", "Closed(Closed { printed: true, trouble: None"]);
}

#[test]
fn the_log_goes_onto_sticks_that_come_and_go() {
    let polls = Polls::new();
    let mut booth = polls.open();
    booth.vote(0, 1);
    accounting(&mut booth);
    booth.act(close(figures(1), None));
    let stick = polls.path("stick").display().to_string();
    booth.act(Intent::Export(stick.clone()));
    let View::Closed(closed) = booth.now() else { panic!("{:?}", booth.now()) };
    assert_eq!(closed.refused.as_deref(), Some("media ini sudah dicabut; pasang lagi."));
    booth.later(3);
    booth.forget();
    std::fs::create_dir(polls.path("stick")).unwrap();
    booth.later(3);
    booth.shows(&["Closed("]);
    booth.later(3);
    booth.shows(&[]);
    for _ in 0..2 {
        booth.act(Intent::Export(stick.clone()));
    }
    let View::Closed(closed) = booth.now() else { panic!("{:?}", booth.now()) };
    assert_eq!((closed.sticks, closed.refused), (vec![stick], None));
    assert!(closed.exported[0].contains("stick/9901012001-1-1.plkb (SHA-256 "), "{:?}", closed.exported);
    let bundle = |name: &str| std::fs::read(polls.path("stick").join(name)).unwrap();
    assert_eq!(bundle("9901012001-1-1.plkb"), bundle("9901012001-1-1-2.plkb"));
}

#[test]
fn a_closed_booth_stays_closed() {
    let polls = Polls::new();
    let mut booth = polls.open();
    accounting(&mut booth);
    booth.act(close(figures(0), None));
    drop(booth);
    let mut booth = polls.unlocked();
    booth.shows(&["Codes", "Busy(Starting)", "Closed(Closed { printed: false"]);
    booth.act(Intent::PrintClose);
    assert_eq!(booth.printer.take(), ["close+"]);
}

#[test]
fn figures_that_nobody_finishes_wait_for_the_codes_once_more() {
    let polls = Polls::new();
    let mut booth = polls.open();
    accounting(&mut booth);
    booth.conductor.nobody_there();
    booth.ignores(close(figures(0), None));
    booth.codes(Purpose::Close);
    booth.conductor.nobody_there();
    booth.conductor.nobody_there();
    assert!(matches!(booth.now(), View::Ready), "{:?}", booth.now());
}
