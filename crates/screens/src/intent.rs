//! What people did.

use std::fmt;
use std::ops::Deref;

use zeroize::Zeroizing;

use crate::view::{Purpose, Secret};

/// What somebody at the booth wants.
#[derive(Debug)]
pub enum Intent {
    /// Two officers' codes.
    Codes(CodesOf),
    /// Leave a screen of officers for where the booth was.
    Back,
    /// Officers are called: the screen for codes.
    CallOfficers,
    /// Run the readiness check again.
    CheckAgain,
    /// Print its report.
    PrintReadiness,
    /// On to the launch codes.
    ToLaunch,
    /// Open the polls.
    Open(Vec<Launching>),
    /// A slip, scanned or typed.
    Slip(Typed),
    /// An option was touched, 1 to n.
    Choose(Secret),
    /// *YA* on *Yakin?*.
    Yes,
    /// *TIDAK, ulangi* on *Yakin?*.
    No,
    /// *YA, kirim*: the second YA.
    Cast,
    /// *TIDAK* before the paper.
    Cancel,
    /// *Uji mesin*, after it was explained.
    Challenge,
    /// After TIDAK: choose again.
    ChooseAgain,
    /// After TIDAK: leave.
    Leave,
    /// The voter has read the end.
    Finish,
    /// The voter answers after all.
    StillHere,
    /// An officer: the voter goes on.
    VoterBack,
    /// An officer: the slip that hangs cannot be read, and is printed again.
    ReprintSlip,
    /// An officer: the voter's session ends.
    VoterGone,
    /// Officers' menu.
    Pause(String),
    /// On to the codes that end a pause.
    Resume,
    /// A remark for the log.
    Remark(String),
    /// The zero report again.
    ReprintZero,
    /// On to asking about a slip.
    ToSlipStatus,
    /// On to exchanging a slip.
    ToExchange,
    /// Exchange these slips.
    Exchange {
        /// The slip of the other booth.
        old: Typed,
        /// The slip of this booth.
        new: Typed,
        /// What tells that the old one is not spent.
        medium: ExchangeMedium,
    },
    /// The printer is mended: print what is missing.
    PrintAgain,
    /// Go on without the paper.
    GiveUp,
    /// Start the program again.
    Restart,
    /// What was found at the printer after a restart.
    Found(PaperAtPrinter),
    /// On to closing.
    ToClose,
    /// Close with these figures.
    Close {
        /// The officers' figures.
        figures: Figures,
        /// A reason, where they do not agree.
        reason: Option<String>,
    },
    /// Print the close report.
    PrintClose,
    /// Export the log to the stick of this name.
    Export(String),
    /// End the program, after the close.
    Shutdown,
}

/// What was typed or scanned and nobody else may read: wiped when dropped, and never printed.
pub struct Typed(Zeroizing<String>);

impl Typed {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<Zeroizing<String>> for Typed {
    fn from(text: Zeroizing<String>) -> Self {
        Self(text)
    }
}

impl From<String> for Typed {
    fn from(text: String) -> Self {
        Self(Zeroizing::new(text))
    }
}

impl Deref for Typed {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Typed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Typed")
    }
}

/// Two officers' codes, of 8 digits each.
#[derive(Debug)]
pub struct CodesOf {
    /// What for.
    pub purpose: Purpose,
    /// Officer 1.
    pub first: Typed,
    /// Officer 2.
    pub second: Typed,
}

/// A launch code and who gave it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Launching {
    /// The candidate whose witness gave it; 0 = an officer's dice.
    pub candidate: u8,
    /// Who gave it.
    pub given_by: String,
    /// The code.
    pub code: String,
}

/// What tells that the old slip of an exchange is not spent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExchangeMedium {
    /// The medium of this name.
    Read(String),
    /// It cannot be read; two officers vouch by name.
    Vouched([String; 2]),
}

/// What hangs in the printer after a restart.
#[derive(Debug)]
pub enum PaperAtPrinter {
    /// No slip without a mark.
    Nothing,
    /// A slip that has no mark yet.
    Slip,
}

/// The officers' figures at the close.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Figures {
    /// Present: men, women.
    pub present: [u32; 2],
    /// Voters outside the DPT: men, women.
    pub dptb: [u32; 2],
    /// Token slips received, unused, spoiled, exchanged (taken in from other booths).
    pub tokens: [u32; 4],
    /// Audit slips SAH, BATAL.
    pub slips: [u32; 2],
}
