//! Drawings of lines: what to do with paper, for people who do not read.

mod printer;

use egui::{Color32, CornerRadius, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, Vec2, pos2, vec2};

use crate::layout::{fitted, within};
use crate::widgets::Sign;

/// A painter of drawings with one ink on one paper.
pub(crate) struct Pen<'p> {
    pub(crate) painter: &'p Painter,
    pub(crate) ink: Color32,
    pub(crate) paper: Color32,
}

impl Pen<'_> {
    fn stroke(&self, place: Rect, share: f32) -> Stroke {
        Stroke::new((place.height() * share).max(0.5), self.ink)
    }

    fn polygon(&self, place: Rect, points: &[(f32, f32)], fill: Color32, share: f32) {
        let points = points.iter().map(|(x, y)| within(place, *x, *y)).collect();
        self.painter.add(Shape::convex_polygon(points, fill, self.stroke(place, share)));
    }

    fn line(&self, place: Rect, points: &[(f32, f32)], share: f32) {
        let points: Vec<Pos2> = points.iter().map(|(x, y)| within(place, *x, *y)).collect();
        self.painter.add(Shape::line(points, self.stroke(place, share)));
    }

    fn part(&self, place: Rect, from: (f32, f32), to: (f32, f32)) -> Rect {
        Rect::from_min_max(within(place, from.0, from.1), within(place, to.0, to.1))
    }

    fn block(&self, place: Rect, radius: u8, fill: Color32, width: f32) {
        let stroke = Stroke::new(width, self.ink);
        self.painter.rect(place, CornerRadius::same(radius), fill, stroke, StrokeKind::Inside);
    }

    /// A sheet of paper with lines, torn at the top.
    fn sheet(&self, place: Rect, code: bool) {
        self.block(place, 1, self.paper, 0.7);
        let mut top = 0.12;
        if code {
            let side = place.width() * 0.56;
            let square =
                Rect::from_center_size(within(place, 0.5, 0.1) + vec2(0.0, side / 2.0), Vec2::splat(side));
            self.code(square);
            top = (square.bottom() - place.top()) / place.height() + 0.1;
        }
        let mut y = top;
        while y < 0.92 {
            self.line(place, &[(0.16, y), (0.84, y)], 0.025);
            y += 0.13;
        }
    }

    /// What looks like a QR code, and is none.
    fn code(&self, place: Rect) {
        const ROWS: [&str; 7] = ["###.#.#", "#.#..#.", "###.#.#", "..#.##.", "#.##..#", ".#..###", "#.#.#.#"];
        let side = place.width() / 7.0;
        let (mut y, step) = (place.top(), vec2(side, side));
        for row in ROWS {
            let mut x = place.left();
            for c in row.chars() {
                if c == '#' {
                    let dot = Rect::from_min_size(pos2(x, y), step);
                    self.painter.rect_filled(dot, CornerRadius::ZERO, self.ink);
                }
                x += side;
            }
            y += side;
        }
    }

    /// An arrow from one point to another, by shares of a place.
    fn arrow(&self, place: Rect, from: (f32, f32), to: (f32, f32)) {
        let (a, b) = (within(place, from.0, from.1), within(place, to.0, to.1));
        let along = (b - a).normalized();
        let (side, width) = (along.rot90(), place.height() * 0.035);
        let neck = b - along * width * 3.5;
        self.painter.line_segment([a, neck], Stroke::new(width.max(1.0), self.ink));
        let head = vec![b, neck + side * width * 2.2, neck - side * width * 2.2];
        self.painter.add(Shape::convex_polygon(head, self.ink, Stroke::NONE));
    }

    /// A rounded line with round ends.
    fn limb(&self, place: Rect, points: &[(f32, f32)], share: f32) {
        self.line(place, points, share);
        for (x, y) in points {
            self.painter.circle_filled(within(place, *x, *y), place.height() * share / 2.0, self.ink);
        }
    }

    /// Somebody from the chest up, filled.
    fn bust(&self, place: Rect) {
        self.painter.circle_filled(within(place, 0.5, 0.27), place.height() * 0.22, self.ink);
        let round = CornerRadius { nw: 12, ne: 12, sw: 1, se: 1 };
        self.painter.rect_filled(self.part(place, (0.08, 0.56), (0.92, 1.0)), round, self.ink);
    }

    /// A slip under a scanner.
    pub(crate) fn scan(&self, place: Rect) {
        let place = fitted(place, vec2(1.3, 1.0));
        self.block(self.part(place, (0.62, 0.30), (0.98, 0.62)), 3, self.ink, 0.7);
        self.polygon(place, &[(0.74, 0.60), (0.90, 0.60), (0.86, 0.98), (0.72, 0.98)], self.ink, 0.01);
        self.painter.rect_filled(
            self.part(place, (0.57, 0.36), (0.65, 0.56)),
            CornerRadius::same(1),
            self.ink,
        );
        for y in [0.30, 0.46, 0.62] {
            self.line(place, &[(0.55, 0.46), (0.42, y)], 0.012);
        }
        self.sheet(self.part(place, (0.06, 0.10), (0.38, 0.90)), true);
    }

    /// A paper that hangs out of a printer.
    pub(crate) fn hanging(&self, place: Rect) {
        let place = fitted(place, vec2(1.0, 1.2));
        self.block(self.part(place, (0.06, 0.04), (0.94, 0.42)), 4, self.ink, 0.7);
        self.painter.rect_filled(
            self.part(place, (0.20, 0.33), (0.80, 0.37)),
            CornerRadius::ZERO,
            self.paper,
        );
        self.sheet(self.part(place, (0.26, 0.35), (0.74, 0.97)), false);
    }

    /// Somebody looks at the paper that hangs out of a printer.
    pub(crate) fn inspect(&self, place: Rect) {
        let place = fitted(place, vec2(1.35, 1.2));
        let right = self.part(place, (0.26, 0.0), (1.0, 1.0));
        self.hanging(right);
        self.look(self.part(place, (0.0, 0.48), (0.27, 0.86)));
        for y in [0.60, 0.67, 0.74] {
            self.line(place, &[(0.29, 0.67), (0.415, y)], 0.012);
        }
    }

    /// A finger on a card.
    pub(crate) fn touch(&self, place: Rect) {
        let place = fitted(place, vec2(1.0, 1.1));
        let card = self.part(place, (0.14, 0.02), (0.78, 0.70));
        self.block(card, 3, self.paper, 1.4);
        self.bust(self.part(place, (0.32, 0.10), (0.60, 0.44)));
        self.line(place, &[(0.26, 0.60), (0.48, 0.60)], 0.03);
        let tip = within(place, 0.64, 0.52);
        for radius in [0.09, 0.14] {
            self.painter.circle_stroke(tip, place.height() * radius, self.stroke(place, 0.014));
        }
        // A hand with one finger up, with an edge against what is below it.
        for (ink, more) in [(self.paper, 0.022), (self.ink, 0.0)] {
            let pen = Pen { ink, ..*self };
            pen.limb(place, &[(0.64, 0.54), (0.64, 0.80)], 0.075 + more);
            pen.limb(place, &[(0.57, 0.84), (0.52, 0.76)], 0.07 + more);
            let fist = self.part(place, (0.565, 0.72), (0.855, 0.985)).expand(place.height() * more / 2.0);
            self.painter.rect_filled(fist, CornerRadius::same(5), ink);
        }
        for x in [0.715, 0.785] {
            let (from, to) = (within(place, x, 0.72), within(place, x, 0.82));
            self.painter.line_segment([from, to], Stroke::new(place.height() * 0.012, self.paper));
        }
    }

    /// An empty ballot: nobody is chosen.
    pub(crate) fn blank(&self, place: Rect) {
        let place = fitted(place.shrink(place.size().min_elem() * 0.1), vec2(0.76, 1.0));
        self.block(place, 3, self.paper, (place.height() * 0.022).max(0.9));
    }

    /// A paper to take along.
    pub(crate) fn take(&self, place: Rect) {
        let place = fitted(place, vec2(1.25, 1.0));
        self.sheet(self.part(place, (0.08, 0.10), (0.42, 0.92)), false);
        self.arrow(place, (0.50, 0.50), (0.92, 0.50));
    }

    /// A paper into a box with a slot.
    pub(crate) fn drop_in(&self, place: Rect) {
        let place = fitted(place, vec2(1.0, 1.1));
        self.arrow(place, (0.84, 0.12), (0.84, 0.50));
        self.block(self.part(place, (0.10, 0.56), (0.90, 0.97)), 3, self.paper, 1.4);
        self.painter.rect_filled(self.part(place, (0.26, 0.56), (0.74, 0.62)), CornerRadius::ZERO, self.ink);
        self.sheet(self.part(place, (0.32, 0.03), (0.68, 0.585)), false);
    }

    /// A paper home.
    pub(crate) fn home(&self, place: Rect) {
        let place = fitted(place, vec2(1.25, 1.0));
        self.sheet(self.part(place, (0.02, 0.34), (0.24, 0.86)), true);
        self.arrow(place, (0.29, 0.62), (0.47, 0.62));
        self.polygon(place, &[(0.74, 0.10), (0.99, 0.46), (0.49, 0.46)], self.ink, 0.01);
        self.block(self.part(place, (0.55, 0.46), (0.93, 0.92)), 0, self.paper, 1.4);
        self.painter.rect_filled(self.part(place, (0.68, 0.60), (0.80, 0.92)), CornerRadius::ZERO, self.ink);
    }

    /// A person behind a desk who hands out a slip.
    pub(crate) fn desk(&self, place: Rect) {
        let place = fitted(place, vec2(1.25, 1.0));
        self.bust(self.part(place, (0.16, 0.10), (0.52, 0.66)));
        self.painter.rect_filled(
            self.part(place, (0.04, 0.66), (0.96, 0.74)),
            CornerRadius::same(1),
            self.ink,
        );
        self.line(place, &[(0.12, 0.74), (0.12, 0.97)], 0.03);
        self.line(place, &[(0.88, 0.74), (0.88, 0.97)], 0.03);
        self.sheet(self.part(place, (0.64, 0.22), (0.84, 0.64)), true);
    }

    /// Somebody, for a candidate without a photo.
    pub(crate) fn person(&self, place: Rect) {
        let place = fitted(place, vec2(0.8, 1.0));
        let stroke = self.stroke(place, 0.025);
        self.painter.circle(within(place, 0.5, 0.30), place.height() * 0.2, self.paper, stroke);
        let round = CornerRadius { nw: 14, ne: 14, sw: 1, se: 1 };
        let body = self.part(place, (0.08, 0.60), (0.92, 0.97));
        self.painter.rect(body, round, self.paper, stroke, StrokeKind::Inside);
    }

    /// An hourglass.
    pub(crate) fn wait(&self, place: Rect) {
        let place = fitted(place, vec2(0.62, 1.0));
        self.polygon(place, &[(0.14, 0.10), (0.86, 0.10), (0.50, 0.50)], self.paper, 0.03);
        self.polygon(place, &[(0.14, 0.90), (0.86, 0.90), (0.50, 0.50)], self.ink, 0.03);
        self.line(place, &[(0.04, 0.06), (0.96, 0.06)], 0.07);
        self.line(place, &[(0.04, 0.94), (0.96, 0.94)], 0.07);
    }

    /// Somebody who raises a hand: an officer is to come.
    pub(crate) fn call(&self, place: Rect) {
        let place = fitted(place, vec2(0.9, 1.0));
        self.painter.circle_filled(within(place, 0.42, 0.27), place.height() * 0.16, self.ink);
        let round = CornerRadius { nw: 14, ne: 8, sw: 1, se: 1 };
        self.painter.rect_filled(self.part(place, (0.10, 0.49), (0.74, 0.98)), round, self.ink);
        self.limb(place, &[(0.68, 0.56), (0.86, 0.40), (0.85, 0.08)], 0.1);
    }

    /// Large and small letters.
    pub(crate) fn letters(&self, place: Rect) {
        let place = fitted(place, vec2(1.3, 1.0));
        let letter = |left: f32, top: f32, width: f32, share: f32| {
            let middle = left + width / 2.0;
            let bar = top + (0.92 - top) * 0.66;
            self.line(place, &[(left, 0.92), (middle, top), (left + width, 0.92)], share);
            self.line(place, &[(left + width * 0.2, bar), (left + width * 0.8, bar)], share);
        };
        letter(0.02, 0.06, 0.56, 0.11);
        letter(0.66, 0.46, 0.32, 0.09);
    }

    /// Half black, half white.
    pub(crate) fn contrast(&self, place: Rect) {
        let place = fitted(place, vec2(1.0, 1.0));
        let radius = place.height() * 0.44;
        self.painter.circle_stroke(place.center(), radius, self.stroke(place, 0.08));
        let half: Vec<Pos2> = (0_u8..=24)
            .map(|n| {
                let angle = std::f32::consts::PI * (0.5 + f32::from(n) / 24.0);
                place.center() + vec2(angle.cos(), angle.sin()) * radius
            })
            .collect();
        self.painter.add(Shape::convex_polygon(half, self.ink, Stroke::NONE));
    }

    /// An eye that sees nothing.
    pub(crate) fn unseen(&self, place: Rect) {
        self.look(place);
        let place = fitted(place, vec2(1.0, 1.0));
        self.line(place, &[(0.12, 0.92), (0.88, 0.08)], 0.09);
    }

    /// An eye.
    pub(crate) fn look(&self, place: Rect) {
        let place = fitted(place, vec2(1.7, 1.0));
        let lid = |sign: f32| {
            (0_u8..=20).map(move |n| {
                let x = f32::from(n) / 20.0;
                (x, 0.5 + sign * 0.36 * (std::f32::consts::PI * x).sin())
            })
        };
        self.line(place, &lid(-1.0).collect::<Vec<_>>(), 0.06);
        self.line(place, &lid(1.0).collect::<Vec<_>>(), 0.06);
        self.painter.circle_filled(place.center(), place.height() * 0.2, self.ink);
    }

    /// A head with a headset.
    pub(crate) fn listen(&self, place: Rect) {
        let place = fitted(place, vec2(1.0, 1.0));
        let (middle, radius) = (within(place, 0.5, 0.54), place.height() * 0.26);
        self.painter.circle(middle, radius, self.paper, self.stroke(place, 0.03));
        let band: Vec<Pos2> = (0_u8..=16)
            .map(|n| {
                let angle = std::f32::consts::PI * (1.0 + f32::from(n) / 16.0);
                middle + vec2(angle.cos(), angle.sin()) * place.height() * 0.36
            })
            .collect();
        self.painter.add(Shape::line(band, self.stroke(place, 0.05)));
        for x in [0.08, 0.80] {
            self.painter.rect_filled(
                self.part(place, (x, 0.46), (x + 0.12, 0.72)),
                CornerRadius::same(1),
                self.ink,
            );
        }
    }
}

/// A tick or a cross.
pub(crate) fn sign(painter: &Painter, place: Rect, sign: Sign, ink: Color32) {
    let stroke = Stroke::new(place.height() * 0.13, ink);
    let line = |points: &[(f32, f32)]| {
        painter.add(Shape::line(points.iter().map(|(x, y)| within(place, *x, *y)).collect(), stroke));
    };
    match sign {
        Sign::Yes => line(&[(0.08, 0.55), (0.38, 0.85), (0.92, 0.18)]),
        Sign::No => {
            line(&[(0.14, 0.14), (0.86, 0.86)]);
            line(&[(0.86, 0.14), (0.14, 0.86)]);
        }
    }
}
