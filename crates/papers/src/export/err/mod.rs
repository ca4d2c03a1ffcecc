//! NIST SP 1500-100r2, *Election Results Common Data Format*, version 2, as JSON.

mod contests;
mod units;

use ballot_log::Moment;
use serde_json::{Value, json};

use super::pretty;
use crate::figures::{Standing, VerifiedElection, VillageFigures};

/// The report on an election: `nist-err.json`.
pub(super) fn report(election: &VerifiedElection<'_>, made: &Moment) -> Vec<u8> {
    let definition = election.definition();
    let content = definition.content();
    let issuer = content.authority.name.as_str();
    let villages: Vec<VillageFigures<'_>> = election.villages().collect();
    let status = if election.is_complete() { "unofficial-complete" } else { "unofficial-partial" };
    let mut report = json!({
        "@type": "ElectionResults.ElectionReport",
        "Format": "precinct-level",
        "GeneratedDate": made.as_str(),
        "Issuer": issuer,
        "IssuerAbbreviation": issuer,
        "SequenceStart": 1,
        "SequenceEnd": 1,
        "Status": status,
        "VendorApplicationId": concat!("pilkades tally ", env!("CARGO_PKG_VERSION")),
        "IsTest": election.is_simulated(),
        "Notes": notes(election),
        "ExternalIdentifier": identifiers(election),
        "GpUnit": units::all(election, &villages),
        "Office": villages.iter().map(|village| contests::office(definition, village)).collect::<Vec<_>>(),
        "Election": [{
            "@type": "ElectionResults.Election",
            "ElectionScopeId": units::SCOPE,
            "StartDate": content.date,
            "EndDate": content.date,
            "Name": text(&content.title),
            "Type": "other",
            "OtherType": "pemilihan kepala desa",
            "ExternalIdentifier": identifiers(election),
            "Candidate": villages.iter().flat_map(contests::candidates).collect::<Vec<_>>(),
            "Contest": villages.iter().map(|village| contests::contest(definition, village)).collect::<Vec<_>>(),
            "BallotCounts": villages.iter().flat_map(contests::ballot_counts).collect::<Vec<_>>(),
            "CountStatus": [count_status(if election.is_complete() { "completed" } else { "in-process" })],
        }],
    });
    if election.is_simulated()
        && let Some(fields) = report.as_object_mut()
    {
        fields.insert("TestType".to_owned(), "simulasi".into());
    }
    pretty(&report)
}

fn notes(election: &VerifiedElection<'_>) -> String {
    format!(
        "{}. Undervotes are blank ballots (suara kosong). Votes of polling places that were decrypted together stand at a \
         unit of type combined-precinct. BallotsOutstanding were cast and counted, but are not decrypted.",
        election.notice()
    )
}

/// What binds the report to the record that anybody can verify.
fn identifiers(election: &VerifiedElection<'_>) -> Vec<Value> {
    let id = identifier("pilkades-election-id", &election.definition().id().to_string());
    let root = election.root().map(|root| identifier("pilkades-election-root", &root));
    std::iter::once(id).chain(root).collect()
}

/// An identifier of our own.
fn identifier(kind: &str, value: &str) -> Value {
    json!({ "@type": "ElectionResults.ExternalIdentifier", "Type": "other", "OtherType": kind, "Value": value })
}

/// A text of the election's people.
fn text(content: &str) -> Value {
    json!({
        "@type": "ElectionResults.InternationalizedText",
        "Text": [{ "@type": "ElectionResults.LanguageString", "Content": content, "Language": "id" }],
    })
}

fn count_status(status: &str) -> Value {
    json!({ "@type": "ElectionResults.CountStatus", "Type": "total", "Status": status })
}

/// Where the count of a village stands, in NIST's words.
fn village_status(village: &VillageFigures<'_>) -> Value {
    let nothing = village.merged.set.booths.iter().all(|line| !line.is_counted());
    count_status(match village.standing() {
        Standing::Complete => "completed",
        _ if nothing => "not-processed",
        _ => "in-process",
    })
}
