//! Everything the programs say, in Indonesian and English.
//!
//! Code speaks in [`Msg`]: a key and its values. Only here it becomes a sentence, and only here foreign text is made
//! harmless for a terminal, so that no path leads around it.

#[cfg(feature = "terminal")]
use std::borrow::Cow;
use std::path::Path;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

/// What everybody who speaks through this crate says alike.
pub(crate) const SHARED: Sources =
    Sources { indonesian: include_str!("../texts/id.ftl"), english: include_str!("../texts/en.ftl") };

/// The text files of one program or crate. Both have the same keys with the same values.
#[derive(Debug, Clone, Copy)]
pub struct Sources {
    /// Fluent, in Indonesian.
    pub indonesian: &'static str,
    /// Fluent, in English.
    pub english: &'static str,
}

/// A language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "terminal", derive(clap::ValueEnum))]
pub enum Lang {
    /// Indonesian.
    Id,
    /// English.
    En,
}

impl Lang {
    /// The language that a word on the command line or in the environment names.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Id, Self::En].into_iter().find(|lang| lang.word().eq_ignore_ascii_case(word))
    }

    /// `id` or `en`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::En => "en",
        }
    }
}

/// Something to say: a key of the text files and the values in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Msg {
    key: &'static str,
    values: Vec<(&'static str, Value)>,
}

impl Msg {
    /// The text named `key`.
    #[must_use]
    pub const fn new(key: &'static str) -> Self {
        Self { key, values: Vec::new() }
    }

    /// The same text with a value for `{ $name }`.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.values.push((name, value.into()));
        self
    }

    /// The key: what machine-readable output names.
    #[must_use]
    pub const fn key(&self) -> &'static str {
        self.key
    }
}

/// A value within a text or a table.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Foreign text: a name, a path, a line of a file. Escaped when shown.
    Text(String),
    /// A count, shown with separators of thousands.
    Number(u64),
    /// Another text of the program.
    Msg(Msg),
    /// What a part without texts of its own says.
    Told(Told),
    /// A part of a whole, shown as `45,2%`; nothing of nothing stays empty.
    Percent {
        /// The part.
        part: u64,
        /// The whole.
        whole: u64,
    },
}

/// What a part without texts of its own says, in both languages. Escaped when shown: it may quote foreign text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// In English.
    pub english: String,
    /// In Indonesian.
    pub indonesian: String,
}

impl Told {
    /// The same thing in both languages.
    #[must_use]
    pub fn new(english: impl ToString, indonesian: impl ToString) -> Self {
        Self { english: english.to_string(), indonesian: indonesian.to_string() }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&Path> for Value {
    fn from(path: &Path) -> Self {
        Self::Text(path.display().to_string())
    }
}

impl From<u64> for Value {
    fn from(number: u64) -> Self {
        Self::Number(number)
    }
}

impl From<u32> for Value {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}

impl From<u16> for Value {
    fn from(number: u16) -> Self {
        Self::Number(number.into())
    }
}

impl From<usize> for Value {
    fn from(number: usize) -> Self {
        Self::Number(u64::try_from(number).unwrap_or(u64::MAX))
    }
}

impl From<Told> for Value {
    fn from(told: Told) -> Self {
        Self::Told(told)
    }
}

impl From<Msg> for Value {
    fn from(msg: Msg) -> Self {
        Self::Msg(msg)
    }
}

/// The texts of one language.
pub struct Texts {
    lang: Lang,
    bundle: FluentBundle<FluentResource>,
}

impl Sources {
    /// The file of one language.
    pub(crate) const fn of(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Id => self.indonesian,
            Lang::En => self.english,
        }
    }
}

impl Texts {
    /// The texts of `lang`: those of this crate and `own`, which may say something of this crate in other words.
    #[must_use]
    pub fn new(lang: Lang, own: &Sources) -> Self {
        let mut bundle = FluentBundle::new_concurrent(lang.word().parse().into_iter().collect());
        bundle.set_use_isolating(false);
        for sources in [&SHARED, own] {
            // A fault in a text file is a fault of the build: `checks::texts` finds it.
            let source = sources.of(lang).to_owned();
            let resource = FluentResource::try_new(source).unwrap_or_else(|(readable, _)| readable);
            bundle.add_resource_overriding(resource);
        }
        Self { lang, bundle }
    }

    /// The language.
    #[must_use]
    pub const fn lang(&self) -> Lang {
        self.lang
    }

    /// The sentence. A missing key shows as the key itself.
    #[must_use]
    pub fn say(&self, msg: &Msg) -> String {
        let mut args = FluentArgs::new();
        for (name, value) in &msg.values {
            args.set(*name, self.fluent(value));
        }
        self.pattern(msg.key, &args).unwrap_or_else(|| msg.key.to_owned())
    }

    /// A text that has no values, by a key made at run time (help of commands and options).
    #[must_use]
    pub fn find(&self, key: &str) -> Option<String> {
        self.pattern(key, &FluentArgs::new())
    }

    /// A value as it is shown.
    #[must_use]
    pub fn show(&self, value: &Value) -> String {
        match value {
            Value::Text(text) => harmless(text),
            Value::Number(number) => self.number(*number),
            Value::Msg(msg) => self.say(msg),
            Value::Told(told) => harmless(self.of(told)),
            Value::Percent { part, whole } => self.percent(*part, *whole),
        }
    }

    /// What another part says, in this language.
    fn of<'t>(&self, told: &'t Told) -> &'t str {
        match self.lang {
            Lang::Id => &told.indonesian,
            Lang::En => &told.english,
        }
    }

    /// A count with separators of thousands: `12.345` in Indonesian.
    #[must_use]
    pub fn number(&self, number: u64) -> String {
        let digits = number.to_string();
        let separator = match self.lang {
            Lang::Id => '.',
            Lang::En => ',',
        };
        let mut text = String::with_capacity(digits.len() * 4 / 3);
        for (i, digit) in digits.chars().enumerate() {
            if i > 0 && (digits.len() - i).is_multiple_of(3) {
                text.push(separator);
            }
            text.push(digit);
        }
        text
    }

    /// A share of a whole in per cent with one decimal, rounded.
    fn percent(&self, part: u64, whole: u64) -> String {
        let half = whole / 2;
        let Some(tenths) = part.saturating_mul(1000).saturating_add(half).checked_div(whole) else {
            return String::new();
        };
        format!("{}%", self.decimal(tenths))
    }

    /// Tenths as a number with one decimal: `12,3` in Indonesian.
    #[must_use]
    pub fn decimal(&self, tenths: u64) -> String {
        let separator = match self.lang {
            Lang::Id => ',',
            Lang::En => '.',
        };
        format!("{}{separator}{}", tenths / 10, tenths % 10)
    }

    /// A date `YYYY-MM-DD` in words: `Rabu, 10 Desember 2025`. What is no date comes back as it is.
    #[must_use]
    pub fn date(&self, iso: &str) -> String {
        let Ok(date) = iso.parse::<jiff::civil::Date>() else { return harmless(iso) };
        let mut args = FluentArgs::new();
        args.set("weekday", FluentValue::from(date.weekday().to_monday_one_offset()));
        args.set("day", FluentValue::from(date.day()));
        args.set("month", FluentValue::from(date.month()));
        args.set("year", FluentValue::from(date.year()));
        self.pattern("date", &args).unwrap_or_else(|| harmless(iso))
    }

    /// A time of day `HH:MM` as people write it: `07.00` in Indonesian.
    #[must_use]
    pub fn time(&self, time: &str) -> String {
        match self.lang {
            Lang::Id => time.replace(':', "."),
            Lang::En => time.to_owned(),
        }
    }

    fn pattern(&self, key: &str, args: &FluentArgs<'_>) -> Option<String> {
        let pattern = self.bundle.get_message(key)?.value()?;
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, Some(args), &mut errors).into_owned();
        debug_assert!(errors.is_empty(), "text {key}: {errors:?}");
        Some(text)
    }

    /// Numbers stay numbers where a text chooses by them; the shown form is given beside as text.
    fn fluent(&self, value: &Value) -> FluentValue<'static> {
        match value {
            Value::Number(0) => FluentValue::from(0),
            Value::Number(1) => FluentValue::from(1),
            other => FluentValue::from(self.show(other)),
        }
    }
}

/// Foreign text as a terminal may show it: control characters, direction marks and invisible characters are written
/// as `\u{..}`, so that a name can neither move the cursor nor reorder a line.
#[must_use]
pub fn harmless(text: &str) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut shown, c| {
        if is_harmful(c) {
            shown.extend(c.escape_unicode());
        } else {
            shown.push(c);
        }
        shown
    })
}

/// JSON as a terminal may show it: the same value, with the same characters written as `\uXXXX`. They stand in no
/// JSON but inside its texts.
#[cfg(feature = "terminal")]
#[must_use]
pub(crate) fn harmless_json(json: &str) -> Cow<'_, str> {
    // As a rule.
    if json.bytes().all(|byte| byte == b'\n' || (b' '..=b'~').contains(&byte)) {
        return json.into();
    }
    let shown = json.chars().fold(String::with_capacity(json.len()), |mut shown, c| {
        // A line end stands between values alone: in a text JSON has written it otherwise already.
        if c != '\n' && is_harmful(c) {
            let mut units = [0; 2];
            c.encode_utf16(&mut units).iter().for_each(|unit| shown.push_str(&format!("\\u{unit:04x}")));
        } else {
            shown.push(c);
        }
        shown
    });
    shown.into()
}

/// Controls, direction marks, and what is not seen: a name must neither move the cursor nor look like another one.
fn is_harmful(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
            | '\u{fff9}'..='\u{fffb}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    const OWN: Sources = Sources {
        indonesian: "usage-heading = Caranya\nlines = { $count } baris",
        english: "usage-heading = How\nlines = { $count } lines",
    };

    #[test]
    fn an_own_text_comes_before_a_shared_one() {
        let (id, en) = (Texts::new(Lang::Id, &OWN), Texts::new(Lang::En, &OWN));
        assert_eq!(id.say(&Msg::new("usage-heading")), "Caranya");
        assert_eq!(en.say(&Msg::new("usage-command")), "COMMAND");
        assert_eq!(id.say(&Msg::new("lines").with("count", 1000_u32)), "1.000 baris");
        assert_eq!(id.say(&Msg::new("unknown")), "unknown");
    }

    #[test]
    fn what_another_part_says_is_said_in_the_language_and_escaped() {
        let told = Value::from(Told::new("a\u{1b}", "b\u{1b}"));
        assert_eq!(Texts::new(Lang::Id, &OWN).show(&told), "b\\u{1b}");
        assert_eq!(Texts::new(Lang::En, &OWN).show(&told), "a\\u{1b}");
    }

    #[test]
    fn numbers_and_dates_are_written_as_people_write_them() {
        let (id, en) = (Texts::new(Lang::Id, &OWN), Texts::new(Lang::En, &OWN));
        assert_eq!(id.number(1_234_567), "1.234.567");
        assert_eq!(en.number(12_345), "12,345");
        assert_eq!(id.number(999), "999");
        let share = |part, whole| Value::Percent { part, whole };
        assert_eq!((id.show(&share(1, 3)), en.show(&share(2, 3))), ("33,3%".into(), "66.7%".into()));
        assert_eq!((id.show(&share(5, 5)), id.show(&share(0, 0))), ("100,0%".into(), String::new()));
        assert_eq!(id.date("2025-12-10"), "Rabu, 10 Desember 2025");
        assert_eq!(en.date("2025-12-10"), "Wednesday, 10 December 2025");
    }

    #[test]
    fn a_name_cannot_drive_the_terminal() {
        assert_eq!(harmless("a\u{1b}[2Jb\u{202e}c\n"), "a\\u{1b}[2Jb\\u{202e}c\\u{a}");
        assert_eq!(harmless("Desa Ngāwi – 1"), "Desa Ngāwi – 1");
        let unseen = "\u{9b}\u{ad}\u{115f}\u{180e}\u{200b}\u{2066}\u{3164}\u{fe0f}\u{feff}\u{e0041}\u{e0101}";
        assert!(harmless(unseen).is_ascii(), "{}", harmless(unseen));
    }

    #[cfg(feature = "terminal")]
    #[test]
    fn json_for_a_terminal_is_the_same_value() {
        let name = "a\u{1b}\u{7f}\u{9b}\u{202e}b\n\u{e0041}\u{2066}Ngāwi";
        let json = serde_json::json!({ "file": name, "more": [1, "x"] });
        let written = serde_json::to_string_pretty(&json).unwrap() + "\n";
        let shown = harmless_json(&written);
        assert!(!shown.chars().any(|c| c != '\n' && is_harmful(c)), "{shown:?}");
        assert!(shown.contains("\\udb40\\udc41") && shown.contains("Ngāwi"), "{shown}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&shown).unwrap(), json);
    }
}
