//! Sums over villages, districts and regencies (spec 10.4).

use std::collections::BTreeMap;

use election::definition::{Definition, Village, Voters};
use election::{ElectionId, Mode, VillageCode};
use serde::{Deserialize, Serialize};

use crate::count_set::CountSet;
use crate::result::{SUMMARY_FORMAT, VillageResult};

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
