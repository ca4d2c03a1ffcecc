//! What of a definition stands in a log's identity.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use ballot_log::LogIdentity;
use common::key;
use election::definition::{Definition, TimeZone, Voters};
use election::{BoothId, Mode};
use serde_json::{Value, json};

/// The first three multiples of the basepoint (RFC 9496 appendix A.1): a joint key of secret 1 with the shares 2 and 3.
const MULTIPLES: [&str; 3] = [
    "e2f2ae0a6abc4e71a884a961c500515f58e30b6aa582dd8db6a65945e08d2d76",
    "6a493210f7499cd17fecb510ae0cea23a110e8d5b901f8acadd3095c73a3b919",
    "94741f5d5d52755ece4f23f044ee27d5d1ea1e2bd196b462166b16152a9d0259",
];

fn list(dusun: u8, male: u32, female: u32, hash: u8) -> Value {
    let voters = json!({"male": male, "female": female});
    json!({"dusun": dusun, "voters": voters, "tokens": 200, "hash": hex::encode([hash; 32])})
}

fn definition() -> Definition {
    let signer = |name: &str, number| json!({"name": name, "key": key(number).public()});
    let dusun = |number: u8, male: u32, female: u32| json!({"number": number, "name": "Dusun", "voters": {"male": male, "female": female}});
    let member = |name: &str, share: &str| json!({"name": name, "verifying_share": share});
    let booth = |number: u8, spare, lists: Value| json!({"number": number, "key": key(number).public(), "spare": spare, "lists": lists});
    let village = json!({
        "code": "1607062001", "name": "Sungai Contoh", "district": "Contoh", "regency": "Contoh", "province": "Contoh",
        "dusun": [dusun(1, 30, 20), dusun(2, 40, 45)],
        "candidates": [{"number": 1, "name": "Satu"}, {"number": 2, "name": "Dua"}],
        "blank": true,
        "rules": {"smallest_cell": 3, "blank_as": "separate", "largest_by": "registered", "ties": []},
        "committee": {"threshold": 1, "keys": [signer("panitia.example", 20)]},
        "saksi": [],
        "trustees": {
            "threshold": 2, "joint_key": MULTIPLES[0],
            "members": [member("Wali 1", MULTIPLES[1]), member("Wali 2", MULTIPLES[2])],
            "transcript": hex::encode([9; 32]), "one_machine": true,
        },
        "tps": [{
            "number": 3, "voters": {"male": 70, "female": 65},
            "booths": [
                booth(1, false, json!([list(1, 30, 20, 1), list(2, 40, 45, 2)])),
                booth(2, true, json!([list(1, 0, 0, 3)])),
            ],
        }],
    });
    let file = json!({
        "format": "pilkades/definition/v1", "mode": "simulasi", "nonce": hex::encode([5; 32]), "title": "Uji",
        "date": "2026-12-10", "opens": "07:00", "closes": "13:00", "time_zone": "WIT",
        "words": {"village": "desa", "head": "kepala desa"},
        "authority": signer("dpmd.example", 30), "villages": [village],
    });
    // Values keep their keys in no order; the definition's own types put them into that of the specification.
    let content = serde_json::from_value(file).unwrap();
    Definition::seal(content).unwrap().0
}

fn booth(number: u32) -> BoothId {
    BoothId {
        village: "1607062001".parse().unwrap(),
        tps: 3.try_into().unwrap(),
        booth: number.try_into().unwrap(),
    }
}

#[test]
fn a_logs_identity_is_what_the_definition_says() {
    let definition = definition();
    let log = LogIdentity::of(&definition, &booth(1)).unwrap();
    assert_eq!(log.election, definition.id());
    assert_eq!((log.mode, log.time_zone), (Mode::Simulasi, TimeZone::Wit));
    assert_eq!((&log.booth, log.key), (&booth(1), key(1).public()));
    // Both lists of the booth.
    assert_eq!(log.registered, Voters { male: 70, female: 65 });
    assert_eq!(log.origin.as_str(), format!("dpmd.example/{}/1607062001/3/1", definition.id()));
    let spare = LogIdentity::of(&definition, &booth(2)).unwrap();
    // To a spare any voter of the TPS may come.
    let tps = definition.villages()[0].tps_numbered(booth(2).tps).unwrap().voters;
    assert_eq!((spare.key, spare.registered), (key(2).public(), tps));
    assert_ne!(tps, Voters::default());
    assert_eq!(LogIdentity::of(&definition, &booth(4)), None);
    assert_ne!(spare.start(), log.start());
}
