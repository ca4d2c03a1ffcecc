//! Putting a count set together from what each booth brings (spec 9).

use std::collections::{BTreeMap, BTreeSet};

use ballot_crypto::{CiphertextSum, OptionCount, VerifiedBallot};
use ballot_log::merkle::{CompactRange, LeafHash, RootHash};
use election::definition::Village;
use election::{BoothId, ListId};

use crate::chain::{BoothLog, named_ballots};
use crate::count_set::{
    BoothLine, BoothStatus, CountSet, FORMAT, Group, Reason, Remark, RemarkKind, SetAside, SumText,
};
use crate::counting::BoothCount;
use crate::evidence::Evidence;
use crate::groups::{Cell, CellGroup, GroupStatus, group_cells};

/// One booth's share in a count set.
pub(crate) struct BoothPart {
    line: BoothLine,
    leaf: String,
    set_aside: Vec<SetAside>,
    remarks: Vec<(u64, RemarkKind)>,
    counted: Vec<(u64, ListId, VerifiedBallot)>,
}

pub(crate) fn copied_part(line: &BoothLine, signed: &CountSet) -> BoothPart {
    let here = |tps, booth| tps == line.tps && booth == line.booth;
    BoothPart {
        line: line.clone(),
        leaf: "absent".to_owned(),
        set_aside: signed.set_aside.iter().filter(|s| here(s.tps, s.booth)).cloned().collect(),
        remarks: Vec::new(),
        counted: Vec::new(),
    }
}

pub(crate) fn part_of_log(evidence: &Evidence, log: &BoothLog, count: &BoothCount) -> BoothPart {
    let counts = log.state.counts();
    let line = BoothLine {
        tps: log.id.tps,
        booth: log.id.booth,
        status: log.status,
        size: log.state.size(),
        head: (log.state.size() > 0).then(|| log.state.head()),
        cast: counts.cast,
        challenged: counts.challenged,
        cancelled: counts.cancelled,
    };
    let set_aside = match not_counted_reason(log.status) {
        None => count.set_aside.clone(),
        Some(reason) => named_ballots(evidence, &log.id)
            .into_iter()
            .map(|(position, code)| SetAside { tps: log.id.tps, booth: log.id.booth, position, code, reason })
            .collect(),
    };
    BoothPart {
        line,
        leaf: log.village_leaf(),
        set_aside,
        remarks: count.remarks.clone(),
        counted: count.counted.clone(),
    }
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

/// The count set of the given parts, and the leaves of its village tree.
pub(crate) fn build_set(
    evidence: &Evidence,
    village: &Village,
    parts: Vec<BoothPart>,
) -> (CountSet, Vec<String>) {
    let leaves: Vec<String> = parts.iter().map(|part| part.leaf.clone()).collect();
    let definition = evidence.definition();
    let mut remarks: Vec<Remark> = parts.iter().flat_map(own_remarks).collect();
    remarks.extend(repeated_randomness(&parts));
    remarks.sort();
    let set = CountSet {
        format: FORMAT.to_owned(),
        mode: definition.mode(),
        election: definition.id(),
        village: village.code.clone(),
        number: 1,
        predecessor: None,
        root: hex::encode(tree_root(leaves.iter().map(String::as_bytes)).as_bytes()),
        set_aside: parts.iter().flat_map(|part| part.set_aside.clone()).collect(),
        remarks,
        groups: build_groups(village, &parts),
        booths: parts.into_iter().map(|part| part.line).collect(),
    };
    (set, leaves)
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

/// Ballots whose R_j occurred in an earlier counted ballot of the village: the two votes' difference is readable.
fn repeated_randomness(parts: &[BoothPart]) -> Vec<Remark> {
    let ballots = parts.iter().flat_map(|part| part.counted.iter().map(move |ballot| (&part.line, ballot)));
    let points = ballots.map(|(line, (position, _, ballot))| {
        let remark = RemarkKind::RepeatedR;
        let place = Remark { tps: line.tps, booth: line.booth, position: *position, remark };
        (place, ballot.first_points().collect())
    });
    repeated(points)
}

/// The places of which a point occurred at an earlier place (or twice at one).
fn repeated<T>(places: impl Iterator<Item = (T, Vec<[u8; 32]>)>) -> Vec<T> {
    let mut seen = BTreeSet::new();
    let mut is_repeated = |points: Vec<[u8; 32]>| points.into_iter().filter(|p| !seen.insert(*p)).count() > 0;
    places.filter_map(|(place, points)| is_repeated(points).then_some(place)).collect()
}

fn build_groups(village: &Village, parts: &[BoothPart]) -> Vec<Group> {
    let Some(options) = OptionCount::new(village.option_count()) else { return Vec::new() };
    let mut sums: BTreeMap<ListId, CiphertextSum> =
        village.lists().map(|(list, _)| (list, CiphertextSum::new(options))).collect();
    for (_, list, ballot) in parts.iter().flat_map(|part| &part.counted) {
        if let Some(sum) = sums.get_mut(list) {
            // Cannot fail: the ballot was parsed with this very number of options, and a list has 20,000 tokens.
            let _ = sum.add(ballot);
        }
    }
    let cells = village.lists().map(|(list, _)| Cell {
        tps: list.booth.tps,
        booth: list.booth.booth,
        dusun: list.dusun,
        ballots: sums.get(&list).map_or(0, CiphertextSum::ballots),
    });
    let groups = group_cells(cells.collect(), village.rules.smallest_cell);
    (1..).zip(groups).map(|(number, group)| build_group(village, number, group, &sums, options)).collect()
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
        let booth = BoothId { village: village.code.clone(), tps: cell.tps, booth: cell.booth };
        if let Some(sum) = sums.get(&ListId { booth, dusun: cell.dusun }) {
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
