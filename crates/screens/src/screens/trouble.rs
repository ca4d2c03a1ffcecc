//! The printer failed: what is wrong, what happened to the vote, what to do. The choice is never shown.

use dialogue::Msg;
use egui::{Rect, vec2};

use crate::desk::Way;
use crate::draw::{self, Pen};
use crate::intent::Intent;
use crate::layout::{cut_bottom, cut_left};
use crate::page::Page;
use crate::view::{Trouble, VoteState, Why};
use crate::widgets::Sign;

pub(crate) fn show(page: &mut Page<'_>, trouble: &Trouble) {
    let (what, act) = why(trouble.why);
    let [heading, what, act, vote] =
        ["trouble-heading", what, act, vote(trouble.vote)].map(|key| page.word(&Msg::new(key)));
    page.screen("trouble", &format!("{heading}. {vote} {what} {act}"));
    let desk = page.desk(&heading);
    let mut body = desk.body;
    let told = cut_bottom(&mut body, desk.body.height() * 0.40);
    page.panel(body);
    body = body.shrink(4.0);
    let wide = body.height().min(90.0);
    let picture = cut_left(&mut body, wide);
    page.draw(picture, |pen, place| drawing(pen, place, trouble.why));
    let (above, below) = body.split_top_bottom_at_fraction(0.34);
    page.text(above, &what, page.heading());
    page.text(below, &act, page.body().sized(page.sizes().button));
    state(page, told, trouble.vote, &vote);
    let ways =
        [Way::plain("give-up", Msg::new("trouble-give-up")), Way::main("again", Msg::new("trouble-again"))];
    match page.ways(desk.foot, &ways) {
        Some("again") => page.send(Intent::PrintAgain),
        Some(_) => page.send(Intent::GiveUp),
        None => {}
    }
}

/// What happened to the vote, as large as it goes, with a tick if it is stored and a cross if it is not.
fn state(page: &mut Page<'_>, place: Rect, state: VoteState, vote: &str) {
    let colours = page.colours();
    let (face, ink, sign) = match state {
        VoteState::Stored | VoteState::Tested => (colours.main, colours.on_main, Some(Sign::Yes)),
        VoteState::Void | VoteState::NotStored => (colours.ink, colours.paper, Some(Sign::No)),
        VoteState::NoVote => (colours.ink, colours.paper, None),
    };
    page.fill(place, face);
    let mut inside = place.shrink2(vec2(8.0, 4.0));
    if let Some(sign) = sign {
        let side = (inside.height() * 0.6).min(24.0);
        let place = cut_left(&mut inside, side + 3.0);
        draw::sign(page.painter(), Rect::from_center_size(place.center(), vec2(side, side)), sign, ink);
    }
    let kind = page.heading().sized(page.sizes().heading * 1.15).centred().on(ink);
    page.text(inside, vote, kind);
}

fn drawing(pen: &Pen<'_>, place: Rect, why: Why) {
    match why {
        Why::Offline => pen.cable(place),
        Why::NoPaper => pen.new_roll(place),
        Why::CoverOpen => pen.close_cover(place),
        Why::Jammed => pen.jam(place),
    }
}

/// What is wrong, and what to do.
pub(super) const fn why(why: Why) -> (&'static str, &'static str) {
    match why {
        Why::Offline => ("trouble-offline", "trouble-offline-act"),
        Why::NoPaper => ("trouble-no-paper", "trouble-no-paper-act"),
        Why::CoverOpen => ("trouble-cover", "trouble-cover-act"),
        Why::Jammed => ("trouble-jam", "trouble-jam-act"),
    }
}

const fn vote(state: VoteState) -> &'static str {
    match state {
        VoteState::Stored => "trouble-stored",
        VoteState::Tested => "trouble-tested",
        VoteState::Void => "trouble-void",
        VoteState::NotStored => "trouble-not-stored",
        VoteState::NoVote => "trouble-no-vote",
    }
}
