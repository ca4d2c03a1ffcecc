//! `booth-app drill`: a rehearsal (*gladi bersih*) by script, on the booth's real log with paper in a folder.

mod booth;
mod refusals;
mod script;

use std::io;
use std::path::PathBuf;

use age::secrecy::{ExposeSecret as _, SecretString};
use clap::Args;
use dialogue::{Answer, Exit, Msg, Problem, Ui, files};
use election::Mode;
use polling::Codes;

use self::booth::Booth;
use crate::clock::BoothClock;
use crate::codes::CodesArg;
use crate::keys::BoothKeys;
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
        let booth = imported.pack.booth().clone();
        let clock = BoothClock::new(imported.station.identity().time_zone, self.clock)?;
        let tray = Tray::open(&self.slips, &booth)?;
        let options = place.options(self.same_device_i_know)?;
        files::make_folder(&self.mirror)?;
        let codes = self.codes.known(ui)?;
        let officers = officers(&codes)?;
        let keys = BoothKeys::open(&place.keys(), codes)?;
        let paths = place.paths(&booth, &imported.election(), &self.mirror);
        let software = software()?;
        let outfit = booth::Outfit { place, imported, keys, officers, paths, options, tray, clock, software };
        let mut booth = Booth::start(ui, outfit)?;
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

/// SHA-256 of the program that runs, which every sheet and the log name.
fn software() -> Result<ballot_log::SoftwareHash, Problem> {
    use sha2::{Digest as _, Sha256};
    struct Hashing(Sha256);
    impl io::Write for Hashing {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.update(bytes);
            Ok(bytes.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let mut hash = Hashing(Sha256::new());
    std::env::current_exe()
        .and_then(std::fs::File::open)
        .and_then(|mut program| io::copy(&mut program, &mut hash))
        .map_err(|error| Problem::new(Exit::Internal, Msg::new("no-software-hash")).detail(error))?;
    Ok(ballot_log::SoftwareHash::new(hash.0.finalize().into()))
}
