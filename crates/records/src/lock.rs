//! One process at a time.

use std::ffi::OsString;
use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rustix::fs::OFlags;

use crate::files::folder_of;

/// A held lock; the system takes it back when the process ends, however it ends.
#[derive(Debug)]
pub(crate) struct Lock(#[expect(dead_code, reason = "held open, that is all")] File);

/// A process that has just ended, or a child between its fork and its program, holds a lock for moments longer.
const TRIES: u32 = 10;
const PAUSE: Duration = Duration::from_millis(20);

/// Why there is no lock.
#[derive(Debug)]
pub(crate) enum LockError {
    /// Another process, or another part of this one, has it.
    Held,
    /// The lock file cannot be opened.
    Io(PathBuf, io::Error),
}

impl Lock {
    /// Locks the hidden file `.<name>.lock` beside `path`. It stays behind: removing it would let two processes lock
    /// two files of one name.
    pub(crate) fn take(path: &Path) -> Result<Self, LockError> {
        let lock = hidden(path, "lock");
        let flags = i32::try_from(OFlags::NOFOLLOW.bits()).unwrap_or_default();
        let opened =
            OpenOptions::new().write(true).create(true).truncate(false).custom_flags(flags).open(&lock);
        let file = opened.map_err(|error| LockError::Io(lock.clone(), error))?;
        for tried in 0..TRIES {
            if tried > 0 {
                std::thread::sleep(PAUSE);
            }
            match file.try_lock() {
                Ok(()) => return Ok(Self(file)),
                Err(TryLockError::WouldBlock) => {}
                Err(TryLockError::Error(error)) => return Err(LockError::Io(lock, error)),
            }
        }
        Err(LockError::Held)
    }
}

/// `.<name>.<suffix>` in the folder of `path`.
pub(crate) fn hidden(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(".");
    name.push(suffix);
    folder_of(path).join(name)
}
