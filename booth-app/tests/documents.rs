//! Every command line of `booth-app` in the committees' pages and the README is one that the program knows.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "../../tests/tests/documents/commands.rs"]
mod commands;

use std::path::Path;

#[test]
fn every_command_line_of_the_documents_is_understood() {
    let tried = commands::try_all("booth-app", Path::new(env!("CARGO_BIN_EXE_booth-app")));
    assert!(tried > 5, "only {tried} command lines were found");
}
