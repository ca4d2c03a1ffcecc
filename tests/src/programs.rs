//! The real programs, as people start them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

/// Where the program `name` (`tally` or `booth-app`) lies, built from the present sources.
///
/// # Panics
/// If it cannot be built, or there is no such program.
#[must_use]
pub fn program(name: &str) -> &'static Path {
    static BUILT: OnceLock<BTreeMap<String, PathBuf>> = OnceLock::new();
    BUILT.get_or_init(build).get(name).expect("a program of the project")
}

/// Other packages' programs are no dependencies of a test: Cargo is asked for them, and answers at once if they are
/// built already.
fn build() -> BTreeMap<String, PathBuf> {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(env!("CARGO_MANIFEST_DIR")).args(["build", "--locked", "--bins"]);
    cargo.args(["--package", "tally-cli", "--package", "booth-app", "--message-format", "json"]);
    if !cfg!(debug_assertions) {
        cargo.arg("--release");
    }
    let output = cargo.stderr(Stdio::inherit()).output().expect("cargo runs");
    assert!(output.status.success(), "the programs do not build");
    let said = String::from_utf8(output.stdout).expect("text");
    said.lines().filter_map(executable).collect()
}

/// Name and place of a program in a line of what Cargo says.
fn executable(line: &str) -> Option<(String, PathBuf)> {
    let said: serde_json::Value = serde_json::from_str(line).ok()?;
    let path = said.get("executable")?.as_str()?;
    Some((said.get("target")?.get("name")?.as_str()?.to_owned(), PathBuf::from(path)))
}
