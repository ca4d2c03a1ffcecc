//! Officers' screens by five keys, and what they say.

use dialogue::Lang;
use egui::Key;

use super::paths::all;
use crate::intent::Intent;
use crate::tests::harness::{Booth, PANELS, face};
use crate::view::{BallotFace, CodesView, Purpose, View};

/// A booth that speaks.
fn speaking(view: View) -> Booth {
    let face = BallotFace { voice: true, ..face(3, false) };
    let mut booth = Booth::new(face, PANELS[2], Lang::Id, View::Refused);
    booth.show(View::Ready);
    booth.said();
    booth.show(view);
    booth
}

#[test]
fn every_screen_says_its_title_and_every_target_its_name() {
    for (view, steps) in all() {
        if !steps.is_empty() {
            continue;
        }
        let mut booth = speaking(view.clone());
        let title = booth.visible_words().swap_remove(0);
        let said = booth.said();
        let prompt = said.first().map(|say| say.text.clone()).unwrap_or_default();
        assert!(matches!(view, View::Paused) || prompt.starts_with(&title), "{view:?}: {}", *prompt);
        let targets = booth.targets();
        for _ in &targets {
            booth.key(Key::ArrowDown);
        }
        let mut said: Vec<String> = booth.said().into_iter().map(|say| say.text.to_string()).collect();
        let mut labels: Vec<String> = targets.into_iter().map(|target| target.label).collect();
        said.sort();
        labels.sort();
        assert_eq!(said, labels, "{view:?}");
    }
}

/// Goes to the target of this label, and presses it.
fn press(booth: &mut Booth, label: &str) {
    for _ in 0..60 {
        if booth.focused(label) {
            return booth.key(Key::Enter);
        }
        booth.key(Key::ArrowDown);
    }
    panic!("{label} is never in focus: {:?}", booth.targets());
}

#[test]
fn codes_are_typed_by_five_keys() {
    let view = CodesView { purpose: Purpose::Menu, wrong: false, wait: 0, can_go_back: true };
    let mut booth = speaking(View::Codes(view));
    for digits in ["11112222", "33334444"] {
        for digit in digits.chars() {
            press(&mut booth, &digit.to_string());
        }
        let on = if booth.has("Masuk") { "Masuk" } else { "Lanjut" };
        press(&mut booth, on);
        booth.frame();
    }
    let all = booth.intents();
    let [Intent::Codes(typed)] = &all[..] else { panic!("{all:?}") };
    assert_eq!((typed.first.as_str(), typed.second.as_str()), ("11112222", "33334444"));
}

#[test]
fn a_sentence_is_written_by_five_keys() {
    let mut booth = speaking(super::paths::menu(0));
    for label in ["Tulis catatan", "O", "K", "Catat"] {
        press(&mut booth, label);
        booth.frame();
    }
    assert_eq!(booth.wanted(), ["Remark(\"OK\")"]);
}

#[test]
fn letters_and_colours_stay_from_screen_to_screen_of_officers_and_no_longer() {
    let view = CodesView { purpose: Purpose::Menu, wrong: false, wait: 0, can_go_back: true };
    let mut booth = speaking(View::Codes(view));
    booth.tap("Huruf besar");
    booth.frame();
    booth.tap("Layar hitam");
    booth.frame();
    let chosen = |booth: &mut Booth| booth.screens(|screens| (screens.session.large, screens.session.dark));
    booth.show(super::paths::menu(0));
    booth.show(View::Paused);
    assert_eq!(chosen(&mut booth), (true, true));
    booth.show(View::Ready);
    assert_eq!(chosen(&mut booth), (false, false));
}
