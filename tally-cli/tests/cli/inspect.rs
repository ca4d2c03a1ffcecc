//! `tally inspect`.

use std::fs;

use ballot_log::{BundleReader, Durability, LogIdentity};
use ballot_store::{Options, Paths, SameDevice, Store, Verifier};
use serde_json::Value as Json;

use crate::booth::Booth;
use crate::kit::Desk;

const INSPECT: &str = "inspect log.plkb --definition sealed/election.json --json";

fn kinds(json: &Json) -> Vec<&str> {
    json["entries"].as_array().unwrap().iter().map(|entry| entry["kind"].as_str().unwrap()).collect()
}

#[test]
fn every_entry_is_listed_with_kind_position_and_code() {
    let desk = Desk::new();
    let election = desk.sealed();
    let mut booth = Booth::open(&desk, "1-1");
    let codes = [booth.cast(1), booth.challenge(2), booth.cancel()];
    booth.pause();
    booth.close();
    fs::write(desk.path("log.plkb"), booth.bundle()).unwrap();
    let run = desk.tally(INSPECT);
    assert_eq!(run.code, 0, "{}", run.out);
    let json = run.json()["result"].clone();
    assert_eq!((&json["election"], &json["tps"]), (&election.as_str().into(), &1.into()));
    assert_eq!(kinds(&json), ["opened", "cast", "challenged", "cancelled", "event", "closed"]);
    for (position, entry) in json["entries"].as_array().unwrap().iter().enumerate() {
        assert_eq!((&entry["position"], &entry["signature"]), (&position.into(), &true.into()));
    }
    for (position, code) in (1..).zip(codes) {
        assert_eq!(json["entries"][position]["code"], code.to_string(), "{position}");
    }
    assert_eq!((&json["entries"][0]["code"], &json["entries"][5]["code"]), (&Json::Null, &Json::Null));
    let page = desk.tally("inspect log.plkb --definition sealed/election.json").out;
    let short = election::short_code(codes[0].as_bytes());
    assert!(page.contains("uji mesin") && page.contains(&short), "{page}");
    // The opened choice is shown, proved by encrypting it again, and never that of a cast ballot.
    let opened = &json["entries"][2];
    assert_eq!((&opened["choice"], &opened["reproduced"]), (&2.into(), &true.into()));
    assert_eq!(
        (&json["entries"][1]["choice"], &json["entries"][1]["reproduced"]),
        (&Json::Null, &Json::Null)
    );
    assert!(page.contains("pilihan yang dibuka: 2. "), "{page}");

    fs::write(desk.path("log.plkm"), booth.mirror()).unwrap();
    let mirror = desk.ok("inspect log.plkm --definition sealed/election.json");
    assert_eq!(mirror["entries"], json["entries"]);
    let plain = desk.ok("inspect log.plkb");
    assert_eq!(kinds(&plain), kinds(&json));
    assert_eq!((&plain["entries"][1]["code"], &plain["entries"][1]["signature"]), (&Json::Null, &Json::Null));
}

#[test]
fn damage_is_told_and_what_is_left_is_listed() {
    let desk = Desk::new();
    desk.sealed();
    let mut booth = Booth::open(&desk, "1-1");
    booth.cast(1);
    booth.cast(2);
    let whole = booth.bundle();
    let mut changed = whole.clone();
    // One bit of the last record's signature: the frame holds, the signature and the closing hash do not.
    let at = changed.len() - 32 - 100;
    changed[at] ^= 1;
    fs::write(desk.path("log.plkb"), &changed).unwrap();
    let run = desk.tally(INSPECT);
    assert_eq!(run.code, 3, "{}", run.out);
    let json = run.json()["result"].clone();
    assert_eq!(kinds(&json).len(), 3);
    assert_eq!(json["entries"][1]["signature"], true);
    assert_eq!(json["damages"].as_array().unwrap().len(), 1);
    fs::write(desk.path("log.plkb"), &whole[..whole.len() - 200]).unwrap();
    let run = desk.tally(INSPECT);
    assert_eq!((run.code, kinds(&run.json()["result"]).len()), (3, 2), "{}", run.out);
    let page = desk.tally("inspect log.plkb --definition sealed/election.json");
    assert!(page.code == 3 && page.out.contains("Rusak: "), "{}", page.out);
}

#[test]
fn the_database_and_the_mirror_of_a_dead_machine_are_read() {
    let desk = Desk::new();
    desk.sealed();
    let mut booth = Booth::open(&desk, "1-1");
    let code = booth.cast(1);
    booth.cast(2);
    booth.cast(1);
    let media = media(&booth.bundle(), &booth.identity());
    let inspect = "inspect log --definition sealed/election.json --json";
    fs::write(desk.path("log"), &media.0).unwrap();
    let whole = desk.ok("inspect log --definition sealed/election.json");
    assert_eq!(kinds(&whole), ["opened", "cast", "cast", "cast"]);
    assert_eq!(whole["entries"][1]["code"], code.to_string());
    assert_eq!(whole["damages"], Json::from([(); 0]));

    // Half of the last page is gone, and with it what stands there.
    fs::write(desk.path("log"), &media.0[..media.0.len() - 2_048]).unwrap();
    let json = desk.tally(inspect).ends(3);
    assert!(kinds(&json).len() < 4 || json["entries"][0]["signature"] == false, "{json}");
    assert!(!json["damages"].as_array().unwrap().is_empty(), "{json}");
    fs::write(desk.path("log"), &media.0[..4_096]).unwrap();
    desk.tally(inspect).fails(66, "inspect-no-header");

    // A hole hides nothing behind it.
    let mut mirror = media.1;
    mirror[2 * 4_096..3 * 4_096].fill(0);
    fs::write(desk.path("log"), &mirror).unwrap();
    let json = desk.tally(inspect).ends(3);
    assert_eq!(
        (kinds(&json).len(), &json["damages"]),
        (3, &Json::from(["frame 2 is empty, but records follow it"]))
    );
    mirror[200] = 1;
    fs::write(desk.path("log"), &mirror).unwrap();
    desk.tally(inspect).fails(66, "inspect-no-header");
}

/// Database and mirror as a booth's machine leaves them.
fn media(bundle: &[u8], log: &LogIdentity) -> (Vec<u8>, Vec<u8>) {
    let folder = tempfile::tempdir().unwrap();
    let base = folder.path().canonicalize().unwrap();
    let paths = Paths { log: base.join("log"), mirror: base.join("mirror") };
    let options = Options { durability: Durability::Full, same_device: SameDevice::Allowed, frames: 8 };
    let verifier = Verifier::new(log.clone(), Box::new(|_| None));
    let mut store = Store::create(&paths, verifier, &options).unwrap().0;
    BundleReader::new(bundle).unwrap().for_each(|record| store.append(record.unwrap()).unwrap());
    drop(store);
    (fs::read(paths.log).unwrap(), fs::read(paths.mirror).unwrap())
}

#[test]
fn what_is_no_log_or_anothers_is_refused() {
    let desk = Desk::new();
    desk.sealed();
    desk.write("log.plkb", "PLK");
    desk.tally(INSPECT).fails(66, "inspect-not-a-log");
    desk.write("log.plkb", &"PLKB".repeat(50));
    desk.tally(INSPECT).fails(66, "inspect-not-a-log");
    fs::remove_file(desk.path("log.plkb")).unwrap();
    desk.tally(INSPECT).fails(66, "file-missing");
    fs::write(desk.path("log.plkb"), Booth::open(&desk, "1-1").bundle()).unwrap();
    desk.edit("sealed/election.json", "Sukamaju", "Sukamundur");
    desk.tally(INSPECT).fails(3, "inspect-other-election");
}
