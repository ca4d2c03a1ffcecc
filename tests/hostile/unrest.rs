//! Files that change while they are read: replaced, cut, grown, exchanged for what is no file.

use std::fs::{self, File};
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use fixtures::world::Made;

use super::media;
use super::regency::Regency;

/// Between two changes.
const PAUSE: Duration = Duration::from_millis(1);

/// A folder in which nothing stands still. Every log in it lies elsewhere too, whole.
pub(crate) struct Unrest {
    folder: PathBuf,
    log: Vec<u8>,
    mirror: Vec<u8>,
}

impl Unrest {
    /// Lays the files.
    pub(crate) fn prepare(regency: &Regency, inputs: &Path) -> Made<Self> {
        let folder = inputs.join("gerak");
        fs::create_dir(&folder)?;
        let day = regency.closed(&regency.booths().pop().ok_or("no booth")?)?;
        // Long enough to be met in the middle.
        let mirror = media::mirror_of(&day)?.repeat(50);
        let unrest = Self { folder, log: day.bundle(), mirror };
        unrest.lay()?;
        Ok(unrest)
    }

    fn lay(&self) -> std::io::Result<()> {
        fs::write(self.at("ganti.plkb"), &self.log)?;
        fs::write(self.at("potong.plkm"), &self.mirror)?;
        fs::write(self.at("tumbuh.plkb"), &self.log)
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Changes them as long as the run takes.
    pub(crate) fn during<T>(&self, run: impl FnOnce() -> T) -> T {
        let over = AtomicBool::new(false);
        std::thread::scope(|scope| {
            scope.spawn(|| {
                while !over.load(Ordering::Relaxed) {
                    let _whatever_is_there_now = self.change();
                }
            });
            let done = run();
            over.store(true, Ordering::Relaxed);
            done
        })
    }

    fn change(&self) -> std::io::Result<()> {
        let (target, aside) = (self.at("ganti.plkb"), self.at("ganti.tmp"));
        fs::write(&aside, self.log.get(..self.log.len() / 2).unwrap_or_default())?;
        fs::rename(&aside, &target)?;
        let mirror = File::options().write(true).open(self.at("potong.plkm"))?;
        mirror.set_len(10_000)?;
        std::thread::sleep(PAUSE);
        fs::remove_file(&target)?;
        symlink("/dev/zero", &target)?;
        std::thread::sleep(PAUSE);
        fs::remove_file(&target)?;
        fs::create_dir(&target)?;
        mirror.set_len(1 << 20)?;
        std::thread::sleep(PAUSE);
        fs::remove_dir(&target)?;
        let grown = [self.log.as_slice(), &self.log].concat();
        fs::write(self.at("tumbuh.plkb"), grown)?;
        std::thread::sleep(PAUSE);
        self.lay()
    }
}
