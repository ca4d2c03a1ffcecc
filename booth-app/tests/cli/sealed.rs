//! A sealed definition for booths that were enrolled by the program: booth 1, booth 2, and the spare 3 of one TPS.

use std::collections::BTreeMap;

use ballot_crypto::{CeremonyParts, GroupKey, KeyCeremony, SecretShare};
use election::definition::*;
use election::enrolment::Enrolment;
use election::json::to_pretty;
use election::pack::{BoothPack, PackSource};
use election::{AcceptanceFile, BoothId, ListId, Mode, PublicKey, SecretKey, Token, TokenList};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng;

use crate::desk::Desk;

const NONCE: [u8; 32] = [0xab; 32];
pub(crate) const BOOTHS: [&str; 3] = ["1607062001-1-1", "1607062001-1-2", "1607062001-1-3"];

/// Enrols the three booths as `b1`, `b2` and `b3`, seals a definition and writes their packs to `stick`.
pub(crate) fn enrol_and_seal(desk: &Desk, mode: Mode) -> String {
    for (name, booth) in ["b1", "b2", "b3"].iter().zip(BOOTHS) {
        desk.enrol(name, booth, mode.as_str());
    }
    let keys = BOOTHS.map(|booth| {
        let note = desk.read(format!("stick/{booth}.enrol.note"));
        *Enrolment::parse(&note).unwrap().key()
    });
    seal(desk, mode, &keys)
}

/// Seals a definition of these keys and writes the packs to `stick`; its ElectionId.
pub(crate) fn seal(desk: &Desk, mode: Mode, keys: &[PublicKey; 3]) -> String {
    let mut random = ChaCha20Rng::seed_from_u64(1);
    let village = place(1).village;
    let parts = CeremonyParts { nonce: NONCE, village: &village, threshold: 2, trustees: 2 };
    let ceremony = KeyCeremony::together(&parts, &mut random).unwrap();
    let lists: BTreeMap<ListId, TokenList> =
        [(1, 1), (1, 2), (2, 1), (3, 1), (3, 2)].map(|(booth, dusun)| list(mode, booth, dusun)).into();
    let bytes = to_pretty(&content(mode, &ceremony.public, &lists, keys));
    let definition = Definition::parse(&bytes).unwrap();
    let accept = |share: &SecretShare| {
        let proof = share.accept(&definition.id(), &village, &mut random).to_bytes();
        AcceptanceFile::new(definition.id(), village.clone(), share.trustee(), proof)
    };
    let acceptances: Vec<AcceptanceFile> = ceremony.shares.iter().map(accept).collect();
    let source = PackSource {
        definition: &definition,
        definition_bytes: &bytes,
        seal: &definition.seal_note(&key(100)),
        acceptances: &acceptances,
        lists: &lists,
        media: &BTreeMap::new(),
    };
    for booth in BOOTHS {
        let pack = BoothPack::build(&source, &booth.parse().unwrap(), &key(100)).unwrap();
        desk.write(&format!("stick/{booth}.plkp"), pack);
    }
    definition.id().to_string()
}

/// QR text of a slip of a simulation.
pub(crate) fn slip(booth: u8, dusun: u8, number: u8) -> String {
    token(booth, dusun, number).to_qr(Mode::Simulasi, &place(booth))
}

/// What is typed of the same slip.
pub(crate) fn typed(booth: u8, dusun: u8, number: u8) -> String {
    token(booth, dusun, number).to_text()
}

fn token(booth: u8, dusun: u8, number: u8) -> Token {
    Token::from_bytes([booth, dusun, number, 4, 5, 6, 7, 8, 9, 10])
}

fn place(booth: u8) -> BoothId {
    BOOTHS[usize::from(booth) - 1].parse().unwrap()
}

fn list(mode: Mode, booth: u8, dusun: u8) -> (ListId, TokenList) {
    let id = ListId { booth: place(booth), dusun: u32::from(dusun).try_into().unwrap() };
    let hash = |number| token(booth, dusun, number).hash(mode, &NONCE, &id);
    (id.clone(), TokenList::new(id.clone(), (0..20).map(hash)).unwrap())
}

fn key(seed: u8) -> SecretKey {
    SecretKey::from_bytes(&[seed; 32])
}

fn content(
    mode: Mode,
    group: &GroupKey,
    lists: &BTreeMap<ListId, TokenList>,
    keys: &[PublicKey; 3],
) -> Content {
    let named = |name: &str, seed| NamedKey { name: name.parse().unwrap(), key: key(seed).public() };
    let booth = |number: u8| Booth {
        number: u32::from(number).try_into().unwrap(),
        key: keys[usize::from(number) - 1],
        spare: number == 3,
        lists: lists
            .iter()
            .filter(|(id, _)| id.booth == place(number))
            .map(|(id, list)| ListHead {
                dusun: id.dusun,
                voters: Voters { male: if number == 3 { 0 } else { 10 }, female: 0 },
                tokens: 20,
                hash: hex::encode(list.hash()),
            })
            .collect(),
    };
    let dusun = |number: u32, male| Dusun {
        number: number.try_into().unwrap(),
        name: format!("Dusun {number}"),
        voters: Voters { male, female: 0 },
    };
    let candidate =
        |number: u8| Candidate { number, name: format!("Calon {number}"), photo: None, clips: Vec::new() };
    let village = Village {
        code: place(1).village,
        name: "Sukamaju".to_owned(),
        district: "Banyuasin I".to_owned(),
        regency: "Banyuasin".to_owned(),
        province: "Sumatera Selatan".to_owned(),
        dusun: vec![dusun(1, 20), dusun(2, 10)],
        candidates: (1..=3).map(candidate).collect(),
        blank: true,
        rules: CountRules {
            smallest_cell: 10,
            blank_as: BlankAs::Separate,
            largest_by: LargestBy::Registered,
            ties: Vec::new(),
        },
        committee: Committee { threshold: 2, keys: vec![named("ketua", 101), named("sekretaris", 102)] },
        saksi: Vec::new(),
        trustees: TrusteeGroup {
            threshold: group.threshold,
            joint_key: group.joint_key,
            members: (1..)
                .zip(&group.verifying_shares)
                .map(|(number, share): (u8, _)| Trustee {
                    name: format!("Wali {number}"),
                    verifying_share: *share,
                })
                .collect(),
            transcript: hex::encode(group.transcript),
            one_machine: true,
        },
        tps: vec![Tps {
            number: 1.try_into().unwrap(),
            voters: Voters { male: 30, female: 0 },
            booths: (1..=3).map(booth).collect(),
        }],
    };
    Content {
        format: "pilkades/definition/v1".to_owned(),
        mode,
        nonce: hex::encode(NONCE),
        title: "Pilkades serentak".to_owned(),
        date: "2026-11-22".to_owned(),
        opens: "07:00".to_owned(),
        closes: "13:00".to_owned(),
        time_zone: TimeZone::Wib,
        words: Words { village: "desa".to_owned(), head: "kepala desa".to_owned() },
        authority: named("dpmd.example", 100),
        villages: vec![village],
    }
}
