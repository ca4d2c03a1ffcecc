//! Geopolitical units: kabupaten, kecamatan, villages, polling places, booths.

use election::TpsNumber;
use serde_json::{Value, json};
use tally::AreaLine;

use super::{identifier, text, village_status};
use crate::export::{MANUFACTURER, MODEL};
use crate::figures::{OneBooth, TpsFigures, VerifiedElection, VillageFigures, joined};

/// Everything that is elected in.
pub(super) const SCOPE: &str = "gp-scope";

/// Every unit, from the largest to the booths.
pub(super) fn all(election: &VerifiedElection<'_>, villages: &[VillageFigures<'_>]) -> Vec<Value> {
    let summary = &election.merged().summary;
    let mut units = vec![scope(election)];
    units.extend(summary.regencies.iter().map(|area| wider(area, "kabupaten/kota", &summary.districts)));
    units.extend(summary.districts.iter().map(|area| wider(area, "kecamatan", &summary.villages)));
    for village in villages {
        units.push(village_unit(village));
        units.extend(village.tps().map(|tps| polling_place(village, &tps)));
        units.extend(combined(village));
        units.extend(village.booths().map(|booth| device(&booth)));
    }
    units
}

/// The unit of an area with this code.
pub(super) fn area_id(code: &str) -> String {
    format!("gp-{code}")
}

/// The unit at which votes of these polling places stand: the polling place itself, or one for several.
pub(super) fn row_id(village: &VillageFigures<'_>, tps: &[TpsNumber]) -> String {
    format!("gp-{}-tps-{}", village.village.code, joined(tps))
}

/// How many polling places have their votes in the result, and of how many.
pub(super) fn reported(village: &VillageFigures<'_>) -> (usize, usize) {
    (village.tps().filter(TpsFigures::is_reported).count(), village.village.tps.len())
}

fn scope(election: &VerifiedElection<'_>) -> Value {
    let regencies = &election.merged().summary.regencies;
    json!({
        "@type": "ElectionResults.ReportingUnit",
        "@id": SCOPE,
        "Type": "other",
        "OtherType": "wilayah pemilihan",
        "Name": text(&election.definition().content().title),
        "ComposingGpUnitIds": regencies.iter().map(|area| area_id(&area.code)).collect::<Vec<_>>(),
        "VotersRegistered": regencies.iter().map(|area| area.registered.total()).sum::<u64>(),
    })
}

/// A kabupaten or kecamatan, composed of the areas whose codes begin with its own.
fn wider(area: &AreaLine, kind: &str, inner: &[AreaLine]) -> Value {
    let inner = inner.iter().filter(|inner| inner.code.starts_with(&area.code));
    json!({
        "@type": "ElectionResults.ReportingUnit",
        "@id": area_id(&area.code),
        "Type": "other",
        "OtherType": kind,
        "Name": text(&area.name),
        "ExternalIdentifier": [ministry(&area.code)],
        "ComposingGpUnitIds": inner.map(|inner| area_id(&inner.code)).collect::<Vec<_>>(),
        "VotersRegistered": area.registered.total(),
        "SubUnitsReported": area.complete,
        "TotalSubUnits": area.villages,
    })
}

/// A code of the ministry of home affairs.
fn ministry(code: &str) -> Value {
    json!({
        "@type": "ElectionResults.ExternalIdentifier",
        "Type": "national-level",
        "Value": code,
        "Label": "kode wilayah administrasi pemerintahan",
    })
}

fn village_unit(village: &VillageFigures<'_>) -> Value {
    let (reported, places) = reported(village);
    let defined = village.village;
    let unit = json!({
        "@type": "ElectionResults.ReportingUnit",
        "@id": area_id(defined.code.as_str()),
        "Type": "village",
        "Name": text(&defined.name),
        "ExternalIdentifier": [
            ministry(defined.code.as_str()),
            identifier("pilkades-count-set", &village.merged.hash.to_string()),
        ],
        "ComposingGpUnitIds": defined.tps.iter().map(|tps| row_id(village, &[tps.number])).collect::<Vec<_>>(),
        "VotersRegistered": defined.registered().total(),
        "SubUnitsReported": reported,
        "TotalSubUnits": places,
        "CountStatus": [village_status(village)],
    });
    let present = village.result().and_then(|result| result.present);
    with(unit, "VotersParticipated", present.map(|voters| voters.total()))
}

fn polling_place(village: &VillageFigures<'_>, tps: &TpsFigures<'_>) -> Value {
    let booths = village.booths().filter(|booth| booth.id.tps == tps.number);
    let unit = json!({
        "@type": "ElectionResults.ReportingUnit",
        "@id": row_id(village, &[tps.number]),
        "Type": "polling-place",
        "Name": text(&format!("TPS {}", tps.number.get())),
        "Number": tps.number.get().to_string(),
        "ComposingGpUnitIds": booths.map(|booth| device_id(&booth)).collect::<Vec<_>>(),
        "VotersRegistered": tps.registered.total(),
        "SubUnitsReported": tps.counted_booths,
        "TotalSubUnits": tps.booths,
    });
    with(unit, "VotersParticipated", tps.present.map(|voters| voters.total()))
}

/// Polling places that a group joins, so that nobody learns how a few of them voted.
fn combined<'a>(village: &'a VillageFigures<'a>) -> impl Iterator<Item = Value> + 'a {
    let rows = village.result().into_iter().flat_map(|result| &result.tps).filter(|row| row.tps.len() > 1);
    rows.map(|row| {
        let registered = village.tps().filter(|tps| row.tps.contains(&tps.number));
        json!({
            "@type": "ElectionResults.ReportingUnit",
            "@id": row_id(village, &row.tps),
            "Type": "combined-precinct",
            "Name": text(&format!("TPS {}", joined(&row.tps))),
            "Number": joined(&row.tps),
            "ComposingGpUnitIds": row.tps.iter().map(|tps| row_id(village, &[*tps])).collect::<Vec<_>>(),
            "VotersRegistered": registered.map(|tps| tps.registered.total()).sum::<u64>(),
        })
    })
}

fn device_id(booth: &OneBooth<'_>) -> String {
    format!("gp-{}-tps-{}-booth-{}", booth.id.village, booth.id.tps.get(), booth.id.booth.get())
}

fn device(booth: &OneBooth<'_>) -> Value {
    json!({
        "@type": "ElectionResults.ReportingDevice",
        "@id": device_id(booth),
        "Name": text(&format!("Bilik {}", booth.id)),
        "DeviceClass": {
            "@type": "ElectionResults.DeviceClass",
            "Type": "dre",
            "Manufacturer": MANUFACTURER,
            "Model": MODEL,
        },
        "ExternalIdentifier": [identifier("ed25519-public-key", &booth.booth.key.to_string())],
    })
}

/// The unit with one more field, if that is known.
fn with(unit: Value, name: &str, value: Option<u64>) -> Value {
    match (unit, value) {
        (Value::Object(mut fields), Some(value)) => {
            fields.insert(name.to_owned(), value.into());
            Value::Object(fields)
        }
        (unit, _) => unit,
    }
}
