//! The program `booth-app`: a booth's life from enrolment to the export of its log, with its screen on polling day, and
//! its rehearsal by script.

mod cli;
mod clock;
mod codes;
mod commands;
mod keys;
mod opening;
mod outfit;
mod place;
mod random;
mod refusals;
mod run;
mod tray;

use std::ffi::OsString;
use std::process::ExitCode;

use crate::cli::{Command, PROGRAM};

fn main() -> ExitCode {
    leave_no_core();
    let mut args: Vec<OsString> = std::env::args_os().collect();
    // Visitors remember an option better than a command.
    if let Some(first) = args.get_mut(1).filter(|first| *first == "--demo") {
        *first = "demo".into();
    }
    dialogue::run_line::<Command>(&PROGRAM, &args)
}

/// A core file would hold keys and choices. Where the system refuses, there is none to write either.
fn leave_no_core() {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let _refused = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) });
}
