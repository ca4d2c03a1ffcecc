//! What a booth hands to the authority when it is set up: its new key, and proof that it holds it (spec 2.6).
//!
//! The note proves possession of the key and nothing about who made it. That it comes from this booth and not from
//! somebody's pocket is what people compare: the short form of the key on the stick with the one that the booth printed.

use crate::ids::{BoothId, Mode};
use crate::keys::{PublicKey, SecretKey};
use crate::note::{KeyName, NoteError, SignedNote};
use crate::parts::BoothKeyFile;
use crate::tokens::short_code;

const FORMAT: &str = "pilkades/enrolment/v1";

/// Why bytes are not an enrolment.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EnrolmentError {
    /// Not shaped as a signed note.
    #[error("the enrolment cannot be read: {0}")]
    Note(NoteError),
    /// A note about something else.
    #[error("line {line} of the enrolment: expected {expected}")]
    Line {
        /// Line, from 1.
        line: usize,
        /// What should stand there.
        expected: &'static str,
    },
    /// The key in the text has not signed it.
    #[error("the key of this enrolment has not signed it: {0}")]
    NotOwnKey(NoteError),
    /// More than the one signature line, or the same content in other bytes.
    #[error("the enrolment differs from its canonical form; export it from the booth again")]
    NotCanonical,
}

/// A booth's key, signed with that key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enrolment {
    mode: Mode,
    booth: BoothId,
    key: PublicKey,
}

impl Enrolment {
    /// Largest size of the file in bytes.
    pub const MAX_BYTES: u64 = 4096;
    /// How the name of the file ends.
    pub const ENDING: &str = ".enrol.note";

    /// The enrolment of a booth that holds this key.
    #[must_use]
    pub const fn new(mode: Mode, booth: BoothId, key: PublicKey) -> Self {
        Self { mode, booth, key }
    }

    /// The bytes of the file, signed. With a key other than its own it is one that nobody accepts.
    #[must_use]
    pub fn sign(&self, key: &SecretKey) -> Vec<u8> {
        let mut note = SignedNote::of_own_text(self.text());
        note.sign(&self.key_name(), key);
        note.to_bytes()
    }

    /// Reads the file and checks that its key has signed it.
    ///
    /// # Errors
    /// [`EnrolmentError`].
    pub fn parse(bytes: &[u8]) -> Result<Self, EnrolmentError> {
        let note = SignedNote::parse(bytes).map_err(EnrolmentError::Note)?;
        let enrolment = Self::of_text(note.text())?;
        let name = enrolment.key_name();
        let own = note.keep_known(&[(&name, &enrolment.key)]).map_err(EnrolmentError::NotOwnKey)?;
        if own.to_bytes() == bytes { Ok(enrolment) } else { Err(EnrolmentError::NotCanonical) }
    }

    fn of_text(text: &str) -> Result<Self, EnrolmentError> {
        let expected = |line, expected| EnrolmentError::Line { line, expected };
        let mut lines = text.lines();
        if lines.next() != Some(FORMAT) {
            return Err(expected(1, "the line 'pilkades/enrolment/v1'"));
        }
        let word = lines.next();
        let mode = [Mode::Resmi, Mode::Simulasi].into_iter().find(|mode| Some(mode.as_str()) == word);
        let mode = mode.ok_or(expected(2, "resmi or simulasi"))?;
        let booth = lines.next().and_then(|line| line.parse().ok());
        let booth = booth.ok_or(expected(3, "village-TPS-booth"))?;
        let key = lines.next().and_then(|line| line.parse().ok());
        let key = key.ok_or(expected(4, "a public key of 64 hexadecimal digits"))?;
        let enrolment = Self::new(mode, booth, key);
        if enrolment.text() == text { Ok(enrolment) } else { Err(expected(5, "nothing")) }
    }

    /// The signed text.
    #[must_use]
    pub fn text(&self) -> String {
        let Self { mode, booth, key } = self;
        format!("{FORMAT}\n{mode}\n{booth}\n{key}\n")
    }

    /// Whether the key may serve an election that counts.
    #[must_use]
    pub const fn mode(&self) -> Mode {
        self.mode
    }

    /// The booth.
    #[must_use]
    pub const fn booth(&self) -> &BoothId {
        &self.booth
    }

    /// The key.
    #[must_use]
    pub const fn key(&self) -> &PublicKey {
        &self.key
    }

    /// The key as people compare it on paper and screen: its first 100 bits, `AAAAA-BBBBB-CCCCC-DDDDD`.
    #[must_use]
    pub fn short_key(&self) -> String {
        short_code(self.key.as_bytes())
    }

    /// What joins the draft when it is sealed (spec 2.5).
    #[must_use]
    pub fn key_file(&self) -> BoothKeyFile {
        BoothKeyFile::new(self.booth.clone(), self.key)
    }

    /// Name of the file.
    #[must_use]
    pub fn file_name(&self) -> String {
        format!("{}{}", self.booth, Self::ENDING)
    }

    /// The name under which the key signs: that of the booth.
    fn key_name(&self) -> KeyName {
        KeyName::of_booth(&self.booth)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret() -> SecretKey {
        SecretKey::from_bytes(&[7; 32])
    }

    fn enrolment() -> Enrolment {
        Enrolment::new(Mode::Simulasi, "1607062001-3-2".parse().unwrap(), secret().public())
    }

    /// A text in place of the right one, signed with the right key under the right name.
    fn signed(text: &str) -> Result<Enrolment, EnrolmentError> {
        let mut note = SignedNote::new(text).unwrap();
        note.sign(&enrolment().key_name(), &secret());
        Enrolment::parse(&note.to_bytes())
    }

    #[test]
    fn it_reads_back_and_has_the_text_of_the_specification() {
        let bytes = enrolment().sign(&secret());
        assert_eq!(Enrolment::parse(&bytes), Ok(enrolment()));
        let text = String::from_utf8(bytes).unwrap();
        let key = secret().public();
        let head =
            format!("pilkades/enrolment/v1\nsimulasi\n1607062001-3-2\n{key}\n\n\u{2014} 1607062001-3-2 ");
        assert!(text.starts_with(&head), "{text}");
        assert_eq!(enrolment().file_name(), "1607062001-3-2.enrol.note");
        assert_eq!(enrolment().key_file(), BoothKeyFile::new("1607062001-3-2".parse().unwrap(), key));
        assert_eq!(enrolment().short_key(), short_code(key.as_bytes()));
    }

    #[test]
    fn possession_is_proved_by_the_key_itself() {
        let other = SecretKey::from_bytes(&[8; 32]);
        let none = EnrolmentError::NotOwnKey(NoteError::NoKnownSignature);
        assert_eq!(Enrolment::parse(&enrolment().sign(&other)), Err(none.clone()));
        // The signature of one booth does not serve another.
        let moved = String::from_utf8(enrolment().sign(&secret())).unwrap().replacen("-3-2", "-3-1", 1);
        assert_eq!(Enrolment::parse(moved.as_bytes()), Err(none));
        let renamed = moved.replacen("\u{2014} 1607062001-3-2", "\u{2014} 1607062001-3-1", 1);
        assert!(matches!(Enrolment::parse(renamed.as_bytes()), Err(EnrolmentError::NotOwnKey(_))));
        let counts = String::from_utf8(enrolment().sign(&secret())).unwrap().replacen("simulasi", "resmi", 1);
        let name = enrolment().key_name();
        let bad = EnrolmentError::NotOwnKey(NoteError::BadSignature { name });
        assert_eq!(Enrolment::parse(counts.as_bytes()), Err(bad));
    }

    #[test]
    fn every_line_is_the_one_that_should_stand_there() {
        let text = enrolment().text();
        let line = |from: &str, to: &str| match signed(&text.replacen(from, to, 1)) {
            Err(EnrolmentError::Line { line, .. }) => line,
            other => panic!("{other:?}"),
        };
        assert_eq!(line("enrolment/v1", "enrolment/v2"), 1);
        assert_eq!(line("simulasi", "gladi"), 2);
        assert_eq!(line("-3-2", "-03-2"), 3);
        assert_eq!(line("-3-2", "-3"), 3);
        let key = secret().public().to_string();
        assert_eq!(line(&key, &key.to_uppercase()), 4);
        let small_order = format!("01{}", "00".repeat(31));
        assert_eq!(line(&key, &small_order), 4);
        assert_eq!(line(&key, &format!("{key}\nlebih")), 5);
    }

    #[test]
    fn a_second_signature_line_is_refused() {
        let mut note = SignedNote::parse(&enrolment().sign(&secret())).unwrap();
        note.sign(&"lain".parse().unwrap(), &SecretKey::from_bytes(&[8; 32]));
        assert_eq!(Enrolment::parse(&note.to_bytes()), Err(EnrolmentError::NotCanonical));
    }

    #[test]
    fn no_bent_byte_is_accepted() {
        let bytes = enrolment().sign(&secret());
        for at in 0..bytes.len() {
            let mut bent = bytes.clone();
            bent[at] ^= 1;
            assert!(Enrolment::parse(&bent).is_err(), "byte {at}");
        }
    }
}
