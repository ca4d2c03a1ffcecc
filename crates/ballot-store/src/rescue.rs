//! The way of last resort: records out of a raw SQLite log that somebody brings (spec 6.7).
//!
//! Such a file may come from a broken booth, and it may have been made to harm its reader. It is copied to a private
//! folder, without the files beside it (a journal beside a database can make SQLite touch other files), and the copy is
//! opened read-only with limits on everything. If anything is wrong with it, the copy is also searched byte by byte: a
//! record does not need the database around it. What comes out are records whose signatures the caller checks.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::Duration;

use ballot_log::merkle::LeafHash;
use ballot_log::{LogHeader, MAX_RECORDS, RecordError, RecordSearch, SignedEntry};

use crate::files;
use crate::reading::Damage;
use crate::sqlite::{Cell, ForeignLog, LogError, ReadLog};
use crate::verifier::RecordProblem;

/// The longest log in the largest records fits twice.
const MOST_BYTES: u64 = 2 * 1_024 * 1_024 * 1_024;
/// The longest honest log is read in a few seconds.
const PATIENCE: Duration = Duration::from_secs(60);
/// Of the longest log every record, and one more that says that there are too many.
const MOST_RECORDS: usize = MAX_RECORDS as usize + 1;

/// What could be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rescued {
    /// Whose log the file says it is; it proves nothing.
    pub header: Option<LogHeader>,
    /// Every record of the right form, in order of position, none twice. Their signatures have not been looked at.
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
/// [`RescueError`]; a damaged log is not an error but has [`Rescued::damage`]. So has a database that is not one of
/// this program if there are records in it.
pub fn rescue(path: &Path, private: &Path) -> Result<Rescued, RescueError> {
    let failed = |source| RescueError::Io { path: path.to_path_buf(), source };
    let source = files::open(path, false).map_err(failed)?;
    let found = source.metadata().map_err(failed)?.len();
    if found > MOST_BYTES {
        return Err(RescueError::TooLarge { path: path.to_path_buf(), found });
    }
    let copy = files::resolve(&private.join("rescue.sqlite")).map_err(failed)?;
    let read = copy_to(source, &copy).and_then(|()| read_copy(&copy));
    files::remove(&copy).map_err(failed)?;
    match read.map_err(failed)? {
        (finds, Some(LogError::Setting { name, expected, found })) if finds.records.is_empty() => {
            Err(RescueError::Foreign { path: path.to_path_buf(), name, expected, found })
        }
        (finds, problem) => Ok(finds.rescued(problem)),
    }
}

fn copy_to(source: File, copy: &Path) -> io::Result<()> {
    files::remove(copy)?;
    io::copy(&mut source.take(MOST_BYTES), &mut files::create(copy)?)?;
    Ok(())
}

/// Everything that is found, and what is wrong with the database as a whole.
fn read_copy(copy: &Path) -> io::Result<(Finds, Option<LogError>)> {
    let mut finds = Finds::default();
    let problem = match finds.read(copy) {
        Ok(()) => None,
        Err(LogError::Io(error)) => return Err(error),
        Err(problem) => Some(problem),
    };
    if problem.is_some() || !finds.is_whole() {
        finds.search(copy)?;
    }
    Ok((finds, problem))
}

#[derive(Default)]
struct Finds {
    header: Option<LogHeader>,
    /// By position and hash of the bytes.
    records: BTreeMap<(u64, [u8; 32]), SignedEntry>,
    damage: Vec<Damage>,
}

impl Finds {
    /// Row by row through SQLite.
    fn read(&mut self, copy: &Path) -> Result<(), LogError> {
        let log = ForeignLog::open(copy, PATIENCE)?;
        self.header = log.header().ok().and_then(|bytes| LogHeader::parse(&bytes).ok());
        let read = log.each_row(&mut |position, cell| self.take_row(position, cell));
        read.and_then(|()| log.check_pages(copy))
    }

    fn take_row(&mut self, position: u64, cell: Cell) {
        let record = match cell {
            Cell::Bytes(bytes) => SignedEntry::from_record_bytes(&bytes).map_err(RecordProblem::from),
            Cell::TooLong { found } => Err(RecordError::TooLong { found }.into()),
            Cell::Other { found } => Err(RecordProblem::Unreadable { reason: format!("it is {found}") }),
        };
        let problem = match record {
            Ok(record) => {
                let found = record.entry().position();
                // At the wrong place it is a record all the same: where it belongs stands in it, signed.
                self.take(record);
                (found != position).then_some(RecordProblem::Elsewhere { found })
            }
            Err(problem) => Some(problem),
        };
        self.damage.extend(problem.map(|problem| Damage::Record { position, problem }));
    }

    fn take(&mut self, record: SignedEntry) {
        if self.records.len() < MOST_RECORDS {
            let hash = *LeafHash::of(&record.to_record_bytes()).as_bytes();
            self.records.insert((record.entry().position(), hash), record);
        }
    }

    /// Byte by byte, whatever SQLite says.
    fn search(&mut self, copy: &Path) -> io::Result<()> {
        // Dropped again and again by a page that is split, a record may lie there more than once.
        let most = MOST_RECORDS.saturating_mul(4);
        for record in RecordSearch::new(files::open(copy, false)?).take(most) {
            self.take(record?);
        }
        Ok(())
    }

    fn is_whole(&self) -> bool {
        self.header.is_some() && self.damage.is_empty() && self.gaps().is_empty()
    }

    /// Positions before the last one at which nothing was found, neither good nor bad.
    fn gaps(&self) -> Vec<Damage> {
        let bad = self.damage.iter().filter_map(|damage| match damage {
            Damage::Record { position, .. } => Some(*position),
            _ => None,
        });
        let seen: BTreeSet<u64> = self.records.keys().map(|(position, _)| *position).chain(bad).collect();
        let mut next = 0;
        let mut gaps = Vec::new();
        for position in seen {
            if position > next {
                gaps.push(Damage::Gap { first: next, last: position - 1 });
            }
            next = position + 1;
        }
        gaps
    }

    fn rescued(mut self, problem: Option<LogError>) -> Rescued {
        let gaps = self.gaps();
        if self.header.is_none() {
            self.damage.push(Damage::Header);
        }
        self.damage.extend(problem.map(|problem| Damage::Unreadable { reason: problem.to_string() }));
        if self.records.len() == MOST_RECORDS {
            let reason = format!("there are more than {MAX_RECORDS} records");
            self.damage.push(Damage::Unreadable { reason });
        }
        self.damage.extend(gaps);
        Rescued { header: self.header, records: self.records.into_values().collect(), damage: self.damage }
    }
}
