//! Candidates' photos, decoded once.

use std::io::Cursor;

use egui::{ColorImage, Context, TextureHandle, TextureId, TextureOptions, Vec2, vec2};
use image::imageops::FilterType;
use image::{ImageReader, Limits};

use crate::view::BallotFace;

/// Longest side of a photo on the screen, in pixels.
const SIDE: u32 = 900;

/// The photos of all candidates, in number order.
pub(crate) struct Photos(Vec<Option<TextureHandle>>);

impl Photos {
    pub(crate) fn new(ctx: &Context, face: &BallotFace) -> Self {
        Self(face.candidates.iter().map(|c| load(ctx, c.number, c.photo.as_deref()?)).collect())
    }

    /// The photo of the candidate at this place, and its proportions.
    pub(crate) fn of(&self, place: usize) -> Option<(TextureId, Vec2)> {
        let texture = self.0.get(place)?.as_ref()?;
        let [width, height] = texture.size().map(|n| f32::from(u16::try_from(n).unwrap_or(1)));
        Some((texture.id(), vec2(width, height)))
    }
}

/// A file that is no picture is none: the number stands larger then.
fn load(ctx: &Context, number: u8, file: &[u8]) -> Option<TextureHandle> {
    let mut reader = ImageReader::new(Cursor::new(file)).with_guessed_format().ok()?;
    let mut limits = Limits::default();
    (limits.max_image_width, limits.max_image_height) = (Some(8000), Some(8000));
    limits.max_alloc = Some(256 << 20);
    reader.limits(limits);
    let mut picture = reader.decode().ok()?;
    if picture.width().max(picture.height()) > SIDE {
        picture = picture.resize(SIDE, SIDE, FilterType::Triangle);
    }
    let picture = picture.into_rgb8();
    let size = [usize::try_from(picture.width()).ok()?, usize::try_from(picture.height()).ok()?];
    let image = ColorImage::from_rgb(size, picture.as_raw());
    Some(ctx.load_texture(format!("candidate {number}"), image, TextureOptions::LINEAR))
}
