//! A sheet as the dots that a thermal head burns.

use std::io;

use zeroize::Zeroizing;

/// Dots per metre of a head with 203 dots per inch.
const DOTS_PER_METRE: u32 = 7_992;
/// The same, for counting rows.
const ROWS_PER_METRE: usize = DOTS_PER_METRE as usize;

/// How wide the paper is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Width {
    /// 58 mm: 384 dots are printed.
    Mm58,
    /// 80 mm: 576 dots are printed.
    Mm80,
}

impl Width {
    /// Both widths.
    pub const ALL: [Self; 2] = [Self::Mm58, Self::Mm80];

    /// The width that a paper of so many millimetres has.
    #[must_use]
    pub const fn from_millimetres(millimetres: u32) -> Option<Self> {
        match millimetres {
            58 => Some(Self::Mm58),
            80 => Some(Self::Mm80),
            _ => None,
        }
    }

    /// Dots in a row.
    #[must_use]
    pub const fn dots(self) -> usize {
        match self {
            Self::Mm58 => 384,
            Self::Mm80 => 576,
        }
    }

    /// Bytes of a row: eight dots each.
    pub(crate) const fn bytes(self) -> usize {
        self.dots() / 8
    }
}

/// The dots of a sheet, wiped when dropped. No `Debug`: a slip tells a choice.
pub struct Dots {
    width: Width,
    /// Row by row from the top, the first dot of eight in the highest bit; 1 is black.
    bits: Zeroizing<Vec<u8>>,
}

impl Dots {
    /// White paper.
    pub(crate) fn blank(width: Width, rows: usize) -> Self {
        // At its full length from the start: a buffer that grows leaves copies behind.
        Self { width, bits: Zeroizing::new(vec![0; width.bytes() * rows]) }
    }

    /// How wide the paper is.
    #[must_use]
    pub const fn width(&self) -> Width {
        self.width
    }

    /// Rows of dots.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.bits.len() / self.width.bytes()
    }

    /// Tenths of a millimetre of paper.
    #[must_use]
    pub fn tenth_millimetres(&self) -> usize {
        self.rows() * 10_000 / ROWS_PER_METRE
    }

    /// Whether a dot is black; beyond the sheet everything is white.
    #[must_use]
    pub fn is_black(&self, x: usize, y: usize) -> bool {
        let (byte, bit) = self.place(x, y);
        byte.and_then(|byte| self.bits.get(byte)).is_some_and(|byte| byte & bit != 0)
    }

    /// The rows as the printer takes them: eight dots a byte, the first in the highest bit.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.bits
    }

    /// The sheet as a picture, one bit a dot.
    ///
    /// # Errors
    /// None that a sheet can have: the encoder's own.
    ///
    /// # Security
    /// For rehearsals and the demo: the encoder does not wipe what it held.
    pub fn to_png(&self) -> io::Result<Vec<u8>> {
        let size = |length: usize| u32::try_from(length).map_err(io::Error::other);
        let mut file = Vec::new();
        let mut encoder = png::Encoder::new(&mut file, size(self.width.dots())?, size(self.rows())?);
        encoder.set_color(png::ColorType::Grayscale);
        encoder.set_depth(png::BitDepth::One);
        let unit = png::Unit::Meter;
        encoder.set_pixel_dims(Some(png::PixelDimensions {
            xppu: DOTS_PER_METRE,
            yppu: DOTS_PER_METRE,
            unit,
        }));
        let mut writer = encoder.write_header()?;
        // In a picture 1 is white.
        let white: Vec<u8> = self.bits.iter().map(|byte| !byte).collect();
        writer.write_image_data(&white)?;
        writer.finish()?;
        Ok(file)
    }

    /// Makes a dot black; beyond the sheet nothing happens.
    pub(crate) fn blacken(&mut self, x: usize, y: usize) {
        let (byte, bit) = self.place(x, y);
        if let Some(byte) = byte.and_then(|byte| self.bits.get_mut(byte)) {
            *byte |= bit;
        }
    }

    /// Turns rows to their negative.
    pub(crate) fn invert(&mut self, top: usize, rows: usize) {
        let bytes = self.width.bytes();
        self.bits.iter_mut().skip(top * bytes).take(rows * bytes).for_each(|byte| *byte = !*byte);
    }

    pub(crate) fn bits_mut(&mut self) -> &mut [u8] {
        &mut self.bits
    }

    fn place(&self, x: usize, y: usize) -> (Option<usize>, u8) {
        let inside = x < self.width.dots();
        (inside.then(|| y * self.width.bytes() + x / 8), 0x80 >> (x % 8))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_shows_the_dots_and_their_size() {
        let mut dots = Dots::blank(Width::Mm58, 3);
        dots.blacken(383, 2);
        dots.blacken(0, 1);
        dots.blacken(384, 0);
        dots.blacken(0, 3);
        let png = dots.to_png().unwrap();
        let mut reader = png::Decoder::new(io::Cursor::new(&png)).read_info().unwrap();
        let info = reader.info();
        assert_eq!((info.width, info.height), (384, 3));
        assert_eq!(info.pixel_dims.unwrap().xppu, 7_992);
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        reader.next_frame(&mut pixels).unwrap();
        let mut expected = vec![0xff; 3 * 48];
        (expected[48], expected[3 * 48 - 1]) = (0x7f, 0xfe);
        assert_eq!(pixels, expected);
        assert!(dots.is_black(383, 2) && !dots.is_black(384, 0) && !dots.is_black(382, 2));
    }

    #[test]
    fn a_metre_of_paper_has_7992_rows() {
        assert_eq!(Dots::blank(Width::Mm80, 7_992).tenth_millimetres(), 10_000);
        assert_eq!(Width::from_millimetres(80), Some(Width::Mm80));
        assert_eq!(Width::from_millimetres(57), None);
    }
}
