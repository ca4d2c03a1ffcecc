//! *Pilih*: a card for each candidate, in number order, and one of the same kind for *suara kosong*. Nothing is
//! chosen beforehand; one touch leads on.

use dialogue::Msg;
use egui::{Align2, Rect, vec2};

use crate::card::cards;
use crate::intent::Intent;
use crate::layout::{GAP, centred, columns, cut_bottom, fitted, grid};
use crate::page::{Page, Target};
use crate::view::Secret;

/// A card is not wider than it looks well.
const WIDEST: f32 = 130.0;

pub(crate) fn show(page: &mut Page<'_>) {
    let all = cards(page);
    let said = Msg::new("choose-said").with("options", all.len());
    page.screen("choose", &page.word(&said));
    let zones = page.voter(&page.word(&Msg::new("choose-heading")), 0, false);
    if zones.aside != Rect::ZERO {
        hint(page, zones.aside);
    }
    let places = places(zones.content, all.len());
    let names = page.names(&all, places.first().copied().unwrap_or(Rect::ZERO));
    for (card, place) in all.iter().zip(places) {
        let spoken = page.word(&Msg::new("choose-card-said").with("card", card.said.clone()));
        let name = format!("option {}", card.option);
        let target = Target { clip_of: card.number, ..Target::new(place, &name, &card.said).spoken(&spoken) };
        if page.card(target, card, names) {
            page.send(Intent::Choose(Secret::new(card.option)));
        }
    }
    page.session_switches(zones.switches);
}

/// What to do, drawn and in words.
fn hint(page: &mut Page<'_>, mut place: Rect) {
    place = place.shrink2(vec2(4.0, 0.0));
    let words = page.word(&Msg::new("choose-hint"));
    let height = page.height(place, &words, page.lead());
    let below = cut_bottom(&mut place, height + GAP);
    page.draw(fitted(place.shrink(GAP), vec2(1.0, 1.0)), |pen, place| pen.touch(place));
    page.text(below, &words, page.lead().at(Align2::CENTER_TOP));
}

/// Up to three in a row, or as many columns as there is room for; cards of one size.
fn places(content: Rect, options: usize) -> Vec<Rect> {
    let (across, down) = match options {
        0..=3 => (options.max(1), 1),
        4 => (2, 2),
        _ => (3, 2),
    };
    let width = f32::from(u8::try_from(across).unwrap_or(1)) * (WIDEST + GAP) - GAP;
    let place = centred(content, vec2(width, content.height()));
    if down == 1 { columns(place, across) } else { grid(place, across, down) }
}

#[cfg(test)]
mod tests {
    use egui::pos2;

    use super::*;
    use crate::layout::{CARD, Zones};

    #[test]
    fn every_card_is_large_enough_on_every_panel() {
        for (w, h) in [(304.0, 228.0), (331.0, 207.0), (344.0, 194.0), (477.0, 268.0)] {
            let content = Zones::new(Rect::from_min_size(pos2(0.0, 0.0), vec2(w, h)), 0, false).content;
            for options in 2..=6 {
                let places = places(content, options);
                assert!(places.len() >= options);
                for place in places {
                    assert!(
                        place.width() >= CARD.x && place.height() >= CARD.y,
                        "{w}x{h} {options}: {place}"
                    );
                }
            }
        }
    }
}
