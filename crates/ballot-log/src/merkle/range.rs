//! The root of a growing tree in logarithmic memory: what a booth carries from ballot to ballot.

use super::{LeafHash, RootHash, empty_root, node};

/// Roots of the perfect subtrees that make up a tree, largest first (a "compact range").
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CompactRange {
    size: u64,
    peaks: Vec<[u8; 32]>,
}

impl CompactRange {
    /// The range of a tree without leaves.
    #[must_use]
    pub const fn new() -> Self {
        Self { size: 0, peaks: Vec::new() }
    }

    /// Adds the next leaf. Each bit set at the low end of the old size is a subtree that the new leaf completes.
    pub fn push(&mut self, leaf: LeafHash) {
        let mut hash = *leaf.as_bytes();
        for _ in 0..self.size.trailing_ones() {
            if let Some(left) = self.peaks.pop() {
                hash = node(&left, &hash);
            }
        }
        self.peaks.push(hash);
        self.size += 1;
    }

    /// Number of leaves.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// Root of the tree so far; of an empty tree SHA-256 of nothing.
    #[must_use]
    pub fn root(&self) -> RootHash {
        let joined = self.peaks.iter().rev().copied().reduce(|right, left| node(&left, &right));
        joined.map_or_else(empty_root, RootHash::new)
    }
}
