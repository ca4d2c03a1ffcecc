//! Whose log it is: everything about one booth's log that the definition fixes.

use election::definition::{Definition, TimeZone, Voters};
use election::{BoothId, ElectionId, EntryHash, KeyName, LabelledHasher, Mode, PublicKey};

/// One booth's log, as the sealed definition describes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogIdentity {
    /// The election.
    pub election: ElectionId,
    /// Whether its votes count.
    pub mode: Mode,
    /// The definition's time zone.
    pub time_zone: TimeZone,
    /// The booth.
    pub booth: BoothId,
    /// The booth's signing key.
    pub key: PublicKey,
    /// Registered voters (DPT) of the booth's lists; of a spare, those of its TPS, any of whom may come to it (spec 6.9).
    pub registered: Voters,
    /// Origin and key name of its checkpoints (spec 7.2).
    pub origin: KeyName,
}

impl LogIdentity {
    /// The log of one booth of a definition; `None` if the definition has no such booth.
    #[must_use]
    pub fn of(definition: &Definition, id: &BoothId) -> Option<Self> {
        let booth = definition.booth(id)?;
        Some(Self {
            election: definition.id(),
            mode: definition.mode(),
            time_zone: definition.content().time_zone,
            booth: id.clone(),
            key: booth.key,
            registered: definition.voters_at(id)?,
            origin: definition.log_origin(id),
        })
    }

    /// The previous hash of position 0: `H("log-start", ElectionId, booth key)` (spec 6.1).
    #[must_use]
    pub fn start(&self) -> EntryHash {
        let hash = LabelledHasher::new("log-start").bytes(self.election).bytes(self.key.as_bytes());
        EntryHash::new(hash.finish())
    }
}
