//! One file for each command.

pub(crate) mod definition;
pub(crate) mod key;
