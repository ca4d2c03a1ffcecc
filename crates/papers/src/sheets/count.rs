//! *Berita acara penghitungan suara*: the count of a village, with its outcome.

use election::VillageCode;
use election::definition::BlankAs;
use serde::Serialize;
use tally::{BLANK, VillageResult};

use super::minutes::{Lack, MinutesError, Row, Told, VoterRow};
use super::{Heading, SheetError, Text, groups};
use crate::figures::{VerifiedElection, VillageFigures, joined};
use crate::page;
use crate::words;

/// The minutes of a village's count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CountMinutes {
    heading: Heading,
    told: Told,
    voters: Vec<VoterRow>,
    votes: Vec<VoteRow>,
    sums: Vec<Row>,
    /// Ballots that are in no sum, and why; empty if there are none.
    outside: Vec<Row>,
    /// Heads of the columns of `places`.
    columns: Vec<String>,
    places: Vec<PlaceRow>,
    outcome: Vec<String>,
    decisions: Vec<String>,
    /// Whether the outcome may still change.
    is_final: bool,
    /// Hash of the count set, in groups.
    set: Vec<String>,
    /// The election's root, in groups, once it is fixed.
    root: Option<Vec<String>>,
    signers: Vec<String>,
}

/// Votes of one option.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct VoteRow {
    /// *Nomor urut*; none: blank.
    number: Option<u8>,
    name: String,
    votes: String,
    words: String,
}

/// Votes at a polling place, or at several that a group joins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlaceRow {
    tps: String,
    votes: Vec<String>,
    ballots: String,
}

impl CountMinutes {
    /// Of a village of a verified record.
    ///
    /// # Errors
    /// [`MinutesError`].
    pub fn of(election: &VerifiedElection<'_>, code: &VillageCode) -> Result<Self, MinutesError> {
        let heading = Heading::of(election.definition(), code)?;
        let unknown = || SheetError::Village { code: code.clone() };
        let village = election.villages().find(|of| of.village.code == *code).ok_or_else(unknown)?;
        let mut lacks = lacking(&village);
        let told = match Told::of(election, &village, None) {
            Ok(told) => Some(told),
            Err(MinutesError::Incomplete(more)) => {
                lacks.extend(more);
                None
            }
            Err(error) => return Err(error),
        };
        match (told, village.result()) {
            (Some(told), Some(result)) if lacks.is_empty() => {
                Self::made(heading, told, (election, &village, result))
            }
            _ => Err(MinutesError::Incomplete(lacks)),
        }
    }

    fn made(
        heading: Heading,
        told: Told,
        (election, village, result): (&VerifiedElection<'_>, &VillageFigures<'_>, &VillageResult),
    ) -> Result<Self, MinutesError> {
        let merged = village.merged;
        let votes = votes(result)?;
        let decisions = merged.decisions.iter().map(|line| {
            let decision = &line.decision;
            let reason = Text::Stated.checked(&decision.reason)?;
            Ok(format!("nomor {} ({}): {reason}", decision.number, decision.kind.as_str()))
        });
        let signers = merged.note.iter().flat_map(|note| note.signatures());
        Ok(Self {
            voters: voters(result),
            sums: sums(result),
            outside: outside(result),
            columns: votes.iter().map(column).collect(),
            places: result.tps.iter().map(PlaceRow::of).collect(),
            outcome: page::outcome_lines(village.village, merged),
            decisions: decisions.collect::<Result<_, SheetError>>()?,
            is_final: result.outcome.r#final,
            set: groups(merged.hash.as_bytes()),
            root: election.root().map(|_| groups(election.merged().root.as_bytes())),
            signers: signers.map(|signature| signature.name().to_string()).collect(),
            votes,
            heading,
            told,
        })
    }

    pub(super) const fn heading(&self) -> &Heading {
        &self.heading
    }
}

fn lacking(village: &VillageFigures<'_>) -> Vec<Lack> {
    let open = village.merged.set.booths.iter().filter(|line| !line.is_settled());
    let mut lacks: Vec<Lack> = open.map(|line| Lack::Log { tps: line.tps, booth: line.booth }).collect();
    if lacks.is_empty() && (village.result().is_none() || !village.merged.is_complete()) {
        lacks.push(Lack::Result);
    }
    let unknown = village.result().into_iter().flat_map(|result| &result.booths);
    let unknown = unknown.filter(|booth| booth.present.is_none());
    lacks.extend(unknown.map(|booth| Lack::Attendance { tps: booth.tps, booth: booth.booth }));
    lacks
}

fn voters(result: &VillageResult) -> Vec<VoterRow> {
    vec![
        VoterRow::new("Pemilih dalam DPT", result.registered),
        VoterRow::new("Pemilih tambahan (DPTb)", result.dptb.unwrap_or_default()),
        VoterRow::new("Pemilih hadir", result.present.unwrap_or_default()),
    ]
}

fn votes(result: &VillageResult) -> Result<Vec<VoteRow>, SheetError> {
    let of = |(option, votes): (&tally::OptionName, &u32)| {
        let (number, name) = match (option.name == BLANK, result.blank_as) {
            (false, _) => (Some(option.option), Text::Stated.checked(&option.name)?),
            (true, BlankAs::Separate) => (None, "Suara kosong"),
            (true, BlankAs::Invalid) => (None, "Suara tidak sah"),
        };
        let number_of = u64::from(*votes);
        Ok(VoteRow {
            number,
            name: name.to_owned(),
            votes: words::number(number_of),
            words: words::terbilang(number_of),
        })
    };
    result.options.iter().zip(&result.totals).map(of).collect()
}

/// Head of an option's column: its number, or that it is blank.
fn column(row: &VoteRow) -> String {
    row.number.map_or_else(|| row.name.clone(), |number| number.to_string())
}

fn sums(result: &VillageResult) -> Vec<Row> {
    let blank = match result.blank_as {
        BlankAs::Separate => "Suara kosong",
        BlankAs::Invalid => "Suara tidak sah",
    };
    vec![
        Row::new("Suara sah", result.valid.into()),
        Row::new(blank, result.blank.into()),
        Row::new("Jumlah seluruh suara", result.all.into()),
    ]
}

/// What is cast, or could be, and is in no sum.
fn outside(result: &VillageResult) -> Vec<Row> {
    let small = result.ballots.saturating_sub(result.all);
    let booths: u64 = result.booths.iter().filter_map(|booth| booth.doubt).map(u64::from).sum();
    let rows = [
        ("Suara yang disisihkan", u64::from(result.set_aside.saturating_sub(small))),
        ("Suara dalam kelompok terlalu kecil untuk dibuka (dihitung dari struk)", small.into()),
        ("Suara paling banyak di bilik yang tidak dihitung", booths),
        ("Suara yang ditemukan kemudian", result.late.into()),
    ];
    rows.into_iter()
        .filter(|(_, number)| *number > 0)
        .map(|(label, number)| Row::new(label, number))
        .collect()
}

impl PlaceRow {
    fn of(row: &tally::TpsTotals) -> Self {
        Self {
            tps: joined(&row.tps),
            votes: row.totals.iter().map(|votes| words::number((*votes).into())).collect(),
            ballots: words::number(row.ballots.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use tally::VerifyReport;

    use super::super::tests::{STATED, record};
    use super::*;

    fn minutes(report: &VerifyReport) -> Result<CountMinutes, MinutesError> {
        let election = VerifiedElection::of(report).unwrap();
        let village = &election.definition().villages()[0].code;
        CountMinutes::of(&election, village)
    }

    #[test]
    fn minutes_say_what_the_record_and_the_committee_say() {
        let data = serde_json::to_value(minutes(&record(Some(STATED))).unwrap()).unwrap();
        let votes = |at: usize| (data["votes"][at]["name"].as_str(), data["votes"][at]["words"].as_str());
        assert_eq!(votes(0), (Some("Siti Aminah"), Some("empat")));
        assert_eq!(votes(2), (Some("Suara kosong"), Some("satu")));
        assert_eq!(data["sums"][2]["number"], "8");
        assert_eq!(data["outside"], serde_json::json!([]));
        assert_eq!(data["outcome"], serde_json::json!(["Suara terbanyak: 1. Siti Aminah, selisih 1 suara."]));
        assert_eq!(
            data["places"][1],
            serde_json::json!({ "tps": "2", "votes": ["1", "2", "1"], "ballots": "4" })
        );
        let objected = &data["told"]["objections"][0];
        assert_eq!(objected["by"], "Yanti, saksi calon 1 Siti Aminah");
        assert_eq!(objected["answer"], "Salinan sudah diberikan");
        assert_eq!((&data["is_final"], data["signers"].as_array().unwrap().len()), (&true.into(), 2));
    }

    #[test]
    fn without_the_peoples_part_there_are_no_minutes() {
        let error = minutes(&record(None)).unwrap_err();
        assert_eq!(error, MinutesError::Incomplete(vec![Lack::Minutes { tps: None }]));
    }
}
