//! What one medium holds, verified record by record.

use std::collections::BTreeMap;
use std::fmt;
use std::io;
use std::path::Path;

use ballot_log::{
    ChainState, LogHeader, LogIdentity, MAX_RECORDS, SignedEntry, VerifiedEntry, mirror as frames,
};

use crate::error::{ContentError, OpenError, PlaceError, SettingsError};
use crate::export::{self, ExportError};
use crate::mirror::MirrorFile;
use crate::sqlite::{LogError, LogFile, ReadLog};
use crate::verifier::{RecordProblem, Verifier};
use crate::{Options, files};
use ballot_log::mirror::Frame;

/// Which of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Medium {
    /// The SQLite file on the first medium.
    Log,
    /// The flat file on the second medium.
    Mirror,
}

impl fmt::Display for Medium {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Log => "log",
            Self::Mirror => "mirror",
        })
    }
}

/// The first thing that is wrong with what a medium holds.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Damage {
    /// No file of that name.
    #[error("the file is missing")]
    Missing,
    /// The file as a whole cannot be read.
    #[error("the file cannot be read: {reason}")]
    Unreadable {
        /// What the system or SQLite says.
        reason: String,
    },
    /// The header names another log or nothing, while the records are ours or nothing.
    #[error("the file's header is damaged")]
    Header,
    /// A record.
    #[error("the record at position {position}: {problem}")]
    Record {
        /// Its position.
        position: u64,
        /// What is wrong with it.
        problem: RecordProblem,
    },
    /// Records that are nowhere, although others follow them.
    #[error("the records at positions {first} to {last} are lost")]
    Gap {
        /// The first of them.
        first: u64,
        /// The last of them.
        last: u64,
    },
}

/// Everything that one medium holds of a log.
#[derive(Debug, Clone)]
pub struct Reading {
    pub(crate) identity: LogIdentity,
    /// Every record that verifies by itself, at its position.
    pub(crate) entries: BTreeMap<u64, VerifiedEntry>,
    /// The state after the undamaged beginning.
    pub(crate) chain: ChainState,
    pub(crate) damage: Option<Damage>,
    /// The damage is that the last used frame was not written to its end.
    pub(crate) torn: bool,
}

impl Reading {
    /// What is wrong; `None` if every record verifies and they form one chain.
    #[must_use]
    pub const fn damage(&self) -> Option<&Damage> {
        self.damage.as_ref()
    }

    /// Every record that verifies by itself, in order of position, also behind a damaged one.
    pub fn entries(&self) -> impl Iterator<Item = &VerifiedEntry> {
        self.entries.values()
    }

    /// Writes what verifies into a new bundle.
    ///
    /// # Errors
    /// [`ExportError`]; an existing file is never overwritten.
    pub fn export(&self, path: &Path) -> Result<(), ExportError> {
        export::write(path, &self.identity, self.entries.values().map(VerifiedEntry::record))
    }

    fn missing(verifier: &Verifier) -> Self {
        let mut reading = Self::empty(verifier);
        reading.damage = Some(Damage::Missing);
        reading
    }

    fn unreadable(verifier: &Verifier, reason: String) -> Self {
        let mut reading = Self::empty(verifier);
        reading.damage = Some(Damage::Unreadable { reason });
        reading
    }

    fn empty(verifier: &Verifier) -> Self {
        let identity = verifier.identity().clone();
        let chain = ChainState::new(identity.clone());
        Self { identity, entries: BTreeMap::new(), chain, damage: None, torn: false }
    }

    fn take(&mut self, position: u64, record: Result<SignedEntry, RecordProblem>, verifier: &Verifier) {
        let checked = record.and_then(|entry| verifier.check(position, entry)).and_then(|entry| {
            let linked = if self.damage.is_none() { self.chain.push(&entry) } else { Ok(()) };
            self.entries.insert(position, entry);
            Ok(linked?)
        });
        if let Err(problem) = checked {
            self.note(Damage::Record { position, problem });
        }
    }

    fn note(&mut self, damage: Damage) {
        self.damage.get_or_insert(damage);
    }

    /// Judges a header that is not ours: damage if records are, another log if they are not.
    fn judge_header(&mut self, medium: Medium, foreign: bool) -> Result<(), OpenError> {
        if foreign && self.entries.is_empty() {
            return Err(ContentError::OtherLog { medium }.into());
        }
        self.damage = Some(Damage::Header);
        Ok(())
    }
}

/// Opens and reads the log. The handle is there when the file as a whole can be used.
pub(crate) fn log(
    path: &Path,
    verifier: &Verifier,
    options: &Options,
) -> Result<(Option<LogFile>, Reading), OpenError> {
    if !files::exists(path).map_err(|source| PlaceError::io("look for", path, source))? {
        return Ok((None, Reading::missing(verifier)));
    }
    let file = match LogFile::open(path, options.durability) {
        Ok(file) => file,
        Err(LogError::Damaged(reason)) => return Ok((None, Reading::unreadable(verifier, reason))),
        Err(error) => return Err(refusal(path, error)),
    };
    let mut reading = Reading::empty(verifier);
    let (rows, done) = file.rows();
    for (position, bytes) in rows {
        let record = SignedEntry::from_record_bytes(&bytes).map_err(RecordProblem::from);
        reading.take(position, record, verifier);
    }
    match file.header() {
        Ok(header) if header == expected_header(verifier) => {}
        Ok(header) => reading.judge_header(Medium::Log, LogHeader::parse(&header).is_ok())?,
        Err(LogError::Damaged(_)) => reading.note(Damage::Header),
        Err(error) => return Err(refusal(path, error)),
    }
    match done.and_then(|()| file.check_structure()) {
        Ok(()) => {}
        Err(LogError::Damaged(reason)) => reading.damage = Some(Damage::Unreadable { reason }),
        Err(error) => return Err(refusal(path, error)),
    }
    Ok((Some(file), reading))
}

/// Opens and reads the mirror.
pub(crate) fn mirror(
    path: &Path,
    verifier: &Verifier,
    options: &Options,
) -> Result<(Option<MirrorFile>, Reading), OpenError> {
    let file = match MirrorFile::open(path, options.frames.into(), options.durability) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Ok((None, Reading::missing(verifier)));
        }
        Err(source) => return Err(PlaceError::io("open", path, source).into()),
    };
    let mut reading = Reading::empty(verifier);
    let frames = file.len().map_err(|source| PlaceError::io("measure", path, source))?;
    read_frames(&file, frames, verifier, &mut reading);
    match file.read(0) {
        Ok(frame) if frame == frames::encode_header(&LogHeader::of(verifier.identity())) => {}
        Ok(frame) => reading.judge_header(Medium::Mirror, frames::decode_header(&frame).is_ok())?,
        Err(_) => reading.damage = Some(Damage::Header),
    }
    Ok((Some(file), reading))
}

/// Reads every frame of the file: records end at the first empty frame, and nothing may follow it.
fn read_frames(file: &MirrorFile, frames: u64, verifier: &Verifier, reading: &mut Reading) {
    let mut first_empty = None;
    let mut last_used = 0;
    for index in 1..frames.min(MOST_FRAMES) {
        let position = index - 1;
        let frame = file.read(index);
        let Some(record) = decode(frame).transpose() else {
            first_empty.get_or_insert(position);
            continue;
        };
        if let Some(position) = first_empty.take() {
            reading.note(Damage::Record { position, problem: RecordProblem::Empty });
        }
        last_used = position;
        reading.take(position, record, verifier);
    }
    reading.torn = matches!(
        &reading.damage,
        Some(Damage::Record { position, problem: RecordProblem::Frame(_) | RecordProblem::Signature(_) })
            if *position == last_used
    );
}

/// Header and the longest log; more frames than that are never ours.
const MOST_FRAMES: u64 = 1 + MAX_RECORDS as u64;

fn decode(frame: io::Result<Frame>) -> Result<Option<SignedEntry>, RecordProblem> {
    let frame = frame.map_err(|error| RecordProblem::Unreadable { reason: error.to_string() })?;
    Ok(frames::decode_frame(&frame)?)
}

/// The bytes that log and mirror carry as their header (spec 6.6, 6.7).
pub(crate) fn expected_header(verifier: &Verifier) -> Vec<u8> {
    LogHeader::of(verifier.identity()).to_bytes()
}

fn refusal(path: &Path, error: LogError) -> OpenError {
    match error {
        LogError::Setting { name, expected, found } => {
            SettingsError::Differs { file: path.to_path_buf(), name, expected, found }.into()
        }
        other => PlaceError::io("use", path, io::Error::other(other.to_string())).into(),
    }
}
