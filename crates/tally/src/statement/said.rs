//! What a statement says: the five kinds, their fields and limits (spec 10.7).

use std::collections::BTreeSet;

use election::definition::{Definition, Village, Voters};
use election::{BoothId, BoothNumber, StatementHash, TpsNumber};
use serde::{Deserialize, Serialize};

use super::StatementError;

/// A person's name or a place, in characters.
const NAME: std::ops::RangeInclusive<usize> = 1..=80;
/// What is told, in characters.
const TOLD: std::ops::RangeInclusive<usize> = 1..=2_000;
/// One event or seal of the minutes, in characters.
const LINE: std::ops::RangeInclusive<usize> = 1..=400;
const MOST_PEOPLE: usize = 32;
const MOST_LINES: usize = 50;
/// As many slips as one audit interprets.
const MOST_DRAWN: usize = 30_000;
/// Ten-sided dice thrown for an audit's seed.
const SEED_DIGITS: usize = 20;
/// As many voters of either sex as one list may have, of all lists of a polling place.
const MOST_VOTERS: u32 = 2_000_000;

/// What is said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Said {
    /// The people's part of the minutes (*berita acara*) of a polling place, or of the village's count.
    Minutes(Minutes),
    /// A witness objects (*keberatan saksi*).
    Objection(Objection),
    /// What the committee answers to an objection.
    Answer(Answer),
    /// The slips of a booth, counted by hand.
    Recount(Recount),
    /// The slips that were drawn for a risk-limiting audit, and what stands on them.
    Audit(Drawn),
}

/// What no machine knows of the polls at one place, or of the count of the village.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Minutes {
    /// From 1; the highest number about one place holds.
    pub number: u32,
    /// The polling place; none: the count of the village.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tps: Option<TpsNumber>,
    /// Where people met.
    pub place: String,
    /// `YYYY-MM-DD`.
    pub date: String,
    /// `HH:MM`, local time.
    pub begins: String,
    /// `HH:MM`, local time; before `begins` if it went on past midnight.
    pub ends: String,
    /// Voters with disabilities who came to this polling place; of a polling place alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disabled: Option<Voters>,
    /// Who leads, one chair first, then at least two members.
    pub officers: Vec<Officer>,
    /// The candidates' witnesses who came.
    pub witnesses: Vec<Witness>,
    /// Numbers of the seals, as they are.
    pub seals: Vec<String>,
    /// Special events (*kejadian khusus*).
    pub incidents: Vec<String>,
}

/// What an officer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// *Ketua*.
    Chair,
    /// *Sekretaris*.
    Secretary,
    /// *Anggota*.
    Member,
}

/// An officer who signs the minutes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Officer {
    /// What they are.
    pub role: Role,
    /// Who they are.
    pub name: String,
}

/// A witness who was there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Witness {
    /// Number of the candidate who sent them.
    pub candidate: u8,
    /// Who they are.
    pub name: String,
    /// Whether they sign the minutes; nobody must.
    pub signs: bool,
}

/// What a witness objects to. Each stands by itself; no number replaces another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Objection {
    /// From 1, as the witness counts.
    pub number: u32,
    /// Number of the witness's candidate.
    pub candidate: u8,
    /// Name of the witness.
    pub witness: String,
    /// The polling place; none: the count of the village.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tps: Option<TpsNumber>,
    /// To what, in the witness's words.
    pub text: String,
}

/// What the committee answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// From 1; the highest number about one objection holds.
    pub number: u32,
    /// The objection, by its name.
    pub objection: StatementHash,
    /// The answer.
    pub text: String,
}

/// The slips of a booth's audit box, counted by hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recount {
    /// From 1; the highest number about one booth holds.
    pub number: u32,
    /// Polling place.
    pub tps: TpsNumber,
    /// Booth.
    pub booth: BoothNumber,
    /// Slips with the mark SAH, for each option in ballot order.
    pub slips: Vec<u32>,
    /// Slips with the mark SAH on which no choice can be read.
    pub invalid: u32,
    /// What explains each difference.
    pub explanations: Vec<Explanation>,
}

/// Why the slips differ from the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Explanation {
    /// Number of the option; 0: their sum.
    pub option: u8,
    /// The explanation.
    pub text: String,
}

/// A risk-limiting audit as far as it went. What follows from it, everybody computes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Drawn {
    /// From 1; the highest number holds.
    pub number: u32,
    /// What ten-sided dice showed, after the result was known: 20 digits.
    pub seed: String,
    /// Largest chance to confirm a wrong winner, in percent: 1 to 20.
    pub risk_limit: u8,
    /// Slips in the audit box of each booth, counted before the dice were thrown; ascending.
    pub boxes: Vec<SlipBox>,
    /// What stands on the slips in the order of their draws: `1` to `8` the option, `x` no readable choice, `-` no such
    /// slip in the box.
    pub drawn: String,
}

/// The audit box of a booth.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SlipBox {
    /// Polling place.
    pub tps: TpsNumber,
    /// Booth.
    pub booth: BoothNumber,
    /// Slips with the mark SAH in it.
    pub slips: u32,
}

/// What a statement is about: of statements about one subject the highest number holds.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Subject {
    Minutes(Option<TpsNumber>),
    /// Never replaced: its own name is its subject.
    Objection(StatementHash),
    Answer(StatementHash),
    Recount(TpsNumber, BoothNumber),
    Audit,
}

impl Said {
    /// From 1.
    #[must_use]
    pub const fn number(&self) -> u32 {
        match self {
            Self::Minutes(said) => said.number,
            Self::Objection(said) => said.number,
            Self::Answer(said) => said.number,
            Self::Recount(said) => said.number,
            Self::Audit(said) => said.number,
        }
    }

    /// The same under another number.
    #[must_use]
    pub fn numbered(mut self, number: u32) -> Self {
        let place = match &mut self {
            Self::Minutes(said) => &mut said.number,
            Self::Objection(said) => &mut said.number,
            Self::Answer(said) => &mut said.number,
            Self::Recount(said) => &mut said.number,
            Self::Audit(said) => &mut said.number,
        };
        *place = number;
        self
    }

    /// The word of its kind.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Minutes(_) => "minutes",
            Self::Objection(_) => "objection",
            Self::Answer(_) => "answer",
            Self::Recount(_) => "recount",
            Self::Audit(_) => "audit",
        }
    }

    pub(super) const fn subject(&self, own: StatementHash) -> Subject {
        match self {
            Self::Minutes(said) => Subject::Minutes(said.tps),
            Self::Objection(_) => Subject::Objection(own),
            Self::Answer(said) => Subject::Answer(said.objection),
            Self::Recount(said) => Subject::Recount(said.tps, said.booth),
            Self::Audit(_) => Subject::Audit,
        }
    }

    /// Whether places, candidates and options are there, and texts, dates and counts are within their limits.
    ///
    /// # Errors
    /// [`StatementError::Field`].
    pub(super) fn check(&self, definition: &Definition, village: &Village) -> Result<(), StatementError> {
        ensure(self.number() > 0, "number", "does not count from 1")?;
        match self {
            Self::Minutes(said) => said.check(village),
            Self::Objection(said) => said.check(village),
            Self::Answer(said) => readable(&said.text, TOLD, "text"),
            Self::Recount(said) => said.check(definition, village),
            Self::Audit(said) => said.check(definition, village),
        }
    }
}

impl Minutes {
    fn check(&self, village: &Village) -> Result<(), StatementError> {
        known_tps(village, self.tps)?;
        readable(&self.place, NAME, "place")?;
        ensure(election::is_date(&self.date), "date", "is not a date like 2026-11-22")?;
        ensure(election::is_time(&self.begins), "begins", "is not a time like 07:30")?;
        ensure(election::is_time(&self.ends), "ends", "is not a time like 15:00")?;
        ensure(self.disabled.is_some() == self.tps.is_some(), "disabled", "goes with 'tps'")?;
        let many = |voters: &Voters| voters.male <= MOST_VOTERS && voters.female <= MOST_VOTERS;
        ensure(self.disabled.as_ref().is_none_or(many), "disabled", "is too large")?;
        self.check_people(village)?;
        lines(&self.seals, "seals")?;
        lines(&self.incidents, "incidents")
    }

    fn check_people(&self, village: &Village) -> Result<(), StatementError> {
        let chairs = self.officers.iter().filter(|officer| officer.role == Role::Chair).count();
        let leads = self.officers.first().is_some_and(|officer| officer.role == Role::Chair);
        ensure(leads && chairs == 1, "officers", "does not begin with the one chair")?;
        let enough = (3..=MOST_PEOPLE).contains(&self.officers.len());
        ensure(enough, "officers", "has not a chair and 2 to 31 others")?;
        self.officers.iter().try_for_each(|officer| readable(&officer.name, NAME, "officers"))?;
        ensure(self.witnesses.len() <= MOST_PEOPLE, "witnesses", "has more than 32 people")?;
        self.witnesses.iter().try_for_each(|witness| {
            known_candidate(village, witness.candidate)?;
            readable(&witness.name, NAME, "witnesses")
        })
    }
}

impl Objection {
    fn check(&self, village: &Village) -> Result<(), StatementError> {
        known_candidate(village, self.candidate)?;
        known_tps(village, self.tps)?;
        readable(&self.witness, NAME, "witness")?;
        readable(&self.text, TOLD, "text")
    }
}

impl Recount {
    fn check(&self, definition: &Definition, village: &Village) -> Result<(), StatementError> {
        known_booth(definition, village, self.tps, self.booth)?;
        let options = village.option_count();
        let each = self.slips.len() == usize::from(options);
        ensure(each, "slips", "has not one number for each option")?;
        let all = self.slips.iter().chain([&self.invalid]);
        ensure(all.into_iter().all(|slips| *slips <= MOST_VOTERS), "slips", "is too large")?;
        let named: BTreeSet<u8> = self.explanations.iter().map(|e| e.option).collect();
        ensure(named.len() == self.explanations.len(), "explanations", "explains an option twice")?;
        let within = named.last().is_none_or(|last| *last <= options);
        ensure(within, "explanations", "names an option that is not there")?;
        self.explanations.iter().try_for_each(|e| readable(&e.text, LINE, "explanations"))
    }
}

impl Drawn {
    fn check(&self, definition: &Definition, village: &Village) -> Result<(), StatementError> {
        let digits = self.seed.len() == SEED_DIGITS && self.seed.bytes().all(|b| b.is_ascii_digit());
        ensure(digits, "seed", "is not 20 digits")?;
        ensure((1..=20).contains(&self.risk_limit), "risk_limit", "is not 1 to 20")?;
        let places: Vec<_> = self.boxes.iter().map(|one| (one.tps, one.booth)).collect();
        ensure(places.is_sorted_by(|one, next| one < next), "boxes", "is not in order")?;
        places.iter().try_for_each(|(tps, booth)| known_booth(definition, village, *tps, *booth))?;
        let few = self.boxes.iter().all(|one| one.slips <= MOST_VOTERS);
        ensure(!self.boxes.is_empty() && few, "boxes", "has no boxes, or too many slips")?;
        ensure(self.drawn.len() <= MOST_DRAWN, "drawn", "has more than 30,000 slips")?;
        let options = village.option_count();
        let is_read = |b: u8| matches!(b, b'x' | b'-') || (b'1'..=b'0'.saturating_add(options)).contains(&b);
        ensure(self.drawn.bytes().all(is_read), "drawn", "has a sign that is no option, x or -")
    }
}

fn known_tps(village: &Village, tps: Option<TpsNumber>) -> Result<(), StatementError> {
    let known = tps.is_none_or(|number| village.tps.iter().any(|tps| tps.number == number));
    ensure(known, "tps", "is not in the definition")
}

fn known_candidate(village: &Village, candidate: u8) -> Result<(), StatementError> {
    let stands = village.candidates.iter().any(|one| one.number == candidate);
    ensure(stands, "candidate", "is not a candidate's number")
}

fn known_booth(
    definition: &Definition,
    village: &Village,
    tps: TpsNumber,
    booth: BoothNumber,
) -> Result<(), StatementError> {
    let id = BoothId { village: village.code.clone(), tps, booth };
    ensure(definition.booth(&id).is_some(), "booth", "is not in the definition")
}

fn lines(all: &[String], field: &'static str) -> Result<(), StatementError> {
    ensure(all.len() <= MOST_LINES, field, "has more than 50 lines")?;
    all.iter().try_for_each(|line| readable(line, LINE, field))
}

/// The length in characters, and nothing that hides or turns around what people read (spec 2.3).
fn readable(
    text: &str,
    length: std::ops::RangeInclusive<usize>,
    field: &'static str,
) -> Result<(), StatementError> {
    let fits = length.contains(&text.chars().count()) && election::is_plain_text(text);
    ensure(fits, field, "is too short, too long or not readable")
}

fn ensure(holds: bool, field: &'static str, problem: &'static str) -> Result<(), StatementError> {
    if holds { Ok(()) } else { Err(StatementError::Field { field, problem }) }
}
