//! What nobody may find out afterwards: choices, and whatever tells them.
//!
//! Two ways. In the booth's own session, with a generator that remembers what it gave away, so that every secret of every
//! ballot is known: after fifty voters none of them is in any file or on any paper. And in the real window, traced from
//! outside: votes for different options are the same calls with the same sizes.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod burnt;
mod calls;
mod scan;
mod seeds;
mod session;
mod window;

// The printer and the window of the whole voting day.
#[path = "../polling_day/booth.rs"]
#[allow(dead_code, reason = "the day needs more of it")]
mod booth;
#[path = "../polling_day/desktop.rs"]
#[allow(dead_code, reason = "the day needs more of it")]
mod desktop;
#[path = "../polling_day/medium.rs"]
#[allow(dead_code, reason = "the day needs more of it")]
mod medium;
#[path = "../polling_day/office.rs"]
#[allow(dead_code, reason = "the day needs more of it")]
mod office;
#[path = "../polling_day/officers.rs"]
#[allow(dead_code, reason = "the day needs more of it")]
mod officers;
#[path = "../polling_day/paper.rs"]
#[allow(dead_code, reason = "the day needs more of it")]
mod paper;
#[path = "../polling_day/polls.rs"]
#[allow(dead_code, reason = "the day needs more of it")]
mod polls;
#[path = "../polling_day/printer.rs"]
#[allow(dead_code, reason = "the day needs more of it")]
mod printer;
#[path = "../polling_day/sight.rs"]
#[allow(dead_code, reason = "the day needs more of it")]
mod sight;
#[path = "../polling_day/village.rs"]
#[allow(dead_code, reason = "the day needs more of it")]
mod village;
#[path = "../polling_day/voters.rs"]
#[allow(dead_code, reason = "the day needs more of it")]
mod voters;
#[path = "../polling_day/words.rs"]
#[allow(dead_code, reason = "the day needs more of it")]
mod words;
#[path = "../slips/world.rs"]
#[allow(dead_code, reason = "the slips need more of it")]
mod world;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use burnt::{Known, Leaves, sheets_tell_only_their_code, slips_tell_only_the_option};
use election::{short_code, to_crockford};
use scan::{Corpus, Secrets};
use session::{Day, Fate, NAMES, OPTIONS, fates};

/// The day that is looked through.
fn day() -> &'static Day {
    static DAY: OnceLock<Day> = OnceLock::new();
    DAY.get_or_init(|| {
        let day = Day::of(1);
        let expected = [(Fate::Cast, 40), (Fate::Challenged, 5), (Fate::Cancelled, 10), (Fate::Cut, 1)];
        assert_eq!(fates(&day.made), BTreeMap::from(expected));
        day
    })
}

/// Whatever would tell one of these votes.
fn secrets(day: &Day) -> Secrets {
    let mut secrets = Secrets::default();
    secrets.add("the booth secret", &world::SECRET);
    for (number, made) in day.made.iter().enumerate() {
        let name = format!("ballot {number} ({:?})", made.fate);
        secrets.add(&format!("what was drawn for {name}"), &made.drawn);
        // The seed of a challenged ballot is published, on purpose, and the ballot never counts.
        if made.fate != Fate::Challenged {
            seeds::add_seed(&mut secrets, &name, &made.seed, OPTIONS);
        }
    }
    NAMES.iter().for_each(|name| secrets.add_text(&format!("the name {name}"), name));
    secrets.add_text("the words NOMOR URUT", "NOMOR URUT");
    secrets.add_text("the words SUARA KOSONG", "SUARA KOSONG");
    secrets
}

/// Everything that is left: files with their names, what the printer burnt, and the text of the sheets that the voter
/// does not put into the box.
fn left_behind(day: &Day) -> Corpus {
    let mut corpus = Corpus::default();
    corpus.folder(day.folder.path());
    for (number, leaf) in day.leaves.iter().enumerate() {
        leaf.0.iter().for_each(|dots| corpus.add(format!("the dots of leaf {number}"), dots.as_slice()));
    }
    for (number, (kind, text)) in day.sheets.iter().enumerate() {
        corpus.add(format!("sheet {number}, {kind}"), text.as_str());
    }
    corpus
}

#[test]
fn after_fifty_voters_nothing_tells_a_choice() {
    let day = day();
    let secrets = secrets(day);
    // The slip shows the choice, and so does the sheet of a ballot that never counts.
    let may_tell = |name: &str| name.ends_with(", slip") || name.ends_with(", test");
    let corpus = left_behind(day).without(may_tell);
    assert!(corpus.size() > 4_000_000, "{} bytes", corpus.size());
    assert_eq!(secrets.found_in(&corpus), Vec::<String>::new());

    // The scan looks into these files and at these sheets: what is published there is found there.
    let mut published = Secrets::default();
    let challenged: Vec<_> = day.made.iter().filter(|made| made.fate == Fate::Challenged).collect();
    challenged.iter().for_each(|made| published.add("a published seed", &made.seed));
    let found = published.found_in(&left_behind(day));
    for place in ["log.sqlite", "log.plkm", "export.plkb", ", test"] {
        let there = found.iter().filter(|found| found.contains(place)).count();
        assert!(there >= 2 * challenged.len(), "{there} halves in {place}");
    }
    assert!(!secrets.found_in(&left_behind(day)).is_empty(), "choices on slips");
}

#[test]
fn a_slip_has_nothing_of_the_log_and_no_paper_has_a_token() {
    let day = day();
    let (mut log, mut tokens) = (Secrets::default(), Secrets::default());
    for made in &day.made {
        let code = made.code.as_bytes();
        log.add("kode suara", code);
        log.add_text("kode suara", &short_code(code));
        log.add_text("kode suara", &to_crockford(code));
        log.add("ballot", &made.bytes[10..]);
        tokens.add("token", made.token.as_bytes());
        tokens.add_text("token", &made.token.to_text());
    }
    let slips = left_behind(day).without(|name| !name.ends_with(", slip"));
    assert_eq!(log.found_in(&slips), Vec::<String>::new());
    assert_eq!(slips.0.len(), day.made.len());
    let paper = left_behind(day).without(|name| !name.starts_with("sheet "));
    assert_eq!(tokens.found_in(&paper), Vec::<String>::new());
    assert!(!tokens.found_in(&left_behind(day)).is_empty(), "ballots in the log begin with their token");
}

#[test]
fn every_dot_of_a_slip_tells_the_option_and_every_dot_of_a_strip_its_code() {
    let day = day();
    let leaves = Leaves::of(&day.leaves);
    // In order: every ballot has a strip and a slip.
    let slips: Vec<Known<'_>> =
        day.made.iter().zip(&leaves.slips).map(|(made, leaf)| Known { option: made.option, leaf }).collect();
    assert_eq!((slips.len(), leaves.strips.len()), (day.made.len(), day.made.len()));
    assert_eq!(slips_tell_only_the_option(&slips), Ok(()));
    assert_eq!(sheets_tell_only_their_code(&leaves.strips), Ok(()));
    assert_eq!(sheets_tell_only_their_code(&leaves.receipts), Ok(()));

    // One dot is enough to tell something.
    for (x, y) in [(3, 2), (20, 130), (20, 200), (47, 200)] {
        let mut marked = leaves.slips[4].clone();
        marked.0[0][y * printer::ROW + x] ^= 1;
        let mut slips = slips.iter().map(|known| Known { ..*known }).collect::<Vec<_>>();
        slips[4].leaf = &marked;
        assert!(slips_tell_only_the_option(&slips).is_err(), "{x} {y}");
        for sheets in [&leaves.strips, &leaves.receipts] {
            let mut marked = sheets[4].clone();
            marked.0[0][y * printer::ROW + x] ^= 1;
            let mut sheets = sheets[..9].to_vec();
            sheets[4] = &marked;
            assert!(sheets_tell_only_their_code(&sheets).is_err(), "{x} {y}");
        }
    }
}

#[test]
fn a_day_on_which_others_were_chosen_leaves_as_many_bytes() {
    let measures = [day(), &Day::of(2)].map(|day| {
        let mut corpus = Corpus::default();
        corpus.folder(day.folder.path());
        let folder = day.folder.path().display().to_string();
        let mut files: Vec<(String, usize)> =
            corpus.0.into_iter().map(|(name, content)| (name.replace(&folder, ""), content.len())).collect();
        files.iter_mut().filter(|(name, _)| name.starts_with("the name")).for_each(|(_, size)| *size = 0);
        files.sort();
        let paper: Vec<Vec<usize>> =
            day.leaves.iter().map(|leaf| leaf.0.iter().map(Vec::len).collect()).collect();
        let options: Vec<u8> = day.made.iter().map(|made| made.option).collect();
        (files, paper, options)
    });
    let [(files, paper, options), (other_files, other_paper, other_options)] = measures;
    assert_ne!(options, other_options);
    assert_eq!(files, other_files);
    assert_eq!(paper, other_paper);
}
