//! Ballots through the public door: honest ones, forged ones, damaged ones, many at once, challenged ones.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod batch;
mod challenge;
mod encoding;
mod forgery;
mod honest;
mod prover;
mod village;
