//! Bundles `.plkb`: a log, or what is left of one, as one flat file (spec 6.5).

use std::cmp::Ordering;
use std::io::{ErrorKind, Read};

use election::label;
use sha2::{Digest, Sha256};

use crate::entry::MAX_ENTRIES;
use crate::header::{HeaderError, LogHeader};
use crate::record::{MAX_RECORD, RecordError, SignedEntry};

/// Most records of one bundle.
pub const MAX_RECORDS: u32 = 200_000;
const _: () = assert!(MAX_RECORDS as u64 == MAX_ENTRIES, "a bundle holds every log");

/// Why a bundle, or a part of it, cannot be read or written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BundleError {
    /// The beginning is not a bundle's. Nothing can be read.
    #[error(transparent)]
    Header(#[from] HeaderError),
    /// The header announces more records than allowed. Nothing can be read.
    #[error("the bundle announces {found} records, at most 200,000 are allowed")]
    TooMany {
        /// The number announced.
        found: u32,
    },
    /// The file ends too early. What was read so far stands.
    #[error("the bundle ends at byte {offset}, in the middle of something")]
    Truncated {
        /// Where the missing part begins.
        offset: u64,
    },
    /// A record announces a length beyond the limit; what follows cannot be found. What was read so far stands.
    #[error("record {index} at byte {offset} announces {found} bytes, at most 4,085 are allowed")]
    Frame {
        /// Which record, from 0.
        index: u32,
        /// Where it begins.
        offset: u64,
        /// The length announced.
        found: u32,
    },
    /// A record that is damaged. Reading goes on.
    #[error("record {index} at byte {offset} is damaged: {source}")]
    Record {
        /// Which record, from 0.
        index: u32,
        /// Where it begins.
        offset: u64,
        /// What is wrong.
        source: RecordError,
    },
    /// A record that does not come after the one before it, by position, entry hash and bytes. It has been handed
    /// out, and reading goes on, but the bundle is not canonical.
    #[error("record {index} at byte {offset} repeats or precedes the one before it")]
    Order {
        /// Which record, from 0.
        index: u32,
        /// Where it begins.
        offset: u64,
    },
    /// The hash at the end is not that of the bytes before, or something follows it. What was read stands.
    #[error("the end of the bundle is damaged: {problem}")]
    End {
        /// What is wrong.
        problem: &'static str,
    },
    /// The file cannot be read any further. What was read so far stands.
    #[error("reading failed at byte {offset}: {kind}")]
    Unreadable {
        /// How far reading came.
        offset: u64,
        /// What the operating system says.
        kind: ErrorKind,
    },
}

/// Whose records a bundle holds, and how many.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BundleHeader {
    /// Whose log.
    pub log: LogHeader,
    /// Number of records.
    pub count: u32,
}

/// Collects records and writes them in the one canonical form.
#[derive(Debug, Clone)]
pub struct BundleWriter {
    header: LogHeader,
    records: Vec<u8>,
    count: u32,
    last: Option<Last>,
}

impl BundleWriter {
    /// A bundle without records.
    #[must_use]
    pub const fn new(header: LogHeader) -> Self {
        Self { header, records: Vec::new(), count: 0, last: None }
    }

    /// Adds a record.
    ///
    /// # Errors
    /// [`BundleError::Order`] unless it comes after the last one by position, then entry hash, then bytes;
    /// [`BundleError::TooMany`].
    pub fn push(&mut self, record: &SignedEntry) -> Result<(), BundleError> {
        let next = Last { record: record.clone(), bytes: record.to_record_bytes() };
        if self.last.as_ref().is_some_and(|last| !last.precedes(&next)) {
            let offset = (LogHeader::LENGTH + 4 + self.records.len()) as u64;
            return Err(BundleError::Order { index: self.count, offset });
        }
        if self.count == MAX_RECORDS {
            return Err(BundleError::TooMany { found: MAX_RECORDS + 1 });
        }
        self.records.extend_from_slice(&u32::try_from(next.bytes.len()).unwrap_or(u32::MAX).to_be_bytes());
        self.records.extend_from_slice(&next.bytes);
        self.count += 1;
        self.last = Some(next);
        Ok(())
    }

    /// The bytes of the file.
    #[must_use]
    pub fn finish(self) -> Vec<u8> {
        let mut bytes =
            [self.header.to_bytes().as_slice(), &self.count.to_be_bytes(), &self.records].concat();
        let hash = hasher().chain_update(&bytes).finalize();
        bytes.extend_from_slice(&hash);
        bytes
    }
}

/// Reads a bundle record by record, in memory for one record.
///
/// As an iterator it hands out every record that has the right shape, and an error for everything that is wrong:
/// a damaged record or wrong order does not stop it, a broken frame does, and after the last record it checks the
/// end. A bundle that gave no error is canonical. Signatures are the caller's business ([`SignedEntry::verify`]).
pub struct BundleReader<R> {
    source: Hashed<R>,
    header: BundleHeader,
    read: u32,
    last: Option<Last>,
    state: State,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// The next thing is a record, or the end after the last.
    Records,
    /// The record just handed out was out of order: that is the next thing to say.
    OutOfOrder { offset: u64 },
    /// Nothing more.
    Done,
}

impl<R: Read> BundleReader<R> {
    /// Reads the header; the caller finds the booth by it.
    ///
    /// # Errors
    /// [`BundleError::Header`], [`BundleError::TooMany`], [`BundleError::Truncated`], [`BundleError::Unreadable`].
    pub fn new(source: R) -> Result<Self, BundleError> {
        let mut source = Hashed { source, hash: hasher(), offset: 0 };
        let log = LogHeader::parse(&source.take::<{ LogHeader::LENGTH }>()?)?;
        let count = u32::from_be_bytes(source.take()?);
        if count > MAX_RECORDS {
            return Err(BundleError::TooMany { found: count });
        }
        let header = BundleHeader { log, count };
        Ok(Self { source, header, read: 0, last: None, state: State::Records })
    }

    /// Whose records these are, and how many.
    #[must_use]
    pub const fn header(&self) -> &BundleHeader {
        &self.header
    }

    /// How far reading has come, in bytes: after an item, the end of its record.
    #[must_use]
    pub const fn offset(&self) -> u64 {
        self.source.offset
    }

    fn record(&mut self) -> Result<SignedEntry, BundleError> {
        let (index, offset) = (self.read, self.source.offset);
        self.read += 1;
        let found = u32::from_be_bytes(self.source.take()?);
        let length = usize::try_from(found).ok().filter(|length| *length <= MAX_RECORD);
        let bytes = self.source.bytes(length.ok_or(BundleError::Frame { index, offset, found })?)?;
        let record = SignedEntry::from_record_bytes(&bytes).map_err(|source| BundleError::Record {
            index,
            offset,
            source,
        })?;
        let next = Last { record, bytes };
        if self.last.as_ref().is_some_and(|last| !last.precedes(&next)) {
            self.state = State::OutOfOrder { offset };
        }
        let record = next.record.clone();
        self.last = Some(next);
        Ok(record)
    }

    fn end(&mut self) -> Result<(), BundleError> {
        let expected: [u8; 32] = self.source.hash.clone().finalize().into();
        if self.source.take::<32>()? != expected {
            return Err(BundleError::End { problem: "its hash does not fit the bytes before it" });
        }
        match self.source.take::<1>() {
            Err(BundleError::Truncated { .. }) => Ok(()),
            Err(unreadable) => Err(unreadable),
            Ok(_) => Err(BundleError::End { problem: "something follows the hash" }),
        }
    }
}

impl<R: Read> Iterator for BundleReader<R> {
    type Item = Result<SignedEntry, BundleError>;

    fn next(&mut self) -> Option<Self::Item> {
        match self.state {
            State::Done => None,
            State::OutOfOrder { offset } => {
                self.state = State::Records;
                Some(Err(BundleError::Order { index: self.read - 1, offset }))
            }
            State::Records if self.read == self.header.count => {
                self.state = State::Done;
                self.end().err().map(Err)
            }
            State::Records => {
                let record = self.record();
                if !matches!(record, Ok(_) | Err(BundleError::Record { .. })) {
                    self.state = State::Done;
                }
                Some(record)
            }
        }
    }
}

/// Records are sorted by position, entry hash, bytes: one entry may stand there with several checkpoint signatures as
/// long as the entries before it are missing ([`crate::EntryCopies::unsettled`]).
#[derive(Debug, Clone)]
struct Last {
    record: SignedEntry,
    bytes: Vec<u8>,
}

impl Last {
    /// Whether another record comes after this one. Hashes are needed only of records that share a position.
    fn precedes(&self, next: &Self) -> bool {
        let position = |last: &Self| last.record.entry().position();
        let key = |last: &Self| (last.record.entry().hash(), last.bytes.clone());
        match position(self).cmp(&position(next)) {
            Ordering::Equal => key(self) < key(next),
            order => order.is_lt(),
        }
    }
}

fn hasher() -> Sha256 {
    Sha256::new().chain_update(label("bundle"))
}

/// A source that hashes and counts what is read.
struct Hashed<R> {
    source: R,
    hash: Sha256,
    offset: u64,
}

impl<R: Read> Hashed<R> {
    fn take<const N: usize>(&mut self) -> Result<[u8; N], BundleError> {
        let mut bytes = [0; N];
        self.fill(&mut bytes)?;
        Ok(bytes)
    }

    /// The length has passed its limit before this allocates.
    fn bytes(&mut self, length: usize) -> Result<Vec<u8>, BundleError> {
        let mut bytes = vec![0; length];
        self.fill(&mut bytes)?;
        Ok(bytes)
    }

    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), BundleError> {
        let offset = self.offset;
        self.source.read_exact(bytes).map_err(|error| match error.kind() {
            ErrorKind::UnexpectedEof => BundleError::Truncated { offset },
            kind => BundleError::Unreadable { offset, kind },
        })?;
        self.hash.update(&*bytes);
        self.offset += bytes.len() as u64;
        Ok(())
    }
}
