//! What is laid among the inputs, and what must be said of it.

use std::ffi::OsString;
use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};

use election::BoothId;
use fixtures::world::Made;

/// Something that must be named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Named {
    /// A file that was not taken, or not wholly.
    File {
        /// Below the folder of inputs.
        path: PathBuf,
        /// Why.
        cause: &'static str,
        /// The check that it would fail.
        check: Option<u64>,
        /// The entry.
        position: Option<u64>,
    },
    /// A booth whose log breaks a rule.
    Booth {
        /// The check that it fails.
        check: u64,
        /// The entry.
        position: Option<u64>,
    },
    /// A ballot of the booth that does not count.
    Aside {
        /// Why.
        reason: &'static str,
        /// The entry.
        position: u64,
    },
    /// A ballot of the booth that people must look at.
    Remark {
        /// Why.
        remark: &'static str,
        /// The entry.
        position: u64,
    },
}

impl Named {
    /// A file that a check refuses.
    pub(crate) fn invalid(path: impl Into<PathBuf>, check: u64, position: Option<u64>) -> Self {
        Self::File { path: path.into(), cause: "invalid", check: Some(check), position }
    }

    /// A file that is refused before any check.
    pub(crate) fn refused(path: impl Into<PathBuf>, cause: &'static str) -> Self {
        Self::File { path: path.into(), cause, check: None, position: None }
    }
}

/// What must stand in a booth's line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Line {
    /// The very line of the honest day.
    Same,
    /// Another one, of this status.
    Status(&'static str),
}

/// A log to which something has happened.
#[derive(Debug, Clone)]
pub(crate) struct Bad {
    /// What has happened.
    pub(crate) kind: &'static str,
    /// Whose log it is.
    pub(crate) booth: BoothId,
    /// What is there instead of the log: paths below the folder of inputs.
    pub(crate) files: Vec<(PathBuf, Vec<u8>)>,
    /// What must stand in the booth's line.
    pub(crate) line: Line,
    /// What must be named.
    pub(crate) named: Vec<Named>,
}

impl Bad {
    /// Writes its files below the folder of inputs.
    pub(crate) fn lay(&self, folder: &Path) -> Made<()> {
        for (path, bytes) in &self.files {
            let path = folder.join(path);
            fs::create_dir_all(path.parent().unwrap_or(folder))?;
            fs::write(path, bytes)?;
        }
        Ok(())
    }
}

/// How a stranger's file is made; says why it cannot be made here.
pub(crate) type Make = Box<dyn Fn(&Path) -> Made<Option<String>> + Send + Sync>;

/// A file, or something like it, that belongs to no log.
pub(crate) struct Stranger {
    /// What it is.
    pub(crate) name: &'static str,
    /// Where it lies, below the folder of inputs.
    pub(crate) path: PathBuf,
    /// How it is made.
    pub(crate) make: Make,
    /// What must be named; nothing, if it is to be taken in silence.
    pub(crate) named: Vec<Named>,
}

impl Stranger {
    /// A file of these bytes.
    pub(crate) fn of_bytes(
        name: &'static str,
        path: impl Into<PathBuf>,
        bytes: Vec<u8>,
        named: Vec<Named>,
    ) -> Self {
        let make = Box::new(move |path: &Path| {
            fs::write(path, &bytes)?;
            Ok(None)
        });
        Self { name, path: path.into(), make, named }
    }

    /// Makes it below the folder of inputs; says why it cannot be made here.
    pub(crate) fn lay(&self, folder: &Path) -> Made<Option<String>> {
        let path = folder.join(&self.path);
        fs::create_dir_all(path.parent().unwrap_or(folder))?;
        (self.make)(&path)
    }
}

/// A name of any bytes.
pub(crate) fn name_of(bytes: &[u8]) -> OsString {
    std::ffi::OsStr::from_bytes(bytes).to_owned()
}
