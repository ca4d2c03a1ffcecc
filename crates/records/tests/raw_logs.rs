//! Databases and mirrors of dead machines as inputs: whole, damaged, made to harm.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use ballot_log::{BundleReader, BundleWriter, Durability, LogHeader, LogIdentity, SignedEntry, mirror};
use ballot_store::{Options, Paths, SameDevice, Store, Verifier};
use election::Definition;
use records::{Cause, IntakeProblem, IntakeReport};
use support::{causes, election, forged, forged_after, only, read_bytes};
use tally::Evidence;

const PAGE: usize = 4_096;

/// The media of the election's only booth, as its machine has left them.
struct Media {
    log: Vec<u8>,
    mirror: Vec<u8>,
    records: Vec<SignedEntry>,
}

/// `log.sqlite` and `mirror.plkm` as the real store writes them.
fn media() -> &'static Media {
    static MEDIA: OnceLock<Media> = OnceLock::new();
    MEDIA.get_or_init(|| {
        let bundle = election().bundle();
        let records: Vec<SignedEntry> =
            BundleReader::new(bundle.as_slice()).unwrap().map(Result::unwrap).collect();
        let folder = tempfile::tempdir().unwrap();
        let base = folder.path().canonicalize().unwrap();
        let paths = Paths { log: base.join("log.sqlite"), mirror: base.join("mirror.plkm") };
        let options =
            Options { durability: Durability::Relaxed, same_device: SameDevice::Allowed, frames: 8 };
        let mut store =
            Store::create(&paths, Verifier::new(identity(), Box::new(|_| None)), &options).unwrap().0;
        records.iter().for_each(|record| store.append(record.clone()).unwrap());
        drop(store);
        Media { log: fs::read(paths.log).unwrap(), mirror: fs::read(paths.mirror).unwrap(), records }
    })
}

fn identity() -> LogIdentity {
    let definition = Definition::parse(&election().definition).unwrap();
    let (booth, _) = definition.booths().next().unwrap();
    LogIdentity::of(&definition, &booth).unwrap()
}

/// Everything in evidence, as the record's bundle holds it.
fn bundle(paths: &[PathBuf]) -> Vec<u8> {
    let beside = ["tokens", "acceptances", "election.json.note"].map(|name| election().path(name));
    let (evidence, _) = election().read(&[paths, &beside].concat());
    let files = tally::merge(&evidence, &tally::NoProgress).unwrap().files(&evidence);
    files.into_iter().find(|(name, _)| name.starts_with("logs/")).unwrap().1
}

/// Positions that are named as damaged: single ones, and whole files as none.
fn named(report: &IntakeReport) -> BTreeSet<Option<u64>> {
    report.problems.iter().map(|problem| problem.position).collect()
}

fn all() -> u64 {
    media().records.len().try_into().unwrap()
}

/// Which records of the log are whole in these bytes.
fn whole_in(bytes: &[u8]) -> u64 {
    let records = media().records.iter().map(SignedEntry::to_record_bytes);
    let found = records.filter(|record| bytes.windows(record.len()).any(|part| part == record));
    found.count().try_into().unwrap()
}

fn taken(report: &IntakeReport) -> (u64, &'static str) {
    report.taken.first().map_or((0, ""), |taken| (taken.valid, taken.kind))
}

#[test]
fn a_whole_database_gives_what_the_bundle_gives() {
    let (evidence, report) = read_bytes(&media().log);
    assert_eq!(report.problems, []);
    assert_eq!((evidence.entries(), taken(&report)), (election().entries, (all(), "database")));
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("log"), &media().log).unwrap();
    assert_eq!(bundle(&[folder.path().to_path_buf()]), election().bundle());
}

#[test]
fn every_page_lost_in_turn_hides_its_own_records_and_is_named() {
    let pages = media().log.len() / PAGE;
    assert!(pages > 5, "{pages}");
    for page in 0..pages {
        let mut damaged = media().log.clone();
        damaged[page * PAGE..(page + 1) * PAGE].fill(0);
        let (evidence, report) = read_bytes(&damaged);
        let left = whole_in(&damaged);
        assert_eq!(evidence.entries() as u64, left, "page {page}");
        // Without its first page the file is no database any more.
        let kind = if page == 0 { "fragments" } else { "database" };
        assert_eq!(taken(&report), (left, kind), "page {page}");
        assert!(report.problems.iter().all(|p| p.cause == Cause::Invalid && p.file.is_some()), "page {page}");
        assert!(named(&report).contains(&None), "page {page}");
    }
}

#[test]
fn a_truncated_database_gives_what_is_left() {
    for length in (0..media().log.len()).step_by(2_999) {
        let left = &media().log[..length];
        let (evidence, report) = read_bytes(left);
        assert_eq!(evidence.entries() as u64, whole_in(left), "{length} bytes");
        assert!(!report.problems.is_empty(), "{length} bytes");
    }
}

#[test]
fn lost_records_are_named_by_position() {
    let place = |record: &SignedEntry| {
        let bytes = record.to_record_bytes();
        media().log.windows(bytes.len()).position(|part| part == bytes).unwrap() / PAGE
    };
    let page = place(&media().records[10]);
    let lost: Vec<u64> =
        (0..all()).filter(|at| place(&media().records[usize::try_from(*at).unwrap()]) == page).collect();
    let mut damaged = media().log.clone();
    damaged[page * PAGE..(page + 1) * PAGE].fill(0xa5);
    let (_, report) = read_bytes(&damaged);
    let problem = report.problems.iter().find(|problem| problem.position == Some(lost[0])).unwrap();
    assert_eq!(
        problem.problem.english,
        format!("the records from here to {} are lost", lost.last().unwrap())
    );
    assert_eq!((problem.cause, problem.check), (Cause::Invalid, Some(5)));
}

#[test]
fn a_changed_record_is_named_with_its_position_and_hinders_nothing() {
    let record = media().records[7].to_record_bytes();
    let at = media().log.windows(record.len()).position(|part| part == record).unwrap();
    let mut damaged = media().log.clone();
    // One bit of the body: structure and form are whole.
    damaged[at + 55] ^= 1;
    let (evidence, report) = read_bytes(&damaged);
    assert_eq!(evidence.entries(), election().entries - 1);
    assert_eq!((only(&report).check, only(&report).position), (Some(6), Some(7)));
}

#[test]
fn links_pipes_and_files_beside_a_database_are_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    fs::write(path("log.sqlite"), &media().log).unwrap();
    symlink(path("log.sqlite"), path("link")).unwrap();
    assert!(Command::new("mkfifo").arg(path("pipe")).status().unwrap().success());
    // What SQLite itself would act on: a journal that ends the file after its first page.
    let journal =
        [b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7".as_slice(), &[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]].concat();
    let side = ["log.sqlite-journal", "log.sqlite-wal", "log.sqlite-shm"];
    side.iter().for_each(|name| fs::write(path(name), &journal).unwrap());
    let before = listing(folder.path());
    let (evidence, report) = election().read(&[folder.path().to_path_buf()]);
    assert_eq!(evidence.entries(), election().entries);
    let expected = [
        (Cause::Link, "link".to_owned()),
        (Cause::Unknown, side[0].to_owned()),
        (Cause::Unknown, side[2].to_owned()),
        (Cause::Unknown, side[1].to_owned()),
        (Cause::Special, "pipe".to_owned()),
    ];
    assert_eq!(causes(&report), expected);
    assert_eq!(listing(folder.path()), before);
}

/// Names and contents of a folder.
fn listing(folder: &Path) -> Vec<(PathBuf, Option<Vec<u8>>)> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let content = |path: &Path| path.symlink_metadata().unwrap().is_file().then(|| fs::read(path).unwrap());
    paths.into_iter().map(|path| (path.clone(), content(&path))).collect()
}

#[test]
fn database_and_mirror_with_different_damage_repair_each_other() {
    let folder = tempfile::tempdir().unwrap();
    let (log, mirror) = (folder.path().join("log.sqlite"), folder.path().join("mirror.plkm"));
    let mut damaged = media().log.clone();
    // The first page, and the root of the records.
    damaged[..PAGE].fill(0);
    damaged[5 * PAGE..6 * PAGE].fill(0xff);
    fs::write(&log, &damaged).unwrap();
    let lost = all() - whole_in(&damaged);
    let mut damaged = media().mirror.clone();
    // The header is torn, the last frames are lost, and a record in the middle is changed.
    damaged[100..PAGE].fill(0x11);
    damaged.truncate((media().records.len() - 1) * mirror::FRAME);
    let kept = (1..media().records.len() - 2)
        .find(|frame| whole_in(&frame_of(*frame, &fs::read(&log).unwrap())) == 1);
    damaged[(1 + kept.unwrap()) * mirror::FRAME + 300] ^= 1;
    fs::write(&mirror, &damaged).unwrap();
    let alone = |path: &PathBuf| election().read(std::slice::from_ref(path)).0.entries();
    assert!(lost > 0 && alone(&log) < election().entries && alone(&mirror) < election().entries);
    assert_eq!(bundle(&[log.clone(), mirror.clone()]), election().bundle());
    assert_eq!(bundle(&[mirror, log]), election().bundle());
}

/// The record of a position if it is whole in these bytes.
fn frame_of(position: usize, bytes: &[u8]) -> Vec<u8> {
    let record = media().records[position].to_record_bytes();
    if bytes.windows(record.len()).any(|part| part == record) { record } else { Vec::new() }
}

#[test]
fn a_mirror_with_a_torn_header_is_known_by_its_signatures() {
    let read = |change: &dyn Fn(&mut Vec<u8>)| {
        let mut bytes = media().mirror.clone();
        change(&mut bytes);
        let (evidence, report) = read_bytes(&bytes);
        (evidence.entries(), taken(&report).1, only(&report).problem.english.to_string())
    };
    let whole = election().entries;
    let booth = identity().booth.to_string();
    let torn = read(&|bytes| bytes[60..PAGE].fill(0x11));
    assert!(
        torn.0 == whole && torn.1 == "mirror" && torn.2.ends_with(&format!("those of booth {booth}")),
        "{torn:?}"
    );
    let changed = read(&|bytes| bytes[20] ^= 1);
    assert!(
        changed.0 == whole && changed.1 == "mirror" && changed.2.contains("another election"),
        "{changed:?}"
    );
    let gone = read(&|bytes| bytes[..PAGE].fill(0));
    assert!(gone.0 == whole && gone.1 == "fragments" && gone.2.contains("no header"), "{gone:?}");
    // The record is whole, what follows it in the frame is not.
    let beside = read(&|bytes| bytes[4 * mirror::FRAME - 1] = 1);
    assert_eq!(beside, (whole, "mirror", "frame 3: the frame is not filled up with zeros".to_owned()));
}

#[test]
fn a_database_without_header_is_known_by_its_signatures() {
    let header = LogHeader::of(&identity()).to_bytes();
    let at = media().log.windows(header.len()).position(|part| part == header).unwrap();
    let mut damaged = media().log.clone();
    damaged[at] ^= 1;
    let (evidence, report) = read_bytes(&damaged);
    assert_eq!(evidence.entries(), election().entries);
    assert!(only(&report).problem.english.starts_with("the header of the log is damaged; by"), "{report:?}");
}

#[test]
fn logs_of_another_election_give_nothing() {
    let other = support::Election::new(2);
    let read = |bytes: &[u8]| -> (Evidence, IntakeReport) {
        let path = other.path("raw");
        fs::write(&path, bytes).unwrap();
        other.read(&[path])
    };
    for bytes in [&media().log, &media().mirror] {
        let (evidence, report) = read(bytes);
        assert_eq!((evidence.entries(), report.taken.len()), (0, 0));
        assert!(only(&report).problem.english.contains("another election"), "{report:?}");
    }
    let (evidence, report) = read(&media().log[PAGE..]);
    assert_eq!((evidence.entries(), only(&report).cause), (0, Cause::Unknown));
}

#[test]
fn another_programs_database_is_nothing_to_a_tally() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("places.sqlite");
    let mut bytes = media().log[..PAGE].to_vec();
    // One statement more than our schema has.
    bytes[104] += 1;
    fs::write(&path, &bytes).unwrap();
    let (_, report) = election().read(&[path]);
    assert_eq!(only(&report).cause, Cause::Unknown);
    assert!(only(&report).problem.english.starts_with("this database is not a booth's: "), "{report:?}");
    let (_, report) = read_bytes(b"SQLite format 3\0 and more");
    assert!(report.problems.iter().all(|problem| problem.cause == Cause::Invalid), "{report:?}");
}

#[test]
fn a_database_longer_than_any_log_is_not_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("large");
    fs::write(&path, &media().log).unwrap();
    // Sparse: nothing of it is on the disk, and nothing of it may get there.
    fs::File::options().write(true).open(&path).unwrap().set_len((2 << 30) + 1).unwrap();
    let (evidence, report) = election().read(&[path]);
    assert_eq!((evidence.entries(), only(&report).cause), (0, Cause::TooLarge));
}

/// Somebody puts forged records under the header of a log, before those of the log.
fn mirror_after(count: u64) -> Vec<u8> {
    let frames = (0..count).flat_map(|position| mirror::encode_frame(&forged(position)));
    let (header, log) = media().mirror.split_at(mirror::FRAME);
    header.iter().copied().chain(frames).chain(log.iter().copied()).collect()
}

#[test]
fn a_log_of_forged_records_is_given_up_after_a_thousand() {
    let (evidence, report) = read_bytes(&mirror_after(999));
    assert_eq!((evidence.entries() as u64, report.problems.len()), (all(), 999));
    let (evidence, report) = read_bytes(&mirror_after(1_000));
    assert_eq!(evidence.entries(), 0);
    assert!(report.problems.iter().any(|p| p.problem.english.ends_with("the rest of the file was not read")));

    let mut bundle = BundleWriter::new(LogHeader::of(&identity()));
    (0..5_000).for_each(|position| bundle.push(&forged(position)).unwrap());
    let (evidence, report) = read_bytes(&bundle.finish());
    assert_eq!(evidence.entries(), 0);
    let whole: Vec<&str> =
        report.problems.iter().filter(|p| p.position.is_none()).map(|p| &*p.problem.english).collect();
    let given_up = "1000 of these records are forged or there again; the rest of the file was not read";
    assert_eq!(whole, [given_up, "more is wrong in this file than is listed here"]);
    // The line about the file is one of the thousand that are listed.
    assert_eq!(report.problems.len(), 1_001);
    assert!(report.problems.iter().filter_map(|p| p.position).eq(0..999));
}

/// Two files that say nothing of whose they are, in each so many records that nobody has signed.
fn after_nobodys(count: u64, records: &[SignedEntry]) -> Vec<u8> {
    let nobodys = (0..count).flat_map(|position| forged(position).to_record_bytes());
    nobodys.chain(records.iter().flat_map(SignedEntry::to_record_bytes)).collect()
}

#[test]
fn files_without_a_header_share_what_may_be_tried_and_need_no_luck() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).unwrap();
    // Whatever holds no record takes nothing away.
    (0..30).for_each(|number| write(&format!("{number:02}"), b"nothing"));
    (0..38).for_each(|number| write(&format!("m{number:02}"), &forged(0).to_record_bytes()));
    let log = &media().records;
    // A hundred thousand for forty files: 2,500. The first of these has used them up when a true record comes.
    write("late", &after_nobodys(2_500, &log[5..6]));
    write("zz", &after_nobodys(2_499, &log[9..]));
    let (evidence, report) = election().read(&[folder.path().to_path_buf()]);
    assert_eq!(evidence.entries(), log.len() - 9);
    let late = report.problems.iter().filter(|p| p.file.as_ref().is_some_and(|file| file.ends_with("late")));
    let cut_short = |p: &IntakeProblem| p.problem.english.contains("not everything was tried");
    let told: Vec<_> = late.map(|p| (p.cause, p.check, cut_short(p))).collect();
    assert_eq!(told, [(Cause::Invalid, Some(5), true), (Cause::Invalid, Some(5), false)]);
    // The whole log, with its beginning last as in a page of a database, is found when nothing more may be tried.
    let turned: Vec<SignedEntry> = log.iter().rev().cloned().collect();
    let image = [after_nobodys(2_500, &log[..1]), after_nobodys(0, &turned)].concat();
    write("late", &image);
    assert_eq!(election().read(&[folder.path().to_path_buf()]).0.entries(), log.len());
}

#[test]
fn copies_of_a_log_that_are_read_in_several_rounds_are_one_log() {
    let folder = tempfile::tempdir().unwrap();
    let bytes = after_nobodys(0, &media().records);
    (0..17).for_each(|number| fs::write(folder.path().join(number.to_string()), &bytes).unwrap());
    let (evidence, report) = election().read(&[folder.path().to_path_buf()]);
    assert_eq!((evidence.entries(), report.taken.len()), (media().records.len(), 17));
}

#[test]
fn forged_beginnings_are_not_tried_for_ever() {
    let start = identity().start();
    let first = forged_after(start);
    let image = |count| -> Vec<u8> {
        let forged = (0..count).flat_map(|position| first(position).to_record_bytes());
        forged.chain(media().records.iter().flat_map(SignedEntry::to_record_bytes)).collect()
    };
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).unwrap();
    // A tenth of what strangers' keys may cost is less than a thousand for a hundred files; it is a thousand all the same.
    (1..100).for_each(|number| write(&number.to_string(), &forged(0).to_record_bytes()));
    write("image", &image(999));
    assert_eq!(election().read(&[folder.path().to_path_buf()]).0.entries(), media().records.len());
    write("image", &image(1_000));
    let (evidence, report) = election().read(&[folder.path().to_path_buf()]);
    assert_eq!(evidence.entries(), 0);
    assert!(
        report.problems.iter().any(|p| p.problem.english.contains("not everything was tried")),
        "{report:?}"
    );
}

/// Whoever has one true entry may write it down again and again with other parts.
#[test]
fn one_entry_a_thousand_times_is_a_log_that_is_given_up() {
    let again = |number: u16| {
        let mut bytes = media().records[4].to_record_bytes();
        // The last bytes are those of the receipt.
        bytes.splice(bytes.len() - 2.., number.to_be_bytes());
        SignedEntry::from_record_bytes(&bytes).unwrap()
    };
    let given_up = |bytes: &[u8]| {
        let (_, report) = read_bytes(bytes);
        report.problems.iter().any(|p| p.problem.english.ends_with("the rest of the file was not read"))
    };
    let bundle = |count: u16| {
        let mut writer = BundleWriter::new(LogHeader::of(&identity()));
        (0..count).for_each(|number| writer.push(&again(number)).unwrap());
        writer.finish()
    };
    assert_eq!([1_000, 1_001].map(|count| given_up(&bundle(count))), [false, true]);
    let mirror = |count: u16| -> Vec<u8> {
        let frames = (0..count).flat_map(|number| mirror::encode_frame(&again(number)));
        media().mirror[..mirror::FRAME].iter().copied().chain(frames).collect()
    };
    assert_eq!([1_000, 1_001].map(|count| given_up(&mirror(count))), [false, true]);
}

/// An image of a stick: first what a rehearsal has left there, then the log.
#[test]
fn what_a_rehearsal_has_left_hides_no_log() {
    let rehearsal = support::Election::new(2).mirror();
    assert!(rehearsal.len() > 20 * mirror::FRAME);
    let beginning = || b"an image of a stick".to_vec();
    let (evidence, report) = read_bytes(&[beginning(), rehearsal.clone(), media().mirror.clone()].concat());
    assert_eq!((evidence.entries() as u64, taken(&report)), (all(), (all(), "fragments")));
    // A mirror whose first frame the rehearsal still holds.
    let (evidence, _) = read_bytes(&[&rehearsal, &media().mirror[mirror::FRAME..]].concat());
    assert_eq!(evidence.entries() as u64, all());
    // The beginning of the log is lost, too.
    let (evidence, _) =
        read_bytes(&[beginning(), rehearsal, media().mirror[5 * mirror::FRAME..].to_vec()].concat());
    assert_eq!(evidence.entries() as u64, all() - 4);
}
