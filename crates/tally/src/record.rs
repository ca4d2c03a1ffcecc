//! The files of a record, and files of unknown name recognised by their content (spec 11).

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;

use ballot_log::{BundleWriter, LogHeader, LogIdentity, MAX_RECORDS, SignedEntry};
use election::{BoothId, EntryHash, SetHash, SignedNote, json};
use sha2::{Digest, Sha256};

use crate::Check;
use crate::chain::listed_code;
use crate::count_set::{CountSet, set_hash};
use crate::evidence::Evidence;
use crate::merge::{Merged, VillageMerge, question};
use crate::message::{Added, Message, Problem, refuse};

/// Paths and bytes of a record, sorted by path.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Name of the manifest.
pub const MANIFEST: &str = "MANIFEST";

impl Merged {
    /// Every file of the record: a pure function of the evidence (spec 8.1, 11.1). Of a village whose logs are not kept its
    /// bundles are missing; they were among [`VillageMerge::bundles`].
    #[must_use]
    pub fn files(&self, evidence: &Evidence) -> Files {
        let mut files = self.small_files(evidence);
        self.villages.iter().for_each(|village| files.extend(village.bundles(evidence)));
        files.insert(MANIFEST.to_owned(), manifest(&files));
        files
    }

    /// Every file but the bundles and MANIFEST.
    #[must_use]
    pub fn small_files(&self, evidence: &Evidence) -> Files {
        let mut files = self.election_files(evidence);
        input_files(evidence, &mut files);
        self.villages.iter().for_each(|village| village_files(evidence, village, &mut files));
        files
    }

    /// The files about the election as a whole.
    pub(crate) fn election_files(&self, evidence: &Evidence) -> Files {
        let mut files = Files::from([
            ("election.json".to_owned(), evidence.definition_bytes().to_vec()),
            ("results.json".to_owned(), json::to_pretty(&self.summary)),
            ("election.checkpoint".to_owned(), self.checkpoint_text(evidence).into_bytes()),
        ]);
        if let Some(seal) = &evidence.seal {
            files.insert("election.json.note".to_owned(), seal.to_bytes());
        }
        files.extend(evidence.roots.values().map(checkpoint_file));
        files.extend(evidence.statement_files());
        files
    }

    /// Text of the checkpoint over all villages (spec 7.4).
    #[must_use]
    pub fn checkpoint_text(&self, evidence: &Evidence) -> String {
        evidence.root_text(self.root)
    }
}

impl VillageMerge {
    /// The canonical bundles of its booths.
    #[must_use]
    pub fn bundles(&self, evidence: &Evidence) -> Files {
        let mut files = Files::new();
        log_files(evidence, self, &mut files);
        files
    }

    /// Every file of the record that is about this village alone; `evidence` is what there is about it.
    pub(crate) fn files(&self, evidence: &Evidence) -> Files {
        let mut files = self.bundles(evidence);
        input_files(evidence, &mut files);
        village_files(evidence, self, &mut files);
        files
    }
}

/// SHA-256 of every file of a record but MANIFEST, by path.
pub type FileHashes = BTreeMap<String, [u8; 32]>;

/// SHA-256 of each file.
#[must_use]
pub fn hashes(files: &Files) -> FileHashes {
    files.iter().map(|(path, bytes)| (path.clone(), Sha256::digest(bytes).into())).collect()
}

/// The manifest of files that are in memory.
#[must_use]
pub fn manifest(files: &Files) -> Vec<u8> {
    manifest_of(&hashes(files))
}

/// Lines `<SHA-256>  <path>` for every file, as `sha256sum` writes them (spec 11.2).
#[must_use]
pub fn manifest_of(hashes: &FileHashes) -> Vec<u8> {
    let line = |(path, hash): (&String, &[u8; 32])| format!("{}  {path}\n", hex::encode(hash));
    hashes.iter().filter(|(path, _)| *path != MANIFEST).map(line).collect::<String>().into_bytes()
}

impl Evidence {
    /// What the count sets of its villages depend on beside logs, as files.
    pub(crate) fn count_files(&self) -> Files {
        let mut files = Files::new();
        input_files(self, &mut files);
        for (village, sets) in &self.sets {
            for (hash, signed) in sets {
                files.insert(format!("sets/{village}-{hash}"), signed.bytes.clone());
                files.insert(format!("sets/{village}-{hash}.note"), signed.note.to_bytes());
            }
        }
        for note in self.pending.values() {
            files.insert(format!("pending/{}", hex::encode(Sha256::digest(note.text()))), note.to_bytes());
        }
        files
    }
}

fn checkpoint_file(note: &SignedNote) -> (String, Vec<u8>) {
    (format!("checkpoints/{}.note", hex::encode(Sha256::digest(note.text()))), note.to_bytes())
}

/// What was handed in about villages: acceptances, lists, decisions, loose checkpoints and receipts.
fn input_files(evidence: &Evidence, files: &mut Files) {
    for ((village, trustee), acceptance) in &evidence.acceptances {
        files.insert(format!("acceptances/{village}-t{:02}.json", trustee.get()), acceptance.to_bytes());
    }
    for (id, list) in &evidence.lists {
        files.insert(format!("tokens/{id}.list"), list.to_bytes());
    }
    files.extend(evidence.checkpoints.values().flat_map(BTreeMap::values).map(checkpoint_file));
    for (village, decisions) in &evidence.decisions {
        for (hash, signed) in decisions {
            files.insert(format!("decisions/{village}-{hash}.note"), signed.note.to_bytes());
        }
    }
    for receipt in evidence.receipts.values().flat_map(BTreeMap::values) {
        // The booth is part of the name: another booth may sign the same code and entry.
        let name = format!("{}-{}-{}", receipt.booth, receipt.code, receipt.entry);
        files.insert(format!("receipts/{name}.receipt.json"), receipt.to_bytes());
    }
}

/// All entries of each booth in canonical bundles.
fn log_files(evidence: &Evidence, village: &VillageMerge, files: &mut Files) {
    for log in &village.logs {
        let Some(identity) = evidence.identity(&log.id) else { continue };
        let chosen: BTreeMap<EntryHash, &SignedEntry> =
            log.chain.iter().map(|entry| (entry.hash(), entry.record())).collect();
        if let Some(bytes) = bundle(evidence, identity, &chosen) {
            files.insert(format!("logs/{}.plkb", log.id), bytes);
        }
    }
}

/// The canonical bundle of a booth: records of the chain as settled, of other entries every variant that was seen, so
/// that nothing that a later input may confirm is lost.
fn bundle(
    evidence: &Evidence,
    identity: &LogIdentity,
    chosen: &BTreeMap<EntryHash, &SignedEntry>,
) -> Option<Vec<u8>> {
    let entries = evidence.logs.get(&identity.booth)?;
    let mut writer = BundleWriter::new(LogHeader::of(identity));
    // Anybody can add checkpoint signatures to a copy of an entry: they must not push entries out of a full bundle.
    let limit = usize::try_from(MAX_RECORDS).unwrap_or(usize::MAX);
    let mut spare = limit.saturating_sub(entries.len());
    for copies in entries.values() {
        let entry = copies.entry();
        let records = match chosen.get(&entry.hash()) {
            Some(record) => vec![(*record).clone()],
            None => {
                let code = listed_code(evidence, &identity.booth, entry.entry());
                copies.unsettled(code.as_ref())
            }
        };
        let further = spare.min(records.len().saturating_sub(1));
        spare -= further;
        for record in records.iter().take(1 + further) {
            // Entries come sorted by position and hash, records by bytes, and intake keeps no more than a bundle holds.
            if writer.push(record).is_err() {
                break;
            }
        }
    }
    Some(writer.finish())
}

fn village_files(evidence: &Evidence, merged: &VillageMerge, files: &mut Files) {
    let place = format!("villages/{}", merged.village);
    let nothing = BTreeMap::new();
    let signed = evidence.sets.get(&merged.village).unwrap_or(&nothing);
    // Only a set that has its number to itself may do without its hash, and only a whole hash tells two sets apart.
    let folder = |hash: SetHash, number: u32| {
        let alone = signed.iter().all(|(other, set)| *other == hash || set.set.number != number);
        if alone { format!("{place}/set-{number}") } else { format!("{place}/set-{number}-{hash}") }
    };
    for (hash, set) in signed {
        let folder = folder(*hash, set.set.number);
        files.insert(format!("{folder}/village.json.note"), set.note.to_bytes());
        files.insert(format!("{folder}/village.json"), set.bytes.clone());
        share_files(evidence, merged, (*hash, &set.set), &folder, files);
    }
    let own = folder(merged.hash, merged.set.number);
    files.insert(format!("{own}/village.json"), merged.set_bytes.clone());
    if let Some(next) = &merged.next {
        files.insert(format!("{}/village.json", folder(next.hash, next.set.number)), next.bytes.clone());
    }
    if let Some(result) = &merged.result {
        files.insert(format!("{place}/result.json"), json::to_pretty(result));
    }
}

fn share_files(
    evidence: &Evidence,
    merged: &VillageMerge,
    (hash, set): (SetHash, &CountSet),
    folder: &str,
    files: &mut Files,
) {
    let Some(village) = evidence.definition().village(&merged.village) else { return };
    let Some(shares) = merged.valid_shares.get(&hash) else { return };
    for (trustee, file) in shares.files(&question(evidence, village, (hash, set))) {
        files.insert(format!("{folder}/t{:02}.share.json", trustee.get()), file.to_bytes());
    }
}

/// What a file is, told by its first bytes and never by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FileKind {
    /// `election.json`.
    Definition,
    /// The authority's seal.
    Seal,
    /// A trustee's acceptance.
    Acceptance,
    /// A token list.
    TokenList,
    /// A bundle of log entries.
    Bundle,
    /// A booth's mirror.
    Mirror,
    /// A booth's SQLite log.
    Sqlite,
    /// A count set.
    CountSet,
    /// Committee signatures over a count set.
    CountSetNote,
    /// A committee's decision.
    Decision,
    /// A statement of the committee or of a saksi.
    Statement,
    /// Decryption shares.
    Shares,
    /// A voter's receipt.
    Receipt,
    /// A signed checkpoint.
    Checkpoint,
    /// Something that the record computes itself: results, manifest, unsigned checkpoint.
    Computed,
    /// Nothing that the tally knows.
    Unknown,
}

impl FileKind {
    /// The longest file of a kind in bytes; `None` for what is not read as a whole.
    #[must_use]
    pub const fn limit(self) -> Option<u64> {
        match self {
            Self::Definition | Self::CountSet | Self::Computed => Some(64 << 20),
            Self::Shares => Some(32 << 20),
            Self::TokenList => Some(2 << 20),
            Self::Seal | Self::CountSetNote | Self::Checkpoint | Self::Decision | Self::Statement => {
                Some(128 << 10)
            }
            Self::Acceptance => Some(64 << 10),
            Self::Receipt => Some(4 << 10),
            Self::Bundle | Self::Mirror | Self::Sqlite | Self::Unknown => None,
        }
    }
}

/// Recognises a file by its content.
#[must_use]
pub fn file_kind(bytes: &[u8]) -> FileKind {
    let starts = |prefix: &str| bytes.starts_with(prefix.as_bytes());
    if starts("PLKB") {
        return FileKind::Bundle;
    }
    if starts("PLKH") {
        return FileKind::Mirror;
    }
    if starts("SQLite format 3\0") {
        return FileKind::Sqlite;
    }
    if starts("pilkades/token-list/v1\n") {
        return FileKind::TokenList;
    }
    if starts("pilkades/definition/v1\n") {
        return FileKind::Seal;
    }
    if starts("pilkades/count-set/v1\n") {
        return FileKind::CountSetNote;
    }
    if starts("pilkades/decision/v1\n") {
        return FileKind::Decision;
    }
    if starts("pilkades/statement/v1\n") {
        return FileKind::Statement;
    }
    match json_format(bytes) {
        Some(format) => match format.as_str() {
            "definition" => FileKind::Definition,
            "acceptance" => FileKind::Acceptance,
            "count-set" => FileKind::CountSet,
            "share" => FileKind::Shares,
            "receipt" => FileKind::Receipt,
            "result" | "results" | "village-memory" => FileKind::Computed,
            _ => FileKind::Unknown,
        },
        None => text_kind(bytes),
    }
}

/// The middle of `"format": "pilkades/<...>/v1"` near the head of a JSON file.
fn json_format(bytes: &[u8]) -> Option<String> {
    let head = bytes.get(..bytes.len().min(200))?;
    let head = String::from_utf8_lossy(head);
    let rest = head.trim_start().strip_prefix('{')?.trim_start().strip_prefix("\"format\"")?;
    let rest = rest.trim_start().strip_prefix(':')?.trim_start().strip_prefix("\"pilkades/")?;
    Some(rest.split_once("/v1\"")?.0.to_owned())
}

fn text_kind(bytes: &[u8]) -> FileKind {
    let manifest_line =
        |line: &str| line.get(64..66) == Some("  ") && line.bytes().take(64).all(|b| b.is_ascii_hexdigit());
    let Ok(text) = std::str::from_utf8(bytes) else { return FileKind::Unknown };
    if text.lines().next().is_some_and(manifest_line) {
        return FileKind::Computed;
    }
    if ballot_log::Checkpoint::parse(text).is_ok() {
        return FileKind::Computed;
    }
    match ballot_log::SignedCheckpoint::parse(bytes) {
        Ok(_) => FileKind::Checkpoint,
        Err(_) => FileKind::Unknown,
    }
}

/// Inputs of an election in any order: count sets and the notes that sign them find each other here, everything else goes
/// to the evidence at once.
#[derive(Debug, Clone)]
pub struct Input {
    evidence: Evidence,
    sets: BTreeMap<SetHash, Vec<u8>>,
    notes: BTreeMap<String, SignedNote>,
    /// Texts that became evidence, or wait for more signatures.
    awaited: BTreeSet<String>,
}

impl Input {
    /// Nothing but the definition.
    #[must_use]
    pub const fn new(evidence: Evidence) -> Self {
        Self { evidence, sets: BTreeMap::new(), notes: BTreeMap::new(), awaited: BTreeSet::new() }
    }

    /// The evidence so far.
    #[must_use]
    pub const fn evidence(&self) -> &Evidence {
        &self.evidence
    }

    /// The evidence so far, for whoever reads logs into it.
    pub const fn evidence_mut(&mut self) -> &mut Evidence {
        &mut self.evidence
    }

    /// Adds one file, recognised by its content. Mirrors and databases are read by the caller, record by record, and
    /// given to [`Input::add_record`].
    pub fn add(&mut self, bytes: &[u8]) -> (FileKind, Added) {
        let kind = file_kind(bytes);
        (kind, self.add_as(kind, bytes))
    }

    /// Adds one file that is known to be of this kind.
    pub fn add_as(&mut self, kind: FileKind, bytes: &[u8]) -> Added {
        match kind {
            FileKind::Definition => self.same_definition(bytes),
            FileKind::Seal => self.evidence.add_seal(bytes),
            FileKind::Acceptance => self.evidence.add_acceptance(bytes),
            FileKind::TokenList => self.evidence.add_token_list(bytes),
            FileKind::Bundle => self.evidence.add_bundle(bytes),
            FileKind::Shares => self.evidence.add_shares(bytes),
            FileKind::Receipt => self.evidence.add_receipt(bytes),
            FileKind::Checkpoint => self.add_checkpoint(bytes),
            FileKind::CountSet => self.add_count_set(bytes),
            FileKind::CountSetNote => self.add_note(bytes),
            FileKind::Decision => self.add_decision(bytes),
            FileKind::Statement => self.add_statement(bytes),
            FileKind::Computed => Added::default(),
            FileKind::Mirror | FileKind::Sqlite | FileKind::Unknown => refuse(
                Check::Manifest,
                Message::new(
                    "this file is nothing that a tally can use",
                    "berkas ini tidak dapat dipakai untuk penghitungan",
                ),
            ),
        }
    }

    /// Adds every validly signed entry of a bundle that is read from a file (spec 6.5).
    pub fn add_bundle(&mut self, source: impl Read) -> Added {
        self.evidence.add_bundle(source)
    }

    /// Adds one record of a booth's log, from whatever medium it was read.
    pub fn add_record(&mut self, booth: &BoothId, record: SignedEntry) -> Added {
        self.evidence.add_record(booth, record)
    }

    fn same_definition(&self, bytes: &[u8]) -> Added {
        if bytes == self.evidence.definition_bytes() {
            return Added { valid: 1, problems: Vec::new() };
        }
        let message = Message::new(
            "this is another definition than the one of this tally",
            "definisi ini bukan yang dipakai dalam penghitungan ini",
        );
        refuse(Check::Definition, message)
    }

    fn add_count_set(&mut self, bytes: &[u8]) -> Added {
        if let Err(error) = CountSet::parse(bytes) {
            return refuse(Check::CountSets, error);
        }
        self.sets.insert(set_hash(bytes), bytes.to_vec());
        Added { valid: 1, problems: Vec::new() }
    }

    fn add_note(&mut self, bytes: &[u8]) -> Added {
        // Only checked lines are joined: a forged line in one file must not spoil what another file brings.
        match self.evidence.check_note(bytes) {
            Ok(note) => {
                let known = self.notes.get(note.text());
                let note = known.map_or_else(|| note.clone(), |known| self.evidence.join_notes(known, &note));
                self.notes.insert(note.text().to_owned(), note);
                Added { valid: 1, problems: Vec::new() }
            }
            Err(problem) => Added { valid: 0, problems: vec![problem] },
        }
    }

    /// A decision becomes evidence with its m-th signature, whichever files bring them.
    fn add_decision(&mut self, bytes: &[u8]) -> Added {
        match self.evidence.check_decision(bytes) {
            Ok((_, note)) => {
                self.awaited.insert(note.text().to_owned());
                let _with_too_few_it_waits = self.evidence.add_decision(&note.to_bytes());
                Added { valid: 1, problems: Vec::new() }
            }
            Err(problem) => Added { valid: 0, problems: vec![problem] },
        }
    }

    /// So does a statement, or with that of a witness.
    fn add_statement(&mut self, bytes: &[u8]) -> Added {
        match self.evidence.take_statement(bytes) {
            Ok(waiting) => {
                self.awaited.extend(waiting.map(|note| note.text().to_owned()));
                Added::one()
            }
            Err(problem) => Added::refused(problem),
        }
    }

    /// So does a checkpoint, with the booth's signature or the m-th of the committee.
    fn add_checkpoint(&mut self, bytes: &[u8]) -> Added {
        match self.evidence.take_checkpoint(bytes) {
            Ok(waiting) => {
                self.awaited.extend(waiting.map(|note| note.text().to_owned()));
                Added::one()
            }
            Err(problem) => Added::refused(problem),
        }
    }

    /// Joins count sets with their notes and hands over the evidence. A set without a note is no evidence: it is
    /// computed again.
    #[must_use]
    pub fn finish(mut self) -> (Evidence, Vec<Problem>) {
        let mut problems = Vec::new();
        let mut matched = BTreeSet::new();
        for (hash, bytes) in &self.sets {
            // By the whole text: a member of another village may have signed this very hash as that village's set.
            let Ok(set) = CountSet::parse(bytes) else { continue };
            let text = self.evidence.definition().set_text(&set.village, *hash);
            let Some(note) = self.notes.get(&text) else { continue };
            let added = self.evidence.add_set(bytes, &note.to_bytes());
            if added.valid == 0 {
                self.evidence.keep_pending(note);
            }
            problems.extend(added.problems);
            matched.insert(text);
        }
        for (text, note) in self.notes.iter().filter(|(text, _)| !matched.contains(*text)) {
            self.evidence.keep_pending(note);
            let village = text.lines().nth(3).unwrap_or_default();
            let message = Message::new(
                format!("village {village}: the committee signed a count set that is not among the inputs"),
                format!(
                    "desa {village}: panitia menandatangani himpunan suara yang tidak ada di antara masukan"
                ),
            );
            problems.push(Problem::new(Check::Committee, message));
        }
        let waiting = self.awaited.iter().filter_map(|text| self.evidence.pending.get(text));
        problems.extend(waiting.map(|note| self.evidence.too_few(note)));
        (self.evidence, problems)
    }
}
