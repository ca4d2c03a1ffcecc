//! What no committed record has: the example's result as it would be if its polling places had been decrypted together.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value as Json;
use tally::{NoProgress, VerifyReport, verify};

use super::*;

fn read(folder: &Path, name: &str, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let name = format!("{name}{}", entry.file_name().to_str().unwrap());
        if entry.path().is_dir() {
            read(&entry.path(), &format!("{name}/"), files);
        } else {
            files.insert(name, fs::read(entry.path()).unwrap());
        }
    }
}

fn example() -> VerifyReport {
    let mut files = BTreeMap::new();
    let record = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/election/record");
    read(Path::new(record), "", &mut files);
    verify(&files, None, &NoProgress).unwrap()
}

/// The exports of the example after `change` of its first village.
fn changed(change: impl Fn(&mut tally::VillageResult)) -> BTreeMap<String, Vec<u8>> {
    let mut report = example();
    let village = &mut report.merged.as_mut().unwrap().villages[0];
    change(village.result.as_mut().unwrap());
    let made = "2026-11-22T15:00:00+07:00".parse().unwrap();
    export(&VerifiedElection::of(&report).unwrap(), &Format::ALL, &made)
}

fn joined(result: &mut tally::VillageResult) {
    let mut row = result.tps.remove(0);
    let other = result.tps.remove(0);
    row.tps.extend(other.tps);
    row.ballots += other.ballots;
    row.totals.clone_from(&result.totals);
    result.tps.push(row);
}

fn report_of(files: &BTreeMap<String, Vec<u8>>) -> Json {
    serde_json::from_slice(&files["nist-err.json"]).unwrap()
}

#[test]
fn polling_places_that_are_decrypted_together_are_one_unit_and_keep_their_ballots() {
    let files = changed(joined);
    let report = report_of(&files);
    let units: Vec<&Json> = report["GpUnit"].as_array().unwrap().iter().collect();
    let unit = units.iter().find(|unit| unit["Type"] == "combined-precinct").unwrap();
    let places = ["gp-9901022001-tps-1", "gp-9901022001-tps-2"];
    assert_eq!((&unit["@id"], &unit["VotersRegistered"]), (&"gp-9901022001-tps-1+2".into(), &83.into()));
    assert_eq!(unit["ComposingGpUnitIds"], serde_json::json!(places));
    let election = &report["Election"][0];
    let votes = election["Contest"][0]["ContestSelection"][1]["VoteCounts"].as_array().unwrap();
    let votes: Vec<_> =
        votes.iter().map(|count| (count["GpUnitId"].as_str().unwrap(), &count["Count"])).collect();
    assert_eq!(votes, [("gp-9901022001", &13.into()), ("gp-9901022001-tps-1+2", &13.into())]);
    let cast = election["BallotCounts"].as_array().unwrap();
    let cast: Vec<_> =
        cast.iter().map(|count| (count["GpUnitId"].as_str().unwrap(), &count["BallotsCast"])).collect();
    assert_eq!(cast[1..3], [(places[0], &17.into()), (places[1], &15.into())]);
    let table = |name: &str| String::from_utf8(files[name].clone()).unwrap();
    assert!(table("csv/suara.csv").contains(",\"tps\",\"TPS 1+2\",2,\"calon\",\"Budi Santoso\",13\r\n"));
    assert_eq!(table("csv/tps.csv").matches(",\"TPS 1+2\"\r\n").count(), 2);
}

#[test]
fn nobody_is_projected_while_something_could_change_it() {
    let named =
        |files: &BTreeMap<String, Vec<u8>>| report_of(files).to_string().matches("projected-winner").count();
    assert_eq!(named(&changed(|_| {})), 2);
    assert_eq!(named(&changed(|result| result.outcome.r#final = false)), 1);
}

#[test]
fn a_record_that_fails_is_no_election() {
    let mut report = example();
    assert!(VerifiedElection::of(&report).is_some());
    let failure = tally::Failure { file: "x".to_owned(), position: None, message: ("no", "bukan").into() };
    report.checks[5].failures.push(failure);
    assert!(VerifiedElection::of(&report).is_none());
}
