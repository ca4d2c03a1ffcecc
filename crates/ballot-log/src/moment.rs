//! Moments in local time, as logs write them (spec 6.2).

use std::fmt;
use std::str::FromStr;

use election::definition::TimeZone;
use serde::{Deserialize, Serialize};

/// Why a text is not a moment.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MomentError {
    /// Not of the one form.
    #[error("expected a time like 2026-11-22T07:00:00+07:00, found {found:?}")]
    Form {
        /// What stood there, cut to 40 characters.
        found: String,
    },
    /// A day, hour, minute or second that does not exist.
    #[error("{found:?} is not on any calendar")]
    NotReal {
        /// What stood there.
        found: String,
    },
    /// Before 1970 or after 9999.
    #[error("the clock shows a year outside 1970 to 9999")]
    OutOfRange,
}

/// A moment to the second: RFC 3339 in the one form `YYYY-MM-DDTHH:MM:SS+HH:MM` with an offset of Indonesia.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Moment(String);

impl Moment {
    /// The moment `seconds` after 1970-01-01T00:00:00Z, told by a clock that the caller has read.
    ///
    /// # Errors
    /// [`MomentError::OutOfRange`].
    pub fn from_unix(seconds: u64, zone: TimeZone) -> Result<Self, MomentError> {
        let local = seconds.checked_add(hours(zone) * 3_600).ok_or(MomentError::OutOfRange)?;
        let (year, month, day) = civil(local / 86_400);
        if year > 9_999 {
            return Err(MomentError::OutOfRange);
        }
        let second = local % 86_400;
        let (h, m, s) = (second / 3_600, second / 60 % 60, second % 60);
        let offset = hours(zone);
        Ok(Self(format!("{year:04}-{month:02}-{day:02}T{h:02}:{m:02}:{s:02}+{offset:02}:00")))
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The time zone that its offset stands for.
    #[must_use]
    pub fn time_zone(&self) -> TimeZone {
        match self.0.get(19..) {
            Some("+08:00") => TimeZone::Wita,
            Some("+09:00") => TimeZone::Wit,
            _ => TimeZone::Wib,
        }
    }

    /// The last full or half hour: what an event tells, so that no event times a ballot.
    #[must_use]
    pub fn half_hour(&self) -> Self {
        let hour = self.0.get(..14).unwrap_or_default();
        let minute = if self.0.get(14..16) < Some("30") { "00" } else { "30" };
        let offset = self.0.get(19..).unwrap_or_default();
        Self(format!("{hour}{minute}:00{offset}"))
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Moment {
    type Err = MomentError;
    fn from_str(text: &str) -> Result<Self, MomentError> {
        let shape = b"dddd-dd-ddTdd:dd:dd+dd:dd";
        let fits = |(byte, wanted): (u8, &u8)| match wanted {
            b'd' => byte.is_ascii_digit(),
            _ => byte == *wanted,
        };
        let offset = matches!(text.get(19..), Some("+07:00" | "+08:00" | "+09:00"));
        if text.len() != shape.len() || !text.bytes().zip(shape).all(fits) || !offset {
            return Err(MomentError::Form { found: text.chars().take(40).collect() });
        }
        let number = |from: usize, to: usize| text.get(from..to).and_then(|t| t.parse::<u64>().ok());
        let at = |from: usize| number(from, from + 2).unwrap_or(u64::MAX);
        let year = number(0, 4).unwrap_or_default();
        if year < 1970 {
            return Err(MomentError::OutOfRange);
        }
        let day_exists = (1..=days_of(year, at(5))).contains(&at(8));
        if !day_exists || at(11) > 23 || at(14) > 59 || at(17) > 59 {
            return Err(MomentError::NotReal { found: text.to_owned() });
        }
        Ok(Self(text.to_owned()))
    }
}

impl TryFrom<String> for Moment {
    type Error = MomentError;
    fn try_from(text: String) -> Result<Self, MomentError> {
        text.parse()
    }
}

impl From<Moment> for String {
    fn from(moment: Moment) -> String {
        moment.0
    }
}

const fn hours(zone: TimeZone) -> u64 {
    match zone {
        TimeZone::Wib => 7,
        TimeZone::Wita => 8,
        TimeZone::Wit => 9,
    }
}

/// Days of a month; 0 if there is no such month.
const fn days_of(year: u64, month: u64) -> u64 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 0,
    }
}

/// Year, month and day of the day that lies `days` after 1970-01-01, counted in years that begin in March so that
/// the leap day is the last of its year, and in eras of 400 years.
const fn civil(days: u64) -> (u64, u64, u64) {
    let days = days + 719_468;
    let (era, day_of_era) = (days / 146_097, days % 146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    let year = era * 400 + year_of_era + if month <= 2 { 1 } else { 0 };
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_has_one_text() {
        let text = "2026-11-22T07:00:05+07:00";
        assert_eq!(text.parse::<Moment>().unwrap().as_str(), text);
        for wrong in [
            "2026-11-22t07:00:05+07:00",
            "2026-11-22 07:00:05+07:00",
            "2026-11-22T07:00:05Z",
            "2026-11-22T07:00:05+00:00",
            "2026-11-22T07:00:05.0+07:00",
            "2026-11-22T07:00:05-07:00",
            "2026-11-22T07:00+07:00",
            "+026-11-22T07:00:05+07:00",
            "2026-11-22T07:00:05+07:00 ",
            "",
        ] {
            let found = wrong.to_owned();
            assert_eq!(wrong.parse::<Moment>(), Err(MomentError::Form { found }), "{wrong}");
        }
    }

    #[test]
    fn only_real_moments_exist() {
        for wrong in [
            "2026-02-29T07:00:05+07:00",
            "2100-02-29T07:00:05+07:00",
            "2026-00-01T07:00:05+07:00",
            "2026-13-01T07:00:05+07:00",
            "2026-04-31T07:00:05+07:00",
            "2026-04-00T07:00:05+07:00",
            "2026-04-01T24:00:05+07:00",
            "2026-04-01T23:60:05+07:00",
            "2026-04-01T23:59:60+07:00",
        ] {
            let found = wrong.to_owned();
            assert_eq!(wrong.parse::<Moment>(), Err(MomentError::NotReal { found }), "{wrong}");
        }
        assert_eq!("1969-12-31T23:59:59+07:00".parse::<Moment>(), Err(MomentError::OutOfRange));
        assert!("2024-02-29T23:59:59+09:00".parse::<Moment>().is_ok());
        assert!("2000-02-29T00:00:00+08:00".parse::<Moment>().is_ok());
    }

    #[test]
    fn seconds_since_1970_become_local_time() {
        let at = |seconds, zone| Moment::from_unix(seconds, zone).unwrap().0;
        assert_eq!(at(0, TimeZone::Wib), "1970-01-01T07:00:00+07:00");
        assert_eq!(at(951_782_400, TimeZone::Wit), "2000-02-29T09:00:00+09:00");
        assert_eq!(at(1_795_305_599, TimeZone::Wita), "2026-11-22T07:59:59+08:00");
        assert_eq!(at(4_107_542_399, TimeZone::Wib), "2100-03-01T06:59:59+07:00");
        assert_eq!(Moment::from_unix(253_402_300_800, TimeZone::Wib), Err(MomentError::OutOfRange));
        assert_eq!(Moment::from_unix(u64::MAX, TimeZone::Wib), Err(MomentError::OutOfRange));
        for day in 0..100_000 {
            let text = at(day * 86_400, TimeZone::Wit);
            assert!(text.parse::<Moment>().is_ok(), "{text}");
        }
    }

    #[test]
    fn half_hours_round_down() {
        let of = |text: &str| text.parse::<Moment>().unwrap().half_hour().0;
        assert_eq!(of("2026-11-22T07:29:59+08:00"), "2026-11-22T07:00:00+08:00");
        assert_eq!(of("2026-11-22T07:30:00+08:00"), "2026-11-22T07:30:00+08:00");
        assert_eq!(of("2026-11-22T23:59:59+09:00"), "2026-11-22T23:30:00+09:00");
    }
}
