//! The conductor driven by intents, with a fake printer, a fake clock and a real log.

mod closing;
mod desk;
mod opening;
mod restart;
pub(crate) mod stand_in;
mod trouble;
mod voting;
