//! A booth of the template's election, as small as a log can be made: real ballots, no disk.

use ballot_crypto::{
    BallotContext, BallotSeed, BoothSecret, Choice, ContextParts, EncryptedBallot, OptionCount, SeedParts,
    encrypt,
};
use ballot_log::{
    Body, BundleWriter, CancelReason, Cancelled, Challenged, Closed, Durability, Event, EventKind, Exchange,
    LaunchPart, LogBuilder, LogHeader, LogIdentity, Officers, Opened, SecondMedium, Slips, SoftwareHash,
    Tokens, VerifiedEntry, mirror,
};
use election::definition::Voters;
use election::{BallotCode, BoothId, Definition, ListId, SecretKey, Token, TokenHash};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng as _;

use crate::kit::Desk;

/// A booth at work.
pub(crate) struct Booth {
    definition: Definition,
    id: BoothId,
    builder: LogBuilder,
    entries: Vec<VerifiedEntry>,
    tokens: Vec<(ListId, Token)>,
    random: ChaCha20Rng,
}

impl Booth {
    /// The booth `<tps>-<booth>` of the sealed definition on the desk, with the tokens of its printed slips.
    pub(crate) fn open(desk: &Desk, place: &str) -> Self {
        let definition = Definition::parse(desk.read("sealed/election.json").as_bytes()).unwrap();
        let id = definition
            .booths()
            .map(|(id, _)| id)
            .find(|id| id.to_string() == format!("9901012001-{place}"))
            .unwrap();
        let log = LogIdentity::of(&definition, &id).unwrap();
        let builder =
            LogBuilder::new(log, secret_key(&desk.path(&format!("{id}.age")), "satu dua tiga empat"))
                .unwrap();
        let tokens = tokens(desk, &definition, &id);
        let random = ChaCha20Rng::seed_from_u64(7);
        let mut booth = Self { definition, id, builder, entries: Vec::new(), tokens, random };
        let launch = vec![LaunchPart { candidate: 0, given_by: "Ketua KPPS".into(), code: "4D9TM3".into() }];
        booth.append(&Body::Opened(Opened {
            election: booth.definition.id(),
            software: SoftwareHash::new([5; 32]),
            durability: Durability::Full,
            opened_at: "2027-12-15T07:00:00+07:00".parse().unwrap(),
            launch_code: Opened::joined(&launch),
            launch,
        }));
        booth
    }

    /// One voter votes; the code that the voter takes home.
    pub(crate) fn cast(&mut self, option: u8) -> BallotCode {
        let (ballot, _, context) = self.ballot(option);
        let (bytes, code) = (ballot.to_bytes(), ballot.code(&context));
        let prepared = self.builder.prepare_cast(&bytes, &code).unwrap();
        self.entries.push(self.builder.commit(prepared).unwrap());
        code
    }

    /// One voter tests the machine.
    pub(crate) fn challenge(&mut self, option: u8) -> BallotCode {
        let (ballot, seed, context) = self.ballot(option);
        let code = ballot.code(&context);
        let body = Challenged { ballot: ballot.to_bytes(), choice: option, seed: *seed.expose_bytes() };
        self.append(&Body::Challenged(body));
        code
    }

    /// One voter says TIDAK.
    pub(crate) fn cancel(&mut self) -> BallotCode {
        let code = BallotCode::new([0xcc; 32]);
        self.append(&Body::Cancelled(Cancelled { code, reason: CancelReason::Voter }));
        code
    }

    pub(crate) fn pause(&mut self) {
        let at = "2027-12-15T09:30:00+07:00".parse().unwrap();
        self.append(&Body::Event(Event {
            event: EventKind::Pause,
            at,
            detail: String::new(),
            exchange: None,
        }));
    }

    /// The slip of a dead booth is exchanged for one of this booth.
    pub(crate) fn exchange(&mut self, medium: SecondMedium, detail: &str) {
        let at = "2027-12-15T10:00:00+07:00".parse().unwrap();
        let (old, new) = (TokenHash::new([0xaa; 32]), TokenHash::new([0xbb; 32]));
        self.append(&Body::Event(Event {
            event: EventKind::Exchange,
            at,
            detail: detail.to_owned(),
            exchange: Some(Exchange { old, new, medium }),
        }));
    }

    pub(crate) fn close(&mut self) {
        let counts = *self.builder.chain().counts();
        let used = counts.cast + counts.challenged;
        let officers = Officers {
            present: Voters { male: counts.cast, female: 0 },
            dptb: Voters::default(),
            tokens: Tokens { received: used, unused: 0, spoiled: 0, exchanged: 0 },
            slips: Slips { sah: counts.cast, batal: counts.cancelled },
        };
        let closed_at = "2027-12-15T13:00:00+07:00".parse().unwrap();
        self.append(&Body::Closed(Closed { closed_at, counts, officers, reason: None }));
    }

    /// Whose log it is.
    pub(crate) fn identity(&self) -> LogIdentity {
        LogIdentity::of(&self.definition, &self.id).unwrap()
    }

    pub(crate) fn bundle(&self) -> Vec<u8> {
        let mut writer = BundleWriter::new(self.header());
        self.entries.iter().for_each(|entry| writer.push(entry.record()).unwrap());
        writer.finish()
    }

    pub(crate) fn mirror(&self) -> Vec<u8> {
        let mut bytes = mirror::encode_header(&self.header()).to_vec();
        self.entries.iter().for_each(|entry| bytes.extend(mirror::encode_frame(entry.record())));
        bytes.extend([0; 2 * mirror::FRAME]);
        bytes
    }

    fn header(&self) -> LogHeader {
        LogHeader::of(&self.identity())
    }

    fn append(&mut self, body: &Body) {
        let prepared = self.builder.prepare(body).unwrap();
        self.entries.push(self.builder.commit(prepared).unwrap());
    }

    fn ballot(&mut self, option: u8) -> (EncryptedBallot, BallotSeed, BallotContext) {
        let (list, token) = self.tokens.pop().unwrap();
        let village = self.definition.village(&self.id.village).unwrap();
        let options = OptionCount::new(village.option_count()).unwrap();
        let context = BallotContext::new(&ContextParts {
            election: self.definition.id(),
            list: &list,
            booth_key: &self.definition.booth(&self.id).unwrap().key,
            joint_key: &village.trustees.joint_key,
            options,
            token: token.hash(self.definition.mode(), &self.definition.nonce(), &list),
        });
        let secret = BoothSecret::from_bytes(&[9; 32]);
        let parts = SeedParts { secret: &secret, previous: self.builder.chain().head(), attempt: 0 };
        let choice = Choice::new(option, options).unwrap();
        let (ballot, seed) = encrypt(&choice, &token, &context, parts, &mut self.random).unwrap();
        (ballot, seed, context)
    }
}

/// The passphrase of every secret file of a demo.
pub(crate) const PASSPHRASE_OF_DEMO: &str = "simulasi-tanpa-nilai";

/// The key in a secret file, read by `age` itself.
pub(crate) fn secret_key(path: &std::path::Path, passphrase: &str) -> SecretKey {
    let passphrase = age::secrecy::SecretString::from(passphrase.to_owned());
    let plain = age::decrypt(&age::scrypt::Identity::new(passphrase), &std::fs::read(path).unwrap()).unwrap();
    let json: serde_json::Value = serde_json::from_slice(&plain).unwrap();
    let mut bytes = [0; 32];
    hex::decode_to_slice(json["secret"].as_str().unwrap(), &mut bytes).unwrap();
    SecretKey::from_bytes(&bytes)
}

/// The typed codes of the printed slips.
fn tokens(desk: &Desk, definition: &Definition, id: &BoothId) -> Vec<(ListId, Token)> {
    let lists = definition.lists().map(|(list, _)| list).filter(|list| list.booth == *id);
    let of_list = |list: ListId| {
        let page = desk.read(&format!("printed/slips/{list}.html"));
        let code = |rest: &str| rest.split('<').next().unwrap().parse::<Token>().unwrap();
        page.split("<code>").skip(1).map(|rest| (list.clone(), code(rest))).collect::<Vec<_>>()
    };
    lists.flat_map(of_list).collect()
}
