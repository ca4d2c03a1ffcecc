//! How the linked SQLite was compiled, compared with what `.cargo/config.toml` asks for.
//!
//! Cargo reads that file only when it is started inside the repository. Anywhere else the flags are silently absent, and
//! with them defaults on which the writer relies (above all `POWERSAFE_OVERWRITE=0`, which no
//! PRAGMA shows). Hence the comparison at run time.

use std::collections::BTreeSet;

use rusqlite::Connection;

/// What `PRAGMA compile_options` must list.
const PRESENT: [&str; 12] = [
    "DEFAULT_FOREIGN_KEYS",
    "DEFAULT_PAGE_SIZE=4096",
    "DEFAULT_SYNCHRONOUS=3",
    "DQS=0",
    "MAX_MMAP_SIZE=0",
    "OMIT_DESERIALIZE",
    "OMIT_JSON",
    "OMIT_LOAD_EXTENSION",
    "OMIT_SHARED_CACHE",
    "POWERSAFE_OVERWRITE=0",
    "SECURE_DELETE",
    "TEMP_STORE=3",
];

/// Beginnings of options that must not be listed.
const ABSENT: [&str; 9] = [
    "ENABLE_DBSTAT",
    "ENABLE_FTS",
    "ENABLE_GEOPOLY",
    "ENABLE_LOAD_EXTENSION",
    "ENABLE_RTREE",
    "ENABLE_STAT4",
    "OMIT_FOREIGN_KEY",
    "OMIT_TRIGGER",
    "SOUNDEX",
];

/// The differences between the linked SQLite and the one we ask for, one readable line each; empty = none.
pub(crate) fn differences(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut statement = connection.prepare("PRAGMA compile_options")?;
    let options =
        statement.query_map([], |row| row.get::<_, String>(0))?.collect::<Result<BTreeSet<_>, _>>()?;
    Ok(compare(&options))
}

fn compare(options: &BTreeSet<String>) -> Vec<String> {
    let missing =
        PRESENT.iter().filter(|name| !options.contains(**name)).map(|name| format!("{name} is missing"));
    let surplus = options
        .iter()
        .filter(|option| ABSENT.iter().any(|beginning| option.starts_with(beginning)))
        .map(|option| format!("{option} is switched on"));
    missing.chain(surplus).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_build_is_the_one_we_ask_for() {
        let connection = Connection::open_in_memory().unwrap();
        assert_eq!(differences(&connection).unwrap(), Vec::<String>::new());
    }

    #[test]
    fn every_difference_is_named() {
        let mut options: BTreeSet<String> = PRESENT.iter().map(|name| (*name).to_owned()).collect();
        options.remove("POWERSAFE_OVERWRITE=0");
        options.insert("ENABLE_FTS5".to_owned());
        assert_eq!(compare(&options), ["POWERSAFE_OVERWRITE=0 is missing", "ENABLE_FTS5 is switched on"]);
    }
}
