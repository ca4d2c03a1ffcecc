//! Running a program and learning what it took.
//!
//! The system tells the largest memory only over all children of a process together, so every run has a parent of its own: this
//! program again, as `timed`.

use std::ffi::OsString;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context as _, Result, bail};
use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike as _;
use serde::{Deserialize, Serialize};

/// What a program took from its start to its end.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Took {
    /// Seconds by the clock on the wall.
    pub seconds: f64,
    /// Seconds of all processors together, in the program and in the system for it.
    pub processor: f64,
    /// Largest resident memory in KiB (`ru_maxrss`).
    pub peak: i64,
    /// Exit code.
    pub exit: i32,
}

/// The body of the command `timed`: runs a program with its output thrown away and prints [`Took`] as JSON.
///
/// # Errors
/// It cannot be started, or was ended by a signal.
pub fn timed(command: &[OsString]) -> Result<String> {
    let (program, arguments) = command.split_first().context("no program")?;
    let begun = Instant::now();
    let status = Command::new(program).args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).status();
    let status = status.with_context(|| program.display().to_string())?;
    let seconds = begun.elapsed().as_secs_f64();
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    let micros = usage.user_time().num_microseconds() + usage.system_time().num_microseconds();
    let processor = u32::try_from(micros / 1_000).map_or(f64::NAN, |millis| f64::from(millis) / 1e3);
    let exit = status.code().context("ended by a signal")?;
    Ok(serde_json::to_string(&Took { seconds, processor, peak: usage.max_rss(), exit })?)
}

/// Runs a program with this many threads for its work. `benches` is this program.
///
/// # Errors
/// It cannot be run, or ends as no complete or incomplete record does (3 and above).
pub fn run(benches: &Path, threads: usize, command: &[OsString]) -> Result<Took> {
    let output = Command::new(benches)
        .arg("timed")
        .arg("--")
        .args(command)
        .env("RAYON_NUM_THREADS", threads.to_string())
        .stdin(Stdio::null())
        .output()?;
    let said = || String::from_utf8_lossy(&output.stderr).into_owned();
    if !output.status.success() {
        bail!("{}", said());
    }
    let took: Took = serde_json::from_slice(&output.stdout)?;
    if took.exit > 2 {
        bail!("{} ends with {}: {}", command.join(" ".as_ref()).display(), took.exit, said());
    }
    Ok(took)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_is_measured_from_its_start_to_its_end() {
        let took = timed(&["sh".into(), "-c".into(), "sleep 0.05; exit 2".into()]).unwrap();
        let took: Took = serde_json::from_str(&took).unwrap();
        assert_eq!(took.exit, 2);
        assert!(took.seconds >= 0.05 && took.processor < took.seconds, "{took:?}");
        assert!(took.peak > 100, "{took:?}");
        assert!(timed(&["/there/is/no/such/program".into()]).is_err());
    }
}
