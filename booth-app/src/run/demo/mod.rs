//! `booth-app demo`: a booth to be tried out, with an election of its own, paper on the screen and nothing left behind.

mod paper;
mod tokens;
pub(crate) mod world;

use std::path::Path;
use std::sync::Arc;

use clap::Args;
use dialogue::{Answer, Exit, Lang, Msg, Problem, Texts, Ui, files};
use election::definition::TimeZone;
use polling::Clock as _;
use screens::{CodesOf, Intent, Launching, Purpose, Typed};

use self::paper::Paper;
use self::tokens::Tokens;
use self::world::{Plan, ReadyBooth};
use super::conductor::{Conductor, Parts};
use super::notices::Notices;
use super::sticks::Sticks;
use super::window::{self, Show};
use super::{end, face, panel, protect, voice};
use crate::cli::PROGRAM;
use crate::clock::BoothClock;
use crate::outfit::Outfit;
use crate::place::Place;
use crate::random;

/// The officers' codes, which everybody may know.
const CODES: [&str; 2] = ["12345678", "87654321"];
/// Fruit stands for candidates, so that nobody takes a rehearsal for a campaign.
const CANDIDATES: [(&str, &[u8]); 5] = [
    ("Mangga", include_bytes!("../../../demo/mangga.png")),
    ("Pisang", include_bytes!("../../../demo/pisang.png")),
    ("Rambutan", include_bytes!("../../../demo/rambutan.png")),
    ("Salak", include_bytes!("../../../demo/salak.png")),
    ("Durian", include_bytes!("../../../demo/durian.png")),
];

/// What a demonstration has beside the booth's screen.
pub(crate) struct Beside {
    pub(crate) paper: Paper,
    pub(crate) tokens: Tokens,
}

/// Tries a booth out.
#[derive(Debug, Args)]
pub(crate) struct Demo {
    #[arg(long)]
    windowed: bool,
    #[arg(long)]
    opened: bool,
}

/// Lets officers and witnesses be quick.
fn open(conductor: &mut Conductor) {
    let [first, second] = CODES.map(|code| Typed::from(code.to_owned()));
    conductor.handle(Intent::Codes(CodesOf { purpose: Purpose::Start, first, second }));
    conductor.handle(Intent::ToLaunch);
    let dice = |_| Launching { candidate: 0, given_by: "peragaan".to_owned(), code: "1234561234".to_owned() };
    conductor.handle(Intent::Open(CANDIDATES.iter().map(dice).collect()));
}

impl Demo {
    pub(crate) fn run(self, ui: &Ui) -> Result<Answer, Problem> {
        let mut found = protect::protect();
        let folder = tempfile::tempdir()
            .map_err(|error| Problem::new(Exit::CannotWrite, Msg::new("demo-not-made")).detail(error))?;
        let mut clock = BoothClock::new(TimeZone::Wib, None)?;
        let date = clock.now().as_str().chars().take(10).collect();
        let plan = Plan { candidates: &CANDIDATES, booths: &[(1, false)], date, codes: &CODES.concat() };
        let booth = world::make(folder.path(), &plan, &mut random::os()?)?.pop();
        let ReadyBooth { place, mirror, slips } =
            booth.ok_or_else(|| Problem::new(Exit::Internal, Msg::new("demo-not-made")))?;
        let imported = Place::new(place.folder()).imported()?;
        let outfit = Outfit::new(place, imported, &mirror, true, clock)?;
        let voice = voice::find(
            face::clips(&outfit),
            Some("default".to_owned()),
            &voice::PROGRAMS,
            Path::new(voice::CARDS),
        );
        found.extend(voice.notice);
        let lang = ui.texts().lang();
        let mut face = face::of(&outfit);
        face.voice = voice.audible;
        face.languages = vec![Lang::Id, Lang::En];
        let tokens = Tokens::new(slips);
        face.demo_slips = tokens.offered();
        let about = Msg::new("demo-about").with("first", CODES[0]).with("second", CODES[1]);
        let (paper, printer) = paper::tray(ui.texts().say(&about));
        let show = Show {
            face: Arc::new(face),
            lang,
            windowed: self.windowed,
            measure: Box::new(panel::desktop),
            voice: voice.voice,
            scan_only: false,
            beside: Some(Beside { paper, tokens }),
            prepare: if self.opened { open } else { |_| {} },
        };
        let stick = folder.path().join("stik");
        files::make_folder(&stick)?;
        let sticks = Sticks::new(Path::new(""), &[], vec![stick]);
        let left = window::present(show, move |stage, now| Parts {
            outfit,
            printer: Box::new(printer),
            stage: Box::new(stage),
            texts: Texts::new(lang, &PROGRAM.texts),
            sticks,
            notices: Notices::new(found, voice.failed),
            now,
        })?;
        folder
            .close()
            .map_err(|error| Problem::new(Exit::CannotWrite, Msg::new("demo-not-removed")).detail(error))?;
        end(left)
    }
}
