//! The booth's clock, handed in from outside: nothing in this crate asks the operating system for the time.

use ballot_log::Moment;

/// Tells the time at the polling place.
pub trait Clock {
    /// The moment now, in the definition's time zone ([`Moment::from_unix`] makes one from seconds since 1970).
    fn now(&mut self) -> Moment;
}
