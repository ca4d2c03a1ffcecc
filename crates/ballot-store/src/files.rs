//! File operations that are durable when they return, never follow a symbolic link and never overwrite.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io;
use std::num::NonZeroU64;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use rustix::fs::{Advice, CWD, OFlags, RenameFlags};
use rustix::io::Errno;

use ballot_log::Durability;

/// `path` with `suffix` after its last character: `log.sqlite` and `.lock` give `log.sqlite.lock`.
pub(crate) fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    PathBuf::from(name)
}

/// Whether anything, also a dangling link, bears this name.
pub(crate) fn exists(path: &Path) -> io::Result<bool> {
    match fs::symlink_metadata(path) {
        Ok(_) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

/// The path with its folder's links resolved, so that only the last name can be a link, and that is refused.
pub(crate) fn resolve(path: &Path) -> io::Result<PathBuf> {
    let name =
        path.file_name().ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, "not a file name"))?;
    Ok(folder_of(path).canonicalize()?.join(name))
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// Opens a regular file for reading and, if asked, writing; links, FIFOs and devices are refused.
pub(crate) fn open(path: &Path, write: bool) -> io::Result<File> {
    checked(options().read(true).write(write).open(path)?)
}

/// Opens or makes a regular file for writing, leaving its content alone.
pub(crate) fn open_or_create(path: &Path) -> io::Result<File> {
    checked(options().read(true).write(true).create(true).truncate(false).open(path)?)
}

/// Makes a file that was not there.
pub(crate) fn create(path: &Path) -> io::Result<File> {
    options().read(true).write(true).create_new(true).open(path)
}

fn options() -> OpenOptions {
    let mut options = OpenOptions::new();
    let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK;
    options.custom_flags(i32::try_from(flags.bits()).unwrap_or_default());
    options
}

fn checked(file: File) -> io::Result<File> {
    if file.metadata()?.is_file() {
        Ok(file)
    } else {
        Err(io::Error::new(io::ErrorKind::InvalidInput, "not a regular file"))
    }
}

/// Removes a file that may be absent.
pub(crate) fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Renames without overwriting, then makes the new name durable.
pub(crate) fn rename(from: &Path, to: &Path, durability: Durability) -> io::Result<()> {
    match rustix::fs::renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE) {
        // A file system without this flag: a second name fails just as surely when the name is taken.
        Err(Errno::INVAL | Errno::NOSYS) => {
            fs::hard_link(from, to)?;
            fs::remove_file(from)?;
        }
        done => done?,
    }
    sync_folder(to, durability)
}

/// The first of `path.damaged-1`, `path.damaged-2`, ... that is free with each of the endings.
pub(crate) fn free_name(path: &Path, endings: &[&str]) -> io::Result<PathBuf> {
    for number in 1..=999_u32 {
        let name = with_suffix(path, &format!(".damaged-{number}"));
        let mut taken = false;
        for ending in endings {
            taken |= exists(&with_suffix(&name, ending))?;
        }
        if !taken {
            return Ok(name);
        }
    }
    Err(io::Error::new(io::ErrorKind::AlreadyExists, "999 damaged files are kept here already"))
}

/// Makes the names in the folder of `path` durable.
pub(crate) fn sync_folder(path: &Path, durability: Durability) -> io::Result<()> {
    match durability {
        Durability::Full => File::open(folder_of(path))?.sync_all(),
        Durability::Relaxed => Ok(()),
    }
}

/// Makes content and length of a file durable.
pub(crate) fn sync(file: &File, durability: Durability) -> io::Result<()> {
    match durability {
        Durability::Full => file.sync_all(),
        Durability::Relaxed => Ok(()),
    }
}

/// Asks the kernel to drop what it remembers of a file (`len` 0 = to the end), so that the next read comes from
/// the medium. Only advice: where it is refused, the read-back checks less, and nothing else changes.
pub(crate) fn forget(file: &File, offset: u64, len: u64, durability: Durability) {
    if durability == Durability::Full {
        let _advice_only = rustix::fs::fadvise(file, offset, NonZeroU64::new(len), Advice::DontNeed);
    }
}

/// Whether the folders of two files are on one device. Partitions of one disk count as one device where the system
/// tells.
///
/// # Errors
/// What the system says where a folder cannot be looked at.
pub fn on_one_device(one: &Path, other: &Path) -> io::Result<bool> {
    let (one, other) = (fs::metadata(folder_of(one))?.dev(), fs::metadata(folder_of(other))?.dev());
    Ok(one == other || disk(one).is_some_and(|name| disk(other) == Some(name)))
}

/// The folder in `/sys` of the whole disk that holds this partition.
fn disk(device: u64) -> Option<PathBuf> {
    let (major, minor) = (rustix::fs::major(device), rustix::fs::minor(device));
    let folder = fs::canonicalize(format!("/sys/dev/block/{major}:{minor}")).ok()?;
    if folder.join("partition").exists() { folder.parent().map(Path::to_path_buf) } else { Some(folder) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn renaming_never_overwrites() {
        let folder = tempfile::tempdir().unwrap();
        let (one, two) = (folder.path().join("one"), folder.path().join("two"));
        fs::write(&one, "1").unwrap();
        fs::write(&two, "2").unwrap();
        let error = rename(&one, &two, Durability::Full).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(fs::read(&two).unwrap(), b"2");
    }

    #[test]
    fn links_and_fifos_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let (file, link, fifo) = (folder.path().join("f"), folder.path().join("l"), folder.path().join("p"));
        fs::write(&file, "1").unwrap();
        std::os::unix::fs::symlink(&file, &link).unwrap();
        let made = std::process::Command::new("mkfifo").arg(&fifo).status().unwrap();
        assert!(made.success());
        assert!(open(&file, false).is_ok());
        assert!(open(&link, false).is_err());
        assert_eq!(open(&fifo, false).unwrap_err().kind(), io::ErrorKind::InvalidInput);
        assert!(exists(&link).unwrap());
    }

    #[test]
    fn one_folder_is_on_one_device() {
        let folder = tempfile::tempdir().unwrap();
        let one = folder.path().join("one");
        assert!(on_one_device(&one, &folder.path().join("two")).unwrap());
    }
}
