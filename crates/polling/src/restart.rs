//! Starting the machine: before opening, after a failure in the middle of the day, after the close.

use ballot_log::{Body, CancelReason, Challenged, EventKind, Receipt, VerifiedEntry};
use ballot_store::{Finding, OpenError, Options, Paths, Store};
use election::{BallotCode, from_crockford, short_code, symbol_of};

use crate::booth::{Core, FaultCause, Machine};
use crate::kit::{BoothKit, Station};
use crate::officers::{Admission, Codes};
use crate::paper::{LogSeal, Mark, Paper, ReceiptSlip, STRIP, TestSheet};
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
    if let (Some(closed), Some(last)) = (closed, recovery.entries.last()) {
        let seal = Box::new(LogSeal::after(core.log().chain(), last));
        return Ok(Started::Closed(ClosedBooth::again(core, closed, seal)));
    }
    if !opened {
        return Ok(Started::Locked(LockedBooth::new(core)));
    }
    core.event(EventKind::Restart, &software_changed(&core))?;
    let findings = core.findings().to_vec();
    core.record_findings()?;
    let recorded = recovery.entries.iter().filter_map(|entry| Recorded::of(&core.station, entry)).collect();
    Ok(Started::Restarted(RestartedBooth { core, recorded, findings }))
}

/// What the officer finds at the printer after a restart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaperFound {
    /// No slip hangs there and no strip lies there.
    Nothing,
    /// A strip with this kode suara: scanned whole ([`scanned_code`]), or typed ([`typed_code`]).
    Strip(BallotCode),
    /// A slip came out, and its code cannot be read.
    Unreadable,
}

/// The kode suara that an officer typed from a strip: 20 symbols, 100 bits. The rest of its 32 bytes, which no paper
/// shows to people, is zero. `None` if it is not 20 symbols.
#[must_use]
pub fn typed_code(text: &str) -> Option<BallotCode> {
    let symbols: Vec<u8> =
        text.chars().filter(|c| !matches!(c, '-' | ' ')).map(symbol_of).collect::<Option<_>>()?;
    if symbols.len() != 20 {
        return None;
    }
    let bits: Vec<u8> = symbols.iter().flat_map(|s| (0..5).rev().map(move |bit| s >> bit & 1)).collect();
    let mut code = [0; 32];
    for (byte, eight) in code.iter_mut().zip(bits.chunks(8)) {
        *byte = (0..8).fold(0, |value, bit| value << 1 | eight.get(bit).copied().unwrap_or_default());
    }
    Some(BallotCode::new(code))
}

/// The kode suara in the QR code of a strip (spec 6.10), all 32 bytes; `None` for every other text.
#[must_use]
pub fn scanned_code(text: &str) -> Option<BallotCode> {
    text.trim().strip_prefix(STRIP).and_then(from_crockford).map(BallotCode::new)
}

/// An open booth after a restart. Before anybody votes, an officer says what hangs in the printer, so that every slip
/// gets its mark.
pub struct RestartedBooth {
    core: Box<Core>,
    recorded: Vec<Recorded>,
    findings: Vec<Finding>,
}

impl RestartedBooth {
    /// Whether a slip's ballot is recorded: *sudah tercatat* or *belum tercatat*.
    ///
    /// # Errors
    /// [`TokenRefusal::Unreadable`], [`TokenRefusal::NotListed`].
    pub fn token_status(&self, text: &str) -> Result<TokenStatus, TokenRefusal> {
        self.core.token_status(text)
    }

    /// The newest ballot in the log and the mark that its slip has or should have: for comparing it with a strip.
    #[must_use]
    pub fn newest(&self) -> Option<(BallotCode, Mark)> {
        self.recorded.last().map(|recorded| (recorded.code, recorded.fate.mark()))
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

    /// Gives the slip that was found its mark. If its ballot is in the log, that is SAH with the receipt, DIUJI with
    /// the test sheet, or BATAL; if not, the ballot is logged as cancelled and the mark is BATAL.
    ///
    /// # Errors
    /// [`Halt`].
    pub fn settle(self, _: Admission, found: PaperFound) -> Result<Finished, Halt> {
        let Self { mut core, recorded, .. } = self;
        let code = match found {
            PaperFound::Nothing => return conclude(core, [], Outcome::Nothing),
            PaperFound::Unreadable => BallotCode::new([0; 32]),
            PaperFound::Strip(code) => {
                // People see 100 bits only, and so does an officer who types.
                let shown = |code: &BallotCode| short_code(code.as_bytes());
                match recorded.into_iter().find(|recorded| shown(&recorded.code) == shown(&code)) {
                    Some(recorded) => return recorded.mark_again(core),
                    None => code,
                }
            }
        };
        core.record_cancelled(code, CancelReason::Restart)?;
        conclude(core, [Paper::Mark(Mark::Batal)], Outcome::Cancelled(code))
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
    fn mark_again(self, mut core: Box<Core>) -> Result<Finished, Halt> {
        core.event(EventKind::Reprint, "setelah mulai ulang")?;
        let (code, place) = (self.code, core.place.clone());
        let mark = Paper::Mark(self.fate.mark());
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
