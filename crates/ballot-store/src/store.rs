//! The open store.

use std::path::{Path, PathBuf};

use ballot_log::{Body, ChainState, Durability, SignedEntry, mirror as frames};
use election::BallotCode;

use crate::error::{ContentError, OpenError, PlaceError, SettingsError, StoreError};
use crate::export::{self, ExportError};
use crate::files;
use crate::lock::{Lock, LockError};
use crate::mirror::MirrorFile;
use crate::reading::{self, Medium, Reading};
use crate::recovery::{self, Finding, Recovery, Settled};
use crate::slip::{HangingSlip, SlipFiles};
use crate::sqlite::{self, LogError, LogFile, ReadLog, Row};
use crate::verifier::{RecordProblem, Verifier};

/// Where a log is kept. Beside each file lie a lock file of the same name with `.lock`, and a file with `.slip` that says
/// which slip hangs in the printer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paths {
    /// The SQLite file on the first medium.
    pub log: PathBuf,
    /// The flat file on the second medium.
    pub mirror: PathBuf,
}

/// Whether log and mirror may be on one device.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SameDevice {
    /// For demo and tests: allowed, and reported as a finding.
    Allowed,
    /// As an election needs it.
    Refused,
}

/// How a log is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// `Relaxed` survives the end of the process but not that of the machine; the *opened* entry must say so.
    pub durability: Durability,
    /// Whether one device may hold both.
    pub same_device: SameDevice,
    /// Mirror frames of 4,096 bytes that are filled with zeros at a time. One per expected entry shows a full medium
    /// before the polls open instead of in the middle of the day.
    pub frames: u32,
}

impl Options {
    /// As an election needs it: full durability, two devices, 1,024 frames at a time.
    #[must_use]
    pub const fn full() -> Self {
        Self { durability: Durability::Full, same_device: SameDevice::Refused, frames: 1_024 }
    }
}

/// An open log on both media.
///
/// Every record that [`Store::append`] has accepted with `Ok` is durable on both media and was read back from both.
#[derive(Debug)]
pub struct Store {
    paths: Paths,
    verifier: Verifier,
    durability: Durability,
    log: LogFile,
    mirror: MirrorFile,
    slip: SlipFiles,
    chain: ChainState,
    tail: Option<Row>,
    poisoned: bool,
    // Last, so that files are closed before another process may open them.
    _locks: [Lock; 2],
}

impl Store {
    /// Makes a new, empty log on both media.
    ///
    /// # Errors
    /// [`OpenError`]; [`PlaceError::Present`] if a file of either name exists.
    pub fn create(
        paths: &Paths,
        verifier: Verifier,
        options: &Options,
    ) -> Result<(Self, Recovery), OpenError> {
        let entrance = Entrance::pass(paths, options)?;
        for path in [&entrance.paths.log, &entrance.paths.mirror] {
            if files::exists(path).map_err(|source| PlaceError::io("look for", path, source))? {
                return Err(PlaceError::Present { path: path.clone() }.into());
            }
        }
        let Paths { log, mirror } = &entrance.paths;
        recovery::create_log(log, &verifier, &[], options.durability)?;
        recovery::create_mirror(mirror, &verifier, &[], options)?;
        sqlite::keep_aside(log, options.durability).map_err(|source| PlaceError::io("keep", log, source))?;
        recovery::put_in_place(log, options.durability)?;
        recovery::put_in_place(mirror, options.durability)?;
        let (mut store, recovery) = entrance.settle(verifier, options)?;
        // What an earlier log has left there is about none of this one's ballots.
        store.forget_slip().map_err(|error| {
            PlaceError::io("write beside", &store.paths.log, std::io::Error::other(error.to_string()))
        })?;
        Ok((store, recovery))
    }

    /// Opens an existing log, verifies both media in full and repairs what can be repaired (see [`Finding`]).
    ///
    /// # Errors
    /// [`OpenError`]; on [`ContentError::Fork`] and [`ContentError::BothDamaged`] use [`examine`] and export both.
    pub fn open(paths: &Paths, verifier: Verifier, options: &Options) -> Result<(Self, Recovery), OpenError> {
        Entrance::pass(paths, options)?.settle(verifier, options)
    }

    /// Stores the next record on both media; `Ok` means durable, read back and compared.
    ///
    /// # Errors
    /// [`StoreError`]. After any error, the record may or may not be stored, and every later call is refused.
    pub fn append(&mut self, entry: SignedEntry) -> Result<(), StoreError> {
        if self.poisoned {
            return Err(StoreError::Poisoned);
        }
        self.poisoned = true;
        let position = self.verify_next(&entry)?;
        let bytes = entry.to_record_bytes();
        let log_failed = |error: LogError| medium_error(Medium::Log, error.to_string());
        let mirror_failed = |error: std::io::Error| medium_error(Medium::Mirror, error.to_string());

        self.log.append(self.tail.as_ref(), position, &bytes).map_err(log_failed)?;

        let (index, frame) = (1 + position, frames::encode_frame(&entry));
        self.mirror.write(index, &frame).map_err(mirror_failed)?;

        let row = (position, bytes);
        if self.log.read_back(position).map_err(log_failed)?.as_ref() != Some(&row) {
            return Err(StoreError::ReadBack { medium: Medium::Log, position });
        }
        if self.mirror.read_back(index).map_err(mirror_failed)? != frame {
            return Err(StoreError::ReadBack { medium: Medium::Mirror, position });
        }
        self.tail = Some(row);
        self.poisoned = false;
        Ok(())
    }

    /// The slip that may hang in the printer without its mark.
    #[must_use]
    pub const fn hanging_slip(&self) -> HangingSlip {
        self.slip.says()
    }

    /// Remembers on both media that from now on the slip of this ballot may hang in the printer; `Ok` means durable.
    ///
    /// # Errors
    /// [`StoreError`], as with [`Store::append`].
    pub fn remember_slip(&mut self, code: &BallotCode) -> Result<(), StoreError> {
        self.say(Some(code))
    }

    /// Remembers that no slip hangs in the printer any more. That this is lost does no harm: the mark is out.
    ///
    /// # Errors
    /// [`StoreError`], as with [`Store::append`].
    pub fn forget_slip(&mut self) -> Result<(), StoreError> {
        if self.slip.says() == HangingSlip::Nothing { Ok(()) } else { self.say(None) }
    }

    fn say(&mut self, slip: Option<&BallotCode>) -> Result<(), StoreError> {
        if self.poisoned {
            return Err(StoreError::Poisoned);
        }
        self.poisoned = true;
        self.slip.say(slip)?;
        self.poisoned = false;
        Ok(())
    }

    /// The state after the last stored record: size, head, root, counts.
    #[must_use]
    pub const fn chain(&self) -> &ChainState {
        &self.chain
    }

    /// How the log is kept.
    #[must_use]
    pub const fn durability(&self) -> Durability {
        self.durability
    }

    /// The files, with links of their folders resolved.
    #[must_use]
    pub const fn paths(&self) -> &Paths {
        &self.paths
    }

    /// Every stored record, in order, read from the log.
    ///
    /// # Errors
    /// [`StoreError::Poisoned`], [`StoreError::Medium`], [`StoreError::Refused`].
    pub fn records(&self) -> Result<Vec<SignedEntry>, StoreError> {
        if self.poisoned {
            return Err(StoreError::Poisoned);
        }
        let (rows, done) = self.log.rows();
        done.map_err(|error| medium_error(Medium::Log, error.to_string()))?;
        let records = rows.iter().map(|(_, bytes)| SignedEntry::from_record_bytes(bytes));
        Ok(records.collect::<Result<_, _>>().map_err(RecordProblem::from)?)
    }

    /// Writes the whole log into a new bundle, durable when this returns.
    ///
    /// # Errors
    /// [`ExportError`]; an existing file is never overwritten.
    pub fn export(&self, path: &Path) -> Result<(), ExportError> {
        export::write(path, self.verifier.identity(), self.records()?.iter())
    }

    /// Step 1: the record must be the next one of this log before it touches a medium.
    fn verify_next(&mut self, entry: &SignedEntry) -> Result<u64, StoreError> {
        let position = self.chain.size();
        let verified = self.verifier.check(position, entry.clone())?;
        self.chain.push(&verified).map_err(RecordProblem::from)?;
        if let Ok(Body::Opened(opened)) = entry.entry().body()
            && opened.durability != self.durability
        {
            let (recorded, asked) = (opened.durability, self.durability);
            return Err(ContentError::Durability { recorded, asked }.into());
        }
        Ok(position)
    }
}

/// What each medium holds, for a log that is not opened.
#[derive(Debug, Clone)]
pub struct Examination {
    /// The log.
    pub log: Reading,
    /// The mirror.
    pub mirror: Reading,
}

/// Reads both media without repairing anything, so that what is readable can be shown and exported.
///
/// An unfinished transaction of the log is rolled back, as every reader of it must.
///
/// # Errors
/// [`OpenError`] where the files cannot even be looked at.
pub fn examine(paths: &Paths, verifier: &Verifier, options: &Options) -> Result<Examination, OpenError> {
    let entrance = Entrance::pass(paths, options)?;
    let (_, log) = reading::log(&entrance.paths.log, verifier, options)?;
    let (_, mirror) = reading::mirror(&entrance.paths.mirror, verifier, options)?;
    Ok(Examination { log, mirror })
}

/// What is checked before either file is looked at: SQLite, places, locks.
struct Entrance {
    paths: Paths,
    one_device: bool,
    locks: [Lock; 2],
}

impl Entrance {
    fn pass(paths: &Paths, options: &Options) -> Result<Self, OpenError> {
        if options.durability == Durability::Full {
            check_compiled()?;
        }
        let resolve = |path: &Path| {
            files::resolve(path).map_err(|source| PlaceError::io("find the folder of", path, source))
        };
        let paths = Paths { log: resolve(&paths.log)?, mirror: resolve(&paths.mirror)? };
        let one_device = files::on_one_device(&paths.log, &paths.mirror)
            .map_err(|source| PlaceError::io("find the device of", &paths.mirror, source))?;
        if one_device && options.same_device == SameDevice::Refused {
            let Paths { log, mirror } = paths;
            return Err(PlaceError::OneDevice { log, mirror }.into());
        }
        let locks = [lock(&paths.log)?, lock(&paths.mirror)?];
        Ok(Self { paths, one_device, locks })
    }

    fn settle(self, verifier: Verifier, options: &Options) -> Result<(Store, Recovery), OpenError> {
        let Settled { log, mirror, chain, mut recovery } = recovery::settle(&self.paths, &verifier, options)?;
        if self.one_device {
            recovery.findings.insert(0, Finding::OneDevice);
        }
        let slip = SlipFiles::open(&self.paths, verifier.identity(), options.durability)?;
        let tail = recovery.entries.last().map(|entry| (entry.entry().position(), entry.to_record_bytes()));
        let Self { paths, locks: _locks, .. } = self;
        let durability = options.durability;
        let poisoned = false;
        let store = Store { paths, verifier, durability, log, mirror, slip, chain, tail, poisoned, _locks };
        Ok((store, recovery))
    }
}

fn check_compiled() -> Result<(), OpenError> {
    let failed = |error: LogError| SettingsError::Compiled { differences: vec![error.to_string()] };
    let differences = sqlite::compiled_differently().map_err(failed)?;
    if differences.is_empty() { Ok(()) } else { Err(SettingsError::Compiled { differences }.into()) }
}

fn lock(path: &Path) -> Result<Lock, PlaceError> {
    Lock::take(path).map_err(|error| match error {
        LockError::Held(lock) => PlaceError::Locked { lock },
        LockError::Io(path, source) => PlaceError::io("lock", &path, source),
    })
}

const fn medium_error(medium: Medium, reason: String) -> StoreError {
    StoreError::Medium { medium, reason }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_store_may_live_on_a_worker_thread() {
        const fn needs_send<T: Send>() {}
        needs_send::<Store>();
    }
}
