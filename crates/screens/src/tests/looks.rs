//! Every screen on every panel, in every language, size of letters and contrast, and every size of a ballot: nothing
//! overlaps, leaves its place or the window, is cut off or too pale; everything to touch is large and apart.

use dialogue::Lang;
use egui::Rect;

use super::harness::{Booth, PANELS, Seen};
use super::officers::paths::word;
use super::scenes::{Scene, all, ballot};
use crate::Panel;
use crate::view::{BallotFace, View};

/// Smallest sides, in millimetres.
const CARD: [f32; 2] = [60.0, 80.0];
const ANSWER: [f32; 2] = [120.0, 30.0];
const KEY: [f32; 2] = [20.0, 20.0];
const BADGE: [f32; 2] = [20.0, 20.0];

fn check(panel: usize) {
    let mut faults = Vec::new();
    for candidates in 2..=5 {
        for lang in [Lang::Id, Lang::En] {
            // Colours move nothing: one language is enough to see them.
            let dark = [(false, true), (true, true)].into_iter().filter(|_| lang == Lang::Id);
            for (large, dark) in [(false, false), (true, false)].into_iter().chain(dark) {
                // The longest names, and in one of two cases photos, which leave less room for them.
                let face = ballot(candidates, lang == Lang::Id, large == dark);
                let what = format!("{candidates} candidates, {lang:?}, large {large}, dark {dark}");
                // Only screens with a ballot differ by its size.
                let shown = |scene: &Scene| candidates == 5 || scene.has_ballot();
                let found = faults_of(&face, &PANELS[panel], (lang, large, dark), shown);
                faults.extend(found.into_iter().map(|fault| format!("{what}: {fault}")));
            }
        }
    }
    let first = faults.iter().take(12).map(String::as_str).collect::<Vec<_>>().join("\n");
    assert!(faults.is_empty(), "{} faults on {:?}:\n{first}", faults.len(), PANELS[panel]);
}

/// Faults of all screens that are to be looked at: in a language, with large letters, white on black.
fn faults_of(
    face: &BallotFace,
    panel: &Panel,
    (lang, large, dark): (Lang, bool, bool),
    shown: impl Fn(&Scene) -> bool,
) -> Vec<String> {
    let languages = vec![Lang::Id, Lang::En];
    let speaking = BallotFace { voice: true, languages, ..face.clone() };
    let [mut silent, mut speaking] = [face.clone(), speaking].map(|face| {
        let mut booth = Booth::new(face, *panel, lang, View::Ready);
        booth.start_with(large, dark);
        booth
    });
    let options = u8::try_from(face.candidates.len()).unwrap() + u8::from(face.blank);
    let mut faults = Vec::new();
    for scene in all(options).into_iter().filter(shown) {
        let booth = if scene.voice { &mut speaking } else { &mut silent };
        scene.play(booth, lang);
        if booth.screens(|screens| screens.session.screen_off) {
            // What is there is not seen.
            continue;
        }
        let found = booth.faults().into_iter().chain(sizes(booth, lang));
        faults.extend(found.map(|fault| format!("{:?} {:?}: {fault}", scene.view, scene.steps)));
    }
    faults
}

/// What must be larger than any target.
fn sizes(booth: &mut Booth, lang: Lang) -> Vec<String> {
    let place = booth.screens(|screens| screens.place);
    let targets = booth.targets();
    let named = |keys: [&'static str; 2]| {
        let words = keys.map(|key| word(lang, key));
        targets.iter().filter(|target| words.contains(&target.label)).collect::<Vec<_>>()
    };
    match place {
        // A voter may have chosen another language: whatever is not a switch is a card.
        "choose" => {
            let cards: Vec<&Seen> = targets.iter().filter(|target| target.rect.height() > 30.0).collect();
            let options =
                booth.screens(|screens| screens.face.candidates.len() + usize::from(screens.face.blank));
            let mut faults = small(&cards, options, CARD);
            faults.extend(booth.badges().into_iter().filter_map(|badge| too_small("badge", badge, BADGE)));
            faults
        }
        "confirm" => small(&named(["confirm-yes", "confirm-no"]), 2, ANSWER),
        "compare" => small(&named(["compare-yes", "compare-no"]), 2, ANSWER),
        _ => {
            let keys: Vec<&Seen> =
                targets.iter().filter(|target| target.label.chars().count() == 1).collect();
            // Sentences are written by officers, on a keyboard with more keys.
            let sentence = keys.iter().any(|key| key.label == "-");
            if sentence { Vec::new() } else { small(&keys, keys.len(), KEY) }
        }
    }
}

fn small(targets: &[&Seen], count: usize, least: [f32; 2]) -> Vec<String> {
    let mut faults: Vec<String> =
        targets.iter().filter_map(|target| too_small(&target.label, target.rect, least)).collect();
    if targets.len() != count {
        faults.push(format!("{count} expected: {targets:?}"));
    }
    faults
}

fn too_small(what: &str, rect: Rect, [width, height]: [f32; 2]) -> Option<String> {
    let fits = rect.width() >= width && rect.height() >= height;
    (!fits).then(|| format!("{what:?} is smaller than {width} x {height}: {}", rect.size()))
}

#[test]
fn on_a_panel_of_four_to_three() {
    check(0);
}

#[test]
fn on_a_panel_of_sixteen_to_ten() {
    check(1);
}

#[test]
fn on_a_wide_panel() {
    check(2);
}

#[test]
fn on_a_fine_panel() {
    check(3);
}

#[test]
fn on_a_large_panel() {
    check(4);
}

/// The same for a ballot that is out of the ordinary.
fn check_unusual(face: &BallotFace, shown: impl Fn(&Scene) -> bool) {
    for panel in &PANELS {
        for large in [false, true] {
            let faults = faults_of(face, panel, (Lang::Id, large, false), &shown);
            assert!(faults.is_empty(), "{panel:?} large {large}: {faults:#?}");
        }
    }
}

#[test]
fn a_ballot_without_a_blank_vote_and_with_one_candidate() {
    for candidates in [1, 2, 5] {
        let face = BallotFace { blank: false, simulation: false, ..ballot(candidates, true, true) };
        check_unusual(&face, |scene| matches!(scene.view, View::Choose | View::Confirm(_)));
    }
}

#[test]
fn slips_to_touch_in_a_demonstration() {
    let demo_slips = (1..=9).map(|n| format!("SLIP{n}")).collect();
    let face = BallotFace { demo_slips, ..ballot(5, true, true) };
    check_unusual(&face, |scene| matches!(scene.view, View::Ready));
}

#[test]
fn the_longest_titles() {
    let title = "Pemilihan Wali Nagari Koto Tangah Batu Ampar, Kecamatan Akabiluru".to_owned();
    let place = "TPS 16 - Bilik 5".to_owned();
    let face = BallotFace { title, place, ..ballot(2, false, true) };
    check_unusual(&face, |scene| matches!(scene.view, View::Ready | View::Paused));
}
