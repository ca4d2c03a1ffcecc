//! A log with real ballots on two files, and what can happen to files.
#![allow(dead_code, reason = "each test program uses its part")]

#[path = "../../examples/record_ballots/booth.rs"]
pub(crate) mod booth;
#[path = "../../examples/record_ballots/kit.rs"]
pub(crate) mod kit;
mod recorder;

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Write};
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::thread::JoinHandle;

use ballot_crypto::token_of;
use ballot_log::{Body, EventKind, Kind, VerifiedEntry};
use ballot_store::{
    Damage, Examination, Finding, Medium, OpenError, Options, Paths, Recovery, SameDevice, Store, Verifier,
    examine,
};
use booth::Booth;
use kit::{Kit, codes};
use polling::{BoothKit, Station};
use rand_chacha::ChaCha20Rng;
use rand_core::SeedableRng;
use recorder::Recorder;
use tempfile::TempDir;

/// Bytes of a mirror frame.
pub(crate) const FRAME: u64 = 4_096;
/// Full durability with both files on one device, and a mirror that grows by 8 frames.
pub(crate) const OPTIONS: Options =
    Options { same_device: SameDevice::Allowed, frames: 8, ..Options::full() };

/// A booth with a log of *opened* and some ballots, closed again.
pub(crate) struct Bench {
    folder: TempDir,
    booth: BoothKit,
    pub(crate) paths: Paths,
    pub(crate) random: ChaCha20Rng,
}

impl Bench {
    /// A booth that has recorded so many ballots.
    pub(crate) fn with(ballots: usize) -> Self {
        let mut bench = Self::without_log();
        bench.record(ballots);
        bench
    }

    /// A booth before its log is made.
    pub(crate) fn without_log() -> Self {
        Self::inside(tempfile::tempdir().unwrap())
    }

    /// A booth before its log is made, in memory where the system offers that: for tests in which nothing depends
    /// on what fsync really does.
    pub(crate) fn in_memory() -> Self {
        Self::inside(tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap())
    }

    fn inside(folder: TempDir) -> Self {
        let base = folder.path().canonicalize().unwrap();
        let paths = Paths { log: base.join("log"), mirror: base.join("mirror") };
        let mut random = ChaCha20Rng::seed_from_u64(1);
        let kit = Kit::make(1_000, &mut random).unwrap();
        kit.write(&base.join("kit")).unwrap();
        Self { folder, booth: kit.booth().unwrap(), paths, random }
    }

    /// The same place with the log of another election to come.
    pub(crate) fn of_another_election() -> Self {
        let mut bench = Self::without_log();
        let kit = Kit::make(50, &mut bench.random).unwrap();
        fs::remove_dir_all(bench.path("kit")).unwrap();
        kit.write(&bench.path("kit")).unwrap();
        bench.booth = kit.booth().unwrap();
        bench
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().canonicalize().unwrap().join(name)
    }

    pub(crate) fn station(&self) -> &Station {
        self.booth.station()
    }

    pub(crate) fn verifier(&self) -> Verifier {
        self.booth.verifier()
    }

    pub(crate) fn recorder(&self) -> Recorder {
        self.recorder_with(&OPTIONS)
    }

    pub(crate) fn recorder_with(&self, options: &Options) -> Recorder {
        Recorder::start(Kit::read(&self.path("kit")).unwrap(), &self.paths, options).unwrap()
    }

    /// Opens the log, records ballots, closes it.
    pub(crate) fn record(&mut self, ballots: usize) {
        let mut recorder = self.recorder();
        for _ in 0..ballots {
            recorder.cast(&mut self.random).unwrap();
        }
    }

    pub(crate) fn open(&self) -> Result<(Store, Recovery), OpenError> {
        Store::open(&self.paths, self.verifier(), &OPTIONS)
    }

    pub(crate) fn refusal(&self) -> OpenError {
        self.open().map(|(_, recovery)| recovery.findings).unwrap_err()
    }

    /// Opens the log: what was found, one device apart, and all entries. A second opening must find nothing.
    pub(crate) fn recover(&self) -> (Vec<Finding>, Vec<VerifiedEntry>) {
        let (store, recovery) = self.open().unwrap();
        drop(store);
        let again = self.open().unwrap().1;
        assert_eq!(again.findings, [Finding::OneDevice], "recovery is finished when it is finished");
        assert_eq!(again.entries, recovery.entries);
        let findings = recovery.findings.into_iter().filter(|finding| *finding != Finding::OneDevice);
        (findings.collect(), recovery.entries)
    }

    /// The codes of these entries as text.
    pub(crate) fn codes(&self, entries: &[VerifiedEntry]) -> Vec<String> {
        codes(self.station(), entries).unwrap().iter().map(ToString::to_string).collect()
    }

    /// Looks at both files, before and after recovery: every acknowledged code is on each of them once, and recovery
    /// says exactly what differed. Returns all recorded codes.
    pub(crate) fn check(&self, acknowledged: &[String]) -> Vec<String> {
        let Some(found) = self.look(acknowledged) else { return Vec::new() };
        let (findings, entries) = self.recover();
        assert_eq!(findings, expected_findings(&found), "recovery says what it did");
        let codes = self.codes(&entries);
        once_each(&codes, acknowledged);
        codes
    }

    /// The same with the booth's own start instead of the store's recovery: what it did stands in the log.
    pub(crate) fn check_by_starting(&self, acknowledged: &[String]) -> Vec<String> {
        let Some(before) = self.look(acknowledged) else { return Vec::new() };
        let before_start = longest(&before);
        let kit = Kit::read(&self.path("kit")).unwrap();
        drop(Booth::start(&kit, &self.paths, &OPTIONS).unwrap());
        let after = self.examine();
        assert_eq!((after.log.damage(), after.mirror.damage()), (None, None));
        assert!(after.log.entries().eq(after.mirror.entries()), "both media are equal");
        let entries = longest(&after);
        let logged = entries.strip_prefix(&before_start[..]).unwrap();
        let (found, expected) = (bodies(logged), expected_events(before_start.is_empty(), &before));
        let (found, settled) = found.split_at(expected.len().min(found.len()));
        assert_eq!(found, expected);
        // What was on its way when the process ended: a ballot that is not recorded, or papers that may be missing.
        let of_paper = |told: &(Kind, Option<EventKind>, String)| {
            told.0 == Kind::Cancelled || told.1 == Some(EventKind::Reprint)
        };
        assert!(settled.len() <= 1 && settled.iter().all(of_paper), "{settled:?}");
        let codes = self.codes(&entries);
        let cast = entries.iter().filter(|entry| entry.entry().kind() == Kind::Cast);
        let slips = cast.map(|entry| *token_of(entry.entry().body_bytes()).unwrap().as_bytes());
        assert_eq!(slips.collect::<BTreeSet<_>>().len(), codes.len(), "nobody votes twice with one slip");
        once_each(&codes, acknowledged);
        codes
    }

    /// What is on both files; `None` if there is no log yet.
    fn look(&self, acknowledged: &[String]) -> Option<Examination> {
        let found = self.examine();
        for reading in [&found.log, &found.mirror] {
            let entries: Vec<VerifiedEntry> = reading.entries().cloned().collect();
            once_each(&self.codes(&entries), acknowledged);
        }
        let missing = Some(&Damage::Missing);
        if (found.log.damage(), found.mirror.damage()) == (missing, missing) {
            assert!(acknowledged.is_empty());
            return None;
        }
        Some(found)
    }

    fn examine(&self) -> Examination {
        match examine(&self.paths, &self.verifier(), &OPTIONS) {
            Ok(found) => found,
            Err(error) => panic!("{error}"),
        }
    }

    /// Both files as they are, to be put back later.
    pub(crate) fn snapshot(&self) -> [Vec<u8>; 2] {
        [fs::read(&self.paths.log).unwrap(), fs::read(&self.paths.mirror).unwrap()]
    }
}

fn once_each(codes: &[String], acknowledged: &[String]) {
    let distinct: BTreeSet<&String> = codes.iter().collect();
    assert_eq!(distinct.len(), codes.len(), "a ballot is recorded twice");
    for code in acknowledged {
        assert!(distinct.contains(code), "an acknowledged ballot is lost: {code}");
    }
}

/// The only things that the end of a process may leave behind: a mirror that is not there yet, or one record behind.
fn expected_findings(found: &Examination) -> Vec<Finding> {
    let (log, mirror) = (found.log.entries().count(), found.mirror.entries().count());
    match found.mirror.damage() {
        Some(Damage::Missing) => {
            vec![Finding::Rebuilt { medium: Medium::Mirror, damage: Damage::Missing, kept: None }]
        }
        damage if log == mirror + 1 => {
            let (from, unfinished) = (u64::try_from(mirror).unwrap(), damage.is_some());
            vec![Finding::RolledForward { medium: Medium::Mirror, from, records: 1, unfinished }]
        }
        damage => {
            assert_eq!((damage, log), (None, mirror));
            vec![]
        }
    }
}

/// What starting the booth adds to such a log: opening the polls or a restart, then every finding in the same order.
fn expected_events(locked: bool, found: &Examination) -> Vec<(Kind, Option<EventKind>, String)> {
    let event = |event, detail: &str| (Kind::Event, Some(event), detail.to_owned());
    let first = if locked { (Kind::Opened, None, String::new()) } else { event(EventKind::Restart, "") };
    let told = expected_findings(found).into_iter().map(|finding| match finding {
        Finding::RolledForward { medium: Medium::Mirror, from, records, .. } => {
            event(EventKind::RolledForward, &format!("cermin: {records} catatan disalin mulai {from}"))
        }
        Finding::Rebuilt { medium: Medium::Mirror, .. } => {
            event(EventKind::MirrorRebuilt, "cermin dibuat ulang")
        }
        other => panic!("the end of a process leaves no {other:?}"),
    });
    let one_device = event(EventKind::Officer, "log dan cermin pada satu media");
    [first, one_device].into_iter().chain(told).collect()
}

fn bodies(entries: &[VerifiedEntry]) -> Vec<(Kind, Option<EventKind>, String)> {
    let body = |entry: &VerifiedEntry| match entry.entry().body().unwrap() {
        Body::Event(event) => (Kind::Event, Some(event.event), event.detail),
        _ => (entry.entry().kind(), None, String::new()),
    };
    entries.iter().map(body).collect()
}

/// All entries of the medium that has more.
fn longest(found: &Examination) -> Vec<VerifiedEntry> {
    let entries = [&found.log, &found.mirror].map(|reading| reading.entries().cloned().collect::<Vec<_>>());
    entries.into_iter().max_by_key(Vec::len).unwrap()
}

/// What the recording child is told.
const CHILD_FOLDER: &str = "RECORDER_FOLDER";
const CHILD_BALLOTS: &str = "RECORDER_BALLOTS";
/// The test function that is the child, in every test program that has children.
const CHILD: [&str; 4] = ["records_ballots_until_it_is_killed", "--exact", "--ignored", "--nocapture"];

/// This test program once more, recording ballots on the bench's files.
pub(crate) fn child(bench: &Bench, ballots: u32) -> Vec<std::ffi::OsString> {
    let mut words = vec!["env".into(), format!("{CHILD_BALLOTS}={ballots}").into()];
    let mut folder = std::ffi::OsString::from(format!("{CHILD_FOLDER}="));
    folder.push(bench.path(""));
    words.extend([folder, std::env::current_exe().unwrap().into()]);
    words.extend(CHILD.map(Into::into));
    words.push("--test-threads=1".into());
    words
}

/// What the child does. It speaks past the test harness, which would keep its words to itself.
pub(crate) fn be_the_child() {
    let base = PathBuf::from(std::env::var_os(CHILD_FOLDER).unwrap());
    let ballots: u32 = std::env::var(CHILD_BALLOTS).unwrap().parse().unwrap();
    let paths = Paths { log: base.join("log"), mirror: base.join("mirror") };
    let mut booth = Booth::start(&Kit::read(&base.join("kit")).unwrap(), &paths, &OPTIONS).unwrap();
    for _ in 0..ballots {
        let code = booth.vote().unwrap();
        let mut out = std::io::stdout().lock();
        write!(out, "\nACK {code}\n").unwrap();
        out.flush().unwrap();
    }
}

/// Starts a command and collects the codes that it acknowledges.
pub(crate) fn start(words: &[std::ffi::OsString]) -> (Child, JoinHandle<Vec<String>>) {
    let mut command = Command::new(&words[0]);
    command.args(&words[1..]).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().unwrap();
    let out = child.stdout.take().unwrap();
    (child, std::thread::spawn(move || acknowledged(out)))
}

/// The codes of all whole lines; the last line of a killed child may be cut short.
fn acknowledged(out: ChildStdout) -> Vec<String> {
    let lines = BufReader::new(out).lines().map_while(Result::ok);
    let codes = lines.filter_map(|line| line.strip_prefix("ACK ").map(str::to_owned));
    codes.filter(|code| code.len() == 64).collect()
}

/// Where the bytes begin in a file; they must be there once.
pub(crate) fn find(path: &Path, bytes: &[u8]) -> u64 {
    let content = fs::read(path).unwrap();
    let mut places = content.windows(bytes.len()).enumerate().filter(|(_, window)| *window == bytes);
    let place = places.next().unwrap().0;
    assert!(places.next().is_none());
    place.try_into().unwrap()
}

/// Overwrites part of a file.
pub(crate) fn put(path: &Path, offset: u64, bytes: &[u8]) {
    File::options().write(true).open(path).unwrap().write_all_at(bytes, offset).unwrap();
}

/// Inverts one bit.
pub(crate) fn flip(path: &Path, offset: u64) {
    let mut byte = [0];
    File::open(path).unwrap().read_exact_at(&mut byte, offset).unwrap();
    put(path, offset, &[byte[0] ^ 0x10]);
}

/// Cuts or lengthens a file.
pub(crate) fn resize(path: &Path, length: u64) {
    File::options().write(true).open(path).unwrap().set_len(length).unwrap();
}
