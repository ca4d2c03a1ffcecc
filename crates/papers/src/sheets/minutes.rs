//! What minutes (*berita acara*) of any kind share: who met where, who signs, what was objected; and what is missing.

use std::fmt;

use election::definition::{Village, Voters};
use election::{BoothNumber, TpsNumber};
use serde::Serialize;
use tally::{Minutes, Role, Said, SignedStatement, Statements};

use super::{SheetError, Text};
use crate::figures::{VerifiedElection, VillageFigures};
use crate::words::{self, Day, Time};

/// Why there are no such minutes.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MinutesError {
    /// A text that no paper can show, or a village that is not there.
    #[error(transparent)]
    Sheet(#[from] SheetError),
    /// Something is not there yet: a paper with blanks is not made.
    #[error("{}", listed(.0, Lack::to_string))]
    Incomplete(Vec<Lack>),
}

impl MinutesError {
    /// The same in Indonesian.
    #[must_use]
    pub fn to_indonesian(&self) -> String {
        match self {
            Self::Sheet(error) => error.to_indonesian(),
            Self::Incomplete(lacks) => listed(lacks, Lack::to_indonesian),
        }
    }
}

fn listed(lacks: &[Lack], told: fn(&Lack) -> String) -> String {
    lacks.iter().map(told).collect::<Vec<_>>().join("; ")
}

/// Something that is missing, and who supplies it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lack {
    /// The people's part of the minutes: the committee, by `tally berita-acara`.
    Minutes {
        /// The polling place, or the village's count.
        tps: Option<TpsNumber>,
    },
    /// The committee has signed two different ones of one number.
    Conflict {
        /// The polling place, or the village's count.
        tps: Option<TpsNumber>,
    },
    /// A booth's log is neither counted nor left out: the officers bring it, or the committee decides.
    Log {
        /// Polling place.
        tps: TpsNumber,
        /// Booth.
        booth: BoothNumber,
    },
    /// How many voters came is not known of a booth: the committee states it from the attendance lists.
    Attendance {
        /// Polling place.
        tps: TpsNumber,
        /// Booth.
        booth: BoothNumber,
    },
    /// The result is not there: signatures of the committee, or shares of the trustees.
    Result,
}

impl Lack {
    /// The same in Indonesian.
    #[must_use]
    pub fn to_indonesian(&self) -> String {
        let place = |tps: &Option<TpsNumber>| match tps {
            Some(tps) => format!("pemungutan suara TPS {tps}"),
            None => "penghitungan suara desa".to_owned(),
        };
        match self {
            Self::Minutes { tps } => format!(
                "catatan {} belum ada: panitia mengisinya dengan tally berita-acara form, lalu menandatanganinya",
                place(tps)
            ),
            Self::Conflict { tps } => format!(
                "panitia menandatangani dua catatan {} yang berbeda dengan nomor yang sama: buat yang bernomor lebih tinggi",
                place(tps)
            ),
            Self::Log { tps, booth } => format!(
                "log TPS {tps} bilik {booth} belum dihitung: petugas membawanya, atau panitia memutuskan dengan tally decide"
            ),
            Self::Attendance { tps, booth } => format!(
                "jumlah pemilih hadir di TPS {tps} bilik {booth} belum diketahui: panitia menyatakannya dari daftar hadir dengan tally decide attendance"
            ),
            Self::Result => {
                "hasil belum ada: panitia menandatangani himpunan suara, lalu para wali kunci membukanya"
                    .to_owned()
            }
        }
    }
}

impl fmt::Display for Lack {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = |tps: &Option<TpsNumber>| match tps {
            Some(tps) => format!("the polls at TPS {tps}"),
            None => "the village's count".to_owned(),
        };
        match self {
            Self::Minutes { tps } => write!(
                f,
                "there are no minutes of {}: the committee fills in tally berita-acara form and signs it",
                place(tps)
            ),
            Self::Conflict { tps } => write!(
                f,
                "the committee signed two different minutes of {} with one number: make one with a higher number",
                place(tps)
            ),
            Self::Log { tps, booth } => write!(
                f,
                "the log of TPS {tps} booth {booth} is not counted: its officers bring it, or the committee decides with tally decide"
            ),
            Self::Attendance { tps, booth } => write!(
                f,
                "how many voters came to TPS {tps} booth {booth} is not known: the committee states it from the attendance list with tally decide attendance"
            ),
            Self::Result => f.write_str(
                "there is no result: the committee signs the count set, then the trustees open it",
            ),
        }
    }
}

/// A number in figures and in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    label: String,
    number: String,
    words: String,
}

impl Row {
    pub(super) fn new(label: &str, number: u64) -> Self {
        Self { label: label.to_owned(), number: words::number(number), words: words::terbilang(number) }
    }
}

/// Voters of either sex and together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct VoterRow {
    label: String,
    male: String,
    female: String,
    total: String,
    words: String,
}

impl VoterRow {
    pub(super) fn new(label: &str, voters: Voters) -> Self {
        Self {
            label: label.to_owned(),
            male: words::number(voters.male.into()),
            female: words::number(voters.female.into()),
            total: words::number(voters.total()),
            words: words::terbilang(voters.total()),
        }
    }
}

/// Where and when people met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Meeting {
    place: String,
    /// `Rabu, tanggal sepuluh bulan Desember tahun ...`.
    day: String,
    date: String,
    begins: String,
    begins_in_words: String,
    ends: String,
    ends_in_words: String,
}

/// A line for a signature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Signatory {
    role: String,
    name: String,
    /// Whether they sign: of a witness who does not, it is said.
    signs: bool,
}

/// An objection with the committee's answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Objected {
    by: String,
    text: String,
    answer: Option<String>,
}

/// The people's part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Told {
    meeting: Meeting,
    seals: Vec<String>,
    incidents: Vec<String>,
    objections: Vec<Objected>,
    officers: Vec<Signatory>,
    witnesses: Vec<Signatory>,
    #[serde(skip)]
    pub(super) disabled: Option<Voters>,
}

impl Told {
    /// What was stated about a polling place, or about the village's count.
    pub(super) fn of(
        election: &VerifiedElection<'_>,
        village: &VillageFigures<'_>,
        tps: Option<TpsNumber>,
    ) -> Result<Self, MinutesError> {
        let nothing = Statements::default();
        let stated = election.merged().statements.get(&village.village.code).unwrap_or(&nothing);
        let own = |signed: &&SignedStatement| matches!(&signed.statement.said, Said::Minutes(minutes) if minutes.tps == tps);
        if stated.conflicting.iter().any(|signed| own(&signed)) {
            return Err(MinutesError::Incomplete(vec![Lack::Conflict { tps }]));
        }
        let minutes = stated.holding.iter().find(own).map(|signed| &signed.statement.said);
        let Some(Said::Minutes(minutes)) = minutes else {
            return Err(MinutesError::Incomplete(vec![Lack::Minutes { tps }]));
        };
        let shown = |all: &[String]| all.iter().map(|text| told(text)).collect::<Result<Vec<_>, _>>();
        Ok(Self {
            meeting: Meeting::of(election, minutes)?,
            seals: shown(&minutes.seals)?,
            incidents: shown(&minutes.incidents)?,
            objections: objections(stated, village.village, tps)?,
            officers: officers(minutes)?,
            witnesses: witnesses(minutes, village.village)?,
            disabled: minutes.disabled,
        })
    }
}

impl Meeting {
    fn of(election: &VerifiedElection<'_>, minutes: &Minutes) -> Result<Self, SheetError> {
        let day =
            Day::parse(&minutes.date).ok_or_else(|| SheetError::Date { found: minutes.date.clone() })?;
        let zone = election.definition().content().time_zone;
        let time =
            |text: &str| Time::parse(text, zone).ok_or_else(|| SheetError::Date { found: text.to_owned() });
        let (begins, ends) = (time(&minutes.begins)?, time(&minutes.ends)?);
        Ok(Self {
            place: told(&minutes.place)?,
            day: day.in_words(),
            date: day.in_figures(),
            begins: begins.in_figures(),
            begins_in_words: begins.in_words(),
            ends: ends.in_figures(),
            ends_in_words: ends.in_words(),
        })
    }
}

/// A stated text, if every paper can show it.
fn told(text: &str) -> Result<String, SheetError> {
    Text::Stated.checked(text).map(str::to_owned)
}

fn officers(minutes: &Minutes) -> Result<Vec<Signatory>, SheetError> {
    let of = |officer: &tally::Officer| {
        let role = match officer.role {
            Role::Chair => "Ketua",
            Role::Secretary => "Sekretaris",
            Role::Member => "Anggota",
        };
        Ok(Signatory { role: role.to_owned(), name: told(&officer.name)?, signs: true })
    };
    minutes.officers.iter().map(of).collect()
}

fn witnesses(minutes: &Minutes, village: &Village) -> Result<Vec<Signatory>, SheetError> {
    let of = |witness: &tally::Witness| {
        Ok(Signatory {
            role: format!("Saksi {}", candidate(village, witness.candidate)?),
            name: told(&witness.name)?,
            signs: witness.signs,
        })
    };
    minutes.witnesses.iter().map(of).collect()
}

/// `calon 1 Siti`.
fn candidate(village: &Village, number: u8) -> Result<String, SheetError> {
    let found = village.candidates.iter().find(|candidate| candidate.number == number);
    Ok(format!("calon {number} {}", told(found.map_or("", |candidate| candidate.name.as_str()))?))
}

fn objections(
    stated: &Statements,
    village: &Village,
    tps: Option<TpsNumber>,
) -> Result<Vec<Objected>, SheetError> {
    let mut objected = Vec::new();
    for signed in &stated.holding {
        let Said::Objection(objection) = &signed.statement.said else { continue };
        if objection.tps != tps {
            continue;
        }
        let answer = stated.holding.iter().find_map(|other| match &other.statement.said {
            Said::Answer(answer) if answer.objection == signed.hash() => Some(answer.text.as_str()),
            _ => None,
        });
        objected.push(Objected {
            by: format!("{}, saksi {}", told(&objection.witness)?, candidate(village, objection.candidate)?),
            text: told(&objection.text)?,
            answer: answer.map(told).transpose()?,
        });
    }
    Ok(objected)
}
