//! What the booth shows, and what people do there.
//!
//! A [`View`] goes in, [`Intent`]s come out. Nothing here records, prints, decides or knows the time: who shows a view
//! gives the moment along, so that a test can let an hour pass. A screen is a file.

mod card;
mod desk;
mod draft;
mod draw;
mod figures;
mod focus;
mod input;
mod intent;
mod keypad;
mod layout;
mod page;
mod panel;
mod photo;
mod screens;
mod slip;
mod stage;
#[cfg(test)]
mod tests;
mod theme;
mod view;
mod widgets;

pub use intent::{CodesOf, ExchangeMedium, Figures, Intent, Launching, PaperAtPrinter, Typed};
pub use panel::Panel;
pub use stage::{Reaction, Say, Screens};
pub use view::{
    Accounting, BallotFace, Busy, Candidate, Check, CheckState, Closed, CodesView, Ending, ExchangeView,
    Launch, Left, Menu, Purpose, Readiness, Restarted, Secret, SlipStatus, Stopped, Trouble, View, VoteState,
    Why,
};
