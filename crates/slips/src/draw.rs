//! A sheet laid out in dots.
//!
//! A row's height depends on its style alone, never on its text: slips for different candidates are equally long.

use polling::{Line, Paper, Style};

use crate::dots::{Dots, Width};
use crate::escpos_bytes::calm;
use crate::face::{Face, Faces};
use crate::qr::Qr;

/// White rows above the first and below the last line.
const MARGIN: usize = 8;
/// White rows after a slip that hangs: with the lines below the name they push the name 20 mm out of the printer.
const HANGING: usize = 16;
/// Rows of a rule, and how many of them are black.
const RULE: (usize, usize) = (12, 2);
/// Black rows above and below a text in a banner.
const BANNER: usize = 5;
/// White rows above a line to be signed, for the hand that signs it.
const SIGNATURE: usize = 48;
/// How the line begins that says that nothing here counts.
const REHEARSAL: &str = "SIMULASI";

/// The dots of a sheet.
///
/// Every audit slip of a booth has the same number of rows, whatever was chosen. What is from a rehearsal begins and ends
/// with a black banner that says so.
#[must_use]
pub fn draw(paper: &Paper, width: Width) -> Dots {
    let lines = paper.lines();
    let qr = paper.qr();
    // The mark follows the slip that hangs, as its last line.
    let above = if matches!(paper, Paper::Mark(_)) { 0 } else { MARGIN };
    let below = if paper.cut() { MARGIN } else { HANGING };
    let inner = blocks(&lines, qr.as_deref(), width);
    let blocks: Vec<_> =
        [Block::White(above)].into_iter().chain(inner).chain([Block::White(below)]).collect();
    paint(&blocks, width)
}

/// A part of a sheet, from edge to edge.
enum Block<'a> {
    White(usize),
    Rule,
    /// A text on the left.
    Left(&'static Face, &'a str),
    /// A text on the left with room above to sign it.
    Signature(&'static Face, &'a str),
    /// A text in the middle.
    Middle(&'static Face, &'a str),
    /// A text in the middle, white on black.
    Banner(&'static Face, &'a str),
    Qr(Qr),
}

fn blocks<'a>(lines: &'a [Line], qr: Option<&str>, width: Width) -> Vec<Block<'a>> {
    let faces = Faces::of(width);
    let texts = |lines: &'a [Line]| {
        let groups = lines.chunk_by(|one, next| one.style == next.style);
        groups.flat_map(|group| group_blocks(group, faces, width))
    };
    let banner = |text: &'a str| Block::Banner(faces.title.widest(text.chars().count(), width), text);
    let code = qr.map(|text| match Qr::new(text, width) {
        Some(code) => Block::Qr(code),
        None => Block::Left(&faces.normal, "(kode QR tidak muat)"),
    });
    match rehearsal(lines) {
        None => texts(lines).chain(code).collect(),
        Some((before, text, after)) => {
            let above = texts(before).chain([banner(text)]);
            above.chain(texts(after)).chain(code).chain([banner(text)]).collect()
        }
    }
}

/// What is before and after the line that says that this is a rehearsal. It stands above the first rule: no name can pass
/// for it.
fn rehearsal(lines: &[Line]) -> Option<(&[Line], &str, &[Line])> {
    let head = lines.iter().take_while(|line| line.style != Style::Rule);
    let is_it = |line: &Line| line.style == Style::Title && line.text.starts_with(REHEARSAL);
    let place = head.into_iter().position(is_it)?;
    let (before, rest) = lines.split_at_checked(place)?;
    let (line, after) = rest.split_first()?;
    Some((before, &line.text, after))
}

/// Neighbouring lines of one style, all of them in the widest letters that hold the longest.
fn group_blocks<'a>(
    group: &'a [Line],
    faces: &'static Faces,
    width: Width,
) -> impl Iterator<Item = Block<'a>> + use<'a> {
    let longest = group.iter().map(|line| line.text.chars().count()).max().unwrap_or(0);
    let style = group.first().map_or(Style::Normal, |line| line.style);
    let face = match style {
        Style::Title => faces.title.widest(longest, width),
        Style::Big => faces.big.widest(longest, width),
        Style::Code => faces.code.widest(longest, width),
        Style::Normal | Style::Rule => &faces.normal,
    };
    group.iter().map(move |line| match style {
        Style::Rule => Block::Rule,
        Style::Normal if line.text.ends_with("__") => Block::Signature(face, &line.text),
        Style::Normal => Block::Left(face, &line.text),
        Style::Title | Style::Big | Style::Code => Block::Middle(face, &line.text),
    })
}

impl Block<'_> {
    fn rows(&self) -> usize {
        match self {
            Self::White(rows) => *rows,
            Self::Rule => RULE.0,
            Self::Left(face, _) | Self::Middle(face, _) => face.height,
            Self::Signature(face, _) => SIGNATURE + face.height,
            Self::Banner(face, _) => face.height + 2 * BANNER,
            Self::Qr(qr) => qr.rows(),
        }
    }

    fn draw(&self, dots: &mut Dots, top: usize) {
        match self {
            Self::White(_) => {}
            Self::Rule => dots.invert(top + (RULE.0 - RULE.1) / 2, RULE.1),
            Self::Left(face, text) => face.draw(text, dots, 0, top),
            Self::Signature(face, text) => face.draw(text, dots, 0, top + SIGNATURE),
            Self::Middle(face, text) => face.draw(text, dots, middle(face, text, dots.width()), top),
            Self::Banner(face, text) => {
                face.draw(text, dots, middle(face, text, dots.width()), top + BANNER);
                dots.invert(top, self.rows());
            }
            Self::Qr(qr) => qr.draw(dots, top),
        }
    }
}

fn middle(face: &Face, text: &str, width: Width) -> usize {
    width.dots().saturating_sub(text.chars().count() * face.width) / 2
}

fn paint(blocks: &[Block<'_>], width: Width) -> Dots {
    let mut dots = Dots::blank(width, blocks.iter().map(Block::rows).sum());
    let mut top = 0;
    for block in blocks {
        block.draw(&mut dots, top);
        top += block.rows();
    }
    calm(dots.bits_mut());
    dots
}
