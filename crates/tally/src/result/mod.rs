//! Results of a village and sums over districts and regencies (spec 10.4, 10.5).

#[cfg(test)]
mod example;
mod figures;
mod outcome;
mod summary;
mod ties;

use election::definition::{BlankAs, Village, Voters};
use election::{ElectionId, Mode, SetHash, TpsNumber, VillageCode};
use serde::{Deserialize, Serialize};

pub use self::figures::{AttendanceSource, BoothFigures, DusunFigures, Identity};
pub(crate) use self::figures::{closed_logs, doubt_of};
pub use self::outcome::{IgnoredDecision, NotFinal, Outcome, OutcomeKind, WhyIgnored};
pub(crate) use self::summary::summary;
pub use self::summary::{AreaLine, Summary};
pub use self::ties::{Came, Place, Tie, TieDecided, TieStep, Unanswered};
use crate::count_set::CountSet;
use crate::evidence::Evidence;
use crate::merge::VillageMerge;
use figures::Figures;
use outcome::Doubt;
use ties::{Field, TieDecision};

/// First key of a village's result.
pub(crate) const FORMAT: &str = "pilkades/result/v1";
/// First key of the sums over villages.
pub(crate) const SUMMARY_FORMAT: &str = "pilkades/results/v1";
/// Name of the blank option in result files.
pub const BLANK: &str = "blank";

/// A village's decrypted result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VillageResult {
    /// Always `pilkades/result/v1`.
    pub format: String,
    /// Mode of the election.
    pub mode: Mode,
    /// The election.
    pub election: ElectionId,
    /// The village.
    pub village: VillageCode,
    /// The count set that was decrypted.
    pub set: SetHash,
    /// DPT.
    pub registered: Voters,
    /// Voters who came, if it is known of all booths.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub present: Option<Voters>,
    /// Voters added on the day (*DPTb*), likewise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dptb: Option<Voters>,
    /// Counted ballots, those of groups that are too small included.
    pub ballots: u32,
    /// The options in ballot order.
    pub options: Vec<OptionName>,
    /// Decrypted groups.
    pub groups: Vec<GroupTotals>,
    /// Polling places; several together where a group spans them.
    pub tps: Vec<TpsTotals>,
    /// Votes for each option.
    pub totals: Vec<u32>,
    /// Votes for candidates.
    pub valid: u32,
    /// Blank ballots.
    pub blank: u32,
    /// Whether they are reported apart (*suara kosong*) or as *suara tidak sah*.
    pub blank_as: BlankAs,
    /// *Jumlah seluruh suara*: valid and blank together, all that was decrypted.
    pub all: u32,
    /// Cast ballots of counted logs that are not counted, and ballots of groups that are too small.
    pub set_aside: u32,
    /// Booths that are not counted, those left out by decision included.
    pub uncounted_booths: u32,
    /// Cast ballots that came to light after the set was signed, of logs about which the committee had decided.
    pub late: u32,
    /// Figures of every booth.
    pub booths: Vec<BoothFigures>,
    /// Figures of every dusun.
    pub dusun: Vec<DusunFigures>,
    /// Who won, as far as the record tells.
    pub outcome: Outcome,
}

/// Number and name of an option.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OptionName {
    /// From 1.
    pub option: u8,
    /// Name of the candidate, or [`BLANK`].
    pub name: String,
}

/// Votes of one group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GroupTotals {
    /// Number of the group.
    pub group: u32,
    /// Its ballots.
    pub ballots: u32,
    /// Votes for each option.
    pub totals: Vec<u32>,
}

/// Votes of one polling place, or of several that a group joins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TpsTotals {
    /// The polling places.
    pub tps: Vec<TpsNumber>,
    /// Decrypted ballots.
    pub ballots: u32,
    /// Votes for each option.
    pub totals: Vec<u32>,
}

/// A village's result from its count set and decrypted totals; `None` while a group lacks shares.
#[must_use]
pub(crate) fn village_result(
    evidence: &Evidence,
    village: &Village,
    merged: &VillageMerge,
    totals: &crate::shares::Totals,
) -> Option<VillageResult> {
    if !totals.lacking.is_empty() {
        return None;
    }
    let (set, late) = (&merged.set, merged.late_ballots);
    let definition = evidence.definition();
    let groups = group_totals(set, totals);
    let all = add_all(groups.iter().map(|g| &g.totals), usize::from(village.option_count()));
    let blank = if village.blank { all.last().copied().unwrap_or_default() } else { 0 };
    let valid = sum(all.iter().take(village.candidates.len()).copied());
    let figures = Figures::of(evidence, village, merged);
    let doubt = Doubt::of(set, &figures.booths, late);
    let field = Field {
        rules: &village.rules,
        groups: &set.groups,
        totals: &totals.by_group,
        booths: &figures.booths,
        dusun: &figures.dusun,
    };
    let mut outcome = Outcome::by_votes(village.candidates.len(), &all, doubt);
    outcome.settle(&field, TieDecision::of(evidence, &village.code).as_ref());
    Some(VillageResult {
        format: FORMAT.to_owned(),
        mode: definition.mode(),
        election: definition.id(),
        village: village.code.clone(),
        set: merged.hash,
        registered: village.registered(),
        present: figures.present(),
        dptb: figures.dptb(),
        ballots: set.ballots(),
        options: options(village),
        tps: tps_totals(set, totals, usize::from(village.option_count())),
        groups,
        valid,
        blank,
        blank_as: village.rules.blank_as,
        all: valid.saturating_add(blank),
        set_aside: doubt.set_aside.saturating_add(doubt.small_groups),
        uncounted_booths: sum(figures.booths.iter().filter(|booth| booth.doubt.is_some()).map(|_| 1)),
        late,
        booths: figures.booths,
        dusun: figures.dusun,
        outcome,
        totals: all,
    })
}

/// The options of a village with their names, in ballot order.
#[must_use]
pub fn options(village: &Village) -> Vec<OptionName> {
    let names =
        village.candidates.iter().map(|c| c.name.clone()).chain(village.blank.then(|| BLANK.to_owned()));
    (1..).zip(names).map(|(option, name)| OptionName { option, name }).collect()
}

fn sum(numbers: impl Iterator<Item = u32>) -> u32 {
    numbers.fold(0, u32::saturating_add)
}

fn add_all<'a>(rows: impl Iterator<Item = &'a Vec<u32>>, width: usize) -> Vec<u32> {
    rows.fold(vec![0; width], |mut all, row| {
        all.iter_mut().zip(row).for_each(|(a, b)| *a = a.saturating_add(*b));
        all
    })
}

fn group_totals(set: &CountSet, totals: &crate::shares::Totals) -> Vec<GroupTotals> {
    let of = |group: &crate::count_set::Group| {
        let totals = totals.by_group.get(&group.group)?.clone();
        Some(GroupTotals { group: group.group, ballots: group.ballots, totals })
    };
    set.groups.iter().filter_map(of).collect()
}

/// Sums by polling place; polling places that a group joins stand in one row.
fn tps_totals(set: &CountSet, totals: &crate::shares::Totals, width: usize) -> Vec<TpsTotals> {
    let mut rows: Vec<TpsTotals> = Vec::new();
    for group in &set.groups {
        let Some(numbers) = totals.by_group.get(&group.group) else { continue };
        let mut row = TpsTotals {
            tps: group.cells.iter().map(|cell| cell.tps).collect(),
            ballots: group.ballots,
            totals: numbers.clone(),
        };
        let (met, apart): (Vec<_>, Vec<_>) =
            rows.into_iter().partition(|other| other.tps.iter().any(|tps| row.tps.contains(tps)));
        for other in met {
            row.tps.extend(other.tps);
            row.ballots = row.ballots.saturating_add(other.ballots);
            row.totals = add_all([&row.totals, &other.totals].into_iter(), width);
        }
        row.tps.sort();
        row.tps.dedup();
        rows = apart;
        rows.push(row);
    }
    rows.sort_by(|a, b| a.tps.cmp(&b.tps));
    rows
}
