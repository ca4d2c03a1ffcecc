//! Files that are opened without following links, and written so that they are whole or not there.

use std::fmt::Write as _;
use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{self, Read as _, Write as _};
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use rustix::fs::OFlags;
use tempfile::NamedTempFile;

/// Why a file was not written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// A file of this name is there and was left alone.
    #[error("{} exists already; choose another name", path.display())]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// The system refused.
    #[error("cannot write {}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}

/// Writes a new file: whole and durable when this returns, and never over another one.
///
/// # Errors
/// [`WriteError`].
pub fn write_new(path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
    let failed = |source| WriteError::Io { path: path.to_path_buf(), source };
    let temporary = temporary(path, bytes, 0o644).map_err(failed)?;
    temporary.persist_noclobber(path).map_err(|error| match error.error.kind() {
        io::ErrorKind::AlreadyExists => WriteError::Exists { path: path.to_path_buf() },
        _ => failed(error.error),
    })?;
    sync_folder(folder_of(path)).map_err(failed)
}

/// Writes a file that may exist; it has its old or its new content, whatever happens.
///
/// # Errors
/// [`WriteError::Io`].
pub fn replace_file(path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
    replace(path, bytes, 0o644).map_err(|source| WriteError::Io { path: path.to_path_buf(), source })
}

/// [`replace_file`] with the permissions of a new file.
pub(crate) fn replace(path: &Path, bytes: &[u8], mode: u32) -> io::Result<()> {
    temporary(path, bytes, mode)?.persist(path)?;
    sync_folder(folder_of(path))
}

/// Writes a file that may exist; after a power cut it may be empty or gone.
pub(crate) fn replace_unsynced(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = tempfile::Builder::new().prefix(".tally-").suffix(".tmp").tempfile_in(folder_of(path))?;
    file.write_all(bytes)?;
    file.persist(path)?;
    Ok(())
}

/// A durable file beside `path` that vanishes unless it is given its name.
fn temporary(path: &Path, bytes: &[u8], mode: u32) -> io::Result<NamedTempFile> {
    let mut file = tempfile::Builder::new()
        .prefix(".tally-")
        .suffix(".tmp")
        .permissions(Permissions::from_mode(mode))
        .tempfile_in(folder_of(path))?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    Ok(file)
}

/// Writes a file that must not be there yet; whoever calls this makes it durable, with all others in one step.
pub(crate) fn create(path: &Path, bytes: &[u8]) -> io::Result<()> {
    OpenOptions::new().write(true).create_new(true).open(path)?.write_all(bytes)
}

/// Makes the names in a folder durable.
pub(crate) fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// The folder of a file.
pub(crate) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// Opens a regular file and gives its length; a link, a FIFO or a device is refused without waiting for it.
pub(crate) fn open(path: &Path) -> io::Result<(File, u64)> {
    let flags = i32::try_from((OFlags::NOFOLLOW | OFlags::NONBLOCK).bits()).unwrap_or_default();
    let file = OpenOptions::new().read(true).custom_flags(flags).open(path)?;
    let metadata = file.metadata()?;
    if metadata.is_file() {
        Ok((file, metadata.len()))
    } else {
        Err(io::Error::new(io::ErrorKind::InvalidInput, "not a regular file"))
    }
}

/// A folder or file that is held: as long as this lives, the system gives its number to no other.
#[derive(Debug)]
pub(crate) struct Held(File);

/// Holds what is under a name, links not followed, without opening it.
pub(crate) fn hold(path: &Path) -> io::Result<Held> {
    let flags = i32::try_from((OFlags::NOFOLLOW | OFlags::PATH).bits()).unwrap_or_default();
    OpenOptions::new().read(true).custom_flags(flags).open(path).map(Held)
}

impl Held {
    /// Whether it still has this name.
    pub(crate) fn is_at(&self, path: &Path) -> bool {
        let identity = |metadata: fs::Metadata| (metadata.dev(), metadata.ino());
        let held = self.0.metadata().map(identity);
        held.ok().zip(fs::symlink_metadata(path).map(identity).ok()).is_some_and(|(held, now)| held == now)
    }
}

/// Reads a whole file of at most `limit` bytes.
pub(crate) fn read(path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    let (file, length) = open(path)?;
    let too_large = || io::Error::new(io::ErrorKind::FileTooLarge, format!("more than {limit} bytes"));
    if length > limit {
        return Err(too_large());
    }
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or_default());
    // A file that grows meanwhile is refused as well.
    file.take(limit + 1).read_to_end(&mut bytes)?;
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > limit { Err(too_large()) } else { Ok(bytes) }
}

/// A path as text, so that no two paths are the same text: bytes that are no UTF-8 as `\xFF`, and `\` as `\\`.
#[must_use]
pub fn shown(path: &Path) -> String {
    let mut text = String::new();
    for chunk in path.as_os_str().as_bytes().utf8_chunks() {
        text.push_str(&chunk.valid().replace('\\', r"\\"));
        for byte in chunk.invalid() {
            let _never_fails = write!(text, r"\x{byte:02X}");
        }
    }
    text
}

/// What is under a name, links not followed; `None` if nothing is.
pub(crate) fn look(path: &Path) -> io::Result<Option<fs::Metadata>> {
    match fs::symlink_metadata(path) {
        Ok(metadata) => Ok(Some(metadata)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use std::ffi::OsStr;

    use super::*;

    #[test]
    fn a_new_file_never_replaces_one_and_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.json");
        write_new(&path, b"first").unwrap();
        assert!(matches!(write_new(&path, b"second"), Err(WriteError::Exists { path: p }) if p == path));
        assert_eq!(fs::read(&path).unwrap(), b"first");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_dangling_link_is_a_file_that_exists() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("link");
        std::os::unix::fs::symlink(folder.path().join("elsewhere"), &path).unwrap();
        assert!(matches!(write_new(&path, b"x"), Err(WriteError::Exists { .. })));
        assert!(!folder.path().join("elsewhere").exists());
    }

    #[test]
    fn replacing_keeps_one_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.json");
        replace_file(&path, b"first").unwrap();
        replace_file(&path, b"second").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"second");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn no_two_names_are_the_same_text() {
        let names: [(&[u8], &str); 4] = [
            (b"a\xfe\xffb.plkb", r"a\xFE\xFFb.plkb"),
            (br"a\xFE\xFFb.plkb", r"a\\xFE\\xFFb.plkb"),
            (b"\xe2\x82", r"\xE2\x82"),
            ("é\u{fffd}".as_bytes(), "é\u{fffd}"),
        ];
        for (bytes, text) in names {
            assert_eq!(shown(Path::new(OsStr::from_bytes(bytes))), text);
        }
    }

    #[test]
    fn the_limit_is_the_last_length_that_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        fs::write(&path, b"12345").unwrap();
        assert_eq!(read(&path, 5).unwrap(), b"12345");
        assert_eq!(read(&path, 4).unwrap_err().kind(), io::ErrorKind::FileTooLarge);
    }

    #[test]
    fn what_is_held_is_not_taken_for_what_comes_in_its_place() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("record");
        fs::create_dir(&path).unwrap();
        let held = hold(&path).unwrap();
        assert!(held.is_at(&path));
        // A number that is free is given to the next folder.
        for _ in 0..100 {
            fs::remove_dir(&path).unwrap();
            assert!(!held.is_at(&path));
            fs::create_dir(&path).unwrap();
            assert!(!held.is_at(&path));
        }
    }

    #[test]
    fn links_fifos_and_folders_are_not_opened() {
        let folder = tempfile::tempdir().unwrap();
        let (file, link, fifo) = (folder.path().join("f"), folder.path().join("l"), folder.path().join("p"));
        fs::write(&file, "1").unwrap();
        std::os::unix::fs::symlink(&file, &link).unwrap();
        assert!(std::process::Command::new("mkfifo").arg(&fifo).status().unwrap().success());
        assert!(open(&file).is_ok());
        assert!(open(&link).is_err());
        assert_eq!(open(&fifo).unwrap_err().kind(), io::ErrorKind::InvalidInput);
        assert!(open(folder.path()).is_err());
    }
}
