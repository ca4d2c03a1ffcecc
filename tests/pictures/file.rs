//! Small PNG files.

use std::collections::BTreeMap;

/// Colours of a picture, at most.
const COLOURS: usize = 64;

type Colour = [u8; 3];

/// A picture with few colours: the most frequent ones stay, every other becomes the nearest of them.
pub(crate) fn png(width: usize, pixels: &[Colour]) -> Vec<u8> {
    let palette = palette(pixels);
    let mut known = BTreeMap::new();
    let picture: Vec<u8> = pixels
        .iter()
        .map(|pixel| *known.entry(*pixel).or_insert_with(|| nearest(&palette, *pixel)))
        .collect();
    let bits = match palette.len() {
        0..=2 => 1,
        3..=4 => 2,
        5..=16 => 4,
        _ => 8,
    };
    let side = |length: usize| u32::try_from(length).unwrap();
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, side(width), side(pixels.len() / width));
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(png::BitDepth::from_u8(bits).unwrap());
    encoder.set_palette(palette.concat());
    encoder.set_compression(png::Compression::High);
    encoder.set_filter(png::Filter::NoFilter);
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&packed(&picture, width, bits)).unwrap();
    writer.finish().unwrap();
    file
}

/// How far a part of a colour may be from the same part on another machine.
const NEAR: u8 = 64;
/// Of so many dots one may be further away: letters have edges, and processors round differently.
const OF: usize = 5_000;

/// Whether two files show the same picture to the eye.
pub(crate) fn alike(one: &[u8], other: &[u8]) -> bool {
    let (Some((size, one)), Some((other_size, other))) = (read(one), read(other)) else { return false };
    let far = |(one, other): &(&u8, &u8)| one.abs_diff(**other) > NEAR;
    size == other_size && one.iter().zip(&other).filter(far).count() * OF <= one.len()
}

/// Width and colours of a file.
fn read(file: &[u8]) -> Option<(u32, Vec<u8>)> {
    let mut decoder = png::Decoder::new(std::io::Cursor::new(file));
    decoder.set_transformations(png::Transformations::EXPAND);
    let mut reader = decoder.read_info().ok()?;
    let mut pixels = vec![0; reader.output_buffer_size()?];
    let info = reader.next_frame(&mut pixels).ok()?;
    Some((info.width, pixels))
}

/// Colours that are alike count as one while the most frequent are looked for.
fn palette(pixels: &[Colour]) -> Vec<Colour> {
    let mut counts: BTreeMap<Colour, usize> = BTreeMap::new();
    pixels.iter().for_each(|pixel| *counts.entry(*pixel).or_default() += 1);
    let mut alike: BTreeMap<Colour, (usize, usize, Colour)> = BTreeMap::new();
    for (colour, count) in counts {
        let group = alike.entry(colour.map(|part| part >> 4)).or_default();
        group.0 += count;
        if count > group.1 {
            (group.1, group.2) = (count, colour);
        }
    }
    let mut found: Vec<_> = alike.into_values().collect();
    found.sort_by_key(|(count, _, colour)| (std::cmp::Reverse(*count), *colour));
    found.truncate(COLOURS);
    found.into_iter().map(|(_, _, colour)| colour).collect()
}

fn nearest(palette: &[Colour], pixel: Colour) -> u8 {
    let far = |colour: &Colour| -> u32 {
        colour.iter().zip(pixel).map(|(a, b)| u32::from(a.abs_diff(b)).pow(2)).sum()
    };
    let at = (0..palette.len()).min_by_key(|at| far(&palette[*at])).unwrap();
    u8::try_from(at).unwrap()
}

/// Several pixels in a byte, each row from a new byte on.
fn packed(picture: &[u8], width: usize, bits: u8) -> Vec<u8> {
    let each = usize::from(8 / bits);
    let byte = |part: &[u8]| {
        let shift = |at: usize| 8 - bits * (u8::try_from(at).unwrap() + 1);
        part.iter().enumerate().fold(0, |byte, (at, pixel)| byte | pixel << shift(at))
    };
    picture.chunks(width).flat_map(|row| row.chunks(each).map(byte).collect::<Vec<_>>()).collect()
}
