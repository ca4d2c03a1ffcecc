//! What came in since the last frame, as whole acts: taps, the five keys, scans.
//!
//! egui's own clicks lose votes: a press of a second or a slip of a few points is none. Here a tap is a press and a
//! release, however long between and however much the finger trembled; whether both hit the same target is for the
//! target to say ([`Tap::hits`]).

use std::collections::{BTreeMap, VecDeque};
use std::time::Duration;

use egui::{Context, Event, Key, PointerButton, Pos2, Rect, TouchId, TouchPhase};
use zeroize::Zeroizing;

/// Average time between the keys of a scanner, at most.
const SCAN_PACE: Duration = Duration::from_millis(50);
/// Shorter texts are stray keys.
const SCAN_LENGTH: usize = 4;
/// Longest text that is collected; more is no slip.
const SCAN_LIMIT: usize = 600;
/// A pause after which collected characters are forgotten.
const SCAN_PAUSE: Duration = Duration::from_millis(500);

/// What had to wait longer than this for its frame was meant for a screen that people have read since.
const LATE: Duration = Duration::from_secs(1);

/// Stands for the key that takes the last character back.
pub(crate) const DELETE: char = '\u{8}';
/// Characters of one frame; more is no typing.
const TYPED: usize = SCAN_LIMIT;

/// A finger came down and went up.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tap {
    down: Pos2,
    up: Pos2,
    /// When it came down.
    pub(crate) since: Duration,
}

impl Tap {
    /// Whether it began and ended on the same target.
    pub(crate) fn hits(&self, target: Rect) -> bool {
        target.contains(self.down) && target.contains(self.up)
    }
}

/// The five keys of people who do not see or touch the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FiveKey {
    Up,
    Down,
    Ok,
    Back,
    Help,
}

/// What happened since the last frame, up to the first act that may answer a screen: what came after it is for the
/// next frame.
#[derive(Default)]
pub(crate) struct Acts {
    pub(crate) tap: Option<Tap>,
    pub(crate) keys: Vec<FiveKey>,
    /// A slip under the scanner.
    pub(crate) scan: Option<Zeroizing<String>>,
    /// What a keyboard or a scanner wrote, for screens that are written on; [`DELETE`] among it.
    pub(crate) typed: Zeroizing<String>,
    /// Whether Enter ended what a hand wrote.
    pub(crate) entered: bool,
    /// Where the finger that is down now came down, if it is still close to it.
    pub(crate) pressed: Option<(Pos2, Pos2)>,
    /// Whether anybody did anything.
    pub(crate) any: bool,
    /// Whether somebody touched the screen or one of the five keys: a slip under the scanner may be another's.
    pub(crate) present: bool,
}

/// Puts acts together over frames.
#[derive(Default)]
pub(crate) struct Input {
    press: Option<(Pos2, Duration)>,
    finger: Option<Pos2>,
    /// Fingers on the screen, the newest last: a palm that rests there stops no other finger.
    touches: BTreeMap<TouchId, Finger>,
    /// Whether a mouse has moved on this screen.
    mouse: bool,
    scan: Option<Scan>,
    /// What no frame has taken yet, and when it came.
    waiting: VecDeque<(Event, Duration)>,
}

#[derive(Clone, Copy)]
struct Finger {
    down: Pos2,
    at: Pos2,
    since: Duration,
}

struct Scan {
    text: Zeroizing<String>,
    first: Duration,
    last: Duration,
}

impl Input {
    /// Takes the events of this frame, and those that an earlier one left, in the order in which they came, up to the
    /// first that may answer the screen: of two fingers that are lifted in one frame, the first one answers. Keys are
    /// taken out of egui's hands: no widget of it may act on them.
    pub(crate) fn read(&mut self, ctx: &Context, now: Duration) -> Acts {
        while self.waiting.front().is_some_and(|(_, at)| now.saturating_sub(*at) > LATE) {
            self.next(&mut Acts::default());
        }
        let events = ctx.input(|i| i.events.clone());
        let own = events.iter().filter(|event| !is_echo(event, &events));
        self.waiting.extend(own.map(|event| (event.clone(), now)));
        ctx.input_mut(|i| i.events.retain(|e| !matches!(e, Event::Key { .. } | Event::Text(_))));
        let mut acts = Acts::default();
        while !acts.may_answer() && self.next(&mut acts) {}
        if !self.waiting.is_empty() {
            ctx.request_repaint();
        }
        if self.scan.as_ref().is_some_and(|scan| now.saturating_sub(scan.last) > SCAN_PAUSE) {
            self.scan = None;
        }
        let newest = self.touches.values().max_by_key(|finger| finger.since);
        let mouse = self.press.zip(self.finger).map(|((down, _), at)| (down, at));
        acts.pressed = newest.map(|finger| (finger.down, finger.at)).or(mouse);
        acts
    }

    /// What waits was meant for a screen that is gone: nothing comes of it, but which fingers are down is known.
    pub(crate) fn forget_waiting(&mut self) {
        while self.next(&mut Acts::default()) {}
    }

    /// Whether somebody uses a mouse.
    pub(crate) const fn mouse(&self) -> bool {
        self.mouse
    }

    /// Shows no mouse before it moves.
    pub(crate) const fn hide_mouse(&mut self) {
        self.mouse = false;
    }

    /// Forgets everything begun: for a change of session.
    pub(crate) fn wipe(&mut self) {
        *self = Self::default();
    }

    /// Takes the event that waits longest; whether there was one.
    fn next(&mut self, acts: &mut Acts) -> bool {
        let Some((event, at)) = self.waiting.pop_front() else { return false };
        self.take(&event, at, acts);
        true
    }

    fn take(&mut self, event: &Event, now: Duration, acts: &mut Acts) {
        acts.write(event);
        match event {
            Event::PointerButton { pos, button: PointerButton::Primary, pressed, .. } => {
                acts.touched();
                self.finger = Some(*pos);
                if *pressed {
                    self.press = Some((*pos, now));
                } else if let Some((down, since)) = self.press.take() {
                    acts.tap = Some(Tap { down, up: *pos, since });
                }
            }
            Event::PointerMoved(pos) => {
                self.mouse = true;
                self.finger = Some(*pos);
            }
            Event::Touch { id, phase, pos, .. } => {
                acts.touched();
                acts.tap = self.touch(*id, *phase, *pos, now);
            }
            // The touch was cancelled, or the pointer left the window.
            Event::PointerGone => self.press = None,
            Event::Text(text) => {
                acts.any = true;
                self.collect(text, now);
            }
            // Held keys repeat: only moving may.
            Event::Key { key, pressed: true, repeat, .. } => {
                acts.any = true;
                self.key(*key, *repeat, now, acts);
                acts.present |= !acts.keys.is_empty();
            }
            Event::AccessKitActionRequest(_) => acts.touched(),
            _ => {}
        }
    }

    /// A finger did something; the tap, if that ended one.
    fn touch(&mut self, id: TouchId, phase: TouchPhase, pos: Pos2, now: Duration) -> Option<Tap> {
        match phase {
            TouchPhase::Start => {
                self.touches.insert(id, Finger { down: pos, at: pos, since: now });
                None
            }
            TouchPhase::Move => {
                self.touches.get_mut(&id)?.at = pos;
                None
            }
            TouchPhase::End => {
                let Finger { down, since, .. } = self.touches.remove(&id)?;
                Some(Tap { down, up: pos, since })
            }
            TouchPhase::Cancel => {
                self.touches.remove(&id);
                None
            }
        }
    }

    fn collect(&mut self, text: &str, now: Duration) {
        // No frame may have come in between: what was left over begins no scan.
        self.scan = self.scan.take().filter(|scan| now.saturating_sub(scan.last) <= SCAN_PAUSE);
        let scan = self.scan.get_or_insert_with(|| Scan {
            // Whole from the start: growing would leave copies behind.
            text: Zeroizing::new(String::with_capacity(SCAN_LIMIT)),
            first: now,
            last: now,
        });
        if scan.text.len() + text.len() <= SCAN_LIMIT {
            scan.text.push_str(text);
        }
        scan.last = now;
    }

    fn key(&mut self, key: Key, repeat: bool, now: Duration, acts: &mut Acts) {
        match (key, repeat) {
            (Key::ArrowUp, _) => acts.keys.push(FiveKey::Up),
            (Key::ArrowDown, _) => acts.keys.push(FiveKey::Down),
            (Key::Enter, false) => match self.scan.take() {
                Some(scan) => {
                    acts.scan = scan.finish(now).or(acts.scan.take());
                    acts.entered = acts.scan.is_none();
                }
                None => acts.keys.push(FiveKey::Ok),
            },
            (Key::Escape, false) => acts.keys.push(FiveKey::Back),
            (Key::F1, false) => acts.keys.push(FiveKey::Help),
            _ => {}
        }
    }
}

/// Whether an event only repeats, as that of a mouse, what the first finger did.
fn is_echo(event: &Event, events: &[Event]) -> bool {
    let (Event::PointerMoved(at) | Event::PointerButton { pos: at, .. }) = event else { return false };
    events.iter().any(|other| matches!(other, Event::Touch { pos, .. } if pos == at))
}

impl Acts {
    /// Whether it holds what a screen may take for an answer.
    fn may_answer(&self) -> bool {
        let key = |key: &FiveKey| matches!(key, FiveKey::Ok | FiveKey::Back);
        self.tap.is_some() || self.scan.is_some() || self.entered || self.keys.iter().any(key)
    }

    fn touched(&mut self) {
        (self.any, self.present) = (true, true);
    }

    /// Keeps what was written, in order.
    fn write(&mut self, event: &Event) {
        let text = match event {
            Event::Text(text) => text.as_str(),
            Event::Key { key: Key::Backspace, pressed: true, .. } => "\u{8}",
            _ => return,
        };
        if self.typed.capacity() == 0 {
            // Whole from the start: growing would leave copies behind.
            self.typed.reserve_exact(TYPED);
        }
        if self.typed.len() + text.len() <= TYPED {
            self.typed.push_str(text);
        }
    }
}

impl Scan {
    /// The text, if a scanner and no hand typed it.
    fn finish(self, now: Duration) -> Option<Zeroizing<String>> {
        let keys = u32::try_from(self.text.chars().count()).unwrap_or(u32::MAX);
        let fast = now.saturating_sub(self.first) <= SCAN_PACE.saturating_mul(keys);
        (fast && self.text.len() >= SCAN_LENGTH).then_some(self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(key: Key, repeat: bool) -> Event {
        Event::Key { key, physical_key: None, pressed: true, repeat, modifiers: egui::Modifiers::NONE }
    }

    /// Types characters `pace` milliseconds apart, then Enter.
    fn typed(text: &str, pace: u64) -> Acts {
        let (mut input, mut acts, mut now) = (Input::default(), Acts::default(), 0);
        for c in text.chars() {
            input.take(&Event::Text(c.to_string()), Duration::from_millis(now), &mut acts);
            now += pace;
        }
        input.take(&key(Key::Enter, false), Duration::from_millis(now), &mut acts);
        acts
    }

    #[test]
    fn a_scanner_types_fast_and_ends_with_enter() {
        let acts = typed("7K2M9QX4T1B8W3ZND", 8);
        assert_eq!(acts.scan.as_ref().map(|s| s.as_str()), Some("7K2M9QX4T1B8W3ZND"));
        assert!(acts.keys.is_empty());
    }

    #[test]
    fn a_stray_character_long_before_a_scan_does_not_hide_it() {
        let (mut input, mut acts) = (Input::default(), Acts::default());
        input.take(&Event::Text("x".to_owned()), Duration::ZERO, &mut acts);
        for c in ["7", "K", "2", "M"] {
            input.take(&Event::Text(c.to_owned()), Duration::from_secs(5), &mut acts);
        }
        input.take(&key(Key::Enter, false), Duration::from_secs(5), &mut acts);
        assert_eq!(acts.scan.as_ref().map(|s| s.as_str()), Some("7K2M"));
    }

    #[test]
    fn what_a_hand_types_is_no_scan_and_its_enter_presses_nothing() {
        for acts in [typed("7K2M9QX4T1B8W3ZND", 120), typed("7K2", 5)] {
            assert!(acts.scan.is_none() && acts.keys.is_empty());
        }
        assert_eq!(typed("", 0).keys, [FiveKey::Ok]);
    }

    fn touch(id: u64, phase: TouchPhase, x: f32) -> [Event; 2] {
        let (pos, device_id) = (Pos2::new(x, 5.0), egui::TouchDeviceId(1));
        let pressed = phase == TouchPhase::Start;
        [
            Event::Touch { device_id, id: TouchId(id), phase, pos, force: None },
            Event::PointerButton {
                pos,
                button: PointerButton::Primary,
                pressed,
                modifiers: egui::Modifiers::NONE,
            },
        ]
    }

    #[test]
    fn a_finger_counts_once_and_beside_a_palm_that_rests() {
        let (mut input, ctx) = (Input::default(), Context::default());
        let mut frame = |events: &[Event], ms| {
            let input_of = egui::RawInput { events: events.to_vec(), ..egui::RawInput::default() };
            ctx.begin_pass(input_of);
            let read = input.read(&ctx, Duration::from_millis(ms));
            ctx.end_pass().textures_delta.clear();
            read.tap
        };
        assert!(frame(&touch(1, TouchPhase::Start, 10.0), 0).is_none());
        assert!(frame(&touch(2, TouchPhase::Start, 90.0)[..1], 100).is_none());
        let tap = frame(&touch(2, TouchPhase::End, 92.0)[..1], 200);
        assert_eq!(tap.map(|tap| tap.down.x), Some(90.0));
        assert!(frame(&touch(1, TouchPhase::Cancel, 10.0)[..1], 300).is_none());
        assert!(frame(&touch(3, TouchPhase::Start, 20.0), 400).is_none());
        assert!(frame(&touch(3, TouchPhase::End, 20.0), 500).is_some());
        assert!(frame(&[], 600).is_none());
        assert!(!input.mouse());
    }

    #[test]
    fn a_held_key_moves_but_presses_once() {
        let (mut input, mut acts) = (Input::default(), Acts::default());
        for (which, repeat) in [
            (Key::ArrowDown, false),
            (Key::ArrowDown, true),
            (Key::Enter, false),
            (Key::Enter, true),
            (Key::Escape, true),
        ] {
            input.take(&key(which, repeat), Duration::ZERO, &mut acts);
        }
        assert_eq!(acts.keys, [FiveKey::Down, FiveKey::Down, FiveKey::Ok]);
    }
}
