//! What a booth needs before polling day, in one signed file (spec 2.7).
//!
//! [`BoothPack::parse`] is the only way to get one, and what it returns is whole: exactly the files that the definition
//! inside asks for at this booth, each the one that the definition names. Whether that definition is the right one, paper
//! tells: the caller compares its ElectionId with the sealing minutes.

mod contents;
mod form;

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use self::contents::{Contents, Needs};
use self::form::{Head, Raw};
use crate::acceptance::AcceptanceFile;
use crate::definition::{Definition, DefinitionError};
use crate::hash::{LabelledHasher, label};
use crate::ids::{BoothId, ElectionId, ListId};
use crate::json::JsonError;
use crate::keys::SecretKey;
use crate::note::{NoteError, SignedNote};
use crate::tokens::{TokenError, TokenList};

/// Path of the definition in a pack.
const DEFINITION: &str = "election.json";
/// Path of its seal.
const SEAL: &str = "election.json.note";

/// Why bytes are not the pack of a booth, or why one cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PackError {
    /// Not framed as a pack: cut off, too long, of another form.
    #[error("byte {offset} of the pack: {problem}")]
    Form {
        /// Where, from 0.
        offset: usize,
        /// What is wrong there.
        problem: &'static str,
    },
    /// The definition inside is not valid.
    #[error("the definition in the pack: {0}")]
    Definition(#[from] DefinitionError),
    /// The pack is named after another election than that of the definition inside.
    #[error("the pack is for election {stated}, but the definition in it is {found}")]
    OtherElection {
        /// The election in the head of the pack.
        stated: ElectionId,
        /// The election of the definition.
        found: ElectionId,
    },
    /// The definition has no such booth.
    #[error("the definition has no booth {booth}")]
    NoSuchBooth {
        /// The booth of the pack.
        booth: BoothId,
    },
    /// The authority that the definition names has not signed these bytes.
    #[error("the authority of the definition has not signed this pack")]
    Signature,
    /// A file in the pack is missing, too much, or not the one that the definition names.
    #[error("{path}: {problem}")]
    File {
        /// Path in the pack.
        path: String,
        /// What is wrong with it.
        problem: FileProblem,
    },
}

/// What is wrong with one file of a pack.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FileProblem {
    /// The booth needs it, and it is not there.
    #[error("this file is missing")]
    Missing,
    /// The booth has no use for it.
    #[error("this file does not belong into the pack of this booth")]
    Unexpected,
    /// It is not the seal of the definition.
    #[error(transparent)]
    Seal(#[from] NoteError),
    /// It is not an acceptance file.
    #[error(transparent)]
    Acceptance(#[from] JsonError),
    /// It is not a token list.
    #[error(transparent)]
    List(#[from] TokenError),
    /// It is well formed, but not the file that the definition names.
    #[error("this is not the file that the definition names")]
    OtherContent,
}

/// Everything from which packs of one election are made. What a booth does not need is left out of its pack.
#[derive(Debug, Clone, Copy)]
pub struct PackSource<'a> {
    /// The definition.
    pub definition: &'a Definition,
    /// Its bytes.
    pub definition_bytes: &'a [u8],
    /// Its seal.
    pub seal: &'a SignedNote,
    /// Acceptances of trustees.
    pub acceptances: &'a [AcceptanceFile],
    /// Token lists.
    pub lists: &'a BTreeMap<ListId, TokenList>,
    /// Photos and clips by the SHA-256 of their bytes.
    pub media: &'a BTreeMap<[u8; 32], Vec<u8>>,
}

/// The pack of one booth: valid, but for the ElectionId that the caller compares with paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoothPack {
    definition: Definition,
    definition_bytes: Vec<u8>,
    booth: BoothId,
    contents: Contents,
}

impl BoothPack {
    /// Largest size of the file in bytes.
    pub const MAX_BYTES: usize = 256 << 20;
    /// How the name of the file ends.
    pub const ENDING: &str = ".plkp";

    /// The bytes of the pack of a booth, signed with the authority's key.
    ///
    /// # Errors
    /// [`PackError`]: as [`BoothPack::parse`] would refuse the pack; [`FileProblem::Missing`] names what the source lacks.
    pub fn build(source: &PackSource<'_>, booth: &BoothId, key: &SecretKey) -> Result<Vec<u8>, PackError> {
        let definition = source.definition;
        let found =
            ElectionId::new(LabelledHasher::new("definition").bytes(source.definition_bytes).finish());
        if found != definition.id() {
            return Err(PackError::OtherElection { stated: definition.id(), found });
        }
        let needs = Needs::of(definition, booth)?;
        let files = contents::gather(source, &needs);
        let raw = Raw::borrowed(&files);
        Contents::read(definition, &needs, &raw)?;
        let head = Head { election: definition.id(), booth: booth.clone() };
        let mut bytes = form::encode(&head, &raw)?;
        if key.public() != definition.content().authority.key {
            return Err(PackError::Signature);
        }
        bytes.extend_from_slice(key.sign(&signed_message(&bytes)).as_bytes());
        Ok(bytes)
    }

    /// Reads a pack and checks all of it.
    ///
    /// # Errors
    /// [`PackError`].
    pub fn parse(bytes: &[u8]) -> Result<Self, PackError> {
        let form::Decoded { head, files, signed, signature } = form::decode(bytes)?;
        let definition_bytes = files.get(DEFINITION)?;
        let definition = Definition::parse(definition_bytes)?;
        if head.election != definition.id() {
            return Err(PackError::OtherElection { stated: head.election, found: definition.id() });
        }
        let needs = Needs::of(&definition, &head.booth)?;
        let authority = &definition.content().authority.key;
        authority.verify(&signed_message(signed), &signature).map_err(|_| PackError::Signature)?;
        let contents = Contents::read(&definition, &needs, &files)?;
        let definition_bytes = definition_bytes.to_vec();
        Ok(Self { booth: head.booth, definition_bytes, contents, definition })
    }

    /// The definition. Its ElectionId is to be compared with paper.
    #[must_use]
    pub const fn definition(&self) -> &Definition {
        &self.definition
    }

    /// The bytes of `election.json`.
    #[must_use]
    pub fn definition_bytes(&self) -> &[u8] {
        &self.definition_bytes
    }

    /// The authority's seal, with its signature alone.
    #[must_use]
    pub const fn seal(&self) -> &SignedNote {
        &self.contents.seal
    }

    /// Whose pack it is.
    #[must_use]
    pub const fn booth(&self) -> &BoothId {
        &self.booth
    }

    /// Acceptances of the village's trustees, by number; in `resmi` of all. Their proofs have not been checked.
    #[must_use]
    pub fn acceptances(&self) -> &[AcceptanceFile] {
        &self.contents.acceptances
    }

    /// The token lists of this booth, by dusun.
    #[must_use]
    pub fn own_lists(&self) -> &[TokenList] {
        &self.contents.own_lists
    }

    /// For a spare, the token lists of the other booths of its TPS, by booth and dusun; otherwise none.
    #[must_use]
    pub fn other_lists(&self) -> &[TokenList] {
        &self.contents.other_lists
    }

    /// Photos and clips of the village's candidates, by the SHA-256 of their bytes.
    #[must_use]
    pub const fn media(&self) -> &BTreeMap<[u8; 32], Vec<u8>> {
        &self.contents.media
    }

    /// Name of the file of a booth.
    #[must_use]
    pub fn file_name(booth: &BoothId) -> String {
        format!("{booth}{}", Self::ENDING)
    }
}

/// The name of a photo or clip: SHA-256 of its bytes, without a label (spec 1.2).
#[must_use]
pub fn medium_hash(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// What the authority signs: the hash of all bytes before the signature.
fn signed_message(bytes: &[u8]) -> Vec<u8> {
    let hash = LabelledHasher::new("booth-pack").bytes(bytes).finish();
    [label("booth-pack").as_slice(), &hash].concat()
}

#[cfg(test)]
mod tests;
