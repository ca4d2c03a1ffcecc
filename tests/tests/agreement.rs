//! Two verifiers, one answer: `tally verify` and `verifier/`, which was written from the specification alone, judge the
//! same records: every altered one of `fixtures/`, what `merge` makes of altered evidence, and records in which one byte
//! was changed. The exit code and the lowest check that fails must be equal.
//!
//! The campaign of docs/agreement.md is this test with more dice:
//! `AGREEMENT_CHANGES=1000 cargo test -p integration --test agreement -- --nocapture`.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]
#![allow(clippy::print_stdout, reason = "the tables are for whoever reads the test's output")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use integration::Dice;
use serde_json::Value as Json;
use sha2::{Digest as _, Sha256};
use tempfile::TempDir;

/// Single changes in the part of the campaign that always runs.
const CHANGES: usize = 60;

/// What a verifier says of a record.
#[derive(Debug, PartialEq, Eq)]
struct Answer {
    exit: i64,
    lowest: Option<u64>,
    failing: BTreeSet<u64>,
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "exit {} {:?}", self.exit, self.failing)
    }
}

impl Answer {
    fn new(exit: &Json, failing: BTreeSet<u64>) -> Self {
        let exit = exit.as_i64().unwrap_or_else(|| panic!("{exit} is no exit code"));
        Self { exit, lowest: failing.first().copied(), failing }
    }

    /// What `tally verify --json` says.
    fn of_tally(json: &Json) -> Self {
        let failed =
            |check: &&Json| check["failures"].as_array().is_some_and(|failures| !failures.is_empty());
        let checks = json["result"]["checks"].as_array().map(Vec::as_slice).unwrap_or_default();
        Self::new(&json["exit"], checks.iter().filter(failed).map(|check| number(&check["check"])).collect())
    }

    /// What the second verifier says of one folder.
    fn of_second(json: &Json) -> Self {
        let checks = json["checks"].as_array().unwrap_or_else(|| panic!("no checks in {json}"));
        Self::new(&json["exit"], checks.iter().map(number).collect())
    }
}

fn number(check: &Json) -> u64 {
    check.as_u64().unwrap_or_else(|| panic!("{check} is no number of a check"))
}

/// The second verifier, which answers one folder after another.
struct Second {
    process: Child,
    question: ChildStdin,
    answer: BufReader<ChildStdout>,
}

impl Second {
    fn start() -> Self {
        let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("../verifier/dist/pilkades-verify.mjs");
        let mut node = Command::new("node");
        node.arg(program).arg("--batch").stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut process =
            node.spawn().unwrap_or_else(|error| panic!("`node` (20 or newer) does not start: {error}"));
        let question = process.stdin.take().unwrap();
        let answer = BufReader::new(process.stdout.take().unwrap());
        Self { process, question, answer }
    }

    fn ask(&mut self, folder: &Path) {
        writeln!(self.question, "{}", folder.display()).unwrap();
        self.question.flush().unwrap();
    }

    fn hear(&mut self) -> Answer {
        let mut line = String::new();
        self.answer.read_line(&mut line).unwrap();
        let json: Json = serde_json::from_str(&line)
            .unwrap_or_else(|error| panic!("the second verifier says {line:?}: {error}"));
        Answer::of_second(&json)
    }
}

impl Drop for Second {
    fn drop(&mut self) {
        _ = self.process.kill();
        _ = self.process.wait();
    }
}

/// Both answers to one folder; the two programs work at the same time.
fn both(second: &mut Second, folder: &Path) -> [Answer; 2] {
    let mut tally = Command::new(integration::program("tally"));
    tally.args(["verify", "--json"]).arg(folder).stdin(Stdio::null()).stdout(Stdio::piped());
    let tally = tally.spawn().unwrap();
    second.ask(folder);
    let output = tally.wait_with_output().unwrap();
    let json: Json = serde_json::from_slice(&output.stdout).unwrap_or_else(|error| {
        panic!("{}: {error}\n{}", folder.display(), String::from_utf8_lossy(&output.stdout))
    });
    let first = Answer::of_tally(&json);
    [first, second.hear()]
}

/// Counts, and whatever the two do not agree on.
#[derive(Default)]
struct Tables {
    asked: BTreeMap<String, Row>,
    differences: Vec<String>,
}

#[derive(Default)]
struct Row {
    asked: usize,
    exits: BTreeMap<i64, usize>,
    lowest: BTreeMap<Option<u64>, usize>,
    same_checks: usize,
}

impl Tables {
    fn note(&mut self, row: &str, what: &str, [first, second]: [Answer; 2]) {
        let row = self.asked.entry(row.to_owned()).or_default();
        row.asked += 1;
        *row.exits.entry(first.exit).or_default() += 1;
        *row.lowest.entry(first.lowest).or_default() += 1;
        row.same_checks += usize::from(first.failing == second.failing);
        if (first.exit, first.lowest) != (second.exit, second.lowest) {
            self.differences.push(format!("{what}: tally says {first}, the second verifier {second}"));
        }
    }

    fn print(&self, title: &str) {
        println!("| {title} | records | exit codes | lowest failing check | all failing checks equal |");
        println!("|---|---|---|---|---|");
        let mut total = [0, 0];
        for (name, row) in &self.asked {
            let exits: Vec<String> =
                row.exits.iter().map(|(exit, count)| format!("{exit}: {count}")).collect();
            let number =
                |check: &Option<u64>| check.map_or_else(|| "none".to_owned(), |check| check.to_string());
            let lowest: Vec<String> =
                row.lowest.iter().map(|(check, count)| format!("{}: {count}", number(check))).collect();
            println!(
                "| {name} | {} | {} | {} | {} |",
                row.asked,
                exits.join(", "),
                lowest.join(", "),
                row.same_checks
            );
            total = [total[0] + row.asked, total[1] + row.same_checks];
        }
        println!("| all | {} | | | {} |", total[0], total[1]);
    }

    fn must_agree(&self) {
        let count = self.differences.len();
        assert!(count == 0, "{count} differences:\n{}", self.differences.join("\n"));
    }
}

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures")
}

fn asked(variable: &str, usual: usize) -> usize {
    std::env::var(variable)
        .map_or(usual, |count| count.parse().unwrap_or_else(|_| panic!("{variable} is a number")))
}

/// `expect.json`, as far as it says how to make the folder.
struct Case {
    name: String,
    folder: PathBuf,
    expect: Json,
}

fn cases(command: &str) -> Vec<Case> {
    let mut cases = Vec::new();
    for entry in fs::read_dir(fixtures().join("tampered")).unwrap() {
        let folder = entry.unwrap().path();
        let Ok(expect) = fs::read(folder.join("expect.json")) else { continue };
        let expect: Json = serde_json::from_slice(&expect).unwrap();
        let name = folder.file_name().unwrap().to_str().unwrap().to_owned();
        if expect["command"][0] == command {
            cases.push(Case { name, folder, expect });
        }
    }
    cases.sort_by(|one, other| one.name.cmp(&other.name));
    cases
}

impl Case {
    /// The altered folder, as `case` in a new one.
    fn lay(&self) -> TempDir {
        let desk = tempfile::tempdir().unwrap();
        let place = desk.path().join("case");
        copy(&fixtures().join("tampered/bases").join(self.word(&self.expect["base"])), &place);
        for path in self.list("delete") {
            fs::remove_file(place.join(self.word(path))).unwrap();
        }
        let overlay = self.folder.join("overlay");
        if overlay.is_dir() {
            copy(&overlay, &place);
        }
        for link in self.list("links") {
            let path = place.join(self.word(&link[0]));
            _ = fs::remove_file(&path);
            symlink(self.word(&link[1]), path).unwrap();
        }
        for name in self.list("names") {
            fs::rename(place.join(self.word(&name[0])), place.join(self.word(&name[1]))).unwrap();
        }
        desk
    }

    fn list(&self, key: &str) -> &[Json] {
        self.expect[key].as_array().unwrap_or_else(|| panic!("{}: {key}", self.name))
    }

    fn word<'a>(&self, word: &'a Json) -> &'a str {
        word.as_str().unwrap_or_else(|| panic!("{}: {word}", self.name))
    }

    /// The altered record itself, or what comes of altered evidence.
    fn record(&self) -> (TempDir, PathBuf) {
        let desk = self.lay();
        let record = if self.expect["command"][0] == "merge" {
            self.merge(&desk)
        } else {
            Some(desk.path().join("case"))
        };
        let record = record.unwrap_or_else(|| panic!("{} makes no record", self.name));
        (desk, record)
    }

    /// What the case's own command, a merge, makes: its record, if it made one.
    fn merge(&self, desk: &TempDir) -> Option<PathBuf> {
        let [case, out] = ["case", "out"].map(|name| desk.path().join(name).display().to_string());
        fs::create_dir(&out).unwrap();
        let words = self.list("command").iter().map(|word| {
            let word = self.word(word);
            word.replace("{case}", &case).replace("{out}", &out)
        });
        let mut tally = Command::new(integration::program("tally"));
        let output = tally.args(words).current_dir(desk.path()).stdin(Stdio::null()).output().unwrap();
        let record = desk.path().join("out/record");
        assert!(
            output.status.success() || output.status.code().is_some_and(|code| code < 3),
            "{}",
            self.name
        );
        record.join("MANIFEST").exists().then_some(record)
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            _ = fs::copy(entry.path(), target).unwrap();
        }
    }
}

#[test]
fn altered_records_of_the_fixtures() {
    let mut second = Second::start();
    let mut tables = Tables::default();
    tables.note(
        "as published",
        "fixtures/election/record",
        both(&mut second, &fixtures().join("election/record")),
    );
    for case in &cases("verify") {
        let desk = case.lay();
        tables.note("altered records", &case.name, both(&mut second, &desk.path().join("case")));
    }
    tables.print("fixtures");
    tables.must_agree();
}

#[test]
fn records_made_of_altered_evidence() {
    let mut second = Second::start();
    let mut tables = Tables::default();
    for case in &cases("merge") {
        let desk = case.lay();
        if let Some(record) = case.merge(&desk) {
            tables.note("merged from altered evidence", &case.name, both(&mut second, &record));
        }
    }
    tables.print("fixtures");
    tables.must_agree();
}

/// Records in which single bytes are changed: ordinary ones, and one for each way in which a village is out of the ordinary.
const BASES: [&str; 12] = [
    "",
    "330-slip-used-twice",
    "404-log-not-closed",
    "440-slip-exchanged",
    "526-two-signed-sets",
    "531-fork-after-the-signature",
    "540-late-log-decided",
    "547-late-log-after-a-remark",
    "701-unclosed-log-decided",
    "704-fork-decided",
    "706-missing-booth-decided",
    "721-another-root-signed",
];

/// A record on disk whose files are changed one at a time and put back.
struct Base {
    name: &'static str,
    desk: TempDir,
    files: BTreeMap<String, Vec<u8>>,
}

impl Base {
    fn new(name: &'static str) -> Self {
        let desk = tempfile::tempdir().unwrap();
        let record = desk.path().join("record");
        if name.is_empty() {
            copy(&fixtures().join("election/record"), &record);
        } else {
            let mut all = cases("merge").into_iter().chain(cases("verify"));
            let case =
                all.find(|case| case.name == name).unwrap_or_else(|| panic!("there is no case {name}"));
            let (_desk, made) = case.record();
            copy(&made, &record);
        }
        let mut files = BTreeMap::new();
        collect(&record, "", &mut files);
        Self { name, desk, files }
    }

    fn path(&self, file: &str) -> PathBuf {
        self.desk.path().join("record").join(file)
    }

    /// Files by what they are: every kind is changed as often as every other.
    fn kinds(&self) -> BTreeMap<String, Vec<&str>> {
        let mut kinds: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for file in self.files.keys() {
            kinds.entry(kind(file)).or_default().push(file);
        }
        kinds
    }

    fn lay(&self, file: &str, bytes: &[u8], new_manifest: bool) {
        fs::write(self.path(file), bytes).unwrap();
        if new_manifest {
            fs::write(self.path("MANIFEST"), self.manifest(file, bytes)).unwrap();
        }
    }

    fn put_back(&self, file: &str) {
        for file in [file, "MANIFEST"] {
            fs::write(self.path(file), &self.files[file]).unwrap();
        }
    }

    /// spec 11.2
    fn manifest(&self, changed: &str, bytes: &[u8]) -> String {
        let others = self.files.iter().filter(|(file, _)| *file != "MANIFEST");
        let line = |(file, old): (&String, &Vec<u8>)| {
            let hash = Sha256::digest(if file == changed { bytes } else { old });
            format!("{}  {file}\n", hex::encode(hash))
        };
        others.map(line).collect()
    }
}

fn collect(folder: &Path, prefix: &str, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = format!("{prefix}{}", entry.file_name().to_str().unwrap());
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{name}/"), files);
        } else {
            _ = files.insert(name, fs::read(entry.path()).unwrap());
        }
    }
}

/// A file's path without what names villages, booths, trustees and hashes.
fn kind(file: &str) -> String {
    let name = file.rsplit('/').next().unwrap();
    let folder = file.split('/').next().unwrap();
    let ends = [".receipt.json", ".share.json", ".list", ".plkb"].into_iter().find(|end| name.ends_with(end));
    match (folder, ends) {
        (_, Some(end)) => format!("*{end}"),
        ("acceptances" | "checkpoints" | "decisions", None) => format!("{folder}/*"),
        _ => name.to_owned(),
    }
}

/// One change of one byte, as people would name it, and what comes of it.
fn change(dice: &mut Dice, bytes: &[u8]) -> (String, Vec<u8>) {
    let mut changed = bytes.to_vec();
    let at = dice.below(bytes.len());
    let what = match dice.below(6) {
        0 => {
            changed[at] ^= 1 << dice.below(8);
            "a bit of byte"
        }
        1 => {
            changed.insert(at, like(dice, bytes[at]));
            "a byte more before byte"
        }
        2 => {
            _ = changed.remove(at);
            "without byte"
        }
        // A digit for a digit: the file keeps its form, and what it says is wrong.
        _ => {
            let place =
                (at..bytes.len()).chain(0..at).find(|at| bytes[*at].is_ascii_alphanumeric()).unwrap_or(at);
            changed[place] = like(dice, bytes[place]);
            return (format!("another character at byte {place}"), changed);
        }
    };
    (format!("{what} {at}"), changed)
}

/// Another byte of the same kind: a digit for a digit, a letter for a letter.
fn like(dice: &mut Dice, byte: u8) -> u8 {
    let all: &[u8] = match byte {
        b'0'..=b'9' => b"0123456789",
        b'a'..=b'f' => b"abcdef0123456789",
        b'g'..=b'z' => b"ghijklmnopqrstuvwxyz",
        b'A'..=b'Z' => b"ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        other => return other.wrapping_add(u8::try_from(1 + dice.below(255)).unwrap()),
    };
    let others: Vec<u8> = all.iter().copied().filter(|other| *other != byte).collect();
    others[dice.below(others.len())]
}

/// The bundle's own hash again (spec 6.5), so that the change reaches what reads entries.
fn with_new_hash(mut bundle: Vec<u8>) -> Vec<u8> {
    let end = bundle.len().saturating_sub(32);
    let hash = Sha256::new().chain_update(election::label("bundle")).chain_update(&bundle[..end]).finalize();
    bundle.truncate(end);
    bundle.extend(hash);
    bundle
}

#[test]
fn records_in_which_one_byte_was_changed() {
    let changes = asked("AGREEMENT_CHANGES", CHANGES);
    let mut dice = Dice::new(u64::try_from(asked("AGREEMENT_SEED", 1)).unwrap());
    let bases: Vec<Base> = BASES.into_iter().map(Base::new).collect();
    let mut second = Second::start();
    let mut tables = Tables::default();
    for base in &bases {
        let answers = both(&mut second, &base.desk.path().join("record"));
        assert_eq!(answers[0], answers[1], "{} before any change", base.name);
    }
    for number in 0..changes {
        let base = &bases[dice.below(bases.len())];
        let kinds: Vec<(String, Vec<&str>)> = base.kinds().into_iter().collect();
        let (kind, files) = &kinds[dice.below(kinds.len())];
        let file = files[dice.below(files.len())];
        let (what, mut bytes) = change(&mut dice, &base.files[file]);
        let forged = kind == "*.plkb" && dice.below(2) == 0;
        if forged {
            let whole = with_new_hash(bytes.clone());
            // A change in the hash itself would be undone.
            bytes = if whole == base.files[file] { bytes } else { whole };
        }
        // A tenth keeps the old MANIFEST, which is then what is wrong too.
        let new_manifest = kind != "MANIFEST" && dice.below(10) != 0;
        base.lay(file, &bytes, new_manifest);
        let answers = both(&mut second, &base.desk.path().join("record"));
        let what =
            format!("change {number}, {} {file}: {what}, hash {forged}, MANIFEST {new_manifest}", base.name);
        tables.note(kind, &what, answers);
        base.put_back(file);
    }
    tables.print("changed file");
    tables.must_agree();
}
