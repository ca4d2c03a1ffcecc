//! The seed of a drawing, thrown with dice in public.

use std::fmt;
use std::str::FromStr;

/// Digits of a seed: twenty throws of a ten-sided die, 66 bits, so that nobody can try out every seed in advance.
pub const SEED_DIGITS: usize = 20;

/// Twenty decimal digits, thrown with ten-sided dice before witnesses, once manifest and totals are published.
///
/// Its text has the digits alone; what people write down may have spaces between them.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Seed(String);

/// Why a text is no seed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SeedError {
    /// Something that is neither a digit nor a space.
    #[error("'{found}' is no digit: write the digits 0 to 9 of the dice, with spaces if you like")]
    NoDigit {
        /// The first such character.
        found: char,
    },
    /// Too few throws, or too many.
    #[error("there are {found} digits: throw until there are exactly {SEED_DIGITS}, and write no more")]
    Length {
        /// How many digits there are.
        found: usize,
    },
}

impl SeedError {
    /// The same in Indonesian.
    #[must_use]
    pub fn to_indonesian(&self) -> String {
        match self {
            Self::NoDigit { found } => {
                format!("'{found}' bukan angka: tulis angka dadu 0 sampai 9, boleh dengan spasi")
            }
            Self::Length { found } => {
                format!("ada {found} angka: lempar dadu sampai tepat {SEED_DIGITS} angka, tidak lebih")
            }
        }
    }
}

impl Seed {
    /// The twenty digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A number as a seed, for estimates that must come out alike everywhere. Never for a drawing.
    pub(crate) fn of_number(number: u32) -> Self {
        Self(format!("{number:0width$}", width = SEED_DIGITS))
    }
}

impl FromStr for Seed {
    type Err = SeedError;

    fn from_str(text: &str) -> Result<Self, SeedError> {
        let digits: String = text.chars().filter(|c| *c != ' ').collect();
        if let Some(found) = digits.chars().find(|c| !c.is_ascii_digit()) {
            return Err(SeedError::NoDigit { found });
        }
        if digits.len() == SEED_DIGITS {
            Ok(Self(digits))
        } else {
            Err(SeedError::Length { found: digits.len() })
        }
    }
}

impl fmt::Display for Seed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_is_twenty_digits_whatever_the_spaces() {
        let seed: Seed = " 0138 2438 1121 8897 3166 ".parse().unwrap();
        assert_eq!(seed.to_string(), "01382438112188973166");
        assert_eq!(seed, "01382438112188973166".parse().unwrap());
        assert_eq!(Seed::of_number(17).as_str(), "00000000000000000017");
    }

    #[test]
    fn anything_else_is_refused_with_its_reason() {
        let refused = |text: &str| text.parse::<Seed>().unwrap_err();
        assert_eq!(refused(""), SeedError::Length { found: 0 });
        assert_eq!(refused("0138243811218897316"), SeedError::Length { found: 19 });
        assert_eq!(refused("013824381121889731660"), SeedError::Length { found: 21 });
        assert_eq!(refused("0138243811218897316O"), SeedError::NoDigit { found: 'O' });
        assert_eq!(refused("0138-2438-1121-8897-3166"), SeedError::NoDigit { found: '-' });
        // Digits of other scripts would look alike and draw other slips.
        assert_eq!(refused("٠1382438112188973166"), SeedError::NoDigit { found: '٠' });
        assert_eq!(refused("0138243811218897316\n"), SeedError::NoDigit { found: '\n' });
    }
}
