//! `tally trustee`: the key ceremony, together or apart, and the acceptance of a sealed definition.

mod accept;
mod apart;
mod finish;
mod round1;
mod round2;
mod start;
mod status;
mod together;

use clap::Subcommand;
use dialogue::{Answer, Problem, Ui};

/// Trustees.
#[derive(Debug, Subcommand)]
pub(crate) enum Trustee {
    Together(together::Together),
    Start(start::Start),
    Round1(round1::RoundOne),
    Round2(round2::RoundTwo),
    Finish(finish::Finish),
    Status(status::Status),
    Accept(accept::Accept),
}

impl Trustee {
    pub(crate) const fn name(&self) -> &'static str {
        match self {
            Self::Together(_) => "trustee together",
            Self::Start(_) => "trustee start",
            Self::Round1(_) => "trustee round1",
            Self::Round2(_) => "trustee round2",
            Self::Finish(_) => "trustee finish",
            Self::Status(_) => "trustee status",
            Self::Accept(_) => "trustee accept",
        }
    }

    pub(crate) fn run(self, ui: &Ui) -> Result<Answer, Problem> {
        match self {
            Self::Together(together) => together.run(ui),
            Self::Start(start) => start.run(ui),
            Self::Round1(round) => round.run(ui),
            Self::Round2(round) => round.run(ui),
            Self::Finish(finish) => finish.run(ui),
            Self::Status(status) => status.run(ui),
            Self::Accept(accept) => accept.run(ui),
        }
    }
}
