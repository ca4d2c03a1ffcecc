//! Files in and out: limits before reading, durable and never overwriting when writing.
//!
//! What fails is a [`Problem`] that names the file or folder: [`Exit::Unreadable`] of what should be read,
//! [`Exit::CannotWrite`] of what should be written.

use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use tempfile::{NamedTempFile, TempDir};

use crate::exit::Exit;
use crate::problem::Problem;
use crate::texts::Msg;

/// Folders within folders that are searched.
const DEEPEST: u32 = 8;

/// Who may read a file that is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Everybody.
    Public,
    /// The owner alone (mode 0600).
    Secret,
}

/// Whether a file is there.
pub fn exists(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

/// Refuses early, before long work, a name under which there is nothing.
pub fn must_exist(path: &Path) -> Result<(), Problem> {
    path.symlink_metadata().map(drop).map_err(|error| cannot_read(path, &error))
}

/// Opens a regular file for reading.
pub fn open(path: &Path) -> Result<File, Problem> {
    let metadata = fs::metadata(path).map_err(|error| cannot_read(path, &error))?;
    if !metadata.is_file() {
        return Err(Problem::new(Exit::Unreadable, Msg::new("not-a-file")).file(path));
    }
    File::open(path).map_err(|error| cannot_read(path, &error))
}

/// Reads a regular file of at most `limit` bytes.
pub fn read(path: &Path, limit: u64) -> Result<Vec<u8>, Problem> {
    read_limited(path, open(path)?, limit)
}

/// Reads at most `limit` bytes of a file of any kind, for example a pipe that hands over a passphrase.
pub fn read_stream(path: &Path, limit: u64) -> Result<Vec<u8>, Problem> {
    let file = File::open(path).map_err(|error| cannot_read(path, &error))?;
    read_limited(path, file, limit)
}

fn read_limited(path: &Path, file: File, limit: u64) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    file.take(limit + 1).read_to_end(&mut bytes).map_err(|error| cannot_read(path, &error))?;
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > limit {
        let what = Msg::new("file-too-long").with("limit", limit);
        return Err(Problem::new(Exit::Unreadable, what).file(path));
    }
    Ok(bytes)
}

/// Reads a text file.
pub fn read_text(path: &Path, limit: u64) -> Result<String, Problem> {
    String::from_utf8(read(path, limit)?).map_err(|_| not_utf8(path))
}

/// Reads a text file that somebody has typed: the line and column are named where it is no text.
pub fn read_typed(path: &Path, limit: u64) -> Result<String, Problem> {
    String::from_utf8(read(path, limit)?).map_err(|error| {
        let before = error.as_bytes().get(..error.utf8_error().valid_up_to()).unwrap_or_default();
        let line = before.iter().filter(|b| **b == b'\n').count() + 1;
        let column = before.iter().rev().take_while(|b| **b != b'\n').count() + 1;
        not_utf8(path).at(line).column(column)
    })
}

fn not_utf8(path: &Path) -> Problem {
    Problem::new(Exit::Unreadable, Msg::new("not-utf8")).file(path)
}

/// The files of a folder with this ending, sorted by name. Sub-folders are not entered.
pub fn list(folder: &Path, ending: &str) -> Result<Vec<PathBuf>, Problem> {
    let unreadable = |error: io::Error| cannot_read(folder, &error);
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.to_str().is_some_and(|name| name.ends_with(ending)) {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

/// The files with this ending in a folder and the folders in it, sorted by path. Links are not followed, and folders
/// that this user may not enter are left out: every stick has such.
pub fn find(folder: &Path, ending: &str) -> Result<Vec<PathBuf>, Problem> {
    let mut found = list(folder, ending)?;
    found.retain(|path| path.symlink_metadata().is_ok_and(|it| it.is_file()));
    let mut folders = vec![(folder.to_owned(), 0)];
    while let Some((above, depth)) = folders.pop() {
        let below = fs::read_dir(above).into_iter().flatten().flatten();
        for entry in below.filter(|entry| depth < DEEPEST && entry.file_type().is_ok_and(|it| it.is_dir())) {
            found.extend(list(&entry.path(), ending).unwrap_or_default());
            folders.push((entry.path(), depth + 1));
        }
    }
    found.sort();
    Ok(found)
}

/// Makes a folder and those above it.
pub fn make_folder(folder: &Path) -> Result<(), Problem> {
    fs::create_dir_all(folder).map_err(|error| cannot_write(folder, &error))
}

/// A folder inside `folder` that nobody else can look into and that vanishes with the handle.
pub fn private_folder(folder: &Path) -> Result<TempDir, Problem> {
    tempfile::Builder::new().prefix(".read-").tempdir_in(folder).map_err(|error| cannot_write(folder, &error))
}

/// Writes a new file durably: temporary file beside it, fsync, rename that does not overwrite, fsync of the folder.
pub fn write_new(path: &Path, bytes: &[u8], access: Access) -> Result<(), Problem> {
    let temporary = write_temporary(path, bytes, access)?;
    temporary.persist_noclobber(path).map_err(|error| match error.error.kind() {
        io::ErrorKind::AlreadyExists => already_there(path),
        _ => cannot_write(path, &error.error),
    })?;
    sync_folder(path)
}

/// Writes a file durably; a file that is there already must have the same bytes, and is left alone.
pub fn write_same(path: &Path, bytes: &[u8], access: Access) -> Result<(), Problem> {
    match read(path, u64::try_from(bytes.len()).unwrap_or(u64::MAX)) {
        Ok(there) if there == bytes => Ok(()),
        _ => write_new(path, bytes, access),
    }
}

/// Writes a file that may be there, durably: it has its old or its new content, whatever happens.
pub fn replace(path: &Path, bytes: &[u8], access: Access) -> Result<(), Problem> {
    let temporary = write_temporary(path, bytes, access)?;
    temporary.persist(path).map_err(|error| cannot_write(path, &error.error))?;
    sync_folder(path)
}

/// Opens a file whose lock keeps two processes from one work. It stays behind: removing it would let two processes
/// lock two files of one name.
pub fn open_lock(path: &Path) -> Result<File, Problem> {
    let opened = File::options().write(true).create(true).truncate(false).open(path);
    opened.map_err(|error| cannot_write(path, &error))
}

/// Refuses early, before long work, what [`write_new`] would refuse at the end.
pub fn must_be_new(path: &Path) -> Result<(), Problem> {
    if exists(path) { Err(already_there(path)) } else { Ok(()) }
}

fn write_temporary(path: &Path, bytes: &[u8], access: Access) -> Result<NamedTempFile, Problem> {
    let failed = |error: io::Error| cannot_write(path, &error);
    let mut temporary = tempfile::Builder::new()
        .prefix(".new-")
        .suffix(".tmp")
        .tempfile_in(folder_of(path))
        .map_err(failed)?;
    if access == Access::Public {
        open_for_all(temporary.as_file());
    }
    temporary.write_all(bytes).and_then(|()| temporary.as_file().sync_all()).map_err(failed)?;
    Ok(temporary)
}

/// Temporary files begin as 0600. Sticks with FAT keep no modes and refuse; the file is readable there anyway.
fn open_for_all(file: &File) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let _no_modes_here = file.set_permissions(fs::Permissions::from_mode(0o644));
    }
    #[cfg(not(unix))]
    let _ = file;
}

fn sync_folder(path: &Path) -> Result<(), Problem> {
    if cfg!(unix) {
        let folder = folder_of(path);
        File::open(folder).and_then(|f| f.sync_all()).map_err(|error| cannot_write(folder, &error))?;
    }
    Ok(())
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// The system refuses a file that should be read.
pub fn cannot_read(path: &Path, error: &io::Error) -> Problem {
    let what = match error.kind() {
        io::ErrorKind::NotFound => Msg::new("file-missing"),
        io::ErrorKind::PermissionDenied => Msg::new("file-forbidden"),
        _ => Msg::new("file-unreadable"),
    };
    Problem::new(Exit::Unreadable, what).file(path).detail(error)
}

/// The system refuses a file that should be written.
pub fn cannot_write(path: &Path, error: &io::Error) -> Problem {
    Problem::new(Exit::CannotWrite, Msg::new("file-unwritable"))
        .file(path)
        .advice(Msg::new("file-unwritable-advice"))
        .detail(error)
}

fn already_there(path: &Path) -> Problem {
    Problem::new(Exit::CannotWrite, Msg::new("file-exists")).file(path).advice(Msg::new("file-exists-advice"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_never_overwritten_and_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.json");
        write_new(&path, b"first", Access::Public).unwrap();
        let problem = write_new(&path, b"second", Access::Public).unwrap_err();
        assert_eq!(problem.exit(), Exit::CannotWrite);
        assert_eq!(fs::read(&path).unwrap(), b"first");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn a_secret_is_for_its_owner_alone() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let (secret, public) = (folder.path().join("s"), folder.path().join("p"));
        write_new(&secret, b"x", Access::Secret).unwrap();
        write_new(&public, b"x", Access::Public).unwrap();
        assert_eq!(fs::metadata(secret).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(fs::metadata(public).unwrap().permissions().mode() & 0o777, 0o644);
    }

    #[test]
    fn limits_and_kinds_are_checked_before_reading() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        fs::write(&path, b"12345").unwrap();
        assert_eq!(read(&path, 5).unwrap(), b"12345");
        assert_eq!(read(&path, 4).unwrap_err().exit(), Exit::Unreadable);
        assert_eq!(read(folder.path(), 4).unwrap_err().exit(), Exit::Unreadable);
        assert_eq!(read(&folder.path().join("b"), 4).unwrap_err().exit(), Exit::Unreadable);
    }
}
