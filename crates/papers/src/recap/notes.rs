//! What there is to know about a village, or a polling place's booths, beside its state.

use dialogue::{Msg, Told, Value};
use election::BoothId;
use election::definition::Booth;
use serde::Serialize;
use tally::{BoothStatus, Check, Decided, Message, RemarkKind, VillageMerge};

use super::state::{Arrived, BoothFacts, State};

/// Something to know.
#[derive(Debug, Clone, Serialize)]
pub struct Note {
    /// The booth that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub booth: Option<u16>,
    /// What.
    #[serde(flatten)]
    pub what: What,
}

/// What there is to know.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case", tag = "what")]
pub enum What {
    /// No log of this booth came, others of its polling place did.
    Missing,
    /// The same of a spare: a log or a decision is waited for.
    SpareMissing,
    /// Something came that no count has read yet.
    Unread,
    /// What came has nothing in it that is valid.
    Unusable,
    /// Its log was not closed.
    Unclosed,
    /// Its log goes on in two ways.
    Fork,
    /// Its log is not whole.
    Broken,
    /// Its log is contradicted, or holds too many invalid ballots.
    Quarantined,
    /// It counts by decision of the committee.
    CountedByDecision,
    /// The village is counted without it by decision.
    LeftOut,
    /// It, or more of it, came after the count set was signed.
    Late,
    /// The officers' figures do not agree.
    Accounting,
    /// A test did not reproduce its ballot.
    ChallengeDiffers,
    /// Randomness occurred twice.
    RepeatedR,
    /// Ballots that are not counted although the log is.
    SetAside {
        /// How many.
        ballots: usize,
    },
    /// What is wrong, as the tally says it.
    Problem {
        /// The check that this would fail.
        check: u8,
        /// In English.
        english: String,
        /// In Indonesian.
        indonesian: String,
    },
    /// Ballots that came to light after the signature.
    LateBallots {
        /// How many.
        ballots: u32,
    },
}

impl What {
    fn problem(check: Check, message: &Message) -> Self {
        let Message { english, indonesian } = message;
        let (english, indonesian) = (dialogue::harmless(english), dialogue::harmless(indonesian));
        Self::Problem { check: check.number(), english, indonesian }
    }

    /// In words.
    #[must_use]
    pub(super) fn told(&self) -> Value {
        let msg = match self {
            Self::Missing => Msg::new("note-missing"),
            Self::SpareMissing => Msg::new("note-spare-missing"),
            Self::Unread => Msg::new("note-unread"),
            Self::Unusable => Msg::new("note-unusable"),
            Self::Unclosed => Msg::new("note-unclosed"),
            Self::Fork => Msg::new("note-fork"),
            Self::Broken => Msg::new("note-broken"),
            Self::Quarantined => Msg::new("note-quarantined"),
            Self::CountedByDecision => Msg::new("note-counted-by-decision"),
            Self::LeftOut => Msg::new("note-left-out"),
            Self::Late => Msg::new("note-late"),
            Self::Accounting => Msg::new("note-accounting"),
            Self::ChallengeDiffers => Msg::new("note-challenge-differs"),
            Self::RepeatedR => Msg::new("note-repeated-r"),
            Self::SetAside { ballots } => Msg::new("note-set-aside").with("count", *ballots),
            Self::LateBallots { ballots } => Msg::new("note-late-ballots").with("count", *ballots),
            Self::Problem { english, indonesian, .. } => return Told::new(english, indonesian).into(),
        };
        msg.into()
    }
}

/// About the whole village: what is wrong with its signed sets and its decryption, what came late.
pub(super) fn of_village(merged: &VillageMerge) -> Vec<Note> {
    let refusals = merged.refusals.iter().map(|refusal| What::problem(refusal.check, &refusal.message));
    let late = (merged.late_ballots > 0).then_some(What::LateBallots { ballots: merged.late_ballots });
    refusals.chain(late).map(|what| Note { booth: None, what }).collect()
}

/// About one booth of a polling place in this state. Of a polling place that has not reported nothing is told booth by
/// booth: that it has not, is all.
pub(super) fn of_booth(
    merged: Option<&VillageMerge>,
    (booth, id): (&Booth, &BoothId),
    facts: &BoothFacts,
    tps: State,
) -> Vec<Note> {
    let mut found = Vec::new();
    found.extend(of_log(facts, booth.spare).filter(|_| tps != State::Silent));
    found.extend(of_decision(facts, booth.spare));
    if facts.late {
        found.push(What::Late);
    }
    if let Some(merged) = merged {
        found.extend(of_entries(merged, id));
        // What is wrong with a log, word for word.
        let of_booth = merged.problems.iter().filter(|(other, _)| other == id);
        let unclosed = facts.status == BoothStatus::Unclosed;
        let told = of_booth.filter(|(_, problem)| !(unclosed && problem.check == Check::Chain));
        found.extend(told.map(|(_, problem)| What::problem(problem.check, &problem.message)));
    }
    found.into_iter().map(|what| Note { booth: Some(booth.number.get()), what }).collect()
}

fn of_log(facts: &BoothFacts, spare: bool) -> Option<What> {
    if facts.decided.is_some() && facts.status == BoothStatus::Missing && facts.arrived == Arrived::Nothing {
        return None;
    }
    match (facts.status, facts.arrived) {
        (BoothStatus::Counted, _) => None,
        (BoothStatus::Unclosed, _) => Some(What::Unclosed),
        (BoothStatus::Fork, _) => Some(What::Fork),
        (BoothStatus::Broken, _) => Some(What::Broken),
        (BoothStatus::Quarantined, _) => Some(What::Quarantined),
        (BoothStatus::Missing, Arrived::Unread) => Some(What::Unread),
        (BoothStatus::Missing, Arrived::Unusable) => Some(What::Unusable),
        (BoothStatus::Missing, Arrived::Nothing) if spare => Some(What::SpareMissing),
        (BoothStatus::Missing, Arrived::Nothing) => Some(What::Missing),
    }
}

fn of_decision(facts: &BoothFacts, spare: bool) -> Option<What> {
    match facts.decided {
        Some(Decided::Counted) => Some(What::CountedByDecision),
        Some(Decided::LeftOut) if !facts.is_idle_spare(spare) => Some(What::LeftOut),
        _ => None,
    }
}

fn of_entries(merged: &VillageMerge, id: &BoothId) -> Vec<What> {
    let remarks = || merged.set.remarks.iter().filter(|it| (it.tps, it.booth) == (id.tps, id.booth));
    let kinds = [
        (RemarkKind::Accounting, What::Accounting),
        (RemarkKind::ChallengeDiffers, What::ChallengeDiffers),
        (RemarkKind::RepeatedR, What::RepeatedR),
    ];
    let found = kinds.into_iter().filter(|(kind, _)| remarks().any(|remark| remark.remark == *kind));
    let mut found: Vec<What> = found.map(|(_, what)| what).collect();
    let counted = merged.set.line(id).is_some_and(tally::BoothLine::is_counted);
    let aside = merged.set.set_aside.iter().filter(|it| (it.tps, it.booth) == (id.tps, id.booth)).count();
    if counted && aside > 0 {
        found.push(What::SetAside { ballots: aside });
    }
    found
}
