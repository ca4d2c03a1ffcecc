//! The committee's draft: everything in a definition that people decide, as TOML with comments.
//!
//! [`template`] prints one to fill in, [`check`] reports every mistake of one with its line, and
//! [`Draft::complete`] joins it with what only machines can make: keys of booths, trustee groups, token lists.

mod complete;
mod media;
mod read;
mod reader;
mod template;

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;

use toml::de::DeTable;

pub use self::complete::SealParts;
pub use self::media::{DraftMedium, Media, MediumFile, MediumKind, MediumProblem, NoMediumFile};
pub use self::template::template;
use crate::definition::{Committee, CountRules, Dusun, NamedKey, Saksi, TimeZone, Voters, Words};
use crate::ids::{BoothId, BoothNumber, DusunNumber, ListId, Mode, TpsNumber, VillageCode};
use crate::mistake::{Allowed, Mistake, Problem};

/// Largest draft in bytes.
const MAX_BYTES: usize = 64 << 20;

/// One mistake in a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftMistake {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// The place, for example `villages[0].tps[2].number`; lists count from 0, `.` is the whole file.
    pub path: String,
    /// What is wrong there.
    pub problem: Problem,
    /// What is allowed there.
    pub allowed: Allowed,
}

impl fmt::Display for DraftMistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { line, column, path, problem, allowed } = self;
        write!(f, "line {line}, column {column}: {path}: {problem}; {allowed}")
    }
}

impl DraftMistake {
    /// The same in Indonesian.
    #[must_use]
    pub fn to_indonesian(&self) -> String {
        let Self { line, column, path, problem, allowed } = self;
        let (problem, allowed) = (problem.to_indonesian(), allowed.to_indonesian());
        format!("baris {line}, kolom {column}: {path}: {problem}; {allowed}")
    }
}

/// A draft without mistakes. What is missing for a definition comes with [`SealParts`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    mode: Mode,
    nonce: [u8; 32],
    title: String,
    date: String,
    opens: String,
    closes: String,
    time_zone: TimeZone,
    words: Words,
    authority: NamedKey,
    villages: Vec<DraftVillage>,
}

/// A village of a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftVillage {
    /// Ministry code.
    pub code: VillageCode,
    /// Name of the village.
    pub name: String,
    /// *Kecamatan*.
    pub district: String,
    /// *Kabupaten*.
    pub regency: String,
    /// *Provinsi*.
    pub province: String,
    /// The dusun to which lists are bound.
    pub dusun: Vec<Dusun>,
    /// The candidates in number order.
    pub candidates: Vec<DraftCandidate>,
    /// Whether *suara kosong* is offered.
    pub blank: bool,
    /// How votes are counted.
    pub rules: CountRules,
    /// Who signs the count set.
    pub committee: Committee,
    /// Witnesses.
    pub saksi: Vec<Saksi>,
    /// Who will hold the key ceremony.
    pub trustees: DraftTrustees,
    /// The polling places.
    pub tps: Vec<DraftTps>,
}

/// A candidate of a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftCandidate {
    /// *Nomor urut*.
    pub number: u8,
    /// Name as on the ballot.
    pub name: String,
    /// The file of the photo, if there is one.
    pub photo: Option<DraftMedium>,
    /// The files of recordings.
    pub clips: Vec<DraftMedium>,
}

/// The trustees of a village before their key ceremony.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftTrustees {
    /// k.
    pub threshold: u16,
    /// Names of the trustees 1..n, in order.
    pub names: Vec<String>,
}

/// A polling place of a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftTps {
    /// Number.
    pub number: TpsNumber,
    /// Registered voters.
    pub voters: Voters,
    /// The booths.
    pub booths: Vec<DraftBooth>,
}

/// A booth of a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftBooth {
    /// Number within the TPS.
    pub number: BoothNumber,
    /// Whether it only stands by.
    pub spare: bool,
    /// Its token lists.
    pub lists: Vec<DraftList>,
}

/// A token list of a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DraftList {
    /// The dusun, 0 = not bound.
    pub dusun: DusunNumber,
    /// Registered voters.
    pub voters: Voters,
    /// Number of tokens to print.
    pub tokens: u32,
}

/// Reads a draft and reports all mistakes at once, in the order of lines. The files that it names are not looked at.
///
/// # Errors
/// Every mistake, with line, column, path, reason and what is allowed.
pub fn check(text: &str) -> Result<Draft, Vec<DraftMistake>> {
    Ok(examine(text, None)?.0)
}

/// Finds the file of a photo or clip, sees whether it is what it must be, and returns the SHA-256 of its bytes
/// ([`crate::pack::medium_hash`]).
pub type ReadMedium<'a> = dyn FnMut(&DraftMedium) -> Result<[u8; 32], MediumProblem> + 'a;

/// As [`check`], with the files of photos and clips.
///
/// # Errors
/// Every mistake, those of the files among them.
pub fn check_with(text: &str, read: &mut ReadMedium<'_>) -> Result<(Draft, Media), Vec<DraftMistake>> {
    examine(text, Some(read))
}

fn examine(text: &str, media: Option<&mut ReadMedium<'_>>) -> Result<(Draft, Media), Vec<DraftMistake>> {
    if text.len() > MAX_BYTES {
        let problem = Problem::TextLength { found: text.len() };
        let allowed = Allowed::Characters { lowest: 0, highest: MAX_BYTES };
        return Err(vec![DraftMistake { line: 1, column: 1, path: ".".to_owned(), problem, allowed }]);
    }
    let lines = Lines::of(text);
    let (readable, mut mistakes) = lines.around_broken_lines();
    let damaged = !mistakes.is_empty();
    let (document, errors) = DeTable::parse_recoverable(&readable);
    let repeated = errors.iter().filter(|error| error.message() == REPEATED);
    mistakes.extend(repeated.map(|error| lines.syntax(error)));
    let mut reading = read::read(document.get_ref());
    let media = media.map(|read| reading.read_media(read)).unwrap_or_default();
    let (draft, found) = reading.finish();
    // Behind a line that cannot be read, much may seem to be missing that is there.
    let found = found.into_iter().filter(|(mistake, _)| !damaged || mistake.problem != Problem::MissingKey);
    mistakes.extend(found.map(|(mistake, offset)| lines.mistake(mistake, offset)));
    mistakes.sort_by(|a, b| (a.line, a.column, &a.path).cmp(&(b.line, b.column, &b.path)));
    draft.filter(|_| mistakes.is_empty()).map(|draft| (draft, media)).ok_or(mistakes)
}

/// The parser's words for a key that stands twice, which leaves the rest of the document readable.
const REPEATED: &str = "duplicate key";
/// So many broken lines are looked behind, since one may make the next ones seem broken.
const BROKEN_LINES: usize = 20;

/// Where the lines of a text begin.
struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    fn of(text: &'a str) -> Self {
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { text, starts }
    }

    fn place(&self, offset: usize) -> (usize, usize) {
        let line = self.starts.partition_point(|start| *start <= offset).max(1);
        let start = self.starts.get(line - 1).copied().unwrap_or_default();
        let column = self.text.get(start..offset).map_or(1, |before| before.chars().count() + 1);
        (line, column)
    }

    fn mistake(&self, mistake: Mistake, offset: usize) -> DraftMistake {
        let (line, column) = self.place(offset);
        let Mistake { path, problem, allowed } = mistake;
        DraftMistake { line, column, path, problem, allowed }
    }

    /// The text with lines that are not TOML blanked out, so that reading goes on behind them, and their mistakes.
    fn around_broken_lines(&self) -> (String, Vec<DraftMistake>) {
        let mut readable = self.text.to_owned();
        let mut broken: BTreeMap<usize, DraftMistake> = BTreeMap::new();
        while broken.len() < BROKEN_LINES {
            let (_, errors) = DeTable::parse_recoverable(&readable);
            let mistakes = errors.iter().filter(|error| error.message() != REPEATED).map(|e| self.syntax(e));
            let Some(first) = mistakes.filter(|m| !broken.contains_key(&m.line)).min_by_key(|m| m.line)
            else {
                break;
            };
            let range = self.line(first.line);
            // Behind a broken [header] the parser skips the table; without the line its keys would seem to
            // belong to the table before.
            let blank = readable.get(range.clone()).filter(|line| !line.trim_start().starts_with('['));
            if let Some(blank) = blank.map(|line| " ".repeat(line.len())) {
                readable.replace_range(range, &blank);
            }
            broken.insert(first.line, first);
        }
        (readable, broken.into_values().collect())
    }

    /// The bytes of a line, without its newline.
    fn line(&self, line: usize) -> Range<usize> {
        let start = self.starts.get(line - 1).copied().unwrap_or_default();
        let end = self.starts.get(line).map_or(self.text.len(), |next| next - 1);
        start..end
    }

    fn syntax(&self, error: &toml::de::Error) -> DraftMistake {
        let (line, column) = self.place(error.span().map_or(0, |span| span.start));
        let (problem, allowed) = match error.message() {
            REPEATED => (Problem::RepeatedKey, Allowed::Distinct),
            message => (Problem::Syntax(message.to_owned()), Allowed::Toml),
        };
        DraftMistake { line, column, path: ".".to_owned(), problem, allowed }
    }
}

impl Draft {
    /// Whether votes will count.
    #[must_use]
    pub const fn mode(&self) -> Mode {
        self.mode
    }

    /// Title for people.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The nonce, which goes into key ceremony and token hashes.
    #[must_use]
    pub const fn nonce(&self) -> [u8; 32] {
        self.nonce
    }

    /// Who will seal the definition.
    #[must_use]
    pub const fn authority(&self) -> &NamedKey {
        &self.authority
    }

    /// The villages, by code.
    #[must_use]
    pub fn villages(&self) -> &[DraftVillage] {
        &self.villages
    }

    /// All booths in definition order.
    pub fn booths(&self) -> impl Iterator<Item = (BoothId, &DraftBooth)> {
        self.villages.iter().flat_map(DraftVillage::booths)
    }

    /// All token lists in definition order.
    pub fn lists(&self) -> impl Iterator<Item = (ListId, &DraftList)> {
        self.booths().flat_map(|(id, booth)| {
            booth.lists.iter().map(move |list| (ListId { booth: id.clone(), dusun: list.dusun }, list))
        })
    }
}

impl DraftVillage {
    /// Its booths in definition order.
    pub fn booths(&self) -> impl Iterator<Item = (BoothId, &DraftBooth)> {
        self.tps.iter().flat_map(move |tps| {
            tps.booths.iter().map(move |booth| {
                let id = BoothId { village: self.code.clone(), tps: tps.number, booth: booth.number };
                (id, booth)
            })
        })
    }
}
