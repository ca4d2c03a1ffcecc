//! What a trustee's tool must not forget: which election it has accepted and which count sets it has answered.
//!
//! The file lies beside the secret file and is written durably *before* an acceptance or a first share leaves the
//! machine, so that neither a crash nor a second try answers two definitions or two count sets (spec 10.1). It guards
//! against mistakes and hurry: who can delete files can also copy the key.

use std::path::{Path, PathBuf};

use election::{ElectionId, SetHash, VillageCode};
use serde::{Deserialize, Serialize};

use crate::memory_file::{self, MemoryFile, MemoryFileError};

const FORMAT: &str = "pilkades/trustee-memory/v1";

/// Why the memory does not allow it, or cannot be kept.
#[derive(Debug, thiserror::Error)]
pub enum MemoryError {
    /// The file cannot be read or written.
    #[error(transparent)]
    File(#[from] MemoryFileError),
    /// The key serves another election.
    #[error("{}: this key has accepted election {accepted}, not {asked}", path.display())]
    OtherElection {
        /// The file.
        path: PathBuf,
        /// What was accepted.
        accepted: ElectionId,
        /// What was asked.
        asked: ElectionId,
    },
    /// The key has accepted no election yet.
    #[error("{}: this key has accepted no election yet; accept the sealed definition first", path.display())]
    NotAccepted {
        /// The file.
        path: PathBuf,
    },
    /// The key has given shares: for another count set, or for the election that would be given up.
    #[error("{}: this key has already answered count set {answered} of village {village} and answers no other", path.display())]
    Answered {
        /// The file.
        path: PathBuf,
        /// The village.
        village: VillageCode,
        /// The count set that was answered.
        answered: SetHash,
    },
}

/// The memory of one secret share, locked as long as this lives.
#[derive(Debug)]
pub struct TrusteeMemory(MemoryFile<Content>);

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Content {
    format: String,
    election: ElectionId,
    /// Earlier elections that were given up for this one before any share was made.
    replaced: Vec<ElectionId>,
    sets: Vec<Answered>,
}

impl memory_file::Content for Content {
    const FORMAT: &'static str = FORMAT;

    fn format(&self) -> &str {
        &self.format
    }

    fn problem(&self) -> Option<&'static str> {
        None
    }
}

/// A count set for which shares were made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Answered {
    village: VillageCode,
    set: SetHash,
}

impl TrusteeMemory {
    /// Reads the memory at `path`; a file that is not there is an empty memory.
    ///
    /// # Errors
    /// [`MemoryError::File`].
    pub fn load(path: &Path) -> Result<Self, MemoryError> {
        Ok(Self(MemoryFile::load(path)?))
    }

    /// The accepted election.
    #[must_use]
    pub fn accepted(&self) -> Option<ElectionId> {
        self.0.content().map(|content| content.election)
    }

    /// The count set of this village that was answered.
    #[must_use]
    pub fn answered(&self, village: &VillageCode) -> Option<SetHash> {
        let sets = &self.0.content()?.sets;
        sets.iter().find(|answered| answered.village == *village).map(|answered| answered.set)
    }

    /// Remembers, durably, that this election is accepted. Another one than the first needs the first one's name in
    /// `replaced`, and no share may have been made.
    ///
    /// # Errors
    /// [`MemoryError::OtherElection`], [`MemoryError::Answered`], [`MemoryError::File`].
    pub fn accept(&mut self, election: ElectionId, replaced: Option<ElectionId>) -> Result<(), MemoryError> {
        let content = match self.0.content() {
            None => Content { format: FORMAT.to_owned(), election, replaced: Vec::new(), sets: Vec::new() },
            Some(content) if content.election == election => return Ok(()),
            Some(content) => self.successor(content, election, replaced)?,
        };
        Ok(self.0.store(content)?)
    }

    fn successor(
        &self,
        old: &Content,
        asked: ElectionId,
        replaced: Option<ElectionId>,
    ) -> Result<Content, MemoryError> {
        let (path, accepted) = (self.0.path().to_path_buf(), old.election);
        if let Some(Answered { village, set }) = old.sets.first().cloned() {
            return Err(MemoryError::Answered { path, village, answered: set });
        }
        if replaced != Some(accepted) {
            return Err(MemoryError::OtherElection { path, accepted, asked });
        }
        let mut content = old.clone();
        content.replaced.push(accepted);
        content.election = asked;
        Ok(content)
    }

    /// Remembers, durably, that shares for this count set are about to be made; called before the first of them.
    /// The same set may be asked again, and a set that succeeds the answered one: `earlier` are the sets before it, each
    /// of which it repeats unchanged (spec 9.7), as the caller has verified.
    ///
    /// # Errors
    /// [`MemoryError::NotAccepted`], [`MemoryError::OtherElection`], [`MemoryError::Answered`], [`MemoryError::File`].
    pub fn answer(
        &mut self,
        election: ElectionId,
        village: &VillageCode,
        set: SetHash,
        earlier: &[SetHash],
    ) -> Result<(), MemoryError> {
        let path = self.0.path().to_path_buf();
        let mut content = self.0.content().cloned().ok_or(MemoryError::NotAccepted { path: path.clone() })?;
        if content.election != election {
            return Err(MemoryError::OtherElection { path, accepted: content.election, asked: election });
        }
        match self.answered(village) {
            Some(answered) if answered == set => Ok(()),
            Some(answered) if !earlier.contains(&answered) => {
                Err(MemoryError::Answered { path, village: village.clone(), answered })
            }
            _ => {
                content.sets.retain(|answered| answered.village != *village);
                content.sets.push(Answered { village: village.clone(), set });
                Ok(self.0.store(content)?)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: ElectionId = ElectionId::new([1; 32]);
    const SECOND: ElectionId = ElectionId::new([2; 32]);
    const SET: SetHash = SetHash::new([3; 32]);
    const OTHER: SetHash = SetHash::new([4; 32]);

    fn village(last: char) -> VillageCode {
        format!("990101200{last}").parse().unwrap()
    }

    fn fresh(folder: &tempfile::TempDir) -> TrusteeMemory {
        TrusteeMemory::load(&folder.path().join("t01.memory.json")).unwrap()
    }

    #[test]
    fn what_was_answered_is_remembered_and_no_other_set_is() {
        let folder = tempfile::tempdir().unwrap();
        let mut memory = fresh(&folder);
        memory.accept(FIRST, None).unwrap();
        memory.answer(FIRST, &village('1'), SET, &[]).unwrap();
        drop(memory);
        let mut memory = fresh(&folder);
        assert_eq!(memory.accepted(), Some(FIRST));
        memory.answer(FIRST, &village('1'), SET, &[]).unwrap();
        let refused = memory.answer(FIRST, &village('1'), OTHER, &[]).unwrap_err();
        assert!(matches!(refused, MemoryError::Answered { answered: SET, .. }));
        memory.answer(FIRST, &village('2'), OTHER, &[]).unwrap();
        assert_eq!(memory.answered(&village('2')), Some(OTHER));
    }

    #[test]
    fn a_successor_of_the_answered_set_takes_its_place() {
        let folder = tempfile::tempdir().unwrap();
        let mut memory = fresh(&folder);
        memory.accept(FIRST, None).unwrap();
        memory.answer(FIRST, &village('1'), SET, &[]).unwrap();
        memory.answer(FIRST, &village('1'), OTHER, &[SET]).unwrap();
        assert_eq!(memory.answered(&village('1')), Some(OTHER));
        let refused = memory.answer(FIRST, &village('1'), SET, &[]).unwrap_err();
        assert!(matches!(refused, MemoryError::Answered { answered: OTHER, .. }));
        let third = SetHash::new([5; 32]);
        assert!(memory.answer(FIRST, &village('1'), third, &[SET]).is_err());
    }

    #[test]
    fn shares_need_the_accepted_election() {
        let folder = tempfile::tempdir().unwrap();
        let mut memory = fresh(&folder);
        let refused = memory.answer(FIRST, &village('1'), SET, &[]).unwrap_err();
        assert!(matches!(refused, MemoryError::NotAccepted { .. }));
        memory.accept(FIRST, None).unwrap();
        let refused = memory.answer(SECOND, &village('1'), SET, &[]).unwrap_err();
        assert!(matches!(refused, MemoryError::OtherElection { accepted: FIRST, asked: SECOND, .. }));
        assert_eq!(memory.answered(&village('1')), None);
    }

    #[test]
    fn a_second_election_needs_the_name_of_the_first_and_no_shares() {
        let folder = tempfile::tempdir().unwrap();
        let mut memory = fresh(&folder);
        memory.accept(FIRST, None).unwrap();
        memory.accept(FIRST, None).unwrap();
        for replaced in [None, Some(SECOND)] {
            let refused = memory.accept(SECOND, replaced).unwrap_err();
            assert!(matches!(refused, MemoryError::OtherElection { .. }));
        }
        memory.accept(SECOND, Some(FIRST)).unwrap();
        memory.answer(SECOND, &village('1'), SET, &[]).unwrap();
        assert!(matches!(memory.accept(FIRST, Some(SECOND)), Err(MemoryError::Answered { .. })));
        drop(memory);
        let memory = fresh(&folder);
        assert_eq!(memory.0.content().map(|c| c.replaced.clone()), Some(vec![FIRST]));
    }

    #[test]
    fn a_damaged_memory_is_not_an_empty_one() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("t01.memory.json");
        let mut memory = fresh(&folder);
        memory.accept(FIRST, None).unwrap();
        drop(memory);
        let bytes = std::fs::read(&path).unwrap();
        for damaged in [&bytes[..bytes.len() - 1], b"", b"{}\n"] {
            std::fs::write(&path, damaged).unwrap();
            assert!(matches!(
                TrusteeMemory::load(&path),
                Err(MemoryError::File(MemoryFileError::Damaged { .. }))
            ));
        }
        let other = String::from_utf8(bytes).unwrap().replace("memory/v1", "memory/v2");
        std::fs::write(&path, other).unwrap();
        assert!(matches!(
            TrusteeMemory::load(&path),
            Err(MemoryError::File(MemoryFileError::Damaged { .. }))
        ));
    }

    #[test]
    fn two_processes_do_not_share_a_memory() {
        let folder = tempfile::tempdir().unwrap();
        let held = fresh(&folder);
        let path = folder.path().join("t01.memory.json");
        assert!(matches!(TrusteeMemory::load(&path), Err(MemoryError::File(MemoryFileError::Locked { .. }))));
        drop(held);
        assert!(TrusteeMemory::load(&path).is_ok());
    }

    #[test]
    fn only_its_owner_reads_it() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        fresh(&folder).accept(FIRST, None).unwrap();
        let mode = std::fs::metadata(folder.path().join("t01.memory.json")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}
