//! What a committee member's tool must not forget: of each village the count set that was signed last (spec 9.5).
//!
//! The file lies beside the secret file and is written durably *before* a signature is made. So members of good faith who
//! are shown two records never sign two count sets of one village, of which trustees could answer one each.

use std::path::{Path, PathBuf};

use election::{ElectionId, SetHash, VillageCode};
use serde::{Deserialize, Serialize};

use crate::memory_file::{self, MemoryFile, MemoryFileError};

const FORMAT: &str = "pilkades/signer-memory/v1";

/// Why a count set must not be signed.
#[derive(Debug, thiserror::Error)]
pub enum SignerError {
    /// The memory cannot be read or written.
    #[error(transparent)]
    File(#[from] MemoryFileError),
    /// Another set of this village was signed, and the one at hand does not succeed it.
    #[error("{}: this key has signed count set {signed} of village {village}, and signs only a set that succeeds it", path.display())]
    Signed {
        /// The file.
        path: PathBuf,
        /// The village.
        village: VillageCode,
        /// What was signed.
        signed: SetHash,
    },
}

/// The memory of one committee member's key, locked as long as this lives.
#[derive(Debug)]
pub struct SignerMemory(MemoryFile<Content>);

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Content {
    format: String,
    /// Sorted by election and village.
    sets: Vec<Signed>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Signed {
    election: ElectionId,
    village: VillageCode,
    set: SetHash,
}

impl memory_file::Content for Content {
    const FORMAT: &'static str = FORMAT;

    fn format(&self) -> &str {
        &self.format
    }

    fn problem(&self) -> Option<&'static str> {
        let place = |signed: &Signed| (signed.election, signed.village.clone());
        let sorted = self.sets.is_sorted_by(|one, next| place(one) < place(next));
        (!sorted).then_some("the count sets are not sorted, or a village is there twice")
    }
}

impl SignerMemory {
    /// Reads the memory at `path`; a file that is not there is an empty memory.
    ///
    /// # Errors
    /// [`MemoryFileError`].
    pub fn load(path: &Path) -> Result<Self, MemoryFileError> {
        Ok(Self(MemoryFile::load(path)?))
    }

    /// The count set of this village that was signed last.
    #[must_use]
    pub fn signed(&self, election: ElectionId, village: &VillageCode) -> Option<SetHash> {
        let sets = &self.0.content()?.sets;
        sets.iter().find(|s| s.election == election && s.village == *village).map(|signed| signed.set)
    }

    /// Remembers, durably, that this count set is about to be signed. The same set may be signed again, and a set that
    /// succeeds the signed one: `earlier` are the sets before it.
    ///
    /// # Errors
    /// [`SignerError`].
    pub fn sign(
        &mut self,
        election: ElectionId,
        village: &VillageCode,
        set: SetHash,
        earlier: &[SetHash],
    ) -> Result<(), SignerError> {
        match self.signed(election, village) {
            Some(signed) if signed == set => return Ok(()),
            Some(signed) if !earlier.contains(&signed) => {
                let (path, village) = (self.0.path().to_path_buf(), village.clone());
                return Err(SignerError::Signed { path, village, signed });
            }
            _ => {}
        }
        let known = self.0.content().map(|content| content.sets.clone()).unwrap_or_default();
        let other = |s: &Signed| s.election != election || s.village != *village;
        let mut sets: Vec<Signed> = known.into_iter().filter(other).collect();
        sets.push(Signed { election, village: village.clone(), set });
        sets.sort();
        Ok(self.0.store(Content { format: FORMAT.to_owned(), sets })?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ELECTION: ElectionId = ElectionId::new([1; 32]);
    const REHEARSAL: ElectionId = ElectionId::new([2; 32]);
    const FIRST: SetHash = SetHash::new([3; 32]);
    const SECOND: SetHash = SetHash::new([4; 32]);

    fn village(last: char) -> VillageCode {
        format!("990101200{last}").parse().unwrap()
    }

    #[test]
    fn one_count_set_of_a_village_is_signed_and_what_succeeds_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("k.memory.json");
        let mut memory = SignerMemory::load(&path).unwrap();
        memory.sign(ELECTION, &village('2'), FIRST, &[]).unwrap();
        memory.sign(ELECTION, &village('1'), SECOND, &[]).unwrap();
        memory.sign(REHEARSAL, &village('2'), SECOND, &[]).unwrap();
        drop(memory);
        let mut memory = SignerMemory::load(&path).unwrap();
        memory.sign(ELECTION, &village('2'), FIRST, &[]).unwrap();
        let refused = memory.sign(ELECTION, &village('2'), SECOND, &[]).unwrap_err();
        assert!(matches!(refused, SignerError::Signed { signed: FIRST, .. }));
        assert_eq!(memory.signed(ELECTION, &village('2')), Some(FIRST));
        memory.sign(ELECTION, &village('2'), SECOND, &[FIRST]).unwrap();
        let refused = memory.sign(ELECTION, &village('2'), FIRST, &[]).unwrap_err();
        assert!(matches!(refused, SignerError::Signed { signed: SECOND, .. }));
    }

    #[test]
    fn an_unsorted_memory_is_a_damaged_one() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("k.memory.json");
        let mut memory = SignerMemory::load(&path).unwrap();
        memory.sign(ELECTION, &village('1'), FIRST, &[]).unwrap();
        memory.sign(ELECTION, &village('2'), FIRST, &[]).unwrap();
        drop(memory);
        let text = std::fs::read_to_string(&path).unwrap();
        std::fs::write(&path, text.replace("9901012002", "9901012001")).unwrap();
        assert!(matches!(SignerMemory::load(&path), Err(MemoryFileError::Damaged { .. })));
    }
}
