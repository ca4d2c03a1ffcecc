//! The real program, measured from outside.

use std::fs::{self, File};
use std::os::unix::process::{CommandExt as _, ExitStatusExt as _};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use fixtures::world::Made;

/// User and group of whoever owns nothing.
pub(crate) const NOBODY: u32 = 65_534;
/// Between two looks at how much memory it has.
const GLANCE: Duration = Duration::from_millis(3);

/// A merge that is asked for.
pub(crate) struct Asked {
    /// The program.
    pub(crate) tally: PathBuf,
    /// Options before all others.
    pub(crate) words: Vec<String>,
    /// The definition.
    pub(crate) definition: PathBuf,
    /// Everything that came in.
    pub(crate) inputs: Vec<PathBuf>,
    /// Where the record is to stand; its folder is there.
    pub(crate) record: PathBuf,
    /// When it counts as hung.
    pub(crate) patience: Duration,
}

/// How a run ended.
#[derive(Debug, Clone)]
pub(crate) struct Run {
    /// Its exit code; none, if a signal ended it.
    pub(crate) code: Option<i32>,
    /// The signal that ended it.
    pub(crate) signal: Option<i32>,
    /// Whether it was ended because it took too long.
    pub(crate) hung: bool,
    /// What it said.
    pub(crate) out: String,
    /// What it said beside.
    pub(crate) err: String,
    /// `merge-report.json`; empty if there is none.
    pub(crate) report: String,
    /// How long it took.
    pub(crate) wall: Duration,
    /// What it had of the processors, as the system last told while it ran: others may be at work too.
    pub(crate) cpu: Duration,
    /// Largest resident memory in KiB, as the system last told while it ran.
    pub(crate) peak: u64,
}

impl Asked {
    /// Runs it; as root in the name of nobody, whom permissions bind.
    pub(crate) fn run(&self) -> Made<Run> {
        let folder = self.record.parent().ok_or("no folder")?;
        // Not in the folder of the record: nothing may lie beside it but what belongs there.
        let said = tempfile::tempdir()?;
        let [out, err] = ["out", "err"].map(|name| said.path().join(name));
        let mut command = Command::new(&self.tally);
        command.args(&self.words).arg("merge").arg("--definition").arg(&self.definition);
        command.arg("--record").arg(&self.record).args(&self.inputs);
        command.env_remove("TALLY_LANG").env("TMPDIR", folder).current_dir(folder).stdin(Stdio::null());
        command.stdout(File::create(&out)?).stderr(File::create(&err)?);
        if is_root() {
            command.uid(NOBODY).gid(NOBODY);
        }
        let began = Instant::now();
        let mut child = command.spawn()?;
        let (seen, hung) = watch(&mut child, began + self.patience)?;
        let status = child.wait()?;
        let wall = began.elapsed();
        let text =
            |path: &PathBuf| -> Made<String> { Ok(String::from_utf8_lossy(&fs::read(path)?).into_owned()) };
        let report = fs::read_to_string(folder.join("merge-report.json")).unwrap_or_default();
        Ok(Run {
            code: status.code(),
            signal: status.signal(),
            hung,
            out: text(&out)?,
            err: text(&err)?,
            report,
            wall,
            cpu: seen.cpu,
            peak: seen.peak,
        })
    }
}

/// What was seen of a process.
#[derive(Default)]
struct Seen {
    cpu: Duration,
    peak: u64,
}

/// Waits for the end; what was seen, and whether it had to be ended.
fn watch(child: &mut Child, deadline: Instant) -> Made<(Seen, bool)> {
    let place = format!("/proc/{}", child.id());
    let mut seen = Seen::default();
    while child.try_wait()?.is_none() {
        if Instant::now() > deadline {
            child.kill()?;
            return Ok((seen, true));
        }
        let read = |name: &str| fs::read_to_string(format!("{place}/{name}")).unwrap_or_default();
        seen.peak = memory(&read("status")).unwrap_or_default().max(seen.peak);
        seen.cpu = processors(&read("stat")).unwrap_or_default().max(seen.cpu);
        std::thread::sleep(GLANCE);
    }
    Ok((seen, false))
}

/// The largest resident memory so far in KiB.
fn memory(status: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.parse().ok()
}

/// The time of the processors so far, in ticks of which every Linux has a hundred a second.
fn processors(stat: &str) -> Option<Duration> {
    // The name of the program may hold anything, also parentheses.
    let mut fields = stat.rsplit_once(") ")?.1.split(' ').skip(11);
    let mut ticks = || fields.next()?.parse::<u64>().ok();
    Some(Duration::from_millis(10 * (ticks()? + ticks()?)))
}

/// Whether permissions do not bind this process.
pub(crate) fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}
