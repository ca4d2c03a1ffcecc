//! What the conductor says to officers of what the machine has found.

use ballot_log::{Durability, Moment};
use dialogue::{Msg, Texts};
use election::Mode;
use polling::{Check, ClockCheck, FreeSpace, PrintTrouble, Readiness, Verdict};
use screens::{CheckState, Why};

use crate::refusals;

/// A line of the readiness check, not yet in a language.
pub(crate) struct Line {
    pub(crate) what: Msg,
    pub(crate) state: CheckState,
    pub(crate) detail: Msg,
}

impl Line {
    pub(crate) fn say(&self, texts: &Texts) -> screens::Check {
        let Self { what, state, detail } = self;
        screens::Check { what: texts.say(what), state: *state, detail: texts.say(detail) }
    }
}

/// The lines of a check.
pub(crate) fn readiness(readiness: &Readiness, texts: &Texts) -> impl Iterator<Item = Line> {
    readiness.checks().map(|(check, verdict)| {
        let state = match verdict {
            Verdict::Good => CheckState::Good,
            Verdict::Attention => CheckState::Attention,
            Verdict::Bad => CheckState::Bad,
        };
        let (what, detail) = line(check, texts);
        Line { what, state, detail }
    })
}

fn line(check: &Check, texts: &Texts) -> (Msg, Msg) {
    match check {
        Check::Printer(status) => {
            (Msg::new("check-printer"), status.map_or_else(trouble, |()| Msg::new("check-printer-good")))
        }
        Check::Media { one_device: false } => (Msg::new("check-media"), Msg::new("check-media-good")),
        Check::Media { one_device: true } => (Msg::new("check-media"), Msg::new("check-media-one")),
        Check::Repaired(finding) => (Msg::new("check-repaired"), refusals::finding(finding)),
        Check::Durability(Durability::Full) => {
            (Msg::new("check-durability"), Msg::new("check-durability-full"))
        }
        Check::Durability(Durability::Relaxed) => {
            (Msg::new("check-durability"), Msg::new("check-durability-relaxed"))
        }
        Check::Space { free, needed } => (Msg::new("check-space"), space(*free, *needed)),
        Check::Clock(found) => (Msg::new("check-clock"), clock(found, texts)),
        Check::Log { entries: 0 } => (Msg::new("check-log"), Msg::new("check-log-empty")),
        Check::Log { entries } => {
            (Msg::new("check-log"), Msg::new("check-log-used").with("entries", *entries))
        }
        Check::Tokens { dusun, slips } if dusun.get() == 0 => {
            (Msg::new("check-slips"), Msg::new("check-slips-all").with("slips", *slips))
        }
        Check::Tokens { dusun, slips } => (
            Msg::new("check-slips"),
            Msg::new("check-slips-dusun").with("dusun", u32::from(dusun.get())).with("slips", *slips),
        ),
        Check::OtherLists { lists } => {
            (Msg::new("check-others"), Msg::new("check-others-lists").with("lists", *lists))
        }
        Check::Election { mode, id } => {
            let kind = match mode {
                Mode::Resmi => Msg::new("check-election-real"),
                Mode::Simulasi => Msg::new("check-election-rehearsal"),
            };
            (Msg::new("check-election"), kind.with("id", first_digits(&id.to_string())))
        }
        Check::Software(hash) => (
            Msg::new("check-program"),
            Msg::new("check-program-hash").with("hash", first_digits(&hash.to_string())),
        ),
    }
}

fn space(free: FreeSpace, needed: u64) -> Msg {
    let mega = |bytes: u64| bytes / 1_000_000;
    let msg = Msg::new("check-space-free").with("log", mega(free.log)).with("mirror", mega(free.mirror));
    msg.with("needed", mega(needed))
}

fn clock(clock: &ClockCheck, texts: &Texts) -> Msg {
    let now = moment(&clock.now, texts);
    if clock.now.time_zone() != clock.time_zone {
        Msg::new("check-clock-zone").with("now", now)
    } else if let Some(before) = &clock.before {
        Msg::new("check-clock-back").with("now", now).with("before", moment(before, texts))
    } else if clock.is_polling_day() {
        Msg::new("check-clock-good").with("now", now)
    } else {
        Msg::new("check-clock-day").with("now", now).with("day", texts.date(&clock.polling_day))
    }
}

/// Date and time as people say them.
fn moment(moment: &Moment, texts: &Texts) -> String {
    let (date, time) = moment.as_str().split_once('T').unwrap_or((moment.as_str(), ""));
    let minutes: String = time.chars().take("00:00".len()).collect();
    format!("{}, {}", texts.date(date), texts.time(&minutes))
}

/// The report of the check did not print.
pub(crate) fn report_not_printed(why: PrintTrouble) -> Line {
    Line { what: Msg::new("check-report"), state: CheckState::Attention, detail: trouble(why) }
}

const fn trouble(trouble: PrintTrouble) -> Msg {
    match trouble {
        PrintTrouble::Offline => Msg::new("printer-offline"),
        PrintTrouble::NoPaper => Msg::new("printer-no-paper"),
        PrintTrouble::CoverOpen => Msg::new("printer-cover-open"),
        PrintTrouble::Jammed => Msg::new("printer-jammed"),
    }
}

/// What is wrong with the printer, for the screens.
pub(crate) const fn why(trouble: PrintTrouble) -> Why {
    match trouble {
        PrintTrouble::Offline => Why::Offline,
        PrintTrouble::NoPaper => Why::NoPaper,
        PrintTrouble::CoverOpen => Why::CoverOpen,
        PrintTrouble::Jammed => Why::Jammed,
    }
}

/// The beginning of a hash: the 16 digits that all prints show.
pub(crate) fn first_digits(hash: &str) -> String {
    let mut digits = hash.chars();
    let mut part = || digits.by_ref().take(4).collect::<String>();
    [part(), part(), part(), part()].join(" ")
}
