//! Why a log is not opened, and why a record is not stored.

use std::io;
use std::path::{Path, PathBuf};

use ballot_log::Durability;
use election::EntryHash;

use crate::reading::{Damage, Medium};
use crate::verifier::RecordProblem;

/// Why a log is not opened. Nothing was changed on either medium, unless it says so.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Something about the files as files.
    #[error(transparent)]
    Place(#[from] PlaceError),
    /// SQLite would not store as durably as it must.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// What the files hold.
    #[error(transparent)]
    Content(#[from] ContentError),
}

/// What is wrong with the files as files.
#[derive(Debug, thiserror::Error)]
pub enum PlaceError {
    /// Another process has the log open.
    #[error("another process holds {}; end it first", lock.display())]
    Locked {
        /// The lock file.
        lock: PathBuf,
    },
    /// One device would take both copies with it.
    #[error("{} and {} are on one device; put the mirror on another one", log.display(), mirror.display())]
    OneDevice {
        /// The log.
        log: PathBuf,
        /// The mirror.
        mirror: PathBuf,
    },
    /// Neither log nor mirror exists.
    #[error("there is neither a log {} nor a mirror {}; check that both media are in", log.display(), mirror.display())]
    Absent {
        /// The log.
        log: PathBuf,
        /// The mirror.
        mirror: PathBuf,
    },
    /// A new log was asked for where a file is.
    #[error("{} exists already; open it instead of making a new one", path.display())]
    Present {
        /// The file.
        path: PathBuf,
    },
    /// The system refused. Repairs may have begun; opening again continues them.
    #[error("cannot {action} {}: {source}", path.display())]
    Io {
        /// What was tried.
        action: &'static str,
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}

impl PlaceError {
    pub(crate) fn io(action: &'static str, path: &Path, source: io::Error) -> Self {
        Self::Io { action, path: path.to_path_buf(), source }
    }
}

/// Why SQLite is not trusted with ballots.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// The program was compiled without the flags of `.cargo/config.toml`.
    #[error(
        "SQLite was compiled differently ({}); build inside the repository, where .cargo/config.toml applies",
        differences.join(", ")
    )]
    Compiled {
        /// Each difference.
        differences: Vec<String>,
    },
    /// A setting reads back differently, or the file was made or changed by another program.
    #[error(
        "{}: {name} is {found}, not {expected}; another program has used it. Move it away: the log is rebuilt from the mirror",
        file.display()
    )]
    Differs {
        /// The log.
        file: PathBuf,
        /// The setting.
        name: String,
        /// What it must be.
        expected: String,
        /// What it is.
        found: String,
    },
}

/// Why what the media hold is not continued.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ContentError {
    /// The file is the log of another booth or election.
    #[error("the {medium} is that of another booth or election; check which medium is in")]
    OtherLog {
        /// Which.
        medium: Medium,
    },
    /// Two different entries of one position, both signed by the booth.
    #[error(
        "log and mirror differ at position {position} ({log} and {mirror}), both signed: export both and ask"
    )]
    Fork {
        /// The first such position.
        position: u64,
        /// The entry in the log.
        log: EntryHash,
        /// The entry in the mirror.
        mirror: EntryHash,
    },
    /// Neither medium alone holds the whole log any more.
    #[error(
        "both media are damaged; log: {log}; mirror: {mirror}; {readable} entries can still be read: export both"
    )]
    BothDamaged {
        /// The log's damage.
        log: Box<Damage>,
        /// The mirror's damage.
        mirror: Box<Damage>,
        /// Entries that verify on at least one of them.
        readable: u64,
    },
    /// A log opened with one durability cannot go on with another.
    #[error("the log says that it is kept with {recorded:?} durability, asked for was {asked:?}")]
    Durability {
        /// In the *opened* entry.
        recorded: Durability,
        /// In the options.
        asked: Durability,
    },
    /// After the repair the media still differ.
    #[error("the {medium} does not keep what is written to it; replace it")]
    NotRepaired {
        /// Which.
        medium: Medium,
    },
}

/// Why a record is not stored, or is perhaps stored.
///
/// After any of them the store takes no more calls: nobody knows what is on the media. End the process; opening again looks.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// An earlier call failed.
    #[error("an earlier error left the media in doubt; restart the program")]
    Poisoned,
    /// The record is not the next one of this log. Nothing was written.
    #[error("the record is not stored: {0}")]
    Refused(#[from] RecordProblem),
    /// The *opened* entry promises another durability than that of this store. Nothing was written.
    #[error(transparent)]
    Content(#[from] ContentError),
    /// A medium reports an error.
    #[error("the {medium} fails: {reason}; restart the program")]
    Medium {
        /// Which.
        medium: Medium,
        /// What SQLite or the system says.
        reason: String,
    },
    /// A medium gives back something else than was written.
    #[error(
        "the {medium} does not give back the record at position {position}; replace it and restart the program"
    )]
    ReadBack {
        /// Which.
        medium: Medium,
        /// The record's position.
        position: u64,
    },
}
