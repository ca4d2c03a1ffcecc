//! Files in and out: limits before reading, durable and never overwriting when writing.

use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use tempfile::{NamedTempFile, TempDir};

use crate::exit::Exit;
use crate::problem::Problem;
use crate::texts::Msg;

/// Who may read a file that is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Access {
    /// Everybody.
    Public,
    /// The owner alone (mode 0600).
    Secret,
}

/// Whether a file is there.
pub(crate) fn exists(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

/// Reads a regular file of at most `limit` bytes.
pub(crate) fn read(path: &Path, limit: u64) -> Result<Vec<u8>, Problem> {
    let metadata = fs::metadata(path).map_err(|error| cannot_read(path, &error))?;
    if !metadata.is_file() {
        return Err(Problem::new(Exit::Unreadable, Msg::new("not-a-file")).file(path));
    }
    read_stream(path, limit)
}

/// Reads at most `limit` bytes of a file of any kind, for example a pipe that hands over codes.
pub(crate) fn read_stream(path: &Path, limit: u64) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|file| file.take(limit + 1).read_to_end(&mut bytes));
    read.map_err(|error| cannot_read(path, &error))?;
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > limit {
        let what = Msg::new("file-too-long").with("limit", limit);
        return Err(Problem::new(Exit::Unreadable, what).file(path));
    }
    Ok(bytes)
}

/// Reads a text file.
pub(crate) fn read_text(path: &Path, limit: u64) -> Result<String, Problem> {
    String::from_utf8(read(path, limit)?)
        .map_err(|_| Problem::new(Exit::Unreadable, Msg::new("not-utf8")).file(path))
}

/// Makes a folder and those above it.
pub(crate) fn make_folder(folder: &Path) -> Result<(), Problem> {
    fs::create_dir_all(folder).map_err(|error| cannot_write(folder, &error))
}

/// A folder inside `folder` that nobody else can look into and that vanishes with the handle.
pub(crate) fn private_folder(folder: &Path) -> Result<TempDir, Problem> {
    tempfile::Builder::new().prefix(".read-").tempdir_in(folder).map_err(|error| cannot_write(folder, &error))
}

/// Writes a new file durably: temporary file beside it, fsync, rename that does not overwrite, fsync of the folder.
pub(crate) fn write_new(path: &Path, bytes: &[u8], access: Access) -> Result<(), Problem> {
    let temporary = write_temporary(path, bytes, access)?;
    temporary.persist_noclobber(path).map_err(|error| match error.error.kind() {
        io::ErrorKind::AlreadyExists => already_there(path),
        _ => cannot_write(path, &error.error),
    })?;
    sync_folder(path)
}

/// As [`write_new`] for everybody to read, in place of what is there: it is the old file or the new one, never neither.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> Result<(), Problem> {
    let temporary = write_temporary(path, bytes, Access::Public)?;
    temporary.persist(path).map_err(|error| cannot_write(path, &error.error))?;
    sync_folder(path)
}

/// Refuses early, before long work, what [`write_new`] would refuse at the end.
pub(crate) fn must_be_new(path: &Path) -> Result<(), Problem> {
    if exists(path) { Err(already_there(path)) } else { Ok(()) }
}

fn write_temporary(path: &Path, bytes: &[u8], access: Access) -> Result<NamedTempFile, Problem> {
    let failed = |error: io::Error| cannot_write(path, &error);
    let mut temporary = tempfile::Builder::new()
        .prefix(".booth-")
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
    use std::os::unix::fs::PermissionsExt as _;
    let _no_modes_here = file.set_permissions(fs::Permissions::from_mode(0o644));
}

fn sync_folder(path: &Path) -> Result<(), Problem> {
    let folder = folder_of(path);
    File::open(&folder).and_then(|f| f.sync_all()).map_err(|error| cannot_write(&folder, &error))
}

fn folder_of(path: &Path) -> PathBuf {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    }
}

/// The system refuses a file that should be read.
pub(crate) fn cannot_read(path: &Path, error: &io::Error) -> Problem {
    let what = match error.kind() {
        io::ErrorKind::NotFound => Msg::new("file-missing"),
        io::ErrorKind::PermissionDenied => Msg::new("file-forbidden"),
        _ => Msg::new("file-unreadable"),
    };
    Problem::new(Exit::Unreadable, what).file(path).detail(error)
}

/// The system refuses a file that should be written.
pub(crate) fn cannot_write(path: &Path, error: &io::Error) -> Problem {
    Problem::new(Exit::CannotWrite, Msg::new("file-unwritable"))
        .file(path)
        .advice(Msg::new("file-unwritable-advice"))
        .detail(error)
}

fn already_there(path: &Path) -> Problem {
    Problem::new(Exit::CannotWrite, Msg::new("file-exists")).file(path).advice(Msg::new("file-exists-advice"))
}
