//! Contests: who stands, votes by village and polling place, blank and rejected ballots.

use election::Definition;
use election::definition::Village;
use serde_json::{Value, json};
use tally::VillageResult;

use super::units::{area_id, reported, row_id};
use super::{text, village_status};
use crate::figures::{Ballots, VillageFigures};

/// What the blank option is called where it stands against an only candidate.
const EMPTY_COLUMN: &str = "Kolom kosong";

/// The office that a village elects.
pub(super) fn office(definition: &Definition, village: &VillageFigures<'_>) -> Value {
    json!({
        "@type": "ElectionResults.Office",
        "@id": office_id(village.village),
        "Name": text(&office_name(definition, village.village)),
        "ElectionDistrictId": area_id(village.village.code.as_str()),
        "IsPartisan": false,
    })
}

/// Who stands in a village. Nobody is called elected or defeated: that is for those who declare the result.
pub(super) fn candidates(village: &VillageFigures<'_>) -> Vec<Value> {
    let leader = village.settled_leader();
    let one = |option: &Choice| {
        let mut candidate = json!({
            "@type": "ElectionResults.Candidate",
            "@id": candidate_id(village.village, option.number),
            "BallotName": text(&option.name),
        });
        if leader == Some(option.number)
            && let Some(fields) = candidate.as_object_mut()
        {
            fields.insert("PostElectionStatus".to_owned(), "projected-winner".into());
        }
        candidate
    };
    choices(village.village).iter().map(one).collect()
}

/// A village's contest with its votes, as far as they are decrypted.
pub(super) fn contest(definition: &Definition, village: &VillageFigures<'_>) -> Value {
    let defined = village.village;
    let (reported, places) = reported(village);
    let selection = |option: Choice| {
        json!({
            "@type": "ElectionResults.CandidateSelection",
            "@id": format!("sel-{}-{}", defined.code, option.number),
            "CandidateIds": [candidate_id(defined, option.number)],
            "SequenceOrder": option.number,
            "VoteCounts": vote_counts(village, option.number),
        })
    };
    json!({
        "@type": "ElectionResults.CandidateContest",
        "@id": format!("contest-{}", defined.code),
        "ElectionDistrictId": area_id(defined.code.as_str()),
        "Name": format!("Pemilihan {}", office_name(definition, defined)),
        "OfficeIds": [office_id(defined)],
        "VotesAllowed": 1,
        "NumberElected": 1,
        "VoteVariation": "plurality",
        "CountStatus": [village_status(village)],
        "SubUnitsReported": reported,
        "TotalSubUnits": places,
        "ContestSelection": choices(defined).into_iter().map(selection).collect::<Vec<_>>(),
        "OtherCounts": other_counts(village),
    })
}

/// Ballots of a village and of its polling places.
pub(super) fn ballot_counts(village: &VillageFigures<'_>) -> Vec<Value> {
    let count = |unit: String, ballots: Ballots| {
        let decrypted = if village.result().is_some() { ballots.shown() } else { 0 };
        json!({
            "@type": "ElectionResults.BallotCounts",
            "GpUnitId": unit,
            "Type": "total",
            "BallotsCast": ballots.cast(),
            "BallotsRejected": ballots.set_aside,
            "BallotsOutstanding": ballots.counted.saturating_sub(decrypted),
        })
    };
    let own = count(area_id(village.village.code.as_str()), village.ballots());
    let places = village.tps().map(|tps| count(row_id(village, &[tps.number]), tps.ballots));
    std::iter::once(own).chain(places).collect()
}

/// What can be chosen.
struct Choice {
    number: u8,
    name: String,
}

/// The candidates; and the blank option where it can win against an only candidate.
fn choices(village: &Village) -> Vec<Choice> {
    let mut choices: Vec<Choice> =
        village.candidates.iter().map(|c| Choice { number: c.number, name: c.name.clone() }).collect();
    if blank_is_a_choice(village) {
        choices.push(Choice { number: village.option_count(), name: EMPTY_COLUMN.to_owned() });
    }
    choices
}

fn blank_is_a_choice(village: &Village) -> bool {
    village.blank && village.candidates.len() == 1
}

/// Votes of one option, at the village and at each row of polling places.
fn vote_counts(village: &VillageFigures<'_>, option: u8) -> Vec<Value> {
    let count = |(unit, votes): (String, u32)| json!({ "@type": "ElectionResults.VoteCounts", "GpUnitId": unit, "Type": "total", "Count": votes });
    votes(village, option).into_iter().map(count).collect()
}

/// Blank ballots, where they are no choice of their own. Nobody can mark two: the booth takes one choice.
fn other_counts(village: &VillageFigures<'_>) -> Vec<Value> {
    let offered = village.village.blank && !blank_is_a_choice(village.village);
    let blank = if offered { votes(village, village.village.option_count()) } else { Vec::new() };
    let count = |(unit, blank): (String, u32)| json!({ "@type": "ElectionResults.OtherCounts", "GpUnitId": unit, "Undervotes": blank, "Overvotes": 0 });
    blank.into_iter().map(count).collect()
}

/// Unit and votes of an option (from 1).
fn votes(village: &VillageFigures<'_>, option: u8) -> Vec<(String, u32)> {
    let of = |totals: &[u32]| totals.get(usize::from(option).checked_sub(1)?).copied();
    let at = |result: &VillageResult| {
        let own = (area_id(village.village.code.as_str()), of(&result.totals));
        let rows = result.tps.iter().map(|row| (row_id(village, &row.tps), of(&row.totals)));
        std::iter::once(own).chain(rows).filter_map(|(unit, votes)| Some((unit, votes?))).collect()
    };
    village.result().map(at).unwrap_or_default()
}

fn office_name(definition: &Definition, village: &Village) -> String {
    format!("{} {}", definition.content().words.head, village.name)
}

fn office_id(village: &Village) -> String {
    format!("office-{}", village.code)
}

fn candidate_id(village: &Village, number: u8) -> String {
    format!("cand-{}-{number}", village.code)
}
