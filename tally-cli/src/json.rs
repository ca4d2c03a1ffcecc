//! What is wrong with a JSON file, for people.

use dialogue::{Exit, Msg, Problem};
use election::json::JsonError;

/// A file that is not what `what` says it should be.
pub(crate) fn problem(error: &JsonError, what: Msg) -> Problem {
    let unreadable = |what| Problem::new(Exit::Unreadable, what);
    match error {
        JsonError::TooLong { limit, .. } => unreadable(Msg::new("file-too-long").with("limit", *limit)),
        JsonError::Malformed { line, column, path, message } => {
            unreadable(what).at(*line).column(*column).detail(format!("{path}: {message}"))
        }
        JsonError::NotCanonical { line, column } => unreadable(Msg::new("json-not-canonical"))
            .at(*line)
            .column(*column)
            .advice(Msg::new("json-not-canonical-advice")),
    }
}
