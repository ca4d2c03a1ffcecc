//! Writes every paper of the tests, to look at: `cargo run -p typeset --example samples -- FOLDER`, then
//! `pdftoppm -r 70 -png`.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a tool for developers stops loudly")]

#[path = "../tests/papers/sheets.rs"]
#[expect(dead_code, reason = "tests use more of it")]
mod sheets;

fn main() {
    let folder = std::path::PathBuf::from(std::env::args_os().nth(1).unwrap());
    std::fs::create_dir_all(&folder).unwrap();
    for (name, sheet) in sheets::all() {
        std::fs::write(folder.join(name).with_extension("pdf"), typeset::pdf(&sheet).unwrap()).unwrap();
    }
}
