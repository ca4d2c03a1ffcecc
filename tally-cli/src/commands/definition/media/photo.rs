//! Whether a file is a photo that the booth can show. It is decoded to its end, by the library that the booth uses: a photo
//! that breaks off is found before sealing and not on polling day.

use std::io::Cursor;

use election::draft::{MediumKind, MediumProblem};
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder as _, ImageFormat, ImageReader};

pub(super) fn check(bytes: &[u8]) -> Result<(), MediumProblem> {
    let format = image::guess_format(bytes).map_err(|_| MediumProblem::OtherKind)?;
    if !matches!(format, ImageFormat::Png | ImageFormat::Jpeg) {
        return Err(MediumProblem::OtherKind);
    }
    let damaged = |_| MediumProblem::Damaged;
    let mut decoder = ImageReader::with_format(Cursor::new(bytes), format).into_decoder().map_err(damaged)?;
    let (width, height) = decoder.dimensions();
    if ![width, height].iter().all(|side| MediumKind::PIXELS.contains(side)) {
        return Err(MediumProblem::Pixels { width, height });
    }
    if decoder.orientation().map_err(damaged)? != Orientation::NoTransforms {
        return Err(MediumProblem::Turned);
    }
    DynamicImage::from_decoder(decoder).map_err(damaged)?;
    // The decoder of JPEG fills what is missing with grey.
    let whole = format != ImageFormat::Jpeg || has_end(bytes);
    if whole { Ok(()) } else { Err(MediumProblem::Damaged) }
}

/// Whether a JPEG has its end mark, not counting that of a smaller picture inside it.
fn has_end(jpeg: &[u8]) -> bool {
    let mut rest = jpeg;
    loop {
        match rest {
            [0xff, 0xd9, ..] => return true,
            [0xff, 0xff, ..] => rest = rest.get(1..).unwrap_or_default(),
            // Marks without a length: begin and restart.
            [0xff, 0xd8 | 0xd0..=0xd7 | 0x01, after @ ..] => rest = after,
            [0xff, mark, high, low, ..] => {
                let length = 2 + usize::from(u16::from_be_bytes([*high, *low]));
                let Some(after) = rest.get(length..) else { return false };
                rest = if *mark == 0xda { after_scan(after) } else { after };
            }
            _ => return false,
        }
    }
}

/// What follows the data of a scan: the first mark that is no part of them.
fn after_scan(data: &[u8]) -> &[u8] {
    let is_mark = |pair: &[u8]| matches!(pair, [0xff, mark] if !matches!(mark, 0x00 | 0xd0..=0xd7 | 0xff));
    data.windows(2).position(is_mark).and_then(|at| data.get(at..)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use image::{GrayImage, RgbImage};

    use super::*;

    fn encoded(picture: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        picture.into().write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    fn colourful(width: u32, height: u32) -> RgbImage {
        let byte = |number: u32| number.to_le_bytes()[0];
        RgbImage::from_fn(width, height, |x, y| image::Rgb([byte(x), byte(y), byte(x * y)]))
    }

    #[test]
    fn png_and_jpeg_of_the_right_size_are_taken() {
        for format in [ImageFormat::Png, ImageFormat::Jpeg] {
            assert_eq!(check(&encoded(colourful(200, 2_000), format)), Ok(()));
            assert_eq!(check(&encoded(GrayImage::new(2_000, 200), format)), Ok(()));
            for (width, height) in [(199, 300), (300, 199), (2_001, 300), (300, 2_001)] {
                let other = check(&encoded(GrayImage::new(width, height), format));
                assert_eq!(other, Err(MediumProblem::Pixels { width, height }));
            }
        }
    }

    #[test]
    fn a_photo_that_breaks_off_anywhere_is_refused() {
        for format in [ImageFormat::Png, ImageFormat::Jpeg] {
            let whole = encoded(colourful(300, 400), format);
            let last = whole.len() - if format == ImageFormat::Png { 13 } else { 1 };
            for end in (0..last).step_by(1 + last / 40).chain([last]) {
                let refused = check(&whole[..end]);
                assert!(matches!(refused, Err(MediumProblem::Damaged | MediumProblem::OtherKind)), "{end}");
            }
        }
    }

    #[test]
    fn a_mark_inside_a_smaller_picture_is_not_the_end() {
        let mut jpeg = encoded(colourful(300, 400), ImageFormat::Jpeg);
        let inside = [&[0xff, 0xe1, 0x00, 0x06][..], &[0xff, 0xd9, 0xff, 0xd9]].concat();
        jpeg.splice(2..2, inside);
        assert_eq!(check(&jpeg), Ok(()));
        jpeg.truncate(jpeg.len() - 2);
        assert_eq!(check(&jpeg), Err(MediumProblem::Damaged));
    }

    #[test]
    fn other_kinds_are_told_by_their_bytes_and_not_by_their_names() {
        for other in
            [&b""[..], b"foto", b"GIF89a\x01\x00\x01\x00", b"RIFF\x24\x00\x00\x00WEBPVP8 ", b"%PDF-1.7"]
        {
            assert_eq!(check(other), Err(MediumProblem::OtherKind), "{other:?}");
        }
    }

    #[test]
    fn a_photo_that_a_camera_stored_turned_is_refused() {
        let mut jpeg = encoded(colourful(400, 300), ImageFormat::Jpeg);
        // EXIF, big endian, one entry: orientation (0x0112), a short, 6 = turn to the right.
        let exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
        let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
        jpeg.splice(2..2, [&[0xff, 0xe1][..], &length, exif].concat());
        assert_eq!(check(&jpeg), Err(MediumProblem::Turned));
    }
}
