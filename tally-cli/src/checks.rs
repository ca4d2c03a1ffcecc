//! The numbered checks (spec 12) in words.

use dialogue::Msg;
use tally::Check;

/// The check with this number.
pub(crate) fn numbered(number: u8) -> Option<Check> {
    Check::ALL.into_iter().find(|check| check.number() == number)
}

/// What a check looks at.
pub(crate) const fn name(check: Check) -> Msg {
    match check {
        Check::Definition => Msg::new("check-definition"),
        Check::Seal => Msg::new("check-seal"),
        Check::Acceptances => Msg::new("check-acceptances"),
        Check::TokenLists => Msg::new("check-token-lists"),
        Check::Bundles => Msg::new("check-bundles"),
        Check::EntrySignatures => Msg::new("check-entry-signatures"),
        Check::Chain => Msg::new("check-chain"),
        Check::Bodies => Msg::new("check-bodies"),
        Check::CloseCounts => Msg::new("check-close-counts"),
        Check::Checkpoints => Msg::new("check-checkpoints"),
        Check::Receipts => Msg::new("check-receipts"),
        Check::BallotProofs => Msg::new("check-ballot-proofs"),
        Check::Challenges => Msg::new("check-challenges"),
        Check::Tokens => Msg::new("check-tokens"),
        Check::RepeatedR => Msg::new("check-repeated-r"),
        Check::Groups => Msg::new("check-groups"),
        Check::Sums => Msg::new("check-sums"),
        Check::CountSets => Msg::new("check-count-sets"),
        Check::Committee => Msg::new("check-committee"),
        Check::Trees => Msg::new("check-trees"),
        Check::Shares => Msg::new("check-shares"),
        Check::Totals => Msg::new("check-totals"),
        Check::Results => Msg::new("check-results"),
        Check::Accounting => Msg::new("check-accounting"),
        Check::Decisions => Msg::new("check-decisions"),
        Check::Successors => Msg::new("check-successors"),
        Check::Notes => Msg::new("check-notes"),
        Check::Statements => Msg::new("check-statements"),
        Check::Manifest => Msg::new("check-manifest"),
    }
}
