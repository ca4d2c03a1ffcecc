//! `tally definition`: from the draft to the sealed file, and what a sealed file says.

mod check;
pub(crate) mod media;
mod new;
mod seal;
mod show;

use std::path::{Path, PathBuf};

use clap::Subcommand;
use dialogue::{Answer, Exit, Msg, Problem, Ui, files};
use election::definition::DefinitionError;
use election::{Definition as Sealed, NoteError, SignedNote};

use crate::drafts;
use crate::message::in_both;

/// Largest definition in bytes.
pub(crate) const MAX_DEFINITION: u64 = 64 << 20;

const MAX_NOTE: u64 = 128 << 10;

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

/// Reads and checks a definition together with the seal beside it, which must be valid; with the bytes and the seal's file.
pub(crate) fn read_sealed(ui: &Ui, path: &Path) -> Result<(Sealed, Vec<u8>, PathBuf), Problem> {
    let bytes = files::read(path, MAX_DEFINITION)?;
    let definition = Sealed::parse(&bytes).map_err(|error| not_valid(ui, &error).file(path))?;
    let mut name = path.as_os_str().to_owned();
    name.push(".note");
    let note = PathBuf::from(name);
    let bad = |error: NoteError| {
        Problem::new(Exit::Failed, Msg::new("seal-bad"))
            .file(&note)
            .advice(Msg::new("seal-bad-advice"))
            .told(in_both(error))
    };
    let seal = files::read(&note, MAX_NOTE)?;
    SignedNote::parse(&seal).and_then(|note| definition.check_seal(&note)).map_err(bad)?;
    Ok((definition, bytes, note))
}

/// What is wrong with an `election.json`.
pub(crate) fn not_valid(ui: &Ui, error: &DefinitionError) -> Problem {
    match error {
        DefinitionError::Json(error) => crate::json::problem(error, Msg::new("definition-unreadable")),
        DefinitionError::Invalid { mistakes } => {
            let first = mistakes.first().map(|mistake| drafts::say_mistake(ui.texts(), mistake));
            let what = Msg::new("definition-invalid").with("count", mistakes.len());
            Problem::new(Exit::Unreadable, what).detail(first.unwrap_or_default())
        }
    }
}
