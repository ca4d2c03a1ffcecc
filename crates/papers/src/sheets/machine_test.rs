//! How to test a booth (*uji mesin*), for the wall of the polling place.

use ballot_log::SoftwareHash;
use election::{Definition, VillageCode};
use serde::Serialize;

use super::{Heading, SheetError};
use crate::words;

/// Of so many of a hundred voters a cheating booth changes the vote, in the table.
const SHARES: [u64; 4] = [5, 10, 20, 30];
/// So many tests, in the table.
const TESTS: [u32; 5] = [5, 10, 20, 30, 50];

/// What a test is, step by step, and how certain tests make.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MachineTestPoster {
    heading: Heading,
    /// Shares of ballots that a booth changes: `10%`.
    shares: Vec<String>,
    rows: Vec<Row>,
}

/// A line of the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    tests: u32,
    /// For each share, the chance that the tests notice nothing: `34,9%`.
    unnoticed: Vec<String>,
}

impl MachineTestPoster {
    /// For a village of a sealed election.
    ///
    /// # Errors
    /// As [`Heading::of`].
    pub fn of(definition: &Definition, village: &VillageCode) -> Result<Self, SheetError> {
        let shares = SHARES.iter().map(|share| format!("{share}%")).collect();
        let row =
            |tests| Row { tests, unnoticed: SHARES.iter().map(|share| chance(*share, tests)).collect() };
        let heading = Heading::of(definition, village)?;
        Ok(Self { heading, shares, rows: TESTS.map(row).into() })
    }

    /// The same with the program that makes the paper.
    #[must_use]
    pub fn by(self, program: SoftwareHash) -> Self {
        Self { heading: self.heading.by(program), ..self }
    }

    pub(super) const fn heading(&self) -> &Heading {
        &self.heading
    }
}

/// That so many tests all fall on unchanged ballots: (1 - p)^k, rounded to tenths of a per cent.
///
/// In whole numbers, so that every machine prints the same.
fn chance(share: u64, tests: u32) -> String {
    const ONE: u64 = 1_000_000_000_000_000;
    let kept = 100_u64.saturating_sub(share);
    let left = (0..tests).fold(ONE, |left, _| left / 100 * kept);
    match (left + ONE / 2_000) / (ONE / 1_000) {
        0 => "di bawah 0,1%".to_owned(),
        tenths => format!("{}%", words::tenths(tenths)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{definition, village};
    use super::*;

    #[test]
    fn chances_are_powers() {
        assert_eq!(chance(10, 10), "34,9%"); // 0.9^10 = 0.34868
        assert_eq!(chance(20, 10), "10,7%"); // 0.8^10 = 0.10737
        assert_eq!(chance(30, 10), "2,8%"); // 0.7^10 = 0.02825
        assert_eq!(chance(5, 50), "7,7%"); // 0.95^50 = 0.07694
        assert_eq!(chance(10, 0), "100,0%");
        assert_eq!(chance(100, 1), "di bawah 0,1%");
        for share in SHARES {
            for tests in TESTS {
                let exact =
                    (1.0 - f64::from(u32::try_from(share).unwrap()) / 100.0).powi(tests.cast_signed());
                let told = chance(share, tests);
                let told = told.trim_start_matches("di bawah ").replace(',', ".");
                let told: f64 = told.trim_end_matches('%').parse().unwrap();
                assert!((told - exact * 100.0).abs() < 0.101, "{share} {tests}: {told} {exact}");
            }
        }
    }

    #[test]
    fn more_tests_leave_less_chance() {
        let poster = MachineTestPoster::of(&definition(), &village()).unwrap();
        assert_eq!(poster.rows.len(), TESTS.len());
        assert!(poster.rows.iter().all(|row| row.unnoticed.len() == poster.shares.len()));
    }
}
