//! A one-booth village with real keys and tokens, kept in a folder.
//!
//! Shared by the example `record_ballots` and the tests of this crate.

use std::error::Error;
use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use ballot_crypto::{BoothSecret, Ceremony, CeremonyParts, KeyCeremony};
use ballot_log::{Kind, VerifiedEntry};
use election::definition::{
    BlankAs, Booth, Candidate, Committee, Content, CountRules, Dusun, LargestBy, ListHead, NamedKey,
    TimeZone, Tps, Trustee, TrusteeGroup, Village, Voters, Words,
};
use election::{
    BallotCode, BoothId, BoothNumber, Definition, DusunNumber, ListId, Mode, SecretKey, SignedNote, Token,
    TokenList, TpsNumber,
};
use polling::{BoothKit, KitParts, Station};
use rand_core::CryptoRng;

/// Whatever went wrong; the recorder only reports it.
pub(crate) type Failure = Box<dyn Error>;

/// Tokens of a full list (spec 2.2).
const LIST: u32 = 20_000;

/// Everything that one booth is given, and for the recorder alone the codes of all its tokens.
pub(crate) struct Kit {
    definition: Arc<Definition>,
    bytes: Vec<u8>,
    seal: SignedNote,
    lists: Vec<TokenList>,
    deck: Vec<Token>,
    key: SecretKey,
    /// The booth's secret.
    pub(crate) secret: BoothSecret,
}

impl Kit {
    /// A village of its own, sealed as a simulation, with this many tokens in as few lists as hold them.
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
        let deck: Vec<Token> = (0..tokens).map(|_| Token::generate(random)).collect();
        let mut lists = Vec::new();
        for (dusun, codes) in (1..).zip(deck.chunks(usize::try_from(LIST)?)) {
            let id = ListId { booth: booth.clone(), dusun: DusunNumber::try_from(dusun)? };
            let hashes = codes.iter().map(|code| code.hash(Mode::Simulasi, &nonce, &id));
            lists.push(TokenList::new(id.clone(), hashes)?);
        }
        let village = village(booth, &lists, &key, &committee, trustees)?;
        let (definition, bytes) = Definition::seal(content(&nonce, &authority, village)?)?;
        let seal = definition.seal_note(&authority);
        let (definition, secret) = (Arc::new(definition), BoothSecret::generate(random));
        Ok(Self { definition, bytes, seal, lists, deck, key, secret })
    }

    /// What the booth's program takes, checked by it.
    pub(crate) fn booth(&self) -> Result<BoothKit, Failure> {
        let (booth, _) = self.definition.booths().next().ok_or("the definition lacks the booth")?;
        Ok(BoothKit::new(KitParts {
            definition: Arc::clone(&self.definition),
            booth,
            key: self.key(),
            secret: self.secret.clone(),
            lists: self.lists.clone(),
            others: Vec::new(),
            acceptances: Vec::new(),
        })?)
    }

    /// The codes of all tokens, in the order in which they are handed out.
    pub(crate) fn deck(&self) -> &[Token] {
        &self.deck
    }

    /// The booth's signing key once more.
    pub(crate) fn key(&self) -> SecretKey {
        SecretKey::from_bytes(&self.key.expose_bytes())
    }

    /// Reads a folder that [`Kit::write`] made.
    pub(crate) fn read(folder: &Path) -> Result<Self, Failure> {
        let bytes = fs::read(folder.join("election.json"))?;
        let definition = Arc::new(Definition::parse(&bytes)?);
        let seal =
            definition.check_seal(&SignedNote::parse(&fs::read(folder.join("election.json.note"))?)?)?;
        let lists = definition.lists().map(|(id, _)| -> Result<TokenList, Failure> {
            Ok(TokenList::parse(&fs::read(folder.join(list_name(&id)))?)?)
        });
        let lists = lists.collect::<Result<_, _>>()?;
        let codes = fs::read(folder.join("tokens.secret"))?;
        let (codes, rest) = codes.as_chunks::<{ Token::LENGTH }>();
        if !rest.is_empty() {
            return Err("tokens.secret is cut short".into());
        }
        let deck = codes.iter().map(|code| Token::from_bytes(*code)).collect();
        let key = SecretKey::from_bytes(&secret(folder, "booth.secret-key")?);
        let secret = BoothSecret::from_bytes(&secret(folder, "booth.secret")?);
        Ok(Self { definition, bytes, seal, lists, deck, key, secret })
    }

    /// Writes the folder, which is there whole and durable or not at all.
    pub(crate) fn write(&self, folder: &Path) -> Result<(), Failure> {
        let name = folder.file_name().ok_or("the folder has no name")?.to_string_lossy().into_owned();
        let unfinished = folder.with_file_name(format!("{name}.new"));
        if unfinished.exists() {
            fs::remove_dir_all(&unfinished)?;
        }
        fs::create_dir(&unfinished)?;
        let deck: Vec<u8> = self.deck.iter().flat_map(|token| *token.as_bytes()).collect();
        put(&unfinished, "election.json", &self.bytes)?;
        put(&unfinished, "election.json.note", &self.seal.to_bytes())?;
        for list in &self.lists {
            put(&unfinished, &list_name(list.id()), &list.to_bytes())?;
        }
        put(&unfinished, "tokens.secret", &deck)?;
        put(&unfinished, "booth.secret-key", self.key.expose_bytes().as_slice())?;
        put(&unfinished, "booth.secret", self.secret.expose_bytes())?;
        File::open(&unfinished)?.sync_all()?;
        fs::rename(&unfinished, folder)?;
        File::open(folder.join(".."))?.sync_all()?;
        Ok(())
    }
}

/// The codes of all cast entries, in order.
pub(crate) fn codes<'a>(
    station: &Station,
    entries: impl IntoIterator<Item = &'a VerifiedEntry>,
) -> Result<Vec<BallotCode>, Failure> {
    let cast = entries.into_iter().filter(|entry| entry.entry().kind() == Kind::Cast);
    let code = |entry: &VerifiedEntry| station.code_of(entry.entry().body_bytes());
    cast.map(|entry| code(entry).ok_or_else(|| "a ballot's token is in no list".into())).collect()
}

fn list_name(list: &ListId) -> String {
    format!("{list}.list")
}

fn put(folder: &Path, name: &str, bytes: &[u8]) -> Result<(), Failure> {
    let mut file = File::create_new(folder.join(name))?;
    file.write_all(bytes)?;
    Ok(file.sync_all()?)
}

fn secret(folder: &Path, name: &str) -> Result<[u8; 32], Failure> {
    Ok(fs::read(folder.join(name))?.try_into().map_err(|_| "a key has 32 bytes")?)
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
    id: BoothId,
    lists: &[TokenList],
    key: &SecretKey,
    committee: &SecretKey,
    trustees: Ceremony,
) -> Result<Village, Failure> {
    let (mut heads, mut dusun, mut voters) = (Vec::new(), Vec::new(), Voters::default());
    for list in lists {
        let (number, tokens) = (list.id().dusun, u32::try_from(list.len())?);
        let own = Voters { male: tokens / 3, female: tokens / 3 };
        heads.push(ListHead { dusun: number, voters: own, tokens, hash: hex::encode(list.hash()) });
        dusun.push(Dusun { number, name: format!("Dusun {number}"), voters: own });
        voters = voters.plus(own);
    }
    let booth = Booth { number: id.booth, key: key.public(), spare: false, lists: heads };
    let candidate =
        |number: u8| Candidate { number, name: format!("Calon {number}"), photo: None, clips: Vec::new() };
    Ok(Village {
        code: id.village,
        name: "Sukamaju".to_owned(),
        district: "Banyuasin I".to_owned(),
        regency: "Banyuasin".to_owned(),
        province: "Sumatera Selatan".to_owned(),
        dusun,
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
