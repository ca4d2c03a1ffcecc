//! The program `tally`: from the draft of an election to its verified result.

mod advice;
mod ceremony;
mod checks;
mod cli;
mod codes;
mod commands;
mod decisions;
mod demo;
mod drafts;
mod json;
mod memory;
mod message;
mod new_folder;
mod parts;
mod passphrase;
mod progress;
mod quick;
mod random;
mod recap;
mod record;
mod results;
mod roots;
mod secret;
mod shares;
mod signer;
mod simulasi;
mod slips;
mod table;
mod verified;
mod villages;

use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use signal_hook::consts::SIGINT;

use crate::cli::{Command, PROGRAM};

/// Exit code after Ctrl-C: what a shell reports for SIGINT.
const INTERRUPTED: i32 = 130;

fn main() -> ExitCode {
    let always = Arc::new(AtomicBool::new(true));
    let _default_is_as_good = signal_hook::flag::register_conditional_shutdown(SIGINT, INTERRUPTED, always);
    dialogue::run::<Command>(&PROGRAM)
}
