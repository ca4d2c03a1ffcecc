//! `tally receipt` and `tally receipt check`.

use std::fs;

use serde_json::Value as Json;

use crate::kit::Desk;

/// Kode suara of the first cast ballot of the first booth: 64 digits, and as printed.
fn code(desk: &Desk) -> (String, String) {
    let json = desk.ok("inspect demo/logs/9901012001-1-1.plkb --definition demo/election.json");
    let cast = |entry: &&Json| entry["kind"] == "cast";
    let entry = json["entries"].as_array().unwrap().iter().find(cast).unwrap().clone();
    let code: election::BallotCode = entry["code"].as_str().unwrap().parse().unwrap();
    (code.to_string(), election::short_code(code.as_bytes()))
}

#[test]
fn a_receipt_leads_to_the_root_without_the_record() {
    let desk = Desk::counted();
    let (long, short) = code(&desk);
    let proved = desk.tally(&format!("receipt demo/record {long} --out proof --json")).ends(0);
    assert_eq!((&proved["code"], &proved["village"]), (&long.as_str().into(), &"9901012001".into()));
    let again = desk.tally(&format!("receipt demo/record {short} --out again --json")).ends(0);
    assert_eq!((&again["position"], &again["root"]), (&proved["position"], &proved["root"]));
    desk.tally(&format!("receipt demo/record {} --out plain --json", short.replace('-', "").to_lowercase()))
        .ends(0);
    fs::remove_dir_all(desk.path("demo")).unwrap();
    for root in ["root", "set"] {
        let root = proved[root].as_str().unwrap();
        let checked = desk.tally(&format!("receipt check proof --root {root} --json")).ends(0);
        assert_eq!(checked["code"], proved["code"]);
    }
    let root = proved["root"].as_str().unwrap();
    let page = desk.tally(&format!("receipt check proof --root {root}")).out;
    assert!(page.contains("BENAR: suara ini ada dalam hasil.") && page.contains(&short), "{page}");
    let page = desk.tally(&format!("receipt check proof --root {root} --lang en")).out;
    assert!(page.contains("GOOD: this ballot is in the result."), "{page}");
}

#[test]
fn a_wrong_root_or_a_changed_proof_is_refused() {
    let desk = Desk::counted();
    let (code, _) = code(&desk);
    let proved = desk.tally(&format!("receipt demo/record {code} --out proof --json")).ends(0);
    let root = proved["root"].as_str().unwrap().to_owned();
    let check = format!("receipt check proof --root {root} --json");
    desk.tally(&check.replace(&root, &root.chars().rev().collect::<String>())).fails(3, "receipt-other-root");
    desk.flip("proof/entry.bin");
    desk.tally(&check).fails(3, "receipt-broken");
    desk.flip("proof/entry.bin");
    desk.tally(&check).ends(0);
    desk.write("proof/upper.json", "{}");
    desk.tally(&check).fails(66, "receipt-form");
    fs::remove_file(desk.path("proof/booth.tlog-proof")).unwrap();
    desk.tally(&check).fails(66, "file-missing");
}

#[test]
fn a_code_that_is_not_in_the_record_is_told() {
    let desk = Desk::counted();
    let (code, _) = code(&desk);
    let other = "0".repeat(64);
    desk.tally(&format!("receipt demo/record {other} --out proof --json")).fails(3, "receipt-not-found");
    desk.tally(&format!("receipt nowhere {code} --out proof --json")).fails(66, "no-record");
    assert!(!desk.path("proof").exists());
    desk.write("proof/upper.json", "older");
    desk.tally(&format!("receipt demo/record {code} --out proof --json")).fails(74, "file-exists");
    assert_eq!(desk.read("proof/upper.json"), "older");
}
