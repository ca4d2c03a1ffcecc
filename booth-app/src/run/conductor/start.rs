//! Before the polls are open, and after the machine was off.

use age::secrecy::SecretString;
use ballot_log::LaunchPart;
use dialogue::{Exit, Msg, Problem};
use polling::{
    Admission, Codes, LockedBooth, PaperFound, PrintTrouble, Readiness, Refused, RestartedBooth, Started,
};
use screens::{
    Busy, CodesOf, Intent, Launch, Launching, PaperAtPrinter, Purpose, Restarted, SlipStatus, View,
};

use super::closing::Closing;
use super::{After, Conductor, Next, State};
use crate::keys::BoothKeys;
use crate::outfit::admitted;
use crate::run::officers::CodeCheck;
use crate::run::words;
use crate::{random, refusals};

/// The polls are not open yet.
pub(super) struct Locked {
    booth: LockedBooth,
    admission: Admission,
    readiness: Readiness,
    /// Whether the report of the check is on paper; if it should be and is not, why.
    printed: Result<bool, PrintTrouble>,
    /// Launch codes are asked for; inside, why the last ones were refused.
    launch: Option<Option<Msg>>,
}

/// The polls are open, and nobody votes before it is said whether a slip hangs in the printer.
pub(super) struct AfterRestart {
    booth: RestartedBooth,
    admission: Admission,
    /// Somebody asks about a slip; inside, the answer.
    status: Option<Option<Msg>>,
}

impl Conductor {
    pub(super) fn asleep(&mut self, wrong: bool, intent: Intent) -> Next {
        match intent {
            Intent::Codes(typed) if typed.purpose == Purpose::Start => {
                let next = self.unlock(&typed).unwrap_or_else(|problem| self.stopped(&problem));
                Next::To(next)
            }
            _ => Next::Late(State::Asleep { wrong }),
        }
    }

    pub(super) fn away(&mut self, from: Box<State>, wrong: bool, intent: Intent) -> Next {
        let Intent::Codes(typed) = intent else { return Next::Late(State::Away { from, wrong }) };
        if typed.purpose != Purpose::Start {
            return Next::Late(State::Away { from, wrong });
        }
        let let_in = self.admit(&typed, |codes| match &*from {
            State::Locked(locked) => locked.booth.admit(codes),
            State::Restarted(after) => after.booth.admit(codes),
            _ => None,
        });
        Next::To(if let_in.is_some() { *from } else { State::Away { from, wrong: true } })
    }

    /// Opens the keys, then both media. It takes seconds.
    fn unlock(&mut self, typed: &CodesOf) -> Result<State, Problem> {
        self.busy(Busy::Starting);
        let path = self.outfit.place.keys();
        let unlock = |codes: &Codes| {
            let passphrase = SecretString::from(codes.expose().to_owned());
            let keys = BoothKeys::unlock(&path, passphrase).transpose()?;
            Some(keys.map(|keys| (keys, codes.clone())))
        };
        let opened = self.admit(typed, unlock);
        match opened.transpose()? {
            Some((keys, codes)) => self.begin(&keys, &codes),
            None => Ok(State::Asleep { wrong: true }),
        }
    }

    fn begin(&mut self, keys: &BoothKeys, codes: &Codes) -> Result<State, Problem> {
        let fault = || Problem::new(Exit::Internal, Msg::new("program-fault"));
        let printer = self.printer.take().ok_or_else(fault)?;
        let check = CodeCheck::of(codes, &mut random::os()?).ok_or_else(fault)?;
        Ok(match self.outfit.start(keys, printer, Box::new(check))? {
            Started::Locked(mut booth) => {
                let admission = admitted(booth.admit(codes))?;
                let readiness = self.check(&mut booth);
                let (printed, launch) = (Ok(false), None);
                State::Locked(Box::new(Locked { booth, admission, readiness, printed, launch }))
            }
            Started::Restarted(booth) => {
                // The machine may have gone off between the first record and this mark.
                self.keep_opened();
                let found: Vec<Msg> = booth.findings().iter().map(refusals::finding).collect();
                self.notices.add(found);
                let admission = admitted(booth.admit(codes))?;
                State::Restarted(Box::new(AfterRestart { booth, admission, status: None }))
            }
            Started::Closed(booth) => State::Closed(Box::new(Closing::new(booth))),
        })
    }

    fn check(&mut self, booth: &mut LockedBooth) -> Readiness {
        self.busy(Busy::Checking);
        booth.readiness(self.outfit.free_space())
    }

    /// Remembers beside the log that the polls were opened.
    fn keep_opened(&mut self) {
        if self.outfit.keep_opened().is_err() {
            self.notices.add([Msg::new("opened-not-kept")]);
        }
    }

    pub(super) fn locked_view(&self, locked: &Locked) -> View {
        if let Some(refused) = &locked.launch {
            return View::Launch(Launch { refused: refused.as_ref().map(|why| self.say(why)) });
        }
        let unprinted = locked.printed.err().map(words::report_not_printed);
        let checks =
            words::readiness(&locked.readiness, &self.texts).chain(self.notices.checks()).chain(unprinted);
        View::Readiness(screens::Readiness {
            checks: checks.map(|check| check.say(&self.texts)).collect(),
            may_open: locked.readiness.may_open(),
            printed: locked.printed == Ok(true),
        })
    }

    pub(super) fn locked(&mut self, mut locked: Box<Locked>, intent: Intent) -> Next {
        match (&locked.launch, intent) {
            (None, Intent::CheckAgain) => {
                locked.readiness = self.check(&mut locked.booth);
                locked.printed = Ok(false);
            }
            (None, Intent::PrintReadiness) => {
                self.busy(Busy::PrintingForOfficer);
                locked.printed = locked.booth.print_readiness().map(|()| true).map_err(|fault| fault.trouble);
            }
            (None, Intent::ToLaunch) if locked.readiness.may_open() => locked.launch = Some(None),
            (Some(_), Intent::Back) => locked.launch = None,
            (Some(_), Intent::Open(launch)) => return Next::To(self.open_polls(*locked, launch)),
            _ => return Next::Late(State::Locked(locked)),
        }
        Next::To(State::Locked(locked))
    }

    fn open_polls(&mut self, locked: Locked, launch: Vec<Launching>) -> State {
        self.busy(Busy::Opening);
        let Locked { booth, admission, readiness, printed, .. } = locked;
        match booth.open(admission, launch.into_iter().map(part).collect()) {
            Ok(opened) => {
                self.keep_opened();
                self.finished(opened, After::Siap)
            }
            Err(Refused { state: (booth, admission), reason }) => {
                let launch = Some(Some(refusals::open(&reason)));
                State::Locked(Box::new(Locked { booth, admission, readiness, printed, launch }))
            }
        }
    }

    pub(super) fn restarted_view(&self, after: &AfterRestart) -> View {
        if let Some(answer) = &after.status {
            return View::SlipStatus(SlipStatus { answer: answer.as_ref().map(|answer| self.say(answer)) });
        }
        View::Restarted(Restarted { asks: after.booth.asks(), notices: self.notices.say(&self.texts) })
    }

    pub(super) fn restarted(&mut self, mut after: Box<AfterRestart>, intent: Intent) -> Next {
        match (&after.status, intent) {
            (None, Intent::Found(found)) => {
                self.busy(Busy::PrintingForOfficer);
                let AfterRestart { booth, admission, .. } = *after;
                return Next::To(self.finished(booth.settle(admission, paper(&found)), After::Siap));
            }
            (None, Intent::ToSlipStatus) => after.status = Some(None),
            (Some(_), Intent::Slip(slip)) => {
                after.status = Some(Some(refusals::status(&after.booth.token_status(&slip))));
            }
            (Some(_), Intent::Back) => after.status = None,
            _ => return Next::Late(State::Restarted(after)),
        }
        Next::To(State::Restarted(after))
    }
}

fn part(launching: Launching) -> LaunchPart {
    let Launching { candidate, given_by, code } = launching;
    LaunchPart { candidate, given_by, code }
}

const fn paper(found: &PaperAtPrinter) -> PaperFound {
    match found {
        PaperAtPrinter::Nothing => PaperFound::Nothing,
        PaperAtPrinter::Slip => PaperFound::Slip,
    }
}
