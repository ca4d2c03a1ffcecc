//! Verifying a published record: the same doors as merging, and every byte compared (spec 12).

use std::collections::{BTreeMap, BTreeSet};

use election::definition::Definition;
use election::{BoothId, ElectionId, VillageCode};

use crate::check::Check;
use crate::count_set::{CountSet, differs};
use crate::evidence::Evidence;
use crate::merge::{MergeError, Merged, Progress, merge};
use crate::message::{Message, Problem};
use crate::record::{FileKind, Files, Input, MANIFEST, manifest};

// What is wrong with a whole file of a record, in English and Indonesian.
const OTHER_HASH: (&str, &str) =
    ("the file's hash is not the one in the manifest", "berkas ini tidak cocok dengan daftar isi arsip");
const UNLISTED: (&str, &str) =
    ("the manifest does not list this file", "berkas ini tidak tercantum dalam daftar isi arsip");
const NOT_THERE: (&str, &str) = (
    "the manifest lists this file, but it is not there",
    "berkas ini tercantum dalam daftar isi arsip, tetapi tidak ada",
);
const MISSING: (&str, &str) = (
    "this file follows from the evidence, but it is missing",
    "berkas ini seharusnya ada menurut bukti, tetapi tidak ada",
);
const UNFOUNDED: (&str, &str) =
    ("this file does not follow from the evidence", "isi berkas ini tidak didukung bukti");

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

/// Verifies the files of a record. Never stops at the first failure.
///
/// `expected` is the ElectionId from paper; without it the definition proves only that it agrees with itself.
///
/// # Errors
/// [`MergeError::NoRandomness`] only: everything that is wrong with the record is in the report.
pub fn verify(
    files: &Files,
    expected: Option<ElectionId>,
    progress: &dyn Progress,
) -> Result<VerifyReport, MergeError> {
    let mut ledger = Ledger::default();
    ledger.check_manifest(files);
    let Some(evidence) = ledger.check_definition(files, expected) else {
        return Ok(ledger.report(None, None, None));
    };
    let (id, definition) = (evidence.definition().id(), evidence.definition().clone());
    let evidence = ledger.take_in(files, evidence);
    let merged = match merge(&evidence, progress) {
        Ok(merged) => merged,
        Err(MergeError::NoRandomness(error)) => return Err(error.into()),
        Err(MergeError::SealMissing) => {
            let message = ("the seal is missing or invalid", "segel tidak ada atau tidak sah");
            ledger.fail(Check::Seal, "election.json.note", None, message);
            return Ok(ledger.report(Some(id), Some(definition), None));
        }
        Err(error @ MergeError::TokenListMissing { .. }) => {
            let MergeError::TokenListMissing { list } = &error else { return Err(error) };
            ledger.fail(Check::TokenLists, &format!("tokens/{list}.list"), None, &error);
            return Ok(ledger.report(Some(id), Some(definition), None));
        }
    };
    ledger.count_passes(&evidence, &merged);
    ledger.check_acceptances(&evidence);
    ledger.check_merge(&merged);
    ledger.compare(files, &merged.files(&evidence));
    Ok(ledger.report(Some(id), Some(definition), Some(merged)))
}

#[derive(Debug, Default)]
struct Ledger {
    passed: BTreeMap<Check, u64>,
    failures: BTreeMap<Check, BTreeSet<Failure>>,
}

impl Ledger {
    fn pass(&mut self, check: Check, count: usize) {
        *self.passed.entry(check).or_default() += u64::try_from(count).unwrap_or(u64::MAX);
    }

    fn fail(&mut self, check: Check, file: &str, position: Option<u64>, message: impl Into<Message>) {
        let failure = Failure { file: file.to_owned(), position, message: message.into() };
        self.failures.entry(check).or_default().insert(failure);
    }

    fn fail_with(&mut self, file: &str, problem: &Problem) {
        self.fail(problem.check, file, problem.position, problem.message.clone());
    }

    fn report(
        mut self,
        election: Option<ElectionId>,
        definition: Option<Definition>,
        merged: Option<Merged>,
    ) -> VerifyReport {
        let checks = Check::ALL.map(|check| CheckResult {
            check,
            passed: self.passed.get(&check).copied().unwrap_or_default(),
            failures: self.failures.remove(&check).unwrap_or_default().into_iter().collect(),
        });
        VerifyReport { election, checks: checks.to_vec(), merged, definition }
    }

    /// The manifest lists every file with its hash and nothing else (spec 11.2).
    fn check_manifest(&mut self, files: &Files) {
        let Some(stated) = files.get(MANIFEST) else {
            let message = ("the manifest is missing", "daftar isi arsip (MANIFEST) tidak ada");
            self.fail(Check::Manifest, MANIFEST, None, message);
            return;
        };
        let computed = String::from_utf8_lossy(&manifest(files)).into_owned();
        let stated_text = String::from_utf8_lossy(stated);
        let of_lines = |text: &str| -> BTreeMap<String, String> {
            text.lines()
                .filter_map(|line| line.split_once("  "))
                .map(|(h, p)| (p.to_owned(), h.to_owned()))
                .collect()
        };
        let (listed, found) = (of_lines(&stated_text), of_lines(&computed));
        for (path, hash) in &found {
            match listed.get(path) {
                Some(listed) if listed == hash => self.pass(Check::Manifest, 1),
                Some(_) => self.fail(Check::Manifest, path, None, OTHER_HASH),
                None => self.fail(Check::Manifest, path, None, UNLISTED),
            }
        }
        for path in listed.keys().filter(|path| !found.contains_key(*path)) {
            self.fail(Check::Manifest, path, None, NOT_THERE);
        }
        if stated_text != computed && self.failures.get(&Check::Manifest).is_none_or(BTreeSet::is_empty) {
            let message = ("the manifest is not in its one form", "daftar isi arsip tidak berbentuk baku");
            self.fail(Check::Manifest, MANIFEST, None, message);
        }
    }

    fn check_definition(&mut self, files: &Files, expected: Option<ElectionId>) -> Option<Evidence> {
        let name = "election.json";
        let Some(bytes) = files.get(name) else {
            self.fail(Check::Definition, name, None, ("the definition is missing", "definisi tidak ada"));
            return None;
        };
        match Evidence::new(bytes.clone()) {
            Ok(evidence) => {
                let id = evidence.definition().id();
                match expected {
                    Some(expected) if expected != id => {
                        let message = Message::new(
                            format!("this record is of election {id}, not of {expected}"),
                            format!("arsip ini dari pemilihan {id}, bukan {expected}"),
                        );
                        self.fail(Check::Definition, name, None, message);
                    }
                    _ => self.pass(Check::Definition, 1),
                }
                Some(evidence)
            }
            Err(error) => {
                self.fail(Check::Definition, name, None, error);
                None
            }
        }
    }

    /// Sends every file through intake; a record holds nothing that intake refuses.
    fn take_in(&mut self, files: &Files, evidence: Evidence) -> Evidence {
        let mut input = Input::new(evidence);
        for (path, bytes) in
            files.iter().filter(|(path, _)| !["election.json", MANIFEST].contains(&path.as_str()))
        {
            let kind = kind_by_path(path);
            if kind == FileKind::Unknown {
                let message = ("a record has no such file", "berkas ini bukan bagian dari arsip");
                self.fail(Check::Manifest, path, None, message);
                continue;
            }
            for problem in input.add_as(kind, bytes).problems {
                self.fail_with(path, &problem);
            }
        }
        let (evidence, problems) = input.finish();
        for problem in problems {
            self.fail_with("villages", &problem);
        }
        evidence
    }

    /// How many things each check has looked at.
    fn count_passes(&mut self, evidence: &Evidence, merged: &Merged) {
        self.pass(Check::Seal, usize::from(evidence.seal.is_some()));
        self.pass(Check::Acceptances, evidence.acceptances.len());
        self.pass(Check::TokenLists, evidence.lists.len());
        self.pass(Check::Bundles, evidence.logs.len());
        self.pass(Check::EntrySignatures, evidence.entries());
        for village in &merged.villages {
            let counted = || village.logs.iter().filter(|log| log.is_counted());
            let entries: usize = counted().map(|log| log.chain.len()).sum();
            let ballots = usize::try_from(village.set.ballots()).unwrap_or(usize::MAX);
            let parts = |of: fn(&ballot_log::SignedEntry) -> bool| {
                counted().flat_map(|log| &log.chain).filter(|entry| of(entry.record())).count()
            };
            self.pass(Check::Chain, entries);
            self.pass(Check::Bodies, entries);
            self.pass(Check::CloseCounts, counted().count());
            self.pass(Check::Accounting, counted().count());
            self.pass(Check::Checkpoints, parts(|record| record.checkpoint().is_some()));
            self.pass(Check::Receipts, parts(|record| record.receipt().is_some()));
            self.pass(Check::BallotProofs, ballots);
            self.pass(Check::Tokens, ballots);
            self.pass(Check::RepeatedR, ballots);
            self.pass(Check::Challenges, usize::try_from(village.reproduced).unwrap_or(usize::MAX));
            self.pass(Check::Groups, village.set.groups.len());
            self.pass(Check::Sums, village.set.groups.iter().map(|g| g.sums.len()).sum());
            self.pass(Check::CountSets, 1);
            self.pass(Check::Successors, usize::from(village.set.predecessor.is_some()));
            self.pass(Check::Committee, village.note.as_ref().map_or(0, |note| note.signatures().len()));
            self.pass(Check::Trees, 1);
            let proofs = village.valid_shares.values().map(|shares| shares.proofs).sum::<u64>();
            self.pass(Check::Shares, usize::try_from(proofs).unwrap_or(usize::MAX));
            self.pass(Check::Totals, village.result.as_ref().map_or(0, |r| r.groups.len() * r.totals.len()));
            self.pass(Check::Results, usize::from(village.result.is_some()));
        }
        self.pass(Check::Checkpoints, evidence.checkpoints.values().map(BTreeMap::len).sum());
        self.pass(Check::Receipts, evidence.receipts.values().map(BTreeMap::len).sum());
        self.pass(Check::Decisions, evidence.decisions.values().map(BTreeMap::len).sum());
        self.pass(Check::Notes, evidence.roots.len());
        self.pass(Check::Trees, 1);
        self.pass(Check::Results, 1);
    }

    fn check_acceptances(&mut self, evidence: &Evidence) {
        for village in evidence.definition().villages() {
            for (number, _) in (1_u32..).zip(&village.trustees.members) {
                let Ok(trustee) = number.try_into() else { continue };
                if !evidence.acceptances.contains_key(&(village.code.clone(), trustee)) {
                    let file = format!("acceptances/{}-t{number:02}.json", village.code);
                    let message = (
                        "the trustee has not accepted this definition",
                        "wali kunci ini belum menyetujui definisi",
                    );
                    self.fail(Check::Acceptances, &file, None, message);
                }
            }
        }
    }

    /// What merging refused. A log that is not counted is no failure of the record, which says so itself; but a log with
    /// problems that the signed set counts is.
    fn check_merge(&mut self, merged: &Merged) {
        for village in &merged.villages {
            for problem in &village.refusals {
                self.fail_with(&format!("villages/{}", village.village), problem);
            }
            for (booth, problem) in village.contradictions() {
                self.fail_with(&log_path(booth), problem);
            }
            for problem in &village.share_problems {
                let file = format!("villages/{}/set-{}", village.village, village.set.number);
                self.fail(Check::Shares, &file, None, problem);
            }
        }
    }

    /// Compares every file with what follows from the evidence.
    fn compare(&mut self, given: &Files, computed: &Files) {
        let paths: BTreeSet<&String> = given.keys().chain(computed.keys()).collect();
        for path in paths.into_iter().filter(|path| *path != MANIFEST) {
            let (given, computed) = (given.get(path), computed.get(path));
            if given == computed {
                continue;
            }
            let problem = match (given, computed) {
                (None, _) => Problem::new(check_of_path(path), MISSING),
                (Some(_), None) => Problem::new(check_of_path(path), UNFOUNDED),
                (Some(given), Some(computed)) => difference(path, given, computed),
            };
            self.fail_with(path, &problem);
        }
    }
}

/// Names what differs between a file and what it should be.
fn difference(path: &str, given: &[u8], computed: &[u8]) -> Problem {
    if kind_by_path(path) == FileKind::CountSet
        && let (Ok(given), Ok(computed)) = (CountSet::parse(given), CountSet::parse(computed))
    {
        return differs(&given, &computed);
    }
    let at = given.iter().zip(computed).position(|(a, b)| a != b).unwrap_or(given.len().min(computed.len()));
    let message = Message::new(
        format!("the file differs from what follows from the evidence, first at byte {at}"),
        format!("berkas ini berbeda dari yang seharusnya menurut bukti, mulai byte {at}"),
    );
    Problem::new(check_of_path(path), message)
}

fn log_path(booth: &BoothId) -> String {
    format!("logs/{booth}.plkb")
}

/// The check under which a file as a whole is reported.
fn check_of_path(path: &str) -> Check {
    match kind_by_path(path) {
        FileKind::Definition => Check::Definition,
        FileKind::Seal => Check::Seal,
        FileKind::Acceptance => Check::Acceptances,
        FileKind::TokenList => Check::TokenLists,
        FileKind::Bundle | FileKind::Mirror | FileKind::Sqlite => Check::Bundles,
        FileKind::CountSet => Check::CountSets,
        FileKind::CountSetNote => Check::Committee,
        FileKind::Decision => Check::Decisions,
        FileKind::Shares => Check::Shares,
        FileKind::Receipt => Check::Receipts,
        FileKind::Checkpoint => Check::Checkpoints,
        FileKind::Computed if path == "election.checkpoint" => Check::Trees,
        FileKind::Computed => Check::Results,
        FileKind::Unknown => Check::Manifest,
    }
}

/// What a file of a record must be, by its place (spec 11.1).
fn kind_by_path(path: &str) -> FileKind {
    let parts: Vec<&str> = path.split('/').collect();
    let ends = |name: &str, end: &str| name.len() > end.len() && name.ends_with(end);
    match parts.as_slice() {
        ["election.json"] => FileKind::Definition,
        ["election.json.note"] => FileKind::Seal,
        ["results.json" | "election.checkpoint"] => FileKind::Computed,
        ["acceptances", name] if ends(name, ".json") => FileKind::Acceptance,
        ["tokens", name] if ends(name, ".list") => FileKind::TokenList,
        ["logs", name] if ends(name, ".plkb") => FileKind::Bundle,
        ["checkpoints", name] if ends(name, ".note") => FileKind::Checkpoint,
        ["decisions", name] if ends(name, ".note") => FileKind::Decision,
        ["receipts", name] if ends(name, ".receipt.json") => FileKind::Receipt,
        ["villages", village, "result.json"] if is_village(village) => FileKind::Computed,
        ["villages", village, set, name] if is_village(village) && set.starts_with("set-") => match *name {
            "village.json" => FileKind::CountSet,
            "village.json.note" => FileKind::CountSetNote,
            name if ends(name, ".share.json") => FileKind::Shares,
            _ => FileKind::Unknown,
        },
        _ => FileKind::Unknown,
    }
}

fn is_village(text: &str) -> bool {
    text.parse::<VillageCode>().is_ok()
}
