//! What the simulation is handed from outside: randomness, an ear for progress, a place for secrets.

use std::error::Error;

use rand_core::CryptoRng;

use crate::enrolment::Secrets;

/// Where keys, tokens and ballots get their randomness from.
///
/// # Security
/// A program for users hands over the operating system's generator for every purpose. Generators that repeat themselves
/// are for committed example data alone.
pub trait Randomness: Sync {
    /// A generator for one purpose; the purpose is different at every call of one simulation.
    fn generator(&self, purpose: &str) -> Box<dyn CryptoRng + Send>;
}

impl<F: Fn(&str) -> Box<dyn CryptoRng + Send> + Sync> Randomness for F {
    fn generator(&self, purpose: &str) -> Box<dyn CryptoRng + Send> {
        self(purpose)
    }
}

/// A part of the simulation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Names and numbers, village by village.
    Names,
    /// Key ceremonies and other keys, village by village.
    Keys,
    /// Token lists, village by village.
    Tokens,
    /// Seal and acceptances, village by village.
    Seal,
    /// Polling day, voter by voter; every booth opens, closes and exports its log.
    Polling,
    /// Reading the exported bundles and everything else, file by file.
    Reading,
    /// Merging, village by village.
    Merging,
    /// Committees have signed and trustees have answered; merging again with that, village by village.
    Decrypting,
    /// Reading the record again and verifying it, village by village.
    Verifying,
}

impl Stage {
    /// All stages in order.
    pub const ALL: [Self; 9] = [
        Self::Names,
        Self::Keys,
        Self::Tokens,
        Self::Seal,
        Self::Polling,
        Self::Reading,
        Self::Merging,
        Self::Decrypting,
        Self::Verifying,
    ];
}

/// Told of progress, from several threads.
pub trait Progress: Sync {
    /// `done` of `total` things of the stage are finished. `done` never falls within a stage, except by the order in
    /// which threads speak.
    fn advanced(&self, stage: Stage, done: u64, total: u64);
}

/// Tells nobody.
#[derive(Debug, Clone, Copy)]
pub struct NoProgress;

impl Progress for NoProgress {
    fn advanced(&self, _: Stage, _: u64, _: u64) {}
}

/// Is shown all secrets once, before polling day, to keep them or not.
pub trait SecretKeeper: Sync {
    /// Keeps what it likes.
    ///
    /// # Errors
    /// Whatever it says ends the simulation.
    fn keep(&self, secrets: &Secrets) -> Result<(), Box<dyn Error + Send + Sync>>;
}

/// Keeps nothing: the secrets end with the simulation.
#[derive(Debug, Clone, Copy)]
pub struct ForgetSecrets;

impl SecretKeeper for ForgetSecrets {
    fn keep(&self, _: &Secrets) -> Result<(), Box<dyn Error + Send + Sync>> {
        Ok(())
    }
}

impl<F: Fn(&Secrets) -> Result<(), Box<dyn Error + Send + Sync>> + Sync> SecretKeeper for F {
    fn keep(&self, secrets: &Secrets) -> Result<(), Box<dyn Error + Send + Sync>> {
        self(secrets)
    }
}

/// Everything from outside.
#[derive(Clone, Copy)]
pub struct Surroundings<'a> {
    /// Randomness for keys, tokens and ballots.
    pub randomness: &'a dyn Randomness,
    /// Told of progress.
    pub progress: &'a dyn Progress,
    /// Shown the secrets.
    pub secrets: &'a dyn SecretKeeper,
}
