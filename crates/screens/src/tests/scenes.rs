//! The table of everything that people can come to see: each view, and each screen within it.

use std::io::Cursor;
use std::sync::Arc;

use dialogue::Lang;
use image::{ImageFormat, Rgb, RgbImage};

use super::harness::{Booth, face};
use super::officers::paths::{self, Step, go};
use crate::view::{BallotFace, Busy, Ending, Secret, View};

/// A screen, and how people come to it.
#[derive(Debug, Clone)]
pub(crate) struct Scene {
    pub(crate) view: View,
    pub(crate) steps: Vec<Step>,
    /// Whether something is heard at this booth, and languages are asked for.
    pub(crate) voice: bool,
    still_there: bool,
}

impl Scene {
    fn new(view: View, steps: &[Step]) -> Self {
        Self { view, steps: steps.to_vec(), voice: false, still_there: false }
    }

    fn with_voice(steps: &[Step]) -> Self {
        Self { voice: true, ..Self::new(View::Choose, steps) }
    }

    /// Whether the screen shows all candidates, or one of them.
    pub(crate) fn has_ballot(&self) -> bool {
        matches!(self.view, View::Choose | View::Confirm(_) | View::Launch(_))
    }

    /// Comes to it in a booth.
    pub(crate) fn play(&self, booth: &mut Booth, lang: Lang) {
        booth.screens(|screens| screens.ask_still_there(None));
        // Out of whatever was shown, and to another voter.
        booth.put(View::Refused);
        booth.put(View::Ready);
        booth.show(self.view.clone());
        go(booth, lang, &self.steps);
        if self.still_there {
            booth.screens(|screens| screens.ask_still_there(Some(45)));
            booth.frame();
        }
        booth.frame();
    }
}

/// Everything, at a ballot of so many options.
pub(crate) fn all(options: u8) -> Vec<Scene> {
    let mut all = voters(options);
    all.extend(officers());
    all
}

/// Every waiting.
const BUSY: [Busy; 8] = [
    Busy::Starting,
    Busy::Checking,
    Busy::Opening,
    Busy::Printing,
    Busy::Storing,
    Busy::PrintingForOfficer,
    Busy::Reading,
    Busy::Closing,
];

/// Every end of a session.
const ENDINGS: [Ending; 4] = [Ending::Cast, Ending::CastWithoutPaper, Ending::Challenged, Ending::Nothing];

/// Every view of voters that shows no option.
pub(crate) fn voters_views() -> Vec<View> {
    let mut views = vec![View::Ready, View::Refused, View::Compare, View::Withdrawn];
    views.extend(BUSY.map(View::Busy));
    views.extend(ENDINGS.map(View::Done));
    views
}

fn voters(options: u8) -> Vec<Scene> {
    use Step::{Label, Tap, Write};
    let mut all: Vec<Scene> = Vec::new();
    let mut add = |view: View, steps: &[Step]| all.push(Scene::new(view, steps));
    add(View::Ready, &[]);
    add(View::Ready, &[Tap("ready-type"), Write("7K2M9QX4T1")]);
    add(View::Ready, &[Tap("ready-type"), Write("7K2M9QX4T1B8W3ZND")]);
    add(View::Refused, &[]);
    add(View::Choose, &[]);
    for option in 1..=options {
        add(View::Confirm(Secret::new(option)), &[]);
    }
    add(View::Compare, &[]);
    add(View::Compare, &[Tap("compare-test")]);
    add(View::Withdrawn, &[]);
    ENDINGS.into_iter().for_each(|ending| add(View::Done(ending), &[]));
    BUSY.into_iter().for_each(|busy| add(View::Busy(busy), &[]));
    all.push(Scene { still_there: true, ..Scene::new(View::Choose, &[]) });
    // What is asked of people who may listen: the language, whether they do; then a third switch.
    let headset = ["Yes, I use the headset", "Ya, saya memakai headset"];
    let [english, indonesian] = ["English", "Bahasa Indonesia"].map(Label);
    all.push(Scene::with_voice(&[]));
    all.push(Scene::with_voice(&[english]));
    all.push(Scene::with_voice(&[indonesian]));
    all.push(Scene::with_voice(&[english, Label(headset[0])]));
    all.push(Scene::with_voice(&[indonesian, Label(headset[1])]));
    all.push(Scene::with_voice(&[indonesian, Label(headset[1]), Label("Matikan gambar")]));
    all
}

fn officers() -> Vec<Scene> {
    let mut all = Vec::new();
    for (view, steps) in paths::all() {
        let looks = steps.iter().enumerate().filter(|(_, step)| matches!(step, Step::Look));
        let ends = looks.map(|(at, _)| at).chain([steps.len()]);
        all.extend(ends.map(|end| Scene::new(view.clone(), &steps[..end])));
    }
    all
}

/// A ballot with photos, or without.
pub(crate) fn ballot(candidates: u8, longest: bool, photos: bool) -> BallotFace {
    let mut face = face(candidates, longest);
    for candidate in &mut face.candidates {
        candidate.photo = photos.then(|| portrait(candidate.number));
    }
    face
}

/// Somebody before a wall.
fn portrait(number: u8) -> Arc<[u8]> {
    let colours = [
        ([0x9f, 0x2b, 0x2b], [0xf0, 0xf0, 0xf0]),
        ([0x2b, 0x5d, 0x9f], [0x22, 0x22, 0x30]),
        ([0x2b, 0x8a, 0x57], [0xe0, 0xc0, 0x60]),
        ([0x8a, 0x6d, 0x2b], [0x40, 0x60, 0x90]),
        ([0x6a, 0x2b, 0x8a], [0xd0, 0x80, 0x80]),
    ];
    let (wall, shirt) = colours[usize::from(number.saturating_sub(1)) % colours.len()];
    let within = |x: i32, y: i32, [cx, cy]: [i32; 2], [rx, ry]: [i32; 2]| {
        let (dx, dy) = ((x - cx) * ry, (y - cy) * rx);
        dx * dx + dy * dy < rx * rx * ry * ry
    };
    let picture = RgbImage::from_fn(150, 200, |x, y| {
        let (x, y) = (i32::try_from(x).unwrap(), i32::try_from(y).unwrap());
        Rgb(if within(x, y, [75, 80], [28, 40]) {
            [0xc8, 0x96, 0x6e]
        } else if within(x, y, [75, 210], [63, 80]) {
            shirt
        } else {
            wall
        })
    });
    let mut file = Cursor::new(Vec::new());
    picture.write_to(&mut file, ImageFormat::Png).unwrap();
    file.into_inner().into()
}
