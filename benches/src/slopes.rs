//! How time and memory grow with the number of ballots: elections of more and more villages of one size.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Result, ensure};

use crate::markdown::{Table, number, ratio};
use crate::process::{Measured, Part, Plan};

/// All that the table tells; on one thread a million ballots would take twenty minutes more.
const THREADS: usize = 2;

/// Registered voters of a village on average, so that about 1,200 vote.
const VOTERS: u32 = 1_465;
/// Villages of the steps that take minutes: about 1,200, 12,000 and 120,000 ballots.
const STEPS: [u32; 3] = [1, 10, 100];
/// Villages of the step that takes an hour: about a million ballots.
const LARGE: u32 = 834;

/// What is measured.
pub struct Slopes {
    /// The program `tally`.
    pub tally: PathBuf,
    /// This program.
    pub benches: PathBuf,
    /// Where the elections are made, or were made before.
    pub work: PathBuf,
    /// Also a million ballots.
    pub large: bool,
    /// Samples of everything.
    pub rounds: u32,
}

impl Slopes {
    /// Makes what is missing, measures every step, gives the table.
    ///
    /// # Errors
    /// A program fails.
    pub fn run(&self) -> Result<String> {
        let mut table = Table::new(&[
            "villages",
            "ballots",
            "`merge`, s",
            "us a ballot",
            "to the floor",
            "peak MiB",
            "`verify`, s",
            "us a ballot",
            "to the floor",
            "peak MiB",
        ]);
        for villages in STEPS.into_iter().chain(self.large.then_some(LARGE)) {
            let folder = self.work.join(format!("v{villages}"));
            self.make(villages, &folder)?;
            let measured = self.measure(&folder)?;
            table.row(&row(villages, &measured));
        }
        Ok(format!("{}\n{THREADS} threads, medians of {} rounds.\n", table.into_text(), self.rounds))
    }

    fn make(&self, villages: u32, folder: &Path) -> Result<()> {
        if folder.join("record/MANIFEST").is_file() {
            return Ok(());
        }
        std::fs::create_dir_all(&self.work)?;
        let (villages, voters) = (villages.to_string(), VOTERS.to_string());
        let made = Command::new(&self.tally)
            .args([
                "demo",
                "--villages",
                &villages,
                "--voters",
                &voters,
                "--candidates",
                "4",
                "--fast-store",
                "--out",
            ])
            .arg(folder)
            .stdout(Stdio::null())
            .status()?;
        ensure!(made.success(), "tally demo ends with {made}");
        Ok(())
    }

    fn measure(&self, folder: &Path) -> Result<Measured> {
        let names = ["election.json.note", "acceptances", "tokens", "logs", "checkpoints", "receipts"];
        let plan = Plan {
            tally: self.tally.clone(),
            benches: self.benches.clone(),
            definition: folder.join("election.json"),
            record: folder.join("bench/record"),
            inputs: names.iter().map(|name| folder.join(name)).collect(),
            threads: vec![THREADS],
            rounds: self.rounds,
        };
        let bench = folder.join("bench");
        if bench.is_dir() {
            std::fs::remove_dir_all(&bench)?;
        }
        std::fs::create_dir(&bench)?;
        plan.run()
    }
}

fn row(villages: u32, measured: &Measured) -> Vec<String> {
    let count = u32::try_from(measured.counts.ballots).map_or(f64::NAN, f64::from);
    let mut row = vec![villages.to_string(), number(count)];
    let parts: [Part; 2] = [|round| &round.merge, |round| &round.verify];
    for part in parts {
        let seconds = measured.seconds(part, THREADS);
        row.push(number(seconds));
        row.push(number(seconds * 1e6 / count));
        row.push(ratio(measured.to_floor(part, THREADS)));
        row.push(number(measured.peak(part)));
    }
    row
}
