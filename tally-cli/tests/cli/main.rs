//! Transcripts of every command, through the built program.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod apart;
mod berita_acara;
mod booth;
mod bulletin;
mod decide;
mod decrypt;
mod definition;
mod demo;
mod enrol;
mod export;
mod inspect;
mod key;
mod kit;
mod log;
mod memory;
mod merge;
mod notes;
mod pack;
mod publish;
mod recap;
mod receipt;
mod result;
mod roots;
mod sign;
mod tokens;
mod trustee;
mod usage;
mod verify;
mod witness;
