//! Bulletins on paper: the QR code of a text as SVG for pages and as a sheet in PNG for printers (spec 10.6).

mod letters;
mod sheet;
mod words;

use std::fmt::Write as _;

use fast_qr::qr::{QRBuilder, QRCode};
use fast_qr::{ECL, Module};

pub use self::sheet::{Caption, sheet_png};
pub use self::words::Printed;

/// White modules on every side, as the standard asks for.
const QUIET: usize = 4;

/// The QR code of a text as an SVG element, black on white with its quiet zone; `None` if the text is too long for one.
///
/// It has `viewBox` and no size: whoever shows it says how large it is. Nothing of the text but dots gets into it.
#[must_use]
pub fn svg(text: &str) -> Option<String> {
    let code = Dots::of(text)?;
    let side = code.side();
    let mut path = String::new();
    for (row, from, length) in code.runs() {
        // Writing to a string cannot fail.
        let _infallible = write!(path, "M{} {}h{length}v1h-{length}z", from + QUIET, row + QUIET);
    }
    Some(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\">\
         <path fill=\"#fff\" d=\"M0 0h{side}v{side}H0z\"/><path fill=\"#000\" d=\"{path}\"/></svg>"
    ))
}

/// The modules of a QR code.
struct Dots(Box<QRCode>);

impl Dots {
    /// Medium error correction, as on the booth's paper; the example `measure_codes` compares it with others.
    fn of(text: &str) -> Option<Self> {
        QRBuilder::new(text).ecl(ECL::M).build().ok().map(|code| Self(Box::new(code)))
    }

    /// Modules of a side, the quiet zone included.
    fn side(&self) -> usize {
        self.0.size + 2 * QUIET
    }

    fn rows(&self) -> impl Iterator<Item = &[Module]> {
        self.0.data.chunks(self.0.size).take(self.0.size)
    }

    /// Row, first column and length of every run of black modules, without the quiet zone.
    fn runs(&self) -> Vec<(usize, usize, usize)> {
        let mut runs: Vec<(usize, usize, usize)> = Vec::new();
        for (row, modules) in self.rows().enumerate() {
            let black = modules.iter().enumerate().filter(|(_, module)| Module::value(**module));
            for (column, _) in black {
                match runs.last_mut() {
                    Some((of, from, length)) if *of == row && *from + *length == column => *length += 1,
                    _ => runs.push((row, column, 1)),
                }
            }
        }
        runs
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_the_black_modules() {
        let code = Dots::of("PLK1-H-TEST").unwrap();
        let mut drawn = vec![vec![false; code.0.size]; code.0.size];
        for (row, from, length) in code.runs() {
            drawn[row][from..from + length].fill(true);
        }
        let modules: Vec<Vec<bool>> =
            code.rows().map(|row| row.iter().map(|module| Module::value(*module)).collect()).collect();
        assert_eq!(drawn, modules);
    }

    #[test]
    fn the_longest_bulletin_has_modules_of_four_tenths_of_a_millimetre_at_forty() {
        let modules = |length: usize| Dots::of(&"A".repeat(length)).unwrap().side();
        assert_eq!((modules(272), modules(315), modules(707)), (65, 69, 93));
        let millimetres = 40.0 / f64::from(u32::try_from(modules(707)).unwrap());
        assert!(millimetres > 0.4, "{millimetres}");
    }

    #[test]
    fn a_text_beyond_any_code_has_no_picture() {
        assert_eq!(svg(&"A".repeat(5_000)), None);
        assert_eq!(sheet_png(&"A".repeat(5_000), &Caption::default()), None);
    }

    #[test]
    fn nothing_of_the_text_is_in_the_picture() {
        let picture = svg("<script>alert(1)</script>").unwrap();
        assert!(!picture.contains("script") && picture.starts_with("<svg ") && picture.ends_with("</svg>"));
    }
}
