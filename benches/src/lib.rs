//! How fast the tally is: against the primitives that no verifier can do without, against a peer, and as whole programs.
//!
//! Everything that is compared is measured in one process, in turns, and compiled with the same flags. The figures are in
//! `docs/performance.md`.

pub mod child;
pub mod clock;
pub mod floor;
pub mod log_floor;
pub mod markdown;
pub mod peer;
pub mod process;
pub mod slopes;
pub mod table;
pub mod village;
pub mod workload;
