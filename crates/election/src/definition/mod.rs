//! The sealed definition: everything that is fixed before the first vote (spec 2).
//!
//! [`Definition::parse`] is the only way to get one, and what it returns is valid: every number within its
//! limits, sums equal to their parts, keys distinct, verifying shares on one polynomial.

pub(crate) mod check;
#[cfg(test)]
pub(crate) mod example;
mod parse;
pub(crate) mod places;
mod view;

use serde::{Deserialize, Serialize};

pub use self::parse::DefinitionError;
use crate::ids::{BoothNumber, DusunNumber, ElectionId, Mode, TpsNumber, VillageCode};
use crate::keys::{JointKey, PublicKey, VerifyingShare};
use crate::note::KeyName;

/// A count of people by sex, as Indonesian lists keep it: L (*laki-laki*) and P (*perempuan*).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Voters {
    /// Men (*laki-laki*).
    pub male: u32,
    /// Women (*perempuan*).
    pub female: u32,
}

impl Voters {
    /// L and P together.
    #[must_use]
    pub const fn total(self) -> u64 {
        self.male as u64 + self.female as u64
    }

    /// Both added, each at most `u32::MAX`.
    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        Self { male: self.male.saturating_add(other.male), female: self.female.saturating_add(other.female) }
    }
}

/// The content of `election.json` (spec 2.2). Only a checked one is handed out, inside [`Definition`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Content {
    /// Always `pilkades/definition/v1`.
    pub format: String,
    /// Whether votes count.
    pub mode: Mode,
    /// 32 random bytes as hexadecimal, so that no two definitions have equal token hashes.
    pub nonce: String,
    /// Title for people.
    pub title: String,
    /// Polling day, `YYYY-MM-DD`.
    pub date: String,
    /// Opening time, `HH:MM` local.
    pub opens: String,
    /// Closing time, `HH:MM` local.
    pub closes: String,
    /// Time zone.
    pub time_zone: TimeZone,
    /// Local words.
    pub words: Words,
    /// The authority that seals the definition.
    pub authority: NamedKey,
    /// The villages, sorted by code.
    pub villages: Vec<Village>,
}

/// The three time zones of Indonesia.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum TimeZone {
    /// UTC+7.
    Wib,
    /// UTC+8.
    Wita,
    /// UTC+9.
    Wit,
}

/// What the village and its head are called locally (*desa / kepala desa*, *pekon*, *nagari* ...).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// For example `desa`.
    pub village: String,
    /// For example `kepala desa`.
    pub head: String,
}

/// A verification key and the C2SP key name under which its holder signs notes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NamedKey {
    /// Key name, for example `pilkades.banyuasin.example`.
    pub name: KeyName,
    /// The key.
    pub key: PublicKey,
}

/// One village: one contest, one trustee group, one count set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Village {
    /// Ministry code.
    pub code: VillageCode,
    /// Name of the village.
    pub name: String,
    /// *Kecamatan*.
    pub district: String,
    /// *Kabupaten*.
    pub regency: String,
    /// *Provinsi*.
    pub province: String,
    /// The dusun to which lists are bound, numbered from 1; empty when no list is bound.
    pub dusun: Vec<Dusun>,
    /// The candidates in number order, numbered from 1.
    pub candidates: Vec<Candidate>,
    /// Whether *suara kosong* is offered, as the last option.
    pub blank: bool,
    /// How votes are counted.
    pub rules: CountRules,
    /// Who signs the count set.
    pub committee: Committee,
    /// Witnesses of the candidates; may be empty.
    pub saksi: Vec<Saksi>,
    /// Who decrypts.
    pub trustees: TrusteeGroup,
    /// The polling places, numbered from 1 upwards, ascending.
    pub tps: Vec<Tps>,
}

/// A hamlet to which token lists may be bound.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dusun {
    /// 1 upwards.
    pub number: DusunNumber,
    /// Name.
    pub name: String,
    /// Registered voters (DPT): the sum of the lists bound to it.
    pub voters: Voters,
}

/// A candidate (*calon*).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Candidate {
    /// *Nomor urut*, 1 upwards without gaps.
    pub number: u8,
    /// Name as on the ballot, at most 60 characters.
    pub name: String,
    /// SHA-256 of the photo file, 64 hexadecimal digits, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub photo: Option<String>,
    /// SHA-256 of sound clips, 64 hexadecimal digits each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub clips: Vec<String>,
}

/// Rules of counting, as data (spec 2.4).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CountRules {
    /// Fewest ballots that may be decrypted together; at least 10 in `resmi`.
    pub smallest_cell: u32,
    /// How blank ballots are reported.
    pub blank_as: BlankAs,
    /// What "largest" means in a tie rule.
    pub largest_by: LargestBy,
    /// Rules for a tie, in the order in which they are tried.
    pub ties: Vec<TieRule>,
}

/// How blank ballots are reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BlankAs {
    /// Apart, as *suara kosong*.
    Separate,
    /// Among *suara tidak sah*.
    Invalid,
}

/// Whether "largest" counts registered or present voters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LargestBy {
    /// By DPT.
    Registered,
    /// By attendance.
    Present,
}

/// One rule for a tie, with the article that orders it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TieRule {
    /// What decides.
    pub by: TieBy,
    /// Legal article, printed with the result.
    pub article: String,
}

/// What decides a tie.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TieBy {
    /// Most votes at the largest TPS.
    LargestTps,
    /// Most votes in the largest dusun.
    LargestDusun,
    /// Most votes at the largest booth.
    LargestBooth,
    /// Most TPS won.
    TpsWon,
    /// A decision outside this system.
    External,
}

/// The village committee (*panitia*): `threshold` of its keys sign a count set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Committee {
    /// m, with 1 <= m <= number of keys; in `resmi` at least 2.
    pub threshold: u16,
    /// The keys.
    pub keys: Vec<NamedKey>,
}

/// A candidate's witness.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Saksi {
    /// Number of the candidate.
    pub candidate: u8,
    /// Key name.
    pub name: KeyName,
    /// Key.
    pub key: PublicKey,
}

/// The trustees of one village (spec 3.1).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrusteeGroup {
    /// k, with n/2 < k <= n and k >= 2.
    pub threshold: u16,
    /// Joint encryption key K.
    pub joint_key: JointKey,
    /// The trustees 1..n in order.
    pub members: Vec<Trustee>,
    /// Transcript hash of the key ceremony, 64 hexadecimal digits.
    pub transcript: String,
    /// Whether the ceremony was held on one machine, which then was a dealer in effect.
    pub one_machine: bool,
}

/// One trustee; its identifier is its place in the list, from 1.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trustee {
    /// Name for people.
    pub name: String,
    /// `s_t B`; all of them and K lie on one polynomial of degree k-1.
    pub verifying_share: VerifyingShare,
}

/// A polling place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tps {
    /// Number.
    pub number: TpsNumber,
    /// DPT: the sum over its booths' lists.
    pub voters: Voters,
    /// The booths, ascending.
    pub booths: Vec<Booth>,
}

/// A booth (*bilik suara*).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Booth {
    /// Number within the TPS.
    pub number: BoothNumber,
    /// Signing key of the booth.
    pub key: PublicKey,
    /// Whether it only stands by.
    pub spare: bool,
    /// Its token lists, by dusun ascending.
    pub lists: Vec<ListHead>,
}

/// What the definition says of one token list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListHead {
    /// The dusun, 0 = not bound.
    pub dusun: DusunNumber,
    /// Registered voters of this list; 0 for a spare.
    pub voters: Voters,
    /// Number of tokens.
    pub tokens: u32,
    /// Hash of the list (spec 5.3), 64 hexadecimal digits.
    pub hash: String,
}

/// A definition that has passed every check of spec 2.3.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Definition {
    content: Content,
    id: ElectionId,
    nonce: [u8; 32],
}
