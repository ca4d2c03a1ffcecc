//! Voting day: the booth's session as a state machine without a screen.
//!
//! Every state is a type, every step consumes it, so that a wrong step does not compile: a ballot is cast by
//! [`Comparing::cast`] alone, and [`Comparing`] comes out of [`Confirming::yes`] alone. Steps that cannot be taken
//! give the state back with a reason ([`Refused`]); steps that record and print end in [`Halt`] when paper or media
//! fail. Used tokens follow from the log, the choice lives in memory between two touches, and nothing here counts by
//! candidate. Printer, clock and generator are handed in ([`Machine`]). Section numbers are those of `docs/spec.md`.
//!
//! [`start`] or [`LockedBooth::create`] begin; then [`LockedBooth::open`], [`Ready::scan`] for each voter, and
//! [`Ready::close`]:
//!
//! ```
//! # use polling::*;
//! fn vote(ready: Ready, slip: &str, option: u8) -> Result<Ready, Box<dyn std::error::Error>> {
//!     let comparing = ready.scan(slip)?.choose(option)?.yes()?;
//!     Ok(comparing.cast()?.next())
//! }
//! ```
//!
//! Nothing is cast without the second YA, and not twice with it:
//!
//! ```compile_fail,E0599
//! # use polling::*;
//! fn vote(confirming: Confirming) { confirming.cast(); }
//! ```
//! ```compile_fail,E0382
//! # use polling::*;
//! fn vote(comparing: Comparing) { (comparing.cast(), comparing.cast()); }
//! ```

mod booth;
mod clock;
mod exchange;
mod kit;
mod paper;
mod poll;
mod restart;
mod session;
mod state;

pub use booth::{Entropy, FaultCause, Machine, TokenUse};
pub use clock::Clock;
pub use exchange::{
    ExchangeRefusal, ExchangeRequest, MediumError, MediumRefusal, NewRefusal, OldRefusal, OtherMedium,
    SpentSlips, Vouchers,
};
pub use kit::{BoothKit, KitError, KitParts, Station};
pub use paper::{
    AuditSlip, COLUMNS, CloseReport, CodeStrip, Mark, Paper, PrintFault, PrintTrouble, Printer, ReceiptSlip,
    TestSheet, ZeroReport,
};
pub use poll::{CloseRefusal, ClosedBooth, LockedBooth, OpenRefusal};
pub use restart::{PaperFound, RestartedBooth, StartError, Started, start, typed_code};
pub use session::{
    Choosing, Comparing, Confirming, NoSuchOption, Paused, Ready, Remark, TokenRefusal, TokenStatus,
    Withdrawn,
};
pub use state::{Faulted, Finished, Halt, Outcome, Refused, Unprinted};

#[cfg(test)]
mod tests;
