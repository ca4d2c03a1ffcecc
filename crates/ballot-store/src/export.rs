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

/// Writes a bundle that appears under its name only when it is whole and durable, and never replaces a file. Whoever reads
/// it next reads the medium, as far as the system lets go of what it remembers.
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
        Ok(()) => {
            files::forget(&file, 0, 0, Durability::Full);
            Ok(())
        }
        Err(error) => {
            let _the_first_error_counts = files::remove(&unfinished);
            Err(error)
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs::File;
    use std::io::IoSliceMut;

    use rustix::io::{Errno, ReadWriteFlags, preadv2};

    use super::*;

    /// Whether a file's beginning can be read without its medium; an error where the system cannot tell.
    fn is_remembered(path: &Path) -> Result<bool, Errno> {
        let mut byte = [0];
        match preadv2(File::open(path).unwrap(), &mut [IoSliceMut::new(&mut byte)], 0, ReadWriteFlags::NOWAIT)
        {
            Ok(length) => Ok(length > 0),
            Err(Errno::AGAIN) => Ok(false),
            Err(error) => Err(error),
        }
    }

    #[test]
    fn a_bundle_is_read_back_from_its_medium() {
        let folder = tempfile::tempdir().unwrap();
        let (plain, stored) = (folder.path().join("plain"), folder.path().join("stored"));
        std::fs::write(&plain, [7; 10_000]).unwrap();
        let file = File::open(&plain).unwrap();
        file.sync_all().unwrap();
        files::forget(&file, 0, 0, Durability::Full);
        store(&stored, &[7; 10_000]).unwrap();
        // What is on a file system in memory is remembered for ever, and some cannot tell.
        if is_remembered(&plain) == Ok(false) {
            assert_eq!(is_remembered(&stored), Ok(false));
        }
        assert_eq!(std::fs::read(&stored).unwrap(), [7; 10_000]);
        assert!(is_remembered(&stored).unwrap_or(true));
    }
}
