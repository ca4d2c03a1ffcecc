//! Before polling day: keys, ceremony, tokens, seal, acceptances. All randomness comes from the generators handed in.

use std::collections::BTreeSet;

use ballot_crypto::{Acceptance, BoothSecret, Ceremony, CeremonyParts, GroupKey, KeyCeremony, SecretShare};
use election::definition::{
    BlankAs, Booth, Candidate, Committee, Content, CountRules, Dusun, LargestBy, ListHead, NamedKey, Saksi,
    TieBy, TieRule, TimeZone, Tps, Trustee, TrusteeGroup, Village, Voters, Words,
};
use election::{
    BoothId, DusunNumber, ElectionId, KeyName, ListId, Mode, SecretKey, Token, TokenList, TrusteeNumber,
    VillageCode,
};
use rand_core::{CryptoRng, Rng as _};

use crate::error::{SimulationError, setup};
use crate::plan::{Scene, SimulationPlan};
use crate::scenario::{BoothPlan, ListPlan, SMALLEST_CELL, VillagePlan};
use crate::surroundings::Randomness;

/// Trustees of a village and how many of them decrypt.
const TRUSTEES: (u16, u16) = (3, 2);
/// Signatures that a count set needs, of as many committee keys as there are roles.
pub(crate) const COMMITTEE_THRESHOLD: u16 = 2;
const ROLES: [&str; 3] = ["ketua", "sekretaris", "anggota"];
const AUTHORITY: &str = "dpmd.simulasi.example";

pub(crate) const TIME_ZONE: TimeZone = TimeZone::Wib;
pub(crate) const MODE: Mode = Mode::Simulasi;
const DATE: &str = "2026-11-22";
const HOURS: (&str, &str) = ("07:00", "13:00");

/// Every secret of a simulated election.
///
/// # Security
/// Worthless outside a simulation; inside one, together they read every ballot. No `Debug`.
pub struct Secrets {
    /// The key that seals the definition.
    pub authority: SecretKey,
    /// The villages, in definition order.
    pub villages: Vec<VillageSecrets>,
}

/// The secrets of one village.
pub struct VillageSecrets {
    /// The village.
    pub village: VillageCode,
    /// Keys of the committee with their names.
    pub committee: Vec<(KeyName, SecretKey)>,
    /// Keys of the candidates' witnesses with their names.
    pub saksi: Vec<(KeyName, SecretKey)>,
    /// Names and shares of the trustees 1..n.
    pub trustees: Vec<(String, SecretShare)>,
    /// The booths, in definition order.
    pub booths: Vec<BoothSecrets>,
}

/// The secrets of one booth.
pub struct BoothSecrets {
    /// The booth.
    pub booth: BoothId,
    /// Its signing key.
    pub key: SecretKey,
    /// Its secret that enters every seed.
    pub secret: BoothSecret,
    /// Its tokens, list by list.
    pub tokens: Vec<(DusunNumber, Vec<Token>)>,
}

/// A village with keys, its tokens still to be drawn.
pub(crate) struct Enrolled {
    pub(crate) secrets: VillageSecrets,
    pub(crate) key: GroupKey,
}

/// All keys of a village, and the ceremony of its trustees in one room.
pub(crate) fn enrol(
    plan: &VillagePlan,
    nonce: [u8; 32],
    randomness: &dyn Randomness,
) -> Result<Enrolled, SimulationError> {
    let code: VillageCode = plan.code.parse().map_err(setup("village code"))?;
    let mut random = randomness.generator(&format!("keys {code}"));
    let (trustees, threshold) = TRUSTEES;
    let parts = CeremonyParts { nonce, village: &code, threshold, trustees };
    let Ceremony { public, shares } =
        KeyCeremony::together(&parts, &mut random).map_err(setup(format!("key ceremony of {code}")))?;
    let mut named = |name: String| -> Result<(KeyName, SecretKey), SimulationError> {
        Ok((name.parse().map_err(setup(name))?, SecretKey::generate(&mut random)))
    };
    let committee =
        ROLES.iter().map(|role| named(format!("{role}.{code}.example"))).collect::<Result<_, _>>()?;
    let saksi = (1..=plan.candidates.len()).map(|number| named(format!("saksi-{number}.{code}.example")));
    let saksi = saksi.collect::<Result<_, _>>()?;
    let mut booths = Vec::new();
    for (tps, booth) in plan.tps.iter().flat_map(|tps| tps.booths.iter().map(move |booth| (tps, booth))) {
        booths.push(BoothSecrets {
            booth: booth_id(&code, tps.number, booth.number)?,
            key: SecretKey::generate(&mut random),
            secret: BoothSecret::generate(&mut random),
            tokens: Vec::new(),
        });
    }
    let trustees = plan.trustees.iter().cloned().zip(shares).collect();
    let secrets = VillageSecrets { village: code, committee, saksi, trustees, booths };
    Ok(Enrolled { secrets, key: public })
}

fn booth_id(village: &VillageCode, tps: u32, booth: u32) -> Result<BoothId, SimulationError> {
    let tps = tps.try_into().map_err(setup("TPS number"))?;
    let booth = booth.try_into().map_err(setup("booth number"))?;
    Ok(BoothId { village: village.clone(), tps, booth })
}

/// Draws the tokens of a village's booths and makes their lists, in definition order.
pub(crate) fn draw_tokens(
    plan: &VillagePlan,
    secrets: &mut VillageSecrets,
    nonce: [u8; 32],
    randomness: &dyn Randomness,
) -> Result<Vec<TokenList>, SimulationError> {
    let mut random = randomness.generator(&format!("tokens {}", secrets.village));
    let mut lists = Vec::new();
    let plans = plan.tps.iter().flat_map(|tps| &tps.booths);
    for (booth, plan) in secrets.booths.iter_mut().zip(plans) {
        for list in &plan.lists {
            let dusun = list.dusun.try_into().map_err(setup("dusun number"))?;
            let id = ListId { booth: booth.booth.clone(), dusun };
            let (tokens, made) = draw(&id, list.tokens, nonce, &mut random)?;
            booth.tokens.push((dusun, tokens));
            lists.push(made);
        }
    }
    Ok(lists)
}

fn draw(
    id: &ListId,
    count: u32,
    nonce: [u8; 32],
    random: &mut impl CryptoRng,
) -> Result<(Vec<Token>, TokenList), SimulationError> {
    let (mut tokens, mut hashes) = (Vec::new(), BTreeSet::new());
    while tokens.len() < count as usize {
        let token = Token::generate(random);
        if hashes.insert(token.hash(MODE, &nonce, id)) {
            tokens.push(token);
        }
    }
    let list = TokenList::new(id.clone(), hashes).map_err(setup(format!("token list {id}")))?;
    Ok((tokens, list))
}

/// What goes into the definition's nonce and the authority's key.
pub(crate) fn authority(randomness: &dyn Randomness) -> ([u8; 32], SecretKey) {
    let mut random = randomness.generator("authority");
    let mut nonce = [0; 32];
    random.fill_bytes(&mut nonce);
    (nonce, SecretKey::generate(&mut random))
}

/// The content of the definition.
pub(crate) fn content(
    plan: &SimulationPlan,
    nonce: [u8; 32],
    authority: &SecretKey,
    villages: Vec<Village>,
) -> Result<Content, SimulationError> {
    let title = match plan.scene {
        Scene::Invented => "Simulasi Pilkades serentak",
        Scene::RantauBayur => "Simulasi Pilkades Rantau Bayur (angka 2021)",
    };
    let name = AUTHORITY.parse().map_err(setup("name of the authority"))?;
    Ok(Content {
        format: "pilkades/definition/v1".to_owned(),
        mode: MODE,
        nonce: hex::encode(nonce),
        title: title.to_owned(),
        date: DATE.to_owned(),
        opens: HOURS.0.to_owned(),
        closes: HOURS.1.to_owned(),
        time_zone: TIME_ZONE,
        words: Words { village: "desa".to_owned(), head: "kepala desa".to_owned() },
        authority: NamedKey { name, key: authority.public() },
        villages,
    })
}

/// A village as the definition holds it.
pub(crate) fn village(
    plan: &VillagePlan,
    enrolled: &Enrolled,
    lists: &[TokenList],
) -> Result<Village, SimulationError> {
    let secrets = &enrolled.secrets;
    let keys = |named: &[(KeyName, SecretKey)]| -> Vec<NamedKey> {
        named.iter().map(|(name, key)| NamedKey { name: name.clone(), key: key.public() }).collect()
    };
    let saksi = (1..).zip(keys(&secrets.saksi));
    let candidate = |(number, name): (u8, &String)| Candidate {
        number,
        name: name.clone(),
        photo: None,
        clips: Vec::new(),
    };
    Ok(Village {
        code: secrets.village.clone(),
        name: plan.name.clone(),
        district: plan.district.clone(),
        regency: plan.regency.clone(),
        province: plan.province.clone(),
        dusun: dusun(plan)?,
        candidates: (1..).zip(&plan.candidates).map(candidate).collect(),
        blank: plan.blank,
        rules: rules(plan),
        committee: Committee { threshold: COMMITTEE_THRESHOLD, keys: keys(&secrets.committee) },
        saksi: saksi.map(|(candidate, NamedKey { name, key })| Saksi { candidate, name, key }).collect(),
        trustees: trustees(plan, &enrolled.key),
        tps: places(plan, secrets, lists)?,
    })
}

fn rules(plan: &VillagePlan) -> CountRules {
    let tie = |by, article: &str| TieRule { by, article: article.to_owned() };
    let mut ties = vec![tie(TieBy::LargestTps, "Simulasi Pasal 1")];
    if !plan.dusun.is_empty() {
        ties.push(tie(TieBy::LargestDusun, "Simulasi Pasal 2"));
    }
    ties.push(tie(TieBy::External, "Simulasi Pasal 3"));
    let blank_as = BlankAs::Separate;
    CountRules { smallest_cell: SMALLEST_CELL, blank_as, largest_by: LargestBy::Registered, ties }
}

fn dusun(plan: &VillagePlan) -> Result<Vec<Dusun>, SimulationError> {
    let lists = || plan.tps.iter().flat_map(|tps| &tps.booths).flat_map(|booth| &booth.lists);
    let one = |(number, name): (u32, &String)| {
        let bound = lists().filter(|list| list.dusun == number);
        Ok(Dusun {
            number: number.try_into().map_err(setup("dusun number"))?,
            name: name.clone(),
            voters: bound.fold(Voters::default(), |sum, list| sum.plus(list.voters)),
        })
    };
    (1..).zip(&plan.dusun).map(one).collect()
}

fn trustees(plan: &VillagePlan, key: &GroupKey) -> TrusteeGroup {
    let members = plan.trustees.iter().zip(&key.verifying_shares);
    TrusteeGroup {
        threshold: key.threshold,
        joint_key: key.joint_key,
        members: members
            .map(|(name, share)| Trustee { name: name.clone(), verifying_share: *share })
            .collect(),
        transcript: hex::encode(key.transcript),
        one_machine: true,
    }
}

fn places(
    plan: &VillagePlan,
    secrets: &VillageSecrets,
    lists: &[TokenList],
) -> Result<Vec<Tps>, SimulationError> {
    let mut booths = secrets.booths.iter();
    let mut lists = lists.iter();
    let mut places = Vec::new();
    for tps in &plan.tps {
        let mut here = Vec::new();
        for (plan, secrets) in tps.booths.iter().zip(&mut booths) {
            here.push(booth(plan, secrets, &mut lists));
        }
        let voters =
            |booth: &Booth| booth.lists.iter().fold(Voters::default(), |sum, list| sum.plus(list.voters));
        let number = tps.number.try_into().map_err(setup("TPS number"))?;
        let voters = here.iter().map(voters).fold(Voters::default(), Voters::plus);
        places.push(Tps { number, voters, booths: here });
    }
    Ok(places)
}

fn booth<'a>(
    plan: &BoothPlan,
    secrets: &BoothSecrets,
    lists: &mut impl Iterator<Item = &'a TokenList>,
) -> Booth {
    let head = |(plan, list): (&ListPlan, &TokenList)| ListHead {
        dusun: list.id().dusun,
        voters: plan.voters,
        tokens: plan.tokens,
        hash: hex::encode(list.hash()),
    };
    Booth {
        number: secrets.booth.booth,
        key: secrets.key.public(),
        spare: plan.spare,
        lists: plan.lists.iter().zip(lists).map(head).collect(),
    }
}

/// The acceptances of a village's trustees.
pub(crate) fn accept(
    secrets: &VillageSecrets,
    election: &ElectionId,
    randomness: &dyn Randomness,
) -> Vec<(TrusteeNumber, Acceptance)> {
    let mut random = randomness.generator(&format!("acceptances {}", secrets.village));
    let shares = secrets.trustees.iter().map(|(_, share)| share);
    shares.map(|share| (share.trustee(), share.accept(election, &secrets.village, &mut random))).collect()
}
