//! Parts of the command `demo`.

pub(crate) mod secrets;
pub(crate) mod stages;
pub(crate) mod trials;
