//! After the polls: what `tally merge`, `sign`, `decrypt`, `result` and `verify` do, one after the other.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};

use election::{KeyName, SecretKey, SignedNote};
use records::{IntakeProgress, IntakeReport, RecordFolder};
use tally::{Evidence, Files, Merged, Question, VerifyReport, merge, verify};

use crate::dice::Dice;
use crate::enrolment::{COMMITTEE_THRESHOLD, Secrets, VillageSecrets};
use crate::error::{SimulationError, count};
use crate::surroundings::{Progress, Stage, Surroundings};

/// What is in the folder, as evidence.
pub(crate) fn read(
    paths: &[PathBuf],
    definition: Vec<u8>,
    progress: &dyn Progress,
) -> Result<(Evidence, IntakeReport), SimulationError> {
    let (evidence, report) =
        records::read_inputs(paths, definition, &Reading(progress)).map_err(count("election.json"))?;
    match report.problems.first() {
        None => Ok((evidence, report)),
        Some(problem) => Err(SimulationError::Count {
            place: problem.file.clone().unwrap_or_default(),
            problem: problem.problem.english.clone(),
        }),
    }
}

/// Merges, and writes the record.
pub(crate) fn merge_and_write(
    evidence: &Evidence,
    record: &std::path::Path,
    progress: &dyn Progress,
    stage: Stage,
) -> Result<(Merged, Files), SimulationError> {
    let merged = merge(evidence, &Counting::new(progress, stage)).map_err(count("merge"))?;
    let files = merged.files(evidence);
    RecordFolder::replace(record, &files).map_err(count(record.display().to_string()))?;
    Ok((merged, files))
}

/// Committees sign their count sets, k trustees answer them.
pub(crate) fn sign_and_decrypt(
    evidence: &mut Evidence,
    merged: &Merged,
    secrets: &Secrets,
    seed: u64,
    with: &Surroundings<'_>,
) -> Result<(), SimulationError> {
    for (number, village) in (0..).zip(&secrets.villages) {
        // Stream 2^63 and up are nobody else's.
        let mut dice = Dice::new(seed, (1 << 63) + number);
        let note = sign(evidence, merged, village, &mut dice)?;
        let shares = answers(evidence, merged, village, &mut dice, with)?;
        let set = &found(merged, village)?.set_bytes;
        let added = [evidence.add_set(set, &note)].into_iter();
        let added = added.chain(shares.iter().map(|share| evidence.add_shares(share)).collect::<Vec<_>>());
        if let Some(problem) = added.flat_map(|added| added.problems).next() {
            return Err(count(village.village.to_string())(problem.message.english));
        }
    }
    Ok(())
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
    evidence: &Evidence,
    merged: &Merged,
    village: &VillageSecrets,
    dice: &mut Dice,
) -> Result<Vec<u8>, SimulationError> {
    let text = evidence.definition().set_text(&village.village, found(merged, village)?.hash);
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
    evidence: &Evidence,
    merged: &Merged,
    secrets: &VillageSecrets,
    dice: &mut Dice,
    with: &Surroundings<'_>,
) -> Result<Vec<Vec<u8>>, SimulationError> {
    let code = &secrets.village;
    let village = evidence.definition().village(code);
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

/// Reads the record back and verifies it.
pub(crate) fn check(
    record: &std::path::Path,
    evidence: &Evidence,
    written: &Files,
    progress: &dyn Progress,
) -> Result<VerifyReport, SimulationError> {
    let files = RecordFolder::read(record).map_err(count(record.display().to_string()))?;
    if files != *written {
        return Err(count(record.display().to_string())("it does not read back as it was written"));
    }
    let id = evidence.definition().id();
    let report =
        verify(&files, Some(id), &Counting::new(progress, Stage::Verifying)).map_err(count("verify"))?;
    match report.first_failure() {
        None => Ok(report),
        Some((check, failure)) => Err(SimulationError::Count {
            place: failure.file.clone(),
            problem: format!("check {check}: {}", failure.message.english),
        }),
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

struct Reading<'a>(&'a dyn Progress);

impl IntakeProgress for Reading<'_> {
    fn file_read(&self, done: usize, total: usize) {
        let number = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
        self.0.advanced(Stage::Reading, number(done), number(total));
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
