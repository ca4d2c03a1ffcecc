//! A log from somewhere else: opened so that it can do nothing but be read.

use std::path::Path;
use std::time::{Duration, Instant};

use rusqlite::{Connection, OpenFlags};

use super::{LogError, ReadLog, check_schema, look_before_opening, settings, uri};
use crate::files;

/// Instructions of SQLite between two looks at the clock.
const STEP: i32 = 1_000;

/// A foreign database, read-only, taken as it is: no locks, no side files, no journal rolled back.
pub(crate) struct ForeignLog(Connection);

impl ForeignLog {
    /// Opens a private copy. Whatever the file contains, reading ends after `patience`.
    pub(crate) fn open(copy: &Path, patience: Duration) -> Result<Self, LogError> {
        look_before_opening(copy, &files::open(copy, false)?)?;
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
            | OpenFlags::SQLITE_OPEN_URI
            | OpenFlags::SQLITE_OPEN_NOFOLLOW
            | OpenFlags::SQLITE_OPEN_PRIVATE_CACHE
            | OpenFlags::SQLITE_OPEN_EXRESCODE;
        let mut connection = Connection::open_with_flags(uri(copy) + "&immutable=1", flags)?;
        let deadline = Instant::now() + patience;
        connection.progress_handler(STEP, Some(move || Instant::now() > deadline))?;
        settings::apply_for_reading(&connection)?;
        check_schema(&connection)?;
        Ok(Self(connection))
    }
}

impl ReadLog for ForeignLog {
    fn connection(&self) -> &Connection {
        &self.0
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
        assert_eq!((log.rows().0.len(), log.header().unwrap()), (500, b"header".to_vec()));
        let error = log.connection().execute_batch("INSERT INTO record VALUES (500, x'00')").unwrap_err();
        assert!(error.to_string().contains("readonly"), "{error}");
    }

    #[test]
    fn patience_ends() {
        let (_folder, path) = copy();
        let log = ForeignLog::open(&path, Duration::ZERO).unwrap();
        assert!(matches!(&log.rows().1, Err(LogError::Sqlite(error)) if error.to_string() == "interrupted"));
    }
}
