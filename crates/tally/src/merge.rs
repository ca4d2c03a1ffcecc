//! Merging the evidence of a whole election into count sets, results and roots (spec 8 to 10).

use std::collections::{BTreeMap, BTreeSet};

use ballot_crypto::DiscreteLog;
use ballot_log::merkle::{LeafHash, RootHash, Tree};
use ballot_log::{Body, Closed, Entry, Opened, VerifiedEntry};
use election::definition::Village;
use election::{BoothId, DecisionHash, ListId, SetHash, SignedNote, VillageCode};
use rayon::prelude::*;

use crate::Check;
use crate::building::{Built, first_set, part_of_log, tree_root};
use crate::chain::BoothLog;
use crate::count_set::{BoothLine, CountSet, set_hash};
use crate::counting::{BoothCount, NoRandomness, count};
use crate::evidence::Evidence;
use crate::job::{Progress, each_village, merge_village, solver_for};
use crate::loose::RootNotes;
use crate::message::{Message, Problem};
use crate::result::{NotFinal, Summary, VillageResult, closed_logs, summary, village_result};
use crate::shares::{Question, ShareProblem, ValidShares, totals};
use crate::signed::{newest_signed, take_signed};
use crate::standing::{DecisionLine, decision_lines};
use crate::statement::Statements;

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
    /// Booths whose whole log, or more of a log that counts by decision, arrived after the count set was signed: reported;
    /// a log of which nothing counts can be added by decision.
    pub late: Vec<BoothId>,
    /// Cast ballots that came to light after the signature behind the decided end of a log, or of a log that was left out
    /// beyond what its decision holds possible.
    pub late_ballots: u32,
    /// The successor that follows from decisions on late logs, waiting for the committee's signatures.
    pub next: Option<NextSet>,
    /// What is wrong with logs, by booth.
    pub problems: Vec<(BoothId, Problem)>,
    /// What is wrong with the village's signed sets or decryption.
    pub refusals: Vec<Problem>,
    /// Shares that were dropped.
    pub share_problems: Vec<ShareProblem>,
    /// The committee's decisions, and what became of them.
    pub decisions: Vec<DecisionLine>,
    pub(crate) valid_shares: BTreeMap<SetHash, ValidShares>,
    pub(crate) logs: Vec<BoothLog>,
    pub(crate) leaves: Vec<String>,
    pub(crate) reproduced: u64,
    /// *Closed* of the logs that the count set counts.
    pub(crate) closed: BTreeMap<BoothId, Closed>,
    /// *Opened* of the same logs.
    pub(crate) opened: BTreeMap<BoothId, Opened>,
    pub(crate) relaxed: Vec<BoothId>,
    /// How much was found of all its logs.
    pub found: FoundEntries,
}

/// Validly signed entries, counted or not.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FoundEntries {
    /// All of them.
    pub entries: usize,
    /// Those that are cast ballots.
    pub cast: usize,
}

/// A count set that is not signed yet, beside the signed one that it succeeds (spec 9.7).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextSet {
    /// The set.
    pub set: CountSet,
    /// The bytes of its `village.json`.
    pub bytes: Vec<u8>,
    /// Its hash.
    pub hash: SetHash,
}

impl VillageMerge {
    /// A count set of which nothing else is known.
    pub(crate) fn new(set: CountSet, set_bytes: Vec<u8>, hash: SetHash) -> Self {
        Self {
            village: set.village.clone(),
            set,
            set_bytes,
            hash,
            note: None,
            result: None,
            lacking: BTreeSet::new(),
            late: Vec::new(),
            late_ballots: 0,
            next: None,
            problems: Vec::new(),
            refusals: Vec::new(),
            share_problems: Vec::new(),
            decisions: Vec::new(),
            found: FoundEntries::default(),
            valid_shares: BTreeMap::new(),
            logs: Vec::new(),
            leaves: Vec::new(),
            reproduced: 0,
            closed: BTreeMap::new(),
            opened: BTreeMap::new(),
            relaxed: Vec::new(),
        }
    }

    /// How polls began and ended on a booth, as its log says if the count set counts it.
    #[must_use]
    pub fn polls(&self, booth: &BoothId) -> (Option<&Opened>, Option<&Closed>) {
        (self.opened.get(booth), self.closed.get(booth))
    }

    /// Whether all booths are counted or left out by decision, and no signed set contradicts the evidence.
    #[must_use]
    pub fn is_counted(&self) -> bool {
        self.set.is_complete() && self.refusals.is_empty()
    }

    /// Whether the village has its whole, signed, decrypted result, and nothing decided waits for signatures.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.is_counted() && self.note.is_some() && self.result.is_some() && self.next.is_none()
    }

    /// The count set that the committee is asked to sign: the successor if there is one.
    #[must_use]
    pub fn to_sign(&self) -> (&CountSet, SetHash) {
        self.next.as_ref().map_or((&self.set, self.hash), |next| (&next.set, next.hash))
    }

    /// Booths whose log says that entries were acknowledged without waiting for the media.
    pub fn relaxed_booths(&self) -> impl Iterator<Item = &BoothId> {
        self.relaxed.iter()
    }

    /// The number of a decision among those of the village; 0 if it is none of them.
    #[must_use]
    pub fn decision_number(&self, decision: &DecisionHash) -> u32 {
        let line = self.decisions.iter().find(|line| line.hash == *decision);
        line.map_or(0, |line| line.decision.number)
    }

    /// Drops the entries of the logs; what was found about them stays.
    pub(crate) fn forget_logs(&mut self) {
        self.logs.iter_mut().for_each(|log| log.chain = Vec::new());
    }

    /// The verified entries of a booth's log in order, as far as they hang together; none of a village that was merged by
    /// [`crate::merge_by_village`].
    pub fn entries(&self, booth: &BoothId) -> impl Iterator<Item = &Entry> {
        self.log(booth).into_iter().flat_map(|log| &log.chain).map(VerifiedEntry::entry)
    }

    /// What the evidence says against logs that the count set counts: a fork, a receipt or a checkpoint that came to
    /// light after the signature. Nobody should decrypt before it is explained.
    pub fn contradictions(&self) -> impl Iterator<Item = &(BoothId, Problem)> {
        let counted = |id: &BoothId| self.set.line(id).is_some_and(BoothLine::is_counted);
        self.problems.iter().filter(move |(booth, _)| counted(booth))
    }

    /// Whether there is something that people should look at (spec 13). A tie is none: it is an outcome like another,
    /// which the definition's rules or an authority decide.
    #[must_use]
    pub fn has_remarks(&self) -> bool {
        let decided_by_votes = |reason: &NotFinal| matches!(reason, NotFinal::Tie | NotFinal::NoLead);
        let in_doubt = self
            .result
            .as_ref()
            .is_some_and(|r| r.outcome.ignored.is_some() || !r.outcome.reasons.iter().all(decided_by_votes));
        let decided = self.set.booths.iter().any(|line| line.decided.is_some());
        in_doubt
            || decided
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
    /// What the authority has signed about this root and others.
    pub notes: RootNotes,
    /// What committees and saksi have said, by village.
    pub statements: BTreeMap<VillageCode, Statements>,
}

impl Merged {
    /// All villages together.
    pub(crate) fn of(evidence: &Evidence, villages: Vec<VillageMerge>) -> Self {
        let summary = summarise(evidence, &villages);
        let root = root_of(&villages);
        let own = evidence.definition().villages().iter();
        let statements = own.map(|village| (village.code.clone(), evidence.statements_of(village))).collect();
        Self { villages, root, summary, notes: evidence.root_notes(root), statements }
    }

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
    let solver = solver_for(evidence, evidence.definition().villages())?;
    let villages = each_village(evidence.definition(), |village| {
        let merged = merge_village(evidence, village, &solver)?;
        progress.village_done(&merged, evidence.definition().villages().len());
        Ok::<_, MergeError>(merged)
    })?;
    Ok(Merged::of(evidence, villages))
}

/// *Opened* of a log that the set counts.
fn opened_log(log: &BoothLog, set: &CountSet) -> Option<(BoothId, Opened)> {
    let counts = set.line(&log.id).is_some_and(BoothLine::is_counted);
    match log.chain.first().filter(|_| counts)?.entry().body() {
        Ok(Body::Opened(opened)) => Some((log.id.clone(), opened)),
        _ => None,
    }
}

/// Root of the election tree (spec 7.4).
pub(crate) fn root_of(villages: &[VillageMerge]) -> RootHash {
    tree_root(villages.iter().map(|v| v.set_bytes.as_slice()))
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

/// Counts one village: what follows from the evidence, joined with what the committee has signed.
pub(crate) fn count_village(evidence: &Evidence, village: &Village) -> Result<VillageMerge, NoRandomness> {
    let decisions = evidence.decisions_of(&village.code);
    let ids: Vec<BoothId> = village.booths().map(|(id, _)| id).collect();
    let judged: Vec<(BoothLog, BoothCount)> = ids
        .par_iter()
        .filter_map(|id| evidence.identity(id))
        .map(|identity| {
            let mut log = BoothLog::of(evidence, identity);
            log.decide(evidence, &decisions);
            let found = log.status;
            let count = count(evidence, &mut log)?;
            // Only the proofs tell that a log is quarantined for its ballots: what was decided about it is asked again.
            if log.status != found {
                log.decide(evidence, &decisions);
            }
            Ok((log, count))
        })
        .collect::<Result<_, NoRandomness>>()?;
    let parts = judged.iter().map(|(log, count)| part_of_log(evidence, log, count)).collect();
    let fresh = first_set(evidence, village, parts);
    let mut merged = unsigned(&fresh, &judged);
    merged.refusals.extend(decisions.conflicts.iter().cloned());
    match newest_signed(evidence, &village.code) {
        None => {}
        Some(Err(problem)) => merged.refusals.push(problem),
        Some(Ok(signed)) => take_signed(evidence, village, &mut merged, (&fresh, &judged, signed))?,
    }
    merged.decisions = decision_lines(evidence, &merged);
    merged.found =
        FoundEntries { entries: evidence.entries_of(&village.code), cast: evidence.cast_of(&village.code) };
    merged.closed = closed_logs(evidence, &merged.set);
    merged.opened = judged.iter().filter_map(|(log, _)| opened_log(log, &merged.set)).collect();
    merged.relaxed =
        judged.iter().filter(|(log, _)| log.is_relaxed()).map(|(log, _)| log.id.clone()).collect();
    merged.logs = judged.into_iter().map(|(log, _)| log).collect();
    Ok(merged)
}

/// A village of which no set is signed.
fn unsigned(fresh: &Built, judged: &[(BoothLog, BoothCount)]) -> VillageMerge {
    let problems =
        |log: &BoothLog| log.problems.iter().map(|p| (log.id.clone(), p.clone())).collect::<Vec<_>>();
    let set_bytes = fresh.set.to_bytes();
    let hash = set_hash(&set_bytes);
    VillageMerge {
        problems: judged.iter().flat_map(|(log, _)| problems(log)).collect(),
        leaves: fresh.leaves.clone(),
        reproduced: judged.iter().map(|(_, count)| count.reproduced).sum(),
        ..VillageMerge::new(fresh.set.clone(), set_bytes, hash)
    }
}

pub(crate) fn decrypt_village(evidence: &Evidence, merged: &mut VillageMerge, logs: &DiscreteLog) {
    let Some(village) = evidence.definition().village(&merged.village) else { return };
    // Every signed set's shares are evidence, whether or not it is the one that is decrypted (spec 8.1).
    (merged.valid_shares, merged.share_problems) = check_shares(evidence, village);
    if merged.note.is_none() || !merged.refusals.is_empty() {
        return;
    }
    let mut valid = ValidShares::default();
    for question in questions(evidence, village, merged.hash) {
        if let Some(shares) = merged.valid_shares.get(&question.hash) {
            valid.join(shares);
        }
    }
    match totals(village, &merged.set, &valid, logs) {
        Ok(totals) => {
            merged.result = village_result(evidence, village, merged, &totals);
            merged.name_ignored();
            merged.lacking = totals.lacking;
        }
        Err(group) => merged.refusals.push(Problem::new(
            Check::Totals,
            Message::new(
                format!("the total of group {group} is not a number of its ballots"),
                format!("angka hasil kelompok {group} tidak mungkin dari suara-suaranya"),
            )
            .of_village(&merged.village),
        )),
    }
}

/// What trustees are asked for a signed set: its own groups and, from its predecessors, theirs (spec 9.7). First comes
/// the oldest.
#[must_use]
pub fn questions<'e>(evidence: &'e Evidence, village: &'e Village, tip: SetHash) -> Vec<Question<'e>> {
    let mut questions = Vec::new();
    let mut next = Some(tip);
    while let Some((hash, signed)) =
        next.and_then(|hash| Some((hash, evidence.sets.get(&village.code)?.get(&hash)?)))
    {
        questions.push(question(evidence, village, (hash, &signed.set)));
        next = signed.set.predecessor;
    }
    questions.reverse();
    questions
}

/// The question that one signed set asks: about the groups that its predecessor does not have.
pub(crate) fn question<'e>(
    evidence: &Evidence,
    village: &'e Village,
    (hash, set): (SetHash, &'e CountSet),
) -> Question<'e> {
    let before = set.predecessor.and_then(|hash| evidence.sets.get(&village.code)?.get(&hash));
    Question { village, set, hash, after: before.map_or(0, |before| before.set.last_group()) }
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
                let (shares, wrong) = question(evidence, village, (*hash, &signed.set)).check(files.values());
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
