//! The five states of a live page, and the only place where they are decided (docs/recap.md has the same table).

use election::BoothId;
use serde::{Serialize, Serializer};
use tally::{BoothLine, BoothStatus, Check, Decided, RemarkKind, VillageMerge};

/// Where a booth, a polling place or a village stands, as the page shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// *Belum lapor*: nothing of it came.
    Silent,
    /// *Diterima*: something readable is there, but it is not checked yet, or the log is not closed or not whole.
    Received,
    /// *Terverifikasi*: every log was checked and is counted.
    Verified,
    /// *Selisih*: it is counted, but figures or other evidence do not agree with it.
    Differs,
    /// *Karantina*: what came is forked, broken, contradicted or unusable, and is not counted.
    Quarantined,
}

impl State {
    /// All, in the order in which people read them.
    pub const ALL: [Self; 5] =
        [Self::Silent, Self::Received, Self::Verified, Self::Differs, Self::Quarantined];

    /// The word in `state.json`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Silent => "belum-lapor",
            Self::Received => "diterima",
            Self::Verified => "terverifikasi",
            Self::Differs => "selisih",
            Self::Quarantined => "karantina",
        }
    }

    /// The state of a whole from those of its parts: what needs people first, then all of one kind, then *diterima*.
    #[must_use]
    pub fn together(parts: impl IntoIterator<Item = Self>) -> Self {
        let (mut worst, mut silent, mut verified) = (Self::Silent, true, true);
        for part in parts {
            worst = worst.max(part);
            silent &= part == Self::Silent;
            verified &= part == Self::Verified;
        }
        match worst {
            Self::Quarantined | Self::Differs => worst,
            _ if silent => Self::Silent,
            _ if verified => Self::Verified,
            _ => Self::Received,
        }
    }
}

impl Serialize for State {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

/// What lies in the watched folder of a booth whose log no count has found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arrived {
    /// No file.
    Nothing,
    /// A file that says it is its log, and that no finished count has read.
    Unread,
    /// Such a file that was read, without anything of this booth in it that is valid.
    Unusable,
}

/// What decides the state of a booth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BoothFacts {
    /// What the last finished count found.
    pub status: BoothStatus,
    /// What the committee decided about it.
    pub decided: Option<Decided>,
    /// A receipt, a checkpoint or another entry contradicts a log that counts; or the signed count set, by which it
    /// counts, does not follow from what came.
    pub contradicted: bool,
    /// The officers' figures do not agree, a test did not reproduce its ballot, or randomness occurred twice.
    pub mismatch: bool,
    /// It, or more of it, came after the count set was signed.
    pub late: bool,
    /// What lies there of it.
    pub arrived: Arrived,
}

impl BoothFacts {
    /// The facts about a booth of a merged village.
    #[must_use]
    pub fn of(merged: &VillageMerge, line: &BoothLine, id: &BoothId, arrived: Arrived) -> Self {
        let here = |remark: &&tally::Remark| (remark.tps, remark.booth) == (line.tps, line.booth);
        let alarming = |remark: &tally::Remark| match remark.remark {
            RemarkKind::Accounting | RemarkKind::ChallengeDiffers | RemarkKind::RepeatedR => true,
            RemarkKind::ChallengeToken | RemarkKind::ExchangeInvalid => false,
        };
        let figures = merged.result.as_ref().and_then(|result| {
            result.booths.iter().find(|booth| (booth.tps, booth.booth) == (line.tps, line.booth))
        });
        Self {
            status: line.status,
            decided: line.decided,
            contradicted: !is_founded(merged) || merged.contradictions().any(|(booth, _)| booth == id),
            mismatch: merged.set.remarks.iter().filter(here).any(alarming)
                || figures.is_some_and(|booth| !booth.mismatches.is_empty()),
            late: merged.late.contains(id),
            arrived,
        }
    }

    /// A booth of which no count has told anything yet.
    #[must_use]
    pub const fn uncounted(arrived: Arrived) -> Self {
        Self {
            status: BoothStatus::Missing,
            decided: None,
            contradicted: false,
            mismatch: false,
            late: false,
            arrived,
        }
    }

    /// The state of the booth. This table is the whole mapping.
    #[must_use]
    pub fn state(&self) -> State {
        let counts = self.status == BoothStatus::Counted || self.decided == Some(Decided::Counted);
        let doubted = self.contradicted || self.mismatch || self.late;
        match self.status {
            _ if counts && doubted => State::Differs,
            _ if counts => State::Verified,
            BoothStatus::Fork | BoothStatus::Broken | BoothStatus::Quarantined => State::Quarantined,
            _ if self.late => State::Differs,
            BoothStatus::Unclosed | BoothStatus::Counted => State::Received,
            BoothStatus::Missing => match self.arrived {
                Arrived::Nothing => State::Silent,
                Arrived::Unread => State::Received,
                Arrived::Unusable => State::Quarantined,
            },
        }
    }

    /// Whether nothing is expected of it: a spare that the committee has left out, and of which nothing came.
    #[must_use]
    pub fn is_idle_spare(&self, spare: bool) -> bool {
        spare && self.decided == Some(Decided::LeftOut) && self.state() == State::Silent
    }
}

/// The state of a village: that of its polling places, unless something is wrong with its signed sets, its decryption or
/// what came after the signature.
#[must_use]
pub fn of_village(merged: Option<&VillageMerge>, tps: impl IntoIterator<Item = State>) -> State {
    let state = State::together(tps);
    let wrong = merged.is_some_and(|merged| !merged.refusals.is_empty() || merged.late_ballots > 0);
    if wrong { state.max(State::Differs) } else { state }
}

/// Whether what the count set says of its booths follows from what came. It does if it was computed from that; of a set
/// that the committee signed it does unless that is refused. (A total that no ballots can have is the trustees' matter.)
#[must_use]
pub fn is_founded(merged: &VillageMerge) -> bool {
    merged.note.is_none() || merged.refusals.iter().all(|refusal| refusal.check == Check::Totals)
}

/// Whether the votes of a village are shown: decrypted from shares whose proofs hold, of a signed count set that nothing
/// contradicts.
#[must_use]
pub fn shows_votes(merged: &VillageMerge) -> bool {
    merged.result.is_some() && merged.refusals.is_empty() && merged.contradictions().next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;
    use Arrived::{Nothing, Unread, Unusable};
    use BoothStatus::{Broken, Counted, Fork, Missing, Quarantined, Unclosed};
    use State::{Differs, Received, Silent, Verified};

    const BOTH: [bool; 2] = [false, true];

    /// The same as docs/recap.md: status, decision, doubted, late, arrived; then the state.
    const TABLE: [(BoothStatus, Option<Decided>, bool, bool, Arrived, State); 27] = [
        (Missing, None, false, false, Nothing, Silent),
        (Missing, None, false, false, Unread, Received),
        (Missing, None, false, false, Unusable, State::Quarantined),
        (Missing, None, true, false, Nothing, Silent),
        (Missing, Some(Decided::LeftOut), false, false, Nothing, Silent),
        (Missing, Some(Decided::LeftOut), false, false, Unread, Received),
        (Missing, Some(Decided::LeftOut), false, true, Nothing, Differs),
        (Missing, None, false, true, Nothing, Differs),
        (Unclosed, None, false, false, Nothing, Received),
        (Unclosed, None, true, false, Nothing, Received),
        (Unclosed, None, false, true, Nothing, Differs),
        (Unclosed, Some(Decided::LeftOut), false, false, Nothing, Received),
        (Unclosed, Some(Decided::Counted), false, false, Nothing, Verified),
        (Unclosed, Some(Decided::Counted), true, false, Nothing, Differs),
        (Unclosed, Some(Decided::Counted), false, true, Nothing, Differs),
        (Fork, None, false, false, Nothing, State::Quarantined),
        (Fork, None, false, true, Nothing, State::Quarantined),
        (Fork, Some(Decided::LeftOut), false, false, Nothing, State::Quarantined),
        (Fork, Some(Decided::Counted), false, false, Nothing, Verified),
        (Fork, Some(Decided::Counted), true, false, Nothing, Differs),
        (Broken, None, false, false, Unread, State::Quarantined),
        (Broken, Some(Decided::LeftOut), false, false, Nothing, State::Quarantined),
        (Quarantined, None, true, false, Nothing, State::Quarantined),
        (Quarantined, Some(Decided::LeftOut), false, false, Nothing, State::Quarantined),
        (Counted, None, false, false, Unread, Verified),
        (Counted, None, true, false, Nothing, Differs),
        (Counted, None, false, true, Nothing, Differs),
    ];

    fn facts(
        status: BoothStatus,
        decided: Option<Decided>,
        doubted: [bool; 3],
        arrived: Arrived,
    ) -> BoothFacts {
        let [contradicted, mismatch, late] = doubted;
        BoothFacts { status, decided, contradicted, mismatch, late, arrived }
    }

    #[test]
    fn each_booth_has_the_state_that_the_table_says() {
        for (status, decided, doubted, late, arrived, expected) in TABLE {
            // A contradiction and a mismatch are doubts alike.
            let kinds =
                if doubted { vec![[true, false], [false, true], [true, true]] } else { vec![[false, false]] };
            for [contradicted, mismatch] in kinds {
                let facts = facts(status, decided, [contradicted, mismatch, late], arrived);
                assert_eq!(facts.state(), expected, "{facts:?}");
            }
        }
    }

    #[test]
    fn nothing_is_called_verified_that_does_not_count_and_nothing_doubted_is() {
        for status in [Missing, Fork, Broken, Quarantined, Unclosed, Counted] {
            for decided in [None, Some(Decided::Counted), Some(Decided::LeftOut)] {
                for arrived in [Nothing, Unread, Unusable] {
                    for doubts in BOTH.map(|a| BOTH.map(|b| BOTH.map(|c| [a, b, c]))).concat().concat() {
                        let facts = facts(status, decided, doubts, arrived);
                        let counts = status == Counted || decided == Some(Decided::Counted);
                        let state = facts.state();
                        assert_eq!(state == Verified, counts && doubts == [false; 3], "{facts:?}");
                        assert!(counts || state != Differs || doubts[2], "{facts:?}");
                        assert!(state != Silent || (status == Missing && arrived == Nothing), "{facts:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_whole_is_what_its_parts_are_together() {
        use State::Quarantined;
        for (parts, expected) in [
            (vec![], Silent),
            (vec![Silent, Silent], Silent),
            (vec![Verified, Verified], Verified),
            (vec![Verified, Silent], Received),
            (vec![Received, Silent], Received),
            (vec![Received, Verified], Received),
            (vec![Silent, Differs, Verified], Differs),
            (vec![Differs, Quarantined], Quarantined),
            (vec![Silent, Quarantined], Quarantined),
        ] {
            assert_eq!(State::together(parts.clone()), expected, "{parts:?}");
        }
    }

    #[test]
    fn only_a_spare_left_out_is_not_waited_for() {
        let left_out = facts(Missing, Some(Decided::LeftOut), [false; 3], Nothing);
        assert!(left_out.is_idle_spare(true) && !left_out.is_idle_spare(false));
        assert!(!facts(Missing, None, [false; 3], Nothing).is_idle_spare(true));
        assert!(!facts(Missing, Some(Decided::LeftOut), [false, false, true], Nothing).is_idle_spare(true));
        assert!(!facts(Broken, Some(Decided::LeftOut), [false; 3], Nothing).is_idle_spare(true));
    }
}
