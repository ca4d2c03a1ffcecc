//! What is to be shown: everything a screen needs, and nothing else.
//!
//! Sentences about this booth's day (a reason, a finding) come ready in the officers' language; all other words are the
//! screens' own.

use std::sync::Arc;

use dialogue::Lang;
use zeroize::Zeroizing;

/// What never changes while the booth runs: whose ballot it is.
#[derive(Debug, Clone, Default)]
pub struct BallotFace {
    /// For example *Pemilihan Kepala Desa Sungai Rebo*.
    pub title: String,
    /// For example *TPS 3 - Bilik 2*.
    pub place: String,
    /// Whether `SIMULASI` stands on everything.
    pub simulation: bool,
    /// In number order.
    pub candidates: Vec<Candidate>,
    /// Whether the last option, number of candidates + 1, is *suara kosong*.
    pub blank: bool,
    /// First digits of the ElectionId and of the program's hash, for the officers.
    pub hashes: [String; 2],
    /// Whether something can be heard: then voters are asked whether they want to listen.
    pub voice: bool,
    /// Languages that voters may choose from; with fewer than two nobody is asked.
    pub languages: Vec<Lang>,
    /// Slips that may be used in a demonstration; shown on *Siap* to be touched. Empty otherwise.
    pub demo_slips: Vec<String>,
}

/// A candidate as voters see one.
#[derive(Debug, Clone, Default)]
pub struct Candidate {
    /// *Nomor urut*, from 1.
    pub number: u8,
    /// At most 60 characters.
    pub name: String,
    /// A PNG or JPEG file, already compared with the sealed hash.
    pub photo: Option<Arc<[u8]>>,
}

/// An option number, 1 to n, in clear; wiped when dropped. It has a place of its own in memory: what moves from hand to
/// hand, and leaves copies behind, is only where that is.
#[derive(Clone)]
pub struct Secret(Box<Zeroizing<u8>>);

impl Secret {
    /// Takes an option number.
    #[must_use]
    pub fn new(option: u8) -> Self {
        Self(Box::new(Zeroizing::new(option)))
    }

    /// The option number, for painting it.
    #[must_use]
    pub fn expose(&self) -> u8 {
        **self.0
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret")
    }
}

/// What is shown now.
#[derive(Debug, Clone)]
pub enum View {
    /// Two officers type their codes.
    Codes(CodesView),
    /// Something is being done; nobody can do anything.
    Busy(Busy),
    /// Before opening: the readiness check.
    Readiness(Readiness),
    /// Before opening: the witnesses' launch codes.
    Launch(Launch),
    /// *Siap*: scan or type a slip.
    Ready,
    /// A slip was refused: *Panggil petugas*, and not a word more.
    Refused,
    /// *Pilih*.
    Choose,
    /// *Yakin?*, with the chosen option.
    Confirm(Secret),
    /// *Cocokkan*: the paper is out, the choice is hidden.
    Compare,
    /// After TIDAK: the slip is void; choose again or leave.
    Withdrawn,
    /// *Selesai*.
    Done(Ending),
    /// A voter does not answer; an officer has identified and says how it goes on.
    Left(Left),
    /// What officers can do while the booth waits.
    Menu(Menu),
    /// *Jeda*.
    Paused,
    /// Whether a slip's ballot is recorded.
    SlipStatus(SlipStatus),
    /// A slip of a broken booth for one of this booth.
    Exchange(ExchangeView),
    /// The printer failed.
    Trouble(Trouble),
    /// The booth stopped and must be started again.
    Stopped(Stopped),
    /// The machine was off in the middle of the day: what hangs in the printer?
    Restarted(Restarted),
    /// The officers' figures at the close.
    Accounting(Accounting),
    /// The polls are closed.
    Closed(Closed),
}

/// Officers' codes are asked for.
#[derive(Debug, Clone)]
pub struct CodesView {
    /// What for.
    pub purpose: Purpose,
    /// The codes before were wrong.
    pub wrong: bool,
    /// Seconds until codes are taken again, after several wrong ones.
    pub wait: u32,
    /// Whether it can be left again without codes: back to where the booth was.
    pub can_go_back: bool,
}

/// What officers' codes are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Unlocking the keys when the program starts.
    Start,
    /// The officers' menu.
    Menu,
    /// Going on after a pause.
    Resume,
    /// A voter did not answer.
    VoterLeft,
    /// Going on without a paper that did not print.
    GiveUp,
    /// Closing the polls.
    Close,
}

/// What the booth is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Busy {
    /// Unlocking keys, opening both media.
    Starting,
    /// The readiness check.
    Checking,
    /// Opening the polls, printing the zero report.
    Opening,
    /// *Mencetak*: strip and slip for the voter.
    Printing,
    /// Storing the ballot and printing the receipt.
    Storing,
    /// Printing for an officer.
    PrintingForOfficer,
    /// Reading the second medium of another booth.
    Reading,
    /// Closing, exporting.
    Closing,
}

/// A line of the readiness check.
#[derive(Debug, Clone)]
pub struct Check {
    /// For example *Printer menjawab dan ada kertas*.
    pub what: String,
    /// How it is.
    pub state: CheckState,
    /// What to do, or what was found.
    pub detail: String,
}

/// How a line of the readiness check is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CheckState {
    /// As it must be.
    Good,
    /// Officers should look at it, and may go on.
    Attention,
    /// The polls cannot be opened like this.
    Bad,
}

/// The readiness check's result.
#[derive(Debug, Clone)]
pub struct Readiness {
    /// Its lines.
    pub checks: Vec<Check>,
    /// Whether the polls can be opened.
    pub may_open: bool,
    /// Whether the report of this check was printed.
    pub printed: bool,
}

/// Launch codes are collected.
#[derive(Debug, Clone, Default)]
pub struct Launch {
    /// Why the last attempt was refused.
    pub refused: Option<String>,
}

/// What came of a voter's session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// The ballot is stored; slip into the box, receipt home.
    Cast,
    /// The ballot is stored, and officers went on without the paper that did not print.
    CastWithoutPaper,
    /// The ballot was opened for a test; a fresh slip at the desk.
    Challenged,
    /// Nothing was recorded; the slip is as good as before.
    Nothing,
}

/// A session whose voter does not answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Left {
    /// Whether a slip hangs in the printer: ending the session prints BATAL on it.
    pub slip_hangs: bool,
}

/// The officers' menu.
#[derive(Debug, Clone, Default)]
pub struct Menu {
    /// Ballots cast, challenged, cancelled.
    pub counts: [u32; 3],
    /// Why the last slip was refused, in the officers' language.
    pub refusal: Option<String>,
    /// What the last act came to.
    pub said: Option<String>,
    /// Whether this booth knows token lists of others, so that slips can be exchanged.
    pub can_exchange: bool,
    /// For the officers: what the start found and repaired, whether sound is missing, and the like.
    pub notices: Vec<String>,
}

/// The answer about a slip.
#[derive(Debug, Clone, Default)]
pub struct SlipStatus {
    /// *Sudah tercatat*, *belum tercatat*, or why it cannot be told; none before a slip was scanned.
    pub answer: Option<String>,
}

/// Exchanging a slip.
#[derive(Debug, Clone, Default)]
pub struct ExchangeView {
    /// Why it was refused.
    pub refused: Option<String>,
    /// What the other booth's medium said, if one was read.
    pub medium: Option<String>,
    /// Media that may be read: names to choose from.
    pub media: Vec<String>,
}

/// The printer failed.
#[derive(Debug, Clone)]
pub struct Trouble {
    /// What is wrong and what to do.
    pub why: Why,
    /// What happened to the vote.
    pub vote: VoteState,
}

/// What is wrong with the printer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// It does not answer.
    Offline,
    /// No paper.
    NoPaper,
    /// Its cover is open.
    CoverOpen,
    /// Jam, cutter.
    Jammed,
}

/// What happened to the vote when the printer failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VoteState {
    /// It is stored; the last line of its slip and its receipt may be missing.
    Stored,
    /// It was opened for a test, which is recorded; only paper is missing.
    Tested,
    /// It is not stored; what may be out is void, and the voter may begin again with the same slip.
    Void,
    /// It is not stored and nothing came out; the voter may begin again with the same slip.
    NotStored,
    /// It has nothing to do with a vote.
    NoVote,
}

/// The booth stopped.
#[derive(Debug, Clone)]
pub struct Stopped {
    /// What happened, for the officers.
    pub cause: String,
    /// Whether starting again may help. What was recorded last is not known before.
    pub can_restart: bool,
}

/// The machine was off while the polls were open.
#[derive(Debug, Clone, Default)]
pub struct Restarted {
    /// Whether a slip may hang in the printer without its mark, so that officers have to look.
    pub asks: bool,
    /// What the start found and repaired.
    pub notices: Vec<String>,
}

/// The officers' figures.
#[derive(Debug, Clone, Default)]
pub struct Accounting {
    /// What the log holds: cast, challenged, cancelled.
    pub counts: [u32; 3],
    /// Voters in the DPT of this booth.
    pub registered: u32,
    /// What does not agree; then a reason is asked for.
    pub mismatches: Vec<String>,
    /// Why the last attempt was refused otherwise.
    pub refused: Option<String>,
}

/// The polls are closed.
#[derive(Debug, Clone, Default)]
pub struct Closed {
    /// Whether the close report was printed.
    pub printed: bool,
    /// Why it was not.
    pub trouble: Option<Why>,
    /// Sticks on which the log can be exported: names to choose from.
    pub sticks: Vec<String>,
    /// Where the log was exported to.
    pub exported: Vec<String>,
    /// Why the last export failed.
    pub refused: Option<String>,
    /// Number of entries and the root's first digits.
    pub seal: [String; 2],
}
