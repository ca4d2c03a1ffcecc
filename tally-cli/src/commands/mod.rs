//! One file for each command.

pub(crate) mod definition;
pub(crate) mod inspect;
pub(crate) mod key;
pub(crate) mod tokens;
pub(crate) mod trustee;
