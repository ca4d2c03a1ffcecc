//! `tally quick`: bulletins from photos, SMS and radio, added up and compared with the verified record (spec 10.6).

use std::path::PathBuf;

use clap::Args;
use dialogue::{Answer, Exit, Msg, Problem, Ui, in_one_line};
use election::{Definition, ElectionId};
use serde_json::json;
use tally::{Merged, VerifyReport};

use crate::commands::definition;
use crate::quick::inputs::{Carrier, Gathered};
use crate::quick::show;
use crate::quick::standing::{Standing, standings};
use crate::simulasi;
use crate::verified;

/// Reads bulletins.
#[derive(Debug, Args)]
pub(crate) struct Quick {
    #[arg(long, value_name = "FILE", required_unless_present = "record")]
    definition: Option<PathBuf>,
    #[arg(long, value_name = "DIR")]
    record: Option<PathBuf>,
    #[arg(long, value_name = "HEX")]
    election_id: Option<ElectionId>,
    #[arg(long, value_name = "TEXT")]
    sms: Vec<String>,
    #[arg(long, value_name = "TEXT")]
    digits: Vec<String>,
    #[arg(value_name = "INPUT", required_unless_present_any = ["sms", "digits"])]
    inputs: Vec<PathBuf>,
}

impl Quick {
    pub(crate) fn run(self, ui: &Ui) -> Result<Answer, Problem> {
        let own = self.definition.as_deref().map(|path| definition::read(ui, path)).transpose()?;
        let report =
            self.record.as_deref().map(|path| verified::report(ui, path, self.election_id)).transpose()?;
        let record = self.verified(report.as_ref())?;
        let definition = self.only(own.as_ref(), record.map(|(definition, _)| definition))?;
        let mut gathered = Gathered::default();
        for text in &self.sms {
            gathered.take(definition, "--sms", Carrier::Sms, text);
        }
        for text in &self.digits {
            gathered.take(definition, "--digits", Carrier::Digits, text);
        }
        self.inputs.iter().for_each(|path| gathered.read(definition, path));
        let heard = std::mem::take(&mut gathered.heard);
        let standings = standings(definition, record.map(|(_, merged)| merged), heard);
        Ok(self.answer(ui, definition, &standings, &gathered))
    }

    /// The record, if one is given: of one that fails nothing is compared.
    fn verified<'r>(
        &self,
        report: Option<&'r VerifyReport>,
    ) -> Result<Option<(&'r Definition, &'r Merged)>, Problem> {
        let (Some(path), Some(report)) = (&self.record, report) else { return Ok(None) };
        let election = verified::election(path, report)?;
        Ok(Some((election.definition(), election.merged())))
    }

    /// The definition by which everything is read: the one that is given, or the record's, and never two.
    fn only<'d>(
        &self,
        own: Option<&'d Definition>,
        record: Option<&'d Definition>,
    ) -> Result<&'d Definition, Problem> {
        let other = || {
            Problem::new(Exit::Failed, Msg::new("quick-other-definition"))
                .advice(Msg::new("quick-other-definition-advice"))
        };
        let all = [own, record].into_iter().flatten();
        let definition = own.or(record).ok_or_else(other)?;
        let same = all.into_iter().all(|one| one.id() == definition.id());
        let asked = self.election_id.is_none_or(|id| id == definition.id());
        if same && asked { Ok(definition) } else { Err(other()) }
    }

    fn answer(
        &self,
        ui: &Ui,
        definition: &Definition,
        standings: &[Standing<'_>],
        gathered: &Gathered,
    ) -> Answer {
        let exit = self.exit(standings, gathered);
        let mut page = ui.page();
        page.say(&Msg::new("provisional"));
        simulasi::mark(&mut page, definition);
        standings.iter().for_each(|standing| show::village(&mut page, standing, self.record.is_some()));
        show::troubles(&mut page, gathered);
        page.blank();
        if self.election_id.is_none() {
            page.say(&Msg::new("quick-election").with("id", in_one_line(definition.id().as_bytes())));
        }
        page.say(&self.verdict(exit));
        let (refused, unreadable) = show::troubles_json(&page, gathered);
        let json = json!({
            "provisional": true,
            "election": definition.id(),
            "mode": definition.mode(),
            "villages": standings.iter().map(show::to_json).collect::<Vec<_>>(),
            "refused": refused,
            "unreadable": unreadable,
        });
        page.answer(exit, json)
    }

    /// What a script must hear of first: something false, then something unread, missing, different (spec 10.6).
    fn exit(&self, standings: &[Standing<'_>], gathered: &Gathered) -> Exit {
        let lacks = |standing: &Standing<'_>| self.record.is_some() && standing.record.is_none();
        if !gathered.refused.is_empty() {
            Exit::Failed
        } else if !gathered.unreadable.is_empty() {
            Exit::Unreadable
        } else if standings.iter().any(lacks) {
            Exit::Incomplete
        } else if standings.iter().any(|standing| !standing.findings.is_empty()) {
            Exit::Remarks
        } else {
            Exit::Complete
        }
    }

    const fn verdict(&self, exit: Exit) -> Msg {
        match (exit, self.record.is_some()) {
            (Exit::Failed, _) => Msg::new("quick-verdict-refused"),
            (Exit::Unreadable, _) => Msg::new("quick-verdict-unreadable"),
            (Exit::Incomplete, _) => Msg::new("quick-verdict-incomplete"),
            (Exit::Remarks, _) => Msg::new("quick-verdict-differs"),
            (_, true) => Msg::new("quick-verdict-agrees"),
            (_, false) => Msg::new("quick-verdict-alone"),
        }
    }
}
