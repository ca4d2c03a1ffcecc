//! An election of its own for a demonstration: keys, slips, sealed definition and packs, made on the spot.

use std::path::{Path, PathBuf};

use age::secrecy::SecretString;
use ballot_crypto::{CeremonyParts, GroupKey, KeyCeremony};
use dialogue::{Exit, Msg, Problem, files};
use election::definition::{
    BlankAs, Booth, Candidate, Committee, Content, CountRules, Definition, LargestBy, ListHead, NamedKey,
    TimeZone, Tps, Trustee, TrusteeGroup, Village, Voters, Words,
};
use election::json::to_pretty;
use election::pack::{BoothPack, PackSource, medium_hash};
use election::{BoothId, DusunNumber, ListId, Mode, SecretKey, Token, TokenList, VillageCode};
use rand::rand_core::CryptoRng;

use crate::keys::BoothKeys;
use crate::place::Place;

const AUTHORITY: &str = "panitia.contoh";
/// Of each list: as many slips, and voters of each sex.
const SLIPS: u32 = 200;
const VOTERS: u32 = 90;

/// What a demonstration is about.
pub(crate) struct Plan<'a> {
    /// Names and pictures, in number order.
    pub(crate) candidates: &'a [(&'a str, &'a [u8])],
    /// The booths of the only TPS, and whether each is a spare.
    pub(crate) booths: &'a [(u32, bool)],
    /// `YYYY-MM-DD`.
    pub(crate) date: String,
    /// Of officers 1 and 2, one after the other.
    pub(crate) codes: &'a str,
}

/// A booth of the demonstration, ready to start.
pub(crate) struct ReadyBooth {
    pub(crate) place: Place,
    pub(crate) mirror: PathBuf,
    /// QR texts of its slips.
    pub(crate) slips: Vec<String>,
}

struct Parts {
    id: BoothId,
    spare: bool,
    keys: BoothKeys,
    list: TokenList,
    slips: Vec<String>,
}

/// Makes everything in a folder of its own.
pub(crate) fn make(
    folder: &Path,
    plan: &Plan<'_>,
    random: &mut impl CryptoRng,
) -> Result<Vec<ReadyBooth>, Problem> {
    let code: VillageCode = "9901012001".parse().map_err(not_made)?;
    let mut nonce = [0; 32];
    random.fill_bytes(&mut nonce);
    let parts = CeremonyParts { nonce, village: &code, threshold: 2, trustees: 2 };
    let group = KeyCeremony::together(&parts, random).map_err(not_made)?.public;
    let booths = plan.booths.iter().map(|(number, spare)| booth(&code, *number, *spare, &nonce, random));
    let booths = booths.collect::<Result<Vec<_>, Problem>>()?;
    let (authority, committee) = (SecretKey::generate(random), SecretKey::generate(random));
    let village = village(code, plan, &group, &booths, &committee)?;
    let content = content(plan, &nonce, &authority, village)?;
    let bytes = to_pretty(&content);
    let definition = Definition::parse(&bytes).map_err(not_made)?;
    let source = PackSource {
        definition: &definition,
        definition_bytes: &bytes,
        seal: &definition.seal_note(&authority),
        acceptances: &[],
        lists: &booths.iter().map(|booth| (booth.list.id().clone(), booth.list.clone())).collect(),
        media: &pictures(plan).map(|picture| (medium_hash(picture), picture.to_vec())).collect(),
    };
    booths.into_iter().map(|booth| ready(folder, booth, &source, &authority, plan.codes)).collect()
}

fn booth(
    village: &VillageCode,
    number: u32,
    spare: bool,
    nonce: &[u8; 32],
    random: &mut impl CryptoRng,
) -> Result<Parts, Problem> {
    let id = BoothId {
        village: village.clone(),
        tps: 1.try_into().map_err(not_made)?,
        booth: number.try_into().map_err(not_made)?,
    };
    let list = ListId { booth: id.clone(), dusun: 0.try_into().map_err(not_made)? };
    let tokens: Vec<Token> = (0..SLIPS).map(|_| Token::generate(random)).collect();
    let hashes = tokens.iter().map(|token| token.hash(Mode::Simulasi, nonce, &list));
    let list = TokenList::new(list.clone(), hashes).map_err(not_made)?;
    let slips = tokens.iter().map(|token| token.to_qr(Mode::Simulasi, &id)).collect();
    let keys = BoothKeys::generate(Mode::Simulasi, id.clone())?;
    Ok(Parts { id, spare, keys, list, slips })
}

/// Enrols a booth and lets it import its pack.
fn ready(
    folder: &Path,
    booth: Parts,
    source: &PackSource<'_>,
    authority: &SecretKey,
    codes: &str,
) -> Result<ReadyBooth, Problem> {
    let name = |what: &str| folder.join(format!("{}-{what}", booth.id));
    let (data, mirror) = (name("data"), name("mirror"));
    files::make_folder(&data)?;
    files::make_folder(&mirror)?;
    let place = Place::new(&data);
    booth.keys.write(&place.keys(), SecretString::from(codes.to_owned()))?;
    let pack = BoothPack::build(source, &booth.id, authority).map_err(not_made)?;
    files::write_new(&place.pack(), &pack, files::Access::Public)?;
    place.keep_same_device()?;
    Ok(ReadyBooth { place, mirror, slips: booth.slips })
}

fn content(
    plan: &Plan<'_>,
    nonce: &[u8; 32],
    authority: &SecretKey,
    village: Village,
) -> Result<Content, Problem> {
    Ok(Content {
        format: "pilkades/definition/v1".to_owned(),
        mode: Mode::Simulasi,
        nonce: hex::encode(nonce),
        title: "Pemilihan Buah Desa Contoh".to_owned(),
        date: plan.date.clone(),
        opens: "07:00".to_owned(),
        closes: "13:00".to_owned(),
        time_zone: TimeZone::Wib,
        words: Words { village: "desa".to_owned(), head: "kepala desa".to_owned() },
        authority: named(AUTHORITY, authority)?,
        villages: vec![village],
    })
}

fn village(
    code: VillageCode,
    plan: &Plan<'_>,
    group: &GroupKey,
    booths: &[Parts],
    committee: &SecretKey,
) -> Result<Village, Problem> {
    Ok(Village {
        code,
        name: "Contoh".to_owned(),
        district: "Kecamatan Contoh".to_owned(),
        regency: "Kabupaten Contoh".to_owned(),
        province: "Provinsi Contoh".to_owned(),
        dusun: Vec::new(),
        candidates: candidates(plan),
        blank: true,
        rules: CountRules {
            smallest_cell: 10,
            blank_as: BlankAs::Separate,
            largest_by: LargestBy::Registered,
            ties: Vec::new(),
        },
        committee: Committee { threshold: 1, keys: vec![named("ketua", committee)?] },
        saksi: Vec::new(),
        trustees: trustees(group),
        tps: vec![tps(booths)?],
    })
}

fn named(name: &str, key: &SecretKey) -> Result<NamedKey, Problem> {
    Ok(NamedKey { name: name.parse().map_err(not_made)?, key: key.public() })
}

fn candidates(plan: &Plan<'_>) -> Vec<Candidate> {
    let candidate = |(number, (name, picture)): (u8, &(&str, &[u8]))| Candidate {
        number,
        name: (*name).to_owned(),
        photo: Some(hex::encode(medium_hash(picture))),
        clips: Vec::new(),
    };
    (1..).zip(plan.candidates).map(candidate).collect()
}

fn pictures<'a>(plan: &Plan<'a>) -> impl Iterator<Item = &'a [u8]> {
    plan.candidates.iter().map(|(_, picture)| *picture)
}

fn trustees(group: &GroupKey) -> TrusteeGroup {
    let member =
        |(number, share): (u16, _)| Trustee { name: format!("Wali {number}"), verifying_share: share };
    TrusteeGroup {
        threshold: group.threshold,
        joint_key: group.joint_key,
        members: (1..).zip(group.verifying_shares.iter().copied()).map(member).collect(),
        transcript: hex::encode(group.transcript),
        one_machine: true,
    }
}

fn tps(booths: &[Parts]) -> Result<Tps, Problem> {
    let dusun = DusunNumber::try_from(0).map_err(not_made)?;
    let voters = |spare| if spare { Voters::default() } else { Voters { male: VOTERS, female: VOTERS } };
    let booth = |booth: &Parts| Booth {
        number: booth.id.booth,
        key: booth.keys.key.public(),
        spare: booth.spare,
        lists: vec![ListHead {
            dusun,
            voters: voters(booth.spare),
            tokens: SLIPS,
            hash: hex::encode(booth.list.hash()),
        }],
    };
    let all: u32 = booths.iter().map(|booth| voters(booth.spare).male).sum();
    Ok(Tps {
        number: 1.try_into().map_err(not_made)?,
        voters: Voters { male: all, female: all },
        booths: booths.iter().map(booth).collect(),
    })
}

fn not_made(error: impl ToString) -> Problem {
    Problem::new(Exit::Internal, Msg::new("demo-not-made")).detail(error)
}
