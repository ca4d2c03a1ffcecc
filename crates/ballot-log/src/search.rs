//! Records in a file of which nothing else can be read any more (spec 6.5): every byte is tried as the beginning of one.
//!
//! A record is told by its first bytes, knows its own length and is signed, so it needs no table, page or frame around
//! it. Database, mirror and bundle hold the same bytes, and so does an image of a broken medium.

use std::io::{self, Read};

use memchr::memmem;

use crate::entry::MAGIC;
use crate::record::{MAX_RECORD, SignedEntry};

/// Bytes read at a time.
const CHUNK: u64 = 1 << 20;

/// Hands out everything that has the form of a record, in the order of the file, in memory for one chunk of it.
///
/// Nothing is skipped, not even the inside of what was just handed out: a forged head must not hide a true record. Of
/// records that lie in pieces (in a database: longer than a page) nothing is found. Signatures are the caller's business.
pub struct RecordSearch<R> {
    source: R,
    window: Vec<u8>,
    /// Where in the window the next record may begin.
    at: usize,
    ended: bool,
    /// Why it ended before the end of the file; told after what was read until then.
    failed: Option<io::Error>,
}

impl<R: Read> RecordSearch<R> {
    /// A search from here to the end.
    pub const fn new(source: R) -> Self {
        Self { source, window: Vec::new(), at: 0, ended: false, failed: None }
    }

    fn fill(&mut self) {
        self.window.drain(..self.at);
        self.at = 0;
        match (&mut self.source).take(CHUNK).read_to_end(&mut self.window) {
            Ok(count) => self.ended = count == 0,
            Err(error) => (self.ended, self.failed) = (true, Some(error)),
        }
    }

    /// The next record that begins in the window and, as long as more can be read, certainly ends in it.
    fn in_window(&mut self) -> Option<SignedEntry> {
        let needed = if self.ended { 1 } else { MAX_RECORD };
        let starts = (self.window.len() + 1).saturating_sub(needed).max(self.at);
        while let Some(rest) = self.window.get(self.at..).filter(|_| self.at < starts) {
            // The byte of parts may be any; the four letters after it are looked for faster than anything is parsed.
            let start =
                rest.get(1..).and_then(|after| memmem::find(after, MAGIC)).map(|found| self.at + found);
            let Some(start) = start.filter(|start| *start < starts) else { break };
            self.at = start + 1;
            let found = self.window.get(start..).map(SignedEntry::at_start_of);
            if let Some(Ok(record)) = found {
                return Some(record);
            }
        }
        self.at = starts;
        None
    }
}

impl<R: Read> Iterator for RecordSearch<R> {
    type Item = io::Result<SignedEntry>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(record) = self.in_window() {
                return Some(Ok(record));
            }
            if self.ended {
                return self.failed.take().map(Err);
            }
            self.fill();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entry::Kind;

    /// `record'` of a cancelled entry with a body of so many bytes and signatures that nobody made.
    fn record(position: u64, body: usize) -> Vec<u8> {
        let entry =
            crate::Entry::new(Kind::Cancelled, position, election::EntryHash::new([7; 32]), vec![b'x'; body]);
        [vec![0], entry.unwrap().to_bytes(), vec![9; 64]].concat()
    }

    fn positions(bytes: &[u8]) -> Vec<u64> {
        RecordSearch::new(bytes).map(|record| record.unwrap().entry().position()).collect()
    }

    #[test]
    fn records_are_found_anywhere_up_to_the_last_byte() {
        let bytes =
            [vec![0; 4_097], record(3, 10), b"PLK1 PPLK1".to_vec(), record(1, 3_900), record(2, 0)].concat();
        assert_eq!(positions(&bytes), [3, 1, 2]);
        assert_eq!(positions(&bytes[..bytes.len() - 1]), [3, 1]);
        assert_eq!(positions(b"P"), [0; 0]);
    }

    #[test]
    fn a_record_across_two_chunks_is_whole() {
        for before in [CHUNK - 3_000, CHUNK - 115, CHUNK - 114, CHUNK - 1, CHUNK] {
            let before = vec![0; usize::try_from(before).unwrap()];
            assert_eq!(positions(&[before.clone(), record(5, 3_900), before].concat()), [5]);
        }
    }

    #[test]
    fn a_head_whose_parts_are_no_parts_is_not_the_end() {
        let mut forged = record(8, 10);
        forged[0] = 0xff;
        assert_eq!(positions(&[forged, record(2, 10), b"PLK1".to_vec()].concat()), [2]);
    }

    #[test]
    fn a_head_without_its_entry_hides_nothing() {
        let forged = &record(9, 3_900)[..50];
        assert_eq!(positions(&[forged, &record(4, 10), &[0; 5_000]].concat()), [9, 4]);
        assert_eq!(positions(&[forged, &record(4, 10)].concat()), [4]);
    }

    #[test]
    fn what_cannot_be_read_ends_the_search() {
        struct Broken;
        impl Read for Broken {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                Err(io::ErrorKind::InvalidData.into())
            }
        }
        let bytes = record(3, 10);
        let found: Vec<_> =
            RecordSearch::new(bytes.as_slice().chain(Broken)).map(|found| found.is_ok()).collect();
        assert_eq!(found, [true, false]);
    }
}
