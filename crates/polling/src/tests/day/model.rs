//! What the log must hold and what the paper has shown, told by what people did.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use ballot_log::{Body, EventKind};
use election::BallotCode;

use super::Day;
use crate::tests::world::{PowerCut, Sheet};
use crate::*;

/// What the log must hold. A clock that went back is left out: when it is told depends on the next event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Line {
    Opened,
    Cast(BallotCode),
    Challenged(BallotCode, u8),
    Cancelled(BallotCode),
    Event(EventKind),
    Closed,
}

pub(super) const REPRINT: Line = Line::Event(EventKind::Reprint);
pub(super) const OFFICER: Line = Line::Event(EventKind::Officer);
pub(super) const UNPRINTED: Line = Line::Event(EventKind::PrintFailure);

/// The machine went off.
pub(super) struct Cut;

/// What somebody beside the booth could see of a sheet.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Seen {
    kind: &'static str,
    styles: Vec<Style>,
    widths: Vec<usize>,
    qr: Option<usize>,
}

impl Day {
    pub(super) fn attempt<T: Went>(
        &mut self,
        done: &[Line],
        failed: &[Line],
        step: impl FnOnce() -> T,
    ) -> Result<T, Cut> {
        let went = self.catch(step);
        self.account(went, done, failed)
    }

    pub(super) fn catch<T>(&self, step: impl FnOnce() -> T) -> Result<T, Cut> {
        catch_unwind(AssertUnwindSafe(step)).map_err(|thrown| match thrown.downcast::<PowerCut>() {
            Ok(_) => Cut,
            Err(panic) => resume_unwind(panic),
        })
    }

    /// Adds to the model what a step has recorded: all its lines, or what the log has of them.
    pub(super) fn account<T: Went>(
        &mut self,
        went: Result<T, Cut>,
        done: &[Line],
        failed: &[Line],
    ) -> Result<T, Cut> {
        match went {
            Ok(result) => {
                self.add(if result.well() { done } else { failed });
                Ok(result)
            }
            Err(Cut) => {
                let found = self.found();
                let (known, new) = found.split_at(self.log.len().min(found.len()));
                assert_eq!(known, self.log, "what was recorded is still there");
                assert!(
                    done.starts_with(new) || failed.starts_with(new),
                    "{new:?} of {done:?} or {failed:?}"
                );
                self.add(new);
                Err(Cut)
            }
        }
    }

    pub(super) fn add(&mut self, lines: &[Line]) {
        for line in lines {
            let used = match line {
                Line::Cast(_) => self.used.insert(self.token, TokenUse::Cast),
                Line::Challenged(..) => self.used.insert(self.token, TokenUse::Challenged),
                _ => None,
            };
            assert_eq!(used, None, "a token is used up once");
            self.log.push(*line);
        }
    }

    /// What became of a ballot, by the model's log.
    pub(super) fn fate(&self, code: BallotCode) -> Option<&'static str> {
        self.log.iter().find_map(|line| line.fate(code))
    }

    /// Whether any voter has come as far as the log.
    pub(super) fn has_voted(&self) -> bool {
        let about_a_ballot =
            |line: &Line| matches!(line, Line::Cast(_) | Line::Challenged(..) | Line::Cancelled(_));
        self.log.iter().any(about_a_ballot)
    }

    /// Looks at the paper that has come out: nothing on it may be ahead of the log.
    pub(super) fn look(&mut self) {
        let found = self.found_with_jumps();
        for sheet in self.world.tray.take() {
            let recorded = &found[..sheet.entries];
            self.look_at(&sheet, recorded);
            self.look_at_piece(&sheet);
            let widths = sheet.rows.iter().map(|row| if sheet.kind == "slip" { 0 } else { row.len() });
            let widths = if sheet.kind == "test" { Vec::new() } else { widths.collect() };
            let (kind, styles, qr) = (sheet.kind, sheet.styles, sheet.qr.map(|text| text.len()));
            self.seen.push(Seen { kind, styles, widths, qr });
        }
    }

    /// Never on one piece of paper: the code of a ballot and a choice, but for a sheet that tells of a test.
    fn look_at_piece(&mut self, sheet: &Sheet) {
        let other = |&(code, option): &(Option<_>, Option<_>)| {
            (code.is_some() && sheet.option.is_some()) || (option.is_some() && sheet.code.is_some())
        };
        assert!(!self.piece.iter().any(other), "code and choice hang together: {sheet:?}");
        self.piece.push((sheet.code, sheet.option));
        if sheet.cut {
            self.piece.clear();
        }
    }

    fn look_at(&mut self, sheet: &Sheet, recorded: &[Option<Line>]) {
        let mark = ["DIGANTI", "PISAH", "SAH", "BATAL", "DIUJI"].contains(&sheet.kind);
        assert!(mark || !self.slip_hangs, "nothing is printed onto a slip: {sheet:?}");
        let fate = |code| recorded.iter().flatten().find_map(|line| line.fate(code));
        match sheet.kind {
            "strip" => {
                assert_eq!(fate(sheet.code.unwrap()), None, "no code comes back");
                self.hanging = sheet.code;
            }
            "slip" => {
                assert!(sheet.option == self.chosen && self.hanging.is_some(), "the voter's choice");
                self.slip_hangs = true;
            }
            "DIGANTI" => self.slip_hangs = false,
            "PISAH" => (self.hanging, self.slip_hangs) = (None, false),
            mark @ ("SAH" | "BATAL" | "DIUJI") => {
                let marked = self.hanging.take().map(|code| (code, mark)).or(self.marked);
                let (code, said) = marked.unwrap();
                assert_eq!((said, fate(code)), (mark, Some(mark)), "a mark says what is in the log by then");
                (self.marked, self.slip_hangs) = (marked, false);
            }
            "receipt" => assert_eq!(fate(sheet.code.unwrap()), Some("SAH"), "a receipt of a durable record"),
            "test" => {
                let opened = Line::Challenged(sheet.code.unwrap(), sheet.option.unwrap());
                assert!(recorded.contains(&Some(opened)), "an opened ballot is one that does not count");
            }
            _ => assert!(sheet.code.is_none() && sheet.option.is_none()),
        }
    }

    /// The log is what the model says, line for line.
    pub(crate) fn check(&self) {
        let found = self.found_with_jumps();
        assert!(found.iter().filter(|line| line.is_none()).count() <= self.back);
        assert_eq!(found.into_iter().flatten().collect::<Vec<_>>(), self.log);
    }

    pub(super) fn found(&self) -> Vec<Line> {
        self.found_with_jumps().into_iter().flatten().collect()
    }

    /// `None` for a clock that went back.
    fn found_with_jumps(&self) -> Vec<Option<Line>> {
        let code = |ballot: &[u8]| self.station.code_of(ballot).unwrap();
        let line = |body| match body {
            Body::Opened(_) => Some(Line::Opened),
            Body::Cast(ballot) => Some(Line::Cast(code(&ballot))),
            Body::Challenged(opened) => Some(Line::Challenged(code(&opened.ballot), opened.choice)),
            Body::Cancelled(cancelled) => Some(Line::Cancelled(cancelled.code)),
            Body::Event(event) if event.event == EventKind::ClockJump => None,
            Body::Event(event) => Some(Line::Event(event.event)),
            Body::Closed(_) => Some(Line::Closed),
        };
        self.world.bodies().into_iter().map(line).collect()
    }
}

impl Line {
    /// The mark that belongs to a ballot, if this line is about it.
    pub(super) fn fate(&self, code: BallotCode) -> Option<&'static str> {
        match self {
            Self::Cast(found) if *found == code => Some("SAH"),
            Self::Challenged(found, _) if *found == code => Some("DIUJI"),
            Self::Cancelled(found) if *found == code => Some("BATAL"),
            _ => None,
        }
    }
}

/// Whether a step led where it should.
pub(super) trait Went {
    fn well(&self) -> bool;
}

impl<T, E> Went for Result<T, E> {
    fn well(&self) -> bool {
        self.is_ok()
    }
}

impl<T, S> Went for (T, S) {
    fn well(&self) -> bool {
        true
    }
}
