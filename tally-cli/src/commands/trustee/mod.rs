//! `tally trustee`: the key ceremony and the acceptance of a sealed definition.

mod accept;
mod together;

use clap::Subcommand;

use crate::page::Answer;
use crate::problem::Problem;
use crate::ui::Ui;

/// Trustees.
#[derive(Debug, Subcommand)]
pub(crate) enum Trustee {
    Together(together::Together),
    Accept(accept::Accept),
}

impl Trustee {
    pub(crate) const fn name(&self) -> &'static str {
        match self {
            Self::Together(_) => "trustee together",
            Self::Accept(_) => "trustee accept",
        }
    }

    pub(crate) fn run(self, ui: &Ui) -> Result<Answer, Problem> {
        match self {
            Self::Together(together) => together.run(ui),
            Self::Accept(accept) => accept.run(ui),
        }
    }
}
