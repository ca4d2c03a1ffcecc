//! What people read of a record: the results page, open exports, bulletins of the result; and the live page of a counting
//! day, before there is a record.
//!
//! Bytes in, bytes out. This crate decides nothing: it prints what a verified record says ([`tally::VerifyReport`]),
//! and whoever holds the page or the files can check them against that record.

pub mod bulletin;
pub mod export;
pub mod figures;
pub mod page;
pub mod photo;
pub mod recap;
pub mod sheets;
pub mod words;
