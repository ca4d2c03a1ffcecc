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
    let hangs = left.slip_hangs;
    let answers = cut_bottom(&mut body, if hangs { 100.0 } else { 74.0 });
    if left.slip_hangs {
        let wide = body.height().min(80.0);
        let picture = cut_left(&mut body, wide);
        page.draw(picture, |pen, place| pen.hanging(place));
    }
    page.text(body, &here, page.body().sized(page.sizes().button));
    let ways = [
        ("back", "left-back", "left-back-how"),
        ("reprint", "left-reprint", "left-reprint-how"),
        ("gone", "left-gone", gone),
    ];
    let ways: Vec<_> = ways.into_iter().filter(|(name, ..)| hangs || *name != "reprint").collect();
    for ((name, what, how), rect) in ways.iter().zip(lines(answers, ways.len())) {
        let (what, how) = (page.word(&Msg::new(what)), page.word(&Msg::new(how)));
        let look = if *name == "back" { Look::Main } else { Look::Plain };
        if page.line(rect, Line { name, what: &what, how: &how, look, sign: None }) {
            page.send(match *name {
                "back" => Intent::VoterBack,
                "reprint" => Intent::ReprintSlip,
                _ => Intent::VoterGone,
            });
        }
    }
}
