//! Everything that a booth is started with, except its keys and its devices.

use std::path::Path;

use ballot_log::SoftwareHash;
use ballot_store::{Options, Paths};
use dialogue::{Exit, Msg, Problem, files};
use election::{BoothId, file_hash};
use polling::{
    Admission, Faulted, FreeSpace, LockedBooth, Machine, MediumError, Officers, Printer, SpentSlips,
    StartError, Started, start,
};

use crate::clock::BoothClock;
use crate::keys::BoothKeys;
use crate::opening;
use crate::place::{Imported, Place};
use crate::random;

/// A booth's place, its pack, and how its log is kept.
pub(crate) struct Outfit {
    pub(crate) place: Place,
    pub(crate) imported: Imported,
    pub(crate) paths: Paths,
    pub(crate) options: Options,
    pub(crate) clock: BoothClock,
    pub(crate) software: SoftwareHash,
}

impl Outfit {
    /// A booth that has imported its pack, with its mirror in a folder.
    pub(crate) fn new(
        place: Place,
        imported: Imported,
        mirror: &Path,
        same_device: bool,
        clock: BoothClock,
    ) -> Result<Self, Problem> {
        let options = place.options(same_device)?;
        files::make_folder(mirror)?;
        let paths = place.paths(imported.pack.booth(), &imported.election(), mirror);
        Ok(Self { place, imported, paths, options, clock, software: software()? })
    }

    pub(crate) fn booth(&self) -> BoothId {
        self.imported.pack.booth().clone()
    }

    /// Opens the log. Where there is none and never was one, it is made.
    pub(crate) fn start(
        &self,
        keys: &BoothKeys,
        printer: Box<dyn Printer + Send>,
        officers: Box<dyn Officers + Send>,
    ) -> Result<Started, Problem> {
        let kit = self.imported.kit(keys)?;
        let machine = Machine {
            printer,
            clock: Box::new(self.clock.clone()),
            entropy: Box::new(random::os()?),
            officers,
            software: self.software,
        };
        let there = files::exists(&self.paths.log) || files::exists(&self.paths.mirror);
        let started = if there || self.was_opened() {
            start(kit, machine, &self.paths, &self.options)
        } else {
            LockedBooth::create(kit, machine, &self.paths, &self.options).map(Started::Locked)
        };
        started.map_err(|error| self.not_started(&error))
    }

    fn was_opened(&self) -> bool {
        self.place.was_opened(self.imported.pack.booth(), &self.imported.election())
    }

    /// Remembers beside the log that the polls were opened.
    pub(crate) fn keep_opened(&self) -> Result<(), Problem> {
        self.place.keep_opened(self.imported.pack.booth(), &self.imported.election())
    }

    /// Bytes that are free on the two media; `None` if the system does not say.
    pub(crate) fn free_space(&self) -> Option<FreeSpace> {
        let free = |path: &Path| {
            let found = rustix::fs::statvfs(path.parent()?).ok()?;
            Some(found.f_bavail.saturating_mul(found.f_frsize))
        };
        Some(FreeSpace { log: free(&self.paths.log)?, mirror: free(&self.paths.mirror)? })
    }

    /// Reads the second medium of another booth; inside, why it tells nothing. [`Problem`] if this booth's own medium
    /// cannot take a folder for it.
    pub(crate) fn spent_slips(&self, path: &Path) -> Result<Result<SpentSlips, MediumError>, Problem> {
        let private = files::private_folder(self.place.folder())?;
        Ok(SpentSlips::read(&self.imported.station, path, private.path()))
    }

    fn not_started(&self, error: &StartError) -> Problem {
        match error {
            StartError::Open(error) => {
                opening::problem(error, self.paths.mirror.parent().unwrap_or(&self.paths.mirror))
            }
            StartError::Fault(cause) => {
                Problem::new(Exit::CannotWrite, Msg::new("booth-stopped")).detail(cause)
            }
        }
    }
}

/// The officers are those who have unlocked the keys, so that this is about a fault of the program.
pub(crate) fn admitted(admission: Option<Admission>) -> Result<Admission, Problem> {
    admission.ok_or_else(|| Problem::new(Exit::Internal, Msg::new("wrong-codes")))
}

/// The booth has let go of everything; nobody knows whether the last record is stored.
pub(crate) fn faulted(fault: &Faulted) -> Problem {
    Problem::new(Exit::CannotWrite, Msg::new("booth-stopped"))
        .advice(Msg::new("booth-stopped-advice"))
        .detail(fault)
}

/// SHA-256 of the program that runs, which every sheet and the log name.
fn software() -> Result<SoftwareHash, Problem> {
    let hash = std::env::current_exe().and_then(std::fs::File::open).and_then(file_hash);
    hash.map(SoftwareHash::new)
        .map_err(|error| Problem::new(Exit::Internal, Msg::new("no-software-hash")).detail(error))
}
