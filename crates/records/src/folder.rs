//! The record as a folder (spec 11).

use std::io;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use tally::{Files, MANIFEST};
use walkdir::{DirEntry, WalkDir};

use crate::files;
use crate::lock::{Lock, LockError};
use crate::swap::{self, Places};

const DEFINITION: &str = "election.json";
/// Largest file in bytes: more than the longest bundle (spec 6.5).
const MAX_FILE: u64 = 1 << 30;
/// Largest record in bytes.
const MAX_TOTAL: u64 = 16 << 30;
const MAX_FILES: usize = 1_000_000;
/// Names inside each other: `villages/<village>/set-<N>/village.json` has four.
const MAX_DEPTH: usize = 8;
/// How often reading begins again because the folder was replaced meanwhile.
const MAX_TRIES: u32 = 5;

/// Why a record is not read or not replaced.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// Neither a record nor a place for one.
    #[error("{} is no record: {problem}", path.display())]
    NotARecord {
        /// The folder.
        path: PathBuf,
        /// What it is instead.
        problem: &'static str,
    },
    /// Something in the folder that no record has.
    #[error("{}: {problem}", path.display())]
    Refused {
        /// The file or folder in it.
        path: PathBuf,
        /// What is wrong with it.
        problem: &'static str,
    },
    /// A name that no file of a record has. Nothing was written.
    #[error("a record has no file of the name {name:?}")]
    Name {
        /// The name.
        name: String,
    },
    /// Another run works on this record.
    #[error("{}: another run works on this record; wait for it", path.display())]
    Locked {
        /// The record.
        path: PathBuf,
    },
    /// The system refused.
    #[error("cannot {action} {}: {source}", path.display())]
    Io {
        /// `read` or `write`.
        action: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}

impl FolderError {
    fn read(path: &Path, source: io::Error) -> Self {
        Self::Io { action: "read", path: path.to_path_buf(), source }
    }

    fn write(path: &Path, source: io::Error) -> Self {
        Self::Io { action: "write", path: path.to_path_buf(), source }
    }
}

/// Reading and replacing records.
#[derive(Debug, Clone, Copy)]
pub struct RecordFolder;

impl RecordFolder {
    /// Reads every file of a record; whether they are the right ones is for `tally::verify` to say.
    ///
    /// # Errors
    /// [`FolderError`]: the folder holds neither `MANIFEST` nor `election.json`, something in it is no regular file, a
    /// name is not UTF-8, or it is larger than a record.
    pub fn read(path: &Path) -> Result<Files, FolderError> {
        let places = Places::of(path);
        let mut tries = 0;
        loop {
            let current = places.current().map_err(|source| FolderError::read(path, source))?;
            let before = identity(current)?;
            let read = read_folder(current);
            // Another run may have put a new record in its place: half of the old and half of the new is neither.
            tries += 1;
            if identity(current).ok() == Some(before) || tries == MAX_TRIES {
                return read;
            }
        }
    }

    /// Takes the record for one run that reads and replaces it; nobody else can as long as the result lives.
    ///
    /// # Errors
    /// [`FolderError::Locked`]; [`FolderError::NotARecord`] if something else is there; [`FolderError::Io`].
    pub fn lock(path: &Path) -> Result<LockedRecord, FolderError> {
        if path.file_name().is_none() {
            let problem = "its path does not end with a name";
            return Err(FolderError::NotARecord { path: path.to_path_buf(), problem });
        }
        let lock = Lock::take(path).map_err(|error| match error {
            LockError::Held => FolderError::Locked { path: path.to_path_buf() },
            LockError::Io(lock, source) => FolderError::write(&lock, source),
        })?;
        let places = Places::of(path);
        swap::clean(&places, &mut || Ok(())).map_err(|source| FolderError::write(path, source))?;
        let state = state_of(path)?;
        Ok(LockedRecord { places, _lock: lock, is_there: state == State::Record })
    }

    /// Puts these files in the place of the record: a crash leaves the old or the new record, whole.
    ///
    /// # Errors
    /// As [`RecordFolder::lock`] and [`LockedRecord::replace`].
    pub fn replace(path: &Path, files: &Files) -> Result<(), FolderError> {
        Self::lock(path)?.replace(files)
    }
}

/// A record, or a place for one, that belongs to this run.
#[derive(Debug)]
pub struct LockedRecord {
    places: Places,
    _lock: Lock,
    is_there: bool,
}

impl LockedRecord {
    /// The files of the record; `None` if there is no record yet.
    ///
    /// # Errors
    /// As [`RecordFolder::read`].
    pub fn read(&self) -> Result<Option<Files>, FolderError> {
        if self.is_there { RecordFolder::read(&self.places.target).map(Some) } else { Ok(None) }
    }

    /// Puts these files in the place of the record: a crash leaves the old or the new record, whole.
    ///
    /// # Errors
    /// [`FolderError::Name`]; [`FolderError::NotARecord`] if the files are none; [`FolderError::Io`], after which the
    /// old record stands.
    pub fn replace(&mut self, files: &Files) -> Result<(), FolderError> {
        self.replace_with(files, true, &mut || Ok(()))
    }

    fn replace_with(
        &mut self,
        files: &Files,
        exchange: bool,
        operations: swap::Operations<'_>,
    ) -> Result<(), FolderError> {
        let target = self.places.target.clone();
        if !files.contains_key(MANIFEST) {
            return Err(FolderError::NotARecord { path: target, problem: "the new one has no MANIFEST" });
        }
        check_names(files)?;
        let done = swap::swap(&self.places, files, exchange, operations);
        // What is left over is in the way of nothing and is removed by the next run if this one cannot.
        let _cleaned = swap::clean(&self.places, operations);
        done.map_err(|source| FolderError::write(&target, source))?;
        self.is_there = true;
        Ok(())
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Nothing, or an empty folder.
    Empty,
    Record,
}

/// What is in the place of a record that is to be replaced.
fn state_of(path: &Path) -> Result<State, FolderError> {
    let unreadable = |source| FolderError::read(path, source);
    let refused = |problem| FolderError::NotARecord { path: path.to_path_buf(), problem };
    let Some(metadata) = files::look(path).map_err(unreadable)? else { return Ok(State::Empty) };
    if !metadata.is_dir() {
        return Err(refused("it is not a folder"));
    }
    let manifest = files::look(&path.join(MANIFEST)).map_err(unreadable)?;
    if manifest.is_some_and(|manifest| manifest.is_file()) {
        return Ok(State::Record);
    }
    match std::fs::read_dir(path).map_err(unreadable)?.next() {
        None => Ok(State::Empty),
        Some(_) => Err(refused("there are files in it, but no MANIFEST; choose another folder")),
    }
}

fn identity(path: &Path) -> Result<(u64, u64), FolderError> {
    let metadata = std::fs::symlink_metadata(path).map_err(|source| FolderError::read(path, source))?;
    Ok((metadata.dev(), metadata.ino()))
}

fn read_folder(folder: &Path) -> Result<Files, FolderError> {
    let mut files = Files::new();
    let mut total = 0;
    let walk = WalkDir::new(folder).follow_links(false).follow_root_links(false).max_depth(MAX_DEPTH);
    for entry in walk.sort_by_file_name() {
        let entry = entry.map_err(|error| {
            let path = error.path().unwrap_or(folder).to_path_buf();
            FolderError::Io { action: "read", path, source: error.into() }
        })?;
        let Some(name) = name_of(folder, &entry)? else { continue };
        let refused = |problem| FolderError::Refused { path: entry.path().to_path_buf(), problem };
        let bytes =
            files::read(entry.path(), MAX_FILE).map_err(|source| FolderError::read(entry.path(), source))?;
        total += u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        if total > MAX_TOTAL || files.len() == MAX_FILES {
            return Err(refused("with this file the folder is larger than any record"));
        }
        files.insert(name, bytes);
    }
    if files.contains_key(MANIFEST) || files.contains_key(DEFINITION) {
        return Ok(files);
    }
    let problem = "it holds neither MANIFEST nor election.json";
    Err(FolderError::NotARecord { path: folder.to_path_buf(), problem })
}

/// The name of a file inside the record; `None` for a folder.
fn name_of(folder: &Path, entry: &DirEntry) -> Result<Option<String>, FolderError> {
    let refused = |problem| FolderError::Refused { path: entry.path().to_path_buf(), problem };
    let kind = entry.file_type();
    if kind.is_dir() && entry.depth() < MAX_DEPTH {
        return Ok(None);
    }
    if !kind.is_file() {
        return Err(refused(match (kind.is_dir(), kind.is_symlink()) {
            (true, _) => "the folders of a record are not as deep as this",
            (_, true) => "a record has no symbolic links",
            _ => "a record has regular files only, no devices, sockets or pipes",
        }));
    }
    let inside = entry.path().strip_prefix(folder).unwrap_or(entry.path());
    let name: Option<Vec<&str>> = inside.iter().map(|part| part.to_str()).collect();
    Ok(Some(name.ok_or_else(|| refused("the name is not UTF-8"))?.join("/")))
}

/// Names become paths here and nowhere else, so this is where they are looked at.
fn check_names(files: &Files) -> Result<(), FolderError> {
    let plain = |part: &str| {
        let allowed = |c: char| c.is_ascii_alphanumeric() || "-._".contains(c);
        !part.is_empty() && part.len() <= 200 && part.chars().all(allowed) && !part.starts_with('.')
    };
    let good = |name: &&String| name.split('/').count() <= MAX_DEPTH && name.split('/').all(plain);
    match files.keys().find(|name| !good(name)) {
        None => Ok(()),
        Some(name) => Err(FolderError::Name { name: name.clone() }),
    }
}
