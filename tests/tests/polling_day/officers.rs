//! What the officers do: open, look why a slip was refused, settle what hangs in the printer, close.

use std::path::Path;

use crate::booth::Hand;
use crate::polls::Polls;
use crate::village::{CANDIDATES, CODES};
use crate::words::*;

/// The officers' figures at the close, in the order in which they are asked for: present (men, women), DPTb (men, women),
/// slips received, left, spoiled, exchanged, SAH and BATAL in the box.
pub(crate) type Figures = [u32; 10];

impl Polls<'_> {
    /// Both officers type their codes, one after the other.
    pub(crate) fn codes(&mut self, purpose: &str) {
        self.booth.until(purpose);
        self.booth.until(OFFICER_1);
        self.booth.write(CODES[0]);
        self.booth.enter();
        self.booth.until(OFFICER_2);
        self.booth.write(CODES[1]);
        self.booth.enter();
    }

    /// From the machine that was switched on to the first voter; the sheets that came out.
    pub(crate) fn open(&mut self) {
        self.codes(CODES_OF_START);
        self.booth.until(READINESS);
        self.booth.touch(PRINT_CHECK, Hand::Steady);
        self.booth.until(CHECK_PRINTED);
        self.booth.touch(TO_LAUNCH, Hand::Steady);
        for (option, code) in [(1, "K7M2Q"), (2, "9XWTE")] {
            self.launch(option);
            self.write_code(code, code);
        }
        self.launch(3);
        self.booth.touch(ABSENT, Hand::Steady);
        self.booth.until("Dadu untuk saksi calon nomor 3");
        self.write_code("3141526653", "31415 26653");
        self.booth.until(LAUNCH);
        self.booth.touch(OPEN, Hand::Steady);
        self.booth.until(READY);
        self.read_paper();
        assert_eq!(self.ledger.end_voter(), "other other", "check and zero report");
    }

    /// Types a code, looks at it, and goes on.
    fn write_code(&mut self, code: &str, shown: &str) {
        self.booth.write(code);
        self.booth.until(shown);
        self.booth.enter();
    }

    fn launch(&mut self, option: u8) {
        self.booth.until(LAUNCH);
        self.booth.touch(&format!("{}. Kode belum ada", card(option, &CANDIDATES)), Hand::Steady);
        self.booth.until(&format!("Kode dari saksi calon nomor {option}"));
    }

    /// A slip that must not begin a session: bystanders read only that an officer is called, the officers read why.
    pub(crate) fn refuse(&mut self, scanned: &str, reason: &str) {
        self.booth.until(READY);
        self.booth.scan(scanned);
        self.booth.until(REFUSED);
        let public = ["Pemilihan Kepala Desa Sukamaju", "TPS 1 - Bilik 1", REFUSED, OFFICER];
        if self.booth.look().iter().any(|thing| !public.contains(&thing.name.as_str())) {
            self.booth.fail("more is told than that an officer is called");
        }
        self.booth.touch(OFFICER, Hand::Steady);
        self.codes(CODES_OF_MENU);
        self.booth.until(MENU);
        self.booth.until(&format!("Token terakhir ditolak: {reason}"));
        self.booth.touch(LEAVE_MENU, Hand::Steady);
        self.booth.until(READY);
    }

    /// After the machine was off: the officers say whether a slip hangs in the printer. They type nothing from it and do
    /// not look at it.
    pub(crate) fn settle(&mut self) {
        self.codes(CODES_OF_START);
        self.booth.until(RESTARTED);
        let found = if self.printer.hanging() > 0 { SLIP_HANGS } else { NO_SLIP };
        self.booth.touch(found, Hand::Steady);
        self.booth.until(READY);
    }

    /// Closes the polls with these figures, which do not agree, and this reason for it; copies the log; switches off.
    pub(crate) fn close(&mut self, figures: Figures, mismatch: &str, reason: &str) {
        self.booth.until(READY);
        self.booth.touch(OFFICER, Hand::Steady);
        self.codes(CODES_OF_MENU);
        self.booth.until(MENU);
        self.booth.touch(CLOSE, Hand::Steady);
        self.codes(CODES_OF_CLOSE);
        self.booth.until(FIGURES);
        self.figures(figures);
        self.booth.until(FOR_EVER);
        self.booth.touch(CLOSE_FOR_EVER, Hand::Steady);
        self.booth.until(DIFFERS);
        self.booth.until(mismatch);
        self.booth.touch(WRITE_REASON, Hand::Steady);
        self.booth.until(REASON);
        self.booth.write(reason);
        self.booth.until(&format!("{reason}_"));
        self.booth.touch(GO_ON, Hand::Steady);
        self.booth.until(&format!("Alasan selisih: {reason}"));
        self.booth.touch(CLOSE_FOR_EVER, Hand::Steady);
        self.booth.until(CLOSED);
        self.booth.until(REPORT_PRINTED);
    }

    /// Copies the log to the stick and switches off.
    pub(crate) fn carry_home(&mut self, stick: &Path) {
        self.booth.touch(&stick.display().to_string(), Hand::Steady);
        self.booth.until(COPIED);
        self.booth.touch(OFF, Hand::Steady);
        let ended = self.booth.until_ended();
        assert!(ended.success(), "{ended}");
    }

    /// Types the figures; the last Enter leads on.
    fn figures(&mut self, figures: Figures) {
        const FIELDS: [&str; 10] = [
            "Laki-laki",
            "Perempuan",
            "Laki-laki",
            "Perempuan",
            "Diterima",
            "Sisa",
            "Rusak",
            "Ditukar",
            "SAH",
            "BATAL",
        ];
        for (place, (field, figure)) in FIELDS.iter().zip(figures).enumerate() {
            self.booth.until_field(place, field);
            self.booth.write(&figure.to_string());
            self.booth.until_field(place, &format!("{field} {figure}"));
            self.booth.enter();
        }
    }
}
