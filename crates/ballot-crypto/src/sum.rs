//! Sums of ballots: all that is ever decrypted (spec 4.3 and 9.4).

use crate::ballot::VerifiedBallot;
use crate::ciphertext::Ciphertext;
use crate::options::OptionCount;

/// Why ballots cannot be added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SumError {
    /// Ballots of different villages.
    #[error("a sum over {sum} options cannot take in ballots with {added}")]
    OptionCount {
        /// Options of the sum.
        sum: u8,
        /// Options of what was to be added.
        added: u8,
    },
    /// More ballots than 32 bits count.
    #[error("a sum holds at most 4294967295 ballots")]
    Full,
}

/// The sum of verified ballots of one village, option by option, and how many they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CiphertextSum {
    options: OptionCount,
    ciphertexts: Vec<Ciphertext>,
    ballots: u32,
}

impl CiphertextSum {
    /// The sum of no ballots.
    #[must_use]
    pub fn new(options: OptionCount) -> Self {
        let ciphertexts = (0..options.encrypted()).map(|_| Ciphertext::zero()).collect();
        Self { options, ciphertexts, ballots: 0 }
    }

    /// Adds one ballot.
    ///
    /// # Errors
    /// [`SumError`]; the sum is then unchanged.
    pub fn add(&mut self, ballot: &VerifiedBallot) -> Result<(), SumError> {
        self.add_all(ballot.options(), ballot.ciphertexts(), 1)
    }

    /// Adds another sum.
    ///
    /// # Errors
    /// [`SumError`]; the sum is then unchanged.
    pub fn merge(&mut self, other: &Self) -> Result<(), SumError> {
        self.add_all(other.options, &other.ciphertexts, other.ballots)
    }

    /// The sums of options 1 to m.
    #[must_use]
    pub fn ciphertexts(&self) -> &[Ciphertext] {
        &self.ciphertexts
    }

    /// The number of ballots in the sum.
    #[must_use]
    pub const fn ballots(&self) -> u32 {
        self.ballots
    }

    /// The number of options.
    #[must_use]
    pub const fn options(&self) -> OptionCount {
        self.options
    }

    fn add_all(&mut self, options: OptionCount, added: &[Ciphertext], ballots: u32) -> Result<(), SumError> {
        if options != self.options {
            return Err(SumError::OptionCount { sum: self.options.get(), added: options.get() });
        }
        self.ballots = self.ballots.checked_add(ballots).ok_or(SumError::Full)?;
        for (sum, ciphertext) in self.ciphertexts.iter_mut().zip(added) {
            *sum += *ciphertext;
        }
        Ok(())
    }
}
