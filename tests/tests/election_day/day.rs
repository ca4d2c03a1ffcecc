//! A folder with everybody's folders in it, the two programs, and a document that keeps what was typed and answered.

use std::fs;
use std::os::unix::process::ExitStatusExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use integration::program;
use serde_json::Value as Json;
use tempfile::TempDir;

use crate::document::Document;

/// The day so far.
pub(crate) struct Day {
    folder: TempDir,
    pub(crate) document: Document,
}

/// How a program ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    /// With this exit code.
    Exit(i32),
    /// The machine went off.
    Dead,
}

/// How much of an answer is kept in the document.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Show {
    /// All of it.
    All,
    /// At most so many rows of each table.
    Rows(usize),
    /// So many lines at its beginning and at its end.
    Ends(usize, usize),
    /// So many lines from the first that holds this text on.
    Part(&'static str, usize),
    /// All of it, with the rows of its table, which stand in the order of hashes, sorted by what else they say.
    Sorted,
    /// Nothing: it looks like the one before.
    Nothing,
}

impl Day {
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), document: Document::default() }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    pub(crate) fn write(&self, name: &str, content: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    /// Puts one of the demonstration's pictures there.
    pub(crate) fn picture(&self, fruit: &str, name: &str) {
        let pictures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../booth-app/demo");
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::copy(pictures.join(fruit).with_extension("png"), path).unwrap();
    }

    /// Names in a folder, sorted.
    pub(crate) fn names(&self, folder: &str) -> Vec<String> {
        let entries = fs::read_dir(self.path(folder)).unwrap_or_else(|error| panic!("{folder}: {error}"));
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    /// Runs a command that must succeed; the document keeps its answer.
    pub(crate) fn shows(&mut self, line: &str) -> String {
        self.run(End::Exit(0), Show::All, line)
    }

    /// Runs a command that must succeed; the document keeps so many lines at the beginning and at the end.
    pub(crate) fn glimpse(&mut self, first: usize, last: usize, line: &str) -> String {
        self.run(End::Exit(0), Show::Ends(first, last), line)
    }

    /// Runs a command that must end so; the document keeps its answer.
    pub(crate) fn ends(&mut self, exit: i32, line: &str) -> String {
        self.run(End::Exit(exit), Show::All, line)
    }

    /// Runs a command that must succeed and answers as one did before.
    pub(crate) fn likewise(&mut self, line: &str) -> String {
        self.run(End::Exit(0), Show::Nothing, line)
    }

    /// Runs a command, which must succeed, for all values of its variables `$x`; the document keeps it as the loop of a
    /// shell, without answers.
    pub(crate) fn each(&mut self, loops: &[(&str, &[&str])], line: &str) {
        let mut lines = vec![line.to_owned()];
        for (variable, values) in loops {
            let of = |line: &String| {
                values.iter().map(|value| line.replace(&format!("${variable}"), value)).collect::<Vec<_>>()
            };
            lines = lines.iter().flat_map(of).collect();
        }
        for line in lines {
            let (end, said) = self.start(&line, &[]);
            assert_eq!(end, End::Exit(0), "{line}\n{said}");
        }
        let heads: String = loops
            .iter()
            .map(|(variable, values)| format!("for {variable} in {}; do ", values.join(" ")))
            .collect();
        let line = format!("{heads}{line}{}", "; done".repeat(loops.len()));
        self.document.command(&line, "", End::Exit(0), Show::All);
    }

    /// Runs a command; the document keeps so much of its answer.
    pub(crate) fn run(&mut self, end: End, show: Show, line: &str) -> String {
        let (found, said) = self.start(line, &[]);
        assert_eq!(found, end, "{line}\n{said}");
        self.document.command(line, &said, end, show);
        said
    }

    /// What a command that changes nothing, or nothing more, says to programs. The document does not keep it.
    pub(crate) fn json(&self, exit: i32, line: &str) -> Json {
        self.to_programs(exit, line)["result"].clone()
    }

    /// With which error code a command fails. The document does not keep it.
    pub(crate) fn fails(&self, exit: i32, line: &str) -> String {
        self.to_programs(exit, line)["error"]["code"].as_str().unwrap().to_owned()
    }

    fn to_programs(&self, exit: i32, line: &str) -> Json {
        let (end, said) = self.start(line, &["--json", "--quiet"]);
        assert_eq!(end, End::Exit(exit), "{line}\n{said}");
        let json: Json =
            serde_json::from_str(&said).unwrap_or_else(|error| panic!("{error}: {line}\n{said}"));
        assert_eq!(json["exit"], exit, "{line}");
        json
    }

    /// Copies and removes files: sticks that people carry.
    pub(crate) fn carry(&mut self, line: &str) {
        let shell = Command::new("sh").arg("-ec").arg(line).current_dir(self.folder.path()).output().unwrap();
        assert!(shell.status.success(), "{line}\n{}", String::from_utf8_lossy(&shell.stderr));
        self.document.command(line, "", End::Exit(0), Show::All);
    }

    /// Runs a command of one of the two programs, without a terminal: how it ended, and what stood on the screen.
    fn start(&self, line: &str, more: &[&str]) -> (End, String) {
        let words = words(line);
        let (name, words) = words.split_first().unwrap();
        // One file for both streams, so that lines stand in the order in which they were written.
        let screen = tempfile::NamedTempFile::new().unwrap();
        let stream = || Stdio::from(fs::OpenOptions::new().append(true).open(screen.path()).unwrap());
        let mut command = Command::new(program(name));
        command.args(words).args(more).current_dir(self.folder.path());
        command.env_remove("TALLY_LANG").env_remove("BOOTH_LANG");
        let status = command.stdin(Stdio::null()).stdout(stream()).stderr(stream()).status().unwrap();
        let end = match (status.code(), status.signal()) {
            (Some(code), _) => End::Exit(code),
            (None, Some(9)) => End::Dead,
            other => panic!("{line}: {other:?}"),
        };
        (end, fs::read_to_string(screen.path()).unwrap())
    }
}

/// The words of a line; quotes keep white space inside a word.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (place, part) in line.split('"').enumerate() {
        match place % 2 {
            0 => words.extend(part.split_whitespace().map(str::to_owned)),
            _ => words.push(part.to_owned()),
        }
    }
    words
}
