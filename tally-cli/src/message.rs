//! What the crates below say, for the texts of this program.

use dialogue::Told;
use tally::Message;

/// What is wrong, in both languages.
pub(crate) fn in_both(message: impl Into<Message>) -> Told {
    let Message { english, indonesian } = message.into();
    Told { english: english.into_owned(), indonesian: indonesian.into_owned() }
}
