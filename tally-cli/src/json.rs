//! What is wrong with a JSON file, for people.

use election::json::JsonError;

use crate::exit::Exit;
use crate::problem::Problem;
use crate::texts::Msg;

/// A file that is not what `what` says it should be.
pub(crate) fn problem(error: &JsonError, what: Msg) -> Problem {
    let unreadable = |what| Problem::new(Exit::Unreadable, what);
    match error {
        JsonError::TooLong { limit, .. } => unreadable(Msg::new("file-too-long").with("limit", *limit)),
        JsonError::Malformed { line, column, path, message } => {
            unreadable(what).at(*line, *column).detail(format!("{path}: {message}"))
        }
        JsonError::NotCanonical { line, column } => unreadable(Msg::new("json-not-canonical"))
            .at(*line, *column)
            .advice(Msg::new("json-not-canonical-advice")),
    }
}
