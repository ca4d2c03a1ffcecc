//! What is fuzzed: one function for every decoder of bytes from outside, and seeds for each.
//!
//! A target is a pure function of bytes. It may not panic, hang or use memory beyond measure, whatever the bytes; and
//! where the specification promises something of whatever is accepted (one form, one verdict, nothing lost), it asserts
//! that. `fuzz/` runs the same functions under libFuzzer; `tests/slice.rs` runs them with every `cargo test`, over all
//! seeds, all inputs that ever broke one, and a few thousand changed ones. docs/fuzzing.md tells what was run.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unreachable,
    reason = "a target fails by panicking"
)]

pub mod ballots;
pub mod counting;
pub mod logs;
pub mod media;
pub mod mutate;
pub mod network;
pub mod pictures;
pub mod rng;
pub mod script;
pub mod texts;
pub mod world;

use std::path::PathBuf;

/// One thing that is fuzzed.
#[derive(Clone, Copy)]
pub struct Target {
    /// Its name: of the module, and of the function in it.
    pub name: &'static str,
    /// Takes any bytes.
    pub run: fn(&[u8]),
    /// Honest inputs, or the beginnings of dishonest ones.
    pub seeds: fn() -> Vec<Vec<u8>>,
    /// Longest input in bytes that is tried.
    pub longest: usize,
    /// Changed inputs that an ordinary test tries.
    pub slice: u64,
}

macro_rules! targets {
    ($($module:ident::$run:ident <- $seeds:ident, $longest:expr, $slice:expr;)*) => {
        /// Every target.
        pub const TARGETS: &[Target] = &[$(Target {
            name: concat!(stringify!($module), "_", stringify!($run)),
            run: $module::$run,
            seeds: $module::$seeds,
            longest: $longest,
            slice: $slice,
        }),*];
    };
}

targets! {
    texts::definition <- definitions, 32_768, 2_000;
    texts::toml_draft <- drafts, 8_192, 200;
    texts::json_forms <- jsons, 1_024, 20_000;
    texts::note <- notes, 2_048, 20_000;
    texts::token_list <- token_lists, 4_096, 20_000;
    texts::scans <- scanned, 256, 20_000;
    texts::names <- short_texts, 256, 30_000;
    texts::acceptance <- acceptances, 1_024, 20_000;
    texts::parts <- part_files, 4_096, 10_000;
    texts::pack <- packs, 32_768, 3_000;
    texts::pack_signed <- unsigned_packs, 32_768, 2_000;
    ballots::ballot <- ballots, 1_024, 30_000;
    ballots::ballot_proof <- ballots, 1_024, 1_500;
    ballots::challenge <- challenges, 1_024, 500;
    ballots::group_elements <- elements, 512, 4_000;
    ballots::ceremony <- ceremonies, 1_024, 1_000;
    ballots::ceremony_share <- ceremony_shares, 128, 200;
    logs::entry <- entries, 4_096, 30_000;
    logs::body <- bodies, 4_096, 20_000;
    logs::record <- records, 4_224, 10_000;
    logs::bundle <- bundles, 16_384, 4_000;
    logs::log_header <- log_headers, 128, 30_000;
    logs::fragments <- pieces, 8_192, 2_000;
    logs::mirror_frames <- frames, 8_192, 20_000;
    logs::chain <- scripts, 256, 100;
    logs::checkpoint <- checkpoints, 1_024, 20_000;
    logs::receipt <- receipts, 1_024, 20_000;
    logs::tlog_proof <- tlog_proofs, 2_048, 20_000;
    logs::merkle <- paths, 2_560, 4_000;
    media::database <- databases, 131_072, 150;
    media::medium <- media, 65_536, 150;
    media::store <- stores, 131_072, 40;
    media::intake <- sticks, 65_536, 500;
    media::memories <- memory_files, 1_024, 4_000;
    media::streamed <- day_scripts, 256, 16;
    media::remembered <- village_memories, 32_768, 40;
    counting::count_set <- count_sets, 24_576, 5_000;
    counting::shares <- share_files, 8_192, 5_000;
    counting::results <- result_files, 8_192, 5_000;
    counting::decision <- decisions, 2_048, 4_000;
    counting::statement <- statements, 2_048, 4_000;
    counting::set_note <- set_notes, 1_024, 400;
    counting::bulletin <- bulletins, 1_024, 10_000;
    counting::receipt_files <- receipt_proofs, 16_384, 2_000;
    counting::input <- inputs, 16_384, 1_000;
    counting::record_file <- record_files, 16_384, 16;
    counting::merged <- merges, 256, 16;
    counting::signed <- stages, 256, 16;
    network::request <- requests, 1_024, 2_000;
    pictures::qr_photo <- qr_photos, 16_384, 20;
    pictures::medium_file <- medium_files, 65_536, 1_000;
}

impl Target {
    /// Inputs that once broke this target; they are kept for ever.
    #[must_use]
    pub fn kept(&self) -> Vec<Vec<u8>> {
        let folder: PathBuf = world::fixtures().join("fuzz").join(self.name);
        if folder.is_dir() { world::files_under(&folder).into_values().collect() } else { Vec::new() }
    }
}
