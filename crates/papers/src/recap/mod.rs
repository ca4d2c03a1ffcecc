//! The live page of a regency's counting day (docs/recap.md): where every village and polling place stands, how many came,
//! and votes where decryption is verified.
//!
//! Bytes and figures in, bytes out, as everywhere in this crate. The page is one file with styles and script inside, in
//! both languages, and can be read without scripts; the same content is a live page ([`Recap::live`]), a file for a stick
//! ([`Recap::saved`]) and data ([`Recap::state`]). [`state`] decides which state everything has.

mod details;
mod map;
mod notes;
mod shell;
pub mod state;
#[cfg(test)]
mod tests;
mod totals;
pub mod view;
mod voice;

use election::{BoothId, Definition};
use serde::{Serialize, Serializer};
use tally::{Merged, Message};

pub use self::notes::{Note, What};
use self::state::Arrived;
use self::view::View;
use self::voice::Voices;

/// What a page is made from.
pub struct Source<'a> {
    /// The definition.
    pub definition: &'a Definition,
    /// The last finished count; none: no count was finished yet.
    pub merged: Option<&'a Merged>,
    /// What lies in the folder of a booth whose log that count did not find.
    pub arrived: &'a dyn Fn(&BoothId) -> Arrived,
    /// When that count was finished.
    pub made: Option<Moment>,
    /// Since when a newer one is running.
    pub counting: Option<Moment>,
    /// Why what lies in the folder now is not counted.
    pub trouble: Option<Message>,
    /// Files that are not, or not wholly, counted.
    pub files: Vec<FileNote>,
}

/// Day and time in the election's time zone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Moment {
    /// `YYYY-MM-DD`.
    pub date: String,
    /// `HH:MM:SS`.
    pub time: String,
    /// `WIB`, `WITA` or `WIT`.
    pub zone: &'static str,
}

/// A file that is not, or not wholly, counted.
#[derive(Debug, Clone, Serialize)]
pub struct FileNote {
    /// Its name below the folder; whatever stands in it is made harmless before it is shown.
    pub file: String,
    /// Why.
    #[serde(flatten)]
    pub why: Why,
}

/// Why a file is not, or not wholly, counted.
#[derive(Debug, Clone)]
pub enum Why {
    /// It is still being copied, or was when it was looked at last.
    Changing,
    /// Folders are not looked into as deep as this.
    TooDeep,
    /// More files than are looked at.
    TooMany,
    /// The system does not let it be read.
    Unreadable,
    /// Reading it found this.
    Found {
        /// Position in a log, if it is about one entry.
        position: Option<u64>,
        /// What.
        message: Message,
    },
}

impl Serialize for Why {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeMap as _;
        let mut map = serializer.serialize_map(None)?;
        let word = match self {
            Self::Changing => "changing",
            Self::TooDeep => "too-deep",
            Self::TooMany => "too-many",
            Self::Unreadable => "unreadable",
            Self::Found { position, message } => {
                map.serialize_entry("position", position)?;
                map.serialize_entry("id", &dialogue::harmless(&message.indonesian))?;
                map.serialize_entry("en", &dialogue::harmless(&message.english))?;
                "problem"
            }
        };
        map.serialize_entry("why", word)?;
        map.end()
    }
}

/// One moment of the counting day, in all its forms.
pub struct Recap {
    view: View,
    voices: Voices,
}

impl Recap {
    /// What is to be shown now.
    #[must_use]
    pub fn of(source: &Source<'_>) -> Self {
        Self { view: View::of(source), voices: Voices::new() }
    }

    /// What is shown, as data.
    #[must_use]
    pub const fn view(&self) -> &View {
        &self.view
    }

    /// The live page, which begins in English or in Indonesian.
    #[must_use]
    pub fn live(&self, english: bool) -> String {
        shell::whole(&self.view, &self.voices, shell::Form::Live { english })
    }

    /// The policy with which the live page is to be sent.
    #[must_use]
    pub fn live_policy() -> String {
        format!("{}; frame-ancestors 'none'", shell::policy(true))
    }

    /// The page as a file: it asks for nothing and stays as it is.
    #[must_use]
    pub fn saved(&self) -> String {
        shell::whole(&self.view, &self.voices, shell::Form::Saved)
    }

    /// Whether bytes are a page of an earlier run.
    #[must_use]
    pub fn is_page(bytes: &[u8]) -> bool {
        let head = bytes.get(..bytes.len().min(4_096)).unwrap_or_default();
        String::from_utf8_lossy(head).contains(shell::MARK)
    }

    /// The bytes of `state.json`.
    #[must_use]
    pub fn state(&self) -> Vec<u8> {
        self.view.to_json()
    }
}
