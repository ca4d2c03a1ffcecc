//! How the programs talk with people: texts in two languages, answers, problems, exit codes, help pages.
//!
//! Code speaks in [`Msg`]; [`Texts`] makes sentences of it, from the text files of whoever speaks and from those of
//! this crate. The feature `terminal` (on unless switched off) adds what a program at a terminal needs: [`run`] reads
//! a command line and answers it, with [`Page`]s for people and objects for programs; what goes wrong is a
//! [`Problem`]; [`files`] reads with limits and writes durably.

#[cfg(any(test, feature = "checks"))]
pub mod checks;
#[cfg(feature = "terminal")]
mod exit;
#[cfg(feature = "terminal")]
pub mod files;
#[cfg(feature = "terminal")]
mod help;
#[cfg(feature = "terminal")]
mod page;
#[cfg(feature = "terminal")]
mod problem;
#[cfg(feature = "terminal")]
mod program;
mod texts;
#[cfg(feature = "terminal")]
mod ui;
#[cfg(feature = "terminal")]
mod wrap;

#[cfg(feature = "terminal")]
pub use crate::exit::Exit;
#[cfg(feature = "terminal")]
pub use crate::page::{Answer, Page, banner, in_one_line};
#[cfg(feature = "terminal")]
pub use crate::problem::Problem;
#[cfg(feature = "terminal")]
pub use crate::program::{Commands, Layout, Program, run, run_line};
pub use crate::texts::{Lang, Msg, Sources, Texts, Told, Value, harmless};
#[cfg(feature = "terminal")]
pub use crate::ui::Ui;
