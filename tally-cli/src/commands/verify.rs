//! `tally verify`: every numbered check of a record, by whoever holds a copy.

use std::path::PathBuf;

use clap::Args;
use dialogue::{Answer, Exit, Msg, Page, Problem, Ui, Value};
use election::definition::Village;
use election::{Definition, ElectionId, VillageCode};
use serde_json::{Value as Json, json};
use tally::{CheckResult, Failure, Merged, VerifyReport, VillageMerge};

use crate::checks;
use crate::commands::result::exit_of;
use crate::decisions;
use crate::message::in_both;
use crate::record;
use crate::results;
use crate::roots;
use crate::simulasi;
use crate::table;
use crate::villages;

/// Verifies a record.
#[derive(Debug, Args)]
pub(crate) struct Verify {
    #[arg(value_name = "DIR")]
    record: PathBuf,
    #[arg(long, value_name = "HEX")]
    election_id: Option<ElectionId>,
    #[arg(long, value_name = "CODE")]
    village: Option<VillageCode>,
}

impl Verify {
    pub(crate) fn run(self, ui: &Ui) -> Result<Answer, Problem> {
        let report = record::verify(ui, &self.record, self.election_id)?;
        let chosen = self.chosen(&report)?;
        let exit = exit(&report, &chosen);
        let mut page = ui.page();
        if let Some(definition) = &report.definition {
            simulasi::mark(&mut page, definition);
        }
        table(&mut page, &report);
        failures(&mut page, &report);
        // Of a record that fails, nothing that it says is repeated.
        if report.passed() {
            content(&mut page, &chosen);
        }
        let cautions = cautions(&report);
        cautions.iter().for_each(|caution| {
            page.blank();
            page.say(caution);
        });
        self.banners(&mut page, &report);
        page.blank();
        page.say(&verdict(exit));
        Ok(page.answer(exit, to_json(&report, &chosen, &cautions)))
    }

    fn chosen<'r>(&self, report: &'r VerifyReport) -> Result<Vec<(&'r Village, &'r VillageMerge)>, Problem> {
        match merged(report) {
            Some((definition, merged)) => record::villages(definition, merged, self.village.as_ref()),
            None => Ok(Vec::new()),
        }
    }

    fn banners(&self, page: &mut Page<'_>, report: &VerifyReport) {
        if let Some(merged) = report.merged.as_ref().filter(|_| report.passed()) {
            roots::show(page, merged);
        }
        if let Some(election) = report.election.filter(|_| self.election_id.is_none()) {
            page.banner(&Msg::new("election-id"), election.as_bytes());
            page.say(&Msg::new("verify-compare"));
            page.blank();
        }
    }
}

fn content(page: &mut Page<'_>, chosen: &[(&Village, &VillageMerge)]) {
    page.blank();
    results::show(page, chosen);
    for (village, merged) in chosen {
        villages::missing(page, village, merged);
        decisions::section(page, village, merged, std::iter::empty());
        villages::remarks(page, village, merged);
    }
}

fn merged(report: &VerifyReport) -> Option<(&Definition, &Merged)> {
    report.definition.as_ref().zip(report.merged.as_ref())
}

fn exit(report: &VerifyReport, chosen: &[(&Village, &VillageMerge)]) -> Exit {
    let notes = report.merged.as_ref().map(|merged| merged.notes).unwrap_or_default();
    if report.passed() { exit_of(chosen).worse(roots::exit(notes)) } else { Exit::Failed }
}

const fn verdict(exit: Exit) -> Msg {
    match exit {
        Exit::Complete => Msg::new("verify-complete"),
        Exit::Remarks => Msg::new("verify-remarks"),
        Exit::Incomplete => Msg::new("verify-incomplete"),
        _ => Msg::new("verify-failed"),
    }
}

/// Every check with what it found.
pub(crate) fn table(page: &mut Page<'_>, report: &VerifyReport) {
    let heads = [
        Msg::new("head-check-number"),
        Msg::new("head-check"),
        Msg::new("head-passed"),
        Msg::new("head-failed"),
        Msg::new("head-verdict"),
    ];
    let row = |result: &CheckResult| -> Vec<Value> {
        let verdict = match (result.failures.is_empty(), result.passed) {
            (false, _) => Msg::new("check-failed").into(),
            (true, 0) => "-".into(),
            (true, _) => Msg::new("check-passed").into(),
        };
        let failed = match result.failures.len() {
            0 => "".into(),
            count => Value::from(count),
        };
        let number = u16::from(result.check.number());
        vec![number.into(), checks::name(result.check).into(), result.passed.into(), failed, verdict]
    };
    table::add(page, &heads, report.checks.iter().map(row).collect());
}

fn failures(page: &mut Page<'_>, report: &VerifyReport) {
    for result in report.checks.iter().filter(|result| !result.failures.is_empty()) {
        page.blank();
        let number = u16::from(result.check.number());
        page.say(&Msg::new("failures-of").with("number", number).with("check", checks::name(result.check)));
        villages::some(page, result.failures.iter().map(line).collect());
    }
}

fn line(failure: &Failure) -> Msg {
    let msg = match failure.position {
        Some(position) => Msg::new("failure-at").with("position", position),
        None => Msg::new("failure-line"),
    };
    msg.with("file", failure.file.as_str()).with("detail", in_both(failure.message.clone()))
}

/// What every reader of a good verification must know all the same.
fn cautions(report: &VerifyReport) -> Vec<Msg> {
    let Some((definition, merged)) = merged(report) else { return Vec::new() };
    let mut cautions = Vec::new();
    let names = |of: &dyn Fn(&Village) -> bool| {
        let names: Vec<&str> =
            definition.villages().iter().filter(|v| of(v)).map(|v| v.name.as_str()).collect();
        if names.len() == definition.villages().len() { None } else { Some(names.join(", ")) }
    };
    if definition.villages().iter().any(|village| village.trustees.one_machine) {
        cautions.push(match names(&|village| village.trustees.one_machine) {
            None => Msg::new("caution-one-machine"),
            Some(names) => Msg::new("caution-one-machine-of").with("villages", names),
        });
    }
    let relaxed = merged.villages.iter().flat_map(VillageMerge::relaxed_booths).count();
    if relaxed > 0 {
        cautions.push(Msg::new("caution-relaxed").with("count", relaxed));
    }
    if definition.mode() == election::Mode::Simulasi {
        cautions.push(Msg::new("caution-simulasi"));
    }
    cautions
}

fn to_json(report: &VerifyReport, chosen: &[(&Village, &VillageMerge)], cautions: &[Msg]) -> Json {
    json!({
        "election": report.election,
        "mode": report.definition.as_ref().map(Definition::mode),
        "root": report.merged.as_ref().map(|merged| hex::encode(merged.root.as_bytes())),
        "passed": report.passed(),
        "authority": report.merged.as_ref().map(|merged| roots::to_json(merged.notes)),
        "checks": checks_json(report),
        "cautions": cautions.iter().map(Msg::key).collect::<Vec<_>>(),
        "villages": chosen.iter().map(|(v, m)| villages::to_json(v, m)).collect::<Vec<_>>(),
    })
}

/// Every check for programs.
pub(crate) fn checks_json(report: &VerifyReport) -> Vec<Json> {
    let failure = |f: &Failure| json!({ "file": f.file, "position": f.position, "problem": f.message });
    let check = |result: &CheckResult| {
        json!({
            "check": result.check.number(),
            "name": result.check.name(),
            "passed": result.passed,
            "failures": result.failures.iter().map(failure).collect::<Vec<_>>(),
        })
    };
    report.checks.iter().map(check).collect()
}
