//! A folder, the program, and what it answered.

use std::fs;
use std::os::unix::process::ExitStatusExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value as Json;
use tempfile::TempDir;

/// A working folder in which the program runs.
pub(crate) struct Desk {
    folder: TempDir,
}

/// How one run ended.
pub(crate) struct Run {
    pub(crate) code: Option<i32>,
    pub(crate) signal: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Desk {
    /// A folder with the officers' codes in `codes` and wrong ones in `wrong`.
    pub(crate) fn new() -> Self {
        let desk = Self { folder: tempfile::tempdir().unwrap() };
        desk.write("codes", "12345678\n87654321\n");
        desk.write("wrong", "87654321\n12345678\n");
        fs::create_dir(desk.path("tmp")).unwrap();
        desk
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        fs::write(self.path(name), content).unwrap();
    }

    pub(crate) fn read(&self, name: impl AsRef<Path>) -> Vec<u8> {
        fs::read(self.folder.path().join(name)).unwrap()
    }

    /// Names in a folder, sorted.
    pub(crate) fn names(&self, folder: &str) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(self.path(folder))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    pub(crate) fn run(&self, line: &str) -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_booth-app"));
        command.current_dir(self.folder.path()).args(line.split_whitespace()).env_remove("BOOTH_LANG");
        // No screen of whoever runs the tests is touched.
        command.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY").env_remove("WAYLAND_SOCKET");
        command.env("TMPDIR", self.path("tmp"));
        let output = command.stdin(Stdio::null()).output().unwrap();
        Run {
            code: output.status.code(),
            signal: output.status.signal(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Runs a command that must succeed and returns its `--json` result.
    pub(crate) fn ok(&self, line: &str) -> Json {
        self.run(&format!("{line} --json")).ends(0)
    }

    /// Enrols a booth into `<name>`, with its mirror in `<name>-mirror` and its note in `stick`.
    pub(crate) fn enrol(&self, name: &str, booth: &str, mode: &str) -> Json {
        self.ok(&format!(
            "enrol --booth {booth} --mode {mode} --data {name} --mirror {name}-mirror --out stick \
             --codes codes --same-device-i-know"
        ))
    }

    /// Plays a script on the booth in `<name>`, paper in `paper`.
    pub(crate) fn drill(&self, name: &str, script: &str) -> Run {
        self.write("script", script);
        self.run(&format!(
            "drill --data {name} --mirror {name}-mirror --slips paper --script script --codes codes --json"
        ))
    }
}

impl Run {
    /// The `--json` result of a run that ended with this code.
    pub(crate) fn ends(&self, code: i32) -> Json {
        assert_eq!(self.code, Some(code), "{}{}", self.out, self.err);
        let json = self.steps().remove(0);
        assert_eq!(json["exit"], code);
        json["result"].clone()
    }

    /// The objects that were printed, one a line.
    pub(crate) fn steps(&self) -> Vec<Json> {
        let parse = |line: &str| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
        self.out.lines().map(parse).collect()
    }

    /// What came of every step, in a word; with the reason where it was refused.
    pub(crate) fn outcomes(&self) -> Vec<String> {
        let word = |step: &Json| match step["reason"].as_str() {
            Some(reason) => reason.to_owned(),
            None => step["outcome"].as_str().unwrap_or("none").to_owned(),
        };
        self.steps().iter().map(word).collect()
    }

    /// The run failed with this exit code and error code.
    pub(crate) fn fails(&self, code: i32, error: &str) {
        let json = self.steps().pop().unwrap_or_else(|| panic!("{}", self.err));
        assert_eq!(
            (self.code, json["error"]["code"].as_str()),
            (Some(code), Some(error)),
            "{json}{}",
            self.err
        );
        assert_eq!(json["exit"], code);
        assert!(!json["error"]["message"].as_str().unwrap().is_empty());
    }
}
