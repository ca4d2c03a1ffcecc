//! Letters on a grey picture.

use ab_glyph::{Font as _, FontRef, PxScale, ScaleFont as _, point};

// The booth's paper has the same type (`crates/slips/fonts`, with its licence): one look for all that is printed.
const MEDIUM: &[u8] = include_bytes!("../../../slips/fonts/JetBrainsMono-Medium.ttf");
const BOLD: &[u8] = include_bytes!("../../../slips/fonts/JetBrainsMono-Bold.ttf");

/// A grey picture, white at first.
pub(super) struct Canvas {
    pub(super) width: usize,
    pub(super) grey: Vec<u8>,
}

impl Canvas {
    pub(super) fn new(width: usize, height: usize) -> Self {
        Self { width, grey: vec![255; width * height] }
    }

    /// Makes a dot darker by this share of black; dots outside are none.
    pub(super) fn ink(&mut self, (x, y): (usize, usize), share: f32) {
        if x < self.width
            && let Some(grey) = self.grey.get_mut(y * self.width + x)
        {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "within 0 to 255 by clamp"
            )]
            let ink = (share * 255.0).clamp(0.0, 255.0) as u8;
            *grey = grey.saturating_sub(ink);
        }
    }
}

/// A type of one size in dots.
pub(super) struct Type {
    font: Option<FontRef<'static>>,
    size: f32,
}

impl Type {
    pub(super) fn medium(size: f32) -> Self {
        Self { font: FontRef::try_from_slice(MEDIUM).ok(), size }
    }

    pub(super) fn bold(size: f32) -> Self {
        Self { font: FontRef::try_from_slice(BOLD).ok(), size }
    }

    /// How far lines stand apart.
    pub(super) fn line(&self) -> usize {
        dots(self.size * 1.3)
    }

    /// Rows of a text that fit into a width, broken at spaces; a word that is longer than a row is cut.
    pub(super) fn rows(&self, text: &str, width: usize) -> Vec<String> {
        let most = (width / self.letter().max(1)).max(1);
        let mut rows = vec![String::new()];
        for word in text.split(' ') {
            let mut rest: Vec<char> = word.chars().collect();
            let used = rows.last().map_or(0, |row| row.chars().count());
            if used > 0 && used + 1 + rest.len() <= most {
                if let Some(row) = rows.last_mut() {
                    row.push(' ');
                }
            } else if used > 0 {
                rows.push(String::new());
            }
            while !rest.is_empty() {
                let used = rows.last().map_or(0, |row| row.chars().count());
                let room = (most - used.min(most)).min(rest.len());
                if let Some(row) = rows.last_mut() {
                    row.extend(rest.drain(..room));
                }
                if !rest.is_empty() {
                    rows.push(String::new());
                }
            }
        }
        rows
    }

    /// Width of any letter: the type has one for all.
    fn letter(&self) -> usize {
        let Some(font) = &self.font else { return dots(self.size) };
        let scaled = font.as_scaled(PxScale::from(self.size));
        dots(scaled.h_advance(font.glyph_id('0')).ceil())
    }

    /// Draws one row in the middle of the picture, its upper edge here.
    pub(super) fn draw(&self, canvas: &mut Canvas, row: &str, top: usize) {
        let Some(font) = &self.font else { return };
        let letter = self.letter();
        let left = canvas.width.saturating_sub(letter * row.chars().count()) / 2;
        let baseline = coordinate(top) + self.size;
        for (place, character) in row.chars().enumerate() {
            let at = point(coordinate(left + place * letter), baseline);
            let glyph = font.glyph_id(character).with_scale_and_position(self.size, at);
            let Some(outline) = font.outline_glyph(glyph) else { continue };
            let corner = outline.px_bounds().min;
            let (x0, y0) = (dots(corner.x), dots(corner.y));
            outline.draw(|x, y, share| {
                let x = x0 + usize::try_from(x).unwrap_or_default();
                let y = y0 + usize::try_from(y).unwrap_or_default();
                canvas.ink((x, y), share);
            });
        }
    }
}

const fn coordinate(dots: usize) -> f32 {
    dots as f32
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "negative becomes 0, and sheets are small"
)]
const fn dots(length: f32) -> usize {
    length.max(0.0) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_break_at_spaces_and_long_words_are_cut() {
        let font = Type::medium(20.0);
        let width = font.letter() * 10;
        assert_eq!(font.rows("satu dua tiga empat", width), ["satu dua", "tiga empat"]);
        assert_eq!(font.rows("abcdefghijklmno pq", width), ["abcdefghij", "klmno pq"]);
        assert_eq!(font.rows("", width), [""]);
        assert_eq!(font.rows("a", 0), ["a"]);
    }
}
