//! A folder instead of a printer, for rehearsals: each sheet as the bytes a printer would get, and as a picture.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use polling::{Paper, PrintFault, PrintTrouble, Printer};

use crate::dots::{Dots, Width};
use crate::draw::draw;
use crate::escpos_bytes::Cut;

/// Sheets as `NNNNN-<kind>.bin` and `NNNNN-<kind>.png`, numbered on where the folder ends.
///
/// # Security
/// Keeps choices in clear and in order: never for real votes.
pub struct FolderPrinter {
    folder: PathBuf,
    width: Width,
}

impl FolderPrinter {
    /// The folder, made if it is not there.
    ///
    /// # Errors
    /// What the system says.
    pub fn open(folder: &Path, width: Width) -> io::Result<Self> {
        fs::create_dir_all(folder)?;
        Ok(Self { folder: folder.to_owned(), width })
    }

    /// The number after the highest in the folder.
    fn next(&self) -> io::Result<u32> {
        let mut last = 0;
        for entry in fs::read_dir(&self.folder)? {
            let name = entry?.file_name();
            let number = name.to_str().and_then(|name| name.split_once('-')?.0.parse().ok());
            last = last.max(number.unwrap_or(0));
        }
        Ok(last + 1)
    }

    fn write(&self, number: u32, kind: &str, ending: &str, bytes: &[u8]) -> io::Result<()> {
        let path = self.folder.join(format!("{number:05}-{kind}.{ending}"));
        File::create_new(path)?.write_all(bytes)
    }

    fn keep(&self, paper: &Paper, dots: &Dots) -> io::Result<()> {
        let (number, kind) = (self.next()?, paper.kind());
        self.write(number, kind, "bin", &dots.to_escpos(Cut::of(paper)))?;
        self.write(number, kind, "png", &dots.to_png()?)
    }
}

impl Printer for FolderPrinter {
    fn print(&mut self, paper: &Paper) -> Result<(), PrintFault> {
        self.status().map_err(|trouble| PrintFault { trouble, may_be_out: false })?;
        let kept = self.keep(paper, &draw(paper, self.width));
        kept.map_err(|_| PrintFault { trouble: PrintTrouble::Offline, may_be_out: true })
    }

    fn status(&mut self) -> Result<(), PrintTrouble> {
        if self.folder.is_dir() { Ok(()) } else { Err(PrintTrouble::Offline) }
    }
}
