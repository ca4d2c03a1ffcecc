//! What was taken from which file, and what was not: `merge-report.json` beside the record (spec 8.1).

use serde::{Serialize, Serializer};
use tally::{Added, Check, FileKind, Message};

use crate::intake::{UNKNOWN, kind_name};

/// Problems of one file that are listed: whoever gets the list fetches the log again after the first.
pub(crate) const MOST_LISTED: usize = 1_000;
const MORE: (&str, &str) = (
    "more is wrong in this file than is listed here",
    "yang keliru dalam berkas ini lebih banyak daripada yang tercantum di sini",
);

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

/// What a committee does about something that was not taken. What concerns the count comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Advice {
    /// Bring the log again, from the booth or its second medium.
    FetchLog,
    /// Give the right permissions, or copy the medium again.
    CopyAgain,
    /// Lay the file itself there, not a link to it.
    GiveTheFile,
    /// Name the folder of the logs instead of one with everything.
    GiveLess,
    /// Take the log out of what is too large for one.
    TakeOut,
    /// Ask whoever sealed the election for the true file.
    AskAuthority,
    /// Let the trustee accept this definition.
    AcceptAgain,
    /// Let the committee sign the count set.
    SignAgain,
    /// Let the committee sign the decision.
    DecideAgain,
    /// Let those who made the statement sign it.
    StateAgain,
    /// Let the trustee make the shares.
    AnswerAgain,
    /// Keep the original and show it to a technician.
    Keep,
    /// Take it out of the inputs.
    Remove,
}

impl Advice {
    /// What to do about something of this cause that fails this check.
    #[must_use]
    pub fn of(cause: Cause, check: Option<Check>) -> Self {
        match cause {
            Cause::Unreadable => Self::CopyAgain,
            Cause::Link => Self::GiveTheFile,
            Cause::TooMany => Self::GiveLess,
            Cause::TooLarge => Self::TakeOut,
            Cause::Special | Cause::Unknown => Self::Remove,
            Cause::Invalid => check.map_or(Self::Keep, Self::of_check),
        }
    }

    const fn of_check(check: Check) -> Self {
        match check {
            Check::Definition | Check::Seal | Check::TokenLists | Check::Notes => Self::AskAuthority,
            Check::Acceptances => Self::AcceptAgain,
            Check::Bundles
            | Check::EntrySignatures
            | Check::Chain
            | Check::Bodies
            | Check::CloseCounts
            | Check::BallotProofs
            | Check::Challenges
            | Check::Tokens
            | Check::RepeatedR
            | Check::Accounting => Self::FetchLog,
            Check::Groups | Check::Sums | Check::CountSets | Check::Committee | Check::Successors => {
                Self::SignAgain
            }
            Check::Shares | Check::Totals => Self::AnswerAgain,
            Check::Decisions => Self::DecideAgain,
            Check::Statements => Self::StateAgain,
            Check::Checkpoints | Check::Receipts | Check::Trees | Check::Results | Check::Manifest => {
                Self::Keep
            }
        }
    }
}

/// One thing that was not taken.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct IntakeProblem {
    /// The file as it was found, in the words of [`shown`](crate::shown); control characters may be in its name. None if it
    /// is about several files.
    pub file: Option<String>,
    /// Position in the log, if it is about one entry.
    pub position: Option<u64>,
    /// Why.
    pub cause: Cause,
    /// Number of the check that it would fail in a record (spec 12).
    pub check: Option<u8>,
    /// What is wrong, in plain words; the file has the English ones.
    pub problem: Message,
}

impl IntakeProblem {
    /// What to do about it.
    #[must_use]
    pub fn advice(&self) -> Advice {
        let numbered = |number: u8| Check::ALL.into_iter().find(|check| check.number() == number);
        Advice::of(self.cause, self.check.and_then(numbered))
    }
}

impl Serialize for IntakeProblem {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Written<'p> {
            #[serde(skip_serializing_if = "Option::is_none")]
            file: Option<&'p str>,
            #[serde(skip_serializing_if = "Option::is_none")]
            position: Option<u64>,
            cause: Cause,
            #[serde(skip_serializing_if = "Option::is_none")]
            check: Option<u8>,
            problem: &'p Message,
            advice: Advice,
        }
        let Self { file, position, cause, check, problem } = self;
        let (file, advice) = (file.as_deref(), self.advice());
        Written { file, position: *position, cause: *cause, check: *check, problem, advice }
            .serialize(serializer)
    }
}

/// One file of which something was valid, or that the record computes itself.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Taken {
    /// The file as it was found, in the words of [`shown`](crate::shown).
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

    pub(crate) fn refuse(&mut self, file: String, cause: Cause, problem: impl Into<Message>) {
        let (file, problem) = (Some(file), problem.into());
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
    pub(crate) fn note(&mut self, name: String, kind: FileKind, added: Added) {
        if kind == FileKind::Unknown && added == Added::default() {
            self.refuse(name, Cause::Unknown, UNKNOWN);
            return;
        }
        let mut problems = added.problems.into_iter();
        problems.by_ref().take(MOST_LISTED).for_each(|problem| self.invalid(Some(&name), problem));
        if let Some(next) = problems.next() {
            let more = tally::Problem { check: next.check, position: None, message: MORE.into() };
            self.invalid(Some(&name), more);
        }
        if added.valid > 0 || kind == FileKind::Computed {
            self.taken.push(Taken { file: name, kind: kind_name(kind), valid: added.valid });
        }
    }

    pub(crate) fn join(&mut self, other: Self) {
        self.taken.extend(other.taken);
        self.problems.extend(other.problems);
    }

    pub(crate) fn sort(&mut self) {
        self.taken.sort();
        self.taken.dedup();
        self.problems.sort_unstable();
        self.problems.dedup();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_to_do_stands_with_every_problem() {
        let mut report = IntakeReport::default();
        report.refuse("a".to_owned(), Cause::Link, ("a link", "tautan"));
        report.invalid(
            Some("b"),
            tally::Problem { check: Check::Shares, position: Some(2), message: ("x", "y").into() },
        );
        let text = String::from_utf8(report.to_bytes()).unwrap();
        let squeezed: String = text.split_whitespace().collect();
        assert!(
            squeezed.contains(r#"{"file":"a","cause":"link","problem":"alink","advice":"give-the-file"}"#)
        );
        let placed =
            r#"{"file":"b","position":2,"cause":"invalid","check":21,"problem":"x","advice":"answer-again"}"#;
        assert!(squeezed.contains(placed), "{text}");
    }

    #[test]
    fn a_log_is_fetched_again_and_what_is_no_log_is_not() {
        let of = |check| Advice::of(Cause::Invalid, Some(check));
        assert_eq!([Check::Bundles, Check::EntrySignatures, Check::Chain].map(of), [Advice::FetchLog; 3]);
        assert_eq!([Check::Receipts, Check::Checkpoints].map(of), [Advice::Keep; 2]);
        assert_eq!(Advice::of(Cause::Unknown, None), Advice::Remove);
    }
}
