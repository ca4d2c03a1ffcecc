//! Records real ballots of a small simulation, so that anything may pull the plug from outside.
//!
//! ```text
//! record_ballots --log A --mirror B --count N [--seed-dir DIR] [--same-device-i-know]
//! ```
//!
//! The first call makes DIR (default `A.d`) with definition, token list and keys, and both media. Each later call
//! recovers, says what it did, and goes on. `ACK <kode suara>` comes only after the ballot is durable on both media.
//! `--count 0` recovers and prints the code of every recorded ballot, in order, as `CODE <kode suara>`.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a program that speaks to a test outside")]

mod recorder;

use std::ffi::OsString;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use ballot_store::{Options, Paths, SameDevice};
use rand::rand_core::UnwrapErr;
use rand::rngs::SysRng;

use crate::recorder::{Failure, Kit, Recorder, codes};

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
    let mut random = UnwrapErr(SysRng);
    if !arguments.folder.exists() {
        Kit::make(arguments.count.clamp(4_000, 20_000), &mut random)?.write(&arguments.folder)?;
    }
    let kit = Kit::read(&arguments.folder)?;
    let public = Arc::clone(kit.public());
    let (mut recorder, recovery) = Recorder::start(kit, &arguments.paths, &arguments.options)?;
    for finding in &recovery.findings {
        println!("FINDING {finding:?}");
    }
    if arguments.count == 0 {
        for code in codes(&public, &recovery.entries)? {
            println!("CODE {code}");
        }
        return Ok(());
    }
    let mut times = Vec::new();
    for _ in 0..arguments.count {
        let begun = Instant::now();
        let code = recorder.cast(&mut random)?;
        times.push(begun.elapsed());
        let mut out = std::io::stdout().lock();
        writeln!(out, "ACK {code}")?;
        out.flush()?;
    }
    report("from choice to acknowledgement", times);
    report("of it in the store", recorder.stored_in);
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
