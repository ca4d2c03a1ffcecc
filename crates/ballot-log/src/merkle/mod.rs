//! Merkle trees of RFC 6962 (spec 7.1), with every way to misuse them closed.
//!
//! A proof is for one index, exists only with `index < size` and exactly the right number of hashes, and is
//! checked against the leaf's bytes, never against a hash that somebody hands over. The tree library behind it
//! ([`rs_merkle`]) accepts duplicate indices and surplus hashes; neither can be said through this face.

mod proof;
mod range;
mod tree;

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use election::{EntryHash, SetHash};
use sha2::{Digest, Sha256};

pub use proof::{ConsistencyProof, InclusionProof, ProofError};
pub use range::CompactRange;
pub use tree::{Tree, TreeError};

/// Hash of a leaf: SHA-256(0x00 || bytes) (RFC 6962 section 2.1).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LeafHash([u8; 32]);

impl LeafHash {
    /// Hashes the bytes of a leaf.
    #[must_use]
    pub fn of(leaf: &[u8]) -> Self {
        Self(Sha256::new().chain_update([0]).chain_update(leaf).finalize().into())
    }

    /// The 32 bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for LeafHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "LeafHash({})", hex::encode(self.0))
    }
}

impl From<EntryHash> for LeafHash {
    /// An entry's hash is the leaf hash of its bytes (spec 6.1).
    fn from(hash: EntryHash) -> Self {
        Self(*hash.as_bytes())
    }
}

impl From<SetHash> for LeafHash {
    /// A count set's hash is the leaf hash of its bytes (spec 9.4).
    fn from(hash: SetHash) -> Self {
        Self(*hash.as_bytes())
    }
}

/// Hash of the bytes of a leaf; the same as [`LeafHash::of`].
#[must_use]
pub fn leaf_hash(leaf: &[u8]) -> LeafHash {
    LeafHash::of(leaf)
}

/// Root of a tree (RFC 6962 section 2.1): what a checkpoint signs.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RootHash([u8; 32]);

impl RootHash {
    /// Wraps 32 bytes that a tree returned or a decoder cut out.
    #[must_use]
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Standard base64 with padding, as checkpoints write it (spec 7.2).
    #[must_use]
    pub fn to_base64(&self) -> String {
        to_base64(&self.0)
    }
}

impl fmt::Display for RootHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

impl fmt::Debug for RootHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RootHash({self})")
    }
}

/// 32 bytes as standard base64 with padding.
pub(crate) fn to_base64(hash: &[u8; 32]) -> String {
    STANDARD.encode(hash)
}

/// 32 bytes from their one base64 text; `None` for every other text.
pub(crate) fn from_base64(text: &str) -> Option<[u8; 32]> {
    STANDARD.decode(text).ok()?.try_into().ok()
}

/// Hash of an inner node: SHA-256(0x01 || left || right) (RFC 6962 section 2.1).
pub(crate) fn node(left: &[u8; 32], right: &[u8; 32]) -> [u8; 32] {
    Sha256::new().chain_update([1]).chain_update(left).chain_update(right).finalize().into()
}

/// Root of the tree without leaves: SHA-256 of nothing.
pub(crate) fn empty_root() -> RootHash {
    RootHash(Sha256::digest(b"").into())
}
