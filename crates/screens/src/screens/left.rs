//! A voter does not answer: how it goes on.

use dialogue::Msg;

use crate::intent::Intent;
use crate::page::Page;
use crate::view::Left;
use crate::widgets::Look;

pub(crate) fn show(page: &mut Page<'_>, _left: Left) {
    page.screen("left", "");
    let desk = page.desk(&page.word(&Msg::new("left-heading")));
    if page.button(desk.foot, "main", &page.word(&Msg::new("left-main")), Look::Main) {
        page.send(Intent::VoterBack);
    }
}
