//! Opening and closing the polls.

use std::collections::BTreeSet;
use std::fs::File;
use std::path::{Path, PathBuf};

use ballot_log::merkle::RootHash;
use ballot_log::{
    Body, BuildError, Checkpoint, Closed, LaunchPart, Mismatch, Officers, Opened, PreparedEntry, accounting,
};
use ballot_store::{ExportError, Options, Paths, Store};
use election::file_hash;

use crate::booth::{Core, FaultCause, Machine};
use crate::kit::{BoothKit, Station};
use crate::officers::{Admission, Codes};
use crate::paper::{CloseReport, LogSeal, Paper, PrintFault};
use crate::readiness::{FreeSpace, Readiness};
use crate::restart::StartError;
use crate::session::Ready;
use crate::state::{Faulted, Finished, Halt, Outcome, Refused, conclude};

/// *Terkunci*: the log is empty, the polls are not open.
pub struct LockedBooth {
    core: Box<Core>,
    /// Whether the report of the last check may be on paper.
    printed: bool,
}

/// Why the polls cannot be opened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OpenRefusal {
    /// Nobody has looked whether this booth can serve the day, or what was found stands against it.
    #[error("this booth is not ready: check it, mend what the check calls bad, and check again")]
    NotReady,
    /// A launch code of a candidate whom nobody knows.
    #[error(
        "there is no candidate {candidate}: a launch code comes from a candidate's witness, or 0 = officer's dice"
    )]
    NoSuchCandidate {
        /// The number.
        candidate: u8,
    },
    /// Two launch codes for one candidate.
    #[error("candidate {candidate} has given two launch codes")]
    CandidateTwice {
        /// The number.
        candidate: u8,
    },
    /// More or fewer launch codes than candidates.
    #[error(
        "there are {found} launch codes for {candidates} candidates: each candidate's witness gives one, or an officer's dice if the witness is absent"
    )]
    OneForEach {
        /// Launch codes that were given, dice included.
        found: usize,
        /// Candidates of the village.
        candidates: usize,
    },
    /// What stands for an absent witness was not thrown, or not often enough.
    #[error("an officer's dice are thrown {} times at least: digits from 1 to 6 only", LockedBooth::THROWS)]
    Dice,
    /// What the log would say breaks a rule, for example a launch code that is too short.
    #[error(transparent)]
    Entry(#[from] BuildError),
}

impl LockedBooth {
    /// How often an officer's dice are thrown at least for an absent witness: together 25 bits.
    pub const THROWS: usize = 10;

    pub(crate) fn new(mut core: Box<Core>) -> Self {
        // From now on a clock that goes back shows.
        core.first_moment();
        Self { core, printed: false }
    }

    /// Makes a new, empty log for a booth. Once only, before polling day: a second log under the same key would be a
    /// fork, and neither would count without a decision of the committee.
    ///
    /// # Errors
    /// [`StartError::Open`], also if there is a log.
    pub fn create(
        kit: BoothKit,
        machine: Machine,
        paths: &Paths,
        options: &Options,
    ) -> Result<Self, StartError> {
        let (store, recovery) = Store::create(paths, kit.verifier(), options)?;
        Ok(Self::new(Core::new(kit, machine, store, &recovery).map_err(FaultCause::from)?))
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

    /// Looks whether this booth can serve a polling day; `space` is what the caller has found free on the two media.
    /// Nothing is logged or printed. The polls open only after a check that found nothing against it.
    pub fn readiness(&mut self, space: Option<FreeSpace>) -> Readiness {
        let readiness = Readiness::of(&mut self.core, space);
        self.core.keep_readiness(readiness.clone());
        self.printed = false;
        readiness
    }

    /// Prints the report of the last check, if there was one; from the second time on it is marked as printed again.
    ///
    /// # Errors
    /// [`PrintFault`]. Nothing precedes *opened* in the log, so that it is not logged.
    pub fn print_readiness(&mut self) -> Result<(), PrintFault> {
        let Some(report) = self.core.readiness_report().map(Paper::Readiness) else { return Ok(()) };
        let printed = self.core.print(&if self.printed { report.again() } else { report });
        self.printed |= printed.err().is_none_or(|fault| fault.may_be_out);
        printed
    }

    /// Opens the polls with the launch code of the witnesses, and prints the zero report.
    ///
    /// # Errors
    /// [`OpenRefusal`], with state and admission as they were; inside, [`Halt`].
    pub fn open(
        mut self,
        admission: Admission,
        launch: Vec<LaunchPart>,
    ) -> Result<Result<Finished, Halt>, Refused<(Self, Admission), OpenRefusal>> {
        match self.prepare(launch) {
            Ok(prepared) => Ok(self.opened(prepared)),
            Err(reason) => Err(Refused { state: (self, admission), reason }),
        }
    }

    fn prepare(&mut self, launch: Vec<LaunchPart>) -> Result<PreparedEntry, OpenRefusal> {
        if !self.core.readiness().is_some_and(Readiness::may_open) {
            return Err(OpenRefusal::NotReady);
        }
        check_launch(&self.core.station, &launch)?;
        let opened = Opened {
            election: self.core.station.definition().id(),
            software: self.core.place.software(),
            durability: self.core.store.durability(),
            opened_at: self.core.first_moment(),
            launch_code: Opened::joined(&launch),
            launch,
        };
        Ok(self.core.prepare(&Body::Opened(opened))?)
    }

    fn opened(self, prepared: PreparedEntry) -> Result<Finished, Halt> {
        let mut core = self.core;
        core.keep(prepared)?;
        core.record_findings()?;
        let report = core.zero_report();
        conclude(core, report.map(Paper::ZeroReport), Outcome::Opened)
    }
}

/// Each candidate's witness gives a launch code; for each who is absent, an officer throws dice (spec 6.2).
fn check_launch(station: &Station, launch: &[LaunchPart]) -> Result<(), OpenRefusal> {
    let mut given = BTreeSet::new();
    for candidate in launch.iter().map(|part| part.candidate).filter(|candidate| *candidate != 0) {
        if !station.village().candidates.iter().any(|known| known.number == candidate) {
            return Err(OpenRefusal::NoSuchCandidate { candidate });
        }
        if !given.insert(candidate) {
            return Err(OpenRefusal::CandidateTwice { candidate });
        }
    }
    let (found, candidates) = (launch.len(), station.village().candidates.len());
    if found != candidates {
        return Err(OpenRefusal::OneForEach { found, candidates });
    }
    let thrown = |code: &str| {
        code.len() >= LockedBooth::THROWS && code.bytes().all(|digit| (b'1'..=b'6').contains(&digit))
    };
    if launch.iter().any(|part| part.candidate == 0 && !thrown(&part.code)) {
        return Err(OpenRefusal::Dice);
    }
    Ok(())
}

/// Why the polls cannot be closed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CloseRefusal {
    /// Figures do not agree, and no reason is given (spec 6.9).
    #[error("the figures do not agree; count again, or give the reason in writing: {}", listed(.mismatches))]
    Unexplained {
        /// Each identity that does not hold.
        mismatches: Vec<Mismatch>,
    },
    /// What the log would say breaks a rule, for example a reason that is too long.
    #[error(transparent)]
    Entry(#[from] BuildError),
}

fn listed(mismatches: &[Mismatch]) -> String {
    mismatches.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

impl Ready {
    /// Closes the polls for good with the officers' figures. A mismatch needs a reason (spec 6.9).
    ///
    /// # Errors
    /// [`CloseRefusal`], with state and admission as they were; inside, [`Faulted`].
    pub fn close(
        self,
        admission: Admission,
        officers: Officers,
        reason: Option<String>,
    ) -> Result<Result<ClosedBooth, Faulted>, Refused<(Self, Admission), CloseRefusal>> {
        let mut core = self.into_core();
        let closed_at = match core.now() {
            Ok(now) => now,
            Err(cause) => return Ok(Err(cause.into())),
        };
        let closed = Closed { closed_at, counts: *core.log().chain().counts(), officers, reason };
        match prepare_close(&core, &closed) {
            Ok(prepared) => Ok(match core.keep(prepared) {
                Ok(entry) => {
                    let seal = Box::new(LogSeal::after(core.log().chain(), &entry));
                    Ok(ClosedBooth { core, closed, seal, reprint: false })
                }
                Err(cause) => Err(cause.into()),
            }),
            Err(reason) => Err(Refused { state: (Self::new(core), admission), reason }),
        }
    }
}

fn prepare_close(core: &Core, closed: &Closed) -> Result<PreparedEntry, CloseRefusal> {
    let mismatches = accounting(closed, core.station.identity().registered);
    if !mismatches.is_empty() && closed.reason.is_none() {
        return Err(CloseRefusal::Unexplained { mismatches });
    }
    Ok(core.prepare(&Body::Closed(closed.clone()))?)
}

/// The polls are closed: report and export, as often as needed.
pub struct ClosedBooth {
    core: Box<Core>,
    closed: Closed,
    seal: Box<LogSeal>,
    reprint: bool,
}

/// A bundle that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exported {
    /// The file.
    pub path: PathBuf,
    /// Entries of the log.
    pub entries: u64,
    /// Root of the log.
    pub root: RootHash,
    /// Plain SHA-256 of the file as it was read back, which other programs can compute.
    pub sha256: [u8; 32],
}

impl ClosedBooth {
    pub(crate) const fn again(core: Box<Core>, closed: Closed, seal: Box<LogSeal>) -> Self {
        Self { core, closed, seal, reprint: true }
    }

    /// What the log says of the close.
    #[must_use]
    pub const fn closed(&self) -> &Closed {
        &self.closed
    }

    /// What does not agree (spec 6.9).
    #[must_use]
    pub fn mismatches(&self) -> Vec<Mismatch> {
        accounting(&self.closed, self.core.station.identity().registered)
    }

    /// Size and root of the whole log.
    #[must_use]
    pub fn checkpoint(&self) -> Checkpoint {
        self.core.log().chain().checkpoint()
    }

    /// Prints the close report; from the second time on it is marked as printed again. A slip that hangs gets its mark
    /// first, once: it is forgotten as soon as that is out, also if the report is not.
    ///
    /// # Errors
    /// [`PrintFault`]. Nothing follows *closed* in the log, so that it is not logged.
    pub fn print_report(&mut self) -> Result<(), PrintFault> {
        let (place, seal) = (self.core.place.clone(), (*self.seal).clone());
        let report =
            Paper::CloseReport(CloseReport::new(place, self.closed.clone(), self.mismatches(), seal));
        let printed = self.core.print(&if self.reprint { report.again() } else { report });
        self.reprint |= printed.err().is_none_or(|fault| fault.may_be_out);
        // Of the log nothing is lost if a medium fails here: the next start looks at both, and prints the mark once more.
        let _remembered = self.core.forget_slip();
        printed
    }

    /// Writes the log into a new bundle (spec 6.5) and reads it back.
    ///
    /// # Errors
    /// [`ExportError`]; an existing file is never overwritten.
    pub fn export(&self, path: &Path) -> Result<Exported, ExportError> {
        self.core.store.export(path)?;
        let read = File::open(path).and_then(file_hash);
        let sha256 = read.map_err(|source| ExportError::Io { path: path.to_owned(), source })?;
        let Checkpoint { size: entries, root, .. } = self.checkpoint();
        Ok(Exported { path: path.to_owned(), entries, root, sha256 })
    }
}
