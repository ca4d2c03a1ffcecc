//! Open exports of a verified record: NIST election results, CSV, plain JSON, NIST event logs (`docs/exports.md`).
//!
//! Every file is a function of the record and of one moment that the caller gives: two people who export the same record
//! as of the same moment hold the same bytes.

pub mod csv;
mod err;
mod event_log;
mod plain;
mod sheets;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use ballot_log::Moment;

use crate::figures::VerifiedElection;

/// Who the exports say made the booth and its programs.
const MANUFACTURER: &str = "pilkades";
/// Who the exports say recorded the ballots.
const MODEL: &str = "booth-app";

/// What can be exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// `nist-err.json`: NIST SP 1500-100r2, version 2.
    Nist,
    /// `csv/*.csv`.
    Csv,
    /// `result.json`.
    Json,
    /// `events/*.json`: NIST SP 1500-101.
    Events,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Nist, Self::Csv, Self::Json, Self::Events];
}

/// The files of these formats by path below the export's folder.
#[must_use]
pub fn export(
    election: &VerifiedElection<'_>,
    formats: &[Format],
    made: &Moment,
) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for format in formats {
        match format {
            Format::Nist => files.extend([("nist-err.json".to_owned(), err::report(election, made))]),
            Format::Csv => files.extend(sheets::all(election)),
            Format::Json => files.extend([("result.json".to_owned(), plain::result(election))]),
            Format::Events => files.extend(event_log::all(election, made)),
        }
    }
    files
}

/// JSON as people can read it.
fn pretty(value: &serde_json::Value) -> Vec<u8> {
    // Numbers, texts, lists and objects with text keys: nothing that cannot be written.
    let mut bytes = serde_json::to_vec_pretty(value).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}
