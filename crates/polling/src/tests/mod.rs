//! The booth through its public face: real store in a temporary folder, fake printer, clock and generator.

mod day;
mod exchange;
mod kit;
mod paper;
mod polls;
mod random;
mod session;
mod world;
