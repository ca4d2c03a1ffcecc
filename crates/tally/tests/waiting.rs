//! Signatures that are too few yet, ends and branches that members are shown, and the authority's notes (spec 7.4, 8.1,
//! 9.6).
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test fails by panicking")]

mod support;

use ballot_log::{Checkpoint, SignedEntry};
use election::{SecretKey, SignedNote};
use support::{Day, World, booth, decide, end_of, list, village};
use tally::{BoothStatus, Check, Decision, DecisionKind, Evidence, Fork, NoProgress, RootNotes, merge};

/// A text signed by these members alone.
fn by(world: &World, text: &str, members: &[usize]) -> Vec<u8> {
    let mut note = SignedNote::new(text).unwrap();
    members.iter().for_each(|index| note.sign(&world.committee[*index].0, &world.committee[*index].1));
    note.to_bytes()
}

fn unclosed(world: &mut World) -> Day {
    let mut day = Day::open(world, 1);
    day.cast_many(world, &list(1, 1), &[1, 2, 2]);
    day
}

fn waiting(evidence: &Evidence) -> Vec<usize> {
    evidence.pending_signatures().map(|note| note.signatures().len()).collect()
}

#[test]
fn members_sign_a_checkpoint_one_by_one_and_it_holds_with_the_last_needed() {
    let mut world = World::new(2);
    let end = end_of(&unclosed(&mut world), 1);
    let text = end.checkpoint.text();
    let parts = [by(&world, &text, &[0]), by(&world, &text, &[2])];
    let mut input = world.input();
    assert_eq!(input.add(&parts[0]).1.valid, 1);
    let (evidence, problems) = input.finish();
    assert_eq!(waiting(&evidence), [1]);
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].check, Check::Checkpoints);
    assert!(problems[0].message.english.ends_with("(1 of 2)"), "{}", problems[0].message);
    let mut records = Vec::new();
    for order in [[0, 1], [1, 0]] {
        let (evidence, merged) = world.merge(&order.map(|part| parts[part].clone()));
        assert!(waiting(&evidence).is_empty());
        let files = merged.files(&evidence);
        let kept: Vec<_> = files.into_iter().filter(|(path, _)| path.starts_with("checkpoints/")).collect();
        records.push(kept);
    }
    assert_eq!(records[0].len(), 1);
    assert_eq!(records[0], records[1]);
    let note = SignedNote::parse(&records[0][0].1).unwrap();
    assert_eq!(note.signatures().len(), 2);
}

#[test]
fn a_forged_line_is_refused_although_the_text_waits() {
    let mut world = World::new(2);
    let end = end_of(&unclosed(&mut world), 1);
    let other = Checkpoint { size: end.checkpoint.size + 1, ..end.checkpoint.clone() };
    let forged = String::from_utf8(by(&world, &other.text(), &[1])).unwrap();
    let forged = forged.replace(&other.text(), &end.checkpoint.text());
    let mut input = world.input();
    input.add(&by(&world, &end.checkpoint.text(), &[0]));
    let added = input.add(forged.as_bytes()).1;
    assert_eq!((added.valid, added.problems.len()), (0, 1));
    assert_eq!(waiting(input.evidence()), [1]);
}

#[test]
fn the_end_that_is_shown_is_that_of_the_whole_chain() {
    let mut world = World::new(2);
    let day = unclosed(&mut world);
    let (_, merged) = world.merge(&[day.bundle()]);
    let found = &merged.villages[0];
    let branch = found.end(&booth(1)).unwrap();
    assert_eq!((found.found(&booth(1)), &branch.end), (Some(BoothStatus::Unclosed), &end_of(&day, 1)));
    assert_eq!((branch.counts.cast, branch.is_closed), (3, false));
    assert_eq!((found.end(&booth(2)), found.found(&booth(2))), (None, Some(BoothStatus::Missing)));
}

/// Bundles of `count` logs that have nothing but their beginning in common, and their last entries.
fn branches(world: &mut World, count: u32) -> (Vec<Vec<u8>>, Vec<SignedEntry>) {
    let one = |_| {
        let mut day = Day::open(world, 1);
        day.cast(world, &list(1, 1), 2);
        (day.bundle(), day.records.pop().unwrap())
    };
    (0..count).map(one).unzip()
}

#[test]
fn a_fork_shows_its_branches_unless_they_are_too_many_or_belied() {
    let mut world = World::new(2);
    let (logs, last) = branches(&mut world, 2);
    let (evidence, merged) = world.merge(&logs);
    let Some(Fork::Open(found)) = merged.villages[0].fork(&evidence, &booth(1)) else { panic!("no fork") };
    let mut heads: Vec<_> = last.iter().map(|entry| entry.entry().hash()).collect();
    heads.sort();
    assert_eq!(found.iter().map(|branch| branch.end.head).collect::<Vec<_>>(), heads);
    assert_eq!(merged.villages[0].fork(&evidence, &booth(2)), None);
    // A checkpoint of the booth that fits neither branch.
    let end = &found[0].end.checkpoint;
    let third = Checkpoint { size: end.size + 5, ..end.clone() };
    let key = SecretKey::from_bytes(&world.booth_keys[&booth(1)]);
    let note = third.with_signature(&key.public(), third.sign(&key)).unwrap().note().to_bytes();
    let (evidence, merged) = world.merge(&[logs, vec![note]].concat());
    assert_eq!(merged.villages[0].fork(&evidence, &booth(1)), Some(Fork::Belied));
    let (many, _) = branches(&mut world, 17);
    let (evidence, merged) = world.merge(&many);
    assert_eq!(merged.villages[0].fork(&evidence, &booth(1)), Some(Fork::TooMany));
}

#[test]
fn the_next_number_counts_what_waits_and_what_is_about_the_same_thing() {
    let world = World::new(2);
    let missing = |number: u32| DecisionKind::BoothMissing { booth: booth(number), at_most: 5 };
    let notes = [
        decide(&world, missing(1), 1, 2),
        decide(&world, missing(1), 4, 1),
        decide(&world, missing(2), 7, 2),
    ];
    let mut input = world.input();
    notes.iter().for_each(|note| assert_eq!(input.add(note).1.problems, []));
    let (evidence, problems) = input.finish();
    assert_eq!(problems.len(), 1);
    let merged = merge(&evidence, &NoProgress).unwrap();
    let last = |number| {
        let (village, kind) = (village(), missing(number));
        let decision = Decision { village, number: 1, kind, reason: "Hilang".into() };
        evidence.last_number(&decision)
    };
    assert_eq!((last(1), last(2)), (4, 7));
    let waiting: Vec<u32> = evidence.waiting_decisions(&village()).map(|w| w.decision.number).collect();
    assert_eq!((waiting, merged.villages[0].decisions.len()), (vec![4], 2));
}

#[test]
fn the_authority_signs_this_root_and_no_other() {
    let mut world = World::new(2);
    let day = unclosed(&mut world);
    let (mut evidence, mut merged) = world.merge(&[day.bundle()]);
    assert_eq!(merged.notes, RootNotes { own: false, others: 0 });
    let own = merged.checkpoint_text(&evidence);
    let name = world.definition.content().authority.name.clone();
    let sign = |text: &str| {
        let mut note = SignedNote::new(text).unwrap();
        note.sign(&name, &world.authority);
        note
    };
    let (_, other) = world.merge(&[]);
    let note = sign(&other.checkpoint_text(&evidence));
    assert_eq!(merged.sign_root(&mut evidence, &note).unwrap_err().check, Check::Notes);
    let stranger = SignedNote::parse(&by(&world, &own, &[0])).unwrap();
    assert_eq!(merged.sign_root(&mut evidence, &stranger).unwrap_err().check, Check::Notes);
    merged.sign_root(&mut evidence, &sign(&own)).unwrap();
    assert_eq!(merged.notes, RootNotes { own: true, others: 0 });
    let (_, merged) = world.merge(&[note.to_bytes(), sign(&own).to_bytes()]);
    assert_eq!(merged.notes, RootNotes { own: true, others: 1 });
}
