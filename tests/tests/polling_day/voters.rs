//! Who comes, what they mean, and how they go about it.

use integration::Dice;

use crate::booth::Hand;
use crate::village::CANDIDATES;

/// Options on the ballot: the candidates and *suara kosong*.
pub(crate) const OPTIONS: usize = CANDIDATES.len() + 1;

/// Somebody who comes to vote.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Voter {
    /// In the order of coming, from 0; the place of their slip among the slips.
    pub(crate) number: usize,
    /// The option that they mean.
    pub(crate) wish: u8,
    pub(crate) manner: Manner,
}

/// How somebody votes, or what happens meanwhile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Manner {
    /// Candidate, YA, YA, each touched so.
    With(Hand),
    /// Presses on the neighbour's card first, slides off to the one beside it, and then does it right.
    Sliding,
    /// Has a slip that the scanner does not read, and types it.
    Typing,
    /// TIDAK at *Yakin?*, because it was the wrong card.
    WrongCard,
    /// TIDAK before the paper, because it was the wrong card.
    WrongPaper,
    /// *Uji mesin*; then votes with a new slip.
    Testing,
    /// The paper ends in the midst of the audit slip.
    NoPaperForSlip,
    /// The paper ends in the midst of the receipt.
    NoPaperForReceipt,
    /// The power fails when the audit slip is out, before the second YA.
    PowerCutBeforeSending,
    /// The power fails when the ballot is stored, before anything says so on paper.
    PowerCutAfterStoring,
    /// The power fails between SAH and the receipt.
    PowerCutBeforeReceipt,
    /// The second medium takes nothing more when the ballot is to be stored.
    MediumFull,
    /// The power fails when the ballot is stored, and the second medium is gone for good.
    PowerCutAndMediumGone,
}

/// In this order they come.
const MANNERS: [Manner; 20] = [
    Manner::With(Hand::Steady),
    Manner::With(Hand::Slow),
    Manner::With(Hand::Trembling),
    Manner::Sliding,
    Manner::With(Hand::Twice),
    Manner::Typing,
    Manner::WrongCard,
    Manner::WrongPaper,
    Manner::Testing,
    Manner::NoPaperForSlip,
    Manner::NoPaperForReceipt,
    Manner::PowerCutBeforeSending,
    Manner::With(Hand::Steady),
    Manner::PowerCutAfterStoring,
    Manner::With(Hand::Trembling),
    Manner::PowerCutBeforeReceipt,
    Manner::MediumFull,
    Manner::With(Hand::Slow),
    Manner::PowerCutAndMediumGone,
    Manner::With(Hand::Twice),
];

/// Everybody, with wishes that are the same on every day.
pub(crate) fn everybody() -> Vec<Voter> {
    let mut dice = Dice::new(22_112_026);
    let voter = |(number, manner): (usize, &Manner)| {
        let wish = u8::try_from(1 + dice.below(OPTIONS)).unwrap();
        Voter { number, wish, manner: *manner }
    };
    MANNERS.iter().enumerate().map(voter).collect()
}

impl Voter {
    /// An option that this voter does not mean, `steps` further on the ballot.
    pub(crate) fn other(self, steps: usize) -> u8 {
        let place = (usize::from(self.wish) - 1 + steps) % OPTIONS;
        u8::try_from(place + 1).unwrap()
    }

    /// The paper that comes out for them, in order.
    pub(crate) const fn paper(self) -> &'static str {
        match self.manner {
            Manner::With(_)
            | Manner::Sliding
            | Manner::Typing
            | Manner::WrongCard
            | Manner::NoPaperForReceipt
            | Manner::PowerCutAfterStoring
            | Manner::MediumFull
            | Manner::PowerCutAndMediumGone => "strip SAH receipt",
            // A slip that is given up is marked, and another one begins with a strip of its own.
            Manner::WrongPaper | Manner::NoPaperForSlip | Manner::PowerCutBeforeSending => {
                "strip BATAL strip SAH receipt"
            }
            Manner::Testing => "strip DIUJI other strip SAH receipt",
            // Its slip lies in the box already; what is cut off for it must not be taken for the mark of another one.
            Manner::PowerCutBeforeReceipt => "strip SAH (PISAH) receipt",
        }
    }
}
