//! The ballot log on disk: SQLite on one medium and a flat mirror on another (spec 6.6, 6.7).
//!
//! A record is stored in five steps, and a ballot is acknowledged only after the last:
//!
//! | step | what | if the machine dies here |
//! |---|---|---|
//! | 1 | verify the record in memory: form, signatures, its place in the chain | nothing happened |
//! | 2 | SQLite: BEGIN IMMEDIATE, read the tail again, INSERT, COMMIT | the record is in the log or not; if it is, recovery copies it to the mirror |
//! | 3 | mirror: one aligned frame into a file of zeros, fdatasync | the frame is empty, begun or whole; recovery writes it again from the log |
//! | 4 | read both back from the media and compare | both have it |
//! | 5 | acknowledge | both have it |
//!
//! Beside log and mirror the store remembers which slip hangs in the printer (spec 6.11, [`Store::remember_slip`]): before a
//! ballot's paper, and until it is out, each in one block per medium.
//!
//! The first error of any step poisons the [`Store`]: an error of COMMIT or fdatasync does not tell whether the record
//! is stored, and asking again in the same process asks a cache. [`Store::open`] in a new process looks at the media.
//!
//! Full durability needs the SQLite compiled as `.cargo/config.toml` says; without it nothing is opened
//! ([`SettingsError::Compiled`]). Relaxed durability, for large simulations only, does without fsync and without that check.
//! This crate needs a Unix system: it relies on folders that can be synced and on files that are not followed.

mod copy;
mod error;
mod export;
mod files;
mod lock;
mod mirror;
mod reading;
mod recovery;
mod rescue;
mod slip;
mod sqlite;
mod store;
mod verifier;

pub use ballot_log::Durability;
pub use copy::read_copy;
pub use error::{ContentError, OpenError, PlaceError, SettingsError, StoreError};
pub use export::ExportError;
pub use files::on_one_device;
pub use reading::{Damage, Medium, Reading};
pub use recovery::{Finding, Recovery};
pub use rescue::{Rescue, RescueError, Rescued, rescue};
pub use slip::HangingSlip;
pub use store::{Examination, Options, Paths, SameDevice, Store, examine};
pub use verifier::{CodeOf, RecordProblem, Verifier};
