//! Every committed record that verifies, exported once by the real program.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use serde_json::Value as Json;
use tempfile::TempDir;

/// The moment that all exports are made as of.
pub(crate) const MADE: &str = "2026-11-22T15:00:00+07:00";

/// A record and its export.
pub(crate) struct Exported {
    pub(crate) name: String,
    pub(crate) record: PathBuf,
    pub(crate) out: PathBuf,
    /// How `tally verify` of it ends: 0 to 2.
    pub(crate) exit: i32,
}

impl Exported {
    /// The JSON of an exported file.
    pub(crate) fn json(&self, file: &str) -> Json {
        serde_json::from_slice(&fs::read(self.out.join(file)).unwrap()).unwrap()
    }

    /// All exported files below a folder of the export that end so.
    pub(crate) fn files(&self, below: &str, ending: &str) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.out.join(below)).unwrap().map(|entry| entry.unwrap().path());
        let mut files: Vec<PathBuf> =
            entries.filter(|path| path.to_str().unwrap().ends_with(ending)).collect();
        files.sort();
        files
    }
}

/// All exports.
pub(crate) fn exports() -> &'static [Exported] {
    static ALL: OnceLock<(TempDir, Vec<Exported>)> = OnceLock::new();
    let (_, exported) = ALL.get_or_init(|| {
        let desk = tempfile::tempdir().unwrap();
        let exported = records(desk.path()).into_iter().map(|(name, record)| export(&desk, name, record));
        let exported = exported.flatten().collect();
        (desk, exported)
    });
    exported
}

pub(crate) fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures")
}

/// Every folder with a record: the example, the untouched bases, and the altered ones that must verify all the same.
fn records(desk: &Path) -> Vec<(String, PathBuf)> {
    let mut records = vec![("election".to_owned(), fixtures().join("election/record"))];
    records.push(("only-candidate".to_owned(), only_candidate(desk)));
    for base in listed(&fixtures().join("tampered/bases")) {
        if base.join("MANIFEST").exists() {
            records.push((format!("bases/{}", name_of(&base)), base));
        }
    }
    for case in listed(&fixtures().join("tampered")) {
        let Ok(expect) = fs::read(case.join("expect.json")) else { continue };
        let expect: Json = serde_json::from_slice(&expect).unwrap();
        let passes = matches!(expect["exit"].as_i64(), Some(0..=2));
        if expect["command"][0] == "verify" && passes {
            records.push((name_of(&case), lay(desk, &case, &expect)));
        }
    }
    records
}

/// A simulated election in which every only candidate stands against the blank column.
fn only_candidate(desk: &Path) -> PathBuf {
    let out = desk.join("demo");
    let words = ["demo", "--villages", "2", "--voters", "40", "--candidates", "1", "--fast-store", "--out"];
    let (exit, said) = tally(&[&words, [out.to_str().unwrap()].as_slice()].concat());
    assert!(exit <= 1, "{said}");
    out.join("record")
}

/// A copy of the case's base with its alterations.
fn lay(desk: &Path, case: &Path, expect: &Json) -> PathBuf {
    let place = desk.join("records").join(name_of(case));
    copy(&fixtures().join("tampered/bases").join(expect["base"].as_str().unwrap()), &place);
    for path in expect["delete"].as_array().unwrap() {
        fs::remove_file(place.join(path.as_str().unwrap())).unwrap();
    }
    copy(&case.join("overlay"), &place);
    place
}

fn export(desk: &TempDir, name: String, record: PathBuf) -> Option<Exported> {
    let out = desk.path().join("out").join(&name);
    let verified = tally(&["verify", record.to_str().unwrap()]);
    let exported = tally(&["export", record.to_str().unwrap(), "--out", out.to_str().unwrap(), "--at", MADE]);
    assert_eq!(exported.0, verified.0, "{name}: an export ends as its verification\n{}", exported.1);
    assert_eq!(out.exists(), verified.0 <= 2, "{name}");
    (verified.0 <= 2).then_some(Exported { name, record, out, exit: verified.0 })
}

/// Exit code and answer of the program.
pub(crate) fn tally(words: &[&str]) -> (i32, Json) {
    let mut command = Command::new(integration::program("tally"));
    let output =
        command.args(words).arg("--json").env_remove("TALLY_LANG").stdin(Stdio::null()).output().unwrap();
    (output.status.code().unwrap(), serde_json::from_slice(&output.stdout).unwrap())
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap().to_str().unwrap().to_owned()
}

fn listed(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for path in listed(from) {
        let place = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &place);
        } else {
            fs::copy(path, place).unwrap();
        }
    }
}

/// All bytes of an export by path.
pub(crate) fn bytes(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(listed(&path));
        } else {
            found.insert(path.strip_prefix(folder).unwrap().to_owned(), fs::read(&path).unwrap());
        }
    }
    found
}

#[test]
fn every_kind_of_record_is_among_them() {
    let ends = |exit| exports().iter().filter(|one| one.exit == exit).count();
    assert!(ends(0) >= 2 && ends(1) >= 1 && ends(2) >= 4, "{} {} {}", ends(0), ends(1), ends(2));
    let names: Vec<&str> = exports().iter().map(|one| one.name.as_str()).collect();
    assert!(names.contains(&"election") && names.contains(&"bases/record"), "{names:?}");
    assert!(names.contains(&"103-candidate-named-as-formula"), "{names:?}");
}
