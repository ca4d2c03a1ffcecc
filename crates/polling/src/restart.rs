//! Starting the machine: before opening, after a failure in the middle of the day, after the close.

use ballot_log::{Body, CancelReason, Challenged, EventKind, Receipt, VerifiedEntry};
use ballot_store::{Finding, HangingSlip, OpenError, Options, Paths, Store};
use election::BallotCode;

use crate::booth::{Core, FaultCause, Machine};
use crate::kit::{BoothKit, Station};
use crate::officers::{Admission, Codes};
use crate::paper::{LogSeal, Mark, Paper, ReceiptSlip, TestSheet, ZeroReport};
use crate::poll::{ClosedBooth, LockedBooth};
use crate::session::{TokenRefusal, TokenStatus};
use crate::state::{Finished, Halt, Outcome, conclude};

/// Why a booth does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The log cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// It can, but nothing can be recorded.
    #[error(transparent)]
    Fault(#[from] FaultCause),
}

/// A booth that has been started, by what its log says.
pub enum Started {
    /// Not opened yet.
    Locked(LockedBooth),
    /// Opened before, and the machine went off.
    Restarted(RestartedBooth),
    /// Closed.
    Closed(ClosedBooth),
}

/// Starts a booth whose log exists. What was wrong with the media is repaired and logged.
///
/// # Errors
/// [`StartError`].
pub fn start(
    kit: BoothKit,
    machine: Machine,
    paths: &Paths,
    options: &Options,
) -> Result<Started, StartError> {
    let (store, recovery) = Store::open(paths, kit.verifier(), options)?;
    let chain = store.chain();
    let (opened, closed) = (chain.opened().is_some(), chain.closed().cloned());
    let mut core = Core::new(kit, machine, store, &recovery).map_err(FaultCause::from)?;
    let slip = Remembered::of(&core, &recovery.entries);
    if let (Some(closed), Some(last)) = (closed, recovery.entries.last()) {
        let seal = Box::new(LogSeal::after(core.log().chain(), last));
        slip.mark().into_iter().for_each(|mark| core.owe(mark));
        return Ok(Started::Closed(ClosedBooth::again(core, closed, seal)));
    }
    if !opened {
        return Ok(Started::Locked(LockedBooth::new(core)));
    }
    core.event(EventKind::Restart, &software_changed(&core))?;
    let findings = core.findings().to_vec();
    core.record_findings()?;
    Ok(Started::Restarted(RestartedBooth { core, slip, findings }))
}

/// What the officers find at the printer after a restart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaperFound {
    /// No slip without a mark.
    Nothing,
    /// A slip hangs there and has no mark.
    Slip,
}

/// An open booth after a restart. Before anybody votes, every slip gets its mark: which ballot it is of, the booth has
/// remembered, and the log says what became of that (spec 6.11).
pub struct RestartedBooth {
    core: Box<Core>,
    slip: Remembered,
    findings: Vec<Finding>,
}

impl RestartedBooth {
    /// Whether a ballot is recorded under a slip's token: *sudah tercatat* or *belum tercatat*.
    ///
    /// # Errors
    /// [`TokenRefusal::Unreadable`], [`TokenRefusal::NotListed`].
    pub fn token_status(&self, text: &str) -> Result<TokenStatus, TokenRefusal> {
        self.core.token_status(text)
    }

    /// Whether a slip may hang in the printer without its mark, so that officers have to look.
    #[must_use]
    pub const fn asks(&self) -> bool {
        !matches!(self.slip, Remembered::Nothing)
    }

    /// What was wrong with the media and is repaired; the log says so.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// What this booth was given.
    #[must_use]
    pub fn station(&self) -> &Station {
        &self.core.station
    }

    /// Lets two officers in; `None` if their codes are wrong.
    #[must_use]
    pub fn admit(&self, codes: &Codes) -> Option<Admission> {
        self.core.admit(codes)
    }

    /// Goes on to the next voter. A slip that hangs gets its mark: if its ballot is in the log, SAH, DIUJI or BATAL as
    /// the log says; if not, the ballot is logged as cancelled and the mark is BATAL; if nobody knows which ballot it is
    /// of, PISAH. If none hangs where one might, the paper is cut with PISAH all the same. Receipt or test sheet is
    /// printed again, because it may be missing; and so is the zero report, as long as nobody has voted.
    ///
    /// # Errors
    /// [`Halt`].
    pub fn settle(self, _: Admission, found: PaperFound) -> Result<Finished, Halt> {
        let Self { core, slip, .. } = self;
        match (slip, found) {
            (Remembered::Recorded(recorded), _) => recorded.print_again(core, found),
            (Remembered::NotRecorded(code), _) => cancel(core, code, found),
            (Remembered::Unclear, _) | (Remembered::Nothing, PaperFound::Slip) => set_apart(core, found),
            (Remembered::Nothing, PaperFound::Nothing) => zero_again(core),
        }
    }

    #[cfg(test)]
    pub(crate) const fn remembered(&self) -> Option<BallotCode> {
        match &self.slip {
            Remembered::Recorded(Recorded { code, .. }) | Remembered::NotRecorded(code) => Some(*code),
            Remembered::Nothing | Remembered::Unclear => None,
        }
    }
}

/// A ballot that was on its way is not in the log, and nobody can cast it any more.
fn cancel(mut core: Box<Core>, code: BallotCode, found: PaperFound) -> Result<Finished, Halt> {
    core.record_cancelled(code, CancelReason::Restart)?;
    conclude(core, [mark(Mark::Batal, found)], Outcome::Cancelled(code))
}

/// Nobody knows which ballot the slip is of: no mark that says anything of a ballot.
fn set_apart(mut core: Box<Core>, found: PaperFound) -> Result<Finished, Halt> {
    if found == PaperFound::Slip {
        core.event(EventKind::Officer, "struk tanpa tanda dipisahkan")?;
    }
    conclude(core, [Paper::Mark(Mark::Pisah)], Outcome::Nothing)
}

/// Nothing hangs there. If the machine went off before anybody voted, the zero report may be missing.
fn zero_again(mut core: Box<Core>) -> Result<Finished, Halt> {
    let counts = core.log().chain().counts();
    if counts.cast + counts.challenged + counts.cancelled > 0 {
        return conclude(core, [], Outcome::Nothing);
    }
    let report = core.zero_report().map(ZeroReport::again);
    core.event(EventKind::Reprint, "laporan nol")?;
    conclude(core, report.map(Paper::ZeroReport), Outcome::Opened)
}

/// The mark of a slip that hangs. Where none does, it could be mistaken for one of another slip.
const fn mark(mark: Mark, found: PaperFound) -> Paper {
    Paper::Mark(match found {
        PaperFound::Slip => mark,
        PaperFound::Nothing => Mark::Pisah,
    })
}

/// What is known of the slip that may hang in the printer.
enum Remembered {
    Nothing,
    /// Its ballot is the newest in the log.
    Recorded(Recorded),
    /// Its ballot is not in the log.
    NotRecorded(BallotCode),
    /// Nobody knows which it is.
    Unclear,
}

impl Remembered {
    fn of(core: &Core, entries: &[VerifiedEntry]) -> Self {
        let code = match core.hanging_slip() {
            HangingSlip::Nothing => return Self::Nothing,
            HangingSlip::Unclear => return Self::Unclear,
            HangingSlip::Slip(code) => code,
        };
        let mut recorded = entries.iter().rev().filter_map(|entry| Recorded::of(&core.station, entry));
        match recorded.next() {
            Some(newest) if newest.code == code => Self::Recorded(newest),
            // Something was printed since: a medium is an old copy.
            _ if recorded.any(|older| older.code == code) => Self::Unclear,
            _ => Self::NotRecorded(code),
        }
    }

    /// The mark that what may hang there needs, as far as the log tells.
    const fn mark(&self) -> Option<Mark> {
        match self {
            Self::Nothing => None,
            Self::Recorded(recorded) => Some(recorded.fate.mark()),
            Self::NotRecorded(_) | Self::Unclear => Some(Mark::Pisah),
        }
    }
}

/// A ballot of the log, and what is printed for it.
struct Recorded {
    code: BallotCode,
    fate: Fate,
}

enum Fate {
    Cast(Receipt),
    Challenged(Challenged),
    Cancelled,
}

impl Fate {
    const fn mark(&self) -> Mark {
        match self {
            Self::Cast(_) => Mark::Sah,
            Self::Challenged(_) => Mark::Diuji,
            Self::Cancelled => Mark::Batal,
        }
    }
}

impl Recorded {
    fn of(station: &Station, entry: &VerifiedEntry) -> Option<Self> {
        let (code, fate) = match entry.entry().body().ok()? {
            Body::Cast(ballot) => {
                let code = station.code_of(&ballot)?;
                (code, Fate::Cast(Receipt::of(station.identity(), &code, entry)?))
            }
            Body::Challenged(opened) => (station.code_of(&opened.ballot)?, Fate::Challenged(opened)),
            Body::Cancelled(cancelled) => (cancelled.code, Fate::Cancelled),
            Body::Opened(_) | Body::Event(_) | Body::Closed(_) => return None,
        };
        Some(Self { code, fate })
    }

    /// Prints what belongs to the ballot; all but the mark is marked as printed again.
    fn print_again(self, mut core: Box<Core>, found: PaperFound) -> Result<Finished, Halt> {
        core.event(EventKind::Reprint, "setelah mulai ulang")?;
        let (code, place) = (self.code, core.place.clone());
        let mark = mark(self.fate.mark(), found);
        let (sheet, outcome) = match self.fate {
            Fate::Cast(receipt) => {
                (Some(Paper::Receipt(ReceiptSlip::new(place, receipt.clone()))), Outcome::Cast(receipt))
            }
            Fate::Challenged(opened) => {
                (Some(Paper::TestSheet(TestSheet::new(place, code, opened))), Outcome::Challenged(code))
            }
            Fate::Cancelled => (None, Outcome::Cancelled(code)),
        };
        conclude(core, [mark].into_iter().chain(sheet.map(Paper::again)), outcome)
    }
}

/// The detail of the restart's event: whether the program is still the one that opened the polls.
fn software_changed(core: &Core) -> String {
    match core.log().chain().opened() {
        Some(opened) if opened.software != core.place.software() => {
            format!("program lain: {}", core.place.software())
        }
        _ => String::new(),
    }
}
