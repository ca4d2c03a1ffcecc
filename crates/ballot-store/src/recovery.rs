//! Bringing both media to the same state when a log is opened.
//!
//! | log | mirror | then |
//! |---|---|---|
//! | whole | whole, equal | go on |
//! | whole | whole, one is the beginning of the other | the shorter is rolled forward, never back |
//! | whole | last frame not finished, the log has its record | the frame is written again |
//! | whole | damaged or missing | the mirror is rebuilt into a new file, the old one kept |
//! | damaged or missing | whole | the log is rebuilt into a new file, the old one kept |
//! | damaged or missing | damaged or missing | refused |
//! | any, a signed entry | another signed entry of that position | refused: fork |
//!
//! A record that is on one medium only was never acknowledged. It is kept: its token says that the voter has voted. That
//! holds also for records that a damaged medium has beyond the end of the whole one.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use ballot_log::{Body, ChainState, Durability, LogHeader, VerifiedEntry, mirror as frames};

use crate::error::{ContentError, OpenError, PlaceError};
use crate::mirror::MirrorFile;
use crate::reading::{self, Damage, Medium, Reading};
use crate::sqlite::{self, JOURNAL, LogError, LogFile};
use crate::verifier::{RecordProblem, Verifier};
use crate::{Options, Paths, files};

/// Something that was found and done while opening. The log's next entries say so (spec 6.2, kind 5).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// Log and mirror are on one device, and the options allow it: one broken device takes both.
    OneDevice,
    /// A medium lacked the last records; they were copied from the other.
    RolledForward {
        /// The medium that was behind.
        medium: Medium,
        /// The first position that it lacked.
        from: u64,
        /// The number of records copied.
        records: u64,
        /// Its last frame had been begun and not finished.
        unfinished: bool,
    },
    /// A medium was damaged or missing; a new file was made from the other.
    Rebuilt {
        /// The medium that was damaged.
        medium: Medium,
        /// What was wrong.
        damage: Damage,
        /// The old file under its new name; `None` if there was none.
        kept: Option<PathBuf>,
    },
}

/// What opening found: the log as it is, and what had to be done for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recovery {
    /// Everything that was not as it should be; empty after an ordinary end.
    pub findings: Vec<Finding>,
    /// Every entry, verified and in order.
    pub entries: Vec<VerifiedEntry>,
}

/// Both media, opened, equal and verified.
pub(crate) struct Settled {
    pub(crate) log: LogFile,
    pub(crate) mirror: MirrorFile,
    pub(crate) chain: ChainState,
    pub(crate) recovery: Recovery,
}

/// Reads both media, repairs what can be repaired, and reads them again if anything was done.
pub(crate) fn settle(paths: &Paths, verifier: &Verifier, options: &Options) -> Result<Settled, OpenError> {
    let (log, log_reading) = reading::log(&paths.log, verifier, options)?;
    let (mirror, mirror_reading) = reading::mirror(&paths.mirror, verifier, options)?;
    let plan = plan(paths, &log_reading, &mirror_reading)?;
    check_durability(&plan.entries, options.durability)?;
    match (log, mirror) {
        (Some(log), Some(mirror)) if plan.is_nothing() => {
            let recovery = Recovery { findings: Vec::new(), entries: plan.entries };
            Ok(Settled { log, mirror, chain: log_reading.chain, recovery })
        }
        (log, mirror) => {
            let bench = Bench { paths, verifier, options };
            let findings = [bench.repair_log(log, &plan)?, bench.repair_mirror(mirror, &plan)?];
            bench.reopen(plan, findings.into_iter().flatten().collect())
        }
    }
}

/// What is to be done with one medium.
enum Repair {
    Nothing,
    RollForward { from: u64, unfinished: bool },
    Rebuild(Damage),
}

struct Plan {
    entries: Vec<VerifiedEntry>,
    log: Repair,
    mirror: Repair,
}

impl Plan {
    const fn is_nothing(&self) -> bool {
        matches!((&self.log, &self.mirror), (Repair::Nothing, Repair::Nothing))
    }
}

fn plan(paths: &Paths, log: &Reading, mirror: &Reading) -> Result<Plan, OpenError> {
    let entries = match (log.damage(), mirror.damage()) {
        (Some(Damage::Missing), Some(Damage::Missing)) => {
            let Paths { log, mirror } = paths.clone();
            return Err(PlaceError::Absent { log, mirror }.into());
        }
        (Some(one), Some(other)) => {
            check_for_fork(log, mirror)?;
            return Err(both_damaged(one.clone(), other.clone(), log, mirror).into());
        }
        (None, None) if log.entries.len() >= mirror.entries.len() => continued(log, mirror),
        (None, Some(_)) => continued(log, mirror),
        (_, None) => continued(mirror, log),
    };
    check_for_fork(log, mirror)?;
    if log.damage.is_none() && mirror.damage.is_none() {
        check_parts(log, mirror)?;
    }
    let (log, mirror) = (repair(log, entries.len()), repair(mirror, entries.len()));
    Ok(Plan { entries, log, mirror })
}

/// The whole reading, and what of the other goes on where it ends.
fn continued(whole: &Reading, other: &Reading) -> Vec<VerifiedEntry> {
    let mut chain = whole.chain.clone();
    let mut entries: Vec<VerifiedEntry> = whole.entries.values().cloned().collect();
    while let Some(next) = other.entries.get(&chain.size())
        && chain.push(next).is_ok()
    {
        entries.push(next.clone());
    }
    entries
}

fn repair(reading: &Reading, entries: usize) -> Repair {
    let from = reading.chain.size();
    let behind = usize::try_from(from).is_ok_and(|size| size < entries);
    match &reading.damage {
        None if behind => Repair::RollForward { from, unfinished: false },
        None => Repair::Nothing,
        Some(_) if reading.torn && behind => Repair::RollForward { from, unfinished: true },
        Some(damage) => Repair::Rebuild(damage.clone()),
    }
}

fn pairs<'a>(
    log: &'a Reading,
    mirror: &'a Reading,
) -> impl Iterator<Item = (u64, &'a VerifiedEntry, &'a VerifiedEntry)> {
    log.entries.iter().filter_map(|(position, one)| Some((*position, one, mirror.entries.get(position)?)))
}

fn check_for_fork(log: &Reading, mirror: &Reading) -> Result<(), ContentError> {
    match pairs(log, mirror).find(|(_, one, other)| one.hash() != other.hash()) {
        Some((position, one, other)) => {
            Err(ContentError::Fork { position, log: one.hash(), mirror: other.hash() })
        }
        None => Ok(()),
    }
}

/// One entry with different further signatures, none of which can be refuted: neither copy is better.
fn check_parts(log: &Reading, mirror: &Reading) -> Result<(), ContentError> {
    match pairs(log, mirror).find(|(_, one, other)| one != other) {
        Some((position, ..)) => {
            let damage = Damage::Record { position, problem: RecordProblem::Differs };
            Err(both_damaged(damage.clone(), damage, log, mirror))
        }
        None => Ok(()),
    }
}

fn both_damaged(one: Damage, other: Damage, log: &Reading, mirror: &Reading) -> ContentError {
    let positions: BTreeSet<u64> = log.entries.keys().chain(mirror.entries.keys()).copied().collect();
    let readable = u64::try_from(positions.len()).unwrap_or(u64::MAX);
    ContentError::BothDamaged { log: Box::new(one), mirror: Box::new(other), readable }
}

fn check_durability(entries: &[VerifiedEntry], asked: Durability) -> Result<(), ContentError> {
    match entries.first().map(|opened| opened.entry().body()) {
        Some(Ok(Body::Opened(opened))) if opened.durability != asked => {
            Err(ContentError::Durability { recorded: opened.durability, asked })
        }
        _ => Ok(()),
    }
}

/// What repairs need.
struct Bench<'a> {
    paths: &'a Paths,
    verifier: &'a Verifier,
    options: &'a Options,
}

impl Bench<'_> {
    fn repair_log(&self, file: Option<LogFile>, plan: &Plan) -> Result<Option<Finding>, OpenError> {
        let path = &self.paths.log;
        let failed =
            |error: LogError| PlaceError::io("repair", path, std::io::Error::other(error.to_string()));
        match (&plan.log, file) {
            (Repair::RollForward { from, unfinished }, Some(mut file)) => {
                let mut tail = None;
                for entry in &plan.entries {
                    let (position, bytes) = (entry.entry().position(), entry.to_record_bytes());
                    if position >= *from {
                        file.append(tail.as_ref(), position, &bytes).map_err(failed)?;
                    }
                    tail = Some((position, bytes));
                }
                Ok(Some(rolled_forward(Medium::Log, *from, *unfinished, plan)))
            }
            (Repair::Rebuild(damage), file) => {
                drop(file);
                let rows: Vec<_> = plan
                    .entries
                    .iter()
                    .map(|entry| (entry.entry().position(), entry.to_record_bytes()))
                    .collect();
                let kept = self.rebuild_log(&rows)?;
                Ok(Some(Finding::Rebuilt { medium: Medium::Log, damage: damage.clone(), kept }))
            }
            _ => Ok(None),
        }
    }

    fn rebuild_log(&self, rows: &[sqlite::Row]) -> Result<Option<PathBuf>, OpenError> {
        let path = &self.paths.log;
        create_log(path, self.verifier, rows, self.options.durability)?;
        let keep = |path: &Path| sqlite::keep_aside(path, self.options.durability);
        let kept = keep(path).map_err(|source| PlaceError::io("keep", path, source))?;
        put_in_place(path, self.options.durability)?;
        Ok(kept)
    }

    fn repair_mirror(&self, file: Option<MirrorFile>, plan: &Plan) -> Result<Option<Finding>, OpenError> {
        let path = &self.paths.mirror;
        match (&plan.mirror, file) {
            (Repair::RollForward { from, unfinished }, Some(mut file)) => {
                for entry in plan.entries.iter().filter(|entry| entry.entry().position() >= *from) {
                    let frame = frames::encode_frame(entry.record());
                    let written = file.write(1 + entry.entry().position(), &frame);
                    written.map_err(|source| PlaceError::io("repair", path, source))?;
                }
                Ok(Some(rolled_forward(Medium::Mirror, *from, *unfinished, plan)))
            }
            (Repair::Rebuild(damage), file) => {
                drop(file);
                let kept = self.rebuild_mirror(&plan.entries)?;
                Ok(Some(Finding::Rebuilt { medium: Medium::Mirror, damage: damage.clone(), kept }))
            }
            _ => Ok(None),
        }
    }

    fn rebuild_mirror(&self, entries: &[VerifiedEntry]) -> Result<Option<PathBuf>, OpenError> {
        let path = &self.paths.mirror;
        create_mirror(path, self.verifier, entries, self.options)?;
        let failed = |source| PlaceError::io("keep", path, source);
        let kept = if files::exists(path).map_err(failed)? {
            let name = files::free_name(path, &[""]).map_err(failed)?;
            files::rename(path, &name, self.options.durability).map_err(failed)?;
            Some(name)
        } else {
            None
        };
        put_in_place(path, self.options.durability)?;
        Ok(kept)
    }

    /// Reads both media once more: what is handed out is what they hold, not what we believe to have written.
    fn reopen(&self, plan: Plan, findings: Vec<Finding>) -> Result<Settled, OpenError> {
        let (log, one) = reading::log(&self.paths.log, self.verifier, self.options)?;
        let (mirror, other) = reading::mirror(&self.paths.mirror, self.verifier, self.options)?;
        let whole =
            |reading: &Reading| reading.damage.is_none() && reading.entries.values().eq(plan.entries.iter());
        match (log.filter(|_| whole(&one)), mirror.filter(|_| whole(&other))) {
            (Some(log), Some(mirror)) => {
                let recovery = Recovery { findings, entries: plan.entries };
                Ok(Settled { log, mirror, chain: one.chain, recovery })
            }
            (None, _) => Err(ContentError::NotRepaired { medium: Medium::Log }.into()),
            (_, None) => Err(ContentError::NotRepaired { medium: Medium::Mirror }.into()),
        }
    }
}

fn rolled_forward(medium: Medium, from: u64, unfinished: bool, plan: &Plan) -> Finding {
    let entries = u64::try_from(plan.entries.len()).unwrap_or(u64::MAX);
    Finding::RolledForward { medium, from, records: entries - from, unfinished }
}

/// Makes a log beside its name; [`put_in_place`] gives it the name.
pub(crate) fn create_log(
    path: &Path,
    verifier: &Verifier,
    rows: &[sqlite::Row],
    durability: Durability,
) -> Result<(), OpenError> {
    let new = files::with_suffix(path, NEW);
    let made = files::remove(&files::with_suffix(&new, JOURNAL))
        .and_then(|()| files::remove(&new))
        .map_err(LogError::from)
        .and_then(|()| LogFile::create(&new, &reading::expected_header(verifier), rows, durability));
    made.map_err(|error| PlaceError::io("make", &new, std::io::Error::other(error.to_string())).into())
}

/// Makes a mirror beside its name; [`put_in_place`] gives it the name.
pub(crate) fn create_mirror(
    path: &Path,
    verifier: &Verifier,
    entries: &[VerifiedEntry],
    options: &Options,
) -> Result<(), OpenError> {
    let new = files::with_suffix(path, NEW);
    let header = frames::encode_header(&LogHeader::of(verifier.identity()));
    let records = entries.iter().map(|entry| frames::encode_frame(entry.record()));
    let all = std::iter::once(header).chain(records);
    let made = files::remove(&new)
        .and_then(|()| MirrorFile::create(&new, all, options.frames.into(), options.durability));
    made.map_err(|source| PlaceError::io("make", &new, source).into())
}

/// Ending of a file that is not finished yet.
const NEW: &str = ".new";

/// Gives a finished file its name, which must be free.
pub(crate) fn put_in_place(path: &Path, durability: Durability) -> Result<(), OpenError> {
    let renamed = files::rename(&files::with_suffix(path, NEW), path, durability);
    renamed.map_err(|source| PlaceError::io("put in place", path, source).into())
}
