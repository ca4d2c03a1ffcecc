//! A real (simulated) election, its files, and what intake makes of them.
#![allow(dead_code, reason = "each test program uses its part")]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use ballot_log::{BundleReader, Entry, Kind, SignedEntry, mirror};
use election::EntryHash;
use rand::rand_core::{CryptoRng, UnwrapErr};
use rand::rngs::SysRng;
use records::{Cause, IntakeProblem, IntakeReport, NoIntakeProgress, read_inputs};
use simulation::{ForgetSecrets, NoProgress, SimulationPlan, Surroundings, simulate};
use tally::Evidence;

pub(crate) struct Election {
    folder: tempfile::TempDir,
    pub(crate) definition: Vec<u8>,
    pub(crate) entries: usize,
}

fn os(_: &str) -> Box<dyn CryptoRng + Send> {
    Box::new(UnwrapErr(SysRng))
}

impl Election {
    pub(crate) fn new(seed: u64) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let plan = SimulationPlan::new(1, 20, seed, folder.path().join("out"));
        let plan = SimulationPlan { fast_store: true, ..plan };
        simulate(&plan, &Surroundings { randomness: &os, progress: &NoProgress, secrets: &ForgetSecrets })
            .unwrap();
        let definition = fs::read(plan.out_dir.join("election.json")).unwrap();
        let mut election = Self { folder, definition, entries: 0 };
        election.entries = election.read(&[election.path("logs")]).0.entries();
        election
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join("out").join(name)
    }

    pub(crate) fn read(&self, paths: &[PathBuf]) -> (Evidence, IntakeReport) {
        read_inputs(paths, self.definition.clone(), &NoIntakeProgress).unwrap()
    }

    /// The only file of a folder.
    fn one(&self, folder: &str) -> Vec<u8> {
        fs::read(fs::read_dir(self.path(folder)).unwrap().next().unwrap().unwrap().path()).unwrap()
    }

    pub(crate) fn bundle(&self) -> Vec<u8> {
        self.one("logs")
    }

    pub(crate) fn mirror(&self) -> Vec<u8> {
        let bundle = self.bundle();
        let reader = BundleReader::new(bundle.as_slice()).unwrap();
        let header = mirror::encode_header(&reader.header().log);
        let records: Vec<SignedEntry> = reader.map(Result::unwrap).collect();
        header.into_iter().chain(records.iter().flat_map(mirror::encode_frame)).collect()
    }
}

pub(crate) fn election() -> &'static Election {
    static ELECTION: OnceLock<Election> = OnceLock::new();
    ELECTION.get_or_init(|| Election::new(1))
}

/// A record of the right form that nobody has signed.
pub(crate) fn forged(position: u64) -> SignedEntry {
    forged_after(EntryHash::new([7; 32]))(position)
}

/// The same, that says what it continues.
pub(crate) fn forged_after(previous: EntryHash) -> impl Fn(u64) -> SignedEntry {
    move |position| forge(position, previous)
}

fn forge(position: u64, previous: EntryHash) -> SignedEntry {
    let entry = Entry::new(Kind::Cancelled, position, previous, vec![b'x'; 8]).unwrap();
    // R is of small order, which is seen before anything is multiplied: thousands of these are looked at quickly.
    let mut signature = [0; 64];
    signature[0] = 1;
    SignedEntry::from_record_bytes(&[&[0], entry.to_bytes().as_slice(), &signature].concat()).unwrap()
}

/// Reads one file with these bytes.
pub(crate) fn read_bytes(bytes: &[u8]) -> (Evidence, IntakeReport) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("file");
    fs::write(&path, bytes).unwrap();
    election().read(&[path])
}

pub(crate) fn only(report: &IntakeReport) -> &IntakeProblem {
    match report.problems.as_slice() {
        [problem] => problem,
        problems => panic!("{problems:?}"),
    }
}

pub(crate) fn causes(report: &IntakeReport) -> Vec<(Cause, String)> {
    let name = |problem: &IntakeProblem| {
        let file = problem.file.clone().unwrap_or_default();
        Path::new(&file).file_name().unwrap_or_default().to_string_lossy().into_owned()
    };
    report.problems.iter().map(|problem| (problem.cause, name(problem))).collect()
}
