//! The page in one of its languages.

use dialogue::{Lang, Msg, Sources, Texts, Told, Value};
use election::definition::Voters;
use maud::{Markup, html};
use tally::Message;

/// What the page says.
pub(super) const TEXTS: Sources =
    Sources { indonesian: include_str!("texts/id.ftl"), english: include_str!("texts/en.ftl") };

/// One of the two languages. Foreign text goes through [`Texts`] and through [`html!`]: neither a terminal nor a
/// browser takes orders from a name.
pub(super) struct Voice {
    texts: Texts,
}

impl Voice {
    pub(super) fn both() -> [Self; 2] {
        [Lang::Id, Lang::En].map(|lang| Self { texts: Texts::new(lang, &TEXTS) })
    }

    pub(super) fn indonesian() -> Self {
        Self { texts: Texts::new(Lang::Id, &TEXTS) }
    }

    pub(super) const fn lang(&self) -> &'static str {
        self.texts.lang().word()
    }

    pub(super) fn say(&self, msg: Msg) -> String {
        self.texts.say(&msg)
    }

    pub(super) fn show(&self, value: impl Into<Value>) -> String {
        self.texts.show(&value.into())
    }

    pub(super) fn percent(&self, part: u64, whole: u64) -> String {
        self.texts.show(&Value::Percent { part, whole })
    }

    pub(super) fn date(&self, iso: &str) -> String {
        self.texts.date(iso)
    }

    /// Men and women apart, and together.
    pub(super) fn voters(&self, voters: Voters) -> String {
        let Voters { male, female } = voters;
        let msg = Msg::new("by-sex").with("all", voters.total());
        self.say(msg.with("male", male).with("female", female))
    }
}

/// Something in both languages; styles and scripts show one of them.
pub(super) fn in_both(voices: &[Voice; 2], write: impl Fn(&Voice) -> Markup) -> Markup {
    html! {
        @for voice in voices { div.l lang=(voice.lang()) { (write(voice)) } }
    }
}

/// What the tally says, for a text.
pub(super) fn told(message: &Message) -> Told {
    Told::new(&message.english, &message.indonesian)
}

/// Number of an entry within a sentence: no separators, because people look it up.
pub(super) fn plain(number: impl ToString) -> Value {
    Value::Text(number.to_string())
}
