//! QR codes as dots.

use fast_qr::qr::{QRBuilder, QRCode};
use fast_qr::{ECL, Module};

use crate::dots::{Dots, Width};

/// White modules on every side.
const QUIET: usize = 4;
/// Dots of the largest module: 0.5 mm, which every telephone and scanner reads. Paper is what runs out first.
const LARGEST: usize = 4;
/// Dots of the smallest module that worn heads and cheap scanners still manage: 0.375 mm.
const SMALLEST: usize = 3;

/// A QR code of medium error correction, its modules as large as the paper lets them be.
pub(crate) struct Qr {
    /// On the heap: it is made for the largest code there is.
    code: Box<QRCode>,
    module: usize,
}

impl Qr {
    /// The code of a text, if the paper is wide enough for it.
    pub(crate) fn new(text: &str, width: Width) -> Option<Self> {
        let code = Box::new(QRBuilder::new(text).ecl(ECL::M).build().ok()?);
        let module = (width.dots() / (code.size + 2 * QUIET)).min(LARGEST);
        (module >= SMALLEST).then_some(Self { code, module })
    }

    /// Rows of dots, the white ones above and below included.
    pub(crate) const fn rows(&self) -> usize {
        (self.code.size + 2 * QUIET) * self.module
    }

    /// Draws the code in the middle of the paper.
    pub(crate) fn draw(&self, dots: &mut Dots, top: usize) {
        let left = (dots.width().dots() - self.rows()) / 2;
        let modules = self.code.data.chunks(self.code.size).take(self.code.size);
        for (row, modules) in modules.enumerate() {
            let black = modules.iter().enumerate().filter(|(_, module)| Module::value(**module));
            for (column, _) in black {
                self.square(dots, left + (column + QUIET) * self.module, top + (row + QUIET) * self.module);
            }
        }
    }

    fn square(&self, dots: &mut Dots, left: usize, top: usize) {
        for y in top..top + self.module {
            (left..left + self.module).for_each(|x| dots.blacken(x, y));
        }
    }
}
