//! What a verified record says in numbers, before any format: villages, polling places, booths, and where each stands.
//!
//! The only door is [`VerifiedElection::of`], which takes a record that passed every check. Everything here is stated in
//! the record or is a sum of what is stated there; nothing is decided anew.

use election::definition::{Tps, Village, Voters};
use election::{BoothId, BoothNumber, Definition, Mode, TpsNumber};
use serde::Serialize;
use tally::{
    BoothFigures, BoothLine, GroupStatus, Merged, Outcome, TpsTotals, VerifyReport, VillageMerge,
    VillageResult,
};

/// What stands on everything that is read before somebody entitled to it has declared the result.
pub const PROVISIONAL: &str = "Hasil sementara - bukan penetapan";
/// What stands on everything of a rehearsal.
pub const SIMULASI: &str = "SIMULASI - TIDAK DIHITUNG";

/// An election whose record passed every check.
#[derive(Debug, Clone, Copy)]
pub struct VerifiedElection<'a> {
    definition: &'a Definition,
    merged: &'a Merged,
}

impl<'a> VerifiedElection<'a> {
    /// The election of a verified record; `None` if any check failed: of such a record nothing is repeated.
    #[must_use]
    pub fn of(report: &'a VerifyReport) -> Option<Self> {
        let (definition, merged) = report.definition.as_ref().zip(report.merged.as_ref())?;
        report.passed().then_some(Self { definition, merged })
    }

    /// Its definition.
    #[must_use]
    pub const fn definition(&self) -> &'a Definition {
        self.definition
    }

    /// What the record says.
    #[must_use]
    pub const fn merged(&self) -> &'a Merged {
        self.merged
    }

    /// Whether its votes count.
    #[must_use]
    pub fn is_simulated(&self) -> bool {
        self.definition.mode() == Mode::Simulasi
    }

    /// The villages in definition order.
    pub fn villages(&self) -> impl Iterator<Item = VillageFigures<'a>> + use<'a> {
        let merged = self.merged;
        let of = move |village| Some(VillageFigures { village, merged: merged.village(&village.code)? });
        self.definition.villages().iter().filter_map(of)
    }

    /// Whether every village has its whole, signed, decrypted result.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.villages().all(|village| village.merged.is_complete())
    }

    /// The election root, once every count set is signed. Before, it still changes, and nobody should copy it.
    #[must_use]
    pub fn root(&self) -> Option<String> {
        let fixed = |village: VillageFigures<'_>| {
            let merged = village.merged;
            merged.is_counted() && merged.note.is_some() && merged.next.is_none()
        };
        self.villages().all(fixed).then(|| hex::encode(self.merged.root.as_bytes()))
    }

    /// What every reader must know first: that it is a rehearsal, if so, and that nothing is declared here.
    #[must_use]
    pub fn notice(&self) -> String {
        if self.is_simulated() { format!("{SIMULASI}. {PROVISIONAL}") } else { PROVISIONAL.to_owned() }
    }
}

/// Where a village stands on its way to a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// Booths are neither counted nor left out by decision, or two signed sets contradict each other.
    Incomplete,
    /// Evidence came to light against a log that the signed count set counts.
    Contradicted,
    /// The committee has not signed the count set.
    Unsigned,
    /// A successor of the signed count set waits for signatures.
    SuccessorUnsigned,
    /// Shares of trustees are missing.
    WaitsForShares,
    /// Counted, signed and decrypted.
    Complete,
}

impl Standing {
    /// In Indonesian.
    #[must_use]
    pub const fn indonesian(self) -> &'static str {
        match self {
            Self::Incomplete => "belum lengkap",
            Self::Contradicted => "himpunan bermasalah",
            Self::Unsigned => "menunggu tanda tangan",
            Self::SuccessorUnsigned => "menunggu tanda tangan lanjutan",
            Self::WaitsForShares => "menunggu wali kunci",
            Self::Complete => "lengkap",
        }
    }
}

/// Ballots in numbers; all are those of booths that count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Ballots {
    /// Counted: in the sums of a group, decrypted or not.
    pub counted: u32,
    /// Cast, but set aside one by one.
    pub set_aside: u32,
    /// Counted, but in groups that are too small to be decrypted: the slips tell.
    pub too_small: u32,
}

impl Ballots {
    /// Counted and set aside together.
    #[must_use]
    pub const fn cast(self) -> u32 {
        self.counted.saturating_add(self.set_aside)
    }

    /// Those whose votes are in decrypted totals once there is a result.
    #[must_use]
    pub const fn shown(self) -> u32 {
        self.counted.saturating_sub(self.too_small)
    }
}

/// One village.
#[derive(Debug, Clone, Copy)]
pub struct VillageFigures<'a> {
    /// As defined.
    pub village: &'a Village,
    /// As counted.
    pub merged: &'a VillageMerge,
}

impl<'a> VillageFigures<'a> {
    /// The decrypted result, if it is there.
    #[must_use]
    pub const fn result(&self) -> Option<&'a VillageResult> {
        self.merged.result.as_ref()
    }

    /// Who leads.
    #[must_use]
    pub fn outcome(&self) -> Option<&'a Outcome> {
        self.result().map(|result| &result.outcome)
    }

    /// The candidate who leads by votes or by a decided tie, if nothing in doubt could change that.
    #[must_use]
    pub fn settled_leader(&self) -> Option<u8> {
        let outcome = self.outcome().filter(|outcome| outcome.r#final && self.merged.is_complete())?;
        let decided = outcome.tie.as_ref().map(|tie| tie.decided.as_ref().map(|decided| decided.candidate));
        decided.unwrap_or_else(|| outcome.candidates.first().copied())
    }

    /// Where it stands.
    #[must_use]
    pub fn standing(&self) -> Standing {
        let merged = self.merged;
        if !merged.is_counted() {
            Standing::Incomplete
        } else if merged.contradictions().next().is_some() {
            Standing::Contradicted
        } else if merged.note.is_none() {
            Standing::Unsigned
        } else if merged.next.is_some() {
            Standing::SuccessorUnsigned
        } else if merged.result.is_none() {
            Standing::WaitsForShares
        } else {
            Standing::Complete
        }
    }

    /// Ballots of the whole village.
    #[must_use]
    pub fn ballots(&self) -> Ballots {
        self.ballots_where(|_, _| true)
    }

    /// Ballots of one booth.
    #[must_use]
    pub fn ballots_of(&self, tps: TpsNumber, booth: BoothNumber) -> Ballots {
        self.ballots_where(|of_tps, of_booth| (of_tps, of_booth) == (tps, booth))
    }

    fn ballots_where(&self, is_there: impl Fn(TpsNumber, BoothNumber) -> bool) -> Ballots {
        let set = &self.merged.set;
        let counted =
            |tps, booth| set.booths.iter().any(|l| (l.tps, l.booth) == (tps, booth) && l.is_counted());
        let aside =
            set.set_aside.iter().filter(|one| is_there(one.tps, one.booth) && counted(one.tps, one.booth));
        let mut ballots = Ballots { set_aside: sum(aside.map(|_| 1)), ..Ballots::default() };
        for group in &set.groups {
            let cells = group.cells.iter().filter(|cell| is_there(cell.tps, cell.booth));
            let there = sum(cells.map(|cell| cell.ballots));
            ballots.counted = ballots.counted.saturating_add(there);
            if group.status == GroupStatus::TooSmall {
                ballots.too_small = ballots.too_small.saturating_add(there);
            }
        }
        ballots
    }

    /// The polling places in definition order.
    pub fn tps(&self) -> impl Iterator<Item = TpsFigures<'a>> {
        self.village.tps.iter().map(|tps| self.one_tps(tps))
    }

    fn one_tps(self, tps: &Tps) -> TpsFigures<'a> {
        let set = &self.merged.set;
        let lines = || set.booths.iter().filter(|line| line.tps == tps.number);
        let of_lines = |of: fn(&BoothLine) -> u32| sum(lines().map(of));
        let voters = |of: fn(&BoothFigures) -> Option<Voters>| self.voters_at(tps.number, of);
        TpsFigures {
            number: tps.number,
            registered: tps.voters,
            present: voters(|booth| booth.present),
            dptb: voters(|booth| booth.dptb),
            booths: of_lines(|_| 1),
            counted_booths: of_lines(|line| u32::from(line.is_counted())),
            settled_booths: of_lines(|line| u32::from(line.is_settled())),
            challenged: of_lines(|line| line.challenged),
            cancelled: of_lines(|line| line.cancelled),
            ballots: self.ballots_where(|of, _| of == tps.number),
            row: self.result().and_then(|r| r.tps.iter().find(|row| row.tps.contains(&tps.number))),
        }
    }

    /// The sum over the booths of a polling place, if it is known of all.
    fn voters_at(&self, tps: TpsNumber, of: fn(&BoothFigures) -> Option<Voters>) -> Option<Voters> {
        let mut booths = self.result()?.booths.iter().filter(|booth| booth.tps == tps);
        booths.try_fold(Voters::default(), |sum, booth| Some(sum.plus(of(booth)?)))
    }

    /// The booths in definition order.
    pub fn booths(&self) -> impl Iterator<Item = OneBooth<'a>> {
        let (village, merged) = (self.village, self.merged);
        village.booths().filter_map(move |(id, booth)| {
            let line = merged.set.line(&id)?;
            let figures = merged
                .result
                .as_ref()
                .and_then(|result| result.booths.iter().find(|of| (of.tps, of.booth) == (id.tps, id.booth)));
            Some(OneBooth { id, booth, line, figures })
        })
    }
}

/// One polling place.
#[derive(Debug, Clone, Copy)]
pub struct TpsFigures<'a> {
    /// Its number.
    pub number: TpsNumber,
    /// DPT.
    pub registered: Voters,
    /// Voters who came, if it is known of all booths.
    pub present: Option<Voters>,
    /// Voters added on the day, likewise.
    pub dptb: Option<Voters>,
    /// Its booths, spares included.
    pub booths: u32,
    /// Booths whose ballots are in the sums.
    pub counted_booths: u32,
    /// Those, and booths that are left out by decision.
    pub settled_booths: u32,
    /// Ballots opened for a test.
    pub challenged: u32,
    /// Ballots given up.
    pub cancelled: u32,
    /// Its ballots.
    pub ballots: Ballots,
    /// The row of the result with its votes: of it alone, or of several polling places that a group joins.
    pub row: Option<&'a TpsTotals>,
}

impl TpsFigures<'_> {
    /// Whether all its booths are settled and its votes stand in a row of the result.
    #[must_use]
    pub const fn is_reported(&self) -> bool {
        self.row.is_some() && self.booths == self.settled_booths
    }
}

/// One booth.
#[derive(Debug, Clone)]
pub struct OneBooth<'a> {
    /// Which.
    pub id: BoothId,
    /// As defined.
    pub booth: &'a election::definition::Booth,
    /// Its line in the count set.
    pub line: &'a BoothLine,
    /// Its figures, if there is a result.
    pub figures: Option<&'a BoothFigures>,
}

/// Numbers of polling places as text: `1`, or `1+3` for several together.
#[must_use]
pub fn joined(tps: &[TpsNumber]) -> String {
    tps.iter().map(|number| number.get().to_string()).collect::<Vec<_>>().join("+")
}

fn sum(numbers: impl Iterator<Item = u32>) -> u32 {
    numbers.fold(0, u32::saturating_add)
}
