//! Votes in the real window, for an election that counts, watched from outside of the program.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::booth::{Booth, Hand, Outfit};
use crate::calls::{Call, Watched, effects, process_with};
use crate::desktop::Desktop;
use crate::medium::Medium;
use crate::office::Office;
use crate::polls::Polls;
use crate::printer::Printer;
use crate::scan::{Corpus, Secrets};
use crate::village::{CANDIDATES, prepare};
use crate::words::{CODES_OF_START, READY};

/// The candidates and *suara kosong*.
const OPTIONS: u8 = 4;

const RESTARTED: &str = "Mesin sempat mati.*";
const GO_ON: &str = "Lanjutkan";

#[test]
fn votes_for_different_options_are_the_same_calls_with_the_same_sizes() {
    let office = Office::new();
    let medium = Medium::new(&office.path(""));
    let handed = prepare(&office, &medium);
    let (desktop, printer) = (Desktop::new(), Printer::start());
    let outfit = Outfit::of(&office, &medium, &printer);
    let (data, mirror) = (outfit.data.clone(), fs::canonicalize(&outfit.mirror).unwrap());
    let folders = BTreeMap::from([("data", data.clone()), ("mirror", mirror.clone())]);
    let wire = printer.target().replace("tcp:", "->");
    let mut polls = Polls::new(Booth::start(&desktop, outfit), printer, medium, handed.slips);
    polls.open();
    let slips = polls.slips.clone();
    polls.whole_vote(&slips[0], 2, Hand::Steady);
    polls.booth.until(READY);
    polls.booth.process().cut();
    let kept = office.path("kept");
    for folder in [&data, &mirror] {
        copy(folder, &kept.join(folder.file_name().unwrap()));
    }

    let (mut runs, mut drawn) = (Vec::new(), Vec::new());
    // Each option from the same beginning, and one of them twice.
    for wish in (1..=OPTIONS).chain([1]) {
        for folder in [&data, &mirror] {
            copy(&kept.join(folder.file_name().unwrap()), folder);
        }
        polls.booth.start_again();
        polls.codes(CODES_OF_START);
        polls.booth.until(RESTARTED);
        polls.booth.touch(GO_ON, Hand::Steady);
        polls.booth.until(READY);
        let Some(watched) = Watched::begin(process_with(&data)) else { return };
        polls.whole_vote(&slips[1], wish, Hand::Steady);
        polls.booth.until(READY);
        let threads = watched.end();
        polls.booth.process().cut();
        drawn.extend(threads.iter().flatten().filter_map(Call::drawn));
        let threads = threads.iter().map(|calls| effects(calls, &folders, &wire));
        let mut threads: Vec<Vec<String>> = threads.filter(|effects| !effects.is_empty()).collect();
        threads.sort();
        assert!(!threads.is_empty(), "nothing was seen of a vote for option {wish}");
        runs.push(threads);
    }
    let [first, others @ ..] = runs.as_slice() else { panic!("no run") };
    let burnt = first.iter().flatten().filter(|effect| effect.starts_with("printer")).count();
    assert!(burnt >= 2, "strip and slip before the record, mark and receipt after it: {first:#?}");
    for synced in ["fsync data/", "fdatasync mirror/", "pwrite64 data/", "pwrite64 mirror/"] {
        assert!(first.iter().flatten().any(|effect| effect.starts_with(synced)), "{synced}: {first:#?}");
    }
    let elsewhere = first.iter().flatten().filter(|effect| effect.contains(" elsewhere "));
    let written =
        elsewhere.filter(|effect| ["O_CREAT", "O_WRONLY", "O_RDWR"].iter().any(|flag| effect.contains(flag)));
    assert_eq!(
        written.collect::<Vec<_>>(),
        Vec::<&String>::new(),
        "nothing is written beside log and mirror"
    );
    for (number, other) in others.iter().enumerate() {
        assert_eq!(first, other, "run {}", number + 2);
    }
    nothing_is_left(&office, &mirror, &drawn);
}

/// Neither names of candidates nor what ballots were made of: the pack alone names candidates, and says it to everybody.
fn nothing_is_left(office: &Office, mirror: &Path, drawn: &[Vec<u8>]) {
    let mut secrets = Secrets::default();
    for name in CANDIDATES {
        secrets.add_text(&format!("the name {name}"), name);
    }
    secrets.add_text("the words NOMOR URUT", "NOMOR URUT");
    secrets.add_text("the words SUARA KOSONG", "SUARA KOSONG");
    let seeds: Vec<&Vec<u8>> = drawn.iter().filter(|drawn| drawn.len() == 32).collect();
    assert!(seeds.len() > usize::from(OPTIONS), "32 bytes for every ballot: {}", seeds.len());
    seeds.into_iter().for_each(|drawn| secrets.add("what a ballot was made of", drawn));
    let mut corpus = Corpus::default();
    [office.path("tps"), mirror.to_owned(), office.path("kept")]
        .iter()
        .for_each(|folder| corpus.folder(folder));
    let corpus = corpus.without(|name| name.ends_with(".plkp"));
    assert!(corpus.0.iter().any(|(name, _)| name.ends_with("/said")), "what the program said");
    assert_eq!(secrets.found_in(&corpus), Vec::<String>::new());
}

/// Makes a folder's content that of another, the folder itself stays.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(to).unwrap() {
        fs::remove_file(entry.unwrap().path()).unwrap();
    }
    let files: Vec<PathBuf> = fs::read_dir(from).unwrap().map(|entry| entry.unwrap().path()).collect();
    let done = Command::new("cp").arg("--archive").args(files).arg(to).status().unwrap();
    assert!(done.success());
}
