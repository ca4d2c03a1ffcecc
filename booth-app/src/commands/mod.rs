//! The commands, a file each.

pub(crate) mod drill;
pub(crate) mod enrol;
pub(crate) mod export;
pub(crate) mod import;
pub(crate) mod status;
