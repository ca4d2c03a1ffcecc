//! The committed example elections through the real program.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value as Json;

fn fixtures(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures").join(path)
}

/// Runs `tally` and gives its answer, which must end so.
fn tally(exit: i32, words: &[&str]) -> Json {
    let mut command = Command::new(integration::program("tally"));
    let output = command.args(words).arg("--json").stdin(Stdio::null()).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(exit), "{text}");
    serde_json::from_str::<Json>(&text).unwrap()["result"].take()
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// All files below a folder.
fn read(folder: &Path, name: &str, found: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = format!("{name}/{}", entry.file_name().to_str().unwrap());
        if entry.path().is_dir() {
            read(&entry.path(), &name, found);
        } else {
            found.insert(name, fs::read(entry.path()).unwrap());
        }
    }
}

#[test]
fn the_drafts_are_accepted_and_have_the_reported_figures() {
    // Villages, voters.
    let reported = [
        ("cikampek-selatan-2025", 1, Some(7_795)),
        ("banyuasin-2017", 48, None),
        ("sungai-rebo-2021", 1, None),
    ];
    for (name, villages, voters) in reported {
        tally(0, &["definition", "check", text(&fixtures(&format!("definitions/{name}/draft.toml")))]);
        let sealed = fs::read(fixtures(&format!("definitions/{name}/election.json"))).unwrap();
        let sealed: Json = serde_json::from_slice(&sealed).unwrap();
        let found = sealed["villages"].as_array().unwrap();
        assert_eq!(found.len(), villages, "{name}");
        if let Some(voters) = voters {
            let tps = found[0]["tps"].as_array().unwrap();
            let people = |tps: &Json| {
                tps["voters"]["male"].as_u64().unwrap() + tps["voters"]["female"].as_u64().unwrap()
            };
            assert_eq!(tps.iter().map(people).sum::<u64>(), voters);
            assert_eq!((tps.len(), found[0]["dusun"].as_array().unwrap().len()), (8, 6));
            assert_eq!(found[0]["candidates"].as_array().unwrap().len(), 5);
        }
    }
}

#[test]
fn the_sealed_definitions_are_shown_with_their_seal() {
    for name in ["cikampek-selatan-2025", "banyuasin-2017", "sungai-rebo-2021"] {
        tally(0, &["definition", "show", text(&fixtures(&format!("definitions/{name}/election.json")))]);
    }
}

#[test]
fn the_small_election_verifies_with_its_election_id() {
    let id = fs::read_to_string(fixtures("election/ELECTION_ID")).unwrap();
    let result = tally(0, &["verify", text(&fixtures("election/record")), "--election-id", id.trim()]);
    assert_eq!(result["passed"], true);
    let remarks = |village: usize| result["villages"][village]["remarks"].as_array().unwrap();
    assert_eq!((remarks(0).len(), remarks(1).len()), (0, 0));
    assert_eq!(result["villages"][0]["result"]["totals"], serde_json::json!([11, 13, 6, 2]));
    assert_eq!(result["villages"][1]["result"]["totals"], serde_json::json!([10, 17]));
}

/// The inputs give the record's count sets, and with its signatures and shares the record itself.
#[test]
fn the_small_election_merges_to_its_record() {
    let desk = tempfile::tempdir().unwrap();
    let folder = |name: &str| text(&fixtures(&format!("election/{name}"))).to_owned();
    let (definition, record) = (folder("election.json"), text(&desk.path().join("record")).to_owned());
    let inputs = ["acceptances", "tokens", "logs", "checkpoints", "receipts"].map(folder);
    let words = ["merge", "--definition", &definition, "--record", &record];
    let all: Vec<&str> = words.into_iter().chain(inputs.iter().map(String::as_str)).collect();
    tally(0, &all);
    tally(0, &[words.as_slice(), &[&folder("record")]].concat());
    let (mut merged, mut committed) = (BTreeMap::new(), BTreeMap::new());
    read(&desk.path().join("record"), "", &mut merged);
    read(&fixtures("election/record"), "", &mut committed);
    assert_eq!(merged.keys().collect::<Vec<_>>(), committed.keys().collect::<Vec<_>>());
    assert!(merged == committed);
}
