//! The exports say what the record says, and nothing about a single ballot.

use std::collections::BTreeMap;
use std::fs;

use ballot_log::{Body, BundleReader};
use serde_json::Value as Json;

use crate::world::{Exported, MADE, bytes, exports, tally};

fn list(value: &Json) -> &[Json] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

/// `GpUnitId` to a number, of the counts of a NIST report.
fn counts(counts: &Json, field: &str) -> BTreeMap<String, u64> {
    let one = |count: &Json| (count["GpUnitId"].as_str().unwrap().to_owned(), count[field].as_u64().unwrap());
    list(counts).iter().map(one).collect()
}

/// Votes by option and place, as `result.json` has them from the record.
fn votes(village: &Json) -> Vec<BTreeMap<String, u64>> {
    let code = village["code"].as_str().unwrap();
    let result = &village["result"];
    let of = |option: usize| {
        let row = |row: &Json| {
            let tps: Vec<String> = list(&row["tps"]).iter().map(Json::to_string).collect();
            (format!("gp-{code}-tps-{}", tps.join("+")), row["totals"][option].as_u64().unwrap())
        };
        let own = result["totals"][option].as_u64().map(|votes| (format!("gp-{code}"), votes));
        own.into_iter().chain(list(&result["tps"]).iter().map(row)).collect()
    };
    (0..list(&village["options"]).len()).map(of).collect()
}

#[test]
fn result_json_has_the_results_of_the_record_as_they_are() {
    for one in exports() {
        let exported = one.json("result.json");
        let definition: Json =
            serde_json::from_slice(&fs::read(one.record.join("election.json")).unwrap()).unwrap();
        assert_eq!(exported["mode"], definition["mode"]);
        let notice = exported["notice"].as_str().unwrap();
        assert!(notice.contains("Hasil sementara - bukan penetapan"), "{notice}");
        assert_eq!(notice.contains("SIMULASI"), definition["mode"] == "simulasi");
        for village in list(&exported["villages"]) {
            let file = one.record.join(format!("villages/{}/result.json", village["code"].as_str().unwrap()));
            let result = fs::read(file).map_or(Json::Null, |bytes| serde_json::from_slice(&bytes).unwrap());
            assert_eq!(village.get("result").unwrap_or(&Json::Null), &result, "{}", one.name);
        }
        assert_eq!(exported["complete"] == true, one.exit < 2, "{}", one.name);
        let open = |village: &Json| {
            ["incomplete", "unsigned", "successor-unsigned"].map(Json::from).contains(&village["standing"])
        };
        let fixed = !list(&exported["villages"]).iter().any(open);
        assert_eq!(exported.get("root").is_some(), fixed, "{}", one.name);
    }
}

#[test]
fn the_nist_report_has_the_votes_of_the_record_and_its_ballots_add_up() {
    for one in exports() {
        let (result, report) = (one.json("result.json"), one.json("nist-err.json"));
        let election = &report["Election"][0];
        let ballots = |field| counts(&election["BallotCounts"], field);
        let (cast, rejected, outstanding) =
            (ballots("BallotsCast"), ballots("BallotsRejected"), ballots("BallotsOutstanding"));
        for (village, contest) in list(&result["villages"]).iter().zip(list(&election["Contest"])) {
            let votes = votes(village);
            let mut reported: Vec<BTreeMap<String, u64>> = list(&contest["ContestSelection"])
                .iter()
                .map(|option| counts(&option["VoteCounts"], "Count"))
                .collect();
            if list(&contest["ContestSelection"]).len() < votes.len() {
                reported.push(counts(&contest["OtherCounts"], "Undervotes"));
            }
            assert_eq!(reported, votes, "{}", one.name);
            let unit = format!("gp-{}", village["code"].as_str().unwrap());
            let sum: u64 = votes.iter().filter_map(|votes| votes.get(&unit)).sum();
            assert_eq!(sum, cast[&unit] - rejected[&unit] - outstanding[&unit], "{}", one.name);
            let place = format!("{unit}-tps-");
            let places: u64 =
                cast.iter().filter(|(unit, _)| unit.starts_with(&place)).map(|(_, count)| count).sum();
            assert_eq!(places, cast[&unit], "{}", one.name);
        }
        let complete = if one.exit < 2 { "unofficial-complete" } else { "unofficial-partial" };
        assert_eq!(report["Status"], complete, "{}", one.name);
        assert_eq!(report["IsTest"], result["mode"] == "simulasi");
        // Nobody is declared by a program.
        let text = report.to_string();
        assert!(
            !text.contains("\"winner\"") && !text.contains("\"defeated\"") && !text.contains("\"certified\"")
        );
    }
}

#[test]
fn a_leader_is_projected_only_of_a_final_outcome() {
    let mut projected = 0;
    for one in exports() {
        let (result, report) = (one.json("result.json"), one.json("nist-err.json"));
        for village in list(&result["villages"]) {
            let prefix = format!("cand-{}-", village["code"].as_str().unwrap());
            let named: Vec<&Json> = list(&report["Election"][0]["Candidate"])
                .iter()
                .filter(|c| {
                    c["@id"].as_str().unwrap().starts_with(&prefix) && c.get("PostElectionStatus").is_some()
                })
                .collect();
            let outcome = &village["result"]["outcome"];
            let settled = village["complete"] == true && outcome["final"] == true;
            assert_eq!(named.len(), usize::from(settled), "{}", one.name);
            if settled {
                projected += 1;
                let leader = outcome["tie"]["decided"].get("candidate").unwrap_or(&outcome["candidates"][0]);
                assert_eq!(named[0]["@id"], format!("{prefix}{leader}"), "{}", one.name);
            }
        }
    }
    assert!(projected > 0);
}

#[test]
fn the_blank_column_is_a_choice_against_an_only_candidate() {
    let one = exports().iter().find(|one| one.name == "only-candidate").unwrap();
    let election = &one.json("nist-err.json")["Election"][0];
    for contest in list(&election["Contest"]) {
        assert_eq!((list(&contest["ContestSelection"]).len(), list(&contest["OtherCounts"]).len()), (2, 0));
    }
    let names = |candidate: &Json| candidate["BallotName"]["Text"][0]["Content"] == "Kolom kosong";
    assert_eq!(list(&election["Candidate"]).iter().filter(|candidate| names(candidate)).count(), 2);
}

/// The rows of an exported table by head, cells without the marks that make them harmless.
fn table(one: &Exported, name: &str) -> Vec<BTreeMap<String, String>> {
    let text = fs::read_to_string(one.out.join(format!("csv/{name}.csv"))).unwrap();
    let text = text.strip_prefix('\u{feff}').unwrap();
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut symbols = text.chars().peekable();
    while let Some(c) = symbols.next() {
        match (c, quoted) {
            ('"', true) if symbols.peek() == Some(&'"') => cell.push(symbols.next().unwrap()),
            ('"', _) => quoted = !quoted,
            (',', false) => row.push(std::mem::take(&mut cell)),
            ('\r', false) => {
                assert_eq!(symbols.next(), Some('\n'));
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            _ => cell.push(c),
        }
    }
    assert!(!quoted && row.is_empty() && cell.is_empty());
    let heads = rows.remove(0);
    rows.into_iter()
        .map(|row| {
            assert_eq!(row.len(), heads.len(), "{name}");
            heads.iter().cloned().zip(row).collect()
        })
        .collect()
}

#[test]
fn the_tables_have_the_votes_of_the_record() {
    for one in exports() {
        let result = one.json("result.json");
        let rows = table(one, "suara");
        let mut wanted = Vec::new();
        for village in list(&result["villages"]) {
            let add = |level: &str, tps: String, totals: &Json, wanted: &mut Vec<[String; 5]>| {
                for (option, votes) in list(&village["options"]).iter().zip(list(totals)) {
                    let code = village["code"].as_str().unwrap().to_owned();
                    wanted.push([
                        code,
                        level.to_owned(),
                        tps.clone(),
                        option["option"].to_string(),
                        votes.to_string(),
                    ]);
                }
            };
            add("desa", String::new(), &village["result"]["totals"], &mut wanted);
            for row in list(&village["result"]["tps"]) {
                let tps: Vec<String> = list(&row["tps"]).iter().map(Json::to_string).collect();
                let tps =
                    if let [one] = tps.as_slice() { one.clone() } else { format!("TPS {}", tps.join("+")) };
                add("tps", tps, &row["totals"], &mut wanted);
            }
        }
        let found: Vec<[String; 5]> = rows
            .iter()
            .map(|row| ["kode_desa", "tingkat", "tps", "nomor", "suara"].map(|head| row[head].clone()))
            .collect();
        assert_eq!(found, wanted, "{}", one.name);
        let booths: usize =
            list(&result["villages"]).iter().map(|village| list(&village["booths"]).len()).sum();
        assert_eq!(table(one, "bilik").len(), booths);
        for (row, village) in table(one, "desa").iter().zip(list(&result["villages"])) {
            let all = village["result"].get("all").map(Json::to_string).unwrap_or_default();
            assert_eq!(
                (&row["jumlah"], &row["dihitung"]),
                (&all, &village["ballots"]["counted"].to_string())
            );
        }
        for name in ["suara", "desa", "tps", "bilik", "dusun", "wilayah"] {
            assert!(
                table(one, name)
                    .iter()
                    .all(|row| row["keterangan"].contains("Hasil sementara - bukan penetapan"))
            );
        }
    }
}

#[test]
fn hostile_names_are_names_everywhere() {
    let one = exports().iter().find(|one| one.name.starts_with("103")).unwrap();
    let names: Vec<String> = table(one, "suara").iter().map(|row| row["pilihan"].clone()).collect();
    assert!(names.contains(&"'=HYPERLINK(\"http://x.example\")".to_owned()), "{names:?}");
    assert!(names.contains(&"'<script>alert(1)</script>".to_owned()), "{names:?}");
    let report = one.json("nist-err.json");
    let name = &report["Election"][0]["Candidate"][0]["BallotName"]["Text"][0]["Content"];
    assert_eq!(name, "=HYPERLINK(\"http://x.example\")");
}

/// Hexadecimal digits that belong to single ballots: entry hashes, and first bytes (the token) of ballots.
fn of_ballots(one: &Exported) -> Vec<(String, bool)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(one.record.join("logs")).unwrap() {
        let bytes = fs::read(entry.unwrap().path()).unwrap();
        for record in BundleReader::new(bytes.as_slice()).unwrap() {
            let Ok(record) = record else { continue };
            let Ok(body) = record.entry().body() else { continue };
            let ballot = match body {
                Body::Cast(ballot) => ballot,
                Body::Challenged(challenged) => challenged.ballot,
                Body::Cancelled(cancelled) => cancelled.code.as_bytes().to_vec(),
                Body::Opened(_) | Body::Event(_) | Body::Closed(_) => {
                    found.push((record.entry().hash().to_string(), false));
                    continue;
                }
            };
            found.push((record.entry().hash().to_string(), true));
            found.push((hex::encode(&ballot[..10]), true));
        }
    }
    found
}

#[test]
fn event_logs_tell_of_every_event_and_of_no_ballot() {
    let mut ballots = 0;
    for one in exports() {
        let logs: String =
            one.files("events", ".json").iter().map(|file| fs::read_to_string(file).unwrap()).collect();
        for (digits, of_ballot) in of_ballots(one) {
            if of_ballot {
                ballots += 1;
                assert!(!logs.contains(&digits), "{}: {digits}", one.name);
            } else if one.exit == 0 {
                assert!(logs.contains(&digits), "{}: {digits}", one.name);
            }
        }
    }
    assert!(ballots > 100, "{ballots}");
}

#[test]
fn event_logs_count_ballots_once_and_are_documented() {
    for one in exports() {
        let documented = one.json("events/documentation.json");
        let known = |list_of: &str, field: &str, value: &Json| {
            list(&documented[list_of]).iter().any(|known| known[field] == *value)
        };
        for village in list(&one.json("result.json")["villages"]) {
            for line in list(&village["booths"]) {
                let name = format!("{}-{}-{}", village["code"].as_str().unwrap(), line["tps"], line["booth"]);
                let log = one.json(&format!("events/{name}.json"));
                let device = &log["Device"][0];
                assert_eq!(device["Id"], name);
                let events = list(&device["Event"]);
                for (number, event) in (1..).zip(events) {
                    assert_eq!(event["Sequence"], number.to_string());
                    assert!(known("EventIdDescription", "Id", &event["Id"]), "{event}");
                    assert!(known("EventTypeDescription", "Type", &event["Type"]), "{event}");
                }
                if line["status"] != "counted" {
                    continue;
                }
                let details =
                    |id: &str| events.iter().find(|event| event["Id"] == id).unwrap()["Details"].clone();
                assert_eq!(details("ballots-cast"), line["cast"].to_string());
                assert_eq!(details("ballots-challenged"), line["challenged"].to_string());
                let ends = [&events[0]["Id"], &events[events.len() - 1]["Id"]];
                assert_eq!(ends, ["polls-opened", "polls-closed"]);
            }
        }
    }
}

#[test]
fn the_same_record_gives_the_same_bytes() {
    let one = &exports()[0];
    let desk = tempfile::tempdir().unwrap();
    let (out, record) = (desk.path().join("again"), one.record.to_str().unwrap());
    tally(&["export", record, "--out", out.to_str().unwrap(), "--at", MADE]);
    assert!(bytes(&out) == bytes(&one.out));
    let later = desk.path().join("later");
    tally(&["export", record, "--out", later.to_str().unwrap()]);
    let moved: Vec<_> =
        bytes(&later).into_iter().filter(|(path, content)| bytes(&one.out)[path] != *content).collect();
    // Only what NIST wants stamped has a time.
    assert!(
        moved.iter().all(|(path, _)| path.starts_with("events") || path.ends_with("nist-err.json")),
        "{moved:?}"
    );
}
