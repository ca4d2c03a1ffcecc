//! What `tally export` writes of every committed record that verifies: valid by NIST's schemas, references and sums right, no
//! ballot told, cells as a spreadsheet shows them (`docs/exports.md`, `docs/oracles.md`).
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod content;
mod oracles;
mod references;
mod world;
