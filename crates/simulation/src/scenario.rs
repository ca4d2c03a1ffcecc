//! The numbers of an election, by seed: places, voters, who comes.

use election::definition::Voters;

use crate::dice::Dice;
use crate::names;
use crate::plan::{Scene, SimulationPlan};

/// Fewest registered voters of a village: enough for one group to be decrypted.
const FEWEST: u32 = 15;
/// Ballots of the smallest group that is decrypted.
pub(crate) const SMALLEST_CELL: u32 = 10;

/// A village before it has keys.
#[derive(Debug, Clone)]
pub(crate) struct VillagePlan {
    pub(crate) code: String,
    pub(crate) name: String,
    pub(crate) district: String,
    pub(crate) regency: String,
    pub(crate) province: String,
    pub(crate) candidates: Vec<String>,
    pub(crate) trustees: Vec<String>,
    pub(crate) blank: bool,
    pub(crate) dusun: Vec<String>,
    pub(crate) tps: Vec<TpsPlan>,
    /// How popular each option is, in shares of all.
    pub(crate) popularity: Vec<u32>,
    /// First stream of the dice of this village.
    pub(crate) stream: u64,
}

/// A polling place.
#[derive(Debug, Clone)]
pub(crate) struct TpsPlan {
    pub(crate) number: u32,
    pub(crate) booths: Vec<BoothPlan>,
}

/// A booth.
#[derive(Debug, Clone)]
pub(crate) struct BoothPlan {
    pub(crate) number: u32,
    pub(crate) spare: bool,
    pub(crate) lists: Vec<ListPlan>,
}

/// A token list and the people behind it.
#[derive(Debug, Clone)]
pub(crate) struct ListPlan {
    pub(crate) dusun: u32,
    pub(crate) voters: Voters,
    pub(crate) tokens: u32,
    /// Those who vote.
    pub(crate) ballots: u32,
    /// Those who come, look and leave.
    pub(crate) leavers: u32,
}

impl ListPlan {
    fn new(dusun: u32, voters: Voters, ballots: u32) -> Self {
        let total = voters.male + voters.female;
        Self { dusun, voters, tokens: total + total.div_ceil(10).max(10), ballots, leavers: 0 }
    }

    const fn spare(dusun: u32, tokens: u32) -> Self {
        Self { dusun, voters: Voters { male: 0, female: 0 }, tokens, ballots: 0, leavers: 0 }
    }
}

/// The villages of a plan.
pub(crate) fn villages(plan: &SimulationPlan) -> Vec<VillagePlan> {
    match plan.scene {
        Scene::Invented => (0..plan.villages).map(|number| invented(plan, number)).collect(),
        Scene::RantauBayur => vec![rantau_bayur(plan)],
    }
}

fn invented(plan: &SimulationPlan, number: u32) -> VillagePlan {
    let stream = u64::from(number) << 16;
    let mut dice = Dice::new(plan.seed, stream);
    let (district, district_name) = names::district(number);
    let candidates = plan.candidates.map_or_else(|| dice.between(2, 5), u32::from);
    let blank = candidates == 1 || (candidates <= 7 && dice.percent(75));
    let registered = (plan.voters * dice.between(70, 130) / 100).max(FEWEST);
    let dusun = if dice.percent(40) { dice.between(2, 3) } else { 0 };
    VillagePlan {
        code: format!("9901{district:02}2{:03}", number % names::VILLAGES_OF_A_DISTRICT + 1),
        name: names::village(number, plan.seed),
        district: district_name,
        regency: names::REGENCY.to_owned(),
        province: names::PROVINCE.to_owned(),
        candidates: names::people(candidates, &mut dice),
        trustees: names::people(3, &mut dice),
        blank,
        dusun: names::dusun(dusun, &mut dice),
        tps: places(registered, dusun, &mut dice),
        popularity: popularity(candidates, blank, &mut dice),
        stream,
    }
}

/// 1 to 3 polling places of 1 or 2 booths, and now and then a spare.
fn places(registered: u32, dusun: u32, dice: &mut Dice) -> Vec<TpsPlan> {
    // No booth for a handful of people.
    let most = (registered / 40).clamp(1, 6);
    let tps = dice.between(1, most.div_ceil(2));
    let booths: Vec<u32> = (0..tps).map(|_| dice.between(1, if most > tps { 2 } else { 1 })).collect();
    let all: u32 = booths.iter().sum();
    let mut bound = bindings(all, dusun, dice).into_iter();
    let lists: u32 = bound.clone().map(|dusun| u32::try_from(dusun.len()).unwrap_or(1)).sum();
    let each = registered / lists.max(1);
    let mut spare = false;
    let mut place = |number, count| {
        let mut booths: Vec<BoothPlan> = (1..=count)
            .zip(&mut bound)
            .map(|(number, dusun)| BoothPlan {
                number,
                spare: false,
                lists: dusun.into_iter().map(|dusun| list(dusun, each, dice)).collect(),
            })
            .collect();
        if !spare && dice.percent(15) {
            spare = true;
            booths.push(spare_for(&booths));
        }
        TpsPlan { number, booths }
    };
    (1..).zip(booths).map(|(number, count)| place(number, count)).collect()
}

/// The dusun of every booth's lists. Every dusun has a list; where there are more booths than dusun, a dusun has several.
fn bindings(booths: u32, dusun: u32, dice: &mut Dice) -> Vec<Vec<u32>> {
    if dusun == 0 {
        return (0..booths).map(|_| vec![0]).collect();
    }
    let one = |booth| {
        let mut bound: Vec<u32> =
            (0..dusun).filter(|d| d % booths == booth || booth % dusun == *d).map(|d| d + 1).collect();
        let another = dice.between(1, dusun);
        if dice.percent(40) && !bound.contains(&another) {
            bound.push(another);
            bound.sort_unstable();
        }
        bound
    };
    (0..booths).map(one).collect()
}

fn list(dusun: u32, average: u32, dice: &mut Dice) -> ListPlan {
    let total = (average * dice.between(85, 115) / 100).max(5);
    let male = total * dice.between(46, 53) / 100;
    let turnout = dice.between(72, 92);
    let ballots = (total * turnout).div_ceil(100).max(SMALLEST_CELL.min(total));
    let mut list = ListPlan::new(dusun, Voters { male, female: total - male }, ballots);
    list.leavers = u32::from(dice.percent(20)).min(total - ballots);
    list
}

/// A spare that can replace every booth of the place (spec 2.3).
fn spare_for(booths: &[BoothPlan]) -> BoothPlan {
    let mut lists: Vec<ListPlan> = Vec::new();
    for list in booths.iter().flat_map(|booth| &booth.lists) {
        match lists.iter_mut().find(|known| known.dusun == list.dusun) {
            Some(known) => known.tokens = known.tokens.max(list.tokens),
            None => lists.push(ListPlan::spare(list.dusun, list.tokens)),
        }
    }
    lists.sort_by_key(|list| list.dusun);
    let number = booths.last().map_or(1, |booth| booth.number + 1);
    BoothPlan { number, spare: true, lists }
}

fn popularity(candidates: u32, blank: bool, dice: &mut Dice) -> Vec<u32> {
    let mut shares: Vec<u32> = (0..candidates).map(|_| dice.between(20, 100)).collect();
    shares.extend(blank.then(|| dice.between(1, 6)));
    shares
}

/// Three booths, 1,963 registered, 1,474 ballots; everything else is invented (`docs/domain-sources.md`).
fn rantau_bayur(plan: &SimulationPlan) -> VillagePlan {
    let mut dice = Dice::new(plan.seed, 0);
    let candidates = plan.candidates.map_or(3, u32::from).max(1);
    let split = [(339, 316, 492), (327, 328, 491), (322, 331, 491)];
    let booth = |(number, (male, female, ballots))| BoothPlan {
        number,
        spare: false,
        lists: vec![ListPlan::new(0, Voters { male, female }, ballots)],
    };
    VillagePlan {
        code: "9902012001".to_owned(),
        name: "Rantau Bayur".to_owned(),
        district: "Rantau Bayur".to_owned(),
        regency: "Banyuasin (simulasi)".to_owned(),
        province: "Sumatera Selatan (simulasi)".to_owned(),
        candidates: names::people(candidates, &mut dice),
        trustees: names::people(3, &mut dice),
        blank: true,
        dusun: Vec::new(),
        tps: vec![TpsPlan { number: 1, booths: (1..).zip(split).map(booth).collect() }],
        popularity: popularity(candidates, true, &mut dice),
        stream: 0,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn plan(villages: u32, voters: u32) -> SimulationPlan {
        SimulationPlan::new(villages, voters, 7, "nowhere".into())
    }

    fn lists(village: &VillagePlan) -> impl Iterator<Item = &ListPlan> {
        village.tps.iter().flat_map(|tps| &tps.booths).flat_map(|booth| &booth.lists)
    }

    #[test]
    fn rantau_bayur_has_the_reported_figures() {
        let village = rantau_bayur(&SimulationPlan::rantau_bayur(1, "nowhere".into()));
        assert_eq!(village.tps.len(), 1);
        assert_eq!(village.tps[0].booths.len(), 3);
        assert_eq!(lists(&village).map(|list| list.voters.total()).sum::<u64>(), 1_963);
        assert_eq!(lists(&village).map(|list| list.ballots).sum::<u32>(), 1_474);
    }

    #[test]
    fn nobody_votes_who_is_not_registered_and_all_can_be_counted() {
        for voters in [15, 60, 300, 2_000] {
            for village in villages(&plan(60, voters)) {
                let ballots: u32 = lists(&village).map(|list| list.ballots).sum();
                assert!(ballots >= SMALLEST_CELL, "{} has {ballots} ballots", village.code);
                for list in lists(&village) {
                    assert!(u64::from(list.ballots + list.leavers) <= list.voters.total());
                    assert!(list.ballots < list.tokens || list.ballots == 0);
                }
                let bound: BTreeSet<u32> = lists(&village).map(|list| list.dusun).collect();
                let named: BTreeSet<u32> = match village.dusun.len() {
                    0 => [0].into(),
                    count => (1..=u32::try_from(count).unwrap()).collect(),
                };
                assert_eq!(bound, named, "{}", village.code);
            }
        }
    }

    #[test]
    fn a_regency_has_all_kinds_of_villages() {
        let villages = villages(&plan(60, 400));
        let any = |of: fn(&VillagePlan) -> bool| villages.iter().any(of) && !villages.iter().all(of);
        assert!(any(|village| village.blank));
        assert!(any(|village| village.dusun.is_empty()));
        assert!(any(|village| village.tps.len() == 1));
        assert!(any(|village| village.tps.iter().any(|tps| tps.booths.iter().any(|booth| booth.spare))));
        assert!(any(|village| village.tps.iter().any(|tps| tps.booths.len() > 1)));
        let codes: BTreeSet<&String> = villages.iter().map(|village| &village.code).collect();
        assert_eq!(codes.len(), 60);
    }
}
