//! Every file of a record is changed, deleted, swapped or joined by a stranger: `verify` fails, at the check that is about
//! that file, and names it or what depends on it.
//!
//! The forger is no fool: after each change the MANIFEST is made again, so that it is not the one that finds it.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::sync::OnceLock;

use integration::{Dice, Simulated};
use tally::{Check, FileKind, Files, MANIFEST, NoProgress, VerifyReport, file_kind, manifest, verify};

/// Random bytes that are changed, for each kind of file.
const RANDOM: usize = 20;

struct World {
    record: Files,
    id: election::ElectionId,
}

fn world() -> &'static World {
    static WORLD: OnceLock<World> = OnceLock::new();
    WORLD.get_or_init(|| {
        let election = Simulated::regency(2, 30, 21);
        World { record: election.record(), id: election.outcome.definition.id() }
    })
}

impl World {
    fn verify(&self, files: &Files) -> VerifyReport {
        verify(files, Some(self.id), &NoProgress).unwrap()
    }

    /// Verifies a changed record with a MANIFEST that fits.
    fn verify_forged(&self, mut files: Files) -> VerifyReport {
        files.insert(MANIFEST.to_owned(), manifest(&files));
        self.verify(&files)
    }
}

/// A file's kind by its place: the part of the path that names no village, booth, trustee or hash.
fn kind(path: &str) -> &'static str {
    let ends = |end: &str| path.ends_with(end);
    match path {
        "election.json" | "election.json.note" | "election.checkpoint" | "results.json" | "MANIFEST" => {
            ["election.json", "election.json.note", "election.checkpoint", "results.json", "MANIFEST"]
                .into_iter()
                .find(|name| *name == path)
                .unwrap()
        }
        _ if ends(".list") => "list",
        _ if ends(".plkb") => "bundle",
        _ if ends(".receipt.json") => "receipt",
        _ if ends(".share.json") => "shares",
        _ if ends("village.json") => "set",
        _ if ends("village.json.note") => "set note",
        _ if ends("result.json") => "result",
        _ if path.starts_with("acceptances/") => "acceptance",
        _ if path.starts_with("checkpoints/") => "checkpoint",
        _ => panic!("{path} has no kind"),
    }
}

/// The lowest check that may fail first when a file of this kind is changed.
fn expected(kind: &str) -> &'static [Check] {
    match kind {
        "election.json" => &[Check::Definition],
        "election.json.note" => &[Check::Seal],
        "acceptance" => &[Check::Acceptances],
        "list" => &[Check::TokenLists],
        "bundle" => &[Check::Bundles],
        "checkpoint" => &[Check::Checkpoints],
        "receipt" => &[Check::Receipts],
        // The note no longer fits, and whatever part was changed does not follow from the logs.
        "set" => &[
            Check::Chain,
            Check::BallotProofs,
            Check::Challenges,
            Check::Tokens,
            Check::RepeatedR,
            Check::Groups,
            Check::Sums,
            Check::CountSets,
        ],
        "set note" => &[Check::Committee],
        "shares" => &[Check::Shares],
        "result" | "results.json" => &[Check::Results],
        "election.checkpoint" => &[Check::Trees],
        "MANIFEST" => &[Check::Manifest],
        _ => panic!("{kind} has no check"),
    }
}

fn assert_found(report: &VerifyReport, path: &str, what: &str) {
    assert_found_at(expected(kind(path)), report, path, what);
}

fn assert_found_at(expected: &[Check], report: &VerifyReport, path: &str, what: &str) {
    let Some((lowest, _)) = report.first_failure() else { panic!("{what}: nothing was found") };
    assert!(expected.contains(&lowest), "{what}: found at check {lowest}");
    // A changed MANIFEST names the file whose line is wrong.
    let named = |(check, file): (Check, &str)| {
        if path == MANIFEST { check == Check::Manifest } else { check != Check::Manifest && file == path }
    };
    assert!(failures(report).any(named), "{what}: not named in {:?}", failures(report).collect::<Vec<_>>());
}

fn failures(report: &VerifyReport) -> impl Iterator<Item = (Check, &str)> {
    report
        .checks
        .iter()
        .flat_map(|result| result.failures.iter().map(|failure| (result.check, failure.file.as_str())))
}

fn files_by_kind() -> BTreeMap<&'static str, Vec<&'static String>> {
    let mut kinds: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for path in world().record.keys() {
        kinds.entry(kind(path)).or_default().push(path);
    }
    kinds
}

fn changed(path: &str, at: usize, mask: u8) -> Files {
    let mut files = world().record.clone();
    files.get_mut(path).unwrap()[at] ^= mask;
    files
}

#[test]
fn the_record_has_every_kind_of_file_and_verifies() {
    assert!(world().verify(&world().record).passed());
    assert_eq!(files_by_kind().len(), 14);
    let other = verify(&world().record, Some(election::ElectionId::new([7; 32])), &NoProgress).unwrap();
    assert_eq!(other.first_failure().unwrap().0, Check::Definition);
}

#[test]
fn a_changed_byte_is_found_where_it_is() {
    let mut dice = Dice::new(1);
    for (kind, paths) in files_by_kind() {
        let mut places = Vec::new();
        for path in &paths {
            let length = world().record[*path].len();
            places.extend([0, length / 2, length - 1].map(|at| (*path, at)));
        }
        for _ in 0..RANDOM {
            let path = paths[dice.below(paths.len())];
            places.push((path, dice.below(world().record[path].len())));
        }
        for (path, at) in places {
            let mask = 1 << dice.below(8);
            let files = changed(path, at, mask);
            let report = if path == MANIFEST { world().verify(&files) } else { world().verify_forged(files) };
            assert_found(&report, path, &format!("{kind} {path}, byte {at} changed by {mask:#04x}"));
        }
    }
}

#[test]
fn a_changed_byte_under_the_old_manifest_is_found_by_the_manifest_too() {
    for (_, paths) in files_by_kind() {
        let path = paths[0];
        let report = world().verify(&changed(path, world().record[path].len() / 2, 1));
        let of_manifest = report.checks.iter().find(|result| result.check == Check::Manifest).unwrap();
        assert!(
            of_manifest.failures.iter().any(|failure| failure.file == *path || path == MANIFEST),
            "{path}"
        );
    }
}

/// A forger who also makes the bundle's own hash again.
#[test]
fn a_changed_entry_in_a_bundle_with_a_new_hash_is_found() {
    let mut dice = Dice::new(2);
    let paths = &files_by_kind()["bundle"];
    for round in 0..2 * RANDOM {
        let path = paths[dice.below(paths.len())];
        let length = world().record[path].len() - 32;
        let at = dice.below(length);
        let mut files = changed(path, at, 1 << dice.below(8));
        let bundle = files.get_mut(path).unwrap();
        let hash = {
            use sha2::Digest as _;
            sha2::Sha256::new()
                .chain_update(election::label("bundle"))
                .chain_update(&bundle[..length])
                .finalize()
        };
        bundle[length..].copy_from_slice(&hash);
        // A changed checkpoint signature leaves the bundle in its form, but the signed set counts this log.
        let checks = [Check::Bundles, Check::EntrySignatures, Check::Chain];
        let what = format!("round {round}: {path}, byte {at}");
        assert_found_at(&checks, &world().verify_forged(files), path, &what);
    }
}

#[test]
fn a_deleted_file_is_missed() {
    for path in world().record.keys() {
        let mut files = world().record.clone();
        files.remove(path);
        // A receipt or checkpoint that somebody handed in may also never have been handed in: only MANIFEST knows.
        let loose = ["receipt", "checkpoint"].contains(&kind(path));
        let report =
            if loose || path == MANIFEST { world().verify(&files) } else { world().verify_forged(files) };
        let (lowest, _) = report.first_failure().unwrap_or_else(|| panic!("{path} is not missed"));
        let expected: &[Check] = match kind(path) {
            "receipt" | "checkpoint" => &[Check::Manifest],
            // Its booth is missing now, and the signed set says that it is counted.
            "bundle" => &[Check::Chain],
            // What it would have led to is no longer there.
            "set" => &[Check::CountSets],
            "shares" => &[Check::Results],
            // Nobody has signed, so that nobody should have decrypted.
            "set note" => &[Check::Shares],
            other => expected(other),
        };
        assert!(expected.contains(&lowest), "{path}: check {lowest}");
        let village = path.split(['/', '-']).nth(1).unwrap_or("none");
        let depends = |file: &str| file == path || file.starts_with(&format!("villages/{village}"));
        assert!(failures(&report).any(|(_, file)| depends(file)), "{path} is not named");
    }
}

#[test]
fn a_stray_file_is_no_part_of_a_record() {
    let record = &world().record;
    let copy_of = |end: &str| record.iter().find(|(path, _)| path.ends_with(end)).unwrap();
    let village = &copy_of("result.json").0["villages/".len()..][..10];
    let strays = [
        ("notes.txt".to_owned(), b"hello".to_vec(), Check::Manifest),
        (".hidden".to_owned(), Vec::new(), Check::Manifest),
        ("logs/notes.txt".to_owned(), b"hello".to_vec(), Check::Manifest),
        (format!("villages/{village}/set-1/notes.json"), b"{}".to_vec(), Check::Manifest),
        ("villages/none/result.json".to_owned(), b"{}".to_vec(), Check::Manifest),
        ("tokens/again.list".to_owned(), copy_of(".list").1.clone(), Check::TokenLists),
        ("logs/again.plkb".to_owned(), copy_of(".plkb").1.clone(), Check::Bundles),
        ("acceptances/again.json".to_owned(), copy_of("-t01.json").1.clone(), Check::Acceptances),
        (
            format!("villages/{village}/set-2/village.json"),
            copy_of("village.json").1.clone(),
            Check::CountSets,
        ),
        (format!("villages/{village}/set-1/t09.share.json"), copy_of(".share.json").1.clone(), Check::Shares),
        ("villages/9999999999/result.json".to_owned(), copy_of("result.json").1.clone(), Check::Results),
    ];
    for (path, bytes, check) in strays {
        let mut files = record.clone();
        files.insert(path.clone(), bytes);
        let report = world().verify_forged(files.clone());
        let found = failures(&report).find(|(_, file)| *file == path);
        assert_eq!(found, Some((check, path.as_str())), "{path}");
        let unlisted = world().verify(&files);
        assert!(failures(&unlisted).any(|found| found == (Check::Manifest, path.as_str())), "{path}");
    }
}

#[test]
fn two_files_that_are_swapped_are_both_found() {
    let paths: Vec<&String> = world().record.keys().filter(|path| *path != MANIFEST).collect();
    let mut dice = Dice::new(3);
    let all =
        paths.iter().enumerate().flat_map(|(i, one)| paths[i + 1..].iter().map(move |two| (*one, *two)));
    let same_kind = |(one, two): &(&String, &String)| kind(one) == kind(two);
    let (same, mut others): (Vec<_>, Vec<_>) = all.partition(same_kind);
    dice.shuffle(&mut others);
    others.truncate(60);
    for (one, two) in same.into_iter().chain(others) {
        let mut files = world().record.clone();
        let (first, second) = (files[one].clone(), files[two].clone());
        files.insert(one.clone(), second);
        files.insert(two.clone(), first);
        let report = world().verify_forged(files);
        let what = format!("{one} and {two}");
        let (lowest, _) = report.first_failure().unwrap_or_else(|| panic!("{what}: nothing was found"));
        let may = |path| expected(kind(path)).contains(&lowest);
        assert!(may(one) || may(two), "{what}: check {lowest}");
        let named = |path: &str| failures(&report).any(|(_, file)| file == path);
        assert!(named(one) || named(two), "{what}: {:?}", failures(&report).collect::<Vec<_>>());
    }
}

#[test]
fn kinds_in_this_test_are_those_of_the_tally() {
    for (path, bytes) in &world().record {
        let unknown = file_kind(bytes) == FileKind::Unknown;
        assert!(!unknown, "{path}");
    }
}
