//! The people of one booth: what each wants, what each does, and what goes wrong while they do it.

use crate::dice::Dice;
use crate::scenario::{BoothPlan, VillagePlan};

/// What goes wrong goes wrong among the first voters of a booth. After a restart the whole log is verified from both media, as
/// it must be: late on a long day that was a tenth of the work of a large simulation.
const EARLY: u32 = 100;

/// How a voter goes about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Conduct {
    /// Chooses, compares, sends.
    Plain,
    /// Touches the wrong option and says TIDAK before anything is printed.
    TouchesTwice,
    /// Tests the machine with one slip, then votes with another.
    TestsFirst,
    /// Finds the slip wrong and says TIDAK, then votes with the same token.
    CancelsFirst,
    /// Looks and leaves.
    Leaves,
}

/// What goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Incident {
    /// The machine goes off while nobody votes.
    PowerCutBetween,
    /// It goes off while the slip hangs in the printer and nothing is recorded.
    PowerCutAtSlip,
    /// It goes off after the ballot was recorded and before the mark was printed.
    PowerCutAtMark,
    /// The roll ends in the middle of the slip.
    PaperOut,
}

/// One voter.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Voter {
    /// Which of the booth's lists, by its place.
    pub(crate) list: usize,
    /// The option meant, from 1.
    pub(crate) option: u8,
    /// Another option, for a wrong touch or a test.
    pub(crate) other: u8,
    pub(crate) conduct: Conduct,
    pub(crate) incident: Option<Incident>,
}

/// The voters of a booth in the order of their coming.
pub(crate) fn voters(village: &VillagePlan, booth: &BoothPlan, dice: &mut Dice) -> Vec<Voter> {
    let mut voters = Vec::new();
    for (index, list) in booth.lists.iter().enumerate() {
        voters.extend((0..list.ballots).map(|_| voter(village, index, dice)));
        voters.extend(
            (0..list.leavers).map(|_| Voter { conduct: Conduct::Leaves, ..voter(village, index, dice) }),
        );
    }
    dice.shuffle(&mut voters);
    let first = |conduct| move |voter: &&mut Voter| voter.conduct == conduct;
    // In every booth something of each kind happens, so that small elections show it as well.
    if voters.len() >= 5 {
        for conduct in [Conduct::TestsFirst, Conduct::CancelsFirst] {
            let none = !voters.iter().any(|voter| voter.conduct == conduct);
            voters
                .iter_mut()
                .find(first(Conduct::Plain))
                .filter(|_| none)
                .into_iter()
                .for_each(|voter| voter.conduct = conduct);
        }
    }
    for incident in incidents(dice) {
        let index = dice.below(u32::try_from(voters.len()).map_or(EARLY, |all| all.min(EARLY))) as usize;
        if let Some(voter) = voters.get_mut(index).filter(|voter| voter.conduct == Conduct::Plain) {
            voter.incident = Some(incident);
        }
    }
    voters
}

fn voter(village: &VillagePlan, list: usize, dice: &mut Dice) -> Voter {
    let options = u32::try_from(village.popularity.len()).unwrap_or(u32::MAX);
    let option = dice.weighted(&village.popularity);
    let number = |index: u32| u8::try_from(index + 1).unwrap_or(1);
    let conduct = match dice.below(100) {
        0..=2 => Conduct::TestsFirst,
        3..=5 => Conduct::CancelsFirst,
        6..=8 => Conduct::TouchesTwice,
        _ => Conduct::Plain,
    };
    Voter {
        list,
        option: number(u32::try_from(option).unwrap_or_default()),
        other: number(dice.below(options)),
        conduct,
        incident: None,
    }
}

fn incidents(dice: &mut Dice) -> Vec<Incident> {
    let all =
        [Incident::PowerCutBetween, Incident::PowerCutAtSlip, Incident::PowerCutAtMark, Incident::PaperOut];
    all.into_iter().filter(|_| dice.percent(45)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::SimulationPlan;
    use crate::scenario;

    #[test]
    fn in_a_large_booth_things_go_wrong_early() {
        let villages = scenario::villages(&SimulationPlan::new(8, 3_000, 1, "nowhere".into()));
        let booths = villages.iter().flat_map(|village| village.tps.iter().map(move |tps| (village, tps)));
        let booths = booths.flat_map(|(village, tps)| tps.booths.iter().map(move |booth| (village, booth)));
        let mut wrong = 0;
        for (village, booth) in booths {
            let voters = voters(village, booth, &mut Dice::new(1, 1));
            let places = (0_u32..).zip(&voters).filter(|(_, voter)| voter.incident.is_some());
            wrong += places.inspect(|(place, _)| assert!(*place < EARLY)).count();
        }
        assert!(wrong > 0);
    }
}
