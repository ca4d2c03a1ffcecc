//! The authority's notes on the election root (spec 7.4), in words.

use serde_json::{Value as Json, json};
use tally::RootNotes;

use crate::exit::Exit;
use crate::page::Page;
use crate::texts::Msg;

/// Whether the authority signed this root, and others.
pub(crate) fn say(page: &mut Page<'_>, notes: RootNotes) {
    page.say(&if notes.own { Msg::new("root-signed") } else { Msg::new("root-unsigned") });
    if notes.others > 0 {
        page.say(&Msg::new("root-others").with("count", notes.others));
    }
}

/// Another signed root is something to look at.
pub(crate) const fn exit(notes: RootNotes) -> Exit {
    if notes.others > 0 { Exit::Remarks } else { Exit::Complete }
}

/// For programs.
pub(crate) fn to_json(notes: RootNotes) -> Json {
    json!({ "signed": notes.own, "other_roots": notes.others })
}
