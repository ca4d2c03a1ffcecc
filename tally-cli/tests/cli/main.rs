//! Transcripts of every command, through the built program.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod booth;
mod definition;
mod inspect;
mod key;
mod kit;
mod tokens;
mod trustee;
mod usage;
