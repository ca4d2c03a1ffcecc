//! Reading TOML with a place for everything: each helper takes one key of one table and notes what is wrong with it.
//!
//! A value that cannot be used is `None`, its mistake is noted, and reading goes on.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::str::FromStr;

use serde::de::value::{Error as WordError, StrDeserializer};
use serde::de::{Deserialize, IntoDeserializer};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::definition::Voters;
use crate::keys::{KeyError, PublicKey};
use crate::mistake::{Allowed, Mistakes, Path, Problem, ValueKind};
use crate::note::KeyName;
use crate::rules;

/// The mistakes so far, and where in the text each place of the document begins.
#[derive(Debug, Default)]
pub(super) struct Reader {
    pub(super) to: Mistakes,
    offsets: BTreeMap<String, usize>,
}

impl Reader {
    /// Byte offset of a place, or of the nearest place around it that exists.
    pub(super) fn offset(&self, path: &str) -> usize {
        let mut path = path;
        loop {
            if let Some(offset) = self.offsets.get(path) {
                return *offset;
            }
            match path.rfind(['.', '[']) {
                Some(end) => path = path.get(..end).unwrap_or_default(),
                None => return 0,
            }
        }
    }

    fn remember(&mut self, path: &Path<'_>, offset: usize) {
        self.offsets.insert(path.to_string(), offset);
    }
}

/// One table of the document, whose keys are all known and remembered.
#[derive(Clone, Copy)]
pub(super) struct Table<'a> {
    values: &'a DeTable<'a>,
    pub(super) path: &'a Path<'a>,
}

impl<'a> Table<'a> {
    /// Takes a value as a table with these keys.
    pub(super) fn of(
        value: &'a Spanned<DeValue<'a>>,
        keys: &'static [&'static str],
        path: &'a Path<'a>,
        reader: &mut Reader,
    ) -> Option<Self> {
        match value.get_ref() {
            DeValue::Table(values) => Some(Self::new(values, keys, path, reader)),
            other => wrong_type(other, ValueKind::Table, path, reader),
        }
    }

    /// The table with these keys; every other key is a mistake.
    pub(super) fn new(
        values: &'a DeTable<'a>,
        keys: &'static [&'static str],
        path: &'a Path<'a>,
        reader: &mut Reader,
    ) -> Self {
        for (key, value) in values {
            let name = key.get_ref().as_ref();
            let here = path.key(name);
            if keys.contains(&name) {
                reader.remember(&here, value.span().start);
            } else {
                reader.remember(&here, key.span().start);
                reader.to.add(
                    &here,
                    Problem::UnknownKey { nearest: nearest(name, keys) },
                    Allowed::Keys(keys),
                );
            }
        }
        Self { values, path }
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.values.contains_key(key)
    }

    /// The value of a key that must be there.
    pub(super) fn get(
        &self,
        key: &str,
        kind: ValueKind,
        reader: &mut Reader,
    ) -> Option<&'a Spanned<DeValue<'a>>> {
        let value = self.values.get(key);
        if value.is_none() {
            reader.to.add(&self.path.key(key), Problem::MissingKey, Allowed::Type(kind));
        }
        value
    }

    /// A text of any form.
    pub(super) fn string(&self, key: &str, reader: &mut Reader) -> Option<&'a str> {
        let value = self.get(key, ValueKind::Text, reader)?;
        as_string(value, &self.path.key(key), reader)
    }

    /// A text for people.
    pub(super) fn text(
        &self,
        key: &str,
        range: RangeInclusive<usize>,
        reader: &mut Reader,
    ) -> Option<String> {
        let text = self.string(key, reader)?;
        rules::text(text, range, &self.path.key(key), &mut reader.to);
        Some(text.to_owned())
    }

    /// A text that the booth shows and prints.
    pub(super) fn shown_text(
        &self,
        key: &str,
        range: RangeInclusive<usize>,
        reader: &mut Reader,
    ) -> Option<String> {
        let text = self.text(key, range, reader)?;
        rules::shown(&text, &self.path.key(key), &mut reader.to);
        Some(text)
    }

    /// A text of a fixed form.
    pub(super) fn parsed<T: FromStr>(&self, key: &str, allowed: Allowed, reader: &mut Reader) -> Option<T> {
        let text = self.string(key, reader)?;
        let value = text.parse().ok();
        if value.is_none() {
            reader.to.add(&self.path.key(key), rules::wrong_form(text), allowed);
        }
        value
    }

    /// One of some words, each the name of a unit variant of `T`.
    pub(super) fn word<T: for<'de> Deserialize<'de>>(
        &self,
        key: &str,
        words: &'static [&'static str],
        reader: &mut Reader,
    ) -> Option<T> {
        let text = self.string(key, reader)?;
        let word: StrDeserializer<'_, WordError> = text.into_deserializer();
        let value = T::deserialize(word).ok();
        if value.is_none() {
            reader.to.add(&self.path.key(key), rules::wrong_form(text), Allowed::OneOf(words));
        }
        value
    }

    /// A key name of so many bytes.
    pub(super) fn key_name(&self, range: RangeInclusive<usize>, reader: &mut Reader) -> Option<KeyName> {
        let name: KeyName = self.parsed("name", Allowed::KeyName, reader)?;
        rules::key_name(name.as_str(), range, &self.path.key("name"), &mut reader.to);
        Some(name)
    }

    /// An Ed25519 key.
    pub(super) fn public_key(&self, reader: &mut Reader) -> Option<PublicKey> {
        let text = self.string("key", reader)?;
        let problem = match text.parse() {
            Ok(key) => return Some(key),
            Err(KeyError::NotHex) => rules::wrong_form(text),
            Err(error) => Problem::Key(error),
        };
        reader.to.add(&self.path.key("key"), problem, Allowed::Ed25519Key);
        None
    }

    /// A whole number within a range.
    pub(super) fn number<T: TryFrom<u32>>(
        &self,
        key: &str,
        range: RangeInclusive<u64>,
        reader: &mut Reader,
    ) -> Option<T> {
        let value = self.get(key, ValueKind::Integer, reader)?;
        let DeValue::Integer(number) = value.get_ref() else {
            return wrong_type(value.get_ref(), ValueKind::Integer, &self.path.key(key), reader);
        };
        let value = u64::from_str_radix(number.as_str(), number.radix()).ok();
        match value.filter(|value| range.contains(value)) {
            Some(value) => u32::try_from(value).ok()?.try_into().ok(),
            None => {
                let found = number.to_string().chars().take(40).collect();
                reader.to.add(&self.path.key(key), Problem::Number { found }, Allowed::numbers(&range));
                None
            }
        }
    }

    /// `true` or `false`.
    pub(super) fn boolean(&self, key: &str, reader: &mut Reader) -> Option<bool> {
        match self.get(key, ValueKind::Boolean, reader)?.get_ref() {
            DeValue::Boolean(value) => Some(*value),
            other => wrong_type(other, ValueKind::Boolean, &self.path.key(key), reader),
        }
    }

    /// The table `{ male, female }` under a key.
    pub(super) fn voters(&self, reader: &mut Reader) -> Option<Voters> {
        let value = self.get("voters", ValueKind::Table, reader)?;
        let path = self.path.key("voters");
        let table = Table::of(value, &["male", "female"], &path, reader)?;
        let male = table.number("male", 0..=u32::MAX.into(), reader);
        let female = table.number("female", 0..=u32::MAX.into(), reader);
        Some(Voters { male: male?, female: female? })
    }

    /// The elements of a list.
    pub(super) fn list(&self, key: &str, reader: &mut Reader) -> Option<&'a [Spanned<DeValue<'a>>]> {
        let value = self.get(key, ValueKind::List, reader)?;
        let path = self.path.key(key);
        match value.get_ref() {
            DeValue::Array(elements) => {
                for (index, element) in elements.iter().enumerate() {
                    reader.remember(&path.at(index), element.span().start);
                }
                Some(elements.as_ref())
            }
            other => wrong_type(other, ValueKind::List, &path, reader),
        }
    }

    /// The elements of a list of so many; no list at all is an empty one.
    pub(super) fn some(
        &self,
        key: &str,
        range: RangeInclusive<usize>,
        reader: &mut Reader,
    ) -> Option<&'a [Spanned<DeValue<'a>>]> {
        let elements = if self.has(key) { self.list(key, reader)? } else { &[] };
        rules::elements(elements.len(), range, &self.path.key(key), &mut reader.to);
        Some(elements)
    }
}

/// A value as text.
pub(super) fn as_string<'a>(
    value: &'a Spanned<DeValue<'a>>,
    path: &Path<'_>,
    reader: &mut Reader,
) -> Option<&'a str> {
    match value.get_ref() {
        DeValue::String(text) => Some(text.as_ref()),
        other => wrong_type(other, ValueKind::Text, path, reader),
    }
}

fn wrong_type<T>(
    found: &DeValue<'_>,
    expected: ValueKind,
    path: &Path<'_>,
    reader: &mut Reader,
) -> Option<T> {
    let found = match found {
        DeValue::String(_) => ValueKind::Text,
        DeValue::Integer(_) => ValueKind::Integer,
        DeValue::Float(_) => ValueKind::Fraction,
        DeValue::Boolean(_) => ValueKind::Boolean,
        DeValue::Datetime(_) => ValueKind::DateTime,
        DeValue::Array(_) => ValueKind::List,
        DeValue::Table(_) => ValueKind::Table,
    };
    reader.to.add(path, Problem::WrongType { found }, Allowed::Type(expected));
    None
}

/// The allowed key that takes the fewest changes from `found`, if those are few.
fn nearest(found: &str, keys: &[&str]) -> Option<String> {
    let found: String = found.chars().take(40).collect::<String>().to_lowercase();
    let (changes, key) = keys.iter().map(|key| (distance(&found, key), key)).min()?;
    (changes <= 1 + key.chars().count() / 4).then(|| (*key).to_owned())
}

/// Levenshtein distance.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.chars().enumerate() {
        let mut next = vec![i + 1];
        for ((b, above_left), above) in other.iter().zip(&row).zip(row.iter().skip(1)) {
            let left = next.last().copied().unwrap_or_default();
            next.push((above_left + usize::from(a != *b)).min(above + 1).min(left + 1));
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_key_is_named_only_if_it_is_near() {
        let keys = &["voters", "village", "villages", "number"];
        assert_eq!(nearest("voter", keys).as_deref(), Some("voters"));
        assert_eq!(nearest("Numbre", keys).as_deref(), Some("number"));
        assert_eq!(nearest("umbre", keys).as_deref(), None);
        assert_eq!(nearest("vilages", keys).as_deref(), Some("villages"));
        assert_eq!(nearest("pemilih", keys), None);
    }
}
