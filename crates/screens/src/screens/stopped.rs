//! The booth stopped and must be started again.

use dialogue::Msg;

use crate::desk::Way;
use crate::intent::Intent;
use crate::layout::cut_top;
use crate::page::Page;
use crate::view::Stopped;

pub(crate) fn show(page: &mut Page<'_>, stopped: &Stopped) {
    let last = if stopped.can_restart { "stopped-nothing" } else { "stopped-unsure" };
    let [heading, last, act] = ["stopped-heading", last, "stopped-act"].map(|key| page.word(&Msg::new(key)));
    page.screen("stopped", &format!("{heading}. {} {last} {act}", stopped.cause));
    let desk = page.desk(&heading);
    let mut body = desk.body;
    let third = (body.height() - 6.0) / 3.0;
    let [cause, vote] = [cut_top(&mut body, third), cut_top(&mut body, third)];
    page.note(cause, &stopped.cause, true);
    page.text(vote, &last, page.heading());
    page.text(body, &act, page.body());
    if page.ways(desk.foot, &[Way::main("restart", Msg::new("stopped-restart"))]).is_some() {
        page.send(Intent::Restart);
    }
}
