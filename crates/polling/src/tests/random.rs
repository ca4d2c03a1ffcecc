//! Random days in a booth, against a model that knows only what people see and what they were told.

use std::collections::BTreeMap;
use std::fs::OpenOptions;
use std::io::{Seek, SeekFrom, Write};
use std::sync::Arc;

use ballot_log::mirror::FRAME;
use ballot_log::{Body, EventKind, Officers};
use election::{BallotCode, Mode};
use proptest::prelude::*;

use super::world::{World, admitted, launch};
use crate::*;

/// What a booth may be in, for a driver that does not know beforehand.
enum Phase {
    Locked(LockedBooth),
    Restarted(RestartedBooth),
    Ready(Ready),
    Paused(Paused),
    Choosing(Choosing, usize),
    Confirming(Confirming, usize, u8),
    Comparing(Comparing, usize, u8),
    Withdrawn(Withdrawn, usize),
    Finished(Finished),
    Unprinted(Unprinted),
    Closed(ClosedBooth),
}

/// What the log must hold, told by what people did.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Line {
    Opened,
    Cast(BallotCode),
    Challenged(BallotCode, u8),
    Cancelled(BallotCode),
    Event(EventKind),
    Closed,
}

struct Day {
    world: World,
    station: Arc<Station>,
    log: Vec<Line>,
    used: BTreeMap<usize, TokenUse>,
    /// The slip that hangs in the printer without a mark, by its strip.
    hanging: Option<BallotCode>,
    receipts: Vec<BallotCode>,
}

const TOKENS: usize = 5;

impl Day {
    fn new() -> (Self, Phase) {
        let world = World::new(Mode::Simulasi);
        let locked = world.create();
        let day = Self {
            station: world.kit().station,
            world,
            log: Vec::new(),
            used: BTreeMap::new(),
            hanging: None,
            receipts: Vec::new(),
        };
        (day, Phase::Locked(locked))
    }

    /// One step. `what` says which of the steps that the phase allows, `which` its details.
    fn step(&mut self, phase: Phase, what: u8, which: u8) -> Phase {
        match what % 16 {
            0 => return self.power_cut(phase, which),
            1 => self.world.tray.fail_after(usize::from(which % 3), which.is_multiple_of(2)),
            _ => {}
        }
        let second = what.is_multiple_of(2);
        match phase {
            Phase::Locked(booth) => {
                self.log.extend([Line::Opened, Line::Event(EventKind::Officer)]);
                self.ended(booth.open(admitted(), launch()).unwrap())
            }
            Phase::Restarted(booth) => self.settle(booth),
            Phase::Ready(ready) => self.ready(ready, what, which),
            Phase::Paused(paused) => {
                self.log.push(Line::Event(EventKind::Resume));
                Phase::Ready(paused.resume(admitted(), &Remark::new("").unwrap()).unwrap())
            }
            Phase::Choosing(choosing, _) if what % 8 == 2 => Phase::Ready(choosing.abandon()),
            Phase::Choosing(choosing, token) => match choosing.choose(which % 6) {
                Ok(confirming) => Phase::Confirming(confirming, token, which % 6),
                Err(Refused { state, .. }) => Phase::Choosing(state, token),
            },
            Phase::Confirming(confirming, token, _) if what % 8 == 2 => {
                Phase::Choosing(confirming.no(), token)
            }
            Phase::Confirming(confirming, ..) if what % 8 == 4 => Phase::Ready(confirming.abandon()),
            Phase::Confirming(confirming, token, option) => self.yes(confirming, token, option),
            Phase::Comparing(comparing, token, option) => self.answer(comparing, token, option, which),
            Phase::Withdrawn(withdrawn, token) if second => Phase::Choosing(withdrawn.choose_again(), token),
            Phase::Withdrawn(withdrawn, _) => Phase::Ready(withdrawn.leave()),
            Phase::Finished(finished) => {
                if let Outcome::Cast(receipt) = finished.outcome() {
                    self.receipts.push(receipt.code);
                }
                Phase::Ready(finished.next())
            }
            Phase::Unprinted(unprinted) => self.mend(unprinted, second),
            Phase::Closed(mut booth) => {
                let _printed_or_not = booth.print_report();
                Phase::Closed(booth)
            }
        }
    }

    fn ready(&mut self, ready: Ready, what: u8, which: u8) -> Phase {
        let token = usize::from(which) % (TOKENS + 1);
        match what % 16 {
            2 => {
                self.log.push(Line::Event(EventKind::Pause));
                Phase::Paused(ready.pause(&Remark::new("").unwrap()).unwrap())
            }
            3 if which > 200 => {
                self.log.push(Line::Closed);
                let reason = Some("alasan".to_owned());
                Phase::Closed(ready.close(admitted(), Officers::default(), reason).unwrap().unwrap())
            }
            4 => {
                self.log.push(Line::Event(EventKind::Reprint));
                let reprinted = ready.reprint_zero_report();
                self.ended(reprinted)
            }
            _ if token == TOKENS => match ready.scan("PLK1-S-1607062001-1-2-00000000000000000") {
                Ok(_) => panic!("a slip of another booth"),
                Err(Refused { state, .. }) => Phase::Ready(state),
            },
            _ => match (ready.scan(&self.world.slip(token)), self.used.get(&token)) {
                (Ok(choosing), None) => Phase::Choosing(choosing, token),
                (Err(Refused { state, reason }), Some(how)) => {
                    assert_eq!(reason, TokenRefusal::Used { how: *how });
                    Phase::Ready(state)
                }
                (Ok(_), Some(_)) => panic!("token {token} is used up"),
                (Err(Refused { reason, .. }), None) => panic!("token {token}: {reason}"),
            },
        }
    }

    fn yes(&mut self, confirming: Confirming, token: usize, option: u8) -> Phase {
        self.world.tray.take();
        let printed = confirming.yes();
        let strip = self.world.tray.take().into_iter().find_map(|sheet| sheet.code);
        if let (Err(_), Some(code)) = (&printed, strip) {
            self.log.push(Line::Cancelled(code));
        }
        self.hanging = strip;
        match printed {
            Ok(comparing) => {
                assert_eq!(Some(comparing.code()), strip);
                Phase::Comparing(comparing, token, option)
            }
            Err(halt) => self.halted(halt),
        }
    }

    fn answer(&mut self, comparing: Comparing, token: usize, option: u8, which: u8) -> Phase {
        let code = comparing.code();
        match which % 4 {
            0 => {
                self.used.insert(token, TokenUse::Challenged);
                self.log.push(Line::Challenged(code, option));
                let tested = comparing.challenge();
                self.ended(tested)
            }
            1 => {
                self.log.push(Line::Cancelled(code));
                match comparing.cancel() {
                    Ok(withdrawn) => {
                        self.hanging = None;
                        Phase::Withdrawn(withdrawn, token)
                    }
                    Err(halt) => self.halted(halt),
                }
            }
            _ => {
                self.used.insert(token, TokenUse::Cast);
                self.log.push(Line::Cast(code));
                let cast = comparing.cast();
                self.ended(cast)
            }
        }
    }

    fn ended(&mut self, step: Result<Finished, Halt>) -> Phase {
        match step {
            Ok(finished) => {
                self.hanging = None;
                Phase::Finished(finished)
            }
            Err(halt) => self.halted(halt),
        }
    }

    fn halted(&mut self, halt: Halt) -> Phase {
        match halt {
            Halt::Unprinted(unprinted) => {
                self.log.push(Line::Event(EventKind::PrintFailure));
                Phase::Unprinted(*unprinted)
            }
            Halt::Faulted(faulted) => panic!("{faulted}"),
        }
    }

    fn mend(&mut self, unprinted: Unprinted, retry: bool) -> Phase {
        let nothing = *unprinted.outcome() == Outcome::Nothing;
        let missing = |event| (!nothing).then_some(Line::Event(event));
        if !retry {
            self.log.extend(missing(EventKind::Officer));
            self.hanging = None;
            return Phase::Finished(unprinted.give_up(admitted()).unwrap());
        }
        match unprinted.retry() {
            Ok(finished) => {
                self.log.extend(missing(EventKind::Reprint));
                self.hanging = None;
                Phase::Finished(finished)
            }
            Err(Halt::Unprinted(unprinted)) => Phase::Unprinted(*unprinted),
            Err(Halt::Faulted(faulted)) => panic!("{faulted}"),
        }
    }

    /// The machine goes off. Sometimes the second medium has not got the last record, which was never acknowledged.
    fn power_cut(&mut self, phase: Phase, which: u8) -> Phase {
        drop(phase);
        self.check();
        let behind = which.is_multiple_of(3) && !self.log.is_empty();
        if behind {
            let frame = self.log.len() * FRAME;
            let mut mirror = OpenOptions::new().write(true).open(self.world.paths().mirror).unwrap();
            mirror.seek(SeekFrom::Start(frame.try_into().unwrap())).unwrap();
            mirror.write_all(&[0; FRAME]).unwrap();
        }
        let started = self.world.start();
        match &started {
            Started::Restarted(_) => {
                self.log.extend([EventKind::Restart, EventKind::Officer].map(Line::Event));
                self.log.extend(behind.then_some(Line::Event(EventKind::RolledForward)));
            }
            Started::Locked(_) => assert!(self.log.is_empty()),
            Started::Closed(_) => assert_eq!(self.log.last(), Some(&Line::Closed)),
        }
        match started {
            Started::Locked(booth) => Phase::Locked(booth),
            Started::Restarted(booth) => Phase::Restarted(booth),
            Started::Closed(booth) => Phase::Closed(booth),
        }
    }

    /// The officer says truly what hangs in the printer.
    fn settle(&mut self, booth: RestartedBooth) -> Phase {
        for token in 0..TOKENS {
            let expected =
                self.used.get(&token).map_or(TokenStatus::NotRecorded, |how| TokenStatus::Recorded(*how));
            assert_eq!(booth.token_status(&self.world.slip(token)), Ok(expected));
        }
        let Some(code) = self.hanging else {
            return self.ended(booth.settle(admitted(), PaperFound::Nothing));
        };
        let fate = self.log.iter().find_map(|line| match line {
            Line::Cast(recorded) if *recorded == code => Some("SAH"),
            Line::Challenged(recorded, _) if *recorded == code => Some("DIUJI"),
            Line::Cancelled(recorded) if *recorded == code => Some("BATAL"),
            _ => None,
        });
        self.log.push(if fate.is_some() { Line::Event(EventKind::Reprint) } else { Line::Cancelled(code) });
        self.world.tray.take();
        let settled = booth.settle(admitted(), PaperFound::Strip(code));
        if settled.is_ok() {
            assert_eq!(self.world.tray.kinds().first(), Some(&fate.unwrap_or("BATAL")));
        }
        self.ended(settled)
    }

    /// The log is what the model says, entry for entry; receipts and tokens as voters hold them.
    fn check(&self) {
        let station = &self.station;
        let line = |body| match body {
            Body::Opened(_) => Line::Opened,
            Body::Cast(ballot) => Line::Cast(station.code_of(&ballot).unwrap()),
            Body::Challenged(opened) => {
                Line::Challenged(station.code_of(&opened.ballot).unwrap(), opened.choice)
            }
            Body::Cancelled(cancelled) => Line::Cancelled(cancelled.code),
            Body::Event(event) => Line::Event(event.event),
            Body::Closed(_) => Line::Closed,
        };
        let found: Vec<Line> = self.world.bodies().into_iter().map(line).collect();
        assert_eq!(found, self.log);
        for receipt in &self.receipts {
            assert_eq!(found.iter().filter(|line| **line == Line::Cast(*receipt)).count(), 1);
        }
        let using = |line: &&Line| matches!(line, Line::Cast(_) | Line::Challenged(..));
        assert_eq!(found.iter().filter(using).count(), self.used.len(), "one token, one ballot");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn days_go_as_people_saw_them(steps in proptest::collection::vec(any::<(u8, u8)>(), 10..60)) {
        let (mut day, mut phase) = Day::new();
        for (what, which) in steps {
            phase = day.step(phase, what, which);
        }
        day.power_cut(phase, 0);
        day.check();
    }
}
