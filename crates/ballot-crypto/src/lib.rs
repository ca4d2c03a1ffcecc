//! All mathematics of an election: ballots and their proofs, trustees, decryption.

mod acceptance;
mod ceremony;
mod ciphertext;
mod decryption;
mod discrete_log;
mod encoding;
mod group;
mod log_equality;
mod trustees;

pub use acceptance::{Acceptance, AcceptanceError};
pub use ceremony::{Ceremony, CeremonyError, CeremonyParts, KeyCeremony};
pub use ciphertext::Ciphertext;
pub use decryption::{
    CombineError, DecryptionShare, ShareStatement, VerifiedShare, combine, lagrange_at_zero,
};
pub use discrete_log::DiscreteLog;
pub use encoding::DecodeError;
pub use log_equality::ShareError;
pub use trustees::{GroupKey, GroupKeyError, MOST_TRUSTEES, RehearsalShare, SecretShare, SecretShareError};
