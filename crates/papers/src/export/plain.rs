//! `result.json`: everything that the other exports say and the results as the record has them, in one file.

use election::definition::Voters;
use election::{ElectionId, Mode, SetHash, TpsNumber, VillageCode, json};
use serde::Serialize;
use tally::{AreaLine, BoothLine, OptionName, Remark, SetAside, VillageResult, options};

use crate::figures::{Ballots, Standing, TpsFigures, VerifiedElection, VillageFigures};

const FORMAT: &str = "pilkades/export/v1";

#[derive(Serialize)]
struct Plain<'a> {
    format: &'static str,
    notice: String,
    mode: Mode,
    election: ElectionId,
    #[serde(skip_serializing_if = "Option::is_none")]
    root: Option<String>,
    title: &'a str,
    date: &'a str,
    authority: &'a str,
    complete: bool,
    villages: Vec<PlainVillage<'a>>,
    districts: &'a [AreaLine],
    regencies: &'a [AreaLine],
}

#[derive(Serialize)]
struct PlainVillage<'a> {
    code: &'a VillageCode,
    name: &'a str,
    district: &'a str,
    regency: &'a str,
    province: &'a str,
    standing: Standing,
    complete: bool,
    set: SetHash,
    signed_by: Vec<String>,
    options: Vec<OptionName>,
    registered: Voters,
    ballots: Ballots,
    tps: Vec<PlainTps>,
    booths: &'a [BoothLine],
    set_aside: &'a [SetAside],
    remarks: &'a [Remark],
    #[serde(skip_serializing_if = "Option::is_none")]
    result: Option<&'a VillageResult>,
}

#[derive(Serialize)]
struct PlainTps {
    tps: TpsNumber,
    registered: Voters,
    #[serde(skip_serializing_if = "Option::is_none")]
    present: Option<Voters>,
    #[serde(skip_serializing_if = "Option::is_none")]
    dptb: Option<Voters>,
    booths: u32,
    counted_booths: u32,
    challenged: u32,
    cancelled: u32,
    ballots: Ballots,
}

/// The file.
pub(super) fn result(election: &VerifiedElection<'_>) -> Vec<u8> {
    let content = election.definition().content();
    let summary = &election.merged().summary;
    json::to_pretty(&Plain {
        format: FORMAT,
        notice: election.notice(),
        mode: content.mode,
        election: election.definition().id(),
        root: election.root(),
        title: &content.title,
        date: &content.date,
        authority: content.authority.name.as_str(),
        complete: election.is_complete(),
        villages: election.villages().map(village).collect(),
        districts: &summary.districts,
        regencies: &summary.regencies,
    })
}

fn village(figures: VillageFigures<'_>) -> PlainVillage<'_> {
    let VillageFigures { village, merged } = figures;
    let signers = merged.note.iter().flat_map(|note| note.signatures());
    PlainVillage {
        code: &village.code,
        name: &village.name,
        district: &village.district,
        regency: &village.regency,
        province: &village.province,
        standing: figures.standing(),
        complete: merged.is_complete(),
        set: merged.hash,
        signed_by: signers.map(|line| line.name().to_string()).collect(),
        options: options(village),
        registered: village.registered(),
        ballots: figures.ballots(),
        tps: figures.tps().map(tps).collect(),
        booths: &merged.set.booths,
        set_aside: &merged.set.set_aside,
        remarks: &merged.set.remarks,
        result: figures.result(),
    }
}

fn tps(figures: TpsFigures<'_>) -> PlainTps {
    PlainTps {
        tps: figures.number,
        registered: figures.registered,
        present: figures.present,
        dptb: figures.dptb,
        booths: figures.booths,
        counted_booths: figures.counted_booths,
        challenged: figures.challenged,
        cancelled: figures.cancelled,
        ballots: figures.ballots,
    }
}
