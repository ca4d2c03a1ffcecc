//! The fonts of all papers: those of the booth's screens and slips, which cover every letter that a definition may show
//! (spec 2.5). Their sources and licences stand beside them.

use std::sync::LazyLock;

use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

const FILES: [&[u8]; 4] = [
    include_bytes!("../../screens/fonts/Inter-Regular.otf"),
    include_bytes!("../../screens/fonts/Inter-Bold.otf"),
    include_bytes!("../../slips/fonts/JetBrainsMono-Medium.ttf"),
    include_bytes!("../../slips/fonts/JetBrainsMono-Bold.ttf"),
];

/// The fonts and what the compiler looks for among them.
pub(crate) struct Fonts {
    pub(crate) book: LazyHash<FontBook>,
    pub(crate) all: Vec<Font>,
}

/// Read once.
pub(crate) static FONTS: LazyLock<Fonts> = LazyLock::new(|| {
    let all: Vec<Font> = FILES.iter().flat_map(|file| Font::iter(Bytes::new(*file))).collect();
    Fonts { book: LazyHash::new(FontBook::from_fonts(&all)), all }
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_font_has_every_letter_that_may_be_shown() {
        let fonts = &FONTS.all;
        assert_eq!(fonts.len(), FILES.len());
        for font in fonts {
            for c in ('\0'..='\u{ffff}').filter(|c| election::is_shown(*c)) {
                assert!(font.info().coverage.contains(u32::from(c)), "{} lacks {c:?}", font.info().family);
            }
        }
    }

    #[test]
    fn templates_find_both_families_in_two_weights() {
        let families: Vec<(&str, usize)> =
            FONTS.book.families().map(|(name, infos)| (name, infos.count())).collect();
        assert_eq!(families, [("Inter", 2), ("JetBrains Mono", 2)]);
    }
}
