//! The polls are closed.

use dialogue::Msg;

use crate::intent::Intent;
use crate::page::Page;
use crate::view::Closed;
use crate::widgets::Look;

pub(crate) fn show(page: &mut Page<'_>, _closed: &Closed) {
    page.screen("closed", "");
    let desk = page.desk(&page.word(&Msg::new("closed-heading")));
    if page.button(desk.foot, "main", &page.word(&Msg::new("closed-main")), Look::Main) {
        page.send(Intent::PrintClose);
    }
}
