//! The officers' menu.

use dialogue::Msg;

use crate::intent::Intent;
use crate::page::Page;
use crate::view::Menu;
use crate::widgets::Look;

pub(crate) fn show(page: &mut Page<'_>, _menu: &Menu) {
    page.screen("menu", "");
    let desk = page.desk(&page.word(&Msg::new("menu-heading")));
    if page.button(desk.foot, "main", &page.word(&Msg::new("menu-main")), Look::Main) {
        page.send(Intent::Back);
    }
}
