//! A booth's life through the built program.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod desk;
mod drill;
mod enrol;
mod import;
mod run;
mod sealed;
