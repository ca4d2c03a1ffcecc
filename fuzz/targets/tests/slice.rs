//! A slice of every campaign, with an ordinary compiler: all seeds, all inputs that ever broke a target, and changed
//! ones that follow from their number.
//!
//! `PILKADES_FUZZ=50` runs fifty times as many, `PILKADES_FUZZ_FROM=1000000` other ones. What breaks a target is written
//! to the folder for temporary files; it belongs into `fixtures/fuzz/<target>/`, where it stays.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use fuzz_targets::mutate::mutated;
use fuzz_targets::rng::Rng;
use fuzz_targets::{TARGETS, Target};

/// A single input that takes longer is a defect: with it, a stick could hold up a count.
const PATIENCE: Duration = Duration::from_secs(20);
/// KiB. No input is longer than 128 KiB: a length in it that is believed shows.
const MOST_MEMORY: u64 = 512 << 10;
/// KiB, with what threads set aside and never use (on many cores that is more than any input asks for); the lengths that
/// are put in begin at 2 GiB.
const MOST_ASKED_FOR: u64 = 1792 << 10;

fn number(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().map_or(otherwise, |text| text.parse().unwrap())
}

#[test]
fn no_target_breaks() {
    let queue = Mutex::new(TARGETS.iter());
    let broken = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..cores() {
            scope.spawn(|| {
                loop {
                    let Some(target) = queue.lock().unwrap().next() else { break };
                    let begun = Instant::now();
                    let done = slice(target);
                    println!("{:24} {:>6.2} s", target.name, begun.elapsed().as_secs_f32());
                    broken.lock().unwrap().extend(done.err());
                }
            });
        }
    });
    let broken = broken.into_inner().unwrap();
    assert!(broken.is_empty(), "{}", broken.join("\n"));
    for (what, most) in [("VmHWM:", MOST_MEMORY), ("VmPeak:", MOST_ASKED_FOR)] {
        let found = memory(what);
        println!("{what} {found} KiB");
        assert!(
            found < most || (what == "VmPeak:" && cores() > 4),
            "some input took {found} KiB of memory ({what})"
        );
    }
}

fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// KiB that this process had at once, or had asked for; the seeds of all targets and what the tests themselves keep are
/// part of it.
fn memory(what: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix(what)).unwrap();
    line.trim().trim_end_matches(" kB").parse().unwrap()
}

fn slice(target: &Target) -> Result<(), String> {
    let seeds: Vec<Vec<u8>> = (target.seeds)();
    assert!(!seeds.is_empty(), "{} has no seed", target.name);
    for input in target.kept().iter().chain(&seeds) {
        run(target, input)?;
    }
    let from = number("PILKADES_FUZZ_FROM", 0);
    for seed in from..from + target.slice * number("PILKADES_FUZZ", 1) {
        let mut rng = Rng::new(seed);
        let (one, other) = (rng.below(seeds.len()), rng.below(seeds.len()));
        run(target, &mutated(&seeds[one], &seeds[other], target.longest, &mut rng))?;
    }
    Ok(())
}

fn run(target: &Target, input: &[u8]) -> Result<(), String> {
    let begun = Instant::now();
    let what = match catch_unwind(AssertUnwindSafe(|| (target.run)(input))) {
        Ok(()) if begun.elapsed() < PATIENCE => return Ok(()),
        Ok(()) => format!("took {:?}", begun.elapsed()),
        Err(panic) => {
            let text = panic.downcast_ref::<String>().map(String::as_str);
            let text = text.or_else(|| panic.downcast_ref::<&str>().copied());
            text.unwrap_or("panicked").to_owned()
        }
    };
    let path = std::env::temp_dir().join(format!("{}-{}", target.name, name_of(input)));
    std::fs::write(&path, input).unwrap();
    Err(format!("{}: {what}: {}", target.name, path.display()))
}

fn name_of(input: &[u8]) -> String {
    input
        .iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
        })
        .to_string()
}

#[test]
fn seeds_fit_and_names_are_distinct() {
    for (index, target) in TARGETS.iter().enumerate() {
        assert!(TARGETS[..index].iter().all(|other| other.name != target.name), "{}", target.name);
        // A longer seed is cut by libFuzzer, and what comes after is never tried.
        let longest = (target.seeds)().iter().map(Vec::len).max().unwrap();
        assert!(longest <= target.longest, "{}: a seed has {longest} bytes", target.name);
    }
}

#[test]
fn every_target_has_its_program_for_a_campaign() {
    let fuzz = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let manifest = std::fs::read_to_string(fuzz.join("Cargo.toml")).unwrap();
    for target in TARGETS {
        let (module, function) = target.name.split_once('_').unwrap();
        let program = std::fs::read_to_string(fuzz.join(format!("fuzz_targets/{}.rs", target.name))).unwrap();
        assert!(program.contains(&format!("fuzz_targets::{module}::{function}(data)")), "{program}");
        assert!(manifest.contains(&format!("\nname = \"{}\"\n", target.name)), "{}", target.name);
    }
    assert_eq!(manifest.matches("[[bin]]").count(), TARGETS.len());
}
