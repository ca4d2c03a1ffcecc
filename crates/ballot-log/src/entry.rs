//! One entry of a booth's log (spec 6.1).

use election::EntryHash;

use crate::body::{Body, BodyError};
use crate::merkle::LeafHash;

pub(crate) const MAGIC: &[u8; 4] = b"PLK1";
/// Bytes of an entry before its body: magic, kind, position, previous hash, length.
pub(crate) const HEAD: usize = 4 + 1 + 8 + 32 + 4;
/// Longest body in bytes.
pub(crate) const MAX_BODY: usize = 3_900;
/// Most entries of one log; every position is below it.
pub(crate) const MAX_ENTRIES: u64 = 200_000;

/// Why bytes are not an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FormError {
    /// The first four bytes are not `PLK1`, or there are too few bytes for a head.
    #[error("this is not a log entry: it does not begin with PLK1")]
    Magic,
    /// A kind that version 1 does not know.
    #[error("entries have kinds 1 to 6, this has {found}")]
    Kind {
        /// The byte found.
        found: u8,
    },
    /// A position that no log reaches.
    #[error("position {found} lies beyond the longest log")]
    Position {
        /// The position found.
        found: u64,
    },
    /// A body over the limit.
    #[error("the body has {found} bytes, at most 3,900 are allowed")]
    BodyTooLong {
        /// The length found.
        found: usize,
    },
    /// More or fewer bytes than the length field says.
    #[error("the entry has {found} bytes where {expected} were announced")]
    Length {
        /// Bytes announced.
        expected: usize,
        /// Bytes found.
        found: usize,
    },
}

/// What an entry records (spec 6.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The polls were opened: position 0 and no other.
    Opened,
    /// A ballot that was sent (*kirim*).
    Cast,
    /// A ballot that was opened for a test (*uji*); never counted.
    Challenged,
    /// A ballot that was given up before the voter chose.
    Cancelled,
    /// An incident or an officer's act.
    Event,
    /// The polls were closed: last, at most once.
    Closed,
}

impl Kind {
    /// The byte in the entry.
    #[must_use]
    pub const fn number(self) -> u8 {
        match self {
            Self::Opened => 1,
            Self::Cast => 2,
            Self::Challenged => 3,
            Self::Cancelled => 4,
            Self::Event => 5,
            Self::Closed => 6,
        }
    }

    /// The name in spec 6.2.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Opened => "opened",
            Self::Cast => "cast",
            Self::Challenged => "challenged",
            Self::Cancelled => "cancelled",
            Self::Event => "event",
            Self::Closed => "closed",
        }
    }

    const fn from_number(number: u8) -> Option<Self> {
        match number {
            1 => Some(Self::Opened),
            2 => Some(Self::Cast),
            3 => Some(Self::Challenged),
            4 => Some(Self::Cancelled),
            5 => Some(Self::Event),
            6 => Some(Self::Closed),
            _ => None,
        }
    }
}

/// One entry: a link of the chain and a leaf of the tree.
///
/// Its body is bytes of the right length until [`Entry::body`] reads them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    kind: Kind,
    position: u64,
    previous: EntryHash,
    body: Vec<u8>,
}

impl Entry {
    /// An entry of given parts.
    ///
    /// # Errors
    /// [`FormError::BodyTooLong`], [`FormError::Position`].
    pub fn new(kind: Kind, position: u64, previous: EntryHash, body: Vec<u8>) -> Result<Self, FormError> {
        if body.len() > MAX_BODY {
            return Err(FormError::BodyTooLong { found: body.len() });
        }
        if position >= MAX_ENTRIES {
            return Err(FormError::Position { found: position });
        }
        Ok(Self { kind, position, previous, body })
    }

    /// Reads the bytes `E`; nothing may follow them.
    ///
    /// # Errors
    /// [`FormError`].
    pub fn parse(bytes: &[u8]) -> Result<Self, FormError> {
        let head = Head::parse(bytes)?;
        let body = bytes.get(HEAD..).unwrap_or_default();
        if body.len() != head.body {
            return Err(FormError::Length { expected: HEAD + head.body, found: bytes.len() });
        }
        Self::new(head.kind, head.position, head.previous, body.to_vec())
    }

    /// The bytes `E = "PLK1" || kind || position || previous || length || body`.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let length = u32::try_from(self.body.len()).unwrap_or(u32::MAX);
        [
            MAGIC.as_slice(),
            &[self.kind.number()],
            &self.position.to_be_bytes(),
            self.previous.as_bytes(),
            &length.to_be_bytes(),
            &self.body,
        ]
        .concat()
    }

    /// `leaf(E)`: the entry's name, the next entry's link, the tree's leaf.
    #[must_use]
    pub fn hash(&self) -> EntryHash {
        EntryHash::new(*LeafHash::of(&self.to_bytes()).as_bytes())
    }

    /// What it records.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        self.kind
    }

    /// Its place in the log, from 0.
    #[must_use]
    pub const fn position(&self) -> u64 {
        self.position
    }

    /// Hash of the entry before it; at position 0 the log's start.
    #[must_use]
    pub const fn previous(&self) -> EntryHash {
        self.previous
    }

    /// The body's bytes.
    #[must_use]
    pub fn body_bytes(&self) -> &[u8] {
        &self.body
    }

    /// Reads the body.
    ///
    /// # Errors
    /// [`BodyError`] if it is not well formed (spec 6.2).
    pub fn body(&self) -> Result<Body, BodyError> {
        Body::parse(self.kind, &self.body)
    }
}

/// The fixed-length beginning of an entry; a record needs it to know where the entry ends.
pub(crate) struct Head {
    kind: Kind,
    position: u64,
    previous: EntryHash,
    /// Length of the body, within the limit.
    pub(crate) body: usize,
}

impl Head {
    pub(crate) fn parse(bytes: &[u8]) -> Result<Self, FormError> {
        let (magic, rest) = bytes.split_first_chunk::<4>().ok_or(FormError::Magic)?;
        if magic != MAGIC {
            return Err(FormError::Magic);
        }
        let short = FormError::Length { expected: HEAD, found: bytes.len() };
        let (kind, rest) = rest.split_first().ok_or(short)?;
        let (position, rest) = rest.split_first_chunk().ok_or(short)?;
        let (previous, rest) = rest.split_first_chunk().ok_or(short)?;
        let (body, _) = rest.split_first_chunk().ok_or(short)?;
        let kind = Kind::from_number(*kind).ok_or(FormError::Kind { found: *kind })?;
        let position = u64::from_be_bytes(*position);
        let body = usize::try_from(u32::from_be_bytes(*body)).unwrap_or(usize::MAX);
        if body > MAX_BODY {
            return Err(FormError::BodyTooLong { found: body });
        }
        Ok(Self { kind, position, previous: EntryHash::new(*previous), body })
    }
}
