//! `booth-app drill`: a rehearsal (*gladi bersih*) by script, on the booth's real log with paper in a folder.

mod booth;
mod script;

use std::path::PathBuf;

use age::secrecy::{ExposeSecret as _, SecretString};
use clap::Args;
use dialogue::{Answer, Exit, Msg, Problem, Ui, files};
use election::Mode;
use polling::Codes;

use self::booth::{Booth, Crew};
use crate::clock::BoothClock;
use crate::codes::CodesArg;
use crate::keys::BoothKeys;
use crate::outfit::Outfit;
use crate::place::Place;
use crate::tray::Tray;

const MAX_SCRIPT: u64 = 16 * 1024 * 1024;

/// Rehearses.
#[derive(Debug, Args)]
pub(crate) struct Drill {
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    #[arg(long, value_name = "DIR")]
    mirror: PathBuf,
    #[arg(long, value_name = "DIR")]
    slips: PathBuf,
    #[arg(long, value_name = "FILE")]
    script: PathBuf,
    #[command(flatten)]
    codes: CodesArg,
    #[arg(long, value_name = "UNIX")]
    clock: Option<u64>,
    #[arg(long)]
    same_device_i_know: bool,
}

impl Drill {
    pub(crate) fn run(self, ui: &Ui) -> Result<Answer, Problem> {
        let place = Place::new(&self.data);
        let _alone = place.lock()?;
        let imported = place.imported()?;
        if imported.station.identity().mode != Mode::Simulasi {
            return Err(Problem::new(Exit::Failed, Msg::new("drill-resmi"))
                .file(place.pack())
                .advice(Msg::new("drill-resmi-advice")));
        }
        let text = files::read_text(&self.script, MAX_SCRIPT)?;
        let lines = script::parse(&text).map_err(|mistake| {
            Problem::new(Exit::Unreadable, mistake.what).file(&self.script).at(mistake.line)
        })?;
        let clock = BoothClock::new(imported.station.identity().time_zone, self.clock)?;
        let tray = Tray::open(&self.slips, imported.pack.booth())?;
        let outfit = Outfit::new(place, imported, &self.mirror, self.same_device_i_know, clock)?;
        let codes = self.codes.known(ui)?;
        let officers = officers(&codes)?;
        let keys = BoothKeys::open(&outfit.place.keys(), codes)?;
        let mut booth = Booth::start(ui, outfit, Crew { keys, officers, tray })?;
        for line in &lines {
            booth.take(line).map_err(|problem| problem.file(&self.script).at(line.number))?;
        }
        Ok(Answer::printed(if booth.refused() { Exit::Remarks } else { Exit::Complete }))
    }
}

/// The officers who have unlocked the keys open, settle and close in the rehearsal too.
fn officers(codes: &SecretString) -> Result<Codes, Problem> {
    let both = codes.expose_secret().split_at_checked(Codes::DIGITS);
    let codes = both.and_then(|(first, second)| Codes::new(first, second));
    codes.ok_or_else(|| Problem::new(Exit::Unreadable, Msg::new("codes-digits")))
}
