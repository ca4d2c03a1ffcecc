//! Which target the five keys are at.

use egui::{Context, EventFilter, Id};

use crate::input::FiveKey;

/// The focus of one screen: targets in the order in which the screen names them.
#[derive(Default)]
pub(crate) struct Focus {
    at: Option<Id>,
    /// The targets of the frame before.
    order: Vec<Id>,
    /// Those of this frame, so far.
    next: Vec<Id>,
    /// The target that OK was pressed on in this frame.
    pressed: Option<Id>,
    /// Whether the focus came to where it is in this frame.
    moved: bool,
}

/// What the keys of a frame ask of the screen itself.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Asked {
    /// *Back* was pressed.
    pub(crate) back: bool,
    /// *Help* was pressed.
    pub(crate) help: bool,
    /// *OK* was pressed where nothing had the focus.
    pub(crate) ok: bool,
}

impl Focus {
    /// Takes the keys of this frame, in order, up to one that may change the screen.
    pub(crate) fn take(&mut self, keys: &[FiveKey]) -> Asked {
        let mut asked = Asked::default();
        self.next.clear();
        (self.pressed, self.moved) = (None, false);
        for key in keys {
            match key {
                FiveKey::Up => self.step(-1),
                FiveKey::Down => self.step(1),
                FiveKey::Help => asked.help = true,
                FiveKey::Ok => {
                    self.pressed = self.at;
                    asked.ok = self.at.is_none();
                    break;
                }
                FiveKey::Back => {
                    asked.back = true;
                    break;
                }
            }
        }
        asked
    }

    /// OK was pressed too soon.
    pub(crate) fn ignore_ok(&mut self) {
        self.pressed = None;
    }

    /// A new screen: nothing has the focus, and what was pressed was meant for the old one.
    pub(crate) fn clear(&mut self) {
        *self = Self::default();
    }

    /// Moves to a target, as if by keys.
    pub(crate) fn go(&mut self, id: Id) {
        self.moved |= self.at != Some(id);
        self.at = Some(id);
    }

    /// A target of this frame: whether it has the focus, whether it got it just now, whether OK was pressed on it.
    pub(crate) fn target(&mut self, id: Id) -> (bool, bool, bool) {
        self.next.push(id);
        let here = self.at == Some(id);
        (here, here && self.moved, self.pressed == Some(id))
    }

    /// The end of a frame: egui is told, for assistive technology, and kept from moving the focus itself.
    pub(crate) fn finish(&mut self, ctx: &Context) {
        std::mem::swap(&mut self.order, &mut self.next);
        if self.at.is_some_and(|id| !self.order.contains(&id)) {
            self.at = None;
        }
        let all = EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: true };
        ctx.memory_mut(|memory| match (self.at, memory.focused()) {
            (Some(id), focused) => {
                if focused != Some(id) {
                    memory.request_focus(id);
                }
                memory.set_focus_lock_filter(id, all);
            }
            (None, Some(other)) => memory.surrender_focus(other),
            (None, None) => {}
        });
    }

    fn step(&mut self, by: isize) {
        let Some(last) = self.order.len().checked_sub(1) else { return };
        let at = self.at.and_then(|id| self.order.iter().position(|other| *other == id));
        let to = match (at, by > 0) {
            (None, true) => 0,
            (None, false) => last,
            (Some(at), true) => {
                if at == last {
                    0
                } else {
                    at + 1
                }
            }
            (Some(at), false) => at.checked_sub(1).unwrap_or(last),
        };
        self.at = self.order.get(to).copied();
        self.moved = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(targets: &[&str]) -> Focus {
        let mut focus = Focus::default();
        for name in targets {
            focus.target(Id::unique(*name));
        }
        focus.finish(&Context::default());
        focus
    }

    #[test]
    fn down_goes_round_and_up_goes_back() {
        let mut focus = with(&["a", "b", "c"]);
        for (keys, at) in [
            ([FiveKey::Down].as_slice(), "a"),
            (&[FiveKey::Down, FiveKey::Down], "c"),
            (&[FiveKey::Down], "a"),
            (&[FiveKey::Up], "c"),
        ] {
            focus.take(keys);
            assert_eq!(focus.at, Some(Id::unique(at)), "{keys:?}");
        }
    }

    #[test]
    fn ok_presses_what_has_the_focus_and_nothing_after_it_counts() {
        let mut focus = with(&["a", "b"]);
        assert_eq!(focus.take(&[FiveKey::Ok]), Asked { ok: true, ..Asked::default() });
        assert!(focus.pressed.is_none());
        let asked = focus.take(&[FiveKey::Down, FiveKey::Ok, FiveKey::Down, FiveKey::Back]);
        assert_eq!((asked, focus.pressed), (Asked::default(), Some(Id::unique("a"))));
        assert_eq!(focus.target(Id::unique("a")), (true, true, true));
    }

    #[test]
    fn a_target_that_is_gone_has_no_focus() {
        let mut focus = with(&["a", "b"]);
        focus.take(&[FiveKey::Down]);
        focus.target(Id::unique("b"));
        focus.finish(&Context::default());
        assert_eq!(focus.at, None);
    }
}
