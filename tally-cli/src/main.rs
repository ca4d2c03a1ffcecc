//! The program `tally`: from the draft of an election to its verified result.

mod ceremony;
mod checks;
mod cli;
mod codes;
mod commands;
mod decisions;
mod demo;
mod drafts;
mod exit;
mod files;
mod help;
mod json;
mod memory;
mod page;
mod parts;
mod passphrase;
mod problem;
mod random;
mod record;
mod results;
mod roots;
mod secret;
mod shares;
mod signer;
mod simulasi;
mod slips;
mod texts;
mod ui;
mod villages;

use std::ffi::OsString;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use clap::error::ErrorKind;
use clap::{CommandFactory as _, FromArgMatches as _};

use crate::cli::Cli;
use crate::exit::Exit;
use crate::ui::Ui;

fn main() -> ExitCode {
    let args: Vec<OsString> = std::env::args_os().collect();
    let ui = Ui::from_args(&args, std::env::var("TALLY_LANG").ok());
    let _default_is_as_good = signal_hook::flag::register_conditional_shutdown(
        signal_hook::consts::SIGINT,
        exit::INTERRUPTED,
        always(),
    );
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

fn always() -> Arc<AtomicBool> {
    Arc::new(AtomicBool::new(true))
}
