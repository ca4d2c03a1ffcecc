//! R. Rivest's consistent sampler (*Consistent Sampling with Replacement*, arXiv 1808.10016), as the Python package
//! `consistent-sampler` 1.0.10 computes it.
//!
//! Each slip has a ticket, a fraction between 0 and 1 that follows from seed and name alone; the smallest tickets are
//! drawn. So a slip's turn never depends on how the others are listed, and a drawing that goes on goes on where it was.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fmt;

use sha2::{Digest as _, Sha256};

use crate::manifest::{Manifest, SlipId};
use crate::seed::Seed;

/// Digits of a ticket at least.
const SHORTEST: usize = 64;
/// Decimal digits that are split off a hash at a time.
const STEP: usize = 9;
const STEP_DIVISOR: u64 = 1_000_000_000;
/// Steps after which nothing is left of 2^256, which has 78 digits.
const STEPS: usize = 9;

/// A ticket: `0.` and 64 to 78 digits (more after leading nines, when drawn again), compared as text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ticket(String);

impl Ticket {
    /// The digits in full, as they are published beside the drawn slip.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The ticket of a name under a hashed seed: u(seedhash + name).
    fn first(seed_hash: &Sha256, name: impl fmt::Display) -> Self {
        let digest = seed_hash.clone().chain_update(name.to_string()).finalize();
        Self(format!("0.{}", fraction(digest.into())))
    }

    /// The ticket for a slip that was drawn and put back: the first of u(ticket + ":" + i), i = 1, 2, ..., behind this
    /// ticket's leading nines, that is greater.
    fn next(&self) -> Self {
        let nines = self.0.chars().skip(2).take_while(|c| *c == '9').count();
        let prefix = format!("0.{:9<nines$}", "");
        // The reference compares with one zero more, which tells a ticket of nines alone from what follows it.
        let floor = format!("{}0", self.0);
        let mut ticket = self.0.clone();
        let mut i = 0_u64;
        while ticket <= floor {
            i = i.saturating_add(1);
            let digest = Sha256::digest(format!("{}:{i}", self.0));
            ticket = format!("{prefix}{}", fraction(digest.into()));
        }
        Self(ticket)
    }
}

impl fmt::Display for Ticket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A slip with the ticket that drew it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Draw {
    /// Its ticket.
    pub ticket: Ticket,
    /// The slip.
    pub slip: SlipId,
}

/// The first slips of a drawing without replacement, in order; all of them if there are not as many.
#[must_use]
pub fn draws(seed: &Seed, manifest: &Manifest, take: usize) -> Vec<Draw> {
    let mut all: Vec<Draw> = first_tickets(seed, manifest).collect();
    all.sort_unstable();
    all.truncate(take);
    all
}

/// The first slips of a drawing in which each drawn slip is put back, for methods that assume so.
#[must_use]
pub fn draws_with_replacement(seed: &Seed, manifest: &Manifest, take: usize) -> Vec<Draw> {
    let mut waiting: BinaryHeap<Reverse<Draw>> = first_tickets(seed, manifest).map(Reverse).collect();
    let mut draw = || {
        let Reverse(drawn) = waiting.pop()?;
        waiting.push(Reverse(Draw { ticket: drawn.ticket.next(), slip: drawn.slip }));
        Some(drawn)
    };
    std::iter::from_fn(&mut draw).take(take).collect()
}

fn first_tickets(seed: &Seed, manifest: &Manifest) -> impl Iterator<Item = Draw> {
    let seed_hash = seed_hash(seed.as_str());
    manifest.slip_ids().map(move |slip| Draw { ticket: Ticket::first(&seed_hash, slip), slip })
}

/// A hash that has taken in hex(SHA256(seed)): one block, common to all slips.
fn seed_hash(seed: &str) -> Sha256 {
    let hex = Sha256::digest(seed).iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"));
    Sha256::new().chain_update(hex)
}

/// The digits of a hash as a decimal number, padded with zeros in front to 64, last digit first: a decimal number's
/// first digits are not evenly spread, its last ones are.
fn fraction(digest: [u8; 32]) -> String {
    let (words, _) = digest.as_chunks::<4>();
    let mut number: Vec<u32> = words.iter().map(|word| u32::from_be_bytes(*word)).collect();
    let mut digits = String::with_capacity(STEP * STEPS);
    for _ in 0..STEPS {
        let rest = divide(&mut number);
        digits.extend(format!("{rest:0STEP$}").chars().rev());
    }
    let length = digits.trim_end_matches('0').len().max(SHORTEST);
    digits.truncate(length);
    digits
}

/// Divides a number in base 2^32, first word highest, and returns the remainder.
fn divide(number: &mut [u32]) -> u64 {
    number.iter_mut().fold(0, |rest, word| {
        let dividend = (rest << 32) | u64::from(*word);
        // The remainder is smaller than the divisor, so each quotient fits its word.
        *word = u32::try_from(dividend / STEP_DIVISOR).unwrap_or_default();
        dividend % STEP_DIVISOR
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::manifest::Container;

    fn seed() -> Seed {
        "01382438112797316654".parse().unwrap()
    }

    fn manifest(boxes: &[(u16, u16, u32)]) -> Manifest {
        Manifest::new(boxes.iter().map(|&(tps, booth, slips)| Container { tps, booth, slips }).collect())
            .unwrap()
    }

    /// From the documentation of `consistent-sampler` 1.0.10.
    #[test]
    fn tickets_are_those_of_the_reference() {
        assert_eq!(
            fraction(Sha256::digest("abc").into()),
            "56998071861792858926477341561059638840106636224182943832566300809078486324348"
        );
        let first = Ticket::first(&seed_hash(seed().as_str()), "AB-130");
        assert_eq!(
            first.as_str(),
            "0.26299714122838008416507544297546663599715395525154425586041245287750224561854"
        );
        assert_eq!(
            first.next().as_str(),
            "0.8232357229934205790595761924514048157652891124687533667363938813600770093316"
        );
        assert_eq!(
            Ticket("0.25471".to_owned()).next().as_str(),
            "0.642853261655004694691182528114375607701032283189922170593838029306715548381901"
        );
        assert_eq!(
            Ticket("0.234".to_owned()).next().as_str(),
            "0.547830802749402616364646686795722512609112766306951592422621788875312684400211"
        );
    }

    #[test]
    fn numbers_of_any_length_are_padded_and_turned_around() {
        assert_eq!(fraction([0; 32]), "0".repeat(64));
        let mut one = [0; 32];
        one[31] = 1;
        assert_eq!(fraction(one), format!("1{}", "0".repeat(63)));
        let largest = "115792089237316195423570985008687907853269984665640564039457584007913129639935";
        assert_eq!(fraction([255; 32]), largest.chars().rev().collect::<String>());
    }

    #[test]
    fn a_drawing_may_stop_anywhere_and_go_on() {
        let manifest = manifest(&[(1, 1, 40), (1, 2, 7), (3, 1, 53)]);
        let all = draws(&seed(), &manifest, usize::MAX);
        assert_eq!(all.len(), 100);
        assert_eq!(draws(&seed(), &manifest, 13), all[..13]);
        let mut slips: Vec<SlipId> = all.iter().map(|draw| draw.slip).collect();
        slips.sort_unstable();
        assert!(slips.into_iter().eq(manifest.slip_ids()));
        let again = draws_with_replacement(&seed(), &manifest, 300);
        assert!(again.is_sorted());
        assert_eq!(again.len(), 300);
        assert_eq!(draws_with_replacement(&seed(), &manifest, 77), again[..77]);
        let first = again.iter().filter(|draw| all.contains(draw));
        assert!(first.eq(all.iter().filter(|draw| again.contains(draw))));
    }

    proptest! {
        /// Boxes that are added change nothing about the others' order: that is what makes the sampler consistent.
        #[test]
        fn more_boxes_change_no_turn(digits in "[0-9]{20}", slips in 1_u32..60, more in 1_u32..60) {
            let seed: Seed = digits.parse().unwrap();
            let few = draws(&seed, &manifest(&[(2, 1, slips)]), usize::MAX);
            let many = draws(&seed, &manifest(&[(1, 1, more), (2, 1, slips)]), usize::MAX);
            prop_assert!(many.iter().filter(|draw| draw.slip.tps == 2).eq(few.iter()));
        }

        #[test]
        fn the_next_ticket_is_greater(nines in 0_usize..5, digits in "[0-9]{64}") {
            let ticket = Ticket(format!("0.{}{digits}", "9".repeat(nines)));
            let next = ticket.next();
            prop_assert!(next > ticket);
            let prefix = format!("0.{}", "9".repeat(nines));
            prop_assert!(next.as_str().starts_with(&prefix));
        }
    }
}
