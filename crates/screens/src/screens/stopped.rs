//! The booth stopped.

use dialogue::Msg;

use crate::intent::Intent;
use crate::page::Page;
use crate::view::Stopped;
use crate::widgets::Look;

pub(crate) fn show(page: &mut Page<'_>, stopped: &Stopped) {
    page.screen("stopped", "");
    let desk = page.desk(&page.word(&Msg::new("stopped-heading")));
    page.text(desk.body, &stopped.cause, page.body());
    if page.button(desk.foot, "main", &page.word(&Msg::new("stopped-main")), Look::Main) {
        page.send(Intent::Restart);
    }
}
