//! Statements of committees and saksi (spec 10.7): minutes, objections, answers, recounts, audits.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test fails by panicking")]

mod support;

use election::definition::Voters;
use election::{SignedNote, StatementHash};
use support::{Day, World, booth, holds, list, signed, village};
use tally::{
    Added, Answer, Check, Drawn, Evidence, Explanation, FileKind, Merged, Minutes, Objection, Officer,
    Recount, Role, Said, SlipBox, Statement, StatementError, Witness, file_kind, merge,
};

fn text(world: &World, said: &Said) -> String {
    Statement { village: village(), said: said.clone() }.text(&world.definition)
}

/// Signed by so many members.
fn stated(world: &World, said: &Said, signers: usize) -> Vec<u8> {
    signed(world, text(world, said), signers)
}

/// Signed by one of the saksi of the definition.
fn witnessed(world: &World, said: &Said, saksi: usize) -> Vec<u8> {
    let mut note = SignedNote::new(text(world, said)).unwrap();
    let (name, key) = &world.saksi[saksi];
    note.sign(name, key);
    note.to_bytes()
}

fn officer(role: Role, name: &str) -> Officer {
    Officer { role, name: name.into() }
}

fn minutes(number: u32) -> Minutes {
    Minutes {
        number,
        tps: Some(1.try_into().unwrap()),
        place: "Balai Desa Sukamaju".into(),
        date: "2026-12-10".into(),
        begins: "07:00".into(),
        ends: "13:40".into(),
        disabled: Some(Voters { male: 2, female: 3 }),
        officers: vec![
            officer(Role::Chair, "Sutrisno"),
            officer(Role::Secretary, "Dewi"),
            officer(Role::Member, "Rahmat"),
        ],
        witnesses: vec![Witness { candidate: 1, name: "Yanti".into(), signs: false }],
        seals: vec!["A-0017".into()],
        incidents: vec!["Listrik padam 10.05 sampai 10.20".into()],
    }
}

fn objection(number: u32, candidate: u8) -> Said {
    Said::Objection(Objection {
        number,
        candidate,
        witness: "Yanti".into(),
        tps: None,
        text: "Saksi tidak diberi salinan daftar hadir".into(),
    })
}

fn recount() -> Recount {
    Recount {
        number: 1,
        tps: 1.try_into().unwrap(),
        booth: 1.try_into().unwrap(),
        slips: vec![1, 2, 0],
        invalid: 0,
        explanations: vec![Explanation { option: 0, text: "Satu struk sobek".into() }],
    }
}

fn audit() -> Drawn {
    let slips =
        |booth: u32, slips| SlipBox { tps: 1.try_into().unwrap(), booth: booth.try_into().unwrap(), slips };
    Drawn {
        number: 1,
        seed: "31415926535897932384".into(),
        risk_limit: 5,
        boxes: vec![slips(1, 3), slips(2, 6)],
        drawn: "1231x-".into(),
    }
}

fn hash(world: &World, said: &Said) -> StatementHash {
    Statement::hash(&text(world, said))
}

fn logs(world: &mut World) -> Vec<Vec<u8>> {
    [(1, [1, 2, 2]), (2, [2, 2, 3])]
        .map(|(number, choices)| {
            let mut day = Day::open(world, number);
            day.cast_many(world, &list(number, 1), &choices);
            day.close();
            day.bundle()
        })
        .to_vec()
}

fn said(merged: &Merged) -> Vec<&Said> {
    merged.statements[&village()].holding.iter().map(|signed| &signed.statement.said).collect()
}

/// What becomes of one file.
fn added(world: &World, bytes: &[u8]) -> Added {
    let mut evidence = Evidence::new(world.bytes.clone()).unwrap();
    evidence.add_statement(bytes)
}

/// Why a statement that all members have signed is refused.
fn refusal(world: &World, said: &Said) -> String {
    let added = added(world, &stated(world, said, 3));
    assert_eq!((added.valid, added.problems.len()), (0, 1), "{said:?}");
    assert_eq!(added.problems[0].check, Check::Statements);
    added.problems[0].message.to_string()
}

#[test]
fn every_kind_enters_a_record_that_verifies_and_changes_no_count() {
    let mut world = World::new(2);
    let plain = logs(&mut world);
    let complaint = objection(1, 1);
    let answer =
        Answer { number: 1, objection: hash(&world, &complaint), text: "Salinan sudah diberikan".into() };
    let all =
        [Said::Minutes(minutes(1)), Said::Answer(answer), Said::Recount(recount()), Said::Audit(audit())];
    let mut notes: Vec<Vec<u8>> = all.iter().map(|said| stated(&world, said, 2)).collect();
    notes.push(witnessed(&world, &complaint, 0));
    assert!(notes.iter().all(|note| file_kind(note) == FileKind::Statement));
    let before = world.finish(&plain);
    let with = world.finish(&[plain, notes].concat());
    holds(&world, &with);
    assert_eq!(with.1.root, before.1.root);
    assert_eq!(said(&with.1).len(), 5);
    let (old, new) = (before.1.files(&before.0), with.1.files(&with.0));
    let more: Vec<&String> = new.keys().filter(|path| !old.contains_key(*path)).collect();
    assert_eq!(more.len(), 5, "{more:?}");
    let own = format!("statements/{}-{}.note", village(), hash(&world, &complaint));
    assert!(more.contains(&&own) && more.iter().all(|path| path.starts_with("statements/")));
    for (path, bytes) in old.iter().filter(|(path, _)| *path != "MANIFEST") {
        // Shares have fresh proofs each time.
        assert!(new[path] == *bytes || path.ends_with(".share.json"), "{path}");
    }
}

#[test]
fn the_highest_number_holds_and_two_of_one_number_hold_neither() {
    let mut world = World::new(2);
    let logs = logs(&mut world);
    let (first, second) = (Said::Minutes(minutes(1)), Said::Minutes(minutes(2)));
    let other = Said::Minutes(Minutes { place: "SDN 2".into(), ..minutes(2) });
    let notes = [&first, &second].map(|said| stated(&world, said, 2));
    let (evidence, merged) = world.merge(&[logs.clone(), notes.to_vec()].concat());
    assert_eq!(said(&merged), [&second]);
    assert_eq!(evidence.last_statement(&Statement { village: village(), said: other.clone() }), 2);
    let notes = [&first, &second, &other].map(|said| stated(&world, said, 2));
    let (_, merged) = world.merge(&[logs, notes.to_vec()].concat());
    assert_eq!(said(&merged), [] as [&Said; 0]);
    assert_eq!(merged.statements[&village()].conflicting.len(), 2);
}

#[test]
fn a_witness_alone_can_object_and_nobody_else_alone_can_say_anything() {
    let world = World::new(2);
    let complaint = objection(1, 1);
    assert_eq!(added(&world, &witnessed(&world, &complaint, 0)), Added { valid: 1, problems: vec![] });
    // The other candidate's witness has no part in it.
    for note in [witnessed(&world, &complaint, 1), witnessed(&world, &Said::Minutes(minutes(1)), 0)] {
        let added = added(&world, &note);
        assert_eq!((added.valid, added.problems[0].check), (0, Check::Statements));
        assert!(
            added.problems[0].message.to_string().contains("none of the expected keys"),
            "{}",
            added.problems[0].message
        );
    }
    for said in [complaint, Said::Recount(recount())] {
        let added = added(&world, &stated(&world, &said, 1));
        let message = format!("village {}: the statement has 1 of 2 needed committee signatures", village());
        assert_eq!((added.valid, added.problems[0].message.to_string()), (0, message));
    }
}

#[test]
fn signatures_join_whichever_files_bring_them() {
    let world = World::new(2);
    let said = Said::Recount(recount());
    let one = |member: usize| {
        let mut note = SignedNote::new(text(&world, &said)).unwrap();
        let (name, key) = &world.committee[member];
        note.sign(name, key);
        note.to_bytes()
    };
    let mut evidence = Evidence::new(world.bytes.clone()).unwrap();
    assert_eq!(evidence.add_statement(&one(2)).valid, 0);
    assert_eq!(evidence.pending_signatures().count(), 1);
    assert_eq!(evidence.add_statement(&one(0)).valid, 1);
    assert_eq!(evidence.pending_signatures().count(), 0);
    // A third signature joins, and of one member the same one stays.
    assert_eq!(evidence.add_statement(&one(1)).valid, 1);
    let held = evidence.statements_of(world.definition.village(&village()).unwrap()).holding;
    assert_eq!(held[0].signers().count(), 3);
}

#[test]
fn of_a_witness_who_never_stops_fifty_objections_are_kept_in_any_order() {
    let mut world = World::new(2);
    let logs = logs(&mut world);
    let many: Vec<Vec<u8>> = (1..=60).map(|n| witnessed(&world, &objection(n, 1), 0)).collect();
    let other = witnessed(&world, &objection(1, 2), 1);
    let minutes = stated(&world, &Said::Minutes(minutes(1)), 2);
    let mut files = [logs, many, vec![other, minutes]].concat();
    let (evidence, merged) = world.merge(&files);
    assert_eq!(said(&merged).len(), 52);
    files.reverse();
    let (again, twice) = world.merge(&files);
    assert_eq!(twice.files(&again), merged.files(&evidence));
    holds(&world, &(evidence, merged));
}

#[test]
fn what_does_not_fit_the_definition_or_the_limits_is_refused() {
    let world = World::new(2);
    let no_tps = Some(9.try_into().unwrap());
    let cases: Vec<(&str, Said)> = vec![
        ("number", Said::Minutes(minutes(0))),
        ("tps", Said::Minutes(Minutes { tps: no_tps, ..minutes(1) })),
        ("place", Said::Minutes(Minutes { place: String::new(), ..minutes(1) })),
        ("place", Said::Minutes(Minutes { place: "x".repeat(81), ..minutes(1) })),
        ("place", Said::Minutes(Minutes { place: "Balai\u{202e}Desa".into(), ..minutes(1) })),
        ("date", Said::Minutes(Minutes { date: "2026-02-30".into(), ..minutes(1) })),
        ("begins", Said::Minutes(Minutes { begins: "24:00".into(), ..minutes(1) })),
        ("ends", Said::Minutes(Minutes { ends: "13.40".into(), ..minutes(1) })),
        ("disabled", Said::Minutes(Minutes { disabled: None, ..minutes(1) })),
        ("disabled", Said::Minutes(Minutes { tps: None, ..minutes(1) })),
        ("officers", Said::Minutes(Minutes { officers: minutes(1).officers[..2].to_vec(), ..minutes(1) })),
        ("officers", Said::Minutes(Minutes { officers: minutes(1).officers[1..].to_vec(), ..minutes(1) })),
        (
            "candidate",
            Said::Minutes(Minutes {
                witnesses: vec![Witness { candidate: 3, name: "Adi".into(), signs: true }],
                ..minutes(1)
            }),
        ),
        ("incidents", Said::Minutes(Minutes { incidents: vec!["x".into(); 51], ..minutes(1) })),
        ("candidate", objection(1, 3)),
        ("booth", Said::Recount(Recount { tps: 2.try_into().unwrap(), ..recount() })),
        ("slips", Said::Recount(Recount { slips: vec![1, 2], ..recount() })),
        ("slips", Said::Recount(Recount { invalid: 2_000_001, ..recount() })),
        (
            "explanations",
            Said::Recount(Recount {
                explanations: vec![Explanation { option: 4, text: "x".into() }],
                ..recount()
            }),
        ),
        ("seed", Said::Audit(Drawn { seed: "3".repeat(19), ..audit() })),
        ("risk_limit", Said::Audit(Drawn { risk_limit: 0, ..audit() })),
        ("boxes", Said::Audit(Drawn { boxes: audit().boxes.into_iter().rev().collect(), ..audit() })),
        ("boxes", Said::Audit(Drawn { boxes: vec![], ..audit() })),
        ("drawn", Said::Audit(Drawn { drawn: "14".into(), ..audit() })),
    ];
    for (field, said) in cases {
        let message = refusal(&world, &said);
        assert!(message.contains(&format!("field '{field}'")), "{field}: {message}");
    }
    assert_eq!(booth(1).booth, recount().booth);
}

#[test]
fn another_form_or_another_election_is_no_statement() {
    let world = World::new(2);
    let good = text(&world, &Said::Recount(recount()));
    let parse = |text: &str| Statement::parse(&world.definition, text);
    assert_eq!(parse(&good).unwrap().said, Said::Recount(recount()));
    assert_eq!(parse(&good.replacen("simulasi", "resmi", 1)), Err(StatementError::Foreign));
    for (old, new) in [
        ("\"kind\": \"recount\",\n", "\"kind\": \"recount\",\n  \"note\": 1,\n"),
        ("\"invalid\": 0", "\"invalid\": 00"),
        ("\"invalid\": 0", "\"invalid\":  0"),
        ("\"kind\": \"recount\"", "\"kind\": \"answer\""),
    ] {
        assert!(good.contains(old));
        assert!(matches!(parse(&good.replacen(old, new, 1)), Err(StatementError::Json(_))), "{new}");
    }
}

#[test]
fn a_record_with_a_statement_that_nobody_signed_fails_its_check() {
    let mut world = World::new(2);
    let logs = logs(&mut world);
    let (evidence, merged) = world.finish(&logs);
    let mut files = merged.files(&evidence);
    let said = Said::Minutes(minutes(1));
    let path = format!("statements/{}-{}.note", village(), hash(&world, &said));
    files.insert(path, stated(&world, &said, 1));
    files.remove("MANIFEST");
    let manifest = tally::manifest(&files);
    files.insert("MANIFEST".into(), manifest);
    let report = tally::verify(&files, None, &tally::NoProgress).unwrap();
    assert_eq!(report.first_failure().unwrap().0, Check::Statements);
    let _the_count_stands = merge(&evidence, &tally::NoProgress).unwrap();
}

#[test]
fn a_counted_log_tells_when_its_polls_began_and_ended() {
    let mut world = World::new(2);
    let logs = logs(&mut world);
    let (_, merged) = world.merge(&logs[..1]);
    let (opened, closed) = merged.villages[0].polls(&booth(1));
    assert!(opened.unwrap().opened_at.as_str() < closed.unwrap().closed_at.as_str());
    assert_eq!(merged.villages[0].polls(&booth(2)), (None, None));
}
