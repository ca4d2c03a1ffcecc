//! The close: the officers' figures, the report, the log on a stick.

use std::path::PathBuf;

use ballot_log::{Officers, Slips, Tokens};
use dialogue::Msg;
use election::definition::Voters;
use polling::{Admission, CloseRefusal, ClosedBooth, PrintTrouble, Ready, Refused};
use screens::{Accounting, Busy, Closed, Figures, Intent, View};

use super::desk::{Page, counts};
use super::{Conductor, Leaving, Next, State};
use crate::run::words;
use crate::{outfit, refusals};

/// Files of one log on one stick.
const COPIES: u32 = 9;

/// Officers type their figures.
pub(super) struct Accounts {
    admission: Admission,
    refusal: Option<CloseRefusal>,
}

/// The polls are closed.
pub(super) struct Closing {
    booth: ClosedBooth,
    /// Whether the close report is on paper; if it should be and is not, why.
    printed: Result<bool, PrintTrouble>,
    /// In the officers' words.
    exported: Vec<String>,
    refused: Option<Msg>,
}

impl Accounts {
    pub(super) const fn new(admission: Admission) -> Self {
        Self { admission, refusal: None }
    }
}

impl Closing {
    pub(super) const fn new(booth: ClosedBooth) -> Self {
        Self { booth, printed: Ok(false), exported: Vec::new(), refused: None }
    }

    fn print(&mut self) {
        self.printed = self.booth.print_report().map(|()| true).map_err(|fault| fault.trouble);
    }
}

impl Conductor {
    pub(super) fn accounts_view(&self, ready: &Ready, accounts: &Accounts) -> View {
        let registered = ready.station().identity().registered;
        let (mismatches, refused) = match &accounts.refusal {
            Some(CloseRefusal::Unexplained { mismatches }) => (mismatches.as_slice(), None),
            Some(refusal) => (&[][..], Some(self.say(&refusals::close(refusal)))),
            None => (&[][..], None),
        };
        View::Accounting(Accounting {
            counts: counts(ready),
            registered: registered.male.saturating_add(registered.female),
            mismatches: mismatches.iter().map(|found| self.told(refusals::mismatch(found))).collect(),
            refused,
        })
    }

    pub(super) fn close(
        &mut self,
        ready: Ready,
        accounts: Accounts,
        figures: Figures,
        reason: Option<String>,
    ) -> State {
        self.busy(Busy::Closing);
        let reason = reason.filter(|reason| !reason.trim().is_empty());
        match ready.close(accounts.admission, officers(figures), reason) {
            Ok(Ok(booth)) => {
                let mut closing = Closing::new(booth);
                closing.print();
                State::Closed(Box::new(closing))
            }
            Ok(Err(fault)) => self.stopped(&outfit::faulted(&fault)),
            Err(Refused { state: (ready, admission), reason }) => {
                State::Open(ready, Page::Accounts(Box::new(Accounts { admission, refusal: Some(reason) })))
            }
        }
    }

    pub(super) fn closed_view(&self, closing: &Closing) -> View {
        let checkpoint = closing.booth.checkpoint();
        View::Closed(Closed {
            printed: closing.printed == Ok(true),
            trouble: closing.printed.err().map(words::why),
            sticks: self.choices.clone(),
            exported: closing.exported.clone(),
            refused: closing.refused.as_ref().map(|why| self.say(why)),
            seal: [checkpoint.size.to_string(), words::first_digits(&checkpoint.root.to_string())],
        })
    }

    pub(super) fn closed(&mut self, mut closing: Box<Closing>, intent: Intent) -> Next {
        match intent {
            Intent::PrintClose => {
                self.busy(Busy::PrintingForOfficer);
                closing.print();
            }
            Intent::Export(stick) => {
                self.busy(Busy::Closing);
                match self.export(&closing.booth, &stick) {
                    Ok(said) => {
                        closing.exported.push(self.say(&said));
                        closing.refused = None;
                    }
                    Err(why) => closing.refused = Some(why),
                }
            }
            Intent::Shutdown => {
                self.leaving = Some(Leaving::Shutdown);
                return Next::Late(State::Closed(closing));
            }
            _ => return Next::Late(State::Closed(closing)),
        }
        Next::To(State::Closed(closing))
    }

    /// Writes the log to a stick, beside what is there already.
    fn export(&self, booth: &ClosedBooth, stick: &str) -> Result<Msg, Msg> {
        let folder = self.sticks.writable().remove(stick).ok_or_else(|| Msg::new("stick-gone"))?;
        let name = self.outfit.booth();
        let path = |copy: u32| -> PathBuf {
            folder.join(if copy == 1 { format!("{name}.plkb") } else { format!("{name}-{copy}.plkb") })
        };
        let free = (1..=COPIES).map(path).find(|path| !dialogue::files::exists(path));
        let path = free.ok_or_else(|| Msg::new("stick-has-copies"))?;
        let exported = booth.export(&path).map_err(|error| {
            Msg::new("stick-not-written").with("stick", stick).with("detail", error.to_string())
        })?;
        let hash = words::first_digits(&hex::encode(exported.sha256));
        Ok(Msg::new("stick-written").with("file", path.as_path()).with("hash", hash))
    }
}

fn officers(figures: Figures) -> Officers {
    let Figures { present, dptb, tokens, slips } = figures;
    let voters = |[male, female]: [u32; 2]| Voters { male, female };
    let [received, unused, spoiled, exchanged] = tokens;
    let [sah, batal] = slips;
    Officers {
        present: voters(present),
        dptb: voters(dptb),
        tokens: Tokens { received, unused, spoiled, exchanged },
        slips: Slips { sah, batal },
    }
}
