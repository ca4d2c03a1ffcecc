//! Slips that were exchanged: one ballot of all slips so linked counts (spec 8.5).

use std::collections::BTreeMap;

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

/// Old slip of every slip that was given for one.
type Parents = BTreeMap<TokenHash, TokenHash>;

/// Sets ballots aside whose slips were exchanged and for which another ballot counts. What an earlier count set has
/// counted stays: `frozen` says of which booths.
pub(crate) fn resolve(parts: &mut [BoothPart]) {
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by_key(|index| parts.get(*index).is_some_and(|part| !part.frozen));
    let parents = link(parts, &order);
    if parents.is_empty() {
        return;
    }
    let mut uses: BTreeMap<TokenHash, Vec<Rank>> = BTreeMap::new();
    for (index, part) in parts.iter().enumerate() {
        for used in &part.uses {
            let (root, depth) = root_of(&parents, used.token);
            uses.entry(root).or_default().push(Rank {
                late: !part.frozen,
                depth,
                index,
                position: used.position,
            });
        }
    }
    for mut linked in uses.into_values().filter(|uses| uses.len() > 1) {
        linked.sort();
        for rank in linked.into_iter().skip(1).filter(|rank| rank.late) {
            if let Some(part) = parts.get_mut(rank.index) {
                part.set_aside(rank.position, Reason::TokenExchanged);
            }
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
fn link(parts: &mut [BoothPart], order: &[usize]) -> Parents {
    let mut parents = Parents::new();
    for index in order {
        let Some(part) = parts.get_mut(*index) else { continue };
        for Link { position, exchange: Exchange { old, new, .. } } in part.links.clone() {
            if parents.contains_key(&new) || root_of(&parents, old).0 == new {
                if !part.frozen {
                    part.remarks.push((position, RemarkKind::ExchangeInvalid));
                }
            } else {
                parents.insert(new, old);
            }
        }
    }
    parents
}

/// The slip with which a chain of exchanges began, and how many exchanges lie between.
fn root_of(parents: &Parents, token: TokenHash) -> (TokenHash, usize) {
    let (mut root, mut depth) = (token, 0);
    while let Some(old) = parents.get(&root) {
        (root, depth) = (*old, depth + 1);
    }
    (root, depth)
}
