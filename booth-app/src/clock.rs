//! The booth's clock: that of the machine, or one that stands still for a rehearsal that can be repeated.

use std::time::{SystemTime, UNIX_EPOCH};

use ballot_log::Moment;
use dialogue::{Exit, Msg, Problem};
use election::definition::TimeZone;
use polling::Clock;

/// Tells the time in the definition's time zone.
#[derive(Debug, Clone)]
pub(crate) struct BoothClock {
    zone: TimeZone,
    fixed: Option<u64>,
    latest: Moment,
}

impl BoothClock {
    /// The machine's clock, or one that always shows `fixed` seconds since 1970.
    pub(crate) fn new(zone: TimeZone, fixed: Option<u64>) -> Result<Self, Problem> {
        let latest = Moment::from_unix(fixed.unwrap_or_else(machine), zone)
            .map_err(|error| Problem::new(Exit::Usage, Msg::new("bad-clock")).detail(error))?;
        Ok(Self { zone, fixed, latest })
    }
}

impl Clock for BoothClock {
    fn now(&mut self) -> Moment {
        // A clock beyond the year 9999 tells nothing; the last time that it told is the best there is.
        if let Ok(now) = Moment::from_unix(self.fixed.unwrap_or_else(machine), self.zone) {
            self.latest = now;
        }
        self.latest.clone()
    }
}

/// Seconds since 1970; a machine that thinks it is earlier shows 1970.
fn machine() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}
