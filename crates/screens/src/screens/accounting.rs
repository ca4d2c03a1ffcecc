//! The officers' figures at the close.

use dialogue::Msg;

use crate::intent::Figures;
use crate::intent::Intent;
use crate::page::Page;
use crate::view::Accounting;
use crate::widgets::Look;

pub(crate) fn show(page: &mut Page<'_>, _accounting: &Accounting) {
    page.screen("accounting", "");
    let desk = page.desk(&page.word(&Msg::new("accounting-heading")));
    if page.button(desk.foot, "main", &page.word(&Msg::new("accounting-main")), Look::Main) {
        page.send(Intent::Close { figures: Figures::default(), reason: None });
    }
}
