//! What a screen must not show, and what it must forget.

use dialogue::Lang;

use super::harness::{Booth, NAMES, PANELS, face};
use super::scenes::voters_views;
use crate::view::{BallotFace, Busy, Ending, Secret, View};

/// A ballot whose title holds no digit: each digit on a screen is one too many.
fn without_digits() -> BallotFace {
    BallotFace { place: "TPS Balai Desa".to_owned(), ..face(5, false) }
}

fn tells(word: &str) -> bool {
    NAMES.iter().any(|name| word.contains(name))
        || word.contains("kosong")
        || word.contains("Nomor")
        || word.chars().any(|c| c.is_ascii_digit())
}

#[test]
fn no_option_is_on_the_screen_once_the_paper_tells_it() {
    for option in 1..=6 {
        let mut booth = Booth::new(without_digits(), PANELS[2], Lang::Id, View::Ready);
        booth.show(View::Choose);
        booth.show(View::Confirm(Secret::new(option)));
        assert!(booth.words().iter().any(|word| tells(word)));
        let mut views =
            vec![View::Busy(Busy::Printing), View::Compare, View::Busy(Busy::Storing), View::Withdrawn];
        views.extend([Ending::Cast, Ending::Challenged, Ending::Nothing].map(View::Done));
        for view in views {
            booth.put(view.clone());
            for word in booth.words() {
                assert!(!tells(&word), "{view:?}: {word}");
            }
        }
    }
}

#[test]
fn the_screens_after_the_choice_are_the_same_for_every_option() {
    let shown = |option: u8| {
        let mut booth = Booth::new(without_digits(), PANELS[2], Lang::Id, View::Choose);
        booth.show(View::Confirm(Secret::new(option)));
        booth.show(View::Compare);
        (booth.words(), booth.targets().into_iter().map(|t| t.rect).collect::<Vec<_>>())
    };
    let first = shown(1);
    assert!((2..=6).all(|option| shown(option) == first));
}

#[test]
fn the_question_whether_somebody_is_there_covers_the_choice() {
    let mut booth = Booth::new(without_digits(), PANELS[2], Lang::Id, View::Choose);
    booth.show(View::Confirm(Secret::new(3)));
    booth.screens(|screens| screens.ask_still_there(Some(45)));
    booth.frame();
    assert!(booth.words().iter().all(|word| !tells(&word.replace("45", ""))));
    booth.tap("Ya, saya masih di sini");
    assert_eq!(booth.wanted(), ["StillHere"]);
    booth.screens(|screens| screens.ask_still_there(None));
    booth.frame();
    assert!(booth.has("YA"));
}

#[test]
fn letters_colours_and_language_are_those_of_one_session() {
    let face = BallotFace { languages: vec![Lang::Id, Lang::En], ..face(3, false) };
    let mut booth = Booth::new(face, PANELS[2], Lang::Id, View::Ready);
    booth.tap("Huruf besar");
    booth.show(View::Choose);
    booth.tap("English");
    booth.tap("Black screen");
    for view in [View::Confirm(Secret::new(1)), View::Compare, View::Done(Ending::Cast)] {
        booth.show(view);
        assert!(booth.has("Normal letters") && booth.has("White screen"));
    }
    booth.show(View::Ready);
    assert!(booth.has("Huruf besar") && booth.has("Layar hitam"));
}

#[test]
fn who_left_without_a_vote_leaves_nothing() {
    let mut booth = Booth::ordinary(View::Ready);
    booth.tap("Huruf besar");
    booth.tap("Ketik kode token");
    booth.tap("7");
    booth.wait(50_000);
    assert!(booth.words().contains(&"7··· ···· ···· ···· ·".to_owned()));
    booth.wait(15_000);
    booth.frame();
    assert!(booth.has("Huruf besar"));
    booth.tap("Ketik kode token");
    booth.frame();
    assert!(booth.words().iter().all(|word| !word.starts_with("7·")));
}

#[test]
fn simulation_stands_on_every_screen_and_only_in_a_simulation() {
    for simulation in [true, false] {
        let face = BallotFace { simulation, ..face(3, false) };
        let mut booth = Booth::new(face, PANELS[0], Lang::Id, View::Ready);
        for view in voters_views().into_iter().chain([View::Choose, View::Confirm(Secret::new(1))]) {
            booth.put(view.clone());
            assert_eq!(booth.words().contains(&"SIMULASI".to_owned()), simulation, "{view:?}");
        }
    }
}

#[test]
fn what_is_written_to_a_log_by_mistake_tells_no_choice() {
    let view = View::Confirm(Secret::new(3));
    assert_eq!(format!("{view:?}"), "Confirm(Secret)");
    let say =
        crate::Say { text: "Siti".to_owned().into(), clip_of: Some(1), interrupt: true, lang: Lang::Id };
    assert_eq!(format!("{say:?}"), "Say");
}
