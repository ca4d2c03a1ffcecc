//! The command line: what the program has of its own and the list of its commands.

use clap::Subcommand;
use dialogue::{Answer, Commands, Layout, Problem, Program, Sources, Ui};

use crate::commands::{drill, enrol, export, import, status};
use crate::run;

/// What this program has of its own.
pub(crate) const PROGRAM: Program = Program {
    name: "booth-app",
    version: env!("CARGO_PKG_VERSION"),
    texts: Sources { indonesian: include_str!("../texts/id.ftl"), english: include_str!("../texts/en.ftl") },
    lang_variable: "BOOTH_LANG",
    layout: Layout::Lines,
};

/// The commands, in the order of a booth's life.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Enrol(enrol::Enrol),
    Import(import::Import),
    Status(status::Status),
    Run(run::Run),
    Demo(run::demo::Demo),
    Drill(drill::Drill),
    Export(export::Export),
}

impl Commands for Command {
    fn name(&self) -> &'static str {
        match self {
            Self::Enrol(_) => "enrol",
            Self::Import(_) => "import",
            Self::Status(_) => "status",
            Self::Run(_) => "run",
            Self::Demo(_) => "demo",
            Self::Drill(_) => "drill",
            Self::Export(_) => "export",
        }
    }

    fn run(self, ui: &Ui) -> Result<Answer, Problem> {
        match self {
            Self::Enrol(enrol) => enrol.run(ui),
            Self::Import(import) => import.run(ui),
            Self::Status(status) => status.run(ui),
            Self::Run(run) => run.run(ui),
            Self::Demo(demo) => demo.run(ui),
            Self::Drill(drill) => drill.run(ui),
            Self::Export(export) => export.run(ui),
        }
    }
}

#[cfg(test)]
mod tests {
    use dialogue::checks;

    use super::*;

    #[test]
    fn both_languages_say_the_same_and_all_that_the_code_says() {
        let faults = checks::texts(&PROGRAM.texts, concat!(env!("CARGO_MANIFEST_DIR"), "/src")).unwrap();
        assert_eq!(faults, Vec::<String>::new());
    }

    #[test]
    fn every_command_and_option_has_a_help_text_and_no_text_is_left_over() {
        assert_eq!(checks::help::<Command>(&PROGRAM), Vec::<String>::new());
    }
}
