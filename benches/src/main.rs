//! Measures the tally against the floor and a peer; `docs/performance.md` says how to read it.
#![expect(clippy::print_stdout, reason = "its output is the measurement")]

use std::env;
use std::ffi::OsString;
use std::path::PathBuf;

use anyhow::{Context as _, Result};
use benches::process::{Plan, THREADS, tally_beside};
use benches::slopes::Slopes;
use benches::{child, table};
use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(about = "Measures the tally against the floor and a peer.")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Every part, in one process on one core: the table with ratios.
    Table {
        /// Samples of everything.
        #[arg(long, default_value_t = 9)]
        rounds: u32,
    },
    /// `tally merge` and `tally verify` as whole programs, on one thread and on two, against the floor of the same logs.
    Process {
        /// `election.json`, with its seal beside it.
        #[arg(long, value_name = "FILE")]
        definition: PathBuf,
        /// Where the record goes; nothing may be there.
        #[arg(long, value_name = "DIR")]
        record: PathBuf,
        /// Samples of everything.
        #[arg(long, default_value_t = 3)]
        rounds: u32,
        /// The program to measure, instead of the one beside this.
        #[arg(long, value_name = "PROGRAM")]
        tally: Option<PathBuf>,
        /// What is merged.
        #[arg(value_name = "INPUT", required = true)]
        inputs: Vec<PathBuf>,
    },
    /// The same for elections of more and more villages, which are made first.
    Slopes {
        /// Where they are made, or were.
        #[arg(long, value_name = "DIR")]
        work: PathBuf,
        /// Also a million ballots.
        #[arg(long)]
        large: bool,
        /// Samples of everything.
        #[arg(long, default_value_t = 3)]
        rounds: u32,
        /// The program to measure, instead of the one beside this.
        #[arg(long, value_name = "PROGRAM")]
        tally: Option<PathBuf>,
    },
    /// Runs a program and prints what it took; the other commands use it.
    #[command(hide = true)]
    Timed {
        #[arg(required = true, last = true)]
        command: Vec<OsString>,
    },
}

fn main() -> Result<()> {
    let benches = env::current_exe().context("this program's own path")?;
    match Arguments::parse().command {
        Command::Table { rounds } => {
            // One core: what rayon would spread stays on one thread.
            rayon::ThreadPoolBuilder::new().num_threads(1).build_global()?;
            println!("{}", table::table(rounds)?);
        }
        Command::Process { definition, record, rounds, tally, inputs } => {
            let tally = tally.map_or_else(|| tally_beside(&benches), Ok)?;
            let plan = Plan { tally, benches, definition, record, inputs, threads: THREADS.to_vec(), rounds };
            println!("{}", plan.run()?.to_markdown());
        }
        Command::Slopes { work, large, rounds, tally } => {
            let tally = tally.map_or_else(|| tally_beside(&benches), Ok)?;
            println!("{}", Slopes { tally, benches, work, large, rounds }.run()?);
        }
        Command::Timed { command } => println!("{}", child::timed(&command)?),
    }
    Ok(())
}
