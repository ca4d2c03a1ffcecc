//! Photos and clips: a draft names files beside it, a definition their hashes (spec 2.5).
//!
//! What is in a file, the caller finds out, who may read files; here stand the rules and what can be wrong.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;

use crate::mistake::{Allowed, Problem};
use crate::rules;

/// Longest name of a file in characters.
const LONGEST_NAME: usize = 200;

/// What kind of file a draft names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum MediumKind {
    /// A picture of the candidate, PNG or JPEG.
    Photo,
    /// A recording of the candidate's name, WAV.
    Clip,
}

impl MediumKind {
    /// Width and height of a photo in pixels: enough for a card of the booth's screen, and little enough for its memory.
    pub const PIXELS: RangeInclusive<u32> = 200..=2_000;
    /// Samples of a clip a second.
    pub const RATES: RangeInclusive<u32> = 8_000..=48_000;

    /// Largest file in bytes, so that all of a village fit into a booth's pack (spec 2.7).
    #[must_use]
    pub const fn max_bytes(self) -> u64 {
        match self {
            Self::Photo => 4 << 20,
            Self::Clip => 2 << 20,
        }
    }
}

/// The name of a file below the draft's folder, with `/` between folders: it leads out of that folder on no machine.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct MediumFile(String);

impl MediumFile {
    /// The name as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for MediumFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Not the name of a file below the draft's folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the name of a file below the draft's folder")]
pub struct NoMediumFile;

impl FromStr for MediumFile {
    type Err = NoMediumFile;

    fn from_str(text: &str) -> Result<Self, NoMediumFile> {
        let fits = text.chars().count() <= LONGEST_NAME && rules::is_plain_text(text);
        let inside = |part: &str| !matches!(part, "" | "." | "..");
        // Other systems take \ for a border of folders and : for a drive.
        let portable = !text.contains(['\\', ':']);
        if fits && portable && text.split('/').all(inside) {
            Ok(Self(text.to_owned()))
        } else {
            Err(NoMediumFile)
        }
    }
}

/// A photo or clip as a draft names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftMedium {
    /// What it must be.
    pub kind: MediumKind,
    /// Where it lies.
    pub file: MediumFile,
}

/// What is wrong with the file of a photo or clip.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MediumProblem {
    /// There is no such file.
    Missing,
    /// The file is there and cannot be read, or is no file.
    Unreadable,
    /// More bytes than a pack can take.
    TooLarge {
        /// Size in bytes.
        bytes: u64,
    },
    /// Neither PNG nor JPEG, or no WAV with PCM.
    OtherKind,
    /// Begins well, and cannot be read to its end.
    Damaged,
    /// A photo of another size than [`MediumKind::PIXELS`].
    Pixels {
        /// Pixels from left to right.
        width: u32,
        /// Pixels from top to bottom.
        height: u32,
    },
    /// A photo that a camera has stored turned or mirrored, with a mark how to show it, which screens may overlook.
    Turned,
    /// A clip that not every machine plays.
    Sound {
        /// Channels.
        channels: u16,
        /// Samples a second.
        rate: u32,
        /// Bits of a sample.
        bits: u16,
    },
    /// A clip in which there is nothing.
    Silent,
}

/// The hashes of the photos and clips of one draft, all of them read and found good. [`super::check_with`] makes it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Media(BTreeMap<MediumFile, [u8; 32]>);

impl Media {
    /// The files with their hashes, sorted by name.
    pub fn files(&self) -> impl Iterator<Item = (&MediumFile, &[u8; 32])> {
        self.0.iter()
    }

    /// The hash of a file, as the definition writes it.
    pub(super) fn hash_of(&self, file: &MediumFile) -> Option<String> {
        self.0.get(file).map(hex::encode)
    }

    pub(super) fn add(&mut self, file: MediumFile, hash: [u8; 32]) {
        self.0.insert(file, hash);
    }
}

impl DraftMedium {
    /// The mistake that a problem with its file is, and what helps.
    pub(super) fn mistake(&self, problem: MediumProblem) -> (Problem, Allowed) {
        let allowed = match (problem, self.kind) {
            (MediumProblem::Missing | MediumProblem::Unreadable, _) => Allowed::FileBeside,
            (_, MediumKind::Photo) => Allowed::Photo,
            (_, MediumKind::Clip) => Allowed::Clip,
        };
        (Problem::Medium { file: self.file.to_string(), problem }, allowed)
    }
}

impl fmt::Display for MediumProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("there is no such file"),
            Self::Unreadable => f.write_str("cannot be read"),
            Self::TooLarge { bytes } => write!(f, "has {bytes} bytes, which is too much"),
            Self::OtherKind => f.write_str("is a file of another kind"),
            Self::Damaged => f.write_str("is damaged or cut off"),
            Self::Pixels { width, height } => write!(f, "has {width} x {height} pixels"),
            Self::Turned => f.write_str("is stored turned, as cameras do"),
            Self::Sound { channels, rate, bits } => {
                write!(f, "has {channels} channels, {rate} samples a second of {bits} bits")
            }
            Self::Silent => f.write_str("holds no sound"),
        }
    }
}

impl MediumProblem {
    /// The same in Indonesian.
    #[must_use]
    pub fn to_indonesian(self) -> String {
        match self {
            Self::Missing => "berkas ini tidak ada".to_owned(),
            Self::Unreadable => "tidak dapat dibaca".to_owned(),
            Self::TooLarge { bytes } => format!("berisi {bytes} bita, terlalu besar"),
            Self::OtherKind => "bukan berkas jenis itu".to_owned(),
            Self::Damaged => "rusak atau terpotong".to_owned(),
            Self::Pixels { width, height } => format!("berukuran {width} x {height} piksel"),
            Self::Turned => "tersimpan miring, seperti kebiasaan kamera".to_owned(),
            Self::Sound { channels, rate, bits } => {
                format!("berisi {channels} saluran, {rate} cuplikan per detik, {bits} bit")
            }
            Self::Silent => "tidak berisi suara".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stays_below_the_folder() {
        for good in ["1.jpg", "foto/1.jpg", "foto/calon 1/Ibu Siti.JPG", ".foto/..1.png", &"a".repeat(200)] {
            assert_eq!(good.parse().as_ref().map(MediumFile::as_str), Ok(good));
        }
        let long = "a".repeat(201);
        let outside = ["", "/foto/1.jpg", "foto//1.jpg", "foto/", "../1.jpg", "foto/../../1.jpg", "./1.jpg"];
        for bad in outside.into_iter().chain(["foto\\1.jpg", "C:1.jpg", "foto/1\u{202e}gpj.exe", &long]) {
            assert_eq!(bad.parse::<MediumFile>(), Err(NoMediumFile), "{bad:?}");
        }
    }
}
