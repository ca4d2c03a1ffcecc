//! Whether a slip's ballot is recorded.

use dialogue::Msg;

use crate::intent::Intent;
use crate::page::Page;
use crate::view::SlipStatus;
use crate::widgets::Look;

pub(crate) fn show(page: &mut Page<'_>, status: &SlipStatus) {
    page.screen("slip-status", "");
    let desk = page.desk(&page.word(&Msg::new("slip-status-heading")));
    page.text(desk.body, status.answer.as_deref().unwrap_or_default(), page.body());
    if let Some(slip) = page.scan() {
        page.send(Intent::Slip(slip));
    }
    if page.button(desk.foot, "main", &page.word(&Msg::new("slip-status-main")), Look::Main) {
        page.send(Intent::Back);
    }
}
