//! Both languages at once: what differs between them stands there twice, styles show one.

use dialogue::{Lang, Msg, Sources, Texts, Value};
use maud::{Markup, html};

/// What the page says.
pub(super) const TEXTS: Sources =
    Sources { indonesian: include_str!("texts/id.ftl"), english: include_str!("texts/en.ftl") };

/// Indonesian and English. Foreign text goes through [`Texts`] and through [`html!`]: neither a terminal nor a browser
/// takes orders from a name.
pub(super) struct Voices {
    indonesian: Texts,
    english: Texts,
}

impl Voices {
    pub(super) fn new() -> Self {
        Self { indonesian: Texts::new(Lang::Id, &TEXTS), english: Texts::new(Lang::En, &TEXTS) }
    }

    /// A text for where there is no markup: Indonesian, English.
    pub(super) fn plain(&self, msg: &Msg) -> [String; 2] {
        [self.indonesian.say(msg), self.english.say(msg)]
    }

    /// A text.
    pub(super) fn say(&self, msg: &Msg) -> Markup {
        both(&self.indonesian.say(msg), &self.english.say(msg))
    }

    /// A value: a number with its separators, a name.
    pub(super) fn show(&self, value: impl Into<Value>) -> Markup {
        let value = value.into();
        both(&self.indonesian.show(&value), &self.english.show(&value))
    }

    /// A share; a dash where there is no whole.
    pub(super) fn percent(&self, part: u64, whole: u64) -> Markup {
        if whole == 0 {
            html! { "–" }
        } else {
            self.show(Value::Percent { part, whole })
        }
    }

    /// A date in words.
    pub(super) fn date(&self, iso: &str) -> Markup {
        both(&self.indonesian.date(iso), &self.english.date(iso))
    }

    /// Day and time as values of a text.
    pub(super) fn moment(&self, key: &'static str, moment: &super::Moment) -> Markup {
        let say = |texts: &Texts| {
            let msg = Msg::new(key)
                .with("date", texts.date(&moment.date))
                .with("time", texts.time(&moment.time))
                .with("zone", moment.zone);
            texts.say(&msg)
        };
        both(&say(&self.indonesian), &say(&self.english))
    }
}

/// The same once if it is the same.
fn both(indonesian: &str, english: &str) -> Markup {
    html! {
        @if indonesian == english { (indonesian) }
        @else { span.l lang="id" { (indonesian) } span.l lang="en" { (english) } }
    }
}
