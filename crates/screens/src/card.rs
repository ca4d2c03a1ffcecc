//! A candidate's card, and the same for *suara kosong*.

use dialogue::Msg;
use egui::{Align2, Color32, CornerRadius, Rect, TextureId, Vec2, pos2, vec2};

use crate::layout::{GAP, cut_bottom, cut_left, cut_top, fitted};
use crate::page::{Page, Target, Type};
use crate::theme;

/// Smallest side of a number's badge.
const BADGE: f32 = 22.0;

/// An option as people see it.
#[derive(Debug, Clone)]
pub(crate) struct Card {
    /// Its number among the options, from 1.
    pub(crate) option: u8,
    /// *Nomor urut*; none for *suara kosong*.
    pub(crate) number: Option<u8>,
    pub(crate) name: String,
    /// What it is called aloud.
    pub(crate) said: String,
    photo: Option<(TextureId, Vec2)>,
}

/// How names stand on all cards alike.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Names {
    size: f32,
    height: f32,
}

/// All options, in number order, *suara kosong* last.
pub(crate) fn cards(page: &Page<'_>) -> Vec<Card> {
    let face = page.face();
    let mut cards: Vec<Card> = (1..)
        .zip(face.candidates.iter().enumerate())
        .map(|(option, (place, candidate))| {
            let said = Msg::new("card-said").with("number", u32::from(candidate.number));
            Card {
                option,
                number: Some(candidate.number),
                name: candidate.name.clone(),
                said: page.word(&said.with("name", candidate.name.clone())),
                photo: page.stage().photos.of(place),
            }
        })
        .collect();
    if face.blank {
        let name = page.word(&Msg::new("blank"));
        let option = u8::try_from(cards.len() + 1).unwrap_or(u8::MAX);
        cards.push(Card { option, number: None, said: name.clone(), name, photo: None });
    }
    cards
}

impl Page<'_> {
    /// How names stand on cards of this size: letters of one size at which every name fits, and room for the longest.
    pub(crate) fn names(&self, cards: &[Card], card: Rect) -> Names {
        let most = cut_bottom(&mut card.shrink(GAP), (card.height() * 0.42).max(theme::SMALLEST * 6.0));
        let name_type = self.name_type();
        let size =
            cards.iter().map(|c| self.fitting(most, &c.name, name_type)).fold(name_type.size, f32::min);
        let height = |c: &Card| self.height(most, &c.name, name_type.sized(size));
        Names { size, height: cards.iter().map(height).fold(0.0, f32::max) }
    }

    fn name_type(&self) -> Type {
        self.body().sized(self.sizes().button).bold().at(Align2::CENTER_CENTER)
    }

    /// A card to touch.
    pub(crate) fn card(&mut self, target: Target<'_>, card: &Card, names: Names) -> bool {
        let (touch, colours) = (self.target(target), self.colours());
        let (face, ink) =
            if touch.down { (colours.ink, colours.paper) } else { (colours.paper, colours.ink) };
        self.fill(target.rect, face);
        self.outline(target.rect, 0.9, colours.ink);
        let mut picture = target.rect.shrink(GAP);
        let name = cut_bottom(&mut picture, names.height);
        self.figure(picture, card, [ink, face]);
        self.paint(name, &card.name, self.name_type().sized(names.size).on(ink));
        touch.hit
    }

    /// The chosen one, large, with the name as text.
    pub(crate) fn portrait(&mut self, place: Rect, card: &Card) {
        let colours = self.colours();
        self.outline(place, 0.9, colours.ink);
        let mut picture = place.shrink(GAP * 1.5);
        let name = cut_bottom(&mut picture, place.height() * 0.3);
        self.figure(picture, card, [colours.ink, colours.paper]);
        self.text(name, &card.name, self.name_type().sized(self.sizes().heading * 1.2));
    }

    /// Number and photo; without a photo a larger number and somebody; for *suara kosong* an empty square.
    fn figure(&self, place: Rect, card: &Card, [ink, paper]: [Color32; 2]) {
        let Some(number) = card.number else {
            let square = fitted(place.shrink(place.height() * 0.12), vec2(0.8, 1.0));
            self.outline(square, 1.2, ink);
            return;
        };
        let mut photo = place;
        let upright = place.height() > place.width() * 1.1;
        let (share, most) = if card.photo.is_some() { (0.4, 30.0) } else { (0.6, 44.0) };
        let side = (place.height() * share).clamp(BADGE, most).min(place.width() * 0.5);
        let badge = if upright { cut_top(&mut photo, side) } else { cut_left(&mut photo, side) };
        let badge = Rect::from_center_size(badge.center(), Vec2::splat(side));
        self.badge(badge, number, [ink, paper]);
        match card.photo {
            Some((texture, proportions)) => {
                let whole = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
                self.painter().image(texture, fitted(photo, proportions), whole, Color32::WHITE);
            }
            None => self.pen(ink, paper).person(photo),
        }
    }

    fn badge(&self, place: Rect, number: u8, [ink, paper]: [Color32; 2]) {
        self.painter().rect_filled(place, CornerRadius::same(3), ink);
        let kind = Type { size: place.height() * 0.78, ..self.body().bold().centred().on(paper) };
        self.paint(place, &number.to_string(), kind);
    }
}
