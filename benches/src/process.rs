//! Whole programs against the floor of the same logs: `tally merge` into a fresh record, then `tally verify`, on one thread and on
//! two, in turns with the floor on as many.

use std::ffi::OsString;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use rayon::ThreadPool;

use crate::child::{self, Took};
use crate::clock::{median, processor, wall};
use crate::log_floor::{Counts, LogFloor};
use crate::markdown::{Table, number, ratio};

/// Threads that are compared.
pub const THREADS: [usize; 2] = [1, 2];

/// What is measured.
pub struct Plan {
    /// The program `tally`.
    pub tally: PathBuf,
    /// This program.
    pub benches: PathBuf,
    /// The definition, with its seal beside it.
    pub definition: PathBuf,
    /// Where the record goes; nothing may be there. The last one stays.
    pub record: PathBuf,
    /// What is merged.
    pub inputs: Vec<PathBuf>,
    /// Numbers of threads, in this order within a round.
    pub threads: Vec<usize>,
    /// Samples of everything.
    pub rounds: u32,
}

/// What was measured, round by round.
pub struct Measured {
    /// What the floor does.
    pub counts: Counts,
    /// Threads, then rounds.
    pub runs: Vec<(usize, Vec<Round>)>,
}

/// One round on one number of threads.
pub struct Round {
    /// The floor: memory is this program's and not told.
    pub floor: Took,
    /// `tally merge`.
    pub merge: Took,
    /// `tally verify`.
    pub verify: Took,
}

impl Plan {
    /// Runs everything.
    ///
    /// # Errors
    /// The floor does not hold, a program fails, something is at the place of the record.
    pub fn run(&self) -> Result<Measured> {
        let beside = self.record_files();
        if let Some(taken) = beside.iter().find(|path| path.symlink_metadata().is_ok()) {
            bail!("{} is there already", taken.display());
        }
        let floor = LogFloor::read(&self.definition, &self.inputs)?;
        let pool = |&threads: &usize| rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        let pools = self.threads.iter().map(pool).collect::<Result<Vec<_>, _>>()?;
        let mut runs: Vec<(usize, Vec<Round>)> =
            self.threads.iter().map(|&threads| (threads, Vec::new())).collect();
        for _ in 0..self.rounds {
            for ((threads, rounds), pool) in runs.iter_mut().zip(&pools) {
                rounds.push(self.round(&floor, *threads, pool)?);
            }
        }
        Ok(Measured { counts: floor.counts(), runs })
    }

    fn round(&self, floor: &LogFloor, threads: usize, pool: &ThreadPool) -> Result<Round> {
        let mut seconds = Ok(std::time::Duration::ZERO);
        let processor = processor(|| {
            seconds = wall(|| pool.install(|| floor.run()));
            Ok(())
        })?;
        let floor =
            Took { seconds: seconds?.as_secs_f64(), processor: processor.as_secs_f64(), peak: 0, exit: 0 };
        self.remove_record()?;
        let merge = [os("merge"), os("--definition"), os(&self.definition), os("--record"), os(&self.record)];
        let merge: Vec<OsString> =
            [os(&self.tally)].into_iter().chain(merge).chain(self.inputs.iter().map(os)).collect();
        let merge = child::run(&self.benches, threads, &merge)?;
        let verify = [os(&self.tally), os("verify"), os(&self.record)];
        let verify = child::run(&self.benches, threads, &verify)?;
        Ok(Round { floor, merge, verify })
    }

    /// The record and all that lies beside it (spec 11.3): what is remembered of an earlier merge, too.
    fn record_files(&self) -> Vec<PathBuf> {
        let name = self.record.file_name().unwrap_or_default();
        let beside = |suffix: &str| {
            let mut name = name.to_owned();
            name.push(suffix);
            self.record.with_file_name(name)
        };
        vec![self.record.clone(), beside(".cache"), beside(".signatures")]
    }

    fn remove_record(&self) -> Result<()> {
        for path in self.record_files() {
            if path.symlink_metadata().is_ok() {
                fs::remove_dir_all(&path).with_context(|| path.display().to_string())?;
            }
        }
        Ok(())
    }
}

fn os(part: impl AsRef<std::ffi::OsStr>) -> OsString {
    part.as_ref().to_owned()
}

/// The program `tally` of the same build: beside this one.
///
/// # Errors
/// It is not there.
pub fn tally_beside(benches: &Path) -> Result<PathBuf> {
    let tally = benches.with_file_name("tally");
    if tally.is_file() { Ok(tally) } else { bail!("{} is missing: build it first", tally.display()) }
}

/// One of the three that are compared.
pub type Part = fn(&Round) -> &Took;
/// All three with their names.
const PARTS: [(&str, Part); 3] = [
    ("floor", |round| &round.floor),
    ("`tally merge`", |round| &round.merge),
    ("`tally verify`", |round| &round.verify),
];

impl Measured {
    fn rounds(&self, threads: usize) -> &[Round] {
        self.runs.iter().find(|(t, _)| *t == threads).map_or(&[], |(_, rounds)| rounds)
    }

    /// Median seconds on the wall.
    #[must_use]
    pub fn seconds(&self, part: Part, threads: usize) -> f64 {
        median(self.rounds(threads).iter().map(|round| part(round).seconds))
    }

    /// Median of how many times the floor's seconds.
    #[must_use]
    pub fn to_floor(&self, part: Part, threads: usize) -> f64 {
        median(self.rounds(threads).iter().map(|round| part(round).seconds / round.floor.seconds))
    }

    /// How many times as fast two threads are.
    #[must_use]
    pub fn speed_up(&self, part: Part) -> f64 {
        let [one, two] = THREADS;
        let pairs = self.rounds(one).iter().zip(self.rounds(two));
        median(pairs.map(|(one, two)| part(one).seconds / part(two).seconds))
    }

    /// Largest memory of any run in MiB.
    #[must_use]
    pub fn peak(&self, part: Part) -> f64 {
        let all = self.runs.iter().flat_map(|(_, rounds)| rounds);
        let peak = all.map(|round| part(round).peak).max().unwrap_or_default();
        i32::try_from(peak).map_or(f64::NAN, |kib| f64::from(kib) / 1_024.0)
    }

    /// The table.
    #[must_use]
    pub fn to_markdown(&self) -> String {
        let [one, two] = THREADS;
        let ballots = u32::try_from(self.counts.ballots).map_or(f64::NAN, f64::from);
        let mut table = Table::new(&[
            "",
            "1 thread, s",
            "2 threads, s",
            "speed-up",
            "to the floor, 1 thread",
            "2 threads",
            "processor s, 1 thread",
            "ballots/s, 2 threads",
            "peak MiB",
        ]);
        for (name, part) in PARTS {
            let peak = self.peak(part);
            let work = median(self.rounds(one).iter().map(|round| part(round).processor));
            table.row(&[
                name.to_owned(),
                number(self.seconds(part, one)),
                number(self.seconds(part, two)),
                ratio(self.speed_up(part)),
                ratio(self.to_floor(part, one)),
                ratio(self.to_floor(part, two)),
                number(work),
                number(ballots / self.seconds(part, two)),
                if peak > 0.0 { number(peak) } else { String::new() },
            ]);
        }
        let Counts { logs, ballots, points, signatures, bytes } = self.counts;
        let mut text = table.into_text();
        // Writing into a string never fails.
        let _ = writeln!(
            text,
            "\n{ballots} ballots in {logs} logs: {points} points, {signatures} signatures, {bytes} bytes; medians of {} rounds.",
            self.rounds(one).len()
        );
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn took(seconds: f64, peak: i64) -> Took {
        Took { seconds, processor: seconds, peak, exit: 0 }
    }

    fn measured() -> Measured {
        let round = |floor: f64| Round {
            floor: took(floor, 0),
            merge: took(1.25 * floor, 2_048),
            verify: took(1.5 * floor, 1_024),
        };
        let counts = Counts { logs: 1, ballots: 100, points: 1_200, signatures: 210, bytes: 70_000 };
        let rounds = |floors: [f64; 3]| floors.map(round).into_iter().collect();
        Measured { counts, runs: vec![(1, rounds([2.0, 4.0, 3.0])), (2, rounds([1.0, 2.0, 1.5]))] }
    }

    #[test]
    fn ratios_are_those_of_the_same_round() {
        let measured = measured();
        let [floor, merge, verify] = PARTS.map(|(_, part)| part);
        let close = |value: f64, expected: f64| assert!((value - expected).abs() < 1e-9, "{value}");
        close(measured.seconds(merge, 1), 3.75);
        close(measured.to_floor(merge, 1), 1.25);
        close(measured.to_floor(verify, 2), 1.5);
        close(measured.speed_up(verify), 2.0);
        close(measured.peak(merge), 2.0);
        close(measured.peak(floor), 0.0);
        let text = measured.to_markdown();
        assert!(text.contains("| `tally merge` | 3.75 | 1.88 | 2.00 | 1.25 | 1.25 |"), "{text}");
        assert!(text.contains("100 ballots in 1 logs"), "{text}");
    }

    #[test]
    fn nothing_at_the_place_of_the_record_is_removed_before_it_begins() {
        let folder = tempfile::tempdir().unwrap();
        let record = folder.path().join("R");
        fs::create_dir(record.with_file_name("R.cache")).unwrap();
        let plan = Plan {
            tally: "tally".into(),
            benches: "benches".into(),
            definition: "election.json".into(),
            record: record.clone(),
            inputs: Vec::new(),
            threads: THREADS.to_vec(),
            rounds: 1,
        };
        assert!(plan.run().is_err());
        assert!(record.with_file_name("R.cache").is_dir());
    }
}
