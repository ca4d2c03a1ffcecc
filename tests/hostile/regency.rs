//! An honest regency: sealed definition, and the log of every booth.

use std::fs;
use std::path::Path;

use election::definition::{TieBy, TieRule};
use election::{BoothId, Mode};
use fixtures::day::Day;
use fixtures::world::{BoothPlan, DATE, Made, Plan, VillagePlan, World};

use super::Scale;

/// Polling places of a village.
const OF_A_VILLAGE: u32 = 7;
/// Villages of a district.
const OF_A_DISTRICT: u32 = 15;
/// Ballots that cannot be read, one more than a log is forgiven.
pub(crate) const TOO_MANY_INVALID: u32 = 65;
/// Ballots before the test, the *TIDAK* and the pause of each day.
const BEFORE_THE_TEST: u32 = 3;

/// The regency, and what others would give for it.
pub(crate) struct Regency {
    /// How large it is.
    pub(crate) scale: Scale,
    /// The election.
    pub(crate) world: World,
    /// Another election of the same places.
    pub(crate) other: World,
    /// A rehearsal of the same places with the same keys.
    pub(crate) rehearsal: World,
}

impl Regency {
    /// Makes definition, keys and slips.
    pub(crate) fn new(scale: Scale) -> Made<Self> {
        let few = Scale { tps: scale.tps.min(2 * OF_A_VILLAGE), ..scale };
        Ok(Self {
            scale,
            world: World::new(&plan("hostile day", Mode::Resmi, scale))?,
            other: World::new(&plan("another day", Mode::Resmi, few))?,
            rehearsal: World::new(&plan("hostile day", Mode::Simulasi, few))?,
        })
    }

    /// All booths in definition order.
    pub(crate) fn booths(&self) -> Vec<BoothId> {
        self.world.definition.booths().map(|(id, _)| id).collect()
    }

    /// Everything that was fixed before the polls opened.
    pub(crate) fn write_sealed(&self, folder: &Path) -> Made<()> {
        for (path, bytes) in self.world.sealed() {
            let path = folder.join(path);
            fs::create_dir_all(path.parent().unwrap_or(folder))?;
            fs::write(path, bytes)?;
        }
        Ok(())
    }

    /// The log of every booth, by several threads.
    pub(crate) fn write_logs(&self, folder: &Path) -> Made<()> {
        let booths = self.booths();
        let threads = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
        let write = |part: &[BoothId]| -> Result<(), String> {
            for id in part {
                let log = self.log(id).map_err(|error| error.to_string())?;
                fs::write(folder.join(format!("{id}.plkb")), log).map_err(|error| error.to_string())?;
            }
            Ok(())
        };
        std::thread::scope(|scope| {
            let parts = booths.chunks(booths.len().div_ceil(threads).max(1));
            let parts: Vec<_> = parts.map(|part| scope.spawn(move || write(part))).collect();
            parts
                .into_iter()
                .try_for_each(|part| part.join().map_err(|_| "a thread died")?.map_err(Into::into))
        })
    }

    /// The honest log of a booth.
    pub(crate) fn log(&self, id: &BoothId) -> Made<Vec<u8>> {
        Ok(self.closed(id)?.bundle())
    }

    /// The honest day of a booth.
    pub(crate) fn closed(&self, id: &BoothId) -> Made<Day<'_>> {
        let mut day = self.day(id)?;
        day.close()?;
        Ok(day)
    }

    /// The honest day of a booth up to its close.
    pub(crate) fn day(&self, id: &BoothId) -> Made<Day<'_>> {
        day_in(&self.world, id, self.scale.ballots, "")
    }
}

/// A booth's day in any of the elections; `stream` tells two days of one booth apart.
pub(crate) fn day_in<'w>(world: &'w World, id: &BoothId, ballots: u32, stream: &str) -> Made<Day<'w>> {
    let mut day = Day::open(world, id, stream)?;
    for ballot in 0..ballots {
        if ballot == BEFORE_THE_TEST {
            day.challenge(0, 2)?;
            day.cancel()?;
            day.event(ballot_log::EventKind::Pause, "hujan lebat")?;
        }
        let number = u32::from(id.tps.get()) + ballot * ballot / 3;
        day.cast(0, 1 + u8::try_from(number % 5)?)?;
    }
    Ok(day)
}

fn plan(seed: &'static str, mode: Mode, scale: Scale) -> Plan {
    let villages = scale.tps.div_ceil(OF_A_VILLAGE);
    let of_village = |index| OF_A_VILLAGE.min(scale.tps - index * OF_A_VILLAGE);
    Plan {
        seed,
        mode,
        title: "Pemilihan kepala desa serentak",
        date: DATE,
        smallest_cell: 10,
        trustees: (2, 3),
        villages: (0..villages).map(|index| village(index, of_village(index), scale.ballots)).collect(),
    }
}

fn village(index: u32, tps: u32, ballots: u32) -> VillagePlan {
    // A log of too many invalid ballots must still be one that the officers' figures allow.
    let half = (ballots + TOO_MANY_INVALID + 5).div_ceil(2);
    let tokens = 2 * half + half.div_ceil(2);
    let booth = BoothPlan { spare: false, lists: vec![(0, half, half, tokens)] };
    let (district, number) = (1 + index / OF_A_DISTRICT, 2001 + index % OF_A_DISTRICT);
    VillagePlan {
        code: format!("9901{district:02}{number}"),
        name: format!("Desa Contoh {}", index + 1),
        place: ["Muara Contoh", "Contoh", "Provinsi Contoh"],
        candidates: vec!["Siti Aminah", "Budi Santoso", "Wayan Sudarma", "Hasan Basri", "Rukmini"],
        blank: false,
        dusun: Vec::new(),
        ties: vec![TieRule { by: TieBy::External, article: "Contoh Pasal 1".to_owned() }],
        tps: (0..tps).map(|_| vec![booth.clone()]).collect(),
    }
}
