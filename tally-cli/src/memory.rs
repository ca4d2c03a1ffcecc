//! What a trustee's tool must not forget: which election it has accepted and which count sets it has answered.
//!
//! The file lies beside the secret file and is written durably *before* an acceptance or a first share leaves the
//! machine, so that neither a crash nor a second try can answer two definitions or two count sets (spec 10.1). It is a
//! guard against mistakes and hurry: who can delete files can also copy the key.

use std::path::{Path, PathBuf};

use election::json::{parse_pretty, to_pretty};
use election::{ElectionId, SetHash, VillageCode};
use serde::{Deserialize, Serialize};

use crate::exit::Exit;
use crate::files::{self, Access};
use crate::problem::Problem;
use crate::texts::Msg;

const FORMAT: &str = "pilkades/trustee-memory/v1";
const MAX_FILE: u64 = 4 << 20;

/// The memory beside one secret file.
#[derive(Debug)]
pub(crate) struct Memory {
    path: PathBuf,
    content: Option<Content>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Content {
    format: String,
    election: ElectionId,
    /// Earlier elections that were given up for this one before any share was made.
    replaced: Vec<ElectionId>,
    sets: Vec<Answered>,
}

/// A count set for which shares were made.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Answered {
    village: VillageCode,
    set: SetHash,
}

impl Memory {
    /// Reads the memory of a secret file; none yet is an empty one.
    pub(crate) fn beside(key: &Path) -> Result<Self, Problem> {
        let mut name = key.as_os_str().to_owned();
        name.push(".memory.json");
        let path = PathBuf::from(name);
        if path.symlink_metadata().is_err() {
            return Ok(Self { path, content: None });
        }
        let bytes = files::read(&path, MAX_FILE)?;
        let damaged = || {
            Problem::new(Exit::Unreadable, Msg::new("memory-damaged"))
                .file(&path)
                .advice(Msg::new("memory-damaged-advice"))
        };
        let content: Content = parse_pretty(&bytes, bytes.len()).map_err(|error| damaged().detail(error))?;
        if content.format != FORMAT {
            return Err(damaged());
        }
        Ok(Self { path, content: Some(content) })
    }

    /// Remembers the accepted election. A second one needs the first one's name in `replace`, and no share may have
    /// been made.
    pub(crate) fn accept(
        &mut self,
        election: ElectionId,
        replace: Option<ElectionId>,
    ) -> Result<(), Problem> {
        let mut content = match self.content.take() {
            None => Content { format: FORMAT.to_owned(), election, replaced: Vec::new(), sets: Vec::new() },
            Some(content) if content.election == election => content,
            Some(content) => self.successor(content, election, replace)?,
        };
        content.election = election;
        self.store(content)
    }

    fn successor(
        &self,
        old: Content,
        new: ElectionId,
        replace: Option<ElectionId>,
    ) -> Result<Content, Problem> {
        let refuse = |exit, what: Msg| {
            let what = what.with("old", old.election.to_string()).with("new", new.to_string());
            Problem::new(exit, what).file(&self.path)
        };
        if !old.sets.is_empty() {
            return Err(refuse(Exit::Failed, Msg::new("accept-after-share"))
                .advice(Msg::new("accept-after-share-advice")));
        }
        if replace != Some(old.election) {
            let advice = Msg::new("accept-other-advice").with("old", old.election.to_string());
            return Err(refuse(Exit::Failed, Msg::new("accept-other")).advice(advice));
        }
        let mut replaced = old.replaced.clone();
        replaced.push(old.election);
        Ok(Content { replaced, ..old })
    }

    fn store(&mut self, content: Content) -> Result<(), Problem> {
        files::replace(&self.path, &to_pretty(&content), Access::Secret)?;
        self.content = Some(content);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: ElectionId = ElectionId::new([1; 32]);
    const SECOND: ElectionId = ElectionId::new([2; 32]);

    #[test]
    fn a_second_election_needs_the_name_of_the_first() {
        let folder = tempfile::tempdir().unwrap();
        let key = folder.path().join("t01.key.age");
        Memory::beside(&key).unwrap().accept(FIRST, None).unwrap();
        Memory::beside(&key).unwrap().accept(FIRST, None).unwrap();
        for replace in [None, Some(SECOND)] {
            let refused = Memory::beside(&key).unwrap().accept(SECOND, replace).unwrap_err();
            assert_eq!(refused.exit(), Exit::Failed);
        }
        Memory::beside(&key).unwrap().accept(SECOND, Some(FIRST)).unwrap();
        let now = Memory::beside(&key).unwrap();
        assert_eq!(now.content.unwrap().replaced, [FIRST]);
    }

    #[test]
    fn after_a_share_no_other_election_is_accepted() {
        let folder = tempfile::tempdir().unwrap();
        let mut memory = Memory::beside(&folder.path().join("k")).unwrap();
        memory.accept(FIRST, None).unwrap();
        let answered = Answered { village: "1607062001".parse().unwrap(), set: SetHash::new([3; 32]) };
        let mut content = memory.content.clone().unwrap();
        content.sets.push(answered);
        memory.store(content).unwrap();
        let refused = memory.accept(SECOND, Some(FIRST)).unwrap_err();
        assert!(format!("{refused:?}").contains("accept-after-share"));
    }

    #[test]
    fn a_damaged_memory_is_not_an_empty_one() {
        let folder = tempfile::tempdir().unwrap();
        let key = folder.path().join("k");
        std::fs::write(folder.path().join("k.memory.json"), "{").unwrap();
        assert_eq!(Memory::beside(&key).unwrap_err().exit(), Exit::Unreadable);
    }
}
