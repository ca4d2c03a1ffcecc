//! What each voter's screen offers, by label, and what comes of it.

use dialogue::Lang;

use super::harness::{Booth, PANELS, face};
use super::scenes::all;
use crate::stage::TEXTS;
use crate::view::{BallotFace, Busy, Ending, Secret, View};

/// Shows a view, touches a label, and returns what was wanted.
fn touched(view: View, label: &str) -> Vec<String> {
    let mut booth = Booth::ordinary(View::Refused);
    booth.show(view);
    booth.tap(label);
    booth.wanted()
}

#[test]
fn each_touch_leads_where_it_says() {
    let confirm = || View::Confirm(Secret::new(3));
    for (view, label, wanted) in [
        (View::Ready, "Petugas", "CallOfficers"),
        (View::Refused, "Petugas", "CallOfficers"),
        (View::Choose, "Nomor 3, H. Muhammad Yusuf", "Choose(3)"),
        (View::Choose, "Suara kosong", "Choose(4)"),
        (confirm(), "YA", "Yes"),
        (confirm(), "TIDAK, ulangi", "No"),
        (View::Compare, "YA, kirim", "Cast"),
        (View::Compare, "TIDAK", "Cancel"),
        (View::Withdrawn, "Pilih lagi", "ChooseAgain"),
        (View::Withdrawn, "Berhenti", "Leave"),
        (View::Done(Ending::Cast), "Selesai", "Finish"),
        (View::Done(Ending::Challenged), "Selesai", "Finish"),
        (View::Done(Ending::Nothing), "Selesai", "Finish"),
    ] {
        assert_eq!(touched(view, label), [wanted], "{label}");
    }
}

#[test]
fn an_ordinary_voter_touches_three_times() {
    let mut booth = Booth::ordinary(View::Ready);
    let mut touches = 0;
    for (view, label) in [
        (View::Choose, "Nomor 1, Siti Aminah"),
        (View::Confirm(Secret::new(1)), "YA"),
        (View::Compare, "YA, kirim"),
    ] {
        booth.show(view);
        booth.tap(label);
        touches += booth.wanted().len();
    }
    assert_eq!(touches, 3);
}

#[test]
fn the_words_are_those_of_the_law_and_the_elders() {
    for (view, words) in [
        (View::Choose, "Sentuh foto calon pilihan Anda"),
        (View::Confirm(Secret::new(2)), "Anda yakin memilih nomor 2?"),
        (View::Confirm(Secret::new(4)), "Anda yakin memilih suara kosong?"),
        (View::Compare, "Lihat kertas. Cocok?"),
        (View::Done(Ending::Cast), "Terima kasih, suara Anda sudah tersimpan"),
        (View::Done(Ending::Cast), "Ambil struk, periksa, lalu masukkan ke kotak audit"),
    ] {
        let booth = Booth::ordinary(view);
        assert!(booth.words().contains(&words.to_owned()), "{words}");
    }
}

#[test]
fn a_refused_slip_is_told_in_two_words() {
    let booth = Booth::ordinary(View::Refused);
    let face = face(3, false);
    let known = [face.title.as_str(), &face.place, "SIMULASI", "Panggil petugas", "Petugas"];
    for word in booth.words() {
        assert!(known.contains(&word.as_str()), "{word}");
    }
}

#[test]
fn nothing_can_be_touched_while_the_booth_works() {
    for busy in [Busy::Printing, Busy::Storing, Busy::Starting] {
        assert!(Booth::ordinary(View::Busy(busy)).targets().is_empty());
    }
}

#[test]
fn a_test_of_the_machine_is_explained_first() {
    let mut booth = Booth::ordinary(View::Compare);
    booth.tap("Uji mesin");
    booth.frame();
    assert!(booth.wanted().is_empty());
    assert!(booth.words().iter().any(|word| word.contains("diumumkan") && word.contains("token baru")));
    booth.tap("Tidak, kembali");
    booth.frame();
    assert!(booth.wanted().is_empty() && booth.has("YA, kirim"));
    booth.tap("Uji mesin");
    booth.tap("Uji sekarang");
    assert_eq!(booth.wanted(), ["Challenge"]);
}

#[test]
fn a_slip_is_typed_with_touches() {
    let mut booth = Booth::ordinary(View::Ready);
    booth.tap("Ketik kode token");
    booth.frame();
    for key in "7K2M9QX4T1B8W3ZNDZ".chars() {
        assert!(!booth.has("Lanjut") || key == 'Z');
        booth.tap(&key.to_string());
    }
    booth.tap("Hapus");
    booth.frame();
    assert!(!booth.has("Lanjut"));
    booth.tap("D");
    booth.frame();
    booth.tap("Lanjut");
    let [crate::Intent::Slip(slip)] = &booth.intents()[..] else { panic!("no slip") };
    // The eighteenth key was one too many.
    assert_eq!(slip.as_str(), "7K2M9QX4T1B8W3ZND");
    booth.frame();
    assert!(booth.has("Ketik kode token"));
}

#[test]
fn digits_of_a_keypad_need_no_pause_between_them() {
    let mut booth = Booth::ordinary(View::Ready);
    booth.tap("Ketik kode token");
    booth.wait(1000);
    for key in ["0", "0", "1"] {
        let at = booth.target(key).rect.center();
        booth.press(at);
        booth.wait(40);
        booth.release(at);
        booth.wait(40);
    }
    booth.frame();
    assert!(booth.words().contains(&"001· ···· ···· ···· ·".to_owned()), "{:?}", booth.words());
}

#[test]
fn a_slip_is_scanned_where_slips_are_taken() {
    // In the middle of a session as well: it tells that the next voter has come.
    let session = [View::Choose, View::Compare, View::Confirm(Secret::new(1)), View::Withdrawn];
    for view in session.into_iter().chain([View::Ready, View::Refused, View::Done(Ending::Cast)]) {
        let mut booth = Booth::ordinary(View::Paused);
        booth.show(view);
        booth.scan("PLK1-K-7K2M9QX4T1B8W3ZND");
        let [crate::Intent::Slip(_)] = &booth.intents()[..] else { panic!("not told") };
    }
    for view in [View::Paused, View::Left(crate::Left { slip_hangs: true })] {
        let mut booth = Booth::ordinary(View::Ready);
        booth.show(view);
        booth.scan("PLK1-K-7K2M9QX4T1B8W3ZND");
        assert!(booth.wanted().is_empty());
    }
}

#[test]
fn a_demonstration_has_slips_to_touch() {
    let face = BallotFace { demo_slips: vec!["SLIPA".to_owned(), "SLIPB".to_owned()], ..face(2, false) };
    let mut booth = Booth::new(face, PANELS[2], Lang::Id, View::Ready);
    booth.tap("Token 2");
    let [crate::Intent::Slip(slip)] = &booth.intents()[..] else { panic!("no slip") };
    assert_eq!(slip.as_str(), "SLIPB");
}

#[test]
fn the_question_whether_somebody_is_there_takes_any_key() {
    let mut booth = Booth::ordinary(View::Choose);
    booth.screens(|screens| screens.ask_still_there(Some(45)));
    booth.wait(1000);
    booth.key(egui::Key::ArrowDown);
    assert_eq!(booth.wanted(), ["StillHere"]);
}

#[test]
fn the_texts_are_without_fault() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src");
    assert_eq!(dialogue::checks::texts(&TEXTS, folder).unwrap(), Vec::<String>::new());
}

/// Their slip was scanned before anybody touched *Selesai*.
#[test]
fn the_next_voter_begins_anew_without_siap_in_between() {
    let mut booth = Booth::ordinary(View::Ready);
    let fresh = booth.screens(|screens| screens.session);
    booth.show(View::Choose);
    booth.tap("Huruf besar");
    booth.frame();
    booth.screens(|screens| screens.session.screen_off = true);
    let chosen = booth.screens(|screens| screens.session);
    for view in
        [View::Compare, View::Withdrawn, View::Choose, View::Busy(Busy::Storing), View::Done(Ending::Cast)]
    {
        booth.show(view);
        assert_eq!(booth.screens(|screens| screens.session), chosen);
    }
    booth.show(View::Choose);
    assert_eq!(booth.screens(|screens| screens.session), fresh);
}

#[test]
fn another_slip_under_the_scanner_does_not_answer_whether_somebody_is_there() {
    let mut booth = Booth::ordinary(View::Confirm(Secret::new(2)));
    booth.screens(|screens| screens.ask_still_there(Some(45)));
    booth.wait(1000);
    booth.touched();
    booth.scan("PLK1-S-3201012001-3-2-7K2M9QX4T1B8W3ZND");
    booth.frame();
    assert_eq!(booth.wanted(), ["Slip(Typed)"]);
    assert!(!booth.touched());
    booth.key(egui::Key::ArrowDown);
    assert!(booth.touched());
}

#[test]
fn officers_can_be_called_from_every_screen_of_a_session() {
    let session =
        |view: &View| matches!(view, View::Choose | View::Confirm(_) | View::Compare | View::Withdrawn);
    let languages = vec![Lang::Id, Lang::En];
    let speaking = BallotFace { voice: true, languages, ..face(3, false) };
    let [mut silent, mut speaking] =
        [face(3, false), speaking].map(|face| Booth::new(face, PANELS[2], Lang::Id, View::Ready));
    for scene in all(4).into_iter().filter(|scene| session(&scene.view)) {
        let booth = if scene.voice { &mut speaking } else { &mut silent };
        scene.play(booth, Lang::Id);
        let asked = booth.screens(|screens| screens.still_there().is_some());
        assert!(asked || booth.has("Petugas") || booth.has("Officer"), "{scene:?}");
    }
}
