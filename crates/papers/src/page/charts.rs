//! Bars. Their numbers stand in the text beside them, so a bar says nothing to those who cannot see it.

use maud::{Markup, html};

/// Width of a whole bar in its own units.
const WHOLE: u64 = 1_000;

/// One bar of `part` in `whole`; no vote is invisible.
pub(super) fn bar(part: u64, whole: u64, tone: u8) -> Markup {
    let width = length(part, whole);
    html! {
        svg.bar viewBox="0 0 1000 24" preserveAspectRatio="none" aria-hidden="true" focusable="false" {
            rect.rail x="0" y="0" width=(WHOLE) height="24" {}
            rect.{ "o" (tone) } x="0" y="0" width=(width) height="24" {}
        }
    }
}

/// The parts of a whole one after the other, with a gap between two neighbours.
pub(super) fn stacked(parts: &[(u64, u8)]) -> Markup {
    let whole: u64 = parts.iter().map(|(part, _)| part).sum();
    let mut left = 0;
    let mut placed = Vec::new();
    for (part, tone) in parts.iter().filter(|(part, _)| *part > 0) {
        let width = length(*part, whole);
        placed.push((left, width.saturating_sub(4).max(2), *tone));
        left += width;
    }
    html! {
        svg.bar viewBox="0 0 1000 24" preserveAspectRatio="none" aria-hidden="true" focusable="false" {
            rect.rail x="0" y="0" width=(WHOLE) height="24" {}
            @for (left, width, tone) in placed {
                rect.{ "o" (tone) } x=(left) y="0" width=(width) height="24" {}
            }
        }
    }
}

/// A square in the colour of a bar.
pub(super) fn swatch(tone: u8) -> Markup {
    html! {
        svg.swatch viewBox="0 0 10 10" aria-hidden="true" focusable="false" {
            rect.{ "o" (tone) } x="0" y="0" width="10" height="10" {}
        }
    }
}

fn length(part: u64, whole: u64) -> u64 {
    let length = part.saturating_mul(WHOLE).checked_div(whole).unwrap_or_default();
    length.clamp(if part > 0 { 6 } else { 0 }, WHOLE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_as_long_as_its_share_and_never_hides_a_vote() {
        assert_eq!((length(0, 10), length(5, 10), length(10, 10)), (0, 500, 1000));
        assert_eq!(length(1, 100_000), 6);
        assert_eq!(length(0, 0), 0);
    }
}
