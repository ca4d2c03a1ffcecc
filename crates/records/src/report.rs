//! What was taken from which file, and what was not: `merge-report.json` beside the record (spec 8.1).

use serde::Serialize;
use tally::{Added, FileKind, Message};

use crate::intake::{UNKNOWN, kind_name};

/// Why something was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cause {
    /// The system does not let it be read, or it is not there.
    Unreadable,
    /// A symbolic link: never followed.
    Link,
    /// A FIFO, a socket or a device.
    Special,
    /// Longer than a file of its kind may be.
    TooLarge,
    /// More folders inside each other, or more files, than are read.
    TooMany,
    /// Nothing that a tally knows.
    Unknown,
    /// Damaged, of another election, without valid signature or proof.
    Invalid,
}

/// One thing that was not taken.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct IntakeProblem {
    /// The file as it was found; control characters may be in its name. None if it is about several files.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// Position in the log, if it is about one entry.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub position: Option<u64>,
    /// Why.
    pub cause: Cause,
    /// Number of the check that it would fail in a record (spec 12).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub check: Option<u8>,
    /// What is wrong, in plain words; the file has the English ones.
    pub problem: Message,
}

/// One file of which something was valid, or that the record computes itself.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Taken {
    /// The file as it was found.
    pub file: String,
    /// What it is.
    pub kind: &'static str,
    /// Valid items in it: entries of a log, otherwise 1; 0 for what the record computes itself.
    pub valid: u64,
}

/// What intake made of every file. Its order is that of the names, whatever the order of reading was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct IntakeReport {
    /// Always `pilkades/merge-report/v1`.
    pub format: &'static str,
    /// What was taken.
    pub taken: Vec<Taken>,
    /// What was not.
    pub problems: Vec<IntakeProblem>,
}

impl Default for IntakeReport {
    fn default() -> Self {
        Self { format: "pilkades/merge-report/v1", taken: Vec::new(), problems: Vec::new() }
    }
}

impl IntakeReport {
    /// The bytes of `merge-report.json`.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        election::json::to_pretty(self)
    }

    /// Whether something could not be read at all.
    #[must_use]
    pub fn has_unreadable(&self) -> bool {
        self.problems.iter().any(|problem| problem.cause == Cause::Unreadable)
    }

    pub(crate) fn refuse(&mut self, file: &str, cause: Cause, problem: impl Into<Message>) {
        let (file, problem) = (Some(file.to_owned()), problem.into());
        self.problems.push(IntakeProblem { file, position: None, cause, check: None, problem });
    }

    pub(crate) fn invalid(&mut self, file: Option<&str>, problem: tally::Problem) {
        self.problems.push(IntakeProblem {
            file: file.map(str::to_owned),
            position: problem.position,
            cause: Cause::Invalid,
            check: Some(problem.check.number()),
            problem: problem.message,
        });
    }

    /// What became of one file.
    pub(crate) fn note(&mut self, name: &str, kind: FileKind, added: Added) {
        if kind == FileKind::Unknown && added.valid == 0 {
            self.refuse(name, Cause::Unknown, UNKNOWN);
            return;
        }
        added.problems.into_iter().for_each(|problem| self.invalid(Some(name), problem));
        if added.valid > 0 || kind == FileKind::Computed {
            let (file, kind) = (name.to_owned(), kind_name(kind));
            self.taken.push(Taken { file, kind, valid: added.valid });
        }
    }

    pub(crate) fn join(&mut self, other: Self) {
        self.taken.extend(other.taken);
        self.problems.extend(other.problems);
    }

    pub(crate) fn sort(&mut self) {
        self.taken.sort();
        self.taken.dedup();
        self.problems.sort();
        self.problems.dedup();
    }
}
