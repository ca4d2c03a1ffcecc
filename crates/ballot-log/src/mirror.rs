//! Frames of the mirror `.plkm`: one record in each 4,096 bytes of a file full of zeros (spec 6.6).

use crate::header::{HeaderError, LogHeader};
use crate::record::{MAX_RECORD, RecordError, SignedEntry};

/// Bytes of a frame: one block of every medium in use.
pub const FRAME: usize = 4_096;

/// One frame.
pub type Frame = [u8; FRAME];

const HEADER_MAGIC: &[u8; 4] = b"PLKH";
const RECORD_MAGIC: &[u8; 4] = b"PLKM";
const PREFIX: usize = 8;

/// Why a frame cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FrameError {
    /// Neither a frame of this kind nor the end.
    #[error("the frame does not begin as it must; it was damaged or never written in full")]
    Magic,
    /// A length beyond the frame or the longest record.
    #[error("the frame announces {found} bytes, more than one holds")]
    Length {
        /// The length found.
        found: u32,
    },
    /// Something after the content.
    #[error("the frame is not filled up with zeros")]
    NotZero,
    /// The header in it is none.
    #[error(transparent)]
    Header(#[from] HeaderError),
    /// The record in it is none.
    #[error(transparent)]
    Record(#[from] RecordError),
}

/// Frame 0 of a mirror.
#[must_use]
pub fn encode_header(header: &LogHeader) -> Frame {
    frame(HEADER_MAGIC, &header.to_bytes())
}

/// Reads frame 0 of a mirror.
///
/// # Errors
/// [`FrameError`].
pub fn decode_header(frame: &Frame) -> Result<LogHeader, FrameError> {
    let content = content(HEADER_MAGIC, frame, LogHeader::LENGTH)?;
    Ok(LogHeader::parse(content)?)
}

/// The frame of one record.
#[must_use]
pub fn encode_frame(record: &SignedEntry) -> Frame {
    frame(RECORD_MAGIC, &record.to_record_bytes())
}

/// Reads a frame after the first; `None` is the end: a frame of zeros alone.
///
/// # Errors
/// [`FrameError`].
pub fn decode_frame(frame: &Frame) -> Result<Option<SignedEntry>, FrameError> {
    if frame.iter().all(|byte| *byte == 0) {
        return Ok(None);
    }
    let content = content(RECORD_MAGIC, frame, MAX_RECORD)?;
    Ok(Some(SignedEntry::from_record_bytes(content)?))
}

/// Header and record are far shorter than a frame, so nothing is cut off.
fn frame(magic: &[u8; 4], content: &[u8]) -> Frame {
    let length = u32::try_from(content.len()).unwrap_or(u32::MAX).to_be_bytes();
    let bytes = magic.iter().chain(&length).chain(content);
    let mut frame = [0; FRAME];
    frame.iter_mut().zip(bytes).for_each(|(to, from)| *to = *from);
    frame
}

fn content<'a>(magic: &[u8; 4], frame: &'a Frame, longest: usize) -> Result<&'a [u8], FrameError> {
    let (found, rest) = frame.split_first_chunk::<4>().ok_or(FrameError::Magic)?;
    let (length, _) = rest.split_first_chunk::<4>().ok_or(FrameError::Magic)?;
    if found != magic {
        return Err(FrameError::Magic);
    }
    let found = u32::from_be_bytes(*length);
    let length = usize::try_from(found).ok().filter(|length| *length <= longest);
    let end = PREFIX + length.ok_or(FrameError::Length { found })?;
    let (content, zeros) = frame.split_at_checked(end).ok_or(FrameError::Length { found })?;
    if zeros.iter().any(|byte| *byte != 0) {
        return Err(FrameError::NotZero);
    }
    Ok(content.get(PREFIX..).unwrap_or_default())
}
