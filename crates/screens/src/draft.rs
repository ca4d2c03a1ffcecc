//! Input that is not finished: codes, slips, figures, remarks. Wiped when dropped.

use std::collections::BTreeMap;

use zeroize::Zeroizing;

/// Room of a field: growing would leave copies behind.
const ROOM: usize = 640;

/// The fields of a screen, by name.
#[derive(Default)]
pub(crate) struct Drafts {
    fields: BTreeMap<&'static str, Zeroizing<String>>,
    places: BTreeMap<&'static str, usize>,
}

impl Drafts {
    /// What a field holds.
    pub(crate) fn text(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", |text| text.as_str())
    }

    /// Adds a character to a field that holds fewer than `limit`.
    pub(crate) fn push(&mut self, name: &'static str, c: char, limit: usize) {
        let field = self.fields.entry(name).or_insert_with(|| Zeroizing::new(String::with_capacity(ROOM)));
        if field.chars().count() < limit && field.len() + c.len_utf8() <= ROOM {
            field.push(c);
        }
    }

    /// Takes the last character off a field.
    pub(crate) fn pop(&mut self, name: &str) {
        if let Some(field) = self.fields.get_mut(name) {
            field.pop();
        }
    }

    /// Takes as many of the last characters off a field.
    pub(crate) fn cut(&mut self, name: &str, count: usize) {
        for _ in 0..count {
            self.pop(name);
        }
    }

    /// Fills a field anew, as far as there is room.
    pub(crate) fn set(&mut self, name: &'static str, text: &str) {
        self.fields.remove(name);
        for c in text.chars() {
            self.push(name, c, ROOM);
        }
    }

    /// Takes a field's text, and leaves it empty.
    pub(crate) fn take(&mut self, name: &str) -> Zeroizing<String> {
        self.fields.remove(name).unwrap_or_default()
    }

    /// A number that a screen keeps: the page of a list, the field that is being filled in.
    pub(crate) fn place(&mut self, name: &'static str) -> &mut usize {
        self.places.entry(name).or_default()
    }

    /// Forgets everything.
    pub(crate) fn wipe(&mut self) {
        *self = Self::default();
    }
}
