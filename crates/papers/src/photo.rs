//! Reading QR codes from photos that a cheap telephone has taken of paper: blurred, turned, unevenly lit, squeezed by a
//! messenger.

use std::collections::BTreeSet;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use image::imageops::{self, FilterType};
use image::{GrayImage, ImageReader, Limits};
use rqrr::PreparedImage;

/// A photo's file may be so large.
pub const MAX_PHOTO: u64 = 64 << 20;
/// And its picture, in dots of a side.
const MAX_SIDE: u32 = 20_000;
const MAX_MEMORY: u64 = 1 << 30;
/// Sides in dots at which a photo is looked at: a code should have three to eight dots to a module, and how large it is in
/// the picture nobody knows.
const SIDES: [u32; 4] = [1600, 1000, 2800, 700];

/// Why a photo tells nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PhotoError {
    /// Neither PNG nor JPEG, damaged, or too large.
    #[error("this is no picture that can be read (PNG or JPEG): {detail}")]
    NotAPicture {
        /// What the decoder says.
        detail: String,
    },
    /// No QR code that can be read.
    #[error("no QR code in this picture can be read; {seen} can be seen")]
    NoCode {
        /// Codes that were found but could not be read.
        seen: usize,
    },
}

/// Whether bytes begin as a PNG or JPEG file does.
#[must_use]
pub fn is_photo(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\x89PNG\r\n\x1a\n") || bytes.starts_with(b"\xff\xd8\xff")
}

/// The texts of all QR codes in a photo, sorted.
///
/// # Errors
/// [`PhotoError`].
pub fn read_codes(bytes: &[u8]) -> Result<BTreeSet<String>, PhotoError> {
    let picture = decode(bytes)?;
    let mut found = BTreeSet::new();
    let mut seen = 0;
    for (treatment, side) in looks(picture.width().max(picture.height())) {
        let look = look(&view(&picture, treatment, side));
        found.extend(look.read);
        // Whatever could be seen at all has been read.
        if !found.is_empty() && look.unread == 0 {
            break;
        }
        seen = seen.max(look.unread);
    }
    if found.is_empty() { Err(PhotoError::NoCode { seen }) } else { Ok(found) }
}

fn decode(bytes: &[u8]) -> Result<GrayImage, PhotoError> {
    let wrong = |error: &dyn ToString| PhotoError::NotAPicture { detail: error.to_string() };
    if u64::try_from(bytes.len()).map_or(true, |length| length > MAX_PHOTO) {
        return Err(wrong(&"the file is too large"));
    }
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|e| wrong(&e))?;
    let mut limits = Limits::default();
    (limits.max_image_width, limits.max_image_height) = (Some(MAX_SIDE), Some(MAX_SIDE));
    limits.max_alloc = Some(MAX_MEMORY);
    reader.limits(limits);
    reader.decode().map(|picture| picture.to_luma8()).map_err(|e| wrong(&e))
}

/// What is done to a photo before it is looked at.
#[derive(Debug, Clone, Copy)]
enum Treatment {
    Plain,
    /// As if its light were even.
    Even,
    /// Noise and the blocks of JPEG smoothed away.
    Soft,
    /// What was out of focus made sharper.
    Sharp,
    /// Turned by so many degrees: the reader looks for codes along rows, and finds them least at 45 degrees.
    Turned(f32),
}

/// The looks at a photo, one after the other: the cheap ones first, and none that shows a small photo twice alike.
fn looks(longer: u32) -> Vec<(Treatment, u32)> {
    let mut sides = SIDES.map(|side| side.min(longer.saturating_mul(2))).to_vec();
    sides.dedup();
    let of = |treatment, most| sides.iter().take(most).map(move |side| (treatment, *side));
    let all = usize::MAX;
    let straight = of(Treatment::Plain, all).chain(of(Treatment::Even, all));
    let refined = of(Treatment::Soft, 2).chain(of(Treatment::Sharp, 2));
    let turned = [15.0, 30.0, 45.0, 60.0, 75.0].into_iter().flat_map(|turn| of(Treatment::Turned(turn), 1));
    straight.chain(refined).chain(turned).collect()
}

fn view(picture: &GrayImage, treatment: Treatment, side: u32) -> GrayImage {
    let picture = scaled(picture, side);
    match treatment {
        Treatment::Plain => picture,
        Treatment::Even => even(&picture),
        Treatment::Soft => even(&imageops::fast_blur(&picture, 1.2)),
        Treatment::Sharp => even(&imageops::unsharpen(&picture, 2.0, 0)),
        Treatment::Turned(degrees) => turned(&even(&picture), degrees),
    }
}

/// What one look gave.
struct Look {
    read: Vec<String>,
    /// Codes that were seen and not read.
    unread: usize,
}

fn look(picture: &GrayImage) -> Look {
    let nothing = Look { read: Vec::new(), unread: 0 };
    let (Ok(width), Ok(height)) = (usize::try_from(picture.width()), usize::try_from(picture.height()))
    else {
        return nothing;
    };
    // The reader may stumble over shapes that only look like a code: then this look has seen nothing.
    let look = catch_unwind(AssertUnwindSafe(|| {
        let grey = picture.as_raw();
        let at = |x: usize, y: usize| grey.get(y * width + x).copied().unwrap_or(255);
        let mut prepared = PreparedImage::prepare_from_greyscale(width, height, at);
        let grids = prepared.detect_grids();
        let read: Vec<String> = grids.iter().filter_map(|grid| Some(grid.decode().ok()?.1)).collect();
        Look { unread: grids.len() - read.len(), read }
    }));
    look.unwrap_or(nothing)
}

/// The picture with its longer side this long.
fn scaled(picture: &GrayImage, side: u32) -> GrayImage {
    let longer = picture.width().max(picture.height()).max(1);
    let of = |length: u32| {
        let scaled = u64::from(length) * u64::from(side) / u64::from(longer);
        u32::try_from(scaled).unwrap_or(side).max(1)
    };
    let filter = if side < longer { FilterType::Triangle } else { FilterType::CatmullRom };
    imageops::resize(picture, of(picture.width()), of(picture.height()), filter)
}

/// The picture as if its light were even: each dot against the brightness around it.
fn even(picture: &GrayImage) -> GrayImage {
    let around = imageops::fast_blur(picture, longer_side(picture) / 24.0);
    let mut dots = picture.clone();
    for (dot, around) in dots.pixels_mut().zip(around.pixels()) {
        let ([grey], [around]) = (&mut dot.0, around.0);
        // Middle grey is what the surroundings are.
        let relative = 128 + 2 * (i32::from(*grey) - i32::from(around));
        *grey = u8::try_from(relative.clamp(0, 255)).unwrap_or_default();
    }
    dots
}

fn longer_side(picture: &GrayImage) -> f32 {
    picture.width().max(picture.height()) as f32
}

/// The picture turned about its middle, on a sheet that holds all of it.
fn turned(picture: &GrayImage, degrees: f32) -> GrayImage {
    let (sin, cos) = degrees.to_radians().sin_cos();
    let (width, height) = (picture.width() as f32, picture.height() as f32);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a positive length of a small picture"
    )]
    let (new_width, new_height) =
        ((width * cos + height * sin).ceil() as u32, (width * sin + height * cos).ceil() as u32);
    GrayImage::from_fn(new_width, new_height, |x, y| {
        let (dx, dy) = (x as f32 - new_width as f32 / 2.0, y as f32 - new_height as f32 / 2.0);
        let (from_x, from_y) = (cos * dx + sin * dy + width / 2.0, cos * dy - sin * dx + height / 2.0);
        let inside = from_x >= 0.0 && from_y >= 0.0 && from_x <= width - 1.0 && from_y <= height - 1.0;
        let dot = inside.then(|| imageops::interpolate_bilinear(picture, from_x, from_y)).flatten();
        dot.unwrap_or(image::Luma([128]))
    })
}
