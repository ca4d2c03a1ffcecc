//! What committees decide (spec 9.6), exchanged slips (8.5) and successors of signed count sets (9.7).
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test fails by panicking")]

mod support;

use ballot_log::{Body, Checkpoint, Event, EventKind, Exchange, SecondMedium};
use election::{Mode, SetHash, SignedNote, Token, TokenHash};
use support::{Day, World, booth, decide, end_of, holds, list, moment, signed, village};
use tally::{
    BoothStatus, Check, CountSet, Decided, Decision, DecisionKind, Merged, NextSet, NoProgress, NotFinal,
    Question, Reason, RemarkKind, merge, questions,
};

fn line(merged: &Merged, number: usize) -> (BoothStatus, Option<Decided>) {
    let line = &merged.villages[0].set.booths[number - 1];
    (line.status, line.decided)
}

fn aside(merged: &Merged) -> Vec<(u16, u64, Reason)> {
    let asides = &merged.villages[0].set.set_aside;
    asides.iter().map(|s| (s.booth.get(), s.position, s.reason)).collect()
}

/// Ballots of counted logs that are set aside, and why the outcome is not final.
fn doubt(merged: &Merged) -> (u32, Vec<NotFinal>) {
    let result = merged.villages[0].result.as_ref().unwrap();
    (result.set_aside, result.outcome.reasons.clone())
}

fn other_booth(world: &mut World) -> Vec<u8> {
    let mut day = Day::open(world, 2);
    day.cast_many(world, &list(2, 1), &[1, 1, 2]);
    day.cast_many(world, &list(2, 2), &[2, 2, 3]);
    day.close();
    day.bundle()
}

fn problems(merged: &Merged) -> Vec<String> {
    let village = &merged.villages[0];
    let of_logs = village.problems.iter().map(|(_, p)| p.to_owned());
    of_logs.chain(village.refusals.clone()).map(|p| format!("{}: {}", p.check, p.message)).collect()
}

#[test]
fn an_unclosed_log_counts_up_to_the_end_that_the_committee_names() {
    let mut world = World::new(2);
    let mut day = Day::open(&world, 1);
    day.cast_many(&mut world, &list(1, 1), &[1, 2, 2]);
    let short = end_of(&day, 1);
    day.cast(&mut world, &list(1, 1), 2);
    let logs = vec![day.bundle(), other_booth(&mut world)];
    let fits = decide(&world, DecisionKind::CountUnclosed(end_of(&day, 1)), 1, 2);
    let whole = world.finish(&[logs.clone(), vec![fits]].concat());
    assert_eq!(line(&whole.1, 1), (BoothStatus::Unclosed, Some(Decided::Counted)));
    assert_eq!(whole.1.villages[0].result.as_ref().unwrap().totals, [3, 6, 1]);
    assert!(whole.1.villages[0].is_complete() && whole.1.villages[0].has_remarks());
    assert_eq!(aside(&whole.1), []);
    holds(&world, &whole);
    // An end before the longest chain hides ballots.
    let cuts = decide(&world, DecisionKind::CountUnclosed(short), 1, 2);
    let (_, merged) = world.merge(&[logs, vec![cuts]].concat());
    assert_eq!(line(&merged, 1), (BoothStatus::Unclosed, None));
    assert!(problems(&merged).iter().any(|p| p.starts_with("25 decisions") && p.contains("does not fit")));
}

#[test]
fn a_log_that_a_checkpoint_contradicts_is_counted_by_no_decision() {
    let mut world = World::new(2);
    let mut day = Day::open(&world, 1);
    day.cast(&mut world, &list(1, 1), 1);
    let (end, cut) = (end_of(&day, 1), day.bundle());
    day.cast(&mut world, &list(1, 1), 1);
    let key = election::SecretKey::from_bytes(&world.booth_keys[&booth(1)]);
    let beyond = day.builder.chain().checkpoint();
    let note = beyond.with_signature(&key.public(), beyond.sign(&key)).unwrap().note().to_bytes();
    let decision = decide(&world, DecisionKind::CountUnclosed(end), 1, 2);
    let files = [cut, other_booth(&mut world), note, decision];
    let (_, merged) = world.merge(&files);
    assert_eq!(line(&merged, 1), (BoothStatus::Quarantined, None));
}

/// Two branches after one common ballot: `stem` and what each twin casts, the first closed.
fn fork(world: &mut World) -> (Day, Day) {
    let mut day = Day::open(world, 1);
    day.cast(world, &list(1, 1), 1);
    let stem = day.records.clone();
    day.cast_many(world, &list(1, 1), &[1, 1]);
    day.close();
    let mut twin = Day::open(world, 1);
    for record in &stem[1..] {
        let entry = record.entry();
        let prepared = match entry.body().unwrap() {
            Body::Cast(ballot) => {
                let token = Token::from_bytes(ballot[..10].try_into().unwrap());
                let context = support::context(world, &list(1, 1), &token);
                let code = ballot_crypto::ballot_code(context.as_bytes(), &ballot);
                twin.builder.prepare_cast(&ballot, &code).unwrap()
            }
            body => twin.builder.prepare(&body).unwrap(),
        };
        twin.records.push(prepared.record().clone());
        twin.builder.commit(prepared).unwrap();
    }
    twin.token(world, &list(1, 1));
    twin.token(world, &list(1, 1));
    twin.token(world, &list(1, 1));
    twin.cast(world, &list(1, 1), 2);
    (day, twin)
}

#[test]
fn of_a_fork_the_chosen_branch_counts_and_the_other_ballots_are_named() {
    let mut world = World::new(2);
    let (day, twin) = fork(&mut world);
    let logs = vec![day.bundle(), twin.bundle(), other_booth(&mut world)];
    let first = decide(&world, DecisionKind::ChooseFork(end_of(&day, 1)), 1, 2);
    let whole = world.finish(&[logs.clone(), vec![first.clone()]].concat());
    assert_eq!(line(&whole.1, 1), (BoothStatus::Fork, Some(Decided::Counted)));
    assert_eq!(whole.1.villages[0].result.as_ref().unwrap().totals, [5, 3, 1]);
    assert_eq!(aside(&whole.1), [(1, 2, Reason::LogFork)]);
    assert_eq!(doubt(&whole.1), (1, vec![]), "the lead of 2 exceeds it");
    holds(&world, &whole);
    // The other branch's ballot stands at the position of a counted one, whose receipt is none the worse for it.
    let Body::Cast(ballot) = day.records[2].entry().body().unwrap() else { panic!("a ballot") };
    let token = Token::from_bytes(ballot[..10].try_into().unwrap());
    let code = ballot_crypto::ballot_code(support::context(&world, &list(1, 1), &token).as_bytes(), &ballot);
    let files = tally::prove_receipt(&whole.0, &whole.1, &code.to_string()).unwrap();
    let proved = tally::check_receipt_files(&files, &hex::encode(whole.1.root.as_bytes())).unwrap();
    assert_eq!((proved.position, proved.set_aside), (2, None));
    // A later decision takes the other branch, which was never closed.
    let second = decide(&world, DecisionKind::ChooseFork(end_of(&twin, 1)), 2, 2);
    let other = world.finish(&[logs.clone(), vec![first, second]].concat());
    assert_eq!(other.1.villages[0].result.as_ref().unwrap().totals, [3, 4, 1]);
    assert_eq!(aside(&other.1), [(1, 2, Reason::LogFork), (1, 3, Reason::LogFork)]);
    assert_eq!(doubt(&other.1), (2, vec![NotFinal::SetAside]), "the lead of 1 does not");
    holds(&world, &other);
    // The common stem is no branch's end.
    let mut stem = end_of(&twin, 1);
    stem.head = day.records[1].entry().hash();
    let stem = decide(&world, DecisionKind::ChooseFork(stem), 1, 2);
    let (_, merged) = world.merge(&[logs, vec![stem]].concat());
    assert_eq!(line(&merged, 1), (BoothStatus::Fork, None));
}

#[test]
fn a_fork_of_which_a_third_branch_is_missing_is_not_settled() {
    let mut world = World::new(2);
    let (day, twin) = fork(&mut world);
    let key = election::SecretKey::from_bytes(&world.booth_keys[&booth(1)]);
    let lost = Checkpoint { root: ballot_log::merkle::RootHash::new([7; 32]), ..end_of(&day, 1).checkpoint };
    let note = lost.with_signature(&key.public(), lost.sign(&key)).unwrap().note().to_bytes();
    let decision = decide(&world, DecisionKind::ChooseFork(end_of(&day, 1)), 1, 2);
    let files = [day.bundle(), twin.bundle(), other_booth(&mut world), decision, note];
    let (_, merged) = world.merge(&files);
    assert_eq!(line(&merged, 1), (BoothStatus::Fork, None));
}

#[test]
fn a_village_is_whole_without_a_booth_that_was_left_out_but_a_whole_log_counts_all_the_same() {
    let mut world = World::new(2);
    let left_out = decide(&world, DecisionKind::BoothMissing { booth: booth(1), at_most: 0 }, 1, 2);
    let other = other_booth(&mut world);
    let whole = world.finish(&[other.clone(), left_out.clone()]);
    assert_eq!(line(&whole.1, 1), (BoothStatus::Missing, Some(Decided::LeftOut)));
    assert!(whole.1.villages[0].is_complete() && whole.1.villages[0].has_remarks());
    holds(&world, &whole);
    let mut day = Day::open(&world, 1);
    day.cast_many(&mut world, &list(1, 1), &[1, 2]);
    day.close();
    let (_, merged) = world.merge(&[other, left_out, day.bundle()]);
    assert_eq!(line(&merged, 1), (BoothStatus::Counted, None));
    assert_eq!(merged.villages[0].set.decisions, []);
}

#[test]
fn two_decisions_of_one_number_leave_the_village_incomplete_until_a_later_one() {
    let mut world = World::new(2);
    let other = other_booth(&mut world);
    let of = |world: &World, at_most, number| {
        decide(world, DecisionKind::BoothMissing { booth: booth(1), at_most }, number, 2)
    };
    let two = vec![other, of(&world, 0, 1), of(&world, 5, 1)];
    let (_, merged) = world.merge(&two);
    assert!(!merged.villages[0].is_counted());
    let conflict = "25 decisions: village 9901012001: the committee signed two different decisions number 1";
    assert!(problems(&merged).iter().any(|p| p.starts_with(conflict)), "{:?}", problems(&merged));
    let (_, merged) = world.merge(&[two, vec![of(&world, 3, 2)]].concat());
    assert_eq!(line(&merged, 1), (BoothStatus::Missing, Some(Decided::LeftOut)));
    assert!(merged.villages[0].is_counted());
}

#[test]
fn a_decision_needs_m_signatures_whichever_files_bring_them() {
    let mut world = World::new(2);
    let other = other_booth(&mut world);
    let kind = || DecisionKind::BoothMissing { booth: booth(1), at_most: 0 };
    let one = decide(&world, kind(), 1, 1);
    let mut input = world.input();
    input.add(&other);
    assert_eq!(input.add(&one).1.problems, []);
    let (evidence, waits) = input.clone().finish();
    assert_eq!(waits.iter().map(|p| p.check).collect::<Vec<_>>(), [Check::Decisions]);
    assert_eq!(line(&merge(&evidence, &NoProgress).unwrap(), 1), (BoothStatus::Missing, None));
    let text = SignedNote::parse(&one).unwrap().text().to_owned();
    let mut second = SignedNote::new(text).unwrap();
    second.sign(&world.committee[2].0, &world.committee[2].1);
    assert_eq!(input.add(&second.to_bytes()).1.problems, []);
    let (evidence, none) = input.finish();
    assert_eq!(none, []);
    assert_eq!(
        line(&merge(&evidence, &NoProgress).unwrap(), 1),
        (BoothStatus::Missing, Some(Decided::LeftOut))
    );
}

#[test]
fn a_decision_of_another_election_or_form_is_refused() {
    let world = World::new(2);
    let kind = DecisionKind::BoothMissing { booth: booth(1), at_most: 0 };
    let text = Decision { village: village(), number: 1, kind, reason: "x".into() }.text(&world.definition);
    let refused = |text: &str| {
        let mut input = world.input();
        let problems = input.add(&signed(&world, text.to_owned(), 2)).1.problems;
        problems.iter().map(|p| format!("{}: {}", p.check, p.message)).collect::<Vec<_>>().join("; ")
    };
    assert_eq!(refused(&text), "");
    let id = world.definition.id().to_string();
    let foreign = refused(&text.replace(&id, &"0".repeat(64)));
    assert!(foreign.contains("another election"), "{foreign}");
    let unknown = refused(&text.replace("\"booth\": 1", "\"booth\": 3"));
    assert!(unknown.contains("'booth' is not in the definition"), "{unknown}");
    let zero = refused(&text.replace("\"number\": 1", "\"number\": 0"));
    assert!(zero.contains("'number'"), "{zero}");
    let surplus = refused(&text.replace("  \"reason\"", "  \"candidate\": 1,\n  \"reason\""));
    assert!(surplus.contains("'kind' does not go with"), "{surplus}");
    let hidden = refused(&text.replace("\"x\"", "\"x\u{202e}\""));
    assert!(hidden.contains("'reason'"), "{hidden}");
    let loose = refused(&text.replace("  \"reason\"", "   \"reason\""));
    assert!(loose.contains("cannot be read"), "{loose}");
}

/// Signs the successor that waits, and answers it.
fn succeed(world: &mut World, before: &[Vec<u8>], next: &NextSet) -> Vec<Vec<u8>> {
    let note = signed(world, world.definition.set_text(&village(), next.hash), 2);
    let files = [before, &[next.bytes.clone(), note]].concat();
    let (evidence, merged) = world.merge(&files);
    assert_eq!(merged.villages[0].hash, next.hash);
    let place = &world.definition.villages()[0];
    let asked: Vec<Question<'_>> = questions(&evidence, place, next.hash);
    let last = asked.last().unwrap();
    let mut answers = Vec::new();
    for trustee in [0, 1] {
        answers.push(last.answer(&world.shares[trustee], &mut world.random).unwrap().to_bytes());
    }
    [files, answers].concat()
}

#[test]
fn a_late_log_is_added_by_a_successor_that_repeats_what_was_decrypted() {
    let mut world = World::new(2);
    let other = other_booth(&mut world);
    let left_out = decide(&world, DecisionKind::BoothMissing { booth: booth(1), at_most: 9 }, 1, 2);
    let (first_evidence, first) = world.finish(&[other, left_out]);
    let published: Vec<Vec<u8>> = first.files(&first_evidence).into_values().collect();
    let mut day = Day::open(&world, 1);
    day.cast_many(&mut world, &list(1, 1), &[1, 1, 2]);
    day.close();
    let late = [published, vec![day.bundle()]].concat();
    let (_, reported) = world.merge(&late);
    assert_eq!(
        (reported.villages[0].late.clone(), reported.villages[0].next.clone()),
        (vec![booth(1)], None)
    );
    assert_eq!(reported.villages[0].hash, first.villages[0].hash);
    let decision = decide(&world, DecisionKind::LateLog(end_of(&day, 1)), 1, 2);
    let asked = world.merge(&[late.clone(), vec![decision.clone()]].concat());
    let next = asked.1.villages[0].next.clone().unwrap();
    assert_eq!((next.set.number, next.set.predecessor), (2, Some(first.villages[0].hash)));
    assert!(!asked.1.villages[0].is_complete());
    assert_eq!(asked.1.villages[0].result, first.villages[0].result);
    holds(&world, &asked);
    // The groups of the first set stand, the empty one of booth 1 is gone, the new one has a new number.
    let numbers = |set: &CountSet| set.groups.iter().map(|g| (g.group, g.ballots)).collect::<Vec<_>>();
    assert_eq!(numbers(&first.villages[0].set), [(1, 0), (2, 3), (3, 3)]);
    assert_eq!(numbers(&next.set), [(2, 3), (3, 3), (4, 3)]);
    assert_eq!(next.set.groups[..2], first.villages[0].set.groups[1..]);
    let files = succeed(&mut world, &[late, vec![decision]].concat(), &next);
    let done = world.merge(&files);
    let result = done.1.villages[0].result.as_ref().unwrap();
    assert_eq!(result.totals, [4, 4, 1]);
    assert!(done.1.villages[0].is_complete());
    assert_eq!(line(&done.1, 1), (BoothStatus::Counted, None));
    holds(&world, &done);
}

#[test]
fn a_successor_that_touches_an_earlier_group_is_refused_although_the_committee_signed_it() {
    let mut world = World::new(2);
    let other = other_booth(&mut world);
    let left_out = decide(&world, DecisionKind::BoothMissing { booth: booth(1), at_most: 9 }, 1, 2);
    let (first_evidence, first) = world.finish(&[other, left_out]);
    let published: Vec<Vec<u8>> = first.files(&first_evidence).into_values().collect();
    let mut day = Day::open(&world, 1);
    day.cast_many(&mut world, &list(1, 1), &[1, 1, 2]);
    day.close();
    let decision = decide(&world, DecisionKind::LateLog(end_of(&day, 1)), 1, 2);
    let all = [published, vec![day.bundle(), decision]].concat();
    let next = world.merge(&all).1.villages[0].next.clone().unwrap();
    let mut joined = next.set.clone();
    joined.groups.remove(2);
    joined.groups[1].cells = [next.set.groups[1].cells.clone(), next.set.groups[2].cells.clone()].concat();
    joined.groups[1].ballots = 6;
    let mut without_decision = next.set.clone();
    without_decision.decisions.pop();
    let mut other_number = next.set.clone();
    other_number.number = 3;
    let mut alone = next.set;
    (alone.number, alone.predecessor) = (1, None);
    for (forged, check) in [
        (joined, Check::Successors),
        (without_decision, Check::Successors),
        (other_number, Check::Successors),
        (alone, Check::CountSets),
    ] {
        let bytes = forged.to_bytes();
        let note = signed(&world, world.definition.set_text(&village(), tally::set_hash(&bytes)), 2);
        let (_, merged) = world.merge(&[all.clone(), vec![bytes, note]].concat());
        let checks: Vec<_> = merged.villages[0].refusals.iter().map(|p| p.check).collect();
        assert_eq!(checks.first(), Some(&check), "{:?}", problems(&merged));
        assert_eq!(merged.villages[0].result, None);
    }
}

fn hash_of(world: &World, id: &election::ListId, token: &Token) -> TokenHash {
    token.hash(Mode::Simulasi, &world.definition.nonce(), id)
}

fn exchange(day: &mut Day, old: TokenHash, new: TokenHash) {
    day.append(&Body::Event(Event {
        event: EventKind::Exchange,
        at: moment(0).half_hour(),
        detail: "ditukar".into(),
        exchange: Some(Exchange { old, new, medium: SecondMedium::Unreadable }),
    }));
}

#[test]
fn of_exchanged_slips_one_ballot_counts_the_one_nearest_to_the_first_slip() {
    let mut world = World::new(2);
    let mut day = Day::open(&world, 1);
    day.cast_many(&mut world, &list(1, 1), &[1, 1]);
    let old = world.tokens[&list(1, 1)][2].clone();
    let mut spare = Day::open(&world, 2);
    let new = spare.token(&world, &list(2, 1));
    exchange(&mut spare, hash_of(&world, &list(1, 1), &old), hash_of(&world, &list(2, 1), &new));
    spare.cast_with(&mut world, &list(2, 1), &new, 2);
    spare.cast_many(&mut world, &list(2, 1), &[2, 2]);
    spare.close();
    // The honest case: the old slip was never used.
    let mut honest = day.bundle();
    let counted = |world: &World, logs: &[Vec<u8>]| {
        let (_, merged) = world.merge(logs);
        (merged.villages[0].set.ballots(), aside(&merged))
    };
    let end = decide(&world, DecisionKind::CountUnclosed(end_of(&day, 1)), 1, 2);
    assert_eq!(counted(&world, &[honest.clone(), spare.bundle(), end]), (5, vec![]));
    // The voter votes with both.
    day.cast_with(&mut world, &list(1, 1), &old, 1);
    day.close();
    honest = day.bundle();
    let both = world.finish(&[honest.clone(), spare.bundle()]);
    assert_eq!(aside(&both.1), [(2, 2, Reason::TokenExchanged)]);
    assert_eq!(both.1.villages[0].result.as_ref().unwrap().totals, [3, 2, 0]);
    assert_eq!(doubt(&both.1), (1, vec![NotFinal::SetAside]));
    holds(&world, &both);
    // The old slip's log comes after the spare's was counted and signed: what was counted stays.
    let left_out = decide(&world, DecisionKind::BoothMissing { booth: booth(1), at_most: 9 }, 1, 2);
    let (evidence, first) = world.finish(&[spare.bundle(), left_out]);
    let late = decide(&world, DecisionKind::LateLog(end_of(&day, 1)), 1, 2);
    let all: Vec<Vec<u8>> = first.files(&evidence).into_values().chain([honest, late]).collect();
    let asked = world.merge(&all);
    let next = asked.1.villages[0].next.clone().unwrap();
    let asides: Vec<_> = next.set.set_aside.iter().map(|s| (s.booth.get(), s.position, s.reason)).collect();
    assert_eq!(asides, [(1, 3, Reason::TokenExchanged)]);
    let files = succeed(&mut world, &all, &next);
    let done = world.merge(&files);
    assert_eq!(done.1.villages[0].result.as_ref().unwrap().totals, [2, 3, 0]);
    holds(&world, &done);
}

#[test]
fn a_slip_tested_before_its_exchange_leaves_no_ballot() {
    let mut world = World::new(2);
    let mut day = Day::open(&world, 1);
    day.cast_many(&mut world, &list(1, 1), &[1, 1]);
    day.challenge(&mut world, &list(1, 1), 2);
    day.close();
    let spent = world.tokens[&list(1, 1)][2].clone();
    let mut spare = Day::open(&world, 2);
    let new = spare.token(&world, &list(2, 1));
    exchange(&mut spare, hash_of(&world, &list(1, 1), &spent), hash_of(&world, &list(2, 1), &new));
    spare.cast_with(&mut world, &list(2, 1), &new, 2);
    spare.close();
    let (_, merged) = world.merge(&[day.bundle(), spare.bundle()]);
    assert_eq!(aside(&merged), [(2, 2, Reason::TokenExchanged)]);
}

#[test]
fn exchanges_that_break_a_rule_link_nothing_and_are_remarked() {
    let mut world = World::new(2);
    let mut day = Day::open(&world, 1);
    day.cast_many(&mut world, &list(1, 1), &[1, 1, 2]);
    day.close();
    let voted =
        |world: &World, index: usize| hash_of(world, &list(1, 1), &world.tokens[&list(1, 1)][index].clone());
    let own =
        |world: &World, index: usize| hash_of(world, &list(2, 1), &world.tokens[&list(2, 1)][index].clone());
    let other_dusun = hash_of(&world, &list(2, 2), &world.tokens[&list(2, 2)][0].clone());
    let mut spare = Day::open(&world, 2);
    // Somebody else's slip as the new one would take the weight from its ballot.
    exchange(&mut spare, voted(&world, 0), voted(&world, 1));
    // One new slip for two old ones would join two voters.
    exchange(&mut spare, voted(&world, 0), own(&world, 5));
    exchange(&mut spare, voted(&world, 1), own(&world, 5));
    exchange(&mut spare, voted(&world, 2), other_dusun);
    exchange(&mut spare, own(&world, 6), own(&world, 6));
    exchange(&mut spare, TokenHash::new([1; 32]), own(&world, 7));
    spare.cast(&mut world, &list(2, 1), 1);
    exchange(&mut spare, voted(&world, 2), own(&world, 0));
    spare.close();
    let (_, merged) = world.merge(&[day.bundle(), spare.bundle()]);
    let remarks: Vec<_> = merged.villages[0].set.remarks.iter().map(|r| (r.position, r.remark)).collect();
    let invalid: Vec<_> = [1, 3, 4, 5, 6, 8].map(|position| (position, RemarkKind::ExchangeInvalid)).into();
    assert_eq!(remarks, invalid);
    assert_eq!((aside(&merged), merged.villages[0].set.ballots()), (vec![], 4));
}

#[test]
fn slips_exchanged_in_a_circle_are_linked_once() {
    let mut world = World::new(2);
    let (mut day, mut spare) = (Day::open(&world, 1), Day::open(&world, 2));
    let (a, b) = (day.token(&world, &list(1, 1)), spare.token(&world, &list(2, 1)));
    let (hash_a, hash_b) = (hash_of(&world, &list(1, 1), &a), hash_of(&world, &list(2, 1), &b));
    exchange(&mut day, hash_b, hash_a);
    exchange(&mut spare, hash_a, hash_b);
    day.cast_with(&mut world, &list(1, 1), &a, 1);
    spare.cast_with(&mut world, &list(2, 1), &b, 2);
    for one in [&mut day, &mut spare] {
        one.close();
    }
    let (_, merged) = world.merge(&[day.bundle(), spare.bundle()]);
    // The first link in definition order makes b the first slip; its ballot counts.
    assert_eq!(aside(&merged), [(1, 2, Reason::TokenExchanged)]);
    let remarks: Vec<_> =
        merged.villages[0].set.remarks.iter().map(|r| (r.booth.get(), r.position, r.remark)).collect();
    assert_eq!(remarks, [(2, 1, RemarkKind::ExchangeInvalid)]);
}

#[test]
fn what_comes_to_light_behind_a_decided_end_is_late_and_in_doubt() {
    let mut world = World::new(2);
    let mut day = Day::open(&world, 1);
    day.cast_many(&mut world, &list(1, 1), &[1, 2, 2]);
    let (end, cut) = (end_of(&day, 1), day.bundle());
    let decision = decide(&world, DecisionKind::CountUnclosed(end), 1, 2);
    let other = other_booth(&mut world);
    let (evidence, signed) = world.finish(&[cut, other, decision]);
    let record: Vec<Vec<u8>> = signed.files(&evidence).into_values().collect();
    day.cast_many(&mut world, &list(1, 1), &[1, 1]);
    let open = day.bundle();
    day.close();
    for more in [open, day.bundle()] {
        let found = world.merge(&[record.clone(), vec![more]].concat());
        let village = &found.1.villages[0];
        assert_eq!((village.late.clone(), village.late_ballots), (vec![booth(1)], 2));
        assert_eq!(village.contradictions().count(), 0);
        assert_eq!(
            village.result.as_ref().unwrap().totals,
            signed.villages[0].result.as_ref().unwrap().totals
        );
        // The first leads by two, and two more ballots could make a tie.
        let result = village.result.as_ref().unwrap();
        assert_eq!((result.late, result.outcome.margin, result.outcome.r#final), (2, 2, false));
        assert_eq!(result.outcome.reasons, [NotFinal::LateBallots]);
        assert!(village.has_remarks());
        holds(&world, &found);
    }
}

#[test]
fn ballots_of_a_left_out_booth_that_turn_up_later_are_in_doubt() {
    let mut world = World::new(2);
    let other = other_booth(&mut world);
    let left_out = decide(&world, DecisionKind::BoothMissing { booth: booth(1), at_most: 1 }, 1, 2);
    let (evidence, signed) = world.finish(&[other, left_out]);
    let record: Vec<Vec<u8>> = signed.files(&evidence).into_values().collect();
    let mut day = Day::open(&world, 1);
    day.cast_many(&mut world, &list(1, 1), &[1, 2, 2, 2]);
    let open = day.bundle();
    day.close();
    // One of the four was held possible; the other three come on top of it.
    for more in [open, day.bundle()] {
        let found = world.merge(&[record.clone(), vec![more]].concat());
        let village = &found.1.villages[0];
        assert_eq!((village.late.clone(), village.late_ballots), (vec![booth(1)], 3));
        let outcome = &village.result.as_ref().unwrap().outcome;
        assert!(!outcome.r#final && outcome.reasons.contains(&NotFinal::LateBallots));
        holds(&world, &found);
    }
}

#[test]
fn a_note_signs_the_set_that_it_names_and_no_other() {
    let mut world = World::new(2);
    let log = other_booth(&mut world);
    let (mut evidence, merged) = world.merge(&[log]);
    let other = signed(&world, world.definition.set_text(&village(), SetHash::new([1; 32])), 2);
    let added = evidence.add_set(&merged.villages[0].set_bytes, &other);
    assert_eq!((added.valid, added.problems[0].check), (0, Check::Committee));
    let own = signed(&world, world.definition.set_text(&village(), merged.villages[0].hash), 2);
    assert_eq!(evidence.add_set(&merged.villages[0].set_bytes, &own).valid, 1);
}
