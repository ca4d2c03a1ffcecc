//! What the documents name exists: every test, fixture and file of the threat model, every section of the specification
//! that is cited anywhere, every check number.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod guides;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().unwrap()
}

fn read(path: impl AsRef<Path>) -> String {
    fs::read_to_string(root().join(path)).unwrap()
}

/// Every text file of the project that may cite the specification, by its path from the root.
fn sources() -> BTreeMap<PathBuf, String> {
    let mut found = BTreeMap::new();
    let mut folders = vec![root()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap().map(Result::unwrap) {
            let (path, name) = (entry.path(), entry.file_name().into_string().unwrap());
            let kind = entry.file_type().unwrap();
            if kind.is_dir() && !name.starts_with('.') && !matches!(name.as_str(), "target" | "tampered") {
                folders.push(path);
            } else if kind.is_file() && is_text(&path) {
                let text = fs::read_to_string(&path).unwrap();
                found.insert(path.strip_prefix(root()).unwrap().to_path_buf(), text);
            }
        }
    }
    found
}

fn is_text(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str());
    matches!(extension, Some("rs" | "md" | "py" | "go" | "sql" | "ftl" | "toml" | "rules"))
}

/// The numbers of sections that `spec.md` has: `9` and `9.4`.
fn sections() -> BTreeSet<String> {
    let spec = read("docs/spec.md");
    let headings = spec.lines().filter_map(|line| {
        line.strip_prefix("## ").or_else(|| line.strip_prefix("### "))?.split_whitespace().next()
    });
    headings.map(|number| number.trim_end_matches('.').to_owned()).collect()
}

/// The sections that a text cites: after the word `spec` one number, or several between commas.
fn cited(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, word) in text.match_indices("spec ") {
        let whole = !text.get(..at).is_some_and(|before| before.ends_with(char::is_alphanumeric));
        let mut rest = text.get(at + word.len()..).unwrap();
        while let Some(number) = number_at(rest).filter(|_| whole) {
            found.push(number.to_owned());
            rest = rest.get(number.len()..).unwrap();
            match rest.strip_prefix(", ") {
                Some(more) => rest = more,
                None => break,
            }
        }
    }
    found
}

/// `9`, `9.4`: digits, and after a dot digits again.
fn number_at(text: &str) -> Option<&str> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let first = digits(text);
    let second = text.get(first..)?.strip_prefix('.').map_or(0, digits);
    let length = if second == 0 { first } else { first + 1 + second };
    text.get(..length).filter(|number| !number.is_empty())
}

#[test]
fn every_section_that_is_cited_exists() {
    assert_eq!(cited("(spec 9.4, 12). No inspec 3; spec 1.5 and the spec."), ["9.4", "12", "1.5"]);
    let sections = sections();
    let mut citations = 0;
    for (path, text) in sources() {
        for section in cited(&text) {
            citations += 1;
            assert!(sections.contains(&section), "{}: spec {section} does not exist", path.display());
        }
    }
    assert!(citations > 200, "only {citations} citations were found");
}

/// An attack of the threat model.
struct Attack {
    number: String,
    checks: String,
    shown_by: String,
    remains: String,
}

const COLUMNS: &str = "| nr | attack | who | what stops or shows it | checks | shown by | what remains |";

fn attacks() -> Vec<Attack> {
    let text = read("docs/threat-model.md");
    let mut tables = text.split(COLUMNS);
    tables.next().unwrap();
    let rows = tables.flat_map(|table| table.lines().skip(2).take_while(|line| line.starts_with('|')));
    rows.map(|row| {
        let cells: Vec<String> =
            row.trim_matches('|').split(" | ").map(|cell| cell.trim().to_owned()).collect();
        let [number, _, _, _, checks, shown_by, remains] = <[String; 7]>::try_from(cells)
            .unwrap_or_else(|cells| panic!("{} cells instead of 7: {row}", cells.len()));
        Attack { number, checks, shown_by, remains }
    })
    .collect()
}

/// What stands between backquotes.
fn quoted(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('`').skip(1).step_by(2)
}

/// The functions under `#[test]`.
fn tests(sources: &BTreeMap<PathBuf, String>) -> BTreeSet<String> {
    let code = sources.iter().filter(|(path, _)| path.extension().is_some_and(|extension| extension == "rs"));
    let after = code.flat_map(|(_, text)| text.split("#[test]").skip(1));
    let name = |text: &str| Some(text.split_once("fn ")?.1.split_once('(')?.0.to_owned());
    after.filter_map(name).collect()
}

#[test]
fn every_test_and_fixture_of_the_threat_model_exists() {
    let tests = tests(&sources());
    let attacks = attacks();
    for Attack { number, shown_by, remains, .. } in &attacks {
        assert!(!remains.is_empty(), "attack {number}: what remains is not told");
        let mut shown = quoted(shown_by).peekable();
        assert!(shown.peek().is_some() || shown_by == "-", "attack {number}: {shown_by} names nothing");
        for name in shown {
            let case = name.starts_with(|first: char| first.is_ascii_digit());
            let exists = match (case, name.contains('/')) {
                (true, _) => root().join("fixtures/tampered").join(name).is_dir(),
                (_, true) => root().join(name).exists(),
                _ => tests.contains(name),
            };
            assert!(exists, "attack {number}: there is no {name}");
        }
    }
    let numbers: Vec<usize> = attacks.iter().map(|attack| attack.number.parse().unwrap()).collect();
    assert_eq!(numbers, (1..=numbers.len()).collect::<Vec<_>>(), "numbers of attacks");
    assert!(numbers.len() > 50, "the tables are not found");
}

#[test]
fn every_check_of_the_threat_model_is_in_the_specification_and_the_other_way_round() {
    let spec = read("docs/spec.md");
    let table = spec.split_once("## 12. Checks").unwrap().1.split_once("## 13.").unwrap().0;
    let first_cell = |line: &str| Some(line.strip_prefix("| ")?.split_once(" |")?.0.to_owned());
    let checks: BTreeSet<String> =
        table.lines().filter_map(first_cell).filter(|cell| cell.parse::<u8>().is_ok()).collect();
    let mut named = BTreeSet::new();
    for Attack { number, checks: cell, .. } in attacks() {
        for check in cell.split(", ").filter(|check| *check != "-") {
            assert!(checks.contains(check), "attack {number}: there is no check {check}");
            named.insert(check.to_owned());
        }
    }
    assert_eq!(named, checks, "checks that meet no attack");
}

/// Lines of a printed page, and letters of a line.
const PAGE: (usize, usize) = (64, 95);

#[test]
fn every_stage_has_a_page_that_is_printed_on_one_sheet() {
    let index = read("docs/panitia/README.md");
    let pages = fs::read_dir(root().join("docs/panitia")).unwrap().map(|entry| entry.unwrap().file_name());
    let pages: BTreeSet<String> = pages.map(|name| name.into_string().unwrap()).collect();
    for page in &pages {
        assert!(page == "README.md" || index.contains(&format!("]({page})")), "{page} is not in the index");
        let printed = |line: &str| 1 + line.chars().count().saturating_sub(1) / PAGE.1;
        let lines: usize = read(Path::new("docs/panitia").join(page)).lines().map(printed).sum();
        assert!(lines <= PAGE.0, "{page} has {lines} printed lines");
    }
    assert_eq!(pages.len(), 14);
}

/// What the programs say, in one string; what is filled in at run time parts it.
fn screens() -> String {
    let programs = ["crates/dialogue", "tally-cli", "booth-app"];
    let texts = programs.map(|program| read(format!("{program}/texts/id.ftl"))).concat();
    let texts = texts + &read("crates/papers/src/recap/texts/id.ftl");
    let said: Vec<&str> =
        texts.split('{').map(|part| part.split_once('}').map_or(part, |(_, rest)| rest)).collect();
    // Why a bulletin is refused is said where it is read.
    said.join("\0") + &read("crates/tally/src/bulletin/mod.rs")
}

#[test]
fn what_the_pages_quote_from_the_screen_is_said_by_the_programs() {
    let (screens, mut quotes) = (screens(), 0);
    for page in fs::read_dir(root().join("docs/panitia")).unwrap().map(|entry| entry.unwrap().path()) {
        let text = fs::read_to_string(&page).unwrap();
        let first_cells = text.lines().filter_map(|line| line.strip_prefix("| ")?.split(" | ").next());
        for quote in first_cells.flat_map(quoted) {
            quotes += 1;
            for part in quote.split("...").flat_map(|part| part.split(|letter: char| letter.is_ascii_digit()))
            {
                let part = part.trim_matches([' ', '.', ':', ',', '-']);
                assert!(screens.contains(part), "{}: no screen says {part:?} of {quote:?}", page.display());
            }
        }
    }
    assert!(quotes > 50, "only {quotes} quotes were found");
}

#[test]
fn the_four_sentences_stand_in_every_manual() {
    let security = read("SECURITY.md");
    let rows = security.split_once("| English | Indonesian |").unwrap().1.lines().skip(2);
    let sentences: Vec<Vec<&str>> = rows
        .take_while(|row| row.starts_with('|'))
        .map(|row| row.trim_matches('|').split(" | ").map(str::trim).collect())
        .collect();
    assert_eq!(sentences.len(), 4);
    for manual in ["docs/panitia/README.md", "docs/panduan/kpps.md"] {
        for sentence in &sentences {
            assert!(read(manual).contains(sentence[1]), "{} is not in {manual}", sentence[1]);
        }
    }
}
