//! Files and folders of any order and name become evidence.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek as _};
use std::path::{Path, PathBuf};

use ballot_log::{MAX_RECORD, MAX_RECORDS, mirror};
use election::VillageCode;
use election::definition::DefinitionError;
use rayon::prelude::*;
use tally::{Added, Evidence, FileKind, Input, Message, file_kind};
use walkdir::WalkDir;

use crate::files;
use crate::gathered::Gathered;
use crate::logs::{self, Owners, ReadLog, Refusal};
use crate::report::{Cause, IntakeReport};

/// Bytes by which a file is recognised; files of kinds that are told by their whole text are not longer.
const HEAD: u64 = 128 << 10;
/// Folders inside each other.
const MAX_DEPTH: usize = 16;
/// Files in all.
const MAX_FILES: usize = 1_000_000;
/// Header and end of a bundle together with the largest number of the longest records.
const MAX_BUNDLE: u64 = 1_024 + MAX_RECORDS as u64 * (4 + MAX_RECORD as u64);
/// The header frame and one frame for each record.
const MAX_MIRROR: u64 = (1 + MAX_RECORDS as u64) * mirror::FRAME as u64;
/// Files of no known kind that are searched for records: as long as a database of the longest log.
const MAX_SEARCHED: u64 = 2 << 30;

/// Files that are looked at on all cores before the first of them is taken.
const AT_ONCE: usize = 1_024;

/// Logs of which all records are in memory before the first of them is taken, and their bytes; a longer one is read alone.
const LOGS_AT_ONCE: usize = 16;
const BYTES_AT_ONCE: u64 = 256 << 20;

// Why a file is not taken, in English and Indonesian.
const LINK: (&str, &str) = ("symbolic links are not followed", "tautan simbolik tidak diikuti");
const SPECIAL: (&str, &str) = (
    "this is no file but a device, a socket or a pipe",
    "ini bukan berkas, melainkan perangkat, soket, atau pipa",
);
pub(crate) const UNKNOWN: (&str, &str) =
    ("this is nothing that a tally knows", "isi berkas ini tidak dikenal dalam penghitungan");

/// Why nothing was read at all.
#[derive(Debug, thiserror::Error)]
pub enum IntakeError {
    /// `election.json` is not a valid definition.
    #[error("election.json: {0}")]
    Definition(#[from] DefinitionError),
}

/// Told of every finished file.
pub trait IntakeProgress {
    /// `done` of `total` files were read.
    fn file_read(&self, done: usize, total: usize);
}

/// Tells nobody.
#[derive(Debug, Clone, Copy)]
pub struct NoIntakeProgress;

impl IntakeProgress for NoIntakeProgress {
    fn file_read(&self, _: usize, _: usize) {}
}

/// Reads files, and folders with everything in them, a record's folder as well.
///
/// What cannot be read or is not valid is named in the report and hinders nothing else.
///
/// # Errors
/// [`IntakeError::Definition`].
pub fn read_inputs(
    paths: &[PathBuf],
    definition_bytes: Vec<u8>,
    progress: &dyn IntakeProgress,
) -> Result<(Evidence, IntakeReport), IntakeError> {
    let mut intake = Intake::new(definition_bytes)?;
    intake.read(paths, progress);
    Ok(intake.finish())
}

/// Inputs as they come in.
#[derive(Debug)]
pub struct Intake {
    input: Input,
    report: IntakeReport,
    logs: Logs,
}

/// Logs that are read when their village is merged, by the village that their header names.
pub(crate) type Logs = BTreeMap<VillageCode, Vec<LogFile>>;

/// A log of which only the header was read.
#[derive(Debug, Clone)]
pub(crate) struct LogFile {
    path: PathBuf,
    name: String,
    kind: FileKind,
}

impl Intake {
    /// Nothing but the definition.
    ///
    /// # Errors
    /// [`IntakeError::Definition`].
    pub fn new(definition_bytes: Vec<u8>) -> Result<Self, IntakeError> {
        let input = Input::new(Evidence::new(definition_bytes)?);
        Ok(Self { input, report: IntakeReport::default(), logs: Logs::new() })
    }

    /// Reads files, and folders with everything in them; of logs that say whose they are nothing but that.
    pub fn read(&mut self, paths: &[PathBuf], progress: &dyn IntakeProgress) {
        let mut found = BTreeSet::new();
        for path in paths {
            self.find(path, &mut found);
        }
        let (mut done, mut nameless) = (0, Vec::new());
        let mut count = || {
            done += 1;
            progress.file_read(done, found.len());
        };
        let paths: Vec<&Path> = found.iter().map(Path::new).collect();
        for paths in paths.chunks(AT_ONCE) {
            let looked: Vec<io::Result<Look>> =
                paths.par_iter().with_max_len(1).map(|path| self.look(path)).collect();
            for (path, look) in paths.iter().copied().zip(looked) {
                match look.and_then(|look| self.take(path, look)) {
                    Ok(Turn::Done) => count(),
                    Ok(Turn::Later(kind, length)) => nameless.push(Nameless { path, kind, length }),
                    Err(error) => {
                        self.refuse(path, &error);
                        count();
                    }
                }
            }
        }
        self.read_nameless(nameless, &mut count);
    }

    /// Reads what does not say whose log it is: the long ones one after the other, because a database is copied first, and
    /// all others beside them.
    fn read_nameless(&mut self, files: Vec<Nameless<'_>>, count: &mut dyn FnMut()) {
        let owners = Owners::of_files(files.len());
        let (long, short): (Vec<_>, Vec<_>) = files.into_iter().partition(|file| file.length > BYTES_AT_ONCE);
        let (mut long, mut short) = (rounds(long).into_iter(), rounds(short).into_iter());
        loop {
            let [first, second] = [&mut long, &mut short].map(|files| files.next().unwrap_or_default());
            if first.is_empty() && second.is_empty() {
                break;
            }
            let read = |file: &Nameless<'_>| file.read(self.input.evidence(), &owners);
            let (mut read, others): (Vec<_>, Vec<_>) = rayon::join(
                || first.iter().map(read).collect(),
                || second.par_iter().with_max_len(1).map(read).collect(),
            );
            read.extend(others);
            for (file, read) in first.iter().chain(&second).zip(read) {
                self.take_nameless(file, read);
                count();
            }
        }
    }

    fn take_nameless(&mut self, file: &Nameless<'_>, read: Result<ReadLog, Refusal>) {
        let name = files::shown(file.path);
        match read {
            Ok(read) => {
                let added = read.add_to(self.input.evidence_mut());
                self.report.note(name, file.kind, added);
            }
            Err(Refusal::Io(error)) => self.refuse(file.path, &error),
            Err(Refusal::TooLarge(message)) => self.report.refuse(name, Cause::TooLarge, message),
            Err(Refusal::Foreign(message)) => self.report.refuse(name, Cause::Unknown, message),
        }
    }

    /// Adds one file whose bytes are at hand, under the name that the report shall give it.
    pub fn add(&mut self, name: &str, bytes: &[u8]) {
        let kind = file_kind(bytes);
        let added = match kind {
            FileKind::Unknown => Added::default(),
            FileKind::Bundle => self.input.evidence_mut().add_bundle_of_intake(bytes),
            kind => self.input.add_as(kind, bytes),
        };
        self.report.note(name.to_owned(), kind, added);
    }

    /// The evidence with all logs in memory, and the report on all inputs.
    #[must_use]
    pub fn finish(mut self) -> (Evidence, IntakeReport) {
        for file in std::mem::take(&mut self.logs).into_values().flatten() {
            file.add_to(self.input.evidence_mut(), &mut self.report);
        }
        let gathered = self.gathered();
        (gathered.evidence, gathered.report)
    }

    /// Everything but the logs.
    #[must_use]
    pub fn gathered(mut self) -> Gathered {
        let (evidence, problems) = self.input.finish();
        problems.into_iter().for_each(|problem| self.report.invalid(None, problem));
        self.report.sort();
        Gathered { evidence, logs: self.logs, report: self.report }
    }

    /// Collects the regular files at or under a path; everything else is named.
    fn find(&mut self, path: &Path, found: &mut BTreeSet<OsString>) {
        let walk = WalkDir::new(path).follow_links(false).follow_root_links(false).max_depth(MAX_DEPTH);
        for entry in walk.sort_by_file_name() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    let place = files::shown(error.path().unwrap_or(path));
                    let problem =
                        error.io_error().map_or_else(|| Message::untranslated(&error), Message::untranslated);
                    self.report.refuse(place, Cause::Unreadable, problem);
                    continue;
                }
            };
            let kind = entry.file_type();
            if kind.is_file() && found.len() < MAX_FILES {
                // What is found twice, under `folder` and under `folder/`, is read once.
                found.insert(entry.path().components().collect::<PathBuf>().into());
                continue;
            }
            let name = files::shown(entry.path());
            if kind.is_file() {
                let problem = Message::new(
                    format!("{MAX_FILES} files are read at a time, this one and the rest are not"),
                    format!("sekali jalan dibaca {MAX_FILES} berkas; yang ini dan selebihnya tidak"),
                );
                self.report.refuse(name, Cause::TooMany, problem);
                return;
            } else if kind.is_symlink() {
                self.report.refuse(name, Cause::Link, LINK);
            } else if !kind.is_dir() {
                self.report.refuse(name, Cause::Special, SPECIAL);
            } else if entry.depth() == MAX_DEPTH {
                let problem = Message::new(
                    format!("folders are read {MAX_DEPTH} deep, what is in this one is not"),
                    format!("map dibaca sampai {MAX_DEPTH} tingkat; isi map ini tidak"),
                );
                self.report.refuse(name, Cause::TooMany, problem);
            }
        }
    }

    fn refuse(&mut self, path: &Path, error: &io::Error) {
        self.report.refuse(files::shown(path), cause_of(error), Message::untranslated(error));
    }

    /// Looks at a file; logs that say whose they are, and files without structure, are not read here.
    fn look(&self, path: &Path) -> io::Result<Look> {
        if files::look(path)?.is_some_and(|found| found.is_file() && found.len() == 0) {
            return Ok(Look::Nothing(FileKind::Unknown));
        }
        let (mut file, length) = files::open(path)?;
        let mut head = Vec::new();
        (&mut file).take(HEAD).read_to_end(&mut head)?;
        let kind = file_kind(&head);
        if let Some(limit) = limit_of(kind).filter(|limit| length > *limit) {
            return Ok(Look::TooLarge { length, limit });
        }
        if let Some(village) = self.village_of(kind, &head) {
            return Ok(Look::Log(kind, village));
        }
        Ok(match kind {
            FileKind::Unknown if !has_record(&mut file)? => Look::Nothing(kind),
            FileKind::Computed => Look::Nothing(kind),
            // A log that has lost its beginning is not recognised by it.
            FileKind::Mirror | FileKind::Sqlite | FileKind::Unknown => Look::Nameless(kind, length),
            _ => Look::Whole(kind),
        })
    }

    /// Takes a file that was looked at, or tells that it must wait until it is known how many others do not say whose log
    /// they are.
    fn take(&mut self, path: &Path, look: Look) -> io::Result<Turn> {
        let name = files::shown(path);
        match look {
            Look::TooLarge { length, limit } => {
                let problem = Message::new(
                    format!("{length} bytes; a file of this kind has at most {limit}"),
                    format!("{length} byte; berkas jenis ini paling besar {limit}"),
                );
                self.report.refuse(name, Cause::TooLarge, problem);
            }
            Look::Log(kind, village) => {
                let log = LogFile { path: path.to_path_buf(), name, kind };
                self.logs.entry(village).or_default().push(log);
            }
            Look::Nothing(kind) => self.report.note(name, kind, Added::default()),
            Look::Nameless(kind, length) => return Ok(Turn::Later(kind, length)),
            Look::Whole(FileKind::Bundle) => {
                let source = BufReader::new(files::open(path)?.0.take(MAX_BUNDLE));
                let added = self.input.evidence_mut().add_bundle_of_intake(source);
                self.report.note(name, FileKind::Bundle, added);
            }
            Look::Whole(kind) => {
                let bytes = files::read(path, limit_of(kind).unwrap_or(HEAD))?;
                let added = self.input.add_as(kind, &bytes);
                self.report.note(name, kind, added);
            }
        }
        Ok(Turn::Done)
    }

    /// Whose log this is, if its beginning says so.
    fn village_of(&self, kind: FileKind, head: &[u8]) -> Option<VillageCode> {
        match kind {
            FileKind::Bundle => self.input.evidence().village_of_bundle(head),
            FileKind::Mirror => self.input.evidence().village_of_log(&logs::mirror_header(head)?),
            _ => None,
        }
    }
}

/// What the beginning of a file tells, and its length.
enum Look {
    /// Longer than a file of its kind may be.
    TooLarge {
        /// Bytes.
        length: u64,
        /// Bytes that it may have.
        limit: u64,
    },
    /// A log of this village.
    Log(FileKind, VillageCode),
    /// Nothing to read: unknown, or what the record computes itself.
    Nothing(FileKind),
    /// It may be a log of which no header says whose it is, of so many bytes.
    Nameless(FileKind, u64),
    /// To be read as a whole.
    Whole(FileKind),
}

/// A file that says nothing of whose log it is, unless it is a database, which says so elsewhere.
struct Nameless<'p> {
    path: &'p Path,
    kind: FileKind,
    length: u64,
}

impl Nameless<'_> {
    fn read(&self, evidence: &Evidence, owners: &Owners) -> Result<ReadLog, Refusal> {
        if self.kind == FileKind::Sqlite {
            return logs::take_database(evidence, owners, self.path);
        }
        let (file, _) = files::open(self.path).map_err(Refusal::Io)?;
        Ok(match self.kind {
            FileKind::Mirror => logs::take_mirror(evidence, owners, BufReader::new(file.take(MAX_MIRROR))),
            _ => logs::take_fragments(evidence, owners, file.take(MAX_SEARCHED)),
        })
    }
}

/// What is read at once, the largest first, so that the others are read beside it.
fn rounds(mut files: Vec<Nameless<'_>>) -> Vec<Vec<Nameless<'_>>> {
    files.sort_by_key(|file| Reverse(file.length));
    let mut rounds: Vec<Vec<Nameless<'_>>> = Vec::new();
    let mut left = 0;
    for file in files {
        match rounds.last_mut().filter(|round| round.len() < LOGS_AT_ONCE && file.length <= left) {
            Some(round) => {
                left -= file.length;
                round.push(file);
            }
            None => {
                left = BYTES_AT_ONCE.saturating_sub(file.length);
                rounds.push(vec![file]);
            }
        }
    }
    rounds
}

/// What became of a file.
enum Turn {
    /// It was taken, or refused.
    Done,
    /// It is read when all others are, of so many bytes.
    Later(FileKind, u64),
}

impl LogFile {
    /// Reads the log into the evidence, and reports on it.
    pub(crate) fn add_to(&self, evidence: &mut Evidence, report: &mut IntakeReport) {
        let added = files::open(&self.path).map(|(file, _)| self.add(BufReader::new(file), evidence));
        match added {
            Ok(added) => self.note(added, report),
            Err(error) => {
                report.refuse(self.name.clone(), cause_of(&error), Message::untranslated(&error));
            }
        }
    }

    /// Reads the whole file if it is no longer than this.
    pub(crate) fn read(&self, limit: u64) -> Option<Vec<u8>> {
        files::read(&self.path, limit).ok()
    }

    /// Whether these bytes, read later, are still of the kind that was found.
    pub(crate) fn is(&self, bytes: &[u8]) -> bool {
        file_kind(bytes) == self.kind
    }

    /// Adds the log whose bytes these are.
    pub(crate) fn add_bytes(&self, bytes: &[u8], evidence: &mut Evidence) -> Added {
        self.add(bytes, evidence)
    }

    /// Says what became of it.
    pub(crate) fn note(&self, added: Added, report: &mut IntakeReport) {
        report.note(self.name.clone(), self.kind, added);
    }

    fn add(&self, source: impl Read, evidence: &mut Evidence) -> Added {
        match self.kind {
            // Only a header that says whose log it is has brought it here. If it says so no more, nothing of it is taken
            // but what its village has signed.
            FileKind::Mirror => {
                let read = logs::take_mirror(evidence, &Owners::of_files(1), source.take(MAX_MIRROR));
                read.add_to(evidence)
            }
            _ => evidence.add_bundle_of_intake(source.take(MAX_BUNDLE)),
        }
    }
}

/// Whether a file of no known kind holds anything that looks like a record.
fn has_record(file: &mut File) -> io::Result<bool> {
    file.rewind()?;
    Ok(logs::has_record(file.take(MAX_SEARCHED)))
}

fn cause_of(error: &io::Error) -> Cause {
    match error.kind() {
        io::ErrorKind::FileTooLarge => Cause::TooLarge,
        io::ErrorKind::InvalidInput => Cause::Special,
        _ => Cause::Unreadable,
    }
}

/// The longest file of a kind in bytes; `None` for what is not read as a whole.
const fn limit_of(kind: FileKind) -> Option<u64> {
    match kind {
        FileKind::Bundle => Some(MAX_BUNDLE),
        FileKind::Mirror => Some(MAX_MIRROR),
        FileKind::Unknown => Some(MAX_SEARCHED),
        FileKind::Computed | FileKind::Sqlite => None,
        _ => kind.limit(),
    }
}

pub(crate) const fn kind_name(kind: FileKind) -> &'static str {
    match kind {
        FileKind::Definition => "definition",
        FileKind::Seal => "seal",
        FileKind::Acceptance => "acceptance",
        FileKind::TokenList => "token-list",
        FileKind::Bundle => "bundle",
        FileKind::Mirror => "mirror",
        FileKind::Sqlite => "database",
        FileKind::CountSet => "count-set",
        FileKind::CountSetNote => "count-set-signatures",
        FileKind::Decision => "decision",
        FileKind::Statement => "statement",
        FileKind::Shares => "shares",
        FileKind::Receipt => "receipt",
        FileKind::Checkpoint => "checkpoint",
        FileKind::Computed => "computed",
        FileKind::Unknown => "fragments",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_file_is_read_alone_and_never_too_many_together() {
        let lengths = |lengths: Vec<u64>| -> Vec<Vec<u64>> {
            let file = |length| Nameless { path: Path::new("x"), kind: FileKind::Unknown, length };
            let rounds = rounds(lengths.into_iter().map(file).collect());
            rounds.iter().map(|round| round.iter().map(|file| file.length).collect()).collect()
        };
        let (mib, most) = (1 << 20, BYTES_AT_ONCE);
        assert_eq!(
            lengths(vec![0, 100 * mib, most + 1, 157 * mib, most, 99 * mib]),
            [vec![most + 1], vec![most], vec![157 * mib], vec![100 * mib, 99 * mib, 0]]
        );
        let rounds: Vec<usize> = lengths(vec![1; 40]).iter().map(Vec::len).collect();
        assert_eq!(rounds, [16, 16, 8]);
    }
}
