//! The mark of everything that comes from a rehearsal.

use dialogue::{Msg, Page};
use election::{Definition, Mode};

/// Says loudly that votes of this election do not count, if so.
pub(crate) fn mark(page: &mut Page<'_>, definition: &Definition) {
    if definition.mode() == Mode::Simulasi {
        page.say(&Msg::new("simulasi-mark"));
        page.blank();
    }
}
