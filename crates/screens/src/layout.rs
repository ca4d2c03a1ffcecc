//! Where things are, in millimetres.

use egui::{Pos2, Rect, Vec2, pos2, vec2};

/// Between targets (VVSG 2.0 wants 2.54).
pub(crate) const GAP: f32 = 3.0;
/// Smallest side of a target (VVSG 2.0 wants 12.7).
pub(crate) const TARGET: f32 = 13.0;
/// What YA and TIDAK have at least.
const ACTION: Vec2 = vec2(120.0, 30.0);
/// What a candidate's card has at least.
pub(crate) const CARD: Vec2 = vec2(60.0, 80.0);

/// The line at the top: whose ballot this is.
const BAND: f32 = 8.5;
const HEADING: f32 = 15.5;
const SWITCHES: f32 = 15.0;
/// Height of the strip under the content of a panel that is not wide.
const STRIP: f32 = 31.0;
/// An answer is not higher than it looks well.
const TALLEST: f32 = 72.0;

/// The parts of a voter's screen. On a wide panel what is done stands right of what is seen, else below it: YA is
/// never where a card was.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Zones {
    /// What the screen asks.
    pub(crate) heading: Rect,
    /// What is seen.
    pub(crate) content: Rect,
    /// The answers, the most usual first.
    pub(crate) actions: Vec<Rect>,
    /// Beside the content, on a wide panel with no answers: else it is empty.
    pub(crate) aside: Rect,
    /// Letters, colours, sound.
    pub(crate) switches: Rect,
    /// For what few people need; empty unless asked for.
    pub(crate) extra: Rect,
}

impl Zones {
    /// The parts of a window for a number of answers.
    pub(crate) fn new(window: Rect, answers: usize, extra: bool) -> Self {
        let [heading, mut rest] = below_the_band(window);
        let column = (window.width() * 0.36).clamp(ACTION.x + 2.0, 170.0);
        let cards = 3.0 * CARD.x + 2.0 * GAP;
        if rest.width() - GAP - column >= cards {
            let side = cut_right(&mut rest, column);
            Self::wide([heading, rest, side], answers, extra)
        } else {
            Self::tall([heading, rest], answers, extra)
        }
    }

    fn wide([heading, content, mut side]: [Rect; 3], answers: usize, extra: bool) -> Self {
        let switches = cut_bottom(&mut side, SWITCHES);
        let extra = if extra { cut_bottom(&mut side, SWITCHES) } else { Rect::ZERO };
        let height = ((side.height() - GAP) / 2.0).min(TALLEST);
        let actions = (0..answers).map(|_| cut_top(&mut side, height)).collect();
        let aside = if answers == 0 { side } else { Rect::ZERO };
        Self { heading, content, actions, aside, switches, extra }
    }

    fn tall([heading, mut content]: [Rect; 2], answers: usize, extra: bool) -> Self {
        let mut strip = cut_bottom(&mut content, STRIP);
        let actions = if answers == 0 {
            strip = Rect::from_center_size(strip.center(), vec2(strip.width(), SWITCHES + 3.0));
            Vec::new()
        } else {
            // The most usual answer under the right hand.
            let columns = columns(strip, answers);
            strip = cut_bottom(&mut content, SWITCHES);
            columns.into_iter().rev().collect()
        };
        let width = strip.width();
        let extra = if extra { cut_right(&mut strip, width / 3.0) } else { Rect::ZERO };
        Self { heading, content, actions, aside: Rect::ZERO, switches: strip, extra }
    }
}

/// The parts of an officers' screen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Desk {
    /// What the screen is.
    pub(crate) heading: Rect,
    /// What is to be read or filled in.
    pub(crate) body: Rect,
    /// The buttons.
    pub(crate) foot: Rect,
}

impl Desk {
    /// The parts of a window.
    pub(crate) fn new(window: Rect) -> Self {
        let [heading, mut body] = below_the_band(window);
        let foot = cut_bottom(&mut body, 22.0);
        Self { heading, body, foot }
    }
}

/// The line at the top of every screen, from side to side.
pub(crate) fn band(window: Rect) -> Rect {
    Rect::from_min_size(window.min, vec2(window.width(), BAND))
}

/// The heading of a window, and all that is left.
fn below_the_band(window: Rect) -> [Rect; 2] {
    let mut rest = window.shrink(GAP);
    rest.min.y = window.top() + BAND + 1.0;
    let heading = cut_top(&mut rest, HEADING);
    // Letters of a heading end before its place does.
    rest.min.y -= 1.0;
    [heading, rest]
}

/// Takes a strip off the top, with a gap below it.
pub(crate) fn cut_top(rect: &mut Rect, height: f32) -> Rect {
    let cut = Rect::from_min_max(rect.min, pos2(rect.max.x, rect.min.y + height));
    rect.min.y += height + GAP;
    cut
}

/// Takes a strip off the bottom, with a gap above it.
pub(crate) fn cut_bottom(rect: &mut Rect, height: f32) -> Rect {
    let cut = Rect::from_min_max(pos2(rect.min.x, rect.max.y - height), rect.max);
    rect.max.y -= height + GAP;
    cut
}

/// Takes a strip off the left, with a gap right of it.
pub(crate) fn cut_left(rect: &mut Rect, width: f32) -> Rect {
    let cut = Rect::from_min_max(rect.min, pos2(rect.min.x + width, rect.max.y));
    rect.min.x += width + GAP;
    cut
}

/// Takes a strip off the right, with a gap left of it.
pub(crate) fn cut_right(rect: &mut Rect, width: f32) -> Rect {
    let cut = Rect::from_min_max(pos2(rect.max.x - width, rect.min.y), rect.max);
    rect.max.x -= width + GAP;
    cut
}

/// Equal parts side by side, with gaps.
pub(crate) fn columns(rect: Rect, n: usize) -> Vec<Rect> {
    grid(rect, n, 1)
}

/// Equal parts in rows, with gaps, in reading order.
pub(crate) fn grid(rect: Rect, columns: usize, rows: usize) -> Vec<Rect> {
    let count = |n: usize| f32::from(u8::try_from(n.max(1)).unwrap_or(u8::MAX));
    let part = |whole: f32, n: usize| (whole - GAP * (count(n) - 1.0)) / count(n);
    let size = vec2(part(rect.width(), columns), part(rect.height(), rows));
    let at = |n: usize, side: f32| (count(n + 1) - 1.0) * (side + GAP);
    let place = |c: usize, r: usize| rect.min + vec2(at(c, size.x), at(r, size.y));
    (0..rows).flat_map(|r| (0..columns).map(move |c| Rect::from_min_size(place(c, r), size))).collect()
}

/// A part of this size in the middle, or as much of it as there is room for.
pub(crate) fn centred(rect: Rect, size: Vec2) -> Rect {
    Rect::from_center_size(rect.center(), size.min(rect.size()))
}

/// The largest part of these proportions, in the middle.
pub(crate) fn fitted(rect: Rect, proportions: Vec2) -> Rect {
    let scale = (rect.width() / proportions.x).min(rect.height() / proportions.y);
    Rect::from_center_size(rect.center(), proportions * scale)
}

/// A point by shares of a part's width and height.
pub(crate) fn within(rect: Rect, x: f32, y: f32) -> Pos2 {
    rect.min + rect.size() * vec2(x, y)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_large_and_never_where_a_card_is() {
        for (w, h) in [(304.0, 228.0), (331.0, 207.0), (344.0, 194.0), (477.0, 268.0)] {
            let window = Rect::from_min_size(Pos2::ZERO, vec2(w, h));
            let (cards, answers) = (Zones::new(window, 0, false).content, Zones::new(window, 2, true));
            let card = grid(cards, 3, 2)[0];
            assert!(card.width() >= CARD.x && card.height() >= CARD.y, "{w}x{h}: {card}");
            for answer in &answers.actions {
                assert!(answer.width() >= ACTION.x && answer.height() >= ACTION.y, "{w}x{h}: {answer}");
                assert!(!answer.intersects(cards) && window.contains_rect(*answer));
            }
        }
    }

    #[test]
    fn a_grid_fills_its_place_with_gaps_between() {
        let parts = grid(Rect::from_min_size(pos2(1.0, 2.0), vec2(63.0, 23.0)), 3, 2);
        assert_eq!(parts.len(), 6);
        assert_eq!(parts[0], Rect::from_min_size(pos2(1.0, 2.0), vec2(19.0, 10.0)));
        assert_eq!(parts[5].max, pos2(64.0, 25.0));
        assert!((parts[1].min.x - parts[0].max.x - GAP).abs() < 1e-4);
    }
}
