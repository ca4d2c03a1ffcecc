//! Public files that machines have made for a draft: booth keys, outcomes of key ceremonies, token lists.

use std::path::Path;

use election::{BoothKeyFile, PartError, TokenError, TokenList, TrusteesFile};

use crate::drafts;
use crate::exit::Exit;
use crate::files;
use crate::problem::Problem;
use crate::texts::Msg;
use crate::ui::Ui;

const MAX_PART: u64 = 64 << 10;
/// 20,000 hashes with their line ends, and two lines before them.
const MAX_LIST: u64 = 20_000 * 65 + 256;

/// Reads the public key of a booth.
pub(crate) fn booth_key(ui: &Ui, path: &Path) -> Result<BoothKeyFile, Problem> {
    BoothKeyFile::parse(&files::read(path, MAX_PART)?).map_err(|error| part(ui, &error, path))
}

/// Reads the outcome of a key ceremony. Its rehearsal is not checked.
pub(crate) fn trustees(ui: &Ui, path: &Path) -> Result<TrusteesFile, Problem> {
    TrusteesFile::parse(&files::read(path, MAX_PART)?).map_err(|error| part(ui, &error, path))
}

/// Reads a token list.
pub(crate) fn token_list(path: &Path) -> Result<TokenList, Problem> {
    TokenList::parse(&files::read(path, MAX_LIST)?).map_err(|error| {
        let problem = Problem::new(Exit::Unreadable, Msg::new("list-unreadable")).file(path).told(&error);
        match error {
            TokenError::List { line, .. } => problem.at(line, 1),
            _ => problem,
        }
    })
}

fn part(ui: &Ui, error: &PartError, path: &Path) -> Problem {
    match error {
        PartError::Json(error) => crate::json::problem(error, Msg::new("part-unreadable")),
        PartError::Invalid { mistakes } => {
            let first = mistakes.first().map(|mistake| drafts::say_mistake(ui.texts(), mistake));
            Problem::new(Exit::Unreadable, Msg::new("part-unreadable")).detail(first.unwrap_or_default())
        }
    }
    .file(path)
}
