//! The real programs, as people start them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::time::SystemTime;

/// Where the program `name` (`tally` or `booth-app`) lies, built from the present sources.
///
/// # Panics
/// If it cannot be built, or there is no such program.
#[must_use]
pub fn program(name: &str) -> &'static Path {
    static FOUND: OnceLock<BTreeMap<String, PathBuf>> = OnceLock::new();
    FOUND.get_or_init(|| built().unwrap_or_else(build)).get(name).expect("a program of the project")
}

/// What `cargo test --workspace` has built for the programs' own tests, if no source has changed since.
fn built() -> Option<BTreeMap<String, PathBuf>> {
    let test = std::env::current_exe().ok()?;
    let folder = test.ancestors().find(|folder| folder.ends_with("deps"))?.parent()?;
    ["tally", "booth-app"]
        .into_iter()
        .map(|name| Some((name.to_owned(), fresh(&folder.join(name))?)))
        .collect()
}

/// A program that is newer than everything that it was made of, as Cargo lists it beside the program.
fn fresh(program: &Path) -> Option<PathBuf> {
    let time = |path: &Path| -> Option<SystemTime> { fs::metadata(path).ok()?.modified().ok() };
    let made = time(program)?;
    let list = fs::read_to_string(program.with_extension("d")).ok()?;
    let (_, sources) = list.split_once(": ")?;
    let lock = concat!(env!("CARGO_MANIFEST_DIR"), "/../Cargo.lock");
    let mut sources = sources.split_whitespace().chain([lock]);
    sources.all(|source| time(Path::new(source)).is_some_and(|it| it < made)).then(|| program.to_owned())
}

/// Other packages' programs are no dependencies of a test: Cargo is asked for them.
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
