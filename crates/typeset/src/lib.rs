//! Papers to print and to sign, as PDF/A: a [`Sheet`] in, the bytes of a file out.
//!
//! A paper is set by typst from a template in `templates/`, compiled in with its fonts. There is nothing else to read:
//! no file, no network, no clock, no font of the machine. What people wrote reaches a template as strings of JSON and is
//! never read as markup. The same sheet gives the same bytes, and a paper with a letter that no font has, a table that
//! does not fit or any warning is no paper but an error. `docs/papers.md` tells how to add one.

mod error;
mod fonts;
mod job;
mod world;

pub use error::TypesetError;
use job::Job;
use papers::sheets::Sheet;

/// The paper as PDF/A-2u.
///
/// # Errors
/// [`TypesetError`]; none is to be expected of a [`Sheet`] that exists.
pub fn pdf(sheet: &Sheet) -> Result<Vec<u8>, TypesetError> {
    Job::of(sheet)?.pdf()
}
