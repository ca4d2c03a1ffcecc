//! A small slice of `nation/check.py`: three villages counted by Dask's worker processes, one of which is killed at work. The
//! whole campaign is in `nation/README.md`.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::path::Path;
use std::process::Command;

use integration::outside::{if_present, python};

#[test]
fn workers_make_the_record_of_a_single_process_and_what_they_leave_undone_is_told() {
    let python = python(env!("CARGO_TARGET_TMPDIR"));
    let there = Command::new(&python)
        .args(["-c", "import distributed"])
        .output()
        .is_ok_and(|run| run.status.success());
    let Some(python) = if_present("distributed", python, there) else { return };
    let check = Path::new(env!("CARGO_MANIFEST_DIR")).join("../nation/check.py");
    let run = Command::new(python)
        .arg(check)
        .arg("--tally")
        .arg(integration::program("tally"))
        .args(["--villages", "3", "--voters", "15", "--workers", "2"])
        .output()
        .unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
}
