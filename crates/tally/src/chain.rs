//! From the entries of one booth to its chain and status (spec 8.2, 8.3).

use std::collections::{BTreeMap, BTreeSet};

use ballot_crypto::ballot_code;
use ballot_log::{
    Body, ChainError, ChainState, Checkpoint, ClosingProblem, Durability, Entry, EntryCopies, Kind,
    LogIdentity, PartProblem, VerifiedEntry,
};
use election::{BallotCode, BoothId, EntryHash};

use crate::check::Check;
use crate::count_set::BoothStatus;
use crate::evidence::{BoothEntries, Evidence};
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
}

impl BoothLog {
    /// Follows the evidence of one booth from its start.
    pub(crate) fn of(evidence: &Evidence, identity: &LogIdentity) -> Self {
        let nothing = BoothEntries::new();
        let entries = evidence.logs.get(&identity.booth).unwrap_or(&nothing);
        let mut log = Self {
            id: identity.booth.clone(),
            status: BoothStatus::Missing,
            chain: Vec::new(),
            state: ChainState::new(identity.clone()),
            problems: Vec::new(),
        };
        let broken = log.follow(evidence, entries);
        log.status = log.judge(evidence, entries, broken);
        log
    }

    /// The log that ends with `head`, whatever else the evidence holds: how a signed count set is computed again. It
    /// has the status `Broken` if the chain does not lead there.
    pub(crate) fn up_to(evidence: &Evidence, identity: &LogIdentity, head: Option<EntryHash>) -> Self {
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
        let mut log = Self {
            id: identity.booth.clone(),
            status: BoothStatus::Broken,
            chain: Vec::new(),
            state: ChainState::new(identity.clone()),
            problems: Vec::new(),
        };
        let broken = log.follow(evidence, &branch);
        if !broken && log.state.closed().is_some() && Some(log.state.head()) == head {
            log.status = BoothStatus::Counted;
        }
        log
    }

    /// Whether *opened* says that entries were acknowledged without waiting for the media.
    pub(crate) fn is_relaxed(&self) -> bool {
        let opened = self.chain.first().and_then(|entry| entry.entry().body().ok());
        matches!(opened, Some(Body::Opened(opened)) if opened.durability == Durability::Relaxed)
    }

    /// Appends entries as long as exactly one continues the chain; says whether an entry broke a rule.
    fn follow(&mut self, evidence: &Evidence, entries: &BoothEntries) -> bool {
        loop {
            let position = self.state.size();
            let head = self.state.head();
            let mut next = at(entries, position).filter(|(_, e)| e.entry().entry().previous() == head);
            let (Some((_, found)), None) = (next.next(), next.next()) else {
                return false;
            };
            let due = self.state.checkpoint_due(found.entry()).ok().flatten();
            let code = listed_code(evidence, &self.id, found.entry().entry());
            let record = found.settle(code.as_ref(), due.as_ref());
            if let Err(error) = self.state.push(&record) {
                self.problems.push(Problem::at(check_of(&error), position, error));
                return true;
            }
            self.chain.push(record);
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
        let before = self.problems.len();
        let chain: BTreeMap<EntryHash, &Entry> = self.chain.iter().map(|e| (e.hash(), e.entry())).collect();
        let of_booth = evidence.receipts.get(&self.id).into_iter().flat_map(BTreeMap::values);
        let belied = of_booth.filter(|receipt| {
            !chain.get(&receipt.entry).is_some_and(|entry| holds(evidence, &self.id, entry, &receipt.code))
        });
        let messages: Vec<_> = belied
            .map(|receipt| {
                let code = receipt.code;
                Message::new(
                    format!("a voter holds a valid receipt for kode suara {code}, which the log lacks"),
                    format!("seorang pemilih memegang tanda terima sah untuk kode suara {code}, yang tidak ada dalam log"),
                )
            })
            .collect();
        self.problems.extend(messages.into_iter().map(|message| Problem::new(Check::Receipts, message)));
        let loose = evidence.checkpoints.get(&self.id).into_iter().flat_map(BTreeMap::keys);
        let texts: Vec<Checkpoint> = loose.filter_map(|text| Checkpoint::parse(text).ok()).collect();
        let roots = self.roots_at(texts.iter().map(|c| c.size).collect());
        for checkpoint in texts {
            let size = checkpoint.size;
            if roots.get(&size) != Some(&checkpoint) {
                let message = belied_by(size, self.state.size());
                self.problems.push(Problem::new(Check::Checkpoints, message));
            }
        }
        self.problems.len() > before
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
        match self.status {
            BoothStatus::Counted => self.state.checkpoint().text(),
            _ => "absent".to_owned(),
        }
    }
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

/// All entries at one position.
fn at(entries: &BoothEntries, position: u64) -> impl Iterator<Item = (&(u64, EntryHash), &EntryCopies)> {
    entries.range((position, EntryHash::new([0; 32]))..=(position, EntryHash::new([0xff; 32])))
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

/// Every cast ballot of a booth by position and kode suara, whatever the state of its log: what is not counted must
/// still be named.
pub(crate) fn named_ballots(evidence: &Evidence, id: &BoothId) -> Vec<(u64, BallotCode)> {
    let entries = evidence.logs.get(id).into_iter().flat_map(BTreeMap::values).map(|e| e.entry().entry());
    let code = |body: &[u8]| code_of(evidence, id, body);
    entries.filter(|e| e.kind() == Kind::Cast).map(|e| (e.position(), code(e.body_bytes()))).collect()
}

/// Kode suara of a cast entry whose token stands in a list of the booth.
pub(crate) fn listed_code(evidence: &Evidence, id: &BoothId, entry: &Entry) -> Option<BallotCode> {
    let ballot = (entry.kind() == Kind::Cast).then(|| entry.body_bytes())?;
    let (_, context) = evidence.listed_context(id, ballot)?;
    Some(ballot_code(context.as_bytes(), ballot))
}

/// Whether an entry is the cast ballot of this code; of a ballot in no list nobody can tell. A receipt that names the
/// entry of somebody else's ballot proves a dropped ballot as much as one that names no entry.
fn holds(evidence: &Evidence, id: &BoothId, entry: &Entry, code: &BallotCode) -> bool {
    entry.kind() == Kind::Cast && listed_code(evidence, id, entry).is_none_or(|own| own == *code)
}

/// Kode suara of a ballot: with the dusun of the list that holds its token, else with that of the booth's first list.
pub(crate) fn code_of(evidence: &Evidence, id: &BoothId, ballot: &[u8]) -> BallotCode {
    let first = || evidence.contexts(id, ballot).into_iter().next();
    match evidence.listed_context(id, ballot).or_else(first) {
        Some((_, context)) => ballot_code(context.as_bytes(), ballot),
        None => ballot_code(&[], ballot),
    }
}
