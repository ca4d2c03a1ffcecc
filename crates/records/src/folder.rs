//! The record as a folder (spec 11).

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use sha2::{Digest as _, Sha256};
use tally::{FileHashes, Files, MANIFEST, RecordSource, manifest_of};
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
        Self::read_with(path, |record| {
            let read = |name: &String| {
                let at = record.folder.join(name);
                let bytes = files::read(&at, MAX_FILE).map_err(|source| FolderError::read(&at, source))?;
                Ok((name.clone(), bytes))
            };
            record.names.iter().map(read).collect()
        })
    }

    /// Reads a record file by file, as `read` asks for them; begins again if the record is replaced meanwhile.
    ///
    /// # Errors
    /// As [`RecordFolder::read`], and what `read` reports.
    pub fn read_with<T, E: From<FolderError>>(
        path: &Path,
        read: impl Fn(&RecordReader) -> Result<T, E>,
    ) -> Result<T, E> {
        let places = Places::of(path);
        for _ in 0..MAX_TRIES {
            let current = places.current().map_err(|source| FolderError::read(path, source))?;
            let held = files::hold(current).map_err(|source| FolderError::read(path, source))?;
            let done = RecordReader::new(current).map_err(E::from).and_then(|record| read(&record));
            // Another run may have put a new record in its place: half of the old and half of the new is neither.
            if held.is_at(current) {
                return done;
            }
        }
        Err(FolderError::Locked { path: path.to_path_buf() }.into())
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

    /// Begins a new record beside the old one, file by file.
    ///
    /// # Errors
    /// [`FolderError::Io`].
    pub fn begin(&self) -> Result<NewRecord, FolderError> {
        let begun = swap::clean(&self.places, &mut || Ok(()))
            .and_then(|()| swap::begin(&self.places, &mut || Ok(())));
        let medium = begun.map_err(|source| FolderError::write(&self.places.target, source))?;
        Ok(NewRecord { places: self.places.clone(), medium, hashes: Mutex::default() })
    }

    /// Puts a new record in the place of the old one, with these last files of it and its MANIFEST: a crash leaves the old
    /// or the new record, whole.
    ///
    /// # Errors
    /// As [`LockedRecord::replace`].
    pub fn finish(&mut self, new: NewRecord, files: &Files) -> Result<(), FolderError> {
        let done = files.iter().try_for_each(|(name, bytes)| new.put(name, bytes)).and_then(|()| {
            let hashes = std::mem::take(&mut *new.hashes.lock().unwrap_or_else(PoisonError::into_inner));
            swap::put(&self.places, MANIFEST, &manifest_of(&hashes), &mut || Ok(()))
                .and_then(|()| swap::finish(&self.places, &new.medium, true, &mut || Ok(())))
                .map_err(|source| FolderError::write(&self.places.target, source))
        });
        self.clean_up();
        self.is_there |= done.is_ok();
        done
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
        files.keys().try_for_each(|name| check_name(name))?;
        let mut write = || {
            let medium = swap::begin(&self.places, operations)?;
            files.iter().try_for_each(|(name, bytes)| swap::put(&self.places, name, bytes, operations))?;
            swap::finish(&self.places, &medium, exchange, operations)
        };
        let done = write();
        // What is left over is in the way of nothing and is removed by the next run if this one cannot.
        let _cleaned = swap::clean(&self.places, operations);
        done.map_err(|source| FolderError::write(&target, source))?;
        self.is_there = true;
        Ok(())
    }

    /// What is left over is in the way of nothing and is removed by the next run if this one cannot.
    fn clean_up(&self) {
        let _cleaned = swap::clean(&self.places, &mut || Ok(()));
    }
}

/// A record that is being written beside the one that it is to replace, by several threads.
#[derive(Debug)]
pub struct NewRecord {
    places: Places,
    medium: File,
    hashes: Mutex<FileHashes>,
}

impl NewRecord {
    /// Writes one file, which must not be there yet. It is durable when the record is in its place.
    ///
    /// # Errors
    /// [`FolderError::Name`], [`FolderError::Io`].
    pub fn put(&self, name: &str, bytes: &[u8]) -> Result<(), FolderError> {
        self.put_hashed(name, bytes, Sha256::digest(bytes).into())
    }

    /// [`NewRecord::put`] of a file whose SHA-256 is known.
    pub(crate) fn put_hashed(&self, name: &str, bytes: &[u8], hash: [u8; 32]) -> Result<(), FolderError> {
        check_name(name)?;
        swap::put(&self.places, name, bytes, &mut || Ok(()))
            .map_err(|source| FolderError::write(&self.places.target.join(name), source))?;
        let mut hashes = self.hashes.lock().unwrap_or_else(PoisonError::into_inner);
        hashes.insert(name.to_owned(), hash);
        Ok(())
    }
}

/// A record that was given up leaves nothing behind; one that is in its place has left this one already.
impl Drop for NewRecord {
    fn drop(&mut self) {
        let _the_next_run_may = std::fs::remove_dir_all(&self.places.new);
    }
}

/// The files of a record, by name; nothing of them is in memory.
#[derive(Debug)]
pub struct RecordReader {
    folder: PathBuf,
    names: BTreeSet<String>,
}

impl RecordReader {
    /// Lists every file of a record; whether they are the right ones is for `tally::verify` to say.
    fn new(folder: &Path) -> Result<Self, FolderError> {
        let names = names_in(folder)?;
        if names.contains(MANIFEST) || names.contains(DEFINITION) {
            return Ok(Self { folder: folder.to_path_buf(), names });
        }
        let problem = "it holds neither MANIFEST nor election.json";
        Err(FolderError::NotARecord { path: folder.to_path_buf(), problem })
    }

    /// Where a file lies.
    #[must_use]
    pub fn path_of(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }
}

impl RecordSource for RecordReader {
    fn paths(&self) -> Vec<String> {
        self.names.iter().cloned().collect()
    }

    fn open(&self, name: &str) -> io::Result<Box<dyn Read + '_>> {
        // Names are those that were found in the folder, and no others.
        let name = self.names.get(name).ok_or(io::ErrorKind::NotFound)?;
        let (file, _) = files::open(&self.folder.join(name))?;
        // A file that grows meanwhile is read as far as a record's file may go.
        Ok(Box::new(file.take(MAX_FILE)))
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

fn names_in(folder: &Path) -> Result<BTreeSet<String>, FolderError> {
    let mut names = BTreeSet::new();
    let mut total = 0;
    let walk = WalkDir::new(folder).follow_links(false).follow_root_links(false).max_depth(MAX_DEPTH);
    for entry in walk.sort_by_file_name() {
        let failed = |error: walkdir::Error| {
            let path = error.path().unwrap_or(folder).to_path_buf();
            FolderError::Io { action: "read", path, source: error.into() }
        };
        let entry = entry.map_err(failed)?;
        let Some(name) = name_of(folder, &entry)? else { continue };
        let refused = |problem| FolderError::Refused { path: entry.path().to_path_buf(), problem };
        let length = entry.metadata().map_err(failed)?.len();
        if length > MAX_FILE {
            let large = io::Error::new(io::ErrorKind::FileTooLarge, format!("more than {MAX_FILE} bytes"));
            return Err(FolderError::read(entry.path(), large));
        }
        total += length;
        if total > MAX_TOTAL || names.len() == MAX_FILES {
            return Err(refused("with this file the folder is larger than any record"));
        }
        names.insert(name);
    }
    Ok(names)
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
fn check_name(name: &str) -> Result<(), FolderError> {
    let plain = |part: &str| {
        let allowed = |c: char| c.is_ascii_alphanumeric() || "-._".contains(c);
        !part.is_empty() && part.len() <= 200 && part.chars().all(allowed) && !part.starts_with('.')
    };
    match name.split('/').count() <= MAX_DEPTH && name.split('/').all(plain) {
        true => Ok(()),
        false => Err(FolderError::Name { name: name.to_owned() }),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::symlink;

    use super::*;

    fn files(word: &str, extra: &[&str]) -> Files {
        let names = ["MANIFEST", "election.json", "villages/9901012001/result.json"];
        names
            .iter()
            .chain(extra)
            .map(|name| ((*name).to_owned(), format!("{word} {name}").into_bytes()))
            .collect()
    }

    struct Place {
        _folder: tempfile::TempDir,
        record: PathBuf,
    }

    impl Place {
        fn new() -> Self {
            let folder = tempfile::tempdir().unwrap();
            Self { record: folder.path().join("record"), _folder: folder }
        }

        fn with(files: &Files) -> Self {
            let place = Self::new();
            RecordFolder::replace(&place.record, files).unwrap();
            place
        }

        /// Everything beside the record, but the lock.
        fn beside(&self) -> Vec<String> {
            let names = fs::read_dir(self.record.parent().unwrap()).unwrap();
            let names = names.map(|entry| entry.unwrap().file_name().into_string().unwrap());
            names.filter(|name| !["record", ".record.lock"].contains(&name.as_str())).collect()
        }

        fn write(&self, name: &str) -> PathBuf {
            let path = self.record.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, "x").unwrap();
            path
        }
    }

    fn refused_path(place: &Place) -> PathBuf {
        match RecordFolder::read(&place.record).unwrap_err() {
            FolderError::Refused { path, .. } => path,
            other => panic!("{other}"),
        }
    }

    #[test]
    fn what_is_written_is_read() {
        let (old, new) = (files("old", &["logs/a.plkb"]), files("new", &["tokens/b.list"]));
        let place = Place::with(&old);
        assert_eq!(RecordFolder::read(&place.record).unwrap(), old);
        RecordFolder::replace(&place.record, &new).unwrap();
        assert_eq!(RecordFolder::read(&place.record).unwrap(), new);
        assert!(place.beside().is_empty());
    }

    /// Lets the first `good` operations through; from then on the machine is dead.
    fn dies_after(good: usize) -> impl FnMut() -> io::Result<()> {
        let mut left = good;
        move || {
            left = left.checked_sub(1).ok_or_else(|| io::Error::other("power cut"))?;
            Ok(())
        }
    }

    #[test]
    fn a_crash_between_any_two_steps_leaves_the_old_or_the_new_record() {
        let (old, new) = (files("old", &["logs/a.plkb"]), files("new", &["logs/a.plkb", "tokens/b.list"]));
        for exchange in [true, false] {
            let mut seen = [0, 0];
            for good in 0.. {
                let place = Place::with(&old);
                let mut locked = RecordFolder::lock(&place.record).unwrap();
                let done = locked.replace_with(&new, exchange, &mut dies_after(good));
                drop(locked);
                let found = RecordFolder::read(&place.record).unwrap();
                assert!(found == old || found == new, "after {good} operations: {:?}", found.keys());
                assert!(done.is_err() || found == new, "after {good} operations");
                seen[usize::from(found == new)] += 1;
                let next = RecordFolder::lock(&place.record).unwrap();
                assert_eq!(next.read().unwrap().unwrap(), found);
                assert!(place.beside().is_empty(), "after {good} operations: {:?}", place.beside());
                if done.is_ok() && good > 30 {
                    break;
                }
            }
            // Four folders, five files, everything synced: as many crashes leave the old one.
            assert!(seen[0] >= 10 && seen[1] >= 3, "{seen:?}");
        }
    }

    #[test]
    fn a_crash_in_a_first_run_leaves_nothing_or_the_record() {
        let new = files("new", &[]);
        for good in 0..20 {
            let place = Place::new();
            let mut locked = RecordFolder::lock(&place.record).unwrap();
            let _dead = locked.replace_with(&new, true, &mut dies_after(good));
            drop(locked);
            match RecordFolder::lock(&place.record).unwrap().read().unwrap() {
                None => assert!(!place.record.exists()),
                Some(found) => assert_eq!(found, new),
            }
            assert!(place.beside().is_empty());
        }
    }

    #[test]
    fn an_error_that_is_no_crash_leaves_the_old_record_and_nothing_else() {
        let place = Place::with(&files("old", &[]));
        let mut locked = RecordFolder::lock(&place.record).unwrap();
        let mut count = 0;
        let mut full = || {
            count += 1;
            if count == 5 { Err(io::ErrorKind::StorageFull.into()) } else { Ok(()) }
        };
        let error = locked.replace_with(&files("new", &[]), true, &mut full).unwrap_err();
        assert!(matches!(error, FolderError::Io { action: "write", ref path, .. } if *path == place.record));
        assert_eq!(locked.read().unwrap().unwrap(), files("old", &[]));
        assert!(place.beside().is_empty());
    }

    #[test]
    fn only_a_record_or_nothing_is_replaced() {
        let place = Place::new();
        let refused = |place: &Place| match RecordFolder::replace(&place.record, &files("new", &[])) {
            Err(FolderError::NotARecord { path, problem }) if path == place.record => problem,
            other => panic!("{other:?}"),
        };
        place.write("thesis.odt");
        assert!(refused(&place).contains("no MANIFEST"));
        assert!(place.record.join("thesis.odt").exists());
        let other = Place::new();
        fs::write(&other.record, "a file").unwrap();
        assert!(refused(&other).contains("not a folder"));
        let link = Place::new();
        symlink(&place.record, &link.record).unwrap();
        assert!(refused(&link).contains("not a folder"));
        let manifest = Place::new();
        fs::create_dir_all(manifest.record.join("MANIFEST")).unwrap();
        assert!(refused(&manifest).contains("no MANIFEST"));
        let empty = Place::new();
        fs::create_dir(&empty.record).unwrap();
        RecordFolder::replace(&empty.record, &files("new", &[])).unwrap();
        assert_eq!(RecordFolder::read(&empty.record).unwrap(), files("new", &[]));
    }

    #[test]
    fn files_that_are_no_record_replace_nothing() {
        let place = Place::with(&files("old", &[]));
        let mut without = files("new", &[]);
        without.remove("MANIFEST");
        let error = RecordFolder::replace(&place.record, &without).unwrap_err();
        assert!(matches!(error, FolderError::NotARecord { .. }));
        for name in [
            "../x",
            "/etc/x",
            "a//b",
            "a/./b",
            "a/../b",
            "",
            "a\\b",
            ".hidden",
            "a/",
            "a\0b",
            "a b",
            "caf\u{e9}",
            "a/b/c/d/e/f/g/h/i",
        ] {
            let error = RecordFolder::replace(&place.record, &files("new", &[name])).unwrap_err();
            assert!(matches!(error, FolderError::Name { name: ref found } if found == name), "{name:?}");
        }
        assert_eq!(RecordFolder::read(&place.record).unwrap(), files("old", &[]));
        assert!(place.beside().is_empty());
    }

    #[test]
    fn a_record_written_file_by_file_is_in_its_place_or_gone() {
        let old = files("old", &[]);
        let place = Place::with(&old);
        let mut locked = RecordFolder::lock(&place.record).unwrap();
        let given_up = locked.begin().unwrap();
        given_up.put("logs/a.plkb", b"a").unwrap();
        assert!(given_up.put("logs/a.plkb", b"again").is_err());
        assert!(matches!(given_up.put("../x", b"x"), Err(FolderError::Name { .. })));
        assert_eq!(place.beside().len(), 1);
        drop(given_up);
        assert!(place.beside().is_empty());
        assert_eq!(RecordFolder::read(&place.record).unwrap(), old);
        let new = locked.begin().unwrap();
        std::thread::scope(|scope| {
            for name in ["logs/a.plkb", "logs/b.plkb", "villages/1/2/c.json"] {
                let new = &new;
                scope.spawn(move || new.put(name, name.as_bytes()).unwrap());
            }
        });
        let last = Files::from([("election.json".to_owned(), b"{}".to_vec())]);
        locked.finish(new, &last).unwrap();
        let found = RecordFolder::read(&place.record).unwrap();
        assert_eq!((found.len(), found["logs/b.plkb"].as_slice()), (5, b"logs/b.plkb".as_slice()));
        assert_eq!(found["MANIFEST"], tally::manifest(&found));
        assert!(place.beside().is_empty());
    }

    #[test]
    fn two_runs_do_not_work_on_one_record() {
        let place = Place::with(&files("old", &[]));
        let held = RecordFolder::lock(&place.record).unwrap();
        let record = place.record.clone();
        let other = std::thread::spawn(move || RecordFolder::replace(&record, &files("new", &[])));
        let refused = other.join().unwrap().unwrap_err();
        assert!(matches!(refused, FolderError::Locked { ref path } if *path == place.record));
        assert_eq!(held.read().unwrap().unwrap(), files("old", &[]));
        drop(held);
        RecordFolder::replace(&place.record, &files("new", &[])).unwrap();
    }

    #[test]
    fn readers_see_one_record_while_another_run_replaces_it() {
        let place = Place::with(&files("0", &["logs/a.plkb"]));
        let record = place.record.clone();
        let writer = std::thread::spawn(move || {
            for number in 1..40 {
                RecordFolder::replace(&record, &files(&number.to_string(), &["logs/a.plkb"])).unwrap();
            }
        });
        let mut whole = 0;
        while !writer.is_finished() {
            // A reader that is overtaken too often gives up with an error, but never mixes two records.
            if let Ok(found) = RecordFolder::read(&place.record) {
                let word = String::from_utf8(found["MANIFEST"].clone()).unwrap();
                let word = word.split(' ').next().unwrap().to_owned();
                assert_eq!(found, files(&word, &["logs/a.plkb"]));
                whole += 1;
            }
        }
        writer.join().unwrap();
        assert!(whole > 0);
    }

    #[test]
    fn a_folder_that_is_no_record_is_not_read() {
        let place = Place::new();
        assert!(matches!(RecordFolder::read(&place.record), Err(FolderError::Io { action: "read", .. })));
        place.write("thesis.odt");
        assert!(matches!(RecordFolder::read(&place.record), Err(FolderError::NotARecord { .. })));
        place.write("election.json");
        assert_eq!(RecordFolder::read(&place.record).unwrap().len(), 2);
    }

    #[test]
    fn links_pipes_and_strange_names_are_no_part_of_a_record() {
        let place = Place::with(&files("old", &[]));
        let link = place.record.join("link");
        symlink(place.record.join("MANIFEST"), &link).unwrap();
        assert_eq!(refused_path(&place), link);
        fs::remove_file(&link).unwrap();
        symlink(&place.record, &link).unwrap();
        assert_eq!(refused_path(&place), link);
        fs::remove_file(&link).unwrap();
        let pipe = place.record.join("pipe");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        assert_eq!(refused_path(&place), pipe);
        fs::remove_file(&pipe).unwrap();
        let name = <std::ffi::OsStr as std::os::unix::ffi::OsStrExt>::from_bytes(b"\xff.json");
        let strange = place.record.join(name);
        fs::write(&strange, "x").unwrap();
        assert_eq!(refused_path(&place), strange);
        fs::remove_file(&strange).unwrap();
        fs::create_dir_all(place.record.join("1/2/3/4/5/6/7/8")).unwrap();
        assert_eq!(refused_path(&place), place.record.join("1/2/3/4/5/6/7/8"));
    }

    #[test]
    fn a_file_larger_than_any_of_a_record_is_not_read() {
        let place = Place::with(&files("old", &[]));
        let large = place.record.join("large");
        File::create(&large).unwrap().set_len(MAX_FILE + 1).unwrap();
        let error = RecordFolder::read(&place.record).unwrap_err();
        assert!(matches!(
            error,
            FolderError::Io { ref path, ref source, .. }
                if *path == large && source.kind() == io::ErrorKind::FileTooLarge
        ));
    }
}
