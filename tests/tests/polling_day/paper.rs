//! The paper of the day, read as people and their readers read it.

use std::collections::BTreeMap;

use ballot_log::Receipt;
use election::BallotCode;
use polling::{Mark, Paper, scanned_code};
use slips::{Width, draw};

use crate::printer::{Dots, Leaf, ROW};

/// What a leaf is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Sheet {
    /// The strip with the kode suara.
    Strip(BallotCode),
    /// An audit slip with its last line.
    Slip(Dots, Mark),
    /// A last line without a slip.
    Mark(Mark),
    Receipt(Box<Receipt>),
    /// A report, or the sheet of a test.
    Other,
}

impl Sheet {
    /// Reads a leaf.
    pub(crate) fn read(leaf: &Leaf) -> Self {
        let (last, above) = leaf.0.split_last().unwrap();
        if let Some(mark) = MARKS.into_iter().find(|mark| dots_of(*mark) == *last) {
            return match above {
                [] => Self::Mark(mark),
                [slip] => Self::Slip(slip.clone(), mark),
                more => panic!("{} sheets hang above {mark:?}", more.len()),
            };
        }
        match qr(last) {
            // It may hang below what the end of the paper has left of the first one.
            Some(text) if text.starts_with(RECEIPT) => {
                Self::Receipt(Box::new(Receipt::from_qr(&text).unwrap()))
            }
            other => {
                assert!(above.is_empty(), "a slip without its last line");
                other.and_then(|text| scanned_code(&text)).map_or(Self::Other, Self::Strip)
            }
        }
    }

    /// In a word.
    pub(crate) const fn name(&self) -> &'static str {
        match self {
            Self::Strip(_) => "strip",
            Self::Slip(_, Mark::Sah) => "SAH",
            Self::Slip(_, Mark::Batal) => "BATAL",
            Self::Slip(_, Mark::Diuji) => "DIUJI",
            Self::Mark(Mark::Pisah) => "(PISAH)",
            Self::Slip(..) | Self::Mark(_) => "another mark",
            Self::Receipt(_) => "receipt",
            Self::Other => "other",
        }
    }
}

/// How the text of a receipt's QR code begins.
const RECEIPT: &str = "PLK1-T-";
const MARKS: [Mark; 5] = [Mark::Sah, Mark::Batal, Mark::Diuji, Mark::Diganti, Mark::Pisah];

fn dots_of(mark: Mark) -> Dots {
    draw(&Paper::Mark(mark), Width::Mm58).as_bytes().to_vec()
}

/// The text of the QR code on a sheet.
fn qr(dots: &Dots) -> Option<String> {
    let is_black = |x: usize, y: usize| dots[y * ROW + x / 8] & 0x80 >> (x % 8) != 0;
    let mut picture = rqrr::PreparedImage::prepare_from_bitmap(ROW * 8, dots.len() / ROW, is_black);
    let mut found: Vec<String> = picture.detect_grids().iter().map(|grid| grid.decode().unwrap().1).collect();
    assert!(found.len() <= 1);
    found.pop()
}

/// All paper of voters: what the slip of each option looks like, and what became of each kode suara.
#[derive(Debug, Default)]
pub(crate) struct Ledger {
    pub(crate) cast: Vec<BallotCode>,
    pub(crate) challenged: Vec<BallotCode>,
    pub(crate) cancelled: Vec<BallotCode>,
    pub(crate) receipts: Vec<Receipt>,
    /// SAH slips in the box by option.
    pub(crate) recount: BTreeMap<u8, u32>,
    slips: BTreeMap<u8, Dots>,
    /// Slips that are void: the end of the paper may have left a part of one.
    void: Vec<(u8, Dots)>,
    strip: Option<BallotCode>,
    voter: Vec<&'static str>,
}

impl Ledger {
    /// Reads what came out since the last time, for somebody who has touched this option.
    pub(crate) fn add(&mut self, option: u8, leaves: &[Leaf]) {
        for sheet in leaves.iter().map(Sheet::read) {
            self.voter.push(sheet.name());
            match sheet {
                Sheet::Strip(code) => self.strip = Some(code),
                Sheet::Slip(slip, mark) => {
                    let code = self.strip.unwrap();
                    if mark == Mark::Batal {
                        self.void.push((option, slip));
                    } else {
                        self.compare(option, &slip);
                    }
                    match mark {
                        Mark::Sah => {
                            *self.recount.entry(option).or_default() += 1;
                            self.cast.push(code);
                        }
                        Mark::Diuji => self.challenged.push(code),
                        Mark::Batal => self.cancelled.push(code),
                        Mark::Diganti | Mark::Pisah => panic!("nobody asked for another slip"),
                    }
                }
                Sheet::Receipt(receipt) => {
                    assert_eq!(Some(&receipt.code), self.cast.last(), "a receipt of another ballot");
                    self.receipts.push(*receipt);
                }
                Sheet::Mark(_) | Sheet::Other => {}
            }
        }
    }

    /// What came out for one voter, in words.
    pub(crate) fn end_voter(&mut self) -> String {
        std::mem::take(&mut self.voter).join(" ")
    }

    /// At the end of the day: void slips too showed what was touched.
    pub(crate) fn compare_void(&self) {
        for (option, slip) in &self.void {
            assert!(self.slips[option].starts_with(slip), "the void slip does not show option {option}");
        }
    }

    /// Whoever touched the same option got the same slip, and nobody else did.
    fn compare(&mut self, option: u8, slip: &Dots) {
        let same = self.slips.entry(option).or_insert_with(|| slip.clone()) == slip;
        let alone = self.slips.iter().all(|(other, theirs)| *other == option || theirs != slip);
        assert!(same && alone, "the slip does not show option {option}");
    }
}
