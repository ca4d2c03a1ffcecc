//! The program `booth-app`: a booth's life from enrolment to the export of its log, and its rehearsal by script.

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

use std::process::ExitCode;

use crate::cli::{Command, PROGRAM};

fn main() -> ExitCode {
    leave_no_core();
    dialogue::run::<Command>(&PROGRAM)
}

/// A core file would hold keys and choices. Where the system refuses, there is none to write either.
fn leave_no_core() {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let _refused = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) });
}
