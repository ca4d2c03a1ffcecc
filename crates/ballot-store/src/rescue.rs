//! The way of last resort: records out of a raw SQLite log that somebody brings (spec 6.7).
//!
//! Such a file may come from a broken booth, and it may have been made to harm its reader. It is copied to a private
//! folder, without the files beside it (a journal beside a database can make SQLite touch other files), and the copy is
//! opened read-only with limits on everything. What comes out are records whose signatures the caller checks.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::Duration;

use ballot_log::{LogHeader, SignedEntry};

use crate::files;
use crate::reading::Damage;
use crate::sqlite::{ForeignLog, LogError, ReadLog};
use crate::verifier::RecordProblem;

/// The longest log in the largest records fits twice.
const MOST_BYTES: u64 = 2 * 1_024 * 1_024 * 1_024;
/// The longest honest log is read in a few seconds.
const PATIENCE: Duration = Duration::from_secs(60);

/// What could be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rescued {
    /// Whose log the file says it is; it proves nothing.
    pub header: Option<LogHeader>,
    /// Every record of the right form, in order of position. Their signatures have not been looked at.
    pub records: Vec<SignedEntry>,
    /// Everything that could not be read.
    pub damage: Vec<Damage>,
}

/// Why nothing is read.
#[derive(Debug, thiserror::Error)]
pub enum RescueError {
    /// Too large for a log.
    #[error("{} has {found} bytes, more than any log", path.display())]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// Its length.
        found: u64,
    },
    /// A database, but not one of this program.
    #[error("{} is no log of this program: its {name} is {found}, not {expected}", path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
        /// What differs.
        name: String,
        /// What it must be.
        expected: String,
        /// What it is.
        found: String,
    },
    /// The system refused.
    #[error("cannot read {}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}

/// Reads what can be read of a raw log. `private` is a folder that nobody else writes to; the copy in it is removed.
///
/// # Errors
/// [`RescueError`]; a damaged log is not an error but has [`Rescued::damage`].
pub fn rescue(path: &Path, private: &Path) -> Result<Rescued, RescueError> {
    let failed = |source| RescueError::Io { path: path.to_path_buf(), source };
    let source = files::open(path, false).map_err(failed)?;
    let found = source.metadata().map_err(failed)?.len();
    if found > MOST_BYTES {
        return Err(RescueError::TooLarge { path: path.to_path_buf(), found });
    }
    let copy = files::resolve(&private.join("rescue.sqlite")).map_err(failed)?;
    let read = copy_to(source, &copy).map_err(LogError::from).and_then(|()| read_copy(&copy));
    files::remove(&copy).map_err(failed)?;
    read.or_else(|error| match error {
        LogError::Damaged(reason) => {
            Ok(Rescued { header: None, records: Vec::new(), damage: vec![Damage::Unreadable { reason }] })
        }
        LogError::Setting { name, expected, found } => {
            Err(RescueError::Foreign { path: path.to_path_buf(), name, expected, found })
        }
        other => Err(failed(io::Error::other(other.to_string()))),
    })
}

fn copy_to(source: File, copy: &Path) -> io::Result<()> {
    files::remove(copy)?;
    io::copy(&mut source.take(MOST_BYTES), &mut files::create(copy)?)?;
    Ok(())
}

fn read_copy(copy: &Path) -> Result<Rescued, LogError> {
    let log = ForeignLog::open(copy, PATIENCE)?;
    let (rows, done) = log.rows();
    let mut rescued = Rescued { header: None, records: Vec::new(), damage: Vec::new() };
    for (position, bytes) in rows {
        match record_at(position, &bytes) {
            Ok(record) => rescued.records.push(record),
            Err(problem) => rescued.damage.push(Damage::Record { position, problem }),
        }
    }
    rescued.header = log.header().ok().and_then(|bytes| LogHeader::parse(&bytes).ok());
    if rescued.header.is_none() {
        rescued.damage.push(Damage::Header);
    }
    if let Err(error) = done.and_then(|()| log.check_structure()) {
        rescued.damage.push(Damage::Unreadable { reason: error.to_string() });
    }
    Ok(rescued)
}

fn record_at(position: u64, bytes: &[u8]) -> Result<SignedEntry, RecordProblem> {
    let record = SignedEntry::from_record_bytes(bytes)?;
    match record.entry().position() {
        found if found != position => Err(RecordProblem::Elsewhere { found }),
        _ => Ok(record),
    }
}
