//! The authority's notes on the election root (spec 7.4), in words.

use dialogue::{Exit, Msg, Page};
use serde_json::{Value as Json, json};
use tally::{Merged, RootNotes, VillageMerge};

/// The root large, once it is fixed, and whether the authority signed it, and others. A root that still changes is not
/// shown: nobody should copy it to paper.
pub(crate) fn show(page: &mut Page<'_>, merged: &Merged) {
    let notes = merged.notes;
    match merged.villages.iter().filter(|village| !is_final(village)).count() {
        0 => {
            page.banner(&Msg::new("election-root"), merged.root.as_bytes());
            page.say(&if notes.own { Msg::new("root-signed") } else { Msg::new("root-unsigned") });
        }
        unfinished => {
            page.blank();
            page.say(&Msg::new("root-not-fixed").with("count", unfinished));
        }
    }
    if notes.others > 0 {
        page.say(&Msg::new("root-others").with("count", notes.others));
    }
}

/// Whether the village's count set is signed, without contradiction, and no successor waits for signatures.
pub(crate) fn is_final(village: &VillageMerge) -> bool {
    village.is_counted() && village.note.is_some() && village.next.is_none()
}

/// Another signed root is something to look at.
pub(crate) const fn exit(notes: RootNotes) -> Exit {
    if notes.others > 0 { Exit::Remarks } else { Exit::Complete }
}

/// For programs.
pub(crate) fn to_json(notes: RootNotes) -> Json {
    json!({ "signed": notes.own, "other_roots": notes.others })
}
