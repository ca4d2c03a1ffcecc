//! `booth-app run` and `booth-app demo`: the booth with its screen on polling day.
//!
//! Two threads: the window's, which paints views and gathers intents and never waits, and the worker's, on which the
//! [`conductor`] owns polling's states, prints and stores.

mod conductor;
pub(crate) mod demo;
mod face;
mod halted;
mod idle;
mod notices;
mod officers;
mod panel;
mod protect;
mod sticks;
mod voice;
mod window;
mod words;
mod worker;

use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use clap::Args;
use dialogue::{Answer, Exit, Lang, Msg, Problem, Texts, Ui};
use election::Mode;
use screens::Intent;
use slips::{Target, Width};

use self::conductor::{Leaving, Parts};
use self::notices::Notices;
use self::panel::Millimetres;
use self::sticks::Sticks;
use self::window::Show;
use crate::cli::PROGRAM;
use crate::clock::BoothClock;
use crate::outfit::Outfit;
use crate::place::Place;

/// Polling day.
#[derive(Debug, Args)]
pub(crate) struct Run {
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    #[arg(long, value_name = "DIR")]
    mirror: PathBuf,
    #[arg(long, value_name = "PRINTER")]
    printer: Target,
    #[arg(long, value_name = "58|80", default_value = "58", value_parser = width)]
    printer_width: Width,
    #[arg(long, value_name = "WxH")]
    panel_mm: Option<Millimetres>,
    #[arg(long)]
    scanner_only: bool,
    #[arg(long, value_name = "ALSA")]
    headset: Option<String>,
    #[arg(long)]
    windowed: bool,
    #[arg(long, value_name = "DIR")]
    stick: Vec<PathBuf>,
    #[arg(long)]
    same_device_i_know: bool,
}

impl Run {
    pub(crate) fn run(self, ui: &Ui) -> Result<Answer, Problem> {
        let (windowed, given) = (self.windowed, self.panel_mm);
        match self.begin(ui) {
            // On a kiosk nobody sees a terminal: without this the screen would stay black, and black again.
            Err(problem) if !windowed => {
                let measure = move |pixels| panel::measure(given, Path::new(panel::DISPLAYS), pixels);
                match halted::tell(problem.page(ui.texts()), ui.texts().lang(), measure) {
                    Some(Intent::Restart) => Err(again()),
                    _ => Err(problem),
                }
            }
            ended => ended,
        }
    }

    fn begin(self, ui: &Ui) -> Result<Answer, Problem> {
        let mut found = protect::protect();
        let place = Place::new(&self.data);
        let _alone = place.lock()?;
        let imported = place.imported()?;
        if imported.station.identity().mode == Mode::Resmi && self.printer.is_for_rehearsal() {
            return Err(Problem::new(Exit::Usage, Msg::new("run-resmi-folder"))
                .advice(Msg::new("run-resmi-folder-advice")));
        }
        let clock = BoothClock::new(imported.station.identity().time_zone, None)?;
        let outfit = Outfit::new(place, imported, &self.mirror, self.same_device_i_know, clock)?;
        let printer = slips::open(&self.printer, self.printer_width).map_err(|error| {
            Problem::new(Exit::CannotWrite, Msg::new("run-printer"))
                .advice(Msg::new("run-printer-advice"))
                .detail(error)
        })?;
        let voice =
            voice::find(face::clips(&outfit), self.headset, &voice::PROGRAMS, Path::new(voice::CARDS));
        found.extend(voice.notice);
        let given = self.panel_mm;
        let displays = Path::new(panel::DISPLAYS);
        if !self.windowed && !panel::measure(given, displays, [1.0, 1.0]).known {
            found.push(Msg::new("panel-guessed"));
        }
        let (lang, windowed) = (ui.texts().lang(), self.windowed);
        let mut face = face::of(&outfit);
        face.voice = voice.audible;
        face.languages = if lang == Lang::Id { vec![Lang::Id] } else { vec![Lang::Id, lang] };
        let show = Show {
            face: Arc::new(face),
            lang,
            windowed,
            measure: Box::new(move |pixels| {
                if windowed && given.is_none() {
                    panel::desktop(pixels)
                } else {
                    panel::measure(given, displays, pixels)
                }
            }),
            voice: voice.voice,
            scan_only: self.scanner_only,
            beside: None,
            prepare: |_| {},
        };
        let sticks = Sticks::new(Path::new(sticks::MOUNTS), &[&self.data, &self.mirror], self.stick);
        let left = window::present(show, move |stage, now| Parts {
            outfit,
            printer,
            stage: Box::new(stage),
            texts: Texts::new(lang, &PROGRAM.texts),
            sticks,
            notices: Notices::new(found, voice.failed),
            now,
        })?;
        end(left)
    }
}

/// After the window is closed: the end, or the program once more in a new process, in which nothing of the old one is left.
fn end(left: Option<Leaving>) -> Result<Answer, Problem> {
    match left {
        Some(Leaving::Restart) => Err(again()),
        Some(Leaving::Shutdown) | None => Ok(Answer::printed(Exit::Complete)),
    }
}

/// What returns is why it did not begin again.
fn again() -> Problem {
    let problem = Problem::new(Exit::Internal, Msg::new("not-restarted"));
    match std::env::current_exe() {
        Ok(program) => problem.detail(Command::new(program).args(std::env::args_os().skip(1)).exec()),
        Err(error) => problem.detail(error),
    }
}

fn width(word: &str) -> Result<Width, String> {
    word.parse().ok().and_then(Width::from_millimetres).ok_or_else(|| "58, 80".to_owned())
}
