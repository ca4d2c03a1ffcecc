//! What the booth prints, as data and as rows of text; how it looks on a given printer is the printer's matter.
//!
//! No sheet carries kode suara and choice together, except the one for a challenged ballot, which is never counted.

mod layout;
mod readiness;
mod report;
mod slip;

use self::layout::Lines;
pub use self::layout::{BIG_COLUMNS, COLUMNS, Line, Style};
pub use self::readiness::ReadinessReport;
pub(crate) use self::readiness::repaired;
pub(crate) use self::report::LogSeal;
pub use self::report::{CloseReport, ZeroReport};
pub use self::slip::{AuditSlip, CodeStrip, Mark, ReceiptSlip, TestSheet, scanned_code};

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

    /// How it is, as it says itself. Nothing is printed.
    ///
    /// # Errors
    /// [`PrintTrouble`]; [`PrintTrouble::Offline`] if it says nothing.
    fn status(&mut self) -> Result<(), PrintTrouble>;
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
    /// Report of the check before opening.
    Readiness(ReadinessReport),
    /// Report at opening: nothing is in the log.
    ZeroReport(ZeroReport),
    /// Report at close.
    CloseReport(CloseReport),
}

impl Paper {
    /// The rows of text; wiped when dropped.
    #[must_use]
    pub fn lines(&self) -> Zeroizing<Vec<Line>> {
        match self {
            Self::Strip(strip) => strip.lines(),
            Self::AuditSlip(slip) => slip.lines(),
            Self::Mark(mark) => mark.lines(),
            Self::TestSheet(sheet) => sheet.lines(),
            Self::Receipt(receipt) => receipt.lines(),
            Self::Readiness(report) => report.lines(),
            Self::ZeroReport(report) => report.lines(),
            Self::CloseReport(report) => report.lines(),
        }
    }

    /// The same rows as text alone, for a rehearsal whose paper is a file.
    #[must_use]
    pub fn rows(&self) -> Zeroizing<Vec<String>> {
        Zeroizing::new(self.lines().iter().map(|line| line.text.clone()).collect())
    }

    /// The text of the QR code after the rows, on sheets that have one (spec 6.10).
    #[must_use]
    pub fn qr(&self) -> Option<String> {
        match self {
            Self::Strip(strip) => Some(strip.qr()),
            Self::Receipt(slip) => Some(slip.receipt().to_qr()),
            Self::ZeroReport(report) => report.qr(),
            Self::CloseReport(report) => report.qr(),
            Self::AuditSlip(_) | Self::Mark(_) | Self::TestSheet(_) | Self::Readiness(_) => None,
        }
    }

    /// What it is, in a word for names of files.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Strip(_) => "strip",
            Self::AuditSlip(_) => "slip",
            Self::Mark(Mark::Sah) => "mark-sah",
            Self::Mark(Mark::Batal) => "mark-batal",
            Self::Mark(Mark::Diuji) => "mark-diuji",
            Self::Mark(Mark::Diganti) => "mark-diganti",
            Self::Mark(Mark::Pisah) => "mark-pisah",
            Self::TestSheet(_) => "test",
            Self::Receipt(_) => "receipt",
            Self::Readiness(_) => "readiness",
            Self::ZeroReport(_) => "zero",
            Self::CloseReport(_) => "close",
        }
    }

    /// Whether it says a choice in clear.
    pub(crate) const fn tells_choice(&self) -> bool {
        matches!(self, Self::AuditSlip(_) | Self::TestSheet(_))
    }

    /// Whether the paper is cut after this sheet. The audit slip hangs in the printer until its mark is printed.
    #[must_use]
    pub const fn cut(&self) -> bool {
        !matches!(self, Self::AuditSlip(_))
    }

    /// The same sheet, marked as printed again where it is one of which there must be only one.
    pub(crate) fn again(self) -> Self {
        match self {
            Self::TestSheet(sheet) => Self::TestSheet(sheet.again()),
            Self::Receipt(receipt) => Self::Receipt(receipt.again()),
            Self::Readiness(report) => Self::Readiness(report.again()),
            Self::ZeroReport(report) => Self::ZeroReport(report.again()),
            Self::CloseReport(report) => Self::CloseReport(report.again()),
            Self::AuditSlip(slip) => Self::AuditSlip(slip.again()),
            Self::Strip(_) | Self::Mark(_) => self,
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
    /// The candidates in number order, then the blank option, each laid out before anybody has chosen.
    options: Vec<Vec<Line>>,
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
            options: options(village),
            software,
        })
    }

    pub(crate) const fn software(&self) -> SoftwareHash {
        self.software
    }

    /// What the sheet is, and whether it counts: above the first rule, where no name can pass for it.
    fn name(&self, sheet: &str) -> Lines {
        let mut lines = Lines::new();
        lines.push(Style::Title, sheet);
        if self.mode == Mode::Simulasi {
            lines.push(Style::Title, "SIMULASI - TIDAK DIHITUNG");
        }
        lines
    }

    /// Election and place: the same rows on every sheet of a booth.
    fn place(&self, lines: &mut Lines) {
        lines.wrapped(&self.title);
        let booth = format!("TPS {} - Bilik {}", self.booth.tps, self.booth.booth);
        let both = format!("{}, {booth}", self.village);
        if both.chars().count() <= COLUMNS {
            return lines.normal(both);
        }
        lines.wrapped(&self.village);
        lines.normal(booth);
    }

    /// What most sheets begin with.
    fn head(&self, sheet: &str) -> Lines {
        let mut lines = self.name(sheet);
        self.place(&mut lines);
        lines.rule();
        lines
    }

    /// Definition and software, so that a slip of another election or of altered software shows.
    fn foot(&self, lines: &mut Lines) {
        lines.push(Style::Code, layout::short_hash("Definisi", self.election.as_bytes()));
        lines.push(Style::Code, layout::short_hash("Program", self.software.as_bytes()));
    }

    /// The same two in full, for the reports.
    fn hashes(&self, lines: &mut Lines) {
        for (label, hash) in [("Definisi:", self.election.as_bytes()), ("Program:", self.software.as_bytes())]
        {
            lines.normal(label);
            lines.all(Style::Code, layout::hex_rows(hash));
        }
    }

    /// Number and name of an option, in as many rows as every other option.
    fn option(&self, option: u8, lines: &mut Lines) {
        let place = usize::from(option).saturating_sub(1);
        if let Some(rows) = self.options.get(place) {
            rows.iter().for_each(|row| lines.push(row.style, row.text.as_str()));
        }
    }
}

/// All in as many rows as the longest name needs, so that a slip's length does not tell the choice.
fn options(village: &Village) -> Vec<Vec<Line>> {
    let candidates = || village.candidates.iter();
    let rows = candidates().map(|candidate| layout::wrap(&candidate.name).len()).max().unwrap_or_default();
    let option = |heading: &str, name: &str| layout::option_rows(heading, name, rows);
    let named = candidates().map(|c| option(&format!("NOMOR URUT {}", c.number), &c.name));
    let blank = village.blank.then(|| option("SUARA KOSONG", ""));
    named.chain(blank).collect()
}
