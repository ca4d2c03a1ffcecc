//! `tally demo`: a whole invented election through the real code, and what to try on it.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use clap::Args;
use dialogue::{Answer, Exit, Msg, Page, Problem, Ui, Value};
use election::definition::Village;
use serde_json::{Value as Json, json};
use simulation::{Outcome, SimulationError, SimulationPlan, Surroundings, simulate};
use tally::VillageMerge;

use crate::commands::verify;
use crate::demo::{secrets::Keeper, stages::Stages, trials};
use crate::random;
use crate::record;
use crate::results::{self, Counts};
use crate::simulasi;
use crate::table;
use crate::villages;

/// Where the demo goes without `--out`.
const FOLDER: &str = "demo-out";
/// Folders of earlier demos that are looked past.
const MOST_DEMOS: u32 = 1_000;

/// Simulates an election.
#[derive(Debug, Args)]
pub(crate) struct Demo {
    #[arg(long, value_name = "N", default_value_t = 48)]
    villages: u32,
    #[arg(long, value_name = "N", default_value_t = 30)]
    voters: u32,
    #[arg(long, value_name = "N", default_value_t = 3)]
    candidates: u8,
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    #[arg(long)]
    fast_store: bool,
}

impl Demo {
    pub(crate) fn run(self, ui: &Ui) -> Result<Answer, Problem> {
        let out = self.folder()?;
        let _works = random::os()?;
        let begin = Msg::new("demo-begins").with("villages", self.villages).with("voters", self.voters);
        ui.note(&begin.with("out", out.as_path()));
        if self.fast_store {
            ui.note(&Msg::new("demo-fast"));
        }
        let begun = Instant::now();
        let keeper = Keeper::new(&out);
        let stages = Stages::new(ui);
        let generator = |_: &str| random::boxed();
        let with = Surroundings { randomness: &generator, progress: &stages, secrets: &keeper };
        let outcome = simulate(&self.plan(&out), &with);
        stages.finish();
        let outcome = outcome.map_err(|error| keeper.problem().unwrap_or_else(|| problem(&error)))?;
        keeper.remember(outcome.definition.id())?;
        self.answer(ui, &out, &outcome, begun.elapsed())
    }

    fn plan(&self, out: &Path) -> SimulationPlan {
        let mut plan = SimulationPlan::new(self.villages, self.voters, self.seed, out.to_path_buf());
        plan.candidates = Some(self.candidates);
        plan.fast_store = self.fast_store;
        plan
    }

    /// A folder that is not there yet: the one asked for, or the next free one.
    fn folder(&self) -> Result<PathBuf, Problem> {
        let free = |path: &Path| path.symlink_metadata().is_err();
        let taken = |path: &Path| {
            Problem::new(Exit::CannotWrite, Msg::new("demo-folder-taken"))
                .file(path)
                .advice(Msg::new("demo-folder-taken-advice"))
        };
        match &self.out {
            Some(path) if free(path) => Ok(path.clone()),
            Some(path) => Err(taken(path)),
            None => {
                let numbered = (2..MOST_DEMOS).map(|number| PathBuf::from(format!("{FOLDER}-{number}")));
                let mut all = [PathBuf::from(FOLDER)].into_iter().chain(numbered);
                all.find(|path| free(path)).ok_or_else(|| taken(Path::new(FOLDER)))
            }
        }
    }

    fn answer(&self, ui: &Ui, out: &Path, outcome: &Outcome, took: Duration) -> Result<Answer, Problem> {
        let merged = outcome.report.merged.as_ref();
        let merged = merged.ok_or_else(|| Problem::new(Exit::Internal, Msg::new("demo-failed")))?;
        let chosen = record::villages(&outcome.definition, merged, None)?;
        let trials = trials::of(ui.texts().lang(), out, outcome)?;
        let mut page = ui.page();
        simulasi::mark(&mut page, &outcome.definition);
        results::show(&mut page, &chosen);
        results::summary(&mut page, &merged.summary);
        accounting(&mut page, &chosen, outcome);
        page.heading(&Msg::new("demo-checks"));
        verify::table(&mut page, &outcome.report);
        page.banner(&Msg::new("election-id"), outcome.definition.id().as_bytes());
        page.banner(&Msg::new("election-root"), merged.root.as_bytes());
        let took = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
        page.say(&Msg::new("demo-took").with("seconds", ui.texts().decimal(took / 100)).with("out", out));
        if self.fast_store {
            page.say(&Msg::new("demo-fast"));
        }
        try_next(&mut page, &trials);
        let json = json!({
            "out": out.display().to_string(),
            "seed": self.seed,
            "fast_store": self.fast_store,
            "milliseconds": took,
            "election": outcome.definition.id(),
            "mode": outcome.definition.mode(),
            "root": hex::encode(merged.root.as_bytes()),
            "ballots": outcome.ballots(),
            "passed": outcome.report.passed(),
            "agrees": outcome.villages.iter().all(simulation::VillageOutcome::agrees),
            "villages": chosen.iter().map(|(v, m)| villages::to_json(v, m)).collect::<Vec<_>>(),
            "summary": merged.summary,
            "checks": verify::checks_json(&outcome.report),
            "next": trials.iter().map(trials::Trial::to_json).collect::<Vec<Json>>(),
        });
        Ok(page.answer(Exit::Complete, json))
    }
}

/// What the voters did, and that three independent counts of it agree.
fn accounting(page: &mut Page<'_>, chosen: &[(&Village, &VillageMerge)], outcome: &Outcome) {
    let mut sums = Counts::default();
    chosen.iter().for_each(|(_, merged)| sums.add(&Counts::of(&merged.set)));
    let registered: u64 = chosen.iter().map(|(village, _)| village.registered().total()).sum();
    let booths: usize = chosen.iter().map(|(_, merged)| merged.set.booths.len()).sum();
    let restarts: u32 = outcome.villages.iter().map(|village| village.restarts).sum();
    let heads = [Msg::new("head-what"), Msg::new("head-count")];
    let row = |what: Msg, count: u64| -> Vec<Value> { vec![what.into(), count.into()] };
    page.heading(&Msg::new("demo-accounting"));
    let rows = vec![
        row(Msg::new("demo-registered"), registered),
        row(Msg::new("demo-booths"), u64::try_from(booths).unwrap_or(u64::MAX)),
        row(Msg::new("demo-cast"), sums.cast),
        row(Msg::new("demo-challenged"), sums.challenged),
        row(Msg::new("demo-cancelled"), sums.cancelled),
        row(Msg::new("demo-restarts"), restarts.into()),
    ];
    table::add(page, &heads, rows);
    page.say(&Msg::new("demo-agrees"));
}

fn try_next(page: &mut Page<'_>, trials: &[trials::Trial]) {
    page.heading(&Msg::new("demo-next"));
    for trial in trials {
        page.say(&trial.what());
        trial.commands().iter().for_each(|command| page.raw(&format!("    {command}")));
        page.blank();
    }
}

fn problem(error: &SimulationError) -> Problem {
    let of = |exit, what: Msg| Problem::new(exit, what);
    match error {
        SimulationError::Plan { field, found, allowed } => {
            let option = Msg::new("demo-plan").with("option", format!("--{field}"));
            return of(Exit::Usage, option.with("found", *found).with("allowed", limits(allowed)));
        }
        SimulationError::Folder { path, .. } => of(Exit::CannotWrite, Msg::new("file-unwritable"))
            .file(path)
            .advice(Msg::new("file-unwritable-advice")),
        SimulationError::Disagrees { .. } => of(Exit::Failed, Msg::new("demo-disagrees")),
        SimulationError::Setup { .. } | SimulationError::Booth { .. } | SimulationError::Count { .. } => {
            of(Exit::Internal, Msg::new("demo-failed"))
        }
    }
    .detail(error)
}

/// The limits of a plan without an English word: `1-900`.
fn limits(allowed: &str) -> String {
    allowed.replace(" to ", "-").replace(',', "")
}
