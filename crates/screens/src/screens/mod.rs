//! The screens, one a file, and which of them shows a view.

mod accounting;
mod busy;
mod choose;
mod closed;
mod codes;
mod compare;
mod confirm;
mod done;
mod exchange;
mod explain;
mod keypad;
mod language;
mod launch;
mod left;
mod menu;
mod paused;
mod readiness;
mod ready;
mod refused;
mod restarted;
mod slip_status;
mod still_there;
mod stopped;
mod trouble;
mod voice;
mod withdrawn;

pub(crate) use self::codes::{OFFICERS, forget as forget_codes};
use crate::intent::Intent;
use crate::page::Page;
use crate::stage::Sub;
use crate::view::View;

/// Shows a view: the screen of it, or one before or within it of which nobody outside knows.
pub(crate) fn show(page: &mut Page<'_>, view: &View) {
    if in_session(view)
        && let Some(slip) = page.scan()
    {
        page.send(Intent::Slip(slip.into()));
    }
    if page.still_there().is_some() {
        return still_there::show(page);
    }
    let off = page.session().screen_off;
    page.veil(off);
    screen(page, view);
    page.veil(false);
    if off {
        page.darken();
    }
}

/// Screens of a voter who has given a slip: another one is the next voter's.
const fn in_session(view: &View) -> bool {
    matches!(view, View::Choose | View::Confirm(_) | View::Compare | View::Withdrawn | View::Done(_))
}

fn screen(page: &mut Page<'_>, view: &View) {
    match view {
        View::Codes(codes) => codes::show(page, codes),
        View::Busy(busy) => busy::show(page, *busy),
        View::Readiness(readiness) => readiness::show(page, readiness),
        View::Launch(launch) => launch::show(page, launch),
        View::Ready if page.session().sub == Sub::Keypad => keypad::show(page),
        View::Ready => ready::show(page),
        View::Refused => refused::show(page),
        View::Choose if !page.session().language_chosen => language::show(page),
        View::Choose if !page.session().voice_chosen => voice::show(page),
        View::Choose => choose::show(page),
        View::Confirm(secret) => confirm::show(page, secret),
        View::Compare if page.session().sub == Sub::Explain => explain::show(page),
        View::Compare => compare::show(page),
        View::Withdrawn => withdrawn::show(page),
        View::Done(ending) => done::show(page, *ending),
        View::Left(left) => left::show(page, *left),
        View::Menu(menu) => menu::show(page, menu),
        View::Paused => paused::show(page),
        View::SlipStatus(status) => slip_status::show(page, status),
        View::Exchange(exchange) => exchange::show(page, exchange),
        View::Trouble(trouble) => trouble::show(page, trouble),
        View::Stopped(stopped) => stopped::show(page, stopped),
        View::Restarted(restarted) => restarted::show(page, restarted),
        View::Accounting(accounting) => accounting::show(page, accounting),
        View::Closed(closed) => closed::show(page, closed),
    }
}
