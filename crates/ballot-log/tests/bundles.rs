//! Bundles, headers and mirror frames: whatever happens to the bytes, undamaged entries come out and the damage is told.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test fails by panicking")]

mod common;

use std::io::{self, ErrorKind, Read};

use ballot_log::mirror::{
    FRAME, Frame, FrameError, decode_frame, decode_header, encode_frame, encode_header,
};
use ballot_log::{
    BundleError, BundleReader, BundleWriter, HeaderError, LogHeader, LogIdentity, RecordError, SignedEntry,
    VerifiedEntry,
};
use common::{by_hand, entry_bytes, key, log, whole_log};
use election::{ElectionId, EntryHash};
use proptest::prelude::*;
use sha2::{Digest, Sha256};

fn bundle(entries: &[VerifiedEntry]) -> Vec<u8> {
    let mut writer = BundleWriter::new(LogHeader::of(&log()));
    entries.iter().for_each(|entry| writer.push(entry.record()).unwrap());
    writer.finish()
}

/// The bytes of spec 6.5, put together by hand around given records, with a fitting hash.
fn bundle_by_hand(count: u32, records: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = b"PLKB\x01".to_vec();
    bytes.extend(log().election.as_bytes());
    bytes.extend(b"\0\0\0\x0a1607062001\0\x03\0\x02");
    bytes.extend(log().key.as_bytes());
    bytes.extend(count.to_be_bytes());
    for record in records {
        bytes.extend(u32::try_from(record.len()).unwrap().to_be_bytes());
        bytes.extend(record);
    }
    let hash = Sha256::digest([election::label("bundle"), bytes.clone()].concat());
    bytes.extend(hash);
    bytes
}

struct Reading {
    entries: Vec<SignedEntry>,
    errors: Vec<BundleError>,
}

fn read(bytes: &[u8]) -> Reading {
    let mut reading = Reading { entries: Vec::new(), errors: Vec::new() };
    match BundleReader::new(bytes) {
        Err(error) => reading.errors.push(error),
        Ok(reader) => {
            for item in reader {
                match item {
                    Ok(entry) => reading.entries.push(entry),
                    Err(error) => reading.errors.push(error),
                }
            }
        }
    }
    reading
}

#[test]
fn a_bundle_is_written_as_the_specification_says() {
    let entries = whole_log(3);
    let records: Vec<Vec<u8>> = entries.iter().map(VerifiedEntry::to_record_bytes).collect();
    let bytes = bundle(&entries);
    assert_eq!(bytes, bundle_by_hand(8, &records));
    let mut reader = BundleReader::new(bytes.as_slice()).unwrap();
    assert_eq!(reader.header().count, 8);
    assert!(reader.header().log.matches(&log()));
    let items: Result<Vec<_>, _> = reader.by_ref().collect();
    assert_eq!(items.unwrap(), entries.iter().map(|e| e.record().clone()).collect::<Vec<_>>());
    assert_eq!(reader.offset(), bytes.len() as u64);
    assert!(reader.next().is_none());
    assert!(read(&bundle(&[])).errors.is_empty(), "a log without entries");
}

#[test]
fn a_bundle_cut_anywhere_gives_what_came_before() {
    let entries = whole_log(2);
    let bytes = bundle(&entries);
    let mut ends = vec![LogHeader::LENGTH + 4];
    for entry in &entries {
        ends.push(ends.last().unwrap() + 4 + entry.to_record_bytes().len());
    }
    for length in 0..bytes.len() {
        let reading = read(&bytes[..length]);
        let whole = ends.iter().filter(|end| **end <= length).count().saturating_sub(1);
        assert_eq!(reading.entries.len(), whole, "{length}");
        let offset = match reading.errors.as_slice() {
            [BundleError::Truncated { offset }] => usize::try_from(*offset).unwrap(),
            other => panic!("{length}: {other:?}"),
        };
        assert!(offset <= length);
    }
}

/// Every byte of a small bundle, changed: no panic, an error in every case, and every entry
/// whose record was not touched is still handed out, unless the frame before it broke.
#[test]
fn a_bundle_with_any_byte_changed_tells_so_and_gives_the_rest() {
    let entries = whole_log(2);
    let bytes = bundle(&entries);
    let first = LogHeader::LENGTH + 4;
    let mut starts = vec![first];
    for entry in &entries {
        starts.push(starts.last().unwrap() + 4 + entry.to_record_bytes().len());
    }
    for at in 0..bytes.len() {
        for mask in [1, 0x80, 0xff] {
            let mut damaged = bytes.clone();
            damaged[at] ^= mask;
            let reading = read(&damaged);
            assert!(!reading.errors.is_empty(), "byte {at}");
            if at < first {
                continue;
            }
            let hit = starts.iter().rposition(|start| *start <= at).unwrap();
            let frame_broken = hit < entries.len() && at < starts[hit] + 4;
            for (number, entry) in entries.iter().enumerate() {
                let expected = number != hit && (number < hit || !frame_broken);
                let found = reading.entries.contains(entry.record());
                assert!(found || !expected, "byte {at} mask {mask}: entry {number} is lost");
                assert!(
                    !found || number != hit || at >= starts[entries.len()],
                    "byte {at}: {number} was changed"
                );
            }
        }
    }
}

#[test]
fn a_damaged_record_does_not_stop_the_reading() {
    let entries = whole_log(1);
    let mut records: Vec<Vec<u8>> = entries.iter().map(VerifiedEntry::to_record_bytes).collect();
    records[2][1] = b'X';
    let reading = read(&bundle_by_hand(6, &records));
    assert_eq!(reading.entries.len(), 5);
    let offset = (LogHeader::LENGTH + 4 + 8 + records[0].len() + records[1].len()) as u64;
    let source = RecordError::Entry(ballot_log::FormError::Magic);
    assert_eq!(reading.errors, [BundleError::Record { index: 2, offset, source }]);
    // An empty frame is a damaged record too.
    let reading = read(&bundle_by_hand(2, &[Vec::new(), records[0].clone()]));
    assert_eq!(reading.entries.len(), 1);
    assert!(matches!(reading.errors.as_slice(), [BundleError::Record { index: 0, .. }]));
}

#[test]
fn lengths_are_judged_before_anything_is_allocated() {
    let offset = (LogHeader::LENGTH + 4) as u64;
    let first = whole_log(1)[0].to_record_bytes();
    for found in [4_086, 1 << 31, u32::MAX] {
        let mut bytes = bundle_by_hand(1, &[]);
        bytes.truncate(LogHeader::LENGTH + 4);
        bytes.extend(found.to_be_bytes());
        bytes.extend(&first);
        let reading = read(&bytes);
        assert!(reading.entries.is_empty());
        assert_eq!(reading.errors, [BundleError::Frame { index: 0, offset, found }]);
    }
    let longest = read(&bundle_by_hand(1, &[vec![0; 4_085]]));
    assert!(matches!(longest.errors.as_slice(), [BundleError::Record { .. }]));
    for found in [200_001, u32::MAX] {
        assert_eq!(read(&bundle_by_hand(found, &[])).errors, [BundleError::TooMany { found }]);
    }
    let reading = read(&bundle_by_hand(200_000, &[]));
    assert!(matches!(reading.errors.as_slice(), [BundleError::Frame { .. } | BundleError::Truncated { .. }]));
}

#[test]
fn misplaced_and_repeated_records_are_told_and_not_lost() {
    let entries = whole_log(1);
    let records: Vec<Vec<u8>> = entries.iter().map(VerifiedEntry::to_record_bytes).collect();
    let order = |index, before: &[usize]| BundleError::Order {
        index,
        offset: (LogHeader::LENGTH + 4 + before.iter().map(|i| 4 + records[*i].len()).sum::<usize>()) as u64,
    };
    let swapped = read(&bundle_by_hand(3, &[records[0].clone(), records[2].clone(), records[1].clone()]));
    assert_eq!(swapped.errors, [order(2, &[0, 2])]);
    assert_eq!(swapped.entries.len(), 3);
    let twice = read(&bundle_by_hand(2, &[records[0].clone(), records[0].clone()]));
    assert_eq!(twice.errors, [order(1, &[0])]);
    let mut writer = BundleWriter::new(LogHeader::of(&log()));
    writer.push(entries[1].record()).unwrap();
    let offset = (LogHeader::LENGTH + 8 + records[1].len()) as u64;
    for wrong in [&entries[1], &entries[0]] {
        assert_eq!(writer.push(wrong.record()), Err(BundleError::Order { index: 1, offset }));
    }
    assert_eq!(writer.finish(), bundle_by_hand(1, &records[1..2]), "a refused record leaves no trace");
}

#[test]
fn two_entries_of_one_position_are_ordered_by_hash() {
    let mut fork: Vec<Vec<u8>> = [b"a", b"b"]
        .map(|body| by_hand(&entry_bytes(5, 1, EntryHash::new([0; 32]), body), &key(1), None, None))
        .to_vec();
    let hash = |record: &[u8]| SignedEntry::from_record_bytes(record).unwrap().entry().hash();
    fork.sort_by_key(|record| hash(record));
    assert!(read(&bundle_by_hand(2, &fork)).errors.is_empty());
    fork.reverse();
    assert!(matches!(
        read(&bundle_by_hand(2, &fork)).errors.as_slice(),
        [BundleError::Order { index: 1, .. }]
    ));
}

#[test]
fn the_end_is_part_of_the_form() {
    let entries = whole_log(1);
    let good = bundle(&entries);
    let mut longer = good.clone();
    longer.push(0);
    let reading = read(&longer);
    assert_eq!(reading.entries.len(), 6);
    assert_eq!(reading.errors, [BundleError::End { problem: "something follows the hash" }]);
    let mut changed = good;
    *changed.last_mut().unwrap() ^= 1;
    let reading = read(&changed);
    assert_eq!(reading.entries.len(), 6);
    assert_eq!(reading.errors, [BundleError::End { problem: "its hash does not fit the bytes before it" }]);
    // Fewer or more records announced than there are.
    let records: Vec<Vec<u8>> = entries.iter().map(VerifiedEntry::to_record_bytes).collect();
    assert!(matches!(read(&bundle_by_hand(5, &records)).errors.as_slice(), [BundleError::End { .. }]));
    assert!(!read(&bundle_by_hand(7, &records)).errors.is_empty());
}

/// A medium that fails in the middle of a file.
struct Failing<'a>(&'a [u8]);

impl Read for Failing<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.0.is_empty() {
            return Err(io::Error::from(ErrorKind::PermissionDenied));
        }
        self.0.read(buffer)
    }
}

#[test]
fn a_failing_medium_gives_what_came_before() {
    let entries = whole_log(1);
    let bytes = bundle(&entries);
    let cut = LogHeader::LENGTH + 4 + 4 + entries[0].to_record_bytes().len() + 10;
    let items: Vec<_> = BundleReader::new(Failing(&bytes[..cut])).unwrap().collect();
    assert_eq!(items.len(), 2);
    assert_eq!(items[0].as_ref().unwrap(), entries[0].record());
    let kind = ErrorKind::PermissionDenied;
    assert!(matches!(&items[1], Err(BundleError::Unreadable { kind: k, .. }) if *k == kind));
}

#[test]
fn a_header_has_one_form() {
    let good = LogHeader::of(&log()).to_bytes();
    assert_eq!(good.len(), LogHeader::LENGTH);
    assert_eq!(bundle_by_hand(0, &[])[..LogHeader::LENGTH], good);
    assert_eq!(LogHeader::parse(&good), Ok(LogHeader::of(&log())));
    let with = |at: usize, byte: u8| {
        let mut bytes = good.clone();
        bytes[at] = byte;
        LogHeader::parse(&bytes)
    };
    let field = |name| Err(HeaderError::Field { field: name });
    assert_eq!(with(0, b'X'), Err(HeaderError::Magic));
    assert_eq!(with(4, 2), Err(HeaderError::Version { found: 2 }));
    assert_eq!(with(40, 11), field("the village code"));
    assert_eq!(with(37, 1), field("the village code"));
    assert_eq!(with(41, b'x'), field("the village code"));
    assert_eq!(with(41, 0xff), field("the village code"));
    assert_eq!(with(52, 0), field("the TPS number"));
    assert_eq!(with(51, 4), field("the TPS number"));
    assert_eq!(with(54, 100), field("the booth number"));
    let mut small_order = good.clone();
    small_order[55..].copy_from_slice(&[0; 32]);
    assert_eq!(LogHeader::parse(&small_order), field("the booth's key"));
    for length in [0, 86, 88] {
        let mut bytes = good.clone();
        bytes.resize(length, 0);
        assert_eq!(LogHeader::parse(&bytes), Err(HeaderError::Length { found: length }));
    }
    let mut next_door = log();
    next_door.booth.booth = 1.try_into().unwrap();
    for other in [
        LogIdentity { election: ElectionId::new([0; 32]), ..log() },
        LogIdentity { key: key(2).public(), ..log() },
        next_door,
    ] {
        assert!(!LogHeader::of(&log()).matches(&other));
    }
}

#[test]
fn a_frame_is_written_as_the_specification_says() {
    let entry = &whole_log(1)[4];
    let record = entry.to_record_bytes();
    let frame = encode_frame(entry.record());
    let mut expected = b"PLKM".to_vec();
    expected.extend(u32::try_from(record.len()).unwrap().to_be_bytes());
    expected.extend(&record);
    expected.resize(FRAME, 0);
    assert_eq!(frame.as_slice(), expected);
    assert_eq!(decode_frame(&frame), Ok(Some(entry.record().clone())));
    assert_eq!(decode_frame(&[0; FRAME]), Ok(None));
    let header = encode_header(&LogHeader::of(&log()));
    assert_eq!(header[..8], *b"PLKH\0\0\0\x57");
    assert_eq!(header[8..95], LogHeader::of(&log()).to_bytes());
    assert_eq!(decode_header(&header), Ok(LogHeader::of(&log())));
}

#[test]
fn the_longest_record_fits_a_frame() {
    let entry = entry_bytes(6, 0, EntryHash::new([1; 32]), &vec![b'x'; 3_900]);
    let record = by_hand(&entry, &key(1), None, Some(key(1).sign(b"")));
    assert_eq!(record.len(), 4_078);
    let record = SignedEntry::from_record_bytes(&record).unwrap();
    assert_eq!(decode_frame(&encode_frame(&record)), Ok(Some(record)));
}

#[test]
fn a_damaged_frame_is_told() {
    let entry = &whole_log(1)[4];
    let good = encode_frame(entry.record());
    let with = |at: usize, byte: u8| {
        let mut frame: Frame = good;
        frame[at] = byte;
        decode_frame(&frame)
    };
    assert_eq!(with(0, 0), Err(FrameError::Magic));
    assert_eq!(with(3, b'H'), Err(FrameError::Magic));
    assert_eq!(with(4, 1), Err(FrameError::Length { found: (1 << 24) + 572 }));
    assert_eq!(with(6, 0x10), Err(FrameError::Length { found: 0x1000 + 0x3c }));
    assert_eq!(with(FRAME - 1, 1), Err(FrameError::NotZero));
    assert!(matches!(with(9, b'X'), Err(FrameError::Record(RecordError::Entry(_)))));
    // A length one short leaves a byte of the record outside.
    assert_eq!(with(7, 0x3b), Err(FrameError::NotZero));
    // Any byte: an error, or a record whose signatures no longer hold.
    for (at, byte) in good.iter().enumerate() {
        let frame = with(at, byte ^ 0x40);
        let same = frame.is_ok_and(|record| record.as_ref() == Some(entry.record()));
        assert!(!same, "byte {at}");
    }
    // Torn writes: the beginning is there, the rest still zero.
    for written in (1..8 + entry.to_record_bytes().len()).step_by(7) {
        let mut frame = good;
        frame[written..].fill(0);
        let whole = good[written..].iter().all(|byte| *byte == 0);
        let read = decode_frame(&frame);
        assert_eq!(read == Ok(Some(entry.record().clone())), whole, "{written}");
        assert_ne!(read, Ok(None), "{written}");
    }
    let mut header = encode_header(&LogHeader::of(&log()));
    header[4] = 1;
    assert_eq!(decode_header(&header), Err(FrameError::Length { found: (1 << 24) + 87 }));
    assert_eq!(decode_header(&good), Err(FrameError::Magic));
    assert_eq!(decode_header(&[0; FRAME]), Err(FrameError::Magic));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_selection_of_records_reads_back(casts in 0_u8..30, keep in any::<u64>()) {
        let entries: Vec<_> =
            whole_log(casts).into_iter().enumerate().filter(|(i, _)| keep >> i & 1 == 1).map(|(_, e)| e).collect();
        let reading = read(&bundle(&entries));
        prop_assert!(reading.errors.is_empty());
        prop_assert_eq!(reading.entries, entries.iter().map(|e| e.record().clone()).collect::<Vec<_>>());
    }

    #[test]
    fn any_bytes_are_read_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..2_000), count in 0_u32..4) {
        read(&bytes);
        let mut bundle = bundle_by_hand(count, &[]);
        bundle.truncate(LogHeader::LENGTH + 4);
        bundle.extend(&bytes);
        prop_assert!(!read(&bundle).errors.is_empty());
        let mut frame = [0; FRAME];
        frame.iter_mut().zip(&bytes).for_each(|(to, from)| *to = *from);
        let _ = (decode_frame(&frame), decode_header(&frame));
    }
}
