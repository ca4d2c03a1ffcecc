//! What the six kinds of entries say (spec 6.2).

use std::fmt;

use election::definition::Voters;
use election::json::{self, JsonError};
use election::{BallotCode, ElectionId, EntryHash, IdError, Mode};
use serde::{Deserialize, Serialize};

use crate::entry::{Kind, MAX_BODY};
use crate::event::Event;
use crate::identity::LogIdentity;
use crate::moment::Moment;

const SEED: usize = 32;
const MAX_OPTIONS: u8 = 8;
const LAUNCH_SYMBOLS: &[u8] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Why a body is not well formed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BodyError {
    /// The bytes are not a ballot's, by their number.
    #[error("a body of kind {} does not have {found} bytes for any number of options", kind.name())]
    Length {
        /// Kind of the entry.
        kind: Kind,
        /// Length of the body in bytes.
        found: usize,
    },
    /// Not the canonical JSON of this kind.
    #[error("the body is not canonical JSON of its kind: {0}")]
    Json(#[from] JsonError),
    /// A field outside its limits.
    #[error("{field} {problem}")]
    Field {
        /// Name of the field.
        field: &'static str,
        /// What is wrong with it.
        problem: &'static str,
    },
}

/// A body, read. [`Body::parse`] hands out only well-formed ones, [`Body::to_bytes`] writes only such.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    /// The polls were opened.
    Opened(Opened),
    /// A ballot that was sent: its bytes (spec 4.5), not decoded here.
    Cast(Vec<u8>),
    /// A ballot that was opened for a test.
    Challenged(Challenged),
    /// A ballot that was given up.
    Cancelled(Cancelled),
    /// An incident, an officer's act or an exchange of slips.
    Event(Event),
    /// The polls were closed.
    Closed(Closed),
}

impl Body {
    /// Reads the body of an entry of the given kind.
    ///
    /// # Errors
    /// [`BodyError`].
    pub fn parse(kind: Kind, bytes: &[u8]) -> Result<Self, BodyError> {
        let body = match kind {
            Kind::Opened => Self::Opened(json::parse_compact(bytes, MAX_BODY)?),
            Kind::Cast => Self::Cast(bytes.to_vec()),
            Kind::Challenged => Self::Challenged(Challenged::parse(bytes)?),
            Kind::Cancelled => Self::Cancelled(json::parse_compact(bytes, MAX_BODY)?),
            Kind::Event => Self::Event(json::parse_compact(bytes, MAX_BODY)?),
            Kind::Closed => Self::Closed(json::parse_compact(bytes, MAX_BODY)?),
        };
        body.check()?;
        Ok(body)
    }

    /// The bytes of the body.
    ///
    /// # Errors
    /// [`BodyError`] if a field is outside its limits or everything together is longer than 3,900 bytes.
    pub fn to_bytes(&self) -> Result<Vec<u8>, BodyError> {
        self.check()?;
        let bytes = match self {
            Self::Opened(body) => json::to_compact(body),
            Self::Cast(ballot) => ballot.clone(),
            Self::Challenged(body) => body.to_bytes(),
            Self::Cancelled(body) => json::to_compact(body),
            Self::Event(body) => json::to_compact(body),
            Self::Closed(body) => json::to_compact(body),
        };
        if bytes.len() > MAX_BODY {
            return Err(JsonError::TooLong { length: bytes.len(), limit: MAX_BODY }.into());
        }
        Ok(bytes)
    }

    /// The kind of an entry with this body.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Opened(_) => Kind::Opened,
            Self::Cast(_) => Kind::Cast,
            Self::Challenged(_) => Kind::Challenged,
            Self::Cancelled(_) => Kind::Cancelled,
            Self::Event(_) => Kind::Event,
            Self::Closed(_) => Kind::Closed,
        }
    }

    /// Checks what depends on the definition: the election, the durability that its mode allows, the time zone.
    pub(crate) fn check_place(&self, log: &LogIdentity) -> Result<(), BodyError> {
        let zone = |field, at: &Moment| {
            ensure(at.time_zone() == log.time_zone, field, "is not in the definition's time zone")
        };
        match self {
            Self::Opened(body) => {
                ensure(body.election == log.election, "election", "is not the election of this log")?;
                let relaxed = body.durability == Durability::Relaxed && log.mode == Mode::Resmi;
                ensure(!relaxed, "durability", "is relaxed, which only a simulation may be")?;
                zone("opened_at", &body.opened_at)
            }
            Self::Event(body) => zone("at", &body.at),
            Self::Closed(body) => zone("closed_at", &body.closed_at),
            Self::Cast(_) | Self::Challenged(_) | Self::Cancelled(_) => Ok(()),
        }
    }

    fn check(&self) -> Result<(), BodyError> {
        match self {
            Self::Opened(body) => body.check(),
            Self::Cast(ballot) => check_ballot(ballot, Kind::Cast, ballot.len()),
            Self::Challenged(body) => body.check(),
            Self::Cancelled(_) => Ok(()),
            Self::Event(body) => body.check(),
            Self::Closed(body) => match &body.reason {
                Some(reason) => check_text("reason", reason, 1, 400),
                None => Ok(()),
            },
        }
    }
}

/// The polls were opened: what ran, and the launch code that the witnesses present made together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Opened {
    /// The election.
    pub election: ElectionId,
    /// Hash of the software that runs.
    pub software: SoftwareHash,
    /// How durable an acknowledged entry is.
    pub durability: Durability,
    /// When.
    pub opened_at: Moment,
    /// The codes of `launch`, joined by `-`.
    pub launch_code: String,
    /// Who gave which part; 1 to 16.
    pub launch: Vec<LaunchPart>,
}

impl Opened {
    /// The launch code that belongs to the parts.
    #[must_use]
    pub fn joined(launch: &[LaunchPart]) -> String {
        launch.iter().map(|part| part.code.as_str()).collect::<Vec<_>>().join("-")
    }

    fn check(&self) -> Result<(), BodyError> {
        ensure((1..=16).contains(&self.launch.len()), "launch", "has not 1 to 16 parts")?;
        for part in &self.launch {
            part.check()?;
        }
        let joined = self.launch_code == Self::joined(&self.launch);
        ensure(joined, "launch_code", "is not the codes of its parts joined by '-'")
    }
}

/// One witness's part of the launch code, or an officer's dice for an absent one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LaunchPart {
    /// Number of the candidate whose witness gave it; 0 = an officer's dice.
    pub candidate: u8,
    /// Who gave it, 1 to 80 characters.
    pub given_by: String,
    /// 5 to 16 Crockford symbols in upper case: at least 25 bits.
    pub code: String,
}

impl LaunchPart {
    fn check(&self) -> Result<(), BodyError> {
        ensure(self.candidate < MAX_OPTIONS, "candidate", "is not 0 to 7")?;
        check_text("given_by", &self.given_by, 1, 80)?;
        let symbols = self.code.bytes().all(|symbol| LAUNCH_SYMBOLS.contains(&symbol));
        ensure(symbols && (5..=16).contains(&self.code.len()), "code", "is not 5 to 16 Crockford symbols")
    }
}

/// How durable an acknowledged entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Durability {
    /// On both media before it is acknowledged.
    Full,
    /// Written without waiting for the media; in a simulation only.
    Relaxed,
}

/// SHA-256 of the software that runs on a booth.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SoftwareHash([u8; 32]);

impl SoftwareHash {
    /// Wraps the 32 bytes of a hash.
    #[must_use]
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Display for SoftwareHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

impl fmt::Debug for SoftwareHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SoftwareHash({self})")
    }
}

impl TryFrom<String> for SoftwareHash {
    type Error = IdError;
    fn try_from(text: String) -> Result<Self, IdError> {
        text.parse::<EntryHash>().map(|hash| Self(*hash.as_bytes()))
    }
}

impl From<SoftwareHash> for String {
    fn from(hash: SoftwareHash) -> Self {
        hash.to_string()
    }
}

/// A ballot whose voter chose *uji*: anyone can encrypt again and compare (spec 4.7).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Challenged {
    /// The ballot's bytes.
    pub ballot: Vec<u8>,
    /// The option that the voter had touched, 1 to 8.
    pub choice: u8,
    /// The seed of the ballot's randomness.
    pub seed: [u8; SEED],
}

impl Challenged {
    fn parse(bytes: &[u8]) -> Result<Self, BodyError> {
        let length = BodyError::Length { kind: Kind::Challenged, found: bytes.len() };
        let (rest, seed) = bytes.split_last_chunk::<SEED>().ok_or(length.clone())?;
        let (choice, ballot) = rest.split_last().ok_or(length)?;
        Ok(Self { ballot: ballot.to_vec(), choice: *choice, seed: *seed })
    }

    fn to_bytes(&self) -> Vec<u8> {
        [self.ballot.as_slice(), &[self.choice], &self.seed].concat()
    }

    fn check(&self) -> Result<(), BodyError> {
        check_ballot(&self.ballot, Kind::Challenged, self.ballot.len() + 1 + SEED)?;
        ensure((1..=MAX_OPTIONS).contains(&self.choice), "choice", "is not 1 to 8")
    }
}

/// A ballot that was given up: its code was shown or printed, it is not in the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cancelled {
    /// *Kode suara* of the ballot.
    pub code: BallotCode,
    /// Why.
    pub reason: CancelReason,
}

/// Why a ballot was given up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CancelReason {
    /// The voter said TIDAK.
    Voter,
    /// A slip came out, but after a restart there is no record.
    Restart,
    /// The slip could not be printed.
    Printer,
}

/// The polls were closed: what the log holds and what the officers counted by hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Closed {
    /// When.
    pub closed_at: Moment,
    /// Entries of this log by class.
    pub counts: Counts,
    /// The officers' figures.
    pub officers: Officers,
    /// Why the figures do not agree, 1 to 400 characters; needed if they do not (spec 6.9).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// Entries of a log by class. A booth keeps no count by candidate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counts {
    /// Ballots sent.
    pub cast: u32,
    /// Ballots opened for a test.
    pub challenged: u32,
    /// Ballots given up.
    pub cancelled: u32,
    /// Events.
    pub events: u32,
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { cast, challenged, cancelled, events } = self;
        write!(f, "{cast} cast, {challenged} challenged, {cancelled} cancelled ballots and {events} events")
    }
}

impl Counts {
    /// Counts one more entry; opening and closing are not counted.
    pub(crate) const fn add(&mut self, kind: Kind) {
        match kind {
            Kind::Cast => self.cast += 1,
            Kind::Challenged => self.challenged += 1,
            Kind::Cancelled => self.cancelled += 1,
            Kind::Event => self.events += 1,
            Kind::Opened | Kind::Closed => {}
        }
    }
}

/// What the officers counted by hand at close.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Officers {
    /// Voters who came (*hadir*).
    pub present: Voters,
    /// Voters added to the list on the day (*DPTb*).
    pub dptb: Voters,
    /// Token slips.
    pub tokens: Tokens,
    /// Printed slips in the two boxes.
    pub slips: Slips,
}

/// Token slips of a booth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tokens {
    /// Handed over before the polls opened.
    pub received: u32,
    /// Left over.
    pub unused: u32,
    /// Damaged.
    pub spoiled: u32,
    /// Exchanged at another booth.
    pub exchanged: u32,
}

/// Printed slips (*struk*).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Slips {
    /// Marked SAH: of ballots sent.
    pub sah: u32,
    /// Marked BATAL: of ballots given up.
    pub batal: u32,
}

pub(crate) fn ensure(holds: bool, field: &'static str, problem: &'static str) -> Result<(), BodyError> {
    if holds { Ok(()) } else { Err(BodyError::Field { field, problem }) }
}

/// A ballot has 10 + 32 (3m + 6) bytes for some m from 1 to 7 (spec 4.5). Whether m is the village's is a question of
/// the count (spec 8.4), not of the log.
fn check_ballot(ballot: &[u8], kind: Kind, found: usize) -> Result<(), BodyError> {
    let fits = (1..MAX_OPTIONS).any(|m| ballot.len() == 10 + 32 * (3 * usize::from(m) + 6));
    if fits { Ok(()) } else { Err(BodyError::Length { kind, found }) }
}

/// Length in characters, and nothing that hides or turns around what people read (spec 2.3).
pub(crate) fn check_text(
    field: &'static str,
    text: &str,
    shortest: usize,
    longest: usize,
) -> Result<(), BodyError> {
    let hides = |c: char| {
        c.is_control()
            || matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}')
            || matches!(c, '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    let length = (shortest..=longest).contains(&text.chars().count());
    ensure(length, field, "has too few or too many characters")?;
    ensure(!text.chars().any(hides), field, "has control or direction characters")
}
