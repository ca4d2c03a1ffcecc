//! The booth stopped and must be started again.

use dialogue::Msg;

use crate::desk::Way;
use crate::intent::Intent;
use crate::layout::cut_top;
use crate::page::Page;
use crate::view::Stopped;

pub(crate) fn show(page: &mut Page<'_>, stopped: &Stopped) {
    let act = if stopped.can_restart { "stopped-act" } else { "stopped-spare" };
    let [heading, last, act] =
        ["stopped-heading", "stopped-unsure", act].map(|key| page.word(&Msg::new(key)));
    page.screen("stopped", &format!("{heading}. {} {last} {act}", stopped.cause));
    let desk = page.desk(&heading);
    let mut body = desk.body;
    let cause = cut_top(&mut body, page.sizes().body * 4.0);
    let half = body.height() * 0.46;
    let vote = cut_top(&mut body, half);
    page.note(cause, &stopped.cause, true);
    page.text(vote, &last, page.heading());
    page.text(body, &act, page.body().sized(page.sizes().button));
    let again = [Way::main("restart", Msg::new("stopped-restart"))];
    if stopped.can_restart && page.ways(desk.foot, &again).is_some() {
        page.send(Intent::Restart);
    }
}
