//! The witnesses' launch codes.

use dialogue::Msg;

use crate::intent::Intent;
use crate::page::Page;
use crate::view::Launch;
use crate::widgets::Look;

pub(crate) fn show(page: &mut Page<'_>, _launch: &Launch) {
    page.screen("launch", "");
    let desk = page.desk(&page.word(&Msg::new("launch-heading")));
    if page.button(desk.foot, "main", &page.word(&Msg::new("launch-main")), Look::Main) {
        page.send(Intent::Open(Vec::new()));
    }
}
