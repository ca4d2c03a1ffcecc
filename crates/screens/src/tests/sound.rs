//! What is said, to whom, and in which language.

use dialogue::Lang;
use egui::Key;

use super::harness::{Booth, NAMES, PANELS, face};
use crate::view::{BallotFace, Busy, Ending, Secret, View};

fn booth(languages: &[Lang]) -> Booth {
    let face = BallotFace { voice: true, languages: languages.to_vec(), ..face(3, false) };
    Booth::new(face, PANELS[2], Lang::Id, View::Ready)
}

/// A voter who listens, at the ballot.
fn listening() -> Booth {
    let mut booth = booth(&[]);
    booth.show(View::Choose);
    booth.tap("Ya, saya memakai headset");
    booth.frame();
    booth.wait(1000);
    booth
}

fn words(booth: &mut Booth) -> Vec<String> {
    booth.said().into_iter().map(|say| say.text.to_string()).collect()
}

#[test]
fn whoever_cannot_see_hears_how_the_keys_work_and_chooses_to_listen() {
    let mut booth = booth(&[]);
    booth.show(View::Choose);
    let said = words(&mut booth);
    assert!(said.last().unwrap().contains("Ada lima tombol"), "{said:?}");
    booth.key(Key::ArrowDown);
    booth.key(Key::ArrowDown);
    assert_eq!(words(&mut booth), ["Tidak, saya melihat layar", "Ya, saya memakai headset"]);
    booth.key(Key::Enter);
    booth.frame();
    assert!(words(&mut booth).pop().unwrap().starts_with("Ada 4 pilihan"));
}

#[test]
fn each_option_is_said_when_the_focus_comes_to_it() {
    let mut booth = listening();
    booth.said();
    for clip in [Some(1), Some(2), Some(3), None] {
        booth.key(Key::ArrowDown);
        let said = booth.said();
        let [say] = said.as_slice() else { panic!("{clip:?}") };
        let name = clip.map_or("Suara kosong", |n| NAMES[usize::from(n) - 1]);
        assert!(say.text.contains(name) && say.interrupt, "{}", *say.text);
        assert_eq!(say.clip_of, clip);
    }
}

#[test]
fn the_chosen_name_is_said_once_more_and_never_after() {
    let mut booth = listening();
    booth.show(View::Confirm(Secret::new(2)));
    let said = booth.said().pop().unwrap();
    assert!(said.text.contains("Bambang Sutrisno"));
    assert_eq!(said.clip_of, Some(2));
    for view in
        [View::Busy(Busy::Printing), View::Compare, View::Busy(Busy::Storing), View::Done(Ending::Cast)]
    {
        booth.show(view);
        booth.key(Key::F1);
        booth.key(Key::ArrowDown);
        for say in booth.said() {
            assert!(NAMES.iter().all(|name| !say.text.contains(name)) && say.clip_of.is_none());
        }
    }
}

#[test]
fn help_repeats_the_prompt_and_the_five_keys() {
    let mut booth = listening();
    booth.said();
    booth.key(Key::F1);
    let said = words(&mut booth);
    assert!(said[0].starts_with("Ada 4 pilihan") && said[0].contains("Tombol bantuan"), "{said:?}");
}

#[test]
fn whoever_looks_hears_nothing_until_the_next_voter() {
    let mut booth = booth(&[]);
    booth.show(View::Choose);
    booth.tap("Tidak, saya melihat layar");
    booth.frame();
    booth.said();
    booth.show(View::Confirm(Secret::new(1)));
    booth.key(Key::ArrowDown);
    booth.show(View::Done(Ending::Cast));
    assert!(booth.said().is_empty());
    booth.show(View::Ready);
    assert_eq!(booth.said().len(), 1);
}

#[test]
fn whoever_chose_not_to_listen_by_mistake_presses_help() {
    let mut booth = booth(&[]);
    booth.show(View::Choose);
    booth.tap("Tidak, saya melihat layar");
    booth.said();
    booth.key(Key::F1);
    assert!(words(&mut booth)[0].starts_with("Ada 4 pilihan"));
    booth.key(Key::ArrowDown);
    assert_eq!(booth.said()[0].clip_of, Some(1));
}

#[test]
fn a_booth_without_sound_says_nothing() {
    let mut booth = Booth::ordinary(View::Ready);
    booth.show(View::Choose);
    booth.key(Key::ArrowDown);
    booth.key(Key::F1);
    assert!(booth.said().is_empty());
}

#[test]
fn the_language_is_asked_first_and_forgotten_after_the_session() {
    let mut booth = booth(&[Lang::Id, Lang::En]);
    booth.show(View::Choose);
    booth.tap("English");
    booth.frame();
    booth.said();
    booth.tap("Yes, I use the headset");
    booth.frame();
    booth.wait(0);
    let say = booth.said().pop().unwrap();
    assert!(say.text.starts_with("There are 4 options") && say.lang == Lang::En, "{}", *say.text);
    booth.show(View::Ready);
    assert_eq!(booth.said().pop().unwrap().lang, Lang::Id);
    booth.show(View::Choose);
    assert!(booth.has("English"));
}

#[test]
fn the_picture_can_be_off_and_keys_still_vote() {
    let mut booth = listening();
    booth.tap("Matikan gambar");
    booth.frame();
    assert!(booth.visible_words().iter().all(|word| NAMES.iter().all(|name| !word.contains(name))));
    booth.key(Key::ArrowDown);
    booth.key(Key::Enter);
    assert_eq!(booth.wanted(), ["Choose(1)"]);
    // A touch brings the picture back, and does nothing else.
    let card = booth.target("Nomor 2, Bambang Sutrisno").rect.center();
    booth.wait(1000);
    booth.press(card);
    booth.release(card);
    booth.frame();
    assert!(booth.wanted().is_empty());
    assert!(booth.visible_words().iter().any(|word| word.contains("Bambang")));
}
