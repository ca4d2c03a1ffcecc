//! What is wrong with a log, in Indonesian; the English words are the errors' `Display`.
//!
//! The sentence says what is wrong and where. A technical detail for whoever helps follows in English after *rincian*.

use crate::accounting::Mismatch;
use crate::body::{BodyError, Counts};
use crate::builder::BuildError;
use crate::bundle::BundleError;
use crate::chain::{ChainError, ClosingProblem, OrderProblem, PartProblem};
use crate::checkpoint::CheckpointError;
use crate::entry::FormError;
use crate::header::{HeaderError, LogHeader};
use crate::merkle::ProofError;
use crate::mirror::FrameError;
use crate::receipt::ReceiptError;
use crate::record::{EntryError, RecordError};
use crate::tlog_proof::TlogProofError;

impl HeaderError {
    /// The same in Indonesian.
    #[must_use]
    pub fn to_indonesian(&self) -> String {
        match self {
            Self::Length { found } => {
                format!("kepala log terdiri atas {} byte, di sini {found}", LogHeader::LENGTH)
            }
            Self::Magic => "ini bukan log sistem ini: awalnya bukan PLKB".to_owned(),
            Self::Version { found } => format!("log ini versi {found}, program ini membaca versi 1"),
            Self::Field { field } => format!("kepala log tidak benar (rincian: {field})"),
        }
    }
}

impl BundleError {
    /// The same in Indonesian.
    #[must_use]
    pub fn to_indonesian(&self) -> String {
        match self {
            Self::Header(error) => error.to_indonesian(),
            Self::TooMany { found } => {
                format!("berkas log menyebut {found} rekaman, paling banyak 200.000 yang boleh")
            }
            Self::Truncated { offset } => format!("berkas log terpotong pada byte {offset}"),
            Self::Frame { index, offset, found } => format!(
                "rekaman {index} pada byte {offset} menyebut panjang {found} byte, paling banyak 4.085 yang boleh"
            ),
            Self::Record { index, offset, source } => {
                format!("rekaman {index} pada byte {offset} rusak: {}", source.to_indonesian())
            }
            Self::Order { index, offset } => {
                format!("rekaman {index} pada byte {offset} mengulang atau mendahului yang sebelumnya")
            }
            Self::End { problem } => match *problem {
                "its hash does not fit the bytes before it" => {
                    "akhir berkas log rusak: sidiknya tidak cocok dengan isi sebelumnya".to_owned()
                }
                "something follows the hash" => {
                    "akhir berkas log rusak: masih ada isi sesudah sidiknya".to_owned()
                }
                other => format!("akhir berkas log rusak (rincian: {other})"),
            },
            Self::Unreadable { offset, kind } => {
                format!("berkas log tidak dapat dibaca mulai byte {offset} (rincian: {kind})")
            }
        }
    }
}

impl FormError {
    /// The same in Indonesian.
    #[must_use]
    pub fn to_indonesian(&self) -> String {
        match self {
            Self::Magic => "ini bukan catatan log: awalnya bukan PLK1".to_owned(),
            Self::Kind { found } => format!("jenis catatan adalah 1 sampai 6, ini {found}"),
            Self::Position { found } => format!("urutan {found} melebihi log terpanjang"),
            Self::BodyTooLong { found } => {
                format!("isi catatan {found} byte, paling banyak 3.900 yang boleh")
            }
            Self::Length { expected, found } => {
                format!("catatan ini {found} byte, padahal disebut {expected}")
            }
        }
    }
}

impl RecordError {
    /// The same in Indonesian.
    #[must_use]
    pub fn to_indonesian(&self) -> String {
        match self {
            Self::TooLong { found } => format!("rekaman paling panjang 4.085 byte, ini {found}"),
            Self::Parts { found } => {
                format!("byte penanda bagian {found} tidak cocok dengan jenis catatan ini")
            }
            Self::Entry(error) => error.to_indonesian(),
            Self::Length { expected, found } => {
                format!("rekaman ini {found} byte, catatan dan bagiannya {expected}")
            }
        }
    }
}

impl EntryError {
    /// The same in Indonesian.
    #[must_use]
    pub fn to_indonesian(&self) -> String {
        match self {
            Self::Signature { position } => format!(
                "catatan {position}: tanda tangannya bukan dari bilik ini; catatan ini diubah atau bukan dari sini"
            ),
            Self::ReceiptMissing { position } => {
                format!("catatan {position}: tanda tangan tanda terima tidak ada")
            }
            Self::Receipt { position } => {
                format!("catatan {position}: tanda tangan tanda terima bukan dari bilik ini untuk suara ini")
            }
        }
    }
}

impl BodyError {
    /// The same in Indonesian.
    #[must_use]
    pub fn to_indonesian(&self) -> String {
        match self {
            Self::Length { kind, found } => format!(
                "isi catatan jenis {} tidak mungkin {found} byte, berapa pun jumlah pilihannya",
                kind.name()
            ),
            Self::Json(error) => {
                format!("isi catatan tidak berbentuk baku untuk jenisnya: {}", error.to_indonesian())
            }
            Self::Field { field, problem } => {
                format!("isian {field} dalam catatan tidak benar (rincian: {problem})")
            }
        }
    }
}

impl BuildError {
    /// The same in Indonesian.
    #[must_use]
    pub fn to_indonesian(&self) -> String {
        match self {
            Self::WrongKey => {
                "kunci ini bukan kunci bilik ini; buka bilik dengan kunci yang didaftarkan".to_owned()
            }
            Self::Body(error) => error.to_indonesian(),
            Self::CodeMissing => "suara tidak dapat dicatat tanpa kode suaranya".to_owned(),
            Self::Full(error) => error.to_indonesian(),
            Self::Chain(error) => error.to_indonesian(),
            Self::Faulty(_) => {
                "tanda tangan yang baru dibuat tidak sah; mesin ini rusak, jangan dipakai lagi".to_owned()
            }
            Self::Stale => "log sudah bertambah sejak catatan ini disiapkan; siapkan lagi".to_owned(),
        }
    }
}

impl ChainError {
    /// The same in Indonesian.
    #[must_use]
    pub fn to_indonesian(&self) -> String {
        match self {
            Self::Signer { position } => {
                format!("catatan {position}: ditandatangani oleh bilik lain")
            }
            Self::Position { expected, found } => {
                format!("seharusnya catatan {expected}, yang ada catatan {found}")
            }
            Self::Previous { position, expected, found } => {
                format!("catatan {position}: menyambung pada {found}, padahal log berakhir dengan {expected}")
            }
            Self::Order { position, problem } => format!("catatan {position}: {}", problem.to_indonesian()),
            Self::Body { position, source } => format!("catatan {position}: {}", source.to_indonesian()),
            Self::Part { position, problem } => format!("catatan {position}: {}", problem.to_indonesian()),
            Self::Closing { position, problem } => format!("catatan {position}: {}", problem.to_indonesian()),
        }
    }
}

impl OrderProblem {
    /// The same in Indonesian.
    #[must_use]
    pub const fn to_indonesian(self) -> &'static str {
        match self {
            Self::NotOpened => "log harus diawali catatan pembukaan (opened)",
            Self::OpenedAgain => "log hanya dibuka satu kali",
            Self::AfterClosed => "tidak boleh ada catatan sesudah penutupan (closed)",
        }
    }
}

impl PartProblem {
    /// The same in Indonesian.
    #[must_use]
    pub const fn to_indonesian(self) -> &'static str {
        match self {
            Self::ReceiptMissing => "suara harus disertai tanda tangan tanda terima, di sini tidak ada",
            Self::CheckpointMissing => "tanda tangan titik periksa seharusnya ada di sini, tetapi tidak ada",
            Self::CheckpointNotDue => "tanda tangan titik periksa tidak pada tempatnya di sini",
            Self::CheckpointSignature => {
                "tanda tangan titik periksa bukan dari bilik ini untuk jumlah catatan dan akar ini"
            }
        }
    }
}

impl ClosingProblem {
    /// The same in Indonesian.
    #[must_use]
    pub fn to_indonesian(&self) -> String {
        match self {
            Self::Counts { stated, found } => {
                format!("penutupan menyebut {}; log memuat {}", counts(stated), counts(found))
            }
            Self::Unexplained(mismatches) => {
                let told: Vec<String> = mismatches.iter().map(Mismatch::to_indonesian).collect();
                format!("angka-angka tidak cocok dan tidak ada alasannya: {}", told.join("; "))
            }
        }
    }
}

fn counts(counts: &Counts) -> String {
    let Counts { cast, challenged, cancelled, events } = counts;
    format!("suara {cast}, uji mesin {challenged}, batal {cancelled}, kejadian {events}")
}

impl Mismatch {
    /// The same in Indonesian.
    #[must_use]
    pub fn to_indonesian(&self) -> String {
        match self {
            Self::Present { registered, present } => {
                format!("{present} pemilih hadir, padahal DPT dan DPTb {registered}")
            }
            Self::Cast { present, cast } => format!("{cast} suara dikirim, padahal {present} pemilih hadir"),
            Self::Tokens { received, used } => {
                format!("{received} token diterima, yang dipertanggungjawabkan {used}")
            }
            Self::Sah { slips, cast } => format!("{slips} struk SAH, padahal {cast} suara dikirim"),
            Self::Batal { slips, cancelled } => {
                format!("{slips} struk BATAL, padahal {cancelled} suara dibatalkan")
            }
        }
    }
}

impl CheckpointError {
    /// The same in Indonesian.
    #[must_use]
    pub fn to_indonesian(&self) -> String {
        match self {
            Self::Form { line, expected } => {
                format!("baris {line} titik periksa tidak benar (rincian: expected {expected})")
            }
            Self::Note(error) => error.to_indonesian(),
            Self::Foreign { found, expected } => {
                format!("titik periksa ini milik {found}, bukan {expected}")
            }
        }
    }
}

impl ReceiptError {
    /// The same in Indonesian.
    #[must_use]
    pub fn to_indonesian(&self) -> String {
        match self {
            Self::Json(error) => format!("ini bukan tanda terima: {}", error.to_indonesian()),
            Self::Field { field, expected } => {
                format!("isian {field} tanda terima tidak benar (rincian: expected {expected})")
            }
            Self::Foreign { election, booth } => {
                format!("tanda terima ini dari bilik {booth} pemilihan {election}")
            }
            Self::Signature => "tanda tangan pada tanda terima bukan dari bilik ini".to_owned(),
        }
    }
}

impl ProofError {
    /// The same in Indonesian.
    #[must_use]
    pub fn to_indonesian(&self) -> String {
        match self {
            Self::NoSuchLeaf { index, size } => {
                format!("tidak ada daun {index} dalam pohon dengan {size} daun (dihitung dari 0)")
            }
            Self::Length { expected, found } => {
                format!("bukti ini memuat {found} sidik, seharusnya {expected}")
            }
            Self::NotOlder { old, new } => {
                format!("pohon dengan {new} daun bukan lanjutan dari pohon dengan {old} daun")
            }
            Self::WrongRoot => {
                "bukti ini tidak sampai ke akar: awalnya atau akarnya bukan yang dicatat".to_owned()
            }
            Self::WrongOldRoot => "bukti ini tidak sampai ke akar yang lama: log ditulis ulang".to_owned(),
        }
    }
}

impl TlogProofError {
    /// The same in Indonesian.
    #[must_use]
    pub fn to_indonesian(&self) -> String {
        match self {
            Self::Form { line, expected } => {
                format!("baris {line} bukti tidak benar (rincian: expected {expected})")
            }
            Self::Checkpoint(error) => error.to_indonesian(),
            Self::Proof(error) => error.to_indonesian(),
            Self::OtherTree { proof, checkpoint } => {
                format!("jalurnya untuk pohon dengan {proof} daun, titik periksanya untuk {checkpoint}")
            }
        }
    }
}

impl FrameError {
    /// The same in Indonesian.
    #[must_use]
    pub fn to_indonesian(&self) -> String {
        match self {
            Self::Magic => {
                "bingkai tidak diawali sebagaimana mestinya; rusak atau tidak selesai ditulis".to_owned()
            }
            Self::Length { found } => format!("bingkai menyebut {found} byte, lebih dari yang muat"),
            Self::NotZero => "sisa bingkai tidak diisi nol".to_owned(),
            Self::Header(error) => error.to_indonesian(),
            Self::Record(error) => error.to_indonesian(),
        }
    }
}

#[cfg(test)]
mod tests {
    use election::json::JsonError;
    use election::{EntryHash, NoteError};

    use super::*;
    use crate::entry::Kind;

    /// Both languages tell the same numbers and places, and none stands in for the other.
    fn same(english: &str, indonesian: &str, told: &[&str]) {
        assert_ne!(english, indonesian);
        for part in told {
            assert!(english.contains(part) && indonesian.contains(part), "{part}: {english} / {indonesian}");
        }
    }

    macro_rules! both {
        ($error:expr, $($told:expr),*) => {{
            let error = $error;
            same(&error.to_string(), &error.to_indonesian(), &[$($told),*]);
        }};
    }

    const JSON: JsonError = JsonError::NotCanonical { line: 71, column: 43 };

    #[test]
    fn headers_and_frames_are_told_in_both_languages() {
        both!(HeaderError::Length { found: 71 }, "71", &LogHeader::LENGTH.to_string());
        both!(HeaderError::Magic, "PLKB");
        both!(HeaderError::Version { found: 71 }, "71", "1");
        both!(HeaderError::Field { field: "the village code" }, "the village code");
        both!(FrameError::Magic,);
        both!(FrameError::Length { found: 71 }, "71");
        both!(FrameError::NotZero,);
        both!(FrameError::Header(HeaderError::Magic), "PLKB");
        both!(FrameError::Record(RecordError::TooLong { found: 71 }), "71");
    }

    #[test]
    fn bundle_errors_are_told_in_both_languages() {
        both!(BundleError::Header(HeaderError::Magic), "PLKB");
        both!(BundleError::TooMany { found: 71 }, "71", "200");
        both!(BundleError::Truncated { offset: 71 }, "71");
        both!(BundleError::Frame { index: 71, offset: 43, found: 59 }, "71", "43", "59", "085");
        let source = RecordError::TooLong { found: 59 };
        both!(BundleError::Record { index: 71, offset: 43, source }, "71", "43", "59");
        both!(BundleError::Order { index: 71, offset: 43 }, "71", "43");
        for problem in ["its hash does not fit the bytes before it", "something follows the hash"] {
            both!(BundleError::End { problem },);
            assert!(!BundleError::End { problem }.to_indonesian().contains(problem));
        }
        both!(BundleError::End { problem: "something new" }, "something new");
        let kind = std::io::ErrorKind::TimedOut;
        both!(BundleError::Unreadable { offset: 71, kind }, "71", "timed out");
    }

    #[test]
    fn record_and_entry_errors_are_told_in_both_languages() {
        both!(FormError::Magic, "PLK1");
        both!(FormError::Kind { found: 71 }, "71", "1", "6");
        both!(FormError::Position { found: 71 }, "71");
        both!(FormError::BodyTooLong { found: 71 }, "71", "900");
        both!(FormError::Length { expected: 71, found: 43 }, "71", "43");
        both!(RecordError::TooLong { found: 71 }, "71", "085");
        both!(RecordError::Parts { found: 71 }, "71");
        both!(RecordError::Entry(FormError::Magic), "PLK1");
        both!(RecordError::Length { expected: 71, found: 43 }, "71", "43");
        both!(EntryError::Signature { position: 71 }, "71");
        both!(EntryError::ReceiptMissing { position: 71 }, "71");
        both!(EntryError::Receipt { position: 71 }, "71");
        both!(BodyError::Length { kind: Kind::Cast, found: 71 }, "71", "cast");
        both!(BodyError::Json(JSON), "71", "43");
        both!(BodyError::Field { field: "choice", problem: "is not 1 to 8" }, "choice", "is not 1 to 8");
    }

    #[test]
    fn chain_errors_are_told_in_both_languages() {
        let position = 71;
        let (expected, found) = (EntryHash::new([1; 32]), EntryHash::new([2; 32]));
        both!(ChainError::Signer { position }, "71");
        both!(ChainError::Position { expected: 71, found: 43 }, "71", "43");
        let hashes = [expected.to_string(), found.to_string()];
        both!(ChainError::Previous { position, expected, found }, "71", &hashes[0], &hashes[1]);
        both!(ChainError::Body { position, source: BodyError::Json(JSON) }, "71", "43");
        for problem in [OrderProblem::NotOpened, OrderProblem::OpenedAgain, OrderProblem::AfterClosed] {
            both!(problem,);
            both!(ChainError::Order { position, problem }, "71");
        }
        for problem in [
            PartProblem::ReceiptMissing,
            PartProblem::CheckpointMissing,
            PartProblem::CheckpointNotDue,
            PartProblem::CheckpointSignature,
        ] {
            both!(problem,);
            both!(ChainError::Part { position, problem }, "71");
        }
    }

    #[test]
    fn closings_are_told_in_both_languages() {
        let stated = Counts { cast: 31, challenged: 32, cancelled: 33, events: 34 };
        let found = Counts { cast: 35, challenged: 36, cancelled: 37, events: 38 };
        let problem = ClosingProblem::Counts { stated, found };
        both!(
            ChainError::Closing { position: 71, problem },
            "71",
            "31",
            "32",
            "33",
            "34",
            "35",
            "36",
            "37",
            "38"
        );
        let mismatches = [
            Mismatch::Present { registered: 71, present: 43 },
            Mismatch::Cast { present: 71, cast: 43 },
            Mismatch::Tokens { received: 71, used: 43 },
            Mismatch::Sah { slips: 71, cast: 43 },
            Mismatch::Batal { slips: 71, cancelled: 43 },
        ];
        for mismatch in mismatches {
            both!(mismatch, "71", "43");
        }
        both!(ClosingProblem::Unexplained(mismatches.to_vec()), "71", "43", "SAH", "BATAL", "; ");
    }

    #[test]
    fn checkpoints_receipts_and_proofs_are_told_in_both_languages() {
        let (found, expected) = ("a/b".parse().unwrap(), "c/d".parse().unwrap());
        both!(CheckpointError::Form { line: 71, expected: "a root" }, "71", "a root");
        both!(CheckpointError::Note(NoteError::NoKnownSignature),);
        both!(CheckpointError::Foreign { found, expected }, "a/b", "c/d");
        both!(ReceiptError::Json(JSON), "71", "43");
        both!(ReceiptError::Field { field: "format", expected: "x/v1" }, "format", "x/v1");
        let village = "1607062001".parse().unwrap();
        let (tps, booth) = (1.try_into().unwrap(), 2.try_into().unwrap());
        let booth = election::BoothId { village, tps, booth };
        let election = election::ElectionId::new([7; 32]);
        both!(ReceiptError::Foreign { election, booth }, "1607062001-1-2", &election.to_string());
        both!(ReceiptError::Signature,);
        both!(ProofError::NoSuchLeaf { index: 71, size: 43 }, "71", "43");
        both!(ProofError::Length { expected: 71, found: 43 }, "71", "43");
        both!(ProofError::NotOlder { old: 71, new: 43 }, "71", "43");
        both!(ProofError::WrongRoot,);
        both!(ProofError::WrongOldRoot,);
        both!(TlogProofError::Form { line: 71, expected: "UTF-8 text" }, "71", "UTF-8 text");
        both!(TlogProofError::Checkpoint(CheckpointError::Note(NoteError::NoKnownSignature)),);
        both!(TlogProofError::Proof(ProofError::WrongRoot),);
        both!(TlogProofError::OtherTree { proof: 71, checkpoint: 43 }, "71", "43");
    }
}
