//! What is voted on: the sealed definition, identifiers, keys, tokens and signed notes.
//!
//! This crate does no I/O, has no clock and no randomness of its own. What it hands out has been
//! checked: a [`Definition`] that exists is valid, a key that exists is not of small order, a code
//! that exists is well formed. Section numbers in the docs are those of `docs/spec.md`.

mod acceptance;
mod crockford;
pub mod definition;
pub mod draft;
pub mod enrolment;
mod hash;
mod ids;
mod indonesian;
pub mod json;
mod keys;
mod mistake;
mod note;
pub mod pack;
mod parts;
mod rules;
mod tokens;

pub use acceptance::AcceptanceFile;
pub use crockford::{from_crockford, to_crockford};
pub use definition::{Definition, DefinitionError};
pub use hash::{LabelledHasher, file_hash, label};
pub use ids::{
    BallotCode, BoothId, BoothNumber, DecisionHash, DusunNumber, ElectionId, EntryHash, IdError, ListId,
    Mode, SetHash, StatementHash, TokenHash, TpsNumber, TrusteeNumber, VillageCode, hex32,
};
pub use keys::{
    JointKey, KeyError, PublicKey, SecretKey, Signature, VerifyingShare, shares_on_one_polynomial,
};
pub use mistake::{Allowed, Mistake, Problem, ValueKind};
pub use note::{KeyName, NoteError, NoteSignature, SignedNote, verifier_key};
pub use parts::{BoothKeyFile, PartError, RehearsalEntry, TrusteesFile};
pub use rules::{is_date, is_plain_text, is_shown, is_time};
pub use tokens::{Token, TokenError, TokenList, short_code};
