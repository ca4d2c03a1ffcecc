//! What readers of this crate's files refuse, in Indonesian; the English words are the errors' `Display`.
//!
//! The sentence says what is wrong and where. A technical detail for whoever helps follows in English after *rincian*.

use crate::json::JsonError;
use crate::note::NoteError;
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
                format!("baris {line} bukan bentuk lembar tanda tangan (rincian: {problem})")
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
                format!("baris {line} daftar token tidak benar (rincian: {problem})")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::definition::DefinitionError;
    use crate::mistake::{Allowed, Mistake, Problem};

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
        told(NoteError::Malformed { line: 71, problem: "the file is too long" }, &["71"]);
        told(NoteError::BadName { found: "a+b".to_owned() }, &["a+b", "200"]);
        told(NoteError::BadSignature { name: "panitia.desa.example".parse().unwrap() }, &["panitia.desa"]);
        told(NoteError::OtherText { expected: "pilkades/x".to_owned() }, &["pilkades/x"]);
        told(NoteError::NoKnownSignature, &[]);
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
}
