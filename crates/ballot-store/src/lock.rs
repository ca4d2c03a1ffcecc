//! One process per log and per mirror.

use std::fs::{File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use crate::files;

/// A held lock; the system takes it back when the process ends, however it ends.
#[derive(Debug)]
pub(crate) struct Lock(#[expect(dead_code, reason = "held open, that is all")] File);

/// Why there is no lock.
#[derive(Debug)]
pub(crate) enum LockError {
    /// Another process has it.
    Held(PathBuf),
    /// The lock file cannot be opened.
    Io(PathBuf, io::Error),
}

impl Lock {
    /// Locks the file `<path>.lock`, which stays behind: removing it would let two processes lock two files of one name.
    pub(crate) fn take(path: &Path) -> Result<Self, LockError> {
        let path = files::with_suffix(path, ".lock");
        let file = files::open_or_create(&path).map_err(|error| LockError::Io(path.clone(), error))?;
        match file.try_lock() {
            Ok(()) => Ok(Self(file)),
            Err(TryLockError::WouldBlock) => Err(LockError::Held(path)),
            Err(TryLockError::Error(error)) => Err(LockError::Io(path, error)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_is_held_once_and_given_back() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("log");
        let held = Lock::take(&path).unwrap();
        assert!(matches!(Lock::take(&path), Err(LockError::Held(name)) if name.ends_with("log.lock")));
        drop(held);
        assert!(Lock::take(&path).is_ok());
    }
}
