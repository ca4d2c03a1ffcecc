//! After the polls: count sets, decisions, statements, shares, bulletins, receipts' proofs, whatever else is handed in, the merge,
//! and a record with one file replaced.

use ballot_log::merkle::CompactRange;
use ballot_log::{BundleWriter, Checkpoint, LogHeader, SignedEntry};
use election::definition::Voters;
use election::{BoothId, SetHash, SignedNote, StatementHash, json};
use tally::{
    Answer, Bulletin, BulletinError, CountSet, Decision, DecisionKind, Drawn, Evidence, Explanation,
    FileKind, Input, LogEnd, MANIFEST, Minutes, NoProgress, Objection, Officer, ReceiptFiles, Recount, Role,
    Said, ShareFile, SignedBulletin, SlipBox, Statement, Summary, VillageMerge, VillageResult, Witness,
    check_receipt_files, file_kind, manifest, merge, prove_receipt, verify,
};

use crate::script::{Script, bent_log};
use crate::texts::{tampered, told};
use crate::world::{Booth, world};

/// A count set (spec 9.4).
pub fn count_set(data: &[u8]) {
    match CountSet::parse(data) {
        Ok(set) => {
            assert_eq!(set.to_bytes(), data, "a count set has one form");
            let _seen = (set.is_complete(), set.last_group(), set.ballots());
            for sum in set.groups.iter().flat_map(|group| &group.sums) {
                let _point = sum.decode();
            }
        }
        Err(error) => told(&error, &error.to_indonesian()),
    }
}

/// Seeds of [`count_set`].
#[must_use]
pub fn count_sets() -> Vec<Vec<u8>> {
    let own = world().record_at("/village.json");
    own.into_iter().chain(tampered("/village.json").into_iter().take(12)).collect()
}

/// Decryption shares (spec 10.2).
pub fn shares(data: &[u8]) {
    match ShareFile::parse(data) {
        Ok(file) => assert_eq!(file.to_bytes(), data, "a share file has one form"),
        Err(error) => told(&error, &error.to_indonesian()),
    }
}

/// Seeds of [`shares`].
#[must_use]
pub fn share_files() -> Vec<Vec<u8>> {
    world().record_at(".share.json")
}

/// What the record computes itself, read by other programs: results of villages and of the election (spec 10.4).
pub fn results(data: &[u8]) {
    if let Ok(result) = json::parse_pretty::<VillageResult>(data, 1 << 20) {
        assert_eq!(json::to_pretty(&result), data, "a result has one form");
        for village in world().definition.villages() {
            for bulletin in Bulletin::of(village, &result).unwrap_or_default() {
                assert!(!bulletin.to_digits().is_empty());
            }
        }
    }
    if let Ok(summary) = json::parse_pretty::<Summary>(data, 1 << 20) {
        assert_eq!(json::to_pretty(&summary), data, "a summary has one form");
    }
}

/// Seeds of [`results`].
#[must_use]
pub fn result_files() -> Vec<Vec<u8>> {
    [world().record_at("result.json"), world().record_at("results.json")].concat()
}

/// The text of a decision, signed by the whole committee (spec 9.6). The first byte says of which village, and whether
/// the head lines are written before the rest.
pub fn decision(data: &[u8]) {
    let Some((place, rest)) = data.split_first() else { return };
    let world = world();
    let number = usize::from(place % 2);
    let village = &world.definition.villages()[number];
    let Ok(rest) = std::str::from_utf8(rest) else { return };
    let head = if place & 2 == 0 { world.definition.decision_head(&village.code) } else { String::new() };
    let text = head + rest;
    let parsed = Decision::parse(&world.definition, &text);
    match &parsed {
        Ok(decision) => {
            assert_eq!(decision.text(&world.definition), text, "a decision has one form");
            assert_eq!(decision.check(&world.definition), Ok(()));
        }
        Err(error) => told(error, &error.to_indonesian()),
    }
    let Some(note) = world.signed_by_committee(number, &text) else {
        return assert!(parsed.is_err(), "a decision that no note can hold");
    };
    let mut input = world.input();
    let added = input.add_as(FileKind::Decision, &note);
    let own = parsed.is_ok_and(|decision| decision.village == village.code);
    assert_eq!(added.valid == 1, own, "{added:?}");
}

/// Seeds of [`decision`].
#[must_use]
pub fn decisions() -> Vec<Vec<u8>> {
    let world = world();
    let mut seeds = Vec::new();
    for (number, village) in (0_u8..).zip(world.definition.villages()) {
        let booth = world.booths.iter().find(|booth| booth.identity.booth.village == village.code).unwrap();
        let id = &booth.identity.booth;
        let place = format!("\"tps\": {},\n  \"booth\": {},\n", id.tps, id.booth);
        let reason = "\"reason\": \"Kotak rusak.\"\n}\n";
        let start = |kind: &str| format!("{{\n  \"kind\": \"{kind}\",\n  \"number\": 1,\n  ");
        let lists = world.definition.booth(id).unwrap().lists.iter().map(|list| {
            let voters =
                |name: &str| format!("\"{name}\": {{\n        \"male\": 3,\n        \"female\": 4\n      }}");
            format!(
                "    {{\n      \"dusun\": {},\n      {},\n      {}\n    }}",
                list.dusun,
                voters("present"),
                voters("dptb")
            )
        });
        let lists = lists.collect::<Vec<_>>().join(",\n");
        let end = format!("{}\\n5\\n{}\\n", booth.identity.origin, "A".repeat(43) + "=");
        let end = format!("  \"checkpoint\": \"{end}\",\n  \"head\": \"{}\",\n  ", "ab".repeat(32));
        let texts = [
            format!("{}{place}  \"at_most\": 12,\n  {reason}", start("booth-missing")),
            format!("{}{place}  \"lists\": [\n{lists}\n  ],\n  {reason}", start("attendance")),
            format!("{}\"candidate\": 1,\n  \"article\": \"Pasal 1\",\n  {reason}", start("tie")),
            format!("{}{place}{end}{reason}", start("count-unclosed")),
            format!("{}{place}{end}{reason}", start("choose-fork")),
            format!("{}{place}{end}{reason}", start("late-log")),
        ];
        let head = world.definition.decision_head(&village.code);
        seeds.push([&[number | 2], head.as_bytes(), texts[0].as_bytes()].concat());
        seeds.extend(texts.map(|text| [&[number], text.as_bytes()].concat()));
    }
    seeds
}

/// The text of a statement, signed by the whole committee (spec 10.7). The first byte says of which village, and whether
/// the head lines are written before the rest.
pub fn statement(data: &[u8]) {
    let Some((place, rest)) = data.split_first() else { return };
    let world = world();
    let number = usize::from(place % 2);
    let village = &world.definition.villages()[number];
    let Ok(rest) = std::str::from_utf8(rest) else { return };
    let head = if place & 2 == 0 { world.definition.statement_head(&village.code) } else { String::new() };
    let text = head + rest;
    let parsed = Statement::parse(&world.definition, &text);
    match &parsed {
        Ok(statement) => {
            assert_eq!(statement.text(&world.definition), text, "a statement has one form");
            assert_eq!(statement.check(&world.definition), Ok(()));
        }
        Err(error) => told(error, &error.to_indonesian()),
    }
    let Some(note) = world.signed_by_committee(number, &text) else {
        return assert!(parsed.is_err(), "a statement that no note can hold");
    };
    let mut input = world.input();
    let added = input.add_as(FileKind::Statement, &note);
    let own = parsed.is_ok_and(|statement| statement.village == village.code);
    assert_eq!(added.valid == 1, own, "{added:?}");
    let held = input.evidence().statements_of(village);
    assert_eq!((held.holding.len(), held.conflicting.len()), (usize::from(own), 0));
}

/// Seeds of [`statement`].
#[must_use]
pub fn statements() -> Vec<Vec<u8>> {
    let world = world();
    let mut seeds = Vec::new();
    for (number, village) in (0_u8..).zip(world.definition.villages()) {
        let booth = world.booths.iter().find(|booth| booth.identity.booth.village == village.code).unwrap();
        let head = world.definition.statement_head(&village.code);
        for said in everything_said(&booth.identity.booth, village.option_count()) {
            let text = Statement { village: village.code.clone(), said }.text(&world.definition);
            seeds.push([&[number | 2], text.as_bytes()].concat());
            seeds.push([&[number], text.strip_prefix(&head).unwrap().as_bytes()].concat());
        }
    }
    seeds
}

/// A statement of every kind about a booth and its place.
fn everything_said(booth: &BoothId, options: u8) -> [Said; 5] {
    let officer = |role, name: &str| Officer { role, name: name.to_owned() };
    let (tps, text) = (Some(booth.tps), "Kotak rusak.".to_owned());
    [
        Said::Minutes(Minutes {
            number: 1,
            tps,
            place: "Balai Desa".to_owned(),
            date: "2026-12-10".to_owned(),
            begins: "07:00".to_owned(),
            ends: "13:30".to_owned(),
            disabled: Some(Voters { male: 1, female: 0 }),
            officers: vec![
                officer(Role::Chair, "Sri"),
                officer(Role::Secretary, "Dewi"),
                officer(Role::Member, "Adi"),
            ],
            witnesses: vec![Witness { candidate: 1, name: "Yanti".to_owned(), signs: false }],
            seals: vec!["A-0017".to_owned()],
            incidents: vec![text.clone()],
        }),
        Said::Objection(Objection {
            number: 1,
            candidate: 1,
            witness: "Yanti".to_owned(),
            tps,
            text: text.clone(),
        }),
        Said::Answer(Answer { number: 1, objection: StatementHash::new([7; 32]), text: text.clone() }),
        Said::Recount(Recount {
            number: 1,
            tps: booth.tps,
            booth: booth.booth,
            slips: vec![5; options.into()],
            invalid: 1,
            explanations: vec![Explanation { option: 0, text }],
        }),
        Said::Audit(Drawn {
            number: 1,
            seed: "31415926535897932384".to_owned(),
            risk_limit: 5,
            boxes: vec![SlipBox { tps: booth.tps, booth: booth.booth, slips: 20 }],
            drawn: "12x-".to_owned(),
        }),
    ]
}

/// A bulletin in all three forms (spec 10.6).
pub fn bulletin(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let definition = &world().definition;
    let telling = |error: BulletinError| {
        assert!(!error.name().is_empty());
        told(&error, &error.to_indonesian());
    };
    match SignedBulletin::from_qr(&text) {
        Ok(signed) => {
            assert_eq!(signed.to_qr(), text.trim(), "a QR text has one form");
            signed.verify(definition).map(drop).unwrap_or_else(telling);
        }
        Err(error) => telling(error),
    }
    match Bulletin::from_sms(&text, definition) {
        Ok(read) => same_in_all_forms(&read),
        Err(error) => telling(error),
    }
    match Bulletin::from_digits(&text, definition) {
        Ok(read) => same_in_all_forms(&read),
        Err(error) => telling(error),
    }
}

fn same_in_all_forms(read: &Bulletin) {
    let definition = &world().definition;
    let village = read.check(definition).unwrap();
    assert_eq!(Bulletin::from_sms(&read.to_sms(village), definition).as_ref(), Ok(read));
    assert_eq!(Bulletin::from_digits(&read.to_digits(), definition).as_ref(), Ok(read));
}

/// Seeds of [`bulletin`].
#[must_use]
pub fn bulletins() -> Vec<Vec<u8>> {
    let world = world();
    let mut seeds = Vec::new();
    for (village, file) in world.definition.villages().iter().zip(world.record_at("/result.json")) {
        let result: VillageResult = json::parse_pretty(&file, 1 << 20).unwrap();
        let key = &world.people[&village.committee.keys[0].name];
        for bulletin in Bulletin::of(village, &result).unwrap() {
            seeds.push(bulletin.to_sms(village).into_bytes());
            seeds.push(bulletin.to_digits().into_bytes());
            seeds.push(bulletin.sign(SetHash::new([5; 32]), 1, key).to_qr().into_bytes());
        }
    }
    seeds
}

/// The three files that prove a receipt (spec 7.5). The first byte says which of them this is.
pub fn receipt_files(data: &[u8]) {
    let Some((which, bytes)) = data.split_first() else { return };
    let (honest, root) = proved();
    let mut files = honest.clone();
    match which % 3 {
        0 => files.entry = bytes.to_vec(),
        1 => files.tlog_proof = bytes.to_vec(),
        _ => files.upper = bytes.to_vec(),
    }
    match check_receipt_files(&files, root) {
        Ok(proved) => {
            let place =
                |f: &ReceiptFiles| check_receipt_files(f, root).map(|p| (p.code, p.village, p.position));
            assert_eq!(Ok((proved.code, proved.village, proved.position)), place(honest));
            assert_eq!(
                (&files.entry, &files.upper),
                (&honest.entry, &honest.upper),
                "two proofs for one root"
            );
        }
        Err(error) => told(&error, &error.to_indonesian()),
    }
}

/// The files of one receipt of the record, and the root to which they lead.
fn proved() -> &'static (ReceiptFiles, String) {
    static PROVED: std::sync::OnceLock<(ReceiptFiles, String)> = std::sync::OnceLock::new();
    PROVED.get_or_init(|| {
        let report = verify(&world().record, Some(world().id), &NoProgress).unwrap();
        let merged = report.merged.unwrap();
        let evidence = evidence_of(&world().record);
        let receipt = ballot_log::Receipt::parse(&world().inputs_at("receipts/")[0]).unwrap();
        let files = prove_receipt(&evidence, &merged, &receipt.code.to_string()).unwrap();
        let Err(tally::ReceiptProofError::OtherRoot { found }) = check_receipt_files(&files, "") else {
            unreachable!("no root is empty")
        };
        (files, found)
    })
}

/// Seeds of [`receipt_files`].
#[must_use]
pub fn receipt_proofs() -> Vec<Vec<u8>> {
    let files = &proved().0;
    let all = [&files.entry, &files.tlog_proof, &files.upper];
    (0_u8..).zip(all).map(|(which, bytes)| [&[which], bytes.as_slice()].concat()).collect()
}

/// A file of unknown kind among the inputs (spec 8.1): it is taken, or its problem is named, and taking it twice or
/// last changes nothing.
pub fn input(data: &[u8]) {
    let mut once = world().input();
    let (kind, added) = once.add(data);
    assert_eq!(kind, file_kind(data));
    let silent = added.valid == 0 && added.problems.is_empty();
    assert!(!silent || matches!(kind, FileKind::Computed | FileKind::Bundle), "{kind:?}: nothing was said");
    added.problems.iter().for_each(|problem| told(&problem.message, &problem.message.indonesian));
    let mut twice = once.clone();
    let (_, again) = twice.add(data);
    assert_eq!(again.valid, added.valid);
    let (one, problems) = once.finish();
    let (two, _) = twice.finish();
    problems.iter().for_each(|problem| told(&problem.message, &problem.message.indonesian));
    // What was taken is what it was; what it makes of the count is for `merged` to say.
    assert_eq!(one.entries(), two.entries());
}

/// Seeds of [`input`].
#[must_use]
pub fn inputs() -> Vec<Vec<u8>> {
    let (record, mut seeds) = (&world().record, Vec::new());
    seeds.extend(record.iter().filter(|(_, bytes)| bytes.len() < 16_384).map(|(_, bytes)| bytes.clone()));
    seeds.extend(crate::logs::checkpoints());
    seeds.sort();
    seeds.dedup();
    seeds
}

/// The evidence that a record's files are.
fn evidence_of(files: &tally::Files) -> Evidence {
    let mut input = Input::new(Evidence::new(files["election.json"].clone()).unwrap());
    for bytes in files.values() {
        let _taken = input.add(bytes);
    }
    input.finish().0
}

/// A record with one file replaced (spec 12): whatever it is, a verification says so. Two bytes: which file, whether the
/// manifest is made anew, whether the file is left out.
pub fn record_file(data: &[u8]) {
    let Some(([place, how], bytes)) = data.split_first_chunk::<2>() else { return };
    let world = world();
    let mut files = world.record.clone();
    let path = files.keys().nth(usize::from(*place) % files.len()).unwrap().clone();
    let same = how & 2 == 0 && files[&path] == bytes;
    if how & 2 == 0 {
        files.insert(path.clone(), bytes.to_vec());
    } else {
        files.remove(&path);
    }
    if how & 1 == 1 && path != MANIFEST {
        let list = manifest(&files);
        files.insert(MANIFEST.to_owned(), list);
    }
    let report = verify(&files, Some(world.id), &NoProgress).unwrap();
    assert_eq!(report.passed(), same, "{path}: {:?}", report.first_failure());
    let failures = report.checks.iter().flat_map(|check| &check.failures);
    failures.for_each(|failure| told(&failure.message, &failure.message.indonesian));
}

/// Seeds of [`record_file`].
#[must_use]
pub fn record_files() -> Vec<Vec<u8>> {
    let with = |(place, bytes): (u8, &Vec<u8>)| [&[place, place % 2], bytes.as_slice()].concat();
    (0..).zip(world().record.values()).map(with).collect()
}

/// Logs of dishonest booths, merged (spec 8, 9): what comes out verifies but for what contradicts it, merges to itself,
/// and no ballot is lost. The first byte says which logs arrive.
pub fn merged(data: &[u8]) {
    let mut input = world().input();
    let _logs = take_logs(&mut input, &mut Script::new(data));
    check_merge(&input);
}

/// The same in two stages (spec 9.6, 9.7): logs and decisions about them, then the committees sign what came of it, then
/// more logs and more decisions.
pub fn signed(data: &[u8]) {
    let (world, mut input, mut script) = (world(), world().input(), Script::new(data));
    let logs = take_logs(&mut input, &mut script);
    take_decisions(&mut input, &logs, 1, &mut script);
    let (evidence, _) = input.clone().finish();
    let merged = merge(&evidence, &NoProgress).unwrap();
    for (number, village) in merged.villages.iter().enumerate() {
        if script.byte() % 4 == 3 {
            continue;
        }
        let (set, hash) = village.to_sign();
        let text = world.definition.set_text(&village.village, hash);
        let _set = input.add(&set.to_bytes());
        let note = world.signed_by_committee(number, &text).unwrap();
        assert_eq!(input.add(&note).1.problems, []);
    }
    let logs = take_logs(&mut input, &mut script);
    take_decisions(&mut input, &logs, 2, &mut script);
    check_merge(&input);
}

/// Bent logs of the booths whose bit is set; gives all of them.
fn take_logs(input: &mut Input, script: &mut Script<'_>) -> Vec<Vec<SignedEntry>> {
    let logs = bent_logs(script);
    for (booth, records) in world().booths.iter().zip(&logs).filter(|(_, records)| !records.is_empty()) {
        let _added = input.add_bundle(bundle_of(booth, records).as_slice());
    }
    logs
}

/// A log for each booth, empty where none arrives. The first byte says which do.
fn bent_logs(script: &mut Script<'_>) -> Vec<Vec<SignedEntry>> {
    let arrive = script.byte();
    let bent = |(bit, booth): (usize, &Booth)| match arrive >> bit & 1 {
        1 => bent_log(world(), booth, script),
        _ => Vec::new(),
    };
    world().booths.iter().enumerate().map(bent).collect()
}

fn bundle_of(booth: &Booth, records: &[SignedEntry]) -> Vec<u8> {
    let mut sorted = records.to_vec();
    sorted.sort_by_cached_key(|record| {
        (record.entry().position(), record.entry().hash(), record.to_record_bytes())
    });
    let mut writer = BundleWriter::new(LogHeader::of(&booth.identity));
    sorted.iter().for_each(|record| drop(writer.push(record)));
    writer.finish()
}

/// The bundles of logs after a script.
pub(crate) fn bent_bundles(data: &[u8]) -> Vec<Vec<u8>> {
    let logs = bent_logs(&mut Script::new(data));
    let arrived = world().booths.iter().zip(&logs).filter(|(_, records)| !records.is_empty());
    arrived.map(|(booth, records)| bundle_of(booth, records)).collect()
}

/// At most one decision about each booth, signed by the whole committee, as is the checkpoint that it counts to.
fn take_decisions(input: &mut Input, logs: &[Vec<SignedEntry>], number: u32, script: &mut Script<'_>) {
    let world = world();
    for (booth, records) in world.booths.iter().zip(logs) {
        let (what, until) = (script.byte(), usize::from(script.byte()));
        let id = booth.identity.booth.clone();
        let end = || end_of(booth, &records[..until.min(records.len())]);
        let kind = match what % 6 {
            1 => Some(DecisionKind::BoothMissing { booth: id.clone(), at_most: u32::from(script.byte()) }),
            2 => end().map(DecisionKind::CountUnclosed),
            3 => end().map(DecisionKind::ChooseFork),
            4 => end().map(DecisionKind::LateLog),
            5 => Some(DecisionKind::Tie { candidate: script.byte() % 3 + 1, article: "Pasal 1".to_owned() }),
            _ => None,
        };
        let Some(kind) = kind else { continue };
        let village = world.definition.villages().iter().position(|v| v.code == id.village).unwrap();
        if let DecisionKind::CountUnclosed(end) | DecisionKind::ChooseFork(end) | DecisionKind::LateLog(end) =
            &kind
        {
            let _note = input.add(&world.signed_by_committee(village, &end.checkpoint.text()).unwrap());
        }
        let decision = Decision { village: id.village, number, kind, reason: "Kotak rusak.".to_owned() };
        let note = world.signed_by_committee(village, &decision.text(&world.definition)).unwrap();
        let (kind, added) = input.add(&note);
        assert!(
            kind == FileKind::Decision && (added.valid == 1) == decision.check(&world.definition).is_ok()
        );
    }
}

/// Where a log ends after these records, if they were all of it.
fn end_of(booth: &Booth, records: &[SignedEntry]) -> Option<LogEnd> {
    let mut tree = CompactRange::new();
    records.iter().for_each(|record| tree.push(record.entry().hash().into()));
    let origin = booth.identity.origin.clone();
    let checkpoint = Checkpoint { origin, size: tree.size(), root: tree.root() };
    Some(LogEnd { booth: booth.identity.booth.clone(), checkpoint, head: records.last()?.entry().hash() })
}

fn check_merge(input: &Input) {
    let (evidence, _) = input.clone().finish();
    let merged = merge(&evidence, &NoProgress).unwrap();
    for village in &merged.villages {
        let counted = village.set.groups.iter().map(|group| group.ballots).sum::<u32>();
        assert_eq!(counted, village.set.ballots());
        assert_eq!(CountSet::parse(&village.set_bytes).as_ref(), Ok(&village.set));
        no_ballot_is_lost(village);
    }
    let files = merged.files(&evidence);
    let again = evidence_of(&files);
    assert!(merge(&again, &NoProgress).unwrap().files(&again) == files, "a record merges to another one");
    let report = verify(&files, Some(world().id), &NoProgress).unwrap();
    let told =
        |village: &VillageMerge| village.contradictions().next().is_some() || !village.refusals.is_empty();
    assert!(report.passed() || merged.villages.iter().any(told), "{:?}", report.first_failure());
}

/// What the logs that count hold is counted or set aside.
fn no_ballot_is_lost(village: &VillageMerge) {
    let counted = |line: &&tally::BoothLine| line.is_counted();
    let cast: u32 = village.set.booths.iter().filter(counted).map(|line| line.cast).sum();
    let aside = village.set.set_aside.iter().filter(|aside| {
        let id = BoothId { village: village.village.clone(), tps: aside.tps, booth: aside.booth };
        village.set.line(&id).is_some_and(tally::BoothLine::is_counted)
    });
    let aside = u32::try_from(aside.count()).unwrap();
    assert!(village.set.ballots() + aside >= cast, "{} + {aside} of {cast}", village.set.ballots());
}

/// Seeds of [`merged`].
#[must_use]
pub fn merges() -> Vec<Vec<u8>> {
    let scripts = crate::logs::scripts();
    (1_u8..).zip(scripts).map(|(logs, script)| [&[logs], script.as_slice()].concat()).collect()
}

/// Seeds of [`signed`]: the logs of a day, decisions, signatures, later logs.
#[must_use]
pub fn stages() -> Vec<Vec<u8>> {
    // An act and its place for each log, 255 at the end of each; then two bytes of decision for each booth.
    let stages: [&[&[u8]]; 5] = [
        &[&[15]],
        &[&[7, 0xff, 0xff, 0xff], &[0, 0, 0, 0, 0, 0, 1, 9, 5], &[0, 0, 8, 0xff], &[0, 0, 0, 0, 0, 0, 4, 99]],
        &[&[2, 0, 0, 0, 0xff], &[0, 0, 2, 9, 0, 0, 0, 0], &[1, 1, 0]],
        &[&[1, 0, 1, 4, 1, 0xff], &[0, 0], &[3, 7, 0, 0, 0, 0, 0, 0]],
        &[&[4, 0xff], &[1, 0, 3, 1, 0, 0, 0, 0, 0, 0], &[0, 0], &[15, 0xff, 0xff, 0xff, 0xff]],
    ];
    stages.map(<[&[u8]]>::concat).to_vec()
}

/// A note over a count set, with whatever signatures (spec 9.5): the first byte says of which village.
pub fn set_note(data: &[u8]) {
    let Some((place, bytes)) = data.split_first() else { return };
    let world = world();
    let sets = world.record_at("/village.json");
    let set = &sets[usize::from(*place) % sets.len()];
    let mut evidence = Evidence::new(world.definition_bytes.clone()).unwrap();
    let added = evidence.add_set(set, bytes);
    added.problems.iter().for_each(|problem| told(&problem.message, &problem.message.indonesian));
    if added.valid > 0 {
        let note = SignedNote::parse(bytes).unwrap();
        assert!(note.text().contains(&tally::set_hash(set).to_string()));
    }
}

/// Seeds of [`set_note`].
#[must_use]
pub fn set_notes() -> Vec<Vec<u8>> {
    let notes = world().record_at("/village.json.note");
    (0_u8..).zip(notes).map(|(place, note)| [&[place], note.as_slice()].concat()).collect()
}
