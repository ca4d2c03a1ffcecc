//! The booth's papers: printed by a real session of a made-up booth.

use election::Mode;

use crate::file::png;
use crate::views::CANDIDATES;
use crate::world::{Booth, Sheet};

/// White around a paper, and where it was cut, in dots.
const MARGIN: usize = 12;
/// The table on which it lies.
const TABLE: [u8; 3] = [170; 3];
/// Dots of the edge of the table.
const EDGE: usize = 4;

/// The name and the picture of every paper.
pub(crate) fn papers() -> Vec<(&'static str, Vec<u8>)> {
    let names = CANDIDATES.map(|(name, _)| name);
    let mut booth = Booth::open(Mode::Simulasi, &names);
    let opening = booth.tray.take();
    booth.vote(2);
    let vote = booth.tray.take();
    booth.test(1);
    let test = booth.tray.take();
    booth.cancel(3);
    let void = booth.tray.take();
    booth.close();
    let closing = booth.tray.take();
    vec![
        ("kertas-kesiapan", picture(&opening[..1])),
        ("kertas-laporan-nol", picture(&opening[1..])),
        ("kertas-kode-suara", picture(&vote[..1])),
        ("kertas-struk-sah", picture(&vote[1..3])),
        ("kertas-tanda-terima", picture(&vote[3..])),
        ("kertas-struk-batal", picture(&void[1..3])),
        ("kertas-struk-diuji", picture(&test[1..3])),
        ("kertas-uji", picture(&test[3..])),
        ("kertas-laporan-penutupan", picture(&closing)),
    ]
}

/// Sheets that hang together, on a table.
fn picture(sheets: &[Sheet]) -> Vec<u8> {
    let dots: Vec<_> = sheets.iter().map(|sheet| &sheet.dots[0]).collect();
    let width = dots[0].width().dots();
    let side = |row: Vec<[u8; 3]>| {
        let edge = |colour, dots| vec![colour; dots];
        [edge(TABLE, EDGE), edge([255; 3], MARGIN), row, edge([255; 3], MARGIN), edge(TABLE, EDGE)].concat()
    };
    let whole = width + 2 * (MARGIN + EDGE);
    let table = vec![vec![TABLE; whole]; EDGE];
    let white = vec![side(vec![[255; 3]; width]); MARGIN];
    let shade = |black: bool| if black { [0; 3] } else { [255; 3] };
    let rows = dots.iter().flat_map(|sheet| {
        (0..sheet.rows()).map(|y| side((0..width).map(|x| shade(sheet.is_black(x, y))).collect()))
    });
    let all: Vec<_> =
        table.iter().chain(&white).cloned().chain(rows).chain(white.iter().chain(&table).cloned()).collect();
    png(whole, &all.concat())
}
