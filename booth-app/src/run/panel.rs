//! How large the panel really is: what the officers say, else what the display says of itself, else a guess.

use std::fs;
use std::path::Path;
use std::str::FromStr;

/// Where Linux shows the displays.
pub(crate) const DISPLAYS: &str = "/sys/class/drm";
/// Pixels an inch where nobody knows better.
const GUESS: f32 = 96.0;
const MILLIMETRES_PER_INCH: f32 = 25.4;
/// Millimetres across a window on a desktop, with the paper of a demonstration.
const DESKTOP: f32 = 376.0;
/// No panel of a booth is smaller or larger.
const SIZES: std::ops::RangeInclusive<u16> = 60..=2_000;
/// What some displays say in place of their size: the shape alone.
const SHAPES: [(u16, u16); 4] = [(160, 90), (160, 100), (1_600, 900), (1_600, 1_000)];

/// Width and height in millimetres, as `344x194`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Millimetres(u16, u16);

impl FromStr for Millimetres {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let refused = || "344x194".to_owned();
        let (width, height) = text.split_once(['x', 'X']).ok_or_else(refused)?;
        let size = |text: &str| text.trim().parse().ok().filter(|size| SIZES.contains(size));
        Ok(Self(size(width).ok_or_else(refused)?, size(height).ok_or_else(refused)?))
    }
}

/// The panel that the window is on, and whether its size is known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Measured {
    /// In millimetres.
    pub(crate) size: [f32; 2],
    /// It is not guessed.
    pub(crate) known: bool,
}

/// The size of the panel with so many pixels.
pub(crate) fn measure(given: Option<Millimetres>, displays: &Path, pixels: [f32; 2]) -> Measured {
    match given.or_else(|| told(displays)) {
        Some(Millimetres(width, height)) => {
            let (mut size, [across, down]) = ([width, height].map(f32::from), pixels);
            // A display that stands upright tells its size lying.
            if given.is_none() && (width > height) != (across > down) {
                size.reverse();
            }
            Measured { size, known: true }
        }
        None => Measured { size: pixels.map(|n| n / GUESS * MILLIMETRES_PER_INCH), known: false },
    }
}

/// A window on a desktop, as large as the smallest panel on which everything has room: it need not be true to size.
pub(crate) fn desktop([across, down]: [f32; 2]) -> Measured {
    Measured { size: [DESKTOP, DESKTOP * down / across.max(1.0)], known: true }
}

/// What the displays that are connected say; nothing if they do not agree.
fn told(displays: &Path) -> Option<Millimetres> {
    let is_connected = |display: &Path| {
        fs::read_to_string(display.join("status")).is_ok_and(|status| status.trim() == "connected")
    };
    let displays = fs::read_dir(displays).ok()?.filter_map(|entry| entry.ok().map(|entry| entry.path()));
    let edids =
        displays.filter(|display| is_connected(display)).map(|display| fs::read(display.join("edid")));
    let mut sizes = edids.map(|edid| edid.ok().and_then(|edid| size_in(&edid)));
    let first = sizes.next()??;
    sizes.all(|other| other == Some(first)).then_some(first)
}

/// The size in the EDID of a display (VESA E-EDID 1.4, 3.6.2 and 3.10.2).
fn size_in(edid: &[u8]) -> Option<Millimetres> {
    let block: &[u8; 128] = edid.first_chunk()?;
    let sound = block.iter().fold(0_u8, |sum, byte| sum.wrapping_add(*byte)) == 0;
    if !sound || !block.starts_with(&[0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x00]) {
        return None;
    }
    let byte = |at: usize| block.get(at).copied().map_or(0, u16::from);
    let timing = (byte(54) | byte(55)) != 0;
    let fine = (byte(66) | (byte(68) & 0xf0) << 4, byte(67) | (byte(68) & 0x0f) << 8);
    let coarse = (byte(21) * 10, byte(22) * 10);
    let plausible =
        |size: &(u16, u16)| SIZES.contains(&size.0) && SIZES.contains(&size.1) && !SHAPES.contains(size);
    let fine = Some(fine).filter(|size| timing && plausible(size));
    fine.or(Some(coarse).filter(plausible)).map(|(width, height)| Millimetres(width, height))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An EDID of a display of 344 x 194 mm, 34 x 19 cm.
    fn edid(fine: (u16, u16), coarse: (u8, u8)) -> Vec<u8> {
        let mut block = vec![0; 128];
        block[1..7].fill(0xff);
        (block[21], block[22]) = coarse;
        (block[54], block[55]) = (0x02, 0x3a);
        block[66] = fine.0.to_le_bytes()[0];
        block[67] = fine.1.to_le_bytes()[0];
        block[68] = fine.0.to_be_bytes()[0] << 4 | fine.1.to_be_bytes()[0];
        seal(&mut block);
        block
    }

    fn seal(block: &mut [u8]) {
        block[127] = 0;
        block[127] = block.iter().fold(0_u8, |sum, byte| sum.wrapping_sub(*byte));
    }

    fn display(folder: &Path, name: &str, status: &str, edid: &[u8]) {
        let display = folder.join(name);
        fs::create_dir_all(&display).unwrap();
        fs::write(display.join("status"), status).unwrap();
        fs::write(display.join("edid"), edid).unwrap();
    }

    #[test]
    fn a_display_tells_its_size_in_millimetres_else_in_centimetres() {
        assert_eq!(size_in(&edid((344, 194), (34, 19))), Some(Millimetres(344, 194)));
        assert_eq!(size_in(&edid((160, 90), (34, 19))), Some(Millimetres(340, 190)));
        assert_eq!(size_in(&edid((0, 0), (34, 19))), Some(Millimetres(340, 190)));
        assert_eq!(size_in(&edid((0, 0), (0, 0))), None);
        let mut other = edid((344, 194), (34, 19));
        other[54..56].fill(0);
        seal(&mut other);
        assert_eq!(size_in(&other), Some(Millimetres(340, 190)));
        for at in [0, 66, 127] {
            let mut damaged = edid((344, 194), (34, 19));
            damaged[at] ^= 1;
            assert_eq!(size_in(&damaged), None, "{at}");
        }
        assert_eq!(size_in(&edid((344, 194), (34, 19))[..127]), None);
    }

    #[test]
    fn what_is_given_goes_before_what_is_told_and_that_before_a_guess() {
        let folder = tempfile::tempdir().unwrap();
        let pixels = [1366.0, 768.0];
        let guess = measure(None, folder.path(), pixels);
        assert!(!guess.known && (guess.size[0] - 361.4).abs() < 0.1, "{guess:?}");
        display(folder.path(), "card0-HDMI-A-1", "disconnected\n", &edid((500, 300), (50, 30)));
        display(folder.path(), "card0-eDP-1", "connected\n", &edid((344, 194), (34, 19)));
        assert_eq!(measure(None, folder.path(), pixels), Measured { size: [344.0, 194.0], known: true });
        let upright = measure(None, folder.path(), [768.0, 1366.0]);
        assert_eq!(upright, Measured { size: [194.0, 344.0], known: true });
        let given = "331x207".parse().unwrap();
        let measured = measure(Some(given), folder.path(), pixels);
        assert_eq!(measured, Measured { size: [331.0, 207.0], known: true });
        display(folder.path(), "card0-HDMI-A-1", "connected\n", &edid((500, 300), (50, 30)));
        assert!(!measure(None, folder.path(), pixels).known);
    }

    #[test]
    fn a_size_is_two_numbers_of_millimetres() {
        assert_eq!("344x194".parse(), Ok(Millimetres(344, 194)));
        for text in ["", "344", "344x", "34.4x19.4", "5x5", "344x9999", "-1x200"] {
            assert!(text.parse::<Millimetres>().is_err(), "{text}");
        }
    }
}
