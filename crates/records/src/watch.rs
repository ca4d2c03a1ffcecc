//! A folder into which files are copied while it is watched: which of them have come to rest, and whose logs they say
//! they are.
//!
//! A file is taken once two looks find it with the same length, time and number: one that is still being copied changes
//! in between. What it holds is judged where it is read; should it change after all, the next look finds another file.

use std::collections::BTreeMap;
use std::fs::Metadata;
use std::io::{self, Read as _};
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use ballot_log::{LogHeader, mirror};
use walkdir::{DirEntry, WalkDir};

use crate::files;

/// Folders inside each other.
const MAX_DEPTH: usize = 16;
/// Files that are looked at.
const MAX_FILES: usize = 100_000;

/// A watched folder.
#[derive(Debug)]
pub struct Watch {
    folder: PathBuf,
    before: BTreeMap<PathBuf, Stamp>,
    headers: BTreeMap<PathBuf, (Stamp, Option<LogHeader>)>,
}

/// What tells two contents of a file apart without reading them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stamp {
    length: u64,
    seconds: i64,
    nanoseconds: i64,
    number: u64,
}

/// What one look found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Look {
    taken: BTreeMap<PathBuf, (Stamp, Option<LogHeader>)>,
    /// What is not taken, by name.
    pub waiting: Vec<Waiting>,
}

/// Something in a watched folder that is not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// Where it lies.
    pub path: PathBuf,
    /// Why it is not taken.
    pub why: WhyWaiting,
}

/// Why something in a watched folder is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhyWaiting {
    /// It is new, or has changed since the last look.
    Changing,
    /// A folder in more folders than are looked into.
    TooDeep,
    /// One file more than are looked at; there may be others.
    TooMany,
    /// The system does not let it be looked at.
    Unreadable,
}

impl Watch {
    /// A folder that nobody has looked into yet.
    ///
    /// # Errors
    /// There is no such folder.
    pub fn new(folder: &Path) -> io::Result<Self> {
        let folder = folder.canonicalize()?;
        if !folder.is_dir() {
            return Err(io::ErrorKind::NotADirectory.into());
        }
        Ok(Self { folder, before: BTreeMap::new(), headers: BTreeMap::new() })
    }

    /// The folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Looks again.
    ///
    /// # Errors
    /// The folder itself cannot be read, for example because its medium was pulled.
    pub fn look(&mut self) -> io::Result<Look> {
        std::fs::read_dir(&self.folder)?;
        let (found, mut look) = self.walk();
        let mut headers = BTreeMap::new();
        for (path, (stamp, regular)) in &found {
            // Nobody copies into a link or a pipe: whoever reads the inputs says what they are.
            if *regular && self.before.get(path) != Some(stamp) {
                look.waiting.push(Waiting { path: path.clone(), why: WhyWaiting::Changing });
                continue;
            }
            let known = self.headers.remove(path).filter(|(of, _)| of == stamp);
            let known = known.unwrap_or_else(|| (*stamp, regular.then(|| header_of(path)).flatten()));
            headers.insert(path.clone(), known.clone());
            look.taken.insert(path.clone(), known);
        }
        self.before = found.into_iter().map(|(path, (stamp, _))| (path, stamp)).collect();
        self.headers = headers;
        look.waiting.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(look)
    }

    /// Everything that lies there but folders, with whether it is a regular file.
    fn walk(&self) -> (BTreeMap<PathBuf, (Stamp, bool)>, Look) {
        let (mut found, mut look) = (BTreeMap::new(), Look::default());
        let walk = WalkDir::new(&self.folder).min_depth(1).max_depth(MAX_DEPTH).follow_links(false);
        for entry in walk.sort_by_file_name() {
            let (path, why) = match entry {
                Err(error) => match error.path() {
                    // It vanished while we looked: the next look does not find it.
                    Some(path) if path.symlink_metadata().is_ok() => {
                        (path.to_path_buf(), WhyWaiting::Unreadable)
                    }
                    _ => continue,
                },
                Ok(entry) if entry.file_type().is_dir() && entry.depth() < MAX_DEPTH => continue,
                Ok(entry) if entry.file_type().is_dir() => (entry.into_path(), WhyWaiting::TooDeep),
                Ok(entry) if found.len() == MAX_FILES => {
                    look.waiting.push(Waiting { path: entry.into_path(), why: WhyWaiting::TooMany });
                    break;
                }
                Ok(entry) => match stamp_of(&entry) {
                    Some(stamp) => {
                        let regular = entry.file_type().is_file();
                        found.insert(entry.into_path(), (stamp, regular));
                        continue;
                    }
                    None => continue,
                },
            };
            look.waiting.push(Waiting { path, why });
        }
        (found, look)
    }
}

impl Look {
    /// What is taken: files at rest, and what is no file at all.
    #[must_use]
    pub fn paths(&self) -> Vec<PathBuf> {
        self.taken.keys().cloned().collect()
    }

    /// Whether both looks take the same.
    #[must_use]
    pub fn takes_the_same(&self, other: &Self) -> bool {
        let stamps = |look: &Self| {
            look.taken.iter().map(|(path, (stamp, _))| (path.clone(), *stamp)).collect::<Vec<_>>()
        };
        stamps(self) == stamps(other)
    }

    /// Whose logs the files say they are that are taken here, and not in the same form in `other`. That proves nothing.
    pub fn logs_beyond<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = &'a LogHeader> {
        let known = |path: &PathBuf, stamp: &Stamp| other.taken.get(path).is_some_and(|(of, _)| of == stamp);
        let new = self.taken.iter().filter(move |(path, (stamp, _))| !known(path, stamp));
        new.filter_map(|(_, (_, header))| header.as_ref())
    }

    /// Whose logs the files say they are that are taken.
    pub fn logs(&self) -> impl Iterator<Item = &LogHeader> {
        self.taken.values().filter_map(|(_, header)| header.as_ref())
    }
}

fn stamp_of(entry: &DirEntry) -> Option<Stamp> {
    let of = |metadata: Metadata| Stamp {
        length: metadata.len(),
        seconds: metadata.mtime(),
        nanoseconds: metadata.mtime_nsec(),
        number: metadata.ino(),
    };
    // Without it the file has vanished.
    entry.metadata().ok().map(of)
}

/// Whose log a bundle or a mirror says it is.
fn header_of(path: &Path) -> Option<LogHeader> {
    let (file, _) = files::open(path).ok()?;
    let mut head = Vec::new();
    file.take(u64::try_from(mirror::FRAME).ok()?).read_to_end(&mut head).ok()?;
    let of_bundle = || LogHeader::parse(head.get(..LogHeader::LENGTH)?).ok();
    let of_mirror = || mirror::decode_header(head.as_slice().try_into().ok()?).ok();
    of_bundle().or_else(of_mirror)
}

#[cfg(test)]
mod tests {
    use std::fs::{self, File};
    use std::os::unix::fs::symlink;
    use std::time::{Duration, SystemTime};

    use super::*;

    const LOG: &str =
        concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/election/logs/9901022001-1-1.plkb");

    struct Place {
        folder: tempfile::TempDir,
        watch: Watch,
    }

    impl Place {
        fn new() -> Self {
            let folder = tempfile::tempdir().unwrap();
            let watch = Watch::new(folder.path()).unwrap();
            Self { folder, watch }
        }

        fn write(&self, name: &str, content: &[u8]) {
            let path = self.folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, content).unwrap();
        }

        /// Names of what is taken, and what is not with why.
        fn look(&mut self) -> (Vec<String>, Vec<(String, WhyWaiting)>) {
            let look = self.watch.look().unwrap();
            let name =
                |path: &Path| path.strip_prefix(self.watch.folder()).unwrap().to_str().unwrap().to_owned();
            let taken = look.paths().iter().map(|path| name(path)).collect();
            (taken, look.waiting.iter().map(|waiting| (name(&waiting.path), waiting.why)).collect())
        }
    }

    fn changing(name: &str) -> (String, WhyWaiting) {
        (name.to_owned(), WhyWaiting::Changing)
    }

    #[test]
    fn a_file_is_taken_when_two_looks_find_it_the_same() {
        let mut place = Place::new();
        place.write("desa/log.plkb", b"half");
        assert_eq!(place.look(), (vec![], vec![changing("desa/log.plkb")]));
        place.write("desa/log.plkb", b"half and more");
        assert_eq!(place.look(), (vec![], vec![changing("desa/log.plkb")]));
        assert_eq!(place.look(), (vec!["desa/log.plkb".to_owned()], vec![]));
        assert_eq!(place.look(), (vec!["desa/log.plkb".to_owned()], vec![]));
        // The same length at another time is another content, too.
        let file = File::options().write(true).open(place.folder.path().join("desa/log.plkb")).unwrap();
        file.set_modified(SystemTime::now() - Duration::from_secs(60)).unwrap();
        assert_eq!(place.look(), (vec![], vec![changing("desa/log.plkb")]));
        // And so is another file under the name.
        place.look();
        place.write("other", b"half and more");
        let time = SystemTime::UNIX_EPOCH + Duration::from_secs(1);
        for name in ["other", "desa/log.plkb"] {
            let file = File::options().write(true).open(place.folder.path().join(name)).unwrap();
            file.set_modified(time).unwrap();
        }
        place.look();
        assert_eq!(place.look().0, ["desa/log.plkb", "other"]);
        fs::rename(place.folder.path().join("other"), place.folder.path().join("desa/log.plkb")).unwrap();
        assert_eq!(place.look(), (vec![], vec![changing("desa/log.plkb")]));
    }

    #[test]
    fn links_and_pipes_are_handed_on_for_the_reader_to_name_and_nothing_waits_for_them() {
        let mut place = Place::new();
        symlink("/", place.folder.path().join("link")).unwrap();
        let pipe = place.folder.path().join("pipe");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        assert_eq!(place.look(), (vec!["link".to_owned(), "pipe".to_owned()], vec![]));
    }

    #[test]
    fn folders_too_deep_are_named_and_a_folder_that_is_gone_is_an_error() {
        let mut place = Place::new();
        let deep = "d/".repeat(MAX_DEPTH + 1);
        place.write(&format!("{deep}log"), b"x");
        let (taken, waiting) = place.look();
        let named = [("d/".repeat(MAX_DEPTH).trim_end_matches('/').to_owned(), WhyWaiting::TooDeep)];
        assert_eq!((taken, waiting.as_slice()), (vec![], named.as_slice()));
        fs::remove_dir_all(place.folder.path()).unwrap();
        assert_eq!(place.watch.look().unwrap_err().kind(), io::ErrorKind::NotFound);
        assert!(Watch::new(place.folder.path()).is_err());
    }

    #[test]
    fn a_log_says_whose_it_is_before_it_is_read() {
        let mut place = Place::new();
        place.write("notes.txt", b"catatan");
        place.look();
        let before = place.watch.look().unwrap();
        place.write("stick.bin", &fs::read(LOG).unwrap());
        place.look();
        let after = place.watch.look().unwrap();
        assert!(!after.takes_the_same(&before) && after.takes_the_same(&after.clone()));
        let whose = |logs: Vec<&LogHeader>| logs.iter().map(|log| log.booth.to_string()).collect::<Vec<_>>();
        assert_eq!(whose(after.logs().collect()), ["9901022001-1-1"]);
        assert_eq!(whose(after.logs_beyond(&before).collect()), ["9901022001-1-1"]);
        assert_eq!(whose(after.logs_beyond(&after).collect()), Vec::<String>::new());
    }
}
