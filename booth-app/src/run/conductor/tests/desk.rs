//! Officers between two voters.

use screens::{ExchangeMedium, Intent, Purpose, View};

use super::stand_in::{Booth, Polls};

fn said(booth: &Booth) -> String {
    match booth.now() {
        View::Menu(menu) => menu.said.unwrap_or_default(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_menu_needs_codes_and_is_left_when_nobody_is_there() {
    let polls = Polls::new();
    let mut booth = polls.open();
    booth.act(Intent::CallOfficers);
    booth.wrong_codes(Purpose::Menu);
    booth.act(Intent::Back);
    booth.shows(&[
        "Codes(CodesView { purpose: Menu, wrong: false, wait: 0, can_go_back: true",
        "Codes(CodesView { purpose: Menu, wrong: true",
        "Ready",
    ]);
    for page in [Intent::Back, Intent::ToSlipStatus, Intent::ToClose] {
        booth.menu();
        booth.act(page);
        booth.forget();
        booth.conductor.nobody_there();
        assert!(matches!(booth.now(), View::Ready));
    }
    booth.conductor.nobody_there();
    assert!(matches!(booth.now(), View::Ready));
}

#[test]
fn a_pause_lasts_until_two_officers_end_it() {
    let polls = Polls::new();
    let mut booth = polls.open();
    booth.menu();
    booth.forget();
    booth.act(Intent::Pause("x".repeat(201)));
    assert!(said(&booth).starts_with("Catatan tidak dapat dipakai"));
    booth.act(Intent::Pause(String::new()));
    booth.act(Intent::Resume);
    booth.act(Intent::Back);
    booth.act(Intent::Resume);
    booth.conductor.nobody_there();
    booth.act(Intent::Resume);
    booth.wrong_codes(Purpose::Resume);
    booth.codes(Purpose::Resume);
    booth.shows(&[
        "Menu",
        "Paused",
        "Codes(CodesView { purpose: Resume",
        "Paused",
        "Codes",
        "Paused",
        "Codes",
        "Codes(CodesView { purpose: Resume, wrong: true",
        "Ready",
    ]);
}

#[test]
fn a_remark_goes_into_the_log_and_a_report_is_printed_again() {
    let polls = Polls::new();
    let mut booth = polls.open();
    booth.menu();
    booth.act(Intent::Remark("ganti gulungan kertas".to_owned()));
    assert_eq!(said(&booth), "Catatan tersimpan dalam log.");
    booth.act(Intent::Remark("  ".to_owned()));
    assert!(said(&booth).starts_with("Catatan tidak dapat dipakai"));
    booth.forget();
    booth.act(Intent::ReprintZero);
    booth.shows(&["Busy(PrintingForOfficer)", "Menu"]);
    assert_eq!(said(&booth), "Laporan nol dicetak ulang dan ditandai.");
    assert_eq!(booth.printer.take(), ["zero+"]);
}

#[test]
fn officers_ask_whether_a_slip_is_recorded() {
    let polls = Polls::new();
    let mut booth = polls.open();
    booth.vote(0, 1);
    booth.menu();
    booth.act(Intent::ToSlipStatus);
    let answer = |booth: &Booth| match booth.now() {
        View::SlipStatus(status) => status.answer,
        other => panic!("{other:?}"),
    };
    assert_eq!(answer(&booth), None);
    booth.scan(0);
    assert_eq!(answer(&booth).unwrap(), "token ini sudah terpakai: suaranya sudah tercatat.");
    booth.scan(1);
    assert_eq!(answer(&booth).unwrap(), "belum tercatat: pemilih masih dapat memakai token ini.");
    booth.act(Intent::Slip("PLK1".to_owned().into()));
    assert!(answer(&booth).unwrap().starts_with("token ini"), "{:?}", answer(&booth));
    booth.act(Intent::Back);
    assert_eq!(said(&booth), "");
}

#[test]
fn a_booth_without_lists_of_others_exchanges_nothing() {
    let polls = Polls::new();
    let mut booth = polls.open();
    booth.menu();
    let View::Menu(menu) = booth.now() else { panic!("{:?}", booth.now()) };
    assert!(!menu.can_exchange);
    booth.ignores(Intent::ToExchange);
}

fn exchange(old: &str, new: &str, medium: ExchangeMedium) -> Intent {
    let slip = |text: &str| screens::Typed::from(text.to_owned());
    Intent::Exchange { old: slip(old), new: slip(new), medium }
}

#[test]
fn slips_of_a_broken_booth_are_exchanged_on_its_medium_or_on_two_officers_word() {
    let polls = Polls::with_spare();
    let mut broken = polls.open();
    broken.vote(0, 1);
    let old = broken.slips.clone();
    drop(broken);
    std::fs::rename(polls.path("9901012001-1-1-mirror"), polls.path("stick")).unwrap();
    let mut booth = polls.open_of(1);
    let new = booth.slips.clone();
    booth.menu();
    booth.act(Intent::ToExchange);
    let View::Exchange(shown) = booth.now() else { panic!("{:?}", booth.now()) };
    let medium = || ExchangeMedium::Read(shown.media[0].clone());
    assert_eq!(shown.media.len(), 1);
    booth.forget();
    booth.act(exchange(&old[0], &new[0], medium()));
    booth.shows(&["Busy(Reading)", "Exchange(ExchangeView { refused: Some(\"token ini sudah terpakai"]);
    let View::Exchange(shown) = booth.now() else { panic!("{:?}", booth.now()) };
    assert_eq!(
        shown.medium.as_deref(),
        Some("media bilik 9901012001-1-1 terbaca seluruhnya: 1 token terpakai di sana")
    );
    booth.act(exchange(&old[1], &new[0], ExchangeMedium::Read("lain".to_owned())));
    booth.shows(&["Busy(Reading)", "Exchange(ExchangeView { refused: Some(\"media ini sudah dicabut"]);
    booth.act(exchange(&old[1], &new[0], medium()));
    booth.shows(&["Busy(Reading)", "Menu(Menu { counts: [0, 0, 0]"]);
    assert!(said(&booth).starts_with("token ditukar; media bilik lama terbaca, 1 token"), "{}", said(&booth));
    // The admission of the first codes is used up.
    booth.act(Intent::ToExchange);
    booth.codes(Purpose::Menu);
    let vouched = |first: &str, second: &str| ExchangeMedium::Vouched([first, second].map(str::to_owned));
    booth.act(exchange(&old[2], &new[1], vouched("Siti", "siti")));
    booth.act(exchange(&old[2], &new[1], vouched("Siti", "Budi")));
    booth.shows(&["Codes", "Exchange", "Exchange(ExchangeView { refused: Some(\"harus ada nama dua", "Menu"]);
    assert_eq!(said(&booth), "token ditukar atas jaminan dua petugas");
    booth.act(Intent::Back);
    booth.vote(0, 1);
}

#[test]
fn nobody_need_vouch_where_the_booths_own_medium_fails() {
    let polls = Polls::with_spare();
    let mut broken = polls.open();
    broken.vote(0, 1);
    let old = broken.slips.clone();
    drop(broken);
    std::fs::rename(polls.path("9901012001-1-1-mirror"), polls.path("stick")).unwrap();
    let mut booth = polls.open_of(1);
    let new = booth.slips.clone();
    booth.menu();
    booth.act(Intent::ToExchange);
    let View::Exchange(shown) = booth.now() else { panic!("{:?}", booth.now()) };
    std::fs::rename(polls.path("9901012001-1-2-data"), polls.path("gone")).unwrap();
    booth.forget();
    booth.act(exchange(&old[1], &new[0], ExchangeMedium::Read(shown.media[0].clone())));
    booth.shows(&[
        "Busy(Reading)",
        "Exchange(ExchangeView { refused: Some(\"bilik ini tidak dapat menyalin media",
    ]);
}

#[test]
fn whoever_mends_the_printer_is_not_let_into_the_menu() {
    let polls = Polls::new();
    let mut booth = polls.open();
    booth.menu();
    booth.printer.fails(0, polling::PrintTrouble::NoPaper, false);
    booth.forget();
    booth.act(Intent::ReprintZero);
    booth.act(Intent::PrintAgain);
    booth.shows(&["Busy", "Trouble", "Busy", "Ready"]);
}
