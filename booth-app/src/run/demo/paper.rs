//! The printer of a demonstration: sheets as pictures beside the screen, newest below.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use eframe::egui::{
    Align2, Color32, ColorImage, FontId, Painter, Pos2, Rect, TextureFilter, TextureHandle, TextureOptions,
    Ui, pos2, vec2,
};
use polling::{Paper as Sheet, PrintFault, PrintTrouble, Printer};
use slips::{Dots, Width, draw};

/// Millimetres: paper of 58 mm, of which 48 are printed.
const PAPER: f32 = 58.0;
const PRINTED: f32 = 48.0;
const MARGIN: f32 = 4.0;
/// What stands above the paper.
const HEAD: f32 = 31.0;
/// Sheets that are kept; older ones are out of sight.
const MOST: usize = 12;

/// Dots are finer than the pixels of a screen.
const SHARP: TextureOptions = TextureOptions::LINEAR.with_mipmap_mode(Some(TextureFilter::Linear));

type Sheets = Arc<Mutex<Vec<Printed>>>;

/// A sheet, still as dots.
struct Printed {
    picture: ColorImage,
    /// Whether it hangs, so that the next one follows without a gap.
    cut: bool,
}

/// The printer, for the conductor.
pub(crate) struct ScreenPrinter(Sheets);

/// The paper, for the window.
pub(crate) struct Paper {
    about: String,
    sheets: Sheets,
    shown: Vec<(TextureHandle, bool)>,
}

/// Paper and its printer. `about` stands above the paper.
pub(crate) fn tray(about: String) -> (Paper, ScreenPrinter) {
    let sheets = Sheets::default();
    (Paper { about, sheets: sheets.clone(), shown: Vec::new() }, ScreenPrinter(sheets))
}

impl Printer for ScreenPrinter {
    fn print(&mut self, sheet: &Sheet) -> Result<(), PrintFault> {
        let picture = picture(&draw(sheet, Width::Mm58));
        lock(&self.0).push(Printed { picture, cut: sheet.cut() });
        Ok(())
    }

    fn status(&mut self) -> Result<(), PrintTrouble> {
        Ok(())
    }
}

impl Paper {
    /// Millimetres at the right of the screen.
    pub(crate) const fn width(&self) -> f32 {
        PAPER + 2.0 * MARGIN
    }

    /// Shows the newest sheets, as far as there is room.
    pub(crate) fn show(&mut self, ui: &mut Ui) {
        let ctx = ui.ctx().clone();
        for printed in lock(&self.sheets).drain(..) {
            let name = format!("sheet {}", self.shown.len());
            self.shown.push((ctx.load_texture(name, printed.picture, SHARP), printed.cut));
        }
        self.shown.drain(..self.shown.len().saturating_sub(MOST));
        let mut place = ctx.viewport_rect();
        place.min.x = place.max.x - self.width();
        let painter = Painter::new(ctx.clone(), ui.layer_id(), place);
        painter.rect_filled(place, 0.0, Color32::from_gray(70));
        let mut bottom = place.bottom() - MARGIN;
        for (texture, cut) in self.shown.iter().rev() {
            let size = texture.size_vec2() * (PRINTED / texture.size_vec2().x);
            bottom -= if *cut { 2.0 } else { 0.0 };
            let top = bottom - size.y;
            let sheet =
                Rect::from_min_max(pos2(place.left() + MARGIN, top), pos2(place.right() - MARGIN, bottom));
            painter.rect_filled(sheet, 0.0, Color32::WHITE);
            let dots = Rect::from_center_size(sheet.center(), vec2(PRINTED, size.y));
            let whole = Rect::from_min_max(Pos2::ZERO, pos2(1.0, 1.0));
            painter.image(texture.id(), dots, whole, Color32::WHITE);
            bottom = top;
            if bottom < place.top() + HEAD {
                break;
            }
        }
        let head = Rect::from_min_size(place.min, vec2(place.width(), HEAD));
        painter.rect_filled(head, 0.0, Color32::from_gray(40));
        let galley = painter.layout(
            self.about.clone(),
            FontId::proportional(4.2),
            Color32::WHITE,
            head.width() - 2.0 * MARGIN,
        );
        let at = Align2::LEFT_CENTER.align_size_within_rect(galley.size(), head.shrink(MARGIN)).min;
        painter.galley(at, galley, Color32::WHITE);
    }
}

fn picture(dots: &Dots) -> ColorImage {
    let (width, rows) = (dots.width().dots(), dots.rows());
    let places = (0..rows).flat_map(|y| (0..width).map(move |x| (x, y)));
    let pixels = places.map(|(x, y)| if dots.is_black(x, y) { Color32::BLACK } else { Color32::WHITE });
    ColorImage::new([width, rows], pixels.collect())
}

fn lock(sheets: &Sheets) -> MutexGuard<'_, Vec<Printed>> {
    // A sheet is put there whole or not at all.
    sheets.lock().unwrap_or_else(PoisonError::into_inner)
}
