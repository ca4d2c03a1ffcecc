//! Other people's programs on the exports: jsonschema and LibreOffice.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use integration::outside::{if_present, oracle, python};
use papers::export::csv::{Cell, Table};
use serde_json::Value as Json;

use crate::world::exports;

const ERR: &str = "NIST_V2_election_results_reporting.json";
const EEL: &str = "NIST_V1_election_event_logging.json";

/// An official schema.
pub(crate) fn schema(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../standards/nist").join(name)
}

fn jsonschema() -> Option<PathBuf> {
    let python = python(env!("CARGO_TARGET_TMPDIR"));
    let there = Command::new(&python)
        .args(["-c", "import jsonschema"])
        .output()
        .is_ok_and(|run| run.status.success());
    if_present("jsonschema", python, there)
}

/// What a Python program of `tests/oracles` says of each file.
fn said(python: &Path, program: &str, words: &[PathBuf]) -> Vec<(PathBuf, String)> {
    let output = Command::new(python).arg(oracle(program)).args(words).output().unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{program}: {errors}");
    let lines = String::from_utf8(output.stdout).unwrap();
    let line = |line: &str| line.split_once('\t').map(|(file, said)| (PathBuf::from(file), said.to_owned()));
    lines.lines().map(|text| line(text).unwrap()).collect()
}

fn verdicts(python: &Path, name: &str, files: &[PathBuf]) -> Vec<(PathBuf, String)> {
    let words: Vec<PathBuf> = std::iter::once(schema(name)).chain(files.iter().cloned()).collect();
    let verdicts = said(python, "schemas.py", &words);
    assert_eq!(verdicts.len(), files.len());
    verdicts
}

fn reports() -> Vec<PathBuf> {
    exports().iter().map(|one| one.out.join("nist-err.json")).collect()
}

fn logs() -> Vec<PathBuf> {
    exports().iter().flat_map(|one| one.files("events", ".json")).collect()
}

#[test]
fn jsonschema_accepts_the_nist_exports_of_every_record() {
    let Some(python) = jsonschema() else { return };
    for (name, files) in [(ERR, reports()), (EEL, logs())] {
        assert!(files.len() >= exports().len());
        let refused: Vec<_> =
            verdicts(&python, name, &files).into_iter().filter(|(_, said)| said != "ok").collect();
        assert!(refused.is_empty(), "{refused:#?}");
    }
}

/// One alteration at a time: the validator refuses what is not NIST's, so its `ok` means something.
#[test]
fn jsonschema_refuses_what_is_altered() {
    let Some(python) = jsonschema() else { return };
    let desk = tempfile::tempdir().unwrap();
    let (report, log) =
        (exports()[0].json("nist-err.json"), exports()[0].files("events", "-1.json").remove(0));
    let log: Json = serde_json::from_slice(&fs::read(log).unwrap()).unwrap();
    for (name, content, place, value) in [
        (ERR, &report, "/SequenceStart", Json::from("1")),
        (ERR, &report, "/Status", "final".into()),
        (ERR, &report, "/GpUnit/0/Type", "desa".into()),
        (ERR, &report, "/Election/0/StartDate", "22 November 2026".into()),
        (ERR, &report, "/GeneratedDate", "2026-11-22T15:00:00".into()),
        (ERR, &report, "/Election/0/Contest/0/ContestSelection/0/VoteCounts/0/Count", "7".into()),
        (ERR, &report, "/Election/0/BallotCounts/0/BallotsCast", Json::Null),
        (EEL, &log, "/Device/0/Event/0/Sequence", 1.into()),
        (EEL, &log, "/Device/0/Event/0/Disposition", "good".into()),
        (EEL, &log, "/Device/0/Type", "bilik".into()),
    ] {
        let mut altered = content.clone();
        *altered.pointer_mut(place).unwrap_or_else(|| panic!("{place}")) = value;
        let file = desk.path().join("altered.json");
        fs::write(&file, altered.to_string()).unwrap();
        let verdicts = verdicts(&python, name, &[file]);
        assert!(verdicts[0].1.starts_with("refused: "), "{place}: {verdicts:?}");
    }
}

fn libreoffice() -> Option<PathBuf> {
    let there = Command::new("soffice").arg("--version").output().is_ok_and(|run| run.status.success());
    if_present("LibreOffice (soffice)", python(env!("CARGO_TARGET_TMPDIR")), there)
}

/// Names as somebody hostile, or merely unlucky, might have them.
fn hostile(folder: &Path) -> PathBuf {
    let names = [
        "=1+1",
        "+62",
        "-7",
        "@x",
        "0012",
        "1/2",
        "1-2-26",
        "2026-11-22",
        "12:30",
        "1e5",
        "50%",
        "TRUE",
        "False",
        "BENAR",
        "Mar 1",
        "MAR1",
        "May-26",
        "March 5, 2026",
        "NaN",
        "E5",
        "Rp 5",
        "USD 5",
        "Siti \"Ning\" Aminah",
        "Budi, S.T.; M.Si",
        "a;=1+1",
        "a;\"=1+1\"",
        "a\n=1+1",
        "a\r\n@b",
        "a\t=1+1",
        "a, =1+1",
        "\t=1+1",
        "\r=1+1",
        " =1+1",
        "＝1+1",
        "'=1+1",
        "\"=1+1",
        "\"\"=1+1",
        "=cmd|' /C calc'!A0",
        "=HYPERLINK(\"http://x.example\")",
        "<b>x</b>",
        "",
        "Đỗ Āïšah – “Ning”",
        "=1+1;=1+1",
        ";=1+1",
        "\";=1+1;\"",
        "x\";=1+1;\"",
    ];
    let row = |name: &&str| {
        vec![Cell::from(*name), 7_u32.into(), Cell::code("9901022001"), Cell::Empty, Cell::from(*name)]
    };
    let table =
        Table { heads: vec!["nama", "n", "kode", "kosong", "lagi"], rows: names.iter().map(row).collect() };
    let file = folder.join("hostile.csv");
    fs::write(&file, table.to_bytes()).unwrap();
    file
}

/// LibreOffice converts files by name into one folder: each gets one of its own.
fn tables(folder: &Path) -> Vec<PathBuf> {
    let mut tables = vec![hostile(folder)];
    for (number, one) in exports().iter().enumerate() {
        for file in one.files("csv", ".csv") {
            let copy = folder.join(format!("{number}-{}", file.file_name().unwrap().to_str().unwrap()));
            fs::copy(file, &copy).unwrap();
            tables.push(copy);
        }
    }
    tables
}

#[test]
fn libreoffice_shows_every_cell_as_it_is_and_no_formula() {
    let Some(python) = libreoffice() else { return };
    let desk = tempfile::tempdir().unwrap();
    let tables = tables(desk.path());
    assert!(tables.len() > 6 * exports().len());
    let said = said(&python, "cells.py", &tables);
    assert_eq!(said.len(), tables.len());
    let wrong: Vec<_> = said.iter().filter(|(_, said)| !said.starts_with("ok ")).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// What is not made harmless becomes a formula or another cell: the comparison sees it.
#[test]
fn libreoffice_runs_and_rewrites_what_is_not_made_harmless() {
    let Some(python) = libreoffice() else { return };
    let desk = tempfile::tempdir().unwrap();
    let raw =
        [("formula", "\"=1+1\""), ("zeros", "\"0012\""), ("date", "\"2026-11-22\""), ("cut", "x,y;=1+1;z")];
    let files = raw.map(|(name, cell)| {
        let file = desk.path().join(format!("{name}.csv"));
        fs::write(&file, format!("\u{feff}nama\r\n{cell}\r\n")).unwrap();
        file
    });
    for (file, said) in said(&python, "cells.py", &files) {
        assert!(!said.starts_with("ok "), "{}: {said}", file.display());
    }
}
