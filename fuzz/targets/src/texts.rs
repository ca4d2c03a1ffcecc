//! Texts that people, machines and other programs hand in: definition, draft, notes, lists, files of enrolment, scans.

use std::fmt::Display;
use std::str::FromStr;

use ballot_crypto::Acceptance;
use ballot_log::Moment;
use election::definition::{Definition, TimeZone};
use election::draft::{self, MediumProblem};
use election::enrolment::Enrolment;
use election::json::{self, JsonError};
use election::pack::{BoothPack, PackSource};
use election::{
    AcceptanceFile, BallotCode, BoothId, BoothKeyFile, JointKey, KeyName, LabelledHasher, Mode, PublicKey,
    SecretKey, SignedNote, Token, TokenList, TrusteesFile, VerifyingShare, VillageCode, from_crockford,
    hex32, is_plain_text, label, short_code, to_crockford,
};
use polling::{Codes, Remark, Vouchers, scanned_code};
use serde::{Deserialize, Serialize};
use tally::Message;

use crate::world::{files_under, fixtures, world};

/// `election.json` (spec 2.1).
pub fn definition(data: &[u8]) {
    match Definition::parse(data) {
        Ok(definition) => {
            let bytes = json::to_pretty(definition.content());
            let again = Definition::parse(&bytes).unwrap();
            assert!(again.content() == definition.content(), "written again, it is another one");
            assert_eq!(again.id() == definition.id(), bytes == data);
            for (id, booth) in definition.booths() {
                assert_eq!(definition.booth(&id), Some(booth));
                assert!(definition.voters_at(&id).is_some());
                assert!(ballot_log::LogIdentity::of(&definition, &id).is_some());
            }
            assert!(SignedNote::new(definition.seal_text()).is_ok());
        }
        Err(error) => told(&error, &error.to_indonesian()),
    }
}

/// Seeds of [`definition`].
#[must_use]
pub fn definitions() -> Vec<Vec<u8>> {
    let mut seeds = vec![world().definition_bytes.clone()];
    seeds.push(json::to_compact(world().definition.content()));
    seeds.push(fixture("definitions/sungai-rebo-2021/election.json"));
    seeds.extend(tampered("/election.json"));
    seeds
}

/// A draft of a definition in TOML (spec 2.5).
pub fn toml_draft(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let found = draft::check(&text);
    if let Err(mistakes) = &found {
        assert!(!mistakes.is_empty(), "refused without a reason");
        for mistake in mistakes {
            assert!(mistake.line >= 1 && mistake.column >= 1);
            told(mistake, &mistake.to_indonesian());
        }
    }
    let mut answers = data.iter().cycle();
    let with = draft::check_with(&text, &mut |_| match answers.next() {
        Some(byte) if byte % 2 == 1 => Err(MediumProblem::Damaged),
        byte => Ok([byte.copied().unwrap_or_default(); 32]),
    });
    assert!(found.is_ok() || with.is_err(), "files of photos mend no draft");
}

/// Seeds of [`toml_draft`].
#[must_use]
pub fn drafts() -> Vec<Vec<u8>> {
    let small = fixture("definitions/sungai-rebo-2021/draft.toml");
    let with_media = String::from_utf8(small.clone()).unwrap();
    let with_media =
        with_media.replacen("name = ", "photo = \"foto/1.png\"\nclips = [\"a.wav\"]\nname = ", 3);
    vec![fixture("definitions/cikampek-selatan-2025/draft.toml"), small, with_media.into_bytes()]
}

/// Both forms of JSON (spec 1.6).
pub fn json_forms(data: &[u8]) {
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Item {
        name: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
        count: u64,
        items: Vec<Item>,
    }
    let parsed: [Result<Item, JsonError>; 3] = [
        json::parse_compact(data, 65_536),
        json::parse_pretty(data, 65_536),
        json::parse_any_space(data, 65_536),
    ];
    let [compact, pretty, any] = &parsed;
    if let Ok(item) = compact {
        assert_eq!(json::to_compact(item), data);
    }
    if let Ok(item) = pretty {
        assert_eq!(json::to_pretty(item), data);
    }
    if let Ok(item) = any {
        assert_eq!(json::parse_compact(&json::to_compact(item), 65_536).as_ref(), Ok(item));
    }
    assert!(compact.is_err() || any.is_ok(), "tight is one of the spacings");
    assert!(pretty.is_err() || any.is_ok(), "pretty is one of the spacings");
    parsed.iter().filter_map(|one| one.as_ref().err()).for_each(|error| told(error, &error.to_indonesian()));
}

/// Seeds of [`json_forms`].
#[must_use]
pub fn jsons() -> Vec<Vec<u8>> {
    let tight = r#"{"name":"a\"\\\u0001\né","note":"","count":9007199254740991,"items":[{"name":"","count":0,"items":[]}]}"#;
    let pretty = "{\n  \"name\": \"x\",\n  \"count\": 7,\n  \"items\": []\n}\n";
    vec![tight.into(), pretty.into(), b"{ \"name\" :\"x\",\"count\": 1 , \"items\":[ ] }".to_vec()]
}

/// A signed note (spec 1.5), with the keys of the election as the known ones.
pub fn note(data: &[u8]) {
    match SignedNote::parse(data) {
        Ok(note) => {
            assert_eq!(note.to_bytes(), data, "a note has one form");
            assert_eq!(SignedNote::parse(data), Ok(note.clone()));
            let authority = &world().definition.content().authority;
            let known = [(&authority.name, &authority.key)];
            if let Ok(kept) = note.keep_known(&known) {
                assert_eq!(kept.signatures().len(), 1);
                assert_eq!(kept.keep_known(&known), Ok(kept.clone()));
                let mut all = note.clone();
                all.absorb(&kept);
                assert_eq!(all.keep_known(&known).map(|n| n.to_bytes()), Ok(kept.to_bytes()));
            }
        }
        Err(error) => told(&error, &Message::from(error.clone()).indonesian),
    }
    let _long = SignedNote::parse_up_to(data, 8 << 20);
}

/// Seeds of [`note`].
#[must_use]
pub fn notes() -> Vec<Vec<u8>> {
    let world = world();
    let mut seeds = world.record_at(".note");
    let long: Vec<Vec<u8>> = seeds.iter().filter(|note| note.len() > 300).take(1).cloned().collect();
    seeds.extend(long.into_iter().map(|note| [note.as_slice(), "\u{2014} a AAAAAAA=\n".as_bytes()].concat()));
    seeds
}

/// A token list (spec 5.3).
pub fn token_list(data: &[u8]) {
    match TokenList::parse(data) {
        Ok(list) => {
            assert_eq!(list.to_bytes(), data, "a list has one form");
            assert!((1..=20_000).contains(&list.len()));
            assert_eq!(TokenList::parse(data).map(|again| again.hash()), Ok(list.hash()));
        }
        Err(error) => told(&error, &Message::from(error.clone()).indonesian),
    }
}

/// Seeds of [`token_list`].
#[must_use]
pub fn token_lists() -> Vec<Vec<u8>> {
    let whole = world().inputs_at("tokens/");
    let short =
        whole.iter().map(|list| list[..list.len().min(23 + 17 + 65 * 3)].to_vec()).collect::<Vec<_>>();
    [short, whole].concat()
}

/// What a scanner or a hand hands to the booth: slips, strips, officers' codes and words (spec 5.4, 6.10).
pub fn scans(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    for booth in &world().booths {
        let id = &booth.identity.booth;
        for mode in [Mode::Resmi, Mode::Simulasi] {
            match Token::from_scan(&text, mode, id) {
                Ok(token) => {
                    assert!(Token::from_scan(&token.to_text(), mode, id).is_ok_and(|again| again == token));
                    assert!(Token::from_scan(&token.to_qr(mode, id), mode, id).is_ok_and(|t| t == token));
                    let _listed = booth.station.context(&token);
                }
                Err(error) => told(&error, &Message::from(error.clone()).indonesian),
            }
        }
    }
    if let Ok(token) = text.parse::<Token>() {
        assert_eq!(token.to_text().len(), 17);
    }
    if let Some(code) = scanned_code(&text) {
        assert!(text.trim().ends_with(&to_crockford(code.as_bytes())));
    }
    let (first, second) = text.split_once('\n').unwrap_or((&text, ""));
    if let Some(codes) = Codes::new(first, second) {
        assert_eq!(codes.expose(), [first, second].concat());
    }
    let _said = (Remark::new(&text), Vouchers::new(first, second));
}

/// Seeds of [`scans`].
#[must_use]
pub fn scanned() -> Vec<Vec<u8>> {
    let world = world();
    let booth = &world.booths[0].identity.booth;
    let token: Token = world.slips[0].parse().unwrap();
    let strip = format!("PLK1-K-{}", to_crockford(&[0xa5; 32]));
    let typed = world.slips[1].to_lowercase().replace('1', "l").replace('0', "o");
    let texts = [
        token.to_qr(Mode::Simulasi, booth),
        token.to_qr(Mode::Resmi, booth),
        format!("{}-{}", &typed[..5], &typed[5..]),
        strip,
        "12345678\n87654321".to_owned(),
        "pencetak diganti, disaksikan saksi 1".to_owned(),
    ];
    texts.into_iter().chain(world.slips.iter().take(8).cloned()).map(String::into_bytes).collect()
}

/// Names, numbers, keys, codes, moments: every short text with a form of its own.
pub fn names(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    one_form::<VillageCode>(text);
    one_form::<BoothId>(text);
    one_form::<KeyName>(text);
    one_form::<Moment>(text);
    one_form::<PublicKey>(text);
    one_form::<JointKey>(text);
    one_form::<VerifyingShare>(text);
    one_form::<BallotCode>(text);
    if let Ok(moment) = text.parse::<Moment>() {
        let _zone = moment.time_zone();
        assert!(moment.half_hour().as_str() <= moment.as_str());
    }
    if let Ok(bytes) = hex32(text) {
        assert_eq!(hex::encode(bytes), text);
    }
    crockford::<10>(text);
    crockford::<32>(text);
    crockford::<64>(text);
    assert_eq!(to_crockford(data).len(), (data.len() * 8).div_ceil(5));
    let _plain = is_plain_text(text);
    if let Some(head) = data.first_chunk::<32>() {
        assert_eq!(short_code(head).len(), 23);
    }
    let _seconds = data.first_chunk::<8>().map(|bytes| {
        let seconds = u64::from_le_bytes(*bytes);
        [TimeZone::Wib, TimeZone::Wita, TimeZone::Wit].map(|zone| Moment::from_unix(seconds, zone))
    });
}

fn one_form<T: FromStr + Display>(text: &str) {
    if let Ok(value) = text.parse::<T>() {
        assert_eq!(value.to_string(), text, "a name has one form");
    }
}

fn crockford<const N: usize>(text: &str) {
    if let Some(bytes) = from_crockford::<N>(text) {
        assert_eq!(to_crockford(&bytes), text, "symbols have one form");
    }
}

/// Seeds of [`names`].
#[must_use]
pub fn short_texts() -> Vec<Vec<u8>> {
    let world = world();
    let village = &world.definition.villages()[0];
    let texts = [
        village.code.to_string(),
        world.booths[1].identity.booth.to_string(),
        world.booths[1].identity.origin.to_string(),
        "2026-11-22T07:00:00+07:00".to_owned(),
        "2024-02-29T23:59:59+09:00".to_owned(),
        world.booths[0].identity.key.to_string(),
        village.trustees.joint_key.to_string(),
        village.trustees.members[0].verifying_share.to_string(),
        to_crockford(&[0x5a; 10]),
        to_crockford(&[0x5a; 32]),
        to_crockford(&[0x5a; 64]),
    ];
    texts.into_iter().map(String::into_bytes).collect()
}

/// A trustee's acceptance (spec 3.4).
pub fn acceptance(data: &[u8]) {
    let Ok(file) = AcceptanceFile::parse(data) else { return };
    assert_eq!(file.to_bytes(), data, "an acceptance has one form");
    let Ok(proof) = Acceptance::from_bytes(&file.proof()) else { return };
    assert_eq!(proof.to_bytes(), file.proof());
    for member in world().definition.villages().iter().flat_map(|village| &village.trustees.members) {
        let _holds = proof.verify(&file.election, &file.village, file.trustee, &member.verifying_share);
    }
}

/// Seeds of [`acceptance`].
#[must_use]
pub fn acceptances() -> Vec<Vec<u8>> {
    world().inputs_at("acceptances/")
}

/// Public files of enrolment and key ceremony (spec 2.5, 2.6, 3.3).
pub fn parts(data: &[u8]) {
    if let Ok(file) = BoothKeyFile::parse(data) {
        assert_eq!(file.to_bytes(), data, "a booth's key file has one form");
    }
    if let Ok(file) = TrusteesFile::parse(data) {
        assert_eq!(file.to_bytes(), data, "a trustees' file has one form");
        crate::ballots::rehearsal(&file);
    }
    match Enrolment::parse(data) {
        Ok(enrolment) => assert_eq!(enrolment.key_file().key(), enrolment.key()),
        Err(error) => drop(error.to_string()),
    }
}

/// Seeds of [`parts`].
#[must_use]
pub fn part_files() -> Vec<Vec<u8>> {
    let booth = &world().booths[0];
    let enrolment =
        |mode| Enrolment::new(mode, booth.identity.booth.clone(), booth.identity.key).sign(&booth.key);
    vec![
        BoothKeyFile::new(booth.identity.booth.clone(), booth.identity.key).to_bytes(),
        enrolment(Mode::Simulasi),
        enrolment(Mode::Resmi),
        crate::ballots::trustees_file(),
    ]
}

/// A booth's pack as it is (spec 2.7).
pub fn pack(data: &[u8]) {
    match BoothPack::parse(data) {
        Ok(pack) => {
            assert_eq!(pack.definition().id(), world().id, "nobody else has the authority's key");
            let lists = pack.own_lists().iter().chain(pack.other_lists());
            let lists = lists.map(|list| (list.id().clone(), list.clone())).collect();
            let source = PackSource {
                definition: pack.definition(),
                definition_bytes: pack.definition_bytes(),
                seal: pack.seal(),
                acceptances: pack.acceptances(),
                lists: &lists,
                media: pack.media(),
            };
            let again = BoothPack::build(&source, pack.booth(), &world().authority);
            assert!(again.is_ok_and(|again| again == data), "a pack has one form");
        }
        Err(error) => drop(error.to_string()),
    }
}

/// The same with the authority's signature over whatever it is.
pub fn pack_signed(data: &[u8]) {
    let hash = LabelledHasher::new("booth-pack").bytes(data).finish();
    let signature = world().authority.sign(&[label("booth-pack").as_slice(), &hash].concat());
    pack(&[data, signature.as_bytes()].concat());
}

/// Seeds of [`pack`].
#[must_use]
pub fn packs() -> Vec<Vec<u8>> {
    let world = world();
    let lists =
        world.inputs_at("tokens/").iter().map(|bytes| TokenList::parse(bytes).unwrap()).collect::<Vec<_>>();
    let lists = lists.into_iter().map(|list| (list.id().clone(), list)).collect();
    let acceptances: Vec<_> =
        acceptances().iter().map(|bytes| AcceptanceFile::parse(bytes).unwrap()).collect();
    let source = PackSource {
        definition: &world.definition,
        definition_bytes: &world.definition_bytes,
        seal: &SignedNote::parse(&world.inputs["election.json.note"]).unwrap(),
        acceptances: &acceptances,
        lists: &lists,
        media: &std::collections::BTreeMap::new(),
    };
    let key = SecretKey::from_bytes(&world.authority.expose_bytes());
    world.booths.iter().map(|booth| BoothPack::build(&source, &booth.identity.booth, &key).unwrap()).collect()
}

/// Seeds of [`pack_signed`].
#[must_use]
pub fn unsigned_packs() -> Vec<Vec<u8>> {
    packs().into_iter().map(|pack| pack[..pack.len() - 64].to_vec()).collect()
}

/// What is wrong can be said in both languages.
pub(crate) fn told(error: &dyn Display, indonesian: &str) {
    assert!(!error.to_string().is_empty() && !indonesian.is_empty());
}

/// A file below `fixtures/`.
pub(crate) fn fixture(path: &str) -> Vec<u8> {
    std::fs::read(fixtures().join(path)).unwrap()
}

/// Files of the tampered records whose path ends so, at most 64 KiB, none twice.
pub(crate) fn tampered(end: &str) -> Vec<Vec<u8>> {
    let mut found: Vec<Vec<u8>> = files_under(&fixtures().join("tampered"))
        .into_iter()
        .filter(|(path, bytes)| path.ends_with(end) && bytes.len() <= 65_536)
        .map(|(_, bytes)| bytes)
        .collect();
    found.sort();
    found.dedup();
    found
}
