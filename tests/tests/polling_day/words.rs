//! What stands on the booth's screens, word for word as people find it there.

pub(crate) const READY: &str = "Arahkan token ke pemindai";
pub(crate) const TYPE_SLIP: &str = "Ketik kode token";
pub(crate) const KEYPAD: &str = "Ketik kode pada token";
pub(crate) const GO_ON: &str = "Lanjut";
pub(crate) const REFUSED: &str = "Panggil petugas";
pub(crate) const OFFICER: &str = "Petugas";

pub(crate) const CHOOSE: &str = "Sentuh foto calon pilihan Anda";
pub(crate) const BLANK: &str = "Suara kosong";
pub(crate) const YES: &str = "YA";
pub(crate) const NO: &str = "TIDAK, ulangi";
pub(crate) const COMPARE: &str = "Lihat kertas. Cocok?";
pub(crate) const SEND: &str = "YA, kirim";
pub(crate) const NOT_MINE: &str = "TIDAK";
pub(crate) const TEST: &str = "Uji mesin";
pub(crate) const TEST_WHY: &str = "Uji mesin: untuk apa?";
pub(crate) const TEST_NOW: &str = "Uji sekarang";
pub(crate) const WITHDRAWN: &str = "Struk dibatalkan";
pub(crate) const AGAIN: &str = "Pilih lagi";
pub(crate) const STORED: &str = "Terima kasih, suara Anda sudah tersimpan";
pub(crate) const TESTED: &str = "Mesin sudah diuji. Anda belum memilih";
pub(crate) const NOTHING_STORED: &str = "Tidak ada suara yang tersimpan";
pub(crate) const FINISH: &str = "Selesai";

pub(crate) const OFFICER_1: &str = "Petugas 1: ketik 8 angka";
pub(crate) const OFFICER_2: &str = "Petugas 2: ketik 8 angka";
pub(crate) const CODES_OF_START: &str = "Untuk membuka kunci bilik suara.";
pub(crate) const CODES_OF_MENU: &str = "Untuk membuka menu petugas.";
pub(crate) const CODES_OF_CLOSE: &str = "Untuk menutup pemungutan suara.";

pub(crate) const READINESS: &str = "Pemeriksaan kesiapan";
pub(crate) const PRINT_CHECK: &str = "Cetak hasil";
pub(crate) const CHECK_PRINTED: &str = "Sudah dicetak. Cetak lagi";
pub(crate) const TO_LAUNCH: &str = "Lanjut ke pembukaan";
pub(crate) const LAUNCH: &str = "Kode pembukaan dari saksi";
pub(crate) const ABSENT: &str = "Saksi tidak hadir: pakai dadu";
pub(crate) const OPEN: &str = "Buka pemungutan suara";

pub(crate) const MENU: &str = "Menu petugas";
pub(crate) const LEAVE_MENU: &str = "Kembali ke pemungutan suara";
pub(crate) const CLOSE: &str = "Tutup pemungutan suara";

pub(crate) const NO_PAPER: &str = "Kertas habis";
pub(crate) const VOID: &str =
    "Suara BELUM tersimpan. Kertas yang keluar batal. Pemilih mulai lagi dengan token yang sama.";
pub(crate) const ALREADY_STORED: &str = "Suara SUDAH tersimpan. Hanya kertasnya yang belum lengkap.";
pub(crate) const PRINT_AGAIN: &str = "Cetak lagi";

pub(crate) const STOPPED: &str = "Bilik suara berhenti";
pub(crate) const UNSURE: &str =
    "Suara terakhir mungkin sudah tersimpan, mungkin belum. Itu terlihat setelah bilik mulai lagi.";
pub(crate) const MEDIUM_GONE: &str = "Gagal: media kedua (cermin) tidak terpasang*";
pub(crate) const START_AGAIN: &str = "Mulai lagi";
pub(crate) const RESTARTED: &str = "Mesin sempat mati. Ada struk tanpa tanda di printer?";
pub(crate) const SLIP_HANGS: &str = "Ada. Struk masih tergantung di printer*";
pub(crate) const NO_SLIP: &str = "Tidak ada. Tidak ada struk yang tergantung*";

pub(crate) const FIGURES: &str = "Angka untuk penutupan";
pub(crate) const FOR_EVER: &str = "Tutup untuk selamanya?";
pub(crate) const CLOSE_FOR_EVER: &str = "Ya, tutup untuk selamanya";
pub(crate) const DIFFERS: &str = "Ada selisih";
pub(crate) const WRITE_REASON: &str = "Tulis alasan";
pub(crate) const REASON: &str = "Alasan selisih";
pub(crate) const CLOSED: &str = "Pemungutan suara sudah ditutup";
pub(crate) const REPORT_PRINTED: &str = "Laporan penutupan sudah dicetak.";
pub(crate) const COPIED: &str = "Sudah disalin 1 kali, terakhir:*";
pub(crate) const OFF: &str = "Matikan";

/// A candidate's card; for the option after the last candidate, that of *suara kosong*.
pub(crate) fn card(option: u8, names: &[&str]) -> String {
    match names.get(usize::from(option) - 1) {
        Some(name) => format!("Nomor {option}, {name}"),
        None => BLANK.to_owned(),
    }
}

/// What is asked after the card was touched.
pub(crate) fn sure(option: u8, names: &[&str]) -> String {
    if usize::from(option) > names.len() {
        "Anda yakin memilih suara kosong?".to_owned()
    } else {
        format!("Anda yakin memilih nomor {option}?")
    }
}
