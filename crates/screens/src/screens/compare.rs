//! *Cocokkan*: the paper is out, the choice is not on the screen, so that people look at the paper.

use std::time::Duration;

use dialogue::Msg;

use crate::intent::Intent;
use crate::layout::cut_left;
use crate::page::{Page, Target};
use crate::stage::Sub;
use crate::widgets::{Look, Sign};

/// The second YA may stand where the first stood, and paper wants to be looked at.
const REST: Duration = Duration::from_millis(1500);

pub(crate) fn show(page: &mut Page<'_>) {
    page.screen("compare", &page.word(&Msg::new("compare-said")));
    page.rest(REST);
    let mut zones = page.voter(&page.word(&Msg::new("compare-heading")), 2, true);
    page.panel(zones.content);
    zones.content = zones.content.shrink(6.0);
    let half = zones.content.width() * 0.56;
    let picture = cut_left(&mut zones.content, half);
    page.draw(picture, |pen, place| pen.inspect(place));
    let words = [page.word(&Msg::new("compare-look")), page.word(&Msg::new("compare-hidden"))];
    page.paragraphs(zones.content, &words, page.lead());
    let [yes, no] = zones.actions.as_slice() else { return };
    let label = page.word(&Msg::new("compare-yes"));
    if page.answer(Target::new(*yes, "cast", &label), Look::Main, Sign::Yes) {
        page.send(Intent::Cast);
    }
    let label = page.word(&Msg::new("compare-no"));
    if page.answer(Target::new(*no, "cancel", &label), Look::Plain, Sign::No) {
        page.send(Intent::Cancel);
    }
    if page.button(zones.extra, "test", &page.word(&Msg::new("compare-test")), Look::Quiet) {
        page.session().sub = Sub::Explain;
    }
    page.session_switches(zones.switches);
}
