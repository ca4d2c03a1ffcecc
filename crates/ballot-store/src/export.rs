//! Bundles: what leaves the booth (spec 6.5).

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use ballot_log::{BundleError, BundleWriter, Durability, LogHeader, LogIdentity, SignedEntry};

use crate::error::StoreError;
use crate::files;

/// Why no bundle was written.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The records cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// There are more records than a bundle holds, or one that no bundle holds.
    #[error(transparent)]
    Bundle(#[from] BundleError),
    /// The system refused, for instance because the file exists.
    #[error("cannot write {}: {source}", path.display())]
    Io {
        /// The bundle.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}

/// Writes a bundle that appears under its name only when it is whole and durable, and never replaces a file.
pub(crate) fn write<'a>(
    path: &Path,
    identity: &LogIdentity,
    records: impl Iterator<Item = &'a SignedEntry>,
) -> Result<(), ExportError> {
    let mut bundle = BundleWriter::new(LogHeader::of(identity));
    for record in records {
        bundle.push(record)?;
    }
    store(path, &bundle.finish()).map_err(|source| ExportError::Io { path: path.to_path_buf(), source })
}

fn store(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if files::exists(path)? {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    let unfinished = files::with_suffix(path, ".tmp");
    files::remove(&unfinished)?;
    let mut file = files::create(&unfinished)?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    match written.and_then(|()| files::rename(&unfinished, path, Durability::Full)) {
        Ok(()) => Ok(()),
        Err(error) => {
            let _the_first_error_counts = files::remove(&unfinished);
            Err(error)
        }
    }
}
