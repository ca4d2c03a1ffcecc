//! Tools of others that may be missing: `docs/oracles.md`.

use std::io::Write as _;
use std::path::{Path, PathBuf};

/// The tool if it is there. If not, it says so; in CI, where everything must be there, it fails.
///
/// # Panics
/// In CI, if it is missing.
#[must_use]
#[expect(clippy::panic, reason = "a test fails by panicking")]
pub fn if_present<T>(name: &str, tool: T, present: bool) -> Option<T> {
    if present {
        return Some(tool);
    }
    let missing = missing(name, std::env::var_os("CI").is_some());
    let line = missing.unwrap_or_else(|wrong| panic!("{wrong}")) + "\n";
    // Not `eprintln!`, whose output a passing test keeps to itself.
    std::io::stderr().write_all(line.as_bytes()).expect("standard error");
    None
}

/// What to say of a tool that is not there.
///
/// # Errors
/// The same where everything must be there.
pub fn missing(name: &str, in_ci: bool) -> Result<String, String> {
    let what = format!("{name} is missing: `tests/oracles/install` (Debian, as root) installs it");
    if in_ci { Err(what) } else { Ok(format!("SKIPPED: {what}")) }
}

/// The Python environment that `tests/oracles/install` makes; `tmpdir` is the test's `CARGO_TARGET_TMPDIR`.
#[must_use]
pub fn python(tmpdir: &str) -> PathBuf {
    Path::new(tmpdir).join("../oracles/bin/python")
}

/// A file in `tests/oracles`.
#[must_use]
pub fn oracle(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("oracles").join(name)
}
