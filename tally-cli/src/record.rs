//! A record at work: read, merged, and put in its place again.
//!
//! Beside the record `R` lies, if needed, the folder `R.signatures` with committee signatures that are too few yet, and with
//! shares of count sets that are not signed yet.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use ballot_log::Checkpoint;
use dialogue::{Exit, Msg, Problem, Ui, files};
use election::definition::Village;
use election::{Definition, ElectionId, SignedNote, VillageCode};
use indicatif::ProgressBar;
use records::{
    FolderError, GatheredError, Intake, IntakeProblem, IntakeProgress, IntakeReport, LockedRecord,
    MergedInputs, NewRecord, RecordFolder, RecordReader, VillageMemory, replace_file,
};
use sha2::{Digest, Sha256};
use tally::{
    Check, Evidence, Files, MergeError, Merged, ShareFile, VerifyError, VerifyReport, VillageMerge, merge,
    verify_by_village,
};

use crate::commands::definition;
use crate::message::in_both;
use crate::progress::{self, VillageBar};

const DEFINITION: &str = "election.json";
const MAX_NOTE: u64 = 128 << 10;
const MAX_SHARES: u64 = 32 << 20;
/// How the names of files that wait beside a record end.
const NOTE: &str = ".note";
const SHARES: &str = ".share.json";

/// A merged record.
pub(crate) struct Record {
    path: PathBuf,
    lock: Option<LockedRecord>,
    /// The new record as far as it was written while merging.
    new: Option<NewRecord>,
    pub(crate) evidence: Evidence,
    pub(crate) intake: IntakeReport,
    pub(crate) merged: Merged,
}

impl Record {
    /// Reads a record that will not be changed, also from a medium that cannot be written.
    pub(crate) fn view(ui: &Ui, path: &Path) -> Result<Self, Problem> {
        let files = read(path)?;
        let mut intake = intake(ui, path, definition_in(path, &files)?)?;
        for (name, bytes) in &files {
            intake.add(&records::shown(&path.join(name)), bytes);
        }
        Self::merged(ui, path, intake, None)
    }

    /// Reads a record that will not be changed, with the signatures that wait beside it and `more` files.
    pub(crate) fn look(ui: &Ui, path: &Path, more: &[PathBuf]) -> Result<Self, Problem> {
        more.iter().try_for_each(|input| files::must_exist(input))?;
        let files = read(path)?;
        let mut intake = intake(ui, path, definition_in(path, &files)?)?;
        for (name, bytes) in &files {
            intake.add(&records::shown(&path.join(name)), bytes);
        }
        let beside = Some(signatures_beside(path)).filter(|folder| is_there(folder));
        let all: Vec<PathBuf> = more.iter().cloned().chain(beside).collect();
        read_with_bar(ui, &mut intake, &all);
        Self::merged(ui, path, intake, None)
    }

    /// Takes a record for this run and reads it together with signatures beside it and `more` files and folders.
    pub(crate) fn open(ui: &Ui, path: &Path, more: &[PathBuf]) -> Result<Self, Problem> {
        more.iter().try_for_each(|input| files::must_exist(input))?;
        if !is_there(path) {
            return Err(no_record(path));
        }
        let lock = RecordFolder::lock(path).map_err(|error| problem(&error))?;
        let file = path.join(DEFINITION);
        let bytes = files::read(&file, definition::MAX_DEFINITION)?;
        let intake = Self::inputs(ui, path, (&file, bytes), more)?;
        Self::merged(ui, path, intake, Some(lock))
    }

    /// Takes a record, which may not be there yet, for this run, and merges it with inputs under a definition village by
    /// village: the entries of logs are written, but not at hand afterwards.
    pub(crate) fn gather(
        ui: &Ui,
        path: &Path,
        sealed: (&Path, Vec<u8>),
        inputs: &[PathBuf],
    ) -> Result<Self, Problem> {
        inputs.iter().try_for_each(|input| files::must_exist(input))?;
        let lock = RecordFolder::lock(path).map_err(|error| problem(&error))?;
        let old = path.join(DEFINITION);
        if is_there(&old) && files::read(&old, definition::MAX_DEFINITION)? != sealed.1 {
            return Err(Problem::new(Exit::Failed, Msg::new("record-of-other-election"))
                .file(path)
                .advice(Msg::new("record-of-other-election-advice")));
        }
        let gathered = Self::inputs(ui, path, sealed, inputs)?.gathered();
        let new = lock.begin().map_err(|error| problem(&error))?;
        let memory = village_memory(path);
        let bar = VillageBar::new(ui);
        let done = gathered.merge(Some(&new), memory.as_ref(), &bar);
        bar.finish();
        let MergedInputs { evidence, report, merged } = done.map_err(gathered_problem)?;
        let (lock, new) = (Some(lock), Some(new));
        Ok(Self { path: path.to_path_buf(), lock, new, evidence, intake: report, merged })
    }

    /// The record as it stands, what waits beside it, and more.
    fn inputs(
        ui: &Ui,
        path: &Path,
        (file, bytes): (&Path, Vec<u8>),
        more: &[PathBuf],
    ) -> Result<Intake, Problem> {
        let mut intake = intake(ui, file, bytes)?;
        // What is there already is always an input: a record never loses anything by a command.
        let own = [path.to_path_buf(), signatures_beside(path)].into_iter().filter(|own| is_there(own));
        let all: Vec<PathBuf> = more.iter().cloned().chain(own).collect();
        read_with_bar(ui, &mut intake, &all);
        Ok(intake)
    }

    fn merged(ui: &Ui, path: &Path, intake: Intake, lock: Option<LockedRecord>) -> Result<Self, Problem> {
        let (mut evidence, intake) = intake.finish();
        let mut merged = with_bar(ui, |bar| merge(&evidence, bar)).map_err(|error| merge_problem(&error))?;
        // Signatures may have come without the set that they sign; it was merged just now.
        let pending: Vec<SignedNote> = evidence.pending_signatures().cloned().collect();
        for note in pending {
            let _of_another_set = merged.sign(&mut evidence, &note);
        }
        Ok(Self { path: path.to_path_buf(), lock, new: None, evidence, intake, merged })
    }

    pub(crate) fn definition(&self) -> &Definition {
        self.evidence.definition()
    }

    /// Its folder.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// The villages asked for, in definition order: one, or all.
    pub(crate) fn villages(
        &self,
        only: Option<&VillageCode>,
    ) -> Result<Vec<(&Village, &VillageMerge)>, Problem> {
        villages(self.definition(), &self.merged, only)
    }

    /// Inputs that were not taken wholly. Signatures that are merely too few yet are not among them.
    pub(crate) fn problems(&self) -> impl Iterator<Item = &IntakeProblem> {
        self.intake.problems.iter().filter(|problem| !waits_for_signatures(problem))
    }

    /// [`Record::problems`] of a record that is needed no more.
    pub(crate) fn into_problems(mut self) -> Vec<IntakeProblem> {
        self.intake.problems.retain(|problem| !waits_for_signatures(problem));
        self.intake.problems
    }

    /// Committee signatures so far under the count set that a village is to sign, if they are too few yet.
    pub(crate) fn pending(&self, village: &VillageMerge) -> Option<&SignedNote> {
        let text = self.definition().set_text(&village.village, village.to_sign().1);
        self.evidence.pending_signatures().find(|note| note.text() == text)
    }

    /// Puts the record in its place, then the signatures that are too few yet beside it.
    pub(crate) fn store(&mut self) -> Result<(), Problem> {
        let Some(lock) = &mut self.lock else { return Ok(()) };
        let stored = match self.new.take() {
            Some(new) => lock.finish(new, &self.merged.small_files(&self.evidence)),
            None => lock.replace(&self.merged.files(&self.evidence)),
        };
        stored.map_err(|error| problem(&error))?;
        self.store_signatures()
    }

    fn store_signatures(&self) -> Result<(), Problem> {
        let folder = signatures_beside(&self.path);
        let notes = self.evidence.pending_signatures().map(|note| (name_of(note), note.to_bytes()));
        let shares = self.evidence.waiting_shares();
        let shares = shares.map(|(file, bytes)| (name_of_shares(file, bytes), bytes.to_vec()));
        let mut kept = BTreeSet::new();
        for (name, bytes) in notes.chain(shares) {
            let path = folder.join(name);
            files::make_folder(&folder)?;
            replace_file(&path, &bytes).map_err(|error| unwritable(&path, error))?;
            kept.insert(path);
        }
        // What has become part of the record is not kept twice; whatever else lies there is left alone.
        let signed: BTreeSet<String> = self.evidence.signed_texts().map(str::to_owned).collect();
        let text = |path: &Path| text_waited_for(self.definition(), path);
        for path in list_waiting(&folder).into_iter().filter(|path| !kept.contains(path)) {
            if text(&path).is_some_and(|text| signed.contains(&text)) {
                let _harmless_if_left = fs::remove_file(&path);
            }
        }
        let _only_if_empty = fs::remove_dir(&folder);
        Ok(())
    }
}

/// Reads inputs of which no record is to be made.
pub(crate) fn take_in(
    ui: &Ui,
    (file, bytes): (&Path, Vec<u8>),
    inputs: &[PathBuf],
) -> Result<(Evidence, IntakeReport), Problem> {
    inputs.iter().try_for_each(|input| files::must_exist(input))?;
    let mut intake = intake(ui, file, bytes)?;
    read_with_bar(ui, &mut intake, inputs);
    Ok(intake.finish())
}

fn read_with_bar(ui: &Ui, intake: &mut Intake, paths: &[PathBuf]) {
    let bar = progress::bar(ui, &Msg::new("reading-files"), 0);
    intake.read(paths, &Bar(bar.clone()));
    bar.finish_and_clear();
}

/// Reads all files of a record.
pub(crate) fn read(path: &Path) -> Result<Files, Problem> {
    if !is_there(path) {
        return Err(no_record(path));
    }
    RecordFolder::read(path).map_err(|error| problem(&error))
}

/// The villages asked for, in definition order: one, or all.
pub(crate) fn villages<'a>(
    definition: &'a Definition,
    merged: &'a Merged,
    only: Option<&VillageCode>,
) -> Result<Vec<(&'a Village, &'a VillageMerge)>, Problem> {
    if let Some(code) = only.filter(|code| definition.village(code).is_none()) {
        return Err(no_such_village(code));
    }
    let pairs = definition.villages().iter().filter_map(|v| Some((v, merged.village(&v.code)?)));
    Ok(pairs.filter(|(village, _)| only.is_none_or(|code| village.code == *code)).collect())
}

/// Verifies a record from its folder, village by village.
pub(crate) fn verify(ui: &Ui, path: &Path, expected: Option<ElectionId>) -> Result<VerifyReport, Problem> {
    if !is_there(path) {
        return Err(no_record(path));
    }
    let verified = with_bar(ui, |bar| {
        RecordFolder::read_with(path, |record| {
            verify_by_village(record, expected, bar).map_err(|error| verify_problem(&error, record))
        })
    });
    verified.map_err(|Refused(problem)| problem)
}

/// Verifies the files of a record in memory, so that the entries of its logs are at hand afterwards.
pub(crate) fn verify_files(
    ui: &Ui,
    files: &Files,
    expected: Option<ElectionId>,
) -> Result<VerifyReport, Problem> {
    with_bar(ui, |bar| tally::verify(files, expected, bar)).map_err(|_| no_randomness())
}

fn verify_problem(error: &VerifyError, record: &RecordReader) -> Refused {
    Refused(match error {
        VerifyError::Unreadable { path, source } => {
            let what = Msg::new("file-unreadable");
            Problem::new(Exit::Unreadable, what).file(record.path_of(path)).detail(source)
        }
        VerifyError::NoRandomness(_) | VerifyError::Missing(_) => no_randomness(),
    })
}

/// A problem that reading a record comes to.
struct Refused(Problem);

impl From<FolderError> for Refused {
    fn from(error: FolderError) -> Self {
        Self(problem(&error))
    }
}

fn merge_problem(error: &MergeError) -> Problem {
    match error {
        MergeError::SealMissing => Problem::new(Exit::Failed, Msg::new("seal-bad")),
        MergeError::TokenListMissing { list } => {
            Problem::new(Exit::Incomplete, Msg::new("list-missing").with("list", list.to_string()))
                .advice(Msg::new("list-missing-advice"))
        }
        MergeError::NoRandomness(_) => no_randomness(),
    }
}

fn no_randomness() -> Problem {
    let error = MergeError::NoRandomness(tally::NoRandomness);
    Problem::new(Exit::Internal, Msg::new("no-randomness")).told(in_both(&error))
}

fn with_bar<T>(ui: &Ui, run: impl FnOnce(&VillageBar<'_>) -> T) -> T {
    let bar = VillageBar::new(ui);
    let done = run(&bar);
    bar.finish();
    done
}

struct Bar(ProgressBar);

impl IntakeProgress for Bar {
    fn file_read(&self, done: usize, total: usize) {
        self.0.set_length(u64::try_from(total).unwrap_or(u64::MAX));
        self.0.set_position(u64::try_from(done).unwrap_or(u64::MAX));
    }
}

fn intake(ui: &Ui, file: &Path, definition: Vec<u8>) -> Result<Intake, Problem> {
    let records::IntakeError::Definition(error) = match Intake::new(definition) {
        Ok(intake) => return Ok(intake),
        Err(error) => error,
    };
    Err(definition::not_valid(ui, &error).file(file))
}

fn definition_in(path: &Path, files: &Files) -> Result<Vec<u8>, Problem> {
    files.get(DEFINITION).cloned().ok_or_else(|| no_record(path))
}

fn is_there(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

/// The folder beside a record for signatures that are too few yet.
pub(crate) fn signatures_beside(record: &Path) -> PathBuf {
    beside(record, ".signatures")
}

fn beside(record: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(record.file_name().unwrap_or_default());
    name.push(ending);
    record.with_file_name(name)
}

pub(crate) fn no_such_village(code: &VillageCode) -> Problem {
    let what = Msg::new("no-such-village").with("village", code.as_str());
    Problem::new(Exit::Usage, what).advice(Msg::new("no-such-village-advice"))
}

/// Counts one village into a folder of remembered ones.
pub(crate) fn remember(
    ui: &Ui,
    (file, bytes): (&Path, Vec<u8>),
    inputs: &[PathBuf],
    (village, cache): (&VillageCode, &Path),
) -> Result<(VillageMerge, IntakeReport), Problem> {
    inputs.iter().try_for_each(|input| files::must_exist(input))?;
    let mut intake = intake(ui, file, bytes)?;
    read_with_bar(ui, &mut intake, inputs);
    let memory = VillageMemory::open(cache.to_path_buf()).map_err(|error| unwritable(cache, error))?;
    let done = intake.gathered().remember(village, &memory).map_err(gathered_problem)?;
    done.ok_or_else(|| no_such_village(village))
}

fn gathered_problem(error: GatheredError) -> Problem {
    match error {
        GatheredError::Merge(error) => merge_problem(&error),
        GatheredError::Folder(error) => problem(&error),
    }
}

/// The memory beside a record of villages that were counted before; without one each is counted again.
fn village_memory(record: &Path) -> Option<VillageMemory> {
    VillageMemory::open(beside(record, ".cache")).ok()
}

/// `<village>-<hash of the text>.note`; of a checkpoint `<village>-<tps>-<booth>-<hash of the text>.checkpoint.note`. The
/// whole hash: a member who may choose the text must not be able to put it in the place of what others have signed.
fn name_of(note: &SignedNote) -> String {
    let hash = hex::encode(Sha256::digest(note.text()));
    if let Ok(checkpoint) = Checkpoint::parse(note.text()) {
        let parts: Vec<&str> = checkpoint.origin.as_str().rsplit('/').take(3).collect();
        let place = parts.into_iter().rev().collect::<Vec<_>>().join("-");
        return format!("{place}-{hash}.checkpoint.note");
    }
    let village = note.text().lines().nth(3).unwrap_or_default();
    format!("{village}-{hash}.note")
}

/// `<village>-t<NN>-<hash of the file>.share.json`.
fn name_of_shares(file: &ShareFile, bytes: &[u8]) -> String {
    let (village, trustee) = (&file.village, file.trustee.get());
    format!("{village}-t{trustee:02}-{}{SHARES}", hex::encode(Sha256::digest(bytes)))
}

fn list_waiting(folder: &Path) -> Vec<PathBuf> {
    [NOTE, SHARES].iter().flat_map(|ending| files::list(folder, ending).unwrap_or_default()).collect()
}

/// The text whose signatures a waiting file brings, or waits for.
fn text_waited_for(definition: &Definition, path: &Path) -> Option<String> {
    if path.to_str()?.ends_with(NOTE) {
        let note = SignedNote::parse(&files::read(path, MAX_NOTE).ok()?).ok()?;
        return Some(note.text().to_owned());
    }
    let shares = ShareFile::parse(&files::read(path, MAX_SHARES).ok()?).ok()?;
    Some(definition.set_text(&shares.village, shares.set))
}

fn no_record(path: &Path) -> Problem {
    Problem::new(Exit::Unreadable, Msg::new("no-record")).file(path).advice(Msg::new("no-record-advice"))
}

fn unwritable(path: &Path, error: impl ToString) -> Problem {
    Problem::new(Exit::CannotWrite, Msg::new("file-unwritable"))
        .file(path)
        .advice(Msg::new("file-unwritable-advice"))
        .detail(error)
}

fn problem(error: &FolderError) -> Problem {
    match error {
        FolderError::NotARecord { path, .. } => no_record(path).detail(error),
        FolderError::Refused { path, .. } => {
            Problem::new(Exit::Unreadable, Msg::new("record-refused")).file(path).detail(error)
        }
        FolderError::Locked { path } => Problem::new(Exit::CannotWrite, Msg::new("record-locked"))
            .file(path)
            .advice(Msg::new("memory-locked-advice")),
        FolderError::Io { action: "read", path, .. } => {
            Problem::new(Exit::Unreadable, Msg::new("file-unreadable")).file(path).detail(error)
        }
        FolderError::Io { path, .. } => unwritable(path, error),
        FolderError::Name { name } => {
            Problem::new(Exit::Internal, Msg::new("record-refused")).file(name).detail(error)
        }
    }
}

/// Signatures that are too few yet are waited for; nothing is wrong with them.
fn waits_for_signatures(problem: &IntakeProblem) -> bool {
    let waits = [Check::Committee, Check::Decisions, Check::Checkpoints].map(|check| Some(check.number()));
    problem.file.is_none() && waits.contains(&problem.check)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_on_hashes_that_begin_alike_have_files_of_their_own() {
        let name = |hash: &str| {
            let text = format!("pilkades/count-set/v1\nsimulasi\n{}\n9901012001\n{hash}\n", "0".repeat(64));
            name_of(&SignedNote::new(text).unwrap())
        };
        assert_ne!(name(&"a".repeat(64)), name(&format!("{}b", "a".repeat(63))));
        assert!(name(&"a".repeat(64)).starts_with("9901012001-"));
    }
}
