//! The machine goes off, and is started again.

use std::fs::OpenOptions;
use std::io::{Seek, SeekFrom, Write};

use ballot_log::EventKind;
use ballot_log::mirror::FRAME;

use super::model::{Cut, Line, OFFICER};
use super::{Day, Phase, SeededFault};
use crate::*;

impl Day {
    /// The machine goes off between two steps.
    pub(super) fn power_cut(&mut self, phase: Phase, which: u8) -> Phase {
        drop(phase);
        self.start_again(which)
    }

    /// Starts the machine again. Sometimes a medium is behind, which was never acknowledged, or damaged.
    pub(super) fn start_again(&mut self, which: u8) -> Phase {
        self.look();
        self.check();
        self.chosen = None;
        self.withdrawn.clear();
        if self.fault == Some(SeededFault::ForgetfulMedia) && self.log.len() > 1 {
            self.mirror_behind();
            self.log_lost();
        }
        let repaired = match which % 8 {
            0 if !self.log.is_empty() => self.mirror_behind(),
            1 if !self.log.is_empty() => self.log_lost(),
            _ => None,
        };
        let again = [Some(Line::Event(EventKind::Restart)), Some(OFFICER), repaired];
        let told: Vec<Line> = match (self.log.first(), self.log.last()) {
            (None, _) | (_, Some(Line::Closed)) => Vec::new(),
            _ => again.into_iter().flatten().collect(),
        };
        // A clock that was set back before opening is told at each start.
        self.back += 1;
        let started = match self.catch(|| self.world.start()) {
            Ok(started) => self.account(Ok(Ok::<_, ()>(started)), &told, &told),
            Err(cut) => self.account(Err::<Result<Started, ()>, _>(cut), &told, &told),
        };
        match started {
            Ok(Ok(Started::Locked(booth))) => {
                assert!(self.log.is_empty());
                Phase::Locked(booth, false)
            }
            Ok(Ok(Started::Restarted(booth))) => Phase::Restarted(booth),
            Ok(Ok(Started::Closed(booth))) => {
                assert_eq!(self.log.last(), Some(&Line::Closed));
                Phase::Closed(booth)
            }
            Ok(Err(())) | Err(Cut) => {
                self.world.fuse.unset();
                self.start_again(u8::MAX)
            }
        }
    }

    fn mirror_behind(&self) -> Option<Line> {
        let frame = self.world.entries().len() * FRAME;
        let mut mirror = OpenOptions::new().write(true).open(self.world.paths().mirror).unwrap();
        mirror.seek(SeekFrom::Start(frame.try_into().unwrap())).unwrap();
        mirror.write_all(&[0; FRAME]).unwrap();
        Some(Line::Event(EventKind::RolledForward))
    }

    fn log_lost(&self) -> Option<Line> {
        OpenOptions::new().write(true).open(self.world.paths().log).unwrap().set_len(0).unwrap();
        Some(Line::Event(EventKind::LogRebuilt))
    }
}
