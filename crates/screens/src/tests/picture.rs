//! What people see of a screen, dot by dot: no window, no graphics card, the same on every machine.

#[path = "../../../../tests/pictures/canvas.rs"]
#[allow(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "dots are counted"
)]
mod canvas;

use std::cell::RefCell;
use std::rc::Rc;

use canvas::Canvas;
use egui::{Context, FullOutput, TexturesDelta};
use egui_kittest::TestRenderer;
use image::RgbImage;

/// Paints what a harness shows.
#[derive(Clone)]
pub(crate) struct Painter {
    canvas: Rc<RefCell<Canvas>>,
    size: [u32; 2],
}

impl TestRenderer for Painter {
    fn handle_delta(&mut self, delta: &mut TexturesDelta) {
        self.canvas.borrow_mut().take(delta);
    }
}

impl Painter {
    /// For a panel of so many dots.
    pub(crate) fn new(size: [u32; 2]) -> Self {
        let dots = size.map(|side| usize::try_from(side).unwrap());
        Self { canvas: Rc::new(RefCell::new(Canvas::new(dots))), size }
    }

    /// The picture of a frame, whose first shape covers the window.
    pub(crate) fn paint(&self, ctx: &Context, output: &FullOutput) -> RgbImage {
        let scale = output.pixels_per_point;
        let mut canvas = self.canvas.borrow_mut();
        canvas.paint(&ctx.tessellate(output.shapes.clone(), scale), scale);
        let [width, height] = self.size;
        RgbImage::from_raw(width, height, canvas.pixels().concat()).unwrap()
    }
}
