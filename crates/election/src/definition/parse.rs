//! The two doors to a [`Definition`]: reading one and sealing one. Both check everything.

use crate::definition::{Content, Definition, check};
use crate::hash::LabelledHasher;
use crate::ids::{ElectionId, hex32};
use crate::json::{self, JsonError};
use crate::mistake::Mistake;

/// Largest size of `election.json` in bytes.
const MAX_BYTES: usize = 64 << 20;
/// Mistakes that the message of an error shows; the error itself holds all.
const SHOWN: usize = 20;

/// Why bytes or a content are not a valid definition.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DefinitionError {
    /// Not JSON of the right shape.
    #[error("the definition cannot be read: {0}")]
    Json(#[from] JsonError),
    /// Well-formed, but against the rules of spec 2.3.
    #[error("the definition has {} mistakes: {}", mistakes.len(), shown(mistakes, Mistake::to_string))]
    Invalid {
        /// All mistakes, in the order of the document.
        mistakes: Vec<Mistake>,
    },
}

impl DefinitionError {
    /// The same in Indonesian.
    #[must_use]
    pub fn to_indonesian(&self) -> String {
        match self {
            Self::Json(error) => format!("definisi tidak dapat dibaca: {}", error.to_indonesian()),
            Self::Invalid { mistakes } => {
                let shown = shown(mistakes, Mistake::to_indonesian);
                format!("definisi ini memuat {} kesalahan: {shown}", mistakes.len())
            }
        }
    }
}

fn shown(mistakes: &[Mistake], text: fn(&Mistake) -> String) -> String {
    let texts: Vec<String> = mistakes.iter().take(SHOWN).map(text).collect();
    let more = if mistakes.len() > SHOWN { " ..." } else { "" };
    format!("{}{more}", texts.join(" | "))
}

impl Definition {
    /// Reads `election.json` and checks all of spec 2.3.
    ///
    /// # Errors
    /// [`DefinitionError::Json`] with line, column and path; [`DefinitionError::Invalid`] with every mistake.
    pub fn parse(bytes: &[u8]) -> Result<Self, DefinitionError> {
        let content = json::parse_any_space(bytes, MAX_BYTES)?;
        Self::checked(content, bytes)
    }

    /// Checks a content and gives the definition and the bytes of `election.json`, which are its name.
    ///
    /// # Errors
    /// [`DefinitionError::Invalid`] with every mistake; [`DefinitionError::Json`] if the file would be too long.
    pub fn seal(content: Content) -> Result<(Self, Vec<u8>), DefinitionError> {
        let bytes = json::to_pretty(&content);
        if bytes.len() > MAX_BYTES {
            return Err(JsonError::TooLong { length: bytes.len(), limit: MAX_BYTES }.into());
        }
        Ok((Self::checked(content, &bytes)?, bytes))
    }

    fn checked(content: Content, bytes: &[u8]) -> Result<Self, DefinitionError> {
        let mistakes = check::mistakes(&content);
        match hex32(&content.nonce) {
            Ok(nonce) if mistakes.is_empty() => {
                let id = ElectionId::new(LabelledHasher::new("definition").bytes(bytes).finish());
                Ok(Self { content, id, nonce })
            }
            _ => Err(DefinitionError::Invalid { mistakes }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::definition::example;

    #[test]
    fn what_is_sealed_reads_back_under_the_same_name() {
        let (sealed, bytes) = Definition::seal(example::content()).unwrap();
        assert_eq!(Definition::parse(&bytes), Ok(sealed));
    }

    #[test]
    fn white_space_is_free_but_changes_the_name() {
        let (sealed, bytes) = Definition::seal(example::content()).unwrap();
        let compact = json::to_compact(sealed.content());
        let read = Definition::parse(&compact).unwrap();
        assert_eq!(read.content(), sealed.content());
        assert_ne!(read.id(), sealed.id());
        let escaped = String::from_utf8(bytes).unwrap().replace("Sukamaju", "\\u0053ukamaju");
        let refused = Definition::parse(escaped.as_bytes());
        assert!(matches!(refused, Err(DefinitionError::Json(JsonError::NotCanonical { .. }))));
    }

    #[test]
    fn a_value_of_the_wrong_kind_is_named_with_its_path() {
        let text = String::from_utf8(Definition::seal(example::content()).unwrap().1).unwrap();
        let path = |from: &str, to: &str| match Definition::parse(text.replacen(from, to, 1).as_bytes()) {
            Err(DefinitionError::Json(JsonError::Malformed { path, .. })) => path,
            other => panic!("{other:?}"),
        };
        let key = example::key("a-2").to_string();
        let identity = format!("01{}", "00".repeat(31));
        assert_eq!(path(&key, &identity), "villages[0].tps[0].booths[1].key");
        assert_eq!(path(&key, "zz"), "villages[0].tps[0].booths[1].key");
        assert_eq!(path("\"WIB\"", "\"WIBB\""), "time_zone");
        assert_eq!(path("\"1607062002\"", "\"160706200\""), "villages[1].code");
        assert_eq!(path("\"number\": 7", "\"number\": 1000"), "villages[1].tps[1].number");
        assert_eq!(path("\"number\": 7", "\"number\": 7, \"number\": 7"), "villages[1].tps[1]");
        assert_eq!(path("\"number\": 7", "\"number\": 7, \"more\": 7"), "villages[1].tps[1].more");
        let joint = example::trustees("1607062001", 2, 3).joint_key.to_string();
        assert_eq!(path(&joint, &"00".repeat(32)), "villages[0].trustees.joint_key");
    }

    #[test]
    fn no_bent_byte_gives_two_texts_of_one_definition() {
        let (sealed, bytes) = Definition::seal(example::content()).unwrap();
        for at in (0..bytes.len()).step_by(53) {
            for bent in [0, b' ', b'"', b'0', b'9', b'}', 0xff, bytes[at] ^ 1, bytes[at] ^ 0x20] {
                let mut wrong = bytes.clone();
                wrong[at] = bent;
                if let Ok(read) = Definition::parse(&wrong) {
                    let same = read.content() == sealed.content();
                    assert!(!same || bytes[at] == bent || bytes[at].is_ascii_whitespace(), "byte {at}");
                    assert_eq!(read.id() == sealed.id(), wrong == bytes, "byte {at}");
                }
            }
        }
    }
}
