//! Which error correction reads best: codes of one bulletin at one size on paper, seen by a poor camera that is more and
//! more out of focus. `cargo run --release -p papers --example measure_codes`
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a measurement stops loudly"
)]

#[path = "../tests/camera/mod.rs"]
mod camera;

use camera::Shot;
use fast_qr::qr::QRBuilder;
use fast_qr::{ECL, Module};
use image::{GrayImage, Luma};
use papers::photo::read_codes;

/// Dots of the code's side on paper, quiet zone included: 40 mm at 12 dots each.
const SIDE: u32 = 480;

fn main() {
    println!("40 mm, photo of 1600 x 1200 dots at 15 dots per millimetre, quality 40, uneven light, noise");
    println!("| characters | correction | modules | largest blur (dots) that reads at 7, 20 degrees |");
    println!("|---|---|---|---|");
    for length in [272, 707] {
        for (name, level) in [("L", ECL::L), ("M", ECL::M), ("Q", ECL::Q)] {
            // The same mixture of symbols as a bulletin has.
            let text: String = (0..length).map(|i| char::from(b"7KQ0-Z4M.9T1"[i * 7 % 12])).collect();
            let code = QRBuilder::new(text.as_str()).ecl(level).build().unwrap();
            let sheet = printed(&code.data, code.size);
            let limits = [7.0, 20.0].map(|degrees| format!("{:.1}", limit(&sheet, &text, degrees)));
            println!("| {length} | {name} | {} | {} |", code.size, limits.join(", "));
        }
    }
}

/// Blur up to which the text is read.
fn limit(sheet: &GrayImage, text: &str, degrees: f32) -> f32 {
    let reads = |blur: f32| {
        let shot = Shot { scale: 1.25, degrees, blur, ..Shot::MESSENGER };
        read_codes(&shot.of(sheet)).is_ok_and(|read| read.contains(text))
    };
    (1..40).map(|step| step as f32 * 0.3).take_while(|blur| reads(*blur)).last().unwrap_or_default()
}

fn printed(modules: &[Module], size: usize) -> GrayImage {
    let whole = size as u32 + 8;
    GrayImage::from_fn(SIDE, SIDE, |x, y| {
        let (column, row) = (x * whole / SIDE, y * whole / SIDE);
        let inside = |at: u32| at.checked_sub(4).filter(|at| *at < size as u32);
        let black = inside(column).zip(inside(row)).is_some_and(|(column, row)| {
            modules.get(row as usize * size + column as usize).is_some_and(|module| Module::value(*module))
        });
        Luma([if black { 0 } else { 255 }])
    })
}
