//! All mathematics of an election: ballots and their proofs, trustees, decryption.

mod ciphertext;
mod encoding;
mod group;

pub use ciphertext::Ciphertext;
pub use encoding::DecodeError;
