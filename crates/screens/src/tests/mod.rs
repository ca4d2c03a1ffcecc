//! Tests of whole screens, without a window.

mod harness;
mod journeys;
mod keys;
mod looks;
mod officers;
mod picture;
mod scenes;
mod secrecy;
mod snapshots;
mod sound;
mod still;
mod touch;
mod voters;
