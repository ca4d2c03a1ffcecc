//! Writes the seeds of every target, and the inputs that once broke it, to `<folder>/<target>/`: what a campaign starts
//! from (docs/fuzzing.md).
#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "a tool for whoever works on this project")]

use std::fs;
use std::path::Path;

use fuzz_targets::TARGETS;

fn main() {
    let Some(folder) = std::env::args().nth(1) else {
        eprintln!("cargo run -p fuzz-targets --example seeds -- FOLDER");
        std::process::exit(64);
    };
    for target in TARGETS {
        let own = Path::new(&folder).join(target.name);
        fs::create_dir_all(&own).unwrap();
        for (number, input) in (target.seeds)().into_iter().chain(target.kept()).enumerate() {
            fs::write(own.join(format!("seed-{number:03}")), input).unwrap();
        }
        fs::write(own.with_extension("longest"), target.longest.to_string()).unwrap();
    }
}
