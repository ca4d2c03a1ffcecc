//! Results of a village and sums over districts and regencies (spec 10.4).

use std::collections::BTreeMap;

use election::definition::{Definition, Village, Voters};
use election::{ElectionId, ListId, Mode, SetHash, TpsNumber, VillageCode};
use serde::{Deserialize, Serialize};

use crate::count_set::{CountSet, Reason};
use crate::groups::GroupStatus;

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
    /// Cast ballots of counted logs that are not counted, and ballots of groups that are too small.
    pub set_aside: u32,
    /// Booths that are not counted.
    pub uncounted_booths: u32,
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

/// Kinds of outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OutcomeKind {
    /// One candidate has most votes.
    Winner,
    /// Several candidates have most votes: the rules of the definition decide.
    Tie,
    /// Nobody has a vote, or the only candidate does not exceed the blank ballots.
    Open,
}

/// Why an outcome is not final.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NotFinal {
    /// Ballots set aside could change it.
    SetAside,
    /// Booths that are not counted could change it.
    UncountedBooths,
    /// Groups that are too small to decrypt could change it.
    SmallGroups,
    /// A tie needs the rules of the definition.
    Tie,
    /// No candidate leads.
    NoLead,
}

/// Who leads and whether that can still change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    /// What kind.
    pub kind: OutcomeKind,
    /// The leading candidates.
    pub candidates: Vec<u8>,
    /// Votes by which the first leads the second.
    pub margin: u32,
    /// Whether nothing that is set aside could change it.
    pub r#final: bool,
    /// Why not final.
    pub reasons: Vec<NotFinal>,
}

/// A village's result from its count set and decrypted totals; `None` while a group lacks shares.
#[must_use]
pub(crate) fn village_result(
    definition: &Definition,
    village: &Village,
    set: (&CountSet, SetHash),
    totals: &crate::shares::Totals,
) -> Option<VillageResult> {
    if !totals.lacking.is_empty() {
        return None;
    }
    let (set, hash) = set;
    let groups = group_totals(set, totals);
    let all = add_all(groups.iter().map(|g| &g.totals), usize::from(village.option_count()));
    let blank = if village.blank { all.last().copied().unwrap_or_default() } else { 0 };
    let valid = sum(all.iter().take(village.candidates.len()).copied());
    let doubt = Doubt::of(definition, village, set);
    Some(VillageResult {
        format: FORMAT.to_owned(),
        mode: definition.mode(),
        election: definition.id(),
        village: village.code.clone(),
        set: hash,
        registered: village.registered(),
        ballots: set.ballots(),
        options: options(village),
        tps: tps_totals(set, totals, usize::from(village.option_count())),
        groups,
        valid,
        blank,
        set_aside: doubt.set_aside.saturating_add(doubt.small_groups),
        uncounted_booths: doubt.booths,
        outcome: outcome(village, &all, &doubt),
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

/// How many votes could still come to light.
struct Doubt {
    set_aside: u32,
    small_groups: u32,
    booths: u32,
    booth_tokens: u32,
}

impl Doubt {
    fn of(definition: &Definition, village: &Village, set: &CountSet) -> Self {
        let uncounted: Vec<_> = set.booths.iter().filter(|b| !b.is_counted()).collect();
        let of_counted = |reason: Reason| {
            matches!(
                reason,
                Reason::NotInList | Reason::TokenUsed | Reason::InvalidProof | Reason::TokenExchanged
            )
        };
        let tokens_of = |id: &ListId| {
            let here = id.booth.village == village.code;
            here && uncounted.iter().any(|b| b.tps == id.booth.tps && b.booth == id.booth.booth)
        };
        Self {
            set_aside: sum(set.set_aside.iter().filter(|s| of_counted(s.reason)).map(|_| 1)),
            small_groups: sum(set
                .groups
                .iter()
                .filter(|g| g.status == GroupStatus::TooSmall)
                .map(|g| g.ballots)),
            booths: sum(uncounted.iter().map(|_| 1)),
            booth_tokens: sum(definition
                .lists()
                .filter(|(id, _)| tokens_of(id))
                .map(|(_, list)| list.tokens)),
        }
    }

    fn votes(&self) -> u32 {
        sum([self.set_aside, self.small_groups, self.booth_tokens].into_iter())
    }
}

fn outcome(village: &Village, totals: &[u32], doubt: &Doubt) -> Outcome {
    let mut ranked: Vec<(u32, u8)> = totals.iter().copied().zip(1..).take(village.candidates.len()).collect();
    ranked.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    let best = ranked.first().map_or(0, |(votes, _)| *votes);
    // The only candidate stands against the blank ballots (kolom kosong).
    let rival = match ranked.get(1) {
        Some((votes, _)) => *votes,
        None => totals.get(1).copied().unwrap_or_default(),
    };
    let leaders: Vec<u8> =
        ranked.iter().take_while(|(votes, _)| *votes == best).map(|(_, number)| *number).collect();
    let kind = if best == 0 || (ranked.len() == 1 && best <= rival) {
        OutcomeKind::Open
    } else if leaders.len() > 1 {
        OutcomeKind::Tie
    } else {
        OutcomeKind::Winner
    };
    let margin = best.saturating_sub(rival);
    let mut reasons = match kind {
        OutcomeKind::Winner => Vec::new(),
        OutcomeKind::Tie => vec![NotFinal::Tie],
        OutcomeKind::Open => vec![NotFinal::NoLead],
    };
    if margin <= doubt.votes() {
        let causes = [
            (doubt.set_aside, NotFinal::SetAside),
            (doubt.booth_tokens, NotFinal::UncountedBooths),
            (doubt.small_groups, NotFinal::SmallGroups),
        ];
        reasons.extend(causes.into_iter().filter(|(votes, _)| *votes > 0).map(|(_, reason)| reason));
    }
    reasons.sort();
    let candidates = if kind == OutcomeKind::Open { Vec::new() } else { leaders };
    Outcome { kind, candidates, margin, r#final: reasons.is_empty(), reasons }
}

/// Sums over villages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Summary {
    /// Always `pilkades/results/v1`.
    pub format: String,
    /// Mode of the election.
    pub mode: Mode,
    /// The election.
    pub election: ElectionId,
    /// Every village of the definition.
    pub villages: Vec<AreaLine>,
    /// *Kecamatan*.
    pub districts: Vec<AreaLine>,
    /// *Kabupaten*.
    pub regencies: Vec<AreaLine>,
}

/// One village, district or regency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AreaLine {
    /// Ministry code: 10 digits for a village, 6 for a district, 4 for a regency.
    pub code: String,
    /// Name.
    pub name: String,
    /// DPT.
    pub registered: Voters,
    /// Counted ballots.
    pub ballots: u32,
    /// Votes for candidates, of decrypted villages.
    pub valid: u32,
    /// Blank ballots, of decrypted villages.
    pub blank: u32,
    /// Villages in it.
    pub villages: u32,
    /// Villages whose booths are all counted and whose result is decrypted.
    pub complete: u32,
}

/// Sums over all villages from their newest count sets and results.
#[must_use]
pub(crate) fn summary(
    definition: &Definition,
    villages: &BTreeMap<VillageCode, (CountSet, Option<VillageResult>)>,
) -> Summary {
    let lines: Vec<(&Village, AreaLine)> =
        definition.villages().iter().map(|v| (v, village_line(v, villages.get(&v.code)))).collect();
    let area = |digits: usize, name: fn(&Village) -> &str| {
        let mut areas: BTreeMap<String, AreaLine> = BTreeMap::new();
        for (village, line) in &lines {
            let code: String = village.code.as_str().chars().take(digits).collect();
            add_line(areas.entry(code.clone()).or_insert_with(|| empty_line(code, name(village))), line);
        }
        areas.into_values().collect()
    };
    let districts = area(6, |v| &v.district);
    let regencies = area(4, |v| &v.regency);
    Summary {
        format: SUMMARY_FORMAT.to_owned(),
        mode: definition.mode(),
        election: definition.id(),
        villages: lines.into_iter().map(|(_, line)| line).collect(),
        districts,
        regencies,
    }
}

fn empty_line(code: String, name: &str) -> AreaLine {
    AreaLine {
        code,
        name: name.to_owned(),
        registered: Voters::default(),
        ballots: 0,
        valid: 0,
        blank: 0,
        villages: 0,
        complete: 0,
    }
}

fn village_line(village: &Village, found: Option<&(CountSet, Option<VillageResult>)>) -> AreaLine {
    let mut line = empty_line(village.code.to_string(), &village.name);
    line.registered = village.registered();
    line.villages = 1;
    if let Some((set, result)) = found {
        line.ballots = set.ballots();
        line.valid = result.as_ref().map_or(0, |r| r.valid);
        line.blank = result.as_ref().map_or(0, |r| r.blank);
        line.complete = u32::from(set.is_complete() && result.is_some());
    }
    line
}

fn add_line(area: &mut AreaLine, line: &AreaLine) {
    area.registered.male = area.registered.male.saturating_add(line.registered.male);
    area.registered.female = area.registered.female.saturating_add(line.registered.female);
    area.ballots = area.ballots.saturating_add(line.ballots);
    area.valid = area.valid.saturating_add(line.valid);
    area.blank = area.blank.saturating_add(line.blank);
    area.villages = area.villages.saturating_add(line.villages);
    area.complete = area.complete.saturating_add(line.complete);
}
