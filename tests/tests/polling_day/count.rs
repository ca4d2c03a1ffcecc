//! After the polls: the record, signatures, decryption, result, verification, receipts, by the real program.

use std::collections::BTreeSet;

use ballot_log::{LogIdentity, Receipt};
use election::{BallotCode, Definition, short_code};
use serde_json::{Value as Json, json};

use crate::office::Office;
use crate::paper::Ledger;
use crate::village::{BOOTH, VILLAGE, text};

const RECORD: &str = "--record arsip --village 9901012001";
const SIGN: &str = "--passphrase-file sandi";

/// What the record says: ballots for each option, in the order of the ballot paper; and its root.
pub(crate) struct Counted {
    pub(crate) totals: Vec<u32>,
    pub(crate) root: String,
}

/// From the booth's stick to the published record.
pub(crate) fn count(office: &Office) -> Counted {
    let merged = office.ends(
        &[0, 1],
        &format!(
            "tally merge --definition panitia/segel/election.json {RECORD} stik/tps stik/persetujuan panitia/cetak/tokens"
        ),
    );
    let village = &merged["villages"][0];
    assert_eq!((&merged["problems"], &village["set_aside"]), (&json!([]), &json!([])), "{merged}");
    assert_eq!(village["booths"][0]["status"], "counted");
    for member in ["ketua", "sekretaris"] {
        office.ok(&format!("tally sign {RECORD} --key panitia/{member}.age {SIGN}"));
    }
    for trustee in ["t01", "t03"] {
        office
            .ok(&format!("tally decrypt {RECORD} --key wali/{trustee}.key.age --out stik/pembukaan {SIGN}"));
    }
    let result = office.ends(&[0, 1], &format!("tally result {RECORD} stik/pembukaan"));
    let village = &result["villages"][0];
    assert_eq!(village["complete"], true, "{result}");
    office.ok(&format!("tally sign --record arsip --key panitia/panitia.age {SIGN}"));
    let totals = village["result"]["totals"].as_array().unwrap();
    let number = |count: &Json| u32::try_from(count.as_u64().unwrap()).unwrap();
    let root = office.ends(&[0, 1], "tally result --record arsip")["root"].clone();
    Counted { totals: totals.iter().map(number).collect(), root: text(&root) }
}

/// Anybody verifies the record, with the ElectionId from paper alone.
pub(crate) fn verify(office: &Office, election: &str, root: &str) {
    let verified = office.ends(&[0, 1], &format!("tally verify arsip --election-id {election}"));
    let failed: Vec<&Json> = verified["checks"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|check| check["failures"] != json!([]))
        .collect();
    assert_eq!((&verified["passed"], failed, &verified["root"]), (&json!(true), vec![], &json!(root)));
}

/// What the log holds is what the paper says: each kode suara with its fate. Both media hold it.
pub(crate) fn compare_log(office: &Office, ledger: &Ledger) {
    let status = office.ok("booth-app status --data tps/data --mirror cermin");
    assert_eq!((&status["log"]["state"], &status["log"]), (&json!("closed"), &status["mirror"]));
    let line = format!("tally inspect stik/tps/{BOOTH}.plkb --definition arsip/election.json");
    let log = office.ends(&[0, 1], &line);
    let of = |kind: &str| -> Vec<String> {
        let entries = log["entries"].as_array().unwrap().iter().filter(|entry| entry["kind"] == kind);
        entries.map(|entry| text(&entry["code"])).collect()
    };
    let hex =
        |codes: &[BallotCode]| codes.iter().map(|code| hex::encode(code.as_bytes())).collect::<Vec<_>>();
    assert_eq!(of("cast"), hex(&ledger.cast));
    assert_eq!(of("challenged"), hex(&ledger.challenged));
    assert_eq!(of("cancelled"), hex(&ledger.cancelled));
}

/// Every receipt that came out of the printer is signed by the booth, and leads to the published root.
pub(crate) fn check_receipts(office: &Office, ledger: &Ledger, root: &str) {
    let definition = Definition::parse(office.read("arsip/election.json").as_bytes()).unwrap();
    let log = LogIdentity::of(&definition, &BOOTH.parse().unwrap()).unwrap();
    ledger.receipts.iter().for_each(|receipt| receipt.verify(&log).unwrap());
    let code = |receipt: &Receipt| short_code(receipt.code.as_bytes());
    let codes: BTreeSet<String> = ledger.receipts.iter().map(code).collect();
    assert_eq!(codes.len(), ledger.cast.len(), "a voter went home without a receipt");
    for code in codes {
        let out = format!("warga/{code}");
        office.ok(&format!("tally receipt arsip {code} --out {out}"));
        let proved = office.ok(&format!("tally receipt check {out} --root {root}"));
        assert_eq!((&proved["root"], &proved["village"]), (&json!(root), &json!(VILLAGE)));
    }
}
