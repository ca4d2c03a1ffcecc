//! The log on the first medium: one SQLite file (spec 6.7).
//!
//! Measured settings (all in `settings`): journal DELETE with `synchronous=EXTRA`, because FULL leaves the removal
//! of the journal to chance and lost acknowledged ballots in every crash replay; `psow=0`, because it makes SQLite
//! journal whole sectors, so that no write can harm a neighbour that the journal does not hold; no ATTACH, because
//! a transaction over two files is not atomic when a machine dies.

mod compiled;
mod foreign;
mod settings;

pub(crate) use foreign::{Cell, ForeignLog};

use std::fs::File;
use std::io::{self, Read};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, ErrorCode, OpenFlags, OptionalExtension, TransactionBehavior, params};

use ballot_log::{Durability, MAX_RECORDS};

use crate::files;

const SCHEMA: &str = include_str!("../schema.sql");
/// Names that SQLite puts beside a database in WAL mode, which we never use.
const FOREIGN_SIDE_FILES: [&str; 2] = ["-wal", "-shm"];
/// No log has more records (spec 6.5).
const MOST_ROWS: usize = MAX_RECORDS as usize;
/// The side file of an unfinished transaction; without it the database is not whole.
pub(crate) const JOURNAL: &str = "-journal";

/// Why the log's file cannot be used.
#[derive(Debug, thiserror::Error)]
pub(crate) enum LogError {
    /// The file's content is not what was written: the other medium is needed.
    #[error("{0}")]
    Damaged(String),
    /// The file is whole but not ours, or SQLite does not do what we ask.
    #[error("{name} is {found}, not {expected}")]
    Setting { name: String, expected: String, found: String },
    /// Another record stands at the end than the one we wrote last.
    #[error("another process has written to the log")]
    TailMoved,
    /// SQLite could not do it.
    #[error("{0}")]
    Sqlite(rusqlite::Error),
    /// The system could not do it.
    #[error("{0}")]
    Io(#[from] io::Error),
}

impl From<rusqlite::Error> for LogError {
    /// A medium that gives back nonsense or nothing is damaged; all else (no space, no right, locked) is an
    /// obstacle that says nothing about the content.
    fn from(error: rusqlite::Error) -> Self {
        let unreadable = [
            rusqlite::ffi::SQLITE_IOERR_READ,
            rusqlite::ffi::SQLITE_IOERR_SHORT_READ,
            rusqlite::ffi::SQLITE_IOERR_CORRUPTFS,
        ];
        let damaged = match &error {
            rusqlite::Error::SqliteFailure(failure, _) => {
                matches!(
                    failure.code,
                    ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase | ErrorCode::TooBig
                ) || unreadable.contains(&failure.extended_code)
            }
            rusqlite::Error::InvalidColumnType(..) | rusqlite::Error::IntegralValueOutOfRange(..) => true,
            _ => false,
        };
        if damaged { Self::Damaged(error.to_string()) } else { Self::Sqlite(error) }
    }
}

/// One stored record: position and `record'`.
pub(crate) type Row = (u64, Vec<u8>);

/// The open database. One connection; the second handle only tells the kernel to forget what it has cached.
#[derive(Debug)]
pub(crate) struct LogFile {
    connection: Connection,
    // Below the connection, so that it is dropped later: closing a file gives up POSIX locks of the process on it.
    raw: File,
    durability: Durability,
}

impl LogFile {
    /// Makes a database that was not there, with a header and the given records, durable when this returns.
    pub(crate) fn create(
        path: &Path,
        header: &[u8],
        rows: &[Row],
        durability: Durability,
    ) -> Result<(), LogError> {
        files::sync(&files::create(path)?, durability)?;
        let mut connection = connect(path)?;
        settings::apply(&connection, durability)?;
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        transaction.execute_batch(SCHEMA)?;
        transaction.execute("INSERT INTO header (id, bytes) VALUES (0, ?1)", params![header])?;
        for (position, bytes) in rows {
            insert(&transaction, *position, bytes)?;
        }
        transaction.commit()?;
        Ok(files::sync_folder(path, durability)?)
    }

    /// Opens an existing database, rolls an unfinished transaction back and checks settings and schema.
    pub(crate) fn open(path: &Path, durability: Durability) -> Result<Self, LogError> {
        let raw = files::open(path, false)?;
        look_before_opening(path, &raw)?;
        let connection = connect(path)?;
        settings::apply(&connection, durability)?;
        check_schema(&connection)?;
        Ok(Self { connection, raw, durability })
    }

    /// Adds a record after the one that this process wrote last, durable when this returns (spec 6.7).
    ///
    /// After an error nobody knows whether it was recorded: the caller ends the process.
    pub(crate) fn append(&mut self, tail: Option<&Row>, position: u64, bytes: &[u8]) -> Result<(), LogError> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        if last(&transaction)?.as_ref() != tail {
            return Err(LogError::TailMoved);
        }
        insert(&transaction, position, bytes)?;
        Ok(transaction.commit()?)
    }

    /// Reads one record from the medium, not from this connection's memory.
    pub(crate) fn read_back(&self, position: u64) -> Result<Option<Row>, LogError> {
        self.connection.execute_batch("PRAGMA shrink_memory")?;
        files::forget(&self.raw, 0, 0, self.durability);
        let mut statement =
            self.connection.prepare_cached("SELECT position, bytes FROM record WHERE position = ?1")?;
        Ok(statement.query_row([position_value(position)?], read_row).optional()?)
    }
}

/// What can be read from any open log, ours or a copy of a foreign one.
pub(crate) trait ReadLog {
    /// The open database.
    fn connection(&self) -> &Connection;

    /// Lets SQLite check every page of the file.
    fn check_structure(&self) -> Result<(), LogError> {
        let found: String = self.connection().query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
        if found == "ok" { Ok(()) } else { Err(LogError::Damaged(found)) }
    }

    /// The header's bytes.
    fn header(&self) -> Result<Vec<u8>, LogError> {
        let header =
            self.connection().query_row("SELECT bytes FROM header", [], |row| row.get(0)).optional()?;
        header.ok_or_else(|| LogError::Damaged("the header is missing".to_owned()))
    }

    /// All records in order; from a damaged file what can be read from both ends, with the damage.
    fn rows(&self) -> (Vec<Row>, Result<(), LogError>) {
        let mut rows = Vec::new();
        let done =
            collect(self.connection(), "SELECT position, bytes FROM record ORDER BY position", &mut rows);
        if done.is_err() {
            let reached = rows.last().map(|(position, _)| *position);
            let mut from_the_end = Vec::new();
            let backwards = "SELECT position, bytes FROM record ORDER BY position DESC";
            let _stops_at_the_damage = collect(self.connection(), backwards, &mut from_the_end);
            rows.extend(from_the_end.into_iter().rev().filter(|(position, _)| Some(*position) > reached));
        }
        (rows, done)
    }
}

impl ReadLog for LogFile {
    fn connection(&self) -> &Connection {
        &self.connection
    }
}

fn collect(connection: &Connection, sql: &str, rows: &mut Vec<Row>) -> Result<(), LogError> {
    let mut statement = connection.prepare(sql)?;
    for row in statement.query_map([], read_row)? {
        if rows.len() >= MOST_ROWS {
            return Err(LogError::Damaged(format!("there are more than {MOST_ROWS} records")));
        }
        rows.push(row?);
    }
    Ok(())
}

/// The differences between the linked SQLite and `.cargo/config.toml`.
pub(crate) fn compiled_differently() -> Result<Vec<String>, LogError> {
    Ok(compiled::differences(&Connection::open_in_memory()?)?)
}

fn connect(path: &Path) -> Result<Connection, LogError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_URI
        | OpenFlags::SQLITE_OPEN_NOFOLLOW
        | OpenFlags::SQLITE_OPEN_PRIVATE_CACHE
        | OpenFlags::SQLITE_OPEN_FULL_MUTEX
        | OpenFlags::SQLITE_OPEN_EXRESCODE;
    Ok(Connection::open_with_flags(uri(path), flags)?)
}

/// `file:<path>?psow=0`: a power cut may garble bytes around a write, not only those written.
fn uri(path: &Path) -> String {
    let mut uri = String::from("file:");
    for byte in path.as_os_str().as_bytes() {
        match byte {
            b'/' | b'.' | b'-' | b'_' | b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => {
                uri.push(char::from(*byte))
            }
            _ => uri.push_str(&format!("%{byte:02x}")),
        }
    }
    uri + "?psow=0"
}

/// Looks at the file's head before SQLite acts on it: opening a database in WAL mode would already change files.
fn look_before_opening(path: &Path, raw: &File) -> Result<(), LogError> {
    let mut head = [0; 100];
    let mut raw = raw;
    raw.read_exact(&mut head).map_err(|_| LogError::Damaged("the file is too short".to_owned()))?;
    let (magic, rest) = head.split_at(16);
    if magic != b"SQLite format 3\0" {
        return Err(LogError::Damaged("the file does not begin like a database".to_owned()));
    }
    let expected: [u8; 8] = [0x10, 0, 1, 1, 0, 64, 32, 32];
    if !rest.starts_with(&expected) {
        return Err(foreign(
            "file format",
            "page size 4096, rollback journal",
            &format!("{:?}", rest.get(..8)),
        ));
    }
    for suffix in FOREIGN_SIDE_FILES {
        if files::exists(&files::with_suffix(path, suffix))? {
            return Err(foreign("side file", "none", suffix));
        }
    }
    Ok(())
}

fn check_schema(connection: &Connection) -> Result<(), LogError> {
    let mut statement = connection.prepare("SELECT sql FROM sqlite_schema ORDER BY rowid")?;
    let mut found = String::new();
    for sql in statement.query_map([], |row| row.get::<_, Option<String>>(0))? {
        found.push_str(&sql?.unwrap_or_default());
        found.push_str(";\n");
    }
    if found == SCHEMA { Ok(()) } else { Err(foreign("schema", "that of this version", "another one")) }
}

fn foreign(name: &str, expected: &str, found: &str) -> LogError {
    LogError::Setting { name: name.to_owned(), expected: expected.to_owned(), found: found.to_owned() }
}

fn last(connection: &Connection) -> Result<Option<Row>, LogError> {
    let mut statement =
        connection.prepare_cached("SELECT position, bytes FROM record ORDER BY position DESC LIMIT 1")?;
    Ok(statement.query_row([], read_row).optional()?)
}

fn insert(connection: &Connection, position: u64, bytes: &[u8]) -> Result<(), LogError> {
    let mut statement = connection.prepare_cached("INSERT INTO record (position, bytes) VALUES (?1, ?2)")?;
    statement.execute(params![position_value(position)?, bytes])?;
    Ok(())
}

fn position_value(position: u64) -> Result<i64, LogError> {
    i64::try_from(position).map_err(|_| LogError::Damaged(format!("no log has a position {position}")))
}

fn read_row(row: &rusqlite::Row<'_>) -> rusqlite::Result<Row> {
    let position: i64 = row.get(0)?;
    let position =
        u64::try_from(position).map_err(|_| rusqlite::Error::IntegralValueOutOfRange(0, position))?;
    Ok((position, row.get(1)?))
}

/// Moves a damaged database, with the journal without which it is even less, to a free name; returns that name.
pub(crate) fn keep_aside(path: &Path, durability: Durability) -> io::Result<Option<PathBuf>> {
    let journal = files::with_suffix(path, JOURNAL);
    let (there, journal_there) = (files::exists(path)?, files::exists(&journal)?);
    if !there && !journal_there {
        return Ok(None);
    }
    let kept = files::free_name(path, &["", JOURNAL])?;
    if journal_there {
        files::rename(&journal, &files::with_suffix(&kept, JOURNAL), durability)?;
    }
    if there {
        files::rename(path, &kept, durability)?;
    }
    Ok(Some(kept))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn new_log() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().canonicalize().unwrap().join("a log?#%.sqlite");
        LogFile::create(&path, b"header", &[(0, b"zero".to_vec())], Durability::Full).unwrap();
        (folder, path)
    }

    #[test]
    fn records_come_back_from_the_file_of_exactly_that_name() {
        let (_folder, path) = new_log();
        let mut log = LogFile::open(&path, Durability::Full).unwrap();
        log.append(Some(&(0, b"zero".to_vec())), 1, b"one").unwrap();
        assert_eq!(log.read_back(1).unwrap(), Some((1, b"one".to_vec())));
        assert_eq!(log.header().unwrap(), b"header");
        assert_eq!(log.rows().0, [(0, b"zero".to_vec()), (1, b"one".to_vec())]);
        assert!(path.exists() && !files::exists(&files::with_suffix(&path, JOURNAL)).unwrap());
    }

    #[test]
    fn an_unexpected_tail_is_not_written_after() {
        let (_folder, path) = new_log();
        let mut log = LogFile::open(&path, Durability::Full).unwrap();
        assert!(matches!(log.append(None, 1, b"one"), Err(LogError::TailMoved)));
        assert!(matches!(log.append(Some(&(0, b"nil".to_vec())), 1, b"one"), Err(LogError::TailMoved)));
        assert_eq!(log.rows().0.len(), 1);
    }

    #[test]
    fn the_triggers_refuse_every_change() {
        let (_folder, path) = new_log();
        let log = LogFile::open(&path, Durability::Full).unwrap();
        for (sql, message) in [
            ("UPDATE record SET bytes = x'00'", "a record is never changed"),
            ("DELETE FROM record", "a record is never deleted"),
            ("INSERT OR REPLACE INTO record VALUES (0, x'00')", "a record comes right after the last one"),
            ("INSERT INTO record VALUES (2, x'00')", "a record comes right after the last one"),
            ("INSERT OR REPLACE INTO header VALUES (0, x'00')", "the header is never deleted"),
            ("UPDATE header SET bytes = x'00'", "the header is never changed"),
            ("DELETE FROM header", "the header is never deleted"),
            ("INSERT INTO header VALUES (1, x'00')", "CHECK constraint failed: id = 0"),
            ("INSERT INTO record VALUES (1, 'text')", "cannot store TEXT value in BLOB column record.bytes"),
        ] {
            let error = log.connection.execute_batch(sql).unwrap_err();
            assert!(error.to_string().contains(message), "{sql}: {error}");
        }
        assert_eq!(log.rows().0, [(0, b"zero".to_vec())]);
    }

    #[test]
    fn a_database_of_another_kind_is_refused_untouched() {
        for (sql, name) in [
            ("PRAGMA journal_mode = WAL", "file format"),
            ("CREATE TABLE more (x)", "schema"),
            ("DROP TRIGGER record_is_never_deleted", "schema"),
        ] {
            let (_folder, path) = new_log();
            Connection::open(&path).unwrap().execute_batch(sql).unwrap();
            let before = std::fs::read(&path).unwrap();
            let error = LogFile::open(&path, Durability::Full).err().unwrap();
            assert!(
                matches!(&error, LogError::Setting { name: found, .. } if found == name),
                "{sql}: {error}"
            );
            assert_eq!(std::fs::read(&path).unwrap(), before, "{sql}");
        }
    }

    #[test]
    fn side_files_of_another_mode_and_links_are_refused() {
        let (folder, path) = new_log();
        let link = folder.path().join("link");
        std::os::unix::fs::symlink(&path, &link).unwrap();
        assert!(matches!(LogFile::open(&link, Durability::Full), Err(LogError::Io(_))));
        std::fs::write(files::with_suffix(&path, "-wal"), "").unwrap();
        let error = LogFile::open(&path, Durability::Full).err().unwrap();
        assert_eq!(error.to_string(), "side file is -wal, not none");
    }
}
