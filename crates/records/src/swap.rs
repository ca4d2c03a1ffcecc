//! Replacing a folder so that a crash at any point leaves the old or the new one whole.
//!
//! | step | what | if the machine dies here |
//! |---|---|---|
//! | 1 | an old folder kept by an interrupted run gets its name back; other leftovers are removed | the old one stands, or is read from where it was kept |
//! | 2 | the new one is written into `.<name>.new`, file by file as villages are done; then its medium is synced in one step | the old one stands |
//! | 3 | both names are exchanged in one operation | the old or the new one stands |
//! | 3 b | where the file system cannot: the old one moves to `.<name>.old`, the new one to its name | between the two, the old one is read from `.<name>.old` |
//! | 4 | the folder above is synced | as 3 |
//! | 5 | the old one is removed | the new one stands |

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use rustix::fs::{CWD, RenameFlags, renameat_with};
use rustix::io::Errno;

use crate::files::{self, folder_of};
use crate::lock::hidden;

/// Called before every operation on the disk; tests make one of them and all later ones fail.
pub(crate) type Operations<'a> = &'a mut dyn FnMut() -> io::Result<()>;

/// Where the new and the old folder are while they have no name of their own.
#[derive(Debug, Clone)]
pub(crate) struct Places {
    pub(crate) target: PathBuf,
    pub(crate) new: PathBuf,
    pub(crate) old: PathBuf,
}

impl Places {
    pub(crate) fn of(target: &Path) -> Self {
        Self { target: target.to_path_buf(), new: hidden(target, "new"), old: hidden(target, "old") }
    }

    /// The folder to read: the one with the name, or the one that an interrupted run has kept.
    pub(crate) fn current(&self) -> io::Result<&Path> {
        let kept = files::look(&self.target)?.is_none()
            && files::look(&self.old)?.is_some_and(|metadata| metadata.is_dir());
        Ok(if kept { &self.old } else { &self.target })
    }
}

/// What an interrupted run has left behind.
pub(crate) fn clean(places: &Places, operations: Operations<'_>) -> io::Result<()> {
    if places.current()? == places.old {
        operations()?;
        fs::rename(&places.old, &places.target)?;
        sync(folder_of(&places.target), operations)?;
    }
    remove(&places.new, operations)?;
    remove(&places.old, operations)
}

/// Makes the empty new folder. What comes out of it holds its medium, so that no error of writing to it is missed.
pub(crate) fn begin(places: &Places, operations: Operations<'_>) -> io::Result<File> {
    operations()?;
    fs::create_dir(&places.new)?;
    File::open(&places.new)
}

/// Writes one file of the new folder; it is durable when the folder is in its place.
pub(crate) fn put(places: &Places, name: &str, bytes: &[u8], operations: Operations<'_>) -> io::Result<()> {
    let path = places.new.join(name);
    // A folder comes before those in it, and may be another thread's by now.
    let above = path.ancestors().skip(1).take_while(|above| *above != places.new);
    let missing: Vec<&Path> = above.take_while(|above| !above.is_dir()).collect();
    for folder in missing.into_iter().rev() {
        operations()?;
        match fs::create_dir(folder) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            done => done?,
        }
    }
    operations()?;
    files::create(&path, bytes)
}

/// Makes the new folder durable and puts it in the place of the old one, if there is one.
pub(crate) fn finish(
    places: &Places,
    medium: &File,
    exchange: bool,
    operations: Operations<'_>,
) -> io::Result<()> {
    operations()?;
    rustix::fs::syncfs(medium)?;
    put_in_place(places, exchange, operations)?;
    sync(folder_of(&places.target), operations)
}

fn put_in_place(places: &Places, exchange: bool, operations: Operations<'_>) -> io::Result<()> {
    let Places { target, new, old } = places;
    operations()?;
    if files::look(target)?.is_none() {
        return fs::rename(new, target);
    }
    let exchanged = match exchange {
        true => renameat_with(CWD, new, CWD, target, RenameFlags::EXCHANGE),
        false => Err(Errno::NOSYS),
    };
    match exchanged {
        Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => {
            fs::rename(target, old)?;
            operations()?;
            fs::rename(new, target)
        }
        done => Ok(done?),
    }
}

fn sync(folder: &Path, operations: Operations<'_>) -> io::Result<()> {
    operations()?;
    files::sync_folder(folder)
}

fn remove(path: &Path, operations: Operations<'_>) -> io::Result<()> {
    let Some(metadata) = files::look(path)? else { return Ok(()) };
    operations()?;
    if metadata.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) }
}
