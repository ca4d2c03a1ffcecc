//! Figures of booths and dusun: voters, slips, and whether they agree (spec 6.9, 10.4).
//!
//! Everything here is public elsewhere in the record: the definition, *closed*, decisions, the count set's lines and the
//! sizes of its cells. Nothing is derived from single ballots.

use std::collections::BTreeMap;

use ballot_log::{Body, Closed, Mismatch, Officers, Slips, Tokens, accounting};
use election::definition::{Booth, Village, Voters};
use election::{BoothId, BoothNumber, DusunNumber, TpsNumber};
use serde::{Deserialize, Serialize};

use crate::count_set::{BoothLine, CountSet, Decided};
use crate::decision::{AttendanceLine, DecisionKind, Decisions, Subject};
use crate::evidence::Evidence;
use crate::merge::VillageMerge;
use crate::result::sum;

/// Who says how many voters came to a booth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AttendanceSource {
    /// The officers, in *closed*.
    Closed,
    /// A decision of the committee, which stands for what *closed* says.
    Decision,
    /// Nobody came: a spare that was left out with no ballot in doubt.
    Unused,
}

/// An identity of spec 6.9.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Identity {
    /// DPT + DPTb >= voters who came.
    Present,
    /// Voters who came >= cast ballots.
    Cast,
    /// Tokens received = used + exchanged + unused + spoiled.
    Tokens,
    /// Slips SAH = cast ballots.
    Sah,
    /// Slips BATAL <= cancelled ballots.
    Batal,
}

impl From<&Mismatch> for Identity {
    fn from(mismatch: &Mismatch) -> Self {
        match mismatch {
            Mismatch::Present { .. } => Self::Present,
            Mismatch::Cast { .. } => Self::Cast,
            Mismatch::Tokens { .. } => Self::Tokens,
            Mismatch::Sah { .. } => Self::Sah,
            Mismatch::Batal { .. } => Self::Batal,
        }
    }
}

/// Figures of one booth.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BoothFigures {
    /// Polling place.
    pub tps: TpsNumber,
    /// Booth.
    pub booth: BoothNumber,
    /// DPT of its lists.
    pub registered: Voters,
    /// Voters who came, those added on the day included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub present: Option<Voters>,
    /// Voters added on the day (*DPTb*).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dptb: Option<Voters>,
    /// Who says so; present with both.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attendance: Option<AttendanceSource>,
    /// Cast entries of the chain, as the count set states them.
    pub cast: u32,
    /// Challenged entries.
    pub challenged: u32,
    /// Cancelled entries.
    pub cancelled: u32,
    /// Token slips, from *closed* of a counted log.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tokens: Option<Tokens>,
    /// Printed slips, likewise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slips: Option<Slips>,
    /// The identities that do not hold.
    pub mismatches: Vec<Identity>,
    /// The officers' reason for a mismatch.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// How many ballots of it could still come to light; present exactly if it is not counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doubt: Option<u32>,
}

/// Figures of one dusun.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DusunFigures {
    /// Number.
    pub number: DusunNumber,
    /// Name.
    pub name: String,
    /// DPT.
    pub registered: Voters,
    /// Counted ballots of its lists.
    pub ballots: u32,
    /// Voters who came, if it is known of all its lists.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub present: Option<Voters>,
}

/// The figures of a village.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Figures {
    pub(crate) booths: Vec<BoothFigures>,
    pub(crate) dusun: Vec<DusunFigures>,
}

impl Figures {
    pub(crate) fn of(evidence: &Evidence, village: &Village, merged: &VillageMerge) -> Self {
        let sources: Vec<Source<'_>> =
            village.booths().filter_map(|(id, booth)| Source::of(evidence, merged, id, booth)).collect();
        let booths = sources.iter().map(Source::figures).collect();
        let dusun = village.dusun.iter().map(|dusun| DusunFigures {
            number: dusun.number,
            name: dusun.name.clone(),
            registered: dusun.voters,
            ballots: ballots_of(&merged.set, dusun.number),
            present: together(sources.iter().filter_map(|source| source.present_of(dusun.number))),
        });
        Self { dusun: dusun.collect(), booths }
    }

    /// Voters who came to the village, if it is known of all booths.
    pub(crate) fn present(&self) -> Option<Voters> {
        together(self.booths.iter().map(|booth| booth.present))
    }

    /// DPTb of the village, likewise.
    pub(crate) fn dptb(&self) -> Option<Voters> {
        together(self.booths.iter().map(|booth| booth.dptb))
    }
}

/// Counted ballots of a dusun's lists: the sizes of cells are published, whatever is decrypted together.
fn ballots_of(set: &CountSet, dusun: DusunNumber) -> u32 {
    let cells = set.groups.iter().flat_map(|group| &group.cells);
    sum(cells.filter(|cell| cell.dusun == dusun).map(|cell| cell.ballots))
}

/// The sum, if all are known.
fn together(mut voters: impl Iterator<Item = Option<Voters>>) -> Option<Voters> {
    voters.try_fold(Voters::default(), |sum, one| Some(sum.plus(one?)))
}

/// Where one booth's figures come from.
struct Source<'a> {
    booth: &'a Booth,
    /// DPT of all who may come here (spec 6.9).
    expected: Voters,
    line: &'a BoothLine,
    /// *closed* of a counted log.
    closed: Option<Closed>,
    /// The decision on its attendance.
    decided: Option<&'a [AttendanceLine]>,
    doubt: Option<u32>,
}

impl<'a> Source<'a> {
    fn of(evidence: &'a Evidence, merged: &'a VillageMerge, id: BoothId, booth: &'a Booth) -> Option<Self> {
        let set = &merged.set;
        let line = set.line(&id)?;
        let attendance = evidence.decisions_of(&id.village).about(&Subject::Attendance(id.clone()));
        let decided = attendance.and_then(|(_, decision)| match &decision.kind {
            DecisionKind::Attendance { lists, .. } => Some(lists.as_slice()),
            _ => None,
        });
        let doubt = (!line.is_counted()).then(|| doubt_of(evidence, set, &id, line));
        let expected = evidence.definition().voters_at(&id)?;
        Some(Self { closed: merged.closed.get(&id).cloned(), booth, expected, line, decided, doubt })
    }

    fn figures(&self) -> BoothFigures {
        let registered = voters_of(self.booth.lists.iter().map(|list| list.voters));
        let attendance = self.attendance();
        let officers = self.closed.as_ref().map(|closed| closed.officers);
        BoothFigures {
            tps: self.line.tps,
            booth: self.line.booth,
            registered,
            present: attendance.map(|(_, present, _)| present),
            dptb: attendance.map(|(.., dptb)| dptb),
            attendance: attendance.map(|(source, ..)| source),
            cast: self.line.cast,
            challenged: self.line.challenged,
            cancelled: self.line.cancelled,
            tokens: officers.map(|officers| officers.tokens),
            slips: officers.map(|officers| officers.slips),
            mismatches: self.mismatches(self.expected),
            reason: self.closed.as_ref().and_then(|closed| closed.reason.clone()),
            doubt: self.doubt,
        }
    }

    /// Who says how many came, voters who came, and DPTb among them.
    fn attendance(&self) -> Option<(AttendanceSource, Voters, Voters)> {
        if let Some(lists) = self.decided {
            let present = voters_of(lists.iter().map(|line| line.present));
            let dptb = voters_of(lists.iter().map(|line| line.dptb));
            return Some((AttendanceSource::Decision, present, dptb));
        }
        if let Some(closed) = &self.closed {
            return Some((AttendanceSource::Closed, closed.officers.present, closed.officers.dptb));
        }
        let nobody = Voters::default();
        self.is_unused().then_some((AttendanceSource::Unused, nobody, nobody))
    }

    fn is_unused(&self) -> bool {
        self.booth.spare && self.line.decided == Some(Decided::LeftOut) && self.doubt == Some(0)
    }

    /// Voters of a dusun who came here: `None` if the booth has no list of it, `Some(None)` if nobody says so.
    fn present_of(&self, dusun: DusunNumber) -> Option<Option<Voters>> {
        self.booth.lists.iter().find(|list| list.dusun == dusun)?;
        let present = match (self.decided, self.attendance()) {
            (Some(lists), _) => lists.iter().find(|line| line.dusun == dusun).map(|line| line.present),
            // *closed* does not tell voters by dusun.
            (None, Some((_, present, _))) => {
                (self.booth.lists.len() == 1 || present == Voters::default()).then_some(present)
            }
            (None, None) => None,
        };
        Some(present)
    }

    fn mismatches(&self, expected: Voters) -> Vec<Identity> {
        let Some((_, present, dptb)) = self.attendance() else { return Vec::new() };
        let Some(closed) = &self.closed else {
            let checks = [
                (expected.plus(dptb).total() >= present.total(), Identity::Present),
                (present.total() >= u64::from(self.line.cast), Identity::Cast),
            ];
            return checks.into_iter().filter(|(holds, _)| !holds).map(|(_, identity)| identity).collect();
        };
        let officers = Officers { present, dptb, ..closed.officers };
        let closed = Closed { officers, ..closed.clone() };
        accounting(&closed, expected).iter().map(Identity::from).collect()
    }
}

fn voters_of(voters: impl Iterator<Item = Voters>) -> Voters {
    voters.fold(Voters::default(), Voters::plus)
}

/// *closed* of every log that a count set counts and that ends with it.
pub(crate) fn closed_logs(evidence: &Evidence, set: &CountSet) -> BTreeMap<BoothId, Closed> {
    let closed = |line: &BoothLine| {
        let id = BoothId { village: set.village.clone(), tps: line.tps, booth: line.booth };
        let key = (line.size.checked_sub(1)?, line.head?);
        match evidence.logs.get(&id)?.get(&key)?.entry().entry().body() {
            Ok(Body::Closed(closed)) => Some((id, closed)),
            _ => None,
        }
    };
    set.booths.iter().filter(|line| line.is_counted()).filter_map(closed).collect()
}

/// What a booth that is not counted could hold: all its tokens, or, if it is left out, what the decision says, but never
/// less than the ballots that are there.
pub(crate) fn doubt_of(evidence: &Evidence, set: &CountSet, id: &BoothId, line: &BoothLine) -> u32 {
    let named = set.set_aside.iter().filter(|aside| aside.tps == id.tps && aside.booth == id.booth);
    let named = sum(named.map(|_| 1));
    let followed = Decisions::only(evidence, &id.village, &set.decisions);
    let decision = followed.about(&Subject::Log(id.clone()));
    match decision.map(|(_, decision)| &decision.kind) {
        Some(DecisionKind::BoothMissing { at_most, .. }) if line.decided == Some(Decided::LeftOut) => {
            named.max(*at_most)
        }
        _ => {
            let booth = evidence.definition().booth(id);
            sum(booth.into_iter().flat_map(|booth| &booth.lists).map(|list| list.tokens))
        }
    }
}
