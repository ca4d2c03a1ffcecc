//! The command line: global options and the list of commands. Texts hang on it in `help`.

use clap::{Parser, Subcommand};

use crate::commands::{drill, enrol, export, import, status};
use crate::page::Answer;
use crate::problem::Problem;
use crate::texts::Lang;
use crate::ui::Ui;

/// The whole command line.
#[derive(Debug, Parser)]
#[command(name = "booth-app", version)]
pub(crate) struct Cli {
    #[command(flatten)]
    _global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Options of every command. `Ui::from_args` reads them beforehand; here the parser learns that they exist.
#[derive(Debug, clap::Args)]
struct Global {
    #[arg(long, global = true, value_name = "LANG")]
    lang: Option<Lang>,
    #[arg(long, global = true)]
    json: bool,
    #[arg(long, short, global = true)]
    quiet: bool,
}

/// The commands, in the order of a booth's life.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Enrol(enrol::Enrol),
    Import(import::Import),
    Status(status::Status),
    Drill(drill::Drill),
    Export(export::Export),
}

impl Command {
    /// Name in machine-readable output.
    pub(crate) const fn name(&self) -> &'static str {
        match self {
            Self::Enrol(_) => "enrol",
            Self::Import(_) => "import",
            Self::Status(_) => "status",
            Self::Drill(_) => "drill",
            Self::Export(_) => "export",
        }
    }

    pub(crate) fn run(self, ui: &Ui) -> Result<Answer, Problem> {
        match self {
            Self::Enrol(enrol) => enrol.run(ui),
            Self::Import(import) => import.run(ui),
            Self::Status(status) => status.run(ui),
            Self::Drill(drill) => drill.run(ui),
            Self::Export(export) => export.run(ui),
        }
    }
}
