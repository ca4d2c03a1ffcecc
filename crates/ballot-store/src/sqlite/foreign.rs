//! A log from somewhere else: opened so that it can do nothing but be read.

use std::io::Read as _;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use rusqlite::{Connection, OpenFlags, Params};

use ballot_log::{MAX_RECORD, MAX_RECORDS};

use super::{LogError, MOST_ROWS, ReadLog, check_schema, foreign, look_before_opening, settings, uri};
use crate::files;

/// Instructions of SQLite between two looks at the clock.
const STEP: i32 = 1_000;
/// Bytes of a page.
const PAGE: u64 = 4_096;
/// Bytes 100 to 104 of our file: the schema is one leaf page without free blocks that holds seven statements.
const SCHEMA_PAGE: [u8; 5] = [0x0d, 0, 0, 0, 7];

/// Bytes of the shortest record: its parts byte, an entry without a body, one signature.
const SHORTEST_RECORD: u64 = 1 + 49 + 64;

/// A foreign database, read-only, taken as it is: no locks, no side files, no journal rolled back.
pub(crate) struct ForeignLog {
    connection: Connection,
    /// No log has more records than fit into its file. Behind a damage every position is asked for: a small file must not
    /// make its reader ask for those of the longest log.
    most: u64,
    deadline: Deadline,
}

/// When reading ends. Whoever is shown a row looks at it in time of its own: to check a signature takes longer than to read
/// what is signed, and a slow machine must not lose a log by it.
#[derive(Clone)]
struct Deadline(Arc<Mutex<Instant>>);

impl Deadline {
    fn after(patience: Duration) -> Self {
        Self(Arc::new(Mutex::new(Instant::now() + patience)))
    }

    fn is_over(&self) -> bool {
        Instant::now() > *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn put_off(&self, time: Duration) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) += time;
    }
}

/// Told of every row; may end the reading.
type Visit<'v> = dyn FnMut(u64, Cell) -> ControlFlow<()> + 'v;

/// What stands in a row where a record should.
pub(crate) enum Cell {
    /// Bytes, not more than a record has.
    Bytes(Vec<u8>),
    /// More bytes than that; they were not read.
    TooLong {
        /// How many.
        found: usize,
    },
    /// No bytes at all.
    Other {
        /// Its type.
        found: String,
    },
}

impl ForeignLog {
    /// Opens a private copy. Whatever the file contains, reading ends after `patience`, the time of those who are shown the
    /// rows not counted.
    pub(crate) fn open(copy: &Path, patience: Duration) -> Result<Self, LogError> {
        let file = files::open(copy, false)?;
        look_before_opening(copy, &file)?;
        look_at_schema_page(copy)?;
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
            | OpenFlags::SQLITE_OPEN_URI
            | OpenFlags::SQLITE_OPEN_NOFOLLOW
            | OpenFlags::SQLITE_OPEN_PRIVATE_CACHE
            | OpenFlags::SQLITE_OPEN_EXRESCODE;
        let mut connection = Connection::open_with_flags(uri(copy) + "&immutable=1", flags)?;
        let deadline = Deadline::after(patience);
        let over = deadline.clone();
        connection.progress_handler(STEP, Some(move || over.is_over()))?;
        settings::apply_for_reading(&connection)?;
        check_schema(&connection)?;
        let most = (file.metadata()?.len() / SHORTEST_RECORD).min(u64::from(MAX_RECORDS));
        Ok(Self { connection, most, deadline })
    }

    /// Every page is checked, and there must be no piece of one: what is missing at its end, SQLite takes for zeros.
    pub(crate) fn check_pages(&self, copy: &Path) -> Result<(), LogError> {
        if files::open(copy, false)?.metadata()?.len().is_multiple_of(PAGE) {
            self.check_structure()
        } else {
            Err(LogError::Damaged("the file ends in the middle of a page".to_owned()))
        }
    }

    /// Shows every row that can be read: from the beginning to the first damage, from the end to the last, and one by
    /// one what lies between. The error is the first damage, unless it is answered with [`ControlFlow::Break`].
    pub(crate) fn each_row(&self, visit: &mut Visit<'_>) -> Result<ControlFlow<()>, LogError> {
        let mut next = 0;
        let forward = self.walk("ORDER BY position", [], &mut |position, cell| {
            next = position.saturating_add(1);
            visit(position, cell)
        });
        if forward.is_err() {
            let mut end = self.most;
            let from = i64::try_from(next).unwrap_or(i64::MAX);
            let stops_at_the_damage =
                self.walk("WHERE position >= ?1 ORDER BY position DESC", [from], &mut |position, cell| {
                    end = position;
                    visit(position, cell)
                });
            if matches!(stops_at_the_damage, Ok(ControlFlow::Break(()))) {
                return stops_at_the_damage;
            }
            for position in next..end.min(self.most) {
                let position = i64::try_from(position).unwrap_or(i64::MAX);
                let lost = self.walk("WHERE position = ?1", [position], visit);
                if matches!(lost, Ok(ControlFlow::Break(()))) {
                    return lost;
                }
            }
        }
        forward
    }

    fn walk(
        &self,
        which: &str,
        from: impl Params,
        visit: &mut Visit<'_>,
    ) -> Result<ControlFlow<()>, LogError> {
        // Bytes longer than any record are measured, never loaded: a few pages can pretend to be gigabytes.
        let sql = format!(
            "SELECT position, typeof(bytes), length(bytes), \
             CASE WHEN length(bytes) <= {MAX_RECORD} THEN bytes END FROM record {which}"
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let mut rows = statement.query(from)?;
        let mut read = 0;
        while let Some(row) = rows.next()? {
            read += 1;
            if read > MOST_ROWS {
                return Err(LogError::Damaged(format!("there are more than {MOST_ROWS} records")));
            }
            let position: i64 = row.get(0)?;
            let position =
                u64::try_from(position).map_err(|_| rusqlite::Error::IntegralValueOutOfRange(0, position))?;
            let (cell, shown) = (cell(row)?, Instant::now());
            if visit(position, cell).is_break() {
                return Ok(ControlFlow::Break(()));
            }
            self.deadline.put_off(shown.elapsed());
        }
        Ok(ControlFlow::Continue(()))
    }
}

fn cell(row: &rusqlite::Row<'_>) -> Result<Cell, rusqlite::Error> {
    let found: String = row.get(1)?;
    if found != "blob" {
        return Ok(Cell::Other { found });
    }
    let length: i64 = row.get(2)?;
    let length = usize::try_from(length).unwrap_or(usize::MAX);
    Ok(if length > MAX_RECORD { Cell::TooLong { found: length } } else { Cell::Bytes(row.get(3)?) })
}

/// Refuses a schema of another shape before SQLite reads it: a forged one can be as large as the file.
fn look_at_schema_page(copy: &Path) -> Result<(), LogError> {
    let mut head = [0; 105];
    let read = files::open(copy, false)?.read_exact(&mut head);
    read.map_err(|_| LogError::Damaged("the file is too short".to_owned()))?;
    let ours = head.ends_with(&SCHEMA_PAGE);
    if ours { Ok(()) } else { Err(foreign("schema", "that of this version", "another one")) }
}

impl ReadLog for ForeignLog {
    fn connection(&self) -> &Connection {
        &self.connection
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ballot_log::Durability;

    use crate::sqlite::LogFile;

    fn copy() -> (tempfile::TempDir, std::path::PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().canonicalize().unwrap().join("log");
        let rows: Vec<_> = (0..500).map(|position| (position, vec![1; 900])).collect();
        LogFile::create(&path, b"header", &rows, Durability::Relaxed).unwrap();
        (folder, path)
    }

    #[test]
    fn it_is_read_and_cannot_be_written() {
        let (_folder, path) = copy();
        let log = ForeignLog::open(&path, Duration::from_secs(60)).unwrap();
        let mut positions = Vec::new();
        let read = log.each_row(&mut |position, cell| {
            assert!(matches!(cell, Cell::Bytes(bytes) if bytes == [1; 900]));
            positions.push(position);
            ControlFlow::Continue(())
        });
        assert_eq!(read.unwrap(), ControlFlow::Continue(()));
        assert!(positions.into_iter().eq(0..500));
        assert_eq!(log.header().unwrap(), b"header".to_vec());
        let error = log.connection().execute_batch("INSERT INTO record VALUES (500, x'00')").unwrap_err();
        assert!(error.to_string().contains("readonly"), "{error}");
    }

    #[test]
    fn behind_a_damage_no_more_positions_are_asked_for_than_the_file_has_room_for() {
        let (_folder, path) = copy();
        let length = std::fs::metadata(&path).unwrap().len();
        let log = ForeignLog::open(&path, Duration::from_secs(60)).unwrap();
        assert!((500..=length / 114).contains(&log.most), "{} for {length} bytes", log.most);
    }

    #[test]
    fn whoever_reads_may_end_it_before_and_behind_a_damage() {
        let (_folder, path) = copy();
        let rows_until = |last: u64| {
            let log = ForeignLog::open(&path, Duration::from_secs(60)).unwrap();
            let mut rows = 0;
            let read = log.each_row(&mut |position, _| {
                rows += 1;
                if position == last { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            });
            (rows, read.is_ok_and(|read| read.is_break()))
        };
        assert_eq!(rows_until(9), (10, true));
        let mut bytes = std::fs::read(&path).unwrap();
        let pages = bytes.len() / 4_096;
        for page in [pages / 3, pages * 2 / 3] {
            bytes[page * 4_096..(page + 1) * 4_096].fill(0xa5);
        }
        std::fs::write(&path, bytes).unwrap();
        let (all, is_ended) = rows_until(u64::MAX);
        assert!((490..500).contains(&all) && !is_ended, "{all}");
        // Backwards from the end, and one by one between the two damages.
        for last in [490, 250] {
            let (rows, is_ended) = rows_until(last);
            assert!(rows < all && is_ended, "{rows} to {last}");
        }
    }

    #[test]
    fn whoever_is_shown_a_row_may_take_time() {
        let (_folder, path) = copy();
        let log = ForeignLog::open(&path, Duration::from_secs(2)).unwrap();
        let mut rows = 0;
        let read = log.each_row(&mut |position, _| {
            rows += 1;
            if position == 0 {
                std::thread::sleep(Duration::from_millis(2_500));
            }
            ControlFlow::Continue(())
        });
        assert_eq!((read.unwrap(), rows), (ControlFlow::Continue(()), 500));
    }

    #[test]
    fn patience_ends() {
        let (_folder, path) = copy();
        let log = ForeignLog::open(&path, Duration::ZERO).unwrap();
        let read = log.each_row(&mut |_, _| ControlFlow::Continue(()));
        assert!(matches!(&read, Err(LogError::Sqlite(error)) if error.to_string() == "interrupted"));
    }
}
