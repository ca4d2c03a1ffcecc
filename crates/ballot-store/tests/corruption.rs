//! Single bits flipped all over both files: each is noticed, or the log read from the file is the same.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test fails by panicking, and says where it was"
)]

mod support;

use ballot_log::VerifiedEntry;
use ballot_store::{Medium, OpenError, Reading, examine};
use support::{Bench, FRAME, OPTIONS, flip};

/// What opening makes of a flipped bit.
#[derive(Debug, PartialEq)]
enum Verdict {
    Damaged,
    Refused,
    Harmless,
}

struct Subject {
    bench: Bench,
    medium: Medium,
    entries: Vec<VerifiedEntry>,
}

impl Subject {
    fn new(medium: Medium, ballots: usize) -> Self {
        let mut bench = Bench::in_memory();
        bench.record(ballots);
        let entries = bench.recover().1;
        Self { bench, medium, entries }
    }

    /// Reads the medium with one bit flipped, and flips it back.
    fn with_flipped(&self, offset: u64) -> Verdict {
        let paths = &self.bench.paths;
        let path = match self.medium {
            Medium::Log => &paths.log,
            Medium::Mirror => &paths.mirror,
        };
        flip(path, offset);
        let found = examine(paths, &self.bench.verifier(), &OPTIONS);
        flip(path, offset);
        match found {
            Ok(found) if self.medium == Medium::Log => self.judge(&found.log),
            Ok(found) => self.judge(&found.mirror),
            Err(OpenError::Settings(_)) => Verdict::Refused,
            Err(error) => panic!("byte {offset}: {error}"),
        }
    }

    fn judge(&self, reading: &Reading) -> Verdict {
        if reading.damage().is_some() {
            return Verdict::Damaged;
        }
        assert!(reading.entries().eq(self.entries.iter()), "an unnoticed change");
        Verdict::Harmless
    }
}

#[test]
fn every_byte_of_a_mirror_frame_counts() {
    let subject = Subject::new(Medium::Mirror, 1);
    let step = if std::env::var_os("EVERY_BYTE").is_some() { 1 } else { 7 };
    for offset in (0..3 * FRAME).step_by(step) {
        assert_eq!(subject.with_flipped(offset), Verdict::Damaged, "byte {offset}");
    }
}

#[test]
fn no_flipped_bit_of_the_log_goes_unnoticed() {
    let subject = Subject::new(Medium::Log, 3);
    let length = std::fs::metadata(&subject.bench.paths.log).unwrap().len();
    let step = if std::env::var_os("EVERY_BYTE").is_some() { 1 } else { 11 };
    let verdicts: Vec<Verdict> =
        (0..length).step_by(step).map(|offset| subject.with_flipped(offset)).collect();
    let count = |wanted| verdicts.iter().filter(|verdict| **verdict == wanted).count();
    let (damaged, refused, harmless) =
        (count(Verdict::Damaged), count(Verdict::Refused), count(Verdict::Harmless));
    println!("{damaged} damaged, {refused} refused, {harmless} harmless");
    assert!(damaged > harmless / 4 && refused > 0);
}
