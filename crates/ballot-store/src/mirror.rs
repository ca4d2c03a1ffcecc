//! The log on the second medium: one flat file of frames (spec 6.6).
//!
//! It is filled with zeros before it is used, so that recording a ballot changes neither the file's length nor its
//! place on the medium, and touches one aligned block: what a power cut can harm is that block alone.

use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;
use std::path::Path;

use ballot_log::Durability;
use ballot_log::mirror::{FRAME, Frame};

use crate::files;

const FRAME_BYTES: u64 = FRAME as u64;
/// What a frame is before it is used.
const EMPTY: Frame = [0; FRAME];

/// The open mirror.
#[derive(Debug)]
pub(crate) struct MirrorFile {
    file: File,
    /// Whole frames in the file, used or not.
    frames: u64,
    /// Frames that are added at a time.
    step: u64,
    durability: Durability,
}

impl MirrorFile {
    /// Makes a mirror that was not there, with these frames and at least `step` empty ones, durable when this returns.
    pub(crate) fn create(
        path: &Path,
        frames: impl Iterator<Item = Frame>,
        step: u64,
        durability: Durability,
    ) -> io::Result<()> {
        let mut mirror = Self { file: files::create(path)?, frames: 0, step, durability };
        let mut used = 0;
        for frame in frames {
            mirror.put(used, &frame)?;
            used += 1;
        }
        mirror.frames = used;
        mirror.grow()?;
        files::sync_folder(path, durability)
    }

    /// Opens an existing mirror.
    pub(crate) fn open(path: &Path, step: u64, durability: Durability) -> io::Result<Self> {
        let file = files::open(path, true)?;
        let frames = file.metadata()?.len() / FRAME_BYTES;
        Ok(Self { file, frames, step, durability })
    }

    /// Number of frames, a last one cut short included.
    pub(crate) fn len(&self) -> io::Result<u64> {
        Ok(self.file.metadata()?.len().div_ceil(FRAME_BYTES))
    }

    /// Reads one frame; what lies beyond the file's end reads as zeros.
    pub(crate) fn read(&self, index: u64) -> io::Result<Frame> {
        let mut frame = EMPTY;
        let mut filled = 0;
        while let Some(rest) = frame.get_mut(filled..).filter(|rest| !rest.is_empty()) {
            let at = index * FRAME_BYTES + u64::try_from(filled).unwrap_or(u64::MAX);
            match self.file.read_at(rest, at) {
                Ok(0) => break,
                Ok(count) => filled += count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(frame)
    }

    /// Reads one frame from the medium, not from the kernel's memory of what was just written.
    pub(crate) fn read_back(&self, index: u64) -> io::Result<Frame> {
        files::forget(&self.file, index * FRAME_BYTES, FRAME_BYTES, self.durability);
        self.read(index)
    }

    /// Writes one frame, durable when this returns; frames of zeros are added first where the file is full.
    pub(crate) fn write(&mut self, index: u64, frame: &Frame) -> io::Result<()> {
        while index >= self.frames {
            self.grow()?;
        }
        self.put(index, frame)?;
        match self.durability {
            Durability::Full => self.file.sync_data(),
            Durability::Relaxed => Ok(()),
        }
    }

    /// Adds `step` empty frames and makes the new length durable before any of them is used.
    fn grow(&mut self) -> io::Result<()> {
        let end = self.frames + self.step.max(1);
        for index in self.frames..end {
            self.put(index, &EMPTY)?;
        }
        files::sync(&self.file, self.durability)?;
        self.frames = end;
        Ok(())
    }

    fn put(&self, index: u64, frame: &Frame) -> io::Result<()> {
        self.file.write_all_at(frame, index * FRAME_BYTES)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mirror_grows_by_steps_of_zeros() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("mirror");
        MirrorFile::create(&path, [[1; FRAME]].into_iter(), 2, Durability::Full).unwrap();
        let mut mirror = MirrorFile::open(&path, 2, Durability::Full).unwrap();
        assert_eq!((mirror.len().unwrap(), mirror.read(2).unwrap()), (3, EMPTY));
        mirror.write(2, &[2; FRAME]).unwrap();
        assert_eq!(mirror.len().unwrap(), 3);
        mirror.write(3, &[3; FRAME]).unwrap();
        assert_eq!(mirror.len().unwrap(), 5);
        assert_eq!((mirror.read_back(3).unwrap(), mirror.read(4).unwrap()), ([3; FRAME], EMPTY));
    }

    #[test]
    fn a_frame_cut_short_reads_with_zeros_and_is_filled_up() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("mirror");
        std::fs::write(&path, [vec![1; FRAME], vec![2; 10]].concat()).unwrap();
        let mut mirror = MirrorFile::open(&path, 1, Durability::Full).unwrap();
        assert_eq!(mirror.len().unwrap(), 2);
        assert_eq!(&mirror.read(1).unwrap()[..11], [2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 0]);
        mirror.write(1, &[3; FRAME]).unwrap();
        assert_eq!((mirror.len().unwrap(), mirror.read(1).unwrap()), (2, [3; FRAME]));
    }
}
