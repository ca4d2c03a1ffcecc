//! An ESC/POS interpreter that was written apart from this project (`tests/oracles/escpos_sim.py`) sees the same dots.

use std::path::{Path, PathBuf};
use std::process::Command;

use election::Mode;
use integration::outside::{if_present, oracle, python};
use slips::{Cut, Dots};

use crate::world::{Sheet, day};

/// White rows that the interpreter puts above and below a page, and the dots of its paper.
const EDGE: usize = 10;
const PAPER: usize = 576;

/// A picture as rows of dots.
type Picture = Vec<Vec<bool>>;

fn interpreter() -> Option<PathBuf> {
    let python = python(env!("CARGO_TARGET_TMPDIR"));
    let needs = Command::new(&python).args(["-c", "import PIL, segno"]).output();
    if_present("escpos_sim", python, needs.is_ok_and(|output| output.status.success()))
}

/// All sheets at one width, as the printer gets them, and as pages: a page ends with a cut.
fn printed(sheets: &[Sheet], dots: impl Fn(&Sheet) -> &Dots) -> (Vec<u8>, Vec<Picture>) {
    let (mut bytes, mut pages) = (Vec::new(), Vec::new());
    let mut page = Picture::new();
    for sheet in sheets {
        let dots = dots(sheet);
        bytes.extend_from_slice(&dots.to_escpos(sheet.cut));
        page.extend((0..dots.rows()).map(|y| (0..PAPER).map(|x| dots.is_black(x, y)).collect()));
        if sheet.cut != Cut::Hanging {
            pages.push(std::mem::take(&mut page));
        }
    }
    assert!(page.is_empty(), "a day does not end with a slip that hangs");
    (bytes, pages)
}

fn read(path: &Path) -> Picture {
    let file = std::io::BufReader::new(std::fs::File::open(path).unwrap());
    let mut reader = png::Decoder::new(file).read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut pixels).unwrap();
    assert_eq!((info.color_type, info.bit_depth), (png::ColorType::Grayscale, png::BitDepth::Eight));
    assert!(pixels.iter().all(|pixel| [0, 255].contains(pixel)));
    let rows = pixels.chunks(usize::try_from(info.width).unwrap());
    rows.map(|row| row.iter().map(|pixel| *pixel == 0).collect()).collect()
}

#[test]
fn an_outside_interpreter_sees_the_same_dots() {
    let Some(python) = interpreter() else { return };
    let sheets = day(Mode::Simulasi);
    let folder = tempfile::tempdir().unwrap();
    for (name, width) in [("narrow", 0), ("wide", 1)] {
        let (bytes, pages) = printed(sheets, |sheet| &sheet.dots[width]);
        let file = folder.path().join(format!("{name}.bin"));
        std::fs::write(&file, bytes).unwrap();
        let output = Command::new(&python).arg(oracle("escpos_sim.py")).arg(&file).output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        assert!(!said.contains("WARN"), "{said}");
        assert_eq!(said.lines().count(), pages.len(), "a line a page");
        for (number, page) in pages.into_iter().enumerate() {
            let expected = [vec![vec![false; PAPER]; EDGE], page].concat();
            let mut seen = read(&folder.path().join(format!("{name}.{number}.png")));
            assert_eq!(seen.len(), expected.len() + EDGE, "{name} {number}");
            // The edge below may reach beyond the interpreter's own picture, where its library paints black.
            seen.truncate(expected.len());
            assert!(seen == expected, "{name} {number}");
        }
    }
}
