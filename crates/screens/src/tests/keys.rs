//! Five keys and a scanner, and nothing else.

use egui::Key;

use super::harness::Booth;
use super::scenes::voters_views;
use crate::view::{Ending, Secret, View};

#[test]
fn nothing_has_the_focus_at_first_and_ok_does_nothing() {
    let views = voters_views().into_iter().chain([View::Choose, View::Confirm(Secret::new(1))]);
    for view in views {
        let mut booth = Booth::ordinary(View::Refused);
        booth.show(view.clone());
        booth.key(Key::Enter);
        assert!(booth.wanted().is_empty(), "{view:?}");
    }
}

#[test]
fn the_focus_does_not_outlast_its_screen() {
    let mut booth = Booth::ordinary(View::Choose);
    booth.key(Key::ArrowDown);
    assert!(booth.focused("Nomor 1, Siti Aminah"));
    booth.put(View::Confirm(Secret::new(1)));
    booth.key(Key::Enter);
    booth.put(View::Choose);
    booth.key(Key::Enter);
    assert!(booth.wanted().is_empty());
}

#[test]
fn up_begins_at_the_end_and_the_focus_goes_round() {
    let mut booth = Booth::ordinary(View::Choose);
    booth.key(Key::ArrowDown);
    booth.key(Key::ArrowUp);
    let last = booth.targets().pop().unwrap();
    assert!(booth.focused(&last.label));
}

#[test]
fn back_means_no_but_never_cancels_a_paper() {
    let mut booth = Booth::ordinary(View::Confirm(Secret::new(2)));
    booth.show(View::Confirm(Secret::new(2)));
    booth.key(Key::Escape);
    assert_eq!(booth.wanted(), ["No"]);
    for view in [View::Choose, View::Compare, View::Withdrawn, View::Done(Ending::Cast)] {
        booth.show(view.clone());
        booth.key(Key::Escape);
        assert!(booth.wanted().is_empty(), "{view:?}");
    }
}

#[test]
fn a_slip_under_the_scanner_chooses_nobody() {
    let mut booth = Booth::ordinary(View::Choose);
    booth.key(Key::ArrowDown);
    booth.scan("7K2M9QX4T1B8W3ZND");
    let [crate::Intent::Slip(_)] = &booth.intents()[..] else { panic!("not told") };
    booth.key(Key::Enter);
    assert_eq!(booth.wanted(), ["Choose(1)"]);
}

#[test]
fn space_tab_and_arrows_aside_are_no_keys_of_the_booth() {
    let mut booth = Booth::ordinary(View::Choose);
    booth.key(Key::ArrowDown);
    for key in [Key::Space, Key::Tab, Key::ArrowRight, Key::Num1] {
        booth.key(key);
    }
    assert!(booth.wanted().is_empty());
    assert!(booth.focused("Nomor 1, Siti Aminah"));
}

#[test]
fn a_slip_is_typed_by_keys() {
    let mut booth = Booth::ordinary(View::Ready);
    booth.tap("Ketik kode token");
    booth.frame();
    booth.key(Key::ArrowDown);
    for _ in 0..17 {
        booth.key(Key::Enter);
    }
    assert!(booth.wanted().is_empty());
    while !booth.focused("Lanjut") {
        booth.key(Key::ArrowUp);
    }
    booth.key(Key::Enter);
    let [crate::Intent::Slip(slip)] = &booth.intents()[..] else { panic!("no slip") };
    assert_eq!(slip.as_str(), "0".repeat(17));
}

#[test]
fn whoever_goes_on_pressing_down_and_ok_does_not_cast() {
    let mut booth = Booth::ordinary(View::Compare);
    for _ in 0..6 {
        booth.wait(700);
        booth.key(Key::ArrowDown);
        booth.wait(700);
        booth.key(Key::Enter);
    }
    assert!(booth.wanted().is_empty());
    booth.put(View::Withdrawn);
    booth.put(View::Compare);
    booth.wait(1500);
    booth.key(Key::ArrowDown);
    booth.key(Key::Enter);
    assert_eq!(booth.wanted(), ["Cast"]);
}
