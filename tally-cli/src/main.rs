//! The program `tally`.
fn main() {}
