//! Whether memory stays bounded over many papers, and how long one takes:
//! `cargo run --release -p typeset --example memory [PAPERS]`. Linux only.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a measurement stops loudly"
)]

#[path = "../tests/papers/sheets.rs"]
#[expect(dead_code, reason = "tests use more of it")]
mod sheets;

use std::time::Instant;

use papers::sheets::Sheet;

fn main() {
    let papers: u64 = std::env::args().nth(1).map_or(200, |number| number.parse().unwrap());
    let set = |sheet: &Sheet| typeset::pdf(sheet).unwrap().len();
    println!("| papers | peak memory, MiB | seconds since the start |");
    println!("|---|---|---|");
    let start = Instant::now();
    for paper in 1..=papers {
        // No two alike, so that nothing is remembered from the one before.
        let title =
            |content: &mut election::definition::Content| content.title = format!("Pilkades ke-{paper}");
        set(&sheets::election_id(&sheets::definition(title)));
        if paper == 1 || paper % (papers / 4).max(1) == 0 {
            println!("| {paper} | {} | {:.1} |", peak(), start.elapsed().as_secs_f64());
        }
    }
    for slips in [160, 1_000, 5_000] {
        let (sheet, start) = (sheets::slips_of_draft(slips, 3), Instant::now());
        let bytes = set(&sheet);
        println!(
            "{slips} slips: {:.1} s, {} KiB, peak {} MiB",
            start.elapsed().as_secs_f64(),
            bytes / 1_024,
            peak()
        );
    }
}

/// Most memory that this process ever held.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() / 1_024
}
