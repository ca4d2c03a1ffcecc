//! The machine was off in the middle of the day.

use dialogue::Msg;

use crate::intent::Intent;
use crate::intent::PaperAtPrinter;
use crate::page::Page;
use crate::view::Restarted;
use crate::widgets::Look;

pub(crate) fn show(page: &mut Page<'_>, _restarted: &Restarted) {
    page.screen("restarted", "");
    let desk = page.desk(&page.word(&Msg::new("restarted-heading")));
    if page.button(desk.foot, "main", &page.word(&Msg::new("restarted-main")), Look::Main) {
        page.send(Intent::Found(PaperAtPrinter::Nothing));
    }
}
