//! `tally export`: the results of a verified record in open formats.

use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

use ballot_log::Moment;
use clap::{Args, ValueEnum};
use dialogue::{Answer, Exit, Msg, Problem, Ui, files};
use election::{Definition, ElectionId};
use papers::export::{Format, export};
use serde_json::json;
use tally::Merged;

use crate::commands::result::exit_of;
use crate::new_folder;
use crate::record;
use crate::roots;
use crate::simulasi;
use crate::verified;

/// Exports a record.
#[derive(Debug, Args)]
pub(crate) struct Export {
    #[arg(value_name = "DIR")]
    record: PathBuf,
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    #[arg(long, value_name = "FORMAT", value_enum)]
    format: Vec<Word>,
    #[arg(long, value_name = "HEX")]
    election_id: Option<ElectionId>,
    #[arg(long, value_name = "TIME")]
    at: Option<Moment>,
}

/// A format as people type it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
enum Word {
    Nist,
    Csv,
    Json,
    Events,
}

impl From<Word> for Format {
    fn from(word: Word) -> Self {
        match word {
            Word::Nist => Self::Nist,
            Word::Csv => Self::Csv,
            Word::Json => Self::Json,
            Word::Events => Self::Events,
        }
    }
}

impl Export {
    pub(crate) fn run(self, ui: &Ui) -> Result<Answer, Problem> {
        files::must_be_new(&self.out)?;
        let report = verified::report(ui, &self.record, self.election_id)?;
        let election = verified::election(&self.record, &report)?;
        let merged = election.merged();
        let definition = election.definition();
        let made = self.at.clone().map_or_else(|| now(definition), Ok)?;
        let content = export(&election, &self.formats(), &made);
        new_folder::write(&self.out, &content)?;
        let exit = exit(definition, merged)?;
        let mut page = ui.page();
        simulasi::mark(&mut page, definition);
        page.say(&Msg::new("provisional"));
        page.say(&Msg::new("export-done").with("count", content.len()).with("out", self.out.as_path()));
        let waiting = merged.villages.iter().filter(|village| !village.is_complete()).count();
        if waiting > 0 {
            page.say(&Msg::new("export-incomplete").with("count", waiting));
        }
        page.advise(&Msg::new("export-next").with("record", self.record.as_path()));
        let json = json!({
            "record": self.record.display().to_string(),
            "out": self.out.display().to_string(),
            "election": definition.id(),
            "mode": definition.mode(),
            "made": made.as_str(),
            "complete": election.is_complete(),
            "files": content.keys().collect::<Vec<_>>(),
        });
        Ok(page.answer(exit, json))
    }

    /// Those asked for, each once, or all.
    fn formats(&self) -> Vec<Format> {
        match self.format.as_slice() {
            [] => Format::ALL.to_vec(),
            asked => {
                let mut formats: Vec<Format> = asked.iter().copied().map(Format::from).collect();
                formats.sort();
                formats.dedup();
                formats
            }
        }
    }
}

/// As `tally verify` of the same record ends.
fn exit(definition: &Definition, merged: &Merged) -> Result<Exit, Problem> {
    Ok(exit_of(&record::villages(definition, merged, None)?).worse(roots::exit(merged.notes)))
}

/// What this machine's clock says, in the election's time zone.
fn now(definition: &Definition) -> Result<Moment, Problem> {
    let seconds =
        SystemTime::now().duration_since(UNIX_EPOCH).map(|passed| passed.as_secs()).unwrap_or_default();
    Moment::from_unix(seconds, definition.content().time_zone)
        .map_err(|error| Problem::new(Exit::Internal, Msg::new("export-clock")).detail(error))
}
