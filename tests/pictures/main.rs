//! Makes the pictures of the README and of the guides: `cargo run -p integration --example pictures`.
//!
//! Screens are painted without a window, papers are printed by a booth that is made for it; the same sources make the same
//! pictures. Only those are written that look otherwise than before. Names on the command line make only those; `--check`
//! writes none and fails if any looks otherwise.
#![allow(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    clippy::cast_possible_wrap,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a tool for developers"
)]

mod canvas;
mod file;
mod papers;
mod screen;
mod views;
#[path = "../tests/slips/world.rs"]
#[allow(dead_code, reason = "the tests of the papers need more of it")]
mod world;

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use file::alike;
use screen::Screen;

/// So that a guide is loaded over a telephone.
const LARGEST: usize = 60_000;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let check = words.iter().any(|word| word == "--check");
    let names: Vec<&String> = words.iter().filter(|word| *word != "--check").collect();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/gambar");
    let mut old = 0;
    for (name, picture) in pictures(&names) {
        let path = folder.join(format!("{name}.png"));
        assert!(picture.len() <= LARGEST, "{name} has {} bytes", picture.len());
        if fs::read(&path).is_ok_and(|found| alike(&found, &picture)) {
            continue;
        }
        old += 1;
        println!("{name}: {} bytes", picture.len());
        if !check {
            fs::write(path, picture).unwrap();
        }
    }
    if check && old > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// The pictures of these names, or all.
fn pictures(names: &[&String]) -> impl Iterator<Item = (&'static str, Vec<u8>)> {
    let wanted = move |name: &str| names.is_empty() || names.iter().any(|wanted| *wanted == name);
    let screens = views::shots().into_iter().filter(move |shot| wanted(shot.name)).map(|shot| {
        let mut screen = Screen::new(views::face(shot.voice), shot.view);
        shot.acts.iter().for_each(|act| screen.act(act));
        (shot.name, screen.picture())
    });
    let papers = papers::papers().into_iter().filter(move |(name, _)| wanted(name));
    screens.chain(papers)
}
