//! Forms that people fill in with a text editor, and how they are read.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use dialogue::files::{self, Access};
use dialogue::{Answer, Exit, Msg, Problem, Ui};
use serde::Deserialize as _;
use serde_json::json;
use tally::Said;

const MAX_FILE: u64 = 64 << 10;

/// Writes a form to fill in.
#[derive(Debug, Args)]
pub(crate) struct Form {
    #[arg(value_enum, value_name = "KIND")]
    kind: Kind,
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

/// What is to be stated.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Kind {
    /// The polls at one polling place.
    Polls,
    /// The village's count.
    Count,
    Objection,
    Answer,
    Recount,
}

impl Kind {
    const fn text(self) -> &'static str {
        match self {
            Self::Polls => include_str!("forms/polls.toml"),
            Self::Count => include_str!("forms/count.toml"),
            Self::Objection => include_str!("forms/objection.toml"),
            Self::Answer => include_str!("forms/answer.toml"),
            Self::Recount => include_str!("forms/recount.toml"),
        }
    }
}

impl Form {
    pub(super) fn run(self, ui: &Ui) -> Result<Answer, Problem> {
        files::write_new(&self.out, self.kind.text().as_bytes(), Access::Public)?;
        let mut page = ui.page();
        page.say(&Msg::new("file-written").with("file", self.out.as_path()));
        page.advise(&Msg::new("state-form-next").with("file", self.out.as_path()));
        Ok(page.answer(Exit::Complete, json!({ "file": self.out.display().to_string() })))
    }
}

/// What a filled form says. People write no numbers of statements: this program counts them.
pub(super) fn read(file: &Path) -> Result<Said, Problem> {
    let text = files::read_typed(file, MAX_FILE)?;
    let refused = |error: &toml::de::Error| {
        let problem = Problem::new(Exit::Unreadable, Msg::new("state-form-unreadable"))
            .file(file)
            .advice(Msg::new("state-form-unreadable-advice"))
            .detail(error.message());
        match error.span().and_then(|span| text.get(..span.start)) {
            Some(before) => problem.at(before.matches('\n').count() + 1),
            None => problem,
        }
    };
    let mut table: toml::Table = toml::from_str(&text).map_err(|error| refused(&error))?;
    table.entry("number").or_insert(toml::Value::Integer(1));
    Said::deserialize(table).map_err(|error| refused(&error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_is_read_as_the_kind_that_it_is_for() {
        let folder = tempfile::tempdir().unwrap();
        for kind in Kind::value_variants() {
            let file = folder.path().join("form.toml");
            std::fs::write(&file, kind.text()).unwrap();
            let said = read(&file).unwrap();
            let word = match kind {
                Kind::Polls | Kind::Count => "minutes",
                Kind::Objection => "objection",
                Kind::Answer => "answer",
                Kind::Recount => "recount",
            };
            assert_eq!((said.word(), said.number()), (word, 1));
        }
    }
}
