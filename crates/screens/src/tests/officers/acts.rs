//! What comes of touching and typing on officers' screens.

use dialogue::Lang;
use egui::{Event, Key};

use super::paths::{
    FIGURES, PURPOSES, SLIP, Step, accounting, closed, codes, exchange, go, menu, readiness, restarted, tap,
    write,
};
use crate::intent::{ExchangeMedium, Figures, Intent, Launching};
use crate::tests::harness::{Booth, key_events};
use crate::view::{
    Busy, CodesView, Launch, Left, Purpose, SlipStatus, Stopped, Trouble, View, VoteState, Why,
};

use Step::{Enter, First, Scan, Tap, Write};

/// A booth that shows this, after somebody went this way.
fn after(view: View, steps: &[Step]) -> Booth {
    let mut booth = Booth::ordinary(View::Refused);
    booth.show(view);
    go(&mut booth, Lang::Id, steps);
    booth
}

/// The only thing that was wanted.
fn one(booth: &mut Booth) -> Intent {
    let mut all = booth.intents();
    assert_eq!(all.len(), 1, "{all:?}");
    all.remove(0)
}

fn sees(booth: &mut Booth, words: &str) -> bool {
    booth.frame();
    booth.visible_words().iter().any(|text| text.contains(words))
}

fn touch_all(booth: &mut Booth, keys: &str) {
    for key in keys.chars() {
        booth.tap(&key.to_string());
    }
}

#[test]
fn two_officers_type_their_codes_one_after_the_other() {
    for purpose in PURPOSES {
        let mut booth = after(codes(purpose, false, 0), &[]);
        touch_all(&mut booth, "12345678");
        booth.tap("Lanjut");
        assert!(booth.wanted().is_empty() && sees(&mut booth, "Petugas 2: ketik 8 angka"));
        touch_all(&mut booth, "87654321");
        booth.tap("Masuk");
        let Intent::Codes(typed) = one(&mut booth) else { panic!("no codes") };
        assert_eq!(
            (typed.purpose, typed.first.as_str(), typed.second.as_str()),
            (purpose, "12345678", "87654321")
        );
        assert!(sees(&mut booth, "Kode petugas 1: 0 dari 8 angka"));
    }
}

#[test]
fn codes_are_typed_on_a_keyboard_too_slowly_or_fast() {
    let typed = [Write("1a2b345678"), Enter, Write("8765432"), Write("1"), Enter];
    for steps in [&typed[..], &[Scan("12345678"), Scan("87654321")]] {
        let mut booth = after(codes(Purpose::Start, false, 0), steps);
        let Intent::Codes(typed) = one(&mut booth) else { panic!("no codes") };
        assert_eq!((typed.first.as_str(), typed.second.as_str()), ("12345678", "87654321"));
    }
}

#[test]
fn a_code_is_hidden_and_counted() {
    let mut booth = after(codes(Purpose::Start, false, 0), &[Write("9137")]);
    assert!(sees(&mut booth, "Kode petugas 1: 4 dari 8 angka"));
    let telling = |word: &String| ["91", "13", "37"].iter().any(|part| word.contains(part));
    assert!(!booth.words().iter().any(telling), "{:?}", booth.words());
    booth.key(Key::Backspace);
    assert!(sees(&mut booth, "Kode petugas 1: 3 dari 8 angka"));
}

#[test]
fn too_few_digits_go_nowhere() {
    let mut booth = after(codes(Purpose::Menu, false, 0), &[Write("1234567"), Enter]);
    assert!(booth.wanted().is_empty() && sees(&mut booth, "Belum lengkap"));
    go(&mut booth, Lang::Id, &[Write("89"), Enter]);
    assert!(sees(&mut booth, "Petugas 2") && !sees(&mut booth, "Belum lengkap"));
    go(&mut booth, Lang::Id, &[Tap("codes-again")]);
    assert!(sees(&mut booth, "Kode petugas 1: 0 dari 8 angka"));
}

#[test]
fn wrong_codes_are_named_and_after_several_there_is_no_keypad() {
    let mut booth = after(codes(Purpose::Menu, true, 0), &[]);
    assert!(sees(&mut booth, "Kode salah"));
    booth.show(codes(Purpose::Menu, true, 30));
    assert!(sees(&mut booth, "30 detik lagi") && !booth.has("1"));
    go(&mut booth, Lang::Id, &[Write("12345678"), Enter]);
    booth.show(codes(Purpose::Menu, true, 0));
    assert!(sees(&mut booth, "Kode petugas 1: 0 dari 8 angka"));
}

#[test]
fn codes_that_were_begun_do_not_outlast_the_screen() {
    let begun = [Write("12345678"), Enter, Write("1234")];
    for next in [View::Busy(Busy::Starting), View::Ready, menu(0), codes(Purpose::Close, false, 0)] {
        let mut booth = after(codes(Purpose::Menu, false, 0), &begun);
        let left = |booth: &mut Booth| {
            booth.screens(|s| ["officer-1", "officer-2"].map(|field| s.drafts.text(field).len()))
        };
        assert_eq!(left(&mut booth), [8, 4]);
        booth.show(next);
        assert_eq!(left(&mut booth), [0, 0]);
    }
}

#[test]
fn codes_are_left_only_where_that_is_allowed() {
    for can_go_back in [true, false] {
        let view = CodesView { purpose: Purpose::Resume, wrong: false, wait: 0, can_go_back };
        let mut booth = after(View::Codes(view), &[]);
        assert_eq!(booth.has("Kembali"), can_go_back);
        booth.key(Key::Escape);
        assert_eq!(booth.wanted(), if can_go_back { vec!["Back"] } else { vec![] });
    }
}

#[test]
fn back_leaves_what_can_be_left() {
    let launch = View::Launch(Launch::default());
    let status = View::SlipStatus(SlipStatus::default());
    for view in [launch, status, exchange(false), accounting(0, false), menu(0)] {
        let mut booth = after(view, &[]);
        booth.key(Key::Escape);
        assert_eq!(booth.wanted(), ["Back"]);
    }
    let fixed = [View::Left(Left { slip_hangs: true }), View::Paused, restarted(true), closed(1, true)];
    for view in fixed {
        let mut booth = after(view, &[]);
        booth.key(Key::Escape);
        assert!(booth.wanted().is_empty());
    }
}

#[test]
fn the_polls_open_only_after_a_check_that_allows_it() {
    let mut booth = after(readiness(3, true), &[]);
    for (label, wanted) in [
        ("Periksa lagi", "CheckAgain"),
        ("Cetak hasil", "PrintReadiness"),
        ("Lanjut ke pembukaan", "ToLaunch"),
    ] {
        booth.tap(label);
        assert_eq!(booth.wanted(), [wanted]);
    }
    for word in ["Baik", "Perhatian", "Belum baik", "!"] {
        assert!(booth.visible_words().iter().any(|text| text == word), "{word}");
    }
    booth.show(readiness(3, false));
    assert!(!booth.has("Lanjut ke pembukaan") && booth.has("Sudah dicetak. Cetak lagi"));
    assert!(sees(&mut booth, "Belum boleh dibuka"));
}

#[test]
fn every_witness_gives_a_code_or_dice_are_thrown() {
    let mut booth = after(View::Launch(Launch::default()), &[First]);
    touch_all(&mut booth, "A7K2");
    assert!(!booth.has("Kode lengkap"));
    touch_all(&mut booth, "Q");
    go(&mut booth, Lang::Id, &[Tap("launch-name"), Write("Siti"), Enter, Tap("launch-done")]);
    tap(&mut booth, "Nomor 2");
    go(&mut booth, Lang::Id, &[Write("vwxyzol"), Enter]);
    assert!(!booth.has("Buka pemungutan suara"));
    tap(&mut booth, "Nomor 3");
    go(&mut booth, Lang::Id, &[Write("ABCDE"), Tap("launch-absent"), Write("352614352")]);
    assert!(!booth.has("Kode lengkap"));
    go(&mut booth, Lang::Id, &[Write("1"), Enter, Tap("launch-open")]);
    let Intent::Open(parts) = one(&mut booth) else { panic!("not opened") };
    let part = |candidate, given_by: &str, code: &str| Launching {
        candidate,
        given_by: given_by.to_owned(),
        code: code.to_owned(),
    };
    let dice = part(0, "Dadu petugas, calon 3", "3526143521");
    assert_eq!(parts, [part(1, "Siti", "A7K2Q"), part(2, "Saksi calon 2", "VWXYZ01"), dice]);
    booth.show(View::Busy(Busy::Opening));
    booth.show(View::Launch(Launch { refused: Some("kode calon 2 terlalu pendek".to_owned()) }));
    assert!(sees(&mut booth, "terlalu pendek") && booth.has("Buka pemungutan suara"));
}

#[test]
fn dice_show_one_to_six() {
    let steps = [First, Tap("launch-absent"), Write("3526143527")];
    let booth = after(View::Launch(Launch::default()), &steps);
    assert!(!booth.has("Kode lengkap"));
}

#[test]
fn an_officer_says_whether_the_voter_goes_on() {
    for slip_hangs in [true, false] {
        let mut booth = after(View::Left(Left { slip_hangs }), &[]);
        tap(&mut booth, "Pemilih kembali");
        assert_eq!(booth.wanted(), ["VoterBack"]);
        tap(&mut booth, "Akhiri sesi");
        assert_eq!(booth.wanted(), ["VoterGone"]);
        assert_eq!(booth.words().iter().any(|text| text.contains("BATAL")), slip_hangs);
    }
}

#[test]
fn the_menu_leads_everywhere() {
    let acts = [
        ("Periksa token", "ToSlipStatus"),
        ("Tukar token", "ToExchange"),
        ("Cetak ulang laporan nol", "ReprintZero"),
        ("Tutup pemungutan suara", "ToClose"),
        ("Kembali ke pemungutan suara", "Back"),
    ];
    let mut booth = after(menu(1), &[]);
    for (label, wanted) in acts {
        booth.tap(label);
        assert_eq!(booth.wanted(), [wanted]);
    }
    for count in ["1.312", "12", "105"] {
        assert!(booth.visible_words().iter().any(|text| text == count), "{count}");
    }
    booth.show(menu(0));
    assert!(!booth.has("Tukar token"));
}

#[test]
fn a_pause_has_a_reason() {
    let mut booth = after(menu(0), &[Tap("menu-pause"), Tap("pause-paper")]);
    assert_eq!(booth.wanted(), ["Pause(\"Mengganti kertas printer\")"]);
    go(&mut booth, Lang::Id, &[Tap("menu-pause"), Tap("pause-other")]);
    assert!(!booth.has("Catat"));
    touch_all(&mut booth, "HUJ");
    booth.tap("Spasi");
    booth.tap("Hapus");
    booth.tap("A");
    booth.tap("Catat");
    assert_eq!(booth.wanted(), ["Pause(\"HUJA\")"]);
    booth.show(View::Paused);
    booth.tap("Petugas: lanjutkan");
    assert_eq!(booth.wanted(), ["Resume"]);
}

#[test]
fn a_remark_holds_what_a_person_wrote_and_no_slip() {
    let mut booth = after(menu(0), &[Tap("menu-remark"), Write("Saksi 2 keberatan")]);
    go(&mut booth, Lang::Id, &[Scan(SLIP)]);
    assert!(booth.wanted().is_empty());
    go(&mut booth, Lang::Id, &[Enter]);
    assert_eq!(booth.wanted(), ["Remark(\"Saksi 2 keberatan\")"]);
    let long = "PANJANG".repeat(40);
    go(&mut booth, Lang::Id, &[Tap("menu-remark")]);
    write(&mut booth, &long);
    go(&mut booth, Lang::Id, &[Enter]);
    let Intent::Remark(text) = one(&mut booth) else { panic!("no remark") };
    assert_eq!(text, long[..200]);
}

#[test]
fn a_slip_is_looked_up_scanned_or_typed() {
    let view = |answer: Option<&str>| View::SlipStatus(SlipStatus { answer: answer.map(str::to_owned) });
    let mut booth = after(view(None), &[Scan(SLIP)]);
    let Intent::Slip(slip) = one(&mut booth) else { panic!("no slip") };
    assert_eq!(slip.as_str(), SLIP);
    booth.show(view(Some("Belum tercatat")));
    assert!(sees(&mut booth, "Belum tercatat"));
    go(&mut booth, Lang::Id, &[Tap("slip-type"), Write("7k2m9qx4-t1b8w3znd"), Enter]);
    let Intent::Slip(slip) = one(&mut booth) else { panic!("no slip") };
    assert_eq!(slip.as_str(), "7K2M9QX4T1B8W3ZND");
    assert!(sees(&mut booth, "Belum tercatat"));
    go(&mut booth, Lang::Id, &[Tap("slip-type"), Write("7K2"), Scan(SLIP)]);
    let Intent::Slip(slip) = one(&mut booth) else { panic!("no slip") };
    assert_eq!(slip.as_str(), SLIP);
}

#[test]
fn slips_are_exchanged_with_a_medium_or_two_names() {
    let mut booth = after(exchange(true), &[Scan(SLIP), Tap("exchange-new"), Write("7K2M9QX4T1B8W3ZN8")]);
    go(&mut booth, Lang::Id, &[Enter, Tap("exchange-medium")]);
    assert!(booth.wanted().is_empty());
    booth.tap("KINGSTON-2");
    booth.frame();
    booth.tap("Tukar");
    let Intent::Exchange { old, new, medium } = one(&mut booth) else { panic!("not exchanged") };
    assert_eq!((old.as_str(), new.as_str()), (SLIP, "7K2M9QX4T1B8W3ZN8"));
    assert_eq!(medium, ExchangeMedium::Read("KINGSTON-2".to_owned()));
    booth.show(View::Busy(Busy::Reading));
    booth.show(exchange(true));
    let names = [Tap("exchange-medium"), Tap("exchange-vouch"), Write("Ani"), Enter, Write("Budi"), Enter];
    go(&mut booth, Lang::Id, &names);
    booth.tap("Tukar");
    let Intent::Exchange { medium, .. } = one(&mut booth) else { panic!("not exchanged") };
    assert_eq!(medium, ExchangeMedium::Vouched(["Ani".to_owned(), "Budi".to_owned()]));
    booth.show(menu(0));
    assert_eq!(booth.screens(|s| s.drafts.text("exchange-old").len()), 0);
}

#[test]
fn an_exchange_lacks_nothing() {
    let mut booth = after(exchange(true), &[Scan(SLIP), Scan(SLIP)]);
    assert!(!booth.has("Tukar") && !booth.words().iter().any(|text| text.contains("9QX4")));
    go(&mut booth, Lang::Id, &[Tap("exchange-medium"), Tap("exchange-vouch"), Write("Ani")]);
    booth.key(Key::Escape);
    booth.key(Key::Escape);
    booth.frame();
    assert!(!booth.has("Tukar"));
}

#[test]
fn printer_trouble_tells_what_happened_to_the_vote() {
    let states = [
        (VoteState::Stored, "Suara SUDAH tersimpan"),
        (VoteState::Tested, "Uji mesin SUDAH tercatat"),
        (VoteState::Void, "Suara BELUM tersimpan. Kertas yang keluar batal"),
        (VoteState::NotStored, "Suara BELUM tersimpan. Tidak ada kertas"),
        (VoteState::NoVote, "Tidak ada suara pemilih yang terkena"),
    ];
    for (vote, told) in states {
        let mut booth = after(View::Trouble(Trouble { why: Why::Jammed, vote }), &[]);
        assert!(sees(&mut booth, told), "{vote:?}");
        booth.tap("Cetak lagi");
        booth.tap("Lanjut tanpa cetak");
        assert_eq!(booth.wanted(), ["PrintAgain", "GiveUp"]);
    }
}

#[test]
fn a_booth_that_stopped_starts_again_if_that_can_help() {
    let view = |can_restart| View::Stopped(Stopped { cause: "Media penuh".to_owned(), can_restart });
    let mut booth = after(view(true), &[]);
    booth.tap("Mulai lagi");
    assert_eq!(booth.wanted(), ["Restart"]);
    booth.show(view(false));
    assert!(booth.targets().is_empty() && sees(&mut booth, "Media penuh"));
}

#[test]
fn after_a_restart_officers_say_what_hangs_in_the_printer() {
    let mut booth = after(restarted(true), &[]);
    assert!(sees(&mut booth, "Jangan dibaca"));
    tap(&mut booth, "Tidak ada");
    tap(&mut booth, "Ada");
    booth.tap("Periksa token");
    assert_eq!(booth.wanted(), ["Found(Nothing)", "Found(Slip)", "ToSlipStatus"]);
    booth.scan("PLK1-K-0123456789ABCDEFGHJKMNPQRSTVWXYZ0123456789ABCDEFGHJK");
    assert!(booth.wanted().is_empty(), "no code is asked for");
}

#[test]
fn after_a_restart_without_a_slip_nothing_is_asked() {
    let mut booth = after(restarted(false), &[]);
    assert!(!sees(&mut booth, "Jangan dibaca"));
    booth.tap("Lanjutkan");
    booth.tap("Periksa token");
    assert_eq!(booth.wanted(), ["Found(Nothing)", "ToSlipStatus"]);
}

fn figures() -> Figures {
    Figures { present: [150, 161], dptb: [3, 0], tokens: [440, 120, 4, 0], slips: [312, 5] }
}

#[test]
fn the_polls_close_with_all_figures_after_a_last_question() {
    let mut booth = after(accounting(0, false), &FIGURES[..2]);
    booth.tap("Lanjut");
    assert!(booth.wanted().is_empty() && sees(&mut booth, "Masih ada yang kosong"));
    go(&mut booth, Lang::Id, &FIGURES[2..19]);
    for sum in [
        "jumlah 311; suara tersimpan 312",
        "jumlah 3; bersama DPT 404",
        "diterima 440; terpakai, ditukar, sisa, rusak 438",
    ] {
        assert!(sees(&mut booth, sum), "{sum}");
    }
    go(&mut booth, Lang::Id, &[Tap("accounting-on"), Tap("accounting-no"), Tap("accounting-on")]);
    assert!(booth.wanted().is_empty());
    go(&mut booth, Lang::Id, &[Tap("accounting-yes")]);
    let Intent::Close { figures: sent, reason } = one(&mut booth) else { panic!("not closed") };
    assert_eq!((sent, reason), (figures(), None));
}

#[test]
fn a_difference_takes_a_reason_and_figures_outlast_codes_and_waiting() {
    let mut booth = after(accounting(0, false), &FIGURES);
    go(&mut booth, Lang::Id, &[Enter, Tap("accounting-yes")]);
    booth.intents();
    for between in [codes(Purpose::Close, false, 0), View::Busy(Busy::Closing)] {
        booth.show(between);
    }
    booth.show(accounting(2, false));
    assert!(sees(&mut booth, "311 pemilih hadir"));
    let reason =
        [Tap("accounting-write"), Write("Satu pemilih lupa tanda tangan"), Enter, Tap("accounting-yes")];
    go(&mut booth, Lang::Id, &reason);
    let Intent::Close { figures: sent, reason } = one(&mut booth) else { panic!("not closed") };
    assert_eq!((sent, reason.as_deref()), (figures(), Some("Satu pemilih lupa tanda tangan")));
    booth.show(menu(0));
    booth.show(accounting(0, false));
    assert!(sees(&mut booth, "jumlah 0; suara tersimpan 312"));
}

#[test]
fn a_corrected_figure_needs_no_reason() {
    let mut booth = after(accounting(2, false), &FIGURES);
    go(&mut booth, Lang::Id, &[Enter, Tap("accounting-yes"), Tap("accounting-mend")]);
    booth.intents();
    // The field is touched, its last digit taken back, another typed.
    tap(&mut booth, "Laki-laki 150");
    booth.tap("Hapus");
    booth.tap("1");
    go(&mut booth, Lang::Id, &[Tap("accounting-on"), Tap("accounting-yes")]);
    let Intent::Close { figures, reason } = one(&mut booth) else { panic!("not closed") };
    assert_eq!((figures.present, reason), ([151, 161], None));
}

#[test]
fn after_the_close_log_and_report_leave_the_booth() {
    let mut booth = after(closed(2, false), &[]);
    booth.tap("KINGSTON-2");
    booth.tap("Cetak laporan penutupan");
    assert_eq!(booth.wanted(), ["Export(\"KINGSTON-2\")", "PrintClose"]);
    go(&mut booth, Lang::Id, &[Tap("closed-off")]);
    assert!(booth.wanted().is_empty() && sees(&mut booth, "belum disalin"));
    booth.tap("Belum, kembali");
    booth.frame();
    go(&mut booth, Lang::Id, &[Tap("closed-off"), Tap("closed-off-yes")]);
    assert_eq!(booth.wanted(), ["Shutdown"]);
    booth.show(View::Busy(Busy::Closing));
    booth.show(closed(1, true));
    booth.tap("Matikan");
    assert_eq!(booth.wanted(), ["Shutdown"]);
}

/// Characters and Enter between two frames of a slow machine.
fn at_once(booth: &mut Booth, text: &str) {
    booth.wait(600);
    booth.at_once(text.chars().flat_map(|c| match c {
        '\n' => key_events(Key::Enter).to_vec(),
        c => vec![Event::Text(c.to_string())],
    }));
    booth.frame();
}

#[test]
fn both_codes_typed_between_two_frames_are_taken() {
    let mut booth = after(codes(Purpose::Start, false, 0), &[]);
    at_once(&mut booth, "12345678\n87654321\n");
    let Intent::Codes(typed) = one(&mut booth) else { panic!("no codes") };
    assert_eq!((typed.first.as_str(), typed.second.as_str()), ("12345678", "87654321"));
}

#[test]
fn the_last_symbol_and_enter_between_two_frames_are_taken() {
    let steps = [Tap("slip-type"), Write("7K2M9QX4T1B8W3ZN")];
    let mut booth = after(View::SlipStatus(SlipStatus::default()), &steps);
    at_once(&mut booth, "D\n");
    assert_eq!(booth.wanted(), ["Slip(Typed)"]);
    let mut booth = after(View::Launch(Launch::default()), &[First, Write("A7K2")]);
    at_once(&mut booth, "Q\n");
    assert!(sees(&mut booth, "A7K2Q dari Saksi calon 1"));
    assert!(!booth.has("Kode lengkap"));
}

#[test]
fn a_slip_scanned_between_two_frames_stays_in_no_remark() {
    let mut booth = after(menu(0), &[Tap("menu-remark"), Write("Saksi 2")]);
    at_once(&mut booth, &format!("{SLIP}\n"));
    assert!(booth.wanted().is_empty());
    go(&mut booth, Lang::Id, &[Enter]);
    assert_eq!(booth.wanted(), ["Remark(\"Saksi 2\")"]);
}

#[test]
fn a_slip_under_the_scanner_is_no_code_and_no_figure() {
    let slip = "PLK1-R-3201012001-3-2";
    let mut booth = after(codes(Purpose::Menu, false, 0), &[Scan(slip), Scan(slip)]);
    assert!(booth.wanted().is_empty() && sees(&mut booth, "Kode petugas 1: 0 dari 8 angka"));
    assert!(!sees(&mut booth, "Belum lengkap"));
    let mut booth = after(accounting(0, false), &[Scan(slip), Write("150"), Enter]);
    assert!(sees(&mut booth, "jumlah 150; suara tersimpan 312"));
    let mut booth = after(View::Launch(Launch::default()), &[First, Scan(slip)]);
    assert!(!booth.has("Kode lengkap") && !sees(&mut booth, "PLK1"));
}
