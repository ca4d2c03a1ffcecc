//! What readers of this crate's files refuse, in Indonesian; the English words are the errors' `Display`.
//!
//! The sentence says what is wrong and where. A technical detail for whoever helps follows in English after *rincian*.

use crate::enrolment::EnrolmentError;
use crate::json::JsonError;
use crate::note::NoteError;
use crate::pack::{FileProblem, PackError};
use crate::tokens::TokenError;

impl JsonError {
    /// The same in Indonesian.
    #[must_use]
    pub fn to_indonesian(&self) -> String {
        match self {
            Self::TooLong { length, limit } => {
                format!("berkas ini {length} byte, paling banyak {limit} yang boleh")
            }
            Self::Malformed { line, column, path, message } => {
                format!("baris {line}, kolom {column}, di {path}: isinya tidak benar (rincian: {message})")
            }
            Self::NotCanonical { line, column } => format!(
                "baris {line}, kolom {column}: tulisannya menyimpang dari bentuk baku (urutan isian, spasi); tulis \
                 berkas ini dengan program `tally`"
            ),
        }
    }
}

impl NoteError {
    /// The same in Indonesian.
    #[must_use]
    pub fn to_indonesian(&self) -> String {
        match self {
            Self::Malformed { line, problem } => {
                format!("baris {line} bukan bentuk lembar tanda tangan: {}", leaf(problem))
            }
            Self::BadName { found } => format!(
                "{found:?} bukan nama kunci (1 sampai 200 karakter, tanpa '+', spasi, atau karakter kendali)"
            ),
            Self::BadSignature { name } => format!("tanda tangan {name} tidak cocok dengan isinya"),
            Self::OtherText { expected } => {
                format!("tanda tangan ini untuk hal lain; seharusnya untuk {expected:?}")
            }
            Self::NoKnownSignature => "tidak ada tanda tangan dari kunci yang seharusnya".to_owned(),
        }
    }
}

impl TokenError {
    /// The same in Indonesian.
    #[must_use]
    pub fn to_indonesian(&self) -> String {
        match self {
            Self::Length { found } => format!("token terdiri atas 17 huruf dan angka, ini {found}"),
            Self::Symbol { found } => format!("{found:?} tidak ada dalam token"),
            Self::Check => "token salah ketik: huruf pemeriksanya tidak cocok".to_owned(),
            Self::Foreign => "slip ini dari pemilihan lain atau bilik lain".to_owned(),
            Self::List { line, problem } => {
                format!("baris {line} daftar token tidak benar: {}", leaf(problem))
            }
        }
    }
}

impl EnrolmentError {
    /// The same in Indonesian.
    #[must_use]
    pub fn to_indonesian(&self) -> String {
        match self {
            Self::Note(error) => format!("pendaftaran ini tidak dapat dibaca: {}", error.to_indonesian()),
            Self::Line { line, expected } => {
                format!("baris {line} pendaftaran ini tidak benar: seharusnya {}", leaf(expected))
            }
            Self::NotOwnKey(error) => {
                format!(
                    "pendaftaran ini tidak ditandatangani oleh kuncinya sendiri: {}",
                    error.to_indonesian()
                )
            }
            Self::NotCanonical => {
                "pendaftaran ini menyimpang dari bentuk bakunya; ekspor sekali lagi dari bilik".to_owned()
            }
        }
    }
}

impl PackError {
    /// The same in Indonesian.
    #[must_use]
    pub fn to_indonesian(&self) -> String {
        match self {
            Self::Form { offset, problem } => format!("byte {offset} dalam paket: {}", leaf(problem)),
            Self::Definition(error) => format!("definisi dalam paket: {}", error.to_indonesian()),
            Self::OtherElection { stated, found } => {
                format!("paket ini untuk pemilihan {stated}, tetapi definisi di dalamnya {found}")
            }
            Self::NoSuchBooth { booth } => format!("tidak ada bilik {booth} dalam definisi"),
            Self::Signature => "paket ini tidak ditandatangani oleh otoritas dalam definisi".to_owned(),
            Self::File { path, problem } => format!("{path}: {}", problem.to_indonesian()),
        }
    }
}

impl FileProblem {
    /// The same in Indonesian.
    #[must_use]
    pub fn to_indonesian(&self) -> String {
        match self {
            Self::Missing => "berkas ini tidak ada".to_owned(),
            Self::Unexpected => "berkas ini tidak termasuk paket bilik itu".to_owned(),
            Self::Seal(error) => error.to_indonesian(),
            Self::Acceptance(error) => error.to_indonesian(),
            Self::List(error) => error.to_indonesian(),
            Self::OtherContent => "ini bukan berkas yang disebut dalam definisi".to_owned(),
        }
    }
}

/// What is wrong in one line of a note, enrolment or token list, or at one place of a pack.
fn leaf(problem: &str) -> String {
    let known = LEAVES.iter().find(|(english, _)| *english == problem);
    known.map_or_else(|| format!("rincian: {problem}"), |(_, indonesian)| (*indonesian).to_owned())
}

const LEAVES: [(&str, &str); 35] = [
    ("the file is too long", "berkas terlalu panjang"),
    ("the file is not UTF-8", "berkas bukan teks UTF-8"),
    ("there is no empty line before signatures", "tidak ada baris kosong sebelum tanda tangan"),
    ("the text is too long", "isinya terlalu panjang"),
    ("the text does not end with a newline", "isinya tidak diakhiri baris baru"),
    ("there is a control character", "ada karakter kendali"),
    ("there are too many signatures", "terlalu banyak tanda tangan"),
    ("the last line has no newline", "baris terakhir tidak diakhiri baris baru"),
    ("a signature begins with an em dash", "tanda tangan harus diawali garis panjang"),
    ("there is no signature after the name", "tidak ada tanda tangan sesudah nama"),
    ("the signature is not base64", "tanda tangan bukan base64"),
    ("the signature is too short", "tanda tangan terlalu pendek"),
    ("the signature has a wrong length", "panjang tanda tangan tidak benar"),
    ("there is no signature", "tidak ada tanda tangan"),
    ("a list has 1 to 20,000 tokens", "daftar memuat 1 sampai 20.000 token"),
    ("the file is not text", "berkas bukan teks"),
    ("expected 'pilkades/token-list/v1'", "seharusnya 'pilkades/token-list/v1'"),
    ("expected village-TPS-booth-dusun", "seharusnya desa-TPS-bilik-dusun"),
    ("expected 64 hexadecimal digits", "seharusnya 64 angka heksadesimal"),
    ("the hashes must be sorted and distinct", "sidik token harus urut dan tidak berulang"),
    ("the line 'pilkades/enrolment/v1'", "baris 'pilkades/enrolment/v1'"),
    ("resmi or simulasi", "resmi atau simulasi"),
    ("village-TPS-booth", "desa-TPS-bilik"),
    ("a public key of 64 hexadecimal digits", "kunci publik, 64 angka heksadesimal"),
    ("nothing", "kosong"),
    ("a pack has at most 256 MiB", "paket paling besar 256 MiB"),
    ("this is not the pack of a booth", "ini bukan paket bilik"),
    ("a newer program made this pack", "paket ini dibuat oleh program yang lebih baru"),
    ("this is not the name of a booth", "ini bukan nama bilik"),
    ("a pack has at most 4,096 files", "paket memuat paling banyak 4.096 berkas"),
    ("the paths must be sorted and distinct", "nama berkas harus urut dan tidak berulang"),
    ("this length is too large", "panjang ini terlalu besar"),
    ("the pack is cut off", "paket ini terpotong"),
    ("this is not text", "ini bukan teks"),
    ("nothing follows the signature", "sesudah tanda tangan tidak boleh ada apa-apa"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::definition::DefinitionError;
    use crate::enrolment::Enrolment;
    use crate::ids::ElectionId;
    use crate::mistake::{Allowed, Mistake, Problem};
    use crate::note::SignedNote;
    use crate::pack::BoothPack;
    use crate::tokens::TokenList;

    /// Both languages tell the same numbers and places, and none stands in for the other.
    fn same(english: &str, indonesian: &str, told: &[&str]) {
        assert_ne!(english, indonesian);
        for part in told {
            assert!(english.contains(part) && indonesian.contains(part), "{part}: {english} / {indonesian}");
        }
    }

    #[test]
    fn json_errors_are_told_in_both_languages() {
        let (path, message) = ("villages[7].name".to_owned(), "invalid type".to_owned());
        let told = |error: JsonError, parts: &[&str]| same(&error.to_string(), &error.to_indonesian(), parts);
        told(JsonError::TooLong { length: 71, limit: 43 }, &["71", "43"]);
        told(
            JsonError::Malformed { line: 71, column: 43, path, message },
            &["71", "43", "villages[7].name", "invalid type"],
        );
        told(JsonError::NotCanonical { line: 71, column: 43 }, &["71", "43", "`tally`"]);
    }

    #[test]
    fn definition_errors_are_told_in_both_languages() {
        let told =
            |error: DefinitionError, parts: &[&str]| same(&error.to_string(), &error.to_indonesian(), parts);
        told(JsonError::NotCanonical { line: 71, column: 43 }.into(), &["71", "43"]);
        let place = |n: u32| format!("villages[{n}].name");
        let mistake =
            |n| Mistake { path: place(n), problem: Problem::MissingKey, allowed: Allowed::PlainText };
        let many = DefinitionError::Invalid { mistakes: (0..21).map(mistake).collect() };
        told(many.clone(), &["21", &place(0), &place(19), " ..."]);
        assert!(!many.to_indonesian().contains(&place(20)));
    }

    #[test]
    fn note_errors_are_told_in_both_languages() {
        let told = |error: NoteError, parts: &[&str]| same(&error.to_string(), &error.to_indonesian(), parts);
        for (problem, _) in LEAVES {
            told(NoteError::Malformed { line: 71, problem }, &["71"]);
            assert!(!NoteError::Malformed { line: 71, problem }.to_indonesian().contains(problem));
        }
        told(NoteError::Malformed { line: 71, problem: "it is new" }, &["71", "it is new"]);
        told(NoteError::BadName { found: "a+b".to_owned() }, &["a+b", "200"]);
        told(NoteError::BadSignature { name: "panitia.desa.example".parse().unwrap() }, &["panitia.desa"]);
        told(NoteError::OtherText { expected: "pilkades/x".to_owned() }, &["pilkades/x"]);
        told(NoteError::NoKnownSignature, &[]);
    }

    /// A sentence of the readers that is not translated would be shown in English.
    #[test]
    fn every_line_that_a_reader_refuses_is_translated() {
        for bytes in [&b"x\n"[..], b"\xff", b"x\n\n", b"x\n\nname sig\n", b"x\n\n\xe2\x80\x94 name\n"] {
            let error = SignedNote::parse(bytes).unwrap_err();
            assert!(!error.to_indonesian().contains("rincian"), "{error}");
        }
        let head = b"pilkades/token-list/v1\n";
        for rest in [&b""[..], b"x\n", b"1607062001-1-1-0\n", b"1607062001-1-1-0\nx\n"] {
            let error = TokenList::parse(&[&head[..], rest].concat()).unwrap_err();
            assert!(!error.to_indonesian().contains("rincian"), "{error}");
        }
    }

    #[test]
    fn token_errors_are_told_in_both_languages() {
        let told =
            |error: TokenError, parts: &[&str]| same(&error.to_string(), &error.to_indonesian(), parts);
        told(TokenError::Length { found: 43 }, &["17", "43"]);
        told(TokenError::Symbol { found: '%' }, &["%"]);
        told(TokenError::Check, &[]);
        told(TokenError::Foreign, &[]);
        told(TokenError::List { line: 71, problem: "the file is too long" }, &["71"]);
    }

    #[test]
    fn enrolment_errors_are_told_in_both_languages() {
        let told =
            |error: EnrolmentError, parts: &[&str]| same(&error.to_string(), &error.to_indonesian(), parts);
        told(
            EnrolmentError::Note(NoteError::Malformed { line: 71, problem: "the text is too long" }),
            &["71"],
        );
        told(EnrolmentError::Line { line: 3, expected: "village-TPS-booth" }, &["3"]);
        let name = "1607062001-3-2".parse().unwrap();
        told(EnrolmentError::NotOwnKey(NoteError::BadSignature { name }), &["1607062001-3-2"]);
        told(EnrolmentError::NotCanonical, &[]);
        let stranger = Enrolment::parse(b"x\ny\n\n\xe2\x80\x94 a AAAAAAAA\n").unwrap_err();
        assert!(!stranger.to_indonesian().contains("rincian"), "{stranger}");
    }

    #[test]
    fn pack_errors_are_told_in_both_languages() {
        let told = |error: PackError, parts: &[&str]| same(&error.to_string(), &error.to_indonesian(), parts);
        told(PackError::Form { offset: 71, problem: "the pack is cut off" }, &["71"]);
        told(PackError::Definition(JsonError::NotCanonical { line: 71, column: 43 }.into()), &["71", "43"]);
        let [stated, found] = [1, 2].map(|byte| ElectionId::new([byte; 32]));
        told(PackError::OtherElection { stated, found }, &[&stated.to_string(), &found.to_string()]);
        told(PackError::NoSuchBooth { booth: "1607062001-3-2".parse().unwrap() }, &["1607062001-3-2"]);
        told(PackError::Signature, &[]);
        for problem in [
            FileProblem::Missing,
            FileProblem::Unexpected,
            NoteError::NoKnownSignature.into(),
            JsonError::NotCanonical { line: 71, column: 43 }.into(),
            TokenError::List { line: 71, problem: "the file is not text" }.into(),
            FileProblem::OtherContent,
        ] {
            assert_ne!(problem.to_string(), problem.to_indonesian());
            told(PackError::File { path: "tokens/x".to_owned(), problem }, &["tokens/x"]);
        }
        for bytes in [&b"PLKB"[..], b"PLKP\x02", b"PLK"] {
            let error = BoothPack::parse(bytes).unwrap_err();
            assert!(!error.to_indonesian().contains("rincian"), "{error}");
        }
    }
}
