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
    #[error("the definition has {} mistakes: {}", mistakes.len(), shown(mistakes))]
    Invalid {
        /// All mistakes, in the order of the document.
        mistakes: Vec<Mistake>,
    },
}

fn shown(mistakes: &[Mistake]) -> String {
    let texts: Vec<String> = mistakes.iter().take(SHOWN).map(ToString::to_string).collect();
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
}
