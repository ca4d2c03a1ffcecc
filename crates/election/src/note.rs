//! Signed notes in the C2SP format, as checkpoint tools everywhere read them (spec 1.5).

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::ids::BoothId;
use crate::keys::{PublicKey, SecretKey, Signature};

/// Largest text of a note in bytes.
pub(crate) const MAX_TEXT: usize = 64 * 1024;
/// Largest number of signature lines.
pub(crate) const MAX_SIGNATURES: usize = 64;
const ED25519: u8 = 0x01;
const MAX_NAME: usize = 200;

/// Why a file is not a valid signed note.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    /// Not shaped as a note.
    #[error("line {line} does not have the form of a signed note: {problem}")]
    Malformed {
        /// Line, from 1.
        line: usize,
        /// What is wrong there.
        problem: &'static str,
    },
    /// A key name that the format does not allow.
    #[error("{found:?} is not a key name (1 to 200 characters, no '+', no spaces, no control characters)")]
    BadName {
        /// The name, cut to 80 characters.
        found: String,
    },
    /// A signature by a known key does not match.
    #[error("the signature of {name} does not match the text")]
    BadSignature {
        /// The key's name.
        name: KeyName,
    },
    /// A signature over another text than the one expected here.
    #[error("the note is about something else; expected the text {expected:?}")]
    OtherText {
        /// The text that was expected.
        expected: String,
    },
    /// None of the expected keys has signed.
    #[error("none of the expected keys has signed this note")]
    NoKnownSignature,
}

/// Name of a key in signed notes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct KeyName(String);

impl KeyName {
    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name of a booth, which is a key name.
    pub(crate) fn of_booth(booth: &BoothId) -> Self {
        Self(booth.to_string())
    }

    /// A name below this one: `<name>/<rest>`, where `rest` is made of digits, hexadecimal digits and slashes.
    pub(crate) fn below(&self, rest: fmt::Arguments<'_>) -> Self {
        Self(format!("{}/{rest}", self.0))
    }
}

impl FromStr for KeyName {
    type Err = NoteError;
    fn from_str(text: &str) -> Result<Self, NoteError> {
        let bad = |c: char| c == '+' || c.is_whitespace() || c.is_control();
        if text.is_empty() || text.len() > MAX_NAME || text.chars().any(bad) {
            return Err(NoteError::BadName { found: text.chars().take(80).collect() });
        }
        Ok(Self(text.to_owned()))
    }
}

impl TryFrom<String> for KeyName {
    type Error = NoteError;
    fn try_from(text: String) -> Result<Self, NoteError> {
        text.parse()
    }
}

impl From<KeyName> for String {
    fn from(name: KeyName) -> String {
        name.0
    }
}

impl fmt::Display for KeyName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One signature line as received.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct NoteSignature {
    name: KeyName,
    key_id: [u8; 4],
    signature: Vec<u8>,
}

impl NoteSignature {
    /// Name of the key that is said to have signed.
    #[must_use]
    pub const fn name(&self) -> &KeyName {
        &self.name
    }

    fn line(&self) -> String {
        let bytes = [self.key_id.as_slice(), &self.signature].concat();
        format!("\u{2014} {} {}\n", self.name, STANDARD.encode(bytes))
    }
}

/// A note as received: text and signature lines. [`SignedNote::verify`] tells who has signed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SignedNote {
    text: String,
    signatures: Vec<NoteSignature>,
}

impl SignedNote {
    /// An unsigned note, to be signed by [`SignedNote::sign`].
    ///
    /// # Errors
    /// [`NoteError::Malformed`] if the text is too long, does not end with a newline or has control characters.
    pub fn new(text: impl Into<String>) -> Result<Self, NoteError> {
        Self::new_up_to(text, MAX_TEXT)
    }

    /// As [`SignedNote::new`] for texts of up to `longest` bytes: files of a key ceremony carry more than other notes
    /// (spec 3.5).
    ///
    /// # Errors
    /// As [`SignedNote::new`].
    pub fn new_up_to(text: impl Into<String>, longest: usize) -> Result<Self, NoteError> {
        let text = text.into();
        check_text(&text, longest)?;
        Ok(Self { text, signatures: Vec::new() })
    }

    /// An unsigned note over a text that this crate made, which has the right form.
    pub(crate) const fn of_own_text(text: String) -> Self {
        Self { text, signatures: Vec::new() }
    }

    /// Reads a note. Nothing is verified yet.
    ///
    /// # Errors
    /// [`NoteError::Malformed`] or [`NoteError::BadName`], with the line.
    pub fn parse(bytes: &[u8]) -> Result<Self, NoteError> {
        Self::parse_up_to(bytes, MAX_TEXT)
    }

    /// As [`SignedNote::parse`] for texts of up to `longest` bytes (spec 3.5).
    ///
    /// # Errors
    /// As [`SignedNote::parse`].
    pub fn parse_up_to(bytes: &[u8], longest: usize) -> Result<Self, NoteError> {
        if bytes.len() > longest + MAX_SIGNATURES * 512 {
            return Err(NoteError::Malformed { line: 1, problem: "the file is too long" });
        }
        let whole = std::str::from_utf8(bytes)
            .map_err(|_| NoteError::Malformed { line: 1, problem: "the file is not UTF-8" })?;
        let split = whole
            .rfind("\n\n")
            .ok_or(NoteError::Malformed { line: 1, problem: "there is no empty line before signatures" })?;
        let text = whole.get(..=split).unwrap_or_default();
        let block = whole.get(split + 2..).unwrap_or_default();
        check_text(text, longest)?;
        let first = text.lines().count() + 2;
        let signatures = parse_signatures(block, first)?;
        Ok(Self { text: text.to_owned(), signatures })
    }

    /// The signed text with its final newline.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The signature lines.
    #[must_use]
    pub fn signatures(&self) -> &[NoteSignature] {
        &self.signatures
    }

    /// Adds a signature of `key` under `name`.
    pub fn sign(&mut self, name: &KeyName, key: &SecretKey) {
        let signature = key.sign(self.text.as_bytes());
        self.add(name, &key.public(), signature);
    }

    /// Adds a signature that was made elsewhere (for example kept in a booth's log). It is not checked here.
    pub fn add(&mut self, name: &KeyName, key: &PublicKey, signature: Signature) {
        self.signatures.push(NoteSignature {
            name: name.clone(),
            key_id: key_id(name, key),
            signature: signature.as_bytes().to_vec(),
        });
        self.sort();
    }

    /// Checks the note against the keys that the caller expects and returns the names that have signed, sorted and
    /// without repetition.
    ///
    /// # Errors
    /// [`NoteError::BadSignature`] if a line of a known key does not match, [`NoteError::NoKnownSignature`].
    pub fn verify(&self, known: &[(&KeyName, &PublicKey)]) -> Result<Vec<KeyName>, NoteError> {
        Ok(self.keep_known(known)?.signatures.into_iter().map(|s| s.name).collect())
    }

    /// The same note with one valid signature of each known key (the bytewise smaller of several) and no other
    /// line: its canonical form in a record.
    ///
    /// # Errors
    /// As [`SignedNote::verify`].
    pub fn keep_known(&self, known: &[(&KeyName, &PublicKey)]) -> Result<Self, NoteError> {
        let mut kept: Vec<NoteSignature> = Vec::new();
        for line in &self.signatures {
            let Some((name, key)) =
                known.iter().find(|(name, key)| **name == line.name && key_id(name, key) == line.key_id)
            else {
                continue;
            };
            let bad = || NoteError::BadSignature { name: (*name).clone() };
            let bytes: [u8; 64] = line.signature.as_slice().try_into().map_err(|_| bad())?;
            key.verify(self.text.as_bytes(), &Signature::from_bytes(bytes)).map_err(|_| bad())?;
            kept.push(line.clone());
        }
        if kept.is_empty() {
            return Err(NoteError::NoKnownSignature);
        }
        kept.sort();
        kept.dedup_by(|later, first| later.name == first.name && later.key_id == first.key_id);
        Ok(Self { text: self.text.clone(), signatures: kept })
    }

    /// Adds the signature lines of another note over the same text; without effect if the texts differ.
    pub fn absorb(&mut self, other: &Self) {
        if self.text == other.text {
            self.signatures.extend(other.signatures.iter().cloned());
            self.sort();
        }
    }

    /// The bytes of the file.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let lines: String = self.signatures.iter().map(NoteSignature::line).collect();
        format!("{}\n{lines}", self.text).into_bytes()
    }

    fn sort(&mut self) {
        self.signatures.sort();
        self.signatures.dedup();
    }
}

/// Key id of a name and key: first four bytes of SHA-256(name || 0x0A || 0x01 || key).
fn key_id(name: &KeyName, key: &PublicKey) -> [u8; 4] {
    let hash = Sha256::new()
        .chain_update(name.as_str())
        .chain_update([b'\n', ED25519])
        .chain_update(key.as_bytes())
        .finalize();
    let mut id = [0; 4];
    id.iter_mut().zip(hash).for_each(|(to, from)| *to = from);
    id
}

/// The key as other tools take it: `name+hex(key id)+base64(0x01 || key)` (C2SP signed-note, "vkey").
#[must_use]
pub fn verifier_key(name: &KeyName, key: &PublicKey) -> String {
    let bytes = [[ED25519].as_slice(), key.as_bytes()].concat();
    format!("{name}+{}+{}", hex::encode(key_id(name, key)), STANDARD.encode(bytes))
}

fn check_text(text: &str, longest: usize) -> Result<(), NoteError> {
    let malformed = |line, problem| Err(NoteError::Malformed { line, problem });
    if text.len() > longest {
        return malformed(1, "the text is too long");
    }
    if !text.ends_with('\n') || text == "\n" {
        return malformed(1, "the text does not end with a newline");
    }
    let control = |line: &str| line.chars().any(|c| c.is_control());
    match text.split('\n').position(control) {
        Some(line) => malformed(line + 1, "there is a control character"),
        None => Ok(()),
    }
}

fn parse_signatures(block: &str, first: usize) -> Result<Vec<NoteSignature>, NoteError> {
    let mut signatures = Vec::new();
    for (line, text) in (first..).zip(block.split_inclusive('\n')) {
        let malformed = |problem| NoteError::Malformed { line, problem };
        if signatures.len() == MAX_SIGNATURES {
            return Err(malformed("there are too many signatures"));
        }
        let text = text.strip_suffix('\n').ok_or(malformed("the last line has no newline"))?;
        let rest = text.strip_prefix("\u{2014} ").ok_or(malformed("a signature begins with an em dash"))?;
        let (name, encoded) =
            rest.split_once(' ').ok_or(malformed("there is no signature after the name"))?;
        let bytes = STANDARD.decode(encoded).map_err(|_| malformed("the signature is not base64"))?;
        let (key_id, signature) =
            bytes.split_first_chunk::<4>().ok_or(malformed("the signature is too short"))?;
        if signature.is_empty() || signature.len() > 256 {
            return Err(malformed("the signature has a wrong length"));
        }
        signatures.push(NoteSignature {
            name: name.parse()?,
            key_id: *key_id,
            signature: signature.to_vec(),
        });
    }
    if signatures.is_empty() {
        return Err(NoteError::Malformed { line: first, problem: "there is no signature" });
    }
    Ok(signatures)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The C2SP specification's own example (C2SP/C2SP signed-note.md, commit 5ba5ee8).
    const EXAMPLE: &str = "This is an example message.\n\n\u{2014} example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";
    const EXAMPLE_KEY: &str = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";

    fn example_key() -> (KeyName, PublicKey) {
        let encoded = EXAMPLE_KEY.rsplit('+').next().unwrap();
        let bytes: [u8; 32] = STANDARD.decode(encoded).unwrap()[1..].try_into().unwrap();
        ("example.com/foo".parse().unwrap(), PublicKey::from_bytes(&bytes).unwrap())
    }

    #[test]
    fn the_example_of_the_specification_verifies() {
        let (name, key) = example_key();
        let note = SignedNote::parse(EXAMPLE.as_bytes()).unwrap();
        let signers = note.verify(&[(&name, &key)]).unwrap();
        assert_eq!(signers.first(), Some(&name));
        assert_eq!(note.to_bytes(), EXAMPLE.as_bytes());
        assert_eq!(verifier_key(&name, &key), EXAMPLE_KEY);
    }

    #[test]
    fn one_changed_letter_is_refused() {
        let (name, key) = example_key();
        let note = SignedNote::parse(EXAMPLE.replace("This", "That").as_bytes()).unwrap();
        assert_eq!(note.verify(&[(&name, &key)]), Err(NoteError::BadSignature { name }));
    }

    #[test]
    fn unknown_keys_say_nothing() {
        let note = SignedNote::parse(EXAMPLE.as_bytes()).unwrap();
        assert_eq!(note.verify(&[]), Err(NoteError::NoKnownSignature));
    }

    #[test]
    fn what_is_signed_verifies_and_reads_back() {
        let key = SecretKey::from_bytes(&[7; 32]);
        let name: KeyName = "panitia.example".parse().unwrap();
        let mut note = SignedNote::new("satu\n\ndua\n").unwrap();
        note.sign(&name, &key);
        let read = SignedNote::parse(&note.to_bytes()).unwrap();
        assert_eq!(read, note);
        assert!(read.verify(&[(&name, &key.public())]).is_ok());
    }

    #[test]
    fn a_longer_text_needs_a_larger_limit() {
        let (name, key) = ("a.example".parse().unwrap(), SecretKey::from_bytes(&[7; 32]));
        let text = "x".repeat(MAX_TEXT) + "\n";
        let too_long = NoteError::Malformed { line: 1, problem: "the text is too long" };
        assert_eq!(SignedNote::new(text.clone()), Err(too_long.clone()));
        assert_eq!(SignedNote::new_up_to(text.clone(), MAX_TEXT), Err(too_long.clone()));
        let mut note = SignedNote::new_up_to(text, MAX_TEXT + 1).unwrap();
        note.sign(&name, &key);
        assert_eq!(SignedNote::parse(&note.to_bytes()), Err(too_long));
        assert_eq!(SignedNote::parse_up_to(&note.to_bytes(), MAX_TEXT + 1), Ok(note));
    }

    #[test]
    fn malformed_notes_name_the_line() {
        let at = |text: &str| match SignedNote::parse(text.as_bytes()) {
            Err(NoteError::Malformed { line, .. }) => line,
            other => panic!("{other:?}"),
        };
        assert_eq!(at("text\n"), 1);
        assert_eq!(at("text\n\n"), 3);
        assert_eq!(at("text\n\n- name AAAA\n"), 3);
        assert_eq!(at("te\txt\nmore\n\n\u{2014} a AAAAAAAA\n"), 1);
        assert_eq!(at(EXAMPLE.trim_end()), 3);
    }
}
