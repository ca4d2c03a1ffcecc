//! Joining small cells before anything is decrypted (spec 9.2, 9.3).
//!
//! A sum over too few ballots says how those few voted. So cells below the smallest count are joined by a rule that
//! leaves nobody a choice, and a group is never split again: two decrypted sums that differ by a few ballots would
//! say how those few voted (threats: differencing).

use election::{BoothNumber, DusunNumber, TpsNumber};
use serde::{Deserialize, Serialize};

/// The counted ballots of one token list, within its village.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cell {
    /// Polling place.
    pub tps: TpsNumber,
    /// Booth.
    pub booth: BoothNumber,
    /// Dusun of the list, 0 = not bound.
    pub dusun: DusunNumber,
    /// Counted ballots.
    pub ballots: u32,
}

/// What may be done with a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GroupStatus {
    /// Large enough: its sums are decrypted.
    Decrypt,
    /// No ballots: 0 for everybody, without shares.
    Empty,
    /// Too few ballots even after joining: never decrypted, the slips decide.
    TooSmall,
}

/// Cells that are decrypted together; cells in definition order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellGroup {
    /// What may be done with it.
    pub status: GroupStatus,
    /// Its cells.
    pub cells: Vec<Cell>,
}

impl CellGroup {
    /// Ballots of all its cells.
    #[must_use]
    pub fn ballots(&self) -> u32 {
        self.cells.iter().fold(0, |sum, cell| sum.saturating_add(cell.ballots))
    }

    fn joined(mut self, other: Self) -> Self {
        self.cells.extend(other.cells);
        self.cells.sort();
        self
    }
}

/// The levels at which cells are joined, narrowest first.
#[derive(Clone, Copy)]
enum Level {
    TpsAndDusun,
    Tps,
    Village,
}

impl Level {
    /// The bucket of a group at this level, if it lies wholly in one.
    fn bucket(self, group: &CellGroup) -> Option<(u16, u8)> {
        let of = |cell: &Cell| match self {
            Self::TpsAndDusun => (cell.tps.get(), cell.dusun.get()),
            Self::Tps => (cell.tps.get(), 0),
            Self::Village => (0, 0),
        };
        let first = of(group.cells.first()?);
        group.cells.iter().all(|cell| of(cell) == first).then_some(first)
    }
}

/// Groups of a village's cells; the cells must be in definition order.
#[must_use]
pub fn group_cells(cells: Vec<Cell>, smallest: u32) -> Vec<CellGroup> {
    let mut groups: Vec<CellGroup> = cells
        .into_iter()
        .map(|cell| CellGroup { status: status_of(cell.ballots, smallest), cells: vec![cell] })
        .collect();
    for level in [Level::TpsAndDusun, Level::Tps, Level::Village] {
        groups = join_level(groups, level, smallest);
    }
    groups
}

fn status_of(ballots: u32, smallest: u32) -> GroupStatus {
    match ballots {
        0 => GroupStatus::Empty,
        n if n < smallest => GroupStatus::TooSmall,
        _ => GroupStatus::Decrypt,
    }
}

fn join_level(groups: Vec<CellGroup>, level: Level, smallest: u32) -> Vec<CellGroup> {
    let mut buckets: Vec<((u16, u8), Vec<CellGroup>)> = Vec::new();
    let mut result = Vec::new();
    for group in groups {
        match level.bucket(&group) {
            None => result.push(group),
            Some(key) => match buckets.iter_mut().find(|(other, _)| *other == key) {
                Some((_, members)) => members.push(group),
                None => buckets.push((key, vec![group])),
            },
        }
    }
    result.extend(buckets.into_iter().flat_map(|(_, members)| join_bucket(members, smallest)));
    result.sort_by(|a, b| a.cells.first().cmp(&b.cells.first()));
    result
}

/// Joins the small groups of one bucket into one and, while that is small, with the least of the large ones.
fn join_bucket(members: Vec<CellGroup>, smallest: u32) -> Vec<CellGroup> {
    let (small, mut rest): (Vec<_>, Vec<_>) =
        members.into_iter().partition(|g| g.status == GroupStatus::TooSmall);
    let Some(mut joined) = small.into_iter().reduce(CellGroup::joined) else {
        return rest;
    };
    if joined.ballots() < smallest {
        let least = rest
            .iter()
            .enumerate()
            .filter(|(_, group)| group.status == GroupStatus::Decrypt)
            .min_by(|(_, a), (_, b)| {
                a.ballots().cmp(&b.ballots()).then_with(|| a.cells.first().cmp(&b.cells.first()))
            })
            .map(|(index, _)| index);
        if let Some(index) = least {
            joined = joined.joined(rest.remove(index));
        }
    }
    joined.status = status_of(joined.ballots(), smallest);
    rest.push(joined);
    rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cell(tps: u32, booth: u32, dusun: u32, ballots: u32) -> Cell {
        Cell {
            tps: tps.try_into().unwrap(),
            booth: booth.try_into().unwrap(),
            dusun: dusun.try_into().unwrap(),
            ballots,
        }
    }

    fn shape(groups: &[CellGroup]) -> Vec<(GroupStatus, Vec<u32>)> {
        groups.iter().map(|g| (g.status, g.cells.iter().map(|c| c.ballots).collect())).collect()
    }

    #[test]
    fn large_cells_stay_alone_and_empty_ones_too() {
        let groups = group_cells(vec![cell(1, 1, 0, 10), cell(1, 2, 0, 0), cell(2, 1, 0, 99)], 10);
        assert_eq!(
            shape(&groups),
            [
                (GroupStatus::Decrypt, vec![10]),
                (GroupStatus::Empty, vec![0]),
                (GroupStatus::Decrypt, vec![99])
            ]
        );
    }

    #[test]
    fn the_dusun_is_kept_before_the_tps_and_the_tps_before_the_village() {
        // Dusun 1 of TPS 1 reaches ten by itself; dusun 2 must join the least large group of the TPS.
        let cells =
            vec![cell(1, 1, 1, 6), cell(1, 1, 2, 3), cell(1, 2, 1, 5), cell(1, 2, 3, 40), cell(2, 1, 1, 50)];
        let groups = group_cells(cells, 10);
        assert_eq!(
            shape(&groups),
            [
                (GroupStatus::Decrypt, vec![6, 3, 5]),
                (GroupStatus::Decrypt, vec![40]),
                (GroupStatus::Decrypt, vec![50])
            ]
        );
    }

    #[test]
    fn small_cells_of_two_tps_meet_in_the_village() {
        let groups = group_cells(vec![cell(1, 1, 0, 4), cell(2, 1, 0, 7), cell(3, 1, 0, 30)], 10);
        assert_eq!(shape(&groups), [(GroupStatus::Decrypt, vec![4, 7]), (GroupStatus::Decrypt, vec![30])]);
    }

    #[test]
    fn a_village_of_nine_ballots_is_not_decrypted() {
        let groups = group_cells(vec![cell(1, 1, 0, 4), cell(2, 1, 0, 5)], 10);
        assert_eq!(shape(&groups), [(GroupStatus::TooSmall, vec![4, 5])]);
    }

    #[test]
    fn of_equal_large_groups_the_first_takes_the_small_one() {
        let groups = group_cells(vec![cell(1, 1, 0, 20), cell(1, 2, 0, 20), cell(1, 3, 0, 1)], 10);
        assert_eq!(shape(&groups), [(GroupStatus::Decrypt, vec![20, 1]), (GroupStatus::Decrypt, vec![20])]);
    }

    proptest! {
        #[test]
        fn groups_partition_the_cells_and_none_decrypted_is_small(
            counts in proptest::collection::vec((1_u32..4, 1_u32..4, 0_u32..3, 0_u32..30), 0..20),
            smallest in 1_u32..15,
        ) {
            let mut cells: Vec<_> = counts.into_iter().map(|(t, b, d, n)| cell(t, b, d, n)).collect();
            cells.sort();
            cells.dedup_by_key(|c| (c.tps, c.booth, c.dusun));
            let groups = group_cells(cells.clone(), smallest);
            let mut seen: Vec<_> = groups.iter().flat_map(|g| g.cells.clone()).collect();
            seen.sort();
            prop_assert_eq!(seen, cells);
            let total: u32 = groups.iter().map(CellGroup::ballots).sum();
            for group in &groups {
                match group.status {
                    GroupStatus::Decrypt => prop_assert!(group.ballots() >= smallest),
                    GroupStatus::Empty => prop_assert_eq!(group.ballots(), 0),
                    // Too small only if the whole village is.
                    GroupStatus::TooSmall => prop_assert!(group.ballots() == total && total < smallest),
                }
            }
        }
    }
}
