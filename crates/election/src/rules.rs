//! The rules on single values that definition and draft share (spec 2.2 and 2.3).

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use unicode_normalization::is_nfc;

use crate::ids::{Mode, hex32};
use crate::mistake::{Allowed, Mistakes, Path, Problem};

/// Most bytes of the authority's key name: origins (spec 7.2) append up to 83 and stay key names.
pub(crate) const AUTHORITY_NAME: RangeInclusive<usize> = 1..=100;
/// Bytes of any other key name.
pub(crate) const KEY_NAME: RangeInclusive<usize> = 1..=200;
/// Characters of the title.
pub(crate) const TITLE: RangeInclusive<usize> = 1..=200;
/// Characters of a local word.
pub(crate) const WORD: RangeInclusive<usize> = 1..=40;
/// Characters of a place's or trustee's name.
pub(crate) const NAME: RangeInclusive<usize> = 1..=80;
/// Characters of a candidate's name.
pub(crate) const CANDIDATE_NAME: RangeInclusive<usize> = 1..=60;
/// Characters of a legal article.
pub(crate) const ARTICLE: RangeInclusive<usize> = 1..=200;
/// Villages of a definition.
pub(crate) const VILLAGES: RangeInclusive<usize> = 1..=2_000;
/// Dusun of a village.
pub(crate) const DUSUN: RangeInclusive<usize> = 0..=99;
/// Sound clips of a candidate.
pub(crate) const CLIPS: RangeInclusive<usize> = 0..=8;
/// Rules for ties.
pub(crate) const TIES: RangeInclusive<usize> = 0..=8;
/// Keys of a committee.
pub(crate) const COMMITTEE: RangeInclusive<usize> = 1..=16;
/// Witnesses of a village.
pub(crate) const SAKSI: RangeInclusive<usize> = 0..=16;
/// Trustees of a village.
pub(crate) const TRUSTEES: RangeInclusive<usize> = 2..=16;
/// Polling places of a village.
pub(crate) const TPS: RangeInclusive<usize> = 1..=99;
/// Booths of a polling place.
pub(crate) const BOOTHS: RangeInclusive<usize> = 1..=20;
/// Token lists of a booth.
pub(crate) const LISTS: RangeInclusive<usize> = 1..=99;

/// Number of candidates, so that with the blank option there are 2 to 8 options.
pub(crate) const fn candidates(blank: Option<bool>) -> RangeInclusive<usize> {
    if matches!(blank, Some(false)) { 2..=7 } else { 1..=7 }
}

/// Smallest number of ballots that may be decrypted; in a real election 10 or more.
pub(crate) const fn smallest_cell(mode: Option<Mode>) -> RangeInclusive<u64> {
    if matches!(mode, Some(Mode::Resmi)) { 10..=1_000 } else { 1..=1_000 }
}

/// m of the committee's n keys; in a real election at least two and more than half, so that no two groups of members
/// sign two count sets.
pub(crate) fn committee_threshold(keys: usize, mode: Option<Mode>) -> RangeInclusive<u64> {
    let lowest = if mode == Some(Mode::Resmi) { (count(keys) / 2 + 1).max(2) } else { 1 };
    lowest..=count(keys).max(lowest)
}

/// k of n trustees: more than half, so that no two disjoint groups can decrypt, and at least two.
pub(crate) fn trustee_threshold(members: usize) -> RangeInclusive<u64> {
    let count = count(members).max(2);
    count / 2 + 1..=count
}

/// The number of elements of a list.
pub(crate) fn elements(found: usize, range: RangeInclusive<usize>, path: &Path<'_>, to: &mut Mistakes) {
    if !range.contains(&found) {
        let allowed = Allowed::Elements { lowest: *range.start(), highest: *range.end() };
        to.add(path, Problem::Elements { found }, allowed);
    }
}

/// A number of elements as it is compared with numbers of the file.
pub(crate) fn count(elements: usize) -> u64 {
    u64::try_from(elements).unwrap_or(u64::MAX)
}

/// A number within a range.
pub(crate) fn number(found: impl Into<u64>, range: RangeInclusive<u64>, path: &Path<'_>, to: &mut Mistakes) {
    let found = found.into();
    if !range.contains(&found) {
        to.add(path, Problem::Number { found: found.to_string() }, Allowed::numbers(&range));
    }
}

/// A number of at least this.
pub(crate) fn at_least(found: impl Into<u64>, least: u64, path: &Path<'_>, to: &mut Mistakes) {
    let found = found.into();
    if found < least {
        to.add(path, Problem::Number { found: found.to_string() }, Allowed::AtLeast(least));
    }
}

/// A text that people read: its length, and nothing in it that hides or turns around what is read (spec 2.3).
pub(crate) fn text(text: &str, range: RangeInclusive<usize>, path: &Path<'_>, to: &mut Mistakes) {
    length(text.chars().count(), range, path, to);
    plain(text, path, to);
}

/// A key name: as [`text`], but its length counts in bytes.
pub(crate) fn key_name(text: &str, range: RangeInclusive<usize>, path: &Path<'_>, to: &mut Mistakes) {
    length(text.len(), range, path, to);
    plain(text, path, to);
}

fn length(found: usize, range: RangeInclusive<usize>, path: &Path<'_>, to: &mut Mistakes) {
    if !range.contains(&found) {
        let allowed = Allowed::Characters { lowest: *range.start(), highest: *range.end() };
        to.add(path, Problem::TextLength { found }, allowed);
    }
}

fn plain(text: &str, path: &Path<'_>, to: &mut Mistakes) {
    if let Some(c) = text.chars().find(|c| is_forbidden(*c)) {
        to.add(path, Problem::ForbiddenCharacter(c), Allowed::PlainText);
    } else if text.trim() != text {
        to.add(path, Problem::OuterSpace, Allowed::PlainText);
    } else if !is_nfc(text) {
        to.add(path, Problem::NotNormalized, Allowed::PlainText);
    }
}

/// Whether a text has nothing that hides or turns around what people read (spec 2.3); it need not be in NFC.
#[must_use]
pub fn is_plain_text(text: &str) -> bool {
    !text.chars().any(is_forbidden)
}

/// Whether screen and paper of a booth have this character (spec 2.5). Their fonts are tested against it.
#[must_use]
pub const fn is_shown(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{a1}'..='\u{ac}' | '\u{ae}'..='\u{131}' | '\u{134}'..='\u{148}')
        || matches!(c, '\u{14a}'..='\u{17f}' | '\u{218}'..='\u{21b}' | '\u{1ea0}'..='\u{1ef9}')
        || matches!(c, '\u{2010}' | '\u{2013}' | '\u{2014}' | '\u{2018}'..='\u{201a}' | '\u{201c}'..='\u{201e}')
}

/// A text that the booth shows and prints.
pub(crate) fn shown(text: &str, path: &Path<'_>, to: &mut Mistakes) {
    // What is forbidden everywhere is told already, and of composed letters the parts.
    let lacking = |c: &char| !is_shown(*c) && !is_forbidden(*c) && is_nfc(text);
    if let Some(c) = text.chars().find(lacking) {
        to.add(path, Problem::NotShown(c), Allowed::ShownText);
    }
}

fn is_forbidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}')
        || matches!(c, '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// A date `YYYY-MM-DD` that the calendar has, 2020 to 2199.
pub(crate) fn date(text: &str, path: &Path<'_>, to: &mut Mistakes) {
    if !is_date(text) {
        to.add(path, wrong_form(text), Allowed::Date);
    }
}

/// Whether this is a day of the calendar, `YYYY-MM-DD`, 2020 to 2199.
#[must_use]
pub fn is_date(text: &str) -> bool {
    let Some((year, month, day)) = digits(text, 10, '-').and_then(|parts| match parts.as_slice() {
        [year, month, day] if text.find('-') == Some(4) => Some((*year, *month, *day)),
        _ => None,
    }) else {
        return false;
    };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 31,
    };
    (2020..=2199).contains(&year) && (1..=12).contains(&month) && (1..=last).contains(&day)
}

/// Opening and closing time, `HH:MM`, in this order.
pub(crate) fn hours(opens: Option<&str>, closes: Option<&str>, path: &Path<'_>, to: &mut Mistakes) {
    let mut known = |text: Option<&str>, key| {
        let text = text?;
        let time = minutes(text);
        if time.is_none() {
            to.add(&path.key(key), wrong_form(text), Allowed::Time);
        }
        time
    };
    let (first, last) = (known(opens, "opens"), known(closes, "closes"));
    if let (Some(first), Some(last), Some(opens), Some(closes)) = (first, last, opens, closes)
        && last <= first
    {
        to.add(&path.key("closes"), wrong_form(closes), Allowed::After(opens.to_owned()));
    }
}

/// Whether this is a time of day, `HH:MM`.
#[must_use]
pub fn is_time(text: &str) -> bool {
    minutes(text).is_some()
}

fn minutes(text: &str) -> Option<u32> {
    match digits(text, 5, ':')?.as_slice() {
        [hour @ 0..=23, minute @ 0..=59] if text.find(':') == Some(2) => Some(60 * hour + minute),
        _ => None,
    }
}

/// The numbers of a text of fixed length, made of ASCII digits and separators.
fn digits(text: &str, length: usize, separator: char) -> Option<Vec<u32>> {
    if text.len() != length {
        return None;
    }
    let part = |part: &str| part.bytes().all(|b| b.is_ascii_digit()).then(|| part.parse().ok()).flatten();
    text.split(separator).map(|p| if p.len() >= 2 { part(p) } else { None }).collect()
}

/// 64 lower-case hexadecimal digits.
pub(crate) fn hex(text: &str, path: &Path<'_>, to: &mut Mistakes) {
    if hex32(text).is_err() {
        to.add(path, wrong_form(text), Allowed::Hex32);
    }
}

/// The name of a file's format.
pub(crate) fn format(found: &str, expected: &'static [&'static str; 1], path: &Path<'_>, to: &mut Mistakes) {
    if [found] != *expected {
        to.add(&path.key("format"), wrong_form(found), Allowed::OneOf(expected));
    }
}

/// A text of another form than asked for.
pub(crate) fn wrong_form(text: &str) -> Problem {
    Problem::WrongForm { found: text.chars().take(80).collect() }
}

/// Numbers or codes that ascend without repetition; elements whose value is unknown are passed over.
pub(crate) fn ascending<T: Ord + ToString>(
    values: impl IntoIterator<Item = Option<T>>,
    key: &str,
    path: &Path<'_>,
    to: &mut Mistakes,
) {
    let mut before: Option<T> = None;
    for (index, value) in values.into_iter().enumerate() {
        let Some(value) = value else { continue };
        if before.as_ref().is_some_and(|before| *before >= value) {
            let at = path.at(index);
            to.add(&at.key(key), Problem::Order { found: value.to_string() }, Allowed::Ascending);
        }
        before = Some(value);
    }
}

/// Values that may stand only once, with the place where each stood first.
#[derive(Debug)]
pub(crate) struct Once<T>(BTreeMap<T, String>);

impl<T: Ord> Once<T> {
    pub(crate) const fn new() -> Self {
        Self(BTreeMap::new())
    }

    pub(crate) fn see(&mut self, value: T, path: &Path<'_>, to: &mut Mistakes) {
        if let Some(first) = self.0.get(&value) {
            to.add(path, Problem::Repeated { first: first.clone() }, Allowed::Distinct);
        } else {
            self.0.insert(value, path.to_string());
        }
    }
}
