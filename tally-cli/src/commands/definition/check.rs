//! `tally definition check`: every mistake of a draft, in one run.

use std::path::{Path, PathBuf};

use clap::Args;
use dialogue::{Answer, Exit, Msg, Problem, Ui};
use election::Mode;
use election::draft::{Draft, DraftMistake};
use serde_json::{Value as Json, json};

use super::media::{Counted, Shelf};
use crate::drafts;

/// Checks a draft.
#[derive(Debug, Args)]
pub(crate) struct Check {
    #[arg(value_name = "DRAFT")]
    draft: PathBuf,
}

impl Check {
    pub(super) fn run(self, ui: &Ui) -> Result<Answer, Problem> {
        let mut shelf = Shelf::beside(&self.draft);
        Ok(match drafts::read_with(&self.draft, &mut |medium| shelf.read(medium))? {
            Ok((draft, _)) => valid(ui, &self.draft, &draft, shelf.counted()),
            Err(mistakes) => invalid(ui, &self.draft, &mistakes),
        })
    }
}

fn valid(ui: &Ui, path: &Path, draft: &Draft, media: Counted) -> Answer {
    let tokens: u64 = draft.lists().map(|(_, list)| u64::from(list.tokens)).sum();
    let voters: u64 = draft.lists().map(|(_, list)| list.voters.total()).sum();
    let mut page = ui.page();
    page.say(&Msg::new("draft-valid").with("file", path));
    let size = Msg::new("draft-size")
        .with("villages", draft.villages().len())
        .with("booths", draft.booths().count())
        .with("lists", draft.lists().count())
        .with("voters", voters)
        .with("tokens", tokens);
    page.say(&size);
    let Counted { photos, clips } = media;
    page.say(&Msg::new("draft-media").with("photos", photos).with("clips", clips));
    if draft.mode() == Mode::Simulasi {
        page.say(&Msg::new("definition-simulasi"));
    }
    page.advise(&Msg::new("draft-valid-next"));
    let json = json!({
        "valid": true,
        "mode": draft.mode(),
        "villages": draft.villages().len(),
        "booths": draft.booths().count(),
        "lists": draft.lists().count(),
        "voters": voters,
        "tokens": tokens,
        "photos": photos,
        "clips": clips,
        "mistakes": Vec::<Json>::new(),
    });
    page.answer(Exit::Complete, json)
}

fn invalid(ui: &Ui, path: &Path, mistakes: &[DraftMistake]) -> Answer {
    let mut page = ui.page();
    for mistake in mistakes {
        let line = Msg::new("draft-mistake")
            .with("file", path)
            .with("line", mistake.line.to_string())
            .with("column", mistake.column.to_string())
            .with("text", drafts::say(ui.texts(), mistake));
        page.say(&line);
    }
    page.blank();
    page.say(&Msg::new("draft-has-mistakes").with("count", mistakes.len()));
    page.advise(&Msg::new("draft-invalid-next"));
    let list: Vec<Json> =
        mistakes.iter().map(|mistake| drafts::draft_mistake_json(ui.texts(), mistake)).collect();
    page.answer(Exit::Failed, json!({ "valid": false, "mistakes": list }))
}
