//! After the polls: what `tally merge`, `sign`, `decrypt`, `result` and `verify` do, one after the other.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use election::{Definition, ElectionId, KeyName, SecretKey, SignedNote};
use records::{FolderError, Intake, IntakeProgress, LockedRecord, MergedInputs, RecordFolder, VillageMemory};
use tally::{Merged, Question, VerifyReport, verify_by_village};

use crate::dice::Dice;
use crate::enrolment::{COMMITTEE_THRESHOLD, Secrets, VillageSecrets};
use crate::error::{SimulationError, count};
use crate::surroundings::{Progress, Stage, Surroundings};

/// What is merged: files in folders, and files that were made meanwhile, by the names that a report shall give them.
pub(crate) struct Inputs<'a> {
    pub(crate) definition: &'a [u8],
    pub(crate) paths: &'a [PathBuf],
    pub(crate) more: &'a [(String, Vec<u8>)],
}

/// Merges village by village and writes the record: the logs of a few villages are in memory at a time. With a memory, a village
/// whose logs were counted before is not counted again; what verifies the record never looks there.
pub(crate) fn merge_and_write(
    inputs: &Inputs<'_>,
    record: &mut LockedRecord,
    memory: Option<&VillageMemory>,
    progress: &dyn Progress,
    stage: Stage,
) -> Result<MergedInputs, SimulationError> {
    let mut intake = Intake::new(inputs.definition.to_vec()).map_err(count("election.json"))?;
    intake.read(inputs.paths, &Reading { progress, stage });
    inputs.more.iter().for_each(|(name, bytes)| intake.add(name, bytes));
    let new = record.begin().map_err(count("record"))?;
    let done = intake.gathered().merge(Some(&new), memory, &Counting::new(progress, stage));
    let done = done.map_err(count("merge"))?;
    if let Some(problem) = done.report.problems.first() {
        let place = problem.file.clone().unwrap_or_default();
        return Err(count(place)(problem.problem.english.clone()));
    }
    record.finish(new, &done.merged.small_files(&done.evidence)).map_err(count("record"))?;
    Ok(done)
}

/// Committees sign their count sets, k trustees answer them: the sets with their notes and shares, as files.
pub(crate) fn sign_and_decrypt(
    definition: &Definition,
    merged: &Merged,
    secrets: &Secrets,
    seed: u64,
    with: &Surroundings<'_>,
) -> Result<Vec<(String, Vec<u8>)>, SimulationError> {
    let mut files = Vec::new();
    for (number, village) in (0..).zip(&secrets.villages) {
        // Stream 2^63 and up are nobody else's.
        let mut dice = Dice::new(seed, (1 << 63) + number);
        let code = &village.village;
        files.push((format!("{code} village.json"), found(merged, village)?.set_bytes.clone()));
        files.push((format!("{code} village.json.note"), sign(definition, merged, village, &mut dice)?));
        let shares = answers(definition, merged, village, &mut dice, with)?;
        files.extend(shares.into_iter().map(|share| (format!("{code} shares"), share)));
    }
    Ok(files)
}

fn found<'m>(
    merged: &'m Merged,
    village: &VillageSecrets,
) -> Result<&'m tally::VillageMerge, SimulationError> {
    let code = &village.village;
    merged.village(code).ok_or_else(|| count(code.to_string())("the village is not in the record"))
}

/// m of n committee keys under the count set, in any order.
fn sign(
    definition: &Definition,
    merged: &Merged,
    village: &VillageSecrets,
    dice: &mut Dice,
) -> Result<Vec<u8>, SimulationError> {
    let text = definition.set_text(&village.village, found(merged, village)?.hash);
    let mut note = SignedNote::new(text).map_err(count(village.village.to_string()))?;
    let mut keys: Vec<&(KeyName, SecretKey)> = village.committee.iter().collect();
    dice.shuffle(&mut keys);
    for (name, key) in keys.into_iter().take(COMMITTEE_THRESHOLD.into()) {
        note.sign(name, key);
    }
    Ok(note.to_bytes())
}

/// The share files of k trustees.
fn answers(
    definition: &Definition,
    merged: &Merged,
    secrets: &VillageSecrets,
    dice: &mut Dice,
    with: &Surroundings<'_>,
) -> Result<Vec<Vec<u8>>, SimulationError> {
    let code = &secrets.village;
    let village = definition.village(code);
    let village = village.ok_or_else(|| count(code.to_string())("the definition has no such village"))?;
    let set = found(merged, secrets)?;
    let question = Question::new(village, &set.set);
    let mut random = with.randomness.generator(&format!("shares {code}"));
    let mut trustees: Vec<_> = secrets.trustees.iter().map(|(_, share)| share).collect();
    dice.shuffle(&mut trustees);
    trustees
        .into_iter()
        .take(village.trustees.threshold.into())
        .map(|share| Ok(question.answer(share, &mut random).map_err(count(code.to_string()))?.to_bytes()))
        .collect()
}

/// Reads the record back, village by village, and verifies it.
pub(crate) fn check(
    record: &Path,
    id: ElectionId,
    written: &Merged,
    progress: &dyn Progress,
) -> Result<VerifyReport, SimulationError> {
    let progress = Counting::new(progress, Stage::Verifying);
    let report = RecordFolder::read_with(record, |files| {
        verify_by_village(files, Some(id), &progress).map_err(count("verify"))
    })?;
    if let Some((check, failure)) = report.first_failure() {
        let problem = format!("check {check}: {}", failure.message.english);
        return Err(count(failure.file.clone())(problem));
    }
    match &report.merged {
        Some(read) if read.root == written.root => Ok(report),
        _ => Err(count(record.display().to_string())("it does not read back as it was written")),
    }
}

impl From<FolderError> for SimulationError {
    fn from(error: FolderError) -> Self {
        count("record")(error)
    }
}

/// Decrypted totals by village.
pub(crate) fn totals(merged: &Merged) -> BTreeMap<election::VillageCode, Vec<u32>> {
    let of = |village: &tally::VillageMerge| {
        let totals = village.result.as_ref().map(|result| result.totals.clone()).unwrap_or_default();
        (village.village.clone(), totals)
    };
    merged.villages.iter().map(of).collect()
}

/// Tells of files that are read for the first merge; for the second one, they are read again.
struct Reading<'a> {
    progress: &'a dyn Progress,
    stage: Stage,
}

impl IntakeProgress for Reading<'_> {
    fn file_read(&self, done: usize, total: usize) {
        let number = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
        if self.stage == Stage::Merging {
            self.progress.advanced(Stage::Reading, number(done), number(total));
        }
    }
}

/// Counts the villages of one stage.
struct Counting<'a> {
    progress: &'a dyn Progress,
    stage: Stage,
    done: AtomicU64,
}

impl<'a> Counting<'a> {
    const fn new(progress: &'a dyn Progress, stage: Stage) -> Self {
        Self { progress, stage, done: AtomicU64::new(0) }
    }
}

impl tally::Progress for Counting<'_> {
    fn village_done(&self, _: &tally::VillageMerge, total: usize) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        self.progress.advanced(self.stage, done, u64::try_from(total).unwrap_or(u64::MAX));
    }
}
