//! The booth through its public face: real store in a temporary folder, fake printer, clock and generator.

mod day;
mod exchange;
mod kit;
mod officers;
mod paper;
mod polls;
mod random;
mod readiness;
mod session;
mod world;
