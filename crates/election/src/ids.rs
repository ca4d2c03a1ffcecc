//! Identifiers: numbers of places, and the 32-byte hashes that name things. None of them mix.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Why a text is not an identifier.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IdError {
    /// Not exactly 64 lower-case hexadecimal digits.
    #[error("expected 64 lower-case hexadecimal digits, found {found:?}")]
    NotHex32 {
        /// What stood there, cut to 80 characters.
        found: String,
    },
    /// Not a village code of the Ministry of Home Affairs.
    #[error("expected a village code of 10 digits, for example 1607062001, found {found:?}")]
    NotVillageCode {
        /// What stood there, cut to 80 characters.
        found: String,
    },
    /// Not the name of a booth.
    #[error("expected village-TPS-booth, for example 1607062001-1-2, found {found:?}")]
    NotBooth {
        /// What stood there, cut to 80 characters.
        found: String,
    },
    /// A number outside its range.
    #[error("expected a number from {lowest} to {highest}, found {found}")]
    OutOfRange {
        /// The smallest allowed number.
        lowest: u32,
        /// The largest allowed number.
        highest: u32,
        /// The number that stood there.
        found: u32,
    },
}

fn shown(text: &str) -> String {
    text.chars().take(80).collect()
}

macro_rules! hash_newtype {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name([u8; 32]);

        impl $name {
            /// Wraps 32 bytes that a hash function returned or a decoder cut out.
            #[must_use]
            pub const fn new(bytes: [u8; 32]) -> Self {
                Self(bytes)
            }

            /// The 32 bytes.
            #[must_use]
            pub const fn as_bytes(&self) -> &[u8; 32] {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&hex::encode(self.0))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self)
            }
        }

        impl AsRef<[u8]> for $name {
            fn as_ref(&self) -> &[u8] {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = IdError;
            fn from_str(text: &str) -> Result<Self, IdError> {
                hex32(text).map(Self)
            }
        }

        impl TryFrom<String> for $name {
            type Error = IdError;
            fn try_from(text: String) -> Result<Self, IdError> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(hash: $name) -> String {
                hash.to_string()
            }
        }
    };
}

hash_newtype!(
    /// Names one sealed definition: `H(label("definition") || election.json)` (spec 2.1).
    ElectionId
);
hash_newtype!(
    /// *Kode suara*: names one ballot, printed before the voter chooses *kirim* or *uji* (spec 4.6).
    BallotCode
);
hash_newtype!(
    /// RFC 6962 leaf hash of a log entry, at the same time its link in the chain (spec 6.1).
    EntryHash
);
hash_newtype!(
    /// RFC 6962 leaf hash of a village's count set (spec 9.4).
    SetHash
);
hash_newtype!(
    /// Names one decision of a committee: hash of the signed text (spec 9.6).
    DecisionHash
);
hash_newtype!(
    /// Names one statement of a committee or a saksi: hash of the signed text (spec 10.7).
    StatementHash
);
hash_newtype!(
    /// What a booth holds of a token: enough to recognise it, not to make it (spec 5.2).
    TokenHash
);

/// Exactly 64 lower-case hexadecimal digits: one canonical text for every 32 bytes (spec 1.1).
///
/// # Errors
/// [`IdError::NotHex32`].
pub fn hex32(text: &str) -> Result<[u8; 32], IdError> {
    let not_hex = || IdError::NotHex32 { found: shown(text) };
    if text.len() != 64 || text.bytes().any(|b| b.is_ascii_uppercase()) {
        return Err(not_hex());
    }
    let mut bytes = [0; 32];
    hex::decode_to_slice(text, &mut bytes).map_err(|_| not_hex())?;
    Ok(bytes)
}

/// Whether votes count (spec 2.1). The mode is inside the ElectionId and every token hash, so that
/// a practice vote can never enter a real tally.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// A real election.
    Resmi,
    /// A rehearsal, demo or test.
    Simulasi,
}

impl Mode {
    /// The word in files and signed texts.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Resmi => "resmi",
            Self::Simulasi => "simulasi",
        }
    }
}

impl fmt::Display for Mode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Code of a village by the Ministry of Home Affairs (*kode Kemendagri*): ten digits, of which the first two
/// name the province, four the regency (*kabupaten*), six the district (*kecamatan*).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct VillageCode(String);

impl VillageCode {
    /// The ten digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for VillageCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for VillageCode {
    type Err = IdError;
    fn from_str(text: &str) -> Result<Self, IdError> {
        if text.len() == 10 && text.bytes().all(|b| b.is_ascii_digit()) {
            Ok(Self(text.to_owned()))
        } else {
            Err(IdError::NotVillageCode { found: shown(text) })
        }
    }
}

impl TryFrom<String> for VillageCode {
    type Error = IdError;
    fn try_from(text: String) -> Result<Self, IdError> {
        text.parse()
    }
}

impl From<VillageCode> for String {
    fn from(code: VillageCode) -> String {
        code.0
    }
}

macro_rules! number_newtype {
    ($(#[$meta:meta])* $name:ident, $int:ty, $lowest:expr, $highest:expr) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "u32", into = "u32")]
        pub struct $name($int);

        impl $name {
            /// The smallest number.
            pub const LOWEST: $int = $lowest;
            /// The largest number.
            pub const HIGHEST: $int = $highest;

            /// The number.
            #[must_use]
            pub const fn get(self) -> $int {
                self.0
            }
        }

        impl TryFrom<u32> for $name {
            type Error = IdError;
            fn try_from(found: u32) -> Result<Self, IdError> {
                match <$int>::try_from(found) {
                    Ok(number) if (Self::LOWEST..=Self::HIGHEST).contains(&number) => Ok(Self(number)),
                    _ => Err(IdError::OutOfRange {
                        lowest: Self::LOWEST.into(),
                        highest: Self::HIGHEST.into(),
                        found,
                    }),
                }
            }
        }

        impl From<$name> for u32 {
            fn from(number: $name) -> u32 {
                number.0.into()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

number_newtype!(
    /// Number of a polling place (*TPS*) within its village.
    TpsNumber, u16, 1, 999
);
number_newtype!(
    /// Number of a booth (*bilik suara*) within its TPS.
    BoothNumber, u16, 1, 99
);
number_newtype!(
    /// Number of a hamlet (*dusun*) within its village; 0 = the list is not bound to a dusun.
    DusunNumber, u8, 0, 99
);
number_newtype!(
    /// Identifier of a trustee within its village's group, 1 to n.
    TrusteeNumber, u16, 1, 99
);

/// One booth of one election.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct BoothId {
    /// The village.
    pub village: VillageCode,
    /// The polling place.
    pub tps: TpsNumber,
    /// The booth within the polling place.
    pub booth: BoothNumber,
}

impl fmt::Display for BoothId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}-{}", self.village, self.tps, self.booth)
    }
}

impl FromStr for BoothId {
    type Err = IdError;
    /// Reads `<village>-<tps>-<booth>`, in which numbers have no leading zeros.
    fn from_str(text: &str) -> Result<Self, IdError> {
        booth(text)
            .filter(|id| id.to_string() == text)
            .ok_or_else(|| IdError::NotBooth { found: shown(text) })
    }
}

fn booth(text: &str) -> Option<BoothId> {
    let mut parts = text.split('-');
    let village = parts.next()?.parse().ok()?;
    let mut number = || parts.next()?.parse::<u32>().ok();
    let (tps, booth) = (number()?, number()?);
    Some(BoothId { village, tps: tps.try_into().ok()?, booth: booth.try_into().ok()? })
}

/// One token list: a booth and the dusun that the list serves. Its counted ballots are a cell (spec 9.3).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ListId {
    /// The booth.
    pub booth: BoothId,
    /// The dusun, 0 = not bound.
    pub dusun: DusunNumber,
}

impl fmt::Display for ListId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.booth, self.dusun)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_has_one_text() {
        let text = "ab".repeat(32);
        assert_eq!(text.parse::<ElectionId>().unwrap().to_string(), text);
        assert!(text.to_uppercase().parse::<ElectionId>().is_err());
        assert!(text[..62].parse::<ElectionId>().is_err());
    }

    #[test]
    fn numbers_keep_their_range() {
        assert!(TpsNumber::try_from(0).is_err());
        assert!(DusunNumber::try_from(0).is_ok());
        assert!(BoothNumber::try_from(100).is_err());
        assert_eq!(TpsNumber::try_from(999).unwrap().get(), 999);
    }

    #[test]
    fn a_booth_has_one_name() {
        assert_eq!("1607062001-1-2".parse::<BoothId>().unwrap().to_string(), "1607062001-1-2");
        for wrong in
            ["1607062001-1", "1607062001-01-2", "1607062001-1-2-0", "1607062001-0-2", "160706200-1-2", ""]
        {
            assert_eq!(wrong.parse::<BoothId>(), Err(IdError::NotBooth { found: wrong.to_owned() }));
        }
    }

    #[test]
    fn a_village_code_is_ten_digits() {
        assert!("1607062001".parse::<VillageCode>().is_ok());
        for wrong in ["160706200", "16070620011", "16.07.06.2001", "160706200\u{0661}"] {
            assert!(wrong.parse::<VillageCode>().is_err(), "{wrong}");
        }
    }
}
