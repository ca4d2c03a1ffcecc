//! Tests of whole screens, without a window.

mod geometry;
mod harness;
mod keys;
mod officers;
mod secrecy;
mod sound;
mod touch;
mod voters;
