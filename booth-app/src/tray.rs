//! The printer of a rehearsal: every sheet is a text file in a folder, numbered in the order of printing.
//!
//! `<village>-<tps>-<booth>-<number>-<kind>.txt`, and beside a receipt the same as `.receipt.json`. A folder of paper
//! shows choices in clear; that is why it exists only for rehearsals.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use ballot_log::Receipt;
use dialogue::{Problem, files};
use election::BoothId;
use polling::{Paper, PrintFault, PrintTrouble, Printer};

/// The folder, shared by the booth that prints and the rehearsal that looks.
#[derive(Clone)]
pub(crate) struct Tray(Arc<Mutex<Sheets>>);

struct Sheets {
    folder: PathBuf,
    prefix: String,
    last: u64,
    printed: Vec<PathBuf>,
    receipt: Option<PathBuf>,
    /// Whether a slip hangs without its mark.
    hanging: bool,
}

/// What was printed since the last time somebody looked.
pub(crate) struct Printed {
    pub(crate) sheets: Vec<PathBuf>,
    pub(crate) receipt: Option<PathBuf>,
}

impl Tray {
    /// Opens the folder, making it if it is not there, and looks at what lies in it from earlier runs.
    pub(crate) fn open(folder: &Path, booth: &BoothId) -> Result<Self, Problem> {
        files::make_folder(folder)?;
        let prefix = format!("{booth}-");
        let mut found = sheets(folder, &prefix).map_err(|error| files::cannot_read(folder, &error))?;
        found.sort();
        let last = found.last().map_or(0, |(number, _, _)| *number);
        let mut slips = found.iter().filter(|(_, kind, _)| kind == "slip" || kind.starts_with("mark-"));
        let hanging = slips.next_back().is_some_and(|(_, kind, _)| kind == "slip");
        let (folder, printed, receipt) = (folder.to_owned(), Vec::new(), None);
        Ok(Self(Arc::new(Mutex::new(Sheets { folder, prefix, last, printed, receipt, hanging }))))
    }

    /// Whether a slip hangs in the printer without its mark.
    pub(crate) fn hanging(&self) -> bool {
        self.sheets(|sheets| sheets.hanging)
    }

    /// Takes up what was printed since the last time.
    pub(crate) fn take(&self) -> Printed {
        self.sheets(|sheets| Printed {
            sheets: std::mem::take(&mut sheets.printed),
            receipt: sheets.receipt.take(),
        })
    }

    fn sheets<T>(&self, look: impl FnOnce(&mut Sheets) -> T) -> T {
        // Nothing is left half done by a thread that panicked: a sheet is noted after it was written.
        look(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Printer for Tray {
    fn print(&mut self, paper: &Paper) -> Result<(), PrintFault> {
        self.sheets(|sheets| sheets.print(paper))
    }

    fn status(&mut self) -> Result<(), PrintTrouble> {
        if self.sheets(|sheets| sheets.folder.is_dir()) { Ok(()) } else { Err(PrintTrouble::Offline) }
    }
}

impl Sheets {
    fn print(&mut self, paper: &Paper) -> Result<(), PrintFault> {
        let fault = |may_be_out| move |_| PrintFault { trouble: PrintTrouble::Offline, may_be_out };
        let number = self.last + 1;
        let path = self.folder.join(format!("{}{number:05}-{}.txt", self.prefix, paper.kind()));
        let file = File::create_new(&path).map_err(fault(false))?;
        self.last = number;
        write(file, &paper.rows()).map_err(fault(true))?;
        self.printed.push(path);
        match paper {
            Paper::AuditSlip(_) => self.hanging = true,
            Paper::Mark(_) => self.hanging = false,
            Paper::Receipt(slip) => self.keep(slip.receipt()).map_err(fault(true))?,
            _ => {}
        }
        Ok(())
    }

    fn keep(&mut self, receipt: &Receipt) -> io::Result<()> {
        let path = self.folder.join(format!("{}{:05}.receipt.json", self.prefix, self.last));
        File::create_new(&path)?.write_all(&receipt.to_bytes())?;
        self.receipt = Some(path);
        Ok(())
    }
}

fn write(mut file: File, rows: &[String]) -> io::Result<()> {
    rows.iter().try_for_each(|row| writeln!(file, "{row}"))
}

/// Number, kind and path of the sheets of a booth.
fn sheets(folder: &Path, prefix: &str) -> io::Result<Vec<(u64, String, PathBuf)>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let sheet = name.strip_prefix(prefix).and_then(|rest| rest.strip_suffix(".txt")?.split_once('-'));
        if let Some((number, kind)) = sheet
            && let Ok(number) = number.parse()
        {
            found.push((number, kind.to_owned(), path.clone()));
        }
    }
    Ok(found)
}
