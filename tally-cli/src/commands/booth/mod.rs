//! `tally booth`: what comes from booths before polling day, and what goes to them.

mod enrol;
mod pack;

use clap::Subcommand;
use dialogue::{Answer, Problem, Ui};

/// Booths before polling day.
#[derive(Debug, Subcommand)]
pub(crate) enum Booth {
    Enrol(enrol::Enrol),
    Pack(pack::Pack),
}

impl Booth {
    pub(crate) const fn name(&self) -> &'static str {
        match self {
            Self::Enrol(_) => "booth enrol",
            Self::Pack(_) => "booth pack",
        }
    }

    pub(crate) fn run(self, ui: &Ui) -> Result<Answer, Problem> {
        match self {
            Self::Enrol(enrol) => enrol.run(ui),
            Self::Pack(pack) => pack.run(ui),
        }
    }
}
