//! Officers' screens: how each looks everywhere, and what comes of touching it.

mod acts;
mod keys;
pub(crate) mod paths;
