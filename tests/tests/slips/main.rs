//! What the booth prints, as dots: read back by a QR reader and by an ESC/POS interpreter that knows nothing of this
//! project, and of the same length whatever was chosen.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod oracle;
mod world;

use std::collections::BTreeSet;

use ballot_log::Receipt;
use election::Mode;
use polling::scanned_code;
use proptest::prelude::*;
use slips::{Dots, Width};
use world::{Booth, Sheet, day};

const MODES: [Mode; 2] = [Mode::Simulasi, Mode::Resmi];

/// The texts of the QR codes that a reader finds.
fn read_qr(dots: &Dots, is_black: impl Fn(usize, usize) -> bool) -> Vec<String> {
    let mut picture = rqrr::PreparedImage::prepare_from_bitmap(dots.width().dots(), dots.rows(), is_black);
    picture.detect_grids().iter().map(|grid| grid.decode().unwrap().1).collect()
}

/// The first sheet of each name.
fn one_of_each(mode: Mode) -> impl Iterator<Item = &'static Sheet> {
    let mut seen = BTreeSet::new();
    day(mode).iter().filter(move |sheet| seen.insert(&sheet.name))
}

#[test]
fn a_reader_finds_in_every_qr_code_what_the_sheet_says() {
    for (mode, smeared) in [(Mode::Simulasi, false), (Mode::Resmi, true)] {
        for sheet in one_of_each(mode) {
            let expected: Vec<String> = sheet.qr.iter().cloned().collect();
            for dots in &sheet.dots {
                // Paper that runs, and a head that burns too much: each dot reaches into the one beside it.
                let is_black =
                    |x: usize, y: usize| dots.is_black(x, y) || (smeared && dots.is_black(x + 1, y));
                assert_eq!(read_qr(dots, is_black), expected, "{} in {mode:?}", sheet.name);
            }
        }
    }
}

#[test]
fn the_qr_codes_are_those_that_the_booth_and_the_tally_read() {
    let texts = |name: &str| -> Vec<&str> {
        let named = MODES.into_iter().flat_map(day).filter(|sheet| sheet.name == name);
        named.map(|sheet| sheet.qr.as_deref().unwrap()).collect()
    };
    assert!(texts("KODE SUARA").iter().all(|text| scanned_code(text).is_some()));
    assert!(texts("TANDA TERIMA").iter().all(|text| Receipt::from_qr(text).is_ok()));
    assert_eq!(texts("LAPORAN NOL").len() + texts("LAPORAN PENUTUPAN").len(), 4);
}

/// Rows and bytes of every audit slip at both widths.
fn lengths(sheets: &[Sheet]) -> BTreeSet<[usize; 4]> {
    let slips = sheets.iter().filter(|sheet| sheet.name == "STRUK AUDIT");
    let lengths = |sheet: &Sheet| {
        let [narrow, wide] = &sheet.dots;
        let bytes = |dots: &Dots| dots.to_escpos(sheet.cut).len();
        [narrow.rows(), wide.rows(), bytes(narrow), bytes(wide)]
    };
    slips.map(lengths).collect()
}

/// What must stand below the name to push it out of the printer: 20 mm.
const BELOW_THE_NAME: usize = 160;

#[test]
fn the_choice_hangs_outside_the_printer() {
    let slips: Vec<&Sheet> =
        day(Mode::Resmi).iter().filter(|sheet| sheet.name == "STRUK AUDIT").take(2).collect();
    for (one, other) in slips[0].dots.iter().zip(&slips[1].dots) {
        let differs =
            |y: &usize| (0..one.width().dots()).any(|x| one.is_black(x, *y) != other.is_black(x, *y));
        let last = (0..one.rows()).rfind(differs).unwrap();
        assert!(one.rows() - last >= BELOW_THE_NAME, "{} rows below the name", one.rows() - last);
    }
}

/// A name that was sealed has no box on paper.
#[test]
fn all_that_a_sealed_name_may_have_can_be_drawn() {
    let lacking: Vec<char> =
        ('\0'..=char::MAX).filter(|c| election::is_shown(*c) && !slips::can_draw(*c)).collect();
    assert_eq!(lacking, Vec::<char>::new());
}

fn name() -> impl Strategy<Value = String> {
    let words = "[A-Z][a-z]{0,13}( [A-Z][a-z.,']{1,13}){0,3}";
    prop_oneof![words, "[A-Z]{1,60}", "[A-Za-z]([A-Za-z., '-]{0,58}[A-Za-z.])?", "SIMULASI [A-Z]{1,20}"]
        .prop_map(|name| name.split_whitespace().collect::<Vec<_>>().join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn slips_are_equally_long_whatever_was_chosen(
        names in proptest::collection::hash_set(name(), 2..=5),
        simulasi in any::<bool>(),
    ) {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let mode = if simulasi { Mode::Simulasi } else { Mode::Resmi };
        let mut booth = Booth::open(mode, &names);
        (1..=names.len() + 1).for_each(|option| booth.vote(u8::try_from(option).unwrap()));
        let sheets = booth.tray.take();
        prop_assert_eq!(lengths(&sheets).len(), 1, "{:?}", names);
        let slips: Vec<_> = sheets.iter().filter(|sheet| sheet.name == "STRUK AUDIT").collect();
        let pictures: BTreeSet<_> = slips.iter().map(|sheet| sheet.dots[0].as_bytes()).collect();
        prop_assert_eq!(pictures.len(), names.len() + 1, "each has its own");
    }
}

#[test]
fn every_sheet_of_a_rehearsal_begins_and_ends_with_a_black_banner() {
    let black_rows = |dots: &Dots| -> Vec<usize> {
        let is_black = |y: &usize| (0..dots.width().dots()).all(|x| dots.is_black(x, *y));
        (0..dots.rows()).filter(is_black).collect()
    };
    let marks = ["Sah", "Batal", "Diuji", "Diganti"];
    for (mode, banner) in [(Mode::Simulasi, true), (Mode::Resmi, false)] {
        for sheet in day(mode).iter().filter(|sheet| !marks.contains(&sheet.name.as_str())) {
            for dots in &sheet.dots {
                // A rule is two rows.
                let black = black_rows(dots);
                let thick: Vec<usize> =
                    black.windows(5).filter(|rows| rows[4] - rows[0] == 4).map(|r| r[0]).collect();
                assert_eq!(!thick.is_empty(), banner, "{}", sheet.name);
                if banner {
                    assert!(thick[0] < 70 && dots.rows() - thick[thick.len() - 1] < 90, "{}", sheet.name);
                }
            }
        }
    }
}

/// Writes every kind of sheet into the folder that `SLIPS_SAMPLES` names, for people to look at.
#[test]
#[ignore = "writes pictures for people"]
fn samples() {
    let folder = std::path::PathBuf::from(std::env::var_os("SLIPS_SAMPLES").unwrap());
    for mode in MODES {
        let mut report = String::new();
        for (number, sheet) in day(mode).iter().enumerate() {
            for (width, dots) in Width::ALL.into_iter().zip(&sheet.dots) {
                let name = format!("{mode:?}-{width:?}-{number:02}-{}", sheet.name.replace(' ', "-"));
                std::fs::write(folder.join(format!("{name}.png")), dots.to_png().unwrap()).unwrap();
                let bytes = dots.to_escpos(sheet.cut).len();
                let tenths = dots.tenth_millimetres();
                report += &format!(
                    "{name}: {} rows, {}.{} mm, {bytes} bytes\n",
                    dots.rows(),
                    tenths / 10,
                    tenths % 10
                );
            }
        }
        std::fs::write(folder.join(format!("{mode:?}.txt")), report).unwrap();
    }
}
