//! Risk-limiting audits and recounts of a village's audit slips: which slips are drawn, what risk remains, when to stop.
//!
//! Everything is a function of what it is given: a [`Manifest`] says how many slips lie in each box, a [`Contest`] what
//! the record reports, and a [`Seed`] is thrown with dice once both are published. [`Audit`] is what is fixed before
//! the dice, [`Sampling`] what is done after them. Numbers with fractions know only `+ - * /`, the square root and
//! comparisons, which IEEE 754 rounds in one way, so that the same slips give the same bits on every machine.
//! `docs/audit.md` explains the method and has its sources.

mod alpha;
mod audit;
mod contest;
mod expectation;
mod manifest;
mod recount;
mod sampler;
mod seed;

pub use alpha::{Alpha, Estimate, SHRINKAGE, Value};
pub use audit::{
    Audit, AuditError, Drawn, PairRisk, RecordError, RiskLimit, RiskLimitError, Sampling, Verdict,
};
pub use contest::{Contest, ContestError, Interpretation, MAX_OPTIONS};
pub use expectation::{Expectation, RUNS};
pub use manifest::{Container, MAX_SLIPS, Manifest, ManifestError, SlipId, SlipIdError};
pub use recount::{Comparison, Recount, RecountError, compare_sum};
pub use sampler::{Draw, Ticket, draws, draws_with_replacement};
pub use seed::{SEED_DIGITS, Seed, SeedError};
