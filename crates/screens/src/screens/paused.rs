//! *Jeda*: nobody votes until officers end it.

use dialogue::Msg;
use egui::vec2;

use crate::intent::Intent;
use crate::layout::{centred, cut_top};
use crate::page::Page;
use crate::widgets::Look;

pub(crate) fn show(page: &mut Page<'_>) {
    let (heading, wait) = (page.word(&Msg::new("paused-heading")), page.word(&Msg::new("paused-wait")));
    page.screen("paused", &format!("{heading}. {wait}"));
    let desk = page.desk("");
    let mut body = desk.body;
    let half = body.height() * 0.62;
    let above = cut_top(&mut body, half);
    page.text(above, &heading, page.heading().sized(page.sizes().huge * 2.0).centred());
    page.text(body, &wait, page.heading().centred());
    let foot = centred(desk.foot, vec2(140.0, desk.foot.height()));
    if page.button(foot, "resume", &page.word(&Msg::new("paused-resume")), Look::Plain) {
        page.send(Intent::Resume);
    }
}
