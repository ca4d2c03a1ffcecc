//! Each row of the table of dispositions that needs no decision (spec 8.3, 8.4): the smallest case of it.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test fails by panicking")]

mod support;

use ballot_crypto::ballot_code;
use ballot_log::{Body, Challenged, Entry, Receipt, SignedEntry};
use election::{SecretKey, Token};
use support::{Day, World, booth, bundle_of, context, list};
use tally::{BoothStatus, Check, Merged, NotFinal, OutcomeKind, Reason, RemarkKind, Signatures, merge};

fn status(merged: &Merged, number: usize) -> BoothStatus {
    merged.villages[0].set.booths[number - 1].status
}

fn reasons(merged: &Merged) -> Vec<(u64, Reason)> {
    merged.villages[0].set.set_aside.iter().map(|s| (s.position, s.reason)).collect()
}

/// A plain day at booth 2, so that the village is whole.
fn other_booth(world: &mut World) -> Vec<u8> {
    let mut day = Day::open(world, 2);
    day.cast_many(world, &list(2, 1), &[1, 1, 2]);
    day.cast_many(world, &list(2, 2), &[2, 2, 3]);
    day.close();
    day.bundle()
}

#[test]
fn an_honest_election_is_counted_to_the_last_vote() {
    let mut world = World::new(2);
    let mut day = Day::open(&world, 1);
    day.cast_many(&mut world, &list(1, 1), &[1, 1, 1, 2, 3]);
    day.challenge(&mut world, &list(1, 1), 2);
    day.cancel(election::BallotCode::new([5; 32]));
    day.close();
    let logs = [day.bundle(), other_booth(&mut world)];
    let (_, merged) = world.finish(&logs);
    let village = &merged.villages[0];
    let result = village.result.as_ref().unwrap();
    assert_eq!(result.totals, [5, 4, 2]);
    assert_eq!((result.valid, result.blank, result.ballots), (9, 2, 11));
    assert_eq!(result.outcome.kind, OutcomeKind::Winner);
    assert_eq!((result.outcome.candidates.as_slice(), result.outcome.margin), ([1].as_slice(), 1));
    assert!(result.outcome.r#final);
    assert!(village.is_complete() && !village.has_remarks());
    let groups: Vec<_> = result.groups.iter().map(|g| g.totals.clone()).collect();
    assert_eq!(groups, [vec![3, 1, 1], vec![2, 1, 0], vec![0, 2, 1]]);
}

#[test]
fn a_missing_booth_leaves_the_village_incomplete_and_its_tokens_in_doubt() {
    let mut world = World::new(2);
    let logs = [other_booth(&mut world)];
    let (_, merged) = world.finish(&logs);
    assert_eq!(status(&merged, 1), BoothStatus::Missing);
    assert!(!merged.villages[0].is_complete());
    let outcome = &merged.villages[0].result.as_ref().unwrap().outcome;
    assert!(!outcome.r#final && outcome.reasons.contains(&NotFinal::UncountedBooths));
}

#[test]
fn an_unclosed_log_is_not_counted_and_its_ballots_are_named() {
    let mut world = World::new(2);
    let mut day = Day::open(&world, 1);
    let code = day.cast(&mut world, &list(1, 1), 1);
    let logs = [day.bundle(), other_booth(&mut world)];
    let (_, merged) = world.merge(&logs);
    assert_eq!(status(&merged, 1), BoothStatus::Unclosed);
    assert_eq!(reasons(&merged), [(1, Reason::LogUnclosed)]);
    assert_eq!(merged.villages[0].set.set_aside[0].code, code);
}

#[test]
fn a_prefix_is_a_copy_and_the_longer_one_counts() {
    let mut world = World::new(2);
    let mut day = Day::open(&world, 1);
    day.cast_many(&mut world, &list(1, 1), &[1, 2, 2]);
    day.close();
    let other = other_booth(&mut world);
    let (evidence, whole) = world.merge(&[day.bundle(), other.clone()]);
    let (with_copy, both) = world.merge(&[day.bundle_of(0..2), day.bundle(), other]);
    assert_eq!(status(&both, 1), BoothStatus::Counted);
    assert_eq!(both.files(&with_copy), whole.files(&evidence));
}

#[test]
fn copies_with_different_damage_repair_each_other_in_any_order() {
    let mut world = World::new(2);
    let mut day = Day::open(&world, 1);
    day.cast_many(&mut world, &list(1, 1), &[1; 26]);
    day.close();
    let other = other_booth(&mut world);
    let (evidence, whole) = world.merge(&[day.bundle(), other.clone()]);
    let (start, end) = (day.bundle_of(0..20), day.bundle_of(15..28));
    for copies in [[start.clone(), end.clone()], [end.clone(), start.clone()]] {
        let (again, merged) = world.merge(&[copies[0].clone(), copies[1].clone(), other.clone()]);
        assert_eq!(merged.files(&again), whole.files(&evidence));
    }
    // The end alone: broken, all its ballots named; its record and the start give the whole again.
    let (partial, broken) = world.merge(&[end, other]);
    assert_eq!(status(&broken, 1), BoothStatus::Broken);
    assert_eq!(reasons(&broken).len(), 12);
    let mut files: Vec<_> = broken.files(&partial).into_values().collect();
    files.push(start);
    let (again, merged) = world.merge(&files);
    assert_eq!(merged.files(&again), whole.files(&evidence));
}

#[test]
fn a_fork_is_not_counted() {
    let mut world = World::new(2);
    let mut day = Day::open(&world, 1);
    day.cast(&mut world, &list(1, 1), 1);
    let stem = day.records.clone();
    day.cast(&mut world, &list(1, 1), 1);
    day.close();
    // The same key goes on from the same stem with another ballot: a cloned or rolled-back booth.
    let mut twin = Day::open(&world, 1);
    for record in &stem[1..] {
        let body = record.entry().body_bytes();
        let code = ballot_code(context(&world, &list(1, 1), &world.tokens[&list(1, 1)][0]).as_bytes(), body);
        twin.cast_bytes(body, &code);
    }
    let _ = twin.token(&world, &list(1, 1));
    twin.cast(&mut world, &list(1, 1), 2);
    twin.close();
    assert_eq!(twin.records[..2], stem[..]);
    let logs = [day.bundle(), twin.bundle(), other_booth(&mut world)];
    let (_, merged) = world.merge(&logs);
    assert_eq!(status(&merged, 1), BoothStatus::Fork);
    assert_eq!(merged.villages[0].set.booths[0].size, 2, "the common prefix");
    assert_eq!(reasons(&merged), [(1, Reason::LogFork), (2, Reason::LogFork), (2, Reason::LogFork)]);
}

#[test]
fn a_checkpoint_beyond_the_log_quarantines_it() {
    let mut world = World::new(2);
    let mut day = Day::open(&world, 1);
    day.cast(&mut world, &list(1, 1), 1);
    let signed = day.builder.chain().checkpoint();
    let key = SecretKey::from_bytes(&world.booth_keys[&booth(1)]);
    let note = signed.with_signature(&key.public(), signed.sign(&key)).unwrap();
    let logs = [day.bundle_of(0..1), other_booth(&mut world), note.note().to_bytes()];
    let (_, merged) = world.merge(&logs);
    assert_eq!(status(&merged, 1), BoothStatus::Quarantined);
    // With the entry it speaks of, nothing contradicts it.
    day.close();
    let logs = [day.bundle(), other_booth(&mut world), note.note().to_bytes()];
    assert_eq!(status(&world.merge(&logs).1, 1), BoothStatus::Counted);
}

#[test]
fn a_receipt_for_a_missing_entry_quarantines_the_log() {
    let mut world = World::new(2);
    let mut day = Day::open(&world, 1);
    let code = day.cast(&mut world, &list(1, 1), 1);
    let entry = day.records[1].clone().verify(&world.identity(1)).unwrap();
    let receipt = Receipt::of(&world.identity(1), &code, &entry).unwrap().to_bytes();
    // The booth dropped the ballot and closed a day without it.
    let mut without = Day::open(&world, 1);
    without.close();
    let logs = [without.bundle(), other_booth(&mut world), receipt.clone()];
    let (_, merged) = world.merge(&logs);
    assert_eq!(status(&merged, 1), BoothStatus::Quarantined);
    assert!(merged.villages[0].problems.iter().any(|(_, p)| p.check == Check::Receipts));
    day.close();
    let logs = [day.bundle(), other_booth(&mut world), receipt];
    assert_eq!(status(&world.merge(&logs).1, 1), BoothStatus::Counted);
}

#[test]
fn a_ballot_with_an_invalid_proof_is_set_aside_and_the_rest_counts() {
    let mut world = World::new(2);
    let mut day = Day::open(&world, 1);
    day.cast_many(&mut world, &list(1, 1), &[1, 1]);
    spoil_next(&mut world, &mut day);
    day.close();
    let logs = [day.bundle(), other_booth(&mut world)];
    let (_, merged) = world.finish(&logs);
    assert_eq!(status(&merged, 1), BoothStatus::Counted);
    assert_eq!(reasons(&merged), [(3, Reason::InvalidProof)]);
    assert_eq!(merged.villages[0].result.as_ref().unwrap().totals, [4, 3, 1]);
}

#[test]
fn more_than_64_invalid_ballots_quarantine_the_log() {
    let mut world = World::new(2);
    let mut day = Day::open(&world, 1);
    for _ in 0..64 {
        spoil_next(&mut world, &mut day);
    }
    for (invalid, expected) in [(64, BoothStatus::Counted), (65, BoothStatus::Quarantined)] {
        let mut closed = Day::open(&world, 1);
        for record in &day.records[1..] {
            let token = Token::from_bytes(*record.entry().body_bytes().first_chunk().unwrap());
            let code =
                ballot_code(context(&world, &list(1, 1), &token).as_bytes(), record.entry().body_bytes());
            closed.cast_bytes(record.entry().body_bytes(), &code);
        }
        closed.close();
        let logs = [closed.bundle(), other_booth(&mut world)];
        let (_, merged) = world.merge(&logs);
        assert_eq!(status(&merged, 1), expected, "{invalid} invalid ballots");
        assert_eq!(reasons(&merged).len(), invalid, "every one is named");
        let named = merged.villages[0].problems.iter().any(|(_, p)| p.check == Check::BallotProofs);
        assert_eq!(named, expected == BoothStatus::Quarantined, "the reason is told");
        spoil_next(&mut world, &mut day);
    }
}

/// Casts a ballot whose last response is off by one bit.
fn spoil_next(world: &mut World, day: &mut Day) {
    let token = day.token(world, &list(1, 1));
    let (ballot, _, context) = day.encrypt(world, &list(1, 1), &token, 1);
    let mut bytes = ballot.to_bytes();
    let place = bytes.len() - 32;
    bytes[place] ^= 1;
    day.cast_bytes(&bytes, &ballot_code(context.as_bytes(), &bytes));
}

#[test]
fn a_stuffed_ballot_has_no_token_of_the_list() {
    let mut world = World::new(2);
    let mut day = Day::open(&world, 1);
    day.cast_with(&mut world, &list(1, 1), &Token::from_bytes([1; 10]), 2);
    day.close();
    let logs = [day.bundle(), other_booth(&mut world)];
    let (_, merged) = world.merge(&logs);
    assert_eq!(reasons(&merged), [(1, Reason::NotInList)]);
}

#[test]
fn a_token_counts_once_in_its_log() {
    let mut world = World::new(2);
    let mut day = Day::open(&world, 1);
    let token = day.token(&world, &list(1, 1));
    day.cast_with(&mut world, &list(1, 1), &token, 1);
    day.cast_with(&mut world, &list(1, 1), &token, 2);
    day.close();
    let logs = [day.bundle(), other_booth(&mut world)];
    let (_, merged) = world.merge(&logs);
    assert_eq!(reasons(&merged), [(2, Reason::TokenUsed)]);
}

#[test]
fn a_token_of_a_challenged_ballot_casts_no_more() {
    let mut world = World::new(2);
    let mut day = Day::open(&world, 1);
    day.challenge(&mut world, &list(1, 1), 1);
    let token = world.tokens[&list(1, 1)][0].clone();
    day.cast_with(&mut world, &list(1, 1), &token, 2);
    day.close();
    let logs = [day.bundle(), other_booth(&mut world)];
    let (_, merged) = world.merge(&logs);
    assert_eq!(reasons(&merged), [(2, Reason::TokenUsed)]);
}

#[test]
fn a_challenge_that_opens_another_choice_is_remarked() {
    let mut world = World::new(2);
    let mut day = Day::open(&world, 1);
    let token = day.token(&world, &list(1, 1));
    let (ballot, seed, _) = day.encrypt(&mut world, &list(1, 1), &token, 1);
    // The booth encrypted 1 and says that it was 2, as the voter had touched.
    day.append(&Body::Challenged(Challenged {
        ballot: ballot.to_bytes(),
        choice: 2,
        seed: *seed.expose_bytes(),
    }));
    day.close();
    let logs = [day.bundle(), other_booth(&mut world)];
    let (_, merged) = world.merge(&logs);
    let remarks: Vec<_> = merged.villages[0].set.remarks.iter().map(|r| (r.position, r.remark)).collect();
    assert_eq!(remarks, [(1, RemarkKind::ChallengeDiffers)]);
    assert_eq!(status(&merged, 1), BoothStatus::Counted);
}

#[test]
fn a_forged_entry_is_refused_at_the_door_and_the_log_is_broken() {
    let mut world = World::new(2);
    let mut day = Day::open(&world, 1);
    day.cast_many(&mut world, &list(1, 1), &[1, 2]);
    day.close();
    let mut records = day.records.clone();
    let forged = records[1].to_record_bytes();
    let body = forged.len() - 200;
    let mut forged = forged;
    forged[body] ^= 1;
    records[1] = SignedEntry::from_record_bytes(&forged).unwrap();
    let mut input = world.input();
    let (_, added) = input.add(&bundle_of(&world.identity(1), &records));
    assert_eq!(added.valid, 3);
    assert_eq!((added.problems[0].check, added.problems[0].position), (Check::EntrySignatures, Some(1)));
    input.add(&other_booth(&mut world));
    let merged = merge(&input.finish().0, &tally::NoProgress).unwrap();
    assert_eq!(status(&merged, 1), BoothStatus::Broken);
    assert_eq!(reasons(&merged), [(2, Reason::LogBroken)]);
}

#[test]
fn a_log_of_an_unknown_key_or_another_election_stays_outside() {
    let mut world = World::new(2);
    let mut day = Day::open(&world, 1);
    day.cast(&mut world, &list(1, 1), 1);
    let mut bytes = day.bundle();
    bytes[5] ^= 1; // first byte of the ElectionId in the header
    let (_, added) = world.input().add(&bytes);
    assert_eq!((added.valid, added.problems[0].check), (0, Check::Bundles));
    // Signed by another booth's key under this booth's header.
    let stranger = Entry::parse(&day.records[0].entry().to_bytes()).unwrap();
    assert_eq!(stranger.position(), 0);
    let (_, added) = world.input().add(&bundle_of(&world.identity(2), &day.records));
    assert_eq!(added.valid, 0);
    assert!(added.problems.iter().all(|p| p.check == Check::EntrySignatures));
}

#[test]
fn too_few_ballots_are_never_decrypted() {
    let mut world = World::new(10);
    let mut day = Day::open(&world, 1);
    day.cast_many(&mut world, &list(1, 1), &[1, 2, 1]);
    day.close();
    let mut other = Day::open(&world, 2);
    other.cast_many(&mut world, &list(2, 1), &[1; 3]);
    other.cast_many(&mut world, &list(2, 2), &[2; 3]);
    other.close();
    let logs = [day.bundle(), other.bundle()];
    let (_, merged) = world.finish(&logs);
    let village = &merged.villages[0];
    assert!(village.set.groups.iter().all(|g| g.sums.is_empty()));
    let result = village.result.as_ref().unwrap();
    assert_eq!((result.totals.as_slice(), result.outcome.kind), ([0, 0, 0].as_slice(), OutcomeKind::Open));
    assert!(result.outcome.reasons.contains(&NotFinal::SmallGroups));
}

#[test]
fn one_committee_signature_of_two_is_not_enough() {
    let mut world = World::new(2);
    let logs = [other_booth(&mut world)];
    let (_, merged) = world.merge(&logs);
    let mut input = world.input();
    input.add(&merged.villages[0].set_bytes);
    input.add(&world.sign(&merged, 1));
    let (_, problems) = input.clone().finish();
    assert_eq!(problems[0].check, Check::Committee);
    // The other signature may come in another file.
    let mut note = election::SignedNote::parse(&world.sign(&merged, 3)).unwrap();
    let (name, key) = &world.committee[2];
    note = note.keep_known(&[(name, &key.public())]).unwrap();
    input.add(&note.to_bytes());
    assert_eq!(input.finish().1, []);
}

#[test]
fn a_forged_signature_in_one_file_does_not_spoil_those_of_another() {
    let mut world = World::new(2);
    let logs = [other_booth(&mut world)];
    let (_, merged) = world.merge(&logs);
    let good = world.sign(&merged, 2);
    let mut forged = election::SignedNote::parse(&good).unwrap();
    let other = election::SignedNote::new("another text\n").unwrap();
    let (name, key) = &world.committee[0];
    let mut signed = other.clone();
    signed.sign(name, key);
    let line = String::from_utf8(signed.to_bytes()).unwrap().lines().last().unwrap().to_owned();
    forged = election::SignedNote::parse(format!("{}\n{line}\n", forged.text()).as_bytes()).unwrap();
    for order in [[&good, &forged.to_bytes()], [&forged.to_bytes(), &good]] {
        let mut input = world.input();
        input.add(&merged.villages[0].set_bytes);
        let problems: usize = order.iter().map(|bytes| input.add(bytes).1.problems.len()).sum();
        assert_eq!(problems, 1, "the forged file is named");
        let (evidence, problems) = input.finish();
        assert_eq!((problems, evidence.pending_signatures().count()), (Vec::new(), 0));
    }
}

#[test]
fn too_few_signatures_are_kept_and_complete_what_was_merged() {
    let mut world = World::new(2);
    let mut day = Day::open(&world, 1);
    day.cast_many(&mut world, &list(1, 1), &[1, 2]);
    day.close();
    let mut files = vec![day.bundle(), other_booth(&mut world)];
    let (_, counted) = world.merge(&files);
    files.extend(world.answer(&counted, &[0, 1]));
    let mut input = world.input();
    files.iter().for_each(|file| assert_eq!(input.add(file).1.problems, []));
    input.add(&world.sign(&counted, 1));
    let (mut evidence, problems) = input.finish();
    assert_eq!(problems.len(), 1);
    let mut note = evidence.pending_signatures().next().unwrap().clone();
    assert_eq!(note.signatures().len(), 1);
    let mut merged = merge(&evidence, &tally::NoProgress).unwrap();
    assert_eq!(merged.sign(&mut evidence, &note), Ok(Signatures { given: 1, needed: 2 }));
    assert!(merged.villages[0].note.is_none());
    // The second signature alone: the first one is known.
    let (name, key) = &world.committee[2];
    note.sign(name, key);
    let note = note.keep_known(&[(name, &key.public())]).unwrap();
    assert_eq!(merged.sign(&mut evidence, &note), Ok(Signatures { given: 2, needed: 2 }));
    let mut other = election::SignedNote::new(note.text().replace("count-set", "count-sot")).unwrap();
    other.sign(name, key);
    assert_eq!(merged.sign(&mut evidence, &other).unwrap_err().check, Check::Committee);
    assert_eq!(evidence.pending_signatures().count(), 0);
    let again = merge(&evidence, &tally::NoProgress).unwrap();
    assert!(again.villages[0].result.is_some());
    assert_eq!(merged.files(&evidence), again.files(&evidence));
}

#[test]
fn a_bad_share_is_named_and_the_others_decrypt() {
    let mut world = World::new(2);
    let mut day = Day::open(&world, 1);
    day.cast_many(&mut world, &list(1, 1), &[1, 2]);
    day.close();
    let mut files = vec![day.bundle(), other_booth(&mut world)];
    let (_, counted) = world.merge(&files);
    files.push(counted.villages[0].set_bytes.clone());
    files.push(world.sign(&counted, 2));
    let shares = world.answer(&counted, &[0, 1, 2]);
    let bad = String::from_utf8(shares[0].clone()).unwrap();
    let d = bad.split("\"d\": \"").nth(1).unwrap()[..64].to_owned();
    let other_d =
        String::from_utf8(shares[1].clone()).unwrap().split("\"d\": \"").nth(1).unwrap()[..64].to_owned();
    files.push(bad.replacen(&d, &other_d, 1).into_bytes());
    let (_, lacking) = world.merge(&[files.clone(), vec![shares[1].clone()]].concat());
    assert_eq!(lacking.villages[0].share_problems.len(), 1);
    assert_eq!(lacking.villages[0].lacking.len(), 1, "only the group with the bad share lacks");
    files.extend([shares[1].clone(), shares[2].clone()]);
    let (_, merged) = world.merge(&files);
    assert_eq!(merged.villages[0].result.as_ref().unwrap().totals, [3, 4, 1]);
}

#[test]
fn a_log_that_arrives_after_the_signature_is_reported_and_not_added() {
    let mut world = World::new(2);
    let other = other_booth(&mut world);
    let (evidence, first) = world.finish(std::slice::from_ref(&other));
    let mut files: Vec<_> = first.files(&evidence).into_values().collect();
    let mut day = Day::open(&world, 1);
    day.cast_many(&mut world, &list(1, 1), &[1, 1]);
    day.close();
    files.push(day.bundle());
    let (_, merged) = world.merge(&files);
    assert_eq!(merged.villages[0].late, [booth(1)]);
    assert_eq!(merged.villages[0].hash, first.villages[0].hash);
    assert_eq!(merged.villages[0].result, first.villages[0].result);
}

#[test]
fn two_signed_sets_without_succession_are_both_named_and_nothing_is_decrypted() {
    let mut world = World::new(2);
    let mut day = Day::open(&world, 1);
    day.cast_many(&mut world, &list(1, 1), &[1, 1]);
    day.close();
    let (log, other) = (day.bundle(), other_booth(&mut world));
    let (_, one) = world.merge(std::slice::from_ref(&other));
    let (_, two) = world.merge(&[log.clone(), other.clone()]);
    let mut files = vec![log, other];
    for merged in [&one, &two] {
        files.push(merged.villages[0].set_bytes.clone());
        files.push(world.sign(merged, 2));
    }
    let (_, merged) = world.merge(&files);
    let refusal = &merged.villages[0].refusals[0];
    assert!(refusal.message.english.contains(&one.villages[0].hash.to_string()));
    assert!(refusal.message.english.contains(&two.villages[0].hash.to_string()));
    assert!(merged.villages[0].result.is_none());
}
