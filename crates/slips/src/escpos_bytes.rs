//! Dots as the bytes that a receipt printer takes (ESC/POS).
//!
//! Commands and answers are those of the crate `escpos` where it has them. Its printer, its pictures and its drivers are
//! not used: pictures come in as encoded image files, what is sent stays in buffers that nobody wipes, and a failed write
//! tells neither how many bytes went out nor when to give up.

use escpos::utils::{ESC_HARDWARE_INIT, GS};
use polling::Paper;
use zeroize::Zeroizing;

use crate::dots::Dots;

/// Rows sent as one picture. Small enough for the buffer of a cheap printer, large enough that it does not stutter.
const BAND: usize = 128;
/// A picture follows, each dot as large as it is (GS v 0); `escpos` has this for image files only.
const PICTURE: [u8; 4] = [GS, b'v', b'0', 0];
/// Bytes before the rows of a band: these, then width and height in two bytes each.
const BAND_HEAD: usize = 8;
/// Feed to the cutter and cut. Written out because `escpos` has function 65, the full cut, under both names.
const FULL_CUT: [u8; 4] = [GS, b'V', 65, 0];
const PARTIAL_CUT: [u8; 4] = [GS, b'V', 66, 0];

/// First byte of what a printer obeys at once, even in the midst of a picture.
const DLE: u8 = 0x10;
/// Second byte: asks for the status, for recovery, or for a pulse, power-off or an empty buffer.
const REAL_TIME: [u8; 3] = [0x04, 0x05, 0x14];

/// What happens to the paper after a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cut {
    /// Nothing: it hangs where the voter reads it.
    Hanging,
    /// Cut but for a point, so that it does not fall.
    Partial,
    /// Cut through.
    Full,
}

impl Cut {
    /// How a sheet is cut. Strip and slip must never hang together, and neither must two slips.
    #[must_use]
    pub const fn of(paper: &Paper) -> Self {
        match paper {
            _ if !paper.cut() => Self::Hanging,
            Paper::Strip(_) | Paper::Mark(_) => Self::Full,
            _ => Self::Partial,
        }
    }

    const fn bytes(self) -> &'static [u8] {
        match self {
            Self::Hanging => &[],
            Self::Partial => &PARTIAL_CUT,
            Self::Full => &FULL_CUT,
        }
    }
}

impl Dots {
    /// The bytes that print the sheet: reset, the dots as pictures, the cut. Their number depends on the number of rows
    /// alone.
    #[must_use]
    pub fn to_escpos(&self, cut: Cut) -> Zeroizing<Vec<u8>> {
        let row = self.width().bytes();
        let bands = self.rows().div_ceil(BAND);
        let length = ESC_HARDWARE_INIT.len() + bands * BAND_HEAD + self.as_bytes().len() + cut.bytes().len();
        // At its full length from the start: a buffer that grows leaves copies behind.
        let mut bytes = Zeroizing::new(Vec::with_capacity(length));
        bytes.extend_from_slice(ESC_HARDWARE_INIT);
        for band in self.as_bytes().chunks(BAND * row) {
            bytes.extend_from_slice(&PICTURE);
            bytes.extend([row, band.len() / row].into_iter().flat_map(low_high));
            bytes.extend_from_slice(band);
        }
        bytes.extend_from_slice(cut.bytes());
        bytes
    }
}

/// Bytes that end whatever picture an interrupted sheet has left open: white dots, and outside a picture nothing.
pub(crate) fn picture_end(width: crate::Width) -> Vec<u8> {
    vec![0; BAND * width.bytes()]
}

/// Widens a dot by one wherever two bytes of a picture would be a command that the printer obeys at once.
pub(crate) fn calm(bits: &mut [u8]) {
    let mut after = None;
    for byte in bits.iter_mut().rev() {
        if *byte == DLE && after.is_some_and(|next| REAL_TIME.contains(&next)) {
            *byte |= DLE >> 1;
        }
        after = Some(*byte);
    }
}

/// A number in two bytes; rows and their bytes are far below 65,536.
fn low_high(number: usize) -> [u8; 2] {
    u16::try_from(number).unwrap_or(u16::MAX).to_le_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Width;

    #[test]
    fn a_sheet_is_a_reset_bands_and_the_cut() {
        let mut dots = Dots::blank(Width::Mm58, BAND + 1);
        dots.blacken(3, 0);
        dots.blacken(0, BAND);
        let bytes = dots.to_escpos(Cut::Full);
        let second = 2 + 8 + BAND * 48;
        assert_eq!(bytes[..12], [0x1b, b'@', 0x1d, b'v', b'0', 0, 48, 0, 128, 0, 0x10, 0]);
        assert_eq!(bytes[second..second + 10], [0x1d, b'v', b'0', 0, 48, 0, 1, 0, 0x80, 0]);
        assert_eq!(bytes[second + 8 + 48..], [0x1d, b'V', 65, 0]);
        assert_eq!(bytes.len(), bytes.capacity());
        assert_eq!(dots.to_escpos(Cut::Partial)[second + 8 + 48..], [0x1d, b'V', 66, 0]);
        assert_eq!(dots.to_escpos(Cut::Hanging).len(), second + 8 + 48);
        assert_eq!(Dots::blank(Width::Mm80, 2).to_escpos(Cut::Hanging)[6..10], [72, 0, 2, 0]);
    }

    #[test]
    fn no_dots_are_a_command_that_printers_obey_at_once() {
        let mut bits = [0x10, 0x04, 0x10, 0x10, 0x05, 0x10, 0x14, 0x10, 0x03, 0x10];
        calm(&mut bits);
        assert_eq!(bits, [0x18, 0x04, 0x10, 0x18, 0x05, 0x18, 0x14, 0x10, 0x03, 0x10]);
    }
}
