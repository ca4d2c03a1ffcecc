//! Report of the check before opening (*laporan kesiapan*).

use std::sync::Arc;

use ballot_log::Durability;
use ballot_store::{Finding, Medium};
use election::Mode;
use zeroize::Zeroizing;

use super::Place;
use super::layout::{Line, grouped};
use super::report::signatures;
use crate::readiness::{Check, ClockCheck, Readiness, Verdict};

const ONE_DEVICE: &str = "log dan cermin pada satu media";

/// What the check before opening has found.
pub struct ReadinessReport {
    place: Arc<Place>,
    readiness: Readiness,
    reprint: bool,
}

impl ReadinessReport {
    pub(crate) const fn new(place: Arc<Place>, readiness: Readiness) -> Self {
        Self { place, readiness, reprint: false }
    }

    /// The same report, marked as printed again.
    pub(crate) fn again(self) -> Self {
        Self { reprint: true, ..self }
    }

    /// What was found.
    #[must_use]
    pub const fn readiness(&self) -> &Readiness {
        &self.readiness
    }

    pub(super) fn lines(&self) -> Zeroizing<Vec<Line>> {
        let mut lines = self.place.head("LAPORAN KESIAPAN");
        lines.reprint(self.reprint);
        lines.normal(self.readiness.at().to_string());
        for (check, verdict) in self.readiness.checks() {
            let words = words(check);
            match verdict {
                Verdict::Good => lines.wrapped(&words),
                Verdict::Attention => lines.wrapped(&format!("PERIKSA: {words}")),
                Verdict::Bad => lines.wrapped(&format!("TIDAK SIAP: {words}")),
            }
        }
        lines.rule();
        self.place.hashes(&mut lines);
        signatures(&mut lines);
        lines.finish()
    }
}

/// A finding as officers and witnesses read it.
fn words(check: &Check) -> String {
    match check {
        Check::Printer(Ok(())) => "printer siap".to_owned(),
        Check::Printer(Err(trouble)) => trouble.detail().to_owned(),
        Check::Media { one_device: false } => "log dan cermin pada dua media".to_owned(),
        Check::Media { one_device: true } => ONE_DEVICE.to_owned(),
        Check::Repaired(finding) => repaired(finding),
        Check::Durability(Durability::Full) => "setiap catatan menunggu kedua media".to_owned(),
        Check::Durability(Durability::Relaxed) => "catatan tidak menunggu media".to_owned(),
        Check::Space { free, needed } => {
            let mega = |bytes: u64| bytes / 1_000_000;
            let (log, mirror, needed) = (mega(free.log), mega(free.mirror), mega(*needed));
            format!("ruang kosong {log} MB dan {mirror} MB, perlu {needed} MB")
        }
        Check::Clock(clock) => clock_words(clock),
        Check::Log { entries: 0 } => "log kosong".to_owned(),
        Check::Log { entries } => format!("log berisi {entries} catatan"),
        Check::Tokens { dusun, slips } => format!("token daftar {dusun}: {}", grouped(*slips)),
        Check::OtherLists { lists } => format!("daftar bilik lain: {lists}"),
        Check::Election { mode: Mode::Resmi, .. } => "pemilihan resmi".to_owned(),
        Check::Election { mode: Mode::Simulasi, .. } => "simulasi".to_owned(),
        Check::Software(_) => "program dan definisi di bawah".to_owned(),
    }
}

fn clock_words(clock: &ClockCheck) -> String {
    let mut words = format!("jam {}", clock.now);
    if !clock.is_polling_day() {
        words += &format!(", hari pemungutan {}", clock.polling_day);
    }
    if clock.now.time_zone() != clock.time_zone {
        words += ", zona waktu lain";
    }
    if let Some(before) = &clock.before {
        words += &format!(", mundur dari {before}");
    }
    words
}

/// A finding of the start as the log and the reports tell it.
pub(crate) fn repaired(finding: &Finding) -> String {
    let name = |medium: &Medium| match medium {
        Medium::Log => "log",
        Medium::Mirror => "cermin",
    };
    match finding {
        Finding::OneDevice => ONE_DEVICE.to_owned(),
        Finding::RolledForward { medium, from, records, .. } => {
            format!("{}: {records} catatan disalin mulai {from}", name(medium))
        }
        Finding::Rebuilt { medium, .. } => format!("{} dibuat ulang", name(medium)),
    }
}
