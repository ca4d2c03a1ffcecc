//! Benaloh challenge: anyone encrypts a challenged ballot again and compares (spec 4.7).

use election::Token;
use rand_core::CryptoRng;

use crate::ballot::{EncryptedBallot, token_of};
use crate::batch::Terms;
use crate::context::BallotContext;
use crate::encrypt::{EncryptError, Vote, encrypt_from_seed};
use crate::options::Choice;
use crate::proof::Unfolded;
use crate::seed::BallotScalars;

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

/// A ballot with all that its booth opened about it.
pub struct OpenedBallot<'a> {
    /// The ballot's bytes.
    pub ballot: &'a [u8],
    /// The opened choice.
    pub choice: u8,
    /// The opened seed.
    pub seed: &'a [u8; 32],
    /// The context with the token that stands at the head of `ballot`.
    pub ctx: &'a BallotContext,
}

/// [`check_challenge`] of many ballots; the verdicts come in their order.
///
/// Encrypting again costs as much as making a ballot. What is compared instead: the responses, number by number, and of
/// every point, whether it is the very sum of known multiples of fixed points that the specification says, all in one
/// multiscalar multiplication, each with its own random 128-bit weight. Points and scalars have one encoding each, so the
/// bytes are equal if these are, except with probability 2^-128. If not all are, each is encrypted again.
///
/// `random` as for [`verify_batch`](crate::verify_batch). Variable time: an opened ballot has no secrets.
pub fn check_challenges(
    opened: &[OpenedBallot<'_>],
    random: &mut impl CryptoRng,
) -> Vec<Result<(), ChallengeError>> {
    let mut terms = Terms::default();
    let added: Option<()> = opened.iter().map(|one| one.add_to(&mut terms, random)).collect();
    if added.is_some() && terms.vanish() {
        return opened.iter().map(|_| Ok(())).collect();
    }
    opened.iter().map(|one| check_challenge(one.ballot, one.choice, one.seed, one.ctx)).collect()
}

impl OpenedBallot<'_> {
    /// `None` if it is wrong for certain.
    fn add_to(&self, terms: &mut Terms, random: &mut impl CryptoRng) -> Option<()> {
        let options = self.ctx.options();
        let ballot = EncryptedBallot::parse(self.ballot, options).ok()?;
        let unfolded = Unfolded::new(&ballot, self.ctx).ok()?;
        let vote = Vote::new(&Choice::new(self.choice, options)?, BallotScalars::derive(self.seed, options));
        if vote.responses(&unfolded.weights, unfolded.x) != ballot.response_bytes() {
            return None;
        }
        terms.add_opened(&vote, &unfolded, random);
        Some(())
    }
}
