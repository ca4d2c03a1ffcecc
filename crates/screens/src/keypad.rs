//! Keys on the screen: no text field, no keyboard of the machine.

use dialogue::Msg;
use egui::Rect;

use crate::input::DELETE;
use crate::layout::{GAP, cut_top, grid};
use crate::page::{Page, Target};

/// Which keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Keys {
    /// 0 to 9.
    Digits,
    /// The letters and digits of slips and codes (Crockford): none look alike.
    Symbols,
    /// Letters, digits and a few signs, for remarks and names.
    Letters,
}

/// What a key does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Key {
    Char(char),
    Delete,
    None,
}

impl Keys {
    /// The keys in rows; a space of the text stands for an empty place, `<` for deleting, `_` for a space.
    const fn rows(self) -> &'static [&'static str] {
        match self {
            Self::Digits => &["123", "456", "789", " 0<"],
            Self::Symbols => &["012345678", "9ABCDEFGH", "JKMNPQRST", "VWXYZ   <"],
            Self::Letters => &["1234567890", "QWERTYUIOP", "ASDFGHJKL-", "ZXCVBNM.,<", "/():____?'"],
        }
    }
}

impl Keys {
    /// The character that is meant by one of a keyboard, if there is one among these keys.
    fn accept(self, c: char) -> Option<char> {
        match self {
            Self::Digits => c.is_ascii_digit().then_some(c),
            Self::Symbols => match c.to_ascii_uppercase() {
                'O' => Some('0'),
                'I' | 'L' => Some('1'),
                c => (c.is_ascii_alphanumeric() && c != 'U').then_some(c),
            },
            // What the font shows.
            Self::Letters => (!c.is_control() && c < '\u{250}').then_some(c),
        }
    }
}

impl Page<'_> {
    /// Keys that write into the field `name`, up to `limit` characters. Keys of at least 20 mm where the place allows:
    /// give digits 66 x 89 mm, symbols 204 x 89 mm.
    pub(crate) fn keys(&mut self, place: Rect, keys: Keys, name: &'static str, limit: usize) {
        self.typing(keys, name, limit);
        let rows = keys.rows();
        let across = rows.iter().map(|row| row.chars().count()).max().unwrap_or(1);
        let places = grid(place, across, rows.len());
        let all: Vec<Key> = rows.iter().flat_map(|row| row.chars().map(key)).collect();
        let mut at = 0;
        while let (Some(key), Some(place)) = (all.get(at), places.get(at)) {
            // A wide space bar stands as several of the same.
            let wide =
                all.iter().skip(at).take_while(|k| **k == Key::Char(' ') && *key == Key::Char(' ')).count();
            let end = places.get(at + wide.max(1) - 1).unwrap_or(place);
            self.key(place.union(*end), *key, name, limit);
            at += wide.max(1);
        }
    }

    /// Takes what was typed on a keyboard into the field.
    fn typing(&mut self, keys: Keys, name: &'static str, limit: usize) {
        for c in self.typed().chars() {
            if c == DELETE {
                self.drafts().pop(name);
            } else if let Some(c) = keys.accept(c) {
                self.drafts().push(name, c, limit);
            }
        }
    }

    fn key(&mut self, rect: Rect, key: Key, name: &'static str, limit: usize) {
        let label = match key {
            Key::None => return,
            Key::Delete => self.word(&Msg::new("key-delete")),
            Key::Char(' ') => self.word(&Msg::new("key-space")),
            Key::Char(c) => c.to_string(),
        };
        // The field is part of the name: two keypads on one screen have different keys.
        let unique = format!("{name} {label}");
        let target = Target::new(rect, &unique, &label);
        if self.keycap(target) {
            match key {
                Key::Char(c) => self.drafts().push(name, c, limit),
                Key::Delete => self.drafts().pop(name),
                Key::None => {}
            }
        }
    }

    fn keycap(&mut self, target: Target<'_>) -> bool {
        let (touch, colours) = (self.target(target), self.colours());
        let (face, ink) = if touch.down { (colours.ink, colours.paper) } else { (colours.face, colours.ink) };
        self.raised(target.rect, face, 0.5, touch.down);
        let size = if target.label.chars().count() == 1 { 11.0 } else { self.sizes().small };
        self.paint(target.rect.shrink(1.5), target.label, self.body().sized(size).bold().centred().on(ink));
        touch.hit
    }

    /// What was typed, in groups, in a frame with a label above it.
    pub(crate) fn field(&mut self, mut place: Rect, label: &str, typed: &str, length: usize) {
        let above = cut_top(&mut place, self.sizes().small * 1.25);
        self.text(above, label, self.small());
        place.min.y -= GAP - 0.5;
        let colours = self.colours();
        self.fill(place, colours.sheet);
        self.outline(place, 0.9, colours.ink);
        let shown = grouped(typed, length);
        self.text(place.shrink(2.0), &shown, self.body().sized(self.sizes().button).bold().centred());
    }
}

fn key(c: char) -> Key {
    match c {
        ' ' => Key::None,
        '<' => Key::Delete,
        '_' => Key::Char(' '),
        c => Key::Char(c),
    }
}

/// `ABCDE` of 8 as `ABCD E···`; what is printed in groups of five, in groups of five.
fn grouped(typed: &str, length: usize) -> String {
    let group = if length.is_multiple_of(5) { 5 } else { 4 };
    let missing = length.saturating_sub(typed.chars().count());
    let whole = typed.chars().chain(std::iter::repeat_n('·', missing));
    let mut shown = String::with_capacity(length * 2);
    for (n, c) in whole.enumerate() {
        if n > 0 && n.is_multiple_of(group) {
            shown.push(' ');
        }
        shown.push(c);
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typed_text_stands_in_groups_with_what_is_missing() {
        assert_eq!(grouped("ABCDE", 8), "ABCD E···");
        assert_eq!(grouped("", 2), "··");
        assert_eq!(grouped("12345678", 8), "1234 5678");
        assert_eq!(grouped("7K2M9Q", 20), "7K2M9 Q···· ····· ·····");
    }

    #[test]
    fn the_keys_of_slips_are_the_32_symbols() {
        let mut all: Vec<char> =
            Keys::Symbols.rows().concat().chars().filter(|c| c.is_alphanumeric()).collect();
        all.sort_unstable();
        assert_eq!(all.iter().collect::<String>(), "0123456789ABCDEFGHJKMNPQRSTVWXYZ");
    }
}
