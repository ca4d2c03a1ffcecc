//! What a saksi's tool must not forget: of each booth's log the checkpoint that it has signed last (spec 7.2).
//!
//! The file lies beside the secret file and is written durably *before* a signature leaves the machine. So a booth whose
//! log is rewritten, or cut off, cannot get this saksi's name under the second story as well.

use std::path::Path;

use ballot_log::Checkpoint;
use ballot_log::merkle::RootHash;
use election::{IdError, KeyName, hex32};
use serde::{Deserialize, Serialize};

use crate::memory_file::{self, MemoryFile, MemoryFileError};

const FORMAT: &str = "pilkades/witness-memory/v1";

/// Why a checkpoint must not be signed.
#[derive(Debug, thiserror::Error)]
pub enum WitnessError {
    /// The memory cannot be read or written.
    #[error(transparent)]
    File(#[from] MemoryFileError),
    /// Fewer entries than were signed before: entries are gone.
    #[error("this key has signed {} entries of {}, now there are {found}", signed.size, signed.origin)]
    Shorter {
        /// What was signed last.
        signed: Checkpoint,
        /// Entries of the checkpoint at hand.
        found: u64,
    },
    /// The log of now does not continue the one of then: entries are changed.
    #[error("this key has signed another root over {} entries of {}", signed.size, signed.origin)]
    Rewritten {
        /// What was signed last.
        signed: Checkpoint,
        /// The root over as many entries now.
        found: RootHash,
    },
    /// The checkpoint is larger, and the log that would show that nothing was changed is not there.
    #[error("without the log of {}, nobody can tell whether it continues the {} entries that this key has signed", signed.origin, signed.size)]
    NotShown {
        /// What was signed last.
        signed: Checkpoint,
    },
}

/// How a checkpoint stands to what was signed before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Witnessed {
    /// Nothing of this log was signed before.
    First,
    /// The very same was signed.
    Again,
    /// The log continues what was signed.
    Grown {
        /// What was signed before.
        from: Checkpoint,
    },
}

/// The memory of one saksi's key, locked as long as this lives.
#[derive(Debug)]
pub struct WitnessMemory(MemoryFile<Content>);

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Content {
    format: String,
    /// Sorted by origin.
    logs: Vec<Signed>,
}

/// The checkpoint of one log that was signed last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Signed {
    origin: KeyName,
    size: u64,
    root: Root,
}

/// A root in hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
struct Root(RootHash);

impl memory_file::Content for Content {
    const FORMAT: &'static str = FORMAT;

    fn format(&self) -> &str {
        &self.format
    }

    fn problem(&self) -> Option<&'static str> {
        let sorted = self.logs.is_sorted_by(|one, next| one.origin < next.origin);
        (!sorted).then_some("the logs are not sorted, or one is there twice")
    }
}

impl WitnessMemory {
    /// Reads the memory at `path`; a file that is not there is an empty memory.
    ///
    /// # Errors
    /// [`MemoryFileError`].
    pub fn load(path: &Path) -> Result<Self, MemoryFileError> {
        Ok(Self(MemoryFile::load(path)?))
    }

    /// What was signed last of the log with this origin.
    #[must_use]
    pub fn last(&self, origin: &KeyName) -> Option<Checkpoint> {
        let signed = self.0.content()?.logs.iter().find(|signed| signed.origin == *origin)?;
        Some(Checkpoint { origin: origin.clone(), size: signed.size, root: signed.root.0 })
    }

    /// How a checkpoint stands to what was signed before. `root_at` gives the root of the first so many entries of the
    /// log that was verified together with it, as far as it is there.
    ///
    /// # Errors
    /// [`WitnessError`], if it must not be signed.
    pub fn judge(
        &self,
        checkpoint: &Checkpoint,
        root_at: impl Fn(u64) -> Option<RootHash>,
    ) -> Result<Witnessed, WitnessError> {
        let Some(signed) = self.last(&checkpoint.origin) else { return Ok(Witnessed::First) };
        if checkpoint.size < signed.size {
            return Err(WitnessError::Shorter { found: checkpoint.size, signed });
        }
        if checkpoint.size == signed.size {
            let found = checkpoint.root;
            let same = found == signed.root;
            return if same { Ok(Witnessed::Again) } else { Err(WitnessError::Rewritten { signed, found }) };
        }
        match (root_at(signed.size), root_at(checkpoint.size)) {
            (Some(found), _) if found != signed.root => Err(WitnessError::Rewritten { signed, found }),
            (Some(_), Some(root)) if root == checkpoint.root => Ok(Witnessed::Grown { from: signed }),
            _ => Err(WitnessError::NotShown { signed }),
        }
    }

    /// Judges as [`WitnessMemory::judge`], and remembers the checkpoint durably before this returns; called before the
    /// signature leaves the machine.
    ///
    /// # Errors
    /// [`WitnessError`]; nothing is remembered then.
    pub fn remember(
        &mut self,
        checkpoint: &Checkpoint,
        root_at: impl Fn(u64) -> Option<RootHash>,
    ) -> Result<Witnessed, WitnessError> {
        let witnessed = self.judge(checkpoint, root_at)?;
        if witnessed != Witnessed::Again {
            let mut logs = self.0.content().map(|content| content.logs.clone()).unwrap_or_default();
            logs.retain(|signed| signed.origin != checkpoint.origin);
            let Checkpoint { origin, size, root } = checkpoint.clone();
            logs.push(Signed { origin, size, root: Root(root) });
            logs.sort_by(|one, other| one.origin.cmp(&other.origin));
            self.0.store(Content { format: FORMAT.to_owned(), logs })?;
        }
        Ok(witnessed)
    }
}

impl TryFrom<String> for Root {
    type Error = IdError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Ok(Self(RootHash::new(hex32(&text)?)))
    }
}

impl From<Root> for String {
    fn from(root: Root) -> Self {
        root.0.to_string()
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    fn checkpoint(size: u64, root: u8) -> Checkpoint {
        of("panitia.example/00/9901012001/1/1", size, root)
    }

    fn of(origin: &str, size: u64, root: u8) -> Checkpoint {
        Checkpoint { origin: origin.parse().unwrap(), size, root: RootHash::new([root; 32]) }
    }

    /// A log whose root over n entries is n everywhere.
    fn honest(upto: u64) -> impl Fn(u64) -> Option<RootHash> {
        move |size| (size <= upto).then(|| RootHash::new([u8::try_from(size).unwrap(); 32]))
    }

    fn nothing(_: u64) -> Option<RootHash> {
        None
    }

    fn place(folder: &tempfile::TempDir) -> PathBuf {
        folder.path().join("saksi.key.age.memory.json")
    }

    #[test]
    fn the_first_checkpoint_needs_no_log_and_the_same_one_may_be_signed_again() {
        let folder = tempfile::tempdir().unwrap();
        let mut memory = WitnessMemory::load(&place(&folder)).unwrap();
        assert_eq!(memory.remember(&checkpoint(7, 7), nothing).unwrap(), Witnessed::First);
        drop(memory);
        let mut memory = WitnessMemory::load(&place(&folder)).unwrap();
        assert_eq!(memory.last(&checkpoint(7, 7).origin), Some(checkpoint(7, 7)));
        assert_eq!(memory.remember(&checkpoint(7, 7), nothing).unwrap(), Witnessed::Again);
        let other = of("panitia.example/00/9901012001/1/2", 3, 3);
        assert_eq!(memory.remember(&other, nothing).unwrap(), Witnessed::First);
        assert_eq!(memory.last(&checkpoint(7, 7).origin), Some(checkpoint(7, 7)));
    }

    #[test]
    fn a_log_that_shows_both_roots_has_grown() {
        let folder = tempfile::tempdir().unwrap();
        let mut memory = WitnessMemory::load(&place(&folder)).unwrap();
        memory.remember(&checkpoint(7, 7), nothing).unwrap();
        let grown = memory.remember(&checkpoint(9, 9), honest(12)).unwrap();
        assert_eq!(grown, Witnessed::Grown { from: checkpoint(7, 7) });
        drop(memory);
        let memory = WitnessMemory::load(&place(&folder)).unwrap();
        assert_eq!(memory.last(&checkpoint(7, 7).origin), Some(checkpoint(9, 9)));
    }

    #[test]
    fn what_does_not_continue_the_last_signature_is_refused_and_not_remembered() {
        let folder = tempfile::tempdir().unwrap();
        let mut memory = WitnessMemory::load(&place(&folder)).unwrap();
        memory.remember(&checkpoint(7, 7), nothing).unwrap();
        let before = std::fs::read(place(&folder)).unwrap();
        let shorter = memory.remember(&checkpoint(6, 6), honest(6)).unwrap_err();
        assert!(matches!(shorter, WitnessError::Shorter { signed, found: 6 } if signed == checkpoint(7, 7)));
        let same_size = memory.remember(&checkpoint(7, 8), honest(9)).unwrap_err();
        assert!(
            matches!(same_size, WitnessError::Rewritten { found, .. } if found == RootHash::new([8; 32]))
        );
        let rewritten = |size| (size < 9).then(|| RootHash::new([70; 32])).or(Some(RootHash::new([9; 32])));
        let rewritten = memory.remember(&checkpoint(9, 9), rewritten).unwrap_err();
        assert!(
            matches!(rewritten, WitnessError::Rewritten { found, .. } if found == RootHash::new([70; 32]))
        );
        // The log must reach both, and lead to the very checkpoint.
        for (size, root, upto) in [(9, 9, 0), (9, 9, 8), (9, 10, 12)] {
            let error = memory.remember(&checkpoint(size, root), honest(upto)).unwrap_err();
            assert!(matches!(error, WitnessError::NotShown { .. }), "{error}");
        }
        assert_eq!(std::fs::read(place(&folder)).unwrap(), before);
    }

    #[test]
    fn a_damaged_or_doubled_memory_is_not_an_empty_one() {
        let folder = tempfile::tempdir().unwrap();
        let mut memory = WitnessMemory::load(&place(&folder)).unwrap();
        memory.remember(&checkpoint(7, 7), nothing).unwrap();
        drop(memory);
        let text = std::fs::read_to_string(place(&folder)).unwrap();
        let entry = text.split_once("[\n").unwrap().1.split_once("\n  ]").unwrap().0;
        let doubled = text.replace(entry, &format!("{entry},\n{entry}"));
        let upper = text.replace(&"07".repeat(32), &"0A".repeat(32));
        let other = text.replace("witness-memory", "trustee-memory");
        for damaged in [&text[..text.len() - 1], "", &doubled, &upper, &other] {
            std::fs::write(place(&folder), damaged).unwrap();
            let loaded = WitnessMemory::load(&place(&folder));
            assert!(matches!(loaded, Err(MemoryFileError::Damaged { .. })), "{damaged}");
        }
    }

    #[test]
    fn two_processes_do_not_share_a_memory() {
        let folder = tempfile::tempdir().unwrap();
        let held = WitnessMemory::load(&place(&folder)).unwrap();
        assert!(matches!(WitnessMemory::load(&place(&folder)), Err(MemoryFileError::Locked { .. })));
        drop(held);
        assert!(WitnessMemory::load(&place(&folder)).is_ok());
    }
}
