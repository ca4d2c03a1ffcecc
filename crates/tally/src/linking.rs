//! Slips that were exchanged: one ballot of all slips so linked counts (spec 8.5).

use std::collections::{BTreeMap, BTreeSet};

use ballot_log::Exchange;
use election::TokenHash;

use crate::building::BoothPart;
use crate::count_set::{Reason, RemarkKind};

/// The first use of a token in a log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TokenUse {
    pub(crate) token: TokenHash,
    pub(crate) position: u64,
}

/// An exchange that its own log allows: the new slip was this booth's and unused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Link {
    pub(crate) position: u64,
    pub(crate) exchange: Exchange,
}

/// Sets ballots aside whose slips were exchanged and for which another ballot counts. What an earlier count set has
/// counted stays: `frozen` says of which booths.
pub(crate) fn resolve(parts: &mut [BoothPart]) {
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by_key(|index| parts.get(*index).is_some_and(|part| !part.frozen));
    let mut trees = link(parts, &order);
    if trees.0.is_empty() {
        return;
    }
    let mut uses: BTreeMap<TokenHash, Vec<Rank>> = BTreeMap::new();
    for (index, part) in parts.iter().enumerate() {
        for used in &part.uses {
            let (root, depth) = trees.root_of(used.token);
            uses.entry(root).or_default().push(Rank {
                late: !part.frozen,
                depth,
                index,
                position: used.position,
            });
        }
    }
    let mut outdone: BTreeMap<usize, BTreeSet<u64>> = BTreeMap::new();
    for mut linked in uses.into_values().filter(|uses| uses.len() > 1) {
        linked.sort();
        for rank in linked.into_iter().skip(1).filter(|rank| rank.late) {
            outdone.entry(rank.index).or_default().insert(rank.position);
        }
    }
    for (index, positions) in outdone {
        if let Some(part) = parts.get_mut(index) {
            part.set_aside(&positions, Reason::TokenExchanged);
        }
    }
}

/// Which of several uses of linked slips counts: the least.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    /// Not in an earlier signed count set.
    late: bool,
    /// Exchanges between the first slip and this one.
    depth: usize,
    /// Place of the booth in definition order.
    index: usize,
    position: u64,
}

/// Joins the exchanges of all booths; those that would give a slip twice or run in a circle are remarked and ignored.
fn link(parts: &mut [BoothPart], order: &[usize]) -> Trees {
    let mut trees = Trees::default();
    for index in order {
        let Some(part) = parts.get_mut(*index) else { continue };
        for Link { position, exchange: Exchange { old, new, .. } } in part.links.clone() {
            if !trees.join(old, new) && !part.frozen {
                part.remarks.push((position, RemarkKind::ExchangeInvalid));
            }
        }
    }
    trees
}

/// Of every slip that was given for another one an older slip of its tree, and how many exchanges lie between.
///
/// What was followed once leads straight to the first slip: a booth can chain as many exchanges as a log has entries,
/// and whoever follows each of them to its beginning again would not finish on the same day.
#[derive(Debug, Default)]
struct Trees(BTreeMap<TokenHash, (TokenHash, usize)>);

impl Trees {
    /// Hangs the slip `new` under `old`; false, and nothing, if that gives it twice or closes a circle.
    fn join(&mut self, old: TokenHash, new: TokenHash) -> bool {
        if self.0.contains_key(&new) || self.root_of(old).0 == new {
            return false;
        }
        self.0.insert(new, (old, 1));
        true
    }

    /// The slip with which a chain of exchanges began, and how many exchanges lie between.
    fn root_of(&mut self, token: TokenHash) -> (TokenHash, usize) {
        let (mut root, mut way) = (token, Vec::new());
        while let Some((older, exchanges)) = self.0.get(&root) {
            way.push((root, *exchanges));
            root = *older;
        }
        let mut depth = 0_usize;
        for (slip, exchanges) in way.into_iter().rev() {
            depth = depth.saturating_add(exchanges);
            self.0.insert(slip, (root, depth));
        }
        (root, depth)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slip(number: u32) -> TokenHash {
        let mut bytes = [0; 32];
        bytes[..4].copy_from_slice(&number.to_be_bytes());
        TokenHash::new(bytes)
    }

    #[test]
    fn a_chain_as_long_as_a_log_is_followed_from_every_slip() {
        const LENGTH: u32 = 100_000;
        let mut trees = Trees::default();
        assert!((1..=LENGTH).all(|number| trees.join(slip(number - 1), slip(number))));
        assert!(!trees.join(slip(LENGTH), slip(0)), "a circle");
        assert!(!trees.join(slip(7), slip(5)), "given twice");
        for number in 0..=LENGTH {
            assert_eq!(trees.root_of(slip(number)), (slip(0), usize::try_from(number).unwrap()));
        }
    }

    #[test]
    fn a_tree_that_is_hung_under_another_one_is_deeper_by_that_much() {
        let mut trees = Trees::default();
        assert!(trees.join(slip(5), slip(6)) && trees.join(slip(6), slip(7)));
        assert_eq!(trees.root_of(slip(7)), (slip(5), 2));
        assert!(trees.join(slip(1), slip(2)) && trees.join(slip(2), slip(5)));
        let depths = [1, 2, 5, 6, 7].map(|number| trees.root_of(slip(number)));
        assert_eq!(depths, [0, 1, 2, 3, 4].map(|depth| (slip(1), depth)));
    }
}
