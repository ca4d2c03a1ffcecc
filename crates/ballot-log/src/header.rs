//! The header of a stored log: whose it is (spec 6.5 to 6.7).

use election::{BoothId, BoothNumber, ElectionId, PublicKey, TpsNumber, VillageCode};

use crate::identity::LogIdentity;

const MAGIC: &[u8; 4] = b"PLKB";
const VERSION: u8 = 1;
const VILLAGE: usize = 10;

/// Why bytes are not the header of a log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HeaderError {
    /// Too few or too many bytes.
    #[error("the header of a log has {expected} bytes, here are {found}", expected = LogHeader::LENGTH)]
    Length {
        /// Number of bytes found.
        found: usize,
    },
    /// Another kind of file.
    #[error("this is not a log of this system: it does not begin with PLKB")]
    Magic,
    /// A version that this program does not know.
    #[error("the log has version {found}, this program reads version 1")]
    Version {
        /// The version found.
        found: u8,
    },
    /// A field that no definition allows.
    #[error("{field} in the header is not one")]
    Field {
        /// Name of the field.
        field: &'static str,
    },
}

/// Whose log it is, as a file says. It proves nothing: the caller looks the booth up in the definition and
/// compares ([`LogHeader::matches`]).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct LogHeader {
    /// The election.
    pub election: ElectionId,
    /// The booth.
    pub booth: BoothId,
    /// The booth's signing key.
    pub key: PublicKey,
}

impl LogHeader {
    /// Number of bytes of every header.
    pub const LENGTH: usize = 4 + 1 + 32 + 4 + VILLAGE + 2 + 2 + 32;

    /// The header of a log of the definition.
    #[must_use]
    pub fn of(log: &LogIdentity) -> Self {
        Self { election: log.election, booth: log.booth.clone(), key: log.key }
    }

    /// Whether the definition says the same of this booth.
    #[must_use]
    pub fn matches(&self, log: &LogIdentity) -> bool {
        *self == Self::of(log)
    }

    /// Reads a header; nothing may follow it.
    ///
    /// # Errors
    /// [`HeaderError`].
    pub fn parse(bytes: &[u8]) -> Result<Self, HeaderError> {
        let length = HeaderError::Length { found: bytes.len() };
        let bytes: &[u8; Self::LENGTH] = bytes.try_into().map_err(|_| length)?;
        let (magic, rest) = bytes.split_first_chunk::<4>().ok_or(length)?;
        let ([version], rest) = rest.split_first_chunk::<1>().ok_or(length)?;
        let (election, rest) = rest.split_first_chunk::<32>().ok_or(length)?;
        let (village_length, rest) = rest.split_first_chunk::<4>().ok_or(length)?;
        let (village, rest) = rest.split_first_chunk::<VILLAGE>().ok_or(length)?;
        let (tps, rest) = rest.split_first_chunk::<2>().ok_or(length)?;
        let (booth, rest) = rest.split_first_chunk::<2>().ok_or(length)?;
        let (key, _) = rest.split_first_chunk::<32>().ok_or(length)?;
        if magic != MAGIC {
            return Err(HeaderError::Magic);
        }
        if *version != VERSION {
            return Err(HeaderError::Version { found: *version });
        }
        let field = |field| HeaderError::Field { field };
        if u32::from_be_bytes(*village_length) != 10 {
            return Err(field("the village code"));
        }
        let village = std::str::from_utf8(village).ok().and_then(|v| v.parse::<VillageCode>().ok());
        let tps = TpsNumber::try_from(u32::from(u16::from_be_bytes(*tps)));
        let booth = BoothNumber::try_from(u32::from(u16::from_be_bytes(*booth)));
        let booth = BoothId {
            village: village.ok_or(field("the village code"))?,
            tps: tps.map_err(|_| field("the TPS number"))?,
            booth: booth.map_err(|_| field("the booth number"))?,
        };
        let key = PublicKey::from_bytes(key).map_err(|_| field("the booth's key"))?;
        Ok(Self { election: ElectionId::new(*election), booth, key })
    }

    /// The bytes: `"PLKB" || u8 1 || ElectionId || str(village) || u16 tps || u16 booth || booth key`.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let village = self.booth.village.as_str().as_bytes();
        [
            MAGIC.as_slice(),
            &[VERSION],
            self.election.as_bytes(),
            &u32::try_from(village.len()).unwrap_or(u32::MAX).to_be_bytes(),
            village,
            &self.booth.tps.get().to_be_bytes(),
            &self.booth.booth.get().to_be_bytes(),
            self.key.as_bytes(),
        ]
        .concat()
    }
}
