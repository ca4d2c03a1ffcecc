//! What the dots on paper depend on: every dot of a slip on the option, every dot of a strip or receipt on what its QR code
//! says. So nothing else is on them, however small or faint.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::paper::Sheet;
use crate::printer::{Dots, Leaf, ROW};
use election::{short_code, to_crockford};

/// Dots of a symbol of a kode suara.
const SYMBOL: usize = 16;
/// Dots of a module of a QR code, and white modules around it.
const MODULE: usize = 4;
const QUIET: usize = 4;

/// A voter's leaf, and what is known of the ballot by now.
pub(crate) struct Known<'a> {
    pub(crate) option: u8,
    pub(crate) leaf: &'a Leaf,
}

/// Complains unless slips are the same if and only if their options are, and marks say one of three things.
pub(crate) fn slips_tell_only_the_option(slips: &[Known<'_>]) -> Result<(), String> {
    let (mut of, mut marks) = (BTreeMap::<u8, &Dots>::new(), BTreeMap::<String, &Dots>::new());
    for Known { option, leaf } in slips {
        let [slip, mark] = leaf.0.as_slice() else { return Err("a slip and its mark".to_owned()) };
        if *of.entry(*option).or_insert(slip) != slip {
            return Err(format!("two slips for option {option} differ"));
        }
        let Sheet::Slip(_, said) = Sheet::read(leaf) else { return Err("no slip".to_owned()) };
        if *marks.entry(format!("{said:?}")).or_insert(mark) != mark {
            return Err(format!("two marks {said:?} differ"));
        }
    }
    let lengths: Vec<usize> = of.values().map(|dots| dots.len()).collect();
    if lengths.windows(2).any(|two| two[0] != two[1]) {
        return Err("slips are not equally long".to_owned());
    }
    let distinct = of.values().collect::<BTreeSet<_>>().len();
    if distinct == of.len() { Ok(()) } else { Err("one slip for two options".to_owned()) }
}

/// Complains unless sheets of one kind differ in two places alone: the kode suara, whose every symbol looks the same on
/// every sheet, and the QR code, which is dot by dot that of its text.
pub(crate) fn sheets_tell_only_their_code(sheets: &[&Leaf]) -> Result<(), String> {
    let said: Vec<(String, String)> = sheets.iter().map(|leaf| said(leaf)).collect::<Result<_, _>>()?;
    let pictures: Vec<Picture> = sheets.iter().map(|leaf| picture(&leaf.0[0])).collect();
    let rows = pictures[0].len();
    if pictures.iter().any(|picture| picture.len() != rows) {
        return Err("not equally long".to_owned());
    }
    let code = qr(&said[0].1);
    let top = (0..rows - code.len()).find(|top| pictures[0][*top..*top + code.len()] == code);
    let top = top.ok_or("no QR code, or another one")?;
    for (picture, (_, text)) in pictures.iter().zip(&said) {
        if picture[top..top + code.len()] != qr(text) {
            return Err("another QR code".to_owned());
        }
    }
    let differs = |y: &usize| pictures.iter().any(|picture| picture[*y] != pictures[0][*y]);
    let above: Vec<usize> = (0..top).filter(differs).collect();
    let (Some(first), Some(last)) = (above.first(), above.last()) else { return Err("no code".to_owned()) };
    if last - first >= 30 || (top + code.len()..rows).any(|y| differs(&y)) {
        return Err("rows differ beside kode suara and QR code".to_owned());
    }
    symbols(&pictures, said.iter().map(|(code, _)| code.as_str()), *first..last + 1)
}

/// Kode suara and QR text of a strip or a receipt.
fn said(leaf: &Leaf) -> Result<(String, String), String> {
    match Sheet::read(leaf) {
        Sheet::Strip(code) => {
            Ok((short_code(code.as_bytes()), format!("PLK1-K-{}", to_crockford(code.as_bytes()))))
        }
        Sheet::Receipt(receipt) => Ok((short_code(receipt.code.as_bytes()), receipt.to_qr())),
        other => Err(format!("{} is neither strip nor receipt", other.name())),
    }
}

/// Rows of dots.
type Picture = Vec<Vec<bool>>;

fn picture(dots: &Dots) -> Picture {
    let row = |row: &[u8]| (0..ROW * 8).map(|x| row[x / 8] & 0x80 >> (x % 8) != 0).collect();
    dots.chunks(ROW).map(row).collect()
}

/// The rows of a QR code from its first to its last black one, over the whole width of the paper.
fn qr(text: &str) -> Picture {
    let code = fast_qr::QRBuilder::new(text).ecl(fast_qr::ECL::M).build().unwrap();
    let left = (ROW * 8 - (code.size + 2 * QUIET) * MODULE) / 2 + QUIET * MODULE;
    let is_black = |x: usize, y: usize| {
        let column = x.checked_sub(left).map(|x| x / MODULE).filter(|column| *column < code.size);
        column.is_some_and(|column| code.data[y / MODULE * code.size + column].value())
    };
    (0..code.size * MODULE).map(|y| (0..ROW * 8).map(|x| is_black(x, y)).collect()).collect()
}

/// Complains unless every symbol looks the same wherever it stands, and nothing stands beside them.
fn symbols<'a>(
    pictures: &[Picture],
    codes: impl Iterator<Item = &'a str>,
    rows: Range<usize>,
) -> Result<(), String> {
    let mut shapes: BTreeMap<char, Vec<&[bool]>> = BTreeMap::new();
    for (picture, code) in pictures.iter().zip(codes) {
        let left = (ROW * 8 - SYMBOL * code.chars().count()) / 2;
        let right = left + SYMBOL * code.chars().count();
        let mut beside = picture[rows.clone()].iter().flat_map(|row| row[..left].iter().chain(&row[right..]));
        if beside.any(|dot| *dot) {
            return Err("something stands beside the kode suara".to_owned());
        }
        for (place, symbol) in code.chars().enumerate() {
            let cell = left + place * SYMBOL..left + (place + 1) * SYMBOL;
            let shape: Vec<&[bool]> = picture[rows.clone()].iter().map(|row| &row[cell.clone()]).collect();
            if *shapes.entry(symbol).or_insert_with(|| shape.clone()) != shape {
                return Err(format!("a {symbol} looks different"));
            }
        }
    }
    Ok(())
}

/// The leaves of voters by what they are.
pub(crate) struct Leaves<'a> {
    pub(crate) strips: Vec<&'a Leaf>,
    pub(crate) slips: Vec<&'a Leaf>,
    pub(crate) receipts: Vec<&'a Leaf>,
}

impl<'a> Leaves<'a> {
    pub(crate) fn of(leaves: &'a [Leaf]) -> Self {
        let mut sorted = Self { strips: Vec::new(), slips: Vec::new(), receipts: Vec::new() };
        for leaf in leaves {
            match Sheet::read(leaf) {
                Sheet::Strip(..) => sorted.strips.push(leaf),
                Sheet::Slip(..) => sorted.slips.push(leaf),
                Sheet::Receipt(_) => sorted.receipts.push(leaf),
                Sheet::Mark(_) | Sheet::Other => {}
            }
        }
        sorted
    }
}
