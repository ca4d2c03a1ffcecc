//! A screen on which nothing happens asks for no frame: the booth's processor rests, and stays cool.

use std::time::Duration;

use dialogue::Lang;

use super::harness::{Booth, PANELS, face};
use super::scenes::all;
use crate::view::{BallotFace, View};

#[test]
fn every_screen_rests_after_a_frame_or_two() {
    let speaking = BallotFace { voice: true, languages: vec![Lang::Id, Lang::En], ..face(3, false) };
    let [mut silent, mut speaking] =
        [face(3, false), speaking].map(|face| Booth::new(face, PANELS[2], Lang::Id, View::Ready));
    for scene in all(4) {
        let booth = if scene.voice { &mut speaking } else { &mut silent };
        scene.play(booth, Lang::Id);
        for _ in 0..2 {
            booth.frame();
        }
        for _ in 0..3 {
            booth.frame();
            // At most one in a while, to forget what somebody left who went away.
            let wait = booth.next_frame();
            assert!(wait >= Duration::from_secs(30), "{wait:?}: {:?} {:?}", scene.view, scene.steps);
        }
    }
}

#[test]
fn a_screen_that_waits_for_the_next_voter_asks_for_one_frame() {
    let mut booth = Booth::ordinary(View::Ready);
    booth.tap("Huruf besar");
    booth.frame();
    booth.frame();
    booth.frame();
    let wait = booth.next_frame();
    assert!(wait > Duration::from_secs(50) && wait <= Duration::from_secs(60), "{wait:?}");
}
