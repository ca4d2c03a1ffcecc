//! A regency's day on which one log in twenty is bad, through the real program: docs/hostile-day.md.
//!
//! `cargo run --release -p integration --example hostile_day -- --tps 1100 --ballots 20 --out DIR`; DIR is made, must be
//! empty and is not removed. `--tally FILE` runs another program than the one of these sources. Ends with 0 if everything came out as it must.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a tool for developers")]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a tool that fails stops loudly"
)]

#[path = "mod.rs"]
mod hostile;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use hostile::{Scale, judge, table};

const USAGE: &str = "hostile_day --out DIR [--tps 1100] [--ballots 20] [--garbage 1000000] [--empty 100000] [--patience 300] [--tally FILE]";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let Some(Asked { scale, out, tally }) = asked(&words) else {
        eprintln!("{USAGE}");
        return ExitCode::from(64);
    };
    let tally = tally.unwrap_or_else(|| integration::program("tally").to_owned());
    match hostile::run(scale, &out, &tally).and_then(|day| Ok((judge::faults(&day)?, day))) {
        Ok((mut faults, day)) => {
            faults.extend(judge::costs(&day));
            println!("{}", table::table(&day, &faults));
            if faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(70)
        }
    }
}

struct Asked {
    scale: Scale,
    out: PathBuf,
    tally: Option<PathBuf>,
}

/// What is asked for, if the words make sense.
fn asked(words: &[String]) -> Option<Asked> {
    let mut scale = Scale {
        tps: 1_100,
        ballots: 20,
        garbage: 1_000_000,
        empty: 100_000,
        patience: Duration::from_secs(300),
    };
    let (mut out, mut tally) = (None, None);
    let (pairs, rest) = words.as_chunks::<2>();
    for [name, value] in pairs {
        match name.as_str() {
            "--out" => out = Some(PathBuf::from(value)),
            "--tally" => tally = Some(PathBuf::from(value)),
            "--tps" => scale.tps = value.parse().ok()?,
            "--ballots" => scale.ballots = value.parse().ok()?,
            "--garbage" => scale.garbage = value.parse().ok()?,
            "--empty" => scale.empty = value.parse().ok()?,
            "--patience" => scale.patience = Duration::from_secs(value.parse().ok()?),
            _ => return None,
        }
    }
    rest.is_empty().then_some(Asked { scale, out: out?, tally })
}
