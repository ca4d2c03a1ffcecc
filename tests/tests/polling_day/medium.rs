//! The second medium: a file system of its own that can be pulled out, exchanged, and filled to the brim.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::process::Command;

use rustix::fs::{FallocateFlags, fallocate};
use tempfile::TempDir;

/// Bytes of a frame of the mirror (spec 6.6).
const FRAME: u64 = 4_096;
const SIZE: &str = "size=24m,mode=700";

/// Where a medium is plugged in, and the media that there are.
pub(crate) struct Medium {
    /// The folder that the booth is told.
    pub(crate) point: PathBuf,
    media: Vec<Stick>,
}

/// A medium.
struct Stick {
    folder: TempDir,
    /// Whether it is a file system of its own. Whoever may not mount one gets a folder in the memory that all share.
    mounted: bool,
}

impl Medium {
    /// A new medium, plugged in below this folder.
    pub(crate) fn new(folder: &Path) -> Self {
        let mut medium = Self { point: folder.join("cermin"), media: Vec::new() };
        medium.plug_new();
        medium
    }

    /// Pulls it out: what is left is an empty folder of the machine's own disk.
    pub(crate) fn pull(&self) {
        fs::remove_file(&self.point).unwrap();
        fs::create_dir(&self.point).unwrap();
    }

    /// Plugs in a new, empty one.
    pub(crate) fn plug_new(&mut self) {
        self.media.push(Stick::new());
        self.plug();
    }

    /// Whether the newest medium can be filled without harm to anybody else. If not, it says so; in CI it fails.
    pub(crate) fn can_be_filled(&self) -> bool {
        let skipped = "SKIPPED: a medium that takes nothing more; only root may mount a file system for it\n";
        if !self.newest().mounted {
            assert!(std::env::var_os("CI").is_none(), "{skipped}");
            // Not `eprintln!`, whose output a passing test keeps to itself.
            io::stderr().write_all(skipped.as_bytes()).unwrap();
        }
        self.newest().mounted
    }

    /// Lets the medium take nothing more, not even in the room that the mirror has set aside. A medium that was pulled
    /// out and one that broke look the same to whoever writes: the write fails.
    pub(crate) fn fill(&self) {
        let mirror = self.mirror();
        let bytes = fs::read(&mirror).unwrap();
        let used = bytes.iter().rposition(|byte| *byte != 0).unwrap();
        let end = (u64::try_from(used).unwrap() / FRAME + 1) * FRAME;
        let rest = u64::try_from(bytes.len()).unwrap() - end;
        let file = OpenOptions::new().write(true).open(&mirror).unwrap();
        fallocate(&file, FallocateFlags::PUNCH_HOLE | FallocateFlags::KEEP_SIZE, end, rest).unwrap();
        let mut filling = File::create(self.filling()).unwrap();
        let full = io::copy(&mut io::repeat(1), &mut filling).unwrap_err();
        assert_eq!(full.kind(), ErrorKind::StorageFull, "{full}");
    }

    /// Makes room again.
    pub(crate) fn make_room(&self) {
        fs::remove_file(self.filling()).unwrap();
    }

    fn plug(&self) {
        if self.point.exists() {
            fs::remove_dir(&self.point).unwrap();
        }
        std::os::unix::fs::symlink(self.newest().folder.path(), &self.point).unwrap();
    }

    fn newest(&self) -> &Stick {
        self.media.last().unwrap()
    }

    fn filling(&self) -> PathBuf {
        self.newest().folder.path().join("isi")
    }

    fn mirror(&self) -> PathBuf {
        let names = fs::read_dir(self.newest().folder.path()).unwrap().map(|entry| entry.unwrap().path());
        let mut mirrors = names.filter(|path| path.extension().is_some_and(|ending| ending == "plkm"));
        mirrors.next().unwrap()
    }
}

impl Stick {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut mount = Command::new("mount");
        let mounted = mount.args(["-t", "tmpfs", "-o", SIZE, "cermin"]).arg(folder.path()).output();
        if mounted.is_ok_and(|done| done.status.success()) {
            return Self { folder, mounted: true };
        }
        let shared = Path::new("/dev/shm");
        assert!(shared.is_dir(), "a second file system is needed: run as root, or with /dev/shm");
        Self { folder: tempfile::tempdir_in(shared).unwrap(), mounted: false }
    }
}

impl Drop for Stick {
    fn drop(&mut self) {
        if self.mounted {
            let _gone = Command::new("umount").arg("--lazy").arg(self.folder.path()).status();
        }
    }
}
