//! `tally definition`: from the draft to the sealed file, and what a sealed file says.

mod check;
mod new;
mod seal;
mod show;

use std::path::Path;

use clap::Subcommand;
use election::Definition as Sealed;
use election::definition::DefinitionError;

use crate::drafts;
use crate::exit::Exit;
use crate::files;
use crate::page::Answer;
use crate::problem::Problem;
use crate::texts::Msg;
use crate::ui::Ui;

const MAX_DEFINITION: u64 = 64 << 20;

/// The definition of an election.
#[derive(Debug, Subcommand)]
pub(crate) enum Definition {
    New(new::New),
    Check(check::Check),
    Seal(seal::Seal),
    Show(show::Show),
}

impl Definition {
    pub(crate) const fn name(&self) -> &'static str {
        match self {
            Self::New(_) => "definition new",
            Self::Check(_) => "definition check",
            Self::Seal(_) => "definition seal",
            Self::Show(_) => "definition show",
        }
    }

    pub(crate) fn run(self, ui: &Ui) -> Result<Answer, Problem> {
        match self {
            Self::New(new) => new.run(ui),
            Self::Check(check) => check.run(ui),
            Self::Seal(seal) => seal.run(ui),
            Self::Show(show) => show.run(ui),
        }
    }
}

/// Reads and checks `election.json`.
pub(crate) fn read(ui: &Ui, path: &Path) -> Result<Sealed, Problem> {
    Sealed::parse(&files::read(path, MAX_DEFINITION)?).map_err(|error| not_valid(ui, &error).file(path))
}

fn not_valid(ui: &Ui, error: &DefinitionError) -> Problem {
    match error {
        DefinitionError::Json(error) => crate::json::problem(error, Msg::new("definition-unreadable")),
        DefinitionError::Invalid { mistakes } => {
            let first = mistakes.first().map(|mistake| drafts::say_mistake(ui.texts(), mistake));
            let what = Msg::new("definition-invalid").with("count", mistakes.len());
            Problem::new(Exit::Unreadable, what).detail(first.unwrap_or_default())
        }
    }
}
