//! Which slip hangs in the printer without its mark, kept beside both media from before it prints until its mark is out
//! (spec 6.11).
//!
//! One file of one block beside the log and one beside the mirror, always of the same length: writing it makes the same
//! calls whatever the voter chose. The log's is written first, and both are durable before anything prints. So the two
//! differ only if the machine went off before the slip began to print, or after its mark was out: either way nothing
//! hangs, and asking about it does no harm.

use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt as _;
use std::path::Path;

use ballot_log::{Durability, LogIdentity};
use election::{BallotCode, LabelledHasher};

use crate::error::{PlaceError, StoreError};
use crate::files;
use crate::reading::Medium;
use crate::store::Paths;

const BLOCK: usize = 4_096;
/// What is there as long as no slip hangs.
const EMPTY: [u8; BLOCK] = [0; BLOCK];
const SUFFIX: &str = ".slip";

/// What the two files say of the slip that hangs in the printer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HangingSlip {
    /// None: nothing was printed for a voter since the last mark.
    Nothing,
    /// Perhaps the one with this kode suara: both files say so, or one does and the other says nothing of use.
    Slip(BallotCode),
    /// Perhaps one, and nobody knows which: the files are damaged, or name two.
    Unclear,
}

/// The two files.
#[derive(Debug)]
pub(crate) struct SlipFiles {
    log: File,
    mirror: File,
    identity: LogIdentity,
    durability: Durability,
    says: HangingSlip,
}

impl SlipFiles {
    /// Opens both and reads what they say. Where one is missing, an empty one is made.
    pub(crate) fn open(
        paths: &Paths,
        identity: &LogIdentity,
        durability: Durability,
    ) -> Result<Self, PlaceError> {
        let (log, mirror) = (open(&paths.log, durability)?, open(&paths.mirror, durability)?);
        let says = both(read(&log, identity), read(&mirror, identity));
        Ok(Self { log, mirror, identity: identity.clone(), durability, says })
    }

    pub(crate) const fn says(&self) -> HangingSlip {
        self.says
    }

    /// Says so on both media; durable and read back when this returns.
    pub(crate) fn say(&mut self, slip: Option<&BallotCode>) -> Result<(), StoreError> {
        self.says = HangingSlip::Unclear;
        let block = slip.map_or(EMPTY, |code| block(&self.identity, code));
        for (medium, file) in self.media() {
            write(file, &block, self.durability).map_err(|error| failed(medium, &error))?;
        }
        for (medium, file) in self.media() {
            files::forget(file, 0, 0, self.durability);
            if block_of(file).map_err(|error| failed(medium, &error))? != block {
                return Err(failed(medium, &"it does not keep which slip hangs in the printer"));
            }
        }
        self.says = slip.map_or(HangingSlip::Nothing, |code| HangingSlip::Slip(*code));
        Ok(())
    }

    const fn media(&self) -> [(Medium, &File); 2] {
        [(Medium::Log, &self.log), (Medium::Mirror, &self.mirror)]
    }
}

fn failed(medium: Medium, why: &dyn std::fmt::Display) -> StoreError {
    StoreError::Medium { medium, reason: why.to_string() }
}

fn open(beside: &Path, durability: Durability) -> Result<File, PlaceError> {
    let path = files::with_suffix(beside, SUFFIX);
    let opened = files::open_or_create(&path).and_then(|file| {
        // New, or made when the machine went off: there was never anything in it.
        if file.metadata()?.len() == 0 {
            write(&file, &EMPTY, durability)?;
            files::sync(&file, durability)?;
            files::sync_folder(&path, durability)?;
        }
        Ok(file)
    });
    opened.map_err(|source| PlaceError::io("open", &path, source))
}

fn write(file: &File, block: &[u8; BLOCK], durability: Durability) -> io::Result<()> {
    file.write_all_at(block, 0)?;
    match durability {
        Durability::Full => file.sync_data(),
        Durability::Relaxed => Ok(()),
    }
}

/// What one file says: a code, nothing, or nothing that can be understood.
enum Said {
    Nothing,
    Slip(BallotCode),
    Garbled,
}

fn both(log: Said, mirror: Said) -> HangingSlip {
    match (log, mirror) {
        (Said::Nothing, Said::Nothing) => HangingSlip::Nothing,
        (Said::Slip(one), Said::Slip(other)) if one != other => HangingSlip::Unclear,
        (Said::Slip(code), _) | (_, Said::Slip(code)) => HangingSlip::Slip(code),
        (Said::Garbled, _) | (_, Said::Garbled) => HangingSlip::Unclear,
    }
}

fn read(file: &File, identity: &LogIdentity) -> Said {
    let Ok(found) = block_of(file) else { return Said::Garbled };
    if found == EMPTY {
        return Said::Nothing;
    }
    let code = found.get(5..37).and_then(|bytes| bytes.try_into().ok()).map(BallotCode::new);
    match code {
        Some(code) if found == block(identity, &code) => Said::Slip(code),
        _ => Said::Garbled,
    }
}

fn block_of(file: &File) -> io::Result<[u8; BLOCK]> {
    let mut block = EMPTY;
    file.read_exact_at(&mut block, 0)?;
    Ok(block)
}

/// `"PLKS" || u8 1 || kode suara || H("hanging-slip", ElectionId, booth key, kode suara) || zeros`.
fn block(identity: &LogIdentity, code: &BallotCode) -> [u8; BLOCK] {
    let hash = LabelledHasher::new("hanging-slip").bytes(identity.election.as_bytes());
    let hash = hash.bytes(identity.key.as_bytes()).bytes(code.as_bytes()).finish();
    let written = [b"PLKS".as_slice(), &[1], code.as_bytes(), &hash].concat();
    let mut block = EMPTY;
    block.iter_mut().zip(written).for_each(|(place, byte)| *place = byte);
    block
}
