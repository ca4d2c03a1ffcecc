//! *Berita acara pemungutan suara*: the polls at one polling place.

use ballot_log::{Closed, Moment, Opened};
use election::definition::Voters;
use election::{TpsNumber, VillageCode};
use serde::Serialize;

use super::minutes::{Lack, MinutesError, Row, Told, VoterRow};
use super::{Heading, SheetError, Text};
use crate::figures::{OneBooth, TpsFigures, VerifiedElection, VillageFigures};
use crate::words::Time;

/// Hexadecimal digits of a key or program by which people compare it.
const SHOWN_DIGITS: usize = 16;

/// The minutes of the polls at one polling place. Votes are not in it: they are counted for the village.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PollsMinutes {
    heading: Heading,
    tps: u16,
    told: Told,
    voters: Vec<VoterRow>,
    tokens: Vec<Row>,
    ballots: Vec<Row>,
    booths: Vec<BoothRow>,
    /// The officers' reasons where figures do not agree.
    reasons: Vec<String>,
}

/// One booth.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BoothRow {
    booth: u16,
    /// *Cadangan* and the like; empty for an ordinary booth that counts.
    remark: String,
    key: String,
    program: String,
    opened: String,
    closed: String,
    cast: String,
}

impl PollsMinutes {
    /// Of a polling place of a verified record.
    ///
    /// # Errors
    /// [`MinutesError`].
    pub fn of(
        election: &VerifiedElection<'_>,
        code: &VillageCode,
        number: TpsNumber,
    ) -> Result<Self, MinutesError> {
        let heading = Heading::of(election.definition(), code)?;
        let unknown = || SheetError::Village { code: code.clone() };
        let village = election.villages().find(|of| of.village.code == *code).ok_or_else(unknown)?;
        let tps = village.tps().find(|tps| tps.number == number).ok_or_else(unknown)?;
        let told = Told::of(election, &village, Some(number));
        let booths: Vec<OneBooth<'_>> = village.booths().filter(|booth| booth.id.tps == number).collect();
        let mut lacks = lacking(&village, &booths);
        let told = match told {
            Ok(told) if lacks.is_empty() => told,
            Err(MinutesError::Incomplete(more)) => {
                lacks.extend(more);
                return Err(MinutesError::Incomplete(lacks));
            }
            Err(error) => return Err(error),
            Ok(_) => return Err(MinutesError::Incomplete(lacks)),
        };
        let rows = booths.iter().map(|booth| BoothRow::of(&village, booth)).collect();
        Ok(Self {
            heading,
            tps: number.get(),
            voters: voters(&tps, &told),
            tokens: tokens(&booths, &tps),
            ballots: ballots(&booths, &tps),
            booths: rows,
            reasons: reasons(&booths)?,
            told,
        })
    }

    pub(super) const fn heading(&self) -> &Heading {
        &self.heading
    }

    pub(super) const fn tps(&self) -> u16 {
        self.tps
    }
}

/// What must be known of each booth.
fn lacking(village: &VillageFigures<'_>, booths: &[OneBooth<'_>]) -> Vec<Lack> {
    if village.result().is_none() {
        return vec![Lack::Result];
    }
    let mut lacks = Vec::new();
    for OneBooth { id, line, figures, .. } in booths {
        let (tps, booth) = (id.tps, id.booth);
        if !line.is_settled() {
            lacks.push(Lack::Log { tps, booth });
        } else if figures.is_none_or(|figures| figures.present.is_none()) {
            lacks.push(Lack::Attendance { tps, booth });
        }
    }
    lacks
}

fn voters(tps: &TpsFigures<'_>, told: &Told) -> Vec<VoterRow> {
    let known = |voters: Option<Voters>| voters.unwrap_or_default();
    vec![
        VoterRow::new("Pemilih dalam DPT", tps.registered),
        VoterRow::new("Pemilih tambahan (DPTb)", known(tps.dptb)),
        VoterRow::new("Pemilih hadir", known(tps.present)),
        VoterRow::new("Di antaranya penyandang disabilitas", known(told.disabled)),
    ]
}

/// Sum over the booths.
fn sum(booths: &[OneBooth<'_>], of: impl Fn(&OneBooth<'_>) -> u32) -> u64 {
    booths.iter().map(|booth| u64::from(of(booth))).sum()
}

/// Token slips, which stand where ballot papers stood.
fn tokens(booths: &[OneBooth<'_>], tps: &TpsFigures<'_>) -> Vec<Row> {
    let slips = |of: fn(ballot_log::Tokens) -> u32| {
        sum(booths, |booth| booth.figures.and_then(|figures| figures.tokens).map_or(0, of))
    };
    let used = sum(booths, |booth| booth.line.cast) + u64::from(tps.challenged);
    vec![
        Row::new("Token diterima", slips(|tokens| tokens.received)),
        Row::new("Token dipakai (memilih dan uji mesin)", used),
        Row::new("Token ditukar", slips(|tokens| tokens.exchanged)),
        Row::new("Token rusak", slips(|tokens| tokens.spoiled)),
        Row::new("Token sisa", slips(|tokens| tokens.unused)),
    ]
}

/// What the booths hold, and the slips in the boxes.
fn ballots(booths: &[OneBooth<'_>], tps: &TpsFigures<'_>) -> Vec<Row> {
    let slips = |of: fn(ballot_log::Slips) -> u32| {
        sum(booths, |booth| booth.figures.and_then(|figures| figures.slips).map_or(0, of))
    };
    vec![
        Row::new("Suara tersimpan", sum(booths, |booth| booth.line.cast)),
        Row::new("Uji mesin (tidak dihitung)", tps.challenged.into()),
        Row::new("Dibatalkan sebelum dikirim", tps.cancelled.into()),
        Row::new("Struk SAH dalam kotak audit", slips(|slips| slips.sah)),
        Row::new("Struk BATAL", slips(|slips| slips.batal)),
    ]
}

fn reasons(booths: &[OneBooth<'_>]) -> Result<Vec<String>, SheetError> {
    let of = |booth: &OneBooth<'_>| {
        let reason = booth.figures.and_then(|figures| figures.reason.as_deref())?;
        let number = booth.id.booth;
        Some(Text::Stated.checked(reason).map(|reason| format!("Bilik {number}: {reason}")))
    };
    booths.iter().filter_map(of).collect()
}

impl BoothRow {
    fn of(village: &VillageFigures<'_>, booth: &OneBooth<'_>) -> Self {
        let (opened, closed) = village.merged.polls(&booth.id);
        let start = |text: String| text.chars().take(SHOWN_DIGITS).collect::<String>();
        let at = |moment: Option<&Moment>| {
            moment.and_then(Time::of).map_or_else(|| "-".to_owned(), |time| time.in_figures())
        };
        let remark = match (booth.booth.spare, booth.line.is_counted()) {
            (false, true) => "",
            (true, true) if booth.line.cast > 0 => "cadangan, dipakai",
            (true, _) => "cadangan, tidak dipakai",
            (false, false) => "tidak dihitung (keputusan panitia)",
        };
        let program = opened.map(|opened: &Opened| start(opened.software.to_string()));
        Self {
            booth: booth.id.booth.get(),
            remark: remark.to_owned(),
            key: start(booth.booth.key.to_string()),
            program: program.unwrap_or_else(|| "-".to_owned()),
            opened: at(opened.map(|opened| &opened.opened_at)),
            closed: at(closed.map(|closed: &Closed| &closed.closed_at)),
            cast: crate::words::number(booth.line.cast.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use tally::VerifyReport;

    use super::super::tests::{STATED, record};
    use super::*;

    fn minutes(report: &VerifyReport, tps: u32) -> Result<PollsMinutes, MinutesError> {
        let election = VerifiedElection::of(report).unwrap();
        let village = &election.definition().villages()[0].code;
        PollsMinutes::of(&election, village, tps.try_into().unwrap())
    }

    #[test]
    fn minutes_say_what_the_record_and_the_committee_say() {
        let sheet = minutes(&record(Some(STATED)), 1).unwrap();
        let data = serde_json::to_value(&sheet).unwrap();
        let row = |rows: &str, at: usize| {
            let row = &data[rows][at];
            (row["label"].as_str().unwrap().to_owned(), row["words"].as_str().unwrap().to_owned())
        };
        assert_eq!(row("voters", 0), ("Pemilih dalam DPT".to_owned(), "delapan".to_owned()));
        assert_eq!(row("tokens", 1).1, "lima");
        assert_eq!(row("ballots", 0), ("Suara tersimpan".to_owned(), "empat".to_owned()));
        assert_eq!(data["booths"][0]["opened"], "07.00 WIB");
        assert_eq!(data["booths"][1]["remark"], "cadangan, tidak dipakai");
        assert_eq!(data["told"]["officers"][0]["name"], "Sutrisno");
        assert_eq!(data["told"]["witnesses"][0]["signs"], false);
        // The objection of that record is about the village's count.
        assert_eq!(data["told"]["objections"], serde_json::json!([]));
    }

    #[test]
    fn without_the_peoples_part_there_are_no_minutes() {
        for (report, tps) in [(record(None), 1), (record(Some(STATED)), 2)] {
            let number: TpsNumber = tps.try_into().unwrap();
            let lack = Lack::Minutes { tps: Some(number) };
            let error = minutes(&report, tps).unwrap_err();
            assert_eq!(error, MinutesError::Incomplete(vec![lack]));
            assert!(error.to_string().contains(&format!("TPS {tps}")), "{error}");
            assert!(error.to_indonesian().contains("tally berita-acara form"), "{}", error.to_indonesian());
        }
    }

    #[test]
    fn everything_that_is_missing_is_told_in_both_languages() {
        let (tps, booth) = (3.try_into().unwrap(), 2.try_into().unwrap());
        for lack in [
            Lack::Minutes { tps: None },
            Lack::Conflict { tps: Some(tps) },
            Lack::Log { tps, booth },
            Lack::Attendance { tps, booth },
            Lack::Result,
        ] {
            assert_ne!(lack.to_string(), lack.to_indonesian());
        }
    }
}
