//! A voter does not answer: an officer says how it goes on.

use dialogue::Msg;
use egui::Rect;

use crate::desk::{Line, lines};
use crate::intent::Intent;
use crate::layout::{cut_bottom, cut_left};
use crate::page::Page;
use crate::view::Left;
use crate::widgets::Look;

pub(crate) fn show(page: &mut Page<'_>, left: Left) {
    let heading = page.word(&Msg::new("left-heading"));
    let (here, gone) = if left.slip_hangs {
        ("left-slip-hangs", "left-gone-slip")
    } else {
        ("left-no-slip", "left-gone-no-slip")
    };
    let here = page.word(&Msg::new(here));
    page.screen("left", &format!("{heading}. {here}"));
    let desk = page.desk(&heading);
    let mut body = Rect::from_min_max(desk.body.min, desk.foot.max);
    let answers = cut_bottom(&mut body, 74.0);
    if left.slip_hangs {
        let wide = body.height().min(80.0);
        let picture = cut_left(&mut body, wide);
        page.draw(picture, |pen, place| pen.hanging(place));
    }
    page.text(body, &here, page.body().sized(page.sizes().button));
    let [first, second] = [("back", "left-back", "left-back-how"), ("gone", "left-gone", gone)]
        .map(|(name, what, how)| (name, page.word(&Msg::new(what)), page.word(&Msg::new(how))));
    for ((name, what, how), rect) in [first, second].iter().zip(lines(answers, 2)) {
        let look = if *name == "back" { Look::Main } else { Look::Plain };
        if page.line(rect, Line { name, what, how, look, sign: None }) {
            page.send(if *name == "back" { Intent::VoterBack } else { Intent::VoterGone });
        }
    }
}
