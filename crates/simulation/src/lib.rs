//! Rehearsals: whole elections by seed through the real code.
//!
//! [`simulate`] makes a definition, holds the key ceremonies, draws tokens, lets every voter vote through the booth's own
//! session and store, exports, merges, signs, decrypts and verifies. It knows what every voter meant, so that it can say
//! whether the record says the same. The seed drives names, numbers and choices; keys, tokens and ballots get their
//! randomness from [`Surroundings`], never from the seed.

mod count;
mod dice;
mod enrolment;
mod error;
mod names;
mod outcome;
mod plan;
mod polling_day;
mod printer;
mod run;
mod scenario;
mod surroundings;
mod voters;

pub use enrolment::{BoothSecrets, Secrets, VillageSecrets};
pub use error::SimulationError;
pub use outcome::{Outcome, VillageOutcome};
pub use plan::{Scene, SimulationPlan};
pub use run::simulate;
pub use surroundings::{ForgetSecrets, NoProgress, Progress, Randomness, SecretKeeper, Stage, Surroundings};
