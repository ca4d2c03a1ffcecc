//! *Jeda*.

use dialogue::Msg;

use crate::intent::Intent;
use crate::page::Page;

use crate::widgets::Look;

pub(crate) fn show(page: &mut Page<'_>) {
    page.screen("paused", "");
    let desk = page.desk(&page.word(&Msg::new("paused-heading")));
    if page.button(desk.foot, "main", &page.word(&Msg::new("paused-main")), Look::Main) {
        page.send(Intent::Resume);
    }
}
