//! Inclusion and consistency proofs: shaped when made, checked against bytes.

use rs_merkle::MerkleProof;

use super::tree::Rfc6962;
use super::{LeafHash, RootHash, node};

/// Why a proof does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// No leaf has this index in a tree of this size; an empty tree has none at all.
    #[error("there is no leaf {index} in a tree of {size} (they count from 0)")]
    NoSuchLeaf {
        /// The index claimed.
        index: u64,
        /// The size claimed.
        size: u64,
    },
    /// Too few or too many hashes for this index and size.
    #[error("the proof has {found} hashes instead of {expected}")]
    Length {
        /// What index and size demand.
        expected: u32,
        /// What is there.
        found: usize,
    },
    /// The older tree is empty or larger than the newer.
    #[error("a tree of {new} leaves does not continue one of {old}")]
    NotOlder {
        /// Size of the older tree.
        old: u64,
        /// Size of the newer tree.
        new: u64,
    },
    /// Leaf (or older root) and hashes do not lead to the root.
    #[error("the proof does not lead to the root: what it begins with, or the root, is not what was logged")]
    WrongRoot,
    /// The hashes do not lead to the older root.
    #[error("the proof does not lead to the older root: the log was rewritten")]
    WrongOldRoot,
}

/// Proof that one leaf is at one index of a tree (RFC 6962 section 2.1.1; spec 7.1).
///
/// One that exists has `index < size` and `bitlen(index xor (size - 1)) + popcount(index >> that)` hashes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InclusionProof {
    index: u64,
    size: u64,
    hashes: Vec<[u8; 32]>,
}

impl InclusionProof {
    /// A proof as received, from the leaf's sibling upwards.
    ///
    /// # Errors
    /// [`ProofError::NoSuchLeaf`], [`ProofError::Length`].
    pub fn new(index: u64, size: u64, hashes: Vec<[u8; 32]>) -> Result<Self, ProofError> {
        let expected = path_length(index, size).ok_or(ProofError::NoSuchLeaf { index, size })?;
        if usize::try_from(expected) != Ok(hashes.len()) {
            return Err(ProofError::Length { expected, found: hashes.len() });
        }
        Ok(Self { index, size, hashes })
    }

    /// Index of the leaf, from 0.
    #[must_use]
    pub const fn index(&self) -> u64 {
        self.index
    }

    /// Number of leaves of the tree.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// The hashes, from the leaf's sibling upwards.
    #[must_use]
    pub fn hashes(&self) -> &[[u8; 32]] {
        &self.hashes
    }

    /// Checks that the leaf with these bytes is at [`InclusionProof::index`] of the tree with this root.
    ///
    /// # Errors
    /// [`ProofError::WrongRoot`]; [`ProofError::NoSuchLeaf`] where a machine cannot count that far.
    pub fn verify(&self, leaf: &[u8], root: &RootHash) -> Result<(), ProofError> {
        if self.root_over(leaf)? == *root { Ok(()) } else { Err(ProofError::WrongRoot) }
    }

    /// The root to which this proof leads from a leaf with these bytes. Compare it with one that is known.
    ///
    /// # Errors
    /// [`ProofError::NoSuchLeaf`] where a machine cannot count that far; [`ProofError::WrongRoot`] if the proof
    /// leads nowhere.
    pub fn root_over(&self, leaf: &[u8]) -> Result<RootHash, ProofError> {
        let too_far = |_| ProofError::NoSuchLeaf { index: self.index, size: self.size };
        let index = usize::try_from(self.index).map_err(too_far)?;
        let size = usize::try_from(self.size).map_err(too_far)?;
        let leaf = *LeafHash::of(leaf).as_bytes();
        let path = MerkleProof::<Rfc6962>::new(self.hashes.clone());
        path.root(&[index], &[leaf], size).map(RootHash::new).map_err(|_| ProofError::WrongRoot)
    }
}

/// Number of hashes of an inclusion proof (spec 7.1); `None` if there is no such leaf.
fn path_length(index: u64, size: u64) -> Option<u32> {
    let last = size.checked_sub(1).filter(|last| index <= *last)?;
    let inner = u64::BITS - (index ^ last).leading_zeros();
    Some(inner + index.checked_shr(inner).unwrap_or(0).count_ones())
}

/// Proof that a tree continues an older one: its first leaves are the older tree's (RFC 6962 section 2.1.2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsistencyProof {
    old: u64,
    new: u64,
    hashes: Vec<[u8; 32]>,
}

impl ConsistencyProof {
    /// A proof as received.
    ///
    /// # Errors
    /// [`ProofError::NotOlder`] unless `1 <= old <= new`, [`ProofError::Length`].
    pub fn new(old: u64, new: u64, hashes: Vec<[u8; 32]>) -> Result<Self, ProofError> {
        let expected = consistency_length(old, new).ok_or(ProofError::NotOlder { old, new })?;
        if usize::try_from(expected) != Ok(hashes.len()) {
            return Err(ProofError::Length { expected, found: hashes.len() });
        }
        Ok(Self { old, new, hashes })
    }

    /// Size of the older tree.
    #[must_use]
    pub const fn old_size(&self) -> u64 {
        self.old
    }

    /// Size of the newer tree.
    #[must_use]
    pub const fn new_size(&self) -> u64 {
        self.new
    }

    /// The hashes.
    #[must_use]
    pub fn hashes(&self) -> &[[u8; 32]] {
        &self.hashes
    }

    /// Checks both roots (RFC 9162 section 2.1.4.2, whose step numbers stand beside the code).
    ///
    /// # Errors
    /// [`ProofError::WrongOldRoot`], [`ProofError::WrongRoot`].
    pub fn verify(&self, old_root: &RootHash, new_root: &RootHash) -> Result<(), ProofError> {
        let mut hashes = self.hashes.iter();
        // 1, 2: an older tree that is one perfect subtree is not repeated in the path. Equal sizes have no path.
        let first = if self.old.is_power_of_two() || self.old == self.new {
            old_root.as_bytes()
        } else {
            hashes.next().ok_or(ProofError::WrongRoot)?
        };
        // 3, 4: `fn` and `sn`, up to where the older tree's last node is a left child.
        let (old_last, new_last) = (self.old - 1, self.new - 1);
        let completed = old_last.trailing_ones();
        let mut old_node = old_last.checked_shr(completed).unwrap_or(0);
        let mut new_node = new_last.checked_shr(completed).unwrap_or(0);
        // 5, 6: `fr` and `sr`.
        let (mut old_hash, mut new_hash) = (*first, *first);
        for hash in hashes {
            if old_node & 1 == 1 || old_node == new_node {
                old_hash = node(hash, &old_hash);
                new_hash = node(hash, &new_hash);
                while old_node & 1 == 0 && old_node != 0 {
                    old_node >>= 1;
                    new_node >>= 1;
                }
            } else {
                new_hash = node(&new_hash, hash);
            }
            old_node >>= 1;
            new_node >>= 1;
        }
        // 7: that `sn` is 0 follows from the length, which was checked when the proof was made.
        if old_hash != *old_root.as_bytes() {
            return Err(ProofError::WrongOldRoot);
        }
        if new_hash == *new_root.as_bytes() { Ok(()) } else { Err(ProofError::WrongRoot) }
    }
}

/// Number of hashes of a consistency proof, by the recursion `SUBPROOF` of RFC 6962; `None` unless `1 <= old <= new`.
fn consistency_length(old: u64, new: u64) -> Option<u32> {
    if old == 0 || old > new {
        return None;
    }
    let (mut m, mut n, mut known, mut length) = (old, new, true, 0);
    while m != n {
        let left = 1_u64 << (n - 1).ilog2();
        if m <= left {
            n = left;
        } else {
            (m, n, known) = (m - left, n - left, false);
        }
        length += 1;
    }
    Some(if known { length } else { length + 1 })
}
