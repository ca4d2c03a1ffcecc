//! Decisions of a village's committee about what no rule can decide (spec 9.6).
//!
//! A decision is a signed note of m committee members: head lines that bind it to election and village, then JSON. It
//! names its subject and a number; the highest number holds.

use std::collections::BTreeMap;

use ballot_log::Checkpoint;
use election::definition::{Definition, Voters};
use election::{
    BoothId, BoothNumber, DecisionHash, DusunNumber, EntryHash, LabelledHasher, SignedNote, TpsNumber,
    VillageCode, json,
};
use serde::{Deserialize, Serialize};

use crate::check::Check;
use crate::evidence::Evidence;
use crate::message::{Added, Message, Problem};
use crate::signing::{booth_of, committee_keys, joined};
use crate::statement::Statement;

const MAX_TEXT: usize = 64 * 1024;
const REASON: std::ops::RangeInclusive<usize> = 1..=400;
const ARTICLE: std::ops::RangeInclusive<usize> = 1..=200;

/// Where a log ends by decision: its checkpoint there and its last entry.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct LogEnd {
    /// Whose log.
    pub booth: BoothId,
    /// Origin, size and root of the log that is counted.
    pub checkpoint: Checkpoint,
    /// Hash of its last entry.
    pub head: EntryHash,
}

/// Voters who came, by token list of a booth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AttendanceLine {
    /// Dusun of the list, 0 = not bound.
    pub dusun: DusunNumber,
    /// Voters who came (*hadir*), those added on the day included.
    pub present: Voters,
    /// Voters added to the list on the day (*DPTb*).
    pub dptb: Voters,
}

/// What a committee decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DecisionKind {
    /// The village is counted without this booth.
    BoothMissing {
        /// The booth.
        booth: BoothId,
        /// So many ballots at most were cast on it, by what the officers know; 0 for a spare that was never opened.
        at_most: u32,
    },
    /// A log without *closed* counts up to its end.
    CountUnclosed(LogEnd),
    /// Of a forked log this branch counts.
    ChooseFork(LogEnd),
    /// A log that came after the count set was signed is added by a successor.
    LateLog(LogEnd),
    /// The attendance of a booth, by dusun.
    Attendance {
        /// The booth.
        booth: BoothId,
        /// Its lists in order.
        lists: Vec<AttendanceLine>,
    },
    /// Who wins a tie that the definition's rules leave to others.
    Tie {
        /// Number of the candidate.
        candidate: u8,
        /// The legal article that was applied.
        article: String,
    },
}

/// What a decision is about: of decisions about one subject the highest number holds.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Subject {
    Log(BoothId),
    Late(BoothId),
    Attendance(BoothId),
    Tie,
}

/// A decision, read and valid for its definition; [`Evidence`] holds only those with m signatures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// The village.
    pub village: VillageCode,
    /// From 1; a later decision about the same subject has a higher one.
    pub number: u32,
    /// What was decided.
    pub kind: DecisionKind,
    /// Why, in the committee's words.
    pub reason: String,
}

/// Why a decision's text is none for this definition.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DecisionError {
    /// The head lines name another election or village, or none.
    #[error("the decision belongs to another election or village")]
    Foreign,
    /// Not canonical JSON after the head lines.
    #[error("the decision cannot be read: {0}")]
    Json(#[from] json::JsonError),
    /// A field is missing, surplus or outside its limits.
    #[error("the decision's field '{field}' {problem}")]
    Field {
        /// Name of the field.
        field: &'static str,
        /// What is wrong with it.
        problem: &'static str,
    },
}

impl DecisionError {
    /// The same in Indonesian.
    #[must_use]
    pub fn to_indonesian(&self) -> String {
        match self {
            Self::Foreign => "keputusan ini dari pemilihan atau desa lain".to_owned(),
            Self::Json(error) => format!("keputusan ini tidak dapat dibaca: {}", error.to_indonesian()),
            Self::Field { field, .. } => format!("isian '{field}' dalam keputusan ini tidak benar"),
        }
    }
}

/// Words for kinds, in files and on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Word {
    BoothMissing,
    CountUnclosed,
    ChooseFork,
    LateLog,
    Attendance,
    Tie,
}

/// The JSON of a decision, all kinds in one form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Form {
    kind: Word,
    number: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    tps: Option<TpsNumber>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    booth: Option<BoothNumber>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    at_most: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    checkpoint: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    head: Option<EntryHash>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    lists: Option<Vec<AttendanceLine>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    candidate: Option<u8>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    article: Option<String>,
    reason: String,
}

impl Decision {
    /// The text that committee members sign: head lines and JSON.
    #[must_use]
    pub fn text(&self, definition: &Definition) -> String {
        let json = String::from_utf8_lossy(&json::to_pretty(&self.form())).into_owned();
        format!("{}{json}", definition.decision_head(&self.village))
    }

    /// Name of a signed decision.
    #[must_use]
    pub fn hash(text: &str) -> DecisionHash {
        DecisionHash::new(LabelledHasher::new("decision").bytes(text).finish())
    }

    /// Reads the text of a decision under its definition.
    ///
    /// # Errors
    /// [`DecisionError`].
    pub fn parse(definition: &Definition, text: &str) -> Result<Self, DecisionError> {
        let code = text.split('\n').nth(3).and_then(|line| line.parse::<VillageCode>().ok());
        let village = code.filter(|code| definition.village(code).is_some()).ok_or(DecisionError::Foreign)?;
        let rest = text.strip_prefix(&definition.decision_head(&village)).ok_or(DecisionError::Foreign)?;
        let form: Form = json::parse_pretty(rest.as_bytes(), MAX_TEXT)?;
        let decision = form.decision(&village)?;
        decision.check(definition)?;
        Ok(decision)
    }

    /// Whether it fits the definition: places and candidates that are there, texts of allowed length.
    ///
    /// # Errors
    /// [`DecisionError::Field`].
    pub fn check(&self, definition: &Definition) -> Result<(), DecisionError> {
        ensure(self.number > 0, "number", "does not count from 1")?;
        ensure(is_readable(&self.reason, REASON), "reason", "has not 1 to 400 readable characters")?;
        let known =
            |booth: &BoothId| ensure(definition.booth(booth).is_some(), "booth", "is not in the definition");
        match &self.kind {
            DecisionKind::BoothMissing { booth, .. } => known(booth),
            DecisionKind::CountUnclosed(end) | DecisionKind::ChooseFork(end) | DecisionKind::LateLog(end) => {
                known(&end.booth)?;
                let own = end.checkpoint.origin == definition.log_origin(&end.booth);
                ensure(own, "checkpoint", "is of another log")
            }
            DecisionKind::Attendance { booth, lists } => {
                known(booth)?;
                let own = definition.booth(booth).into_iter().flat_map(|b| b.lists.iter().map(|l| l.dusun));
                ensure(
                    own.eq(lists.iter().map(|line| line.dusun)),
                    "lists",
                    "are not the booth's lists in order",
                )
            }
            DecisionKind::Tie { candidate, article } => {
                let village = definition.village(&self.village);
                let stands = village.is_some_and(|v| v.candidates.iter().any(|c| c.number == *candidate));
                ensure(stands, "candidate", "is not a candidate's number")?;
                ensure(is_readable(article, ARTICLE), "article", "has not 1 to 200 readable characters")
            }
        }
    }

    pub(crate) fn subject(&self) -> Subject {
        match &self.kind {
            DecisionKind::BoothMissing { booth, .. } => Subject::Log(booth.clone()),
            DecisionKind::CountUnclosed(end) | DecisionKind::ChooseFork(end) => {
                Subject::Log(end.booth.clone())
            }
            DecisionKind::LateLog(end) => Subject::Late(end.booth.clone()),
            DecisionKind::Attendance { booth, .. } => Subject::Attendance(booth.clone()),
            DecisionKind::Tie { .. } => Subject::Tie,
        }
    }

    fn form(&self) -> Form {
        let empty = Form {
            kind: Word::Tie,
            number: self.number,
            tps: None,
            booth: None,
            at_most: None,
            checkpoint: None,
            head: None,
            lists: None,
            candidate: None,
            article: None,
            reason: self.reason.clone(),
        };
        let at =
            |kind, id: &BoothId| Form { kind, tps: Some(id.tps), booth: Some(id.booth), ..empty.clone() };
        let end = |kind, end: &LogEnd| Form {
            checkpoint: Some(end.checkpoint.text()),
            head: Some(end.head),
            ..at(kind, &end.booth)
        };
        match &self.kind {
            DecisionKind::BoothMissing { booth, at_most } => {
                Form { at_most: Some(*at_most), ..at(Word::BoothMissing, booth) }
            }
            DecisionKind::CountUnclosed(log) => end(Word::CountUnclosed, log),
            DecisionKind::ChooseFork(log) => end(Word::ChooseFork, log),
            DecisionKind::LateLog(log) => end(Word::LateLog, log),
            DecisionKind::Attendance { booth, lists } => {
                Form { lists: Some(lists.clone()), ..at(Word::Attendance, booth) }
            }
            DecisionKind::Tie { candidate, article } => {
                Form { candidate: Some(*candidate), article: Some(article.clone()), ..empty }
            }
        }
    }
}

impl Form {
    /// The decision that these fields make. Fields of other kinds are refused by writing it again: what is not part of
    /// the decision does not come back.
    fn decision(self, village: &VillageCode) -> Result<Decision, DecisionError> {
        let missing = |field| DecisionError::Field { field, problem: "is missing" };
        let place = || {
            let (tps, booth) = self.tps.zip(self.booth).ok_or(missing("booth"))?;
            Ok::<_, DecisionError>(BoothId { village: village.clone(), tps, booth })
        };
        let end = || {
            let text = self.checkpoint.as_deref().ok_or(missing("checkpoint"))?;
            let form =
                |_| DecisionError::Field { field: "checkpoint", problem: "is not a checkpoint's text" };
            let checkpoint = Checkpoint::parse(text).map_err(form)?;
            Ok::<_, DecisionError>(LogEnd {
                booth: place()?,
                checkpoint,
                head: self.head.ok_or(missing("head"))?,
            })
        };
        let kind = match self.kind {
            Word::BoothMissing => DecisionKind::BoothMissing {
                booth: place()?,
                at_most: self.at_most.ok_or(missing("at_most"))?,
            },
            Word::CountUnclosed => DecisionKind::CountUnclosed(end()?),
            Word::ChooseFork => DecisionKind::ChooseFork(end()?),
            Word::LateLog => DecisionKind::LateLog(end()?),
            Word::Attendance => DecisionKind::Attendance {
                booth: place()?,
                lists: self.lists.clone().ok_or(missing("lists"))?,
            },
            Word::Tie => DecisionKind::Tie {
                candidate: self.candidate.ok_or(missing("candidate"))?,
                article: self.article.clone().ok_or(missing("article"))?,
            },
        };
        let decision =
            Decision { village: village.clone(), number: self.number, kind, reason: self.reason.clone() };
        let same = decision.form() == self;
        ensure(same, "kind", "does not go with the other fields")?;
        Ok(decision)
    }
}

fn ensure(holds: bool, field: &'static str, problem: &'static str) -> Result<(), DecisionError> {
    if holds { Ok(()) } else { Err(DecisionError::Field { field, problem }) }
}

/// The length in characters, and nothing that hides or turns around what people read (spec 2.3).
fn is_readable(text: &str, length: std::ops::RangeInclusive<usize>) -> bool {
    length.contains(&text.chars().count()) && election::is_plain_text(text)
}

/// A decision with at least m valid committee signatures.
#[derive(Debug, Clone)]
pub(crate) struct SignedDecision {
    pub(crate) decision: Decision,
    pub(crate) note: SignedNote,
}

impl Evidence {
    /// A decision's note with the valid signatures of the village's committee alone, which may be too few yet.
    ///
    /// # Errors
    /// [`Problem`]: no decision of this election, or no member has signed it.
    pub fn check_decision(&self, bytes: &[u8]) -> Result<(Decision, SignedNote), Problem> {
        let note = SignedNote::parse(bytes).map_err(|e| Problem::new(Check::Decisions, e))?;
        let decision =
            Decision::parse(self.definition(), note.text()).map_err(|e| Problem::new(Check::Decisions, e))?;
        let keys = self.definition().village(&decision.village).map(committee_keys).unwrap_or_default();
        let kept = note.keep_known(&keys);
        let refused =
            |error| Problem::new(Check::Decisions, Message::from(error).of_village(&decision.village));
        let kept = kept.map_err(refused)?;
        Ok((decision, kept))
    }

    /// Adds a decision that m committee members have signed; with fewer it waits for more.
    pub fn add_decision(&mut self, bytes: &[u8]) -> Added {
        let (decision, note) = match self.check_decision(bytes) {
            Ok(checked) => checked,
            Err(problem) => return Added::refused(problem),
        };
        let Some(village) = self.definition().village(&decision.village) else {
            return Added::default();
        };
        let (needed, keys) = (usize::from(village.committee.threshold), committee_keys(village));
        let hash = Decision::hash(note.text());
        let known = self.decisions.get(&decision.village).and_then(|known| known.get(&hash));
        let known = known.map(|known| &known.note).into_iter().chain(self.pending.get(note.text()));
        let note = known.fold(note, |all, known| joined(&all, known, &keys));
        if note.signatures().len() < needed {
            let problem = self.too_few(&note);
            self.pending.insert(note.text().to_owned(), note);
            return Added::refused(problem);
        }
        self.pending.remove(note.text());
        let of_village = self.decisions.entry(decision.village.clone()).or_default();
        of_village.insert(hash, SignedDecision { decision, note });
        Added::one()
    }

    /// That a statement, a decision, or the checkpoint that goes with it, waits for signatures.
    pub(crate) fn too_few(&self, note: &SignedNote) -> Problem {
        let origin = Checkpoint::parse(note.text()).ok().map(|checkpoint| checkpoint.origin);
        if let Some(booth) = origin.as_ref().and_then(booth_of) {
            return self.checkpoint_waits(&booth, note);
        }
        let given = note.signatures().len();
        let code = note.text().lines().nth(3).unwrap_or_default();
        let village = code.parse().ok().and_then(|code: VillageCode| self.definition().village(&code));
        let needed = village.map_or(0, |village| village.committee.threshold);
        if Statement::parse(self.definition(), note.text()).is_ok() {
            let message = Message::new(
                format!("village {code}: the statement has {given} of {needed} needed committee signatures"),
                format!(
                    "desa {code}: pernyataan ini baru ditandatangani {given} dari {needed} anggota panitia"
                ),
            );
            return Problem::new(Check::Statements, message);
        }
        let message = Message::new(
            format!("village {code}: the decision has {given} of {needed} needed committee signatures"),
            format!("desa {code}: keputusan ini baru ditandatangani {given} dari {needed} anggota panitia"),
        );
        Problem::new(Check::Decisions, message)
    }

    /// The decisions of a village that hold: of each subject the one with the highest number. Two different ones of one
    /// highest number hold neither, and are named.
    pub(crate) fn decisions_of(&self, village: &VillageCode) -> Decisions<'_> {
        let mut decisions = Decisions::default();
        let mut subjects: BTreeMap<Subject, Vec<(u32, DecisionHash, &SignedDecision)>> = BTreeMap::new();
        for (hash, signed) in self.decisions.get(village).into_iter().flatten() {
            let of_subject = subjects.entry(signed.decision.subject()).or_default();
            of_subject.push((signed.decision.number, *hash, signed));
        }
        for (subject, mut found) in subjects {
            let highest = found.iter().map(|(number, ..)| *number).max().unwrap_or_default();
            found.retain(|(number, ..)| *number == highest);
            match found.as_slice() {
                [(_, hash, signed)] => {
                    decisions.holding.insert(subject, (*hash, *signed));
                }
                [(_, one, _), (_, other, _), ..] => {
                    let message = Message::new(
                        format!(
                            "the committee signed two different decisions number {highest} about one thing: {one} and {other}"
                        ),
                        format!(
                            "panitia menandatangani dua keputusan berbeda bernomor {highest} tentang hal yang sama: {one} dan {other}"
                        ),
                    );
                    decisions.conflicts.push(Problem::new(Check::Decisions, message.of_village(village)));
                }
                [] => {}
            }
        }
        decisions
    }
}

/// The decisions of one village that hold.
#[derive(Debug, Default)]
pub(crate) struct Decisions<'e> {
    holding: BTreeMap<Subject, (DecisionHash, &'e SignedDecision)>,
    pub(crate) conflicts: Vec<Problem>,
}

impl<'e> Decisions<'e> {
    /// The decision about a subject.
    pub(crate) fn about(&self, subject: &Subject) -> Option<(DecisionHash, &'e Decision)> {
        self.holding.get(subject).map(|(hash, signed)| (*hash, &signed.decision))
    }

    /// These decisions alone, whatever their numbers: those that a signed count set names.
    pub(crate) fn only(evidence: &'e Evidence, village: &VillageCode, hashes: &[DecisionHash]) -> Self {
        let known = evidence.decisions.get(village);
        let found = hashes.iter().filter_map(|hash| Some((*hash, known?.get(hash)?)));
        Self {
            holding: found.map(|(hash, s)| (s.decision.subject(), (hash, s))).collect(),
            conflicts: Vec::new(),
        }
    }
}
