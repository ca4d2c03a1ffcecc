//! A voter's session: from the slip to the paper in the box.

use polling::{Halt, Refused};
use screens::{Busy, Ending, Intent};

use super::desk::{Page, is_of_a_session};
use super::{After, Conductor, Next, State, alone, unattended};

impl Conductor {
    pub(super) fn voter(&mut self, state: State, intent: Intent) -> Next {
        Next::To(match (state, intent) {
            (State::Choosing(choosing), Intent::Choose(option)) => match choosing.choose(option.expose()) {
                Ok(confirming) => State::Confirming(confirming),
                // The screen offers what there is, so that this is no voter's mistake.
                Err(Refused { state, .. }) => return Next::Late(State::Choosing(state)),
            },
            (State::Confirming(confirming), Intent::Yes) => {
                self.busy(Busy::Printing);
                match confirming.yes() {
                    Ok(comparing) => State::Comparing(comparing),
                    Err(halt) => self.voted(Err(halt)),
                }
            }
            (State::Confirming(confirming), Intent::No | Intent::Back) => State::Choosing(confirming.no()),
            (State::Comparing(comparing), Intent::Cast) => {
                self.busy(Busy::Storing);
                self.voted(comparing.cast())
            }
            (State::Comparing(comparing), Intent::Challenge) => {
                self.busy(Busy::Storing);
                self.voted(comparing.challenge())
            }
            (State::Comparing(comparing), Intent::Cancel) => {
                self.busy(Busy::Printing);
                match comparing.cancel() {
                    Ok(Ok(withdrawn)) => State::Withdrawn(withdrawn),
                    Ok(Err(session)) => unattended(session),
                    Err(halt) => self.voted(Err(halt)),
                }
            }
            (State::Withdrawn(withdrawn), Intent::ChooseAgain) => State::Choosing(withdrawn.choose_again()),
            (State::Withdrawn(withdrawn), Intent::Leave) => {
                State::Open(withdrawn.leave(), Page::Done(Ending::Nothing))
            }
            // Another slip is the next voter's: whoever has this one has left. A scanner reads the same twice, and what
            // the booth has printed for this voter.
            (state, Intent::Slip(slip)) if !is_of_a_session(&slip) && !self.is_own(&slip) => {
                return alone(state);
            }
            // Help is called: whoever comes says how it goes on.
            (state, Intent::CallOfficers) => return alone(state),
            (state, _) => return Next::Late(state),
        })
    }

    fn voted(&mut self, finished: Result<polling::Finished, Halt>) -> State {
        self.finished(finished, After::Voter)
    }
}
