//! A whole tree, built once, for making proofs.

use rs_merkle::{Hasher, MerkleTree};

use super::proof::{ConsistencyProof, InclusionProof};
use super::{LeafHash, RootHash, node};

/// Why a tree or a proof cannot be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TreeError {
    /// A tree needs a leaf; empty trees have no proofs (spec 7.1).
    #[error("a tree without leaves has no proofs")]
    Empty,
    /// No such leaf.
    #[error("there is no leaf {index} in a tree of {size} (they count from 0)")]
    NoSuchLeaf {
        /// The index asked for.
        index: u64,
        /// Number of leaves.
        size: u64,
    },
    /// The older tree is not a beginning of this one.
    #[error("a tree of {size} leaves does not continue one of {old} (it must have 1 to {size})")]
    NotOlder {
        /// Size of the older tree asked for.
        old: u64,
        /// Number of leaves.
        size: u64,
    },
}

/// SHA-256 with the prefixes of RFC 6962, which the library's own hashers lack.
#[derive(Clone)]
pub(super) struct Rfc6962;

impl Hasher for Rfc6962 {
    type Hash = [u8; 32];

    fn hash(leaf: &[u8]) -> [u8; 32] {
        *LeafHash::of(leaf).as_bytes()
    }

    /// A node without a right sibling moves up unchanged.
    fn concat_and_hash(left: &[u8; 32], right: Option<&[u8; 32]>) -> [u8; 32] {
        right.map_or(*left, |right| node(left, right))
    }
}

/// A tree with at least one leaf, for making inclusion and consistency proofs.
pub struct Tree {
    inner: MerkleTree<Rfc6962>,
    leaves: Vec<[u8; 32]>,
    root: RootHash,
}

impl Tree {
    /// Builds the tree over the given leaves, in order.
    ///
    /// # Errors
    /// [`TreeError::Empty`].
    pub fn new(leaves: impl IntoIterator<Item = LeafHash>) -> Result<Self, TreeError> {
        let leaves: Vec<[u8; 32]> = leaves.into_iter().map(|leaf| *leaf.as_bytes()).collect();
        if leaves.is_empty() {
            return Err(TreeError::Empty);
        }
        let inner = MerkleTree::from_leaves(&leaves);
        let root = RootHash::new(inner.root().ok_or(TreeError::Empty)?);
        Ok(Self { inner, leaves, root })
    }

    /// Number of leaves, at least 1.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.leaves.len() as u64
    }

    /// Root of the tree.
    #[must_use]
    pub const fn root(&self) -> RootHash {
        self.root
    }

    /// Proof that the leaf at `index` (from 0) is in this tree.
    ///
    /// # Errors
    /// [`TreeError::NoSuchLeaf`].
    pub fn prove(&self, index: u64) -> Result<InclusionProof, TreeError> {
        let missing = TreeError::NoSuchLeaf { index, size: self.size() };
        let at = usize::try_from(index).ok().filter(|at| *at < self.leaves.len()).ok_or(missing)?;
        let hashes = self.inner.proof(&[at]).proof_hashes().to_vec();
        InclusionProof::new(index, self.size(), hashes).map_err(|_| missing)
    }

    /// Proof that this tree continues the tree of its first `old` leaves (RFC 6962 section 2.1.2).
    ///
    /// # Errors
    /// [`TreeError::NotOlder`] unless `1 <= old <= size`.
    pub fn prove_consistency(&self, old: u64) -> Result<ConsistencyProof, TreeError> {
        let not_older = TreeError::NotOlder { old, size: self.size() };
        let at =
            usize::try_from(old).ok().filter(|at| (1..=self.leaves.len()).contains(at)).ok_or(not_older)?;
        let mut hashes = Vec::new();
        subproof(at, &self.leaves, true, &mut hashes);
        ConsistencyProof::new(old, self.size(), hashes).map_err(|_| not_older)
    }
}

/// `SUBPROOF(m, D[n], b)` of RFC 6962 section 2.1.2, with `1 <= m <= n`; `known` says that the verifier holds the root
/// of the first m leaves.
fn subproof(m: usize, leaves: &[[u8; 32]], known: bool, hashes: &mut Vec<[u8; 32]>) {
    if m == leaves.len() {
        if !known {
            hashes.push(subroot(leaves));
        }
        return;
    }
    let (left, right) = leaves.split_at(split(leaves.len()));
    if m <= left.len() {
        subproof(m, left, known, hashes);
        hashes.push(subroot(right));
    } else {
        subproof(m - left.len(), right, false, hashes);
        hashes.push(subroot(left));
    }
}

fn subroot(leaves: &[[u8; 32]]) -> [u8; 32] {
    match leaves {
        [leaf] => *leaf,
        [] => *super::empty_root().as_bytes(),
        _ => {
            let (left, right) = leaves.split_at(split(leaves.len()));
            node(&subroot(left), &subroot(right))
        }
    }
}

/// Largest power of two smaller than `n`, for `n >= 2`.
const fn split(n: usize) -> usize {
    1 << (n - 1).ilog2()
}
