//! What intake takes and what it names, with files of a real (simulated) election.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod support;

use std::ffi::OsStr;
use std::fs::{self, File};
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::symlink;
use std::process::Command;
use std::sync::Mutex;

use ballot_log::mirror;
use records::{Cause, IntakeProgress, NoIntakeProgress, read_inputs};
use support::{Election, causes, election, only, read_bytes};

#[test]
fn a_whole_folder_is_read_with_everything_in_it_and_nothing_twice() {
    let (evidence, report) = election().read(&[election().path("")]);
    assert_eq!(evidence.entries(), election().entries);
    // Beside the election's own files lie the report of the last merge and the lock of the record.
    let others =
        [(Cause::Unknown, ".record.lock".to_owned()), (Cause::Unknown, "merge-report.json".to_owned())];
    assert_eq!(causes(&report), others);
    let bundles = report.taken.iter().filter(|taken| taken.kind == "bundle");
    assert_eq!(bundles.map(|taken| taken.valid).sum::<u64>(), 2 * u64::try_from(election().entries).unwrap());
    let merged = tally::merge(&evidence, &tally::NoProgress).unwrap();
    let record = records::RecordFolder::read(&election().path("record")).unwrap();
    assert_eq!(merged.files(&evidence), record);
}

#[test]
fn the_report_does_not_depend_on_the_order_and_repetition_of_paths() {
    let names = ["logs", "record", "tokens", "merge-report.json", "nowhere"];
    let paths = names.map(|name| election().path(name));
    let mut turned = [paths.clone(), paths.clone()].concat();
    turned.reverse();
    let (one, two) = (election().read(&paths).1, election().read(&turned).1);
    assert_eq!(String::from_utf8(one.to_bytes()), String::from_utf8(two.to_bytes()));
    assert!(one.has_unreadable());
    assert_eq!(one.problems.iter().filter(|problem| problem.cause == Cause::Unreadable).count(), 1);
}

#[test]
fn names_say_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let names: [&[u8]; 5] = [b"election.json", b"..plkb", b"a\nb", b"\xff\xfe", b"-rf ~;$(x)"];
    let path = |name: &[u8]| folder.path().join(OsStr::from_bytes(name));
    names.iter().for_each(|name| fs::write(path(name), election().bundle()).unwrap());
    let (evidence, report) = election().read(&[folder.path().to_path_buf()]);
    assert!(report.problems.is_empty());
    assert_eq!(report.taken.len(), names.len());
    assert!(evidence.entries() > 0);
}

#[test]
fn links_pipes_and_missing_files_are_named_and_not_followed() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    fs::write(path("good"), election().bundle()).unwrap();
    symlink(election().path("logs"), path("link-to-folder")).unwrap();
    symlink(path("good"), path("link-to-file")).unwrap();
    symlink(folder.path(), path("loop")).unwrap();
    assert!(Command::new("mkfifo").arg(path("pipe")).status().unwrap().success());
    let (_, report) = election().read(&[folder.path().to_path_buf(), path("missing")]);
    let link = |name: &str| (Cause::Link, name.to_owned());
    let expected = [
        link("link-to-file"),
        link("link-to-folder"),
        link("loop"),
        (Cause::Unreadable, "missing".to_owned()),
        (Cause::Special, "pipe".to_owned()),
    ];
    assert_eq!(causes(&report), expected);
    assert_eq!(report.taken.len(), 1);
    // The same when they are named on the command line.
    let (_, report) = election().read(&["loop", "link-to-file", "pipe"].map(path));
    assert_eq!(causes(&report), [link("link-to-file"), link("loop"), (Cause::Special, "pipe".to_owned())]);
    assert!(report.taken.is_empty());
}

#[test]
fn folders_too_deep_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let mut deep = folder.path().to_path_buf();
    (0..15).for_each(|_| deep.push("d"));
    fs::create_dir_all(deep.join("d")).unwrap();
    fs::write(deep.join("read"), election().bundle()).unwrap();
    fs::write(deep.join("d/not-read"), election().bundle()).unwrap();
    let (_, report) = election().read(&[folder.path().to_path_buf()]);
    assert_eq!(report.taken.len(), 1);
    assert_eq!(
        (only(&report).cause, only(&report).file.as_deref()),
        (Cause::TooMany, deep.join("d").to_str())
    );
}

#[test]
fn a_file_longer_than_its_kind_is_not_read() {
    let json = |format: &str| format!("{{\n  \"format\": \"pilkades/{format}/v1\",\n").into_bytes();
    let kinds = [
        (json("definition"), 64 << 20),
        (b"pilkades/definition/v1\n".to_vec(), 128 << 10),
        (json("acceptance"), 64 << 10),
        (b"pilkades/token-list/v1\n".to_vec(), 2 << 20),
        (json("count-set"), 64 << 20),
        (b"pilkades/count-set/v1\n".to_vec(), 128 << 10),
        (json("share"), 32 << 20),
        (json("receipt"), 4 << 10),
        (b"PLKB".to_vec(), 1_024 + 200_000 * 4_089),
        (b"PLKH".to_vec(), 200_001 * 4_096),
        // The image of a medium.
        (b"".to_vec(), 2 << 30),
    ];
    let folder = tempfile::tempdir().unwrap();
    for (index, (head, limit)) in kinds.iter().enumerate() {
        let path = folder.path().join(format!("{index:02}"));
        fs::write(&path, head).unwrap();
        // Sparse: nothing of it is on the disk, and nothing of it may get into memory.
        File::options().write(true).open(&path).unwrap().set_len(limit + 1).unwrap();
    }
    let (_, report) = election().read(&[folder.path().to_path_buf()]);
    assert!(report.taken.is_empty());
    let expected: Vec<(Cause, String)> =
        (0..kinds.len()).map(|index| (Cause::TooLarge, format!("{index:02}"))).collect();
    assert_eq!(causes(&report), expected);
}

#[test]
fn files_are_told_apart_by_bytes_that_are_no_text() {
    let folder = tempfile::tempdir().unwrap();
    let mut damaged = election().bundle();
    *damaged.last_mut().unwrap() ^= 1;
    for name in [b"\xfe".as_slice(), b"\xff", br"\xFF"] {
        fs::write(folder.path().join(OsStr::from_bytes(name)), &damaged).unwrap();
    }
    let (_, report) = election().read(&[folder.path().to_path_buf()]);
    let named = [r"\\xFF", r"\xFE", r"\xFF"].map(|name| (Cause::Invalid, name.to_owned()));
    assert_eq!(causes(&report), named);
}

#[test]
fn the_longest_file_of_a_kind_is_read() {
    let mut longest = b"pilkades/token-list/v1\n".to_vec();
    longest.resize(2 << 20, 0);
    let (_, report) = read_bytes(&longest);
    assert_eq!((only(&report).cause, only(&report).check), (Cause::Invalid, Some(4)));
}

#[test]
fn what_is_nothing_to_a_tally_is_named() {
    let mut text = vec![b'x'; 1 << 20];
    text[100] = b'\n';
    for bytes in [b"".as_slice(), b"hello\n", b"{}\n", b"\xff\xfe\0", &text] {
        assert_eq!(only(&read_bytes(bytes).1).cause, Cause::Unknown);
    }
}

#[test]
fn a_damaged_record_does_not_hinder_the_others() {
    let bundle = election().bundle();
    let whole = read_bytes(&bundle).0.entries();
    let mut damaged = bundle.clone();
    let signature_of_first = bundle.windows(4).position(|bytes| bytes == b"PLK1").unwrap() + 60;
    damaged[signature_of_first] ^= 1;
    let (evidence, report) = read_bytes(&damaged);
    assert_eq!(evidence.entries(), whole - 1);
    let checks: Vec<_> = report.problems.iter().map(|problem| (problem.check, problem.position)).collect();
    assert_eq!(checks, [(Some(5), None), (Some(6), Some(0))]);
    assert_eq!(report.taken[0].valid, u64::try_from(whole - 1).unwrap());

    let (evidence, report) = read_bytes(&bundle[..bundle.len() / 2]);
    assert!(evidence.entries() > 0 && evidence.entries() < whole);
    assert_eq!((only(&report).cause, only(&report).check), (Cause::Invalid, Some(5)));
}

#[test]
fn files_of_another_election_are_named_one_by_one() {
    let other = Election::new(2);
    let (evidence, report) =
        election().read(&[other.path("logs"), other.path("tokens"), other.path("acceptances")]);
    assert_eq!(evidence.entries(), 0);
    assert!(report.taken.is_empty());
    let mut checks: Vec<_> = report.problems.iter().filter_map(|problem| problem.check).collect();
    checks.dedup();
    assert_eq!(checks, [3, 5, 4]);
    let (_, report) = election().read(&[other.path("election.json")]);
    assert_eq!(only(&report).check, Some(1));
}

#[test]
fn a_mirror_gives_what_the_bundle_gives() {
    let mirror = election().mirror();
    let whole = read_bytes(&election().bundle()).0.entries();
    let preallocated: Vec<u8> = mirror.iter().copied().chain([0; 5 * mirror::FRAME]).collect();
    for bytes in [&mirror, &preallocated] {
        let (evidence, report) = read_bytes(bytes);
        assert!(report.problems.is_empty());
        assert_eq!(evidence.entries(), whole);
        assert_eq!((report.taken[0].kind, report.taken[0].valid), ("mirror", u64::try_from(whole).unwrap()));
    }
}

#[test]
fn frames_after_a_damaged_or_erased_one_are_read() {
    let mirror = election().mirror();
    let whole = read_bytes(&mirror).0.entries();
    let frame = |number: usize| number * mirror::FRAME..(number + 1) * mirror::FRAME;
    let with = |change: &dyn Fn(&mut Vec<u8>)| {
        let mut bytes = mirror.clone();
        change(&mut bytes);
        let (evidence, report) = read_bytes(&bytes);
        (evidence.entries(), only(&report).problem.english.to_string())
    };
    let erased = with(&|bytes| bytes[frame(3).start..frame(4).end].fill(0));
    assert_eq!(erased, (whole - 2, "frame 3 is empty, but records follow it".to_owned()));
    let garbled = with(&|bytes| bytes[frame(3)].fill(0xa5));
    assert!(garbled.0 == whole - 1 && garbled.1.starts_with("frame 3: "), "{garbled:?}");
    let cut = with(&|bytes| bytes.truncate(frame(3).end - 1));
    assert!(cut.0 == 3 && cut.1.starts_with("frame 3: "), "{cut:?}");
    let short = with(&|bytes| bytes.truncate(100));
    assert_eq!(short.0, 0);
}

#[test]
fn an_invalid_definition_is_refused_before_anything_is_read() {
    let error = read_inputs(&[], b"{}".to_vec(), &NoIntakeProgress).unwrap_err();
    assert!(error.to_string().starts_with("election.json: "), "{error}");
}

#[test]
fn progress_counts_every_file() {
    struct Ear(Mutex<Vec<(usize, usize)>>);
    impl IntakeProgress for Ear {
        fn file_read(&self, done: usize, total: usize) {
            self.0.lock().unwrap().push((done, total));
        }
    }
    let ear = Ear(Mutex::default());
    read_inputs(&[election().path("acceptances")], election().definition.clone(), &ear).unwrap();
    assert_eq!(ear.0.into_inner().unwrap(), [(1, 3), (2, 3), (3, 3)]);
}
