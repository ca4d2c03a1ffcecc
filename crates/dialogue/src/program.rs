//! A program at the terminal: its command line is read, its command runs, its end becomes an exit code.

use std::ffi::OsString;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;

use clap::builder::EnumValueParser;
use clap::error::ErrorKind;
use clap::{Arg, ArgAction, Command, Subcommand};

use crate::exit::Exit;
use crate::help;
use crate::page::Answer;
use crate::problem::Problem;
use crate::texts::{Lang, Sources};
use crate::ui::Ui;

/// What one program has of its own.
#[derive(Debug)]
pub struct Program {
    /// Its name on the command line.
    pub name: &'static str,
    /// Its version.
    pub version: &'static str,
    /// What it says.
    pub texts: Sources,
    /// The environment variable that names the language where `--lang` does not.
    pub lang_variable: &'static str,
    /// How its output looks.
    pub layout: Layout,
}

/// How the output of a program looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// To be read at a desk: lines are broken to fit the terminal, JSON is indented.
    Pages,
    /// To be followed while it runs: lines stay whole, a JSON object stands in one line.
    Lines,
}

/// The commands of a program.
pub trait Commands: Subcommand {
    /// Name in machine-readable output.
    fn name(&self) -> &'static str;

    /// Does what was asked for.
    ///
    /// # Errors
    /// What went wrong, and the exit code with it.
    fn run(self, ui: &Ui) -> Result<Answer, Problem>;
}

/// The whole of `main`: reads the command line, runs the command and prints its answer.
#[must_use]
pub fn run<C: Commands>(program: &Program) -> ExitCode {
    run_line::<C>(program, &std::env::args_os().collect::<Vec<_>>())
}

/// The same for a command line that was looked at before; it begins with the name of the program.
#[must_use]
pub fn run_line<C: Commands>(program: &Program, args: &[OsString]) -> ExitCode {
    let ui = Ui::from_args(program, args, std::env::var(program.lang_variable).ok());
    let answered = || answer::<C>(program, args, &ui);
    // The default hook has told what and where; a panic is our fault, not the input's.
    let exit = catch_unwind(AssertUnwindSafe(answered)).unwrap_or(Exit::Internal);
    ExitCode::from(exit.code())
}

fn answer<C: Commands>(program: &Program, args: &[OsString], ui: &Ui) -> Exit {
    let command = help::translated(command_line::<C>(program), ui.texts());
    match command.try_get_matches_from(args).and_then(|matches| C::from_arg_matches(&matches)) {
        Ok(command) => ui.finish(command.name(), command.run(ui)),
        Err(error) if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) => {
            let text = help::page(&error, ui.texts());
            let mut page = ui.page();
            page.raw(&text);
            ui.finish("help", Ok(page.answer(Exit::Complete, text)))
        }
        Err(error) => ui.finish("usage", Err(help::mistake(&error))),
    }
}

/// The command line as the parser knows it, without texts. [`Ui::from_args`] reads the options of every command
/// beforehand; here the parser learns that they exist.
pub(crate) fn command_line<C: Subcommand>(program: &Program) -> Command {
    let option = |name: &'static str| Arg::new(name).long(name).global(true);
    let lang = option("lang").value_name("LANG").value_parser(EnumValueParser::<Lang>::new());
    let json = option("json").action(ArgAction::SetTrue);
    let quiet = option("quiet").short('q').action(ArgAction::SetTrue);
    let command = Command::new(program.name).version(program.version).args([lang, json, quiet]);
    C::augment_subcommands(command).subcommand_required(true).arg_required_else_help(true)
}
