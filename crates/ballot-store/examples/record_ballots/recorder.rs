//! A one-booth village with real keys and tokens, and a booth that records ballots for it.
//!
//! Shared by the example `record_ballots` and the tests of this crate.

use std::collections::BTreeSet;
use std::error::Error;
use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use ballot_crypto::{
    BallotContext, BoothSecret, Ceremony, CeremonyParts, Choice, ContextParts, KeyCeremony, OptionCount,
    SeedParts, ballot_code, encrypt, token_of,
};
use ballot_log::{
    Body, Kind, LaunchPart, LogBuilder, LogIdentity, Moment, Opened, SoftwareHash, VerifiedEntry,
};
use ballot_store::{OpenError, Options, Paths, PlaceError, Recovery, Store, Verifier};
use election::definition::{
    BlankAs, Booth, Candidate, Committee, Content, CountRules, LargestBy, ListHead, NamedKey, TimeZone, Tps,
    Trustee, TrusteeGroup, Village, Voters, Words,
};
use election::{
    BallotCode, BoothId, BoothNumber, Definition, DusunNumber, ListId, Mode, SecretKey, SignedNote, Token,
    TokenList, TpsNumber,
};
use rand_core::CryptoRng;

/// Whatever went wrong; the recorder only reports it.
pub(crate) type Failure = Box<dyn Error>;

/// Everything that one booth is given: definition, token list and, for the recorder alone, the codes of the tokens.
pub(crate) struct Kit {
    public: Arc<Public>,
    seal: SignedNote,
    tokens: Vec<Token>,
    key: SecretKey,
    secret: BoothSecret,
}

/// What anybody may know, and what a *kode suara* is computed from.
pub(crate) struct Public {
    definition: Definition,
    bytes: Vec<u8>,
    list: TokenList,
}

impl Public {
    /// The booth of the only list.
    pub(crate) fn booth(&self) -> &BoothId {
        &self.list.id().booth
    }

    fn village(&self) -> Result<&Village, Failure> {
        Ok(self.definition.village(&self.booth().village).ok_or("the definition lacks the village")?)
    }

    fn context(&self, token: &Token) -> Result<BallotContext, Failure> {
        let id = self.list.id();
        let booth = self.definition.booth(&id.booth).ok_or("the definition lacks the booth")?;
        let hash = token.hash(self.definition.content().mode, &self.definition.nonce(), id);
        let village = self.village()?;
        Ok(BallotContext::new(&ContextParts {
            election: self.definition.id(),
            list: id,
            booth_key: &booth.key,
            joint_key: &village.trustees.joint_key,
            options: self.options()?,
            token: hash,
        }))
    }

    fn options(&self) -> Result<OptionCount, Failure> {
        Ok(OptionCount::new(self.village()?.option_count()).ok_or("no such number of options")?)
    }

    /// The *kode suara* of ballot bytes.
    pub(crate) fn code(&self, ballot: &[u8]) -> Option<BallotCode> {
        let context = self.context(&token_of(ballot)?).ok()?;
        Some(ballot_code(context.as_bytes(), ballot))
    }

    /// Whose log the booth keeps.
    pub(crate) fn identity(&self) -> Result<LogIdentity, Failure> {
        Ok(LogIdentity::of(&self.definition, self.booth()).ok_or("the definition lacks the booth")?)
    }
}

impl Kit {
    /// A village of its own with this many tokens, sealed as a simulation.
    pub(crate) fn make(tokens: u32, random: &mut impl CryptoRng) -> Result<Self, Failure> {
        let mut nonce = [0; 32];
        random.fill_bytes(&mut nonce);
        let booth = BoothId {
            village: "1607062001".parse()?,
            tps: TpsNumber::try_from(1)?,
            booth: BoothNumber::try_from(1)?,
        };
        let parts = CeremonyParts { nonce, village: &booth.village, threshold: 2, trustees: 3 };
        let trustees = KeyCeremony::together(&parts, random)?;
        let (key, authority, committee) =
            (SecretKey::generate(random), SecretKey::generate(random), SecretKey::generate(random));
        let id = ListId { booth, dusun: DusunNumber::try_from(0)? };
        let codes: Vec<Token> = (0..tokens).map(|_| Token::generate(random)).collect();
        let list =
            TokenList::new(id.clone(), codes.iter().map(|code| code.hash(Mode::Simulasi, &nonce, &id)))?;
        let village = village(&list, &key, &committee, trustees)?;
        let (definition, bytes) = Definition::seal(content(&nonce, &authority, village)?)?;
        let seal = definition.seal_note(&authority);
        let public = Arc::new(Public { definition, bytes, list });
        Ok(Self { public, seal, tokens: codes, key, secret: BoothSecret::generate(random) })
    }

    /// The public part.
    pub(crate) fn public(&self) -> &Arc<Public> {
        &self.public
    }

    /// The booth's signing key once more.
    pub(crate) fn key(&self) -> SecretKey {
        SecretKey::from_bytes(&self.key.expose_bytes())
    }

    /// What the store checks records with.
    pub(crate) fn verifier(&self) -> Result<Verifier, Failure> {
        let public = Arc::clone(&self.public);
        Ok(Verifier::new(self.public.identity()?, Box::new(move |ballot| public.code(ballot))))
    }

    /// Reads a folder that [`Kit::write`] made.
    pub(crate) fn read(folder: &Path) -> Result<Self, Failure> {
        let bytes = fs::read(folder.join("election.json"))?;
        let definition = Definition::parse(&bytes)?;
        let seal = SignedNote::parse(&fs::read(folder.join("election.json.note"))?)?;
        let list = TokenList::parse(&fs::read(folder.join("tokens.list"))?)?;
        let secret = |name: &str| -> Result<[u8; 32], Failure> {
            let bytes: [u8; 32] =
                fs::read(folder.join(name))?.try_into().map_err(|_| "a key has 32 bytes")?;
            Ok(bytes)
        };
        let codes = fs::read(folder.join("tokens.secret"))?;
        let (codes, rest) = codes.as_chunks::<{ Token::LENGTH }>();
        if !rest.is_empty() {
            return Err("tokens.secret is cut short".into());
        }
        let tokens = codes.iter().map(|code| Token::from_bytes(*code)).collect();
        let key = SecretKey::from_bytes(&secret("booth.secret-key")?);
        let secret = BoothSecret::from_bytes(&secret("booth.secret")?);
        Ok(Self { public: Arc::new(Public { definition, bytes, list }), seal, tokens, key, secret })
    }

    /// Writes the folder, which is there whole and durable or not at all.
    pub(crate) fn write(&self, folder: &Path) -> Result<(), Failure> {
        let name = folder.file_name().ok_or("the folder has no name")?.to_string_lossy().into_owned();
        let unfinished = folder.with_file_name(format!("{name}.new"));
        if unfinished.exists() {
            fs::remove_dir_all(&unfinished)?;
        }
        fs::create_dir(&unfinished)?;
        let tokens: Vec<u8> = self.tokens.iter().flat_map(|token| *token.as_bytes()).collect();
        for (name, bytes) in [
            ("election.json", self.public.bytes.as_slice()),
            ("election.json.note", &self.seal.to_bytes()),
            ("tokens.list", &self.public.list.to_bytes()),
            ("tokens.secret", &tokens),
            ("booth.secret-key", self.key.expose_bytes().as_slice()),
            ("booth.secret", self.secret.expose_bytes()),
        ] {
            let mut file = File::create_new(unfinished.join(name))?;
            file.write_all(bytes)?;
            file.sync_all()?;
        }
        File::open(&unfinished)?.sync_all()?;
        fs::rename(&unfinished, folder)?;
        File::open(folder.join(".."))?.sync_all()?;
        Ok(())
    }
}

/// A booth with open polls.
pub(crate) struct Recorder {
    kit: Kit,
    pub(crate) store: Store,
    pub(crate) builder: LogBuilder,
    unused: Vec<Token>,
    /// How long the store took for each ballot.
    pub(crate) stored_in: Vec<Duration>,
}

impl Recorder {
    /// Continues the log at these paths, or begins it where there is none.
    pub(crate) fn start(kit: Kit, paths: &Paths, options: &Options) -> Result<(Self, Recovery), Failure> {
        let (store, recovery) = match Store::open(paths, kit.verifier()?, options) {
            Err(OpenError::Place(PlaceError::Absent { .. })) => {
                Store::create(paths, kit.verifier()?, options)?
            }
            opened => opened?,
        };
        let used: BTreeSet<[u8; 10]> = recovery.entries.iter().filter_map(used_token).collect();
        let unused =
            kit.tokens.iter().rev().filter(|token| !used.contains(token.as_bytes())).cloned().collect();
        let builder = LogBuilder::resume(store.chain().clone(), kit.key())?;
        let mut recorder = Self { kit, store, builder, unused, stored_in: Vec::new() };
        if recovery.entries.is_empty() {
            recorder.open_polls(options)?;
        }
        Ok((recorder, recovery))
    }

    fn open_polls(&mut self, options: &Options) -> Result<(), Failure> {
        let definition = &self.kit.public.definition;
        let launch =
            vec![LaunchPart { candidate: 0, given_by: "recorder".to_owned(), code: "REC0RD".to_owned() }];
        let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
        self.append(&Body::Opened(Opened {
            election: definition.id(),
            software: SoftwareHash::new([0; 32]),
            durability: options.durability,
            opened_at: Moment::from_unix(now, definition.content().time_zone)?,
            launch_code: Opened::joined(&launch),
            launch,
        }))
    }

    /// Stores an entry of any kind but *cast*.
    pub(crate) fn append(&mut self, body: &Body) -> Result<(), Failure> {
        let prepared = self.builder.prepare(body)?;
        self.store.append(prepared.record().clone())?;
        self.builder.commit(prepared)?;
        Ok(())
    }

    /// Encrypts and stores a ballot with a token that was not used yet; when this returns, it is durable.
    pub(crate) fn cast(&mut self, random: &mut impl CryptoRng) -> Result<BallotCode, Failure> {
        let token = self.unused.pop().ok_or("all tokens are used up; begin with another folder")?;
        let public = &self.kit.public;
        let context = public.context(&token)?;
        let options = public.options()?;
        let option = 1 + u8::try_from(random.next_u32() % u32::from(options.get()))?;
        let choice = Choice::new(option, options).ok_or("no such option")?;
        let parts = SeedParts { secret: &self.kit.secret, previous: self.builder.chain().head(), attempt: 1 };
        let (ballot, _dropped) = encrypt(&choice, &token, &context, parts, random)?;
        let code = ballot.code(&context);
        let verified = ballot.verify(&context)?;
        let prepared = self.builder.prepare_cast(verified.as_bytes(), &code)?;
        let begun = Instant::now();
        self.store.append(prepared.record().clone())?;
        self.stored_in.push(begun.elapsed());
        self.builder.commit(prepared)?;
        Ok(code)
    }
}

/// The codes of all cast entries, in order.
pub(crate) fn codes<'a>(
    public: &Public,
    entries: impl IntoIterator<Item = &'a VerifiedEntry>,
) -> Result<Vec<BallotCode>, Failure> {
    let cast = entries.into_iter().filter(|entry| entry.entry().kind() == Kind::Cast);
    cast.map(|entry| public.code(entry.entry().body_bytes()).ok_or_else(|| "a ballot has no token".into()))
        .collect()
}

fn used_token(entry: &VerifiedEntry) -> Option<[u8; 10]> {
    match entry.entry().kind() {
        Kind::Cast | Kind::Challenged => Some(*token_of(entry.entry().body_bytes())?.as_bytes()),
        _ => None,
    }
}

fn content(nonce: &[u8; 32], authority: &SecretKey, village: Village) -> Result<Content, Failure> {
    Ok(Content {
        format: "pilkades/definition/v1".to_owned(),
        mode: Mode::Simulasi,
        nonce: hex::encode(nonce),
        title: "Simulasi".to_owned(),
        date: "2028-02-29".to_owned(),
        opens: "07:00".to_owned(),
        closes: "13:00".to_owned(),
        time_zone: TimeZone::Wib,
        words: Words { village: "desa".to_owned(), head: "kepala desa".to_owned() },
        authority: named("dpmd.example", authority)?,
        villages: vec![village],
    })
}

fn village(
    list: &TokenList,
    key: &SecretKey,
    committee: &SecretKey,
    trustees: Ceremony,
) -> Result<Village, Failure> {
    let tokens = u32::try_from(list.len())?;
    let voters = Voters { male: tokens / 3, female: tokens / 3 };
    let head = ListHead { dusun: DusunNumber::try_from(0)?, voters, tokens, hash: hex::encode(list.hash()) };
    let id = &list.id().booth;
    let booth = Booth { number: id.booth, key: key.public(), spare: false, lists: vec![head] };
    let candidate =
        |number: u8| Candidate { number, name: format!("Calon {number}"), photo: None, clips: Vec::new() };
    Ok(Village {
        code: id.village.clone(),
        name: "Sukamaju".to_owned(),
        district: "Banyuasin I".to_owned(),
        regency: "Banyuasin".to_owned(),
        province: "Sumatera Selatan".to_owned(),
        dusun: Vec::new(),
        candidates: (1..=4).map(candidate).collect(),
        blank: true,
        rules: CountRules {
            smallest_cell: 1,
            blank_as: BlankAs::Separate,
            largest_by: LargestBy::Registered,
            ties: Vec::new(),
        },
        committee: Committee { threshold: 1, keys: vec![named("panitia.example", committee)?] },
        saksi: Vec::new(),
        trustees: trustee_group(trustees),
        tps: vec![Tps { number: id.tps, voters, booths: vec![booth] }],
    })
}

fn trustee_group(ceremony: Ceremony) -> TrusteeGroup {
    let public = ceremony.public;
    let members = public.verifying_shares.into_iter().zip(1..);
    TrusteeGroup {
        threshold: public.threshold,
        joint_key: public.joint_key,
        members: members
            .map(|(verifying_share, number)| Trustee { name: format!("Wali {number}"), verifying_share })
            .collect(),
        transcript: hex::encode(public.transcript),
        one_machine: true,
    }
}

fn named(name: &str, key: &SecretKey) -> Result<NamedKey, Failure> {
    Ok(NamedKey { name: name.parse()?, key: key.public() })
}
