//! How far long work is.

use std::io::IsTerminal as _;

use dialogue::{Msg, Ui};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

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
