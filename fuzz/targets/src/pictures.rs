//! Pictures and sound: photos of QR codes, and what a draft names as photos and clips.

use election::draft::MediumProblem;
use fast_qr::QRBuilder;
use hound::{SampleFormat, WavSpec, WavWriter};
use image::{GrayImage, ImageFormat, Luma};
use papers::photo::{is_photo, read_codes};
use std::io::Cursor;

// The very checks of the program `tally`, which has no library.
#[path = "../../../tally-cli/src/commands/definition/media/clip.rs"]
mod clip;
#[path = "../../../tally-cli/src/commands/definition/media/photo.rs"]
mod photo;

/// Pixels above which a campaign would only measure how long large pictures take: `read_codes` takes 20,000 a side.
const MOST_PIXELS: u64 = 250_000;

/// A photo in which somebody looks for QR codes (spec 6.10, 10.6).
pub fn qr_photo(data: &[u8]) {
    if pixels(data).is_some_and(|pixels| pixels > MOST_PIXELS) {
        return;
    }
    match read_codes(data) {
        Ok(texts) => assert!(!texts.is_empty() && is_photo(data)),
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

/// Width times height, as the file's own head says.
fn pixels(data: &[u8]) -> Option<u64> {
    let reader = image::ImageReader::new(Cursor::new(data)).with_guessed_format().ok()?;
    let (width, height) = reader.into_dimensions().ok()?;
    Some(u64::from(width) * u64::from(height))
}

/// Seeds of [`qr_photo`].
#[must_use]
pub fn qr_photos() -> Vec<Vec<u8>> {
    let picture = |text: &str| {
        let code = QRBuilder::new(text).build().unwrap();
        let side = u32::try_from(code.size).unwrap();
        GrayImage::from_fn((side + 8) * 3, (side + 8) * 3, |x, y| {
            let at =
                |place: u32| usize::try_from(place / 3).unwrap().checked_sub(4).filter(|at| *at < code.size);
            let dark = at(x).zip(at(y)).is_some_and(|(x, y)| code[y][x].value());
            Luma([if dark { 20 } else { 230 }])
        })
    };
    let both = ["PLK1-T-1", "PLK1-H-R-0123456789"].map(picture);
    both.iter()
        .flat_map(|picture| [ImageFormat::Png, ImageFormat::Jpeg].map(|format| encoded(picture, format)))
        .collect()
}

fn encoded(picture: &GrayImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// A file that a draft names as photo or clip (spec 2.5).
pub fn medium_file(data: &[u8]) {
    let (photo, clip) = (photo::check(data), clip::check(data));
    assert!(photo.is_err() || clip.is_err(), "a photo that is a recording");
    assert!(photo.is_err() || is_photo(data));
    let is_told =
        |problem: MediumProblem| !problem.to_string().is_empty() && !problem.to_indonesian().is_empty();
    assert!(photo.err().is_none_or(is_told) && clip.err().is_none_or(is_told));
}

/// Seeds of [`medium_file`].
#[must_use]
pub fn medium_files() -> Vec<Vec<u8>> {
    let picture = GrayImage::from_fn(200, 200, |x, y| Luma([u8::try_from((x * 7 + y) % 251).unwrap()]));
    let plain = GrayImage::from_pixel(210, 200, Luma([90]));
    let sound = |channels: u16, bits_per_sample: u16| {
        let spec =
            WavSpec { channels, sample_rate: 8_000, bits_per_sample, sample_format: SampleFormat::Int };
        let mut bytes = Cursor::new(Vec::new());
        let mut writer = WavWriter::new(&mut bytes, spec).unwrap();
        (0..400_i16).for_each(|at| writer.write_sample(at % 100).unwrap());
        writer.finalize().unwrap();
        bytes.into_inner()
    };
    let pictures = [&picture, &plain]
        .into_iter()
        .flat_map(|p| [ImageFormat::Png, ImageFormat::Jpeg].map(|f| encoded(p, f)));
    pictures.chain([sound(1, 16), sound(2, 16), sound(1, 8)]).collect()
}
