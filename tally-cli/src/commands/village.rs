//! `tally village`: one village counted by itself, so that many machines can share the work of a large merge.

use std::path::PathBuf;

use clap::Args;
use dialogue::{Answer, Exit, Msg, Problem, Ui};
use election::VillageCode;
use serde_json::json;

use crate::commands::definition;
use crate::record;
use crate::simulasi;
use crate::villages;

/// Counts one village and remembers it.
#[derive(Debug, Args)]
pub(crate) struct OneVillage {
    #[arg(value_name = "CODE")]
    village: VillageCode,
    #[arg(long, value_name = "FILE")]
    definition: PathBuf,
    #[arg(long, value_name = "DIR")]
    cache: PathBuf,
    #[arg(value_name = "INPUT", required = true)]
    inputs: Vec<PathBuf>,
}

impl OneVillage {
    pub(crate) fn run(self, ui: &Ui) -> Result<Answer, Problem> {
        let (sealed, bytes, seal) = definition::read_sealed(ui, &self.definition)?;
        let inputs: Vec<PathBuf> = self.inputs.iter().cloned().chain([seal]).collect();
        let village = sealed.village(&self.village).ok_or_else(|| record::no_such_village(&self.village))?;
        let of = (&self.village, self.cache.as_path());
        let (merged, report) = record::remember(ui, (&self.definition, bytes), &inputs, of)?;
        let mut page = ui.page();
        simulasi::mark(&mut page, &sealed);
        page.say(
            &Msg::new("village-remembered")
                .with("village", village.name.as_str())
                .with("ballots", merged.set.ballots())
                .with("cache", self.cache.as_path()),
        );
        villages::missing(&mut page, village, &merged);
        villages::inputs(&mut page, report.problems.iter());
        let exit = villages::counted_exit(std::iter::once(&merged));
        let exit = if report.problems.is_empty() { exit } else { exit.worse(Exit::Remarks) };
        let json = json!({
            "cache": self.cache.display().to_string(),
            "village": villages::to_json(village, &merged),
            "problems": report.problems,
        });
        Ok(page.answer(exit, json))
    }
}
