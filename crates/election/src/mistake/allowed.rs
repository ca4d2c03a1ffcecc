//! What is allowed, in words.

use std::fmt;
use std::ops::RangeInclusive;

use super::Allowed;

impl fmt::Display for Allowed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Type(kind) => write!(f, "expected {}", kind.english()),
            Self::OneOf(words) => write!(f, "allowed: {}", words.join(", ")),
            Self::Keys(keys) => write!(f, "the keys here are: {}", keys.join(", ")),
            Self::Characters { lowest, highest } => write!(f, "allowed: {lowest} to {highest} characters"),
            Self::PlainText => f.write_str("allowed: visible characters in their plain form"),
            Self::ShownText => f.write_str("allowed: Latin letters, digits and common punctuation"),
            Self::Range { lowest, highest } => write!(f, "allowed: {lowest} to {highest}"),
            Self::Exactly(number) => write!(f, "expected {number}"),
            Self::AtLeast(number) => write!(f, "needed: {number} or more"),
            Self::Elements { lowest, highest } => write!(f, "allowed: {lowest} to {highest} elements"),
            Self::Ascending => f.write_str("expected ascending order without repetition"),
            Self::Distinct => f.write_str("each may stand only once"),
            Self::Date => f.write_str("expected a real date as \"YYYY-MM-DD\", 2020 to 2199"),
            Self::Time => f.write_str("expected a time as \"HH:MM\", 00:00 to 23:59"),
            Self::After(time) => write!(f, "expected a time after {time}"),
            Self::Hex32 => f.write_str("expected 64 lower-case hexadecimal digits"),
            Self::Ed25519Key => {
                f.write_str("expected an Ed25519 public key, 64 lower-case hexadecimal digits")
            }
            Self::KeyName => {
                f.write_str("expected a name without spaces or '+', for example panitia.desa.example")
            }
            Self::VillageCode => {
                f.write_str("expected a village code of 10 digits, for example \"1607062001\"")
            }
            Self::SumOfLists => f.write_str("expected the sum of the lists"),
            Self::DusunUpTo(0) => f.write_str("expected 0, because the village has no dusun"),
            Self::DusunUpTo(highest) => write!(f, "expected a dusun of the village, 1 to {highest}"),
            Self::NoVoters => f.write_str("expected 0: voters belong to the booths that are not spares"),
            Self::WorkingBooth => f.write_str("needed: at least one booth with spare = false"),
            Self::OneCeremony => f.write_str("expected joint key and shares of one key ceremony"),
            Self::OwnKey => f.write_str("in `resmi`, replace it with a key of your own"),
            Self::BoothKeyFile => f.write_str("expected the booth's public key file from enrolment"),
            Self::TrusteesFile => f.write_str("expected the village's public file from the key ceremony"),
            Self::TokenListFile => f.write_str("expected the token list of this booth and dusun"),
            Self::AsInDraft(value) => write!(f, "the draft says {value}"),
            Self::PlaceOfDraft => f.write_str("hand in only files of this election"),
            Self::FileName => f.write_str(
                "expected a file in the draft's folder or below it, for example \"foto/1.jpg\", with / between folders",
            ),
            Self::FileBeside => {
                f.write_str("put the file there, beginning from the folder of the draft, or correct the name")
            }
            Self::Photo => f.write_str(
                "expected an upright PNG or JPEG, 200 to 2,000 pixels wide and high, at most 4 MiB: \
                 open it in a picture editor, crop, turn or shrink it, and save it anew",
            ),
            Self::Clip => f.write_str(
                "expected WAV with PCM of 16 bits, 1 or 2 channels, 8,000 to 48,000 samples a second, at most 2 MiB: \
                 save it so in a sound editor",
            ),
            Self::AllOrNone => f.write_str("another candidate of this village has it: give it to all, or to none"),
            Self::Toml => f.write_str("expected TOML, for example title = \"text\""),
        }
    }
}

impl Allowed {
    /// A range of numbers, or the one number in it.
    pub(crate) fn numbers(range: &RangeInclusive<u64>) -> Self {
        let (lowest, highest) = (*range.start(), *range.end());
        if lowest == highest { Self::Exactly(lowest) } else { Self::Range { lowest, highest } }
    }

    /// The same in Indonesian.
    #[must_use]
    pub fn to_indonesian(&self) -> String {
        match self {
            Self::Type(kind) => format!("seharusnya {}", kind.indonesian()),
            Self::OneOf(words) => format!("pilihan: {}", words.join(", ")),
            Self::Keys(keys) => format!("isian yang ada di sini: {}", keys.join(", ")),
            Self::Characters { lowest, highest } => format!("boleh {lowest} sampai {highest} karakter"),
            Self::PlainText => "hanya karakter yang terlihat, dalam bentuk biasa".to_owned(),
            Self::ShownText => "hanya huruf Latin, angka, dan tanda baca biasa".to_owned(),
            Self::Range { lowest, highest } => format!("boleh {lowest} sampai {highest}"),
            Self::Exactly(number) => format!("seharusnya {number}"),
            Self::AtLeast(number) => format!("paling sedikit {number}"),
            Self::Elements { lowest, highest } => format!("boleh {lowest} sampai {highest} buah"),
            Self::Ascending => "urutkan naik tanpa pengulangan".to_owned(),
            Self::Distinct => "masing-masing hanya boleh satu kali".to_owned(),
            Self::Date => "tanggal yang benar-benar ada, \"TTTT-BB-HH\", 2020 sampai 2199".to_owned(),
            Self::Time => "jam dengan bentuk \"JJ:MM\", 00:00 sampai 23:59".to_owned(),
            Self::After(time) => format!("jam sesudah {time}"),
            Self::Hex32 => "64 angka heksadesimal huruf kecil".to_owned(),
            Self::Ed25519Key => "kunci publik Ed25519, 64 angka heksadesimal huruf kecil".to_owned(),
            Self::KeyName => "nama tanpa spasi atau '+', misalnya panitia.desa.example".to_owned(),
            Self::VillageCode => "kode desa Kemendagri 10 angka, misalnya \"1607062001\"".to_owned(),
            Self::SumOfLists => "seharusnya sama dengan jumlah semua daftar".to_owned(),
            Self::DusunUpTo(0) => "seharusnya 0, karena desa ini tidak dibagi per dusun".to_owned(),
            Self::DusunUpTo(highest) => format!("nomor dusun desa ini, 1 sampai {highest}"),
            Self::NoVoters => "seharusnya 0: pemilih terdaftar pada bilik yang bukan cadangan".to_owned(),
            Self::WorkingBooth => "paling sedikit satu bilik dengan spare = false".to_owned(),
            Self::OneCeremony => "kunci bersama dan bagiannya harus dari satu upacara kunci".to_owned(),
            Self::OwnKey => "untuk pemilihan resmi, ganti dengan kunci milik sendiri".to_owned(),
            Self::BoothKeyFile => "berkas kunci publik bilik dari pendaftaran bilik".to_owned(),
            Self::TrusteesFile => "berkas publik upacara kunci desa ini".to_owned(),
            Self::TokenListFile => "daftar token bilik dan dusun ini".to_owned(),
            Self::AsInDraft(value) => format!("rancangan menyebut {value}"),
            Self::PlaceOfDraft => "serahkan hanya berkas pemilihan ini".to_owned(),
            Self::FileName => "berkas di map rancangan atau map di dalamnya, misalnya \"foto/1.jpg\", dengan / di antara nama map"
                .to_owned(),
            Self::FileBeside => {
                "letakkan berkas itu di sana, dihitung dari map rancangan, atau betulkan namanya".to_owned()
            }
            Self::Photo => "seharusnya PNG atau JPEG tegak, lebar dan tinggi 200 sampai 2.000 piksel, paling besar 4 MiB: \
                            buka dengan penyunting gambar, potong, putar, atau perkecil, lalu simpan lagi"
                .to_owned(),
            Self::Clip => "seharusnya WAV, PCM 16 bit, 1 atau 2 saluran, 8.000 sampai 48.000 cuplikan per detik, paling besar 2 MiB: \
                           simpan begitu dengan penyunting suara"
                .to_owned(),
            Self::AllOrNone => "calon lain di desa ini memilikinya: berikan kepada semua calon, atau tidak satu pun".to_owned(),
            Self::Toml => "seharusnya TOML, misalnya title = \"teks\"".to_owned(),
        }
    }
}
