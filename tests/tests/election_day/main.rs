//! A scripted election day of three villages of one regency, entirely through the real programs, and its transcript
//! `docs/hari-pemungutan-suara.md`.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod after;
mod before;
mod day;
mod document;
mod polls;
mod publication;

use day::Day;

#[test]
fn from_the_definition_to_the_verification() {
    let mut day = Day::new();
    let election = before::prepare(&mut day);
    let receipts = polls::vote(&mut day);
    after::count(&mut day);
    publication::publish(&mut day, &election, &receipts);
    day.document.check();
}
