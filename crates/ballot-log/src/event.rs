//! What an event says (spec 6.2).

use election::TokenHash;
use serde::{Deserialize, Serialize};

use crate::body::{BodyError, check_text, ensure};
use crate::moment::Moment;

/// An incident, an officer's act or an exchange of slips.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// What happened.
    pub event: EventKind,
    /// When, rounded down to 30 minutes so that no event times a ballot ([`Moment::half_hour`]).
    pub at: Moment,
    /// Details for people, at most 200 characters; may be empty.
    pub detail: String,
    /// The two slips of [`EventKind::Exchange`], present exactly for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exchange: Option<Exchange>,
}

impl Event {
    pub(crate) fn check(&self) -> Result<(), BodyError> {
        ensure(self.at == self.at.half_hour(), "at", "is not rounded down to 30 minutes")?;
        check_text("detail", &self.detail, 0, 200)?;
        let named = self.exchange.is_some() == (self.event == EventKind::Exchange);
        ensure(named, "exchange", "is not there exactly for the event of this name")
    }
}

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EventKind {
    /// The booth was started again.
    Restart,
    /// An officer paused the booth.
    Pause,
    /// An officer resumed it.
    Resume,
    /// A slip or receipt did not print.
    PrintFailure,
    /// A slip or receipt was printed again.
    Reprint,
    /// The clock jumped.
    ClockJump,
    /// A medium no longer answered.
    MediumLost,
    /// A medium answered again.
    MediumBack,
    /// After a crash the shorter medium was brought up to the longer.
    RolledForward,
    /// The mirror was rebuilt from the log.
    MirrorRebuilt,
    /// The log was rebuilt from the mirror.
    LogRebuilt,
    /// Any other act of an officer.
    Officer,
    /// The slip of another booth was exchanged for one of this booth.
    Exchange,
}

/// A slip that was given up at another booth and the slip of this booth that its voter got instead (spec 6.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exchange {
    /// Hash of the slip that the desk keeps, in a list of another booth of this TPS.
    pub old: TokenHash,
    /// Hash of the slip of this booth.
    pub new: TokenHash,
    /// Whether the other booth's second medium could be read, and so said that the old slip is not spent.
    pub medium: SecondMedium,
}

/// The second medium of the booth whose slip was exchanged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SecondMedium {
    /// Read: the old slip was not spent.
    Read,
    /// Not readable: two officers vouched.
    Unreadable,
}
