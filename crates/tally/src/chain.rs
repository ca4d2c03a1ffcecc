//! From the entries of one booth to its chain and status (spec 8.2, 8.3).

use std::collections::{BTreeMap, BTreeSet};

use ballot_crypto::ballot_code;
use ballot_log::{
    ChainError, ChainState, Checkpoint, ClosingProblem, Durability, Entry, EntryCopies, Kind, LogIdentity,
    PartProblem, VerifiedEntry,
};
use election::{BallotCode, BoothId, DecisionHash, EntryHash, Signature};
use rayon::prelude::*;

use crate::check::Check;
use crate::count_set::{BoothLine, BoothStatus, Decided};
use crate::decision::{DecisionKind, Decisions, LogEnd, Subject};
use crate::ends::are_belied;
use crate::evidence::{BoothEntries, Evidence, MOST_ENTRIES, at};
use crate::message::{Message, Problem};

/// What the evidence says of one booth's log.
#[derive(Debug, Clone)]
pub(crate) struct BoothLog {
    pub(crate) id: BoothId,
    pub(crate) status: BoothStatus,
    /// The verified chain from *opened* on, up to the end, a fork or a broken entry.
    pub(crate) chain: Vec<VerifiedEntry>,
    /// The state after the chain.
    pub(crate) state: ChainState,
    /// Why the log is not counted, and remarks.
    pub(crate) problems: Vec<Problem>,
    /// What was wrong with it before a decision settled that.
    pub(crate) settled: Vec<Problem>,
    /// What the committee decided about it, as far as that applies.
    pub(crate) decided: Option<Decided>,
    /// The decision that applies.
    pub(crate) decision: Option<DecisionHash>,
}

impl BoothLog {
    /// Follows the evidence of one booth from its start.
    pub(crate) fn of(evidence: &Evidence, identity: &LogIdentity) -> Self {
        let nothing = BoothEntries::new();
        let entries = evidence.logs.get(&identity.booth).unwrap_or(&nothing);
        let mut log = Self::empty(identity);
        let broken = log.follow(evidence, entries);
        log.status = log.judge(evidence, entries, broken);
        log
    }

    fn empty(identity: &LogIdentity) -> Self {
        Self {
            id: identity.booth.clone(),
            status: BoothStatus::Missing,
            chain: Vec::new(),
            state: ChainState::new(identity.clone()),
            problems: Vec::new(),
            settled: Vec::new(),
            decided: None,
            decision: None,
        }
    }

    /// The log that a line of a signed count set counts, whatever else the evidence holds. It has the status `Broken`
    /// if the chain does not lead there, or if the decisions do not say so where the line needs one.
    pub(crate) fn again(
        evidence: &Evidence,
        identity: &LogIdentity,
        line: &BoothLine,
        decisions: &Decisions<'_>,
    ) -> Self {
        let (mut log, whole) = Self::up_to(evidence, identity, line.head);
        log.status = BoothStatus::Broken;
        if !whole {
            return log;
        }
        if line.decided.is_none() && log.state.closed().is_some() {
            log.status = BoothStatus::Counted;
        } else if line.decided == Some(Decided::Counted)
            && let Some((hash, end)) = counting_decision(decisions, &log.id, line.status)
            && end.checkpoint == log.state.checkpoint()
            && Some(end.head) == line.head
        {
            log.status = line.status;
            log.decided = Some(Decided::Counted);
            log.decision = Some(hash);
        }
        log
    }

    /// The chain that ends with `head`, and whether it leads there without breaking a rule.
    pub(crate) fn up_to(
        evidence: &Evidence,
        identity: &LogIdentity,
        head: Option<EntryHash>,
    ) -> (Self, bool) {
        let nothing = BoothEntries::new();
        let all = evidence.logs.get(&identity.booth).unwrap_or(&nothing);
        let by_hash: BTreeMap<EntryHash, &(u64, EntryHash)> = all.keys().map(|key| (key.1, key)).collect();
        let mut branch = BoothEntries::new();
        let mut next = head;
        while let Some(key) = next.and_then(|hash| by_hash.get(&hash)) {
            let Some(found) = all.get(key) else { break };
            branch.insert(**key, found.clone());
            next = Some(found.entry().entry().previous());
        }
        let mut log = Self::empty(identity);
        let broken = log.follow(evidence, &branch);
        let whole = !broken && log.state.size() > 0 && Some(log.state.head()) == head;
        (log, whole)
    }

    /// Whether its ballots are in the sums.
    pub(crate) fn is_counted(&self) -> bool {
        self.status == BoothStatus::Counted || self.decided == Some(Decided::Counted)
    }

    /// The entries of the chain.
    pub(crate) fn hashes(&self) -> impl Iterator<Item = EntryHash> {
        self.chain.iter().map(VerifiedEntry::hash)
    }

    /// Follows what the committee decided about this log, if it fits what was found (spec 9.6). What is wrong with a log
    /// whose fate is decided is no longer a problem but a reason.
    pub(crate) fn decide(&mut self, evidence: &Evidence, decisions: &Decisions<'_>) {
        let Some((hash, decision)) = decisions.about(&Subject::Log(self.id.clone())) else { return };
        match (&decision.kind, self.status) {
            // A whole log counts, whatever was decided when it was thought to be lost.
            (_, BoothStatus::Counted) => return,
            (DecisionKind::BoothMissing { .. }, _) => self.decided = Some(Decided::LeftOut),
            (DecisionKind::CountUnclosed(end), BoothStatus::Unclosed)
                if end.head == self.state.head() && end.checkpoint == self.state.checkpoint() =>
            {
                self.decided = Some(Decided::Counted);
            }
            (DecisionKind::ChooseFork(end), BoothStatus::Fork) => self.choose(evidence, end),
            _ => {}
        }
        match self.decided {
            Some(_) => {
                self.decision = Some(hash);
                self.settled = std::mem::take(&mut self.problems);
            }
            None => {
                let message = Message::new(
                    format!("decision {hash} does not fit what was found of this log"),
                    format!("keputusan {hash} tidak cocok dengan isi log ini"),
                );
                self.problems.push(Problem::new(Check::Decisions, message));
            }
        }
    }

    /// Goes over to the branch that ends as decided, if nothing continues it and every receipt and checkpoint of the
    /// booth belongs to one of the branches.
    fn choose(&mut self, evidence: &Evidence, end: &LogEnd) {
        let Some(branches) = self.branches(evidence) else { return };
        if are_belied(evidence, self, &branches) {
            return;
        }
        let fits = |(log, whole): &(Self, bool)| {
            *whole && log.state.head() == end.head && log.state.checkpoint() == end.checkpoint
        };
        if let Some((chosen, _)) = branches.into_iter().find(fits) {
            self.chain = chosen.chain;
            self.state = chosen.state;
            self.decided = Some(Decided::Counted);
        }
    }

    /// Whether *opened* says that entries were acknowledged without waiting for the media.
    pub(crate) fn is_relaxed(&self) -> bool {
        self.state.opened().is_some_and(|opened| opened.durability == Durability::Relaxed)
    }

    /// Appends entries as long as exactly one continues the chain; says whether an entry broke a rule.
    fn follow(&mut self, evidence: &Evidence, entries: &BoothEntries) -> bool {
        let receipt = |(key, copies): (&(u64, EntryHash), &EntryCopies)| {
            let code = listed_code(evidence, &self.id, copies.entry().entry());
            Some((key.1, copies.valid_receipt(code.as_ref())?))
        };
        let receipts: BTreeMap<EntryHash, Signature> = entries.par_iter().filter_map(receipt).collect();
        loop {
            let position = self.state.size();
            let head = self.state.head();
            let mut next = at(entries, position).filter(|(_, e)| e.entry().entry().previous() == head);
            let (Some((_, found)), None) = (next.next(), next.next()) else {
                return false;
            };
            let receipt = receipts.get(&found.entry().hash()).copied();
            match self.state.push_copies(found, receipt) {
                Ok(record) => self.chain.push(record),
                Err(error) => {
                    self.problems.push(Problem::at(check_of(&error), position, error));
                    return true;
                }
            }
        }
    }

    fn judge(&mut self, evidence: &Evidence, entries: &BoothEntries, broken: bool) -> BoothStatus {
        if entries.is_empty() {
            // What receipts and checkpoints say of the missing log is named all the same.
            self.is_contradicted(evidence);
            return BoothStatus::Missing;
        }
        let position = self.state.size();
        if at(entries, position).filter(|(_, e)| e.entry().entry().previous() == self.state.head()).count()
            > 1
        {
            let message = Message::new(
                format!("two different entries continue the log at position {position}"),
                format!("log bercabang: ada dua catatan {position} yang berbeda"),
            );
            self.problems.push(Problem::at(Check::Chain, position, message));
            return BoothStatus::Fork;
        }
        if entries.len() >= MOST_ENTRIES {
            let message = Message::new(
                format!("the booth has signed {MOST_ENTRIES} entries or more, more than a log can have"),
                format!(
                    "bilik ini menandatangani {MOST_ENTRIES} catatan atau lebih; satu log tidak boleh sebanyak itu"
                ),
            );
            self.problems.push(Problem::new(Check::Chain, message));
            return BoothStatus::Broken;
        }
        if broken || entries.len() > self.chain.len() {
            if !broken {
                let message = Message::new(
                    format!(
                        "entries after position {position} are there, but position {position} is missing"
                    ),
                    format!("ada catatan sesudah {position}, tetapi catatan {position} tidak ada"),
                );
                self.problems.push(Problem::at(Check::Chain, position, message));
            }
            return BoothStatus::Broken;
        }
        if self.is_contradicted(evidence) {
            return BoothStatus::Quarantined;
        }
        if self.state.closed().is_none() {
            let message = Message::new("the log was not closed", "log ini belum ditutup");
            self.problems.push(Problem::at(Check::Chain, position, message));
            return BoothStatus::Unclosed;
        }
        BoothStatus::Counted
    }

    /// Whether a receipt or a checkpoint of this booth speaks of entries that the chain does not hold.
    fn is_contradicted(&mut self, evidence: &Evidence) -> bool {
        let problems = contradictions(evidence, self, std::iter::once(&*self));
        let contradicted = !problems.is_empty();
        self.problems.extend(problems);
        contradicted
    }

    /// The checkpoints of the chain at the given sizes.
    fn roots_at(&self, sizes: BTreeSet<u64>) -> BTreeMap<u64, Checkpoint> {
        let mut range = ballot_log::merkle::CompactRange::new();
        let mut roots = BTreeMap::new();
        let origin = &self.state.log().origin;
        for entry in &self.chain {
            range.push(entry.hash().into());
            if sizes.contains(&range.size()) {
                let checkpoint =
                    Checkpoint { origin: origin.clone(), size: range.size(), root: range.root() };
                roots.insert(range.size(), checkpoint);
            }
        }
        roots
    }

    /// The checkpoint text that stands in the village tree: of a counted log its whole chain, else `absent`.
    pub(crate) fn village_leaf(&self) -> String {
        match self.is_counted() {
            true => self.state.checkpoint().text(),
            false => "absent".to_owned(),
        }
    }
}

/// The decision that lets a log of this status count, and where it ends.
fn counting_decision<'d>(
    decisions: &Decisions<'d>,
    id: &BoothId,
    status: BoothStatus,
) -> Option<(DecisionHash, &'d LogEnd)> {
    let (hash, decision) = decisions.about(&Subject::Log(id.clone()))?;
    match (&decision.kind, status) {
        (DecisionKind::CountUnclosed(end), BoothStatus::Unclosed)
        | (DecisionKind::ChooseFork(end), BoothStatus::Fork) => Some((hash, end)),
        _ => None,
    }
}

/// What receipts and checkpoints of a booth say against its log: they speak of entries that none of these chains holds.
pub(crate) fn contradictions<'l>(
    evidence: &Evidence,
    log: &BoothLog,
    chains: impl Iterator<Item = &'l BoothLog> + Clone,
) -> Vec<Problem> {
    let receipts = receipts_belied(evidence, &log.id, chains.clone()).into_iter().map(|code| {
        let message = Message::new(
            format!("a voter holds a valid receipt for kode suara {code}, which the log lacks"),
            format!(
                "seorang pemilih memegang tanda terima sah untuk kode suara {code}, yang tidak ada dalam log"
            ),
        );
        Problem::new(Check::Receipts, message)
    });
    let sizes = checkpoints_belied(evidence, &log.id, chains).into_iter();
    let checkpoints = sizes.map(|size| Problem::new(Check::Checkpoints, belied_by(size, log.state.size())));
    receipts.chain(checkpoints).collect()
}

/// The codes of receipts whose entry none of these chains holds as the cast ballot of that code.
fn receipts_belied<'l>(
    evidence: &Evidence,
    id: &BoothId,
    logs: impl Iterator<Item = &'l BoothLog>,
) -> Vec<BallotCode> {
    let receipts = || evidence.receipts.get(id).into_iter().flat_map(BTreeMap::values);
    if receipts().next().is_none() {
        return Vec::new();
    }
    let chain: BTreeMap<EntryHash, &Entry> =
        logs.flat_map(|log| &log.chain).map(|entry| (entry.hash(), entry.entry())).collect();
    let held = |receipt: &&ballot_log::Receipt| {
        chain.get(&receipt.entry).is_some_and(|entry| holds(evidence, id, entry, &receipt.code))
    };
    receipts().filter(|receipt| !held(receipt)).map(|receipt| receipt.code).collect()
}

/// The sizes of booth-signed checkpoints that none of these chains has.
fn checkpoints_belied<'l>(
    evidence: &Evidence,
    id: &BoothId,
    logs: impl Iterator<Item = &'l BoothLog>,
) -> Vec<u64> {
    let loose = evidence.booth_checkpoints(id);
    let texts: Vec<Checkpoint> = loose.filter_map(|text| Checkpoint::parse(text).ok()).collect();
    if texts.is_empty() {
        return Vec::new();
    }
    let sizes: BTreeSet<u64> = texts.iter().map(|c| c.size).collect();
    let known: BTreeSet<Checkpoint> =
        logs.flat_map(|log| log.roots_at(sizes.clone()).into_values()).collect();
    texts.into_iter().filter(|checkpoint| !known.contains(checkpoint)).map(|c| c.size).collect()
}

/// Why a signed checkpoint of `size` entries contradicts a log of `found`.
fn belied_by(size: u64, found: u64) -> Message {
    match size > found {
        true => Message::new(
            format!("a signed checkpoint counts {size} entries, the log has {found}"),
            format!("titik periksa bertanda tangan menyebut {size} catatan, log ini hanya {found}"),
        ),
        false => Message::new(
            format!("a signed checkpoint of {size} entries has another root than the log"),
            format!("titik periksa bertanda tangan atas {size} catatan berbeda akarnya dari log ini"),
        ),
    }
}

/// The check under which a broken rule of a chain is reported.
const fn check_of(error: &ChainError) -> Check {
    match error {
        ChainError::Signer { .. } => Check::EntrySignatures,
        ChainError::Position { .. } | ChainError::Previous { .. } | ChainError::Order { .. } => Check::Chain,
        ChainError::Body { .. } => Check::Bodies,
        ChainError::Part { problem: PartProblem::ReceiptMissing, .. } => Check::Receipts,
        ChainError::Part { .. } => Check::Checkpoints,
        ChainError::Closing { problem: ClosingProblem::Counts { .. }, .. } => Check::CloseCounts,
        ChainError::Closing { .. } => Check::Accounting,
    }
}

/// A cast ballot that does not count, by its place and names.
pub(crate) struct NamedBallot {
    pub(crate) position: u64,
    pub(crate) hash: EntryHash,
    pub(crate) code: BallotCode,
}

/// Every cast ballot of a booth, whatever the state of its log: what is not counted must still be named.
pub(crate) fn named_ballots(evidence: &Evidence, id: &BoothId) -> Vec<NamedBallot> {
    let entries = evidence.logs.get(id).into_iter().flat_map(BTreeMap::values).map(EntryCopies::entry);
    let named = |entry: &VerifiedEntry| NamedBallot {
        position: entry.entry().position(),
        hash: entry.hash(),
        code: code_of(evidence, id, entry.entry().body_bytes()),
    };
    entries.filter(|entry| entry.entry().kind() == Kind::Cast).map(named).collect()
}

/// Kode suara of a cast entry whose token stands in a list of the booth.
pub(crate) fn listed_code(evidence: &Evidence, id: &BoothId, entry: &Entry) -> Option<BallotCode> {
    let ballot = (entry.kind() == Kind::Cast).then(|| entry.body_bytes())?;
    let place = evidence.place(id, ballot)?;
    Some(ballot_code(place.context.as_bytes(), ballot))
}

/// Whether an entry is the cast ballot of this code; of a ballot in no list nobody can tell. A receipt that names the
/// entry of somebody else's ballot proves a dropped ballot as much as one that names no entry.
fn holds(evidence: &Evidence, id: &BoothId, entry: &Entry, code: &BallotCode) -> bool {
    entry.kind() == Kind::Cast && listed_code(evidence, id, entry).is_none_or(|own| own == *code)
}

/// Kode suara of a ballot: with the dusun of the list that holds its token, else with that of the booth's first list.
pub(crate) fn code_of(evidence: &Evidence, id: &BoothId, ballot: &[u8]) -> BallotCode {
    let first = || evidence.places(id, ballot).into_iter().next();
    match evidence.place(id, ballot).or_else(first) {
        Some(place) => ballot_code(place.context.as_bytes(), ballot),
        None => ballot_code(&[], ballot),
    }
}
