//! The files that travel: signed notes of four lines and a JSON body (spec 3.5).

use std::path::{Path, PathBuf};

use ballot_crypto::RehearsalShare;
use dialogue::{Exit, Msg, Problem};
use election::json::{self, JsonError};
use election::{
    JointKey, KeyName, LabelledHasher, Mode, NoteError, PublicKey, SecretKey, SignedNote, TrusteeNumber,
    VerifyingShare, VillageCode,
};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::ceremony::Setting;
use crate::message::in_both;

/// Longest text of such a note: 2,000 villages with 16 trustees.
const MAX_TEXT: usize = 8 << 20;
/// Longest file: text and signature lines.
pub(super) const MAX_FILE: u64 = 9 << 20;
/// How the first line of every such text begins.
const PURPOSE: &str = "pilkades/ceremony-r";
/// Lines before the body.
const HEAD_LINES: usize = 4;

/// 32 bytes in hexadecimal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub(crate) struct Hash32(pub(crate) [u8; 32]);

impl TryFrom<String> for Hash32 {
    type Error = election::IdError;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        election::hex32(&text).map(Self)
    }
}

impl From<Hash32> for String {
    fn from(hash: Hash32) -> Self {
        hex::encode(hash.0)
    }
}

/// Bytes in hexadecimal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub(crate) struct HexBytes(pub(crate) Vec<u8>);

impl TryFrom<String> for HexBytes {
    type Error = hex::FromHexError;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        hex::decode(text).map(Self)
    }
}

impl From<HexBytes> for String {
    fn from(bytes: HexBytes) -> Self {
        hex::encode(bytes.0)
    }
}

/// Round 0: who I am, and what I understand that we are about to do.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Round0 {
    pub(crate) threshold: u16,
    pub(crate) villages: Vec<VillageCode>,
    pub(crate) names: Vec<String>,
    pub(crate) trustee: TrusteeNumber,
    /// Where shares for me are encrypted to (age, X25519).
    pub(crate) recipient: String,
    /// What signs my files, this one too.
    pub(crate) key: PublicKey,
}

/// Round 1: whom I saw, and my commitments.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Round1 {
    pub(crate) round0: Hash32,
    pub(crate) packages: Vec<RoundPackage>,
}

/// A package of round 1 for one village.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RoundPackage {
    pub(crate) village: VillageCode,
    pub(crate) package: HexBytes,
}

/// Round 2: what I saw, and everybody's shares, each readable by its receiver alone.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Round2 {
    pub(crate) transcripts: Vec<TranscriptOf>,
    pub(crate) shares: Vec<SealedShares>,
}

/// The transcript hash of one village.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TranscriptOf {
    pub(crate) village: VillageCode,
    pub(crate) transcript: Hash32,
}

/// The shares of all villages for one receiver.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SealedShares {
    pub(crate) trustee: TrusteeNumber,
    pub(crate) sealed: HexBytes,
}

/// Round 3: what came out, and my rehearsal.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Round3 {
    pub(crate) keys: Vec<RoundShare>,
}

/// One trustee's outcome for one village: the key as all must have found it, and the own part of the rehearsal.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RoundShare {
    pub(crate) village: VillageCode,
    pub(crate) transcript: Hash32,
    pub(crate) joint_key: JointKey,
    pub(crate) verifying_shares: Vec<VerifyingShare>,
    pub(crate) rehearsal: RehearsalShare,
}

/// What stands in the first four lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Head {
    pub(crate) round: u8,
    pub(crate) mode: Mode,
    pub(crate) nonce: [u8; 32],
    /// The first village of the group.
    pub(crate) village: VillageCode,
    pub(crate) trustee: TrusteeNumber,
}

impl Head {
    fn text(&self) -> String {
        let Self { round, mode, nonce, .. } = self;
        format!("{PURPOSE}{round}/v1\n{mode}\n{}\n{}\n", hex::encode(nonce), self.key_name())
    }

    fn parse(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        let (purpose, mode, nonce, stem) = (lines.next()?, lines.next()?, lines.next()?, lines.next()?);
        let round =
            purpose.strip_prefix(PURPOSE)?.strip_suffix("/v1")?.parse().ok().filter(|round| *round <= 3)?;
        let mode = [Mode::Resmi, Mode::Simulasi].into_iter().find(|one| one.as_str() == mode)?;
        let (village, number) = stem.split_once("-t")?;
        let trustee = number.parse::<u32>().ok()?.try_into().ok()?;
        let head = Self {
            round,
            mode,
            nonce: election::hex32(nonce).ok()?,
            village: village.parse().ok()?,
            trustee,
        };
        text.starts_with(&head.text()).then_some(head)
    }

    /// Name of the signing key and beginning of the file name: `<village>-t<NN>`.
    pub(crate) fn key_name(&self) -> String {
        format!("{}-t{:02}", self.village, self.trustee.get())
    }
}

/// Name of the file of a round.
pub(crate) fn name_of_file(village: &VillageCode, trustee: TrusteeNumber, round: u8) -> String {
    format!("{village}-t{:02}-r{round}.note", trustee.get())
}

/// The file of `round`, signed.
pub(crate) fn signed(
    setting: &Setting,
    trustee: TrusteeNumber,
    round: u8,
    body: &impl Serialize,
    key: &SecretKey,
) -> Result<String, Problem> {
    let failed = |error: &dyn ToString| {
        Problem::new(Exit::Internal, Msg::new("ceremony-unwritable")).detail(error.to_string())
    };
    let village = setting.villages.first().ok_or_else(|| failed(&"no village"))?.clone();
    let head = Head { round, mode: setting.mode, nonce: setting.nonce, village, trustee };
    let body = String::from_utf8(json::to_pretty(body)).map_err(|error| failed(&error))?;
    let name: KeyName = head.key_name().parse().map_err(|error: NoteError| failed(&error))?;
    let mut note = SignedNote::new_up_to(head.text() + &body, MAX_TEXT).map_err(|error| failed(&error))?;
    note.sign(&name, key);
    String::from_utf8(note.to_bytes()).map_err(|error| failed(&error))
}

/// A file as it came in. Its signature is checked once the key is known.
#[derive(Debug)]
pub(crate) struct RoundFile {
    pub(crate) path: PathBuf,
    pub(crate) head: Head,
    note: SignedNote,
}

impl RoundFile {
    /// Reads a file; `None` if it is none of a ceremony.
    pub(crate) fn parse(path: &Path, bytes: &[u8]) -> Option<Result<Self, Problem>> {
        bytes.starts_with(PURPOSE.as_bytes()).then(|| {
            let unreadable = || {
                Problem::new(Exit::Unreadable, Msg::new("ceremony-unreadable"))
                    .file(path)
                    .advice(Msg::new("ceremony-unreadable-advice"))
            };
            let note = SignedNote::parse_up_to(bytes, MAX_TEXT)
                .map_err(|error| unreadable().told(in_both(error)))?;
            let head = Head::parse(note.text()).ok_or_else(unreadable)?;
            Ok(Self { path: path.to_owned(), head, note })
        })
    }

    /// Hash of the signed text, by which files of one trustee and round are told apart.
    pub(crate) fn hash(&self) -> [u8; 32] {
        LabelledHasher::new("ceremony-file").str(self.note.text()).finish()
    }

    /// The content.
    pub(crate) fn body<T: Serialize + DeserializeOwned>(&self) -> Result<T, Problem> {
        let body = self.note.text().get(self.head.text().len()..).unwrap_or_default();
        json::parse_pretty(body.as_bytes(), MAX_TEXT).map_err(|error| {
            crate::json::problem(&below_the_head(error), Msg::new("ceremony-unreadable")).file(&self.path)
        })
    }

    /// Whether `key` has signed it under its trustee's name.
    pub(crate) fn verify(&self, key: &PublicKey) -> Result<(), NoteError> {
        let name: KeyName = self.head.key_name().parse()?;
        self.note.verify(&[(&name, key)]).map(drop)
    }
}

fn below_the_head(error: JsonError) -> JsonError {
    match error {
        JsonError::Malformed { line, column, path, message } => {
            JsonError::Malformed { line: line + HEAD_LINES, column, path, message }
        }
        JsonError::NotCanonical { line, column } => {
            JsonError::NotCanonical { line: line + HEAD_LINES, column }
        }
        other @ JsonError::TooLong { .. } => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn setting() -> Setting {
        Setting {
            mode: Mode::Simulasi,
            nonce: [7; 32],
            threshold: 2,
            villages: vec!["9901012001".parse().unwrap()],
            names: ["A", "B", "C"].map(str::to_owned).to_vec(),
        }
    }

    fn file() -> String {
        let key = SecretKey::from_bytes(&[1; 32]);
        let body = Round1 { round0: Hash32([9; 32]), packages: Vec::new() };
        signed(&setting(), 2.try_into().unwrap(), 1, &body, &key).unwrap()
    }

    #[test]
    fn a_file_is_what_the_specification_says() {
        let nonce = "07".repeat(32);
        let expected = format!(
            "pilkades/ceremony-r1/v1\nsimulasi\n{nonce}\n9901012001-t02\n{{\n  \"round0\": \"{}\",\n  \"packages\": []\n}}\n\n\u{2014} 9901012001-t02 ",
            "09".repeat(32)
        );
        assert!(file().starts_with(&expected), "{}", file());
        let read = RoundFile::parse(Path::new("x"), file().as_bytes()).unwrap().unwrap();
        assert_eq!((read.head.round, read.head.trustee.get(), read.head.nonce), (1, 2, [7; 32]));
        assert_eq!(read.body::<Round1>().unwrap().round0, Hash32([9; 32]));
        assert_eq!(read.verify(&SecretKey::from_bytes(&[1; 32]).public()), Ok(()));
        assert_eq!(read.verify(&SecretKey::from_bytes(&[2; 32]).public()), Err(NoteError::NoKnownSignature));
    }

    #[test]
    fn a_head_has_one_form() {
        for (from, to) in [
            ("-r1/", "-r4/"),
            ("-r1/", "-r01/"),
            ("simulasi", "Simulasi"),
            ("0707", "07070"),
            ("t02\n{", "t2\n{"),
            ("t02\n{", "t00\n{"),
            ("9901012001-t02\n{", "990101200-t02\n{"),
        ] {
            let text = file().replacen(from, to, 1);
            let problem = RoundFile::parse(Path::new("x"), text.as_bytes()).unwrap().unwrap_err();
            assert!(format!("{problem:?}").contains("ceremony-unreadable"), "{to}: {problem:?}");
        }
        assert!(RoundFile::parse(Path::new("x"), b"pilkades/definition/v1\n").is_none());
    }

    #[test]
    fn a_mistake_in_the_body_is_told_with_its_line_in_the_file() {
        let text = file().replace("\"round0\"", "\"round1\"");
        let read = RoundFile::parse(Path::new("x"), text.as_bytes()).unwrap().unwrap();
        let problem = read.body::<Round1>().unwrap_err();
        let json = problem.json(&dialogue::Texts::new(dialogue::Lang::En, &crate::cli::PROGRAM.texts));
        assert_eq!((&json["code"], &json["line"]), (&"ceremony-unreadable".into(), &6.into()));
    }

    #[test]
    fn no_bent_byte_is_signed_and_no_piece_is_whole() {
        let (whole, key) = (file().into_bytes(), SecretKey::from_bytes(&[1; 32]).public());
        let accepted = |bytes: &[u8]| {
            let read = RoundFile::parse(Path::new("x"), bytes)?.ok()?;
            let _bodies = (read.body::<Round0>().is_ok(), read.body::<Round2>().is_ok());
            let signed = read.verify(&key).is_ok();
            (read.body::<Round1>().is_ok() && signed).then_some(())
        };
        assert_eq!(accepted(&whole), Some(()));
        for at in 0..whole.len() {
            assert_eq!(accepted(&whole[..at]), None, "cut at {at}");
            for bent in [0, b'\n', b'"', b'9', 0xff, whole[at] ^ 1, whole[at] ^ 0x20] {
                let mut wrong = whole.clone();
                wrong[at] = bent;
                assert_eq!(accepted(&wrong).is_some(), wrong == whole, "{bent} at {at}");
            }
        }
    }
}
