//! The booth's two officers: a check of their codes without the codes, and patience with whoever guesses.

use std::time::Duration;

use polling::{Codes, Officers};
use rand::rand_core::CryptoRng;
use scrypt::{Params, scrypt};
use subtle::ConstantTimeEq as _;
use zeroize::Zeroizing;

/// 4 MiB and some milliseconds for each guess at a stolen check.
const WORK: u8 = 12;
const HASH: usize = 32;
/// Wrong codes until there is a wait.
const FREE: u32 = 5;
/// The first wait; each further wrong attempt doubles it.
const WAIT: Duration = Duration::from_secs(30);
const LONGEST_WAIT: Duration = Duration::from_secs(16 * 60);

/// Tells whether codes are those that have opened the booth's keys. Keeps a salted hash of them, never the codes.
pub(crate) struct CodeCheck {
    salt: [u8; 16],
    hash: Zeroizing<[u8; HASH]>,
}

impl CodeCheck {
    /// The check of codes that have opened the keys; `None` if it cannot be computed, which no memory is a reason for.
    pub(crate) fn of(codes: &Codes, random: &mut impl CryptoRng) -> Option<Self> {
        let mut salt = [0; 16];
        random.fill_bytes(&mut salt);
        Some(Self { hash: hash(codes, &salt)?, salt })
    }
}

impl Officers for CodeCheck {
    fn admit(&self, codes: &Codes) -> bool {
        hash(codes, &self.salt).is_some_and(|hash| self.hash.as_slice().ct_eq(hash.as_slice()).into())
    }
}

fn hash(codes: &Codes, salt: &[u8]) -> Option<Zeroizing<[u8; HASH]>> {
    let params = Params::new(WORK, 8, 1, HASH).ok()?;
    let mut hash = Zeroizing::new([0; HASH]);
    scrypt(codes.expose().as_bytes(), salt, &params, hash.as_mut()).ok()?;
    Some(hash)
}

/// Slows down whoever tries codes. Time is whatever clock the caller has, as long as it never goes back.
#[derive(Debug, Default)]
pub(crate) struct Guesses {
    wrong: u32,
    until: Duration,
}

impl Guesses {
    /// Seconds until codes are looked at again; 0 = now.
    pub(crate) fn wait(&self, now: Duration) -> u32 {
        let left = self.until.saturating_sub(now);
        let begun = u64::from(left.subsec_nanos() > 0);
        u32::try_from(left.as_secs() + begun).unwrap_or(u32::MAX)
    }

    /// Wrong codes were typed.
    pub(crate) fn wrong(&mut self, now: Duration) {
        self.wrong = self.wrong.saturating_add(1);
        if let Some(more) = self.wrong.checked_sub(FREE) {
            let wait = WAIT.saturating_mul(2_u32.saturating_pow(more)).min(LONGEST_WAIT);
            self.until = now.saturating_add(wait);
        }
    }

    /// The right ones were.
    pub(crate) fn right(&mut self) {
        *self = Self::default();
    }
}

#[cfg(test)]
mod tests {
    use rand_chacha::ChaCha20Rng;
    use rand_chacha::rand_core::SeedableRng as _;

    use super::*;

    #[test]
    fn the_check_knows_the_codes_and_their_order_and_does_not_hold_them() {
        let codes = |first, second| Codes::new(first, second).unwrap();
        let mut random = ChaCha20Rng::seed_from_u64(1);
        let check = CodeCheck::of(&codes("12345678", "87654321"), &mut random).unwrap();
        assert!(check.admit(&codes("12345678", "87654321")));
        for (first, second) in [("87654321", "12345678"), ("12345678", "87654320"), ("02345678", "87654321")]
        {
            assert!(!check.admit(&codes(first, second)), "{first} {second}");
        }
        let again = CodeCheck::of(&codes("12345678", "87654321"), &mut random).unwrap();
        assert_ne!((check.salt, *check.hash), (again.salt, *again.hash));
    }

    #[test]
    fn five_wrong_attempts_are_free_and_the_waits_double() {
        let (mut guesses, mut now) = (Guesses::default(), Duration::from_secs(1000));
        for _ in 1..FREE {
            guesses.wrong(now);
            assert_eq!(guesses.wait(now), 0);
        }
        for wait in [30, 60, 120, 240, 480, 960, 960] {
            guesses.wrong(now);
            assert_eq!(guesses.wait(now), wait);
            assert_eq!(guesses.wait(now + Duration::from_millis(500)), wait);
            assert_eq!(guesses.wait(now + Duration::from_secs(u64::from(wait) - 1)), 1);
            now += Duration::from_secs(wait.into());
            assert_eq!(guesses.wait(now), 0);
        }
        guesses.right();
        guesses.wrong(now);
        assert_eq!(guesses.wait(now), 0);
    }
}
