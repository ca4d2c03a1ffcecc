//! Random polls with random faults (spec 8 and 9): every ballot that reaches the tally counts once or is named with a
//! reason, what the tally decrypts is what was voted, and order, repetition and stages of merging leave no trace.
//!
//! `PILKADES_SEEDS=from..to` runs other seeds than the default; a seed that ever failed is added to `FAILED`.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test fails by panicking")]

// The small world, in which every entry can be made by hand, is the tally's own.
#[path = "../../crates/tally/tests/support/mod.rs"]
mod support;

use std::collections::{BTreeMap, BTreeSet};

use ballot_crypto::ballot_code;
use ballot_log::merkle::CompactRange;
use ballot_log::{
    Body, BundleReader, Checkpoint, Event, EventKind, Exchange, Receipt, SecondMedium, SignedEntry,
};
use election::{BallotCode, EntryHash, ListId, Mode, SecretKey, SetHash, SignedNote, Token};
use integration::Dice;
use records::{SignerMemory, TrusteeMemory};
use support::{Day, World, booth, bundle_of, context, list, moment, village};
use tally::{
    BoothStatus, CountSet, Decision, DecisionKind, Evidence, Files, GroupStatus, LogEnd, Merged, NoProgress,
    Question, VillageMerge, merge, questions, verify,
};

const SEEDS: std::ops::Range<u64> = 0..150;
/// Seeds that found a defect once.
const FAILED: &[u64] = &[];

/// What somebody voted, by the entry that says so.
type Truth = BTreeMap<EntryHash, u8>;

/// One poll: who voted what, and what reached the tally of it.
struct Poll {
    world: World,
    dice: Dice,
    truth: Truth,
    /// Codes of acknowledged ballots.
    codes: BTreeMap<EntryHash, BallotCode>,
    /// Their token lists.
    lists: BTreeMap<EntryHash, ListId>,
    /// Every branch of every booth's log.
    branches: Vec<(u32, Vec<SignedEntry>)>,
    inputs: Vec<Vec<u8>>,
    used: BTreeMap<ListId, usize>,
}

impl Poll {
    fn new(seed: u64) -> Self {
        let mut dice = Dice::new(seed);
        let smallest = [1, 2, 3, 5][dice.below(4)];
        let mut poll = Self {
            world: World::new(smallest),
            dice,
            truth: Truth::new(),
            codes: BTreeMap::new(),
            lists: BTreeMap::new(),
            branches: Vec::new(),
            inputs: Vec::new(),
            used: BTreeMap::new(),
        };
        for number in [1, 2] {
            poll.run_booth(number);
        }
        poll
    }

    fn chance(&mut self, percent: usize) -> bool {
        self.dice.below(100) < percent
    }

    fn run_booth(&mut self, number: u32) {
        let mut day = Day::open(&self.world, number);
        let votes = self.dice.below(9);
        let forks_at = self.chance(20).then(|| self.dice.below(votes + 1));
        let mut twin = None;
        for vote in 0..=votes {
            if forks_at == Some(vote) {
                twin = Some(self.replay(number, &day.records));
            }
            if vote < votes {
                self.step(&mut day, number);
            }
        }
        if let Some(mut twin) = twin {
            for _ in 0..=self.dice.below(3) {
                self.step(&mut twin, number);
            }
            self.end(twin, number);
        }
        self.end(day, number);
    }

    fn end(&mut self, mut day: Day, number: u32) {
        if self.chance(80) {
            day.close();
        }
        self.branches.push((number, day.records));
    }

    /// A cloned booth: the same records under the same key.
    fn replay(&self, number: u32, records: &[SignedEntry]) -> Day {
        let mut twin = Day::open(&self.world, number);
        for record in &records[1..] {
            let prepared = match record.entry().body().unwrap() {
                Body::Cast(ballot) => {
                    let prepared = twin.builder.prepare_cast(&ballot, &self.codes[&record.entry().hash()]);
                    prepared.unwrap()
                }
                body => twin.builder.prepare(&body).unwrap(),
            };
            twin.records.push(prepared.record().clone());
            twin.builder.commit(prepared).unwrap();
        }
        twin
    }

    fn any_list(&mut self, number: u32) -> ListId {
        let dusun = if number == 2 { 1 + u32::try_from(self.dice.below(2)).unwrap() } else { 1 };
        list(number, dusun)
    }

    fn fresh(&mut self, id: &ListId) -> Token {
        let next = self.used.entry(id.clone()).or_default();
        *next += 1;
        self.world.tokens[id][*next - 1].clone()
    }

    /// A slip that somebody has used already, or the first.
    fn spent(&mut self, id: &ListId) -> Token {
        let used = self.used.get(id).copied().unwrap_or_default();
        self.world.tokens[id][self.dice.below(used.max(1))].clone()
    }

    fn step(&mut self, day: &mut Day, number: u32) {
        let id = self.any_list(number);
        match self.dice.below(20) {
            0 => {
                let token = self.fresh(&id);
                let choice = self.choice();
                let (ballot, seed, _) = day.encrypt(&mut self.world, &id, &token, choice);
                let opened =
                    ballot_log::Challenged { ballot: ballot.to_bytes(), choice, seed: *seed.expose_bytes() };
                day.append(&Body::Challenged(opened));
            }
            1 => day.cancel(BallotCode::new([9; 32])),
            2 => {
                let token = self.spent(&id);
                self.cast(day, &id, &token);
            }
            3 => self.cast_garbage(day, &id),
            4 | 5 => self.exchange(day, &id),
            _ => {
                let token = self.fresh(&id);
                self.cast(day, &id, &token);
            }
        }
    }

    fn choice(&mut self) -> u8 {
        1 + u8::try_from(self.dice.below(3)).unwrap()
    }

    fn cast(&mut self, day: &mut Day, id: &ListId, token: &Token) {
        let choice = self.choice();
        let code = day.cast_with(&mut self.world, id, token, choice);
        let hash = day.records.last().unwrap().entry().hash();
        self.truth.insert(hash, choice);
        self.codes.insert(hash, code);
        self.lists.insert(hash, id.clone());
    }

    /// A ballot whose proof does not hold, signed by its booth all the same.
    fn cast_garbage(&mut self, day: &mut Day, id: &ListId) {
        let token = self.fresh(id);
        let (ballot, _, _) = day.encrypt(&mut self.world, id, &token, 1);
        let mut bytes = ballot.to_bytes();
        let at = bytes.len() - 64;
        bytes[at] ^= 1;
        let code = ballot_code(context(&self.world, id, &token).as_bytes(), &bytes);
        day.cast_bytes(&bytes, &code);
        let hash = day.records.last().unwrap().entry().hash();
        self.truth.insert(hash, 0);
        self.codes.insert(hash, code);
        self.lists.insert(hash, id.clone());
    }

    /// A slip of any booth, spent or not, is exchanged for one of this booth, with which somebody votes at once.
    fn exchange(&mut self, day: &mut Day, id: &ListId) {
        let other = self.dice.below(2) + 1;
        let from = self.any_list(u32::try_from(other).unwrap());
        let old = if self.chance(50) { self.spent(&from) } else { self.fresh(&from) };
        let new = if self.chance(80) { self.fresh(id) } else { self.spent(id) };
        let hash =
            |id: &ListId, token: &Token| token.hash(Mode::Simulasi, &self.world.definition.nonce(), id);
        day.append(&Body::Event(Event {
            event: EventKind::Exchange,
            at: moment(0).half_hour(),
            detail: String::new(),
            exchange: Some(Exchange {
                old: hash(&from, &old),
                new: hash(id, &new),
                medium: SecondMedium::Unreadable,
            }),
        }));
        self.cast(day, id, &new);
    }

    /// What couriers bring: whole logs, parts, copies with a flipped byte, receipts, checkpoints, or nothing.
    fn deliver(&mut self) {
        for (number, records) in self.branches.clone() {
            let identity = self.world.identity(number);
            let whole = bundle_of(&identity, &records);
            match self.dice.below(8) {
                0 => {}
                1 => {
                    let cut = self.dice.below(records.len() + 1);
                    self.inputs.push(bundle_of(&identity, &records[..cut]));
                }
                2 => {
                    let (a, b) = (self.dice.below(records.len()), self.dice.below(records.len()));
                    self.inputs.push(bundle_of(&identity, &records[..=a.max(b)]));
                    self.inputs.push(bundle_of(&identity, &records[a.min(b)..]));
                }
                3 => {
                    let mut damaged = whole;
                    let at = self.dice.below(damaged.len());
                    damaged[at] ^= 1 << self.dice.below(8);
                    self.inputs.push(damaged);
                }
                _ => self.inputs.push(whole),
            }
            if self.chance(25) {
                let receipt = self.receipt(number, &records);
                self.inputs.extend(receipt);
            }
            if self.chance(25) {
                let size = 1 + self.dice.below(records.len());
                let key = SecretKey::from_bytes(&self.world.booth_keys[&booth(number)]);
                let checkpoint = self.end_of(number, &records[..size]).checkpoint;
                let note = checkpoint.with_signature(&key.public(), checkpoint.sign(&key)).unwrap();
                self.inputs.push(note.note().to_bytes());
            }
        }
    }

    fn receipt(&mut self, number: u32, records: &[SignedEntry]) -> Option<Vec<u8>> {
        let cast: Vec<EntryHash> =
            records.iter().map(|r| r.entry().hash()).filter(|hash| self.codes.contains_key(hash)).collect();
        let entry = *cast.get(self.dice.below(cast.len()))?;
        let identity = self.world.identity(number);
        let record = records.iter().find(|record| record.entry().hash() == entry)?.clone();
        let receipt = Receipt::of(&identity, &self.codes[&entry], &record.verify(&identity).unwrap());
        Some(receipt.unwrap().to_bytes())
    }

    fn end_of(&self, number: u32, records: &[SignedEntry]) -> LogEnd {
        let mut range = CompactRange::new();
        records.iter().for_each(|record| range.push(record.entry().hash().into()));
        let origin = self.world.identity(number).origin;
        LogEnd {
            booth: booth(number),
            checkpoint: Checkpoint { origin, size: range.size(), root: range.root() },
            head: records.last().unwrap().entry().hash(),
        }
    }

    fn merge(&self, inputs: &[Vec<u8>]) -> (Evidence, Merged) {
        let mut input = self.world.input();
        inputs.iter().for_each(|bytes| {
            let _damage_is_named = input.add(bytes);
        });
        let (mut evidence, _) = input.finish();
        let mut merged = merge(&evidence, &NoProgress).unwrap();
        // Signatures may have come without the set that they sign, as in the commands.
        for note in evidence.pending_signatures().cloned().collect::<Vec<_>>() {
            let _of_another_set = merged.sign(&mut evidence, &note);
        }
        (evidence, merged)
    }

    fn sign(&self, text: String) -> Vec<u8> {
        let mut note = SignedNote::new(text).unwrap();
        self.world.committee.iter().take(2).for_each(|(name, key)| note.sign(name, key));
        note.to_bytes()
    }

    /// The committee decides about every log that does not count by itself, mostly rightly.
    fn decide(&mut self, merged: &Merged) {
        for line in merged.villages[0].set.booths.clone() {
            let number: u32 = line.booth.into();
            let wanted: Vec<_> = self.branches.iter().filter(|(n, _)| *n == number).cloned().collect();
            let (_, records) = wanted[self.dice.below(wanted.len())].clone();
            let size = usize::try_from(line.size).unwrap();
            let kind = match line.status {
                BoothStatus::Counted => continue,
                BoothStatus::Unclosed if (1..=records.len()).contains(&size) => {
                    DecisionKind::CountUnclosed(self.end_of(number, &records[..size]))
                }
                BoothStatus::Fork if self.chance(80) => {
                    DecisionKind::ChooseFork(self.end_of(number, &records))
                }
                _ => DecisionKind::BoothMissing { booth: booth(number), at_most: 90 },
            };
            let decision = Decision { village: village(), number: 1, kind, reason: "Rapat".into() };
            let text = decision.text(&self.world.definition);
            self.inputs.push(self.sign(text));
        }
    }

    /// The cast entries that reached the tally undamaged, with their places.
    fn arrived(&self) -> BTreeMap<EntryHash, (u32, u64)> {
        let mut arrived = BTreeMap::new();
        for bytes in &self.inputs {
            let Ok(reader) = BundleReader::new(bytes.as_slice()) else { continue };
            let number = u32::from(reader.header().log.booth.booth);
            let identity = self.world.identity(number);
            if !reader.header().log.matches(&identity) {
                continue;
            }
            for record in reader.flatten() {
                let Ok(entry) = record.verify(&identity) else { continue };
                if self.codes.contains_key(&entry.hash()) {
                    arrived.insert(entry.hash(), (number, entry.entry().position()));
                }
            }
        }
        arrived
    }

    /// Each ballot that arrived counts once or is named; names the reason, and what the others voted.
    fn accounted(&self, merged: &Merged) -> [u32; 3] {
        let set = &merged.villages[0].set;
        let arrived = self.arrived();
        let named: BTreeSet<(u32, u64, BallotCode)> =
            set.set_aside.iter().map(|s| (s.booth.into(), s.position, s.code)).collect();
        assert_eq!(named.len(), set.set_aside.len(), "a ballot is named twice");
        let mut expected = [0; 3];
        let mut counted = 0;
        for (hash, (number, position)) in &arrived {
            if !named.contains(&(*number, *position, self.codes[hash])) {
                counted += 1;
                let choice = usize::from(self.truth[hash]);
                assert!(choice > 0, "a ballot without a valid proof counts");
                expected[choice - 1] += 1;
            }
        }
        assert_eq!(set.ballots(), counted, "counted ballots");
        assert_eq!(usize::try_from(counted).unwrap() + named.len(), arrived.len(), "named ballots");
        expected
    }
}

fn files((evidence, merged): &(Evidence, Merged)) -> Files {
    merged.files(evidence)
}

/// Another order, things twice, and some of it merged into a record first.
fn staged(poll: &mut Poll, inputs: &[Vec<u8>]) -> Vec<Vec<u8>> {
    let mut order: Vec<Vec<u8>> = inputs.to_vec();
    if let Some(twice) = inputs.get(poll.dice.below(inputs.len())) {
        order.push(twice.clone());
    }
    poll.dice.shuffle(&mut order);
    let first = poll.dice.below(order.len() + 1);
    let (evidence, merged) = poll.merge(&order[..first]);
    let mut rest: Vec<Vec<u8>> = merged.files(&evidence).into_values().collect();
    // What cannot be judged yet lies beside the record and is given with it (spec 11.3).
    rest.extend(evidence.pending_signatures().map(SignedNote::to_bytes));
    rest.extend(evidence.waiting_shares().map(|(_, bytes)| bytes.to_vec()));
    rest.extend(order[first..].iter().cloned());
    poll.dice.shuffle(&mut rest);
    rest
}

fn run(seed: u64) {
    let mut poll = Poll::new(seed);
    poll.deliver();
    let plain = poll.merge(&poll.inputs.clone());
    poll.accounted(&plain.1);
    poll.decide(&plain.1);
    let inputs = poll.inputs.clone();
    let whole = poll.merge(&inputs);
    let votes = poll.accounted(&whole.1);
    let again = staged(&mut poll, &inputs);
    same(&files(&poll.merge(&again)), &files(&whole));
    let village_merge = &whole.1.villages[0];
    if !village_merge.is_counted() {
        return;
    }
    let note = poll.sign(poll.world.definition.set_text(&village(), village_merge.hash));
    let signed = [inputs, vec![village_merge.set_bytes.clone(), note]].concat();
    let (evidence, merged) = poll.merge(&signed);
    let place = poll.world.definition.villages()[0].clone();
    let mut all = signed;
    for trustee in [0, 2] {
        let share = &poll.world.shares[trustee];
        for question in questions(&evidence, &place, merged.villages[0].hash) {
            all.push(question.answer(share, &mut poll.world.random).unwrap().to_bytes());
        }
    }
    let done = poll.merge(&all);
    let result = done.1.villages[0].result.as_ref().unwrap();
    if done.1.villages[0].set.groups.iter().all(|group| group.status != GroupStatus::TooSmall) {
        assert_eq!(result.totals, votes, "what was voted");
    }
    let record = files(&done);
    let report = verify(&record, Some(poll.world.definition.id()), &NoProgress).unwrap();
    assert!(report.passed(), "{:#?}", report.first_failure());
    let again = staged(&mut poll, &all);
    same(&files(&poll.merge(&again)), &record);
}

fn same(found: &Files, expected: &Files) {
    let paths: BTreeSet<&String> = found.keys().chain(expected.keys()).collect();
    let different: Vec<_> =
        paths.into_iter().filter(|path| found.get(*path) != expected.get(*path)).collect();
    assert!(different.is_empty(), "stages leave traces in {different:?}");
}

fn seeds() -> Vec<u64> {
    let given = std::env::var("PILKADES_SEEDS").ok();
    match given.as_deref().and_then(|text| text.split_once("..")) {
        Some((from, to)) => (from.parse().unwrap()..to.parse().unwrap()).collect(),
        None => SEEDS.chain(FAILED.iter().copied()).collect(),
    }
}

#[test]
fn every_ballot_that_arrives_counts_once_or_is_named_in_any_order_and_stages() {
    for seed in seeds() {
        let outcome = std::panic::catch_unwind(|| run(seed));
        assert!(outcome.is_ok(), "seed {seed}");
    }
}

/// People whose tools remember, and one trustee of three whose tool does not.
struct People {
    members: Vec<SignerMemory>,
    trustees: Vec<TrusteeMemory>,
    _folder: tempfile::TempDir,
}

/// k of the trustees of the small world.
const THRESHOLD: usize = 2;
/// The trustee who answers everybody everything.
const CORRUPTED: usize = 2;

impl People {
    fn new(world: &World) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = |who: String| folder.path().join(who);
        let members = (0..3).map(|n| SignerMemory::load(&path(format!("m{n}"))).unwrap()).collect();
        let mut trustees: Vec<TrusteeMemory> =
            (0..3).map(|n| TrusteeMemory::load(&path(format!("t{n}"))).unwrap()).collect();
        for trustee in &mut trustees {
            trustee.accept(world.definition.id(), None).unwrap();
        }
        Self { members, trustees, _folder: folder }
    }
}

/// Who has answered which group of which set.
type Answers = BTreeMap<(SetHash, u32), BTreeSet<usize>>;

/// Two records that somebody shows around, and what came of it.
struct Intrigue {
    poll: Poll,
    people: People,
    /// What the booths made, as far as it is delivered.
    pool: Vec<Vec<u8>>,
    records: [Vec<Vec<u8>>; 2],
    answers: Answers,
    sets: BTreeMap<SetHash, CountSet>,
    decisions: u32,
}

impl Intrigue {
    fn new(seed: u64) -> Self {
        let mut poll = Poll::new(seed);
        poll.deliver();
        let (pool, people) = (poll.inputs.clone(), People::new(&poll.world));
        let records = [Vec::new(), Vec::new()];
        Self { poll, people, pool, records, answers: Answers::new(), sets: BTreeMap::new(), decisions: 0 }
    }

    /// Brings something to one of the records, lets the committee decide, a member sign and a trustee answer, each as far
    /// as their tools let them.
    fn step(&mut self) {
        let which = self.poll.dice.below(2);
        for _ in 0..=self.poll.dice.below(4) {
            let item = self.poll.dice.below(self.pool.len().max(1));
            self.records[which].extend(self.pool.get(item).cloned());
        }
        if self.poll.chance(5) {
            let item = self.poll.dice.below(self.records[1 - which].len().max(1));
            let brought = self.records[1 - which].get(item).cloned();
            self.records[which].extend(brought);
        }
        let (_, merged) = self.poll.merge(&self.records[which]);
        let decided = self.decide(&merged);
        self.records[which].extend(decided);
        let (evidence, merged) = self.poll.merge(&self.records[which]);
        let place = self.poll.world.definition.villages()[0].clone();
        let village_merge = &merged.villages[0];
        let chain = questions(&evidence, &place, village_merge.hash);
        for question in &chain {
            self.sets.insert(question.hash, question.set.clone());
        }
        let hashes: Vec<SetHash> = chain.iter().map(|question| question.hash).collect();
        let mut made = self.sign(village_merge, &hashes);
        let quiet = village_merge.refusals.is_empty() && village_merge.contradictions().next().is_none();
        if village_merge.note.is_some() && quiet {
            made.extend(self.answer(&chain, &hashes));
        }
        self.records[which].extend(made);
    }

    fn decide(&mut self, merged: &Merged) -> Vec<Vec<u8>> {
        let mut made = Vec::new();
        let village_merge = &merged.villages[0];
        for line in village_merge.set.booths.clone() {
            let id = booth(line.booth.into());
            let late = village_merge.late.contains(&id);
            if line.is_settled() && !late || self.poll.chance(50) {
                continue;
            }
            let kind = match late {
                true => match self.poll.closed_end(line.booth.into()) {
                    Some(end) => DecisionKind::LateLog(end),
                    None => continue,
                },
                false => DecisionKind::BoothMissing { booth: id, at_most: 90 },
            };
            self.decisions += 1;
            let decision =
                Decision { village: village(), number: self.decisions, kind, reason: "Rapat".into() };
            made.push(self.poll.sign(decision.text(&self.poll.world.definition)));
        }
        made
    }

    fn sign(&mut self, merged: &VillageMerge, chain: &[SetHash]) -> Vec<Vec<u8>> {
        let definition = &self.poll.world.definition;
        let member = self.poll.dice.below(3);
        let (set, hash) = merged.to_sign();
        let memory = &mut self.people.members[member];
        if !merged.is_counted() || memory.sign(definition.id(), &village(), hash, chain).is_err() {
            return Vec::new();
        }
        let mut note = SignedNote::new(definition.set_text(&village(), hash)).unwrap();
        let (name, key) = &self.poll.world.committee[member];
        note.sign(name, key);
        vec![set.to_bytes(), note.to_bytes()]
    }

    fn answer(&mut self, chain: &[Question<'_>], hashes: &[SetHash]) -> Vec<Vec<u8>> {
        let trustee = self.poll.dice.below(3);
        let (tip, earlier) = hashes.split_last().unwrap();
        let election = self.poll.world.definition.id();
        let agrees = self.people.trustees[trustee].answer(election, &village(), *tip, earlier).is_ok();
        let mut made = Vec::new();
        for question in chain.iter().filter(|_| agrees || trustee == CORRUPTED) {
            let share = &self.poll.world.shares[trustee];
            let file = question.answer(share, &mut self.poll.world.random).unwrap();
            for group in &file.groups {
                self.answers.entry((question.hash, group.group)).or_default().insert(trustee);
            }
            made.push(file.to_bytes());
        }
        made
    }

    /// The ballots of every group that k trustees can open; the corrupted one opens everything that is signed.
    fn opened(&self) -> Vec<BTreeSet<EntryHash>> {
        let mut opened = Vec::new();
        for (hash, set) in &self.sets {
            for group in set.groups.iter().filter(|group| group.status == GroupStatus::Decrypt) {
                let mut trustees = self.answers.get(&(*hash, group.group)).cloned().unwrap_or_default();
                trustees.insert(CORRUPTED);
                if trustees.len() >= THRESHOLD {
                    opened.push(self.poll.ballots_of(set, group));
                }
            }
        }
        opened
    }
}

impl Poll {
    /// The end of a closed branch of a booth.
    fn closed_end(&mut self, number: u32) -> Option<LogEnd> {
        let closed = |records: &Vec<SignedEntry>| {
            records.last().is_some_and(|last| last.entry().kind() == ballot_log::Kind::Closed)
        };
        let own: Vec<_> = self.branches.iter().filter(|(n, r)| *n == number && closed(r)).collect();
        let (_, records) = own.get(self.dice.below(own.len()))?;
        Some(self.end_of(number, records))
    }

    /// The counted ballots of a group's cells, from what the booths really recorded.
    fn ballots_of(&self, set: &CountSet, group: &tally::Group) -> BTreeSet<EntryHash> {
        let mut ballots = BTreeSet::new();
        for cell in &group.cells {
            let number = u32::from(cell.booth);
            let line = set.line(&booth(number)).unwrap();
            let whole = |records: &Vec<SignedEntry>| {
                records.iter().position(|record| Some(record.entry().hash()) == line.head)
            };
            let Some((records, end)) = self
                .branches
                .iter()
                .filter(|(n, _)| *n == number)
                .find_map(|(_, records)| Some((records, whole(records)?)))
            else {
                continue;
            };
            for record in &records[..=end] {
                let (hash, position) = (record.entry().hash(), record.entry().position());
                let here = self.lists.get(&hash).is_some_and(|list| list.dusun == cell.dusun);
                let aside = |s: &tally::SetAside| s.booth == cell.booth && s.position == position;
                if here && !set.set_aside.iter().any(aside) {
                    ballots.insert(hash);
                }
            }
        }
        assert_eq!(
            u32::try_from(ballots.len()),
            Ok(group.ballots),
            "a group holds other ballots than it says"
        );
        ballots
    }
}

/// Nothing that k trustees open, and no difference of two such sums, speaks of fewer ballots than the smallest cell,
/// while fewer than k trustees are corrupted and the others' tools, and the members', remember.
fn intrigue(seed: u64) -> usize {
    let mut intrigue = Intrigue::new(seed);
    for _ in 0..14 {
        intrigue.step();
    }
    let smallest = usize::try_from(intrigue.poll.world.definition.villages()[0].rules.smallest_cell).unwrap();
    let opened = intrigue.opened();
    for one in &opened {
        assert!(one.len() >= smallest, "a sum over {} ballots", one.len());
        for other in &opened {
            let different = one.symmetric_difference(other).count();
            assert!(different == 0 || different >= smallest, "two sums that differ by {different} ballots");
        }
    }
    opened.len()
}

#[test]
fn no_two_opened_sums_differ_by_fewer_ballots_than_the_smallest_cell() {
    let opened: usize = seeds()
        .into_iter()
        .step_by(3)
        .map(|seed| {
            let outcome = std::panic::catch_unwind(|| intrigue(seed));
            outcome.unwrap_or_else(|_| panic!("seed {seed}"))
        })
        .sum();
    assert!(opened > 0, "nothing was ever opened");
}
