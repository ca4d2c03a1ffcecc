//! Officers' screens: how each looks everywhere, and what comes of touching it.

mod looks;
mod paths;
