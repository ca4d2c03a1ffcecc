//! What broken machines leave instead of a log: mirrors, databases, several copies.

use std::fs;

use ballot_log::mirror::{self, FRAME};
use ballot_log::{LogHeader, SignedEntry};
use fixtures::day::Day;
use fixtures::world::Made;
use rusqlite::Connection;

use super::files::{Line, Named};
use super::logs::{POSITION, Place, Spoil, Spoiled, bare};

const SCHEMA: &str = include_str!("../../crates/ballot-store/src/schema.sql");
/// Bytes of a page of our databases.
const PAGE: usize = 4_096;

/// Copies on other media, and copies of copies.
pub(crate) const MEDIA: &[Spoil] = &[
    Spoil { kind: "mirror alone", make: |place| mirrored(place, Line::Same, None, |_| {}) },
    Spoil {
        kind: "mirror with another header",
        make: |place| mirrored(place, Line::Same, Some((5, None)), |frames| frames[20] ^= 1),
    },
    Spoil {
        kind: "mirror with a damaged frame",
        make: |place| {
            mirrored(place, Line::Status("broken"), Some((6, Some(POSITION))), |frames| {
                frames[frame(POSITION) + 60] ^= 0xff
            })
        },
    },
    Spoil {
        kind: "mirror with a frame without its head",
        make: |place| mirrored(place, Line::Same, Some((5, None)), |frames| frames[frame(POSITION)] = 0),
    },
    Spoil {
        kind: "mirror with an empty frame",
        make: |place| {
            mirrored(place, Line::Status("broken"), Some((5, None)), |frames| {
                frames[frame(POSITION)..frame(POSITION + 1)].fill(0);
            })
        },
    },
    Spoil {
        kind: "mirror cut in a frame",
        make: |place| {
            mirrored(place, Line::Status("unclosed"), Some((5, None)), |frames| {
                frames.truncate(frame(4) + 100)
            })
        },
    },
    Spoil { kind: "damaged log beside a whole mirror", make: beside_a_mirror },
    Spoil { kind: "two damaged copies that have all", make: two_copies },
    Spoil { kind: "older copy beside the log", make: older_copy },
    Spoil { kind: "log under a name of direction marks", make: odd_name },
    Spoil { kind: "database with forged side files", make: side_files },
    Spoil {
        kind: "database cut in the middle",
        make: |place| {
            let cut = |bytes: &mut Vec<u8>| bytes.truncate(bytes.len() / 2);
            let day = place.closed()?;
            let mut left = database_of(&day.header(), &day.records, "")?;
            cut(&mut left);
            // The rows of a short log are all in the second half.
            let first = day.records.first().ok_or("an empty log")?;
            let is_there = left.windows(first.len()).any(|part| part == first);
            let status = if is_there { "unclosed" } else { "missing" };
            database(place, "", Some(Line::Status(status)), cut)
        },
    },
    Spoil {
        kind: "database with overwritten pages",
        make: |place| {
            database(place, "", None, |bytes| {
                let end = bytes.len() - PAGE;
                bytes[end..].fill(0xff);
            })
        },
    },
    Spoil {
        kind: "database with a trigger more",
        make: |place| {
            let more = "CREATE TRIGGER hidden AFTER INSERT ON header BEGIN SELECT load_extension('x'); END;";
            database(place, more, Some(Line::Same), |_| {})
        },
    },
    Spoil {
        kind: "database with a view more",
        make: |place| {
            let more = "CREATE VIEW hidden AS WITH RECURSIVE n(i) AS (VALUES(1) UNION ALL SELECT i + 1 FROM n) SELECT i FROM n;";
            database(place, more, Some(Line::Same), |_| {})
        },
    },
    Spoil {
        kind: "database in WAL mode",
        make: |place| database(place, "", Some(Line::Same), |bytes| bytes[18..20].fill(2)),
    },
    Spoil {
        kind: "database with another page size",
        make: |place| {
            database(place, "", Some(Line::Same), |bytes| {
                bytes[16..18].copy_from_slice(&512_u16.to_be_bytes())
            })
        },
    },
    Spoil { kind: "database with a blob of megabytes", make: huge_blob },
];

/// Where the frame of a position begins.
fn frame(position: u64) -> usize {
    (1 + usize::try_from(position).unwrap_or_default()) * FRAME
}

/// The mirror of a day.
pub(crate) fn mirror_of(day: &Day<'_>) -> Made<Vec<u8>> {
    let mut frames = mirror::encode_header(&day.header()).to_vec();
    for record in &day.records {
        frames.extend_from_slice(&mirror::encode_frame(&SignedEntry::from_record_bytes(record)?));
    }
    // Room for entries that never came.
    frames.extend_from_slice(&[0; 4 * FRAME]);
    Ok(frames)
}

fn mirrored(
    place: &Place<'_>,
    line: Line,
    named: Option<(u64, Option<u64>)>,
    change: fn(&mut Vec<u8>),
) -> Made<Spoiled> {
    let mut frames = mirror_of(&place.closed()?)?;
    change(&mut frames);
    let path = place.path("plkm");
    let named = named.map(|(check, position)| Named::invalid(path.clone(), check, position));
    Ok(bare(vec![(path, frames)], line, named.into_iter().collect()))
}

fn beside_a_mirror(place: &Place<'_>) -> Made<Spoiled> {
    let day = place.closed()?;
    let mut log = day.bundle();
    let middle = log.len() / 2;
    log.truncate(middle);
    let named = vec![Named::invalid(place.path("plkb"), 5, None)];
    let files = vec![(place.path("plkb"), log), (place.path("plkm"), mirror_of(&day)?)];
    Ok(bare(files, Line::Same, named))
}

fn two_copies(place: &Place<'_>) -> Made<Spoiled> {
    let day = place.closed()?;
    let files =
        vec![(place.path("plkb"), day.bundle_without(1)), (place.path("2.plkb"), day.bundle_without(3))];
    Ok(bare(files, Line::Same, Vec::new()))
}

fn older_copy(place: &Place<'_>) -> Made<Spoiled> {
    let day = place.closed()?;
    let files = vec![(place.path("plkb"), day.bundle()), (place.path("lama.plkb"), day.bundle_up_to(3))];
    Ok(bare(files, Line::Same, Vec::new()))
}

fn odd_name(place: &Place<'_>) -> Made<Spoiled> {
    let path = format!("logs/\u{202e}bklp.{}\u{2066}\u{1b}[31m", place.id).into();
    Ok(bare(vec![(path, place.closed()?.bundle())], Line::Same, Vec::new()))
}

/// The booth's database, with a longer schema if asked for; then what happens to its bytes. Without a line, the booth's
/// is that of a log whose last entries are gone.
fn database(place: &Place<'_>, more: &str, line: Option<Line>, change: fn(&mut Vec<u8>)) -> Made<Spoiled> {
    let day = place.closed()?;
    let mut bytes = database_of(&day.header(), &day.records, more)?;
    change(&mut bytes);
    let path = place.path("sqlite");
    let named = vec![Named::invalid(path.clone(), 5, None)];
    Ok(bare(vec![(path, bytes)], line.unwrap_or(Line::Status("unclosed")), named))
}

/// A database of the booth's form with these records.
pub(crate) fn database_of(header: &LogHeader, records: &[Vec<u8>], more: &str) -> Made<Vec<u8>> {
    made(|connection| {
        connection.execute_batch(SCHEMA)?;
        connection.execute("INSERT INTO header (id, bytes) VALUES (0, ?1)", [header.to_bytes()])?;
        let mut insert = connection.prepare("INSERT INTO record (position, bytes) VALUES (?1, ?2)")?;
        for (position, record) in (0_i64..).zip(records) {
            insert.execute((position, record))?;
        }
        connection.execute_batch(more)?;
        Ok(())
    })
}

/// The bytes of a database.
pub(crate) fn made(fill: impl FnOnce(&Connection) -> Made<()>) -> Made<Vec<u8>> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("log.sqlite");
    let connection = Connection::open(&path)?;
    connection
        .execute_batch("PRAGMA page_size=4096; PRAGMA journal_mode=DELETE; PRAGMA synchronous=OFF; BEGIN")?;
    fill(&connection)?;
    connection.execute_batch("COMMIT")?;
    connection.close().map_err(|(_, error)| error)?;
    Ok(fs::read(&path)?)
}

/// Files beside a database that make SQLite write, roll back or delete, if anybody lets it.
fn side_files(place: &Place<'_>) -> Made<Spoiled> {
    let day = place.closed()?;
    let database = database_of(&day.header(), &day.records, "")?;
    let victim = b"/tmp/berkas-orang-lain";
    // A rollback journal that names a super-journal: SQLite would delete it.
    let mut journal = vec![0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7];
    journal.extend_from_slice(&[0; 504]);
    journal.extend_from_slice(victim);
    journal.extend_from_slice(&u32::try_from(victim.len())?.to_be_bytes());
    journal.extend_from_slice(&[0; 4]);
    journal.extend_from_slice(&[0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7]);
    let wal = [0x37, 0x7f, 0x06, 0x82].repeat(64);
    let side = |ending: &str| place.path(&format!("sqlite{ending}"));
    let named = ["-journal", "-wal", "-shm"].map(|ending| Named::refused(side(ending), "unknown"));
    let files = vec![
        (place.path("sqlite"), database),
        (side("-journal"), journal),
        (side("-wal"), wal),
        (side("-shm"), vec![0; 32_768]),
    ];
    Ok(bare(files, Line::Same, named.to_vec()))
}

fn huge_blob(place: &Place<'_>) -> Made<Spoiled> {
    let day = place.closed()?;
    let bytes = made(|connection| {
        connection.execute_batch(SCHEMA)?;
        connection.execute("INSERT INTO header (id, bytes) VALUES (0, ?1)", [day.header().to_bytes()])?;
        let mut insert = connection.prepare("INSERT INTO record (position, bytes) VALUES (?1, ?2)")?;
        for (position, record) in (0_i64..).zip(&day.records) {
            if position == i64::try_from(POSITION)? {
                let huge = "INSERT INTO record (position, bytes) VALUES (?1, zeroblob(8388608))";
                connection.execute(huge, [position])?;
            } else {
                insert.execute((position, record))?;
            }
        }
        Ok(())
    })?;
    let path = place.path("sqlite");
    let named = vec![Named::invalid(path.clone(), 5, Some(POSITION))];
    Ok(bare(vec![(path, bytes)], Line::Status("broken"), named))
}
