//! A candidate's card, and the same for *suara kosong*.

use dialogue::Msg;
use egui::{Align2, Color32, Rect, TextureId, Vec2, pos2, vec2};

use crate::layout::{GAP, cut_bottom, fitted};
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
        // Whoever asked for large letters reads; for all others the photo counts more.
        let share = if self.sizes() == theme::NORMAL { 0.3 } else { 0.4 };
        let most = cut_bottom(&mut card.shrink(GAP), (card.height() * share).clamp(22.0, 40.0));
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
        let (face, ink) = if touch.down { (colours.ink, colours.paper) } else { (colours.face, colours.ink) };
        self.raised(target.rect, face, 0.9, touch.down);
        let mut picture = target.rect.shrink(GAP);
        let name = cut_bottom(&mut picture, names.height);
        self.figure(picture, card, [ink, face]);
        self.paint(name, &card.name, self.name_type().sized(names.size).on(ink));
        touch.hit
    }

    /// The chosen one, large, with the name as text.
    pub(crate) fn portrait(&mut self, place: Rect, card: &Card) {
        let colours = self.colours();
        self.panel(place);
        let mut picture = place.shrink(GAP * 2.0);
        let kind = self.name_type().sized(self.sizes().heading * 1.3);
        let most = Rect::from_min_size(picture.min, vec2(picture.width(), place.height() * 0.3));
        let name = cut_bottom(&mut picture, self.height(most, &card.name, kind));
        picture.max.y -= GAP;
        self.figure(picture, card, [colours.ink, colours.sheet]);
        self.text(name, &card.name, kind);
    }

    /// Number and photo side by side or, where that is high, one above the other; for *suara kosong* an empty ballot.
    fn figure(&self, place: Rect, card: &Card, [ink, paper]: [Color32; 2]) {
        let Some(number) = card.number else {
            return self.pen(ink, paper).blank(place);
        };
        let (share, most) = if card.photo.is_some() { (0.36, 44.0) } else { (0.5, 56.0) };
        let side = (place.height().min(place.width()) * share).clamp(BADGE, most).min(place.width() * 0.5);
        let proportions = card.photo.map_or(vec2(0.8, 1.0), |(_, size)| size);
        let upright = place.height() > place.width() * 1.1;
        let (badge, photo) = if upright {
            let photo = fitted(place.with_min_y(place.top() + side + GAP), proportions);
            let badge =
                Rect::from_center_size(pos2(place.center().x, place.top() + side / 2.0), Vec2::splat(side));
            (badge, photo)
        } else {
            // Both together in the middle.
            let gap = if side > BADGE { 2.0 * GAP } else { GAP };
            let mut both = place;
            both.min.x += side + gap;
            let photo = fitted(both, proportions);
            let left = place.center().x - (side + gap + photo.width()) / 2.0;
            let badge = Rect::from_min_size(pos2(left, photo.top()), Vec2::splat(side));
            (badge, Rect::from_min_size(pos2(left + side + gap, photo.top()), photo.size()))
        };
        self.badge(badge, number, [ink, paper]);
        match card.photo {
            Some((texture, _)) => {
                let whole = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
                self.painter().image(texture, photo, whole, Color32::WHITE);
            }
            None => self.pen(ink, paper).person(photo),
        }
    }

    fn badge(&self, place: Rect, number: u8, [ink, paper]: [Color32; 2]) {
        self.fill(place, ink);
        let kind = Type { size: place.height() * 0.78, ..self.body().bold().centred().on(paper) };
        self.paint(place, &number.to_string(), kind);
    }
}
