//! An election whose logs are read village by village while it is merged.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use election::VillageCode;
use sha2::{Digest as _, Sha256};
use tally::{
    Added, Evidence, FileHashes, Job, MergeError, Merged, Progress, VillageKey, VillageMerge, Villages,
    merge_by_village, merge_one,
};

use crate::folder::{FolderError, NewRecord};
use crate::intake::{LogFile, Logs};
use crate::report::IntakeReport;
use crate::village_memory::VillageMemory;

/// Logs of a village that are together no longer than this are read as a whole and remembered.
const MOST_BYTES: u64 = 64 << 20;

/// Everything that came in, with logs of which only the headers were read.
#[derive(Debug)]
pub struct Gathered {
    pub(crate) evidence: Evidence,
    pub(crate) logs: Logs,
    pub(crate) report: IntakeReport,
}

/// What came out of [`Gathered::merge`].
#[derive(Debug)]
pub struct MergedInputs {
    /// Everything valid but the entries of logs.
    pub evidence: Evidence,
    /// What was taken from which file, and what was not.
    pub report: IntakeReport,
    /// The villages, without the entries of their logs.
    pub merged: Merged,
}

/// Why nothing was merged.
#[derive(Debug, thiserror::Error)]
pub enum GatheredError {
    /// What every village needs is missing.
    #[error(transparent)]
    Merge(#[from] MergeError),
    /// The new record cannot be written.
    #[error(transparent)]
    Folder(#[from] FolderError),
}

impl Gathered {
    /// Merges village by village. Each is written into the new record, if there is one, as soon as it is done, and its logs
    /// are dropped: those of a few villages are in memory at a time. A village that `memory` holds is not counted again.
    ///
    /// # Errors
    /// [`GatheredError`].
    pub fn merge(
        self,
        record: Option<&NewRecord>,
        memory: Option<&VillageMemory>,
        progress: &dyn Progress,
    ) -> Result<MergedInputs, GatheredError> {
        let Self { mut evidence, logs, report } = self;
        let reading = Reading { logs, record, memory, report: Mutex::new(report) };
        let merged = merge_by_village(&mut evidence, &reading, progress)?;
        let mut report = reading.report.into_inner().unwrap_or_else(PoisonError::into_inner);
        report.sort();
        Ok(MergedInputs { evidence, report, merged })
    }

    /// Counts one village alone and remembers it, so that [`Gathered::merge`] with the same memory finds it done, here or on
    /// another machine with the same program; `None` if the definition has no such village.
    ///
    /// # Errors
    /// [`GatheredError`].
    pub fn remember(
        self,
        village: &VillageCode,
        memory: &VillageMemory,
    ) -> Result<Option<(VillageMerge, IntakeReport)>, GatheredError> {
        let Self { evidence, logs, report } = self;
        let reading = Reading { logs, record: None, memory: Some(memory), report: Mutex::new(report) };
        let merged = merge_one(&evidence, village, &reading)?;
        let mut report = reading.report.into_inner().unwrap_or_else(PoisonError::into_inner);
        report.sort();
        Ok(merged.map(|merged| (merged, report)))
    }
}

struct Reading<'r> {
    logs: Logs,
    record: Option<&'r NewRecord>,
    memory: Option<&'r VillageMemory>,
    report: Mutex<IntakeReport>,
}

impl Villages for Reading<'_> {
    type Error = GatheredError;

    fn village(&self, job: &Job<'_>, evidence: &mut Evidence) -> Result<VillageMerge, GatheredError> {
        let files = self.logs.get(&job.village().code).map(Vec::as_slice).unwrap_or_default();
        let mut report = IntakeReport::default();
        let merged = match self.memory.and_then(|memory| Known::read(memory, evidence, files)) {
            Some(known) => match known.recall(job, evidence, self.record.is_some(), &mut report) {
                Some((merged, bundles)) => {
                    for (path, hash, bytes) in bundles {
                        self.put(&path, bytes, hash)?;
                    }
                    merged
                }
                None => self.count_known(&known, job, evidence, &mut report)?,
            },
            None => {
                files.iter().for_each(|file| file.add_to(evidence, &mut report));
                let mut merged = job.merge(evidence)?;
                merged.sign_waiting(evidence);
                for (path, bytes) in merged.bundles(evidence) {
                    self.put(&path, &bytes, Sha256::digest(&bytes).into())?;
                }
                merged
            }
        };
        self.report.lock().unwrap_or_else(PoisonError::into_inner).join(report);
        Ok(merged)
    }
}

impl Reading<'_> {
    /// Counts a village whose logs are in memory, and remembers it.
    fn count_known(
        &self,
        known: &Known<'_>,
        job: &Job<'_>,
        evidence: &mut Evidence,
        report: &mut IntakeReport,
    ) -> Result<VillageMerge, GatheredError> {
        let added = known.add_to(evidence, report);
        let mut merged = job.merge(evidence)?;
        let is_signed_now = merged.sign_waiting(evidence);
        let mut hashes = FileHashes::new();
        for (path, bytes) in merged.bundles(evidence) {
            let hash = known.hash_of(&bytes);
            self.put(&path, &bytes, hash)?;
            hashes.insert(path, hash);
        }
        // The key says nothing of a set that became evidence only now.
        if !is_signed_now {
            known.memory.remember(known.key, &merged, &hashes, &added);
        }
        Ok(merged)
    }

    fn put(&self, name: &str, bytes: &[u8], hash: [u8; 32]) -> Result<(), GatheredError> {
        self.record.map_or(Ok(()), |record| Ok(record.put_hashed(name, bytes, hash)?))
    }
}

/// Bundles of a record: path, SHA-256, bytes.
type Bundles<'b> = Vec<(String, [u8; 32], &'b [u8])>;

/// The logs of a village, read once, and the key under which it is remembered.
struct Known<'r> {
    memory: &'r VillageMemory,
    key: VillageKey,
    /// Contents by hash, each once, with the files that have them.
    logs: BTreeMap<[u8; 32], (Vec<u8>, Vec<&'r LogFile>)>,
}

impl<'r> Known<'r> {
    /// Reads the logs of a village that are small enough to be in memory together; `None` if they are not, or one of them
    /// cannot be read, which whoever reads it again will say.
    fn read(memory: &'r VillageMemory, evidence: &Evidence, files: &'r [LogFile]) -> Option<Self> {
        let mut logs: BTreeMap<[u8; 32], (Vec<u8>, Vec<&LogFile>)> = BTreeMap::new();
        let mut left = MOST_BYTES;
        for file in files {
            let bytes = file.read(left).filter(|bytes| file.is(bytes))?;
            let entry = logs.entry(Sha256::digest(&bytes).into()).or_default();
            entry.1.push(file);
            if entry.0.is_empty() {
                left = left.checked_sub(u64::try_from(bytes.len()).ok()?)?;
                entry.0 = bytes;
            }
        }
        let key = VillageKey::of(memory.software(), evidence, logs.keys())?;
        Some(Self { memory, key, logs })
    }

    /// SHA-256 of a bundle, which is as a rule one of the logs byte for byte.
    fn hash_of(&self, bundle: &[u8]) -> [u8; 32] {
        let same = self.logs.iter().find(|(_, (bytes, _))| bytes == bundle);
        same.map_or_else(|| Sha256::digest(bundle).into(), |(hash, _)| *hash)
    }

    fn add_to(&self, evidence: &mut Evidence, report: &mut IntakeReport) -> BTreeMap<[u8; 32], Added> {
        let mut all = BTreeMap::new();
        for (hash, (bytes, files)) in &self.logs {
            let Some(first) = files.first() else { continue };
            let added = first.add_bytes(bytes, evidence);
            files.iter().for_each(|file| file.note(added.clone(), report));
            all.insert(*hash, added);
        }
        all
    }

    /// The village as it was, if it is remembered, with its bundles if a record is made: those must be among the logs, which
    /// they are unless a log came only as a mirror, or in parts, and no record holds it yet.
    fn recall(
        &self,
        job: &Job<'_>,
        evidence: &Evidence,
        with_bundles: bool,
        report: &mut IntakeReport,
    ) -> Option<(VillageMerge, Bundles<'_>)> {
        let remembered = self.memory.recall(&job.village().code, self.key)?;
        let content =
            |(path, hash): (String, [u8; 32])| Some((path, hash, self.logs.get(&hash)?.0.as_slice()));
        let bundles =
            remembered.bundles().into_iter().filter(|_| with_bundles).map(content).collect::<Option<_>>()?;
        let added: Vec<Added> = self.logs.keys().map(|hash| remembered.file(hash)).collect::<Option<_>>()?;
        let merged = job.recall(evidence, &remembered)?;
        for ((_, files), added) in self.logs.values().zip(added) {
            files.iter().for_each(|file| file.note(added.clone(), report));
        }
        Some((merged, bundles))
    }
}
