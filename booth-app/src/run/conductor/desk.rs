//! The polls are open and nobody votes: *Siap*, and what officers do between two voters.

use dialogue::Msg;
use election::Token;
use polling::{Admission, ExchangeRequest, OtherMedium, Ready, Refused, Remark, SpentSlips, Vouchers};
use screens::{Busy, Ending, ExchangeMedium, ExchangeView, Intent, Menu, Purpose, SlipStatus, View};

use super::closing::Accounts;
use super::halted::Pause;
use super::{After, Conductor, Next, State};
use crate::{outfit, refusals};

/// Which screen stands before the open booth.
pub(super) enum Page {
    Siap,
    Refused,
    Done(Ending),
    /// Officers are asked for their codes.
    Codes {
        goal: Goal,
        wrong: bool,
    },
    Menu {
        admission: Option<Admission>,
        said: Option<Msg>,
    },
    /// Somebody asks about a slip; with the answer.
    Status {
        admission: Option<Admission>,
        answer: Option<Msg>,
    },
    Exchange(Box<Exchanging>),
    Accounts(Box<Accounts>),
}

/// What codes lead to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Goal {
    Menu,
    Exchange,
    Close,
}

/// A slip of another booth for one of this booth.
pub(super) struct Exchanging {
    admission: Admission,
    refused: Option<Msg>,
    /// What the other booth's medium has told, if one was read.
    spent: Option<SpentSlips>,
}

impl Goal {
    const fn purpose(self) -> Purpose {
        match self {
            Self::Menu | Self::Exchange => Purpose::Menu,
            Self::Close => Purpose::Close,
        }
    }
}

impl Page {
    pub(super) const fn menu(said: Option<Msg>) -> Self {
        Self::Menu { admission: None, said }
    }

    const fn codes(goal: Goal) -> Self {
        Self::Codes { goal, wrong: false }
    }

    /// Where the screen of officers leads who have left it. Figures that were typed wait for the codes of the close.
    pub(super) const fn left(&self) -> Self {
        match self {
            Self::Accounts(_) => Self::codes(Goal::Close),
            _ => Self::Siap,
        }
    }

    pub(super) const fn is_for_officers(&self) -> bool {
        !matches!(self, Self::Siap | Self::Refused | Self::Done(_))
    }
}

impl Conductor {
    pub(super) fn page_view(&self, ready: &Ready, page: &Page) -> View {
        let say = |msg: &Option<Msg>| msg.as_ref().map(|msg| self.say(msg));
        match page {
            Page::Siap => View::Ready,
            Page::Refused => View::Refused,
            Page::Done(ending) => View::Done(*ending),
            Page::Codes { goal, wrong } => self.codes(goal.purpose(), *wrong, true),
            Page::Menu { said, .. } => View::Menu(Menu {
                counts: counts(ready),
                refusal: say(&self.refusal),
                said: say(said),
                can_exchange: ready.station().other_lists().next().is_some(),
                notices: self.notices.say(&self.texts),
            }),
            Page::Status { answer, .. } => View::SlipStatus(SlipStatus { answer: say(answer) }),
            Page::Exchange(exchanging) => View::Exchange(ExchangeView {
                refused: say(&exchanging.refused),
                medium: exchanging.spent.as_ref().map(|spent| self.say(&refusals::spent_slips(spent))),
                media: self.choices.clone(),
            }),
            Page::Accounts(accounts) => self.accounts_view(ready, accounts),
        }
    }

    pub(super) fn open(&mut self, ready: Ready, page: Page, intent: Intent) -> Next {
        match (page, intent) {
            // What the session began with or printed is no news; a slip that is still good may begin another one.
            (Page::Done(ending), Intent::Slip(slip))
                if is_of_a_session(&slip) || (ending != Ending::Nothing && self.is_own(&slip)) =>
            {
                Next::Late(State::Open(ready, Page::Done(ending)))
            }
            (Page::Siap | Page::Refused | Page::Done(_), Intent::Slip(slip)) => {
                Next::To(self.slip(ready, &slip))
            }
            (Page::Siap | Page::Refused, Intent::CallOfficers) => to(ready, Page::codes(Goal::Menu)),
            (Page::Done(_), Intent::Finish) => to(ready, Page::Siap),
            (Page::Codes { goal, .. }, Intent::Codes(typed)) if typed.purpose == goal.purpose() => {
                let page = match self.admit(&typed, |codes| ready.admit(codes)) {
                    Some(admission) => let_in(goal, admission),
                    None => Page::Codes { goal, wrong: true },
                };
                to(ready, page)
            }
            (Page::Codes { .. }, Intent::Back) => to(ready, Page::Siap),
            (Page::Menu { admission, said }, intent) => self.menu(ready, (admission, said), intent),
            (Page::Status { admission, .. }, Intent::Slip(slip)) => {
                let answer = Some(refusals::status(&ready.token_status(&slip)));
                to(ready, Page::Status { admission, answer })
            }
            (Page::Status { admission, .. }, Intent::Back) => to(ready, Page::Menu { admission, said: None }),
            (Page::Exchange(exchanging), Intent::Exchange { old, new, medium }) => {
                Next::To(self.exchange(ready, *exchanging, [&old, &new], medium))
            }
            (Page::Exchange(exchanging), Intent::Back) => {
                to(ready, Page::Menu { admission: Some(exchanging.admission), said: None })
            }
            (Page::Accounts(accounts), Intent::Close { figures, reason }) => {
                Next::To(self.close(ready, *accounts, figures, reason))
            }
            (Page::Accounts(_), Intent::Back) => to(ready, Page::menu(None)),
            (page, _) => Next::Late(State::Open(ready, page)),
        }
    }

    /// A slip is scanned or typed: a session begins, or a refusal whose reason only officers read.
    fn slip(&mut self, ready: Ready, slip: &str) -> State {
        match ready.scan(slip) {
            Ok(choosing) => {
                self.refusal = None;
                self.slip = self.token(slip);
                State::Choosing(choosing)
            }
            Err(Refused { state, reason }) => {
                self.refusal = Some(refusals::token(&reason));
                State::Open(state, Page::Refused)
            }
        }
    }

    /// Whether this is the slip that the voter's session began with: typed and scanned it is the same.
    pub(super) fn is_own(&self, slip: &str) -> bool {
        self.slip.is_some() && self.token(slip) == self.slip
    }

    fn token(&self, slip: &str) -> Option<Token> {
        let identity = self.outfit.imported.station.identity();
        Token::from_scan(slip, identity.mode, &identity.booth).ok()
    }

    fn menu(&mut self, ready: Ready, menu: (Option<Admission>, Option<Msg>), intent: Intent) -> Next {
        let (admission, said) = menu;
        match intent {
            Intent::Back => to(ready, Page::Siap),
            Intent::Pause(why) => Next::To(match Remark::new(&why) {
                Some(why) => match ready.pause(&why) {
                    Ok(paused) => State::Paused(Pause::new(paused)),
                    Err(fault) => self.stopped(&outfit::faulted(&fault)),
                },
                None => State::Open(ready, Page::Menu { admission, said: Some(Msg::new("remark-refused")) }),
            }),
            Intent::Remark(text) => Next::To(match Remark::new(&text).filter(|_| !text.trim().is_empty()) {
                Some(remark) => match ready.remark(&remark) {
                    Ok(ready) => {
                        State::Open(ready, Page::Menu { admission, said: Some(Msg::new("remark-kept")) })
                    }
                    Err(fault) => self.stopped(&outfit::faulted(&fault)),
                },
                None => State::Open(ready, Page::Menu { admission, said: Some(Msg::new("remark-refused")) }),
            }),
            Intent::ReprintZero => {
                self.busy(Busy::PrintingForOfficer);
                let printed = ready.reprint_zero_report();
                Next::To(self.finished(printed, After::Menu(Msg::new("zero-reprinted"))))
            }
            Intent::ToSlipStatus => to(ready, Page::Status { admission, answer: None }),
            Intent::ToExchange if ready.station().other_lists().next().is_some() => match admission {
                Some(admission) => to(ready, let_in(Goal::Exchange, admission)),
                None => to(ready, Page::codes(Goal::Exchange)),
            },
            Intent::ToClose => to(ready, Page::codes(Goal::Close)),
            _ => Next::Late(State::Open(ready, Page::Menu { admission, said })),
        }
    }

    fn exchange(
        &mut self,
        ready: Ready,
        exchanging: Exchanging,
        [old, new]: [&str; 2],
        medium: ExchangeMedium,
    ) -> State {
        let Exchanging { admission, spent, .. } = exchanging;
        let medium = match self.other_medium(medium, spent) {
            Ok(medium) => medium,
            Err((refused, spent)) => {
                let page = Exchanging { admission, refused: Some(refused), spent };
                return State::Open(ready, Page::Exchange(Box::new(page)));
            }
        };
        match ready.exchange(admission, &ExchangeRequest { old, new, medium: &medium }) {
            Ok(Ok(ready)) => State::Open(ready, Page::menu(Some(refusals::exchanged(&medium)))),
            Ok(Err(fault)) => self.stopped(&outfit::faulted(&fault)),
            Err(Refused { state: (ready, admission), reason }) => {
                let spent = match medium {
                    OtherMedium::Read(spent) => Some(spent),
                    OtherMedium::Unreadable { read, .. } => read,
                };
                let refused = Some(refusals::exchange(&reason));
                State::Open(ready, Page::Exchange(Box::new(Exchanging { admission, refused, spent })))
            }
        }
    }

    /// What is known of the other booth's slips; otherwise why nothing is, with what was known before.
    fn other_medium(
        &mut self,
        medium: ExchangeMedium,
        spent: Option<SpentSlips>,
    ) -> Result<OtherMedium, (Msg, Option<SpentSlips>)> {
        match medium {
            ExchangeMedium::Vouched([first, second]) => match Vouchers::new(&first, &second) {
                Some(vouched) => Ok(OtherMedium::Unreadable { vouched, read: spent }),
                None => Err((Msg::new("vouchers"), spent)),
            },
            ExchangeMedium::Read(name) => {
                self.busy(Busy::Reading);
                let found = self.sticks.media(&self.outfit.booth()).remove(&name);
                let Some(path) = found else { return Err((Msg::new("medium-gone"), spent)) };
                match self.outfit.spent_slips(&path) {
                    Ok(Ok(read)) => Ok(OtherMedium::Read(read)),
                    Ok(Err(error)) => Err((refusals::medium(&error), spent)),
                    Err(_) => Err((refusals::no_copy(), spent)),
                }
            }
        }
    }
}

/// Whether what was scanned is a strip or a receipt: no voter comes with one (spec 6.10).
pub(super) fn is_of_a_session(scanned: &str) -> bool {
    ["PLK1-K-", "PLK1-T-"].iter().any(|paper| scanned.trim().starts_with(paper))
}

const fn to(ready: Ready, page: Page) -> Next {
    Next::To(State::Open(ready, page))
}

fn let_in(goal: Goal, admission: Admission) -> Page {
    match goal {
        Goal::Menu => Page::Menu { admission: Some(admission), said: None },
        Goal::Exchange => Page::Exchange(Box::new(Exchanging { admission, refused: None, spent: None })),
        Goal::Close => Page::Accounts(Box::new(Accounts::new(admission))),
    }
}

/// Cast, challenged, cancelled.
pub(super) fn counts(ready: &Ready) -> [u32; 3] {
    let counts = ready.counts();
    [counts.cast, counts.challenged, counts.cancelled]
}
