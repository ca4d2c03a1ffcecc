//! Logs as a machine leaves them: mirrors, databases, and pieces of them (spec 8.1).
//!
//! A booth that still works exports a bundle. These are the files of one that does not: every record in them is signed
//! by itself, so whatever of them can be read is evidence, and what cannot is named.

use std::collections::BTreeSet;
use std::io::{self, Read};
use std::path::Path;

use ballot_log::mirror::{self, FrameError};
use ballot_log::{LogHeader, LogIdentity, OwnerSearch, RecordSearch, SignedEntry};
use ballot_store::{Damage, RecordProblem, RescueError, Rescued, rescue};
use election::{BoothId, Definition, EntryHash};
use tally::{Added, Check, Evidence, Message, Problem};

/// Most records that are looked at in a file without structure: many times the longest log.
const MOST_FRAGMENTS: usize = 1_000_000;

/// Checks of signatures that may fail in one file: about a minute. Each record of nobody costs one for every booth, and
/// a file made to harm holds a million of them.
const MOST_FAILURES: usize = 1_000_000;
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
    "so many records are nobody's that not every one was tried; give the log as a file of its own",
    "terlalu banyak rekaman yang bukan milik siapa pun, jadi tidak semuanya dicoba; berikan log ini sebagai berkas tersendiri",
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

/// Reads a booth's database (spec 6.7), the file alone and nothing beside it.
///
/// # Errors
/// Why nothing can be read of it, in words: the system refuses, it is too long, or another program's.
pub fn read_database(path: &Path) -> Result<RawLog, Message> {
    let Rescued { header, records, damage } = open_database(path).map_err(|refusal| match refusal {
        Refusal::Io(error) => Message::untranslated(error),
        Refusal::TooLarge(message) | Refusal::Foreign(message) => message,
    })?;
    Ok(RawLog { header, records, damage: damage.iter().map(damage_problem).collect() })
}

fn open_database(path: &Path) -> Result<Rescued, Refusal> {
    let private = tempfile::Builder::new().prefix("tally-").tempdir().map_err(Refusal::Io)?;
    rescue(path, private.path()).map_err(|error| match error {
        RescueError::Io { source, .. } => Refusal::Io(source),
        RescueError::TooLarge { found, .. } => Refusal::TooLarge(Message::new(
            format!("{found} bytes, more than any log of a booth"),
            format!("{found} byte, lebih panjang daripada log bilik mana pun"),
        )),
        RescueError::Foreign { name, found, .. } => Refusal::Foreign(
            Message::untranslated(format_args!("{name} is {found}"))
                .of("this database is not a booth's", "basis data ini bukan dari bilik"),
        ),
    })
}

/// Takes every record of a booth's database (spec 6.7).
pub(crate) fn take_database(evidence: &mut Evidence, path: &Path) -> Result<Added, Refusal> {
    let rescued = open_database(path)?;
    let mut log = Log::of(evidence, rescued.header.ok_or_else(|| HEADER.into()));
    rescued.records.into_iter().for_each(|record| log.take(record));
    if !rescued.damage.is_empty() {
        log.drop_pieces();
    }
    // The header was judged with the records.
    let damage = rescued.damage.iter().filter(|damage| **damage != Damage::Header);
    log.added.problems.extend(damage.map(damage_problem));
    Ok(log.finish())
}

/// The header with which a mirror begins, if it is whole.
pub(crate) fn mirror_header(head: &[u8]) -> Option<LogHeader> {
    mirror::decode_header(head.first_chunk()?).ok()
}

/// Takes every frame of a mirror (spec 6.6), what stands after empty or damaged ones as well.
pub(crate) fn take_mirror(evidence: &mut Evidence, mut source: impl Read) -> Added {
    let mut frame = [0; mirror::FRAME];
    let header = match read_frame(&mut source, &mut frame) {
        Ok(true) => mirror::decode_header(&frame).map_err(Message::from),
        Ok(false) => Err(SHORT.into()),
        Err(error) => Err(Message::untranslated(error)),
    };
    let mut log = Log::of(evidence, header);
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
    }
    log.finish()
}

/// Takes every record in a file of which nothing else is known: a log without its beginning, a journal, an image of a
/// broken medium.
///
/// If nothing is valid in it, it is nothing that a tally knows.
pub(crate) fn take_fragments(evidence: &mut Evidence, source: impl Read) -> Added {
    let mut log = Log::of(evidence, Err(NO_HEADER.into()));
    let (mut seen, mut failed) = (BTreeSet::new(), None);
    for record in RecordSearch::new(source).take(MOST_FRAGMENTS) {
        match record {
            Ok(record) if seen.insert(fingerprint(&record)) => log.take(record),
            Ok(_) => {}
            Err(error) => failed = Some(Message::untranslated(error)),
        }
    }
    // Bytes that happen to look like a record are not worth a word.
    log.added.problems.clear();
    if log.added.valid > 0 {
        failed.into_iter().for_each(|message| log.damaged(message));
    }
    log.finish()
}

/// The records of one file on their way into the evidence.
struct Log<'i> {
    evidence: &'i mut Evidence,
    source: Source,
    /// Positions of validly signed entries.
    signed: BTreeSet<u64>,
    /// Fragments that are still looked at: a frame holds dozens that are forged.
    fragments_left: usize,
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
        search: Box<OwnerSearch>,
        /// Whose records were found.
        owners: BTreeSet<BoothId>,
    },
}

impl<'i> Log<'i> {
    /// A log with this header; it counts if the definition says the same.
    fn of(evidence: &'i mut Evidence, header: Result<LogHeader, Message>) -> Self {
        let definition = evidence.definition();
        let own = |header: &LogHeader| {
            LogIdentity::of(definition, &header.booth).is_some_and(|own| header.matches(&own))
        };
        let nameless = |why| Source::Signatures {
            why,
            search: Box::new(OwnerSearch::new(all_logs(definition), MOST_FAILURES)),
            owners: BTreeSet::new(),
        };
        let source = match header {
            Ok(header) if own(&header) => Source::Header(header.booth),
            Ok(header) => nameless(Message::foreign_log(&header.booth)),
            Err(message) => nameless(message),
        };
        Self {
            evidence,
            source,
            signed: BTreeSet::new(),
            fragments_left: MOST_FRAGMENTS,
            added: Added::default(),
        }
    }

    fn take(&mut self, record: SignedEntry) {
        let position = record.entry().position();
        let Some(booth) = self.owner(&record) else {
            let problem =
                Problem { check: Check::EntrySignatures, position: Some(position), message: STRANGER.into() };
            self.added.problems.push(problem);
            return;
        };
        let added = self.evidence.add_record(&booth, record);
        if added.valid > 0 {
            self.signed.insert(position);
        }
        self.added.valid += added.valid;
        self.added.problems.extend(added.problems);
    }

    /// Whose record it is: as the header says, or, without one, whoever has signed it.
    fn owner(&mut self, record: &SignedEntry) -> Option<BoothId> {
        match &mut self.source {
            Source::Header(booth) => Some(booth.clone()),
            Source::Signatures { search, owners, .. } => {
                let found = search.find(record)?.booth.clone();
                owners.insert(found.clone());
                Some(found)
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
        }
        self.added.problems.truncate(before);
    }

    fn damaged(&mut self, message: Message) {
        self.added.problems.push(Problem { check: Check::Bundles, position: None, message });
    }

    /// Forgets unsigned records at positions where a signed one was found: pieces of it that lay about elsewhere.
    fn drop_pieces(&mut self) {
        let signed = &self.signed;
        self.added.problems.retain(|problem| problem.position.is_none_or(|p| !signed.contains(&p)));
    }

    fn finish(mut self) -> Added {
        let Source::Signatures { why, search, owners } = self.source else { return self.added };
        if owners.is_empty() {
            // What is wrong with the file as a whole; of records that are nobody's nothing more is said.
            self.added.problems.retain(|problem| problem.position.is_none());
            self.added.problems.insert(0, bundle_problem(why));
            return self.added;
        }
        if search.is_exhausted() {
            self.added.problems.insert(0, bundle_problem(TOO_MANY.into()));
        }
        let names: Vec<String> = owners.iter().map(ToString::to_string).collect();
        let names = names.join(", ");
        let Message { english, indonesian } = why;
        let message = Message::new(
            format!("{english}; by their signatures, the records are those of booth {names}"),
            format!("{indonesian}; menurut tanda tangannya, rekaman ini milik bilik {names}"),
        );
        self.added.problems.insert(0, bundle_problem(message));
        self.added
    }
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
