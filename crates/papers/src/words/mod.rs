//! Numbers, dates and times as Indonesian papers write them, in figures and in words.
//!
//! Names of days and months and the separator of thousands are those of [`dialogue::Texts`]: there is one table of them.

mod terbilang;

use std::sync::LazyLock;

use ballot_log::Moment;
use dialogue::{Lang, Sources, Texts};
use election::definition::TimeZone;

pub use self::terbilang::terbilang;

static TEXTS: LazyLock<Texts> =
    LazyLock::new(|| Texts::new(Lang::Id, &Sources { indonesian: "", english: "" }));

/// A number in figures: `12.345`.
#[must_use]
pub fn number(number: u64) -> String {
    TEXTS.number(number)
}

/// Tenths in figures: `12,3`.
#[must_use]
pub fn tenths(tenths: u64) -> String {
    TEXTS.decimal(tenths)
}

/// A day of the calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Day {
    year: u16,
    month: u8,
    day: u8,
    weekday: String,
    month_name: String,
}

impl Day {
    /// The day `YYYY-MM-DD`, as definitions write it; `None` if no calendar has it.
    #[must_use]
    pub fn parse(iso: &str) -> Option<Self> {
        let mut parts = iso.split('-');
        let (year, month, day) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?);
        // What is no date comes back from `Texts` as it is, and has no weekday.
        let told = TEXTS.date(iso);
        let (weekday, rest) = told.split_once(", ")?;
        let month_name = rest.split(' ').nth(1)?;
        let (weekday, month_name) = (weekday.to_owned(), month_name.to_owned());
        Some(Self { year, month, day: day.parse().ok()?, weekday, month_name })
    }

    /// The day of a moment in its time zone.
    #[must_use]
    pub fn of(moment: &Moment) -> Option<Self> {
        Self::parse(moment.as_str().get(..10)?)
    }

    /// Year, month from 1, day from 1.
    #[must_use]
    pub const fn numbers(&self) -> (u16, u8, u8) {
        (self.year, self.month, self.day)
    }

    /// `Rabu, 10 Desember 2025`.
    #[must_use]
    pub fn in_figures(&self) -> String {
        format!("{}, {} {} {}", self.weekday, self.day, self.month_name, self.year)
    }

    /// As minutes (*berita acara*) begin: `Rabu, tanggal sepuluh bulan Desember tahun dua ribu dua puluh lima`.
    #[must_use]
    pub fn in_words(&self) -> String {
        let (day, year) = (terbilang(self.day.into()), terbilang(self.year.into()));
        format!("{}, tanggal {day} bulan {} tahun {year}", self.weekday, self.month_name)
    }
}

/// A time of day to the minute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Time {
    hour: u8,
    minute: u8,
    zone: TimeZone,
}

impl Time {
    /// The time `HH:MM`, as definitions write it; `None` if no clock shows it.
    #[must_use]
    pub fn parse(time: &str, zone: TimeZone) -> Option<Self> {
        let (hour, minute) = time.split_once(':')?;
        let number = |text: &str, below: u8| {
            let digits = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
            text.parse().ok().filter(|number| digits && *number < below)
        };
        Some(Self { hour: number(hour, 24)?, minute: number(minute, 60)?, zone })
    }

    /// The time of a moment in its time zone, to the minute.
    #[must_use]
    pub fn of(moment: &Moment) -> Option<Self> {
        Self::parse(moment.as_str().get(11..16)?, moment.time_zone())
    }

    /// `13.05 WIB`.
    #[must_use]
    pub fn in_figures(&self) -> String {
        let zone = match self.zone {
            TimeZone::Wib => "WIB",
            TimeZone::Wita => "WITA",
            TimeZone::Wit => "WIT",
        };
        format!("{} {zone}", TEXTS.time(&format!("{:02}:{:02}", self.hour, self.minute)))
    }

    /// `tiga belas lewat lima menit Waktu Indonesia Barat`, to stand after *pukul*.
    #[must_use]
    pub fn in_words(&self) -> String {
        let hour = terbilang(self.hour.into());
        let zone = match self.zone {
            TimeZone::Wib => "Waktu Indonesia Barat",
            TimeZone::Wita => "Waktu Indonesia Tengah",
            TimeZone::Wit => "Waktu Indonesia Timur",
        };
        match self.minute {
            0 => format!("{hour} tepat {zone}"),
            minute => format!("{hour} lewat {} menit {zone}", terbilang(minute.into())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_told_in_figures_and_in_words() {
        let day = Day::parse("2025-12-10").unwrap();
        assert_eq!(day.in_figures(), "Rabu, 10 Desember 2025");
        assert_eq!(day.in_words(), "Rabu, tanggal sepuluh bulan Desember tahun dua ribu dua puluh lima");
        assert_eq!(day.numbers(), (2025, 12, 10));
        let leap = Day::parse("2028-02-29").unwrap();
        assert_eq!(
            leap.in_words(),
            "Selasa, tanggal dua puluh sembilan bulan Februari tahun dua ribu dua puluh delapan"
        );
        assert_eq!(leap.in_figures(), TEXTS.date("2028-02-29"));
    }

    #[test]
    fn what_no_calendar_has_is_no_day() {
        for wrong in [
            "",
            "2025-02-29",
            "2025-13-01",
            "2025-12-1",
            "10 Desember 2025",
            "Rabu, 10 Desember 2025",
            "a, b c",
        ] {
            assert_eq!(Day::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_time_is_told_in_figures_and_in_words() {
        let time = |text| Time::parse(text, TimeZone::Wita).unwrap();
        assert_eq!(time("13:05").in_figures(), "13.05 WITA");
        assert_eq!(time("13:05").in_words(), "tiga belas lewat lima menit Waktu Indonesia Tengah");
        assert_eq!(time("07:00").in_figures(), "07.00 WITA");
        assert_eq!(time("07:00").in_words(), "tujuh tepat Waktu Indonesia Tengah");
        assert_eq!(time("00:59").in_words(), "nol lewat lima puluh sembilan menit Waktu Indonesia Tengah");
        for wrong in ["", "24:00", "12:60", "7:00", "07.00", "07:00:00", "+7:00", "12:+5"] {
            assert_eq!(Time::parse(wrong, TimeZone::Wib), None, "{wrong}");
        }
    }

    #[test]
    fn a_moment_has_day_and_time_of_its_zone() {
        let moment: Moment = "2026-11-22T13:05:59+09:00".parse().unwrap();
        assert_eq!(Day::of(&moment), Day::parse("2026-11-22"));
        assert_eq!(Time::of(&moment).unwrap().in_figures(), "13.05 WIT");
    }

    #[test]
    fn numbers_have_points() {
        assert_eq!((number(0), number(999), number(1_000)), ("0".into(), "999".into(), "1.000".into()));
        assert_eq!((number(1_234_567), tenths(349)), ("1.234.567".into(), "34,9".into()));
    }
}
