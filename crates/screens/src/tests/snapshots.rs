//! Ten pictures that are looked at by people when they change. `UPDATE_SNAPSHOTS=1 cargo test -p screens snapshots`
//! takes them anew.
#![expect(
    clippy::disallowed_methods,
    reason = "the pictures are files, and whoever changes a screen asks for new ones by a variable"
)]

use std::path::Path;

use dialogue::Lang;
use image::RgbImage;

use super::harness::{Booth, PANELS};
use super::officers::paths::{FIGURES, Step, accounting, codes, go};
use super::scenes::ballot;
use crate::Panel;
use crate::view::{BallotFace, Ending, Purpose, Secret, Trouble, View, VoteState, Why};

/// By how much a part of a dot may differ: roundings of other processors.
const SLACK: u8 = 24;
/// One dot of so many may differ by more.
const SHARE: usize = 500;

/// Half as fine as the panel: everything stands where it stands there.
fn half(panel: Panel) -> Panel {
    Panel { pixels: panel.pixels.map(|side| side / 2), millimetres: panel.millimetres }
}

fn shown(
    face: BallotFace,
    panel: usize,
    (large, dark): (bool, bool),
    view: View,
    steps: &[Step],
) -> RgbImage {
    let mut booth = Booth::new(face, half(PANELS[panel]), Lang::Id, View::Ready);
    booth.start_with(large, dark);
    booth.frame();
    booth.show(view);
    go(&mut booth, Lang::Id, steps);
    booth.frame();
    booth.picture()
}

fn check(name: &str, picture: &RgbImage) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let file = root.join(format!("snapshots/{name}.png"));
    if std::env::var("UPDATE_SNAPSHOTS").is_ok() {
        picture.save(&file).unwrap();
    }
    let kept = image::open(&file).map(|kept| kept.into_rgb8()).unwrap_or_default();
    let other = |(a, b): (&u8, &u8)| a.abs_diff(*b) > SLACK;
    let same = kept.dimensions() == picture.dimensions()
        && kept.pixels().zip(picture.pixels()).filter(|(a, b)| a.0.iter().zip(&b.0).any(other)).count()
            <= picture.pixels().len() / SHARE;
    if !same {
        let now = root.join(format!("../../target/{name}.png"));
        picture.save(&now).unwrap();
        panic!("{} is now {}", file.display(), now.display());
    }
}

#[test]
fn ready() {
    check("ready", &shown(ballot(3, false, true), 0, (false, false), View::Ready, &[]));
}

#[test]
fn choose_of_five() {
    check("choose-of-five", &shown(ballot(5, false, true), 2, (false, false), View::Choose, &[]));
}

#[test]
fn choose_of_two_with_the_longest_names() {
    check("choose-of-two", &shown(ballot(2, true, true), 1, (true, false), View::Choose, &[]));
}

#[test]
fn choose_white_on_black_without_photos() {
    check("choose-dark", &shown(ballot(5, true, false), 0, (true, true), View::Choose, &[]));
}

#[test]
fn confirm() {
    let view = View::Confirm(Secret::new(2));
    check("confirm", &shown(ballot(5, false, true), 2, (false, false), view, &[]));
}

#[test]
fn compare() {
    check("compare", &shown(ballot(5, false, true), 2, (false, false), View::Compare, &[]));
}

#[test]
fn done() {
    let view = View::Done(Ending::Cast);
    check("done", &shown(ballot(5, false, true), 0, (true, false), view, &[]));
}

#[test]
fn two_officers_codes() {
    let view = codes(Purpose::Start, false, 0);
    check("codes", &shown(ballot(3, false, false), 1, (false, false), view, &[Step::Write("123")]));
}

#[test]
fn printer_trouble() {
    let view = View::Trouble(Trouble { why: Why::NoPaper, vote: VoteState::Void });
    check("trouble", &shown(ballot(3, false, false), 2, (false, false), view, &[]));
}

#[test]
fn figures_for_the_close() {
    let face = ballot(3, false, false);
    check("figures", &shown(face, 0, (true, false), accounting(0, false), &FIGURES[..9]));
}
