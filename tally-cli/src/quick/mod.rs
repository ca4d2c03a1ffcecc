//! Bulletins as they come in: read from photos, texts and speech, added up, compared (spec 10.6).

pub(crate) mod inputs;
pub(crate) mod show;
pub(crate) mod standing;
