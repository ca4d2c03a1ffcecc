//! The offices of the election: everybody's folders, and the two programs as they are typed there.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use integration::program;
use serde_json::Value as Json;
use tempfile::TempDir;

/// A folder with everybody's folders in it.
pub(crate) struct Office {
    folder: TempDir,
}

impl Office {
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
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

    /// Runs a command that must succeed; its answer.
    pub(crate) fn ok(&self, line: &str) -> Json {
        self.ends(&[0], line)
    }

    /// Runs a command that must end with one of these exit codes; its answer.
    pub(crate) fn ends(&self, exits: &[i32], line: &str) -> Json {
        let mut words = line.split_whitespace();
        let mut command = Command::new(program(words.next().unwrap()));
        command.args(words).arg("--json").current_dir(self.folder.path()).stdin(Stdio::null());
        command.env_remove("TALLY_LANG").env_remove("BOOTH_LANG");
        let done = command.output().unwrap();
        let (said, wrong) = (String::from_utf8(done.stdout).unwrap(), String::from_utf8_lossy(&done.stderr));
        assert!(done.status.code().is_some_and(|code| exits.contains(&code)), "{line}\n{said}\n{wrong}");
        let answer: Json =
            serde_json::from_str(&said).unwrap_or_else(|error| panic!("{error}: {line}\n{said}"));
        answer["result"].clone()
    }
}
