//! *Selesai*: what became of the vote, and where each paper goes, in drawings.

use dialogue::Msg;
use egui::{Align2, Rect};

use crate::draw::Pen;
use crate::intent::Intent;
use crate::layout::{columns, cut_bottom};
use crate::page::{Page, Target};
use crate::view::Ending;
use crate::widgets::{Look, Sign};

pub(crate) fn show(page: &mut Page<'_>, ending: Ending) {
    let (heading, said) = match ending {
        Ending::Cast => (Msg::new("done-cast"), Msg::new("done-cast-said")),
        Ending::CastWithoutPaper => (Msg::new("done-cast"), Msg::new("done-unprinted-said")),
        Ending::Challenged => (Msg::new("done-tested"), Msg::new("done-tested-said")),
        Ending::Nothing => (Msg::new("done-nothing"), Msg::new("done-nothing-said")),
    };
    page.screen("done", &page.word(&said));
    let zones = page.voter(&page.word(&heading), 1, false);
    let halves = columns(zones.content, 2);
    let [first, second] = halves.as_slice() else { return };
    match ending {
        Ending::Cast => {
            step(page, *first, &Msg::new("done-box"), |pen, place| pen.drop_in(place));
            step(page, *second, &Msg::new("done-home"), |pen, place| pen.home(place));
        }
        Ending::Challenged => {
            step(page, *first, &Msg::new("done-tested-slip"), |pen, place| pen.take(place));
            step(page, *second, &Msg::new("done-desk"), |pen, place| pen.desk(place));
        }
        Ending::CastWithoutPaper => {
            step(page, zones.content, &Msg::new("done-unprinted"), |pen, place| pen.desk(place))
        }
        Ending::Nothing => {
            step(page, zones.content, &Msg::new("done-nothing-slip"), |pen, place| pen.scan(place))
        }
    }
    let finish = zones.actions.first().copied().unwrap_or(Rect::ZERO);
    let label = page.word(&Msg::new("done-finish"));
    if page.answer(Target::new(finish, "finish", &label), Look::Main, Sign::Yes) {
        page.send(Intent::Finish);
    }
    page.switches(zones.switches);
}

/// A drawing with its words below.
fn step(page: &mut Page<'_>, mut place: Rect, words: &Msg, draw: impl FnOnce(&Pen<'_>, Rect)) {
    page.panel(place);
    place = place.shrink(5.0);
    let third = place.height() * 0.32;
    let below = cut_bottom(&mut place, third);
    page.draw(place.shrink(2.0), draw);
    page.text(below, &page.word(words), page.lead().at(Align2::CENTER_TOP));
}
