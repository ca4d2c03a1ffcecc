//! The record is a pure function of the set of its inputs: order, repetition, cutting into pieces and merging in steps
//! leave no trace in it (spec 8.1).
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};

use ballot_log::{BundleReader, BundleWriter, SignedEntry, mirror};
use election::{SignedNote, VillageCode};
use integration::{Dice, Simulated};
use records::Intake;
use tally::{Evidence, FileKind, Files, Merged, NoProgress, VillageMerge, file_kind, merge, verify};

const ORDERS: u64 = 50;

struct World {
    election: Simulated,
    /// Every input that was not made from a merge: by name.
    inputs: Files,
    /// What committee and trustees of each village answer to the merge of all inputs.
    answers: BTreeMap<VillageCode, Vec<Vec<u8>>>,
}

impl World {
    fn new(seed: u64) -> Self {
        let election = Simulated::regency(3, 60, seed);
        let mut inputs = election.record();
        inputs.retain(|name, bytes| !name.starts_with("villages/") && file_kind(bytes) != FileKind::Computed);
        let mut world = Self { election, inputs, answers: BTreeMap::new() };
        let (evidence, merged) = world.merge(world.inputs.values());
        for keys in &world.election.villages {
            let answers = keys.sign(&evidence, &merged).into_iter().chain(keys.answer(&evidence, &merged));
            world.answers.insert(keys.village.clone(), answers.collect());
        }
        world
    }

    fn merge<'a>(&self, inputs: impl IntoIterator<Item = &'a Vec<u8>>) -> (Evidence, Merged) {
        let mut intake = Intake::new(self.election.bytes("election.json")).unwrap();
        inputs.into_iter().for_each(|bytes| intake.add("", bytes));
        let (evidence, report) = intake.finish();
        assert!(report.problems.is_empty(), "{:?}", report.problems);
        let merged = merge(&evidence, &NoProgress).unwrap();
        (evidence, merged)
    }

    fn everything(&self) -> impl Iterator<Item = &Vec<u8>> {
        self.inputs.values().chain(self.answers.values().flatten())
    }

    fn record<'a>(&self, inputs: impl IntoIterator<Item = &'a Vec<u8>>) -> Files {
        let (evidence, merged) = self.merge(inputs);
        merged.files(&evidence)
    }
}

fn assert_same(found: &Files, expected: &Files, what: &str) {
    let names = |files: &Files| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(found), names(expected), "{what}");
    let different: Vec<&String> = found.keys().filter(|name| found[*name] != expected[*name]).collect();
    assert!(different.is_empty(), "{what}: {different:?} differ");
}

fn records_of(bundle: &[u8]) -> (ballot_log::LogHeader, Vec<SignedEntry>) {
    let reader = BundleReader::new(bundle).unwrap();
    (reader.header().log.clone(), reader.map(Result::unwrap).collect())
}

/// Two bundles that overlap by a few records, as a stick that was pulled out and an export of the rest.
fn cut(bundle: &[u8], dice: &mut Dice) -> Vec<Vec<u8>> {
    let (header, records) = records_of(bundle);
    let at = dice.below(records.len());
    let again = at.saturating_sub(dice.below(4));
    let write = |records: &[SignedEntry]| {
        let mut writer = BundleWriter::new(header.clone());
        records.iter().for_each(|record| writer.push(record).unwrap());
        writer.finish()
    };
    vec![write(&records[..at]), write(&records[again..])]
}

#[test]
fn fifty_orders_with_repetitions_and_cut_bundles_give_one_record() {
    let world = World::new(11);
    let expected = world.record(world.everything());
    let report = verify(&expected, None, &NoProgress).unwrap();
    assert!(report.passed() && report.merged.unwrap().villages.iter().all(VillageMerge::is_complete));
    for seed in 0..ORDERS {
        let mut dice = Dice::new(seed);
        let mut inputs = Vec::new();
        for input in world.everything() {
            match (file_kind(input), dice.below(3)) {
                (FileKind::Bundle, 0) => inputs.extend(cut(input, &mut dice)),
                (_, 1) => inputs.extend([input.clone(), input.clone()]),
                _ => inputs.push(input.clone()),
            }
        }
        dice.shuffle(&mut inputs);
        assert_same(&world.record(&inputs), &expected, &format!("order {seed}"));
    }
}

#[test]
fn merging_in_two_steps_gives_the_record_of_one() {
    let world = World::new(12);
    let expected = world.record(world.everything());
    let mut whole_at_first = BTreeSet::new();
    for seed in 0..10 {
        let mut dice = Dice::new(seed);
        // Each log has a chance to come late, so that at the first step some villages are whole and some are not.
        let late = |input: &&Vec<u8>| file_kind(input) == FileKind::Bundle && dice.below(3) == 0;
        let (late, first): (Vec<_>, Vec<_>) = world.inputs.values().partition(late);
        let (_, merged) = world.merge(first.iter().copied());
        let whole: Vec<_> = merged.villages.iter().filter(|village| village.is_counted()).collect();
        whole_at_first.insert(whole.len());
        let early = whole.iter().flat_map(|village| &world.answers[&village.village]);
        let halfway = world.record(first.into_iter().chain(early));
        assert!(verify(&halfway, None, &NoProgress).unwrap().passed(), "the record of step one verifies");

        let answers = world.answers.values().flatten();
        let found = world.record(halfway.values().chain(late).chain(answers));
        assert_same(&found, &expected, &format!("split {seed}, {} villages whole", whole.len()));
    }
    assert!(whole_at_first.len() > 1, "some villages were whole at the first step, others were not");
}

#[test]
fn a_mirror_gives_the_record_of_the_bundle() {
    let world = World::new(13);
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in &world.inputs {
        let (path, bytes) = match file_kind(bytes) {
            FileKind::Bundle => {
                let (header, records) = records_of(bytes);
                let mut frames = mirror::encode_header(&header).to_vec();
                records.iter().for_each(|record| frames.extend(mirror::encode_frame(record)));
                frames.extend([0; 3 * mirror::FRAME]);
                (name.replace(".plkb", ".plkm"), frames)
            }
            _ => (name.clone(), bytes.clone()),
        };
        let path = folder.path().join(path.replace('/', "-"));
        std::fs::write(path, bytes).unwrap();
    }
    let definition = world.election.bytes("election.json");
    let paths = [folder.path().to_path_buf()];
    let (evidence, report) = records::read_inputs(&paths, definition, &records::NoIntakeProgress).unwrap();
    assert!(report.problems.is_empty(), "{:?}", report.problems);
    let expected = world.record(world.inputs.values());
    assert_same(&merge(&evidence, &NoProgress).unwrap().files(&evidence), &expected, "from mirrors");
}

/// A note of the first village's member about the second village's set must not stand in the way of the true one.
#[test]
fn a_member_of_one_village_does_not_unsign_another() {
    let world = World::new(13);
    let expected = world.record(world.everything());
    let (_, merged) = world.merge(world.everything());
    let [first, second, ..] = merged.villages.as_slice() else { panic!("two villages") };
    let definition = Evidence::new(world.election.bytes("election.json")).unwrap().definition().clone();
    let mut note = SignedNote::new(definition.set_text(&first.village, second.hash)).unwrap();
    let (name, key) = &world.election.keys(&first.village).committee[0];
    note.sign(name, key);
    let note = note.to_bytes();
    let mut intake = Intake::new(world.election.bytes("election.json")).unwrap();
    world.everything().chain([&note]).for_each(|bytes| intake.add("", bytes));
    let (evidence, _) = intake.finish();
    let merged = merge(&evidence, &NoProgress).unwrap();
    assert_same(&merged.files(&evidence), &expected, "a stranger's note");
}
