//! After TIDAK before the paper: the slip in the printer is void. Choose again or leave.

use dialogue::Msg;

use crate::intent::Intent;
use crate::layout::cut_left;
use crate::page::Page;
use crate::widgets::Look;

pub(crate) fn show(page: &mut Page<'_>) {
    page.screen("withdrawn", &page.word(&Msg::new("withdrawn-said")));
    let mut zones = page.voter(&page.word(&Msg::new("withdrawn-heading")), 2, false);
    page.panel(zones.content);
    zones.content = zones.content.shrink(6.0);
    let half = zones.content.width() * 0.48;
    let picture = cut_left(&mut zones.content, half);
    page.draw(picture.shrink(4.0), |pen, place| pen.drop_in(place));
    let words = [page.word(&Msg::new("withdrawn-not-stored")), page.word(&Msg::new("withdrawn-box"))];
    page.paragraphs(zones.content, &words, page.lead());
    let [again, leave] = zones.actions.as_slice() else { return };
    if page.button(*again, "again", &page.word(&Msg::new("withdrawn-again")), Look::Main) {
        page.send(Intent::ChooseAgain);
    }
    if page.button(*leave, "leave", &page.word(&Msg::new("withdrawn-leave")), Look::Plain) {
        page.send(Intent::Leave);
    }
    page.session_switches(zones.switches);
}
