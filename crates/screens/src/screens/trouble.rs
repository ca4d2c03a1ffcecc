//! The printer failed.

use dialogue::Msg;

use crate::intent::Intent;
use crate::page::Page;
use crate::view::Trouble;
use crate::widgets::Look;

pub(crate) fn show(page: &mut Page<'_>, _trouble: &Trouble) {
    page.screen("trouble", "");
    let desk = page.desk(&page.word(&Msg::new("trouble-heading")));
    if page.button(desk.foot, "main", &page.word(&Msg::new("trouble-main")), Look::Main) {
        page.send(Intent::PrintAgain);
    }
}
