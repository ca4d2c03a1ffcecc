//! What is simulated.

use std::path::PathBuf;

/// An election to be simulated. The same plan gives the same names, numbers and choices; keys, tokens and ballots are
/// new every time, because they come from the generator of [`crate::Surroundings`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SimulationPlan {
    /// Number of villages, 1 to 900.
    pub villages: u32,
    /// Registered voters of a village on average, 15 to 15,000; so that groups can be decrypted, a village has no fewer than 15.
    pub voters: u32,
    /// Candidates of every village, 1 to 7; without it 2 to 5, by seed.
    pub candidates: Option<u8>,
    /// What names, numbers and choices follow from.
    pub seed: u64,
    /// Logs without fsync: faster, and the logs say so (`relaxed`).
    pub fast_store: bool,
    /// Folder for everything that is written; empty or not there yet.
    pub out_dir: PathBuf,
    /// Which election.
    pub scene: Scene,
}

/// Which election is simulated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scene {
    /// A regency that does not exist.
    Invented,
    /// One village after figures of Rantau Bayur 2021 (`docs/domain-sources.md`).
    RantauBayur,
}

impl SimulationPlan {
    /// An invented regency.
    #[must_use]
    pub const fn new(villages: u32, voters: u32, seed: u64, out_dir: PathBuf) -> Self {
        let scene = Scene::Invented;
        Self { villages, voters, candidates: None, seed, fast_store: false, out_dir, scene }
    }

    /// One village of the size of Rantau Bayur (Banyuasin) in 2021, figures as reported in the press (the source stands
    /// in `docs/domain-sources.md`): 3 booths, 1,963 registered voters, 1,474 of whom vote. Candidates, their votes, the split by
    /// sex and by booth are invented.
    #[must_use]
    pub const fn rantau_bayur(seed: u64, out_dir: PathBuf) -> Self {
        let scene = Scene::RantauBayur;
        Self { villages: 1, voters: 1_963, candidates: Some(3), seed, fast_store: false, out_dir, scene }
    }
}
