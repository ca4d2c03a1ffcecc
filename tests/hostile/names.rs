//! Names that should drive a terminal, a page, a spreadsheet or a command line.

use std::path::PathBuf;

use fixtures::world::Made;

use super::files::{Named, Stranger, name_of};
use super::regency::Regency;

/// Names, each of which is given to a damaged copy of a good log.
const NAMES: &[&[u8]] = &[
    b"\x1b[2J\x1b[1;31mhapus.plkb",
    b"\x1b]0;judul\x07.plkb",
    b"baris\nlogs/9901012001-1-1.plkb: sah.plkb",
    b"kembali\rlogs: sah.plkb",
    b"tab\t.plkb",
    b"hapus\x7f.plkb",
    "c1\u{9b}31m.plkb".as_bytes(),
    "kanan\u{202e}bklp.sah".as_bytes(),
    "pulau\u{2066}bklp\u{2069}.plkb".as_bytes(),
    "arab\u{061c}.plkb".as_bytes(),
    "nol\u{200b}\u{200d}.plkb".as_bytes(),
    "bom\u{feff}.plkb".as_bytes(),
    "label\u{e0041}.plkb".as_bytes(),
    "pemisah\u{2028}baris.plkb".as_bytes(),
    "lunak\u{00ad}.plkb".as_bytes(),
    "isi\u{115f}\u{3164}.plkb".as_bytes(),
    "pilih\u{fe0f}\u{e0101}.plkb".as_bytes(),
    "mongol\u{180e}.plkb".as_bytes(),
    b"=HYPERLINK(\"x\").plkb",
    b"--record",
    b"-rf",
    b"{ $file }.plkb",
    b"%s%n.plkb",
    b"<script>alert(1)<",
    b"  spasi  ",
    b"...",
    b"Huruf.plkb",
    b"HURUF.plkb",
    b"huruf.PLKB",
];
/// Names that are no UTF-8: two files, not one.
const BYTES: &[&[u8]] = &[b"byte-\xfe.plkb", b"byte-\xff.plkb"];
/// Where they lie.
const FOLDER: &str = "nama";

/// A damaged copy of a good log under each of the names.
pub(crate) fn all(regency: &Regency) -> Made<Vec<Stranger>> {
    let good = regency.booths().pop().ok_or("no booth")?;
    let mut log = regency.log(&good)?;
    // A wrong hash at the end: everything in it is good, and nothing must be taken for granted.
    *log.last_mut().ok_or("no hash")? ^= 1;
    let long = [[b'n'; 250].as_slice(), b".plkb"].concat();
    let names = NAMES.iter().map(|name| name.to_vec()).chain([long]);
    let mut all: Vec<Stranger> = names
        .map(|name| {
            let path = PathBuf::from(FOLDER).join(name_of(&name));
            let named = vec![Named::invalid(path.clone(), 5, None)];
            Stranger::of_bytes("name", path, log.clone(), named)
        })
        .collect();
    for name in BYTES {
        let path = PathBuf::from(FOLDER).join(name_of(name));
        let named = vec![Named::invalid(path.clone(), 5, None)];
        all.push(Stranger::of_bytes("name that is no text", path, log.clone(), named));
    }
    Ok(all)
}
