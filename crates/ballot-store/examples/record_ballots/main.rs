//! Records real ballots of a simulation through the booth's session, so that anything may pull the plug from outside.
//!
//! ```text
//! record_ballots --log A --mirror B --count N [--seed-dir DIR] [--same-device-i-know]
//! ```
//!
//! The first call makes DIR (default `A.d`) with definition, token lists and keys, and both media, and opens the polls.
//! Each later call starts the booth from its media, says what that has logged (`EVENT Restart`, then for every finding
//! of recovery `FINDING <event> <detail>`), and goes on. `ACK <kode suara>` comes only after the ballot is durable on
//! both media. `--count 0` starts the booth and prints the code of every cast ballot, in order, as `CODE <kode suara>`.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a program that speaks to a test outside")]

mod booth;
mod kit;

use std::ffi::OsString;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use ballot_log::EventKind;
use ballot_store::{Options, Paths, SameDevice, examine};
use rand::rand_core::UnwrapErr;
use rand::rngs::SysRng;

use crate::booth::Booth;
use crate::kit::{Failure, Kit, codes};

/// Tokens of a new folder: for many calls, and no more than a log may have entries (spec 6.1).
const FEWEST: u32 = 20_000;
const MOST: u32 = 180_000;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("record_ballots: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Failure> {
    let arguments = Arguments::parse(std::env::args_os().skip(1))?;
    if !arguments.folder.exists() {
        let tokens = arguments.count.saturating_mul(2).clamp(FEWEST, MOST);
        Kit::make(tokens, &mut UnwrapErr(SysRng))?.write(&arguments.folder)?;
    }
    let kit = Kit::read(&arguments.folder)?;
    let mut booth = Booth::start(&kit, &arguments.paths, &arguments.options)?;
    for event in booth.logged(&arguments.paths.mirror)? {
        println!("{}", format!("{} {:?} {}", word(event.event), event.event, event.detail).trim_end());
    }
    if arguments.count == 0 {
        drop(booth);
        return print_codes(&kit, &arguments);
    }
    for _ in 0..arguments.count {
        let code = booth.vote()?;
        let mut out = std::io::stdout().lock();
        writeln!(out, "ACK {code}")?;
        out.flush()?;
    }
    report("from choice to acknowledgement", booth.took);
    report("of it after the second YA", booth.recorded_in);
    Ok(())
}

/// Whether an event of starting tells a finding of recovery.
const fn word(event: EventKind) -> &'static str {
    match event {
        EventKind::Officer | EventKind::RolledForward | EventKind::MirrorRebuilt | EventKind::LogRebuilt => {
            "FINDING"
        }
        _ => "EVENT",
    }
}

/// What both media hold, now that the booth has let go of them.
fn print_codes(kit: &Kit, arguments: &Arguments) -> Result<(), Failure> {
    let booth = kit.booth()?;
    let found = examine(&arguments.paths, &booth.verifier(), &arguments.options)?;
    if !found.log.entries().eq(found.mirror.entries()) {
        return Err("log and mirror differ after recovery".into());
    }
    for code in codes(booth.station(), found.log.entries())? {
        println!("CODE {code}");
    }
    Ok(())
}

fn report(what: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let at = |percent: usize| times.get((times.len() - 1) * percent / 100).copied().unwrap_or_default();
    eprintln!("{what}: {} ballots, p50 {:.1?}, p99 {:.1?}", times.len(), at(50), at(99));
}

struct Arguments {
    paths: Paths,
    folder: PathBuf,
    count: u32,
    options: Options,
}

impl Arguments {
    fn parse(mut words: impl Iterator<Item = OsString>) -> Result<Self, Failure> {
        let (mut log, mut mirror, mut count, mut folder) = (None, None, None, None);
        let mut options = Options::full();
        while let Some(word) = words.next() {
            let option = word.into_string().map_err(|_| USAGE)?;
            if option == "--same-device-i-know" {
                options.same_device = SameDevice::Allowed;
                continue;
            }
            let value = words.next().ok_or(USAGE)?;
            match option.as_str() {
                "--log" => log = Some(PathBuf::from(value)),
                "--mirror" => mirror = Some(PathBuf::from(value)),
                "--seed-dir" => folder = Some(PathBuf::from(value)),
                "--count" => count = Some(value.into_string().map_err(|_| USAGE)?.parse()?),
                _ => return Err(USAGE.into()),
            }
        }
        let paths = Paths { log: log.ok_or(USAGE)?, mirror: mirror.ok_or(USAGE)? };
        let beside = || {
            let mut name = paths.log.clone().into_os_string();
            name.push(".d");
            PathBuf::from(name)
        };
        Ok(Self { folder: folder.unwrap_or_else(beside), count: count.ok_or(USAGE)?, options, paths })
    }
}

const USAGE: &str = "record_ballots --log A --mirror B --count N [--seed-dir DIR] [--same-device-i-know]";
