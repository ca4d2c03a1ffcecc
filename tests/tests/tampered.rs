//! Every case of `fixtures/tampered` through the real program: what somebody altered is refused, or treated, exactly as
//! its `expect.json` says, and the same command on what was not altered ends otherwise.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]
#![allow(clippy::print_stdout, reason = "the table is for whoever reads the test's output")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde::Deserialize;
use serde_json::Value as Json;
use tempfile::TempDir;

const FEWEST_CASES: usize = 150;
const MOST_BYTES: u64 = 10 << 20;

/// `expect.json`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Expect {
    why: String,
    base: String,
    delete: Vec<String>,
    links: Vec<[String; 2]>,
    names: Vec<[String; 2]>,
    control: Vec<String>,
    command: Vec<String>,
    exit: i32,
    check: Option<u64>,
    file: Option<String>,
    position: Option<u64>,
    words: Vec<String>,
    values: BTreeMap<String, Json>,
}

struct Case {
    name: String,
    folder: PathBuf,
    expect: Expect,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/tampered")
}

fn cases() -> Vec<Case> {
    let folders = fs::read_dir(root()).unwrap().map(|entry| entry.unwrap().path());
    let mut cases: Vec<Case> =
        folders.filter(|folder| folder.join("expect.json").exists()).map(Case::read).collect();
    cases.sort_by(|one, other| one.name.cmp(&other.name));
    cases
}

#[test]
fn tampered() {
    let cases = cases();
    assert!(cases.len() >= FEWEST_CASES, "only {} cases", cases.len());
    let (next, wrong) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    let work = || {
        while let Some(case) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
            let found = case.problems();
            if !found.is_empty() {
                wrong.lock().unwrap().push(format!(
                    "{}: {}\n  {}",
                    case.name,
                    case.expect.why,
                    found.join("\n  ")
                ));
            }
        }
    };
    std::thread::scope(|scope| (0..4).for_each(|_| _ = scope.spawn(work)));
    let wrong = wrong.into_inner().unwrap();
    assert!(wrong.is_empty(), "{} of {} cases:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
    // Afterwards: where something is wrong, only that is named.
    table(&cases);
}

#[test]
fn every_case_says_in_one_line_what_somebody_did() {
    let mut seen = BTreeSet::new();
    for case in cases() {
        let why = &case.expect.why;
        let readable = (20..=240).contains(&why.chars().count()) && why.ends_with('.') && !why.contains('\n');
        assert!(readable, "{}: {why:?}", case.name);
        assert!(seen.insert(why.clone()), "{}: told twice", case.name);
        let number = case.name.split('-').next().unwrap();
        assert!(number.len() == 3 && number.bytes().all(|b| b.is_ascii_digit()), "{}", case.name);
    }
}

#[test]
fn all_cases_together_are_small() {
    let size = size_of(&root());
    assert!(size <= MOST_BYTES, "{size} bytes");
}

fn size_of(path: &Path) -> u64 {
    if path.is_dir() {
        fs::read_dir(path).unwrap().map(|entry| size_of(&entry.unwrap().path())).sum()
    } else {
        fs::metadata(path).unwrap().len()
    }
}

fn table(cases: &[Case]) {
    for Case { name, expect, .. } in cases {
        let check = expect.check.map_or_else(|| "-".to_owned(), |check| check.to_string());
        println!(
            "{name:<56} {:<14} exit {:<3} check {check:<3} {}",
            expect.command[0], expect.exit, expect.why
        );
    }
    let lowest: BTreeSet<u64> = cases.iter().filter_map(|case| case.expect.check).collect();
    println!("{} cases; checks that are the lowest in some case: {lowest:?}", cases.len());
}

impl Case {
    fn read(folder: PathBuf) -> Self {
        let name = folder.file_name().unwrap().to_str().unwrap().to_owned();
        let expect = fs::read(folder.join("expect.json")).unwrap();
        let expect = serde_json::from_slice(&expect).unwrap_or_else(|error| panic!("{name}: {error}"));
        Self { name, folder, expect }
    }

    /// What is not as it should be.
    fn problems(&self) -> Vec<String> {
        let run = self.run(&self.lay(true));
        let mut problems = self.differences(&run);
        // The mutation campaign (docs/mutations.md) asks a hundred times, and only whether the answer changes.
        if std::env::var_os("PILKADES_ANSWERS_ONLY").is_some() {
            return problems;
        }
        let control = self.run(&self.lay(false));
        if self.differences(&control).is_empty() {
            problems.push("the same comes out where nothing was altered".to_owned());
        }
        problems.extend(self.spoken());
        problems
    }

    /// A copy of the base, with the alterations or, as the negative control, without those that it leaves out.
    fn lay(&self, altered: bool) -> TempDir {
        let desk = tempfile::tempdir().unwrap();
        let place = desk.path().join("case");
        copy(&root().join("bases").join(&self.expect.base), &place);
        fs::create_dir(desk.path().join("out")).unwrap();
        let control = &self.expect.control;
        if !altered && control.is_empty() {
            return desk;
        }
        for path in &self.expect.delete {
            fs::remove_file(place.join(path)).unwrap();
        }
        let overlay = self.folder.join("overlay");
        if overlay.is_dir() {
            copy(&overlay, &place);
        }
        for [path, target] in &self.expect.links {
            let _instead_of_a_file = fs::remove_file(place.join(path));
            symlink(target, place.join(path)).unwrap();
        }
        for [path, name] in &self.expect.names {
            fs::rename(place.join(path), place.join(name)).unwrap();
        }
        for path in control.iter().filter(|_| !altered) {
            fs::remove_file(place.join(path)).unwrap();
        }
        desk
    }

    fn tally(&self, desk: &TempDir, more: &[&str]) -> Output {
        let [case, out] = ["case", "out"].map(|name| desk.path().join(name).display().to_string());
        let words =
            self.expect.command.iter().map(|word| word.replace("{case}", &case).replace("{out}", &out));
        let mut command = Command::new(integration::program("tally"));
        command.args(words).args(more).env_remove("TALLY_LANG").stdin(Stdio::null()).current_dir(desk.path());
        let output = command.output().unwrap();
        Output { code: output.status.code().unwrap_or(-1), out: output.stdout, err: output.stderr }
    }

    fn run(&self, desk: &TempDir) -> Answer {
        let output = self.tally(desk, &["--json"]);
        let json = serde_json::from_slice(&output.out);
        let json = json.unwrap_or_else(|error| panic!("{}: {error}\n{}", self.name, output.text()));
        Answer { code: output.code, json, place: desk.path().join("case") }
    }

    /// What people read: the same end, nothing that moves their cursor, in both languages.
    fn spoken(&self) -> Vec<String> {
        let mut problems = Vec::new();
        let mut texts = Vec::new();
        for lang in ["id", "en"] {
            let output = self.tally(&self.lay(true), &["--lang", lang]);
            if output.code != self.expect.exit {
                problems
                    .push(format!("exit {} instead of {} with --lang {lang}", output.code, self.expect.exit));
            }
            if output.text().chars().any(|c| c.is_control() && c != '\n') {
                problems.push(format!("control characters on the screen with --lang {lang}"));
            }
            texts.push(output.text());
        }
        if texts[0] == texts[1] || texts.iter().any(String::is_empty) {
            problems.push("the screen is not in two languages".to_owned());
        }
        problems
    }

    fn differences(&self, answer: &Answer) -> Vec<String> {
        let expect = &self.expect;
        let findings = answer.findings();
        let lowest = findings.iter().map(|finding| finding.check).min();
        let mut wrong = Vec::new();
        if answer.code != expect.exit || answer.json["exit"] != expect.exit {
            wrong.push(format!("exit {} instead of {}", answer.code, expect.exit));
        }
        let named = |finding: &&Finding| {
            Some(finding.check) == lowest
                && expect
                    .file
                    .as_ref()
                    .is_none_or(|file| finding.file == *file && finding.position == expect.position)
        };
        if lowest != expect.check || lowest.is_some() && !findings.iter().any(|finding| named(&finding)) {
            wrong.push(format!(
                "check {:?} at {:?} position {:?} instead of {findings:?}",
                expect.check, expect.file, expect.position
            ));
        }
        let texts = answer.texts();
        let missing = expect.words.iter().filter(|word| !texts.contains(word.as_str()));
        wrong.extend(missing.map(|word| format!("no {word:?}")));
        for (place, value) in &expect.values {
            let found = answer.json["result"].pointer(place).or_else(|| answer.json.pointer(place));
            if found.unwrap_or(&Json::Null) != value {
                wrong.push(format!("{place} is {} instead of {value}", found.unwrap_or(&Json::Null)));
            }
        }
        wrong
    }
}

struct Output {
    code: i32,
    out: Vec<u8>,
    err: Vec<u8>,
}

impl Output {
    fn text(&self) -> String {
        format!("{}{}", String::from_utf8_lossy(&self.out), String::from_utf8_lossy(&self.err))
    }
}

/// One thing that is wrong, wherever it stands in the answer.
#[derive(Debug)]
struct Finding {
    check: u64,
    file: String,
    position: Option<u64>,
}

struct Answer {
    code: i32,
    json: Json,
    place: PathBuf,
}

impl Answer {
    fn findings(&self) -> Vec<Finding> {
        let result = &self.json["result"];
        let mut findings = Vec::new();
        let mut add = |check: &Json, file: String, position: &Json| {
            if let Some(check) = check.as_u64() {
                findings.push(Finding { check, file, position: position.as_u64() });
            }
        };
        let list = |value: &Json| value.as_array().cloned().unwrap_or_default();
        for check in list(&result["checks"]) {
            for failure in list(&check["failures"]) {
                add(&check["check"], self.name(&failure["file"]), &failure["position"]);
            }
        }
        for problem in list(&result["problems"]) {
            add(&problem["check"], self.name(&problem["file"]), &problem["position"]);
        }
        for village in list(&result["villages"]) {
            let code = village["code"].as_str().unwrap_or_default();
            for problem in list(&village["problems"]) {
                let booth = format!("{code}-{}-{}", problem["tps"], problem["booth"]);
                add(&problem["check"], booth, &problem["position"]);
            }
            for refusal in list(&village["refusals"]) {
                add(&refusal["check"], code.to_owned(), &refusal["position"]);
            }
        }
        findings
    }

    /// A file's name below the case.
    fn name(&self, file: &Json) -> String {
        let file = file.as_str().unwrap_or_default();
        let below = file.strip_prefix(&self.place.display().to_string()).unwrap_or(file);
        below.trim_start_matches('/').to_owned()
    }

    /// Every text anywhere in the answer.
    fn texts(&self) -> BTreeSet<&str> {
        let mut texts = BTreeSet::new();
        let mut open = vec![&self.json];
        while let Some(value) = open.pop() {
            match value {
                Json::String(text) => _ = texts.insert(text.as_str()),
                Json::Array(values) => open.extend(values),
                Json::Object(values) => open.extend(values.values()),
                _ => {}
            }
        }
        texts
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let place = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &place);
        } else {
            fs::copy(entry.path(), place).unwrap();
        }
    }
}
