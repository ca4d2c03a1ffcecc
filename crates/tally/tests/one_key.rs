//! What one booth's key, or hard work on a file, must not do to a whole village.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test fails by panicking")]

mod support;

use ballot_crypto::{ballot_code, recompute};
use ballot_log::{Body, Event, EventKind, Exchange, Receipt, SecondMedium};
use election::definition::Voters;
use election::{Mode, SecretKey, SetHash, TokenHash, label};
use support::{Day, Plan, World, booth, context, decide, end_of, holds, list, moment, signed, village};
use tally::{BoothStatus, Decided, Decision, DecisionKind, Merged, NotFinal, Reason, RemarkKind, set_hash};

fn line(merged: &Merged, number: usize) -> (BoothStatus, Option<Decided>) {
    let line = &merged.villages[0].set.booths[number - 1];
    (line.status, line.decided)
}

/// Three booths of one TPS, each with a list of dusun 1.
fn three_booths() -> World {
    let voters = Voters { male: 40, female: 40 };
    let lists = [1, 2, 3].map(|number| (list(number, 1), voters)).to_vec();
    World::of(&Plan { lists, ..Plan::usual(2) })
}

fn day(world: &mut World, number: u32, choices: &[u8]) -> Day {
    let mut day = Day::open(world, number);
    day.cast_many(world, &list(number, 1), choices);
    day
}

fn closed(mut day: Day) -> Vec<u8> {
    day.close();
    day.bundle()
}

fn left_out(world: &World, number: u32) -> Vec<u8> {
    decide(world, DecisionKind::BoothMissing { booth: booth(number), at_most: 0 }, 1, 2)
}

fn exchange(day: &mut Day, old: TokenHash, new: TokenHash) {
    day.append(&Body::Event(Event {
        event: EventKind::Exchange,
        at: moment(0).half_hour(),
        detail: "ditukar".into(),
        exchange: Some(Exchange { old, new, medium: SecondMedium::Read }),
    }));
}

fn hash_of(world: &World, number: u32, token: usize) -> TokenHash {
    let id = list(number, 1);
    world.tokens[&id][token].hash(Mode::Simulasi, &world.definition.nonce(), &id)
}

#[test]
fn a_log_that_invalid_ballots_quarantine_can_be_left_out() {
    let mut world = World::new(2);
    let mut day = Day::open(&world, 1);
    for _ in 0..65 {
        let token = day.token(&world, &list(1, 1));
        let (ballot, _, context) = day.encrypt(&mut world, &list(1, 1), &token, 1);
        let mut bytes = ballot.to_bytes();
        let last = bytes.len() - 32;
        bytes[last] ^= 1;
        day.cast_bytes(&bytes, &ballot_code(context.as_bytes(), &bytes));
    }
    let logs = [closed(day), other_booth(&mut world)];
    let decided = [logs.to_vec(), vec![left_out(&world, 1)]].concat();
    let whole = world.finish(&decided);
    assert_eq!(line(&whole.1, 1), (BoothStatus::Quarantined, Some(Decided::LeftOut)));
    assert!(whole.1.villages[0].is_complete());
    assert_eq!(whole.1.villages[0].set.set_aside.len(), 65, "its ballots stay named");
    assert_eq!(whole.1.villages[0].result.as_ref().unwrap().booths[0].doubt, Some(65));
    holds(&world, &whole);
}

fn other_booth(world: &mut World) -> Vec<u8> {
    let mut day = day(world, 2, &[1, 1, 2]);
    day.cast_many(world, &list(2, 2), &[2, 2]);
    closed(day)
}

#[test]
fn a_booth_cannot_take_the_place_of_another_booths_receipt() {
    let mut world = three_booths();
    let mut first = day(&mut world, 1, &[1]);
    let cut = first.bundle();
    let code = first.cast(&mut world, &list(1, 1), 2);
    let entry = first.records.last().unwrap().entry().hash();
    let by = |number: u32| {
        let key = SecretKey::from_bytes(&world.booth_keys[&booth(number)]);
        let election = world.definition.id();
        let text = [&label("receipt")[..], election.as_bytes(), code.as_bytes(), entry.as_bytes()].concat();
        Receipt { election, booth: booth(number), code, entry, signature: key.sign(&text) }.to_bytes()
    };
    let receipts = [by(1), by(2)];
    let whole = world.merge(&[vec![cut], receipts.to_vec()].concat());
    assert_eq!(line(&whole.1, 1), (BoothStatus::Quarantined, None));
    let kept = whole.1.files(&whole.0);
    assert_eq!(receipts.iter().filter(|receipt| kept.values().any(|file| file == *receipt)).count(), 2);
    holds(&world, &whole);
}

#[test]
fn a_remark_on_repeated_randomness_stays_where_the_signed_set_has_it() {
    let mut world = three_booths();
    let id = list(2, 1);
    let mut second = day(&mut world, 2, &[1, 2]);
    let token = second.token(&world, &id);
    let (ballot, seed, there) = second.encrypt(&mut world, &id, &token, 1);
    second.cast_bytes(&ballot.to_bytes(), &ballot.code(&there));
    let mut first = day(&mut world, 1, &[1, 2]);
    let token = first.token(&world, &list(1, 1));
    let here = context(&world, &list(1, 1), &token);
    let copy = recompute(seed.expose_bytes(), 1, &token, &here).unwrap();
    first.cast_bytes(&copy.to_bytes(), &copy.code(&here));
    let third = day(&mut world, 3, &[1, 2]);
    // The booths are counted in the order 2, 1, 3.
    let mut files = vec![closed(second), left_out(&world, 1), left_out(&world, 3)];
    let (_, merged) = world.merge(&files);
    files.extend([merged.villages[0].set_bytes.clone(), world.sign(&merged, 2)]);
    let mut remarks = Vec::new();
    for (number, mut late) in [(1, first), (3, third)] {
        late.close();
        files.push(late.bundle());
        files.push(decide(&world, DecisionKind::LateLog(end_of(&late, number)), 1, 2));
        let (_, merged) = world.merge(&files);
        let next = merged.villages[0].next.clone().unwrap();
        let note = signed(&world, world.definition.set_text(&village(), next.hash), 2);
        files.extend([next.bytes, note]);
        remarks.push(next.set.remarks.iter().map(|r| (r.booth.get(), r.remark)).collect::<Vec<_>>());
    }
    assert_eq!(remarks, [vec![(1, RemarkKind::RepeatedR)], vec![(1, RemarkKind::RepeatedR)]]);
    holds(&world, &world.merge(&files));
}

#[test]
fn of_two_exchanges_of_one_slip_the_ballot_that_does_not_count_is_named_and_in_doubt() {
    let mut world = three_booths();
    let third = day(&mut world, 3, &[1, 2]);
    let old = hash_of(&world, 3, 9);
    let mut voter = Day::open(&world, 2);
    exchange(&mut voter, old, hash_of(&world, 2, 0));
    voter.cast_many(&mut world, &list(2, 1), &[2, 2]);
    let mut liar = Day::open(&world, 1);
    exchange(&mut liar, old, hash_of(&world, 1, 0));
    liar.cast_many(&mut world, &list(1, 1), &[1, 1]);
    let whole = world.finish(&[closed(third), closed(voter), closed(liar)]);
    let aside: Vec<_> =
        whole.1.villages[0].set.set_aside.iter().map(|s| (s.booth.get(), s.position, s.reason)).collect();
    assert_eq!(aside, [(2, 2, Reason::TokenExchanged)]);
    let outcome = &whole.1.villages[0].result.as_ref().unwrap().outcome;
    assert_eq!((outcome.margin, outcome.reasons.clone()), (1, vec![NotFinal::SetAside]));
    holds(&world, &whole);
}

#[test]
fn a_long_chain_of_signed_sets_is_followed() {
    let mut world = three_booths();
    let logs: Vec<Vec<u8>> = [1, 2, 3].map(|number| day(&mut world, number, &[1, 2])).map(closed).to_vec();
    let (_, first) = world.merge(&logs);
    let mut set = first.villages[0].set.clone();
    let mut input = world.input();
    logs.iter().for_each(|log| assert_eq!(input.add(log).1.problems, []));
    for number in 1..=400 {
        set.number = number;
        let bytes = set.to_bytes();
        let hash: SetHash = set_hash(&bytes);
        input.add(&bytes);
        input.add(&signed(&world, world.definition.set_text(&village(), hash), 2));
        set.predecessor = Some(hash);
    }
    let (evidence, problems) = input.finish();
    assert_eq!(problems, []);
    // A small stack stands for a long chain.
    let small = std::thread::Builder::new().stack_size(256 << 10);
    let merge = move || tally::merge(&evidence, &tally::NoProgress).unwrap().villages[0].set.number;
    assert_eq!(small.spawn(merge).unwrap().join().unwrap(), 400);
}

#[test]
fn one_member_alone_does_not_use_up_the_numbers_of_decisions() {
    let world = three_booths();
    let missing = || DecisionKind::BoothMissing { booth: booth(1), at_most: 0 };
    let mut input = world.input();
    for (number, signers) in [(2, 2), (1_002, 1), (u32::MAX, 1)] {
        input.add(&decide(&world, missing(), number, signers));
    }
    let (evidence, _) = input.finish();
    let next = Decision { village: village(), number: 1, kind: missing(), reason: "Hilang".into() };
    assert_eq!(evidence.last_number(&next), 1_002);
}
