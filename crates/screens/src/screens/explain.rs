//! *Uji mesin*, explained before it is done.

use dialogue::Msg;

use crate::intent::Intent;
use crate::page::{Page, Target};
use crate::stage::Sub;
use crate::widgets::{Look, Sign};

pub(crate) fn show(page: &mut Page<'_>) {
    page.screen("explain", &page.word(&Msg::new("explain-said")));
    let zones = page.voter(&page.word(&Msg::new("explain-heading")), 2, false);
    let words = [
        page.word(&Msg::new("explain-what")),
        page.word(&Msg::new("explain-public")),
        page.word(&Msg::new("explain-slip")),
    ];
    page.panel(zones.content);
    page.paragraphs(zones.content.shrink(8.0), &words, page.lead());
    let [back, test] = zones.actions.as_slice() else { return };
    let label = page.word(&Msg::new("explain-back"));
    if page.answer(Target::new(*back, "back", &label), Look::Main, Sign::No) || page.back() {
        page.session().sub = Sub::None;
    }
    let label = page.word(&Msg::new("explain-test"));
    if page.answer(Target::new(*test, "test", &label), Look::Plain, Sign::Yes) {
        page.session().sub = Sub::None;
        page.send(Intent::Challenge);
    }
    page.session_switches(zones.switches);
}
