//! Colours, sizes of letters, fonts.

use std::sync::Arc;

use egui::{Color32, Context, FontData, FontDefinitions, FontFamily, FontId};

const REGULAR: &[u8] = include_bytes!("../fonts/Inter-Regular.otf");
const BOLD: &[u8] = include_bytes!("../fonts/Inter-Bold.otf");

/// Colours of one contrast. What stands on what: ink on paper, sheets and faces, paper on ink, and each `on_` on its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Palette {
    /// Behind everything.
    pub(crate) paper: Color32,
    /// Letters, lines, frames; also the face of what is pressed.
    pub(crate) ink: Color32,
    /// What is only to be looked at: panels, drawn paper.
    pub(crate) sheet: Color32,
    /// Around such a panel.
    pub(crate) edge: Color32,
    /// The face of what can be touched.
    pub(crate) face: Color32,
    /// Behind the line that tells whose ballot this is.
    pub(crate) band: Color32,
    /// On `band`.
    pub(crate) on_band: Color32,
    /// The face of the one thing that most people want.
    pub(crate) main: Color32,
    /// On `main`.
    pub(crate) on_main: Color32,
    /// The face of what is wrong.
    pub(crate) alert: Color32,
    /// On `alert`.
    pub(crate) on_alert: Color32,
}

/// Black on white.
pub(crate) const LIGHT: Palette = Palette {
    paper: Color32::from_rgb(0xee, 0xf1, 0xf5),
    ink: Color32::BLACK,
    sheet: Color32::WHITE,
    edge: Color32::from_rgb(0xb4, 0xbe, 0xcc),
    face: Color32::WHITE,
    band: Color32::from_rgb(0x14, 0x26, 0x3f),
    on_band: Color32::WHITE,
    main: Color32::from_rgb(0x0b, 0x3d, 0x1e),
    on_main: Color32::WHITE,
    alert: Color32::from_rgb(0x6b, 0x00, 0x12),
    on_alert: Color32::WHITE,
};

/// White on black.
pub(crate) const DARK: Palette = Palette {
    paper: Color32::BLACK,
    ink: Color32::WHITE,
    sheet: Color32::BLACK,
    edge: Color32::from_rgb(0x6c, 0x74, 0x80),
    face: Color32::from_rgb(0x20, 0x23, 0x28),
    band: Color32::from_rgb(0x20, 0x2a, 0x3a),
    on_band: Color32::WHITE,
    main: Color32::from_rgb(0xa8, 0xf0, 0xc0),
    on_main: Color32::BLACK,
    alert: Color32::from_rgb(0xff, 0xd0, 0xcc),
    on_alert: Color32::BLACK,
};

/// Sizes of letters: the height of a line of type in millimetres (a capital is 0.73 of it).
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Sizes {
    /// What few people need: place, footnotes.
    pub(crate) small: f32,
    /// Sentences. Capitals of 4.8 mm at least, 6.4 mm when large (VVSG 2.0, 7.1-G).
    pub(crate) body: f32,
    /// On buttons.
    pub(crate) button: f32,
    /// What a screen asks.
    pub(crate) heading: f32,
    /// One word that must be seen from afar.
    pub(crate) huge: f32,
}

/// Sizes of letters at the start of each session.
pub(crate) const NORMAL: Sizes = Sizes { small: 5.0, body: 6.7, button: 9.0, heading: 10.5, huge: 18.0 };
/// For weak eyes.
pub(crate) const LARGE: Sizes = Sizes { small: 6.7, body: 8.9, button: 11.5, heading: 12.8, huge: 22.0 };

/// Smallest letters anywhere: capitals of 3.5 mm.
pub(crate) const SMALLEST: f32 = 4.85;

/// A font of this height in millimetres.
pub(crate) fn font(size: f32, bold: bool) -> FontId {
    FontId::new(size, if bold { bold_family() } else { FontFamily::Proportional })
}

fn bold_family() -> FontFamily {
    FontFamily::Name("bold".into())
}

/// Only the fonts of this crate, so that every booth shows the same.
pub(crate) fn install_fonts(ctx: &Context) {
    let mut fonts = FontDefinitions::empty();
    for (name, bytes, families) in [
        ("regular", REGULAR, [FontFamily::Proportional, FontFamily::Monospace].as_slice()),
        ("bold", BOLD, [bold_family()].as_slice()),
    ] {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
        for family in families {
            fonts.families.insert(family.clone(), vec![name.to_owned()]);
        }
    }
    ctx.set_fonts(fonts);
}

/// Contrast of two colours after WCAG 2: 1 (the same) to 21 (black and white).
#[cfg(test)]
pub(crate) fn contrast(one: Color32, other: Color32) -> f32 {
    let luminance = |colour: Color32| {
        let [r, g, b, _] = colour.to_array().map(|c| {
            let c = f32::from(c) / 255.0;
            if c <= 0.039_28 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * r + 0.7152 * g + 0.0722 * b
    };
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pair_of_colours_has_ten_times_the_light() {
        for p in [LIGHT, DARK] {
            let pairs = [
                ("ink on paper", p.ink, p.paper),
                ("ink on a sheet", p.ink, p.sheet),
                ("ink on a face", p.ink, p.face),
                ("on the band", p.on_band, p.band),
                ("on main", p.on_main, p.main),
                ("on alert", p.on_alert, p.alert),
            ];
            for (what, one, other) in pairs {
                assert!(contrast(one, other) >= 10.0, "{what}: {}", contrast(one, other));
            }
        }
    }

    #[test]
    fn contrast_is_measured_as_wcag_does() {
        assert!((contrast(Color32::BLACK, Color32::WHITE) - 21.0).abs() < 1e-3);
        assert!((contrast(Color32::from_gray(0x76), Color32::WHITE) - 4.54).abs() < 0.01);
    }

    #[test]
    fn large_letters_are_larger_and_none_is_small() {
        for (sizes, body) in [(NORMAL, 4.8), (LARGE, 6.4)] {
            assert!(sizes.body * 0.727 >= body && sizes.small >= SMALLEST && SMALLEST * 0.727 >= 3.5);
        }
        let [normal, large] = [NORMAL, LARGE].map(|s| [s.small, s.body, s.button, s.heading, s.huge]);
        assert!(normal.iter().zip(large).all(|(n, l)| l / n > 1.2));
    }
}
