//! The mark of everything that comes from a rehearsal.

use election::{Definition, Mode};

use crate::page::Page;
use crate::texts::Msg;

/// Says loudly that votes of this election do not count, if so.
pub(crate) fn mark(page: &mut Page<'_>, definition: &Definition) {
    if definition.mode() == Mode::Simulasi {
        page.say(&Msg::new("simulasi-mark"));
        page.blank();
    }
}
