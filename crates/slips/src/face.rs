//! Letters as dots, all of them made before the first sheet.
//!
//! Drawing a name copies from these tables, so that no drawing library holds a choice, and every letter costs the same.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::sync::OnceLock;

use ab_glyph::{Font as _, FontRef, Glyph, OutlinedGlyph, PxScale, point};

use crate::dots::{Dots, Width};

const MEDIUM: &[u8] = include_bytes!("../fonts/JetBrainsMono-Medium.ttf");
const BOLD: &[u8] = include_bytes!("../fonts/JetBrainsMono-Bold.ttf");

/// What a name may be written with: Latin letters with every accent, and punctuation.
const REPERTOIRE: [RangeInclusive<char>; 5] = [
    ' '..='~',
    '\u{a0}'..='\u{24f}',
    '\u{1e00}'..='\u{1eff}',
    '\u{2010}'..='\u{2027}',
    '\u{20ac}'..='\u{20ac}',
];

/// Whether paper can show this character. Others come out as an empty box.
#[must_use]
pub fn can_draw(character: char) -> bool {
    let in_font = |font: FontRef<'_>| font.glyph_id(character).0 != 0;
    in_repertoire(character) && FontRef::try_from_slice(MEDIUM).is_ok_and(in_font)
}

/// The faces for one width of paper.
pub(crate) struct Faces {
    /// Everything that is not one of the others.
    pub(crate) normal: Face,
    /// What the sheet is, names.
    pub(crate) title: Family,
    /// What people compare.
    pub(crate) code: Family,
    /// What has to be seen at once.
    pub(crate) big: Family,
}

impl Faces {
    /// The faces for this paper, made when they are first asked for.
    pub(crate) fn of(width: Width) -> &'static Self {
        static NARROW: OnceLock<Faces> = OnceLock::new();
        static WIDE: OnceLock<Faces> = OnceLock::new();
        match width {
            Width::Mm58 => NARROW.get_or_init(|| Self {
                normal: Face::new(MEDIUM, 12, 20),
                title: Family::new(&[20, 16, 14], 12, 30),
                code: Family::new(&[16], 12, 22),
                big: Family::new(&[30], 24, 48),
            }),
            Width::Mm80 => WIDE.get_or_init(|| Self {
                normal: Face::new(MEDIUM, 18, 26),
                title: Family::new(&[30, 24, 21], 18, 40),
                code: Family::new(&[24], 18, 28),
                big: Family::new(&[45], 36, 64),
            }),
        }
    }
}

/// Bold letters of one height in several widths.
pub(crate) struct Family {
    wider: Vec<Face>,
    narrowest: Face,
}

impl Family {
    fn new(wider: &[u16], narrowest: u16, size: u16) -> Self {
        let face = |width| Face::new(BOLD, width, size);
        Self { wider: wider.iter().copied().map(face).collect(), narrowest: face(narrowest) }
    }

    /// The widest letters of which so many fit into a row.
    pub(crate) fn widest(&self, letters: usize, width: Width) -> &Face {
        let fits = |face: &&Face| face.width * letters <= width.dots();
        self.wider.iter().find(fits).unwrap_or(&self.narrowest)
    }
}

/// The letters of one size: every cell is `width` times `height` dots.
pub(crate) struct Face {
    pub(crate) width: usize,
    pub(crate) height: usize,
    letters: BTreeMap<char, Cell>,
    unknown: Cell,
}

/// The rows of a letter, the first dot in the highest bit.
type Cell = Box<[u64]>;

impl Face {
    /// Letters `width` dots wide, of a type that is `size` dots high.
    fn new(font: &[u8], width: u16, size: u16) -> Self {
        // Room for a capital with a ring above and for a descender below.
        let baseline = size + size / 20;
        let height = baseline + size.div_ceil(4);
        let shape = Shape { width, height, baseline, size };
        let letters = FontRef::try_from_slice(font).map(|font| shape.letters(&font)).unwrap_or_default();
        Self { width: width.into(), height: height.into(), letters, unknown: shape.unknown() }
    }

    /// Draws a text with its left upper corner at a place.
    pub(crate) fn draw(&self, text: &str, dots: &mut Dots, left: usize, top: usize) {
        for (place, character) in text.chars().enumerate() {
            let cell = self.letters.get(&character).unwrap_or(&self.unknown);
            for (y, row) in cell.iter().enumerate() {
                let black = (0..self.width).filter(|x| row & (HIGHEST >> x) != 0);
                black.for_each(|x| dots.blacken(left + place * self.width + x, top + y));
            }
        }
    }
}

const HIGHEST: u64 = 1 << 63;

/// The measures of a face.
struct Shape {
    width: u16,
    height: u16,
    baseline: u16,
    size: u16,
}

impl Shape {
    fn letters(&self, font: &FontRef<'_>) -> BTreeMap<char, Cell> {
        let known = REPERTOIRE.into_iter().flatten().filter(|c| font.glyph_id(*c).0 != 0);
        known.map(|character| (character, self.letter(font, character))).collect()
    }

    fn letter(&self, font: &FontRef<'_>, character: char) -> Cell {
        let mut cell = self.empty();
        if let Some(outline) = font.outline_glyph(self.glyph(font, character)) {
            fill(&mut cell, &outline);
        }
        cell
    }

    /// The letter with its place and size: stretched so that it fills the cell's width.
    fn glyph(&self, font: &FontRef<'_>, character: char) -> Glyph {
        let id = font.glyph_id(character);
        let em = font.units_per_em().unwrap_or(1_000.0);
        let scale = font.height_unscaled();
        let advance = font.h_advance_unscaled(id).max(1.0);
        let (width, size) = (f32::from(self.width), f32::from(self.size));
        let scale = PxScale { x: width / advance * scale, y: size / em * scale };
        id.with_scale_and_position(scale, point(0.0, f32::from(self.baseline)))
    }

    fn empty(&self) -> Cell {
        vec![0; self.height.into()].into()
    }

    /// A box for what cannot be drawn.
    fn unknown(&self) -> Cell {
        let mut cell = self.empty();
        let (right, bottom) = (u32::from(self.width) - 2, usize::from(self.baseline));
        for (y, row) in cell.iter_mut().enumerate() {
            *row = match y {
                _ if y < 4 || y > bottom => 0,
                4 | 5 => (1..right).map(|x| HIGHEST >> x).sum(),
                _ if y + 1 >= bottom => (1..right).map(|x| HIGHEST >> x).sum(),
                _ => HIGHEST >> 1 | HIGHEST >> 2 | HIGHEST >> (right - 1) | HIGHEST >> (right - 2),
            };
        }
        cell
    }
}

fn in_repertoire(character: char) -> bool {
    REPERTOIRE.iter().any(|range| range.contains(&character))
}

/// Blackens the dots of which the letter covers at least half.
fn fill(cell: &mut Cell, outline: &OutlinedGlyph) {
    let corner = outline.px_bounds().min;
    let (left, top) = (whole(corner.x), whole(corner.y));
    outline.draw(|x, y, covered| {
        let (x, y) = (left + i64::from(x), top + i64::from(y));
        let row = usize::try_from(y).ok().and_then(|y| cell.get_mut(y));
        if covered >= 0.5
            && let Some(row) = row
            && let Ok(x) = u32::try_from(x)
        {
            *row |= HIGHEST.checked_shr(x).unwrap_or(0);
        }
    });
}

/// Bounds of a letter in dots: whole numbers already, and small.
#[expect(clippy::cast_possible_truncation, reason = "a letter's bounds are within a few hundred dots")]
const fn whole(length: f32) -> i64 {
    length as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(width: Width) -> Vec<&'static Face> {
        let Faces { normal, title, code, big } = Faces::of(width);
        let families = [title, code, big].into_iter();
        let all = families.flat_map(|family| family.wider.iter().chain([&family.narrowest]));
        all.chain([normal]).collect()
    }

    #[test]
    fn every_ordinary_letter_has_dots_of_its_own_in_every_face() {
        for face in Width::ALL.into_iter().flat_map(all) {
            let shapes: std::collections::BTreeSet<&Cell> =
                ('!'..='~').map(|letter| &face.letters[&letter]).collect();
            assert_eq!(shapes.len(), 94, "{}x{}", face.width, face.height);
            assert!(shapes.iter().all(|cell| cell.iter().any(|row| *row != 0)));
        }
    }

    /// A letter that is cut off at the edge of its cell touches the cell's first or last row.
    #[test]
    fn no_letter_is_cut_off_above_or_below() {
        for face in Width::ALL.into_iter().flat_map(all) {
            let western = |letter: &char| letter.is_ascii() || ('À'..='ÿ').contains(letter);
            for (letter, cell) in face.letters.iter().filter(|(letter, _)| western(letter)) {
                let place = format!("{letter:?} at {}x{}", face.width, face.height);
                assert_eq!((cell[0], cell[cell.len() - 1]), (0, 0), "{place}");
            }
        }
    }

    #[test]
    fn what_cannot_be_drawn_is_known_and_shows_as_a_box() {
        assert!("Syafi'i É ł ộ – €".chars().all(can_draw));
        assert!("ᮘꦧ日\u{301}".chars().all(|c| !can_draw(c)));
        let face = &Faces::of(Width::Mm58).normal;
        let mut dots = Dots::blank(Width::Mm58, face.height);
        face.draw("日", &mut dots, 0, 0);
        assert!(dots.as_bytes().iter().any(|byte| *byte != 0));
    }
}
