//! Officers' screens: how each looks everywhere, and what comes of touching it.

mod acts;
mod keys;
mod looks;
mod paths;
