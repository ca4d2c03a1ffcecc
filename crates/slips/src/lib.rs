//! The booth's paper: sheets as dots, dots as ESC/POS, printers that say how they are.
//!
//! [`draw`] turns a sheet of `polling` into [`Dots`], and everything is printed as a picture of these dots: no printer's
//! own letters or code pages are used, so every clone prints the same, and a PNG shows what the paper shows.
//! [`open`] gives the printer that a [`Target`] names.
//!
//! # Security
//! An audit slip's dots and bytes are wiped after use; letters are copied from tables made before the first voter, so that
//! no drawing library holds a name. Nothing goes through a spooler or a temporary file. Files exist only for rehearsals
//! ([`Target::Folder`]). What the kernel, the cable and the printer's own memory hold is beyond this crate.

mod device;
mod dots;
mod draw;
mod escpos_bytes;
mod face;
mod folder;
mod indonesian;
mod open;
mod printer;
mod qr;
mod status;
mod target;

pub use device::{CharacterDevice, Device, Link, NetworkDevice, SerialDevice};
pub use dots::{Dots, Width};
pub use draw::draw;
pub use escpos_bytes::Cut;
pub use face::can_draw;
pub use folder::FolderPrinter;
pub use open::{OpenError, open};
pub use printer::{EscPosPrinter, Patience};
pub use target::{Target, TargetError};
