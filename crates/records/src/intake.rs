//! Files and folders of any order and name become evidence.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek as _};
use std::path::{Path, PathBuf};

use ballot_log::{MAX_RECORD, MAX_RECORDS, mirror};
use election::VillageCode;
use election::definition::DefinitionError;
use tally::{Added, Evidence, FileKind, Input, Message, file_kind};
use walkdir::WalkDir;

use crate::files;
use crate::gathered::Gathered;
use crate::logs::{self, Owners, Refusal};
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
        let mut found = BTreeMap::new();
        for path in paths {
            self.find(path, &mut found);
        }
        let (mut done, mut nameless) = (0, Vec::new());
        let mut count = || {
            done += 1;
            progress.file_read(done, found.len());
        };
        for (path, name) in &found {
            match self.take(path, name) {
                Ok(Turn::Done) => count(),
                Ok(Turn::Later(kind)) => nameless.push((path, name, kind)),
                Err(error) => {
                    self.refuse(name, &error);
                    count();
                }
            }
        }
        let mut owners = Owners::of_files(nameless.len());
        for (path, name, kind) in nameless {
            match self.take_nameless(path, kind, &mut owners) {
                Ok(added) => self.report.note(name, kind, added),
                Err(Refusal::Io(error)) => self.refuse(name, &error),
                Err(Refusal::TooLarge(message)) => self.report.refuse(name, Cause::TooLarge, message),
                Err(Refusal::Foreign(message)) => self.report.refuse(name, Cause::Unknown, message),
            }
            count();
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
        self.report.note(name, kind, added);
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
    fn find(&mut self, path: &Path, found: &mut BTreeMap<PathBuf, String>) {
        let walk = WalkDir::new(path).follow_links(false).follow_root_links(false).max_depth(MAX_DEPTH);
        for entry in walk.sort_by_file_name() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    let place = files::shown(error.path().unwrap_or(path));
                    let problem =
                        error.io_error().map_or_else(|| Message::untranslated(&error), Message::untranslated);
                    self.report.refuse(&place, Cause::Unreadable, problem);
                    continue;
                }
            };
            let (kind, name) = (entry.file_type(), files::shown(entry.path()));
            if kind.is_file() && found.len() < MAX_FILES {
                found.insert(entry.into_path(), name);
            } else if kind.is_file() {
                let problem = Message::new(
                    format!("{MAX_FILES} files are read at a time, this one and the rest are not"),
                    format!("sekali jalan dibaca {MAX_FILES} berkas; yang ini dan selebihnya tidak"),
                );
                self.report.refuse(&name, Cause::TooMany, problem);
                return;
            } else if kind.is_symlink() {
                self.report.refuse(&name, Cause::Link, LINK);
            } else if !kind.is_dir() {
                self.report.refuse(&name, Cause::Special, SPECIAL);
            } else if entry.depth() == MAX_DEPTH {
                let problem = Message::new(
                    format!("folders are read {MAX_DEPTH} deep, what is in this one is not"),
                    format!("map dibaca sampai {MAX_DEPTH} tingkat; isi map ini tidak"),
                );
                self.report.refuse(&name, Cause::TooMany, problem);
            }
        }
    }

    fn refuse(&mut self, name: &str, error: &io::Error) {
        self.report.refuse(name, cause_of(error), Message::untranslated(error));
    }

    /// Takes a file, or tells that it must wait until it is known how many others do not say whose log they are.
    fn take(&mut self, path: &Path, name: &str) -> io::Result<Turn> {
        let (mut file, length) = files::open(path)?;
        let mut head = Vec::new();
        (&mut file).take(HEAD).read_to_end(&mut head)?;
        let kind = file_kind(&head);
        if let Some(limit) = limit_of(kind).filter(|limit| length > *limit) {
            let problem = Message::new(
                format!("{length} bytes; a file of this kind has at most {limit}"),
                format!("{length} byte; berkas jenis ini paling besar {limit}"),
            );
            self.report.refuse(name, Cause::TooLarge, problem);
            return Ok(Turn::Done);
        }
        if let Some(village) = self.village_of(kind, &head) {
            let log = LogFile { path: path.to_path_buf(), name: name.to_owned(), kind };
            self.logs.entry(village).or_default().push(log);
            return Ok(Turn::Done);
        }
        let added = match kind {
            FileKind::Unknown if !has_record(&mut file)? => Added::default(),
            // A log that has lost its beginning is not recognised by it.
            FileKind::Mirror | FileKind::Sqlite | FileKind::Unknown => return Ok(Turn::Later(kind)),
            FileKind::Computed => Added::default(),
            FileKind::Bundle => {
                file.rewind()?;
                let source = BufReader::new(file.take(MAX_BUNDLE));
                self.input.evidence_mut().add_bundle_of_intake(source)
            }
            _ => {
                let bytes = files::read(path, limit_of(kind).unwrap_or(HEAD))?;
                self.input.add_as(kind, &bytes)
            }
        };
        self.report.note(name, kind, added);
        Ok(Turn::Done)
    }

    /// Takes a log of which no header says whose it is, unless it is a database, which says so elsewhere.
    fn take_nameless(&mut self, path: &Path, kind: FileKind, owners: &mut Owners) -> Result<Added, Refusal> {
        let evidence = self.input.evidence_mut();
        if kind == FileKind::Sqlite {
            return logs::take_database(evidence, owners, path);
        }
        let (file, _) = files::open(path).map_err(Refusal::Io)?;
        Ok(match kind {
            FileKind::Mirror => logs::take_mirror(evidence, owners, BufReader::new(file.take(MAX_MIRROR))),
            _ => logs::take_fragments(evidence, owners, file.take(MAX_SEARCHED)),
        })
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

/// What became of a file.
enum Turn {
    /// It was taken, or refused.
    Done,
    /// It is read when all others are.
    Later(FileKind),
}

impl LogFile {
    /// Reads the log into the evidence, and reports on it.
    pub(crate) fn add_to(&self, evidence: &mut Evidence, report: &mut IntakeReport) {
        let added = files::open(&self.path).map(|(file, _)| self.add(BufReader::new(file), evidence));
        match added {
            Ok(added) => self.note(added, report),
            Err(error) => report.refuse(&self.name, cause_of(&error), Message::untranslated(&error)),
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
        report.note(&self.name, self.kind, added);
    }

    fn add(&self, source: impl Read, evidence: &mut Evidence) -> Added {
        match self.kind {
            // Only a header that says whose log it is has brought it here. If it says so no more, nothing of it is taken
            // but what its village has signed.
            FileKind::Mirror => {
                logs::take_mirror(evidence, &mut Owners::of_files(1), source.take(MAX_MIRROR))
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
        FileKind::Shares => "shares",
        FileKind::Receipt => "receipt",
        FileKind::Checkpoint => "checkpoint",
        FileKind::Computed => "computed",
        FileKind::Unknown => "fragments",
    }
}
