//! `tally result`: shares of trustees complete the record.

use std::path::PathBuf;

use clap::Args;
use dialogue::{Answer, Exit, Msg, Problem, Ui};
use election::VillageCode;
use election::definition::Village;
use serde_json::json;
use tally::VillageMerge;

use crate::decisions;
use crate::record::Record;
use crate::results;
use crate::roots;
use crate::simulasi;
use crate::villages;

/// Adds shares to a record and shows the results.
#[derive(Debug, Args)]
pub(crate) struct ResultOf {
    #[arg(long, value_name = "DIR")]
    record: PathBuf,
    #[arg(value_name = "SHARE")]
    shares: Vec<PathBuf>,
    #[arg(long, value_name = "CODE")]
    village: Option<VillageCode>,
}

impl ResultOf {
    pub(crate) fn run(self, ui: &Ui) -> Result<Answer, Problem> {
        let mut record = Record::open(ui, &self.record, &self.shares)?;
        record.villages(self.village.as_ref())?;
        record.store()?;
        let chosen = record.villages(self.village.as_ref())?;
        let mut page = ui.page();
        simulasi::mark(&mut page, record.definition());
        results::show(&mut page, &chosen);
        if self.village.is_none() {
            results::summary(&mut page, &record.merged.summary);
        }
        for (village, merged) in &chosen {
            if merged.result.is_none() && chosen.len() > 1 {
                page.say(&results::no_result(village, merged));
            }
            villages::missing(&mut page, village, merged);
            let waiting = record.evidence.waiting_decisions(&village.code);
            decisions::section(&mut page, village, merged, waiting);
            villages::remarks(&mut page, village, merged);
        }
        villages::inputs(&mut page, record.problems());
        roots::show(&mut page, &record.merged);
        let mut exit = exit_of(&chosen).worse(roots::exit(record.merged.notes));
        if record.problems().next().is_some() {
            exit = exit.worse(Exit::Remarks);
        }
        let next = match exit {
            Exit::Complete | Exit::Remarks => Msg::new("merge-next-verify"),
            _ => Msg::new("result-next-incomplete"),
        };
        page.advise(&next.with("record", self.record.as_path()));
        let json = json!({
            "record": self.record.display().to_string(),
            "election": record.definition().id(),
            "mode": record.definition().mode(),
            "authority": roots::to_json(record.merged.notes),
            "root": hex::encode(record.merged.root.as_bytes()),
            "villages": chosen.iter().map(|(v, m)| villages::to_json(v, m)).collect::<Vec<_>>(),
            "summary": record.merged.summary,
            "problems": record.problems().collect::<Vec<_>>(),
        });
        Ok(page.answer(exit, json))
    }
}

/// The exit code for villages that should have their results.
pub(crate) fn exit_of(chosen: &[(&Village, &VillageMerge)]) -> Exit {
    let lacking = chosen.iter().any(|(_, merged)| !merged.is_complete());
    let counted = villages::counted_exit(chosen.iter().map(|(_, merged)| *merged));
    if lacking { counted.worse(Exit::Incomplete) } else { counted }
}
