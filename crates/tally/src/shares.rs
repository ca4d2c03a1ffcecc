//! Decryption shares of a signed count set and their combination (spec 10.1 to 10.3).

use std::collections::{BTreeMap, BTreeSet};

use ballot_crypto::{
    Ciphertext, DecryptionShare, DiscreteLog, SecretShare, ShareStatement, VerifiedShare, combine,
};
use election::{ElectionId, SetHash, TrusteeNumber, VillageCode, hex32, json};
use serde::{Deserialize, Serialize};

use crate::count_set::{CountSet, Group, set_hash};
use crate::groups::GroupStatus;

/// First key of every share file.
pub(crate) const FORMAT: &str = "pilkades/share/v1";
/// Largest share file in bytes.
pub(crate) const MAX_BYTES: usize = 32 * 1024 * 1024;

/// A trustee's shares for one count set, as a file (spec 10.2). Received, not verified.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShareFile {
    /// Always `pilkades/share/v1`.
    pub format: String,
    /// The election.
    pub election: ElectionId,
    /// The village.
    pub village: VillageCode,
    /// The count set that is answered.
    pub set: SetHash,
    /// Who answers.
    pub trustee: TrusteeNumber,
    /// The answers.
    pub groups: Vec<GroupShares>,
}

/// The shares of one group, for options 1..m.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GroupShares {
    /// Number of the group.
    pub group: u32,
    /// Share and proof for each encrypted option.
    pub shares: Vec<ShareText>,
}

/// A share and its proof as text (spec 10.1).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShareText {
    /// D = s_t R.
    pub d: String,
    /// U = uB.
    pub u: String,
    /// V = uR.
    pub v: String,
    /// Response z.
    pub z: String,
}

impl ShareFile {
    /// Reads a share file in its canonical form.
    ///
    /// # Errors
    /// [`json::JsonError`] with line and column.
    pub fn parse(bytes: &[u8]) -> Result<Self, json::JsonError> {
        json::parse_pretty(bytes, MAX_BYTES)
    }

    /// The bytes of the file.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        json::to_pretty(self)
    }
}

/// Why a share of a group was dropped.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ShareProblem {
    /// The group is not one that is decrypted.
    #[error("trustee {trustee}: group {group} of village {village} is not decrypted in this count set")]
    NoSuchGroup {
        /// The village.
        village: VillageCode,
        /// Who.
        trustee: TrusteeNumber,
        /// The group.
        group: u32,
    },
    /// The proof does not hold, or the bytes are no share.
    #[error(
        "trustee {trustee}: the share for group {group}, option {option} of village {village} is invalid"
    )]
    Invalid {
        /// The village.
        village: VillageCode,
        /// Who.
        trustee: TrusteeNumber,
        /// The group.
        group: u32,
        /// The option, from 1; 0 if the number of shares is wrong.
        option: u8,
    },
    /// Nobody of this number is a trustee of the village, or the set is another.
    #[error(
        "trustee {trustee} of village {village} is no trustee, or answers a count set that the committee has not signed \
         as far as the inputs show; keep the file and give it again with the signatures"
    )]
    Foreign {
        /// The village.
        village: VillageCode,
        /// Who.
        trustee: TrusteeNumber,
    },
}

impl ShareProblem {
    /// The same in Indonesian.
    #[must_use]
    pub fn to_indonesian(&self) -> String {
        match self {
            Self::NoSuchGroup { village, trustee, group } => format!(
                "wali kunci {trustee}: kelompok {group} desa {village} tidak dibuka dalam himpunan suara ini"
            ),
            Self::Invalid { village, trustee, group, option } => format!(
                "wali kunci {trustee}: bagian untuk kelompok {group}, pilihan {option} desa {village} tidak sah"
            ),
            Self::Foreign { village, trustee } => format!(
                "wali kunci {trustee} desa {village} tidak dikenal, atau menjawab himpunan suara yang menurut masukan \
                 belum ditandatangani panitia; simpan berkas ini dan berikan lagi bersama tanda tangannya"
            ),
        }
    }
}

/// Valid shares of one village: by group, by trustee.
#[derive(Debug, Clone, Default)]
pub struct ValidShares {
    by_group: BTreeMap<u32, BTreeMap<TrusteeNumber, (GroupShares, Vec<VerifiedShare>)>>,
    /// Number of proofs that were checked and held.
    pub proofs: u64,
}

impl ValidShares {
    /// Adds the shares of another count set of the same chain: their groups have other numbers.
    pub(crate) fn join(&mut self, other: &Self) {
        self.by_group.extend(other.by_group.iter().map(|(group, shares)| (*group, shares.clone())));
        self.proofs = self.proofs.saturating_add(other.proofs);
    }

    /// The canonical share file of each trustee who gave a valid share.
    #[must_use]
    pub fn files(&self, question: &Question<'_>) -> BTreeMap<TrusteeNumber, ShareFile> {
        let mut files = BTreeMap::new();
        for (trustee, (texts, _)) in self.by_group.values().flatten() {
            let file = files.entry(*trustee).or_insert_with(|| ShareFile {
                format: FORMAT.to_owned(),
                election: question.set.election,
                village: question.set.village.clone(),
                set: question.hash,
                trustee: *trustee,
                groups: Vec::new(),
            });
            file.groups.push(texts.clone());
        }
        files
    }
}

/// What trustees are asked: the sums of one signed count set, without those that its predecessor has asked for.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    /// The village in the definition.
    pub village: &'a election::definition::Village,
    /// The count set.
    pub set: &'a CountSet,
    /// Its hash.
    pub hash: SetHash,
    /// The highest group of the predecessor: only groups above it are asked for; 0 without a predecessor.
    pub after: u32,
}

impl<'a> Question<'a> {
    /// The question that a first count set asks.
    #[must_use]
    pub fn new(village: &'a election::definition::Village, set: &'a CountSet) -> Self {
        Self { village, set, hash: set_hash(&set.to_bytes()), after: 0 }
    }

    /// Whether there is anything to answer.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.groups().next().is_none()
    }

    fn groups(&self) -> impl Iterator<Item = &'a Group> {
        let after = self.after;
        let asked = move |g: &&Group| g.group > after && g.status == GroupStatus::Decrypt;
        self.set.groups.iter().filter(asked)
    }

    fn statement(
        &self,
        trustee: TrusteeNumber,
        group: u32,
        option: u8,
        sum: Ciphertext,
    ) -> Option<ShareStatement> {
        let index = usize::from(trustee.get()).checked_sub(1)?;
        let member = self.village.trustees.members.get(index)?;
        Some(ShareStatement {
            election: self.set.election,
            village: self.set.village.clone(),
            set: self.hash,
            group,
            option,
            trustee,
            verifying_share: member.verifying_share,
            sum,
        })
    }

    fn sums(group: &Group) -> impl Iterator<Item = (u8, Option<Ciphertext>)> {
        (1_u8..).zip(group.sums.iter().map(crate::count_set::SumText::decode))
    }

    /// The shares of one trustee for every group that is decrypted. The sums must come from the caller's own merge of
    /// verified logs, never from outside (threats: a relabelled single ballot offered as a sum).
    ///
    /// # Errors
    /// [`ShareProblem::Foreign`] if the share is not that of a trustee of this village.
    pub fn answer(
        &self,
        share: &SecretShare,
        random: &mut impl rand_core::CryptoRng,
    ) -> Result<ShareFile, ShareProblem> {
        let trustee = share.trustee();
        let foreign = || ShareProblem::Foreign { village: self.set.village.clone(), trustee };
        let mut groups = Vec::new();
        for group in self.groups() {
            let mut shares = Vec::new();
            for (option, sum) in Self::sums(group) {
                let statement = sum
                    .and_then(|sum| self.statement(trustee, group.group, option, sum))
                    .ok_or_else(foreign)?;
                if statement.verifying_share != share.verifying_share() {
                    return Err(foreign());
                }
                shares.push(share_text(&share.decrypt(&statement, random)));
            }
            groups.push(GroupShares { group: group.group, shares });
        }
        Ok(ShareFile {
            format: FORMAT.to_owned(),
            election: self.set.election,
            village: self.set.village.clone(),
            set: self.hash,
            trustee,
            groups,
        })
    }

    /// Checks every received share; bad ones are named and dropped, of several good ones of a trustee for a group the
    /// bytewise smallest is kept.
    #[must_use]
    pub fn check<'f>(
        &self,
        files: impl IntoIterator<Item = &'f ShareFile>,
    ) -> (ValidShares, Vec<ShareProblem>) {
        let (mut valid, mut problems) = (ValidShares::default(), Vec::new());
        for file in files {
            if file.set != self.hash || file.election != self.set.election || file.village != self.set.village
            {
                problems.push(ShareProblem::Foreign { village: file.village.clone(), trustee: file.trustee });
                continue;
            }
            for texts in &file.groups {
                match self.check_group(file.trustee, texts) {
                    Ok(verified) => {
                        valid.proofs += u64::try_from(verified.len()).unwrap_or(u64::MAX);
                        keep_smallest(&mut valid, file.trustee, texts, verified);
                    }
                    Err(problem) => problems.push(problem),
                }
            }
        }
        (valid, problems)
    }

    fn check_group(
        &self,
        trustee: TrusteeNumber,
        texts: &GroupShares,
    ) -> Result<Vec<VerifiedShare>, ShareProblem> {
        let village = || self.set.village.clone();
        let number = texts.group;
        let group = self
            .groups()
            .find(|group| group.group == number)
            .ok_or_else(|| ShareProblem::NoSuchGroup { village: village(), trustee, group: number })?;
        let invalid = |option| ShareProblem::Invalid { village: village(), trustee, group: number, option };
        if texts.shares.len() != group.sums.len() {
            return Err(invalid(0));
        }
        let mut verified = Vec::new();
        for ((option, sum), text) in Self::sums(group).zip(&texts.shares) {
            let statement = sum.and_then(|sum| self.statement(trustee, number, option, sum));
            let statement = statement.ok_or_else(|| ShareProblem::Foreign { village: village(), trustee })?;
            let share = decode(text).ok_or_else(|| invalid(option))?;
            verified.push(share.verify(&statement).map_err(|_| invalid(option))?);
        }
        Ok(verified)
    }
}

/// Decrypts every group for which k trustees gave valid shares (spec 10.3): totals of all n options by group, and
/// the groups that still lack shares.
///
/// # Errors
/// The number of a group whose sums are not those of honest ballots: no total in 0..ballots fits.
pub(crate) fn totals(
    village: &election::definition::Village,
    set: &CountSet,
    valid: &ValidShares,
    logs: &DiscreteLog,
) -> Result<Totals, u32> {
    let mut totals = Totals::default();
    for group in &set.groups {
        match group.status {
            GroupStatus::TooSmall => {}
            GroupStatus::Empty => {
                totals.by_group.insert(group.group, vec![0; usize::from(village.option_count())]);
            }
            GroupStatus::Decrypt => match group_totals(village.trustees.threshold, group, valid, logs) {
                Ok(Some(numbers)) => {
                    totals.by_group.insert(group.group, numbers);
                }
                Ok(None) => {
                    totals.lacking.insert(group.group);
                }
                Err(()) => return Err(group.group),
            },
        }
    }
    Ok(totals)
}

fn group_totals(
    threshold: u16,
    group: &Group,
    valid: &ValidShares,
    logs: &DiscreteLog,
) -> Result<Option<Vec<u32>>, ()> {
    let Some(given) = valid.by_group.get(&group.group).filter(|g| g.len() >= usize::from(threshold)) else {
        return Ok(None);
    };
    let mut numbers = Vec::new();
    for ((_, sum), column) in Question::sums(group).zip(0..) {
        let shares: Vec<VerifiedShare> =
            given.values().filter_map(|(_, shares)| shares.get::<usize>(column).cloned()).collect();
        let point = combine(threshold, &shares, &sum.ok_or(())?).map_err(|_| ())?;
        numbers.push(logs.solve(&point).filter(|total| *total <= group.ballots).ok_or(())?);
    }
    let given = numbers.iter().try_fold(0_u32, |sum, n| sum.checked_add(*n)).ok_or(())?;
    numbers.push(group.ballots.checked_sub(given).ok_or(())?);
    Ok(Some(numbers))
}

/// Plaintext totals by group.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Totals {
    /// Votes for each of the n options, by group number.
    pub by_group: BTreeMap<u32, Vec<u32>>,
    /// Groups for which fewer than k trustees gave valid shares.
    pub lacking: BTreeSet<u32>,
}

fn keep_smallest(
    valid: &mut ValidShares,
    trustee: TrusteeNumber,
    texts: &GroupShares,
    verified: Vec<VerifiedShare>,
) {
    let of_group = valid.by_group.entry(texts.group).or_default();
    match of_group.get(&trustee) {
        Some((kept, _)) if kept <= texts => {}
        _ => {
            of_group.insert(trustee, (texts.clone(), verified));
        }
    }
}

fn share_text(share: &DecryptionShare) -> ShareText {
    let [d, u, v, z] = share.to_bytes().map(hex::encode);
    ShareText { d, u, v, z }
}

fn decode(text: &ShareText) -> Option<DecryptionShare> {
    let part = |text: &str| hex32(text).ok();
    DecryptionShare::from_bytes(&[part(&text.d)?, part(&text.u)?, part(&text.v)?, part(&text.z)?]).ok()
}
