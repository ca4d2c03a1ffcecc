//! Benaloh challenge: anyone encrypts a challenged ballot again and compares (spec 4.7).

use election::Token;

use crate::ballot::{EncryptedBallot, token_of};
use crate::context::BallotContext;
use crate::encrypt::{EncryptError, encrypt_from_seed};
use crate::options::Choice;

/// Why a challenged ballot does not stand up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ChallengeError {
    /// The opened choice is not one of the options.
    #[error("the opened choice {found} is not one of the options 1 to {options}")]
    Choice {
        /// The number found.
        found: u8,
        /// The number of options.
        options: u8,
    },
    /// Nothing can be encrypted from this seed.
    #[error(transparent)]
    Seed(#[from] EncryptError),
    /// The booth's ballot does not hold what the booth opened.
    #[error(
        "the booth's ballot differs from what its opened choice and seed give: keep the slip, call the saksi"
    )]
    Differs,
}

/// The ballot that an opened seed and choice give.
///
/// # Errors
/// [`ChallengeError::Choice`]; [`ChallengeError::Seed`] for one of 2^250 seeds.
pub fn recompute(
    seed: &[u8; 32],
    choice: u8,
    token: &Token,
    ctx: &BallotContext,
) -> Result<EncryptedBallot, ChallengeError> {
    let no_option = ChallengeError::Choice { found: choice, options: ctx.options().get() };
    let choice = Choice::new(choice, ctx.options()).ok_or(no_option)?;
    Ok(encrypt_from_seed(seed, &choice, token, ctx)?)
}

/// Checks an opened ballot: every byte must come out again (spec 4.7).
///
/// `ctx` is the context with the token that stands at the head of `ballot`.
///
/// # Errors
/// As [`recompute`], and [`ChallengeError::Differs`], also for a ballot of another length.
pub fn check_challenge(
    ballot: &[u8],
    choice: u8,
    seed: &[u8; 32],
    ctx: &BallotContext,
) -> Result<(), ChallengeError> {
    let token = token_of(ballot).ok_or(ChallengeError::Differs)?;
    let again = recompute(seed, choice, &token, ctx)?;
    if again.to_bytes() == ballot { Ok(()) } else { Err(ChallengeError::Differs) }
}
