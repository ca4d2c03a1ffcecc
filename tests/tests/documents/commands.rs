//! The command lines of the committees' pages, of the guides and of the README, given to the real program in an empty
//! folder: each may fail for want of files, but not because it is no command of this program. The tests of both programs
//! include this.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

/// A command line of a document.
struct Line {
    place: String,
    text: String,
    /// In a block of its own, hence complete; in running text it may be only the name of a command.
    whole: bool,
}

/// Tries every line of the documents that calls this program; how many there were.
pub(crate) fn try_all(program: &str, executable: &Path) -> usize {
    let lines: Vec<Line> = documents().iter().flat_map(|path| lines_of(path, program)).collect();
    lines.iter().for_each(|line| try_one(line, executable));
    lines.len()
}

fn documents() -> Vec<String> {
    let folders = ["../docs/panitia", "../docs/panduan", "../docs/teknisi"];
    let pages = folders.iter().flat_map(|folder| fs::read_dir(folder).unwrap());
    let pages = pages.map(|entry| entry.unwrap().path());
    let mut found: Vec<String> = pages.map(|path| path.to_str().unwrap().to_owned()).collect();
    found.push("../README.md".to_owned());
    found.sort();
    found
}

fn lines_of(path: &str, program: &str) -> Vec<Line> {
    let (mut found, mut block) = (Vec::new(), false);
    for (at, line) in fs::read_to_string(path).unwrap().lines().enumerate() {
        let mut keep = |text: &str, whole: bool| {
            if text.trim().strip_prefix(program).is_some_and(|rest| rest.starts_with(' ')) {
                let place = format!("{path}:{}", at + 1);
                found.push(Line { place, text: text.trim().to_owned(), whole });
            }
        };
        match block {
            _ if line.trim().starts_with("```") => block = !block,
            true => keep(line, true),
            false => line.split('`').skip(1).step_by(2).for_each(|quoted| keep(quoted, false)),
        }
    }
    found
}

fn try_one(line: &Line, executable: &Path) {
    let Line { place, text, whole } = line;
    let mut words = words_of(text);
    // A device is where Linux has it.
    let relative = |word: &String| !word.starts_with('/') || word.starts_with("/dev/");
    assert!(words.iter().all(relative), "{place}: a path is not relative: {text}");
    let named_only = !whole && !words.iter().any(|word| word.starts_with("--"));
    words.push(if named_only { "--help".to_owned() } else { "--json".to_owned() });
    let empty = tempfile::tempdir().unwrap();
    let run = Command::new(executable)
        .args(words.iter().skip(1))
        .current_dir(empty.path())
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let out: String = String::from_utf8(run.stdout).unwrap().split_whitespace().collect();
    let known = if named_only { run.status.success() } else { !out.contains("\"command\":\"usage\"") };
    assert!(known, "{place}: {text}\n{out}");
}

/// Words as a shell parts them, with double quotes; what stands for 64 digits is replaced by some.
fn words_of(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for symbol in text.chars() {
        match (symbol, quoted) {
            ('"', _) => quoted = !quoted,
            (' ', false) => words.push(String::new()),
            _ => words.last_mut().unwrap().push(symbol),
        }
    }
    words.retain(|word| !word.is_empty());
    let digits =
        |word: String| if matches!(word.as_str(), "NOMOR" | "NUMBER") { "0".repeat(64) } else { word };
    words.into_iter().map(digits).collect()
}
