//! The program `booth-app`: a booth's life from enrolment to the export of its log, and its rehearsal by script.

mod cli;
mod clock;
mod codes;
mod commands;
mod exit;
mod files;
mod help;
mod keys;
mod opening;
mod page;
mod place;
mod problem;
mod random;
mod texts;
mod tray;
mod ui;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{CommandFactory as _, FromArgMatches as _};

use crate::cli::Cli;
use crate::exit::Exit;
use crate::ui::Ui;

fn main() -> ExitCode {
    leave_no_core();
    let args: Vec<OsString> = std::env::args_os().collect();
    let ui = Ui::from_args(&args, std::env::var("BOOTH_LANG").ok());
    let run = || run(&args, &ui);
    // The default hook has told what and where; a panic is our fault, not the input's.
    let exit = std::panic::catch_unwind(std::panic::AssertUnwindSafe(run)).unwrap_or(Exit::Internal);
    ExitCode::from(exit.code())
}

fn run(args: &[OsString], ui: &Ui) -> Exit {
    let command = help::translated(Cli::command(), ui.texts());
    match command.try_get_matches_from(args).and_then(|matches| Cli::from_arg_matches(&matches)) {
        Ok(cli) => ui.finish(cli.command.name(), cli.command.run(ui)),
        Err(error) if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) => {
            let text = help::page(&error, ui.texts());
            let mut page = ui.page();
            page.raw(&text);
            ui.finish("help", Ok(page.answer(Exit::Complete, text.into())))
        }
        Err(error) => ui.finish("usage", Err(help::mistake(&error))),
    }
}

/// A core file would hold keys and choices. Where the system refuses, there is none to write either.
fn leave_no_core() {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let _refused = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) });
}
