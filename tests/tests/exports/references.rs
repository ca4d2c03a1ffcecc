//! References inside the NIST report, which no validator checks: the schema names the classes that each may point to.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use crate::oracles::schema;
use crate::world::exports;

const ERR: &str = "NIST_V2_election_results_reporting.json";

/// What is wrong with the references of a report.
fn faults(report: &Json) -> Vec<String> {
    let schema: Json = serde_json::from_slice(&std::fs::read(schema(ERR)).unwrap()).unwrap();
    let mut ids = BTreeMap::new();
    let mut faults = Vec::new();
    each_object(report, &mut |object| {
        if let Some(id) = object.get("@id") {
            let class = object["@type"].as_str().unwrap().to_owned();
            if let Some(other) = ids.insert(id.as_str().unwrap().to_owned(), class) {
                faults.push(format!("{id} names two things, one a {other}"));
            }
        }
    });
    each_object(report, &mut |object| {
        let class = object["@type"].as_str().unwrap();
        for (field, value) in object.as_object().unwrap() {
            let property = &schema["definitions"][class]["properties"][field];
            let Some(allowed) = property.get("refTypes").or_else(|| property["items"].get("refTypes")) else {
                continue;
            };
            let references = value.as_array().cloned().unwrap_or_else(|| vec![value.clone()]);
            for reference in references {
                let to = ids.get(reference.as_str().unwrap());
                if !allowed.as_array().unwrap().iter().any(|class| class.as_str() == to.map(String::as_str)) {
                    faults.push(format!("{class} {field} {reference} leads to {to:?}"));
                }
            }
        }
    });
    faults
}

fn each_object(value: &Json, visit: &mut impl FnMut(&Json)) {
    match value {
        Json::Object(fields) => {
            visit(value);
            fields.values().for_each(|field| each_object(field, visit));
        }
        Json::Array(values) => values.iter().for_each(|one| each_object(one, visit)),
        _ => {}
    }
}

#[test]
fn every_reference_leads_to_a_thing_of_its_kind() {
    for one in exports() {
        assert_eq!(faults(&one.json("nist-err.json")), Vec::<String>::new(), "{}", one.name);
    }
}

#[test]
fn a_reference_that_leads_nowhere_or_to_another_kind_is_found() {
    let report = exports()[0].json("nist-err.json");
    let contest = "/Election/0/Contest/0";
    for (place, wrong) in [
        (format!("{contest}/ElectionDistrictId"), "gp-0".to_owned()),
        (
            format!("{contest}/ElectionDistrictId"),
            report.pointer(contest).unwrap()["@id"].as_str().unwrap().to_owned(),
        ),
        (format!("{contest}/ContestSelection/0/CandidateIds/0"), "cand-0".to_owned()),
        (format!("{contest}/ContestSelection/0/VoteCounts/0/GpUnitId"), "gp-0".to_owned()),
        ("/GpUnit/1/@id".to_owned(), report["GpUnit"][0]["@id"].as_str().unwrap().to_owned()),
    ] {
        let mut altered = report.clone();
        *altered.pointer_mut(&place).unwrap() = wrong.into();
        assert_ne!(faults(&altered), Vec::<String>::new(), "{place}");
    }
}
