//! Nobody touches the screen: a voter is asked, then officers are called; an officers' screen is left.
//!
//! Nothing is cast or cancelled here or because of it: what silence means for a session, two officers say.

use std::time::Duration;

use screens::View;

const ASK: Duration = Duration::from_secs(120);
const ANSWER: Duration = Duration::from_secs(45);
/// An officer reads, or looks for a name.
const OFFICERS: Duration = Duration::from_secs(120);
/// The next voter may come before the officers' answer does.
const AT_A_VOTE: Duration = Duration::from_secs(60);
/// Somebody counts slips and types in between; what was typed is kept.
const COUNTING: Duration = Duration::from_secs(300);

/// How long a screen may go without a touch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Limit {
    ask: Option<Duration>,
    over: Duration,
}

/// Where a touch is awaited from somebody who might have left; `None` where a screen may stand for ever.
const fn limit(view: &View) -> Option<Limit> {
    match view {
        View::Choose | View::Confirm(_) | View::Compare | View::Withdrawn => {
            Some(Limit { ask: Some(ASK), over: ASK.saturating_add(ANSWER) })
        }
        View::Menu(_) | View::SlipStatus(_) | View::Exchange(_) => Some(Limit { ask: None, over: OFFICERS }),
        View::Codes(codes) if codes.can_go_back => Some(Limit { ask: None, over: OFFICERS }),
        View::Readiness(_) | View::Launch(_) | View::Restarted(_) => {
            Some(Limit { ask: None, over: COUNTING })
        }
        View::Left(_) => Some(Limit { ask: None, over: AT_A_VOTE }),
        View::Accounting(_) => Some(Limit { ask: None, over: COUNTING }),
        _ => None,
    }
}

/// What the silence before a screen has come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Silence {
    /// It is short, or of no meaning.
    Short,
    /// The voter is asked: so many seconds are left to answer.
    Asking(u32),
    /// Nobody is there. Said once for every screen.
    Over,
}

/// Watches one screen after the other. Time is whatever clock the caller has, as long as it never goes back.
#[derive(Debug, Default)]
pub(crate) struct Idle {
    /// Which screen, by its number.
    number: u64,
    since: Duration,
    over: bool,
}

impl Idle {
    /// Looks once. `number` is another one for every change of screen; `touched`: somebody did anything just now.
    pub(crate) fn look(&mut self, number: u64, view: &View, touched: bool, now: Duration) -> Silence {
        if touched || self.number != number {
            *self = Self { number, since: now, over: false };
        }
        let Some(limit) = limit(view) else { return Silence::Short };
        let silent = now.saturating_sub(self.since);
        if silent >= limit.over {
            return if std::mem::replace(&mut self.over, true) { Silence::Short } else { Silence::Over };
        }
        match limit.ask {
            Some(ask) if silent >= ask => Silence::Asking(seconds(limit.over.saturating_sub(silent))),
            _ => Silence::Short,
        }
    }

    /// Whether somebody is asked before it is over.
    pub(crate) const fn asks(view: &View) -> bool {
        matches!(limit(view), Some(Limit { ask: Some(_), .. }))
    }

    /// After what time to look again, if nothing happens until then.
    pub(crate) fn next(&self, view: &View, now: Duration) -> Option<Duration> {
        let limit = limit(view).filter(|_| !self.over)?;
        let silent = now.saturating_sub(self.since);
        let left = match limit.ask {
            Some(ask) if silent < ask => ask.saturating_sub(silent),
            // Seconds are counted down before the voter.
            Some(_) => Duration::from_nanos(u64::from(limit.over.saturating_sub(silent).subsec_nanos())),
            None => limit.over.saturating_sub(silent),
        };
        Some(left.max(Duration::from_millis(10)))
    }
}

fn seconds(left: Duration) -> u32 {
    u32::try_from(left.as_millis().div_ceil(1000)).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use screens::{CodesView, Menu, Purpose, Secret};

    use super::*;

    const fn at(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    #[test]
    fn a_voter_is_asked_after_two_minutes_and_given_up_45_seconds_later_once() {
        for view in [View::Choose, View::Confirm(Secret::new(1)), View::Compare, View::Withdrawn] {
            let mut idle = Idle::default();
            let mut look = |seconds| idle.look(7, &view, false, at(seconds));
            assert_eq!((look(1000), look(1119)), (Silence::Short, Silence::Short));
            assert_eq!((look(1120), look(1121)), (Silence::Asking(45), Silence::Asking(44)));
            assert_eq!((look(1164), look(1165)), (Silence::Asking(1), Silence::Over));
            assert_eq!(look(2000), Silence::Short);
        }
    }

    #[test]
    fn a_touch_or_another_screen_begins_anew() {
        let mut idle = Idle::default();
        assert_eq!(idle.look(1, &View::Choose, false, at(0)), Silence::Short);
        assert_eq!(idle.look(1, &View::Choose, false, at(130)), Silence::Asking(35));
        assert_eq!(idle.look(1, &View::Choose, true, at(131)), Silence::Short);
        assert_eq!(idle.look(1, &View::Choose, false, at(250)), Silence::Short);
        assert_eq!(idle.look(2, &View::Compare, false, at(251)), Silence::Short);
        assert_eq!(idle.look(2, &View::Compare, false, at(370)), Silence::Short);
        assert_eq!(idle.look(2, &View::Compare, false, at(371)), Silence::Asking(45));
    }

    #[test]
    fn officers_screens_are_left_and_others_stand_for_ever() {
        let codes = |can_go_back| {
            View::Codes(CodesView { purpose: Purpose::Menu, wrong: false, wait: 0, can_go_back })
        };
        for (view, after) in [
            (View::Menu(Menu::default()), Some(120)),
            (codes(true), Some(120)),
            (codes(false), None),
            (View::Accounting(screens::Accounting::default()), Some(300)),
            (View::Left(screens::Left { slip_hangs: true }), Some(60)),
            (View::Launch(screens::Launch::default()), Some(300)),
            (View::Ready, None),
            (View::Paused, None),
        ] {
            let mut idle = Idle::default();
            assert_eq!(idle.look(1, &view, false, at(10)), Silence::Short);
            let before = after.unwrap_or(100_000) + 9;
            assert_eq!(idle.look(1, &view, false, at(before)), Silence::Short, "{view:?}");
            let then = idle.look(1, &view, false, at(before + 1));
            assert_eq!(then == Silence::Over, after.is_some(), "{view:?}");
        }
    }

    #[test]
    fn it_is_looked_again_when_something_would_change() {
        let mut idle = Idle::default();
        idle.look(1, &View::Choose, true, at(5));
        assert_eq!(idle.next(&View::Choose, at(15)), Some(at(110)));
        let half = at(126) + Duration::from_millis(300);
        assert_eq!(idle.next(&View::Choose, half), Some(Duration::from_millis(700)));
        assert_eq!(idle.next(&View::Ready, at(15)), None);
        idle.look(1, &View::Choose, false, at(170));
        assert_eq!(idle.next(&View::Choose, at(171)), None);
    }
}
