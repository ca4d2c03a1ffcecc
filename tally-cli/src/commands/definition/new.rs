//! `tally definition new`: a commented draft to fill in.

use std::path::PathBuf;

use clap::Args;
use dialogue::files::{self, Access};
use dialogue::{Answer, Exit, Msg, Problem, Ui};
use election::draft;
use serde_json::json;

use crate::random;

/// Makes a draft.
#[derive(Debug, Args)]
pub(crate) struct New {
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

impl New {
    pub(super) fn run(self, ui: &Ui) -> Result<Answer, Problem> {
        let text = draft::template(random::bytes32()?);
        let mut page = ui.page();
        match &self.out {
            Some(path) => {
                files::write_new(path, text.as_bytes(), Access::Public)?;
                page.say(&Msg::new("draft-made").with("file", path.as_path()));
                page.advise(&Msg::new("draft-made-next").with("file", path.as_path()));
                Ok(page.answer(Exit::Complete, json!({ "file": path.display().to_string() })))
            }
            None => {
                page.raw(&text);
                Ok(page.answer(Exit::Complete, json!({ "draft": text })))
            }
        }
    }
}
