//! A small election for tests: one village, one TPS, two booths of which one serves two dusun, two candidates and
//! blank, trustees 2 of 3, committee 2 of 3. Keys come from a seeded generator: they protect nothing.
#![allow(dead_code, unreachable_pub, reason = "each test file uses its part")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::collections::BTreeMap;

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
    NamedKey, TimeZone, Tps, Trustee, TrusteeGroup, Village, Voters, Words,
};
use election::{BallotCode, BoothId, ListId, Mode, SecretKey, SignedNote, Token, TokenList, VillageCode};
use rand_chacha::ChaCha20Rng;
use rand_core::SeedableRng;
use tally::{AcceptanceFile, Evidence, Input, Merged, NoProgress, Question, merge};

pub const TOKENS: u32 = 90;

pub struct World {
    pub random: ChaCha20Rng,
    pub bytes: Vec<u8>,
    pub definition: Definition,
    pub seal: Vec<u8>,
    pub lists: Vec<TokenList>,
    pub tokens: BTreeMap<ListId, Vec<Token>>,
    pub booth_keys: BTreeMap<BoothId, [u8; 32]>,
    pub committee: Vec<(election::KeyName, SecretKey)>,
    pub shares: Vec<SecretShare>,
    pub acceptances: Vec<Vec<u8>>,
}

pub fn village() -> VillageCode {
    "9901012001".parse().unwrap()
}

/// Booth 1 serves dusun 1, booth 2 serves dusun 1 and 2.
pub fn booth(number: u32) -> BoothId {
    BoothId { village: village(), tps: 1.try_into().unwrap(), booth: number.try_into().unwrap() }
}

pub fn list(booth_number: u32, dusun: u32) -> ListId {
    ListId { booth: booth(booth_number), dusun: dusun.try_into().unwrap() }
}

impl World {
    pub fn new(smallest_cell: u32) -> Self {
        let mut random = ChaCha20Rng::seed_from_u64(7);
        let authority = SecretKey::generate(&mut random);
        let nonce = [9; 32];
        let places = [list(1, 1), list(2, 1), list(2, 2)];
        let mut tokens = BTreeMap::new();
        let mut lists = Vec::new();
        for id in &places {
            let codes: Vec<Token> = (0..TOKENS).map(|_| Token::generate(&mut random)).collect();
            let hashes = codes.iter().map(|code| code.hash(Mode::Simulasi, &nonce, id));
            lists.push(TokenList::new(id.clone(), hashes).unwrap());
            tokens.insert(id.clone(), codes);
        }
        let booth_keys: BTreeMap<BoothId, [u8; 32]> =
            (1..=2).map(|n| (booth(n), *SecretKey::generate(&mut random).expose_bytes())).collect();
        let committee: Vec<(election::KeyName, SecretKey)> = (1..=3)
            .map(|n| (format!("panitia{n}.example").parse().unwrap(), SecretKey::generate(&mut random)))
            .collect();
        let parts = CeremonyParts { nonce, village: &village(), threshold: 2, trustees: 3 };
        let ceremony = KeyCeremony::together(&parts, &mut random).unwrap();
        let key = &ceremony.public;
        let head = |id: &ListId| ListHead {
            dusun: id.dusun,
            voters: Voters { male: 40, female: 40 },
            tokens: TOKENS,
            hash: hex::encode(lists.iter().find(|l| l.id() == id).unwrap().hash()),
        };
        let make_booth = |number: u32, heads: Vec<ListHead>| Booth {
            number: number.try_into().unwrap(),
            key: SecretKey::from_bytes(&booth_keys[&booth(number)]).public(),
            spare: false,
            lists: heads,
        };
        let dusun = |number: u32, male, female| Dusun {
            number: number.try_into().unwrap(),
            name: format!("Dusun {number}"),
            voters: Voters { male, female },
        };
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
                dusun: vec![dusun(1, 80, 80), dusun(2, 40, 40)],
                candidates: vec![candidate(1, "Calon Satu"), candidate(2, "Calon Dua")],
                blank: true,
                rules: CountRules {
                    smallest_cell,
                    blank_as: BlankAs::Separate,
                    largest_by: LargestBy::Registered,
                    ties: Vec::new(),
                },
                committee: Committee {
                    threshold: 2,
                    keys: committee
                        .iter()
                        .map(|(n, k)| NamedKey { name: n.clone(), key: k.public() })
                        .collect(),
                },
                saksi: Vec::new(),
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
                tps: vec![Tps {
                    number: 1.try_into().unwrap(),
                    voters: Voters { male: 120, female: 120 },
                    booths: vec![
                        make_booth(1, vec![head(&places[0])]),
                        make_booth(2, vec![head(&places[1]), head(&places[2])]),
                    ],
                }],
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
            committee,
            shares: ceremony.shares,
            acceptances,
        }
    }

    pub fn identity(&self, number: u32) -> LogIdentity {
        LogIdentity::of(&self.definition, &booth(number)).unwrap()
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
}

impl Day {
    pub fn open(world: &World, number: u32) -> Self {
        let identity = world.identity(number);
        let key = SecretKey::from_bytes(&world.booth_keys[&booth(number)]);
        let mut day = Self {
            builder: LogBuilder::new(identity.clone(), key).unwrap(),
            identity,
            records: Vec::new(),
            next_token: BTreeMap::new(),
            secret: BoothSecret::from_bytes(&[3; 32]),
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
        let counts = *self.builder.chain().counts();
        let received = TOKENS * u32::try_from(self.lists()).unwrap();
        let used = counts.cast + counts.challenged;
        self.append(&Body::Closed(Closed {
            closed_at: moment(21_600),
            counts,
            officers: Officers {
                present: Voters { male: counts.cast, female: 0 },
                dptb: Voters { male: 0, female: 0 },
                tokens: Tokens { received, unused: received - used, spoiled: 0, exchanged: 0 },
                slips: Slips { sah: counts.cast, batal: counts.cancelled },
            },
            reason: None,
        }));
    }

    fn lists(&self) -> usize {
        self.identity.booth.booth.get().into()
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
