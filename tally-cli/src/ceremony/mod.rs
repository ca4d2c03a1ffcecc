//! A key ceremony of trustees who sit apart: its files, what is checked of them, what a trustee keeps (spec 3.5).
//!
//! Everything that travels is a signed note that anybody may read; shares travel inside them, encrypted to their
//! receiver. What comes in is judged in [`Circle`], the same way by each trustee and by the authority that seals.

mod circle;
mod folder;
mod notes;
mod outcome;
mod payload;
mod setting;
mod state;

pub(crate) use self::circle::{Circle, Villages, fault, transcripts};
pub(crate) use self::folder::Folder;
pub(crate) use self::notes::{Hash32, HexBytes, Round0, Round1, Round2, Round3, RoundPackage, RoundShare};
pub(crate) use self::notes::{SealedShares, TranscriptOf, signed};
pub(crate) use self::outcome::{outcomes, public_file};
pub(crate) use self::payload::{Between, open, seal};
pub(crate) use self::setting::Setting;
pub(crate) use self::state::{Held, SecretBytes, State};
