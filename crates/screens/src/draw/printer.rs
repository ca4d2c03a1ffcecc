//! Drawings of what is wrong with a printer, and of what to do.

use egui::{CornerRadius, Rect, vec2};

use super::Pen;
use crate::layout::fitted;

impl Pen<'_> {
    /// A printer seen from the front, with its slot.
    fn printer(&self, place: Rect) {
        self.block(self.part(place, (0.12, 0.46), (0.88, 0.96)), 4, self.ink, 0.7);
        self.painter.rect_filled(
            self.part(place, (0.24, 0.56), (0.76, 0.61)),
            CornerRadius::ZERO,
            self.paper,
        );
    }

    /// A roll of paper into a printer.
    pub(crate) fn new_roll(&self, place: Rect) {
        let place = fitted(place, vec2(1.0, 1.1));
        self.printer(place);
        let roll = self.part(place, (0.30, 0.03), (0.58, 0.29));
        let (middle, radius) = (roll.center(), roll.height() * 0.5);
        let stroke = self.stroke(place, 0.012);
        self.painter.circle(middle, radius, self.paper, stroke);
        self.painter.circle(middle, radius * 0.3, self.ink, stroke);
        self.line(place, &[(0.58, 0.16), (0.585, 0.34)], 0.012);
        self.arrow(place, (0.72, 0.12), (0.72, 0.42));
    }

    /// A cover that stands open, and where it goes.
    pub(crate) fn close_cover(&self, place: Rect) {
        let place = fitted(place, vec2(1.0, 1.1));
        self.printer(place);
        self.line(place, &[(0.16, 0.45), (0.40, 0.06)], 0.05);
        self.arrow(place, (0.50, 0.10), (0.68, 0.40));
    }

    /// Cable and switch.
    pub(crate) fn cable(&self, place: Rect) {
        let place = fitted(place, vec2(1.25, 1.1));
        let body = self.part(place, (0.0, 0.0), (0.70, 1.0));
        self.printer(body);
        let bent = [(0.62, 0.80), (0.72, 0.80), (0.74, 0.60), (0.74, 0.40)];
        self.line(place, &bent, 0.03);
        self.block(self.part(place, (0.68, 0.20), (0.80, 0.40)), 1, self.ink, 0.7);
        for x in [0.705, 0.755] {
            self.painter.rect_filled(
                self.part(place, (x, 0.10), (x + 0.022, 0.22)),
                CornerRadius::ZERO,
                self.ink,
            );
        }
        self.block(self.part(place, (0.62, -0.02), (0.86, 0.06)), 1, self.paper, 0.9);
    }

    /// A crumpled paper out of a printer.
    pub(crate) fn jam(&self, place: Rect) {
        let place = fitted(place, vec2(1.0, 1.1));
        self.printer(place);
        let folds = [(0.30, 0.58), (0.36, 0.44), (0.30, 0.34), (0.42, 0.40), (0.48, 0.28), (0.55, 0.41)];
        self.line(place, &folds, 0.02);
        self.line(place, &[(0.55, 0.41), (0.66, 0.32), (0.62, 0.46), (0.70, 0.58)], 0.02);
        self.arrow(place, (0.48, 0.24), (0.48, 0.03));
    }
}
