//! Believable names of a regency that does not exist. Persons' names are put together from common parts by the dice.

use crate::dice::Dice;

pub(crate) const PROVINCE: &str = "Provinsi Simulasi";
pub(crate) const REGENCY: &str = "Kabupaten Simulasi";

const DISTRICTS: &[&str] = &[
    "Muara Tenang",
    "Rantau Panjang",
    "Tanjung Lestari",
    "Sungai Jernih",
    "Air Kumbang Hulu",
    "Bukit Selasih",
    "Pulau Mandiri",
    "Talang Makmur",
    "Suak Sejahtera",
    "Lubuk Indah",
];

const FIRST: &[&str] = &[
    "Suka", "Sumber", "Tanjung", "Muara", "Karang", "Talang", "Lubuk", "Teluk", "Bukit", "Sido", "Mekar",
    "Pulau", "Sungai", "Kampung", "Tirta", "Marga", "Rejo", "Taman", "Padang", "Ujung",
];
const SECOND: &[&str] = &[
    "Maju",
    "Makmur",
    "Jaya",
    "Agung",
    "Sari",
    "Mulya",
    "Indah",
    "Rahayu",
    "Lestari",
    "Damai",
    "Harapan",
    "Baru",
    "Sejahtera",
    "Mukti",
    "Asri",
    "Sentosa",
    "Bakti",
];

const DUSUN: &[&str] = &[
    "Mawar",
    "Melati",
    "Kenanga",
    "Cempaka",
    "Anggrek",
    "Dahlia",
    "Flamboyan",
    "Seroja",
    "Teratai",
    "Kamboja",
];

const MEN: &[&str] = &[
    "Slamet", "Bambang", "Sutrisno", "Agus", "Hendra", "Rahmat", "Dedi", "Yusuf", "Mulyadi", "Iwan",
    "Suparman", "Joko", "Ridwan", "Zainal", "Wahyu", "Tarmizi", "Amir", "Kusno",
];
const WOMEN: &[&str] = &[
    "Siti",
    "Sri",
    "Wati",
    "Nurhayati",
    "Dewi",
    "Ratna",
    "Yuliana",
    "Fitri",
    "Suryani",
    "Endang",
    "Lestari",
    "Rohana",
];
const LAST: &[&str] = &[
    "Santoso",
    "Hidayat",
    "Wijaya",
    "Saputra",
    "Kurniawan",
    "Nugroho",
    "Firmansyah",
    "Gunawan",
    "Hakim",
    "Setiawan",
    "Pratama",
    "Siregar",
    "Lubis",
    "Ismail",
    "Harahap",
    "Sanjaya",
    "Utama",
    "Ramadhan",
];

/// The district of the n-th village; twelve villages make one.
pub(crate) fn district(number: u32) -> (u32, String) {
    let district = number / VILLAGES_OF_A_DISTRICT;
    let names = u32::try_from(DISTRICTS.len()).unwrap_or(u32::MAX);
    let name = DISTRICTS.get((district % names) as usize).copied().unwrap_or_default();
    let name = match district / names {
        0 => name.to_owned(),
        round => format!("{name} {}", round + 1),
    };
    (district + 1, name)
}

/// Villages of one district.
pub(crate) const VILLAGES_OF_A_DISTRICT: u32 = 12;

/// A name that no other village of this seed has.
pub(crate) fn village(number: u32, seed: u64) -> String {
    let (first, second) = (FIRST.len() as u64, SECOND.len() as u64);
    let all = first * second;
    // 97 has no divisor in common with the number of pairs, so that all pairs come before one comes twice.
    let pair = (seed % all + u64::from(number) * 97) % all;
    let word = |words: &[&'static str], index: u64| {
        usize::try_from(index).ok().and_then(|index| words.get(index).copied()).unwrap_or_default()
    };
    let name = format!("{} {}", word(FIRST, pair / second), word(SECOND, pair % second));
    match u64::from(number) / all {
        0 => name,
        round => format!("{name} {}", round + 1),
    }
}

/// Names of the first `count` dusun of a village.
pub(crate) fn dusun(count: u32, dice: &mut Dice) -> Vec<String> {
    let mut names: Vec<String> = DUSUN.iter().map(|name| (*name).to_owned()).collect();
    dice.shuffle(&mut names);
    names.truncate(count as usize);
    names
}

/// Names of different people.
pub(crate) fn people(count: u32, dice: &mut Dice) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    while names.len() < count as usize {
        let first = if dice.percent(30) { dice.pick(WOMEN) } else { dice.pick(MEN) };
        let name = format!("{first} {}", dice.pick(LAST));
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_two_villages_have_one_name() {
        for seed in [0, 1, u64::MAX] {
            let names: BTreeSet<String> = (0..2_000).map(|number| village(number, seed)).collect();
            assert_eq!(names.len(), 2_000);
        }
    }

    #[test]
    fn districts_have_twelve_villages_and_different_names() {
        assert_eq!(district(0), district(11));
        assert_eq!(district(12).0, 2);
        let names: BTreeSet<String> = (0..2_000).map(|number| district(number).1).collect();
        assert_eq!(names.len(), 2_000_usize.div_ceil(12));
    }

    #[test]
    fn people_are_different() {
        let names = people(150, &mut Dice::new(1, 1));
        assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), 150);
    }
}
