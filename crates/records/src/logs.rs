//! Logs as a machine leaves them: mirrors, databases, and pieces of them (spec 8.1).
//!
//! A booth that still works exports a bundle. These are the files of one that does not: every record in them is signed
//! by itself, so whatever of them can be read is evidence, and what cannot is named.

use std::collections::BTreeSet;
use std::io::{self, Read};
use std::ops::{ControlFlow, RangeInclusive};
use std::path::Path;
use std::sync::OnceLock;

use ballot_log::mirror::{self, FrameError};
use ballot_log::{LogHeader, LogIdentity, OwnerSearch, RecordSearch, SignedEntry, Tries};
use ballot_store::{Damage, RecordProblem, Rescue, RescueError, Rescued, rescue};
use election::{BoothId, Definition, EntryHash};
use tally::{Added, BoothRecord, Check, Evidence, MOST_FORGED, Message, Problem};
use tempfile::TempDir;

use crate::report::MOST_LISTED;

/// Most records that are looked at in a file without structure: many times the longest log.
const MOST_FRAGMENTS: usize = 1_000_000;

/// Checks of signatures that may fail where no header says whose the records are. Each record of nobody costs one for
/// every booth, and a file made to harm holds a million of them. So many checks take some fifteen seconds, which the image
/// of a broken medium is worth: before its log it may hold 200 records of a rehearsal, of a regency of 1,100 booths.
const MOST_FAILURES_ALONE: usize = 250_000;
/// Several such files share fewer: one that needs more is merged without the others.
const MOST_FAILURES: usize = 100_000;
/// But in each file every booth may be tried as often as this.
const FEWEST_ROUNDS: usize = 2;
const SHORT: (&str, &str) =
    ("the file is shorter than its header", "berkas ini lebih pendek daripada kepalanya");
const NO_HEADER: (&str, &str) = (
    "the file has no header of a log; its records were found by searching every byte",
    "tidak ada kepala log dalam berkas ini; rekamannya ditemukan dengan menelusuri seluruh isinya",
);
const HEADER: (&str, &str) = ("the header of the log is damaged", "kepala log ini rusak");
const STRANGER: (&str, &str) =
    ("no booth of this election has signed it", "tidak ditandatangani bilik mana pun dalam pemilihan ini");
const TOO_MANY: (&str, &str) = (
    "so much in this file is nobody's that not everything was tried; merge it without others like it, or take the log out of it",
    "terlalu banyak isi berkas ini yang bukan milik siapa pun, jadi tidak semuanya dicoba; gabungkan tanpa berkas lain yang seperti ini, atau keluarkan log itu dari dalamnya",
);

/// Why a database is not taken at all.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// The system refused.
    Io(io::Error),
    /// Longer than any log.
    TooLarge(Message),
    /// Another program's.
    Foreign(Message),
}

/// What can be read of a booth's database by itself, without a definition: no signature has been checked.
#[derive(Debug, Clone)]
pub struct RawLog {
    /// Whose log the file says it is; `None` if its header is damaged.
    pub header: Option<LogHeader>,
    /// Every record of the right form, in order of position.
    pub records: Vec<SignedEntry>,
    /// What is damaged, with the position where there is one.
    pub damage: Vec<Problem>,
}

/// Whose the records are where no header says so.
#[derive(Debug)]
pub(crate) struct Owners {
    /// The keys of all booths, laid out when the first record is found: most files without a header have none.
    search: OnceLock<OwnerSearch>,
    /// Files among which the tries are divided: what one of them holds is found or not whatever the others are called.
    files: usize,
}

impl Owners {
    /// For so many files.
    pub(crate) const fn of_files(files: usize) -> Self {
        Self { search: OnceLock::new(), files }
    }

    /// What may be tried in one file.
    fn tries(&self, definition: &Definition) -> Tries {
        let every_booth = definition.booths().count().saturating_mul(FEWEST_ROUNDS);
        let share = share(self.files);
        Tries { strangers: share.max(every_booth), known: (share / 10).max(MOST_FORGED) }
    }

    /// The search in one file.
    fn search(&self, definition: &Definition) -> OwnerSearch {
        self.search.get_or_init(|| OwnerSearch::new(all_logs(definition))).clone()
    }
}

/// What each of so many files may cost.
const fn share(files: usize) -> usize {
    match files {
        0 | 1 => MOST_FAILURES_ALONE,
        files => MOST_FAILURES / files,
    }
}

/// What was read of one file.
#[derive(Debug, Default)]
pub(crate) struct ReadLog {
    /// What there is to say of it.
    added: Added,
    /// Everything in it that a booth has signed.
    records: Vec<BoothRecord>,
}

impl ReadLog {
    /// Lays what was signed with the evidence.
    pub(crate) fn add_to(self, evidence: &mut Evidence) -> Added {
        self.records.into_iter().for_each(|record| evidence.insert_record(record));
        self.added
    }
}

/// Whether there is anything in a file that has the form of a record.
pub(crate) fn has_record(source: impl Read) -> bool {
    // What cannot be read is told by whoever reads it again.
    RecordSearch::new(source).next().is_some()
}

/// Reads a booth's database (spec 6.7), the file alone and nothing beside it.
///
/// # Errors
/// Why nothing can be read of it, in words: the system refuses, it is too long, or another program's.
pub fn read_database(path: &Path) -> Result<RawLog, Message> {
    let read = || Ok(rescue(path, private_folder()?.path())?);
    let Rescued { header, records, damage } = read().map_err(|refusal| match refusal {
        Refusal::Io(error) => Message::untranslated(error),
        Refusal::TooLarge(message) | Refusal::Foreign(message) => message,
    })?;
    Ok(RawLog { header, records, damage: damage.iter().map(damage_problem).collect() })
}

fn private_folder() -> Result<TempDir, Refusal> {
    tempfile::Builder::new().prefix("tally-").tempdir().map_err(Refusal::Io)
}

impl From<RescueError> for Refusal {
    fn from(error: RescueError) -> Self {
        match error {
            RescueError::Io { source, .. } => Self::Io(source),
            RescueError::TooLarge { found, .. } => Self::TooLarge(Message::new(
                format!("{found} bytes, more than any log of a booth"),
                format!("{found} byte, lebih panjang daripada log bilik mana pun"),
            )),
            RescueError::Foreign { name, found, .. } => Self::Foreign(
                Message::untranslated(format_args!("{name} is {found}"))
                    .of("this database is not a booth's", "basis data ini bukan dari bilik"),
            ),
        }
    }
}

/// Takes every record of a booth's database (spec 6.7).
pub(crate) fn take_database(evidence: &Evidence, owners: &Owners, path: &Path) -> Result<ReadLog, Refusal> {
    let private = private_folder()?;
    let rescue = Rescue::open(path, private.path())?;
    let mut log = Log::of(evidence, owners, rescue.header().cloned().ok_or_else(|| HEADER.into()));
    let damage = rescue.each_record(&mut |record| {
        log.take(record);
        if log.is_given_up() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })?;
    if !damage.is_empty() || log.is_given_up() {
        log.drop_pieces();
    }
    // The header was judged with the records.
    let damage = damage.iter().filter(|damage| **damage != Damage::Header);
    log.added.problems.extend(damage.map(damage_problem));
    Ok(log.finish())
}

/// The header with which a mirror begins, if it is whole.
pub(crate) fn mirror_header(head: &[u8]) -> Option<LogHeader> {
    mirror::decode_header(head.first_chunk()?).ok()
}

/// Takes every frame of a mirror (spec 6.6), what stands after empty or damaged ones as well.
pub(crate) fn take_mirror(evidence: &Evidence, owners: &Owners, mut source: impl Read) -> ReadLog {
    let mut frame = [0; mirror::FRAME];
    let header = match read_frame(&mut source, &mut frame) {
        Ok(true) => mirror::decode_header(&frame).map_err(Message::from),
        Ok(false) => Err(SHORT.into()),
        Err(error) => Err(Message::untranslated(error)),
    };
    let mut log = Log::of(evidence, owners, header);
    let mut first_empty = None;
    for number in 1_u64.. {
        match read_frame(&mut source, &mut frame) {
            Ok(true) => log.take_frame(number, &frame, &mut first_empty),
            Ok(false) => break,
            Err(error) => {
                log.damaged(in_frame(Message::untranslated(error), number));
                // What there is of the last frame may hold a whole record.
                log.search(&frame);
                break;
            }
        }
        if log.is_given_up() {
            break;
        }
    }
    log.finish()
}

/// Takes every record in a file of which nothing else is known: a log without its beginning, a journal, an image of a
/// broken medium.
///
/// If nothing is valid in it, it is nothing that a tally knows, unless not everything was tried.
pub(crate) fn take_fragments(evidence: &Evidence, owners: &Owners, source: impl Read) -> ReadLog {
    let mut log = Log::of(evidence, owners, Err(NO_HEADER.into()));
    let (mut seen, mut failed) = (BTreeSet::new(), None);
    for record in RecordSearch::new(source) {
        match record {
            Ok(record) if !seen.is_empty() && seen.contains(&fingerprint(&record)) => {}
            Ok(record) => {
                let valid = log.added.valid;
                log.take(record.clone());
                // Only what is somebody's is remembered: a million records of nobody would fill the memory, and to hash
                // them would take longer than to find them.
                if log.added.valid > valid {
                    seen.insert(fingerprint(&record));
                }
            }
            Err(error) => failed = Some(Message::untranslated(error)),
        }
        if log.fragments_left == 0 || log.is_given_up() {
            log.cut_short();
            break;
        }
        log.fragments_left -= 1;
    }
    // Bytes that happen to look like a record are not worth a word.
    log.added.problems.clear();
    let is_nothing = log.added.valid == 0 && !log.is_cut_short() && failed.is_none();
    failed.into_iter().for_each(|message| log.damaged(message));
    let read = log.finish();
    if is_nothing { ReadLog::default() } else { read }
}

/// The records of one file on their way into the evidence.
struct Log<'i> {
    evidence: &'i Evidence,
    owners: &'i Owners,
    source: Source,
    records: Vec<BoothRecord>,
    /// Validly signed entries, by position.
    signed: BTreeSet<(u64, EntryHash)>,
    /// Fragments that are still looked at: a frame holds dozens that are forged.
    fragments_left: usize,
    /// Records that the booth of the header has not signed, or that are there again with other parts.
    forged: usize,
    added: Added,
}

/// What tells whose records these are.
enum Source {
    /// A header that says what the definition says.
    Header(BoothId),
    /// Nothing but the signatures.
    Signatures {
        /// What is wrong with the header.
        why: Message,
        /// Whose records were found.
        found: BTreeSet<BoothId>,
        /// Who looks for them, from the first record on.
        search: Option<OwnerSearch>,
        /// Checks that may still fail.
        tries: Tries,
        /// Whether a record was left untried.
        cut_short: bool,
    },
}

impl<'i> Log<'i> {
    /// A log with this header; it counts if the definition says the same.
    fn of(evidence: &'i Evidence, owners: &'i Owners, header: Result<LogHeader, Message>) -> Self {
        let definition = evidence.definition();
        let own = |header: &LogHeader| {
            LogIdentity::of(definition, &header.booth).is_some_and(|own| header.matches(&own))
        };
        let nameless = |why| Source::Signatures {
            why,
            found: BTreeSet::new(),
            search: None,
            tries: owners.tries(definition),
            cut_short: false,
        };
        let source = match header {
            Ok(header) if own(&header) => Source::Header(header.booth),
            Ok(header) => nameless(Message::foreign_log(&header.booth)),
            Err(message) => nameless(message),
        };
        Self {
            evidence,
            owners,
            source,
            records: Vec::new(),
            signed: BTreeSet::new(),
            fragments_left: MOST_FRAGMENTS,
            forged: 0,
            added: Added::default(),
        }
    }

    fn take(&mut self, record: SignedEntry) {
        let position = record.entry().position();
        let Some(booth) = self.owner(&record) else {
            let problem =
                Problem { check: Check::EntrySignatures, position: Some(position), message: STRANGER.into() };
            // A list of these is of no use to anybody, and there may be a million.
            if self.added.problems.len() < MOST_LISTED {
                self.added.problems.push(problem);
            }
            return;
        };
        let hash = record.entry().hash();
        match self.evidence.verify_record(&booth, record) {
            Ok(record) => {
                self.added.valid += 1;
                self.forged += usize::from(!self.signed.insert((position, hash)));
                self.records.push(record);
            }
            Err(problem) => {
                self.forged += 1;
                self.added.problems.push(problem);
            }
        }
    }

    /// Whether so many records are forged that the rest of the file is not worth its checks.
    const fn is_given_up(&self) -> bool {
        let is_unknown = matches!(self.source, Source::Signatures { tries: Tries { known: 0, .. }, .. });
        self.forged >= MOST_FORGED || is_unknown
    }

    /// Notes that not everything was tried.
    const fn cut_short(&mut self) {
        if let Source::Signatures { cut_short, .. } = &mut self.source {
            *cut_short = true;
        }
    }

    /// Whether a record without a header was left untried.
    const fn is_cut_short(&self) -> bool {
        matches!(self.source, Source::Signatures { cut_short: true, .. })
    }

    /// Whose record it is: as the header says, or, without one, whoever has signed it.
    fn owner(&mut self, record: &SignedEntry) -> Option<BoothId> {
        match &mut self.source {
            Source::Header(booth) => Some(booth.clone()),
            Source::Signatures { found, search, tries, cut_short, .. } => {
                let search = search.get_or_insert_with(|| self.owners.search(self.evidence.definition()));
                let booth = search.find(record, tries).map(|log| log.booth.clone());
                // Without tries for those that are known the file is given up, whosever this record is.
                *cut_short |= tries.known == 0 || (booth.is_none() && tries.strangers == 0);
                found.extend(booth.clone());
                booth
            }
        }
    }

    fn take_frame(&mut self, number: u64, frame: &mirror::Frame, first_empty: &mut Option<u64>) {
        let record = mirror::decode_frame(frame);
        if matches!(record, Ok(None)) {
            first_empty.get_or_insert(number);
            return;
        }
        if let Some(empty) = first_empty.take() {
            self.damaged(Message::new(
                format!("frame {empty} is empty, but records follow it"),
                format!("bingkai {empty} kosong, padahal sesudahnya ada rekaman"),
            ));
        }
        match record {
            Ok(record) => record.into_iter().for_each(|record| self.take(record)),
            Err(error) => {
                self.damaged(in_frame(error.into(), number));
                // The damage may lie beside the record.
                self.search(frame);
            }
        }
    }

    /// Takes signed records out of bytes that are damaged.
    fn search(&mut self, bytes: &[u8]) {
        let before = self.added.problems.len();
        for record in RecordSearch::new(bytes).flatten().take(self.fragments_left) {
            self.fragments_left -= 1;
            self.take(record);
            if self.is_given_up() {
                break;
            }
        }
        self.added.problems.truncate(before);
    }

    fn damaged(&mut self, message: Message) {
        self.added.problems.push(Problem { check: Check::Bundles, position: None, message });
    }

    /// Forgets unsigned records at positions where a signed one was found: pieces of it that lay about elsewhere.
    fn drop_pieces(&mut self) {
        let signed = &self.signed;
        let is_signed = |position| signed.range(at_position(position)).next().is_some();
        self.added.problems.retain(|problem| !problem.position.is_some_and(is_signed));
    }

    fn finish(mut self) -> ReadLog {
        self.say_of_the_whole();
        ReadLog { added: self.added, records: self.records }
    }

    fn say_of_the_whole(&mut self) {
        if self.forged >= MOST_FORGED {
            self.added.problems.insert(0, bundle_problem(Message::given_up()));
        }
        let Source::Signatures { why, found, cut_short, .. } = &self.source else { return };
        if *cut_short {
            self.added.problems.insert(0, bundle_problem(TOO_MANY.into()));
        }
        if found.is_empty() {
            // What is wrong with the file as a whole; of records that are nobody's nothing more is said.
            self.added.problems.retain(|problem| problem.position.is_none());
            self.added.problems.insert(0, bundle_problem(why.clone()));
            return;
        }
        let names: Vec<String> = found.iter().map(ToString::to_string).collect();
        let names = names.join(", ");
        let Message { english, indonesian } = why;
        let message = Message::new(
            format!("{english}; by their signatures, the records are those of booth {names}"),
            format!("{indonesian}; menurut tanda tangannya, rekaman ini milik bilik {names}"),
        );
        self.added.problems.insert(0, bundle_problem(message));
    }
}

/// Every entry at one position.
const fn at_position(position: u64) -> RangeInclusive<(u64, EntryHash)> {
    (position, EntryHash::new([0; 32]))..=(position, EntryHash::new([0xff; 32]))
}

fn all_logs(definition: &Definition) -> impl Iterator<Item = LogIdentity> {
    definition.booths().filter_map(|(booth, _)| LogIdentity::of(definition, &booth))
}

/// What tells two records apart, with all their parts.
fn fingerprint(record: &SignedEntry) -> (EntryHash, Vec<u8>) {
    let parts = [Some(record.signature()), record.receipt(), record.checkpoint()];
    let parts = parts.map(|part| part.map_or([0; 64], |signature| *signature.as_bytes()));
    (record.entry().hash(), parts.concat())
}

/// The words for a damage, with the position where there is one.
fn damage_problem(damage: &Damage) -> Problem {
    let (position, message) = match damage {
        Damage::Record { position, problem } => (Some(*position), record_message(problem)),
        Damage::Gap { first, last } if first == last => {
            (Some(*first), ("the record is lost", "rekaman ini hilang").into())
        }
        Damage::Gap { first, last } => {
            let english = format!("the records from here to {last} are lost");
            (Some(*first), Message::new(english, format!("rekaman dari sini sampai {last} hilang")))
        }
        Damage::Header => (None, HEADER.into()),
        Damage::Missing | Damage::Unreadable { .. } => {
            (None, Message::untranslated(damage).of("the database is damaged", "basis data ini rusak"))
        }
    };
    Problem { check: Check::Bundles, position, message }
}

fn record_message(problem: &RecordProblem) -> Message {
    match problem {
        RecordProblem::Form(error) => FrameError::Record(*error).into(),
        RecordProblem::Elsewhere { found } => Message::new(
            format!("here stands the record of position {found}"),
            format!("di sini tersimpan rekaman untuk nomor {found}"),
        ),
        other => Message::untranslated(other),
    }
}

fn in_frame(message: Message, number: u64) -> Message {
    message.of(format_args!("frame {number}"), format_args!("bingkai {number}"))
}

fn bundle_problem(message: Message) -> Problem {
    Problem { check: Check::Bundles, position: None, message }
}

/// Fills the frame, what is missing of it with zeros; `false` at the end of the file.
fn read_frame(source: &mut impl Read, frame: &mut mirror::Frame) -> io::Result<bool> {
    frame.fill(0);
    let mut filled = 0;
    while let Some(rest) = frame.get_mut(filled..).filter(|rest| !rest.is_empty()) {
        match source.read(rest) {
            Ok(0) if filled == 0 => return Ok(false),
            Ok(0) => {
                return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the file ends inside a frame"));
            }
            Ok(count) => filled += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_file_may_cost_more_than_several_together() {
        assert_eq!([0, 1, 2, 40].map(share), [250_000, 250_000, 50_000, 2_500]);
    }
}
