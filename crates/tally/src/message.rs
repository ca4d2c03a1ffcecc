//! What became of inputs, and what is wrong with them, in the two languages of this system.

use std::borrow::Cow;
use std::fmt;

use ballot_log::mirror::FrameError;
use ballot_log::{
    BundleError, ChainError, CheckpointError, EntryError, FormError, ReceiptError, TlogProofError,
};
use election::json::JsonError;
use election::{BoothId, DefinitionError, NoteError, TokenError, VillageCode};
use serde::{Serialize, Serializer};

use crate::check::Check;
use crate::decision::DecisionError;
use crate::merge::MergeError;
use crate::proofs::ReceiptProofError;
use crate::shares::ShareProblem;
use crate::statement::StatementError;

/// Something that was not taken, or not wholly: what, where, and which check it would fail in a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The check that this would fail.
    pub check: Check,
    /// Position in the log, if it is about one entry.
    pub position: Option<u64>,
    /// What is wrong, in plain words.
    pub message: Message,
}

impl Problem {
    pub(crate) fn new(check: Check, message: impl Into<Message>) -> Self {
        Self { check, position: None, message: message.into() }
    }

    pub(crate) fn at(check: Check, position: u64, message: impl Into<Message>) -> Self {
        Self { check, position: Some(position), message: message.into() }
    }
}

/// What became of one input.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Added {
    /// Items that were valid, new or not (entries of a bundle, groups of a share file, otherwise 1).
    pub valid: u64,
    /// What was not taken.
    pub problems: Vec<Problem>,
}

impl Added {
    pub(crate) fn one() -> Self {
        Self { valid: 1, problems: Vec::new() }
    }

    pub(crate) fn refused(problem: Problem) -> Self {
        Self { valid: 0, problems: vec![problem] }
    }
}

pub(crate) fn refuse(check: Check, message: impl Into<Message>) -> Added {
    Added::refused(Problem::new(check, message))
}

/// A sentence in English and Indonesian. It is ordered and written to files by its English words.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Message {
    /// For programs, files and English readers.
    pub english: Cow<'static, str>,
    /// For committees.
    pub indonesian: Cow<'static, str>,
}

impl Message {
    /// A sentence in both languages.
    #[must_use]
    pub fn new(english: impl Into<Cow<'static, str>>, indonesian: impl Into<Cow<'static, str>>) -> Self {
        Self { english: english.into(), indonesian: indonesian.into() }
    }

    /// What only the system or a library can say, and says in English.
    #[must_use]
    pub fn untranslated(detail: impl fmt::Display) -> Self {
        Self::new(detail.to_string(), format!("rincian: {detail}"))
    }

    /// The same with its place before it, in English and Indonesian.
    #[must_use]
    pub fn of(self, english: impl fmt::Display, indonesian: impl fmt::Display) -> Self {
        let (before, sebelum) = (english, indonesian);
        Self::new(format!("{before}: {}", self.english), format!("{sebelum}: {}", self.indonesian))
    }

    /// The same, of a village.
    pub(crate) fn of_village(self, village: &VillageCode) -> Self {
        self.of(format_args!("village {village}"), format_args!("desa {village}"))
    }

    /// Why the rest of a file was not read: [`MOST_FORGED`](crate::MOST_FORGED) of its records are forged, or repeat an entry.
    #[must_use]
    pub fn given_up() -> Self {
        let most = crate::MOST_FORGED;
        Self::new(
            format!("{most} of these records are forged or there again; the rest of the file was not read"),
            format!("{most} rekamannya palsu atau berulang; sisa berkas ini tidak dibaca"),
        )
    }

    /// A log that the definition does not know.
    #[must_use]
    pub fn foreign_log(booth: &BoothId) -> Self {
        Self::new(
            format!(
                "the log of booth {booth} belongs to another election, or the definition has no such booth"
            ),
            format!("log bilik {booth} dari pemilihan lain, atau bilik itu tidak ada dalam definisi"),
        )
    }
}

impl From<(&'static str, &'static str)> for Message {
    /// English and Indonesian.
    fn from((english, indonesian): (&'static str, &'static str)) -> Self {
        Self::new(english, indonesian)
    }
}

impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.english)
    }
}

impl Serialize for Message {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.english)
    }
}

macro_rules! told_by {
    ($($error:ty),* $(,)?) => {$(
        impl From<&$error> for Message {
            fn from(error: &$error) -> Self {
                Self::new(error.to_string(), error.to_indonesian())
            }
        }

        impl From<$error> for Message {
            fn from(error: $error) -> Self {
                Self::from(&error)
            }
        }
    )*};
}

told_by!(
    BundleError,
    ChainError,
    CheckpointError,
    DecisionError,
    DefinitionError,
    EntryError,
    FormError,
    FrameError,
    JsonError,
    MergeError,
    NoteError,
    ReceiptError,
    ReceiptProofError,
    ShareProblem,
    StatementError,
    TlogProofError,
    TokenError,
);

#[cfg(test)]
mod tests {
    use election::{BoothId, ListId, TrusteeNumber};

    use super::*;
    use crate::counting::NoRandomness;
    use crate::proofs::LinkProblem;

    /// Both languages tell the same numbers and places, and none stands in for the other.
    fn told(message: impl Into<Message>, parts: &[&str]) {
        let Message { english, indonesian } = message.into();
        assert_ne!(english, indonesian);
        for part in parts {
            assert!(english.contains(part) && indonesian.contains(part), "{part}: {english} / {indonesian}");
        }
    }

    fn village() -> VillageCode {
        "1607062001".parse().unwrap()
    }

    fn booth() -> BoothId {
        BoothId { village: village(), tps: 3.try_into().unwrap(), booth: 2.try_into().unwrap() }
    }

    #[test]
    fn merge_errors_are_told_in_both_languages() {
        told(MergeError::SealMissing, &["election.json.note"]);
        let list = ListId { booth: booth(), dusun: 4.try_into().unwrap() };
        let name = list.to_string();
        told(MergeError::TokenListMissing { list }, &[&name, "'tokens'"]);
        told(MergeError::NoRandomness(NoRandomness), &[]);
        told(Message::foreign_log(&booth()), &["1607062001-3-2"]);
    }

    #[test]
    fn share_problems_are_told_in_both_languages() {
        let trustee: TrusteeNumber = 5.try_into().unwrap();
        let village = village();
        let of = village.clone();
        told(ShareProblem::NoSuchGroup { village: of, trustee, group: 71 }, &["1607062001", "5", "71"]);
        let (of, option) = (village.clone(), 8);
        told(
            ShareProblem::Invalid { village: of, trustee, group: 71, option },
            &["1607062001", "5", "71", "8"],
        );
        told(ShareProblem::Foreign { village, trustee }, &["1607062001", "5"]);
    }

    #[test]
    fn receipt_problems_are_told_in_both_languages() {
        let code = "AB12C".to_owned();
        told(ReceiptProofError::NotFound { code: code.clone() }, &["AB12C"]);
        told(ReceiptProofError::Ambiguous { code: code.clone() }, &["AB12C", "64"]);
        let file = "upper.json";
        let problem = Message::new("line 71", "baris 71");
        told(ReceiptProofError::Form { file, problem }, &[file, "71"]);
        told(ReceiptProofError::OtherRoot { found: code }, &["AB12C"]);
        for problem in [
            LinkProblem::NotCast,
            LinkProblem::Context,
            LinkProblem::Code,
            LinkProblem::EntryNotInTree,
            LinkProblem::OtherBooth,
            LinkProblem::VillageRoot,
            LinkProblem::CheckpointNotInTree,
            LinkProblem::ElectionProof,
            LinkProblem::Hash,
            LinkProblem::Length,
        ] {
            assert_ne!(problem.to_string(), problem.to_indonesian());
            told(ReceiptProofError::Link { file, problem }, &[file]);
        }
    }

    #[test]
    fn a_message_keeps_its_languages_apart() {
        let message = Message::from(NoteError::NoKnownSignature).of("village 1", "desa 1");
        assert_eq!(message.to_string(), format!("village 1: {}", NoteError::NoKnownSignature));
        assert_eq!(message.indonesian, format!("desa 1: {}", NoteError::NoKnownSignature.to_indonesian()));
        assert_eq!(election::json::to_compact(&message), format!("\"{message}\"").into_bytes());
    }

    #[test]
    fn foreign_words_are_marked_as_a_detail() {
        let message = Message::untranslated("broken pipe");
        assert_eq!((&*message.english, &*message.indonesian), ("broken pipe", "rincian: broken pipe"));
    }
}
