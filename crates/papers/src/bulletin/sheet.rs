//! A bulletin as a sheet for the printer: caption, QR code, what people read.

use png::{BitDepth, ColorType, Compression, Encoder, PixelDimensions, Unit};

use super::Dots;
use super::letters::{Canvas, Type};

/// Dots of one millimetre: 300 to the inch, rounded.
const MILLIMETRE: usize = 12;
const DOTS_PER_METRE: u32 = 12_000;
/// The sheet is A6: two of them fit side by side on a page, and any printer has room.
const WIDTH: usize = 105 * MILLIMETRE;
const HEIGHT: usize = 148 * MILLIMETRE;
const MARGIN: usize = 6 * MILLIMETRE;
/// The code with its quiet zone is at most so wide: larger than the 40 mm that a telephone needs.
const CODE: usize = 70 * MILLIMETRE;

/// What stands around a code.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Caption {
    /// Large, above the code.
    pub title: Vec<String>,
    /// Below it, large.
    pub figures: Vec<String>,
    /// Below these, small.
    pub notes: Vec<String>,
}

/// The QR code of a text with its caption as a picture of an A6 sheet, longer if the caption needs it; `None` if the text
/// is too long for one code.
#[must_use]
pub fn sheet_png(text: &str, caption: &Caption) -> Option<Vec<u8>> {
    let code = Dots::of(text)?;
    let types = [Type::bold(56.0), Type::bold(44.0), Type::medium(32.0)];
    let blocks = [&caption.title, &caption.figures, &caption.notes];
    let mut rows = blocks.iter().zip(&types).map(|(lines, font)| {
        lines.iter().flat_map(|line| font.rows(line, WIDTH - 2 * MARGIN)).collect::<Vec<String>>()
    });
    let (title, figures, notes) = (rows.next()?, rows.next()?, rows.next()?);
    let [large, middle, small] = &types;
    let side = CODE / code.side() * code.side();
    let written = title.len() * large.line() + figures.len() * middle.line() + notes.len() * small.line();
    let height = (written + side + 2 * MARGIN).max(HEIGHT);
    let mut canvas = Canvas::new(WIDTH, height);
    let mut top = MARGIN;
    write(&mut canvas, large, &title, &mut top);
    draw(&mut canvas, &code, side, top);
    top += side;
    write(&mut canvas, middle, &figures, &mut top);
    write(&mut canvas, small, &notes, &mut top);
    encoded(&canvas, height)
}

fn write(canvas: &mut Canvas, font: &Type, rows: &[String], top: &mut usize) {
    for row in rows {
        font.draw(canvas, row, *top);
        *top += font.line();
    }
}

fn draw(canvas: &mut Canvas, code: &Dots, side: usize, top: usize) {
    let module = side / code.side();
    let left = (WIDTH - side) / 2;
    for (row, from, length) in code.runs() {
        let y = top + (row + super::QUIET) * module;
        let x = left + (from + super::QUIET) * module;
        for y in y..y + module {
            (x..x + length * module).for_each(|x| canvas.ink((x, y), 1.0));
        }
    }
}

fn encoded(canvas: &Canvas, height: usize) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let (width, height) = (u32::try_from(canvas.width).ok()?, u32::try_from(height).ok()?);
    let mut encoder = Encoder::new(&mut bytes, width, height);
    encoder.set_color(ColorType::Grayscale);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_compression(Compression::Balanced);
    // Printed at its true size, the code is as large as it was measured.
    let size = PixelDimensions { xppu: DOTS_PER_METRE, yppu: DOTS_PER_METRE, unit: Unit::Meter };
    encoder.set_pixel_dims(Some(size));
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(&canvas.grey).ok()?;
    writer.finish().ok()?;
    Some(bytes)
}
