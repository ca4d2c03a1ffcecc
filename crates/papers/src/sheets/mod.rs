//! Papers for a printer, as data: what stands on them, checked and worded; the crate `typeset` says how it looks.
//!
//! A [`Sheet`] serializes to what its template reads. Whatever needs thought (numbers in words, QR codes, chances) is
//! made here and tested here; a template only places it.

mod count;
mod election_id;
mod heading;
mod machine_test;
mod minutes;
mod polls;
mod tokens;

use std::fmt;

use election::{ListId, VillageCode};
use serde::Serialize;

pub use self::count::{CountMinutes, PlaceRow, VoteRow};
pub use self::election_id::ElectionIdSheet;
pub use self::heading::{Heading, Occasion};
pub use self::machine_test::{MachineTestPoster, Row as ChanceRow};
pub use self::minutes::{Lack, Meeting, MinutesError, Objected, Row, Signatory, Told, VoterRow};
pub use self::polls::{BoothRow, PollsMinutes};
pub use self::tokens::{Place, Slip, TokenSheet};

/// A paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "paper", rename_all = "kebab-case")]
pub enum Sheet {
    /// Slips to cut, with a page about the list.
    Tokens(TokenSheet),
    /// The name of the election, for the wall of the polling place.
    ElectionId(ElectionIdSheet),
    /// How to test a booth (*uji mesin*), for the wall of the polling place.
    MachineTest(MachineTestPoster),
    /// *Berita acara pemungutan suara*.
    Polls(PollsMinutes),
    /// *Berita acara penghitungan suara*.
    Count(CountMinutes),
}

impl Sheet {
    /// What stands on every page.
    #[must_use]
    pub const fn heading(&self) -> &Heading {
        match self {
            Self::Tokens(sheet) => sheet.heading(),
            Self::ElectionId(sheet) => sheet.heading(),
            Self::MachineTest(sheet) => sheet.heading(),
            Self::Polls(sheet) => sheet.heading(),
            Self::Count(sheet) => sheet.heading(),
        }
    }

    /// What the paper is, as its file says and as people call it.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Tokens(sheet) => format!("Token pemilih {}", sheet.list()),
            Self::ElectionId(_) => "Nomor pemilihan".to_owned(),
            Self::MachineTest(_) => "Uji mesin".to_owned(),
            Self::Count(_) => "Berita acara penghitungan suara".to_owned(),
            Self::Polls(sheet) => format!("Berita acara pemungutan suara TPS {}", sheet.tps()),
        }
    }
}

/// Why there is no such paper.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SheetError {
    /// A village that does not vote in this election.
    #[error("this election has no village {code}")]
    Village {
        /// The code that was asked for.
        code: VillageCode,
    },
    /// A text that the fonts of the papers cannot show.
    #[error("{what} has the character {found:?}, which no paper can show: write it without")]
    NotShown {
        /// Which text.
        what: Text,
        /// The first such character.
        found: char,
    },
    /// A text that a page has no room for.
    #[error("{what} has {found} characters, at most {most} fit")]
    TooLong {
        /// Which text.
        what: Text,
        /// Its length.
        found: usize,
        /// What fits.
        most: usize,
    },
    /// Not a day.
    #[error("{found:?} is not a date like 2025-12-10")]
    Date {
        /// What stood there.
        found: String,
    },
    /// A token list that is not the sealed one.
    #[error("token list {list} is not the one that this election names: use the file made with the slips")]
    List {
        /// Which list.
        list: ListId,
    },
    /// Tokens that are not exactly those of the list.
    #[error("these are not the tokens of list {list}, each once: draw list and tokens together")]
    Tokens {
        /// Which list.
        list: ListId,
    },
}

impl SheetError {
    /// The same in Indonesian.
    #[must_use]
    pub fn to_indonesian(&self) -> String {
        match self {
            Self::Village { code } => format!("pemilihan ini tidak memuat desa {code}"),
            Self::NotShown { what, found } => format!(
                "{} memuat tanda {found:?} yang tidak dapat dicetak: tulislah tanpa tanda itu",
                what.indonesian()
            ),
            Self::TooLong { what, found, most } => {
                format!("{} panjangnya {found} huruf, paling banyak {most} yang muat", what.indonesian())
            }
            Self::Date { found } => format!("{found:?} bukan tanggal seperti 2025-12-10"),
            Self::List { list } => format!(
                "daftar token {list} bukan yang disebut pemilihan ini: pakailah berkas yang dibuat bersama slipnya"
            ),
            Self::Tokens { list } => format!(
                "token-token ini bukan token daftar {list}, masing-masing satu kali: buatlah daftar dan token bersama"
            ),
        }
    }
}

/// A text that people have written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Text {
    /// The title of the election.
    Title,
    /// What village or head are called.
    Word,
    /// The name of a village.
    Village,
    /// The name of a district, regency or province.
    Area,
    /// The name of a dusun.
    Dusun,
    /// What somebody has stated: minutes, an objection, a reason.
    Stated,
}

impl Text {
    const fn english(self) -> &'static str {
        match self {
            Self::Title => "the title of the election",
            Self::Word => "the word for the village or its head",
            Self::Village => "the name of the village",
            Self::Area => "the name of district, regency or province",
            Self::Dusun => "the name of the dusun",
            Self::Stated => "a stated text",
        }
    }

    const fn indonesian(self) -> &'static str {
        match self {
            Self::Title => "judul pemilihan",
            Self::Word => "kata untuk desa atau kepalanya",
            Self::Village => "nama desa",
            Self::Area => "nama kecamatan, kabupaten, atau provinsi",
            Self::Dusun => "nama dusun",
            Self::Stated => "pernyataan",
        }
    }

    /// Most characters, those of a definition (spec 2.2): templates are tested with them.
    const fn longest(self) -> usize {
        match self {
            Self::Title => 200,
            Self::Word => 40,
            Self::Village | Self::Area | Self::Dusun => 80,
            Self::Stated => 2_000,
        }
    }

    /// The text, if every paper can show it.
    fn checked(self, text: &str) -> Result<&str, SheetError> {
        let (found, most) = (text.chars().count(), self.longest());
        if let Some(found) = text.chars().find(|c| !election::is_shown(*c)) {
            return Err(SheetError::NotShown { what: self, found });
        }
        if found > most {
            return Err(SheetError::TooLong { what: self, found, most });
        }
        Ok(text)
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.english())
    }
}

/// 64 hexadecimal digits in groups of eight.
fn groups(hash: &[u8; 32]) -> Vec<String> {
    hash.chunks(4).map(hex::encode).collect()
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use election::Definition;
    use tally::{Files, NoProgress, VerifyReport, verify};

    use super::*;

    /// A case of `fixtures/tampered`, which alters nothing but the list of files.
    pub(super) const STATED: &str = "730-statements-of-every-kind";

    /// The record of `fixtures/tampered`, with what lies in `overlay`.
    pub(super) fn record(overlay: Option<&str>) -> VerifyReport {
        let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/tampered");
        let mut files = Files::new();
        read_into(&mut files, &fixtures.join("bases/record"), "");
        if let Some(overlay) = overlay {
            read_into(&mut files, &fixtures.join(overlay).join("overlay"), "");
        }
        verify(&files, None, &NoProgress).unwrap()
    }

    fn read_into(files: &mut Files, folder: &Path, prefix: &str) {
        for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
            let name = format!("{prefix}{}", entry.file_name().to_str().unwrap());
            if entry.path().is_dir() {
                read_into(files, &entry.path(), &format!("{name}/"));
            } else {
                files.insert(name, fs::read(entry.path()).unwrap());
            }
        }
    }

    /// The small election of `fixtures`.
    pub(super) fn definition() -> Definition {
        Definition::parse(include_bytes!("../../../../fixtures/election/election.json")).unwrap()
    }

    pub(super) fn village() -> VillageCode {
        "9901022001".parse().unwrap()
    }

    #[test]
    fn errors_are_told_in_both_languages() {
        let list: ListId = ListId { booth: "1607062001-1-2".parse().unwrap(), dusun: 3.try_into().unwrap() };
        let what = Text::Title;
        for (error, told) in [
            (SheetError::Village { code: village() }, "9901022001"),
            (SheetError::NotShown { what, found: '\u{4e00}' }, "\u{4e00}"),
            (SheetError::TooLong { what, found: 71, most: 43 }, "71"),
            (SheetError::Date { found: "x".to_owned() }, "\"x\""),
            (SheetError::List { list: list.clone() }, "1607062001-1-2-3"),
            (SheetError::Tokens { list }, "1607062001-1-2-3"),
        ] {
            let (english, indonesian) = (error.to_string(), error.to_indonesian());
            assert_ne!(english, indonesian);
            assert!(english.contains(told) && indonesian.contains(told), "{english} / {indonesian}");
        }
    }

    #[test]
    fn a_sheet_says_what_it_is() {
        let definition = definition();
        let sheet = Sheet::ElectionId(ElectionIdSheet::of(&definition, &village()).unwrap());
        assert_eq!(sheet.name(), "Nomor pemilihan");
        let data = serde_json::to_value(&sheet).unwrap();
        assert_eq!(data["paper"], "election-id");
        assert_eq!(data["heading"]["village"], "Desa Tanjung Contoh");
    }
}
