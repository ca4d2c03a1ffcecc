//! The bytes of a pack: head, files, signature. What the files mean is not looked at here.

use std::collections::BTreeMap;

use crate::ids::{BoothId, ElectionId};
use crate::keys::Signature;
use crate::pack::{BoothPack, FileProblem, PackError};

const MAGIC: &[u8; 4] = b"PLKP";
const VERSION: u8 = 1;
/// Bytes before the first file.
const HEAD: usize = 4 + 1 + 32 + (4 + 10) + 2 + 2 + 4;
/// Bytes after the last.
const SIGNATURE: usize = 64;
/// More files than any booth needs: 2, 16 acceptances, 20 booths of 99 lists, 7 candidates of 9 photos and clips.
const MAX_FILES: u32 = 4096;
/// Longest path in bytes; the longest that is used has 70.
const MAX_PATH: usize = 200;

/// Whose pack it says it is.
pub(super) struct Head {
    pub(super) election: ElectionId,
    pub(super) booth: BoothId,
}

/// A pack in its parts, nothing verified.
pub(super) struct Decoded<'a> {
    pub(super) head: Head,
    pub(super) files: Raw<'a>,
    /// The bytes that are signed.
    pub(super) signed: &'a [u8],
    pub(super) signature: Signature,
}

/// Files by path.
pub(super) struct Raw<'a>(pub(super) BTreeMap<&'a str, &'a [u8]>);

impl<'a> Raw<'a> {
    pub(super) fn borrowed(files: &'a BTreeMap<String, Vec<u8>>) -> Self {
        Self(files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice())).collect())
    }

    /// The bytes of a file that must be there.
    pub(super) fn get(&self, path: &str) -> Result<&'a [u8], PackError> {
        let missing = || PackError::File { path: path.to_owned(), problem: FileProblem::Missing };
        self.0.get(path).copied().ok_or_else(missing)
    }
}

/// All bytes before the signature.
pub(super) fn encode(head: &Head, files: &Raw<'_>) -> Result<Vec<u8>, PackError> {
    let of_files: usize = files.0.iter().map(|(path, content)| 8 + path.len() + content.len()).sum();
    if HEAD + of_files + SIGNATURE > BoothPack::MAX_BYTES {
        return Err(too_long());
    }
    let BoothId { village, tps, booth } = &head.booth;
    let mut bytes = [MAGIC.as_slice(), &[VERSION], head.election.as_bytes()].concat();
    put_bytes(&mut bytes, village.as_str().as_bytes());
    bytes.extend_from_slice(&tps.get().to_be_bytes());
    bytes.extend_from_slice(&booth.get().to_be_bytes());
    bytes.extend_from_slice(&length(files.0.len()));
    for (path, content) in &files.0 {
        put_bytes(&mut bytes, path.as_bytes());
        put_bytes(&mut bytes, content);
    }
    Ok(bytes)
}

fn put_bytes(to: &mut Vec<u8>, bytes: &[u8]) {
    to.extend_from_slice(&length(bytes.len()));
    to.extend_from_slice(bytes);
}

/// A number of bytes or files within a pack, which fits into 32 bits.
fn length(length: usize) -> [u8; 4] {
    u32::try_from(length).unwrap_or(u32::MAX).to_be_bytes()
}

const fn too_long() -> PackError {
    PackError::Form { offset: BoothPack::MAX_BYTES, problem: "a pack has at most 256 MiB" }
}

/// Takes a pack apart without copying.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded<'_>, PackError> {
    if bytes.len() > BoothPack::MAX_BYTES {
        return Err(too_long());
    }
    let mut from = Reader { bytes, offset: 0 };
    let head = head(&mut from)?;
    let files = files(&mut from)?;
    let signed = bytes.get(..from.offset).unwrap_or_default();
    let signature = Signature::from_bytes(from.array()?);
    if from.offset != bytes.len() {
        return Err(from.refuse("nothing follows the signature"));
    }
    Ok(Decoded { head, files, signed, signature })
}

fn head(from: &mut Reader<'_>) -> Result<Head, PackError> {
    if from.array()? != *MAGIC {
        return Err(from.refuse_last(4, "this is not the pack of a booth"));
    }
    if from.array()? != [VERSION] {
        return Err(from.refuse_last(1, "a newer program made this pack"));
    }
    let election = ElectionId::new(from.array()?);
    let at = from.offset;
    let village = from.text(MAX_PATH)?;
    let tps = u32::from(u16::from_be_bytes(from.array()?));
    let booth = u32::from(u16::from_be_bytes(from.array()?));
    let booth = village.parse().ok().zip(tps.try_into().ok()).zip(booth.try_into().ok());
    let ((village, tps), booth) =
        booth.ok_or(PackError::Form { offset: at, problem: "this is not the name of a booth" })?;
    Ok(Head { election, booth: BoothId { village, tps, booth } })
}

fn files<'a>(from: &mut Reader<'a>) -> Result<Raw<'a>, PackError> {
    let count = from.number()?;
    if count > MAX_FILES {
        return Err(from.refuse_last(4, "a pack has at most 4,096 files"));
    }
    let mut files = BTreeMap::new();
    for _ in 0..count {
        let at = from.offset;
        let path = from.text(MAX_PATH)?;
        if files.last_key_value().is_some_and(|(last, _)| *last >= path) {
            return Err(PackError::Form { offset: at, problem: "the paths must be sorted and distinct" });
        }
        files.insert(path, from.bytes(BoothPack::MAX_BYTES)?);
    }
    Ok(Raw(files))
}

/// Cuts pieces off; a stated length is compared with what is left before anything is done with it.
struct Reader<'a> {
    bytes: &'a [u8],
    offset: usize,
}

impl<'a> Reader<'a> {
    fn take(&mut self, length: usize) -> Result<&'a [u8], PackError> {
        let end = self.offset.checked_add(length);
        let piece = end.and_then(|end| self.bytes.get(self.offset..end));
        let piece =
            piece.ok_or(PackError::Form { offset: self.bytes.len(), problem: "the pack is cut off" })?;
        self.offset += length;
        Ok(piece)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], PackError> {
        let mut array = [0; N];
        array.copy_from_slice(self.take(N)?);
        Ok(array)
    }

    fn number(&mut self) -> Result<u32, PackError> {
        Ok(u32::from_be_bytes(self.array()?))
    }

    fn bytes(&mut self, limit: usize) -> Result<&'a [u8], PackError> {
        let length = usize::try_from(self.number()?).unwrap_or(usize::MAX);
        if length > limit { Err(self.refuse_last(4, "this length is too large")) } else { self.take(length) }
    }

    fn text(&mut self, limit: usize) -> Result<&'a str, PackError> {
        let at = self.offset;
        let not_text = PackError::Form { offset: at, problem: "this is not text" };
        std::str::from_utf8(self.bytes(limit)?).map_err(|_| not_text)
    }

    const fn refuse(&self, problem: &'static str) -> PackError {
        PackError::Form { offset: self.offset, problem }
    }

    /// Refuses what was read last, of this length.
    const fn refuse_last(&self, length: usize, problem: &'static str) -> PackError {
        PackError::Form { offset: self.offset.saturating_sub(length), problem }
    }
}
