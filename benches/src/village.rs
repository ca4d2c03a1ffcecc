//! A whole village on disk, made by the simulation.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result};
use rand::rand_core::{CryptoRng, UnwrapErr};
use rand::rngs::SysRng;
use records::NoIntakeProgress;
use simulation::{ForgetSecrets, NoProgress, SimulationPlan, Surroundings, simulate};
use tally::Evidence;
use tempfile::TempDir;

/// A village that has voted, with everything that its merge needs.
pub struct Village {
    folder: TempDir,
    /// Cast ballots.
    pub ballots: usize,
}

impl Village {
    /// Simulates a village with this many registered voters and five options.
    ///
    /// # Errors
    /// As the simulation.
    pub fn simulate(voters: u32) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let mut plan = SimulationPlan::new(1, voters, 1, folder.path().join("out"));
        // With a blank one, as this seed throws it.
        plan.candidates = Some(4);
        plan.fast_store = true;
        let randomness = |_: &str| -> Box<dyn CryptoRng + Send> { Box::new(UnwrapErr(SysRng)) };
        let with = Surroundings { randomness: &randomness, progress: &NoProgress, secrets: &ForgetSecrets };
        let outcome = simulate(&plan, &with)?;
        Ok(Self { folder, ballots: usize::try_from(outcome.ballots())? })
    }

    /// `election.json`.
    #[must_use]
    pub fn definition(&self) -> PathBuf {
        self.folder.path().join("out/election.json")
    }

    /// What people bring together for the merge.
    #[must_use]
    pub fn inputs(&self) -> Vec<PathBuf> {
        ["election.json.note", "acceptances", "tokens", "logs", "checkpoints", "receipts"]
            .map(|name| self.folder.path().join("out").join(name))
            .to_vec()
    }

    /// The inputs read and checked entry by entry.
    ///
    /// # Errors
    /// As the intake.
    pub fn read(&self) -> Result<Evidence> {
        let definition = fs::read(self.definition())?;
        let (evidence, report) = records::read_inputs(&self.inputs(), definition, &NoIntakeProgress)
            .context("the definition is not valid")?;
        anyhow::ensure!(report.problems.is_empty(), "an input is not taken");
        Ok(evidence)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::log_floor::LogFloor;

    #[test]
    fn the_floor_of_a_village_has_every_point_and_signature_of_its_logs() {
        let village = Village::simulate(40).unwrap();
        let floor = LogFloor::read(&village.definition(), &village.inputs()).unwrap();
        floor.run().unwrap();
        let (counts, evidence) = (floor.counts(), village.read().unwrap());
        let entries = evidence.entries();
        assert_eq!((counts.ballots, evidence.cast()), (village.ballots, village.ballots));
        // Challenged ballots have points as well.
        assert!(counts.points >= 10 * counts.ballots && counts.points <= 12 * entries, "{counts:?}");
        // One for every entry, one for every receipt; a checkpoint when opened, every 25th ballot, when closed.
        let checkpoints = counts.signatures - entries - village.ballots;
        assert!(checkpoints >= 2 * counts.logs, "{counts:?}");
    }

    #[test]
    fn the_floor_needs_every_signature_to_hold() {
        let village = Village::simulate(40).unwrap();
        let inputs = village.inputs();
        let log = fs::read_dir(&inputs[3]).unwrap().next().unwrap().unwrap().path();
        let mut bytes = fs::read(&log).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        fs::write(&log, bytes).unwrap();
        // The bundle's own hash fails, or what it holds does.
        let floor = LogFloor::read(&village.definition(), &inputs);
        assert!(floor.and_then(|floor| floor.run()).is_err());
    }
}
