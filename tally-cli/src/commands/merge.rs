//! `tally merge`: logs and everything else that came in become a record.

use std::path::{Path, PathBuf};

use clap::Args;
use dialogue::{Answer, Exit, Msg, Page, Problem, Ui, Value};
use election::VillageCode;
use election::definition::Village;
use records::{IntakeProblem, replace_file};
use serde::Serialize;
use serde_json::{Value as Json, json};
use tally::{Evidence, VillageMerge};

use crate::commands::definition;
use crate::decisions;
use crate::record::{self, Record};
use crate::roots;
use crate::simulasi;
use crate::table;
use crate::villages;

/// Merges inputs into a record.
#[derive(Debug, Args)]
pub(crate) struct Merge {
    #[arg(long, value_name = "FILE")]
    definition: PathBuf,
    #[arg(long, value_name = "DIR")]
    record: PathBuf,
    #[arg(value_name = "INPUT", required = true)]
    inputs: Vec<PathBuf>,
    #[arg(long, value_name = "CODE")]
    village: Option<VillageCode>,
}

impl Merge {
    pub(crate) fn run(self, ui: &Ui) -> Result<Answer, Problem> {
        let (sealed, bytes, seal) = definition::read_sealed(ui, &self.definition)?;
        if let Some(code) = self.village.as_ref().filter(|code| sealed.village(code).is_none()) {
            return Err(record::no_such_village(code));
        }
        let inputs: Vec<PathBuf> = self.inputs.iter().cloned().chain([seal]).collect();
        let mut record = Record::gather(ui, &self.record, (&self.definition, bytes), &inputs)?;
        record.store()?;
        let report = report_beside(&self.record);
        replace_file(&report, &record.intake.to_bytes()).map_err(|error| {
            Problem::new(Exit::CannotWrite, Msg::new("file-unwritable")).file(&report).detail(error)
        })?;
        self.answer(ui, record, &report)
    }

    fn answer(&self, ui: &Ui, record: Record, report: &Path) -> Result<Answer, Problem> {
        let chosen = record.villages(self.village.as_ref())?;
        let lacking = missing_acceptances(&chosen, &record.evidence);
        let mut page = ui.page();
        head(&mut page, &record);
        table(&mut page, &chosen);
        for (village, merged) in &chosen {
            if let Some(note) = record.pending(merged) {
                let line = Msg::new("signatures-so-far").with("village", village.name.as_str());
                let given = note.signatures().len();
                page.say(&line.with("given", given).with("needed", village.committee.threshold));
            }
            villages::missing(&mut page, village, merged);
            let waiting = record.evidence.waiting_decisions(&village.code);
            decisions::section(&mut page, village, merged, waiting);
            villages::remarks(&mut page, village, merged);
        }
        if !lacking.is_empty() {
            page.blank();
            page.say(&Msg::new("acceptances-missing").with("files", lacking.join(", ")));
        }
        villages::inputs(&mut page, record.problems());
        roots::show(&mut page, &record.merged);
        page.say(&Msg::new("record-written").with("record", self.record.as_path()).with("report", report));
        let counted = villages::counted_exit(chosen.iter().map(|(_, merged)| *merged))
            .worse(roots::exit(record.merged.notes));
        let remarks = record.problems().next().is_some() || !lacking.is_empty();
        page.advise(&next(&chosen, &self.record));
        let read = json!({
            "record": self.record.display().to_string(),
            "report": report.display().to_string(),
            "election": record.definition().id(),
            "root": hex::encode(record.merged.root.as_bytes()),
            "villages": chosen.iter().map(|(v, m)| villages::to_json(v, m)).collect::<Vec<_>>(),
            "authority": roots::to_json(record.merged.notes),
            "waiting_decisions": waiting(&chosen, &record),
            "acceptances_missing": lacking,
        });
        let json = Merged { read, problems: record.into_problems() };
        Ok(page.answer(if remarks { counted.worse(Exit::Remarks) } else { counted }, json))
    }
}

/// The answer for programs.
#[derive(Serialize)]
struct Merged {
    #[serde(flatten)]
    read: Json,
    /// There may be a hundred thousand.
    problems: Vec<IntakeProblem>,
}

/// `merge-report.json` beside the record (spec 8.1).
fn report_beside(record: &Path) -> PathBuf {
    record.with_file_name("merge-report.json")
}

fn head(page: &mut Page<'_>, record: &Record) {
    simulasi::mark(page, record.definition());
    page.say(&Msg::new("merge-title").with("title", record.definition().content().title.as_str()));
    let read = Msg::new("merge-read")
        .with("files", record.intake.taken.len())
        .with("entries", record.merged.villages.iter().map(|v| v.found.entries).sum::<usize>())
        .with("ballots", record.merged.villages.iter().map(|v| v.found.cast).sum::<usize>());
    page.say(&read);
}

fn table(page: &mut Page<'_>, chosen: &[(&Village, &VillageMerge)]) {
    let heads = [
        Msg::new("head-village"),
        Msg::new("head-booths"),
        Msg::new("head-ballots"),
        Msg::new("head-aside"),
        Msg::new("head-set"),
        Msg::new("head-standing"),
    ];
    let row = |(village, merged): &(&Village, &VillageMerge)| -> Vec<Value> {
        vec![
            village.name.as_str().into(),
            villages::booths(&merged.set).into(),
            merged.set.ballots().into(),
            merged.set.set_aside.len().into(),
            villages::short_hash(merged.hash.as_bytes()),
            villages::standing(merged).into(),
        ]
    };
    table::add(page, &heads, chosen.iter().map(row).collect());
}

/// Files of trustees who have not accepted the definition: without them the record fails its verification (spec 3.4).
fn missing_acceptances(chosen: &[(&Village, &VillageMerge)], evidence: &Evidence) -> Vec<String> {
    chosen.iter().flat_map(|(village, _)| evidence.missing_acceptances(village)).collect()
}

/// Decisions that have too few signatures yet, for programs.
fn waiting(chosen: &[(&Village, &VillageMerge)], record: &Record) -> Vec<Json> {
    let of_village = |(village, _): &(&Village, &VillageMerge)| -> Vec<Json> {
        let waiting = record.evidence.waiting_decisions(&village.code);
        waiting.map(|waiting| decisions::waiting_json(&waiting, village)).collect()
    };
    chosen.iter().flat_map(of_village).collect()
}

fn next(chosen: &[(&Village, &VillageMerge)], record: &Path) -> Msg {
    let any = |is: fn(&VillageMerge) -> bool| chosen.iter().any(|(_, merged)| is(merged));
    let next = if any(|village| !village.is_counted()) {
        Msg::new("merge-next-missing")
    } else if any(|village| village.note.is_none() || village.next.is_some()) {
        Msg::new("merge-next-sign")
    } else if any(|village| village.result.is_none()) {
        Msg::new("merge-next-decrypt")
    } else {
        Msg::new("merge-next-verify")
    };
    next.with("record", record)
}
