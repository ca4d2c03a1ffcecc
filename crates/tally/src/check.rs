//! The numbered checks of `tally verify` (spec 12). Numbers are never reused.

use std::fmt;

/// One check; the number is stable for ever.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Check {
    /// The definition reads, is valid and is the one asked for.
    Definition = 1,
    /// The authority sealed it.
    Seal = 2,
    /// Every trustee accepted it.
    Acceptances = 3,
    /// The token lists are those of the definition.
    TokenLists = 4,
    /// The bundles are canonical.
    Bundles = 5,
    /// Every entry is signed by its booth.
    EntrySignatures = 6,
    /// Chains, and the status of every booth, are as the count set says.
    Chain = 7,
    /// Bodies are well formed.
    Bodies = 8,
    /// *Closed* counts what the log holds.
    CloseCounts = 9,
    /// Checkpoints in records and loose ones fit the chains.
    Checkpoints = 10,
    /// Receipts in records and loose ones fit the chains.
    Receipts = 11,
    /// Every counted ballot's proof holds.
    BallotProofs = 12,
    /// Every challenged ballot is reproduced from its seed.
    Challenges = 13,
    /// Every counted ballot has a token of its list, used once.
    Tokens = 14,
    /// No encryption randomness occurs twice unremarked.
    RepeatedR = 15,
    /// Groups follow from the cells.
    Groups = 16,
    /// Sums follow from the ballots.
    Sums = 17,
    /// Every byte of the count sets follows from the evidence.
    CountSets = 18,
    /// The committees signed.
    Committee = 19,
    /// The roots follow from the leaves.
    Trees = 20,
    /// Every decryption share is proved.
    Shares = 21,
    /// The totals follow from the shares.
    Totals = 22,
    /// Every byte of the results follows.
    Results = 23,
    /// The officers' figures agree, or a reason is given.
    Accounting = 24,
    /// Decisions are signed by the committee, and those that a count set names are there and fit.
    Decisions = 25,
    /// A later count set repeats every earlier group and adds only late logs.
    Successors = 26,
    /// Notes of the authority on the election's root are signed by it.
    Notes = 27,
    /// Statements are well formed and signed by those who may.
    Statements = 28,
    /// The manifest covers every file, and no other is there.
    Manifest = 90,
}

impl Check {
    /// All checks in order.
    pub const ALL: [Self; 29] = [
        Self::Definition,
        Self::Seal,
        Self::Acceptances,
        Self::TokenLists,
        Self::Bundles,
        Self::EntrySignatures,
        Self::Chain,
        Self::Bodies,
        Self::CloseCounts,
        Self::Checkpoints,
        Self::Receipts,
        Self::BallotProofs,
        Self::Challenges,
        Self::Tokens,
        Self::RepeatedR,
        Self::Groups,
        Self::Sums,
        Self::CountSets,
        Self::Committee,
        Self::Trees,
        Self::Shares,
        Self::Totals,
        Self::Results,
        Self::Accounting,
        Self::Decisions,
        Self::Successors,
        Self::Notes,
        Self::Statements,
        Self::Manifest,
    ];

    /// The number in the specification.
    #[must_use]
    pub const fn number(self) -> u8 {
        self as u8
    }

    /// The name in the specification.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Definition => "definition",
            Self::Seal => "seal",
            Self::Acceptances => "acceptances",
            Self::TokenLists => "token-lists",
            Self::Bundles => "bundles",
            Self::EntrySignatures => "entry-signatures",
            Self::Chain => "chain",
            Self::Bodies => "bodies",
            Self::CloseCounts => "close-counts",
            Self::Checkpoints => "checkpoints",
            Self::Receipts => "receipts",
            Self::BallotProofs => "ballot-proofs",
            Self::Challenges => "challenges",
            Self::Tokens => "tokens",
            Self::RepeatedR => "repeated-r",
            Self::Groups => "groups",
            Self::Sums => "sums",
            Self::CountSets => "count-sets",
            Self::Committee => "committee",
            Self::Trees => "trees",
            Self::Shares => "shares",
            Self::Totals => "totals",
            Self::Results => "results",
            Self::Accounting => "accounting",
            Self::Decisions => "decisions",
            Self::Successors => "successors",
            Self::Notes => "notes",
            Self::Statements => "statements",
            Self::Manifest => "manifest",
        }
    }
}

impl fmt::Display for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.number(), self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_specification_lists_the_same_checks() {
        let spec = include_str!("../../../docs/spec.md");
        for check in Check::ALL {
            let row = format!("| {} | {} |", check.number(), check.name());
            assert!(spec.contains(&row), "docs/spec.md has no row {row:?}");
        }
        let rows = spec.split("## 12. Checks").nth(1).unwrap().split("## 13").next().unwrap();
        let numbered =
            rows.lines().filter(|l| l.starts_with("| ") && l[2..].starts_with(char::is_numeric)).count();
        assert_eq!(numbered, Check::ALL.len(), "docs/spec.md numbers a check that does not exist");
    }
}
