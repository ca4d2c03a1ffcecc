//! The count set: what a village's committee signs before anything is decrypted (spec 9.4).

use ballot_crypto::Ciphertext;
use election::{
    BallotCode, BoothId, BoothNumber, DecisionHash, ElectionId, EntryHash, Mode, SetHash, TpsNumber,
    VillageCode, hex32, json,
};
use serde::{Deserialize, Serialize};

use crate::check::Check;
use crate::groups::{Cell, GroupStatus};
use crate::message::{Message, Problem};

/// First key of every count set.
pub(crate) const FORMAT: &str = "pilkades/count-set/v1";
/// Largest count set file in bytes.
pub(crate) const MAX_BYTES: usize = 64 * 1024 * 1024;

/// What merge found of one booth (spec 8.3); only [`BoothStatus::Counted`] logs are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BoothStatus {
    /// No entry of this booth was found.
    Missing,
    /// Two entries continue one prefix.
    Fork,
    /// Positions are missing, or the log breaks a rule of spec 6.4.
    Broken,
    /// A receipt or checkpoint shows that entries are gone or differ; or too many invalid ballots.
    Quarantined,
    /// Not closed.
    Unclosed,
    /// Whole, closed and counted.
    Counted,
}

impl BoothStatus {
    /// The word in files.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Fork => "fork",
            Self::Broken => "broken",
            Self::Quarantined => "quarantined",
            Self::Unclosed => "unclosed",
            Self::Counted => "counted",
        }
    }
}

/// What the committee decided about a log that rules alone do not count (spec 9.6).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Decided {
    /// It counts up to the end that the decision names.
    Counted,
    /// The village is counted without it.
    LeftOut,
}

impl Decided {
    /// The word in files.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Counted => "counted",
            Self::LeftOut => "left-out",
        }
    }
}

/// Why a cast ballot is not counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// Its token stands in no list of the booth.
    NotInList,
    /// Its token was used by an earlier entry of the same log.
    TokenUsed,
    /// Its proof does not hold.
    InvalidProof,
    /// Its slip was exchanged, and another ballot of the slips so linked counts.
    TokenExchanged,
    /// Its log is forked.
    LogFork,
    /// Its log is broken.
    LogBroken,
    /// Its log is quarantined.
    LogQuarantined,
    /// Its log was not closed.
    LogUnclosed,
}

impl Reason {
    /// The word in files.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotInList => "not-in-list",
            Self::TokenUsed => "token-used",
            Self::InvalidProof => "invalid-proof",
            Self::TokenExchanged => "token-exchanged",
            Self::LogFork => "log-fork",
            Self::LogBroken => "log-broken",
            Self::LogQuarantined => "log-quarantined",
            Self::LogUnclosed => "log-unclosed",
        }
    }
}

/// Something that people should look at although the ballot counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RemarkKind {
    /// The opened challenge does not reproduce its ballot: the booth cheated or is broken.
    ChallengeDiffers,
    /// The token of a challenged ballot stands in no list or was used before.
    ChallengeToken,
    /// An exchange of slips that breaks a rule of spec 8.5; it links nothing.
    ExchangeInvalid,
    /// Encryption randomness occurred twice: secrecy alarm.
    RepeatedR,
    /// The officers' figures do not agree (spec 6.9) and a reason was given.
    Accounting,
}

/// A booth's line in the count set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BoothLine {
    /// Polling place.
    pub tps: TpsNumber,
    /// Booth.
    pub booth: BoothNumber,
    /// What was found.
    pub status: BoothStatus,
    /// What the committee decided about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided: Option<Decided>,
    /// Entries of the verified chain.
    pub size: u64,
    /// Hash of its last entry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub head: Option<EntryHash>,
    /// Cast entries of the chain.
    pub cast: u32,
    /// Challenged entries of the chain.
    pub challenged: u32,
    /// Cancelled entries of the chain.
    pub cancelled: u32,
}

impl BoothLine {
    /// Whether its ballots are in the sums.
    #[must_use]
    pub fn is_counted(&self) -> bool {
        self.status == BoothStatus::Counted || self.decided == Some(Decided::Counted)
    }

    /// Whether nothing remains to be decided about it.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        self.is_counted() || self.decided.is_some()
    }
}

/// A cast ballot that is not counted, and why.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SetAside {
    /// Polling place.
    pub tps: TpsNumber,
    /// Booth.
    pub booth: BoothNumber,
    /// Position in the log.
    pub position: u64,
    /// Kode suara; of a ballot outside the lists, computed with the booth's first list.
    pub code: BallotCode,
    /// Why.
    pub reason: Reason,
}

/// A remark on one entry.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Remark {
    /// Polling place.
    pub tps: TpsNumber,
    /// Booth.
    pub booth: BoothNumber,
    /// Position in the log.
    pub position: u64,
    /// What.
    pub remark: RemarkKind,
}

/// The two points of one encrypted sum, as text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SumText {
    /// Sum of the R_j.
    pub r: String,
    /// Sum of the C_j.
    pub c: String,
}

impl From<&Ciphertext> for SumText {
    fn from(sum: &Ciphertext) -> Self {
        let [r, c] = sum.to_bytes();
        Self { r: hex::encode(r), c: hex::encode(c) }
    }
}

impl SumText {
    /// The points, if both texts are canonical encodings.
    #[must_use]
    pub fn decode(&self) -> Option<Ciphertext> {
        Ciphertext::from_bytes(&[hex32(&self.r).ok()?, hex32(&self.c).ok()?]).ok()
    }
}

/// A group of cells with its sums.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Number within the village, from 1.
    pub group: u32,
    /// Its cells.
    pub cells: Vec<Cell>,
    /// Counted ballots.
    pub ballots: u32,
    /// What may be done with it.
    pub status: GroupStatus,
    /// Encrypted sums of options 1..m; empty unless it is decrypted.
    pub sums: Vec<SumText>,
}

/// A village's count set (spec 9.4).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CountSet {
    /// Always `pilkades/count-set/v1`.
    pub format: String,
    /// Mode of the election.
    pub mode: Mode,
    /// The election.
    pub election: ElectionId,
    /// The village.
    pub village: VillageCode,
    /// 1, or one more than the predecessor's.
    pub number: u32,
    /// The set that this one repeats and extends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub predecessor: Option<SetHash>,
    /// Root of the village tree, hexadecimal (spec 7.3).
    pub root: String,
    /// The decisions that it follows, ascending.
    pub decisions: Vec<DecisionHash>,
    /// Every booth of the definition.
    pub booths: Vec<BoothLine>,
    /// Ballots that are not counted.
    pub set_aside: Vec<SetAside>,
    /// Remarks.
    pub remarks: Vec<Remark>,
    /// The groups.
    pub groups: Vec<Group>,
}

impl CountSet {
    /// The bytes of `village.json`.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        json::to_pretty(self)
    }

    /// Reads `village.json` in its canonical form. Whether it follows from the evidence is for verification.
    ///
    /// # Errors
    /// [`json::JsonError`] with line and column.
    pub fn parse(bytes: &[u8]) -> Result<Self, json::JsonError> {
        json::parse_pretty(bytes, MAX_BYTES)
    }

    /// Whether every booth of the definition is counted or left out by decision.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.booths.iter().all(BoothLine::is_settled)
    }

    /// The line of a booth.
    #[must_use]
    pub fn line(&self, id: &BoothId) -> Option<&BoothLine> {
        self.booths.iter().find(|line| line.tps == id.tps && line.booth == id.booth)
    }

    /// The highest number of a group.
    #[must_use]
    pub fn last_group(&self) -> u32 {
        self.groups.iter().map(|group| group.group).max().unwrap_or_default()
    }

    /// Counted ballots.
    #[must_use]
    pub fn ballots(&self) -> u32 {
        self.groups.iter().fold(0, |sum, group| sum.saturating_add(group.ballots))
    }
}

/// The set hash: RFC 6962 leaf hash of the file's bytes (spec 9.4).
#[must_use]
pub fn set_hash(bytes: &[u8]) -> SetHash {
    SetHash::new(*ballot_log::merkle::leaf_hash(bytes).as_bytes())
}

/// Names the first part in which a given count set differs from the computed one.
pub(crate) fn differs(given: &CountSet, computed: &CountSet) -> Problem {
    let sums = |set: &CountSet| set.groups.iter().map(|g| g.sums.clone()).collect::<Vec<_>>();
    let groups = |set: &CountSet| {
        set.groups.iter().map(|g| (g.cells.clone(), g.ballots, g.status)).collect::<Vec<_>>()
    };
    let remarks =
        |set: &CountSet, kind| set.remarks.iter().filter(|r| r.remark == kind).cloned().collect::<Vec<_>>();
    let aside = |set: &CountSet, reason| {
        set.set_aside.iter().filter(|s| s.reason == reason).cloned().collect::<Vec<_>>()
    };
    let (check, what, apa) = if given.booths != computed.booths {
        (Check::Chain, "the booths' lines", "baris bilik")
    } else if given.decisions != computed.decisions {
        (Check::Decisions, "the decisions", "keputusan panitia")
    } else if aside(given, Reason::InvalidProof) != aside(computed, Reason::InvalidProof) {
        (Check::BallotProofs, "the ballots with invalid proofs", "suara yang buktinya tidak sah")
    } else if remarks(given, RemarkKind::ChallengeDiffers) != remarks(computed, RemarkKind::ChallengeDiffers)
    {
        (Check::Challenges, "the remarks on challenged ballots", "keterangan tentang uji mesin")
    } else if given.set_aside != computed.set_aside {
        (Check::Tokens, "the ballots set aside", "suara yang disisihkan")
    } else if remarks(given, RemarkKind::RepeatedR) != remarks(computed, RemarkKind::RepeatedR) {
        (Check::RepeatedR, "the remarks on repeated randomness", "keterangan tentang bilangan acak berulang")
    } else if groups(given) != groups(computed) {
        (Check::Groups, "the groups", "kelompok suara")
    } else if sums(given) != sums(computed) {
        (Check::Sums, "the encrypted sums", "jumlah tersandi")
    } else {
        (Check::CountSets, "its bytes", "isi berkas")
    };
    let message = Message::new(
        format!("{what} of the count set do not follow from the logs"),
        format!("{apa} dalam himpunan suara tidak sesuai dengan log"),
    );
    Problem::new(check, message.of_village(&given.village))
}
