//! Voting day: the booth's session as a state machine without a screen.
//!
//! Every state is a type, every step consumes it, so that a wrong step does not compile: a ballot is cast by
//! [`Comparing::cast`] alone, and [`Comparing`] comes out of [`Confirming::yes`] alone. Steps that cannot be taken
//! give the state back with a reason ([`Refused`]); steps that record and print end in [`Halt`] when paper or media
//! fail. Used tokens follow from the log, the choice lives in memory from the touch to the answer about the slip, and
//! nothing here counts by candidate. Opening, closing and whatever else officers decide takes an [`Admission`], which two
//! officers' codes make. Printer, clock, generator and officers are handed in ([`Machine`]). Section numbers are those of
//! `docs/spec.md`.
//!
//! [`start`] or [`LockedBooth::create`] begin; then [`LockedBooth::readiness`], [`LockedBooth::open`], [`Ready::scan`] for
//! each voter, and [`Ready::close`]:
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
//!
//! Time alone decides nothing about a slip that hangs in the printer:
//!
//! ```compile_fail,E0061
//! # use polling::*;
//! fn time_out(comparing: Comparing) { let _ = comparing.unattended().end(); }
//! ```

mod booth;
mod clock;
mod exchange;
mod kit;
mod officers;
mod paper;
mod poll;
mod readiness;
mod restart;
mod session;
mod state;
mod unattended;

pub use booth::{Entropy, FaultCause, Machine, TokenUse};
pub use clock::Clock;
pub use exchange::{
    ExchangeRefusal, ExchangeRequest, MediumError, MediumRefusal, NewRefusal, OldRefusal, OtherMedium,
    SpentSlips, Vouchers,
};
pub use kit::{BoothKit, KitError, KitParts, Station};
pub use officers::{Admission, Codes, Officers};
pub use paper::{
    AuditSlip, BIG_COLUMNS, COLUMNS, CloseReport, CodeStrip, Line, Mark, Paper, PrintFault, PrintTrouble,
    Printer, ReadinessReport, ReceiptSlip, Style, TestSheet, ZeroReport, scanned_code,
};
pub use poll::{CloseRefusal, ClosedBooth, Exported, LockedBooth, OpenRefusal};
pub use readiness::{Check, ClockCheck, FreeSpace, Readiness, Verdict};
pub use restart::{PaperFound, RestartedBooth, StartError, Started, start};
pub use session::{
    Choosing, Comparing, Confirming, NoSuchOption, Paused, Ready, Remark, TokenRefusal, TokenStatus,
    Withdrawn,
};
pub use state::{Faulted, Finished, Halt, Outcome, Refused, Unprinted};
pub use unattended::{Attended, Unattended};

#[cfg(test)]
mod tests;
