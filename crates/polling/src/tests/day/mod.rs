//! A day in a booth, driven step by step and compared with a model that knows only what people see and are told.
//!
//! The model keeps what the log must hold, line by line, and what the paper has shown. A step that ends may have added
//! exactly its own lines; a step in which the machine went off, the beginning of them.

mod model;
mod power;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use ballot_log::{EventKind, Officers};
use election::{BallotCode, Mode, Token, TokenError};

use self::model::{Cut, Line, OFFICER, REPRINT, Seen, UNPRINTED};
use super::world::{World, codes, launch, place};
use crate::*;

/// Slips that voters have.
const TOKENS: usize = 5;

/// What a booth may be in, for a driver that does not know beforehand.
pub(crate) enum Phase {
    /// And whether the last check since the start found nothing against opening.
    Locked(LockedBooth, bool),
    Restarted(RestartedBooth),
    Ready(Ready),
    Paused(Paused),
    Choosing(Choosing),
    Confirming(Confirming),
    Comparing(Comparing),
    Unattended(Unattended),
    Withdrawn(Withdrawn),
    Finished(Finished),
    Unprinted(Unprinted),
    Closed(ClosedBooth),
}

/// A machine that is wrong on purpose: the model has to see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SeededFault {
    /// Any codes are right.
    EverybodyIsAnOfficer,
    /// Neither medium has the last record when the machine starts again, though both have said that they do.
    ForgetfulMedia,
}

pub(crate) struct Day {
    pub(crate) world: World,
    station: Arc<Station>,
    log: Vec<Line>,
    used: BTreeMap<usize, TokenUse>,
    /// What the voter in the booth holds and has touched.
    token: usize,
    chosen: Option<u8>,
    /// The strip without a mark in the printer, and the mark that was printed last.
    hanging: Option<BallotCode>,
    slip_hangs: bool,
    marked: Option<(BallotCode, &'static str)>,
    /// TIDAK with each token since the machine was started.
    withdrawn: BTreeMap<usize, u32>,
    /// What hangs together: sheets since the last cut, with the code and the choice that each tells.
    piece: Vec<(Option<BallotCode>, Option<u8>)>,
    /// How often the clock was set back.
    back: usize,
    /// What is wrong with the machine on purpose.
    fault: Option<SeededFault>,
    /// Added to each choice, round and round; everything else of the day is the same.
    turn: u8,
    exports: usize,
    /// What somebody beside the booth could see, sheet by sheet.
    pub(crate) seen: Vec<Seen>,
}

impl Day {
    pub(crate) fn new(turn: u8, fault: Option<SeededFault>) -> (Self, Phase) {
        let mut world = World::new(Mode::Simulasi);
        world.everybody_is_an_officer = fault == Some(SeededFault::EverybodyIsAnOfficer);
        let locked = world.create();
        let day = Self {
            station: world.kit().station,
            world,
            log: Vec::new(),
            used: BTreeMap::new(),
            token: 0,
            chosen: None,
            hanging: None,
            slip_hangs: false,
            marked: None,
            withdrawn: BTreeMap::new(),
            piece: Vec::new(),
            back: 0,
            fault,
            turn,
            exports: 0,
            seen: Vec::new(),
        };
        (day, Phase::Locked(locked, false))
    }

    /// One step. `what` says which of the steps that the phase allows, `which` its details.
    pub(crate) fn step(&mut self, phase: Phase, what: u8, which: u8) -> Phase {
        match what % 20 {
            0 => return self.power_cut(phase, which),
            1 => self.printer_fails(which),
            2 => self.clock_moves(which),
            3 => self.world.fuse.set(u32::from(which % 8)),
            4 => self.world.tray.says(if which < 100 { Err(trouble(which)) } else { Ok(()) }),
            _ => {}
        }
        let next = self.act(phase, what / 20, which);
        next.unwrap_or_else(|Cut| {
            self.world.fuse.unset();
            self.start_again(which)
        })
    }

    fn act(&mut self, phase: Phase, act: u8, which: u8) -> Result<Phase, Cut> {
        let next = match phase {
            Phase::Locked(booth, passed) => self.locked(booth, passed, act),
            Phase::Restarted(booth) => self.settle(booth, act),
            Phase::Ready(ready) => self.ready(ready, act, which),
            Phase::Paused(paused) => self.resume(paused),
            Phase::Choosing(choosing) => Ok(self.choose(choosing, act, which)),
            Phase::Confirming(confirming) => self.confirm(confirming, act),
            Phase::Comparing(comparing) => self.compare(comparing, act),
            Phase::Unattended(unattended) => self.unattended(unattended, act),
            Phase::Withdrawn(withdrawn) if act < 6 => Ok(Phase::Choosing(withdrawn.choose_again())),
            Phase::Withdrawn(withdrawn) => Ok(Phase::Ready(withdrawn.leave())),
            Phase::Finished(finished) => Ok(Phase::Ready(self.finished(finished))),
            Phase::Unprinted(unprinted) => self.mend(unprinted, act),
            Phase::Closed(booth) => self.closed(booth, act),
        }?;
        self.look();
        self.check();
        Ok(next)
    }

    fn locked(&mut self, mut booth: LockedBooth, passed: bool, act: u8) -> Result<Phase, Cut> {
        if act < 4 || (act < 8 && !passed) {
            let answers = self.attempt(&[], &[], || (booth.readiness(None).may_open(), booth));
            let (may_open, mut booth) = answers?;
            let (printed, booth) = self.attempt(&[], &[], || (booth.print_readiness(), booth))?;
            assert!(may_open || printed.is_err() || self.world.status().is_err());
            return Ok(Phase::Locked(booth, may_open));
        }
        let admission = admission(|codes| booth.admit(codes));
        if !passed {
            let Err(Refused { state: (booth, _), reason }) = booth.open(admission, launch()) else {
                panic!("opened without a check")
            };
            assert_eq!(reason, OpenRefusal::NotReady);
            return Ok(Phase::Locked(booth, false));
        }
        let (done, failed) = ([Line::Opened, OFFICER], [Line::Opened, OFFICER, UNPRINTED]);
        self.finish(&done, &failed, || booth.open(admission, launch()).unwrap())
    }

    /// The officers say what hangs in the printer, at times wrongly.
    fn settle(&mut self, booth: RestartedBooth, act: u8) -> Result<Phase, Cut> {
        for token in 0..TOKENS {
            let expected =
                self.used.get(&token).map_or(TokenStatus::NotRecorded, |how| TokenStatus::Recorded(*how));
            let told = booth.token_status(&self.world.slip(token));
            assert_eq!(told, Ok(expected), "sudah or belum tercatat, as the voter was told");
        }
        let admission = admission(|codes| booth.admit(codes));
        let slip = self.slip_hangs != (act == 0);
        let found = if slip { PaperFound::Slip } else { PaperFound::Nothing };
        let remembered = booth.remembered();
        assert_eq!(booth.asks(), remembered.is_some());
        assert!(self.hanging.is_none() || self.hanging == remembered, "the slip that hangs is remembered");
        self.hanging = remembered;
        let done: Vec<Line> = match remembered {
            Some(code) if self.fate(code).is_none() => vec![Line::Cancelled(code)],
            Some(_) => vec![REPRINT],
            None if slip => vec![OFFICER],
            None if self.has_voted() => Vec::new(),
            None => vec![REPRINT],
        };
        let failed = [done.as_slice(), &[UNPRINTED]].concat();
        self.finish(&done, &failed, || booth.settle(admission, found))
    }

    fn ready(&mut self, ready: Ready, act: u8, which: u8) -> Result<Phase, Cut> {
        match act {
            0 => {
                let pause = [Line::Event(EventKind::Pause)];
                let paused = self.attempt(&pause, &pause, || ready.pause(&Remark::new("").unwrap()))?;
                Ok(Phase::Paused(paused.unwrap()))
            }
            1 if which > 235 => {
                let (closed, admission) = ([Line::Closed], admission(|codes| ready.admit(codes)));
                let reason = Some("alasan".to_owned());
                let close = || ready.close(admission, Officers::default(), reason).unwrap();
                Ok(Phase::Closed(self.attempt(&closed, &closed, close)?.unwrap()))
            }
            2 => self.finish(&[REPRINT], &[REPRINT, UNPRINTED], || ready.reprint_zero_report()),
            3 => {
                let remarked =
                    self.attempt(&[OFFICER], &[OFFICER], || ready.remark(&Remark::new("").unwrap()))?;
                Ok(Phase::Ready(remarked.unwrap()))
            }
            4 => Ok(self.refused(ready, which)),
            _ => {
                self.token = usize::from(which) % TOKENS;
                match (ready.scan(&self.world.slip(self.token)), self.used.get(&self.token)) {
                    (Ok(choosing), None) => Ok(Phase::Choosing(choosing)),
                    (Err(Refused { state, reason }), Some(how)) => {
                        assert_eq!(reason, TokenRefusal::Used { how: *how });
                        Ok(Phase::Ready(state))
                    }
                    (Ok(_), Some(_)) => panic!("token {} is used up", self.token),
                    (Err(Refused { reason, .. }), None) => panic!("token {}: {reason}", self.token),
                }
            }
        }
    }

    /// Slips that are none of this booth's.
    fn refused(&self, ready: Ready, which: u8) -> Phase {
        let stranger = Token::from_bytes([0xee; 10]);
        let slip = self.world.slip(0);
        let foreign = TokenRefusal::Unreadable(TokenError::Foreign);
        let (text, expected) = match which % 4 {
            0 => (stranger.to_text(), TokenRefusal::NotListed),
            1 => (stranger.to_qr(Mode::Simulasi, &place(2)), foreign),
            2 => (self.world.tokens[0].to_qr(Mode::Resmi, &World::booth()), foreign),
            _ => {
                let (most, last) = slip.split_at(slip.len() - 1);
                let text = format!("{most}{}", if last == "0" { "1" } else { "0" });
                (text, TokenRefusal::Unreadable(TokenError::Check))
            }
        };
        let Refused { state, reason } = ready.scan(&text).err().unwrap();
        assert_eq!(reason, expected);
        Phase::Ready(state)
    }

    fn resume(&mut self, paused: Paused) -> Result<Phase, Cut> {
        let (resume, admission) = ([Line::Event(EventKind::Resume)], admission(|codes| paused.admit(codes)));
        let resumed =
            self.attempt(&resume, &resume, || paused.resume(admission, &Remark::new("").unwrap()))?;
        Ok(Phase::Ready(resumed.unwrap()))
    }

    fn choose(&mut self, choosing: Choosing, act: u8, which: u8) -> Phase {
        let option = match which % 10 {
            none @ (0 | 5) => none,
            some => (some + self.turn) % 4 + 1,
        };
        match act {
            0 => Phase::Ready(choosing.abandon()),
            1 => Phase::Unattended(choosing.unattended()),
            _ => match choosing.choose(option) {
                Ok(confirming) => {
                    self.chosen = Some(option);
                    Phase::Confirming(confirming)
                }
                Err(Refused { state, reason }) => {
                    assert_eq!(reason, NoSuchOption { option, options: 4 });
                    Phase::Choosing(state)
                }
            },
        }
    }

    fn confirm(&mut self, confirming: Confirming, act: u8) -> Result<Phase, Cut> {
        match act {
            0 => Ok(Phase::Choosing(confirming.no())),
            1 => Ok(Phase::Ready(confirming.abandon())),
            2 => Ok(Phase::Unattended(confirming.unattended())),
            _ => {
                let before = self.hanging;
                let printed = self.catch(|| confirming.yes());
                self.look();
                let cancelled = self.hanging.filter(|code| Some(*code) != before).map(Line::Cancelled);
                let failed: Vec<Line> = cancelled.into_iter().chain([UNPRINTED]).collect();
                match self.account(printed, &[], &failed)? {
                    Ok(comparing) => {
                        assert_eq!(Some(comparing.code()), self.hanging);
                        Ok(Phase::Comparing(comparing))
                    }
                    Err(halt) => Ok(unprinted(halt)),
                }
            }
        }
    }

    fn compare(&mut self, comparing: Comparing, act: u8) -> Result<Phase, Cut> {
        let code = comparing.code();
        let cancelled = Line::Cancelled(code);
        match act {
            0 => Ok(Phase::Unattended(comparing.unattended())),
            1 => {
                let challenged = Line::Challenged(code, self.chosen.unwrap());
                self.finish(&[challenged], &[challenged, UNPRINTED], || comparing.challenge())
            }
            2 | 3 => {
                let withdrawn = self.attempt(&[cancelled], &[cancelled, UNPRINTED], || comparing.cancel())?;
                let count = self.withdrawn.entry(self.token).or_default();
                *count += u32::from(withdrawn.is_ok());
                Ok(match withdrawn {
                    Ok(Ok(withdrawn)) => {
                        assert!(*count < 3, "officers are called");
                        Phase::Withdrawn(withdrawn)
                    }
                    Ok(Err(unattended)) => {
                        assert!(*count >= 3, "too early for officers");
                        Phase::Unattended(unattended)
                    }
                    Err(halt) => unprinted(halt),
                })
            }
            4 => {
                let admission = admission(|codes| comparing.admit(codes));
                let failed = [REPRINT, cancelled, UNPRINTED];
                let slip = self.attempt(&[REPRINT], &failed, || comparing.reprint_slip(admission))?;
                Ok(slip.map_or_else(unprinted, Phase::Comparing))
            }
            _ => {
                let cast = Line::Cast(code);
                self.finish(&[cast], &[cast, UNPRINTED], || comparing.cast())
            }
        }
    }

    fn unattended(&mut self, unattended: Unattended, act: u8) -> Result<Phase, Cut> {
        let kept = unattended.code();
        assert!(kept.is_none() || kept == self.hanging, "the slip that hangs is kept");
        assert!(kept.is_some() || self.hanging.is_none_or(|code| self.fate(code).is_some()));
        let admission = admission(|codes| unattended.admit(codes));
        if act < 6 {
            return Ok(match unattended.back(admission) {
                Attended::Choosing(choosing) => Phase::Choosing(choosing),
                Attended::Comparing(comparing) => Phase::Comparing(comparing),
            });
        }
        let cancelled = unattended.code().map(Line::Cancelled);
        let done: Vec<Line> = cancelled.into_iter().chain([OFFICER]).collect();
        let failed = [done.as_slice(), &[UNPRINTED]].concat();
        self.finish(&done, &failed, || unattended.end(admission))
    }

    fn finished(&self, finished: Finished) -> Ready {
        match finished.outcome() {
            Outcome::Cast(receipt) => assert_eq!(self.fate(receipt.code), Some("SAH")),
            Outcome::Challenged(code) => assert_eq!(self.fate(*code), Some("DIUJI")),
            Outcome::Cancelled(code) => assert_eq!(self.fate(*code), Some("BATAL")),
            Outcome::Opened | Outcome::Nothing => {}
        }
        finished.next()
    }

    fn mend(&mut self, unprinted: Unprinted, act: u8) -> Result<Phase, Cut> {
        let missing = unprinted.is_anything_missing();
        if act < 2 {
            let admission = admission(|codes| unprinted.admit(codes));
            let done: &[Line] = if missing { &[OFFICER] } else { &[] };
            let gone_on = self.attempt(done, done, || unprinted.give_up(admission))?;
            return Ok(Phase::Finished(gone_on.unwrap()));
        }
        let done: &[Line] = if missing { &[REPRINT] } else { &[] };
        self.finish(done, &[], || unprinted.retry())
    }

    fn closed(&mut self, mut booth: ClosedBooth, act: u8) -> Result<Phase, Cut> {
        if act < 6 {
            let path = self.world.file(&format!("{}.plkb", self.exports));
            self.exports += 1;
            let exported = booth.export(&path).unwrap();
            assert_eq!(exported.entries, self.world.entries().len() as u64);
            return Ok(Phase::Closed(booth));
        }
        let (_printed_or_not, booth) = self.attempt(&[], &[], || (booth.print_report(), booth))?;
        Ok(Phase::Closed(booth))
    }

    /// A step that ends in [`Finished`], or in [`Unprinted`] with the lines of `failed`.
    fn finish(
        &mut self,
        done: &[Line],
        failed: &[Line],
        step: impl FnOnce() -> Result<Finished, Halt>,
    ) -> Result<Phase, Cut> {
        Ok(self.attempt(done, failed, step)?.map_or_else(unprinted, Phase::Finished))
    }

    fn printer_fails(&self, which: u8) {
        let fault = PrintFault { trouble: trouble(which / 8), may_be_out: which.is_multiple_of(2) };
        self.world.tray.fail_with(usize::from(which / 2 % 4), fault);
    }

    fn clock_moves(&mut self, which: u8) {
        let seconds = u64::from(which) * 37;
        if which.is_multiple_of(2) {
            self.world.clock.fetch_add(seconds, Ordering::Relaxed);
        } else {
            self.world.clock.fetch_sub(seconds, Ordering::Relaxed);
            self.back += 1;
        }
    }
}

/// Nobody is let in with the wrong codes.
fn admission(admit: impl Fn(&Codes) -> Option<Admission>) -> Admission {
    for (first, second) in [("76543210", "01234567"), ("01234567", "76543211")] {
        assert!(admit(&Codes::new(first, second).unwrap()).is_none(), "wrong codes");
    }
    admit(&codes()).unwrap()
}

fn trouble(which: u8) -> PrintTrouble {
    [PrintTrouble::Offline, PrintTrouble::NoPaper, PrintTrouble::CoverOpen, PrintTrouble::Jammed]
        [usize::from(which % 4)]
}

fn unprinted(halt: Halt) -> Phase {
    match halt {
        Halt::Unprinted(unprinted) => Phase::Unprinted(*unprinted),
        Halt::Faulted(faulted) => panic!("{faulted}"),
    }
}
