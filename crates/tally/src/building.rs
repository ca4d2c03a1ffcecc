//! Putting a count set together from what each booth brings (spec 9).

use std::collections::{BTreeMap, BTreeSet};

use ballot_crypto::{CiphertextSum, OptionCount};
use ballot_log::merkle::{CompactRange, LeafHash, RootHash};
use election::definition::Village;
use election::{BoothId, DecisionHash, ListId, SetHash};

use crate::chain::{BoothLog, named_ballots};
use crate::count_set::{
    BoothLine, BoothStatus, CountSet, FORMAT, Group, Reason, Remark, RemarkKind, SetAside, SumText,
};
use crate::counting::{BoothCount, CountedBallot};
use crate::decision::DecisionKind;
use crate::evidence::Evidence;
use crate::groups::{Cell, CellGroup, GroupStatus, group_cells};
use crate::linking::{Link, TokenUse, resolve};

/// One booth's share in a count set.
#[derive(Debug, Clone)]
pub(crate) struct BoothPart {
    line: BoothLine,
    leaf: String,
    decisions: Vec<DecisionHash>,
    set_aside: Vec<SetAside>,
    pub(crate) remarks: Vec<(u64, RemarkKind)>,
    counted: Vec<CountedBallot>,
    pub(crate) uses: Vec<TokenUse>,
    pub(crate) links: Vec<Link>,
    /// Whether an earlier signed count set has counted it.
    pub(crate) frozen: bool,
}

impl BoothPart {
    /// Whether a decision on a late log names this very end.
    pub(crate) fn ends_as(&self, kind: &DecisionKind) -> bool {
        matches!(kind, DecisionKind::LateLog(end)
            if Some(end.head) == self.line.head && end.checkpoint.text() == self.leaf)
    }

    /// Takes counted ballots out of the sums and names them.
    pub(crate) fn set_aside(&mut self, positions: &BTreeSet<u64>, reason: Reason) {
        let (tps, booth) = (self.line.tps, self.line.booth);
        let (aside, counted) = self.counted.drain(..).partition(|b| positions.contains(&b.position));
        self.counted = counted;
        let aside: Vec<CountedBallot> = aside;
        let named =
            |b: CountedBallot| SetAside { tps, booth, position: b.position, code: b.ballot.code(), reason };
        self.set_aside.extend(aside.into_iter().map(named));
        self.set_aside.sort();
    }
}

/// A line as a signed count set states it, of a booth that it does not count.
pub(crate) fn copied_part(line: &BoothLine, signed: &CountSet, decision: Option<DecisionHash>) -> BoothPart {
    BoothPart {
        line: line.clone(),
        leaf: "absent".to_owned(),
        decisions: decision.into_iter().collect(),
        set_aside: stated_aside(line, signed).collect(),
        remarks: Vec::new(),
        counted: Vec::new(),
        uses: Vec::new(),
        links: Vec::new(),
        frozen: false,
    }
}

fn stated_aside(line: &BoothLine, signed: &CountSet) -> impl Iterator<Item = SetAside> {
    let (tps, booth) = (line.tps, line.booth);
    signed.set_aside.iter().filter(move |s| s.tps == tps && s.booth == booth).cloned()
}

pub(crate) fn part_of_log(evidence: &Evidence, log: &BoothLog, count: &BoothCount) -> BoothPart {
    let counts = log.state.counts();
    let line = BoothLine {
        tps: log.id.tps,
        booth: log.id.booth,
        status: log.status,
        decided: log.decided,
        size: log.state.size(),
        head: (log.state.size() > 0).then(|| log.state.head()),
        cast: counts.cast,
        challenged: counts.challenged,
        cancelled: counts.cancelled,
    };
    let mut set_aside = count.set_aside.clone();
    if let Some(reason) = not_counted_reason(log.status) {
        let counted: BTreeSet<_> = log.is_counted().then(|| log.hashes()).into_iter().flatten().collect();
        let others =
            named_ballots(evidence, &log.id).into_iter().filter(|named| !counted.contains(&named.hash));
        set_aside.extend(others.map(|named| SetAside {
            tps: log.id.tps,
            booth: log.id.booth,
            position: named.position,
            code: named.code,
            reason,
        }));
    }
    BoothPart {
        line,
        leaf: log.village_leaf(),
        decisions: log.decision.into_iter().collect(),
        set_aside,
        remarks: count.remarks.clone(),
        counted: count.counted.clone(),
        uses: count.uses.clone(),
        links: count.links.clone(),
        frozen: false,
    }
}

/// A booth that a signed count set counts, as it is found again, with the other branches' ballots as the set states
/// them: more of them may have come to light since.
pub(crate) fn part_again(
    evidence: &Evidence,
    (log, count): (&BoothLog, &BoothCount),
    signed: &CountSet,
) -> BoothPart {
    let mut part = part_of_log(evidence, log, count);
    part.set_aside.clone_from(&count.set_aside);
    if let Some(reason) = not_counted_reason(log.status) {
        part.set_aside.extend(stated_aside(&part.line, signed).filter(|s| s.reason == reason));
    }
    part
}

const fn not_counted_reason(status: BoothStatus) -> Option<Reason> {
    match status {
        BoothStatus::Fork => Some(Reason::LogFork),
        BoothStatus::Quarantined => Some(Reason::LogQuarantined),
        BoothStatus::Unclosed => Some(Reason::LogUnclosed),
        BoothStatus::Missing | BoothStatus::Broken => Some(Reason::LogBroken),
        BoothStatus::Counted => None,
    }
}

/// A count set with what it was made from.
#[derive(Debug, Clone)]
pub(crate) struct Built {
    pub(crate) set: CountSet,
    /// Leaves of its village tree.
    pub(crate) leaves: Vec<String>,
    parts: Vec<BoothPart>,
}

/// The first count set of a village.
pub(crate) fn first_set(evidence: &Evidence, village: &Village, mut parts: Vec<BoothPart>) -> Built {
    resolve(&mut parts);
    let groups = numbered(1, village, cells(village, &parts), &parts);
    assemble(evidence, village, parts, (1, None, groups))
}

/// A late booth's part, and the decision that adds it.
pub(crate) type LatePart = (BoothPart, DecisionHash);

/// The successor of a signed count set: every earlier group as it was, and those of the late booths by themselves
/// (spec 9.7).
pub(crate) fn next_set(
    evidence: &Evidence,
    village: &Village,
    (before, hash): (&Built, SetHash),
    late: Vec<LatePart>,
) -> Built {
    let mut added: BTreeSet<(election::TpsNumber, election::BoothNumber)> = BTreeSet::new();
    let mut parts = before.parts.clone();
    parts.iter_mut().for_each(|part| part.frozen = part.line.is_counted());
    for (mut part, decision) in late {
        part.decisions.push(decision);
        added.insert((part.line.tps, part.line.booth));
        let own = parts.iter_mut().find(|p| p.line.tps == part.line.tps && p.line.booth == part.line.booth);
        if let Some(own) = own {
            *own = part;
        }
    }
    resolve(&mut parts);
    let is_added = |cell: &Cell| added.contains(&(cell.tps, cell.booth));
    let kept = before.set.groups.iter().filter(|group| !group.cells.iter().any(is_added));
    let mut groups: Vec<Group> = kept.cloned().collect();
    let own = cells(village, &parts).into_iter().filter(is_added).collect();
    groups.extend(numbered(before.set.last_group().saturating_add(1), village, own, &parts));
    assemble(evidence, village, parts, (before.set.number.saturating_add(1), Some(hash), groups))
}

fn assemble(
    evidence: &Evidence,
    village: &Village,
    mut parts: Vec<BoothPart>,
    (number, predecessor, groups): (u32, Option<SetHash>, Vec<Group>),
) -> Built {
    remark_repeated_randomness(&mut parts);
    let leaves: Vec<String> = parts.iter().map(|part| part.leaf.clone()).collect();
    let definition = evidence.definition();
    let mut remarks: Vec<Remark> = parts.iter().flat_map(own_remarks).collect();
    remarks.sort();
    let decisions: BTreeSet<_> = parts.iter().flat_map(|part| part.decisions.iter().copied()).collect();
    let set = CountSet {
        format: FORMAT.to_owned(),
        mode: definition.mode(),
        election: definition.id(),
        village: village.code.clone(),
        number,
        predecessor,
        root: hex::encode(tree_root(leaves.iter().map(String::as_bytes)).as_bytes()),
        decisions: decisions.into_iter().collect(),
        booths: parts.iter().map(|part| part.line.clone()).collect(),
        set_aside: parts.iter().flat_map(|part| part.set_aside.clone()).collect(),
        remarks,
        groups,
    };
    Built { set, leaves, parts }
}

fn own_remarks(part: &BoothPart) -> impl Iterator<Item = Remark> {
    let (tps, booth) = (part.line.tps, part.line.booth);
    part.remarks.iter().map(move |(position, remark)| Remark {
        tps,
        booth,
        position: *position,
        remark: *remark,
    })
}

/// Remarks ballots whose R_j occurred in an earlier counted ballot of the village: the two votes' difference is readable.
/// What an earlier count set has counted comes first and keeps the remarks that it has there.
fn remark_repeated_randomness(parts: &mut [BoothPart]) {
    let (frozen, new): (Vec<_>, Vec<_>) = parts.iter().enumerate().partition(|(_, part)| part.frozen);
    let ordered = frozen.into_iter().chain(new);
    let ballots = ordered.flat_map(|(index, part)| part.counted.iter().map(move |ballot| (index, ballot)));
    let points =
        ballots.map(|(index, ballot)| ((index, ballot.position), ballot.ballot.first_points().collect()));
    for (index, position) in repeated(points) {
        if let Some(part) = parts.get_mut(index).filter(|part| !part.frozen) {
            part.remarks.push((position, RemarkKind::RepeatedR));
        }
    }
}

/// The places of which a point occurred at an earlier place (or twice at one).
fn repeated<T>(places: impl Iterator<Item = (T, Vec<[u8; 32]>)>) -> Vec<T> {
    let mut seen = BTreeSet::new();
    let mut is_repeated = |points: Vec<[u8; 32]>| points.into_iter().filter(|p| !seen.insert(*p)).count() > 0;
    places.filter_map(|(place, points)| is_repeated(points).then_some(place)).collect()
}

fn list_of(village: &Village, cell: &Cell) -> ListId {
    let booth = BoothId { village: village.code.clone(), tps: cell.tps, booth: cell.booth };
    ListId { booth, dusun: cell.dusun }
}

/// The cells of a village in definition order.
fn cells(village: &Village, parts: &[BoothPart]) -> Vec<Cell> {
    let mut counts: BTreeMap<&ListId, u32> = BTreeMap::new();
    for ballot in parts.iter().flat_map(|part| &part.counted) {
        *counts.entry(&ballot.list).or_default() += 1;
    }
    let cell = |list: ListId| Cell {
        tps: list.booth.tps,
        booth: list.booth.booth,
        dusun: list.dusun,
        ballots: counts.get(&list).copied().unwrap_or_default(),
    };
    village.lists().map(|(list, _)| cell(list)).collect()
}

/// Groups of these cells with their sums, numbered from `first`.
fn numbered(first: u32, village: &Village, cells: Vec<Cell>, parts: &[BoothPart]) -> Vec<Group> {
    let Some(options) = OptionCount::new(village.option_count()) else { return Vec::new() };
    let mut sums: BTreeMap<ListId, CiphertextSum> =
        village.lists().map(|(list, _)| (list, CiphertextSum::new(options))).collect();
    for ballot in parts.iter().flat_map(|part| &part.counted) {
        if let Some(sum) = sums.get_mut(&ballot.list) {
            // Cannot fail: the ballot was parsed with this very number of options, and a list has 20,000 tokens.
            let _ = sum.add(&ballot.ballot);
        }
    }
    let groups = group_cells(cells, village.rules.smallest_cell);
    let build = |(number, group)| build_group(village, number, group, &sums, options);
    (first..).zip(groups).map(build).collect()
}

fn build_group(
    village: &Village,
    number: u32,
    group: CellGroup,
    sums: &BTreeMap<ListId, CiphertextSum>,
    options: OptionCount,
) -> Group {
    let mut total = CiphertextSum::new(options);
    for cell in &group.cells {
        if let Some(sum) = sums.get(&list_of(village, cell)) {
            let _ = total.merge(sum);
        }
    }
    let texts = match group.status {
        GroupStatus::Decrypt => total.ciphertexts().iter().map(SumText::from).collect(),
        GroupStatus::Empty | GroupStatus::TooSmall => Vec::new(),
    };
    Group { group: number, ballots: group.ballots(), status: group.status, cells: group.cells, sums: texts }
}

/// Root over the given leaves (spec 7.3, 7.4); there is always at least one.
pub(crate) fn tree_root<'a>(leaves: impl Iterator<Item = &'a [u8]>) -> RootHash {
    let mut range = CompactRange::new();
    leaves.for_each(|leaf| range.push(LeafHash::of(leaf)));
    range.root()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn randomness_is_repeated_from_its_second_place_on() {
        let point = |byte| [byte; 32];
        let places = [
            ("a", vec![point(1), point(2)]),
            ("b", vec![point(3), point(1)]),
            ("c", vec![point(4), point(5)]),
        ];
        assert_eq!(repeated(places.into_iter()), ["b"]);
        assert_eq!(repeated([("a", vec![point(1), point(1)])].into_iter()), ["a"]);
    }
}
