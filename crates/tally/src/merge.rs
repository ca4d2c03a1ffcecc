//! Merging the evidence of a whole election into count sets, results and roots (spec 8 to 10).

use std::collections::{BTreeMap, BTreeSet};

use ballot_crypto::DiscreteLog;
use ballot_log::merkle::{LeafHash, RootHash, Tree};
use election::definition::Village;
use election::{BoothId, ListId, SetHash, SignedNote, VillageCode};
use rayon::prelude::*;

use crate::building::{build_set, copied_part, part_of_log, tree_root};
use crate::chain::BoothLog;
use crate::count_set::{BoothLine, BoothStatus, CountSet, differs, set_hash};
use crate::counting::{NoRandomness, count};
use crate::evidence::Evidence;
use crate::message::{Message, Problem};
use crate::result::{NotFinal, Summary, VillageResult, summary, village_result};
use crate::shares::{Question, ShareProblem, ValidShares};

/// Why nothing can be merged at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MergeError {
    /// The authority's seal is missing.
    #[error("the seal of the definition (election.json.note) is missing")]
    SealMissing,
    /// A token list is missing: without it nobody can tell a ballot from a stuffed one.
    #[error("the token list {list} is missing; give the folder 'tokens' as an input")]
    TokenListMissing {
        /// The list.
        list: ListId,
    },
    /// No randomness for verification.
    #[error(transparent)]
    NoRandomness(#[from] NoRandomness),
}

impl MergeError {
    /// The same in Indonesian.
    #[must_use]
    pub fn to_indonesian(&self) -> String {
        match self {
            Self::SealMissing => "segel definisi (election.json.note) tidak ada".to_owned(),
            Self::TokenListMissing { list } => {
                format!("daftar token {list} tidak ada; berikan map 'tokens' sebagai masukan")
            }
            Self::NoRandomness(error) => error.to_indonesian().to_owned(),
        }
    }
}

/// What merge is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Following chains and verifying ballots, village by village.
    Counting,
    /// Checking shares and decrypting, village by village.
    Decrypting,
}

/// Told of every finished village, from several threads.
pub trait Progress: Sync {
    /// One more village of `total` has passed the stage.
    fn village_done(&self, stage: Stage, total: usize);
}

/// Tells nobody.
#[derive(Debug, Clone, Copy)]
pub struct NoProgress;

impl Progress for NoProgress {
    fn village_done(&self, _: Stage, _: usize) {}
}

/// Everything that merge found for one village.
#[derive(Debug, Clone)]
pub struct VillageMerge {
    /// The village.
    pub village: VillageCode,
    /// The count set: the signed one if there is exactly one newest, else what follows from the evidence.
    pub set: CountSet,
    /// The bytes of `village.json`.
    pub set_bytes: Vec<u8>,
    /// Its hash.
    pub hash: SetHash,
    /// The committee's signatures, if it is signed.
    pub note: Option<SignedNote>,
    /// The decrypted result, if k shares for every group are there.
    pub result: Option<VillageResult>,
    /// Groups that lack shares.
    pub lacking: BTreeSet<u32>,
    /// Booths whose whole log arrived after the count set was signed: reported, never added.
    pub late: Vec<BoothId>,
    /// What is wrong with logs, by booth.
    pub problems: Vec<(BoothId, Problem)>,
    /// What is wrong with the village's signed sets or decryption.
    pub refusals: Vec<Problem>,
    /// Shares that were dropped.
    pub share_problems: Vec<ShareProblem>,
    pub(crate) valid_shares: BTreeMap<SetHash, ValidShares>,
    pub(crate) logs: Vec<BoothLog>,
    pub(crate) leaves: Vec<String>,
    pub(crate) reproduced: u64,
}

impl VillageMerge {
    /// Whether all booths are counted, and no signed set contradicts the evidence.
    #[must_use]
    pub fn is_counted(&self) -> bool {
        self.set.is_complete() && self.refusals.is_empty()
    }

    /// Whether the village has its whole, signed, decrypted result.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.is_counted() && self.note.is_some() && self.result.is_some()
    }

    /// Booths whose log says that entries were acknowledged without waiting for the media.
    pub fn relaxed_booths(&self) -> impl Iterator<Item = &BoothId> {
        self.logs.iter().filter(|log| log.is_relaxed()).map(|log| &log.id)
    }

    /// What the evidence says against logs that the count set counts: a fork, a receipt or a checkpoint that came to
    /// light after the signature. Nobody should decrypt before it is explained.
    pub fn contradictions(&self) -> impl Iterator<Item = &(BoothId, Problem)> {
        let counted = |id: &BoothId| {
            let line = self.set.booths.iter().find(|line| line.tps == id.tps && line.booth == id.booth);
            line.is_some_and(|line| line.status == BoothStatus::Counted)
        };
        self.problems.iter().filter(move |(booth, _)| counted(booth))
    }

    /// Whether there is something that people should look at (spec 13). A tie is none: it is an outcome like another,
    /// which the definition's rules or an authority decide.
    #[must_use]
    pub fn has_remarks(&self) -> bool {
        let decided_by_votes = |reason: &NotFinal| matches!(reason, NotFinal::Tie | NotFinal::NoLead);
        let in_doubt = self.result.as_ref().is_some_and(|r| !r.outcome.reasons.iter().all(decided_by_votes));
        in_doubt
            || !(self.set.set_aside.is_empty()
                && self.set.remarks.is_empty()
                && self.problems.is_empty()
                && self.late.is_empty()
                && self.share_problems.is_empty())
    }
}

/// A merged election.
#[derive(Debug, Clone)]
pub struct Merged {
    /// The villages, in definition order.
    pub villages: Vec<VillageMerge>,
    /// Root of the election tree (spec 7.4).
    pub root: RootHash,
    /// Sums over villages.
    pub summary: Summary,
}

impl Merged {
    /// The village with this code.
    #[must_use]
    pub fn village(&self, code: &VillageCode) -> Option<&VillageMerge> {
        self.villages.iter().find(|village| village.village == *code)
    }
}

/// Merges the evidence. The same set of evidence always gives the same result, whatever its order was.
///
/// # Errors
/// [`MergeError`]: the seal or a token list is missing, or the system has no randomness.
pub fn merge(evidence: &Evidence, progress: &dyn Progress) -> Result<Merged, MergeError> {
    if evidence.seal.is_none() {
        return Err(MergeError::SealMissing);
    }
    let missing = evidence.definition().lists().map(|(id, _)| id).find(|id| !evidence.lists.contains_key(id));
    if let Some(list) = missing {
        return Err(MergeError::TokenListMissing { list });
    }
    let total = evidence.definition().villages().len();
    let counted = evidence.definition().villages().par_iter().map(|village| {
        let merged = count_village(evidence, village);
        progress.village_done(Stage::Counting, total);
        merged
    });
    let mut villages = counted.collect::<Result<Vec<_>, _>>()?;
    let most = villages.iter().flat_map(|v| &v.set.groups).map(|g| g.ballots).max().unwrap_or_default();
    let logs = DiscreteLog::up_to(most);
    villages.par_iter_mut().for_each(|merged| {
        decrypt_village(evidence, merged, &logs);
        progress.village_done(Stage::Decrypting, total);
    });
    let summary = summarise(evidence, &villages);
    let root = tree_root(villages.iter().map(|v| v.set_bytes.as_slice()));
    Ok(Merged { villages, root, summary })
}

/// Sums over the merged villages.
pub(crate) fn summarise(evidence: &Evidence, villages: &[VillageMerge]) -> Summary {
    let found: BTreeMap<_, _> =
        villages.iter().map(|v| (v.village.clone(), (v.set.clone(), v.result.clone()))).collect();
    summary(evidence.definition(), &found)
}

/// A tree over leaves, for proofs.
pub(crate) fn tree_of<'a>(leaves: impl Iterator<Item = &'a [u8]>) -> Option<Tree> {
    Tree::new(leaves.map(LeafHash::of)).ok()
}

fn count_village(evidence: &Evidence, village: &Village) -> Result<VillageMerge, MergeError> {
    let ids: Vec<BoothId> = village.booths().map(|(id, _)| id).collect();
    let judged = ids
        .par_iter()
        .filter_map(|id| evidence.identity(id))
        .map(|identity| {
            let mut log = BoothLog::of(evidence, identity);
            let count = count(evidence, &mut log)?;
            Ok((log, count))
        })
        .collect::<Result<Vec<_>, NoRandomness>>()?;
    let reproduced = judged.iter().map(|(_, count)| count.reproduced).sum();
    let parts = judged.iter().map(|(log, count)| part_of_log(evidence, log, count)).collect();
    let logs = judged.into_iter().map(|(log, _)| log).collect();
    let fresh = build_set(evidence, village, parts);
    settle(evidence, village, Judged { fresh, logs, reproduced })
}

/// What follows from the evidence alone.
struct Judged {
    fresh: (CountSet, Vec<String>),
    logs: Vec<BoothLog>,
    reproduced: u64,
}

/// Joins what follows from the evidence with what the committee has signed.
fn settle(evidence: &Evidence, village: &Village, judged: Judged) -> Result<VillageMerge, MergeError> {
    let Judged { fresh: (fresh, leaves), logs, reproduced } = judged;
    let problems =
        logs.iter().flat_map(|log| log.problems.iter().map(|p| (log.id.clone(), p.clone()))).collect();
    let set_bytes = fresh.to_bytes();
    let mut merged = VillageMerge {
        village: village.code.clone(),
        hash: set_hash(&set_bytes),
        set: fresh,
        set_bytes,
        note: None,
        result: None,
        lacking: BTreeSet::new(),
        late: Vec::new(),
        problems,
        refusals: Vec::new(),
        share_problems: Vec::new(),
        valid_shares: BTreeMap::new(),
        logs,
        leaves,
        reproduced,
    };
    match newest_signed(evidence, &village.code) {
        None => {}
        Some(Err(problem)) => merged.refusals.push(problem),
        Some(Ok(signed)) => {
            if signed.bytes != merged.set_bytes {
                let (again, leaves) = rebuild(evidence, village, &signed.set)?;
                if again.to_bytes() != signed.bytes {
                    merged.refusals.push(differs(&signed.set, &again));
                }
                merged.late = late_booths(&merged.set, &signed.set);
                merged.leaves = leaves;
            }
            merged.refusals.extend(wrong_number(evidence, &signed.set));
            merged.hash = set_hash(&signed.bytes);
            merged.set = signed.set.clone();
            merged.set_bytes.clone_from(&signed.bytes);
            merged.note = Some(signed.note.clone());
        }
    }
    Ok(merged)
}

/// The signed set that no other signed set succeeds, if there is exactly one.
pub(crate) fn newest_signed<'e>(
    evidence: &'e Evidence,
    village: &VillageCode,
) -> Option<Result<&'e crate::evidence::SignedSet, Problem>> {
    let sets = evidence.sets.get(village)?;
    let named: BTreeSet<_> = sets.values().filter_map(|signed| signed.set.predecessor).collect();
    let mut tips = sets.iter().filter(|(hash, _)| !named.contains(hash));
    match (tips.next(), tips.next()) {
        (Some((_, tip)), None) => Some(Ok(tip)),
        (Some((one, _)), Some((other, _))) => Some(Err(Problem::new(
            crate::Check::CountSets,
            Message::new(
                format!(
                    "the committee has signed two count sets of which neither succeeds the other: {one} and {other}"
                ),
                format!(
                    "panitia menandatangani dua himpunan suara yang bukan lanjutan satu sama lain: {one} dan {other}"
                ),
            )
            .of_village(village),
        ))),
        (None, _) => None,
    }
}

/// The first set has number 1; every other one more than the signed set that it names.
fn wrong_number(evidence: &Evidence, set: &CountSet) -> Option<Problem> {
    let before = match set.predecessor {
        None => Some(0),
        Some(hash) => {
            let known = evidence.sets.get(&set.village).and_then(|sets| sets.get(&hash));
            known.map(|known| known.set.number)
        }
    };
    let message = match before {
        None => Message::new(
            "its predecessor is not among the inputs",
            "himpunan sebelumnya tidak ada di antara masukan",
        ),
        Some(before) if before.checked_add(1) == Some(set.number) => return None,
        Some(_) => Message::new(
            "its number does not follow that of its predecessor",
            "nomornya tidak menyambung nomor himpunan sebelumnya",
        ),
    };
    let number = set.number;
    let message = message.of(format_args!("count set {number}"), format_args!("himpunan suara {number}"));
    Some(Problem::new(crate::Check::CountSets, message.of_village(&set.village)))
}

/// A signed set, computed again: the booths that it counts from the evidence, the others as it names them.
fn rebuild(
    evidence: &Evidence,
    village: &Village,
    signed: &CountSet,
) -> Result<(CountSet, Vec<String>), MergeError> {
    let mut parts = Vec::new();
    for (id, _) in village.booths() {
        let line = signed.booths.iter().find(|line| line.tps == id.tps && line.booth == id.booth);
        let part = match (line, evidence.identity(&id)) {
            (Some(line), Some(identity)) if line.status == BoothStatus::Counted => {
                let mut log = BoothLog::up_to(evidence, identity, line.head);
                let count = count(evidence, &mut log)?;
                part_of_log(evidence, &log, &count)
            }
            (Some(line), _) => copied_part(line, signed),
            (None, _) => continue,
        };
        parts.push(part);
    }
    let (mut set, leaves) = build_set(evidence, village, parts);
    set.number = signed.number;
    set.predecessor = signed.predecessor;
    Ok((set, leaves))
}

fn late_booths(fresh: &CountSet, signed: &CountSet) -> Vec<BoothId> {
    let counted = |set: &CountSet, line: &BoothLine| {
        let same = |b: &&BoothLine| b.tps == line.tps && b.booth == line.booth;
        set.booths.iter().find(same).is_some_and(|b| b.status == BoothStatus::Counted)
    };
    let late = fresh.booths.iter().filter(|line| counted(fresh, line) && !counted(signed, line));
    late.map(|line| BoothId { village: fresh.village.clone(), tps: line.tps, booth: line.booth }).collect()
}

pub(crate) fn decrypt_village(evidence: &Evidence, merged: &mut VillageMerge, logs: &DiscreteLog) {
    let Some(village) = evidence.definition().village(&merged.village) else { return };
    // Every signed set's shares are evidence, whether or not it is the one that is decrypted (spec 8.1).
    (merged.valid_shares, merged.share_problems) = check_shares(evidence, village);
    if merged.note.is_none() || !merged.refusals.is_empty() {
        return;
    }
    let question = Question { village, set: &merged.set, hash: merged.hash };
    let nothing = ValidShares::default();
    match question.totals(merged.valid_shares.get(&merged.hash).unwrap_or(&nothing), logs) {
        Ok(totals) => {
            merged.result =
                village_result(evidence.definition(), village, (&merged.set, merged.hash), &totals);
            merged.lacking = totals.lacking;
        }
        Err(group) => merged.refusals.push(Problem::new(
            crate::Check::Totals,
            Message::new(
                format!("the total of group {group} is not a number of its ballots"),
                format!("angka hasil kelompok {group} tidak mungkin dari suara-suaranya"),
            )
            .of_village(&merged.village),
        )),
    }
}

/// The valid shares of a village by count set, and what is wrong with the others: shares of a set that m committee
/// members have not signed are no evidence.
fn check_shares(
    evidence: &Evidence,
    village: &Village,
) -> (BTreeMap<SetHash, ValidShares>, Vec<ShareProblem>) {
    let place = |byte| (village.code.clone(), SetHash::new([byte; 32]));
    let signed = evidence.sets.get(&village.code);
    let (mut valid, mut problems) = (BTreeMap::new(), Vec::new());
    for ((_, hash), files) in evidence.shares.range(place(0)..=place(0xff)) {
        match signed.and_then(|sets| sets.get(hash)) {
            Some(signed) => {
                let (shares, wrong) =
                    Question { village, set: &signed.set, hash: *hash }.check(files.values());
                valid.insert(*hash, shares);
                problems.extend(wrong);
            }
            None => {
                problems.extend(files.values().map(|file| ShareProblem::Foreign {
                    village: village.code.clone(),
                    trustee: file.trustee,
                }))
            }
        }
    }
    (valid, problems)
}
