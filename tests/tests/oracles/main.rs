//! Other people's programs read what ours write, and refuse what ours refuse, for the same reason: `docs/oracles.md`.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod alterations;
mod cases;
mod files;
mod tools;
mod world;

use std::path::Path;

use cases::{Case, cases};
use election::KeyName;
use files::{Subject, Verdict};
use integration::outside::missing;
use tools::{Tool, commands};
use world::world;

/// The cases of these kinds.
fn of_kinds<'a>(cases: &'a [Case], kinds: &[&str]) -> Vec<&'a Case> {
    let found: Vec<&Case> = cases.iter().filter(|case| kinds.contains(&case.subject.kind())).collect();
    assert!(!found.is_empty());
    found
}

fn assert_agrees(tool: &Tool, cases: &[&Case]) {
    let verdicts = tool.verdicts(cases);
    assert_eq!(verdicts.len(), cases.len(), "names are unique, and each is answered");
    for case in cases {
        let (verdict, said) = &verdicts[&case.name];
        assert_eq!(*verdict, case.verdict, "{}: {} says {said:?}", case.name, tool.name);
    }
}

#[test]
fn our_own_code_says_what_the_table_says() {
    let cases = cases();
    for case in &cases {
        assert_eq!(case.subject.verdict(&case.keys), case.verdict, "{}", case.name);
    }
    for kind in ["note", "checkpoint", "proof", "path", "tree", "log"] {
        let of_kind = of_kinds(&cases, &[kind]);
        let accepted = of_kind.iter().filter(|case| case.verdict == Verdict::Accepted).count();
        assert!(accepted > 0 && accepted < of_kind.len(), "{kind}: {accepted} of {}", of_kind.len());
    }
}

#[test]
fn go_says_what_the_table_says() {
    let Some(go) = Tool::go() else { return };
    let mut cases = cases();
    // To Go, a checkpoint is a note like others.
    for case in &mut cases {
        if let Subject::Checkpoint(note) = &case.subject {
            case.subject = Subject::Note(note.clone());
        }
    }
    assert_agrees(&go, &of_kinds(&cases, &["note", "proof", "path", "tree", "log"]));
}

#[test]
fn tlog_scales_says_what_the_table_says() {
    let Some(tlog_scales) = Tool::tlog_scales() else { return };
    assert_agrees(&tlog_scales, &of_kinds(&cases(), &["checkpoint", "proof", "path", "tree", "log"]));
}

#[test]
fn openssl_and_sha256sum_say_what_the_table_says() {
    let Some(openssl) = Tool::openssl() else { return };
    let cases = cases();
    let mut cases = of_kinds(&cases, &["note", "checkpoint", "proof", "path"]);
    cases.retain(|case| !case.sweep);
    let answers = openssl.answers(&cases);
    assert_eq!(answers.len(), cases.len());
    for case in cases {
        assert_eq!(answers[&case.name], case.verdict == Verdict::Accepted, "{}", case.name);
    }
}

/// Runs what the documentation says in a folder with `record` and `receipt`; gives the lines of the answers.
fn run_documentation(openssl: &Tool, folder: &Path, commands: &[&str]) -> Vec<String> {
    let said = openssl.script(folder, &[&variables(), commands.concat().as_str()].concat());
    let answers = said.lines().filter(|line| line.starts_with("ok") || line.starts_with("REFUSED"));
    answers.map(str::to_owned).collect()
}

/// What an auditor looks up.
fn variables() -> String {
    let proof = ballot_log::TlogProof::parse(&world().receipts[0].tlog_proof).unwrap();
    let log = &world().log(&proof.checkpoint().checkpoint().origin).identity;
    let village = world().election.outcome.definition.village(&log.booth.village).unwrap();
    let note = &world().record[&format!("villages/{}/set-1/village.json.note", village.code)];
    let note = election::SignedNote::parse(note).unwrap();
    let signer: &KeyName = note.signatures()[0].name();
    let member = village.committee.keys.iter().find(|member| member.name == *signer).unwrap();
    let upper = std::str::from_utf8(&world().receipts[0].upper).unwrap();
    let code =
        upper.lines().find_map(|line| line.strip_prefix("  \"code\": \"")).unwrap().trim_end_matches("\",");
    format!(
        "VILLAGE={} MEMBER='{}' MEMBER_KEY={} BOOTH_KEY={} CODE={code} REPO='{}'\n",
        village.code,
        member.name,
        hex::encode(member.key.as_bytes()),
        hex::encode(log.key.as_bytes()),
        Path::new(env!("CARGO_MANIFEST_DIR")).join("..").display(),
    )
}

fn write_published(folder: &Path) {
    let receipt = &world().receipts[0];
    let upper = ("receipt/upper.json", &receipt.upper);
    let files =
        [("receipt/entry.bin", &receipt.entry), ("receipt/booth.tlog-proof", &receipt.tlog_proof), upper];
    let record = world().record.iter().map(|(path, bytes)| (format!("record/{path}"), bytes));
    for (path, bytes) in files.map(|(path, bytes)| (path.to_owned(), bytes)).into_iter().chain(record) {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
}

#[test]
fn the_commands_of_the_documentation_work() {
    let Some(openssl) = Tool::openssl() else { return };
    let all = commands();
    assert_eq!(all.len(), 7, "functions, record, seal, count set, receipt, Go, tlog-scales");
    let mut commands = all[1..5].to_vec();
    let mut expected = vec![
        "ok: files",
        "ok: no other files",
        "ok: seal is about this definition",
        "ok: signature of",
        "ok: note is about this count set",
        "ok: signature of",
        "ok: kode suara",
        "ok: signature of",
        "ok: place in the log",
        "ok: village_proof",
        "ok: election_proof",
    ];
    if Tool::go().is_some() {
        commands.push(all[5]);
        expected.extend(["ok", "ok"]);
        if Tool::tlog_scales().is_some() {
            commands.push(all[6]);
            expected.push("ok");
        }
    }
    let folder = tempfile::tempdir().unwrap();
    write_published(folder.path());
    let answers = run_documentation(&openssl, folder.path(), &commands);
    let fits = |(answer, expected): (&String, &&str)| answer.starts_with(*expected);
    assert!(answers.len() == expected.len() && answers.iter().zip(&expected).all(fits), "{answers:#?}");
}

#[test]
fn the_commands_of_the_documentation_refuse_what_was_altered() {
    let Some(openssl) = Tool::openssl() else { return };
    let set = format!("record/villages/{}/set-1/village.json", world().election.outcome.villages[0].village);
    let alterations: &[(&str, &str)] = &[
        ("record/election.json.note", "seal is about this definition"),
        (&format!("{set}.note"), "note is about this count set"),
        (&set, "election_proof"),
        ("receipt/entry.bin", "kode suara"),
        ("receipt/entry.bin", "place in the log"),
        ("receipt/booth.tlog-proof", "place in the log"),
        ("receipt/upper.json", "village_proof"),
    ];
    for (file, refusal) in alterations {
        let folder = tempfile::tempdir().unwrap();
        write_published(folder.path());
        let path = folder.path().join(file);
        let mut bytes = std::fs::read(&path).unwrap();
        alter(file, &mut bytes);
        std::fs::write(&path, bytes).unwrap();
        let answers = run_documentation(&openssl, folder.path(), &commands()[1..5]);
        assert!(answers.contains(&format!("REFUSED: {refusal}")), "{file}: {answers:#?}");
        assert_eq!(answers.contains(&"ok: files".to_owned()), !file.starts_with("record"), "{file}");
    }
}

/// Changes one symbol of a hash, or the last bit.
fn alter(file: &str, bytes: &mut [u8]) {
    let after = |what: &str| {
        let at = bytes.windows(what.len()).position(|window| window == what.as_bytes());
        at.unwrap() + what.len()
    };
    let at = match file.rsplit('/').next().unwrap() {
        // The hash in the note's text; the first hash of a path.
        "election.json.note" => after("simulasi\n"),
        "village.json.note" => after("\n\n") - 3,
        "booth.tlog-proof" => after("index ") + 6,
        "upper.json" => after("\"hashes\": [\n      \""),
        _ => bytes.len() - 3,
    };
    bytes[at] = if bytes[at] == b'1' { b'2' } else { b'1' };
}

#[test]
fn a_missing_tool_fails_where_everything_must_run_and_is_named_elsewhere() {
    let here = missing("go", false).unwrap();
    assert!(here.contains("SKIPPED: go") && here.contains("tests/oracles/install"), "{here}");
    assert!(missing("go", true).is_err());
}
