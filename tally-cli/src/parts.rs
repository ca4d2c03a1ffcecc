//! Public files that machines have made for a draft: booth keys, outcomes of key ceremonies, token lists.

use std::path::Path;

use ballot_crypto::Acceptance;
use dialogue::{Exit, Msg, Problem, Ui, files};
use election::{AcceptanceFile, BoothKeyFile, Definition, PartError, TokenError, TokenList, TrusteesFile};

use crate::drafts;
use crate::message::in_both;

const MAX_PART: u64 = 64 << 10;
/// Longest acceptance in bytes.
pub(crate) const MAX_ACCEPTANCE: u64 = 64 << 10;
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
        let problem =
            Problem::new(Exit::Unreadable, Msg::new("list-unreadable")).file(path).told(in_both(&error));
        match error {
            TokenError::List { line, .. } => problem.at(line).column(1),
            _ => problem,
        }
    })
}

/// Whether a trustee of the definition has made this acceptance.
pub(crate) fn is_proved(definition: &Definition, file: &AcceptanceFile) -> bool {
    let place = usize::from(file.trustee.get()).saturating_sub(1);
    let member = definition.village(&file.village).and_then(|village| village.trustees.members.get(place));
    let proof = Acceptance::from_bytes(&file.proof()).ok();
    member.zip(proof).is_some_and(|(member, proof)| {
        proof.verify(&file.election, &file.village, file.trustee, &member.verifying_share).is_ok()
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
