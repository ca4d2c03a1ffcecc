//! One file for each command.

pub(crate) mod berita_acara;
pub(crate) mod booth;
pub(crate) mod bulletin;
pub(crate) mod decide;
pub(crate) mod decrypt;
pub(crate) mod definition;
pub(crate) mod demo;
pub(crate) mod export;
pub(crate) mod inspect;
pub(crate) mod key;
pub(crate) mod merge;
pub(crate) mod note;
pub(crate) mod publish;
pub(crate) mod quick;
pub(crate) mod recap;
pub(crate) mod receipt;
pub(crate) mod result;
pub(crate) mod sign;
pub(crate) mod tokens;
pub(crate) mod trustee;
pub(crate) mod verify;
pub(crate) mod village;
pub(crate) mod witness;
