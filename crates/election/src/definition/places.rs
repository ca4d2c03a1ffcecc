//! The rules on polling places, booths and token lists (spec 2.3), shared by definition and draft.
//!
//! A draft may lack a value or have one of a wrong type; such a value is `None`, and no rule that needs it speaks.

use std::collections::BTreeMap;

use crate::definition::{Tps, Voters};
use crate::mistake::{Allowed, Mistakes, Path, Problem};
use crate::rules;
use crate::tokens;

/// Most tokens of one list.
pub(crate) const MAX_TOKENS: u64 = tokens::MAX_TOKENS as u64;
/// Most voters of either sex in one list.
const MAX_VOTERS: u64 = 20_000;

/// What the rules need of a TPS.
#[derive(Debug, Default)]
pub(crate) struct TpsFacts {
    pub(crate) number: Option<u16>,
    pub(crate) voters: Option<Voters>,
    pub(crate) booths: Option<Vec<BoothFacts>>,
}

/// What the rules need of a booth.
#[derive(Debug, Default)]
pub(crate) struct BoothFacts {
    pub(crate) number: Option<u16>,
    pub(crate) spare: Option<bool>,
    pub(crate) lists: Option<Vec<ListFacts>>,
}

/// What the rules need of a token list.
#[derive(Debug, Default)]
pub(crate) struct ListFacts {
    pub(crate) dusun: Option<u8>,
    pub(crate) voters: Option<Voters>,
    pub(crate) tokens: Option<u32>,
}

impl TpsFacts {
    pub(super) fn of(tps: &Tps) -> Self {
        let list = |list: &super::ListHead| ListFacts {
            dusun: Some(list.dusun.get()),
            voters: Some(list.voters),
            tokens: Some(list.tokens),
        };
        let booth = |booth: &super::Booth| BoothFacts {
            number: Some(booth.number.get()),
            spare: Some(booth.spare),
            lists: Some(booth.lists.iter().map(list).collect()),
        };
        Self {
            number: Some(tps.number.get()),
            voters: Some(tps.voters),
            booths: Some(tps.booths.iter().map(booth).collect()),
        }
    }
}

/// Checks all polling places of a village; `dusun` are the voters of its dusun 1, 2, ...
pub(crate) fn check(
    dusun: Option<&[Option<Voters>]>,
    tps: &[TpsFacts],
    village: &Path<'_>,
    to: &mut Mistakes,
) {
    let path = village.key("tps");
    rules::elements(tps.len(), rules::TPS, &path, to);
    rules::ascending(tps.iter().map(|tps| tps.number), "number", &path, to);
    for (index, tps) in tps.iter().enumerate() {
        check_tps(tps, dusun.map(<[_]>::len), &path.at(index), to);
    }
    if let (Some(dusun), Some(lists)) = (dusun, voters_by_dusun(tps)) {
        let path = village.key("dusun");
        for ((index, stated), number) in dusun.iter().enumerate().zip(1..) {
            let bound = lists.get(&number).copied().unwrap_or(Some(Voters::default()));
            check_sum(*stated, bound, &path.at(index).key("voters"), to);
        }
    }
}

fn check_tps(tps: &TpsFacts, dusun: Option<usize>, path: &Path<'_>, to: &mut Mistakes) {
    check_sum(tps.voters, voters_of(tps), &path.key("voters"), to);
    let Some(booths) = &tps.booths else { return };
    let here = path.key("booths");
    rules::elements(booths.len(), rules::BOOTHS, &here, to);
    rules::ascending(booths.iter().map(|booth| booth.number), "number", &here, to);
    if !booths.is_empty() && booths.iter().all(|booth| booth.spare == Some(true)) {
        to.add(&here, Problem::OnlySpares, Allowed::WorkingBooth);
    }
    let largest = Largest::of(booths);
    for (index, booth) in booths.iter().enumerate() {
        check_booth(booth, dusun, &largest, &here.at(index), to);
    }
}

fn check_booth(
    booth: &BoothFacts,
    dusun: Option<usize>,
    largest: &Largest,
    path: &Path<'_>,
    to: &mut Mistakes,
) {
    let Some(lists) = &booth.lists else { return };
    let here = path.key("lists");
    rules::elements(lists.len(), rules::LISTS, &here, to);
    rules::ascending(lists.iter().map(|list| list.dusun), "dusun", &here, to);
    for (index, list) in lists.iter().enumerate() {
        let path = here.at(index);
        check_binding(list.dusun, dusun, &path.key("dusun"), to);
        check_voters(list.voters, booth.spare, &path.key("voters"), to);
        check_tokens(list, booth.spare, largest, &path.key("tokens"), to);
    }
}

fn check_binding(bound: Option<u8>, dusun: Option<usize>, path: &Path<'_>, to: &mut Mistakes) {
    let (Some(bound), Some(count)) = (bound, dusun) else { return };
    let lowest = usize::from(count > 0);
    if !(lowest..=count).contains(&bound.into()) {
        let highest = u64::try_from(count).unwrap_or(u64::MAX);
        to.add(path, Problem::Dusun { found: bound.into() }, Allowed::DusunUpTo(highest));
    }
}

fn check_voters(voters: Option<Voters>, spare: Option<bool>, path: &Path<'_>, to: &mut Mistakes) {
    let Some(voters) = voters else { return };
    if spare == Some(true) && voters != Voters::default() {
        to.add(path, Problem::SpareWithVoters, Allowed::NoVoters);
        return;
    }
    rules::number(voters.male, 0..=MAX_VOTERS, &path.key("male"), to);
    rules::number(voters.female, 0..=MAX_VOTERS, &path.key("female"), to);
}

fn check_tokens(
    list: &ListFacts,
    spare: Option<bool>,
    largest: &Largest,
    path: &Path<'_>,
    to: &mut Mistakes,
) {
    let Some(tokens) = list.tokens else { return };
    let least = match (spare, list.voters) {
        (Some(true), _) => list.dusun.and_then(|dusun| largest.for_spare(dusun)).map(u64::from),
        (Some(false), Some(voters)) => Some(voters.total() + voters.total().div_ceil(10)),
        _ => None,
    };
    match least {
        Some(least) if (1..=MAX_TOKENS).contains(&tokens.into()) => rules::at_least(tokens, least, path, to),
        _ => rules::number(tokens, 1..=MAX_TOKENS, path, to),
    }
}

/// The largest token lists of a TPS at booths that are not spares: what a spare must be able to replace.
pub(crate) struct Largest {
    by_dusun: BTreeMap<u8, u32>,
    /// Whether the tokens of every list are known.
    complete: bool,
}

impl Largest {
    pub(crate) fn of(booths: &[BoothFacts]) -> Self {
        let mut largest = Self { by_dusun: BTreeMap::new(), complete: true };
        for booth in booths.iter().filter(|booth| booth.spare != Some(true)) {
            largest.complete &= booth.spare.is_some() && booth.lists.is_some();
            for list in booth.lists.iter().flatten() {
                largest.add(list);
            }
        }
        largest
    }

    fn add(&mut self, list: &ListFacts) {
        match (list.dusun, list.tokens) {
            (Some(dusun), Some(tokens)) => {
                let most = self.by_dusun.entry(dusun).or_default();
                *most = tokens.max(*most);
            }
            _ => self.complete = false,
        }
    }

    /// Tokens that a spare's list for this dusun needs; `None` if that cannot be told.
    pub(crate) fn for_spare(&self, dusun: u8) -> Option<u32> {
        let any = || self.by_dusun.values().max();
        let most = self.by_dusun.get(&dusun).or_else(any).copied().unwrap_or_default();
        self.complete.then_some(most)
    }
}

fn check_sum(stated: Option<Voters>, lists: Option<Voters>, path: &Path<'_>, to: &mut Mistakes) {
    if let (Some(stated), Some(lists)) = (stated, lists)
        && stated != lists
    {
        to.add(path, Problem::Sum { stated, lists }, Allowed::SumOfLists);
    }
}

/// The voters of all lists of a TPS; `None` if some value is unknown.
fn voters_of(tps: &TpsFacts) -> Option<Voters> {
    let mut total = Voters::default();
    for booth in tps.booths.as_ref()? {
        for list in booth.lists.as_ref()? {
            total = total.plus(list.voters?);
        }
    }
    Some(total)
}

/// The voters of all lists by dusun, each `None` if a list of it has unknown voters; `None` altogether if it is
/// unknown which lists there are.
fn voters_by_dusun(tps: &[TpsFacts]) -> Option<BTreeMap<u8, Option<Voters>>> {
    let mut totals = BTreeMap::new();
    for tps in tps {
        for booth in tps.booths.as_ref()? {
            for list in booth.lists.as_ref()? {
                let total = totals.entry(list.dusun?).or_insert(Some(Voters::default()));
                *total = total.zip(list.voters).map(|(total, voters)| total.plus(voters));
            }
        }
    }
    Some(totals)
}
