//! After the polls: what came in becomes a count set, decrypted totals, a result and a record that verifies itself.
//!
//! This crate touches no file and no database. Bytes enter through [`Evidence`] and leave as the files of a record
//! ([`Merged::files`]); the record is a pure function of the set of valid evidence (spec 8.1). [`verify`] sends a
//! record through the same two doors and compares every byte.

mod building;
mod bulletin;
mod chain;
mod check;
mod count_set;
mod counting;
mod decision;
mod ends;
mod evidence;
mod groups;
mod job;
mod ledger;
mod linking;
mod loose;
mod merge;
mod message;
mod proofs;
mod record;
mod remembered;
mod result;
mod shares;
mod signed;
mod signing;
mod standing;
mod statement;
mod verify;
mod witness;

pub use bulletin::{
    Bulletin, BulletinError, Difference, LARGEST_NUMBER, RowSum, SignedBulletin, TooLarge, add_up,
};
pub use check::Check;
pub use count_set::{
    BoothLine, BoothStatus, CountSet, Decided, Group, Reason, Remark, RemarkKind, SetAside, SumText, set_hash,
};
pub use counting::NoRandomness;
pub use decision::{AttendanceLine, Decision, DecisionError, DecisionKind, LogEnd};
pub use election::AcceptanceFile;
pub use ends::{Branch, Fork};
pub use evidence::{BoothRecord, Evidence, MOST_FORGED};
pub use groups::{Cell, CellGroup, GroupStatus, group_cells};
pub use job::{Job, NoProgress, Progress, Villages, merge_by_village, merge_one};
pub use loose::RootNotes;
pub use merge::{FoundEntries, MergeError, Merged, NextSet, VillageMerge, merge, questions};
pub use message::{Added, Message, Problem};
pub use proofs::{
    LinkProblem, ProofText, ProvedReceipt, ReceiptFiles, ReceiptProofError, UpperProof, check_receipt_files,
    prove_receipt,
};
pub use record::{FileHashes, FileKind, Files, Input, MANIFEST, file_kind, hashes, manifest, manifest_of};
pub use remembered::{RememberedVillage, VillageKey};
pub use result::{
    AreaLine, AttendanceSource, BLANK, BoothFigures, Came, DusunFigures, GroupTotals, Identity,
    IgnoredDecision, NotFinal, OptionName, Outcome, OutcomeKind, Place, Summary, Tie, TieDecided, TieStep,
    TpsTotals, Unanswered, VillageResult, WhyIgnored, options,
};
pub use shares::{GroupShares, Question, ShareFile, ShareProblem, ShareText, Totals, ValidShares};
pub use signing::Signatures;
pub use standing::{DecisionLine, DecisionStanding, WaitingDecision};
pub use statement::{
    Answer, Drawn, Explanation, Minutes, Objection, Officer, Recount, Role, Said, SignedStatement, SlipBox,
    Statement, StatementError, Statements, Witness,
};
pub use verify::{CheckResult, Failure, RecordSource, VerifyError, VerifyReport, verify, verify_by_village};
pub use witness::SeenLog;
