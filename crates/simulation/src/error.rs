//! Why a simulation did not end well.

use std::path::PathBuf;

use election::{BoothId, VillageCode};

/// Why a simulation did not end well. Nothing is repaired and nothing is retried: an error here is a mistake in the plan, in
/// the machine or in this system.
#[derive(Debug, thiserror::Error)]
pub enum SimulationError {
    /// A number of the plan is outside its limits.
    #[error("{field} is {found}; allowed is {allowed}")]
    Plan {
        /// Which number.
        field: &'static str,
        /// What the plan says.
        found: u32,
        /// The limits.
        allowed: &'static str,
    },
    /// The folder cannot be used or written to.
    #[error("{}: {problem}", path.display())]
    Folder {
        /// The file or folder.
        path: PathBuf,
        /// What is wrong.
        problem: String,
    },
    /// Definition, keys or tokens were refused.
    #[error("{what}: {problem}")]
    Setup {
        /// What was being made.
        what: String,
        /// What was refused.
        problem: String,
    },
    /// A booth did not do what it should.
    #[error("booth {booth}, {step}: {problem}")]
    Booth {
        /// Which.
        booth: BoothId,
        /// What it was asked to do.
        step: &'static str,
        /// What it said.
        problem: String,
    },
    /// Merge, signatures, decryption or verification refused something of a record that must be whole.
    #[error("{place}: {problem}")]
    Count {
        /// A file, a village or a check.
        place: String,
        /// What was refused.
        problem: String,
    },
    /// The record says something else than the voters meant, or than the slips in the boxes.
    #[error(
        "village {village}: the voters meant {meant:?}, the slips say {slips:?}, the record says {record:?}"
    )]
    Disagrees {
        /// The village.
        village: VillageCode,
        /// What the voters meant, by option.
        meant: Vec<u32>,
        /// The audit slips marked SAH, by option.
        slips: Vec<u32>,
        /// The decrypted totals, by option; empty if there are none.
        record: Vec<u32>,
    },
}

/// Turns any error into one of setting up.
pub(crate) fn setup<E: ToString>(what: impl Into<String>) -> impl FnOnce(E) -> SimulationError {
    move |error| SimulationError::Setup { what: what.into(), problem: error.to_string() }
}

/// Turns any error into one of counting.
pub(crate) fn count<E: ToString>(place: impl Into<String>) -> impl FnOnce(E) -> SimulationError {
    move |error| SimulationError::Count { place: place.into(), problem: error.to_string() }
}
