//! What the booth prints, as data and as rows of text; how it looks on a given printer is the printer's matter.
//!
//! No sheet carries kode suara and choice together, except the one for a challenged ballot, which is never counted.

mod layout;
mod report;
mod slip;

pub use layout::COLUMNS;
pub(crate) use report::LogSeal;
pub use report::{CloseReport, ZeroReport};
pub use slip::{AuditSlip, CodeStrip, Mark, ReceiptSlip, TestSheet};

use std::sync::Arc;

use ballot_log::SoftwareHash;
use election::definition::Village;
use election::{BoothId, ElectionId, Mode};
use zeroize::Zeroizing;

use crate::kit::Station;

/// A printer of a booth. No spooler, no file: what is handed over goes straight onto paper.
pub trait Printer {
    /// Prints one sheet and returns once it is on paper.
    ///
    /// # Errors
    /// [`PrintFault`], which says whether something may have come out all the same.
    fn print(&mut self, paper: &Paper) -> Result<(), PrintFault>;
}

/// Why a sheet did not print.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{trouble}")]
pub struct PrintFault {
    /// What is wrong.
    pub trouble: PrintTrouble,
    /// Whether any part of the sheet may be on paper. In doubt: true.
    pub may_be_out: bool,
}

/// What is wrong with a printer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PrintTrouble {
    /// It does not answer: switched off, unplugged, or its cover is open.
    #[error("the printer does not answer: check cable, power and cover")]
    Offline,
    /// No paper.
    #[error("the printer has no paper: put in a new roll")]
    NoPaper,
    /// The cover is open.
    #[error("the cover of the printer is open: close it")]
    CoverOpen,
    /// Paper jam, cutter or anything else.
    #[error("the printer reports a fault: check paper path and cutter")]
    Jammed,
}

impl PrintTrouble {
    /// The words of the event in the log.
    pub(crate) const fn detail(self) -> &'static str {
        match self {
            Self::Offline => "printer tidak menjawab",
            Self::NoPaper => "kertas habis",
            Self::CoverOpen => "tutup printer terbuka",
            Self::Jammed => "printer macet",
        }
    }
}

/// One sheet.
pub enum Paper {
    /// Kode suara, cut off before the audit slip.
    Strip(CodeStrip),
    /// The choice in clear; not cut, so that it hangs where the voter reads it.
    AuditSlip(AuditSlip),
    /// Last line of the audit slip, then the cut.
    Mark(Mark),
    /// Choice and seed of a challenged ballot.
    TestSheet(TestSheet),
    /// The voter's receipt (*tanda terima*).
    Receipt(ReceiptSlip),
    /// Report at opening: nothing is in the log.
    ZeroReport(ZeroReport),
    /// Report at close.
    CloseReport(CloseReport),
}

impl Paper {
    /// The rows of text, at most [`COLUMNS`] characters each; wiped when dropped.
    #[must_use]
    pub fn rows(&self) -> Zeroizing<Vec<String>> {
        Zeroizing::new(match self {
            Self::Strip(strip) => strip.rows(),
            Self::AuditSlip(slip) => slip.rows(),
            Self::Mark(mark) => mark.rows(),
            Self::TestSheet(sheet) => sheet.rows(),
            Self::Receipt(receipt) => receipt.rows(),
            Self::ZeroReport(report) => report.rows(),
            Self::CloseReport(report) => report.rows(),
        })
    }
}

impl Paper {
    /// The same sheet, marked as printed again where it is one of which there must be only one.
    pub(crate) fn again(self) -> Self {
        match self {
            Self::TestSheet(sheet) => Self::TestSheet(sheet.again()),
            Self::Receipt(receipt) => Self::Receipt(receipt.again()),
            Self::ZeroReport(report) => Self::ZeroReport(report.again()),
            Self::CloseReport(report) => Self::CloseReport(report.again()),
            Self::Strip(_) | Self::AuditSlip(_) | Self::Mark(_) => self,
        }
    }
}

/// What all sheets of one booth have in common.
pub(crate) struct Place {
    mode: Mode,
    election: ElectionId,
    booth: BoothId,
    title: String,
    village: String,
    candidates: Vec<String>,
    software: SoftwareHash,
}

impl Place {
    pub(crate) fn of(station: &Station, software: SoftwareHash) -> Arc<Self> {
        let content = station.definition().content();
        let village: &Village = station.village();
        Arc::new(Self {
            mode: content.mode,
            election: station.definition().id(),
            booth: station.identity().booth.clone(),
            title: format!("Pemilihan {}", content.words.head),
            village: format!("{} {}", content.words.village, village.name),
            candidates: village.candidates.iter().map(|candidate| candidate.name.clone()).collect(),
            software,
        })
    }

    pub(crate) const fn software(&self) -> SoftwareHash {
        self.software
    }

    /// Mode, title and place: the same rows on every sheet of a booth.
    fn head(&self, sheet: &str) -> Vec<String> {
        let mut rows = vec![sheet.to_owned()];
        if self.mode == Mode::Simulasi {
            rows.push("SIMULASI - TIDAK DIHITUNG".to_owned());
        }
        rows.extend(layout::wrap(&self.title));
        rows.extend(layout::wrap(&self.village));
        rows.push(format!("TPS {} - Bilik {}", self.booth.tps, self.booth.booth));
        rows
    }

    /// Definition and software, so that a slip of another election or of altered software shows.
    fn foot(&self) -> [String; 2] {
        [
            layout::short_hash("Definisi", self.election.as_bytes()),
            layout::short_hash("Program", self.software.as_bytes()),
        ]
    }

    /// The same two in full, for the reports.
    fn hashes(&self) -> Vec<String> {
        let mut rows = vec!["Definisi:".to_owned()];
        rows.extend(layout::hex_rows(self.election.as_bytes()));
        rows.push("Program:".to_owned());
        rows.extend(layout::hex_rows(self.software.as_bytes()));
        rows
    }

    /// How an option is called: heading and name. Option numbers beyond the candidates are the blank one.
    fn option(&self, option: u8) -> (String, &str) {
        match usize::from(option).checked_sub(1).and_then(|i| self.candidates.get(i)) {
            Some(name) => (format!("NOMOR URUT {option}"), name),
            None => ("SUARA KOSONG".to_owned(), ""),
        }
    }
}
