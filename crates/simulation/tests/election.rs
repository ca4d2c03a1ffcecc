//! Small whole elections.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Mutex;

use rand::rand_core::{CryptoRng, UnwrapErr};
use rand::rngs::SysRng;
use simulation::{
    ForgetSecrets, NoProgress, Outcome, Progress, Secrets, SimulationError, SimulationPlan, Stage,
    Surroundings, simulate,
};
use tally::{ReceiptProofError, check_receipt_files, merge, prove_receipt};

fn os(_: &str) -> Box<dyn CryptoRng + Send> {
    Box::new(UnwrapErr(SysRng))
}

const FORGETFUL: Surroundings<'static> =
    Surroundings { randomness: &os, progress: &NoProgress, secrets: &ForgetSecrets };

fn plan(villages: u32, seed: u64, folder: &Path) -> SimulationPlan {
    let plan = SimulationPlan::new(villages, 60, seed, folder.join("out"));
    SimulationPlan { fast_store: true, ..plan }
}

fn run(plan: &SimulationPlan) -> Outcome {
    simulate(plan, &FORGETFUL).unwrap()
}

#[test]
fn the_record_says_what_voters_and_slips_say() {
    let folder = tempfile::tempdir().unwrap();
    let outcome = run(&plan(2, 1, folder.path()));
    assert_eq!(outcome.villages.len(), 2);
    for village in &outcome.villages {
        assert!(village.agrees());
        assert!(village.record.iter().sum::<u32>() >= 10);
        assert!(!village.challenged.is_empty() && village.cancelled > 0);
    }
    assert!(outcome.report.passed());
    let recorded: u32 = outcome.villages.iter().flat_map(|village| &village.record).sum();
    assert_eq!(outcome.ballots(), u64::from(recorded));
    let out = folder.path().join("out");
    let names: BTreeSet<String> =
        std::fs::read_dir(&out).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    let expected = [
        ".record.lock",
        "acceptances",
        "checkpoints",
        "election.json",
        "election.json.note",
        "logs",
        "merge-report.json",
        "receipts",
        "record",
        "tokens",
    ];
    assert_eq!(names, expected.map(str::to_owned).into());
}

#[test]
fn receipts_lead_to_the_root_and_tested_ballots_do_not_count() {
    let folder = tempfile::tempdir().unwrap();
    let outcome = run(&plan(2, 2, folder.path()));
    let out = folder.path().join("out");
    let definition = std::fs::read(out.join("election.json")).unwrap();
    let (evidence, _) =
        records::read_inputs(&[out.join("record")], definition, &records::NoIntakeProgress).unwrap();
    let merged = merge(&evidence, &tally::NoProgress).unwrap();
    let checkpoint = merged.checkpoint_text(&evidence);
    let root: String = merged.root.as_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    for village in &outcome.villages {
        for code in &village.cast {
            let files = prove_receipt(&evidence, &merged, &code.to_string()).unwrap();
            let proved = check_receipt_files(&files, &root).unwrap();
            assert_eq!((proved.code, &proved.village), (*code, &village.village));
        }
        for code in &village.challenged {
            let refused = prove_receipt(&evidence, &merged, &code.to_string()).unwrap_err();
            assert_eq!(refused, ReceiptProofError::NotFound { code: code.to_string() });
        }
    }
    let written = std::fs::read_to_string(out.join("record/election.checkpoint")).unwrap();
    assert_eq!(checkpoint, written);
}

#[test]
fn a_seed_fixes_names_and_choices_and_nothing_secret() {
    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let [one, two] = [0, 1].map(|index| run(&plan(2, 3, folders[index].path())));
    let people = |outcome: &Outcome| -> Vec<(String, Vec<String>)> {
        let names = |v: &election::definition::Village| v.candidates.iter().map(|c| c.name.clone()).collect();
        outcome.definition.villages().iter().map(|v| (v.name.clone(), names(v))).collect()
    };
    assert_eq!(people(&one), people(&two));
    let meant = |outcome: &Outcome| outcome.villages.iter().map(|v| v.meant.clone()).collect::<Vec<_>>();
    assert_eq!(meant(&one), meant(&two));
    assert_ne!(one.definition.nonce(), two.definition.nonce());
    let keys = |outcome: &Outcome| outcome.definition.booths().map(|(_, b)| b.key).collect::<Vec<_>>();
    assert!(keys(&one).iter().all(|key| !keys(&two).contains(key)));
    let joint = |outcome: &Outcome| outcome.definition.villages()[0].trustees.joint_key;
    assert!(joint(&one) != joint(&two));
    let other = tempfile::tempdir().unwrap();
    assert_ne!(people(&one), people(&run(&plan(2, 4, other.path()))));
}

#[derive(Default)]
struct Ear(Mutex<BTreeMap<Stage, (u64, u64)>>);

impl Progress for Ear {
    fn advanced(&self, stage: Stage, done: u64, total: u64) {
        let mut stages = self.0.lock().unwrap();
        let entry = stages.entry(stage).or_default();
        *entry = (entry.0.max(done), total);
    }
}

#[test]
fn every_stage_is_told_to_its_end_and_secrets_are_shown_once() {
    let folder = tempfile::tempdir().unwrap();
    let ear = Ear::default();
    let shown = Mutex::new(Vec::new());
    let keep = |secrets: &Secrets| {
        let of = |v: &simulation::VillageSecrets| (v.committee.len(), v.trustees.len(), v.booths.len());
        shown.lock().unwrap().push(secrets.villages.iter().map(of).collect::<Vec<_>>());
        Ok(())
    };
    let with = Surroundings { randomness: &os, progress: &ear, secrets: &keep };
    let outcome = simulate(&plan(2, 5, folder.path()), &with).unwrap();
    let stages = ear.0.into_inner().unwrap();
    assert_eq!(stages.keys().copied().collect::<Vec<_>>(), Stage::ALL);
    assert!(stages.values().all(|(done, total)| done == total && *total > 0), "{stages:?}");
    let booths = |index: usize| outcome.definition.villages()[index].booths().count();
    assert_eq!(shown.into_inner().unwrap(), [[(3, 3, booths(0)), (3, 3, booths(1))]]);
}

#[test]
fn a_keeper_who_refuses_ends_it_before_polling_day() {
    let folder = tempfile::tempdir().unwrap();
    let keep = |_: &Secrets| Err("no room".into());
    let with = Surroundings { secrets: &keep, ..FORGETFUL };
    let plan = plan(1, 6, folder.path());
    let error = simulate(&plan, &with).unwrap_err();
    assert!(matches!(error, SimulationError::Setup { problem, .. } if problem == "no room"));
    assert_eq!(std::fs::read_dir(plan.out_dir.join("logs")).unwrap().count(), 0);
}

#[test]
fn a_plan_outside_its_limits_or_a_used_folder_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let refused = |change: fn(&mut SimulationPlan)| {
        let mut plan = plan(1, 1, folder.path());
        change(&mut plan);
        match simulate(&plan, &FORGETFUL).unwrap_err() {
            SimulationError::Plan { field, found, .. } => (field, found),
            other => panic!("{other}"),
        }
    };
    assert_eq!(refused(|plan| plan.villages = 0), ("villages", 0));
    assert_eq!(refused(|plan| plan.villages = 901), ("villages", 901));
    assert_eq!(refused(|plan| plan.voters = 14), ("voters", 14));
    assert_eq!(refused(|plan| plan.voters = 15_001), ("voters", 15_001));
    assert_eq!(refused(|plan| plan.candidates = Some(0)), ("candidates", 0));
    assert_eq!(refused(|plan| plan.candidates = Some(8)), ("candidates", 8));
    let plan = plan(1, 1, folder.path());
    std::fs::create_dir(&plan.out_dir).unwrap();
    std::fs::write(plan.out_dir.join("thesis.odt"), "x").unwrap();
    let error = simulate(&plan, &FORGETFUL).unwrap_err();
    assert!(matches!(error, SimulationError::Folder { path, .. } if path == plan.out_dir));
    assert_eq!(std::fs::read_dir(&plan.out_dir).unwrap().count(), 1);
}

#[test]
fn the_smallest_and_the_largest_ballot_work_with_full_durability() {
    for candidates in [1, 7] {
        let folder = tempfile::tempdir().unwrap();
        let plan = SimulationPlan {
            voters: 15,
            candidates: Some(candidates),
            fast_store: false,
            ..plan(1, 7, folder.path())
        };
        let outcome = run(&plan);
        assert!(outcome.villages[0].agrees());
        assert!(outcome.villages[0].record.len() >= usize::from(candidates));
    }
}
