//! How far long work is.

use std::io::IsTerminal as _;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use dialogue::{Msg, Ui};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde_json::json;
use tally::VillageMerge;

/// A bar on standard error, drawn only for people at a terminal.
pub(crate) fn bar(ui: &Ui, what: &Msg, total: usize) -> ProgressBar {
    let bar = ProgressBar::new(u64::try_from(total).unwrap_or(u64::MAX));
    if !ui.is_talkative() || !std::io::stderr().is_terminal() {
        bar.set_draw_target(ProgressDrawTarget::hidden());
    }
    if let Ok(style) = ProgressStyle::with_template("{msg}  {wide_bar} {pos}/{len} {eta}") {
        bar.set_style(style);
    }
    bar.with_message(ui.texts().say(what))
}

/// Villages as they are finished, with ballots a second: a bar for people, a line of JSON for programs.
pub(crate) struct VillageBar<'u> {
    ui: &'u Ui,
    bar: ProgressBar,
    begun: Instant,
    ballots: AtomicU64,
}

impl<'u> VillageBar<'u> {
    pub(crate) fn new(ui: &'u Ui) -> Self {
        let bar = bar(ui, &Msg::new("counting-villages"), 0);
        Self { ui, bar, begun: Instant::now(), ballots: AtomicU64::new(0) }
    }

    pub(crate) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

impl tally::Progress for VillageBar<'_> {
    fn village_done(&self, village: &VillageMerge, total: usize) {
        let own = u64::try_from(village.found.cast).unwrap_or(u64::MAX);
        let ballots = self.ballots.fetch_add(own, Ordering::Relaxed).saturating_add(own);
        let milliseconds = u64::try_from(self.begun.elapsed().as_millis()).unwrap_or(u64::MAX).max(1);
        let rate = ballots.saturating_mul(1_000) / milliseconds;
        self.bar.set_length(u64::try_from(total).unwrap_or(u64::MAX));
        self.bar.inc(1);
        let message = Msg::new("counting-villages-at").with("ballots", ballots).with("rate", rate);
        self.bar.set_message(self.ui.texts().say(&message));
        self.ui.event(&json!({
            "event": "village",
            "village": village.village,
            "ballots": own,
            "done": self.bar.position(),
            "of": total,
            "ballots_per_second": rate,
        }));
    }
}
