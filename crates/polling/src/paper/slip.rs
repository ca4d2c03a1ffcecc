//! Sheets of one voter: code, audit slip, final mark, receipt, and the sheet of a challenged ballot.

use std::sync::Arc;

use ballot_crypto::Choice;
use ballot_log::{Challenged, Receipt};
use election::{BallotCode, short_code};
use zeroize::Zeroizing;

use super::Place;
use super::layout::{hex_rows, name_rows};

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

    pub(super) fn rows(&self) -> Vec<String> {
        let mut rows = self.place.head("KODE SUARA");
        rows.push(short_code(self.code.as_bytes()));
        rows.extend(self.place.foot());
        rows
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
}

impl AuditSlip {
    pub(crate) fn new(place: Arc<Place>, choice: &Choice) -> Self {
        Self { place, option: Zeroizing::new(choice.expose()) }
    }

    /// The option number, 1 to n, in clear.
    #[must_use]
    pub fn option(&self) -> u8 {
        *self.option
    }

    pub(super) fn rows(&self) -> Vec<String> {
        let (heading, name) = self.place.option(*self.option);
        let mut rows = self.place.head("STRUK AUDIT");
        rows.extend(["Pilihan Anda:".to_owned(), heading]);
        rows.extend(name_rows(name));
        rows.push("Cocokkan, lalu ke kotak audit.".to_owned());
        rows.extend(self.place.foot());
        rows
    }
}

/// What became of the ballot whose audit slip hangs in the printer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// *SAH*: the ballot is in the log.
    Sah,
    /// *BATAL*: it is not, and never will be.
    Batal,
    /// *DIUJI*: it was opened for a test and does not count.
    Diuji,
}

impl Mark {
    pub(super) fn rows(self) -> Vec<String> {
        let word = match self {
            Self::Sah => "SAH",
            Self::Batal => "BATAL",
            Self::Diuji => "DIUJI - TIDAK DIHITUNG",
        };
        vec![format!("*** {word} ***")]
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

    pub(super) fn rows(&self) -> Vec<String> {
        let (heading, name) = self.place.option(self.opened.choice);
        let mut rows = self.place.head("UJI MESIN - TIDAK DIHITUNG");
        rows.extend(reprint_row(self.reprint));
        rows.extend([short_code(self.code.as_bytes()), "Pilihan uji:".to_owned(), heading]);
        rows.extend(name_rows(name));
        rows.push("Benih:".to_owned());
        rows.extend(hex_rows(&self.opened.seed));
        rows.extend(self.place.foot());
        rows
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

    pub(super) fn rows(&self) -> Vec<String> {
        let mut rows = self.place.head("TANDA TERIMA");
        rows.extend(reprint_row(self.reprint));
        rows.extend(["Suara Anda sudah tersimpan.".to_owned(), "Kode suara:".to_owned()]);
        rows.push(short_code(self.receipt.code.as_bytes()));
        rows.push("Catatan:".to_owned());
        rows.extend(hex_rows(self.receipt.entry.as_bytes()));
        rows.push("Tanda tangan bilik:".to_owned());
        rows.extend(hex_rows(self.receipt.signature.as_bytes()));
        rows.extend(self.place.foot());
        rows
    }
}

fn reprint_row(reprint: bool) -> Option<String> {
    reprint.then(|| "CETAK ULANG".to_owned())
}
