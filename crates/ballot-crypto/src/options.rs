//! How many options a village has, and which one a voter chose (spec 4).

use std::fmt;

use election::Token;
use subtle::ConstantTimeEq;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// Number n of options of a village, blank included: 2 to 8.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OptionCount(u8);

impl OptionCount {
    /// The smallest number of options.
    pub const LOWEST: u8 = 2;
    /// The largest number of options.
    pub const HIGHEST: u8 = 8;

    /// A number of options; `None` outside 2 to 8.
    #[must_use]
    pub const fn new(count: u8) -> Option<Self> {
        if count < Self::LOWEST || count > Self::HIGHEST { None } else { Some(Self(count)) }
    }

    /// The number n.
    #[must_use]
    pub const fn get(self) -> u8 {
        self.0
    }

    /// The number m = n - 1 of options that are encrypted; the last one is what remains (spec 4.3).
    #[must_use]
    pub const fn encrypted(self) -> u8 {
        self.0.saturating_sub(1)
    }

    /// Length of a ballot in bytes, the same for every choice (spec 4.5).
    #[must_use]
    pub fn ballot_length(self) -> usize {
        Token::LENGTH + 32 * (3 * usize::from(self.encrypted()) + 6)
    }
}

impl fmt::Display for OptionCount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The option that a voter chose, 1 to n.
///
/// # Security
/// Not shown by any `Debug`; wiped when dropped; compared in constant time only.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct Choice {
    option: u8,
    #[zeroize(skip)]
    options: OptionCount,
}

impl Choice {
    /// A choice among `options`; `None` if `option` is not one of 1 to n.
    #[must_use]
    pub fn new(option: u8, options: OptionCount) -> Option<Self> {
        (1..=options.get()).contains(&option).then_some(Self { option, options })
    }

    /// The number of options among which this one was chosen.
    #[must_use]
    pub const fn options(&self) -> OptionCount {
        self.options
    }

    /// The chosen option in clear: for the slip, and for a challenged entry (spec 6.2). Nothing else may see it.
    #[must_use]
    pub const fn expose(&self) -> u8 {
        self.option
    }

    /// Whether this is `option`, in constant time.
    pub(crate) fn is(&self, option: u8) -> subtle::Choice {
        self.option.ct_eq(&option)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_to_eight_options() {
        let valid: Vec<u8> = (0..=u8::MAX).filter(|n| OptionCount::new(*n).is_some()).collect();
        assert_eq!(valid, [2, 3, 4, 5, 6, 7, 8]);
    }

    #[test]
    fn a_ballot_with_five_options_has_586_bytes() {
        assert_eq!(OptionCount::new(5).unwrap().ballot_length(), 586);
    }

    #[test]
    fn a_choice_is_one_of_the_options() {
        let three = OptionCount::new(3).unwrap();
        let valid: Vec<u8> = (0..=u8::MAX).filter(|option| Choice::new(*option, three).is_some()).collect();
        assert_eq!(valid, [1, 2, 3]);
    }
}
