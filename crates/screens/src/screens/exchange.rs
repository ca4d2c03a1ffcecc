//! A slip of a broken booth for one of this booth.

use dialogue::Msg;

use crate::intent::Intent;
use crate::page::Page;
use crate::view::ExchangeView;
use crate::widgets::Look;

pub(crate) fn show(page: &mut Page<'_>, _exchange: &ExchangeView) {
    page.screen("exchange", "");
    let desk = page.desk(&page.word(&Msg::new("exchange-heading")));
    if page.button(desk.foot, "main", &page.word(&Msg::new("exchange-main")), Look::Main) {
        page.send(Intent::Back);
    }
}
