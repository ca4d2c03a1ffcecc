//! Copies of a log that somebody brings, told by their first bytes.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod support;

use std::fs;

use ballot_store::{RescueError, read_copy, rescue};
use support::Bench;

#[test]
fn mirror_bundle_and_database_tell_the_same() {
    let bench = Bench::with(12);
    let whole = rescue(&bench.paths.log, &bench.path("")).unwrap();
    bench.open().unwrap().0.export(&bench.path("bundle")).unwrap();
    for copy in ["log", "mirror", "bundle"] {
        assert_eq!(read_copy(&bench.path(copy), &bench.path("")).unwrap(), whole, "{copy}");
    }
    let bundle = fs::read(bench.path("bundle")).unwrap();
    fs::write(bench.path("bundle"), &bundle[..bundle.len() - 40]).unwrap();
    let cut = read_copy(&bench.path("bundle"), &bench.path("")).unwrap();
    assert_eq!((cut.records.as_slice(), cut.damage.len()), (&whole.records[..12], 1));
    let mirror = fs::read(bench.path("mirror")).unwrap();
    fs::write(bench.path("mirror"), &mirror[..14 * 4_096]).unwrap();
    let cut = read_copy(&bench.path("mirror"), &bench.path("")).unwrap();
    assert_eq!((cut.records, cut.damage.len()), (whole.records, 1), "nobody can tell whether more followed");
    let error = read_copy(&bench.path("kit/election.json"), &bench.path("")).unwrap_err();
    assert!(matches!(&error, RescueError::Foreign { name, .. } if name == "beginning"), "{error}");
}
