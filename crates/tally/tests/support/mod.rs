//! A small election for tests: one village, two candidates and blank, trustees 2 of 3, committee 2 of 3; usually one TPS
//! with two booths of which one serves two dusun. Keys come from a seeded generator: they protect nothing.
#![allow(dead_code, unreachable_pub, reason = "each test file uses its part")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};

use ballot_crypto::{
    BallotContext, BallotSeed, BoothSecret, CeremonyParts, Choice, ContextParts, EncryptedBallot,
    KeyCeremony, OptionCount, SecretShare, SeedParts, encrypt,
};
use ballot_log::{
    Body, BundleWriter, Cancelled, Challenged, Closed, Durability, LaunchPart, LogBuilder, LogHeader,
    LogIdentity, Moment, Officers, Opened, SignedEntry, Slips, SoftwareHash, Tokens,
};
use election::definition::{
    BlankAs, Booth, Candidate, Committee, Content, CountRules, Definition, Dusun, LargestBy, ListHead,
    NamedKey, Saksi, TimeZone, Tps, Trustee, TrusteeGroup, Village, Voters, Words,
};
use election::{
    BallotCode, BoothId, DusunNumber, ListId, Mode, SecretKey, SignedNote, Token, TokenList, TpsNumber,
    VillageCode,
};
use rand_chacha::ChaCha20Rng;
use rand_core::SeedableRng;
use tally::{
    AcceptanceFile, Decision, DecisionKind, Evidence, Input, LogEnd, Merged, NoProgress, Question, merge,
    verify,
};

pub const TOKENS: u32 = 90;

pub struct World {
    pub random: ChaCha20Rng,
    pub bytes: Vec<u8>,
    pub definition: Definition,
    pub seal: Vec<u8>,
    pub lists: Vec<TokenList>,
    pub tokens: BTreeMap<ListId, Vec<Token>>,
    pub booth_keys: BTreeMap<BoothId, [u8; 32]>,
    pub authority: SecretKey,
    pub committee: Vec<(election::KeyName, SecretKey)>,
    /// One witness of each candidate.
    pub saksi: Vec<(election::KeyName, SecretKey)>,
    pub shares: Vec<SecretShare>,
    pub acceptances: Vec<Vec<u8>>,
}

pub fn village() -> VillageCode {
    "9901012001".parse().unwrap()
}

/// Of TPS 1. Booth 1 usually serves dusun 1, booth 2 serves dusun 1 and 2.
pub fn booth(number: u32) -> BoothId {
    booth_at(1, number)
}

pub fn booth_at(tps: u32, number: u32) -> BoothId {
    BoothId { village: village(), tps: tps.try_into().unwrap(), booth: number.try_into().unwrap() }
}

pub fn list(booth_number: u32, dusun: u32) -> ListId {
    list_at(1, booth_number, dusun)
}

pub fn list_at(tps: u32, booth_number: u32, dusun: u32) -> ListId {
    ListId { booth: booth_at(tps, booth_number), dusun: dusun.try_into().unwrap() }
}

/// What a world consists of.
pub struct Plan {
    pub rules: CountRules,
    /// The lists in definition order, with their voters; those without voters are spares'.
    pub lists: Vec<(ListId, Voters)>,
}

impl Plan {
    /// One TPS, two booths, two dusun.
    pub fn usual(smallest_cell: u32) -> Self {
        let voters = Voters { male: 40, female: 40 };
        Self {
            rules: CountRules {
                smallest_cell,
                blank_as: BlankAs::Separate,
                largest_by: LargestBy::Registered,
                ties: Vec::new(),
            },
            lists: [list(1, 1), list(2, 1), list(2, 2)].map(|list| (list, voters)).to_vec(),
        }
    }

    fn voters(&self, is_here: impl Fn(&ListId) -> bool) -> Voters {
        let here = self.lists.iter().filter(|(id, _)| is_here(id));
        here.fold(Voters::default(), |sum, (_, voters)| sum.plus(*voters))
    }

    fn booths(&self) -> BTreeSet<BoothId> {
        self.lists.iter().map(|(id, _)| id.booth.clone()).collect()
    }
}

impl World {
    pub fn new(smallest_cell: u32) -> Self {
        Self::of(&Plan::usual(smallest_cell))
    }

    pub fn of(plan: &Plan) -> Self {
        let mut random = ChaCha20Rng::seed_from_u64(7);
        let authority = SecretKey::generate(&mut random);
        let nonce = [9; 32];
        let mut tokens = BTreeMap::new();
        let mut lists = Vec::new();
        for (id, _) in &plan.lists {
            let codes: Vec<Token> = (0..TOKENS).map(|_| Token::generate(&mut random)).collect();
            let hashes = codes.iter().map(|code| code.hash(Mode::Simulasi, &nonce, id));
            lists.push(TokenList::new(id.clone(), hashes).unwrap());
            tokens.insert(id.clone(), codes);
        }
        let booth_keys: BTreeMap<BoothId, [u8; 32]> = plan
            .booths()
            .into_iter()
            .map(|id| (id, *SecretKey::generate(&mut random).expose_bytes()))
            .collect();
        let committee: Vec<(election::KeyName, SecretKey)> = (1..=3)
            .map(|n| (format!("panitia{n}.example").parse().unwrap(), SecretKey::generate(&mut random)))
            .collect();
        let saksi: Vec<(election::KeyName, SecretKey)> = (1..=2)
            .map(|n| (format!("saksi{n}.example").parse().unwrap(), SecretKey::generate(&mut random)))
            .collect();
        let parts = CeremonyParts { nonce, village: &village(), threshold: 2, trustees: 3 };
        let ceremony = KeyCeremony::together(&parts, &mut random).unwrap();
        let key = &ceremony.public;
        let head = |(id, voters): &(ListId, Voters)| ListHead {
            dusun: id.dusun,
            voters: *voters,
            tokens: TOKENS,
            hash: hex::encode(lists.iter().find(|l| l.id() == id).unwrap().hash()),
        };
        let make_booth = |id: &BoothId| Booth {
            number: id.booth,
            key: SecretKey::from_bytes(&booth_keys[id]).public(),
            spare: plan.voters(|list| list.booth == *id) == Voters::default(),
            lists: plan.lists.iter().filter(|(list, _)| list.booth == *id).map(head).collect(),
        };
        let make_tps = |number: TpsNumber| Tps {
            number,
            voters: plan.voters(|list| list.booth.tps == number),
            booths: plan.booths().iter().filter(|id| id.tps == number).map(make_booth).collect(),
        };
        let make_dusun = |number: DusunNumber| Dusun {
            number,
            name: format!("Dusun {number}"),
            voters: plan.voters(|list| list.dusun == number),
        };
        let tps: BTreeSet<TpsNumber> = plan.lists.iter().map(|(id, _)| id.booth.tps).collect();
        let dusun: BTreeSet<DusunNumber> = plan.lists.iter().map(|(id, _)| id.dusun).collect();
        let candidate =
            |number, name: &str| Candidate { number, name: name.into(), photo: None, clips: Vec::new() };
        let content = Content {
            format: "pilkades/definition/v1".into(),
            mode: Mode::Simulasi,
            nonce: hex::encode(nonce),
            title: "Uji".into(),
            date: "2026-12-10".into(),
            opens: "07:00".into(),
            closes: "13:00".into(),
            time_zone: TimeZone::Wib,
            words: Words { village: "desa".into(), head: "kepala desa".into() },
            authority: NamedKey { name: "dpmd.example".parse().unwrap(), key: authority.public() },
            villages: vec![Village {
                code: village(),
                name: "Sungai Contoh".into(),
                district: "Contoh".into(),
                regency: "Contoh".into(),
                province: "Contoh".into(),
                dusun: dusun.into_iter().filter(|number| number.get() > 0).map(make_dusun).collect(),
                candidates: vec![candidate(1, "Calon Satu"), candidate(2, "Calon Dua")],
                blank: true,
                rules: plan.rules.clone(),
                committee: Committee {
                    threshold: 2,
                    keys: committee
                        .iter()
                        .map(|(n, k)| NamedKey { name: n.clone(), key: k.public() })
                        .collect(),
                },
                saksi: (1..)
                    .zip(&saksi)
                    .map(|(candidate, (name, key))| Saksi {
                        candidate,
                        name: name.clone(),
                        key: key.public(),
                    })
                    .collect(),
                trustees: TrusteeGroup {
                    threshold: 2,
                    joint_key: key.joint_key,
                    members: (1..=3)
                        .zip(&key.verifying_shares)
                        .map(|(n, share)| Trustee { name: format!("Wali {n}"), verifying_share: *share })
                        .collect(),
                    transcript: hex::encode(key.transcript),
                    one_machine: true,
                },
                tps: tps.into_iter().map(make_tps).collect(),
            }],
        };
        let (definition, bytes) = Definition::seal(content).unwrap();
        let seal = definition.seal_note(&authority).to_bytes();
        let acceptances = ceremony
            .shares
            .iter()
            .map(|share| {
                let proof = share.accept(&definition.id(), &village(), &mut random);
                AcceptanceFile::new(definition.id(), village(), share.trustee(), proof.to_bytes()).to_bytes()
            })
            .collect();
        Self {
            random,
            bytes,
            definition,
            seal,
            lists,
            tokens,
            booth_keys,
            authority,
            committee,
            saksi,
            shares: ceremony.shares,
            acceptances,
        }
    }

    pub fn identity(&self, number: u32) -> LogIdentity {
        self.identity_of(&booth(number))
    }

    pub fn identity_of(&self, booth: &BoothId) -> LogIdentity {
        LogIdentity::of(&self.definition, booth).unwrap()
    }

    /// Definition, seal, acceptances and token lists, no logs.
    pub fn input(&self) -> Input {
        let mut input = Input::new(Evidence::new(self.bytes.clone()).unwrap());
        let files = std::iter::once(&self.seal).chain(&self.acceptances);
        for file in files {
            assert_eq!(input.add(file).1.problems, []);
        }
        for list in &self.lists {
            assert_eq!(input.add(&list.to_bytes()).1.problems, []);
        }
        input
    }

    /// Merges the given files on top of what is fixed; every file must be taken without a problem.
    pub fn merge(&self, files: &[Vec<u8>]) -> (Evidence, Merged) {
        let mut input = self.input();
        for file in files {
            assert_eq!(input.add(file).1.problems, []);
        }
        let (evidence, problems) = input.finish();
        assert_eq!(problems, []);
        let merged = merge(&evidence, &NoProgress).unwrap();
        (evidence, merged)
    }

    /// The note of the first `signers` committee members under the village's count set.
    pub fn sign(&self, merged: &Merged, signers: usize) -> Vec<u8> {
        let village = &merged.villages[0];
        let mut note = SignedNote::new(self.definition.set_text(&village.village, village.hash)).unwrap();
        for (name, key) in self.committee.iter().take(signers) {
            note.sign(name, key);
        }
        note.to_bytes()
    }

    /// Share files of the given trustees (from 0) for the village's count set.
    pub fn answer(&mut self, merged: &Merged, trustees: &[usize]) -> Vec<Vec<u8>> {
        let village = &self.definition.villages()[0];
        let question = Question::new(village, &merged.villages[0].set);
        let answer = |t: &usize| question.answer(&self.shares[*t], &mut self.random).unwrap().to_bytes();
        trustees.iter().map(answer).collect()
    }

    /// The whole path: count set signed by two, shares of two trustees.
    pub fn finish(&mut self, logs: &[Vec<u8>]) -> (Evidence, Merged) {
        let (_, counted) = self.merge(logs);
        let mut files = logs.to_vec();
        files.push(counted.villages[0].set_bytes.clone());
        files.push(self.sign(&counted, 2));
        files.extend(self.answer(&counted, &[0, 2]));
        self.merge(&files)
    }
}

/// A booth's day, entry by entry.
pub struct Day {
    identity: LogIdentity,
    pub builder: LogBuilder,
    pub records: Vec<SignedEntry>,
    next_token: BTreeMap<ListId, usize>,
    secret: BoothSecret,
    lists: usize,
}

impl Day {
    pub fn open(world: &World, number: u32) -> Self {
        Self::open_at(world, &booth(number))
    }

    pub fn open_at(world: &World, booth: &BoothId) -> Self {
        let identity = world.identity_of(booth);
        let key = SecretKey::from_bytes(&world.booth_keys[booth]);
        let mut day = Self {
            builder: LogBuilder::new(identity.clone(), key).unwrap(),
            identity,
            records: Vec::new(),
            next_token: BTreeMap::new(),
            secret: BoothSecret::from_bytes(&[3; 32]),
            lists: world.definition.booth(booth).unwrap().lists.len(),
        };
        let launch = vec![LaunchPart { candidate: 1, given_by: "Saksi".into(), code: "ABCDE".into() }];
        day.append(&Body::Opened(Opened {
            election: world.definition.id(),
            software: SoftwareHash::new([1; 32]),
            durability: Durability::Full,
            opened_at: moment(0),
            launch_code: Opened::joined(&launch),
            launch,
        }));
        day
    }

    pub fn append(&mut self, body: &Body) {
        let prepared = self.builder.prepare(body).unwrap();
        self.records.push(prepared.record().clone());
        self.builder.commit(prepared).unwrap();
    }

    /// Appends any bytes as a cast ballot, with a receipt for the given context.
    pub fn cast_bytes(&mut self, ballot: &[u8], code: &BallotCode) {
        let prepared = self.builder.prepare_cast(ballot, code).unwrap();
        self.records.push(prepared.record().clone());
        self.builder.commit(prepared).unwrap();
    }

    pub fn token(&mut self, world: &World, id: &ListId) -> Token {
        let next = self.next_token.entry(id.clone()).or_default();
        *next += 1;
        world.tokens[id][*next - 1].clone()
    }

    pub fn encrypt(
        &mut self,
        world: &mut World,
        id: &ListId,
        token: &Token,
        choice: u8,
    ) -> (EncryptedBallot, BallotSeed, BallotContext) {
        let context = context(world, id, token);
        let choice = Choice::new(choice, OptionCount::new(3).unwrap()).unwrap();
        let parts = SeedParts { secret: &self.secret, previous: self.builder.chain().head(), attempt: 0 };
        let (ballot, seed) = encrypt(&choice, token, &context, parts, &mut world.random).unwrap();
        (ballot, seed, context)
    }

    pub fn cast(&mut self, world: &mut World, id: &ListId, choice: u8) -> BallotCode {
        let token = self.token(world, id);
        self.cast_with(world, id, &token, choice)
    }

    pub fn cast_with(&mut self, world: &mut World, id: &ListId, token: &Token, choice: u8) -> BallotCode {
        let (ballot, _, context) = self.encrypt(world, id, token, choice);
        let code = ballot.code(&context);
        self.cast_bytes(&ballot.to_bytes(), &code);
        code
    }

    pub fn cast_many(&mut self, world: &mut World, id: &ListId, choices: &[u8]) {
        for choice in choices {
            self.cast(world, id, *choice);
        }
    }

    pub fn challenge(&mut self, world: &mut World, id: &ListId, choice: u8) {
        let token = self.token(world, id);
        let (ballot, seed, _) = self.encrypt(world, id, &token, choice);
        let opened = Challenged { ballot: ballot.to_bytes(), choice, seed: *seed.expose_bytes() };
        self.append(&Body::Challenged(opened));
    }

    pub fn cancel(&mut self, code: BallotCode) {
        self.append(&Body::Cancelled(Cancelled { code, reason: ballot_log::CancelReason::Voter }));
    }

    pub fn close(&mut self) {
        self.close_as(None, |_| {});
    }

    /// Closes with figures that agree with the log, after `alter` had them.
    pub fn close_as(&mut self, reason: Option<&str>, alter: impl FnOnce(&mut Officers)) {
        let counts = *self.builder.chain().counts();
        let received = TOKENS * u32::try_from(self.lists).unwrap();
        let used = counts.cast + counts.challenged;
        let mut officers = Officers {
            present: Voters { male: counts.cast, female: 0 },
            dptb: Voters { male: 0, female: 0 },
            tokens: Tokens { received, unused: received - used, spoiled: 0, exchanged: 0 },
            slips: Slips { sah: counts.cast, batal: counts.cancelled },
        };
        alter(&mut officers);
        let reason = reason.map(str::to_owned);
        self.append(&Body::Closed(Closed { closed_at: moment(21_600), counts, officers, reason }));
    }

    pub fn bundle(&self) -> Vec<u8> {
        self.bundle_of(0..self.records.len())
    }

    pub fn bundle_of(&self, range: std::ops::Range<usize>) -> Vec<u8> {
        bundle_of(&self.identity, &self.records[range])
    }
}

pub fn bundle_of(identity: &LogIdentity, records: &[SignedEntry]) -> Vec<u8> {
    let mut writer = BundleWriter::new(LogHeader::of(identity));
    for record in records {
        writer.push(record).unwrap();
    }
    writer.finish()
}

pub fn context(world: &World, id: &ListId, token: &Token) -> BallotContext {
    let village = &world.definition.villages()[0];
    BallotContext::new(&ContextParts {
        election: world.definition.id(),
        list: id,
        booth_key: &world.definition.booth(&id.booth).unwrap().key,
        joint_key: &village.trustees.joint_key,
        options: OptionCount::new(3).unwrap(),
        token: token.hash(Mode::Simulasi, &world.definition.nonce(), id),
    })
}

pub fn moment(seconds: u64) -> Moment {
    Moment::from_unix(1_796_860_800 + seconds, TimeZone::Wib).unwrap()
}

/// A decision signed by the first `signers` members.
pub fn decide(world: &World, kind: DecisionKind, number: u32, signers: usize) -> Vec<u8> {
    let decision = Decision { village: village(), number, kind, reason: "Rapat panitia".into() };
    signed(world, decision.text(&world.definition), signers)
}

pub fn signed(world: &World, text: String, signers: usize) -> Vec<u8> {
    let mut note = SignedNote::new(text).unwrap();
    world.committee.iter().take(signers).for_each(|(name, key)| note.sign(name, key));
    note.to_bytes()
}

/// Where a day's log ends now.
pub fn end_of(day: &Day, number: u32) -> LogEnd {
    let chain = day.builder.chain();
    LogEnd { booth: booth(number), checkpoint: chain.checkpoint(), head: chain.head() }
}

/// The record of a merge passes every check, and merged again gives the same bytes.
pub fn holds(world: &World, (evidence, merged): &(Evidence, Merged)) {
    let files = merged.files(evidence);
    let report = verify(&files, Some(world.definition.id()), &NoProgress).unwrap();
    assert!(report.passed(), "{:#?}", report.first_failure());
    let (again, twice) = world.merge(&files.values().cloned().collect::<Vec<_>>());
    assert_eq!(twice.files(&again), files);
}
