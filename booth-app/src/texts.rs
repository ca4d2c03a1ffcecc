//! Everything the program says, in Indonesian (`texts/id.ftl`) and English (`texts/en.ftl`).
//!
//! Code speaks in [`Msg`]: a key and its values. Only here it becomes a sentence, and only here foreign text is made
//! harmless for a terminal, so that no path leads around it.

use std::path::Path;

use clap::ValueEnum;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

const INDONESIAN: &str = include_str!("../texts/id.ftl");
const ENGLISH: &str = include_str!("../texts/en.ftl");

/// A language of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Lang {
    /// Indonesian.
    Id,
    /// English.
    En,
}

impl Lang {
    /// The language that a word on the command line or in `BOOTH_LANG` names.
    pub(crate) fn from_word(word: &str) -> Option<Self> {
        Self::from_str(word, true).ok()
    }
}

/// Something to say: a key of the text files and the values in it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Msg {
    key: &'static str,
    values: Vec<(&'static str, Value)>,
}

impl Msg {
    /// The text named `key`.
    pub(crate) const fn new(key: &'static str) -> Self {
        Self { key, values: Vec::new() }
    }

    /// The same text with a value for `{ $name }`.
    pub(crate) fn with(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.values.push((name, value.into()));
        self
    }

    /// The key: what machine-readable output names.
    pub(crate) const fn key(&self) -> &'static str {
        self.key
    }
}

/// A value within a text or a table.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    /// Foreign text: a name, a path, a line of a file. Escaped when shown.
    Text(String),
    /// A count, shown with separators of thousands.
    Number(u64),
    /// Another text of the program.
    Msg(Msg),
    /// What a library says, in both languages. Escaped when shown: it may quote foreign text.
    Told {
        /// In English.
        english: String,
        /// In Indonesian.
        indonesian: String,
    },
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

impl From<Msg> for Value {
    fn from(msg: Msg) -> Self {
        Self::Msg(msg)
    }
}

/// The texts of one language.
pub(crate) struct Texts {
    lang: Lang,
    bundle: FluentBundle<FluentResource>,
}

impl Texts {
    /// The texts of `lang`.
    pub(crate) fn new(lang: Lang) -> Self {
        let (name, source) = match lang {
            Lang::Id => ("id", INDONESIAN),
            Lang::En => ("en", ENGLISH),
        };
        // A fault in a text file is a fault of the build: the test `both_languages_say_the_same` finds it.
        let resource = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(readable, _)| readable);
        let mut bundle = FluentBundle::new_concurrent(name.parse().into_iter().collect());
        bundle.set_use_isolating(false);
        let _twice_defined = bundle.add_resource(resource);
        Self { lang, bundle }
    }

    #[cfg(test)]
    pub(crate) const fn lang(&self) -> Lang {
        self.lang
    }

    /// The sentence. A missing key shows as the key itself.
    pub(crate) fn say(&self, msg: &Msg) -> String {
        let mut args = FluentArgs::new();
        for (name, value) in &msg.values {
            args.set(*name, self.fluent(value));
        }
        self.pattern(msg.key, &args).unwrap_or_else(|| msg.key.to_owned())
    }

    /// A text that has no values, by a key made at run time (help of commands and options).
    pub(crate) fn find(&self, key: &str) -> Option<String> {
        self.pattern(key, &FluentArgs::new())
    }

    /// A value as it is shown.
    pub(crate) fn show(&self, value: &Value) -> String {
        match value {
            Value::Text(text) => harmless(text),
            Value::Number(number) => self.number(*number),
            Value::Msg(msg) => self.say(msg),
            Value::Told { english, indonesian } => harmless(match self.lang {
                Lang::Id => indonesian,
                Lang::En => english,
            }),
        }
    }

    /// A count with separators of thousands: `12.345` in Indonesian.
    pub(crate) fn number(&self, number: u64) -> String {
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
pub(crate) fn harmless(text: &str) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut shown, c| {
        if is_harmful(c) {
            shown.extend(c.escape_unicode());
        } else {
            shown.push(c);
        }
        shown
    })
}

fn is_harmful(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{061c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};
    use std::fs;

    use clap::CommandFactory as _;

    use super::*;

    /// Key -> names of the values in it, by reading the file naively.
    fn keys(source: &str) -> BTreeMap<String, BTreeSet<String>> {
        let mut found = BTreeMap::new();
        let mut current = String::new();
        for line in source.lines().filter(|l| !l.starts_with('#')) {
            if let Some((key, _)) = line.split_once(" =").filter(|_| !line.starts_with(' ')) {
                current = key.to_owned();
                assert!(found.insert(current.clone(), BTreeSet::new()).is_none(), "{key} stands there twice");
            }
            for part in line.split('$').skip(1) {
                let name = part.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
                found.get_mut(&current).unwrap().insert(name);
            }
        }
        found
    }

    fn is_help(key: &str) -> bool {
        key == "help" || key.starts_with("help-")
    }

    fn sources() -> String {
        let mut text = String::new();
        let mut folders = vec![format!("{}/src", env!("CARGO_MANIFEST_DIR"))];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path.display().to_string());
                } else {
                    let whole = fs::read_to_string(path).unwrap();
                    text.push_str(whole.split("\n#[cfg(test)]").next().unwrap());
                }
            }
        }
        text
    }

    #[test]
    fn both_languages_say_the_same() {
        for source in [INDONESIAN, ENGLISH] {
            assert!(FluentResource::try_new(source.to_owned()).is_ok());
        }
        assert_eq!(keys(INDONESIAN), keys(ENGLISH));
        assert!(keys(INDONESIAN).len() > 20);
    }

    #[test]
    fn every_key_in_the_code_is_in_the_texts_and_the_other_way_round() {
        let (known, code) = (keys(INDONESIAN), sources());
        for part in code.split("Msg::new(\"").skip(1) {
            let key = part.split('"').next().unwrap();
            assert!(known.contains_key(key), "{key} has no text");
        }
        for key in known.keys().filter(|key| !is_help(key)) {
            assert!(code.contains(&format!("\"{key}\"")), "{key} is never said");
        }
    }

    #[test]
    fn every_command_and_option_has_a_help_text_and_no_text_is_left_over() {
        let expected = crate::help::tests::keys(&crate::cli::Cli::command());
        let known: BTreeSet<String> = keys(INDONESIAN).into_keys().filter(|key| is_help(key)).collect();
        assert_eq!(known, expected);
    }

    #[test]
    fn numbers_are_written_as_people_write_them() {
        assert_eq!(Texts::new(Lang::Id).number(1_234_567), "1.234.567");
        assert_eq!(Texts::new(Lang::En).number(12_345), "12,345");
    }

    #[test]
    fn a_name_cannot_drive_the_terminal() {
        assert_eq!(harmless("a\u{1b}[2Jb\u{202e}c\n"), "a\\u{1b}[2Jb\\u{202e}c\\u{a}");
        assert_eq!(harmless("Desa Ngāwi – 1"), "Desa Ngāwi – 1");
    }
}
