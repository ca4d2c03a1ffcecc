//! The book that verification keeps: what was checked and holds, and what does not (spec 12).

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufReader, Read};

use election::{ElectionId, VillageCode};

use crate::check::Check;
use crate::count_set::{CountSet, differs};
use crate::evidence::Evidence;
use crate::merge::{MergeError, VillageMerge};
use crate::message::{Message, Problem};
use crate::record::{FileHashes, FileKind, MANIFEST, manifest_of};
use crate::verify::{CheckResult, Failure};

// What is wrong with a whole file of a record, in English and Indonesian.
const OTHER_HASH: (&str, &str) =
    ("the file's hash is not the one in the manifest", "berkas ini tidak cocok dengan daftar isi arsip");
const UNLISTED: (&str, &str) =
    ("the manifest does not list this file", "berkas ini tidak tercantum dalam daftar isi arsip");
const NOT_THERE: (&str, &str) = (
    "the manifest lists this file, but it is not there",
    "berkas ini tercantum dalam daftar isi arsip, tetapi tidak ada",
);
pub(crate) const MISSING: (&str, &str) = (
    "this file follows from the evidence, but it is missing",
    "berkas ini seharusnya ada menurut bukti, tetapi tidak ada",
);
pub(crate) const UNFOUNDED: (&str, &str) =
    ("this file does not follow from the evidence", "isi berkas ini tidak didukung bukti");

pub(crate) const TOO_LONG: (&str, &str) = (
    "the file is longer than one of its kind may be",
    "berkas ini lebih panjang daripada yang diperbolehkan",
);

/// What was checked and holds, and what does not.
#[derive(Debug, Default)]
pub(crate) struct Ledger {
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

    pub(crate) fn fail_with(&mut self, file: &str, problem: &Problem) {
        self.fail(problem.check, file, problem.position, problem.message.clone());
    }

    /// Every check, in order.
    pub(crate) fn results(mut self) -> Vec<CheckResult> {
        let result = |check| CheckResult {
            check,
            passed: self.passed.get(&check).copied().unwrap_or_default(),
            failures: self.failures.remove(&check).unwrap_or_default().into_iter().collect(),
        };
        Check::ALL.map(result).to_vec()
    }

    /// That nothing can be counted.
    pub(crate) fn fail_missing(&mut self, missing: &MergeError) {
        match missing {
            MergeError::SealMissing => {
                let message = ("the seal is missing or invalid", "segel tidak ada atau tidak sah");
                self.fail(Check::Seal, "election.json.note", None, message);
            }
            MergeError::TokenListMissing { list } => {
                self.fail(Check::TokenLists, &format!("tokens/{list}.list"), None, missing);
            }
            MergeError::NoRandomness(_) => {}
        }
    }

    /// The manifest lists every file with its hash and nothing else (spec 11.2).
    pub(crate) fn check_manifest(&mut self, stated: Option<&[u8]>, hashes: &FileHashes) {
        let Some(stated) = stated else {
            let message = ("the manifest is missing", "daftar isi arsip (MANIFEST) tidak ada");
            self.fail(Check::Manifest, MANIFEST, None, message);
            return;
        };
        let computed = String::from_utf8_lossy(&manifest_of(hashes)).into_owned();
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

    pub(crate) fn check_definition(
        &mut self,
        bytes: Option<Vec<u8>>,
        expected: Option<ElectionId>,
    ) -> Option<Evidence> {
        let name = "election.json";
        let Some(bytes) = bytes else {
            self.fail(Check::Definition, name, None, ("the definition is missing", "definisi tidak ada"));
            return None;
        };
        match Evidence::new(bytes) {
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

    /// How many things each check has looked at in one village.
    pub(crate) fn count_village(&mut self, evidence: &Evidence, village: &VillageMerge) {
        let counted = || village.logs.iter().filter(|log| log.is_counted());
        let entries: usize = counted().map(|log| log.chain.len()).sum();
        let ballots = usize::try_from(village.set.ballots()).unwrap_or(usize::MAX);
        let parts = |of: fn(&ballot_log::SignedEntry) -> bool| {
            counted().flat_map(|log| &log.chain).filter(|entry| of(entry.record())).count()
        };
        self.pass(Check::Bundles, evidence.logs.len());
        self.pass(Check::EntrySignatures, village.found.entries);
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

    /// How many things each check has looked at beside the logs and sets of villages.
    pub(crate) fn count_election(&mut self, evidence: &Evidence) {
        self.pass(Check::Seal, usize::from(evidence.seal.is_some()));
        self.pass(Check::Acceptances, evidence.acceptances.len());
        self.pass(Check::TokenLists, evidence.lists.len());
        self.pass(Check::Checkpoints, evidence.checkpoints.values().map(BTreeMap::len).sum());
        self.pass(Check::Receipts, evidence.receipts.values().map(BTreeMap::len).sum());
        self.pass(Check::Decisions, evidence.decisions.values().map(BTreeMap::len).sum());
        self.pass(Check::Notes, evidence.roots.len());
        self.pass(Check::Statements, evidence.statements.values().map(BTreeMap::len).sum());
        self.pass(Check::Trees, 1);
        self.pass(Check::Results, 1);
    }

    pub(crate) fn check_acceptances(&mut self, evidence: &Evidence) {
        for file in evidence.definition().villages().iter().flat_map(|v| evidence.missing_acceptances(v)) {
            let message =
                ("the trustee has not accepted this definition", "wali kunci ini belum menyetujui definisi");
            self.fail(Check::Acceptances, &file, None, message);
        }
    }

    /// What merging refused. A log that is not counted is no failure of the record, which says so itself; but a log with
    /// problems that the signed set counts is.
    pub(crate) fn check_merge(&mut self, village: &VillageMerge) {
        for problem in &village.refusals {
            self.fail_with(&format!("villages/{}", village.village), problem);
        }
        for (booth, problem) in village.contradictions() {
            self.fail_with(&format!("logs/{booth}.plkb"), problem);
        }
        for problem in &village.share_problems {
            let file = format!("villages/{}/set-{}", village.village, village.set.number);
            self.fail(Check::Shares, &file, None, problem);
        }
    }
}

/// Names what differs between a file and what it should be.
pub(crate) fn difference(path: &str, mut given: impl Read, computed: &[u8]) -> io::Result<Problem> {
    if kind_by_path(path) == FileKind::CountSet {
        let mut bytes = Vec::new();
        given.by_ref().take(FileKind::CountSet.limit().unwrap_or_default()).read_to_end(&mut bytes)?;
        return Ok(match (CountSet::parse(&bytes), CountSet::parse(computed)) {
            (Ok(given), Ok(computed)) => differs(&given, &computed),
            _ => differs_at(path, first_difference(bytes.as_slice(), computed)?),
        });
    }
    Ok(differs_at(path, first_difference(given, computed)?))
}

fn differs_at(path: &str, at: usize) -> Problem {
    let message = Message::new(
        format!("the file differs from what follows from the evidence, first at byte {at}"),
        format!("berkas ini berbeda dari yang seharusnya menurut bukti, mulai byte {at}"),
    );
    Problem::new(check_of_path(path), message)
}

fn first_difference(given: impl Read, computed: &[u8]) -> io::Result<usize> {
    let mut length = 0;
    for (at, (byte, expected)) in
        BufReader::new(given).bytes().zip(0..).map(|(b, at)| (at, (b, computed.get::<usize>(at))))
    {
        if Some(&byte?) != expected {
            return Ok(at);
        }
        length = at + 1;
    }
    Ok(length)
}

/// The check under which a file as a whole is reported.
pub(crate) fn check_of_path(path: &str) -> Check {
    match kind_by_path(path) {
        FileKind::Definition => Check::Definition,
        FileKind::Seal => Check::Seal,
        FileKind::Acceptance => Check::Acceptances,
        FileKind::TokenList => Check::TokenLists,
        FileKind::Bundle | FileKind::Mirror | FileKind::Sqlite => Check::Bundles,
        FileKind::CountSet => Check::CountSets,
        FileKind::CountSetNote => Check::Committee,
        FileKind::Decision => Check::Decisions,
        FileKind::Statement => Check::Statements,
        FileKind::Shares => Check::Shares,
        FileKind::Receipt => Check::Receipts,
        FileKind::Checkpoint => Check::Checkpoints,
        FileKind::Computed if path == "election.checkpoint" => Check::Trees,
        FileKind::Computed => Check::Results,
        FileKind::Unknown => Check::Manifest,
    }
}

/// What a file of a record must be, by its place (spec 11.1).
pub(crate) fn kind_by_path(path: &str) -> FileKind {
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
        ["statements", name] if ends(name, ".note") => FileKind::Statement,
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
