//! The two officers without whom the polls neither open nor close.

use subtle::ConstantTimeEq as _;
use zeroize::Zeroizing;

/// Says whether codes are those of the booth's two officers.
pub trait Officers {
    /// Whether both codes are right. Takes equally long for every wrong code.
    fn admit(&self, codes: &Codes) -> bool;
}

/// The codes that two officers have typed, 8 digits each.
///
/// # Security
/// Wiped when dropped; compared in constant time only. No `Debug`.
#[derive(Clone)]
pub struct Codes(Zeroizing<String>);

impl Codes {
    /// Number of digits of one officer's code.
    pub const DIGITS: usize = 8;

    /// Takes the codes of officer 1 and officer 2; `None` if either is not 8 digits.
    #[must_use]
    pub fn new(first: &str, second: &str) -> Option<Self> {
        let is_code =
            |text: &str| text.len() == Self::DIGITS && text.bytes().all(|byte| byte.is_ascii_digit());
        if !is_code(first) || !is_code(second) {
            return None;
        }
        // At its final length from the start, so that growing leaves no copies behind.
        let mut joined = Zeroizing::new(String::with_capacity(2 * Self::DIGITS));
        joined.push_str(first);
        joined.push_str(second);
        Some(Self(joined))
    }

    /// All 16 digits in clear, those of officer 1 first.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

/// The officers whose codes these are: those with which the booth's keys were unlocked.
impl Officers for Codes {
    fn admit(&self, codes: &Codes) -> bool {
        self.0.as_bytes().ct_eq(codes.0.as_bytes()).into()
    }
}

/// Two officers have typed their codes. It serves one step and is used up by it.
///
/// Only a state's `admit` makes one:
///
/// ```compile_fail,E0423
/// let admission = polling::Admission(());
/// ```
/// ```compile_fail,E0382
/// # use polling::*;
/// fn twice(admission: Admission, unprinted: Unprinted, paused: Paused, why: &Remark) {
///     let _ = unprinted.give_up(admission);
///     let _ = paused.resume(admission, why);
/// }
/// ```
pub struct Admission(());

impl Admission {
    pub(crate) const fn new() -> Self {
        Self(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_two_times_eight_digits() {
        assert_eq!(Codes::new("01234567", "89012345").unwrap().expose(), "0123456789012345");
        for wrong in ["", "1234567", "123456789", "1234567a", " 2345678", "１２３４５６７８"] {
            assert!(Codes::new(wrong, "12345678").is_none(), "{wrong}");
            assert!(Codes::new("12345678", wrong).is_none(), "{wrong}");
        }
    }

    #[test]
    fn both_codes_must_be_right_and_in_their_order() {
        let codes = |first, second| Codes::new(first, second).unwrap();
        let officers = codes("11111111", "22222222");
        assert!(officers.admit(&codes("11111111", "22222222")));
        for (first, second) in [("11111112", "22222222"), ("11111111", "22222221"), ("22222222", "11111111")]
        {
            assert!(!officers.admit(&codes(first, second)), "{first} {second}");
        }
    }
}
