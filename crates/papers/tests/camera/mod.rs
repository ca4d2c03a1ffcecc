//! A poor camera: it sees a sheet turned and in perspective, out of focus, under a lamp at one side, with noise, and
//! its pictures have been squeezed by a messenger.

use image::codecs::jpeg::JpegEncoder;
use image::{GrayImage, Luma, imageops};

/// How a sheet is seen.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shot {
    /// Dots of the photo, width and height.
    pub(crate) size: (u32, u32),
    /// Dots of the photo to one of the sheet.
    pub(crate) scale: f32,
    /// By how much the sheet is turned.
    pub(crate) degrees: f32,
    /// How much smaller things get from the left edge of the photo to the right: 0.3 is three tenths.
    pub(crate) slant: f32,
    /// Out of focus by so many dots (sigma).
    pub(crate) blur: f32,
    /// Light at the dark corner against that at the bright one.
    pub(crate) dark: f32,
    /// Grey levels of noise to either side.
    pub(crate) noise: i32,
    /// Quality of the JPEG.
    pub(crate) quality: u8,
}

impl Shot {
    /// A photo as a messenger passes it on: 1600 by 1200 dots, quality 40, blurred, noisy, one corner in the dark.
    pub(crate) const MESSENGER: Self = Self {
        size: (1600, 1200),
        scale: 0.65,
        degrees: 0.0,
        slant: 0.0,
        blur: 1.5,
        dark: 0.35,
        noise: 12,
        quality: 40,
    };

    /// The photo of a sheet, in the middle of a grey table, as JPEG.
    pub(crate) fn of(&self, sheet: &GrayImage) -> Vec<u8> {
        let (width, height) = self.size;
        let sharp = GrayImage::from_fn(width, height, |x, y| Luma([self.seen(sheet, x as f32, y as f32)]));
        let mut photo = if self.blur > 0.0 { imageops::blur(&sharp, self.blur) } else { sharp };
        let mut random = 1_u32;
        for dot in photo.pixels_mut() {
            random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let noise = (random >> 16) as i32 % (2 * self.noise + 1) - self.noise;
            dot.0[0] = (i32::from(dot.0[0]) + noise).clamp(0, 255) as u8;
        }
        let mut bytes = Vec::new();
        JpegEncoder::new_with_quality(&mut bytes, self.quality).encode_image(&photo).unwrap();
        bytes
    }

    fn seen(&self, sheet: &GrayImage, x: f32, y: f32) -> u8 {
        let (width, height) = (self.size.0 as f32, self.size.1 as f32);
        let (sin, cos) = self.degrees.to_radians().sin_cos();
        let (dx, dy) = (x - width / 2.0, y - height / 2.0);
        let (u, v) = ((cos * dx + sin * dy) / self.scale, (cos * dy - sin * dx) / self.scale);
        let away = 1.0 - self.slant * (dx / width);
        let (u, v) = (u / away + sheet.width() as f32 / 2.0, v / away + sheet.height() as f32 / 2.0);
        let inside =
            u >= 0.0 && v >= 0.0 && u <= sheet.width() as f32 - 1.0 && v <= sheet.height() as f32 - 1.0;
        let paper = inside.then(|| imageops::interpolate_bilinear(sheet, u, v)).flatten();
        // Ink is never black in a photo, and paper never white.
        let grey = paper.map_or(95.0, |dot| 35.0 + f32::from(dot.0[0]) * 0.75);
        let light = self.dark + (1.0 - self.dark) * (x / width + y / height) / 2.0;
        (grey * light) as u8
    }
}
