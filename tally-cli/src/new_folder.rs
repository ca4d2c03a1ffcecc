//! Answers that are many files: a folder that is there whole or not at all.

use std::fs;
use std::io;
use std::path::Path;

use dialogue::{Problem, files};
use tempfile::TempDir;

/// Writes files by path below a folder that is not there yet. A run that ends early leaves nothing of this name. What is
/// written can be made again from the record, so it is not forced onto the disk file by file.
pub(crate) fn write(
    out: &Path,
    content: impl IntoIterator<Item = (impl AsRef<str>, impl AsRef<[u8]>)>,
) -> Result<(), Problem> {
    files::must_be_new(out)?;
    let above = match out.parent() {
        Some(above) if !above.as_os_str().is_empty() => above,
        _ => Path::new("."),
    };
    files::make_folder(above)?;
    let failed = |error: io::Error| files::cannot_write(out, &error);
    let made = tempfile::Builder::new().prefix(".new-").tempdir_in(above).map_err(failed)?;
    fill(&made, content).map_err(failed)?;
    fs::rename(made.path(), out).map_err(failed)
}

fn fill(
    folder: &TempDir,
    content: impl IntoIterator<Item = (impl AsRef<str>, impl AsRef<[u8]>)>,
) -> io::Result<()> {
    for (name, bytes) in content {
        let path = folder.path().join(name.as_ref());
        path.parent().map_or(Ok(()), fs::create_dir_all)?;
        fs::write(path, bytes)?;
    }
    open_for_all(folder.path())
}

/// Temporary folders begin as 0700. Sticks with FAT keep no modes and refuse; the folder is readable there anyway.
fn open_for_all(folder: &Path) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let _no_modes_here = fs::set_permissions(folder, fs::Permissions::from_mode(0o755));
    }
    folder.metadata().map(drop)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn a_folder_is_new_and_whole() {
        let desk = tempfile::tempdir().unwrap();
        let out = desk.path().join("a/b");
        let content =
            BTreeMap::from([("x.json".to_owned(), b"1".to_vec()), ("d/y".to_owned(), b"2".to_vec())]);
        write(&out, &content).unwrap();
        assert_eq!(
            (fs::read(out.join("x.json")).unwrap(), fs::read(out.join("d/y")).unwrap()),
            (b"1".to_vec(), b"2".to_vec())
        );
        assert_eq!(write(&out, &content).unwrap_err().exit(), dialogue::Exit::CannotWrite);
        assert_eq!(fs::read_dir(desk.path().join("a")).unwrap().count(), 1);
    }

    #[test]
    fn what_cannot_be_written_leaves_nothing() {
        let desk = tempfile::tempdir().unwrap();
        let content = BTreeMap::from([("x".to_owned(), Vec::new()), ("x/y".to_owned(), Vec::new())]);
        assert_eq!(write(&desk.path().join("a"), &content).unwrap_err().exit(), dialogue::Exit::CannotWrite);
        assert_eq!(fs::read_dir(desk.path()).unwrap().count(), 0);
    }
}
