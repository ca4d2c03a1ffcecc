//! All mathematics of an election: ballots and their proofs, trustees, decryption.
//!
//! Everything here is a function of its arguments: no I/O, no clock, no threads, no randomness but the generator
//! that the caller hands over. What arrives from outside is decoded into a type that says nothing yet
//! ([`EncryptedBallot`], [`DecryptionShare`]) and becomes another type once its proof holds ([`VerifiedBallot`],
//! [`VerifiedShare`]); sums and totals take only the latter. Section numbers are those of `docs/spec.md`.
//!
//! A ballot's way: [`encrypt`] on a booth, [`EncryptedBallot::verify`] or [`verify_batch`] by everyone,
//! [`CiphertextSum`], then the trustees' [`SecretShare::decrypt`], [`combine`] and [`DiscreteLog`].

mod acceptance;
mod ballot;
mod batch;
mod ceremony;
mod challenge;
mod ciphertext;
mod context;
mod decryption;
mod discrete_log;
mod encoding;
mod encrypt;
mod generators;
mod group;
mod log_equality;
mod options;
mod proof;
mod seed;
mod sum;
mod transcript;
mod trustees;

pub use acceptance::{Acceptance, AcceptanceError};
pub use ballot::{BallotError, BallotPart, EncryptedBallot, VerifiedBallot, ballot_code, token_of};
pub use batch::{BATCH_SIZE, verify_batch, verify_batch_until};
pub use ceremony::{
    Ceremony, CeremonyError, CeremonyParts, Fault, FinishedTrustee, KeyCeremony, Round1Packages,
    Round2Package, Round2Received, TrusteeRound1, TrusteeRound2,
};
pub use challenge::{ChallengeError, OpenedBallot, check_challenge, check_challenges, recompute};
pub use ciphertext::Ciphertext;
pub use context::{BallotContext, ContextParts};
pub use decryption::{
    CombineError, DecryptionShare, ShareStatement, VerifiedShare, combine, lagrange_at_zero,
};
pub use discrete_log::DiscreteLog;
pub use encoding::DecodeError;
pub use encrypt::{EncryptError, encrypt};
pub use log_equality::ShareError;
pub use options::{Choice, OptionCount};
pub use proof::ProofError;
pub use seed::{BallotSeed, BoothSecret, SeedParts};
pub use sum::{CiphertextSum, SumError};
pub use trustees::{GroupKey, GroupKeyError, MOST_TRUSTEES, RehearsalShare, SecretShare, SecretShareError};
