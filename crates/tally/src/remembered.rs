//! What is remembered of a village that was counted before, so that the last village to arrive costs only itself.
//!
//! The memory belongs to one machine and is nobody's evidence: it saves work for whoever trusts that machine, and
//! verification never looks at it.

use std::collections::BTreeMap;

use ballot_log::{Closed, Opened};
use election::{BoothId, json};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::Check;
use crate::count_set::{CountSet, set_hash};
use crate::evidence::Evidence;
use crate::merge::{FoundEntries, NextSet, VillageMerge};
use crate::message::{Added, Message, Problem};
use crate::record::{FileHashes, hashes};
use crate::standing::decision_lines;

const FORMAT: &str = "pilkades/village-memory/v1";
const MAX_BYTES: usize = 256 << 20;

/// What a village's count depends on: the program, and everything that there is about it. Shares are not in it, they are
/// checked each time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VillageKey([u8; 32]);

impl VillageKey {
    /// The key of the evidence about one village, without entries, and of the contents of its log files.
    ///
    /// `None` if entries of its logs are in the evidence already: they were found in files that several villages share.
    #[must_use]
    pub fn of<'h>(
        software: &[u8; 32],
        evidence: &Evidence,
        logs: impl Iterator<Item = &'h [u8; 32]>,
    ) -> Option<Self> {
        if !evidence.logs.is_empty() {
            return None;
        }
        let mut hash = Sha256::new().chain_update(FORMAT).chain_update(software);
        hash.update(evidence.definition().id().as_bytes());
        for (path, file) in hashes(&evidence.count_files()) {
            hash.update(Sha256::digest(path));
            hash.update(file);
        }
        hash.update([0; 32]);
        logs.for_each(|log| hash.update(log));
        Some(Self(hash.finalize().into()))
    }
}

/// A village as it was counted, and the files that it was counted from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RememberedVillage {
    format: String,
    key: String,
    /// The text of `village.json`.
    set: String,
    is_signed: bool,
    next: Option<String>,
    late: Vec<BoothId>,
    late_ballots: u32,
    problems: Vec<(BoothId, RememberedProblem)>,
    refusals: Vec<RememberedProblem>,
    leaves: Vec<String>,
    reproduced: u64,
    entries: usize,
    cast: usize,
    closed: Vec<(BoothId, Closed)>,
    opened: Vec<(BoothId, Opened)>,
    relaxed: Vec<BoothId>,
    /// SHA-256 of the bundles in the record, by path.
    bundles: BTreeMap<String, String>,
    /// What became of each log file, by SHA-256 of its bytes.
    files: BTreeMap<String, RememberedFile>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RememberedFile {
    valid: u64,
    problems: Vec<RememberedProblem>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RememberedProblem {
    check: u8,
    position: Option<u64>,
    english: String,
    indonesian: String,
}

impl RememberedVillage {
    /// What to remember of a village: `bundles` are its bundles in the record, `files` what became of its log files.
    /// `None` if it cannot be told from the key what it was counted from.
    #[must_use]
    pub fn of(
        key: VillageKey,
        merged: &VillageMerge,
        bundles: &FileHashes,
        files: &BTreeMap<[u8; 32], Added>,
    ) -> Option<Self> {
        let problem = |(booth, problem): &(BoothId, Problem)| (booth.clone(), problem.into());
        let file = |(hash, added): (&[u8; 32], &Added)| {
            let problems = added.problems.iter().map(Into::into).collect();
            (hex::encode(hash), RememberedFile { valid: added.valid, problems })
        };
        Some(Self {
            format: FORMAT.to_owned(),
            key: hex::encode(key.0),
            set: text(&merged.set_bytes)?,
            is_signed: merged.note.is_some(),
            next: match &merged.next {
                Some(next) => Some(text(&next.bytes)?),
                None => None,
            },
            late: merged.late.clone(),
            late_ballots: merged.late_ballots,
            problems: merged.problems.iter().map(problem).collect(),
            // What does not decrypt is found each time.
            refusals: merged.refusals.iter().filter(|r| r.check != Check::Totals).map(Into::into).collect(),
            leaves: merged.leaves.clone(),
            reproduced: merged.reproduced,
            entries: merged.found.entries,
            cast: merged.found.cast,
            closed: merged.closed.clone().into_iter().collect(),
            opened: merged.opened.clone().into_iter().collect(),
            relaxed: merged.relaxed.clone(),
            bundles: bundles.iter().map(|(path, hash)| (path.clone(), hex::encode(hash))).collect(),
            files: files.iter().map(file).collect(),
        })
    }

    /// Reads a memory; `None` if it has not the form of one, or is of something else than this key.
    #[must_use]
    pub fn parse(bytes: &[u8], key: VillageKey) -> Option<Self> {
        let read: Self = json::parse_pretty(bytes, MAX_BYTES).ok()?;
        (read.format == FORMAT && read.key == hex::encode(key.0)).then_some(read)
    }

    /// The bytes of the memory.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        json::to_pretty(self)
    }

    /// SHA-256 of the village's bundles in the record, by path.
    #[must_use]
    pub fn bundles(&self) -> FileHashes {
        let read = |(path, hash): (&String, &String)| Some((path.clone(), election::hex32(hash).ok()?));
        self.bundles.iter().filter_map(read).collect()
    }

    /// What became of a log file with this hash.
    #[must_use]
    pub fn file(&self, hash: &[u8; 32]) -> Option<Added> {
        let file = self.files.get(&hex::encode(hash))?;
        let problems = file.problems.iter().map(RememberedProblem::read).collect::<Option<_>>()?;
        Some(Added { valid: file.valid, problems })
    }

    /// The village as it was counted; `None` if it does not fit the evidence.
    #[must_use]
    pub fn recall(&self, evidence: &Evidence) -> Option<VillageMerge> {
        let (set_bytes, set) = read_set(&self.set)?;
        let hash = set_hash(&set_bytes);
        let signed = evidence.sets.get(&set.village).and_then(|sets| sets.get(&hash));
        let note = self.is_signed.then_some(signed).flatten().map(|signed| signed.note.clone());
        if note.is_some() != self.is_signed {
            return None;
        }
        let next = match &self.next {
            Some(next) => {
                let (bytes, set) = read_set(next)?;
                Some(NextSet { hash: set_hash(&bytes), set, bytes })
            }
            None => None,
        };
        let problem =
            |(booth, problem): &(BoothId, RememberedProblem)| Some((booth.clone(), problem.read()?));
        let mut merged = VillageMerge::new(set, set_bytes, hash);
        merged.note = note;
        merged.next = next;
        merged.late.clone_from(&self.late);
        merged.late_ballots = self.late_ballots;
        merged.problems = self.problems.iter().map(problem).collect::<Option<_>>()?;
        merged.refusals = self.refusals.iter().map(RememberedProblem::read).collect::<Option<_>>()?;
        merged.leaves.clone_from(&self.leaves);
        merged.reproduced = self.reproduced;
        merged.found = FoundEntries { entries: self.entries, cast: self.cast };
        merged.closed = self.closed.iter().cloned().collect();
        merged.opened = self.opened.iter().cloned().collect();
        merged.relaxed.clone_from(&self.relaxed);
        merged.decisions = decision_lines(evidence, &merged);
        Some(merged)
    }
}

fn read_set(text: &str) -> Option<(Vec<u8>, CountSet)> {
    let set = CountSet::parse(text.as_bytes()).ok()?;
    Some((text.as_bytes().to_vec(), set))
}

fn text(bytes: &[u8]) -> Option<String> {
    String::from_utf8(bytes.to_vec()).ok()
}

impl From<&Problem> for RememberedProblem {
    fn from(problem: &Problem) -> Self {
        let Message { english, indonesian } = problem.message.clone();
        Self {
            check: problem.check.number(),
            position: problem.position,
            english: english.into_owned(),
            indonesian: indonesian.into_owned(),
        }
    }
}

impl RememberedProblem {
    fn read(&self) -> Option<Problem> {
        let check = Check::ALL.into_iter().find(|check| check.number() == self.check)?;
        let message = Message::new(self.english.clone(), self.indonesian.clone());
        Some(Problem { check, position: self.position, message })
    }
}
