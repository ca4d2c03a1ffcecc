//! A copy of a log that somebody brings, for example the second medium of a booth that broke: mirror, bundle or raw
//! database, told by its first bytes. It is only read, so that a write-protected stick will do.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek as _};
use std::path::Path;

use ballot_log::mirror::{self as frames, FRAME, Frame};
use ballot_log::{BundleError, BundleReader, Kind, MAX_RECORDS};

use crate::files;
use crate::reading::Damage;
use crate::rescue::{RescueError, Rescued, rescue};
use crate::verifier::RecordProblem;

/// Reads what can be read of a mirror, a bundle or a raw database. `private` is as for [`rescue`].
///
/// # Errors
/// [`RescueError`]; a damaged copy is not an error but has [`Rescued::damage`].
pub fn read_copy(path: &Path, private: &Path) -> Result<Rescued, RescueError> {
    let failed = |source| RescueError::Io { path: path.to_path_buf(), source };
    let mut file = files::open(path, false).map_err(failed)?;
    let mut beginning = Vec::new();
    (&mut file).take(4).read_to_end(&mut beginning).map_err(failed)?;
    file.rewind().map_err(failed)?;
    match beginning.as_slice() {
        b"PLKB" => Ok(bundle(BufReader::new(file))),
        // A mirror whose first frame was never written, or was wiped, may hold records all the same.
        b"PLKH" | b"PLKM" | [0, 0, 0, 0] => Ok(mirror(file)),
        b"SQLi" => rescue(path, private),
        other => Err(RescueError::Foreign {
            path: path.to_path_buf(),
            name: "beginning".to_owned(),
            expected: "PLKB, PLKH or SQLi".to_owned(),
            found: other.escape_ascii().to_string(),
        }),
    }
}

fn bundle(source: impl Read) -> Rescued {
    let mut rescued = empty();
    let unreadable = |error: BundleError| Damage::Unreadable { reason: error.to_string() };
    let reader = match BundleReader::new(source) {
        Ok(reader) => reader,
        Err(error) => {
            rescued.damage.push(unreadable(error));
            return rescued;
        }
    };
    rescued.header = Some(reader.header().log.clone());
    for record in reader {
        match record {
            Ok(record) => rescued.records.push(record),
            Err(error) => rescued.damage.push(unreadable(error)),
        }
    }
    rescued
}

/// Reads every frame up to the end of the file. Records end at the first empty frame; one must be there unless the
/// log is closed, because a mirror is made longer before it is full: a copy without one was cut off.
fn mirror(file: File) -> Rescued {
    let mut rescued = empty();
    let mut source = BufReader::new(file);
    let mut frame = [0; FRAME];
    match read_frame(&mut source, &mut frame) {
        Ok(true) => rescued.header = frames::decode_header(&frame).ok(),
        Ok(false) => {}
        Err(error) => rescued.damage.push(Damage::Unreadable { reason: error.to_string() }),
    }
    if rescued.header.is_none() {
        rescued.damage.push(Damage::Header);
    }
    let mut first_empty = None;
    for position in 0..u64::from(MAX_RECORDS) {
        match read_frame(&mut source, &mut frame) {
            Ok(true) => take_frame(&mut rescued, position, &frame, &mut first_empty),
            Ok(false) => break,
            Err(error) => {
                let problem = RecordProblem::Unreadable { reason: error.to_string() };
                rescued.damage.push(Damage::Record { position, problem });
                break;
            }
        }
    }
    let closed = rescued.records.last().is_some_and(|record| record.entry().kind() == Kind::Closed);
    if first_empty.is_none() && !closed {
        rescued.damage.push(Damage::Unreadable { reason: "no empty frame ends the mirror".to_owned() });
    }
    rescued
}

fn take_frame(rescued: &mut Rescued, position: u64, frame: &Frame, first_empty: &mut Option<u64>) {
    let record = match frames::decode_frame(frame) {
        Ok(None) => {
            first_empty.get_or_insert(position);
            return;
        }
        Ok(Some(record)) => Ok(record),
        Err(error) => Err(RecordProblem::from(error)),
    };
    if let Some(position) = first_empty.take() {
        rescued.damage.push(Damage::Record { position, problem: RecordProblem::Empty });
    }
    match record {
        Ok(record) => rescued.records.push(record),
        Err(problem) => rescued.damage.push(Damage::Record { position, problem }),
    }
}

/// Fills the frame; `false` at the end of the file, also in the middle of a frame.
fn read_frame(source: &mut impl Read, frame: &mut Frame) -> io::Result<bool> {
    match source.read_exact(frame) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(false),
        Err(error) => Err(error),
    }
}

const fn empty() -> Rescued {
    Rescued { header: None, records: Vec::new(), damage: Vec::new() }
}
