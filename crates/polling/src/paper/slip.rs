//! Sheets of one voter: code, audit slip, final mark, receipt, and the sheet of a challenged ballot.

use std::sync::Arc;

use ballot_crypto::Choice;
use ballot_log::{Challenged, Receipt};
use election::{BallotCode, from_crockford, short_code, to_crockford};
use zeroize::Zeroizing;

use super::Place;
use super::layout::{Line, Lines, Style, hex_rows};

/// How the text of a strip's QR code begins (spec 6.10).
const STRIP: &str = "PLK1-K-";

/// The kode suara in the QR code of a strip (spec 6.10), all 32 bytes; `None` for every other text.
#[must_use]
pub fn scanned_code(text: &str) -> Option<BallotCode> {
    text.trim().strip_prefix(STRIP).and_then(from_crockford).map(BallotCode::new)
}

/// Strip with the kode suara, printed before the question whether to send or to test (spec 4.6).
pub struct CodeStrip {
    place: Arc<Place>,
    code: BallotCode,
}

impl CodeStrip {
    pub(crate) const fn new(place: Arc<Place>, code: BallotCode) -> Self {
        Self { place, code }
    }

    /// The kode suara: its 32 bytes go into the strip's QR code.
    #[must_use]
    pub const fn code(&self) -> BallotCode {
        self.code
    }

    pub(super) fn qr(&self) -> String {
        format!("{STRIP}{}", to_crockford(self.code.as_bytes()))
    }

    pub(super) fn lines(&self) -> Zeroizing<Vec<Line>> {
        let mut lines = self.place.head("KODE SUARA");
        lines.push(Style::Code, short_code(self.code.as_bytes()));
        lines.finish()
    }
}

/// The audit slip (*struk audit*): the choice in clear, for the audit box.
///
/// # Security
/// Carries no code, position, counter or time, and takes the same number of rows for every option. The choice in it is
/// wiped when it is dropped. No `Debug`.
pub struct AuditSlip {
    place: Arc<Place>,
    option: Zeroizing<u8>,
    reprint: bool,
}

impl AuditSlip {
    pub(crate) fn new(place: Arc<Place>, choice: &Choice) -> Self {
        Self { place, option: Zeroizing::new(choice.expose()), reprint: false }
    }

    /// The same slip, marked as printed again.
    pub(super) fn again(self) -> Self {
        Self { reprint: true, ..self }
    }

    /// The option number, 1 to n, in clear.
    #[must_use]
    pub fn option(&self) -> u8 {
        *self.option
    }

    /// The choice stands first: what follows pushes it out of the printer, to where the voter reads it.
    pub(super) fn lines(&self) -> Zeroizing<Vec<Line>> {
        let mut lines = self.place.name("STRUK AUDIT");
        lines.reprint(self.reprint);
        lines.rule();
        lines.normal("Pilihan Anda:");
        self.place.option(*self.option, &mut lines);
        lines.normal("Cocokkan, lalu ke kotak audit.");
        lines.rule();
        self.place.place(&mut lines);
        self.place.foot(&mut lines);
        lines.finish()
    }
}

/// What became of the slip that hangs in the printer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// *SAH*: its ballot is in the log.
    Sah,
    /// *BATAL*: its ballot is not, and never will be.
    Batal,
    /// *DIUJI*: its ballot was opened for a test and does not count.
    Diuji,
    /// *DIGANTI*: another slip of the same ballot follows; this one lies apart and is not counted.
    Diganti,
    /// *PISAH*: whatever hangs there is cut off, and nobody can say which ballot it is of; it lies apart and is not counted.
    Pisah,
}

impl Mark {
    pub(super) fn lines(self) -> Zeroizing<Vec<Line>> {
        let word = match self {
            Self::Sah => "SAH",
            Self::Batal => "BATAL",
            Self::Diuji => "DIUJI",
            Self::Diganti => "DIGANTI",
            Self::Pisah => "PISAH",
        };
        let mut lines = Lines::new();
        lines.push(Style::Big, format!("*** {word} ***"));
        if matches!(self, Self::Diuji | Self::Diganti | Self::Pisah) {
            lines.normal("TIDAK DIHITUNG");
        }
        lines.finish()
    }
}

/// A challenged ballot opened: with choice and seed anyone encrypts again and compares (spec 4.7). All of it is in the
/// log by the time it prints, and the ballot never counts.
pub struct TestSheet {
    place: Arc<Place>,
    code: BallotCode,
    opened: Challenged,
    reprint: bool,
}

impl TestSheet {
    pub(crate) const fn new(place: Arc<Place>, code: BallotCode, opened: Challenged) -> Self {
        Self { place, code, opened, reprint: false }
    }

    /// The same sheet, marked as printed again.
    pub(super) fn again(self) -> Self {
        Self { reprint: true, ..self }
    }

    /// The kode suara.
    #[must_use]
    pub const fn code(&self) -> BallotCode {
        self.code
    }

    /// The opened option, 1 to n.
    #[must_use]
    pub const fn option(&self) -> u8 {
        self.opened.choice
    }

    /// The seed.
    #[must_use]
    pub const fn seed(&self) -> &[u8; 32] {
        &self.opened.seed
    }

    pub(super) fn lines(&self) -> Zeroizing<Vec<Line>> {
        let mut lines = self.place.head("UJI MESIN - TIDAK DIHITUNG");
        lines.reprint(self.reprint);
        lines.push(Style::Code, short_code(self.code.as_bytes()));
        lines.normal("Pilihan uji:");
        self.place.option(self.opened.choice, &mut lines);
        lines.normal("Benih:");
        lines.all(Style::Code, hex_rows(&self.opened.seed));
        lines.rule();
        self.place.foot(&mut lines);
        lines.finish()
    }
}

/// The voter's receipt (*tanda terima*), made only from an entry that is durable (spec 6.8).
pub struct ReceiptSlip {
    place: Arc<Place>,
    receipt: Receipt,
    reprint: bool,
}

impl ReceiptSlip {
    pub(crate) const fn new(place: Arc<Place>, receipt: Receipt) -> Self {
        Self { place, receipt, reprint: false }
    }

    /// The same receipt, marked as printed again.
    pub(super) fn again(self) -> Self {
        Self { reprint: true, ..self }
    }

    /// What its QR code says.
    #[must_use]
    pub const fn receipt(&self) -> &Receipt {
        &self.receipt
    }

    pub(super) fn lines(&self) -> Zeroizing<Vec<Line>> {
        let mut lines = self.place.head("TANDA TERIMA");
        lines.reprint(self.reprint);
        lines.normal("Suara Anda sudah tersimpan.");
        lines.normal("Kode suara:");
        lines.push(Style::Code, short_code(self.receipt.code.as_bytes()));
        lines.normal("Simpan dan bawa pulang.");
        lines.rule();
        self.place.foot(&mut lines);
        lines.finish()
    }
}
