//! A small valid definition for tests: two villages, one of them with two dusun and a spare booth.

use curve25519_dalek::ristretto::RistrettoPoint;
use curve25519_dalek::scalar::Scalar;

use super::*;
use crate::hash::LabelledHasher;
use crate::keys::SecretKey;

/// Content that has not been sealed, to be bent by tests.
pub(crate) fn content() -> Content {
    Content {
        format: "pilkades/definition/v1".to_owned(),
        mode: Mode::Resmi,
        nonce: hash("nonce"),
        title: "Pilkades serentak".to_owned(),
        date: "2028-02-29".to_owned(),
        opens: "07:00".to_owned(),
        closes: "13:00".to_owned(),
        time_zone: TimeZone::Wib,
        words: Words { village: "desa".to_owned(), head: "kepala desa".to_owned() },
        authority: signer("dpmd.example"),
        villages: vec![bound_village(), plain_village()],
    }
}

pub(crate) fn signer(name: &str) -> NamedKey {
    NamedKey { name: name.parse().unwrap(), key: key(name) }
}

pub(crate) fn key(seed: &str) -> PublicKey {
    SecretKey::from_bytes(&LabelledHasher::new("test").str(seed).finish()).public()
}

pub(crate) fn hash(seed: &str) -> String {
    hex::encode(LabelledHasher::new("test").str(seed).finish())
}

pub(crate) const fn voters(male: u32, female: u32) -> Voters {
    Voters { male, female }
}

/// Two dusun, one TPS with a booth of each and a spare for both.
fn bound_village() -> Village {
    let dusun = |number: u32, voters| Dusun {
        number: number.try_into().unwrap(),
        name: format!("Dusun {number}"),
        voters,
    };
    let booths = vec![
        booth("a", 1, false, &[(1, voters(50, 49), 109)]),
        booth("a", 2, false, &[(1, voters(1, 0), 2), (2, voters(30, 20), 55)]),
        booth("a", 3, true, &[(1, voters(0, 0), 109), (2, voters(0, 0), 55)]),
    ];
    Village {
        dusun: vec![dusun(1, voters(51, 49)), dusun(2, voters(30, 20))],
        tps: vec![Tps { number: 1.try_into().unwrap(), voters: voters(81, 69), booths }],
        ..village("1607062001", 3, false)
    }
}

/// No dusun, two TPS with a booth each, and a spare in the second.
fn plain_village() -> Village {
    let first = vec![booth("b", 1, false, &[(0, voters(5, 5), 11)])];
    let second =
        vec![booth("c", 1, false, &[(0, voters(6, 5), 13)]), booth("c", 9, true, &[(0, voters(0, 0), 13)])];
    Village {
        tps: vec![
            Tps { number: 2.try_into().unwrap(), voters: voters(5, 5), booths: first },
            Tps { number: 7.try_into().unwrap(), voters: voters(6, 5), booths: second },
        ],
        ..village("1607062002", 1, true)
    }
}

fn village(code: &str, candidates: u8, blank: bool) -> Village {
    let candidate = |number| Candidate {
        number,
        name: format!("Calon {number}"),
        photo: (number == 1).then(|| hash("photo")),
        clips: if number == 1 { vec![hash("clip")] } else { Vec::new() },
    };
    let tie = |by, article: &str| TieRule { by, article: article.to_owned() };
    Village {
        code: code.parse().unwrap(),
        name: "Sukamaju".to_owned(),
        district: "Banyuasin I".to_owned(),
        regency: "Banyuasin".to_owned(),
        province: "Sumatera Selatan".to_owned(),
        dusun: Vec::new(),
        candidates: (1..=candidates).map(candidate).collect(),
        blank,
        rules: CountRules {
            smallest_cell: 10,
            blank_as: BlankAs::Separate,
            largest_by: LargestBy::Registered,
            ties: vec![tie(TieBy::LargestTps, "Pasal 1"), tie(TieBy::External, "Pasal 2")],
        },
        committee: Committee {
            threshold: 2,
            keys: ["ketua", "sekretaris", "anggota"].map(|role| signer(&format!("{role}.{code}"))).into(),
        },
        saksi: vec![Saksi {
            candidate: 1,
            name: "saksi".parse().unwrap(),
            key: key(&format!("saksi {code}")),
        }],
        trustees: trustees(code, 2, 3),
        tps: Vec::new(),
    }
}

fn booth(seed: &str, number: u32, spare: bool, lists: &[(u32, Voters, u32)]) -> Booth {
    let seed = format!("{seed}-{number}");
    let list = |&(dusun, voters, tokens): &(u32, Voters, u32)| ListHead {
        dusun: dusun.try_into().unwrap(),
        voters,
        tokens,
        hash: hash(&format!("{seed}-{dusun}")),
    };
    Booth {
        number: number.try_into().unwrap(),
        key: key(&seed),
        spare,
        lists: lists.iter().map(list).collect(),
    }
}

/// A group from a polynomial that everybody can compute.
pub(crate) fn trustees(seed: &str, threshold: u16, count: u16) -> TrusteeGroup {
    let coefficient = |i: u16| {
        let half = |part| LabelledHasher::new("test").u8(part).u16(i).str(seed).finish();
        let mut wide = [0; 64];
        wide[..32].copy_from_slice(&half(0));
        wide[32..].copy_from_slice(&half(1));
        Scalar::from_bytes_mod_order_wide(&wide)
    };
    let value = |x: u16| (0..threshold).rev().fold(Scalar::ZERO, |y, i| y * Scalar::from(x) + coefficient(i));
    let point = |x| RistrettoPoint::mul_base(&value(x)).compress().to_bytes();
    let member = |t| Trustee {
        name: format!("Wali {t}"),
        verifying_share: VerifyingShare::from_bytes(&point(t)).unwrap(),
    };
    TrusteeGroup {
        threshold,
        joint_key: JointKey::from_bytes(&point(0)).unwrap(),
        members: (1..=count).map(member).collect(),
        transcript: hash(seed),
        one_machine: true,
    }
}
