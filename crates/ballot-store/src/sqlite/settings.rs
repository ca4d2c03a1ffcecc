//! Every setting of the connection: set, then read back.

use rusqlite::Connection;
use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::types::Value;

use ballot_log::Durability;

use super::LogError;

/// Sets everything and reads everything back; the first difference refuses the file.
pub(super) fn apply(connection: &Connection, durability: Durability) -> Result<(), LogError> {
    configuration(connection)?;
    for (name, value, expected) in pragmas(durability) {
        connection.pragma_update(None, name, value)?;
        let found = shown(connection.pragma_query_value(None, name, |row| row.get(0))?);
        require(name, expected, &found)?;
    }
    limits(connection)
}

/// The same for a connection that only reads.
pub(super) fn apply_for_reading(connection: &Connection) -> Result<(), LogError> {
    // Before anything of the file is read.
    limits(connection)?;
    configuration(connection)?;
    for (name, value, expected) in READING {
        connection.pragma_update(None, name, value)?;
        let found = shown(connection.pragma_query_value(None, name, |row| row.get(0))?);
        require(name, expected, &found)?;
    }
    Ok(())
}

fn limits(connection: &Connection) -> Result<(), LogError> {
    for (limit, value) in LIMITS {
        connection.set_limit(limit, value)?;
        require(&format!("{limit:?}"), &value.to_string(), &connection.limit(limit)?.to_string())?;
    }
    Ok(())
}

/// Of the list below what matters to a reader.
const READING: [(&str, &str, &str); 5] = [
    ("query_only", "ON", "1"),
    ("temp_store", "MEMORY", "2"),
    ("mmap_size", "0", "0"),
    ("cell_size_check", "ON", "1"),
    ("trusted_schema", "OFF", "0"),
];

/// Name, value to set, value that is read back.
fn pragmas(durability: Durability) -> [(&'static str, &'static str, &'static str); 15] {
    let synchronous = match durability {
        Durability::Full => ("synchronous", "EXTRA", "3"),
        Durability::Relaxed => ("synchronous", "OFF", "0"),
    };
    [
        ("busy_timeout", "0", "0"),
        ("page_size", "4096", "4096"),
        ("encoding", "UTF-8", "UTF-8"),
        ("journal_mode", "DELETE", "delete"),
        synchronous,
        ("fullfsync", "ON", "1"),
        ("checkpoint_fullfsync", "ON", "1"),
        ("secure_delete", "ON", "1"),
        ("cache_spill", "OFF", "0"),
        ("temp_store", "MEMORY", "2"),
        ("mmap_size", "0", "0"),
        ("cell_size_check", "ON", "1"),
        ("trusted_schema", "OFF", "0"),
        ("recursive_triggers", "ON", "1"),
        ("foreign_keys", "ON", "1"),
    ]
}

/// No row, statement or trigger of ours is larger; attaching and helper threads are off.
const LIMITS: [(Limit, i32); 8] = [
    (Limit::SQLITE_LIMIT_ATTACHED, 0),
    (Limit::SQLITE_LIMIT_WORKER_THREADS, 0),
    (Limit::SQLITE_LIMIT_LENGTH, 65_536),
    (Limit::SQLITE_LIMIT_SQL_LENGTH, 4_096),
    (Limit::SQLITE_LIMIT_VDBE_OP, 4_096),
    (Limit::SQLITE_LIMIT_TRIGGER_DEPTH, 4),
    (Limit::SQLITE_LIMIT_FUNCTION_ARG, 8),
    (Limit::SQLITE_LIMIT_VARIABLE_NUMBER, 8),
];

fn configuration(connection: &Connection) -> Result<(), LogError> {
    for (switch, on) in [
        (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, true),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_FKEY, true),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false),
        (DbConfig::SQLITE_DBCONFIG_WRITABLE_SCHEMA, false),
        (DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false),
        (DbConfig::SQLITE_DBCONFIG_LEGACY_FILE_FORMAT, false),
        (DbConfig::SQLITE_DBCONFIG_LEGACY_ALTER_TABLE, false),
        (DbConfig::SQLITE_DBCONFIG_DQS_DML, false),
        (DbConfig::SQLITE_DBCONFIG_DQS_DDL, false),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_ATTACH_CREATE, false),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_ATTACH_WRITE, false),
    ] {
        connection.set_db_config(switch, on)?;
        let found = connection.db_config(switch)?;
        require(&format!("{switch:?}"), &on.to_string(), &found.to_string())?;
    }
    Ok(())
}

fn require(name: &str, expected: &str, found: &str) -> Result<(), LogError> {
    if expected == found {
        return Ok(());
    }
    let (name, expected, found) = (name.to_owned(), expected.to_owned(), found.to_owned());
    Err(LogError::Setting { name, expected, found })
}

fn shown(value: Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Integer(number) => number.to_string(),
        Value::Real(number) => number.to_string(),
        Value::Text(text) => text,
        Value::Blob(bytes) => format!("{} bytes", bytes.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_setting_that_does_not_take_is_named() {
        // An in-memory database has its own journal mode and refuses ours.
        let connection = Connection::open_in_memory().unwrap();
        let error = apply(&connection, Durability::Full).unwrap_err();
        let LogError::Setting { name, expected, found } = error else { panic!("{error}") };
        assert_eq!((name.as_str(), expected.as_str(), found.as_str()), ("journal_mode", "delete", "memory"));
    }

    #[test]
    fn a_second_database_cannot_be_attached() {
        let folder = tempfile::tempdir().unwrap();
        let connection = Connection::open(folder.path().join("log")).unwrap();
        apply(&connection, Durability::Full).unwrap();
        let error = connection.execute_batch("ATTACH ':memory:' AS other").unwrap_err();
        assert!(error.to_string().contains("too many attached databases"), "{error}");
    }
}
