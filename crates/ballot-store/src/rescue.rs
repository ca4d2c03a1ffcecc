//! The way of last resort: records out of a raw SQLite log that somebody brings (spec 6.7).
//!
//! Such a file may come from a broken booth, and it may have been made to harm its reader. It is copied to a private
//! folder, without the files beside it (a journal beside a database can make SQLite touch other files), and the copy is
//! opened read-only with limits on everything. If anything is wrong with it, the copy is also searched byte by byte: a
//! record does not need the database around it. What comes out are records whose signatures the caller checks.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, Read};
use std::ops::ControlFlow;
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
    let rescue = Rescue::open(path, private)?;
    let header = rescue.header().cloned();
    let mut records = Vec::new();
    let damage = rescue.each_record(&mut |record| {
        records.push(record);
        ControlFlow::Continue(())
    })?;
    records.sort_by_key(|record: &SignedEntry| record.entry().position());
    Ok(Rescued { header, records, damage })
}

/// A raw log whose records are handed on one by one: whoever knows soon that it is not worth its length need not keep it
/// in memory, nor read it to its end.
pub struct Rescue {
    path: PathBuf,
    log: Result<ForeignLog, LogError>,
    header: Option<LogHeader>,
    /// The last field, so that the database is closed before its file goes.
    copy: PrivateCopy,
}

/// Removed with its name, whatever happens.
struct PrivateCopy(PathBuf);

impl Drop for PrivateCopy {
    fn drop(&mut self) {
        let _goes_with_the_private_folder = files::remove(&self.0);
    }
}

impl Rescue {
    /// Copies and opens. `private` is as for [`rescue`].
    ///
    /// # Errors
    /// [`RescueError::TooLarge`] and [`RescueError::Io`].
    pub fn open(path: &Path, private: &Path) -> Result<Self, RescueError> {
        let failed = |source| RescueError::Io { path: path.to_path_buf(), source };
        let source = files::open(path, false).map_err(failed)?;
        let found = source.metadata().map_err(failed)?.len();
        if found > MOST_BYTES {
            return Err(RescueError::TooLarge { path: path.to_path_buf(), found });
        }
        let copy = PrivateCopy(files::resolve(&private.join("rescue.sqlite")).map_err(failed)?);
        copy_to(source, &copy.0).map_err(failed)?;
        let log = match ForeignLog::open(&copy.0, PATIENCE) {
            Err(LogError::Io(error)) => return Err(failed(error)),
            log => log,
        };
        let header = log.as_ref().ok().and_then(|log| log.header().ok());
        let header = header.and_then(|bytes| LogHeader::parse(&bytes).ok());
        Ok(Self { path: path.to_path_buf(), log, header, copy })
    }

    /// Whose log the file says it is; it proves nothing.
    #[must_use]
    pub const fn header(&self) -> Option<&LogHeader> {
        self.header.as_ref()
    }

    /// Shows every record of the right form, none twice, until one is answered with [`ControlFlow::Break`]. Their
    /// signatures have not been looked at. Returns what was found damaged until then.
    ///
    /// # Errors
    /// [`RescueError::Foreign`] and [`RescueError::Io`].
    pub fn each_record(
        self,
        visit: &mut dyn FnMut(SignedEntry) -> ControlFlow<()>,
    ) -> Result<Vec<Damage>, RescueError> {
        let failed = |source| RescueError::Io { path: self.path.clone(), source };
        let has_header = self.header.is_some();
        let mut finds = Finds { has_header, seen: BTreeSet::new(), damage: Vec::new(), visit };
        let problem = match self.log.and_then(|log| finds.read(&log, &self.copy.0)) {
            Ok(ControlFlow::Continue(())) => None,
            Ok(ControlFlow::Break(())) => return Ok(finds.damage),
            Err(LogError::Io(error)) => return Err(failed(error)),
            Err(problem) => Some(problem),
        };
        if (problem.is_some() || !finds.is_whole()) && finds.search(&self.copy.0).map_err(failed)?.is_break()
        {
            finds.damage.extend(problem.map(unreadable));
            return Ok(finds.damage);
        }
        match problem {
            Some(LogError::Setting { name, expected, found }) if finds.seen.is_empty() => {
                Err(RescueError::Foreign { path: self.path, name, expected, found })
            }
            problem => Ok(finds.all_damage(problem)),
        }
    }
}

fn unreadable(problem: LogError) -> Damage {
    Damage::Unreadable { reason: problem.to_string() }
}

fn copy_to(source: File, copy: &Path) -> io::Result<()> {
    files::remove(copy)?;
    io::copy(&mut source.take(MOST_BYTES), &mut files::create(copy)?)?;
    Ok(())
}

struct Finds<'v> {
    has_header: bool,
    /// By position and hash of the bytes.
    seen: BTreeSet<(u64, [u8; 32])>,
    damage: Vec<Damage>,
    visit: &'v mut dyn FnMut(SignedEntry) -> ControlFlow<()>,
}

impl Finds<'_> {
    /// Row by row through SQLite.
    fn read(&mut self, log: &ForeignLog, copy: &Path) -> Result<ControlFlow<()>, LogError> {
        let read = log.each_row(&mut |position, cell| self.take_row(position, cell))?;
        if read.is_continue() {
            log.check_pages(copy)?;
        }
        Ok(read)
    }

    fn take_row(&mut self, position: u64, cell: Cell) -> ControlFlow<()> {
        let record = match cell {
            Cell::Bytes(bytes) => SignedEntry::from_record_bytes(&bytes).map_err(RecordProblem::from),
            Cell::TooLong { found } => Err(RecordError::TooLong { found }.into()),
            Cell::Other { found } => Err(RecordProblem::Unreadable { reason: format!("it is {found}") }),
        };
        let (problem, flow) = match record {
            Ok(record) => {
                let found = record.entry().position();
                // At the wrong place it is a record all the same: where it belongs stands in it, signed.
                let flow = self.take(record);
                ((found != position).then_some(RecordProblem::Elsewhere { found }), flow)
            }
            Err(problem) => (Some(problem), ControlFlow::Continue(())),
        };
        self.damage.extend(problem.map(|problem| Damage::Record { position, problem }));
        flow
    }

    fn take(&mut self, record: SignedEntry) -> ControlFlow<()> {
        let key = (record.entry().position(), *LeafHash::of(&record.to_record_bytes()).as_bytes());
        let is_new = self.seen.len() < MOST_RECORDS && self.seen.insert(key);
        if is_new { (self.visit)(record) } else { ControlFlow::Continue(()) }
    }

    /// Byte by byte, whatever SQLite says.
    fn search(&mut self, copy: &Path) -> io::Result<ControlFlow<()>> {
        // Dropped again and again by a page that is split, a record may lie there more than once.
        let most = MOST_RECORDS.saturating_mul(4);
        for record in RecordSearch::new(files::open(copy, false)?).take(most) {
            if self.take(record?).is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    fn is_whole(&self) -> bool {
        self.has_header && self.damage.is_empty() && self.gaps().is_empty()
    }

    /// Positions before the last one at which nothing was found, neither good nor bad.
    fn gaps(&self) -> Vec<Damage> {
        let bad = self.damage.iter().filter_map(|damage| match damage {
            Damage::Record { position, .. } => Some(*position),
            _ => None,
        });
        let seen: BTreeSet<u64> = self.seen.iter().map(|(position, _)| *position).chain(bad).collect();
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

    fn all_damage(mut self, problem: Option<LogError>) -> Vec<Damage> {
        let gaps = self.gaps();
        if !self.has_header {
            self.damage.push(Damage::Header);
        }
        self.damage.extend(problem.map(unreadable));
        if self.seen.len() == MOST_RECORDS {
            let reason = format!("there are more than {MAX_RECORDS} records");
            self.damage.push(Damage::Unreadable { reason });
        }
        self.damage.extend(gaps);
        self.damage
    }
}
