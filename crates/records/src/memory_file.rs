//! A small file beside a secret file that must not be forgotten: locked while it is open, durable when it is written, and
//! never taken for empty because it is damaged.

use std::path::{Path, PathBuf};

use election::json::{parse_pretty, to_pretty};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::files;
use crate::lock::{Lock, LockError};

const MAX_BYTES: u64 = 4 << 20;

/// Why a memory cannot be opened or kept.
#[derive(Debug, thiserror::Error)]
pub enum MemoryFileError {
    /// The file is there but says nothing readable. An unreadable memory is not an empty one.
    #[error("{}: {problem}; restore it from a copy, this key must not answer without it", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        problem: String,
    },
    /// Another process has it open.
    #[error("{}: another process uses this key; end it first", path.display())]
    Locked {
        /// The file.
        path: PathBuf,
    },
    /// The system refused.
    #[error("cannot keep {}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
}

impl MemoryFileError {
    /// The file.
    #[must_use]
    pub fn path(&self) -> &Path {
        match self {
            Self::Damaged { path, .. } | Self::Locked { path } | Self::Io { path, .. } => path,
        }
    }
}

/// What a memory holds.
pub(crate) trait Content: Serialize + DeserializeOwned {
    /// The format that the file must name.
    const FORMAT: &'static str;

    /// The format that it names.
    fn format(&self) -> &str;

    /// What is wrong with it although it can be read.
    fn problem(&self) -> Option<&'static str>;
}

/// A memory, locked as long as this lives.
#[derive(Debug)]
pub(crate) struct MemoryFile<C> {
    path: PathBuf,
    content: Option<C>,
    _lock: Lock,
}

impl<C: Content> MemoryFile<C> {
    /// Reads the memory at `path`; a file that is not there is an empty memory.
    pub(crate) fn load(path: &Path) -> Result<Self, MemoryFileError> {
        let io = |source| MemoryFileError::Io { path: path.to_path_buf(), source };
        let lock = Lock::take(path).map_err(|error| match error {
            LockError::Held => MemoryFileError::Locked { path: path.to_path_buf() },
            LockError::Io(path, source) => MemoryFileError::Io { path, source },
        })?;
        let content = match files::look(path).map_err(io)? {
            None => None,
            Some(_) => Some(parse(path, &files::read(path, MAX_BYTES).map_err(io)?)?),
        };
        Ok(Self { path: path.to_path_buf(), content, _lock: lock })
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// What was written last; `None` if nothing ever was.
    pub(crate) const fn content(&self) -> Option<&C> {
        self.content.as_ref()
    }

    /// Replaces everything, durably, before this returns.
    pub(crate) fn store(&mut self, content: C) -> Result<(), MemoryFileError> {
        files::replace(&self.path, &to_pretty(&content), 0o600)
            .map_err(|source| MemoryFileError::Io { path: self.path.clone(), source })?;
        self.content = Some(content);
        Ok(())
    }
}

fn parse<C: Content>(path: &Path, bytes: &[u8]) -> Result<C, MemoryFileError> {
    let damaged = |problem: String| MemoryFileError::Damaged { path: path.to_path_buf(), problem };
    let content: C = parse_pretty(bytes, bytes.len()).map_err(|error| damaged(error.to_string()))?;
    if content.format() != C::FORMAT {
        return Err(damaged(format!("the format is not {}", C::FORMAT)));
    }
    match content.problem() {
        Some(problem) => Err(damaged(problem.to_owned())),
        None => Ok(content),
    }
}
