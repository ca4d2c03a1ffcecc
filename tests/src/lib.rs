//! What several tests of whole elections need.
#![allow(clippy::expect_used, clippy::missing_panics_doc, reason = "a test fails by panicking")]

pub mod outside;
mod programs;

use std::path::PathBuf;
use std::sync::Mutex;

use ballot_crypto::SecretShare;
use election::{KeyName, SecretKey, SignedNote, VillageCode};
use rand::rand_core::{CryptoRng, UnwrapErr};
use rand::rngs::SysRng;
use rand_chacha::ChaCha20Rng;
use rand_core::{Rng as _, SeedableRng as _};
use simulation::{NoProgress, Outcome, Secrets, SimulationPlan, Surroundings, simulate};
use tally::{Evidence, Files, Merged, Question};

pub use programs::program;

/// A simulated election in a folder that vanishes with it, with its secrets.
pub struct Simulated {
    /// What came of it.
    pub outcome: Outcome,
    /// Committee keys and trustees' shares of every village.
    pub villages: Vec<VillageKeys>,
    folder: tempfile::TempDir,
}

/// Who signs and decrypts in one village.
pub struct VillageKeys {
    /// The village.
    pub village: VillageCode,
    /// The committee.
    pub committee: Vec<(KeyName, SecretKey)>,
    /// The trustees.
    pub trustees: Vec<SecretShare>,
}

/// The operating system's generator.
#[must_use]
pub fn os(_: &str) -> Box<dyn CryptoRng + Send> {
    Box::new(UnwrapErr(SysRng))
}

impl Simulated {
    /// An invented regency, logs without fsync.
    #[must_use]
    pub fn regency(villages: u32, voters: u32, seed: u64) -> Self {
        Self::run(|folder| SimulationPlan::new(villages, voters, seed, folder))
    }

    /// The village with the figures of Rantau Bayur 2021, logs without fsync.
    #[must_use]
    pub fn rantau_bayur(seed: u64) -> Self {
        Self::run(|folder| SimulationPlan::rantau_bayur(seed, folder))
    }

    fn run(plan: impl FnOnce(PathBuf) -> SimulationPlan) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let plan = SimulationPlan { fast_store: true, ..plan(folder.path().join("out")) };
        let kept = Mutex::new(Vec::new());
        let keep = |secrets: &Secrets| {
            *kept.lock().expect("one thread keeps") = secrets.villages.iter().map(VillageKeys::of).collect();
            Ok(())
        };
        let with = Surroundings { randomness: &os, progress: &NoProgress, secrets: &keep };
        let outcome = simulate(&plan, &with).expect("the simulation agrees with itself");
        let villages = kept.into_inner().expect("nobody keeps any more");
        Self { outcome, villages, folder }
    }

    /// A file or folder of the election.
    #[must_use]
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join("out").join(name)
    }

    /// The bytes of a file.
    #[must_use]
    pub fn bytes(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path(name)).expect("a file of the election")
    }

    /// The files of its record.
    #[must_use]
    pub fn record(&self) -> Files {
        records::RecordFolder::read(&self.path("record")).expect("a record")
    }

    /// The keys of a village.
    ///
    /// # Panics
    /// If the election has no such village.
    #[must_use]
    pub fn keys(&self, village: &VillageCode) -> &VillageKeys {
        self.villages.iter().find(|keys| keys.village == *village).expect("a village of the election")
    }
}

impl VillageKeys {
    fn of(secrets: &simulation::VillageSecrets) -> Self {
        let key =
            |(name, key): &(KeyName, SecretKey)| (name.clone(), SecretKey::from_bytes(&key.expose_bytes()));
        let share = |(_, share): &(String, SecretShare)| {
            SecretShare::from_bytes(share.trustee(), &share.expose_bytes()).expect("a share")
        };
        Self {
            village: secrets.village.clone(),
            committee: secrets.committee.iter().map(key).collect(),
            trustees: secrets.trustees.iter().map(share).collect(),
        }
    }

    /// The count set that was merged for this village, signed by the first two of the committee: note, then set.
    #[must_use]
    pub fn sign(&self, evidence: &Evidence, merged: &Merged) -> [Vec<u8>; 2] {
        let village = merged.village(&self.village).expect("a merged village");
        let text = evidence.definition().set_text(&self.village, village.hash);
        let mut note = SignedNote::new(text).expect("a note");
        self.committee.iter().take(2).for_each(|(name, key)| note.sign(name, key));
        [note.to_bytes(), village.set_bytes.clone()]
    }

    /// The share files of the first two trustees.
    #[must_use]
    pub fn answer(&self, evidence: &Evidence, merged: &Merged) -> Vec<Vec<u8>> {
        let village = evidence.definition().village(&self.village).expect("a village");
        let set = merged.village(&self.village).expect("a merged village");
        let question = Question::new(village, &set.set);
        let answer = |share: &SecretShare| question.answer(share, &mut os("")).expect("shares").to_bytes();
        self.trustees.iter().take(2).map(answer).collect()
    }
}

/// Dice for orders and places; the same for the same seed.
#[derive(Debug)]
pub struct Dice(ChaCha20Rng);

impl Dice {
    /// Dice that fall the same way for the same seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(ChaCha20Rng::seed_from_u64(seed))
    }

    /// 0 to n - 1; 0 if n is 0.
    pub fn below(&mut self, n: usize) -> usize {
        let n = u64::try_from(n).unwrap_or(u64::MAX);
        usize::try_from(self.0.next_u64().checked_rem(n).unwrap_or_default()).unwrap_or_default()
    }

    /// Any order.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            let other = self.below(last + 1);
            items.swap(last, other);
        }
    }
}
