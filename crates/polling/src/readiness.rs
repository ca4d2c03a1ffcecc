//! The check before opening: whether this booth can serve a polling day. It finds, and leaves the saying to others.

use ballot_log::{Durability, Moment, SoftwareHash};
use ballot_store::Finding;
use election::definition::TimeZone;
use election::{DusunNumber, ElectionId, Mode};

use crate::booth::Core;
use crate::paper::PrintTrouble;

/// Bytes that one entry takes on a medium, generously.
const BYTES_PER_ENTRY: u64 = 2 * 4_096;
/// Entries beside those of the ballots: events, restarts.
const MORE_ENTRIES: u64 = 1_000;

/// What was found, in the order in which it is shown and printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Readiness {
    at: Moment,
    mode: Mode,
    checks: Vec<Check>,
}

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Check {
    /// Whether the printer answers and has paper.
    Printer(Result<(), PrintTrouble>),
    /// Where log and mirror are kept.
    Media {
        /// On one device: if it breaks, both are gone.
        one_device: bool,
    },
    /// What the start has found wrong with a medium and repaired; the log will say so.
    Repaired(Finding),
    /// How durable an acknowledged entry is.
    Durability(Durability),
    /// Bytes that are free, as the caller has found.
    Space {
        /// On both media.
        free: FreeSpace,
        /// What a day may need, on either.
        needed: u64,
    },
    /// The machine's clock.
    Clock(ClockCheck),
    /// Entries in the log; before opening there must be none.
    Log {
        /// Their number.
        entries: u64,
    },
    /// A token list of this booth.
    Tokens {
        /// Whose dusun; 0 = not bound to one.
        dusun: DusunNumber,
        /// Number of slips.
        slips: u64,
    },
    /// Token lists of other booths whose slips may be exchanged here.
    OtherLists {
        /// Their number.
        lists: u64,
    },
    /// What is voted on.
    Election {
        /// Whether it counts.
        mode: Mode,
        /// Hash of the definition.
        id: ElectionId,
    },
    /// What runs.
    Software(SoftwareHash),
}

/// Free bytes of the two media.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FreeSpace {
    /// Of the first medium.
    pub log: u64,
    /// Of the second medium.
    pub mirror: u64,
}

/// What the machine's clock shows, and what it might show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClockCheck {
    /// Its time.
    pub now: Moment,
    /// The definition's polling day, `YYYY-MM-DD`.
    pub polling_day: String,
    /// The definition's time zone. In another one no log can be opened.
    pub time_zone: TimeZone,
    /// What it showed when it was looked at before, if that was later.
    pub before: Option<Moment>,
}

impl ClockCheck {
    /// Whether it shows the polling day.
    #[must_use]
    pub fn is_polling_day(&self) -> bool {
        self.now.as_str().starts_with(&self.polling_day)
    }
}

/// What a finding means for the opening.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// As it should be.
    Good,
    /// The officers look at it and decide.
    Attention,
    /// The polls cannot be opened like this.
    Bad,
}

impl Readiness {
    pub(crate) fn of(core: &mut Core, space: Option<FreeSpace>) -> Self {
        let printer = Check::Printer(core.printer_status());
        let clock = clock(core);
        let at = clock.now.clone();
        let (station, place) = (&core.station, &core.place);
        let one_device = core.findings().contains(&Finding::OneDevice);
        let repaired = core.findings().iter().filter(|finding| **finding != Finding::OneDevice);
        let lists: Vec<(DusunNumber, u64)> = station.list_sizes().collect();
        let needed = needed(lists.iter().map(|(_, slips)| slips).sum());
        let mut checks = vec![printer, Check::Media { one_device }];
        checks.extend(repaired.cloned().map(Check::Repaired));
        checks.push(Check::Durability(core.store.durability()));
        checks.extend(space.map(|free| Check::Space { free, needed }));
        checks.extend([Check::Clock(clock), Check::Log { entries: core.store.chain().size() }]);
        checks.extend(lists.into_iter().map(|(dusun, slips)| Check::Tokens { dusun, slips }));
        let others = u64::try_from(station.other_lists().count()).unwrap_or(u64::MAX);
        checks.push(Check::OtherLists { lists: others });
        let (mode, id) = (station.identity().mode, station.identity().election);
        checks.extend([Check::Election { mode, id }, Check::Software(place.software())]);
        Self { at, mode, checks }
    }

    /// When it was looked.
    #[must_use]
    pub const fn at(&self) -> &Moment {
        &self.at
    }

    /// Everything that was looked at, and what it means.
    pub fn checks(&self) -> impl Iterator<Item = (&Check, Verdict)> {
        self.checks.iter().map(|check| (check, verdict(check, self.mode)))
    }

    /// Whether nothing stands against opening the polls.
    #[must_use]
    pub fn may_open(&self) -> bool {
        self.checks().all(|(_, verdict)| verdict < Verdict::Bad)
    }
}

/// Looks at the clock and remembers what it shows; nothing is logged, because nothing may precede *opened*.
fn clock(core: &mut Core) -> ClockCheck {
    let before = core.latest().cloned();
    let now = core.first_moment();
    let content = core.station.definition().content();
    ClockCheck {
        // All moments of one clock have one offset, so that their texts are in order of time.
        before: before.filter(|before| now.as_str() < before.as_str()),
        now,
        polling_day: content.date.clone(),
        time_zone: content.time_zone,
    }
}

/// A ballot for every slip, and as many void ones.
fn needed(slips: u64) -> u64 {
    slips.saturating_mul(2).saturating_add(MORE_ENTRIES).saturating_mul(BYTES_PER_ENTRY)
}

fn verdict(check: &Check, mode: Mode) -> Verdict {
    let rehearsal = mode == Mode::Simulasi;
    let unless = |holds: bool, verdict| if holds { Verdict::Good } else { verdict };
    match check {
        Check::Printer(status) => unless(status.is_ok(), Verdict::Bad),
        Check::Media { one_device } => unless(!one_device, Verdict::Attention),
        Check::Repaired(_) => Verdict::Attention,
        Check::Durability(Durability::Full) => Verdict::Good,
        Check::Durability(Durability::Relaxed) if rehearsal => Verdict::Attention,
        Check::Durability(Durability::Relaxed) => Verdict::Bad,
        Check::Space { free, needed } => unless(free.log.min(free.mirror) >= *needed, Verdict::Bad),
        Check::Clock(clock) if clock.now.time_zone() != clock.time_zone => Verdict::Bad,
        Check::Clock(clock) => {
            // Rehearsals are held on other days.
            let day = clock.is_polling_day() || rehearsal;
            unless(day && clock.before.is_none(), Verdict::Attention)
        }
        Check::Log { entries } => unless(*entries == 0, Verdict::Bad),
        Check::Tokens { .. } | Check::OtherLists { .. } | Check::Election { .. } | Check::Software(_) => {
            Verdict::Good
        }
    }
}
