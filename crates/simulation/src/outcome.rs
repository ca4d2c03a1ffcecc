//! What came of a simulation.

use election::definition::Definition;
use election::{BallotCode, VillageCode};
use tally::VerifyReport;

use crate::error::SimulationError;

/// A simulated election that agrees with itself in every village.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// The definition.
    pub definition: Definition,
    /// The villages, in definition order.
    pub villages: Vec<VillageOutcome>,
    /// The verified record: results, roots, checks.
    pub report: VerifyReport,
    /// What was read from the folder.
    pub intake: records::IntakeReport,
}

impl Outcome {
    /// Ballots cast in all villages.
    #[must_use]
    pub fn ballots(&self) -> u64 {
        self.villages.iter().flat_map(|village| &village.meant).map(|count| u64::from(*count)).sum()
    }
}

/// What the simulation knows of a village, and what its record says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VillageOutcome {
    /// The village.
    pub village: VillageCode,
    /// What the voters meant, by option.
    pub meant: Vec<u32>,
    /// Audit slips marked SAH, by option.
    pub slips: Vec<u32>,
    /// Decrypted totals, by option; empty if there are none.
    pub record: Vec<u32>,
    /// Kode suara of ballots that were cast, a few of every booth.
    pub cast: Vec<BallotCode>,
    /// Kode suara of the ballots that were opened for a test.
    pub challenged: Vec<BallotCode>,
    /// Cancelled ballots.
    pub cancelled: u32,
    /// Restarts of its booths.
    pub restarts: u32,
}

impl VillageOutcome {
    /// Whether voters, slips and record say the same.
    #[must_use]
    pub fn agrees(&self) -> bool {
        self.meant == self.record && self.slips == self.record
    }

    pub(crate) fn agreed(self) -> Result<Self, SimulationError> {
        if self.agrees() {
            return Ok(self);
        }
        let Self { village, meant, slips, record, .. } = self;
        Err(SimulationError::Disagrees { village, meant, slips, record })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(meant: &[u32], slips: &[u32], record: &[u32]) -> VillageOutcome {
        VillageOutcome {
            village: "9901012001".parse().unwrap(),
            meant: meant.to_vec(),
            slips: slips.to_vec(),
            record: record.to_vec(),
            cast: Vec::new(),
            challenged: Vec::new(),
            cancelled: 0,
            restarts: 0,
        }
    }

    #[test]
    fn one_vote_more_or_less_is_a_disagreement() {
        assert!(outcome(&[3, 4], &[3, 4], &[3, 4]).agreed().is_ok());
        let swapped = [
            outcome(&[3, 4], &[3, 4], &[4, 3]),
            outcome(&[3, 4], &[4, 3], &[3, 4]),
            outcome(&[4, 4], &[3, 4], &[3, 4]),
            outcome(&[3, 4], &[3, 4], &[]),
        ];
        for wrong in swapped {
            let error = wrong.clone().agreed().unwrap_err();
            assert!(matches!(error, SimulationError::Disagrees { record, .. } if record == wrong.record));
        }
    }
}
