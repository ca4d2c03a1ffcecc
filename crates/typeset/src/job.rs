//! One paper: from its data to the bytes of a file.

use std::collections::BTreeMap;

use papers::sheets::Sheet;
use typst::comemo;
use typst::foundations::{Bytes, Datetime, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use crate::error::{TypesetError, told};
use crate::world::Files;

/// What all templates import.
const COMMON: [(&str, &str); 2] = [
    ("lib.typ", include_str!("../templates/lib.typ")),
    ("minutes.typ", include_str!("../templates/minutes.typ")),
];

/// A template and what it reads.
pub(crate) struct Job {
    /// Name of the paper, for errors.
    pub(crate) paper: String,
    /// What the file is named by, the same for the same paper.
    pub(crate) identity: String,
    /// Day of the document: year, month, day.
    pub(crate) day: (u16, u8, u8),
    /// File name and text.
    pub(crate) template: (&'static str, &'static str),
    /// What the template reads as `/data.json`.
    pub(crate) data: Vec<u8>,
    /// PNG and JPEG by the names under which the template reads them.
    pub(crate) pictures: BTreeMap<String, Vec<u8>>,
}

impl Job {
    pub(crate) fn of(sheet: &Sheet) -> Result<Self, TypesetError> {
        let paper = sheet.name();
        let data = serde_json::to_vec(sheet);
        let data = data.map_err(|source| TypesetError::Data { paper: paper.clone(), source })?;
        let heading = sheet.heading();
        Ok(Self {
            identity: format!("{paper}\n{}\n{}", heading.village(), heading.election().unwrap_or_default()),
            day: heading.day().numbers(),
            template: template(sheet),
            data,
            pictures: BTreeMap::new(),
            paper,
        })
    }

    /// The file. What the compiler remembers of it is forgotten afterwards: it would grow with every paper, and it holds
    /// what the paper says.
    pub(crate) fn pdf(self) -> Result<Vec<u8>, TypesetError> {
        let file = self.compiled();
        comemo::evict(0);
        file
    }

    fn compiled(self) -> Result<Vec<u8>, TypesetError> {
        let paper = self.paper;
        let unset = |problems: String| TypesetError::Template { paper: paper.clone(), problems };
        let mut others: BTreeMap<String, Bytes> =
            self.pictures.into_iter().map(|(name, bytes)| (name, Bytes::new(bytes))).collect();
        others.insert("data.json".to_owned(), Bytes::new(self.data));
        let files = Files::new(self.template, &COMMON, others);
        let files = files.ok_or_else(|| unset(format!("{} is no path", self.template.0)))?;
        let set = typst::compile::<PagedDocument>(&files);
        let document = set.output.map_err(|problems| unset(told(&files, &problems)))?;
        if !set.warnings.is_empty() {
            return Err(unset(told(&files, &set.warnings)));
        }
        let unwritten = |problems: String| TypesetError::Archive { paper: paper.clone(), problems };
        let options = options(self.identity, self.day).map_err(unwritten)?;
        typst_pdf::pdf(&document, &options).map_err(|problems| unwritten(told(&files, &problems)))
    }
}

/// PDF/A-2u: everything to show it is in the file, and its letters can be searched and copied.
fn options(identity: String, (year, month, day): (u16, u8, u8)) -> Result<PdfOptions, String> {
    let standards = PdfStandards::new(&[PdfStandard::A_2u]).map_err(|why| why.message().to_string())?;
    let date = Datetime::from_ymd_hms(year.into(), month, day, 0, 0, 0);
    let date = date.ok_or_else(|| format!("{year}-{month}-{day} is no date"))?;
    Ok(PdfOptions {
        ident: Smart::Custom(identity),
        creator: Smart::Custom(Some(concat!("pilkades typeset ", env!("CARGO_PKG_VERSION")).to_owned())),
        timestamp: Some(Timestamp::new_utc(date)),
        standards,
        ..PdfOptions::default()
    })
}

const fn template(sheet: &Sheet) -> (&'static str, &'static str) {
    match sheet {
        Sheet::Tokens(_) => ("tokens.typ", include_str!("../templates/tokens.typ")),
        Sheet::ElectionId(_) => ("election-id.typ", include_str!("../templates/election-id.typ")),
        Sheet::Count(_) => ("count.typ", include_str!("../templates/count.typ")),
        Sheet::Polls(_) => ("polls.typ", include_str!("../templates/polls.typ")),
        Sheet::MachineTest(_) => ("machine-test.typ", include_str!("../templates/machine-test.typ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DATA: &str = r#"{"name": "panic()]", "heading": {"simulation": false, "occasion": "\"", "village": "",
        "area": "", "date": "", "title": "", "election": null, "program": null}}"#;

    fn job(text: &'static str) -> Job {
        Job {
            paper: "Uji".to_owned(),
            identity: "uji".to_owned(),
            day: (2025, 12, 10),
            template: ("uji.typ", text),
            data: DATA.into(),
            pictures: BTreeMap::new(),
        }
    }

    fn refused(text: &'static str) -> String {
        job(text).pdf().unwrap_err().to_string()
    }

    const TEXT: &str = "#set text(font: \"Inter\", fallback: false)\n";

    #[test]
    fn data_are_never_markup() {
        let file =
            job("#import \"lib.typ\": *\n#set text(font: sans, fallback: false)\n#data.name").pdf().unwrap();
        assert!(file.starts_with(b"%PDF-1.7"));
    }

    #[test]
    fn pictures_are_read_by_their_names() {
        let photo =
            image::RgbImage::from_fn(30, 40, |x, y| image::Rgb([x.to_le_bytes()[0], y.to_le_bytes()[0], 7]));
        let encoded = |format| {
            let mut bytes = std::io::Cursor::new(Vec::new());
            photo.write_to(&mut bytes, format).unwrap();
            bytes.into_inner()
        };
        let text = "#image(\"/1.png\", alt: \"1\") #image(\"/2.jpg\", alt: \"2\")";
        let pictures = [("1.png", image::ImageFormat::Png), ("2.jpg", image::ImageFormat::Jpeg)]
            .map(|(name, format)| (name.to_owned(), encoded(format)));
        let file = Job { pictures: pictures.into(), ..job(text) }.pdf().unwrap();
        let told = String::from_utf8_lossy(&file);
        assert_eq!(told.matches("/Subtype /Image").count() + told.matches("/Subtype/Image").count(), 2);
        assert!(refused(text).contains("uji.typ:1: file not found"), "{}", refused(text));
    }

    #[test]
    fn there_is_no_clock_no_network_and_no_file() {
        for (text, why) in [
            ("#datetime.today()", "unable to get the current date"),
            ("#import \"@preview/tablex:0.0.8\": tablex", "not found"),
            ("#read(\"/etc/passwd\")", "not found"),
            ("#read(\"../Cargo.toml\")", "root"),
        ] {
            assert!(refused(text).contains(why), "{}", refused(text));
        }
    }

    #[test]
    fn a_warning_is_an_error() {
        let why = refused("\n#set text(font: \"Comic Sans\")\nA");
        assert!(why.contains("uji.typ:2") && why.contains("unknown font family: comic sans"), "{why}");
    }

    #[test]
    fn a_letter_without_glyph_is_an_error() {
        let why = Job {
            template: ("uji.typ", "#set text(font: \"Inter\", fallback: false)\n\u{6751}"),
            ..job(TEXT)
        }
        .pdf()
        .unwrap_err();
        assert!(matches!(why, TypesetError::Archive { .. }), "{why}");
        assert!(why.to_string().contains("uji.typ:2"), "{why}");
        assert_ne!(why.to_string(), why.to_indonesian());
    }

    #[test]
    fn a_text_without_room_is_an_error() {
        let why = refused(
            "#import \"lib.typ\": fit\n#set text(font: \"Inter\")\n#fit(2cm, 3mm, (9pt,), [a a a a a a a a a a])",
        );
        assert!(why.contains("a text is too long for its place"), "{why}");
    }
}
