//! A whole election, stage by stage.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use ballot_crypto::Acceptance;
use ballot_store::Durability;
use election::definition::{Definition, Village};
use election::{KeyName, SecretKey, SignedNote, TokenList, TrusteeNumber, VillageCode};
use rayon::prelude::*;
use records::{RecordFolder, VillageMemory, replace_file, write_new};
use tally::AcceptanceFile;

use crate::count::{self, Inputs};
use crate::enrolment::{self, Enrolled, Secrets, VillageSecrets};
use crate::error::{SimulationError, setup};
use crate::outcome::{Outcome, VillageOutcome};
use crate::plan::SimulationPlan;
use crate::polling_day::{BoothDay, BoothJob};
use crate::scenario::{self, VillagePlan};
use crate::surroundings::{Progress, Stage, Surroundings};

/// Booths at a time when every ballot waits for the disk.
const WAITING_BOOTHS: usize = 8;

/// Simulates a whole election through the real code and compares what the record says with what the voters meant.
///
/// Writes into the plan's folder: `election.json`, `election.json.note`, `acceptances/`, `tokens/` (the lists),
/// `logs/` (the exported bundles), `checkpoints/` and `receipts/` (what witnesses and voters hand in),
/// `record/` and `merge-report.json`.
///
/// # Errors
/// [`SimulationError`]; a disagreement of record, slips and voters is one.
pub fn simulate(plan: &SimulationPlan, with: &Surroundings<'_>) -> Result<Outcome, SimulationError> {
    check_plan(plan)?;
    prepare_folder(&plan.out_dir)?;
    let villages = scenario::villages(plan);
    advance(with.progress, Stage::Names, villages.len());
    let election = Election::found(plan, villages, with)?;
    with.secrets.keep(&election.secrets).map_err(setup("keeping the secrets"))?;
    let days = election.polling_day(plan, with)?;
    election.hand_in(plan, &days)?;
    election.count(plan, with, &days)
}

fn check_plan(plan: &SimulationPlan) -> Result<(), SimulationError> {
    let limits = [
        ("villages", plan.villages, 1..=900, "1 to 900"),
        ("voters", plan.voters, 15..=15_000, "15 to 15,000"),
        ("candidates", plan.candidates.map_or(1, u32::from), 1..=7, "1 to 7"),
    ];
    for (field, found, range, allowed) in limits {
        if !range.contains(&found) {
            return Err(SimulationError::Plan { field, found, allowed });
        }
    }
    Ok(())
}

fn folder_error<E: ToString>(path: &Path) -> impl FnOnce(E) -> SimulationError {
    let path = path.to_path_buf();
    move |error| SimulationError::Folder { path, problem: error.to_string() }
}

fn prepare_folder(folder: &Path) -> Result<(), SimulationError> {
    fs::create_dir_all(folder).map_err(folder_error(folder))?;
    if fs::read_dir(folder).map_err(folder_error(folder))?.next().is_some() {
        return Err(folder_error(folder)("the folder is not empty; choose another one"));
    }
    for name in ["acceptances", "tokens", "logs", "checkpoints", "receipts"] {
        let folder = folder.join(name);
        fs::create_dir(&folder).map_err(folder_error(&folder))?;
    }
    Ok(())
}

fn write(folder: &Path, name: &str, bytes: &[u8]) -> Result<(), SimulationError> {
    let path = folder.join(name);
    write_new(&path, bytes).map_err(folder_error(&path))
}

/// A stage that is done at once.
fn advance(progress: &dyn Progress, stage: Stage, total: usize) {
    let total = u64::try_from(total).unwrap_or(u64::MAX);
    progress.advanced(stage, total, total);
}

/// Counts what several threads finish.
struct Counter<'a> {
    progress: &'a dyn Progress,
    stage: Stage,
    done: AtomicU64,
    total: u64,
}

impl<'a> Counter<'a> {
    const fn new(progress: &'a dyn Progress, stage: Stage, total: u64) -> Self {
        Self { progress, stage, done: AtomicU64::new(0), total }
    }

    fn one(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        self.progress.advanced(self.stage, done, self.total);
    }
}

/// A sealed election before its polling day.
struct Election {
    definition: Arc<Definition>,
    definition_bytes: Vec<u8>,
    plans: Vec<VillagePlan>,
    secrets: Secrets,
    lists: Vec<Vec<TokenList>>,
    acceptances: Vec<Vec<(TrusteeNumber, Acceptance)>>,
}

impl Election {
    /// Keys, tokens, seal, acceptances.
    fn found(
        plan: &SimulationPlan,
        plans: Vec<VillagePlan>,
        with: &Surroundings<'_>,
    ) -> Result<Self, SimulationError> {
        let (nonce, authority) = enrolment::authority(with.randomness);
        let total = u64::try_from(plans.len()).unwrap_or(u64::MAX);
        let keys = Counter::new(with.progress, Stage::Keys, total);
        let enrolled = plans.par_iter().map(|village| {
            let enrolled = enrolment::enrol(village, nonce, with.randomness);
            keys.one();
            enrolled
        });
        let mut enrolled = enrolled.collect::<Result<Vec<Enrolled>, _>>()?;
        let tokens = Counter::new(with.progress, Stage::Tokens, total);
        let lists = plans.par_iter().zip(enrolled.par_iter_mut()).map(|(village, enrolled)| {
            let lists = enrolment::draw_tokens(village, &mut enrolled.secrets, nonce, with.randomness);
            tokens.one();
            lists
        });
        let lists = lists.collect::<Result<Vec<_>, _>>()?;
        let places = plans.iter().zip(&enrolled).zip(&lists);
        let villages = places.map(|((plan, enrolled), lists)| enrolment::village(plan, enrolled, lists));
        let villages = villages.collect::<Result<Vec<Village>, _>>()?;
        let content = enrolment::content(plan, nonce, &authority, villages)?;
        let (definition, definition_bytes) = Definition::seal(content).map_err(setup("definition"))?;
        let villages: Vec<VillageSecrets> = enrolled.into_iter().map(|enrolled| enrolled.secrets).collect();
        let accept = |village| enrolment::accept(village, &definition.id(), with.randomness);
        let acceptances = villages.iter().map(accept).collect();
        let definition = Arc::new(definition);
        let secrets = Secrets { authority, villages };
        let election = Self { definition, definition_bytes, plans, secrets, lists, acceptances };
        election.publish(&plan.out_dir)?;
        advance(with.progress, Stage::Seal, election.plans.len());
        Ok(election)
    }

    fn publish(&self, folder: &Path) -> Result<(), SimulationError> {
        write(folder, "election.json", &self.definition_bytes)?;
        let seal = self.definition.seal_note(&self.secrets.authority);
        write(folder, "election.json.note", &seal.to_bytes())?;
        for list in self.lists.iter().flatten() {
            write(folder, &TokenList::path_of(list.id()), &list.to_bytes())?;
        }
        for (village, acceptances) in self.secrets.villages.iter().zip(&self.acceptances) {
            for (trustee, acceptance) in acceptances {
                let code = &village.village;
                let name = format!("acceptances/{code}-t{:02}.json", trustee.get());
                let file =
                    AcceptanceFile::new(self.definition.id(), code.clone(), *trustee, acceptance.to_bytes());
                write(folder, &name, &file.to_bytes())?;
            }
        }
        Ok(())
    }

    /// Every booth opens, serves its voters, closes and exports; village by village in the result.
    fn polling_day(
        &self,
        plan: &SimulationPlan,
        with: &Surroundings<'_>,
    ) -> Result<Vec<Vec<BoothDay>>, SimulationError> {
        let lists = self.plans.iter().flat_map(|village| &village.tps).flat_map(|tps| &tps.booths);
        let voters = lists.flat_map(|booth| &booth.lists).map(|list| u64::from(list.ballots + list.leavers));
        let counter = Counter::new(with.progress, Stage::Polling, voters.sum());
        let places: Vec<(usize, usize)> = self
            .secrets
            .villages
            .iter()
            .enumerate()
            .flat_map(|(village, secrets)| (0..secrets.booths.len()).map(move |booth| (village, booth)))
            .collect();
        let run = || {
            let days = places.par_iter().map(|place| self.booth_day(plan, with, *place, &|| counter.one()));
            days.collect::<Result<Vec<BoothDay>, _>>()
        };
        let mut days = if plan.fast_store { run() } else { pool()?.install(run) }?.into_iter();
        Ok(self.secrets.villages.iter().map(|v| days.by_ref().take(v.booths.len()).collect()).collect())
    }

    fn booth_day(
        &self,
        plan: &SimulationPlan,
        with: &Surroundings<'_>,
        (village, booth): (usize, usize),
        voter_done: &(dyn Fn() + Sync),
    ) -> Result<BoothDay, SimulationError> {
        let missing = || setup("polling day")("a village or booth has no plan");
        let village_plan = self.plans.get(village).ok_or_else(missing)?;
        let booth_plan =
            village_plan.tps.iter().flat_map(|tps| &tps.booths).nth(booth).ok_or_else(missing)?;
        let secrets = self.secrets.villages.get(village).and_then(|village| village.booths.get(booth));
        let secrets = secrets.ok_or_else(missing)?;
        let own = |list: &&TokenList| list.id().booth == secrets.booth;
        let folder = tempfile::Builder::new().prefix(".booth-").tempdir_in(&plan.out_dir);
        let folder = folder.map_err(folder_error(&plan.out_dir))?;
        let job = BoothJob {
            definition: self.definition.clone(),
            village: village_plan,
            plan: booth_plan,
            secrets,
            lists: self.lists.iter().flatten().filter(own).cloned().collect(),
            acceptances: self.acceptances.get(village).map_or(&[], Vec::as_slice),
            place: u64::try_from(booth + 1).unwrap_or(u64::MAX),
            seed: plan.seed,
            durability: if plan.fast_store { Durability::Relaxed } else { Durability::Full },
            folder: folder.path(),
            bundle: plan.out_dir.join(format!("logs/{}.plkb", secrets.booth)),
            randomness: with.randomness,
            voter_done,
        };
        job.run()
    }

    /// What witnesses and voters hand in: the first booth's closing checkpoint with a witness's signature, receipts.
    fn hand_in(&self, plan: &SimulationPlan, days: &[Vec<BoothDay>]) -> Result<(), SimulationError> {
        for (village, days) in self.secrets.villages.iter().zip(days) {
            let first = village.booths.first().zip(days.first()).zip(village.saksi.first());
            let Some(((booth, day), (saksi, saksi_key))) = first else { continue };
            let note = witnessed(day, &booth.key, (saksi, saksi_key))?;
            write(&plan.out_dir, &format!("checkpoints/{}.note", booth.booth), &note.to_bytes())?;
            if let Some(receipt) = day.receipts.first() {
                let name = format!("receipts/{}.receipt.json", receipt.code);
                write(&plan.out_dir, &name, &receipt.to_bytes())?;
            }
        }
        Ok(())
    }

    fn count(
        &self,
        plan: &SimulationPlan,
        with: &Surroundings<'_>,
        days: &[Vec<BoothDay>],
    ) -> Result<Outcome, SimulationError> {
        let inputs = ["election.json.note", "acceptances", "tokens", "logs", "checkpoints", "receipts"];
        let inputs: Vec<PathBuf> = inputs.iter().map(|name| plan.out_dir.join(name)).collect();
        let record = plan.out_dir.join("record");
        let mut lock = RecordFolder::lock(&record)?;
        // A village that was counted for its committee's signature is not counted again for its trustees' shares.
        let memory = tempfile::Builder::new().prefix(".merge-").tempdir_in(&plan.out_dir);
        let memory = memory.map_err(folder_error(&plan.out_dir))?;
        let memory = VillageMemory::open(memory.path().join("villages")).ok();
        let mut merge = |more: &[(String, Vec<u8>)], stage| {
            let inputs = Inputs { definition: &self.definition_bytes, paths: &inputs, more };
            count::merge_and_write(&inputs, &mut lock, memory.as_ref(), with.progress, stage)
        };
        let first = merge(&[], Stage::Merging)?;
        let report = plan.out_dir.join("merge-report.json");
        replace_file(&report, &first.report.to_bytes()).map_err(folder_error(&report))?;
        let (definition, secrets) = (&self.definition, &self.secrets);
        let signed = count::sign_and_decrypt(definition, &first.merged, secrets, plan.seed, with)?;
        let second = merge(&signed, Stage::Decrypting)?;
        let report = count::check(&record, self.definition.id(), &second.merged, with.progress)?;
        let mut totals = count::totals(&second.merged);
        let villages = self.secrets.villages.iter().map(|village| &village.village).zip(days);
        let villages = villages.map(|(village, days)| {
            outcome(village, days, totals.remove(village).unwrap_or_default()).agreed()
        });
        let villages = villages.collect::<Result<_, _>>()?;
        Ok(Outcome { definition: (*self.definition).clone(), villages, report, intake: first.report })
    }
}

fn pool() -> Result<rayon::ThreadPool, SimulationError> {
    rayon::ThreadPoolBuilder::new().num_threads(WAITING_BOOTHS).build().map_err(setup("threads"))
}

/// The closing checkpoint of a booth, signed by the booth and a witness.
fn witnessed(
    day: &BoothDay,
    booth: &SecretKey,
    (name, key): (&KeyName, &SecretKey),
) -> Result<SignedNote, SimulationError> {
    let mut note = SignedNote::new(day.checkpoint.text()).map_err(setup("checkpoint"))?;
    note.sign(&day.checkpoint.origin, booth);
    note.sign(name, key);
    Ok(note)
}

fn outcome(village: &VillageCode, days: &[BoothDay], record: Vec<u32>) -> VillageOutcome {
    let sum = |of: fn(&BoothDay) -> &Vec<u32>| {
        let add = |sum: Vec<u32>, day: &BoothDay| {
            let part = of(day);
            (0..sum.len().max(part.len()))
                .map(|i| sum.get(i).copied().unwrap_or(0) + part.get(i).copied().unwrap_or(0))
                .collect()
        };
        days.iter().fold(Vec::new(), add)
    };
    VillageOutcome {
        village: village.clone(),
        meant: sum(|day| &day.meant),
        slips: sum(|day| &day.slips.sah),
        record,
        cast: days.iter().flat_map(|day| day.receipts.iter().map(|receipt| receipt.code)).collect(),
        challenged: days.iter().flat_map(|day| day.challenged.iter().copied()).collect(),
        cancelled: days.iter().map(|day| day.cancelled).sum(),
        restarts: days.iter().map(|day| day.restarts).sum(),
    }
}
