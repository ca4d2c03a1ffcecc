//! Fingers: slow, trembling, sliding, doubled.

use egui::{Event, TouchPhase, vec2};

use super::harness::{Booth, PANELS, finger};
use crate::Intent;
use crate::view::{Secret, View};

const FIRST: &str = "Nomor 1, Siti Aminah";
const SECOND: &str = "Nomor 2, Bambang Sutrisno";

fn chosen(booth: &mut Booth) -> Vec<u8> {
    booth
        .intents()
        .into_iter()
        .map(|intent| match intent {
            Intent::Choose(option) => option.expose(),
            other => panic!("{other:?}"),
        })
        .collect()
}

#[test]
fn a_slow_press_counts() {
    let mut booth = Booth::ordinary(View::Choose);
    booth.wait(1000);
    let at = booth.target(SECOND).rect.center();
    booth.press(at);
    booth.wait(2000);
    assert_eq!(chosen(&mut booth), [0_u8; 0]);
    booth.release(at);
    assert_eq!(chosen(&mut booth), [2]);
}

#[test]
fn a_finger_that_trembles_counts() {
    let mut booth = Booth::ordinary(View::Choose);
    booth.wait(1000);
    let at = booth.target(FIRST).rect.center();
    let tremor = 60.0 / PANELS[2].scale();
    booth.press(at);
    for way in [vec2(1.0, 0.0), vec2(-1.0, 0.3), vec2(0.2, -1.0), vec2(0.7, 0.7)] {
        booth.move_to(at + way * tremor);
        booth.wait(60);
    }
    booth.release(at + vec2(0.7, 0.7) * tremor);
    assert_eq!(chosen(&mut booth), [1]);
}

#[test]
fn a_slide_to_the_neighbour_counts_for_nobody() {
    let mut booth = Booth::ordinary(View::Choose);
    booth.wait(1000);
    let (from, to) = (booth.target(FIRST).rect.center(), booth.target(SECOND).rect.center());
    booth.press(from);
    booth.wait(100);
    booth.release(to);
    booth.wait(100);
    assert_eq!(chosen(&mut booth), [0_u8; 0]);
}

#[test]
fn a_touch_between_cards_counts_for_nobody() {
    let mut booth = Booth::ordinary(View::Choose);
    booth.wait(1000);
    let between = booth.target(FIRST).rect.right_center() + vec2(1.0, 0.0);
    booth.press(between);
    booth.release(between);
    assert_eq!(chosen(&mut booth), [0_u8; 0]);
}

#[test]
fn a_cancelled_touch_counts_for_nobody() {
    let mut booth = Booth::ordinary(View::Choose);
    booth.wait(1000);
    let at = booth.target(FIRST).rect.center();
    booth.press(at);
    booth.event(Event::PointerGone);
    booth.release(at);
    assert_eq!(chosen(&mut booth), [0_u8; 0]);
}

#[test]
fn a_double_tap_does_not_confirm() {
    let mut booth = Booth::ordinary(View::Choose);
    booth.tap(SECOND);
    assert_eq!(chosen(&mut booth), [2]);
    // Wherever the second tap lands: it comes too soon.
    booth.put(View::Confirm(Secret::new(2)));
    for label in ["YA", "TIDAK, ulangi"] {
        let at = booth.target(label).rect.center();
        booth.wait(150);
        booth.press(at);
        booth.wait(100);
        booth.release(at);
    }
    assert!(booth.wanted().is_empty());
    booth.wait(700);
    booth.tap("YA");
    assert_eq!(booth.wanted(), ["Yes"]);
}

#[test]
fn a_press_that_began_on_the_screen_before_counts_for_nobody() {
    let mut booth = Booth::ordinary(View::Confirm(Secret::new(2)));
    booth.wait(1000);
    let at = booth.target("YA").rect.center();
    booth.show(View::Choose);
    booth.press(at);
    booth.wait(500);
    booth.put(View::Confirm(Secret::new(2)));
    booth.wait(3000);
    booth.release(at);
    assert!(booth.wanted().iter().all(|intent| intent != "Yes"));
}

#[test]
fn yes_is_never_where_a_card_was() {
    for panel in PANELS {
        for candidates in 2..=5 {
            let face = super::harness::face(candidates, false);
            let mut booth = Booth::new(face, panel, dialogue::Lang::Id, View::Choose);
            let cards: Vec<_> = booth.targets().into_iter().filter(|t| t.rect.height() >= 60.0).collect();
            assert_eq!(cards.len(), usize::from(candidates) + 1);
            booth.show(View::Confirm(Secret::new(1)));
            for label in ["YA", "TIDAK, ulangi"] {
                let answer = booth.target(label).rect;
                assert!(answer.width() >= 120.0 && answer.height() >= 30.0, "{panel:?}: {answer}");
                assert!(cards.iter().all(|card| !card.rect.intersects(answer)), "{panel:?}: {answer}");
            }
        }
    }
}

#[test]
fn whoever_uses_assistive_technology_needs_no_finger() {
    let mut booth = Booth::ordinary(View::Choose);
    booth.click_for(SECOND);
    assert_eq!(chosen(&mut booth), [2]);
}

#[test]
fn anything_done_is_told() {
    let mut booth = Booth::ordinary(View::Choose);
    assert!(!booth.touched());
    let corner = booth.targets()[0].rect.left_top() - vec2(1.0, 1.0);
    booth.press(corner);
    assert!(booth.touched());
    booth.key(egui::Key::ArrowDown);
    assert!(booth.touched());
    booth.wait(1000);
    assert!(!booth.touched());
}

/// The second YA may stand where the first stood.
#[test]
fn whoever_goes_on_tapping_does_not_cast() {
    let mut booth = Booth::ordinary(View::Compare);
    let at = booth.target("YA, kirim").rect.center();
    for _ in 0..6 {
        booth.wait(900);
        booth.press(at);
        booth.wait(80);
        booth.release(at);
    }
    assert!(booth.wanted().is_empty());
    booth.tap("YA, kirim");
    assert_eq!(booth.wanted(), ["Cast"]);
}

/// Two fingers are lifted in this order before the booth paints again.
fn lift_at_once(booth: &mut Booth, labels: [&str; 2]) {
    booth.wait(2000);
    let places = labels.map(|label| booth.target(label).rect.center());
    let both = |phase| (1..).zip(places).map(move |(id, at)| finger(id, phase, at));
    booth.at_once(both(TouchPhase::Start));
    booth.at_once(both(TouchPhase::End));
}

#[test]
fn of_two_fingers_lifted_at_once_the_first_answers() {
    let [yes, no] = [("YA, kirim", "Cast"), ("TIDAK", "Cancel")];
    for [first, second] in [[yes, no], [no, yes]] {
        let mut booth = Booth::ordinary(View::Compare);
        lift_at_once(&mut booth, [first.0, second.0]);
        assert_eq!(booth.wanted(), [first.1]);
        // The booth did not answer yet; its number is that of the first (run::worker).
        booth.frame();
        assert_eq!(booth.wanted(), [second.1]);
        // It did: nothing waits for another screen.
        lift_at_once(&mut booth, [first.0, second.0]);
        booth.show(View::Withdrawn);
        booth.put(View::Compare);
        booth.frame();
        assert_eq!(booth.wanted(), [first.1]);
    }
}

#[test]
fn keys_touched_at_once_are_typed_in_order() {
    for (touched, field) in [(["8", "2"], "82·· ····"), (["5", "5"], "55·· ····")] {
        let mut booth = Booth::ordinary(View::Ready);
        booth.tap("Ketik kode token");
        lift_at_once(&mut booth, touched);
        booth.frame();
        booth.frame();
        assert!(booth.words().iter().any(|word| word.starts_with(field)), "{:?}", booth.words());
    }
}

#[test]
fn fingers_lifted_at_once_from_a_dark_screen_choose_nobody() {
    let mut booth = Booth::ordinary(View::Choose);
    booth.screens(|screens| screens.session.screen_off = true);
    lift_at_once(&mut booth, [FIRST, SECOND]);
    booth.frame();
    assert!(booth.wanted().is_empty());
}
