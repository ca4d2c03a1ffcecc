//! Whoever hands in files must not be able to break, hide or change what others handed in.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test fails by panicking")]

mod support;

use ballot_log::{Checkpoint, Receipt, SignedEntry};
use curve25519_dalek::constants::ED25519_BASEPOINT_POINT;
use curve25519_dalek::scalar::{Scalar, clamp_integer};
use election::{BallotCode, SecretKey, SetHash, Signature, SignedNote, label};
use sha2::{Digest, Sha512};
use support::{Day, World, booth, bundle_of, list, village};
use tally::{BoothStatus, Check, CountSet, Evidence, Files, Merged, NoProgress, merge, set_hash, verify};

fn status(merged: &Merged, number: usize) -> BoothStatus {
    merged.villages[0].set.booths[number - 1].status
}

fn day(world: &mut World, number: u32, choices: &[u8]) -> Day {
    let mut day = Day::open(world, number);
    day.cast_many(world, &list(number, 1), choices);
    day
}

/// Two whole days.
fn logs(world: &mut World) -> Vec<Vec<u8>> {
    [(1, [1, 2, 1]), (2, [1, 1, 2])]
        .map(|(number, choices)| {
            let mut day = day(world, number, &choices);
            day.close();
            day.bundle()
        })
        .to_vec()
}

fn booth_key(world: &World, number: u32) -> SecretKey {
    SecretKey::from_bytes(&world.booth_keys[&booth(number)])
}

/// Merges whatever is valid in the files, without asking that all of them are.
fn merge_any(world: &World, files: &[Vec<u8>]) -> (Evidence, Merged) {
    let mut input = world.input();
    files.iter().for_each(|file| drop(input.add(file)));
    let (evidence, _) = input.finish();
    let merged = merge(&evidence, &NoProgress).unwrap();
    (evidence, merged)
}

/// Merging the record again gives the record, and it verifies.
fn assert_stable(world: &World, evidence: &Evidence, merged: &Merged) -> Files {
    let files = merged.files(evidence);
    let (again_evidence, again) = merge_any(world, &files.clone().into_values().collect::<Vec<_>>());
    assert!(again.files(&again_evidence) == files, "merging the record again changes it");
    let report = verify(&files, None, &NoProgress).unwrap();
    assert_eq!(report.first_failure(), None);
    files
}

/// A second valid signature of the same key: RFC 8032 with another r. Signers that are not deterministic make them.
fn signature_with(key: &SecretKey, message: &[u8], nonce: u64) -> Signature {
    let expanded = Sha512::digest(*key.expose_bytes());
    let secret = Scalar::from_bytes_mod_order(clamp_integer(*expanded.first_chunk().unwrap()));
    let r = Scalar::from(nonce);
    let first = (ED25519_BASEPOINT_POINT * r).compress();
    let hash = Sha512::new().chain_update(first.as_bytes()).chain_update(key.public().as_bytes());
    let k = Scalar::from_bytes_mod_order_wide(&hash.chain_update(message).finalize().into());
    let mut bytes = [0; 64];
    bytes[..32].copy_from_slice(first.as_bytes());
    bytes[32..].copy_from_slice((r + k * secret).as_bytes());
    Signature::from_bytes(bytes)
}

#[test]
fn entries_of_another_election_break_no_log_of_the_same_key() {
    let mut world = World::new(2);
    // A rehearsal with the same booths: other definition, same keys.
    let mut rehearsal = World::new(3);
    assert_eq!(world.booth_keys, rehearsal.booth_keys);
    let mut files = logs(&mut world);
    let strange: Vec<SignedEntry> = day(&mut rehearsal, 1, &[2, 2]).records;
    files.push(bundle_of(&world.identity(1), &strange));
    let mut input = world.input();
    assert_eq!(input.add(&files[2]).1.valid, 0);
    let (_, merged) = merge_any(&world, &files);
    assert_eq!(status(&merged, 1), BoothStatus::Counted);
}

#[test]
fn what_was_verified_for_one_election_is_nothing_in_another_with_the_same_keys() {
    let (mut world, rehearsal) = (World::new(2), World::new(3));
    let record = day(&mut world, 1, &[1]).records.remove(0);
    let [mut own, mut other] = [&world, &rehearsal].map(|world| Evidence::new(world.bytes.clone()).unwrap());
    let verified = own.verify_record(&booth(1), record).unwrap();
    other.insert_record(verified.clone());
    own.insert_record(verified);
    assert_eq!([own.entries(), other.entries()], [1, 0]);
}

#[test]
fn a_receipt_for_another_ballot_than_the_entry_holds_quarantines_the_log() {
    let mut world = World::new(2);
    let mut files = logs(&mut world);
    let mut day = day(&mut world, 1, &[1, 2]);
    day.close();
    files[0] = day.bundle();
    let (identity, key) = (world.identity(1), booth_key(&world, 1));
    let receipt = |code: BallotCode, entry: &SignedEntry| {
        let entry = entry.entry().hash();
        let text =
            [label("receipt").as_slice(), identity.election.as_bytes(), code.as_bytes(), entry.as_bytes()]
                .concat();
        let (election, booth) = (identity.election, identity.booth.clone());
        Receipt { election, booth, code, entry, signature: key.sign(&text) }.to_bytes()
    };
    // Two voters, one entry: the second voter's ballot was never recorded, but the receipt names an entry that exists.
    for position in [0, 1] {
        let clash = receipt(BallotCode::new([7; 32]), &day.records[position]);
        let (evidence, merged) = world.merge(&[files.clone(), vec![clash]].concat());
        assert_eq!(status(&merged, 1), BoothStatus::Quarantined, "position {position}");
        assert!(merged.villages[0].problems.iter().any(|(_, p)| p.check == Check::Receipts));
        assert_stable(&world, &evidence, &merged);
    }
}

#[test]
fn of_two_valid_signatures_of_one_key_the_smaller_is_kept() {
    let mut world = World::new(2);
    let mut files = logs(&mut world);
    let (_, counted) = world.merge(&files);
    let set = &counted.villages[0];
    files.push(set.set_bytes.clone());
    // The committee's note, and a loose checkpoint of booth 1.
    let (name, key) =
        (world.committee[0].0.clone(), SecretKey::from_bytes(&world.committee[0].1.expose_bytes()));
    let second = world.committee[1].1.sign(world.definition.set_text(&village(), set.hash).as_bytes());
    let mut notes: Vec<Vec<Vec<u8>>> = vec![Vec::new(), Vec::new()];
    for nonce in [11, 22, 33] {
        let text = world.definition.set_text(&village(), set.hash);
        let mut note = SignedNote::new(text.clone()).unwrap();
        note.add(&name, &key.public(), signature_with(&key, text.as_bytes(), nonce));
        note.add(&world.committee[1].0, &world.committee[1].1.public(), second);
        notes[0].push(note.to_bytes());
        let booth_key = booth_key(&world, 1);
        let checkpoint = checkpoint_of(&world, &files[0]);
        let signature = signature_with(&booth_key, checkpoint.text().as_bytes(), nonce);
        let note = checkpoint.with_signature(&booth_key.public(), signature).unwrap();
        notes[1].push(note.note().to_bytes());
    }
    let mut records = Vec::new();
    for order in [[0, 1, 2], [2, 1, 0]] {
        let mut all = files.clone();
        all.extend(order.iter().flat_map(|i| [notes[0][*i].clone(), notes[1][*i].clone()]));
        let (evidence, merged) = world.merge(&all);
        assert!(merged.villages[0].note.is_some());
        records.push(assert_stable(&world, &evidence, &merged));
    }
    assert!(records[0] == records[1], "the order of inputs shows");
}

/// The checkpoint of the first entry of a bundle.
fn checkpoint_of(world: &World, bundle: &[u8]) -> Checkpoint {
    let mut state = ballot_log::ChainState::new(world.identity(1));
    let first = ballot_log::BundleReader::new(bundle).unwrap().next().unwrap().unwrap();
    state.push(&first.verify(&world.identity(1)).unwrap()).unwrap();
    state.checkpoint()
}

#[test]
fn a_member_who_signs_another_text_about_a_set_hides_no_note() {
    let mut world = World::new(2);
    let mut files = logs(&mut world);
    let (_, counted) = world.merge(&files);
    let text = world.definition.set_text(&village(), counted.villages[0].hash);
    let mut strange = SignedNote::new(text.replacen("simulasi", "aaa", 1)).unwrap();
    let (name, key) = &world.committee[2];
    strange.sign(name, key);
    files.extend([counted.villages[0].set_bytes.clone(), world.sign(&counted, 2)]);
    let mut input = world.input();
    files.iter().for_each(|file| assert_eq!(input.add(file).1.problems, []));
    assert_eq!(input.add(&strange.to_bytes()).1.problems[0].check, Check::Committee);
    let (evidence, problems) = input.finish();
    assert_eq!(problems, []);
    assert!(merge(&evidence, &NoProgress).unwrap().villages[0].note.is_some());
}

/// A set that the committee has signed under another number or with a predecessor.
fn renumbered(merged: &Merged, number: u32, predecessor: Option<SetHash>) -> CountSet {
    let mut set = merged.villages[0].set.clone();
    (set.number, set.predecessor) = (number, predecessor);
    set
}

fn signed(world: &World, set: &CountSet) -> [Vec<u8>; 2] {
    let bytes = set.to_bytes();
    let mut note = SignedNote::new(world.definition.set_text(&village(), set_hash(&bytes))).unwrap();
    for (name, key) in world.committee.iter().take(2) {
        note.sign(name, key);
    }
    [bytes, note.to_bytes()]
}

#[test]
fn numbers_of_count_sets_count_up_from_one() {
    let mut world = World::new(2);
    let files = logs(&mut world);
    let (_, first) = world.merge(&files);
    let hash = first.villages[0].hash;
    let cases = [
        (7, None, false),
        (1, Some(SetHash::new([1; 32])), false),
        (3, Some(hash), false),
        (2, Some(hash), true),
    ];
    for (number, predecessor, good) in cases {
        let set = renumbered(&first, number, predecessor);
        let mut all = files.clone();
        all.extend(signed(&world, &first.villages[0].set));
        all.extend(signed(&world, &set));
        if predecessor.is_none() {
            all.drain(files.len()..files.len() + 2);
        }
        let (_, merged) = merge_any(&world, &all);
        let accepted = merged.villages[0].refusals.is_empty() && merged.villages[0].set.number == number;
        assert_eq!(accepted, good, "number {number}");
    }
}

#[test]
fn shares_of_every_signed_set_stay_in_the_record() {
    let mut world = World::new(2);
    let mut files = logs(&mut world);
    let (_, first) = world.merge(&files);
    files.extend(signed(&world, &first.villages[0].set));
    files.extend(world.answer(&first, &[0, 1]));
    let (_, decrypted) = world.merge(&files);
    assert!(decrypted.villages[0].result.is_some());
    files.extend(signed(&world, &renumbered(&first, 2, Some(first.villages[0].hash))));
    let (evidence, merged) = world.merge(&files);
    assert_eq!(merged.villages[0].set.number, 2);
    let record = assert_stable(&world, &evidence, &merged);
    for trustee in ["t01", "t02"] {
        let path = format!("villages/{}/set-1/{trustee}.share.json", village());
        assert!(record.contains_key(&path), "{path}");
    }
}

#[test]
fn shares_that_answer_no_signed_set_are_named() {
    let mut world = World::new(2);
    let mut files = logs(&mut world);
    let (_, first) = world.merge(&files);
    files.extend(world.answer(&first, &[0]));
    let (_, merged) = world.merge(&files);
    assert_eq!(merged.villages[0].share_problems.len(), 1);
    assert!(merged.villages[0].has_remarks());
}

#[test]
fn what_contradicts_a_signed_set_is_a_remark_and_fails_verification() {
    let mut world = World::new(2);
    let files = logs(&mut world);
    let (evidence, merged) = world.finish(&files);
    let mut record: Vec<_> = merged.files(&evidence).into_values().collect();
    // Booth 1 has also signed a longer log.
    let identity = world.identity(1);
    let root = ballot_log::merkle::RootHash::new([3; 32]);
    let beyond = Checkpoint { origin: identity.origin, size: 99, root };
    let key = booth_key(&world, 1);
    let note = beyond.with_signature(&key.public(), beyond.sign(&key)).unwrap();
    record.push(note.note().to_bytes());
    let (evidence, merged) = world.merge(&record);
    assert!(merged.villages[0].has_remarks());
    let report = verify(&merged.files(&evidence), None, &NoProgress).unwrap();
    assert_eq!(report.first_failure().map(|(check, _)| check), Some(Check::Checkpoints));
}

#[test]
fn a_checkpoint_of_a_booth_without_entries_leaves_it_missing_and_is_named_once() {
    let mut world = World::new(2);
    let files = logs(&mut world);
    let key = booth_key(&world, 1);
    let checkpoint = checkpoint_of(&world, &files[0]);
    let note = checkpoint.with_signature(&key.public(), checkpoint.sign(&key)).unwrap();
    let (_, merged) = world.merge(&[files[1].clone(), note.note().to_bytes()]);
    assert_eq!(status(&merged, 1), BoothStatus::Missing);
    assert_eq!(merged.villages[0].problems.len(), 1);
}

#[test]
fn two_signed_sets_with_equal_short_hashes_do_not_share_a_folder() {
    // Signed sets of one number stand in folders that name their whole hash.
    let mut world = World::new(2);
    let mut files = logs(&mut world);
    let (_, one) = world.merge(&files[..1]);
    let (_, two) = world.merge(&files);
    files.extend([&one, &two].into_iter().flat_map(|merged| signed(&world, &merged.villages[0].set)));
    let (evidence, merged) = world.merge(&files);
    let record = merged.files(&evidence);
    for set in [&one, &two] {
        let path = format!("villages/{}/set-1-{}/village.json", village(), set.villages[0].hash);
        assert!(record.contains_key(&path), "{path}");
    }
}

/// The same records with other parts: stripped, foreign or invalid ones, as a careless or hostile copier leaves them.
fn bent(world: &World, day: &Day, number: u32, which: usize) -> Vec<u8> {
    let mut other = None;
    let records: Vec<SignedEntry> = day
        .records
        .iter()
        .map(|record| {
            let mut bytes = record.to_record_bytes();
            let (parts, end) = (bytes[0], bytes.len());
            match which {
                // Without any part.
                0 => {
                    bytes.truncate(end - 64 * usize::try_from(parts.count_ones()).unwrap());
                    bytes[0] = 0;
                }
                // Every part damaged, the receipt and the checkpoint alike.
                1 => (0..usize::try_from(parts.count_ones()).unwrap())
                    .for_each(|i| bytes[end - 64 * i - 1] ^= 1),
                // Each cast entry has a checkpoint signature that is not due.
                _ if record.entry().kind() == ballot_log::Kind::Cast && parts == 1 => {
                    bytes.extend(other.unwrap_or([5; 64]));
                    bytes[0] = 3;
                }
                _ => {}
            }
            other = record.checkpoint().map(|signature| *signature.as_bytes()).or(other);
            SignedEntry::from_record_bytes(&bytes).unwrap()
        })
        .collect();
    bundle_of(&world.identity(number), &records)
}

/// Everything at once, for the tests of order and stages: each unit's files come together.
fn units(world: &mut World, seed: u64) -> Vec<Vec<Vec<u8>>> {
    let mut first = day(world, 1, &[1, 2, 1, 1]);
    let early = first.builder.chain().checkpoint();
    let key = booth_key(world, 1);
    let early = early.with_signature(&key.public(), early.sign(&key)).unwrap().note().to_bytes();
    let code = first.cast(world, &list(1, 1), 2);
    let entry = first.records.last().unwrap().clone().verify(&world.identity(1)).unwrap();
    let receipt = Receipt::of(&world.identity(1), &code, &entry).unwrap().to_bytes();
    first.cast_many(world, &list(1, 1), &[1; 21]);
    first.close();
    let mut second = day(world, 2, &[1, 1, 2]);
    second.challenge(world, &list(2, 2), 1);
    second.close();
    let mut units: Vec<Vec<Vec<u8>>> = vec![
        vec![first.bundle_of(0..9)],
        vec![first.bundle_of(7..first.records.len())],
        vec![second.bundle()],
        vec![early],
        vec![receipt],
    ];
    units.extend((0..3).map(|which| vec![bent(world, &first, 1, which)]));
    if seed.is_multiple_of(3) {
        // Booth 2 has a second history.
        let mut twin = day(world, 2, &[2, 2]);
        twin.close();
        units.push(vec![twin.bundle()]);
    }
    if !seed.is_multiple_of(4) {
        let (_, counted) = world.merge(&[first.bundle(), second.bundle()]);
        let mut files = signed(world, &counted.villages[0].set).to_vec();
        files.extend(world.answer(&counted, &[0, 1]));
        units.push(files);
    }
    if seed % 5 == 1 {
        // The committee has also signed the set without booth 1.
        let (_, counted) = world.merge(&[second.bundle()]);
        let mut files = signed(world, &counted.villages[0].set).to_vec();
        files.extend(world.answer(&counted, &[2]));
        units.push(files);
    }
    units
}

#[test]
fn neither_order_nor_stages_show() {
    use rand_chacha::ChaCha20Rng;
    use rand_core::{Rng as _, SeedableRng as _};
    for seed in 0..8 {
        let mut world = World::new(2);
        let units = units(&mut world, seed);
        let (evidence, merged) = merge_any(&world, &units.concat());
        let whole = merged.files(&evidence);
        let mut random = ChaCha20Rng::seed_from_u64(seed);
        for _ in 0..4 {
            let mut rest = units.clone();
            let mut record: Vec<Vec<u8>> = Vec::new();
            let mut last = Files::new();
            while !rest.is_empty() {
                for _ in 0..=random.next_u32() % 3 {
                    if !rest.is_empty() {
                        let next = usize::try_from(random.next_u32()).unwrap() % rest.len();
                        record.extend(rest.swap_remove(next));
                    }
                }
                let (evidence, merged) = merge_any(&world, &record);
                last = merged.files(&evidence);
                record = last.clone().into_values().collect();
            }
            let differing =
                || whole.iter().find(|(path, bytes)| last.get(*path) != Some(*bytes)).map(|(p, _)| p);
            assert!(last == whole, "seed {seed}: stages show in {:?}", differing());
        }
    }
}

#[test]
fn every_flipped_byte_is_found_in_its_file() {
    let mut world = World::new(2);
    let mut first = day(&mut world, 1, &[1, 2]);
    let early = first.builder.chain().checkpoint();
    let key = booth_key(&world, 1);
    let early = early.with_signature(&key.public(), early.sign(&key)).unwrap().note().to_bytes();
    first.close();
    let mut second = day(&mut world, 2, &[1, 1]);
    second.challenge(&mut world, &list(2, 2), 1);
    second.close();
    let files = [first.bundle(), second.bundle(), early];
    let (_, counted) = world.merge(&files);
    let mut files = files.to_vec();
    files.extend(signed(&world, &counted.villages[0].set));
    files.extend(world.answer(&counted, &[0, 1]));
    let (evidence, merged) = world.merge(&files);
    let record = assert_stable(&world, &evidence, &merged);
    let id = Some(world.definition.id());
    for (path, bytes) in &record {
        let stride = 1 + bytes.len() / 8;
        for place in (0..bytes.len()).step_by(stride) {
            let mut bent = record.clone();
            bent.get_mut(path).unwrap()[place] ^= 1 << (place % 8);
            let report = verify(&bent, id, &NoProgress).unwrap();
            let failures = report.checks.iter().flat_map(|c| c.failures.iter().map(move |f| (c.check, f)));
            let own = failures
                .filter(|(check, f)| *check != Check::Manifest && f.file == *path)
                .map(|(c, _)| c)
                .min();
            let lowest = report.first_failure().map(|(check, _)| check);
            if path == tally::MANIFEST {
                assert_eq!(lowest, Some(Check::Manifest), "{path} byte {place}");
            } else {
                assert!(own.is_some(), "{path} byte {place}: {:?}", report.first_failure());
            }
        }
    }
}

#[test]
fn a_late_log_proves_no_receipt_and_a_proof_says_if_the_ballot_is_set_aside() {
    let mut world = World::new(2);
    let mut first = Day::open(&world, 1);
    let token = first.token(&world, &list(1, 1));
    let good = first.cast_with(&mut world, &list(1, 1), &token, 1);
    let again = first.cast_with(&mut world, &list(1, 1), &token, 2);
    first.cast_many(&mut world, &list(1, 1), &[1, 2]);
    first.close();
    let second = logs(&mut world).remove(1);
    let (evidence, merged) = world.merge(&[first.bundle(), second.clone()]);
    let proved = |code: BallotCode| {
        let files = tally::prove_receipt(&evidence, &merged, &code.to_string()).unwrap();
        tally::check_receipt_files(&files, &hex::encode(merged.root.as_bytes())).unwrap()
    };
    assert_eq!(proved(good).set_aside, None);
    assert_eq!(proved(again).set_aside, Some(tally::Reason::TokenUsed));
    // The committee has signed the set without booth 1: nothing published leads to its ballots.
    let (_, without) = world.merge(std::slice::from_ref(&second));
    let mut files = vec![first.bundle(), second];
    files.extend(signed(&world, &without.villages[0].set));
    let (evidence, merged) = world.merge(&files);
    assert_eq!(merged.villages[0].late, [booth(1)]);
    let refused = tally::prove_receipt(&evidence, &merged, &good.to_string()).unwrap_err();
    assert_eq!(refused, tally::ReceiptProofError::NotFound { code: good.to_string() });
}

#[test]
fn receipt_files_have_one_form() {
    let mut world = World::new(2);
    let mut first = Day::open(&world, 1);
    let token = first.token(&world, &list(1, 1));
    let code = first.cast_with(&mut world, &list(1, 1), &token, 1);
    first.cast_many(&mut world, &list(1, 1), &[1, 2]);
    first.close();
    let (evidence, merged) = world.merge(&[first.bundle()]);
    let files = tally::prove_receipt(&evidence, &merged, &code.to_string()).unwrap();
    let upper = String::from_utf8(files.upper.clone()).unwrap();
    let context = upper.split("\"context\": \"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    let refused = |from: &str, to: &str| {
        let upper = upper.replacen(from, to, 1).into_bytes();
        let files = tally::ReceiptFiles { upper, ..files.clone() };
        tally::check_receipt_files(&files, &hex::encode(merged.root.as_bytes())).unwrap_err()
    };
    assert!(matches!(
        refused("upper/v1", "upper/v2"),
        tally::ReceiptProofError::Form { file: "upper.json", .. }
    ));
    let problem = tally::ReceiptProofError::Link { file: "upper.json", problem: tally::LinkProblem::Context };
    assert_eq!(refused(context, &context.to_uppercase()), problem);
}

#[test]
fn a_count_set_that_does_not_read_is_named() {
    let world = World::new(2);
    let (_, added) = world.input().add(b"{\n  \"format\": \"pilkades/count-set/v1\",\n");
    assert_eq!((added.valid, added.problems[0].check), (0, Check::CountSets));
}
