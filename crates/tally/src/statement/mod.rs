//! Statements about polls and count (spec 10.7): minutes, objections, recounts, audits.
//!
//! They stand beside the count, outside every count set and root, and change no number of it. The committee signs them
//! as it signs decisions; an objection is evidence with the signature of the candidate's witness alone, so that nobody
//! can keep it out of the record.

mod said;

use std::collections::BTreeMap;

use election::definition::{Definition, Village};
use election::{KeyName, LabelledHasher, PublicKey, SignedNote, StatementHash, VillageCode, json};

use crate::check::Check;
use crate::evidence::Evidence;
use crate::message::{Added, Message, Problem};
use crate::record::Files;
use crate::signing::{committee_keys, joined};

use said::Subject;
pub use said::{
    Answer, Drawn, Explanation, Minutes, Objection, Officer, Recount, Role, Said, SlipBox, Witness,
};

const MAX_TEXT: usize = 64 * 1024;
/// Objections for one candidate that are kept with the signatures of witnesses alone: nobody fills a record.
const MOST_OBJECTIONS: usize = 50;

/// A statement, read and valid for its definition; [`Evidence`] holds only those that are signed well enough.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// The village.
    pub village: VillageCode,
    /// What is said.
    pub said: Said,
}

/// Why a statement's text is none for this definition.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StatementError {
    /// The head lines name another election or village, or none.
    #[error("the statement belongs to another election or village")]
    Foreign,
    /// Not canonical JSON after the head lines.
    #[error("the statement cannot be read: {0}")]
    Json(#[from] json::JsonError),
    /// A field is outside its limits.
    #[error("the statement's field '{field}' {problem}")]
    Field {
        /// Name of the field.
        field: &'static str,
        /// What is wrong with it.
        problem: &'static str,
    },
}

impl StatementError {
    /// The same in Indonesian.
    #[must_use]
    pub fn to_indonesian(&self) -> String {
        match self {
            Self::Foreign => "pernyataan ini dari pemilihan atau desa lain".to_owned(),
            Self::Json(error) => format!("pernyataan ini tidak dapat dibaca: {}", error.to_indonesian()),
            Self::Field { field, .. } => format!("isian '{field}' dalam pernyataan ini tidak benar"),
        }
    }
}

impl Statement {
    /// The text that is signed: head lines and JSON.
    #[must_use]
    pub fn text(&self, definition: &Definition) -> String {
        let json = String::from_utf8_lossy(&json::to_pretty(&self.said)).into_owned();
        format!("{}{json}", definition.statement_head(&self.village))
    }

    /// Name of a signed statement.
    #[must_use]
    pub fn hash(text: &str) -> StatementHash {
        StatementHash::new(LabelledHasher::new("statement").bytes(text).finish())
    }

    /// Reads the text of a statement under its definition.
    ///
    /// # Errors
    /// [`StatementError`].
    pub fn parse(definition: &Definition, text: &str) -> Result<Self, StatementError> {
        let code = text.split('\n').nth(3).and_then(|line| line.parse::<VillageCode>().ok());
        let village =
            code.filter(|code| definition.village(code).is_some()).ok_or(StatementError::Foreign)?;
        let rest = text.strip_prefix(&definition.statement_head(&village)).ok_or(StatementError::Foreign)?;
        let said = json::parse_pretty(rest.as_bytes(), MAX_TEXT)?;
        let statement = Self { village, said };
        statement.check(definition)?;
        Ok(statement)
    }

    /// Whether it fits the definition: places, candidates and options that are there, texts of allowed length.
    ///
    /// # Errors
    /// [`StatementError`].
    pub fn check(&self, definition: &Definition) -> Result<(), StatementError> {
        let village = definition.village(&self.village).ok_or(StatementError::Foreign)?;
        self.said.check(definition, village)
    }

    /// Who may sign it: the village's committee, and an objection also the witnesses of its candidate.
    #[must_use]
    pub fn keys<'d>(&self, village: &'d Village) -> Vec<(&'d KeyName, &'d PublicKey)> {
        let mut keys = committee_keys(village);
        if let Said::Objection(Objection { candidate, .. }) = &self.said {
            let own = village.saksi.iter().filter(|saksi| saksi.candidate == *candidate);
            keys.extend(own.map(|saksi| (&saksi.name, &saksi.key)));
        }
        keys
    }
}

/// A statement that is signed well enough to be evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedStatement {
    /// What it says.
    pub statement: Statement,
    /// Its text with every valid signature of those who may sign it.
    pub note: SignedNote,
}

impl SignedStatement {
    /// Name of the statement.
    #[must_use]
    pub fn hash(&self) -> StatementHash {
        Statement::hash(self.note.text())
    }

    /// Who has signed.
    pub fn signers(&self) -> impl Iterator<Item = &KeyName> {
        self.note.signatures().iter().map(election::NoteSignature::name)
    }

    /// Of the committee.
    fn members(&self, village: &Village) -> usize {
        let is_member = |name: &&KeyName| village.committee.keys.iter().any(|member| member.name == **name);
        self.signers().filter(is_member).count()
    }

    fn is_signed_by_committee(&self, village: &Village) -> bool {
        self.members(village) >= usize::from(village.committee.threshold)
    }

    /// Whether it is signed well enough: by m of the committee, or an objection by a witness of its candidate.
    #[must_use]
    pub fn is_evidence(&self, village: &Village) -> bool {
        let by_witness = matches!(self.statement.said, Said::Objection(_))
            && self.members(village) < self.note.signatures().len();
        by_witness || self.is_signed_by_committee(village)
    }
}

/// The statements about one village.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Statements {
    /// Those that hold, by name.
    pub holding: Vec<SignedStatement>,
    /// Of one subject and number with another text: none of them holds.
    pub conflicting: Vec<SignedStatement>,
}

impl Evidence {
    /// A statement's note with the valid signatures of those who may sign it alone, which may be too few yet.
    ///
    /// # Errors
    /// [`Problem`]: no statement of this election, or nobody who may has signed it.
    pub fn check_statement(&self, bytes: &[u8]) -> Result<SignedStatement, Problem> {
        let note = SignedNote::parse(bytes).map_err(|e| Problem::new(Check::Statements, e))?;
        let statement = Statement::parse(self.definition(), note.text())
            .map_err(|e| Problem::new(Check::Statements, e))?;
        let village = self.definition().village(&statement.village);
        let keys = village.map(|village| statement.keys(village)).unwrap_or_default();
        let refused =
            |error| Problem::new(Check::Statements, Message::from(error).of_village(&statement.village));
        let note = note.keep_known(&keys).map_err(refused)?;
        Ok(SignedStatement { statement, note })
    }

    /// Adds a statement that is signed well enough; with fewer signatures it waits for more.
    pub fn add_statement(&mut self, bytes: &[u8]) -> Added {
        match self.take_statement(bytes) {
            Ok(None) => Added::one(),
            Ok(Some(waiting)) => Added::refused(self.too_few(&waiting)),
            Err(problem) => Added::refused(problem),
        }
    }

    /// As [`Evidence::add_statement`]; gives back a note that is valid, but waits for more signatures.
    pub(crate) fn take_statement(&mut self, bytes: &[u8]) -> Result<Option<SignedNote>, Problem> {
        let mut signed = self.check_statement(bytes)?;
        let Some(village) = self.definition().village(&signed.statement.village).cloned() else {
            return Ok(None);
        };
        let (hash, keys) = (signed.hash(), signed.statement.keys(&village));
        let known = self.statements.get(&village.code).and_then(|known| known.get(&hash));
        let known = known.map(|known| &known.note).into_iter().chain(self.pending.get(signed.note.text()));
        signed.note = known.fold(signed.note, |all, known| joined(&all, known, &keys));
        if !signed.is_evidence(&village) {
            self.pending.insert(signed.note.text().to_owned(), signed.note.clone());
            return Ok(Some(signed.note));
        }
        self.pending.remove(signed.note.text());
        let of_village = self.statements.entry(village.code.clone()).or_default();
        of_village.insert(hash, signed);
        Ok(None)
    }

    /// The statements about a village that are evidence: of the objections for one candidate that its witnesses alone have
    /// signed, the first by name.
    fn kept_statements(&self, village: &Village) -> impl Iterator<Item = &SignedStatement> {
        let mut objections: BTreeMap<u8, usize> = BTreeMap::new();
        let all = self.statements.get(&village.code).into_iter().flat_map(BTreeMap::values);
        all.filter(move |signed| match &signed.statement.said {
            Said::Objection(objection) if !signed.is_signed_by_committee(village) => {
                let count = objections.entry(objection.candidate).or_default();
                *count += 1;
                *count <= MOST_OBJECTIONS
            }
            _ => true,
        })
    }

    /// The statements about a village: of each subject the one with the highest number. Two different ones of one highest
    /// number hold neither.
    #[must_use]
    pub fn statements_of(&self, village: &Village) -> Statements {
        let mut subjects: BTreeMap<Subject, Vec<&SignedStatement>> = BTreeMap::new();
        for signed in self.kept_statements(village) {
            subjects.entry(signed.statement.said.subject(signed.hash())).or_default().push(signed);
        }
        let mut statements = Statements::default();
        for mut found in subjects.into_values() {
            let number = |signed: &SignedStatement| signed.statement.said.number();
            let highest = found.iter().map(|signed| number(signed)).max().unwrap_or_default();
            found.retain(|signed| number(signed) == highest);
            let place = match found.as_slice() {
                [_] => &mut statements.holding,
                _ => &mut statements.conflicting,
            };
            place.extend(found.into_iter().cloned());
        }
        statements
    }

    /// The highest number of a statement about the same subject, also of one that waits for signatures; 0 if there is none.
    #[must_use]
    pub fn last_statement(&self, statement: &Statement) -> u32 {
        let subject = |one: &Statement| one.said.subject(Statement::hash(&one.text(self.definition())));
        let own = subject(statement);
        let signed = self.statements.get(&statement.village).into_iter().flat_map(BTreeMap::values);
        let waiting =
            self.pending.values().filter_map(|note| Statement::parse(self.definition(), note.text()).ok());
        let all = signed.map(|signed| signed.statement.clone()).chain(waiting);
        let same = all.filter(|one| one.village == statement.village && subject(one) == own);
        same.map(|one| one.said.number()).max().unwrap_or_default()
    }

    /// The files of statements in a record (spec 11.1).
    pub(crate) fn statement_files(&self) -> Files {
        let villages = self.definition().villages().iter();
        let kept = villages.flat_map(|village| self.kept_statements(village));
        kept.map(|signed| (path_of(signed), signed.note.to_bytes())).collect()
    }
}

fn path_of(signed: &SignedStatement) -> String {
    format!("statements/{}-{}.note", signed.statement.village, signed.hash())
}
