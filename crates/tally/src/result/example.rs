//! Villages for tests of rules: cells with votes, each decrypted by itself until a test joins them.

use std::collections::BTreeMap;

use election::definition::{BlankAs, CountRules, LargestBy, TieBy, TieRule, Voters};

use crate::count_set::Group;
use crate::groups::{Cell, GroupStatus};
use crate::result::figures::{BoothFigures, DusunFigures};
use crate::result::ties::Field;

/// A cell: TPS, booth, dusun, DPT, votes of three candidates.
pub(crate) type CellVotes = (u32, u32, u32, u32, [u32; 3]);

/// What a field shows.
#[derive(Debug, Clone)]
pub(crate) struct Example {
    pub(crate) rules: CountRules,
    pub(crate) groups: Vec<Group>,
    pub(crate) totals: BTreeMap<u32, Vec<u32>>,
    pub(crate) booths: Vec<BoothFigures>,
    pub(crate) dusun: Vec<DusunFigures>,
}

pub(crate) const fn men(male: u32) -> Voters {
    Voters { male, female: 0 }
}

impl Example {
    /// Counted cells; nobody has said how many voters came.
    pub(crate) fn new(ties: &[TieBy], cells: &[CellVotes]) -> Self {
        let rule = |by: &TieBy| TieRule { by: *by, article: format!("Pasal {by:?}") };
        let mut example = Self {
            rules: CountRules {
                smallest_cell: 1,
                blank_as: BlankAs::Separate,
                largest_by: LargestBy::Registered,
                ties: ties.iter().map(rule).collect(),
            },
            groups: Vec::new(),
            totals: BTreeMap::new(),
            booths: Vec::new(),
            dusun: Vec::new(),
        };
        (1..).zip(cells).for_each(|(group, cell)| example.add(group, cell));
        example
    }

    fn add(&mut self, group: u32, (tps, booth, dusun, registered, votes): &CellVotes) {
        let ballots = votes.iter().sum();
        let cell = Cell {
            tps: (*tps).try_into().unwrap(),
            booth: (*booth).try_into().unwrap(),
            dusun: (*dusun).try_into().unwrap(),
            ballots,
        };
        let booths = &mut self.booths;
        if !booths.iter().any(|b| b.tps == cell.tps && b.booth == cell.booth) {
            booths.push(unknown_booth(&cell));
        }
        let own = booths.iter_mut().find(|b| b.tps == cell.tps && b.booth == cell.booth).unwrap();
        own.registered = own.registered.plus(men(*registered));
        if *dusun > 0 {
            if !self.dusun.iter().any(|d| d.number == cell.dusun) {
                let (number, name, registered) = (cell.dusun, String::new(), men(0));
                self.dusun.push(DusunFigures { number, name, registered, ballots: 0, present: None });
            }
            let own = self.dusun.iter_mut().find(|d| d.number == cell.dusun).unwrap();
            own.registered = own.registered.plus(men(*registered));
        }
        let status = if ballots == 0 { GroupStatus::Empty } else { GroupStatus::Decrypt };
        self.groups.push(Group { group, cells: vec![cell], ballots, status, sums: Vec::new() });
        self.totals.insert(group, votes.to_vec());
    }

    /// Joins the second group to the first, as if it had been too small.
    pub(crate) fn join(&mut self, first: usize, second: usize) {
        let other = self.groups.remove(second);
        let group = &mut self.groups[first];
        group.cells.extend(other.cells);
        group.ballots += other.ballots;
        let votes = self.totals.remove(&other.group).unwrap();
        let sums = self.totals.get_mut(&group.group).unwrap();
        sums.iter_mut().zip(votes).for_each(|(sum, votes)| *sum += votes);
    }

    pub(crate) fn field(&self) -> Field<'_> {
        Field {
            rules: &self.rules,
            groups: &self.groups,
            totals: &self.totals,
            booths: &self.booths,
            dusun: &self.dusun,
        }
    }
}

fn unknown_booth(cell: &Cell) -> BoothFigures {
    BoothFigures {
        tps: cell.tps,
        booth: cell.booth,
        registered: men(0),
        present: None,
        dptb: None,
        attendance: None,
        cast: 0,
        challenged: 0,
        cancelled: 0,
        tokens: None,
        slips: None,
        mismatches: Vec::new(),
        reason: None,
        doubt: None,
    }
}
