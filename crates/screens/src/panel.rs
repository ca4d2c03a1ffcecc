//! The real size of the panel: everything on a screen is measured in millimetres.

use egui::Context;

/// A touch panel: how many pixels, and how large they really are.
///
/// All sizes in this crate are millimetres: one point of egui is one millimetre.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Panel {
    /// Width and height in pixels.
    pub pixels: [u32; 2],
    /// Width and height in millimetres.
    pub millimetres: [f32; 2],
}

impl Panel {
    /// Pixels a millimetre.
    #[must_use]
    pub fn scale(&self) -> f32 {
        let [pixels, _] = self.pixels.map(|n| f32::from(u16::try_from(n).unwrap_or(u16::MAX)));
        let [width, _] = self.millimetres;
        if width > 0.0 && pixels > 0.0 { pixels / width } else { 4.0 }
    }

    /// Makes a point a millimetre. Until that is so, nothing may be painted: returns whether it is.
    pub(crate) fn apply(&self, ctx: &Context) -> bool {
        let there = (ctx.pixels_per_point() - self.scale()).abs() < 1e-3;
        if !there {
            ctx.set_pixels_per_point(self.scale());
            ctx.request_repaint();
        }
        there
    }
}
