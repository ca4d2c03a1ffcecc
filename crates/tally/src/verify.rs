//! Verifying a published record: the same doors as merging, and every byte compared (spec 12).

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read};
use std::sync::{Mutex, MutexGuard};

use election::definition::{Definition, Village};
use election::{ElectionId, VillageCode};
use sha2::{Digest, Sha256};

use crate::check::Check;
use crate::counting::NoRandomness;
use crate::evidence::Evidence;
use crate::job::{Job, Progress, Villages, check_ready, each_village, merge_by_village};
use crate::ledger::{Ledger, MISSING, TOO_LONG, UNFOUNDED, check_of_path, difference, kind_by_path};
use crate::merge::{MergeError, Merged, VillageMerge};
use crate::message::{Message, Problem};
use crate::record::{FileHashes, FileKind, Files, Input, MANIFEST, hashes};

const DEFINITION: &str = "election.json";
/// A line for each of a million files.
const MAX_MANIFEST: u64 = 256 << 20;

/// Something in a record that does not hold.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Failure {
    /// The file, if it is in one.
    pub file: String,
    /// Position in a log, if it is about one entry.
    pub position: Option<u64>,
    /// What is wrong.
    pub message: Message,
}

/// The outcome of one check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckResult {
    /// Which check.
    pub check: Check,
    /// How many things were checked and hold.
    pub passed: u64,
    /// What does not hold.
    pub failures: Vec<Failure>,
}

/// The outcome of all checks, in order.
#[derive(Debug, Clone)]
pub struct VerifyReport {
    /// The record's election, if its definition can be read.
    pub election: Option<ElectionId>,
    /// Every check, also those with nothing to check.
    pub checks: Vec<CheckResult>,
    /// What the record says, as far as it could be computed again.
    pub merged: Option<Merged>,
    /// The definition, if it can be read.
    pub definition: Option<Definition>,
}

impl VerifyReport {
    /// Whether nothing failed.
    #[must_use]
    pub fn passed(&self) -> bool {
        self.checks.iter().all(|check| check.failures.is_empty())
    }

    /// The lowest check that failed.
    #[must_use]
    pub fn first_failure(&self) -> Option<(Check, &Failure)> {
        self.checks.iter().find_map(|result| Some((result.check, result.failures.first()?)))
    }
}

/// Why a record was not verified to the end.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    /// Randomness for the batch weights could not be had.
    #[error(transparent)]
    NoRandomness(#[from] NoRandomness),
    /// A file of the record cannot be read any more.
    #[error("{path}: {source}")]
    Unreadable {
        /// The file's path in the record.
        path: String,
        /// What the system says.
        source: io::Error,
    },
    /// Something that every village needs is missing; it is in the report, and never leaves this module.
    #[error(transparent)]
    Missing(MergeError),
}

impl From<MergeError> for VerifyError {
    fn from(error: MergeError) -> Self {
        match error {
            MergeError::NoRandomness(error) => Self::NoRandomness(error),
            missing => Self::Missing(missing),
        }
    }
}

/// The files of a record, wherever they lie.
pub trait RecordSource: Sync {
    /// The paths of all files, each once.
    fn paths(&self) -> Vec<String>;

    /// Begins to read a file.
    ///
    /// # Errors
    /// What the system says.
    fn open(&self, path: &str) -> io::Result<Box<dyn Read + '_>>;
}

impl RecordSource for Files {
    fn paths(&self) -> Vec<String> {
        self.keys().cloned().collect()
    }

    fn open(&self, path: &str) -> io::Result<Box<dyn Read + '_>> {
        let bytes = self.get(path).ok_or(io::ErrorKind::NotFound)?;
        Ok(Box::new(bytes.as_slice()))
    }
}

/// Verifies the files of a record. Never stops at the first failure.
///
/// `expected` is the ElectionId from paper; without it the definition proves only that it agrees with itself.
///
/// # Errors
/// [`VerifyError::NoRandomness`] only: everything that is wrong with the record is in the report.
pub fn verify(
    files: &Files,
    expected: Option<ElectionId>,
    progress: &dyn Progress,
) -> Result<VerifyReport, VerifyError> {
    Reading::new(files, true).run(expected, progress)
}

/// As [`verify`], of a record that need not fit into memory: villages are read and dropped one by one, so that the report
/// holds no entries of logs ([`VillageMerge::entries`]).
///
/// # Errors
/// [`VerifyError`].
pub fn verify_by_village(
    record: &dyn RecordSource,
    expected: Option<ElectionId>,
    progress: &dyn Progress,
) -> Result<VerifyReport, VerifyError> {
    Reading::new(record, false).run(expected, progress)
}

/// A record while it is verified.
struct Reading<'r> {
    record: &'r dyn RecordSource,
    paths: BTreeSet<String>,
    keeps_logs: bool,
    /// Paths of the bundles by the village that their header names.
    bundles: BTreeMap<VillageCode, Vec<String>>,
    found: Mutex<Found>,
}

#[derive(Default)]
struct Found {
    ledger: Ledger,
    hashes: FileHashes,
    /// Files that follow from the evidence.
    computed: BTreeSet<String>,
}

impl<'r> Reading<'r> {
    fn new(record: &'r dyn RecordSource, keeps_logs: bool) -> Self {
        let paths = record.paths().into_iter().collect();
        Self { record, paths, keeps_logs, bundles: BTreeMap::new(), found: Mutex::default() }
    }

    fn run(
        mut self,
        expected: Option<ElectionId>,
        progress: &dyn Progress,
    ) -> Result<VerifyReport, VerifyError> {
        let Some(evidence) = self.definition(expected)? else {
            return self.report(None, None);
        };
        let definition = evidence.definition().clone();
        let mut evidence = self.take_in(evidence)?;
        match check_ready(&evidence, definition.villages()) {
            Ok(()) => {}
            Err(MergeError::NoRandomness(error)) => return Err(error.into()),
            Err(missing) => {
                self.found().ledger.fail_missing(&missing);
                // Nothing can be counted, but what is wrong with the logs themselves is said.
                each_village(&definition, |village| {
                    self.add_logs(&mut evidence.of_village(&village.code), village)
                })?;
                return self.report(Some(definition), None);
            }
        }
        let merged = merge_by_village(&mut evidence, &self, progress)?;
        {
            let mut found = self.found();
            found.ledger.count_election(&evidence);
            found.ledger.check_acceptances(&evidence);
        }
        self.compare(&merged.election_files(&evidence))?;
        self.report(Some(definition), Some(merged))
    }

    fn definition(&mut self, expected: Option<ElectionId>) -> Result<Option<Evidence>, VerifyError> {
        let bytes = match self.paths.contains(DEFINITION) {
            true => self.read(DEFINITION, FileKind::Definition.limit())?,
            false => None,
        };
        Ok(self.found().ledger.check_definition(bytes, expected))
    }

    /// Sends every file but the bundles through intake, and finds out whose the bundles are; a record holds nothing that
    /// intake refuses.
    fn take_in(&mut self, evidence: Evidence) -> Result<Evidence, VerifyError> {
        let mut input = Input::new(evidence);
        let paths: Vec<String> = self.paths.iter().cloned().collect();
        for path in paths.iter().filter(|path| ![DEFINITION, MANIFEST].contains(&path.as_str())) {
            let problems = match kind_by_path(path) {
                FileKind::Unknown => {
                    let message = ("a record has no such file", "berkas ini bukan bagian dari arsip");
                    vec![Problem::new(Check::Manifest, message)]
                }
                FileKind::Computed => Vec::new(),
                FileKind::Bundle => {
                    let village = self.village_of(input.evidence(), path)?;
                    match village {
                        Some(village) => {
                            self.bundles.entry(village).or_default().push(path.clone());
                            Vec::new()
                        }
                        // It is refused, whatever is in it.
                        None => input.add_bundle(self.open(path)?).problems,
                    }
                }
                kind => match self.read(path, kind.limit())? {
                    Some(bytes) => input.add_as(kind, &bytes).problems,
                    None => Vec::new(),
                },
            };
            self.fail_all(path, &problems);
        }
        let (evidence, problems) = input.finish();
        self.fail_all("villages", &problems);
        Ok(evidence)
    }

    fn village_of(&self, evidence: &Evidence, path: &str) -> Result<Option<VillageCode>, VerifyError> {
        let mut head = Hashing::new(self.open(path)?);
        let village = evidence.village_of_bundle(&mut head);
        head.failed.map_or(Ok(village), |source| Err(unreadable(path, source)))
    }

    fn add_logs(&self, evidence: &mut Evidence, village: &Village) -> Result<(), VerifyError> {
        for path in self.bundles.get(&village.code).into_iter().flatten() {
            let mut source = Hashing::new(self.open(path)?);
            let added = evidence.add_bundle(&mut source);
            self.finish(path, source)?;
            self.fail_all(path, &added.problems);
        }
        Ok(())
    }

    fn found(&self) -> MutexGuard<'_, Found> {
        self.found.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    fn fail_all(&self, path: &str, problems: &[Problem]) {
        let mut found = self.found();
        problems.iter().for_each(|problem| found.ledger.fail_with(path, problem));
    }

    fn open(&self, path: &str) -> Result<Box<dyn Read + '_>, VerifyError> {
        self.record.open(path).map_err(|source| unreadable(path, source))
    }

    /// Reads a whole file and notes its hash; one that is longer than its kind may be is named instead.
    fn read(&self, path: &str, limit: Option<u64>) -> Result<Option<Vec<u8>>, VerifyError> {
        let limit = limit.unwrap_or(u64::MAX);
        let mut source = Hashing::new(self.open(path)?);
        let mut bytes = Vec::new();
        let read = (&mut source).take(limit.saturating_add(1)).read_to_end(&mut bytes);
        let read = read.map_err(|source| unreadable(path, source))?;
        self.finish(path, source)?;
        if u64::try_from(read).is_ok_and(|read| read <= limit) {
            return Ok(Some(bytes));
        }
        self.fail_all(path, &[Problem::new(check_of_path(path), TOO_LONG)]);
        Ok(None)
    }

    /// Reads a file to its end and notes its hash.
    fn finish(&self, path: &str, mut source: Hashing<impl Read>) -> Result<[u8; 32], VerifyError> {
        // Whoever read so far may have passed over an error: of half a file nothing is said.
        let end = io::copy(&mut source, &mut io::sink());
        if let Some(error) = source.failed.or(end.err()) {
            return Err(unreadable(path, error));
        }
        let hash = source.hash.finalize().into();
        self.found().hashes.insert(path.to_owned(), hash);
        Ok(hash)
    }

    fn hash_of(&self, path: &str) -> Result<[u8; 32], VerifyError> {
        let known = self.found().hashes.get(path).copied();
        known.map_or_else(|| self.finish(path, Hashing::new(self.open(path)?)), Ok)
    }

    /// Compares files with what follows from the evidence.
    fn compare(&self, computed: &Files) -> Result<(), VerifyError> {
        for (path, hash) in hashes(computed) {
            let problem = match self.paths.contains(&path) {
                false => Some(Problem::new(check_of_path(&path), MISSING)),
                true if self.hash_of(&path)? == hash => None,
                true => {
                    let bytes = computed.get(&path).map(Vec::as_slice).unwrap_or_default();
                    Some(
                        difference(&path, self.open(&path)?, bytes)
                            .map_err(|source| unreadable(&path, source))?,
                    )
                }
            };
            let mut found = self.found();
            problem.iter().for_each(|problem| found.ledger.fail_with(&path, problem));
            found.computed.insert(path);
        }
        Ok(())
    }

    /// Says what follows from nothing, checks the manifest, and closes the book.
    fn report(
        self,
        definition: Option<Definition>,
        merged: Option<Merged>,
    ) -> Result<VerifyReport, VerifyError> {
        for path in &self.paths {
            if merged.is_some() && path != MANIFEST && !self.found().computed.contains(path) {
                self.fail_all(path, &[Problem::new(check_of_path(path), UNFOUNDED)]);
            }
            self.hash_of(path)?;
        }
        let stated = match self.paths.contains(MANIFEST) {
            true => self.read(MANIFEST, Some(MAX_MANIFEST))?,
            false => None,
        };
        let mut found = self.found.into_inner().unwrap_or_else(|poisoned| poisoned.into_inner());
        found.ledger.check_manifest(stated.as_deref(), &found.hashes);
        let election = definition.as_ref().map(Definition::id);
        Ok(VerifyReport { election, checks: found.ledger.results(), merged, definition })
    }
}

impl Villages for Reading<'_> {
    type Error = VerifyError;

    fn keeps_logs(&self) -> bool {
        self.keeps_logs
    }

    fn village(&self, job: &Job<'_>, evidence: &mut Evidence) -> Result<VillageMerge, VerifyError> {
        self.add_logs(evidence, job.village())?;
        let merged = job.merge(evidence)?;
        {
            let mut found = self.found();
            found.ledger.count_village(evidence, &merged);
            found.ledger.check_merge(&merged);
        }
        self.compare(&merged.files(evidence))?;
        Ok(merged)
    }
}

/// A source that hashes what is read.
struct Hashing<R> {
    source: R,
    hash: Sha256,
    /// The first error.
    failed: Option<io::Error>,
}

impl<R> Hashing<R> {
    fn new(source: R) -> Self {
        Self { source, hash: Sha256::new(), failed: None }
    }
}

impl<R: Read> Read for Hashing<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = match self.source.read(buffer) {
            Err(error) if error.kind() != io::ErrorKind::Interrupted => {
                let kind = error.kind();
                self.failed.get_or_insert(error);
                return Err(kind.into());
            }
            read => read?,
        };
        self.hash.update(buffer.get(..read).unwrap_or_default());
        Ok(read)
    }
}

fn unreadable(path: &str, source: io::Error) -> VerifyError {
    VerifyError::Unreadable { path: path.to_owned(), source }
}
