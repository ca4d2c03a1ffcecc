//! Readers of PDF that others have written: poppler (`apt-get install poppler-utils`).

use std::io::Write as _;
use std::path::Path;
use std::process::Command;

/// Poppler, if it is there. If not, the test says that it is skipped; in CI, where everything must be there, it fails.
pub(crate) struct Poppler;

impl Poppler {
    pub(crate) fn if_present(test: &str) -> Option<Self> {
        if Command::new("pdftotext").arg("-v").output().is_ok() {
            return Some(Self);
        }
        let missing =
            format!("{test}: poppler is missing: `apt-get install poppler-utils` (Debian) installs it");
        assert!(std::env::var_os("CI").is_none(), "{missing}");
        // Not `eprintln!`, whose output a passing test keeps to itself.
        std::io::stderr().write_all(format!("SKIPPED: {missing}\n").as_bytes()).unwrap();
        None
    }

    /// The text, laid out as on the pages.
    pub(crate) fn text(&self, pdf: &[u8]) -> String {
        self.run("pdftotext", &["-layout", "-enc", "UTF-8"], pdf, Some("-"))
    }

    /// The text in reading order, its lines joined by single spaces.
    pub(crate) fn plain(&self, pdf: &[u8]) -> String {
        let text = self.run("pdftotext", &["-raw", "-enc", "UTF-8"], pdf, Some("-"));
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Name, kind, and whether it is in the file, of every font.
    pub(crate) fn fonts(&self, pdf: &[u8]) -> String {
        self.run("pdffonts", &[], pdf, None)
    }

    /// The pages at 150 dots to the inch, as a scanner would see them.
    pub(crate) fn pages(&self, pdf: &[u8]) -> Vec<image::GrayImage> {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("page");
        self.run("pdftoppm", &["-r", "150", "-gray", "-png"], pdf, root.to_str());
        let mut files: Vec<_> =
            folder.path().read_dir().unwrap().map(|entry| entry.unwrap().path()).collect();
        files.sort();
        let pngs = files.iter().filter(|file| file.extension().is_some_and(|of| of == "png"));
        pngs.map(|file| image::open(file).unwrap().to_luma8()).collect()
    }

    fn run(&self, program: &str, options: &[&str], pdf: &[u8], last: Option<&str>) -> String {
        let file = tempfile::NamedTempFile::with_suffix(".pdf").unwrap();
        std::fs::write(file.path(), pdf).unwrap();
        let path: &Path = file.path();
        let done = Command::new(program).args(options).arg(path).args(last).output().unwrap();
        assert!(done.status.success(), "{program}: {}", String::from_utf8_lossy(&done.stderr));
        assert!(done.stderr.is_empty(), "{program}: {}", String::from_utf8_lossy(&done.stderr));
        String::from_utf8(done.stdout).unwrap()
    }
}

/// What the QR codes in a picture say, as our reader of photos sees them.
pub(crate) fn codes(picture: &image::GrayImage) -> Vec<String> {
    let mut png = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut png, image::ImageFormat::Png).unwrap();
    papers::photo::read_codes(png.get_ref()).into_iter().flatten().collect()
}

/// What the first slips on a page say after they are cut: a scanner sees one at a time.
pub(crate) fn slips(page: &image::GrayImage, count: usize) -> Vec<String> {
    // Millimetres of `tokens.typ` at 150 dots to the inch.
    let dots = |millimetres: u32| millimetres * 1_500 / 254;
    let places = (0..8).flat_map(|row| [(10, 13 + 34 * row), (105, 13 + 34 * row)]);
    let cut = |(x, y)| image::imageops::crop_imm(page, dots(x), dots(y), dots(33), dots(34)).to_image();
    places.take(count).flat_map(|place| codes(&cut(place))).collect()
}

const VARIABLE: &str = "PILKADES_PAPERS";

/// Compares a text with the committed one, or writes it.
pub(crate) fn golden(name: &str, text: &str) {
    let place = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name).with_extension("txt");
    let text = text.trim_end().lines().map(str::trim_end).collect::<Vec<_>>().join("\n") + "\n";
    if std::env::var(VARIABLE).is_ok_and(|value| value == "write") {
        std::fs::create_dir_all(place.parent().unwrap()).unwrap();
        std::fs::write(place, text).unwrap();
        return;
    }
    let there = std::fs::read_to_string(&place).unwrap_or_default();
    let at = text.lines().zip(there.lines()).take_while(|(now, there)| now == there).count();
    assert!(
        text == there,
        "{name}.txt differs from line {} on; if that is meant, run again with {VARIABLE}=write\n\
         --- committed\n{}\n--- now\n{}",
        at + 1,
        there.lines().skip(at).take(5).collect::<Vec<_>>().join("\n"),
        text.lines().skip(at).take(5).collect::<Vec<_>>().join("\n")
    );
}
